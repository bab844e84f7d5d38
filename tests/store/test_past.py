"""The record as it stood at a moment, read over the present one."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import curated, draft, fresh, rows
from tests.recording.test_feed_importer import report, take
from tests.recording.test_undoing import ANALYST, STEP, TAKING_BACK, small_path
from tests.store.test_history import Command
from tracker.errors import NotFound, TrackerError
from tracker.model.selection import Selection
from tracker.recording import events as recording
from tracker.recording import registers, revisions
from tracker.recording.undoing import redo, undo
from tracker.store import chronicle, events, listing
from tracker.store.database import Database
from tracker.store.past import as_of, as_of_change, events_kept
from tracker.store.references import resolve
from tracker.store.registers import ACTORS

__all__ = ["small_path"]


def at(minute: int) -> str:
    """A moment of one evening, as the history writes it."""
    return f"2030-01-01T{20 + minute // 60}:{minute % 60:02}:00Z"


@settings(max_examples=100)
@given(steps=st.lists(st.tuples(ANALYST, STEP | TAKING_BACK), min_size=1, max_size=12))
def test_every_moment_is_seen_as_it_was(small_path: Path, steps: list[tuple[str, Command]]) -> None:
    """All tables, their order, and what is read out of them, whatever was done, undone and redone."""
    db = fresh(small_path)
    states = [(at(0), curated(db), chronicle.load(db))]
    for minute, (who, step) in enumerate(steps, 1):
        db.analyst, db.now = who, lambda minute=minute: at(minute)  # type: ignore[misc]
        try:
            step(db)
        except TrackerError:
            continue
        states.append((at(minute), curated(db), chronicle.load(db)))
    now = states[-1][2].events
    for moment, tables, told in states:
        with closing(as_of(db, moment)) as past:
            assert rows(past, tuple(tables)) == tables
            assert chronicle.load(past) == told
            assert events_kept(db, past) == sum(
                told.events.get(number) == event for number, event in now.items()
            )
    db.close()


def test_words_are_looked_for_as_they_were(desk: Database) -> None:
    """Those of an event that is gone or says something else by now, where that is asked for."""
    desk.now = lambda: at(0)
    recording.add_event(desk, draft("Convoy halted", "2016-10-03"))
    recording.add_event(desk, draft("Bridge closed", "2016-10-04"))
    desk.now = lambda: at(1)
    revisions.remove_event(desk, "1")
    revisions.edit_event(desk, "2", revisions.EventEdit(title="Tunnel closed"))
    with closing(as_of(desk, at(0), searchable=True)) as past:
        assert resolve(past, "conv hal") == 1
        assert resolve(past, "bridge") == 2
        with pytest.raises(NotFound):
            resolve(past, "tunnel")


def test_the_past_of_a_file_is_read_where_it_is(desk: Database) -> None:
    """Before an import came, and while it was there that was undone and redone since."""
    before = curated(desk)
    desk.now = lambda: at(1)
    take(desk, [report(n) for n in range(1, 30)])
    imported = curated(desk)
    desk.now = lambda: at(2)
    undo(desk)
    desk.now = lambda: at(3)
    redo(desk)
    for moment, state in ((0, before), (1, imported), (2, before), (3, imported)):
        with closing(as_of(desk, at(moment))) as past:
            found = rows(past, tuple(state))
            assert len(events.select(past, Selection(limit=5))) == min(5, len(found["events"]))
        assert found == state


def test_the_registers_keep_their_order(sample: Database) -> None:
    """The codebook reads from cooperative to violent at every time."""
    before = list(listing.actors(sample))
    sample.now = lambda: at(0)
    registers.rename(sample, ACTORS, "FRA", "FRANCE")
    registers.merge(sample, ACTORS, "DEU", "GBR")
    with closing(as_of(sample, "2029-01-01T00:00:00Z")) as past:
        assert list(listing.actors(past)) == before


def test_nothing_is_written(sample: Database) -> None:
    """A look back leaves the file as it is."""
    before = sample.path.read_bytes()
    with closing(as_of(sample, "2000-01-01T00:00:00Z")) as past:
        assert events.select(past, Selection()) == []
    assert sample.path.read_bytes() == before


def test_a_database_in_memory_is_seen_as_it_was_within_a_command(small_path: Path) -> None:
    """An import that finds a past in common looks back while it writes; a backup would wait."""
    db = fresh(small_path)
    before = chronicle.load(db)
    last = db.value("SELECT coalesce(max(id), 0) FROM changes")
    with db.transaction("add"):
        recording.add_event(db, draft("Within", "2016-10-03"))
        with closing(as_of_change(db, last)) as then:
            assert chronicle.load(then) == before
