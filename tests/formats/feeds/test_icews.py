"""ICEWS: sentences of news as coded events."""

from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tests.formats.feeds.reading import read_all
from tracker.errors import InvalidInput
from tracker.formats.feeds import icews
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
    event = read_all(icews.read_rows, f"{HEADINGS}\n{row()}\n").only
    assert (event.by, event.to) == (("Russia",), ("Citizen (Syria)",))
    assert (event.type, event.intensity, event.place) == ("cameo:112", -2.0, "Syria")
    assert event.handle == "icews-7-2016-10-03"


@pytest.mark.parametrize(
    ("name", "country", "sectors", "actor"),
    [
        ("António Guterres", "Portugal", "International Government Organization,Government",
         "António Guterres"),
        ("Nursultan Nazarbayev", "Kazakhstan",
         "Executive Office,Executive,Government,International Government Organization",
         "Kazakhstan"),
    ],
)  # fmt: skip
def test_who_is_of_a_union_of_states_acts_for_one_only_as_its_organ(
    name: str, country: str, sectors: str, actor: str
) -> None:
    """A Secretary-General is not the country he once governed; a president is his country."""
    text = row(Source_Name=name, Source_Country=country, Source_Sectors=sectors)
    assert read_all(icews.read_rows, f"{HEADINGS}\n{text}\n").only.by == (actor,)


def test_rows_are_chosen_and_the_rest_is_counted() -> None:
    """By any column; what has no day or is cut short is rejected."""
    text = "\n".join((HEADINGS, row(), row(Source_Country="France"), "cut\tshort",
                      row(Event_Date="never")))  # fmt: skip
    found = read_all(icews.read_rows, text, {"source country": "russia"})
    assert (len(found.rows), found.skipped) == (1, 1)
    assert found.rejected == ((4, "has 2 cells under 16 headings"), (5, "'never' is no day"))


def test_a_code_of_no_scheme_is_rejected_at_the_door(run: Keyboard) -> None:
    """It is named with its line, and the others land."""
    Path("day.tab").write_text("\n".join((HEADINGS, row(), row(CAMEO_Code="---"))) + "\n")
    said = run("import", "day.tab").stderr
    assert "day.tab line 3: '---' stands for no type of event" in said
    assert "1 event." in said


@pytest.mark.parametrize(
    ("text", "only", "said"),
    [("a\tb\n", {}, "no file of ICEWS"), (HEADINGS, {"colour": "x"}, "no column 'colour'")],
)
def test_another_table_is_refused(text: str, only: dict[str, str], said: str) -> None:
    """It says what is missing."""
    with pytest.raises(InvalidInput, match=said):
        read_all(icews.read_rows, text, only)


def test_the_real_file_comes_in_and_only_once(run: Keyboard, real_data: Path) -> None:
    """Every row lands, recognised from the file; those unknown are named; again adds nothing."""
    file = str(real_data / "icews" / "events.2018.sample.tab")
    done = run("import", file)
    assert "3,705 events" in done.stderr
    assert "Stand for nobody here, left out" in done.stderr
    assert "Everything in it was there already." in run("import", file).stderr
    db = open_for_reading(run.db)
    coded = [event for event in chronicle.load(db).events.values() if event.handle[:5] == "icews"]
    db.close()
    assert len(coded) == 3705
    denounced = [event for event in coded if "CAMEO 111," in (event.citations[0].quotation or "")]
    assert [event.type.code for event in denounced] == ["disapproval"] * 104
    assert "disclosure" not in {event.type.code for event in coded}
    assert {actor.code for event in coded for actor in event.by} >= {"USA", "RUS", "IND"}
