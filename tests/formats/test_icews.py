"""ICEWS: sentences of news as coded events."""

import io
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tracker.errors import InvalidInput
from tracker.formats import icews
from tracker.store import chronicle
from tracker.store.database import open_for_reading

HEADINGS = "\t".join((*icews.NEEDED, "Story ID", "Publisher", "City", "Province", "Country"))


def row(**fields: str) -> str:
    """A row, with what is given in its place."""
    given = {
        "Event ID": "7", "Event Date": "2016-10-03", "Source Name": "Foreign Affairs (Russia)",
        "Source Sectors": "Executive,Foreign Ministry,Government", "Source Country": "Russia",
        "Event Text": "Accuse", "CAMEO Code": "112", "Intensity": "-2",
        "Target Name": "Citizen (Syria)", "Target Sectors": "Social", "Target Country": "Syria",
        "Story ID": "9", "Publisher": "Reuters", "City": "NA", "Province": "NA", "Country": "Syria",
    } | {name.replace("_", " "): text for name, text in fields.items()}  # fmt: skip
    return "\t".join(given[name] for name in HEADINGS.split("\t"))


def test_a_row_is_an_event_of_who_acts_for_a_state() -> None:
    """A ministry acts for its country; a citizen is not the country."""
    [event] = icews.read(io.StringIO(f"{HEADINGS}\n{row()}\n")).events
    assert (event.by, event.to) == (("Russia",), ("Citizen (Syria)",))
    assert (event.type, event.intensity, event.place) == ("cameo:112", -2.0, "Syria")
    assert event.handle == "icews-7-2016-10-03"


def test_rows_are_chosen_and_the_rest_is_counted() -> None:
    """By any column; what has no code or no day is left aside and counted."""
    text = "\n".join((HEADINGS, row(), row(Source_Country="France"), row(CAMEO_Code="---"),
                      row(Event_Date="never")))  # fmt: skip
    remarks: list[str] = []
    found = icews.read(io.StringIO(text), only={"source country": "russia"}, remarks=remarks)
    assert len(found.events) == 1
    assert remarks == [
        "Rows that were not asked for: 1.", "Rows without an event code of CAMEO: 1.",
        "Rows without a day: 1.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "only", "said"),
    [("a\tb\n", {}, "no file of ICEWS"), (HEADINGS, {"colour": "x"}, "no column 'colour'")],
)
def test_another_table_is_refused(text: str, only: dict[str, str], said: str) -> None:
    """It says what is missing."""
    with pytest.raises(InvalidInput, match=said):
        icews.read(io.StringIO(text), only=only)


def test_the_real_file_comes_in_and_only_once(run: Keyboard, real_data: Path) -> None:
    """Every row lands, recognised from the file; those unknown are named; again adds nothing."""
    file = str(real_data / "icews" / "events.2018.sample.tab")
    done = run("import", file)
    assert "3705 events" in done.stderr
    assert "Codes that stand for nobody here" in done.stderr
    assert "Everything in it was there already." in run("import", file).stderr
    db = open_for_reading(run.db)
    coded = [event for event in chronicle.load(db).events.values() if event.handle[:5] == "icews"]
    db.close()
    assert len(coded) == 3705
    assert {actor.code for event in coded for actor in event.by} >= {"USA", "RUS", "IND"}
