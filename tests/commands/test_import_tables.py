"""Tables as people have them: in workbooks, databases, JSON, other encodings, with bad rows."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.conftest import Keyboard, curated

HEADINGS = ["date", "title", "type", "by"]
ROWS = [
    ["2016-10-03", "Pact suspended", "threat", "RUS"],
    ["2016-10-04", "Élysée talks", "talks", "FRA"],
]


@pytest.fixture
def empty(run: Keyboard) -> Keyboard:
    """A keyboard at a new database."""
    return Keyboard(Path("fresh.db").absolute(), run.db.parent / "config")


def titles(run: Keyboard) -> list[str]:
    """The titles of all events, in order of time."""
    return [event["title"] for event in events(run)]


def events(run: Keyboard) -> list[dict[str, Any]]:
    """All events, in order of time."""
    found: list[dict[str, Any]] = json.loads(run("list", "--format", "json").stdout)
    return found


def text_of(rows: list[list[str]], delimiter: str = ",") -> str:
    """Rows as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def rejected(name: str = "r.csv") -> list[dict[str, str]]:
    """The rows of a file of rejects."""
    with Path(name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def book(path: str, **sheets: list[list[Any]]) -> Workbook:
    """A workbook with sheets of rows."""
    made = Workbook()
    assert made.active is not None
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return made


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("utf-16", ""), ("utf-16-le", ""), ("utf-8-sig", ""), ("cp1252", ""), ("mac-roman", "told")],
)
def test_encodings_are_told_by_the_file_by_the_person_or_guessed(
    empty: Keyboard, encoding: str, words: str
) -> None:
    """What is guessed is said, with words by which a person sees whether it is right."""
    Path("a.csv").write_bytes(text_of([HEADINGS, *ROWS]).encode(encoding))
    done = empty("import", "a.csv", *(["--encoding", encoding] if words else []))
    assert titles(empty) == ["Pact suspended", "Élysée talks"]
    said = "it was read as cp1252, a guess, in which it says 'Élysée talks'"
    assert (said in done.stderr) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("title", "encoding"),
    [("Москва приостанавливает соглашение", "cp1251"), ("Wałęsa: żądamy rozmów", "cp1250"),
     ("Erdoğan Şırnak ziyareti", "cp1254"), ("莫斯科中止钚处置协议", "gb18030")],
)  # fmt: skip
def test_other_scripts_are_guessed_too(empty: Keyboard, title: str, encoding: str) -> None:
    """By the letters that they would be."""
    table = text_of([HEADINGS, *([f"2016-10-0{n}", title, "talks", "RUS"] for n in (1, 2, 3))])
    Path("a.csv").write_bytes(table.encode(encoding))
    assert f"it was read as {encoding}, a guess" in empty("import", "a.csv").stderr
    assert titles(empty) == [title] * 3


def test_an_encoding_that_is_none_or_another_is_refused(empty: Keyboard) -> None:
    """In a sentence that says what to do."""
    Path("a.csv").write_bytes(text_of([HEADINGS, *ROWS]).encode("cp1252"))
    none = empty("import", "a.csv", "--encoding", "klingon")
    assert (none.exit_code, "'klingon' is no encoding that is known" in none.stderr) == (2, True)
    other = empty("import", "a.csv", "--encoding", "utf-8")
    assert "is not utf-8 text (line 3)" in other.stderr.lower()


def test_any_sheet_is_read_and_the_others_are_named(empty: Keyboard) -> None:
    """By its name or number; where the first one holds no events, the refusal names them."""
    book("a.xlsx", Cover=[["About"]], Events=[HEADINGS, *ROWS], Notes=[["Nothing"]])
    refused = empty("import", "a.xlsx")
    assert "It has Events, Notes as well; --sheet reads one." in refused.stderr
    done = empty("import", "a.xlsx", "--sheet", "events")
    assert "Sheets that were not read: Cover, Notes (--sheet reads one)." in done.stderr
    assert "Everything in it was there already" in empty("import", "a.xlsx", "--sheet", "2").stderr
    missing = empty("import", "a.xlsx", "--sheet", "Data")
    assert "It has no sheet 'Data'; it has 'Cover', 'Events', 'Notes'." in missing.stderr


def test_merged_cells_stand_in_each_of_their_rows(empty: Keyboard) -> None:
    """A day that is written once over two rows is the day of both; headings stand further down."""
    made = book(
        "a.xlsx",
        Events=[["Crisis log"], ["When", "What", "", "Who"], HEADINGS,
                [date(2016, 10, 3), "A", "threat", "RUS"], [None, "B", "threat", "RUS"]],
    )  # fmt: skip
    sheet = made["Events"]
    for cells in ("A1:D1", "B2:C2", "A4:A5"):
        sheet.merge_cells(cells)
    made.save("a.xlsx")
    assert "Its headings stand on line 3." in empty("import", "a.xlsx").stderr
    assert [event["date"] for event in events(empty)] == ["2016-10-03"] * 2


def test_rows_of_a_workbook_are_rejected_by_their_own_numbers(empty: Keyboard) -> None:
    """Whatever stands in their cells, blank rows among them."""
    book(
        "a.xlsx",
        Events=[HEADINGS, ["2016-10-03", "A\nwith two lines", "threat", "RUS"], [],
                ["soon", "B", "threat", "RUS"], [datetime(2016, 10, 3, 9, 30), "C", "threat", None]],
    )  # fmt: skip
    empty("import", "a.xlsx", "--rejects", "r.csv")
    [row] = rejected()
    assert (row["file"], row["line"], row["text"]) == ("a.xlsx", "4", "soon,B,threat,RUS")
    assert [event["date"] for event in events(empty)] == ["2016-10-03", "2016-10-03T09:30:00"]


def test_a_cell_far_out_is_refused_before_it_takes_all_memory(empty: Keyboard) -> None:
    """A format that stands far out is nothing; a value there would be a grid of emptiness."""
    made = book("a.xlsx", Events=[HEADINGS, *ROWS])
    made["Events"].cell(1_000_000, 16_000).number_format = "0.00"
    made.save("a.xlsx")
    assert "Added 2 events." in empty("import", "a.xlsx").stderr
    made["Events"].cell(1_000_000, 16_000).value = "x"
    made.save("a.xlsx")
    done = empty("import", "a.xlsx")
    assert "reaches to row 1,000,000 and column 16,000 with 13 cells" in done.stderr
    assert done.exit_code == 2


def test_a_table_of_a_database_is_read(empty: Keyboard) -> None:
    """Of SQLite, packed or not; a database of tracker's own says how it is moved."""
    with closing(sqlite3.connect("a.db")) as connection, connection:
        connection.execute("CREATE TABLE notes (x)")
        connection.execute("CREATE TABLE events (date, title, type, by, intensity REAL)")
        connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, -4.0)", ROWS)
    done = empty("import", "a.db", "--sheet", "events")
    assert "Tables that were not read: notes (--sheet reads one)." in done.stderr
    assert titles(empty) == ["Pact suspended", "Élysée talks"]
    assert "a database of tracker" in empty("import", str(empty.db)).stderr


def test_parquet_is_read_where_pyarrow_is_installed(empty: Keyboard) -> None:
    """As the same table in CSV."""
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    columns = dict(zip(HEADINGS, map(list, zip(*ROWS, strict=True)), strict=True))
    columns["date"] = [datetime(2016, 10, 3), datetime(2016, 10, 4)]
    parquet.write_table(arrow.table(columns), "a.parquet")
    empty("import", "a.parquet")
    assert [(each["date"], each["title"]) for each in events(empty)] == [
        ("2016-10-03", "Pact suspended"), ("2016-10-04", "Élysée talks"),
    ]  # fmt: skip


RECORDS = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
NESTED = [
    {"what": {"title": row[1], "tags": ["a", "b"]}, "when": {"start": row[0]}} for row in ROWS
]
PLACED = [
    {"type": "Feature", "properties": each, "geometry": {"type": "Point", "coordinates": [2, 48]}}
    for each in RECORDS
]
DOCUMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "an array": (json.dumps(RECORDS, indent=1), ()),
    "lines": ("\n".join(map(json.dumps, RECORDS)), ()),
    "an envelope": (json.dumps({"status": 200, "data": {"rows": RECORDS}}), ()),
    "GeoJSON": (json.dumps({"type": "FeatureCollection", "features": PLACED}), ()),
    "records by keys": (json.dumps({"ev1": RECORDS[0], "ev2": RECORDS[1]}), ("--map", "id=key")),
    "nested values": (
        json.dumps(NESTED),
        ("--map", "title=what.title", "--map", "tags=what.tags", "--map", "date=when.start",
         "--set", "type=talks"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("called", DOCUMENTS)
def test_records_of_json_are_rows(empty: Keyboard, called: str) -> None:
    """Whatever stands around them; values within values have columns by both names."""
    text, words = DOCUMENTS[called]
    Path("a.json").write_text(text)
    assert "Added 2 events." in empty("import", "a.json", *words).stderr
    assert titles(empty) == ["Pact suspended", "Élysée talks"]


@pytest.mark.parametrize(
    ("scheme", "cells", "known"),
    [
        ("cow:*", "365; 2", ["RUS", "USA"]),
        ("cameo:*", "RUSGOV; USAMIL; GME", ["RUS", "USA", "DDR"]),
        ("cow:*", "N/A", []),
    ],
)
def test_a_column_of_codes_is_read_by_their_scheme(
    empty: Keyboard, scheme: str, cells: str, known: list[str]
) -> None:
    """One --value for all cells names the scheme, and one for a cell stands before it."""
    Path("a.csv").write_text(f"title,date,type,by,to\nA,2016-10-03,threat,{cells},Them\n")
    words = ("import", "a.csv", "--value", f"by:*={scheme}", "--value", f"to:*={scheme}")
    assert empty(*words).exit_code == 3
    assert empty(*words, "--value", "to:Them=SYR").exit_code == 0
    [event] = json.loads(empty("list", "--format", "json").stdout)
    assert (event["by"], event["to"]) == (known, ["SYR"])


def test_records_that_share_a_line_are_rejected_by_their_numbers(empty: Keyboard) -> None:
    """Of a file of one line, "line 1" would name none of them: the number of the record does."""
    good = {"date": "2016-10-03", "title": "A", "type": "threat"}
    bad = [good, good | {"date": "soon"}, 3, good | {"type": "thraet"}, good | {"date": "never"}]
    Path("a.json").write_text(json.dumps(bad))
    empty("import", "a.json", "--rejects", "a.csv")
    rows = list(csv.DictReader(io.StringIO(Path("a.csv").read_text())))
    assert sorted(row["reason"].partition(": ")[0] for row in rows) == [
        "record 2", "record 3", "record 4", "record 5",
    ]  # fmt: skip
    Path("b.json").write_text(json.dumps({"data": [bad[1], bad[0], bad[4]]}))
    said = empty("import", "b.json").stderr
    assert "line 1: record 1: 'soon' is not" in said
    assert "line 1: record 3: 'never' is not" in said


def test_records_of_json_are_rejected_by_their_own_lines(empty: Keyboard) -> None:
    """Of an array as of lines; what was rejected can be mended and imported again."""
    bad = [{**RECORDS[0], "date": "soon"}, RECORDS[1]]
    Path("a.json").write_text(json.dumps(bad, indent=1))
    Path("b.jsonl").write_text(f"{json.dumps(RECORDS[1])}\n{{broken\n{json.dumps(bad[0])}\n")
    empty("import", "a.json", "--rejects", "a.csv")
    empty("import", "b.jsonl", "--rejects", "b.csv")
    for name, lines in (("a.csv", ["2"]), ("b.csv", ["2", "3"])):
        assert [row["line"] for row in rejected(name)] == lines
    mended = Path("a.csv").read_text().replace("soon", "2016-10-03")
    Path("a.csv").write_text(mended)
    assert "Added 1 event." in empty("import", "a.csv").stderr
    assert titles(empty) == ["Pact suspended", "Élysée talks"]


def test_a_file_of_a_statistical_program_says_how_it_is_converted(empty: Keyboard) -> None:
    """By how it begins, or else how its name ends."""
    Path("a.dta").write_bytes(b"<stata_dta><header>")
    Path("b.Rds").write_bytes(b"X\n\x00\x00\x00\x03")
    Path("c.sav").write_bytes(b"$FL2@(#) SPSS DATA FILE")
    for name, words in (
        ("a.dta", 'pandas.read_stata("a.dta").to_csv("a.csv", index=False)'),
        ("b.Rds", 'write.csv(readRDS("b.Rds"), "b.csv", row.names = FALSE)'),
        ("c.sav", 'write.csv(haven::read_sav("c.sav"), "c.csv", row.names = FALSE)'),
    ):
        done = empty("import", name)
        assert (done.exit_code, words in done.stderr) == (2, True)


REJECTED = {
    "a.csv": (text_of([HEADINGS, *ROWS, ["soon", "Bad, in a way", "threat", "RUS"]]), "4"),
    "b.tsv": (text_of([HEADINGS, ["soon", "=Bad", "threat", "RUS"], *ROWS], "\t"), "2"),
    "c.csv": (
        "sep=;\n" + text_of([HEADINGS, ["soon", "Two\nlines", "threat", "RUS"], *ROWS], ";"), "3",
    ),
    "d.jsonl": (
        '{"record": "tracker", "format": 1}\n'
        + "".join(json.dumps({"record": "event", "date": row[0], "title": row[1], "type": row[2]}) + "\n"
                  for row in [*ROWS, ["soon", "Bad", "threat"]]),
        "4",
    ),
    "e.xlsx": ("", "3"),
}  # fmt: skip


@pytest.mark.parametrize("name", REJECTED)
def test_rejected_rows_can_be_mended_and_imported_again(empty: Keyboard, name: str) -> None:
    """Of every format; the file of rejects is imported as what it is of, with its headings."""
    text, line = REJECTED[name]
    Path(name).write_text(text, newline="")
    if name == "e.xlsx":
        book(name, Events=[HEADINGS, ROWS[0], ["soon", "Bad", "threat", "RUS"], ROWS[1]])
    assert "Added 2 events." in empty("import", name, "--rejects", "r.csv").stderr
    [row] = rejected()
    assert (row["file"], row["line"]) == (name, line)
    Path("r.csv").write_text(Path("r.csv").read_text().replace("soon", "2016-10-09"))
    assert "Added 1 event." in empty("import", "r.csv").stderr
    assert [event["date"] for event in events(empty)][-1] == "2016-10-09"
    assert "Added nothing" in empty("import", "r.csv").stderr


def test_rejected_lines_of_a_feed_can_be_mended_too(run: Keyboard) -> None:
    """A feed that has no headings has none in the file of rejects."""
    from tests.formats.feeds.test_gdelt import row

    Path("a.CSV").write_text(f"{row()}\n{row(id='7190044', code='---')}\n")
    run("import", "a.CSV", "--rejects", "r.csv")
    Path("r.csv").write_text(Path("r.csv").read_text().replace("---", "173"))
    assert "Added 1 event." in run("import", "r.csv").stderr


def test_links_of_rejected_events_are_rejected_with_them(empty: Keyboard) -> None:
    """In JSON lines; mended together, both come in."""
    lines = [
        {"record": "tracker", "format": 1},
        {"record": "event", "handle": "a-1", "date": "2016-10-03", "title": "A", "type": "threat"},
        {"record": "event", "handle": "a-2", "date": "2016-10-32", "title": "B", "type": "threat"},
        {
            "record": "link",
            "cause": "a-1",
            "relation": "provokes",
            "effect": "a-2",
            "likelihood": 0.5,
        },
    ]
    Path("a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    before = curated(empty.db) if empty.db.exists() else None
    assert empty("import", "a.jsonl").exit_code == 2
    assert before is None
    done = empty("import", "a.jsonl", "--rejects", "r.csv")
    assert "Rejected 2 rows" in done.stderr
    assert [row["line"] for row in rejected()] == ["3", "4"]
    Path("r.csv").write_text(Path("r.csv").read_text().replace("10-32", "10-31"))
    assert "Added 1 event, 1 link." in empty("import", "r.csv").stderr


def test_a_table_with_ids_corrects(empty: Keyboard) -> None:
    """The ids may look like anything; what changed in the table is taken, and undone as one."""
    Path("a.csv").write_text(
        text_of([["No", *HEADINGS], ["400001", *ROWS[0]], ["EVT_2", *ROWS[1]]])
    )
    empty("import", "a.csv", "--map", "id=no")
    corrected = [["No", *HEADINGS], ["400001", "2016-10-02", *ROWS[0][1:]], ["EVT_2", *ROWS[1]]]
    Path("b.csv").write_text(text_of(corrected))
    done = empty("import", "b.csv", "--map", "id=no")
    assert "Corrected 1 event, as the file has it now. Already there: 1 event." in done.stderr
    assert events(empty)[0]["date"] == "2016-10-02"
    log = empty("log", "1", COLUMNS="200").stdout
    assert "row 400001 of a table is it" in log
    assert "content" not in log
    empty("undo")
    assert events(empty)[0]["date"] == "2016-10-03"


def test_values_may_stand_for_others_from_the_command_line(empty: Keyboard) -> None:
    """With --value; a field that there is none of is refused."""
    Path("a.csv").write_text(text_of([HEADINGS, ["03/10/2016", "A", "Escalatory", "Them"]]))
    words = ("--value", "type:escalatory=threat", "--value", "by:them=RUS", "--dates", "dmy")
    assert "Added 1 event." in empty("import", "a.csv", *words).stderr
    assert [(each["date"], each["type"]) for each in events(empty)] == [("2016-10-03", "threat")]
    refused = empty("import", "a.csv", "--value", "colour:red=blue")
    assert "An event has no field 'colour' to fill" in refused.stderr
    assert "write FIELD:VALUE" in empty("import", "a.csv", "--value", "type").stderr
    assert empty("import", "a.csv", "--dates", "myd").exit_code == 2


def test_how_names_are_parted_is_said_where_it_matters(empty: Keyboard) -> None:
    """Where a name that nobody has reads as several."""
    for name in ("Russia, Syria", "Russia and Syria", "Russia/Syria", "Russia|Syria"):
        Path("a.csv").write_text(text_of([HEADINGS, ["2016-10-03", "A", "air-strike", name]]))
        said = empty("import", "a.csv").stderr
        assert "Several names in a cell stand apart by semicolons: Russia; Syria." in said


def test_an_edited_table_updates_the_record(run: Keyboard) -> None:
    """What it would change is said first; with --update it is taken over, and undone as one."""
    run("export", "--to", "csv", "-o", "a.csv")
    before = curated(run.db)
    assert "Everything in it was there already." in run("import", "a.csv", "--update").stderr
    assert curated(run.db) == before
    with Path("a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= {"place": "Latakia, Syria", "date": "2015-10-01", "sources": "A new one"}
    with Path("a.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    said = run("import", "a.csv").stderr
    assert "is there with another date and place; it stays as it is" in said.replace("\n", " ")
    done = run("import", "a.csv", "--update")
    assert "date 2015-09-30 → 2015-10-01; place" in done.stderr
    assert "Corrected 1 event, as the file has it now. Already there: 27 events." in done.stderr
    assert events(run)[0]["date"] == "2015-10-01"
    run("undo")
    assert curated(run.db) == before


WHOLE = [
    "handle", *HEADINGS, "to", "status", "place", "coordinates", "summary", "intensity", "tags",
    "marking", "zone", "source", "grade", "locator", "quotation", "publisher", "published",
    "notes", "avoidable", "causes", "relation", "likelihood", "because",
]  # fmt: skip
CORRECTED = {
    "title": "Pact ended", "date": "2016-10-05", "type": "talks", "by": "USA", "to": "TUR",
    "status": "planned", "place": "Kazan", "coordinates": "55.8,49.1", "summary": "Other",
    "intensity": "-3", "tags": "other", "marking": "TLP:RED", "zone": "Europe/Paris",
    "source": "Another wire", "grade": "C4", "locator": "p. 9", "quotation": "So be it not.",
    "publisher": "TASS", "published": "2016-10-06", "notes": "Look again.", "avoidable": "no",
    "relation": "enables", "likelihood": "0.9", "because": "It was said",
}  # fmt: skip


@pytest.mark.parametrize("field", CORRECTED)
def test_each_field_that_a_table_corrects_is_said_and_with_update_taken(
    empty: Keyboard, field: str
) -> None:
    """No column is passed over: without --update the difference is named, with it it is gone."""
    first = ["first", "2016-10-01", "Earlier", "threat", "RUS", *[""] * 18]
    row = [
        "second", *ROWS[0], "SYR", "ongoing", "Moscow", "55.7,37.6", "What was said", "-5", "case",
        "TLP:GREEN", "Europe/Moscow", "A wire", "B2", "p. 4", "So be it.", "Kremlin", "2016-10-04",
        "Check this.", "yes", "first", "leads-to", "0.6", "They said so",
    ]  # fmt: skip
    Path("a.csv").write_text(text_of([WHOLE, first, row]))
    assert empty("import", "a.csv").exit_code == 0
    again = empty("import", "a.csv", "--update").stderr
    assert (
        again
        == "Added nothing. Already there: 2 events, 1 link.\nEverything in it was there already.\n"
    )
    row[WHOLE.index(field)] = CORRECTED[field]
    Path("a.csv").write_text(text_of([WHOLE, first, row]))
    assert "it stays" in (said := empty("import", "a.csv").stderr), said
    assert "Corrected 1 " in (said := empty("import", "a.csv", "--update").stderr), said
    assert "Everything in it was there already." in empty("import", "a.csv").stderr


def test_a_corrected_grade_leaves_the_rest_of_a_citation(empty: Keyboard) -> None:
    """A table without columns for them changes neither the locator nor what is quoted."""
    Path("a.csv").write_text(text_of([[*HEADINGS, "source", "grade"], [*ROWS[0], "A wire", "B2"]]))
    empty("import", "a.csv")
    cite = ("cite", "1", "--source", "wire")
    assert empty(*cite, "--remove").exit_code == 0
    assert empty(*cite, "--grade", "2", "--locator", "p. 4", "--quotation", "So").exit_code == 0
    Path("a.csv").write_text(text_of([[*HEADINGS, "source", "grade"], [*ROWS[0], "A wire", "B3"]]))
    said = empty("import", "a.csv", "--update").stderr
    assert "credibility of wire 2 → 3" in said
    [cited] = json.loads(empty("show", "1", "--format", "json").stdout)["sources"]
    assert (cited["grade"], cited["locator"], cited["quotation"]) == ("B3", "p. 4", "So")


def test_a_table_may_say_more_of_its_events_and_sources(empty: Keyboard) -> None:
    """Grades, places in a source, quotations, who published it when, and notes."""
    Path("a.csv").write_text(
        text_of([
            [*HEADINGS, "source", "grade", "locator", "quotation", "publisher", "published", "notes"],
            [*ROWS[0], "The decree", "B2", "p. 4", "So be it.", "Kremlin", "3 Oct 2016", "Check this."],
            [*ROWS[1], "The decree", "C3", "", "", "", "", ""],
        ])
    )  # fmt: skip
    said = empty("import", "a.csv").stderr
    shown = json.loads(empty("show", "1", "--format", "json").stdout)
    [citation] = shown["sources"]
    assert (citation["grade"], citation["locator"], citation["quotation"]) == (
        "B2",
        "p. 4",
        "So be it.",
    )
    assert shown["notes"][0]["text"] == "Check this."
    sources = json.loads(empty("sources", "list", "--format", "json").stdout)
    assert (sources[0]["publisher"], sources[0]["published"]) == ("Kremlin", "2016-10-03")
    assert "The table says two things of sources, of which the first stands: The decree" in said
    again = empty("import", "a.csv").stderr
    assert "Everything in it was there already." in again


def test_what_is_said_of_a_source_needs_one(empty: Keyboard) -> None:
    """A column called grade may tell of something else where no source is cited."""
    Path("a.csv").write_text(text_of([[*HEADINGS, "grade"], [*ROWS[0], "severe"]]))
    done = empty("import", "a.csv")
    assert "Columns that no field was read from: grade." in done.stderr
    assert "Added 1 event." in done.stderr


def test_a_column_may_name_the_causes_of_a_row(empty: Keyboard) -> None:
    """By the ids of their rows, wherever these stand, or by handles; read again, none comes twice."""
    rows = [
        ["no", *HEADINGS, "causes", "likelihood"],
        ["E2", "2016-10-04", "Answer", "threat", "USA", "E1", "likely"],
        ["E1", *ROWS[0], "", ""],
        ["E3", "2016-10-05", "End", "talks", "RUS", "E2; 2016-10-03-pact-suspended", "0.3"],
    ]
    Path("a.csv").write_text(text_of(rows))
    words = ("--map", "id=no")
    assert "Added 3 events, 3 links." in empty("import", "a.csv", *words).stderr
    assert "Everything in it was there already." in empty("import", "a.csv", *words).stderr
    rows[1][5] = "E9"
    Path("b.csv").write_text(text_of(rows))
    refused = empty("import", "b.csv", *words)
    assert "There is no event 'E9'. A cause is named by its id or its handle." in refused.stderr
    rows[1][5:] = ["E1", ""]
    Path("c.csv").write_text(text_of(rows))
    assert "its causes need a likelihood" in empty("import", "c.csv", *words).stderr


FEED = (
    "event_id_cnty;event_date;year;time_precision;event_type;sub_event_type;actor1;actor2;country;"
    "location;fatalities;notes;latitude;longitude;source\n"
    "SYR7;%s;2025;1;Battles;Armed clash;Military Forces of Syria (2024-);Islamic State;Syria;"
    "Aleppo;3;A clash.;36.2;37.1;SOHR\n"
)


def test_a_feed_that_a_spreadsheet_has_saved_is_read_in_the_order_that_is_said(
    empty: Keyboard,
) -> None:
    """What may be read in two ways is refused with the option that says which; the rest is read."""
    Path("a.csv").write_text(FEED % "03/05/2025")
    refused = empty("import", "a.csv", "--rejects", "r.csv")
    assert "--dates dmy" in f"{refused.stderr}{Path('r.csv').read_text()}"
    assert empty("import", "a.csv", "--dates", "dmy").exit_code == 0
    assert [each["date"] for each in events(empty)] == ["2025-05-03"]
    Path("b.csv").write_text((FEED % "28/05/2025").replace("SYR7", "SYR8"))
    assert empty("import", "b.csv").exit_code == 0
    assert [each["date"] for each in events(empty)] == ["2025-05-03", "2025-05-28"]


def coded(*sides: str) -> str:
    """A table whose acts have sides such as `US > RU`."""
    rows = [["date", "title", "type", "by", "to"]]
    for place, each in enumerate(sides):
        by, _, to = each.partition(" > ")
        rows.append([f"1999-05-{place + 10}", f"Act {place}", "statement", by, to])
    return text_of(rows)


@pytest.mark.parametrize(
    ("sides", "meant", "said"),
    [
        (["IN > PK", "US > PK;IN", "ru > US"], ["IND > PAK", "USA > IND, PAK", "RUS > USA"],
         "by ISO 3166: IN IND, US USA, RU RUS, PK PAK"),
        (["UP > RS", "RS > US"], ["UKR > RUS", "RUS > USA"], "by FIPS 10-4: UP UKR, RS RUS"),
        (["US > PK", "IN > US"], ["USA > PAK", "IND > USA"], "ISO 3166 and FIPS 10-4 agree"),
        (["DE > NA", "RS > EU"], ["DEU > ", "SRB > EU"], "NA among them is read as nothing"),
        (["NA > DE", "RS > NA"], [" > DEU", "SRB > "], "by ISO 3166: RS SRB, DE DEU.\nNA among"),
    ],
)  # fmt: skip
def test_codes_of_countries_in_a_column_of_actors_are_read(
    empty: Keyboard, sides: list[str], meant: list[str], said: str
) -> None:
    """By the list that has them all; read again, they are the same events."""
    Path("t.csv").write_text(coded(*sides))
    done = empty("import", "t.csv")
    assert done.exit_code == 0, done.stderr
    assert said in done.stderr
    found = [
        f"{', '.join(event['by'])} > {', '.join(sorted(event['to']))}" for event in events(empty)
    ]
    assert found == meant
    assert "Added nothing" in empty("import", "t.csv").stderr


@pytest.mark.parametrize(
    ("sides", "reason"),
    [
        (["US > RS", "US > PK"], "RS is SRB by ISO 3166 and RUS by FIPS 10-4"),
        (["IS > RU", "DE > FR"], "IS is a code of ISL, and a name of ISIS"),
    ],
)
def test_a_code_of_two_countries_is_not_guessed(
    empty: Keyboard, sides: list[str], reason: str
) -> None:
    """Nothing is taken, and what is said to be typed reads it."""
    Path("t.csv").write_text(coded(*sides))
    done = empty("import", "t.csv", "--new-actor")
    assert done.exit_code == 2
    assert reason in done.stderr
    told = ["--value", "to:RS=SRB", "--value", "by:IS=ISL"]
    done = empty("import", "t.csv", *told)
    assert done.exit_code == 0, done.stderr
    first = events(empty)[0]
    assert "SRB" in first["to"] or first["by"] == ["ISL"]


def test_a_column_of_names_is_none_of_codes(empty: Keyboard) -> None:
    """One longer name shows it: then a short one is whom the register knows by it, or nobody."""
    Path("t.csv").write_text(coded("IS > US", "Moscow > UK"))
    done = empty("import", "t.csv")
    assert done.exit_code == 0, done.stderr
    assert [event["by"] for event in events(empty)] == [["ISIS"], ["RUS"]]
    Path("u.csv").write_text(coded("RS > Moscow", "Moscow > US"))
    done = empty("import", "u.csv", "--value", "by:Moscow=RUS")
    assert done.exit_code == 2
    Path("w.csv").write_text(coded("IS > US", "UK > IS"))  # abbreviations that are names, too
    assert empty("import", "w.csv").exit_code == 0


@pytest.mark.parametrize(
    ("columns", "cells", "sentence"),
    [
        (["latitude", "lon"], ["here", "76.1"], "no event has coordinates"),
        (["lat", "lon"], ["4012345", "76.1"], "no cell of the latitude can be read ('4012345')"),
        (["lat", "lon"], ["34.5", "east"], "no cell of the longitude can be read ('east')"),
        (["latitude"], ["34.5"], "there is a latitude and no longitude"),
    ],
)
def test_coordinates_that_cannot_be_read_are_warned_of(
    empty: Keyboard, columns: list[str], cells: list[str], sentence: str
) -> None:
    """The columns are listed as unread, and a sentence says what that means for the events."""
    head = ["date", "title", "type", *columns]
    Path("t.csv").write_text(text_of([head, ["1999-05-26", "Act", "statement", *cells]]))
    done = empty("import", "t.csv")
    assert done.exit_code == 0, done.stderr
    assert "Columns that no field was read from: " + ", ".join(columns) in done.stderr
    assert "Warning: " in done.stderr
    assert sentence in done.stderr


def test_two_rows_of_headings_are_joined(empty: Keyboard) -> None:
    """What is merged over several columns stands before those that are called alike."""
    above = ["date", "title", "type", "Actor", "", "Target", ""]
    below = ["", "", "", "name", "iso2", "name", "iso2"]
    row = ["1999-05-26", "Strikes begin", "clash", "India", "IN", "Pakistan", "PK"]
    Path("t.csv").write_text(text_of([above, below, row]))
    done = empty("import", "t.csv", "--map", "by=Actor name", "--map", "to=Target iso2")
    assert done.exit_code == 0, done.stderr
    assert "Columns that no field was read from: Actor iso2, Target name." in done.stderr
    [event] = events(empty)
    assert (event["by"], event["to"]) == (["IND"], ["PAK"])
    made = book("t.xlsx", Log=[["date", "title", "type", "Sides", None],
                               [None, None, None, "by", "to"],
                               ["1999-05-27", "Two jets are lost", "clash", "PAK", "IND"]])  # fmt: skip
    for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
        made["Log"].merge_cells(cells)
    made.save("t.xlsx")
    done = empty("import", "t.xlsx")
    assert done.exit_code == 0, done.stderr
    assert [event["by"] for event in events(empty)] == [["IND"], ["PAK"]]
