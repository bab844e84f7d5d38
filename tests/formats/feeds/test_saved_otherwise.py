"""Feeds as other programs save them: the same rows, however their columns stand in the file."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.conftest import Keyboard, curated
from tests.formats.feeds import (
    test_acled,
    test_gdelt,
    test_icews,
    test_mid,
    test_polecat,
    test_ucdp,
)
from tests.formats.feeds.reading import ReadRows, read_all
from tracker.formats.feeds import acled, gdelt_rows, icews, mid, polecat, ucdp
from tracker.formats.registry import format_named, recognise

Table = list[list[str]]


def table_of(headings: str, rows: Sequence[str], delimiter: str = ",") -> Table:
    """Headings and rows as cells."""
    return list(csv.reader([headings, *rows], delimiter=delimiter))


TABLES: dict[str, Table] = {
    "acled": table_of(test_acled.HEADINGS, [test_acled.row(), test_acled.row(fatalities="x;y")]),
    "ucdp": table_of(test_ucdp.HEADINGS, [test_ucdp.row(), test_ucdp.row("3")]),
    "icews": table_of(test_icews.HEADINGS, [test_icews.row(), test_icews.row(Publisher="A, B")], "\t"),
    "polecat": table_of(test_polecat.HEADINGS, [test_polecat.row()], "\t"),
    "midip": table_of(
        test_mid.HEADINGS, [test_mid.row("USA", "2", "1", "7"), test_mid.row("RUS", "365", "0", "0")]
    ),
    "midi": table_of(test_mid.INCIDENTS.splitlines()[0], test_mid.INCIDENTS.splitlines()[1:]),
    "gdelt": [list(gdelt_rows.FIELDS), *(test_gdelt.row(id=each).split("\t") for each in ("7", "8"))],
}  # fmt: skip


def written(table: Table, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """A table as a program saves it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows(table)  # type: ignore[arg-type]
    return out.getvalue()


def read(name: str, text: str) -> ReadRows:
    """The rows of a text, without the numbers of their lines."""
    reader = format_named(name).read_rows
    assert reader is not None
    found = read_all(reader, text)
    # Cells are as each file has them.
    return ReadRows(
        tuple(row._replace(line=0, cells=None) for row in found.rows), (), found.skipped
    )


@given(st.data())
def test_a_feed_is_its_columns(data: st.DataObject) -> None:
    """Delimiter, quotation marks, capitals, order, an index and further columns change nothing."""
    name = data.draw(st.sampled_from(sorted(TABLES)))
    table = TABLES[name]
    order = data.draw(st.permutations(range(len(table[0]))))
    spell = data.draw(st.sampled_from((str, str.upper, str.lower, lambda s: s.replace(" ", "."))))
    saved = [[row[place] for place in order] for row in table]
    saved[0] = [spell(heading) for heading in saved[0]]
    index = data.draw(st.sampled_from(("none", "headed", "bare")))
    if index != "none":
        saved[1:] = [[str(number), *row] for number, row in enumerate(saved[1:])]
    if index == "headed" or (index == "bare" and name == "gdelt"):
        saved[0] = ["", *saved[0]]
    if index != "bare" and data.draw(st.booleans()):
        saved = [[*row, text] for row, text in zip(saved, ["Mine", *"xyz"], strict=False)]
    delimiter = data.draw(st.sampled_from(",;\t|"))
    quoting = data.draw(st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)))
    text = written(saved, delimiter, quoting)
    known = recognise(text.splitlines()[0])
    assert known is not None
    assert known.name == name
    assert read(name, text) == read(name, written(table))


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("acled", ";".join(["", "year", *acled.NEEDED]).upper()),
        ("ucdp", ",".join(["relid", *ucdp.NEEDED])),
        ("midip", ",".join(mid.NEEDED)),
        ("icews", "\t".join(icews.NEEDED)),
        ("icews", ",".join(icews.NEEDED).replace(" ", ".")),
        ("polecat", "\t".join(["Event Mode", *polecat.NEEDED])),
    ],
)
def test_a_feed_is_known_by_the_columns_that_it_needs(name: str, headings: str) -> None:
    """No other column has to be there."""
    known = recognise(headings)
    assert known is not None
    assert known.name == name


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("shape", ["envelope", "list", "lines", "workbook"])
def test_a_feed_is_its_columns_in_json_and_in_a_workbook(
    run: Keyboard, tmp_path: Path, name: str, shape: str
) -> None:
    """What an interface answers, and what a spreadsheet saves, is the same as the file."""
    headings, *rows = TABLES[name]
    records = [dict(zip(headings, row, strict=True)) for row in rows]
    file = tmp_path / "saved.json"
    if shape == "envelope":
        file.write_text(json.dumps({"status": 200, "count": 2, "data": records}))
    elif shape == "list":
        file.write_text(json.dumps(records, indent=2))
    elif shape == "lines":
        file.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    else:
        file = file.with_suffix(".xlsx")
        book = Workbook()
        assert book.active is not None
        for row in TABLES[name]:
            book.active.append(row)
        book.save(file)
    plain = tmp_path / "plain.csv"
    plain.write_text(written(TABLES[name]))
    dbs = []
    for each in (file, plain):
        dbs.append(tmp_path / f"{each.stem}.db")
        done = run("--db", str(dbs[-1]), "import", str(each))
        assert done.exit_code == 0, done.stderr
    saved, expected = (curated(db) for db in dbs)
    for tables in (saved, expected):
        assert tables["events"]
        del tables["imports"]  # names the file
    assert saved == expected


def test_rows_of_gdelt_without_headings_are_known_with_any_delimiter() -> None:
    """Also small ids of the first years, and behind the numbers that a program gave them."""
    rows = [test_gdelt.row(id="7", day="19790101").split("\t")]
    for saved in (rows, [["0", *rows[0]]]):
        for delimiter in ",;|\t":
            text = written(saved, delimiter)
            known = recognise(text.splitlines()[0])
            assert known is not None
            assert known.name == "gdelt"
            assert read("gdelt", text).rows[0].handle == "gdelt-7"


def test_rejected_rows_of_json_are_written_as_they_stand(run: Keyboard) -> None:
    """They are named by the file's own lines, their text is the record's, and once mended it goes in.

    Line ends within a record stay.
    """
    headings, row = TABLES["acled"][:2]
    bad = dict(zip(headings, row, strict=True)) | {"event_date": "soon", "notes": "Two\nlines"}
    Path("a.json").write_text(json.dumps({"data": [bad]}))
    said = run("--db", "x.db", "import", "a.json", "--rejects", "r.csv")
    assert "Rejected 1 row" in said.stderr
    with Path("r.csv").open(newline="") as file:
        [rejected] = csv.DictReader(file)
    assert (rejected["line"], rejected["reason"]) == ("1", "'soon' is no day")
    assert "Two\nlines" in rejected["text"]
    Path("r.csv").write_text(Path("r.csv").read_text().replace("soon", "2017-04-04"))
    assert "1 event" in run("--db", "x.db", "import", "r.csv").stderr


@pytest.mark.parametrize("name", ["acled", "gdelt"])
def test_a_feed_is_the_first_sheet_that_is_one(run: Keyboard, name: str) -> None:
    """A cover before it does not hide it; its rejected rows are named by those of the sheet."""
    headings, row = TABLES[name][:2]
    book = Workbook()
    assert book.active is not None
    book.active.append(["Read me"])
    sheet = book.create_sheet("Data")
    sheet.append([])
    sheet.append(headings)
    sheet.append(row)
    sheet.append(["x" if heading in ("event_date", "SQLDATE") else cell
                  for heading, cell in zip(headings, row, strict=True)])  # fmt: skip
    book.save("a.xlsx")
    said = run("--db", "x.db", "import", "a.xlsx", "--rejects", "r.csv").stderr
    assert "1 event" in said
    assert "Sheets that were not read: Sheet" in said
    with Path("r.csv").open(newline="") as file:
        [rejected] = csv.DictReader(file)
    assert (rejected["line"], rejected["reason"]) == ("4", "'x' is no day")
    assert rejected["headings"] == written([headings]).strip()
    refused = run("--db", "x.db", "import", "a.xlsx", "--from", name, "--sheet", "Sheet")
    assert refused.exit_code != 0
