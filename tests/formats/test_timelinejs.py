"""TimelineJS in: its spreadsheet and its JSON."""

import io
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tracker.errors import InvalidInput
from tracker.formats import timelinejs
from tracker.store import chronicle
from tracker.store.database import Database, open_for_reading

SHEET = """\
Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Type
,,,,,,,,,,,,
2016,,,,,,,,,Autumn,About it,,title
2016,9,12,,2016,9,19,,a week,A <i>ceasefire</i>,"<p>It holds.</p><p>Then &amp; not.</p>",https://example.org/1,
2016,10,,,,,,,October,Talks,,,
"""
KIND = {"type": "statement", "by": "RUS; USA"}


def test_a_spreadsheet_is_read_as_events() -> None:
    """Dates as far as they are given, markup out, media as sources; title slides are no events."""
    remarks: list[str] = []
    first, second = timelinejs.read(io.StringIO(SHEET), constants=KIND, remarks=remarks).events
    assert (str(first.date), str(second.date)) == ("2016-09-12/2016-09-19", "2016-10")
    assert (first.title, first.summary) == ("A ceasefire", "It holds.\nThen & not.")
    assert [cited.source for cited in first.citations] == ["https://example.org/1"]
    assert first.by == ("RUS", "USA")
    assert remarks == ["Title slides and eras, which are no events: 1."]


def test_what_we_wrote_is_read_again(sample: Database) -> None:
    """Titles, handles and dates, rough ones too, come back as they were."""
    crisis = chronicle.load(sample)
    written = "\n".join(timelinejs.write(crisis))
    read = timelinejs.read(io.StringIO(written), constants={"type": "statement"}).events
    assert [(each.handle, each.title, each.date) for each in read] == [
        (event.handle, event.titled, event.date) for event in crisis.events.values()
    ]


@pytest.mark.parametrize(
    ("text", "constants", "said"),
    [
        (SHEET, {}, "name one with --set type=TYPE"),
        (SHEET, {"type": "x", "place": "y"}, "--set place is not for TimelineJS"),
        ("Year,Headline\n2016,\n", KIND, "Slide 1 has no headline"),
        ("Year,Headline\n,X\n", KIND, "Slide 1 has no year"),
        ("Year,Month,Day,Headline\n2016,2,31,X\n", KIND, "no date that there is: 2016-02-31"),
        ("{broken", KIND, "This is no JSON of TimelineJS"),
        ("[]{", KIND, "Slide"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(text: str, constants: dict[str, str], said: str) -> None:
    """It names the slide and what is missing."""
    if said == "Slide":
        assert timelinejs.read(io.StringIO(text), constants=constants).events == ()
        return
    with pytest.raises(InvalidInput, match=said):
        timelinejs.read(io.StringIO(text), constants=constants)


def test_the_format_is_recognised_from_the_file(run: Keyboard) -> None:
    """A spreadsheet of TimelineJS needs no --from, and a second import adds nothing."""
    Path("sheet.csv").write_text(SHEET, encoding="utf-8")
    words = ("import", "sheet.csv", "--set", "type=statement", "--set", "by=RUS")
    assert "2 events" in run(*words).stderr
    assert "Everything in it was there already." in run(*words).stderr
    db = open_for_reading(run.db)
    assert "A ceasefire" in {event.title for event in chronicle.load(db).events.values()}
    db.close()
