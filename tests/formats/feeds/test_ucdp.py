"""UCDP GED: organised violence, event by event."""

from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tests.formats.feeds.reading import read_all
from tracker.errors import InvalidInput
from tracker.formats.feeds import ucdp
from tracker.store import chronicle
from tracker.store.database import open_for_reading

HEADINGS = ",".join((*ucdp.NEEDED, "country", "where_coordinates", "low", "high"))


def row(kind: str = "1", first: str = "2016-10-02", last: str = "2016-10-02") -> str:
    """A row of two sides in Idlib."""
    return f"230048,{kind},Government of Syria,Syrian insurgents,{first},{last},6,Syria,Idlib,4,9"


def test_two_sides_that_fight_are_both_doers() -> None:
    """Who began is not coded, so nobody is acted upon; a government is its state."""
    event = read_all(ucdp.read_rows, f"{HEADINGS}\n{row()}\n").only
    assert (event.by, event.to) == (("Syria", "Syrian insurgents"), ())
    assert (str(event.date), event.type) == ("2016-10-02", "clash")
    assert "Deaths: 6 (4 to 9)." in event.summary
    assert event.handle == "ucdp-230048"


def test_who_reported_it_is_kept() -> None:
    """The office and the day of the report, or the article, are in what the row is cited for."""
    newer = f"{HEADINGS},source_office,source_date\n{row()},SOHR,2016-10-03\n"
    assert read_all(ucdp.read_rows, newer).only.quotation == "type of violence 1; SOHR, 2016-10-03"
    older = f"{HEADINGS},source_article\n{row()},R 3/10 Air raid kills six\n"
    assert (
        read_all(ucdp.read_rows, older).only.quotation
        == "type of violence 1; R 3/10 Air raid kills six"
    )


def test_one_sided_violence_has_a_side_that_kills() -> None:
    """The first side acts upon the second."""
    event = read_all(ucdp.read_rows, f"{HEADINGS}\n{row('3')}\n").only
    assert (event.by, event.to) == (("Syria",), ("Syrian insurgents",))
    assert event.type == "cameo:18"


def test_a_day_that_is_not_known_is_a_stretch() -> None:
    """From the first day to the last that the row gives, without their times."""
    text = f"{HEADINGS}\n{row(first='2016-10-02 00:00:00.000', last='2016-10-09 00:00:00.000')}\n"
    assert str(read_all(ucdp.read_rows, text).only.date) == "2016-10-02/2016-10-09"


def test_what_is_left_aside_is_named() -> None:
    """Rows that were not asked for, of no type, or of no day."""
    text = "\n".join((HEADINGS, row(), row("9"), row(first="", last="")))
    found = read_all(ucdp.read_rows, text)
    assert len(found.rows) == 1
    assert found.rejected == ((3, "'9' is no type of violence"), (4, "'' to '' is no time"))
    assert read_all(ucdp.read_rows, text, {"country": "IRAQ"}).skipped == 3


@pytest.mark.parametrize(
    ("text", "only", "said"),
    [("id,year\n", {}, "no file of UCDP GED"), (HEADINGS, {"colour": "x"}, "no column 'colour'")],
)
def test_another_table_is_refused(text: str, only: dict[str, str], said: str) -> None:
    """It says what is missing."""
    with pytest.raises(InvalidInput, match=said):
        read_all(ucdp.read_rows, text, only)


def test_the_real_file_comes_in_and_only_once(run: Keyboard, real_data: Path) -> None:
    """The weeks of the sample crisis in Syria, recognised from the file."""
    file = str(real_data / "ucdp" / "ged_syria_2016q4.csv")
    assert "2,091 events" in run("import", file).stderr
    assert "Everything in it was there already." in run("import", file).stderr
    db = open_for_reading(run.db)
    found = [event for event in chronicle.load(db).events.values() if event.handle[:5] == "ucdp-"]
    db.close()
    assert len(found) == 2091
    assert {"SYR"} <= {actor.code for event in found for actor in event.by}


def test_governments_are_parted_where_another_begins_and_not_within_a_name() -> None:
    """Allies stand apart by commas, and so does what belongs to one name."""
    table = f"{HEADINGS}\n" + row().replace(
        "Government of Syria", '"Government of Macedonia, FYR, Government of Congo"'
    )
    event = read_all(ucdp.read_rows, table).only
    assert event.by == ("Macedonia, FYR", "Republic of the Congo", "Syrian insurgents")


def test_a_government_by_its_present_and_its_former_name_is_known(run: Keyboard) -> None:
    """It was nobody, so that most events had one side only."""
    sides = row().replace("Government of Syria", "Government of Russia (Soviet Union)")
    Path("ged.csv").write_text(f"{HEADINGS}\n{sides.replace('2016', '1990')}\n")
    said = run("import", "ged.csv")
    assert "left out" not in said.stderr
    assert "Soviet Union" in run("show", "ucdp-230048").stdout
