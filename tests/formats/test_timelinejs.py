"""TimelineJS in: its spreadsheet and its JSON."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tracker.errors import InvalidInput
from tracker.formats import timelinejs
from tracker.model.feed_row import RejectedRow
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


@pytest.mark.parametrize(
    ("cells", "date"),
    [
        ("1962,10,27,09:00,,,,", "1962-10-27T09:00"),
        ("1962,10,27,5:30 pm,,,,", "1962-10-27T17:30"),
        ("1962,10,27,12:05:09 am,,,,", "1962-10-27T00:05:09"),
        ("1962,10,28,09:00:15 am,1962,10,28,10:00 pm", "1962-10-28T09:00:15/1962-10-28T22:00"),
        ("1962,10,,17:30,,,,", "1962-10"),
    ],
)
def test_times_of_day_are_kept(cells: str, date: str) -> None:
    """Of a day that is known, with halves of the day or without."""
    sheet = f"Year,Month,Day,Time,End Year,End Month,End Day,End Time,Headline\n{cells},X\n"
    [event] = timelinejs.read(io.StringIO(sheet), constants=KIND).events
    assert event.date.text == date


def test_times_of_json_are_kept() -> None:
    """Hour, minute and second are numbers there, or texts."""
    start = {"year": 1962, "month": 10, "day": 27, "hour": "9", "minute": 5, "second": 7}
    text = json.dumps({"events": [{"start_date": start, "text": {"headline": "X"}}]})
    [event] = timelinejs.read(io.StringIO(text), constants=KIND).events
    assert event.date.text == "1962-10-27T09:05:07"


@pytest.mark.parametrize("is_json", [False, True])
def test_a_slide_that_is_none_is_known_by_its_own_line(is_json: bool) -> None:
    """Blank rows, title slides and texts of several lines before it do not shift it."""
    rows = [
        {"Year": "2016", "Headline": "A", "Text": "One\nTwo"},
        {"Year": "-44", "Headline": "Ides"},
        {"Year": "2016", "Month": "13", "Headline": "B"},
    ]
    if is_json:
        events = [{"start_date": {"year": row["Year"], "month": row.get("Month", "")},
                   "text": {"headline": row["Headline"]}} for row in rows]  # fmt: skip
        text = json.dumps({"scale": "human", "events": events}, indent=1)
        lines = [number for number, line in enumerate(text.splitlines(), 1) if line == "  {"][1:]
    else:
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, ["Year", "Month", "Headline", "Text"], lineterminator="\n")
        writer.writeheader()
        writer.writerow(rows[0])
        out.write("\n")
        writer.writerows(rows[1:])
        text, lines = out.getvalue(), [5, 6]
    rejected: list[RejectedRow] = []
    timelinejs.read(io.StringIO(text), constants=KIND, reject=rejected.append)
    assert [row.line for row in rejected] == lines
    assert "before the year 1" in rejected[0].reason
