"""One moment of several, beside what lasts."""

import pytest

from tests.conftest import draft
from tracker.charts.words.dating import short_date
from tracker.charts.words.language import language_of
from tracker.errors import InvalidDate
from tracker.model.dates import EventDate, Precision
from tracker.model.handles import handle_for
from tracker.model.selection import Selection
from tracker.recording.events import add_event
from tracker.store import events
from tracker.store.database import Database


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("between 3 and 7 May 1999", "[1999-05-03..1999-05-07]"),
        ("one day between 3 and 7 May 1999", "[1999-05-03..1999-05-07]"),
        ("between 30 April and 7 May 1999", "[1999-04-30..1999-05-07]"),
        ("3 or 4 May 1999", "[1999-05-03,1999-05-04]"),
        ("May 3 or May 5, 1999", "[1999-05-03,1999-05-05]"),
        ("by 12 October 2016", "[..2016-10-12]"),
        ("[1999-05-03, 1999-05-05 .. 1999-05-07]", "[1999-05-03,1999-05-05..1999-05-07]"),
        ("from 3 to 7 May 1999", "1999-05-03/1999-05-07"),
        ("3-7 May 1999", "1999-05-03/1999-05-07"),
    ],
)
def test_one_of_several_is_not_what_lasts(typed: str, text: str) -> None:
    """Between two days is one day of them; from one to the other is all of them."""
    read = EventDate.parse(typed)
    assert read.text == text
    assert read.is_one_of is (text[0] == "[")
    assert read.is_interval is ("/" in text)
    assert read.precision is Precision.SPAN
    assert EventDate.parse(text) == read


@pytest.mark.parametrize(
    "typed",
    ["[1999-05-07..1999-05-03]", "[..]", "[]", "[1999-05-03", "[1999-05-03~,1999]", "[1999/2000]",
     "[1999-05-03,]", "[soon]", "{1999,2000}"],
)  # fmt: skip
def test_what_is_no_choice_is_refused(typed: str) -> None:
    """A list that is empty, reversed, unfinished, or holds what lasts is refused."""
    with pytest.raises(InvalidDate):
        EventDate.parse(typed)


def test_a_choice_is_filtered_by_its_members(desk: Database) -> None:
    """The third or the fifth is not among the events of the fourth; between the two may be."""
    add_event(desk, draft("Either", "[1999-05-03,1999-05-05]"))
    add_event(desk, draft("Between", "[1999-05-03..1999-05-05]"))
    found = {
        day: [event.id for event in events.select(desk, Selection(since=on, until=on))]
        for day in (2, 3, 4, 5, 6)
        for on in [EventDate.parse(f"1999-05-0{day}")]
    }
    assert found == {2: [], 3: [1, 2], 4: [2], 5: [1, 2], 6: []}


@pytest.mark.parametrize(
    ("text", "handle", "english", "german"),
    [
        ("[1999-05-03..1999-05-07]", "1999-05-x", "between 3 May and 7 May",
         "zwischen 3. Mai und 7. Mai"),
        ("[1999-05-03,1999-06-04]", "1999-x", "3 May or 4 Jun", "3. Mai oder 4. Juni"),
        ("[..2016-10-12]", "2016-10-12-x", "by 12 Oct", "bis zum 12. Okt."),
        ("1999-05-03/1999-05-07", "1999-05-03-x", "3 May to 7 May", "3. Mai bis 7. Mai"),
    ],
)  # fmt: skip
def test_a_choice_is_said_as_one(text: str, handle: str, english: str, german: str) -> None:
    """The handle names what all members share; charts say between, or, and by."""
    read = EventDate.parse(text)
    assert handle_for(read, "X") == handle
    assert short_date(read) == english
    assert short_date(read, language_of("de")) == german


def test_days_with_a_hyphen_say_which_they_took(desk: Database) -> None:
    """3-7 May lasts, says so, and names the other; what is plain says nothing."""
    said = [
        add_event(desk, draft("Raid", typed), anyway=True).remarks
        for typed in ("3-7 May 1999", "from 3 to 7 May 1999", "between 3 and 7 May 1999")
    ]
    assert said[0] == (
        "Note: 3-7 May 1999 was taken to last from 1999-05-03 to 1999-05-07; one moment between "
        "the two is [1999-05-03..1999-05-07].",
    )
    assert said[1:] == [(), ()]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3-7 May 1999", "taken to last from 1999-05-03 to 1999-05-07; one moment between the two "
         "is [1999-05-03..1999-05-07]"),
        ("from 3 to 7 May 1999", ""),
        ("between 3 and 7 May 1999", ""),
        ("1999-05-03/1999-05-07", ""),
        ("since 3 May 1999", ""),
        ("early May 1999", "taken as one moment between 1999-05-01 and 1999-05-10"),
        ("week of 6 May 1999", "taken as one moment between 1999-05-03 and 1999-05-09"),
        ("winter 2016", "taken to run from December 2016 to February 2017; January and February "
         "2016 are of the winter before, 2015-24"),
        ("2016-24", "from December 2016 to February 2017"),
        ("summer 2016", ""),
    ],
)  # fmt: skip
def test_what_could_be_meant_otherwise_is_said_back(desk: Database, typed: str, said: str) -> None:
    """A span without from, a part of a month and a winter say how they were taken."""
    remarks = add_event(desk, draft("Crossing", typed)).remarks
    assert [said in each for each in remarks] == [True] * bool(said)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("2016-35", "Jul–Sep"),
        ("2016-30~", "~Dec–Feb"),
        ("2016-26", "summer"),
        ("2016-41", "Jul–Dec"),
    ],
)
def test_parts_of_a_year_are_named_on_charts(text: str, short: str) -> None:
    """A quarter, a half and a season of the south by their months, the others by their names."""
    assert short_date(EventDate.parse(text)) == short
