"""The desk's calls about files: the same answers for a notebook as for the command line."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from tests.conftest import Keyboard, curated
from tracker.config import Format
from tracker.desk import Desk
from tracker.errors import InvalidInput, NotFound, Refused
from tracker.formats.registry import FORMATS
from tracker.model.import_stats import RowCounts
from tracker.output.sheets import sheet_of, show_answer

TABLE = "day,what\n2017-03-06,Four missiles\n2017-05-14,One missile\nsoon,Another\n"
COLUMNS = {"date": "day", "title": "what"}
CONSTANTS = {"type": "missile-test", "by": "PRK"}


@pytest.fixture
def desk(run: Keyboard) -> Desk:
    """A desk at the sample, in a folder of the test's own."""
    return Desk(run.db, "A. Tester")


def test_an_export_without_a_target_is_text(desk: Desk, run: Keyboard) -> None:
    """Just what the command writes to standard output, with the same sentences but for where."""
    answer = desk.export(to="csv", actor="Moscow", since="2016-10")
    shown = run("export", "--to", "csv", "--actor", "Moscow", "--since", "2016-10")
    assert str(answer) == answer.text == shown.stdout
    assert answer.files == ()
    assert answer.events == len(list(csv.DictReader(io.StringIO(answer.text))))
    first, *others = shown.stderr.splitlines()
    assert answer.remarks == (first.replace(" to standard output", ""), *others)
    assert dict(answer.omitted)["links"] > 0


def test_an_export_goes_to_a_file_or_a_stream(desk: Desk, run: Keyboard) -> None:
    """Named by text or path; its format by its end; JSON lines without any."""
    desk.export("crisis.tsv")
    answer = desk.export(Path("pair.csv"), to="i2")
    assert answer.files == (Path("pair.csv"), Path("pair-links.csv"))
    assert "to pair.csv and pair-links.csv." in answer.remarks[0]
    assert Path("crisis.tsv").read_text().startswith("id\thandle\t")
    stream = io.StringIO()
    assert desk.export(stream).text == ""
    assert stream.getvalue() == desk.export().text == run("export").stdout
    with pytest.raises(Refused, match="is there already"):
        desk.export("crisis.tsv")
    with pytest.raises(InvalidInput, match="is more than one file"):
        desk.export(to="i2")
    rows = sheet_of(answer).records
    assert [row["file"] for row in rows] == ["pair.csv", "pair-links.csv"]


def test_what_is_known_by_a_day_says_what_has_no_date(desk: Desk) -> None:
    """As every answer with that filter does."""
    remarks = desk.export(to="jsonl", known_by="2016-10-12").remarks
    assert remarks[0].startswith("Wrote ")
    assert remarks[1].startswith(
        "Known by 2016-10-12 is what had happened and was published by then"
    )
    assert [each for each in remarks if "have no dated source" in each] == list(remarks[2:])


def test_tables_are_imported_by_mappings_or_by_texts(desk: Desk, run: Keyboard) -> None:
    """The answer counts records and rows; a second time nothing is new; undo takes it back."""
    Path("tests.csv").write_text(TABLE)
    before = curated(run.db)
    stats = desk.import_files(
        "tests.csv", columns=COLUMNS, constants=CONSTANTS, rejects="rejected.csv", save_map="tests"
    )
    assert stats.added == {"events": 2}
    assert stats.rows == RowCounts(read=3, kept=2, rejected=1)
    assert stats.rows.skipped == 0
    assert stats.remarks == ("Rejected 1 row; it is in rejected.csv.", "Added 2 events.")
    assert Path("rejected.csv").read_text().splitlines()[1].startswith("tests.csv,4,")
    words = [f"{field}={column}" for field, column in COLUMNS.items()]
    constants = ["type=missile-test", "by=PRK"]
    again = desk.import_files(
        [Path("tests.csv")], columns=words, constants=constants, rejects="again.csv"
    )
    assert (dict(again.added), again.known) == ({}, {"events": 2})
    remembered = desk.import_files("tests.csv", use_map="tests", rejects="third.csv")
    assert remembered.known == {"events": 2}
    assert list(sheet_of(again).records) == [
        {"records": "events", "added": 0, "corrected": 0, "known": 2}
    ]
    desk.close()
    run("undo")
    after = curated(run.db)
    assert [row[0] for row in after.pop("column_maps")] == ["tests"]  # settings are no data
    assert after == {table: found for table, found in before.items() if table != "column_maps"}


def test_filters_of_an_import_take_names_and_texts(desk: Desk) -> None:
    """A dyad, dates and types as a person types them; one QuadClass or several."""
    Path("tests.csv").write_text(TABLE.replace("soon", "2018-01-01"))
    asked = {"columns": COLUMNS, "constants": CONSTANTS, "until": "2017-04"}
    stats = desk.import_files("tests.csv", **asked, type="missile-test", quad=4)  # type: ignore[arg-type]
    assert (stats.rows.kept, stats.rows.skipped) == (1, 2)
    assert "Rows that were not asked for: 2." in stats.remarks
    none = desk.import_files("tests.csv", **asked, quad=[1, 2])  # type: ignore[arg-type]
    assert none.is_empty
    assert none.remarks[-1] == "tests.csv holds nothing of the kind."
    with pytest.raises(InvalidInput, match="swap the two"):
        desk.import_files("tests.csv", since="2018", until="2017")
    with pytest.raises(NotFound):
        desk.import_files("tests.csv", columns=COLUMNS, dyad="USA:Atlantis")


def test_an_import_makes_the_database(run: Keyboard) -> None:
    """And says so first; one that fails leaves none behind."""
    Path("tests.csv").write_text(TABLE.replace("soon", "2018-01-01"))
    new = Desk(Path("new.db"))
    with pytest.raises(InvalidInput):
        new.import_files("tests.csv", columns=COLUMNS)
    assert not Path("new.db").exists()
    stats = new.import_files("tests.csv", columns=COLUMNS, constants=CONSTANTS)
    assert stats.remarks == ("Created new.db.", "Added 3 events.")
    new.close()


def test_progress_is_told_in_bytes(desk: Desk) -> None:
    """Up to the size of each file."""
    Path("tests.csv").write_text(TABLE.replace("soon", "2018-01-01"))
    told: dict[Path, list[int]] = {}
    desk.import_files(
        "tests.csv",
        columns=COLUMNS,
        constants=CONSTANTS,
        progress=lambda path: told.setdefault(path, []).append,
    )
    [(path, read)] = told.items()
    assert (path, read[-1]) == (Path("tests.csv"), Path("tests.csv").stat().st_size)
    assert read == sorted(read)


def test_formats_are_listed_without_a_database(
    run: Keyboard, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the order of the registry, read, written or both."""
    answer = Desk(Path("none.db")).formats()
    assert [each.name for each in answer.formats] == [each.name for each in FORMATS]
    show_answer(answer, Format.JSON)
    rows = json.loads(capsys.readouterr().out)
    ways = {row["name"]: row["ways"] for row in rows}
    assert (ways["jsonl"], ways["xlsx"], ways["dot"]) == ("in and out", "in and out", "out")
    assert rows == json.loads(run("formats", "--format", "json").stdout)


def test_a_dash_is_standard_output(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As people type it."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    answer = desk.export("-", to="csv")
    assert out.getvalue().startswith("id,handle,")
    assert answer.remarks[0] == "Wrote 28 events to standard output."
