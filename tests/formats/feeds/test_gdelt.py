"""GDELT's events: rows of codes, resolved on import."""

import gzip
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tests.formats.feeds.reading import read_all
from tracker.formats.feeds import gdelt, gdelt_rows
from tracker.model.cameo import ROOTS, ancestors, root_type, state_code
from tracker.model.import_filter import ImportFilter
from tracker.store import chronicle
from tracker.store.database import open_for_reading


def row(width: int = 61, **fields: str) -> str:
    """A row of so many fields."""
    cells = [""] * width
    places = {
        "id": 0, "day": 1, "one": 5, "name": 6, "other": 15, "root": 25, "code": 26, "quad": 29,
        "value": 30, "mentions": 31,
    }  # fmt: skip
    given = {
        "id": "7190042", "day": "20161003", "one": "RUSGOV", "name": "MOSCOW", "other": "USA",
        "root": "1", "code": "1056", "quad": "3", "value": "-4.0", "mentions": "7",
    } | fields  # fmt: skip
    for name, text in given.items():
        cells[places[name]] = text
    cells[2:5] = ["201610", "2016", "2016.7534"]
    cells[gdelt_rows.PLACES[width]["DATEADDED"]] = "20161004"
    if width != 57:
        cells[-1] = "https://example.org/a"
    return "\t".join(cells)


@pytest.mark.parametrize("width", [57, 58, 61])
def test_a_row_of_each_width_is_an_event(width: int) -> None:
    """The file's own value, its id, its codes as strings and its article are kept."""
    event = read_all(gdelt.read_rows, row(width) + "\n").only
    assert (event.handle, str(event.date), event.type) == (
        "gdelt-7190042",
        "2016-10-03",
        "cameo:1056",
    )
    assert (event.by, event.to) == (("cameo:RUSGOV",), ("cameo:USA",))
    assert (event.intensity, event.quad, event.mentions, event.is_root) == (-4.0, 3, 7, True)
    assert event.locator == ("event 7190042" if width == 57 else "https://example.org/a")
    assert event.quotation == "CAMEO 1056, 7 mentions, added 2016-10-04"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("--dyad USA:RUS", 2), ("--dyad usa:chn", 0), ("--dyad Russia:USA", 2), ("--quad 3", 2),
        ("--quad 1", 0), ("--quad 1 --quad 3", 2), ("--min-mentions 5", 1), ("--root-only", 1),
        ("--since 2016-10-04", 1), ("--until 2016-10-03", 1), ("--since 2016 --until 2016-10", 2),
        ("--only EventCode=1056", 2), ("--only eventbasecode=105", 0), ("--type threat", 0),
    ],
)  # fmt: skip
def test_conditions_choose_rows(run: Keyboard, words: str, count: int) -> None:
    """A slice of a large file lands; the rest is counted."""
    text = "\n".join((row(), row(id="7190043", day="20161004", mentions="2", root="0")))
    Path("day.CSV").write_text(text)
    said = run("import", "day.CSV", *words.split()).stderr
    added = {0: "Added nothing.", 1: "1 event.", 2: "2 events."}[count]
    assert added in said
    assert ("Rows that were not asked for" in said) == (count < 2)


def test_bad_lines_are_named_and_the_good_ones_land() -> None:
    """Short lines, days that there are not and codes of no scheme are rejected by their lines."""
    text = "\n".join((row(), "broken", row(day="20160231"), row(code="---"), row(id="8")))
    found = read_all(gdelt.read_rows, text)
    assert len(found.rows) == 2
    assert found.rejected == (
        (2, "has 1 fields, which is no row of GDELT"),
        (3, "'20160231' is no day"),
        (4, "'---' is no event code of CAMEO"),
    )


def test_lines_that_cannot_be_of_the_dyad_are_skipped_unread() -> None:
    """Even a broken one: a slice of a large file must be quick."""
    found = read_all(
        gdelt.read_rows, f"broken\n{row()}\n", import_filter=ImportFilter(dyad_cameo=("USA", "RUS"))
    )
    assert (len(found.rows), found.skipped, found.rejected) == (1, 1, ())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--only country=US", "GDELT has no field 'country'; it has GLOBALEVENTID"),
        ("--dyad USA", "'USA' is no dyad; write two actors, USA:RUS"),
        ("--dyad USA:Atlantis", "There is no actor 'Atlantis'"),
        ("--map title=Code", "gdelt names its fields itself"),
        ("--quad 5", "5 is not in the range"),
    ],
)
def test_a_condition_that_makes_no_sense_is_a_sentence(
    run: Keyboard, words: str, said: str
) -> None:
    """It says what may be asked."""
    Path("day.CSV").write_text(row())
    done = run("import", "day.CSV", *words.split())
    assert done.exit_code in (2, 3)
    assert said in done.stderr


def test_codes_lead_up_to_their_roots() -> None:
    """From the whole code to the root, and each root has a type of its own."""
    assert ancestors("1056") == ("1056", "105", "10")
    for root in ROOTS:
        kind = root_type(f"{root}0")
        assert kind is not None
        assert kind.quad == ROOTS[root][2]


def test_only_a_state_and_its_organs_are_the_state() -> None:
    """Civilians and an opposition of a country are not its government."""
    assert state_code("USAGOVMIL") == "USA"
    assert state_code("USAOPP") is None


def test_a_real_day_comes_in_whole_and_only_once(run: Keyboard, real_data: Path) -> None:
    """Every row of the file lands, its codes are strings, and again adds nothing; undone as one."""
    file = real_data / "gdelt" / "20180101000000.export.CSV"
    before = run("list", "--format", "json").stdout
    done = run("import", str(file))
    assert "2,414 events" in done.stderr
    assert "code GOV (394)" in done.stderr
    db = open_for_reading(run.db)
    crisis = chronicle.load(db)
    db.close()
    coded = [event for event in crisis.events.values() if event.handle.startswith("gdelt-")]
    assert len(coded) == 2414
    assert {actor.code for event in coded for actor in event.by} >= {"USA", "RUS", "CHN"}
    assert {event.type.code for event in coded} >= {"cameo-04", "accusation"}
    assert all(event.own_intensity is not None for event in coded)
    # CAMEO 111 criticises or denounces, 32 times: none of it is a leak.
    denounced = [event for event in coded if "CAMEO 111," in (event.citations[0].quotation or "")]
    assert {event.type.code for event in denounced} == {"disapproval"}
    assert len(denounced) == 32
    assert "disclosure" not in {event.type.code for event in coded}
    assert "Everything in it was there already." in run("import", str(file)).stderr
    run("undo")
    assert run("list", "--format", "json").stdout == before


def test_packed_files_are_unpacked(run: Keyboard, real_data: Path) -> None:
    """A zip as published, and a gz, are read as what is in them; a broken one is a sentence."""
    done = run("import", str(real_data / "gdelt" / "20141124.export.CSV.zip"))
    assert "100 events" in done.stderr
    Path("day.CSV.gz").write_bytes(gzip.compress((row(id="7190099") + "\n").encode()))
    assert "1 event" in run("import", "day.CSV.gz").stderr
    Path("bad.gz").write_bytes(b"\x1f\x8bnot packed at all")
    bad = run("import", "bad.gz")
    assert (bad.exit_code, "cannot be unpacked" in bad.stderr) == (2, True)
