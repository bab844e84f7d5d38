from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import draft, fresh
from tracker.errors import InvalidText
from tracker.model.answers.browse import CLOSE, OPEN
from tracker.model.dates import EventDate
from tracker.model.selection import Selection
from tracker.recording.events import add_event
from tracker.recording.revisions import EventEdit, edit_event, remove_event
from tracker.recording.undoing import undo
from tracker.store import events
from tracker.store.database import Database
from tracker.store.search import search


def found(db: Database, words: str) -> list[int]:
    """The numbers of the events found, best first."""
    return [match.event.id for match in search(db, words)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("missiles", {14, 18}),
        ("MISSILE", {14, 18}),
        ("missil*", {14, 18}),
        ("iskander -missiles", set()),
        ("missiles -iskander", {14}),
        ("missiles -s-300", {18}),
        ("plutonium decree", {11}),
        ('"plutonium disposition"', {11}),
        ('"disposition plutonium"', set()),
        ("suspending plutonium", {11}),
        ("kaliningrad", {18}),
        ("Deir ez-Zor", {5}),
        ("zzyzx", set()),
        ("", set()),
        ("*", set()),
    ],
)
def test_words_find_events(sample: Database, words: str, numbers: set[int]) -> None:
    """All words must be there, in any form; a phrase, a beginning and a word left out work too."""
    assert set(found(sample, words)) == numbers


def test_accents_are_folded(desk: Database) -> None:
    """A name is found with and without its accents."""
    add_event(desk, draft("Călărași réunion in Kraków", "2016"))
    assert found(desk, "calarasi krakow") == found(desk, "RÉUNION") == [1]


def test_a_match_in_the_title_ranks_above_one_in_the_summary(desk: Database) -> None:
    """The best match comes first, and a title weighs more than a summary or a place."""
    add_event(desk, draft("A quiet day", "2016-01", summary="Some speak of an ultimatum today."))
    add_event(desk, draft("Another quiet day", "2016-02", place="Ultimatum"))
    add_event(desk, draft("An ultimatum runs out", "2016-03"))
    assert found(desk, "ultimatum")[0] == 3
    assert sorted(found(desk, "ultimatum")) == [1, 2, 3]


def test_equal_matches_keep_their_order(desk: Database) -> None:
    """Events that match equally well come in the order of their numbers."""
    for year in (2018, 2016, 2017):
        add_event(desk, draft("Border talks", str(year)))
    assert found(desk, "talks") == [1, 2, 3]


def test_matches_are_marked(sample: Database) -> None:
    """Title and passage come with the matching words marked."""
    [match] = search(sample, "plutonium decree")
    assert match.title == f"Moscow suspends the {OPEN}plutonium{CLOSE} disposition pact"
    assert f"By {OPEN}decree{CLOSE} President Putin" in match.passage


def test_a_limit_keeps_the_best(sample: Database) -> None:
    """With a limit, the best matches are kept."""
    everything = [match.event.id for match in search(sample, "syria", 99)]
    assert len(everything) > 3
    assert [match.event.id for match in search(sample, "syria", 3)] == everything[:3]


def test_search_follows_every_change(sample: Database) -> None:
    """What is edited, removed or undone is found, or not, as the record now says."""
    edit_event(sample, "18", EventEdit(title="Rockets at the border", summary="", place=""))
    assert (found(sample, "iskander"), found(sample, "rockets border")) == ([], [18])
    remove_event(sample, "18")
    assert found(sample, "rockets") == []
    undo(sample)
    assert found(sample, "rockets") == [18]
    undo(sample)
    assert (found(sample, "iskander"), found(sample, "rockets")) == ([18], [])
    add_event(sample, draft("Rockets again", "2017"))
    assert found(sample, "rockets") == [29]
    undo(sample)
    assert found(sample, "rockets") == []
    sample.run("INSERT INTO events_fts (events_fts, rank) VALUES ('integrity-check', 1)")


@example('"')
@example("a OR NOT b AND (c")
@example("title:pact ^suspends NEAR(a b, 2)")
@example("-" * 50)
@example("-0")
@example("_ __ ___*")
@example("ﬁ ª ² ½ ① ͏ ा")
@given(st.text(max_size=60))
def test_nothing_typed_is_a_syntax_error(sample_path: Path, words: str) -> None:
    """Any text at all is searched for; only one that just leaves words out is refused."""
    db = fresh(sample_path)
    try:
        assert set(found(db, words)) <= set(range(1, 29))
    except InvalidText:
        if "-" not in words:
            raise
    finally:
        db.close()


@given(st.sampled_from(range(1, 29)), st.data())
def test_every_event_is_found_by_words_of_its_title(
    sample_path: Path, number: int, data: st.DataObject
) -> None:
    """Any words of an event's title, in any order, find it."""
    db = fresh(sample_path)
    title: str = db.value("SELECT title FROM events WHERE id = ?", (number,))
    words = data.draw(st.lists(st.sampled_from(title.split()), min_size=1, max_size=3))
    numbers = found(db, " ".join(words))
    db.close()
    assert number in numbers


def test_what_is_found_is_as_the_list_has_it(sample: Database) -> None:
    """With a filter, the events found are those of the list, with the same dates."""
    for selection in (Selection(), Selection(known_by=EventDate.parse("2016-12"))):
        listed = events.select(sample, selection)
        matches = search(sample, "nuclear", selection=selection)
        assert 19 in [match.event.id for match in matches]
        assert [match.event for match in matches if match.event not in listed] == []
