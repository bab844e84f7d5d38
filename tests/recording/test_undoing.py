"""Undo and redo of the last command, of a chosen one, of one's own, of anybody's."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Rows, curated, fresh, rows
from tests.recording.test_feed_importer import FEED, take
from tests.store.test_history import COMMANDS, EVENT, Command, called, small_path, sound
from tracker.errors import (
    NothingToUndo,
    TrackerError,
)
from tracker.model.event_fields import LABELS
from tracker.recording import labels, merges, notes, revisions
from tracker.recording.order import rederive
from tracker.recording.undoing import redo, undo
from tracker.store.database import Database

__all__ = ["small_path"]

[TAG] = [field for field in LABELS if field.name == "tags"]
DERIVED = "derived_dates"
TAGGED = st.lists(st.sampled_from(("nuclear", "talks")), max_size=2).map(tuple)
STEP = st.one_of(
    COMMANDS,
    called(notes.add_note, EVENT, st.just("Check it")),
    called(notes.remove_note, EVENT, st.just(1)),
    called(revisions.edit_event, EVENT, st.builds(revisions.EventEdit, tags=TAGGED)),
    called(labels.rename_label, st.just(TAG), st.just("talks"), st.just("parley")),
    called(merges.merge_events, st.lists(EVENT, min_size=2, max_size=2, unique=True)),
    called(merges.mark_distinct, st.lists(EVENT, min_size=2, max_size=2, unique=True)),
    called(take, FEED),
)
NUMBER = st.integers(1, 12)
TAKING_BACK = st.one_of(
    called(undo),
    called(redo),
    called(partial(undo, anyone=True)),
    called(partial(redo, anyone=True)),
    called(undo, NUMBER),
    called(redo, NUMBER),
)
ANALYST = st.sampled_from(("tester", "other"))


def recorded(db: Database) -> Rows:
    """The rows that a person recorded; what is derived follows from them."""
    return {
        table: found
        for table, found in curated(db).items()
        if table not in (DERIVED, "column_maps")
    }


def difference(before: Rows, after: Rows) -> dict[str, Counter[tuple[Any, ...]]]:
    """By table the rows that came, counted above zero, and those that went, below."""
    found = {}
    for table in before:
        counts = Counter(after[table])
        counts.subtract(Counter(before[table]))
        found[table] = Counter({row: count for row, count in counts.items() if count})
    return found


def applied(
    state: Rows, changes: dict[str, Counter[tuple[Any, ...]]], sign: int
) -> dict[str, Counter[tuple[Any, ...]]]:
    """The rows of a state once some changes are made, or with -1 taken back."""
    result = {}
    for table, found in state.items():
        counts = Counter(found)
        for row, count in changes[table].items():
            counts[row] += sign * count
        result[table] = Counter({row: count for row, count in counts.items() if count})
    return result


def is_derived_anew(db: Database) -> bool:
    """Whether deriving the bounds once more changes none of them."""
    before = rows(db, (DERIVED,))
    with db.transaction("derive"):
        rederive(db)
    return rows(db, (DERIVED,)) == before


@settings(max_examples=150)
@given(steps=st.lists(st.tuples(ANALYST, STEP | TAKING_BACK), min_size=2, max_size=16))
def test_taking_back_changes_what_the_command_changed_and_nothing_else(
    small_path: Path, steps: list[tuple[str, Command]]
) -> None:
    """Whoever's command, whatever came since: its rows and no others, or a refusal that changes none."""
    db = fresh(small_path)
    start = curated(db)
    made: dict[int, dict[str, Counter[tuple[Any, ...]]]] = {}
    for who, step in steps:
        db.analyst = who
        before, whole = recorded(db), rows(db)
        last = db.value("SELECT coalesce(max(id), 0) FROM commands")
        try:
            step(db)
        except TrackerError:
            assert rows(db) == whole
            continue
        sound(db)
        entry = db.row("SELECT id, undoes, redoes FROM commands WHERE id > ?", (last,))
        if entry is None:
            assert recorded(db) == before
            continue
        after = recorded(db)
        if entry["undoes"] is None and entry["redoes"] is None:
            made[entry["id"]] = difference(before, after)
            continue
        number, sign = entry["undoes"] or entry["redoes"], -1 if entry["undoes"] else 1
        expected = applied(before, made[number], sign)
        assert {table: Counter(found) for table, found in after.items()} == expected
        assert is_derived_anew(db)
    try:
        while True:
            undo(db, anyone=True)
            sound(db)
    except NothingToUndo:
        assert {k: v for k, v in curated(db).items() if k != "column_maps"} == {
            k: v for k, v in start.items() if k != "column_maps"
        }
    except TrackerError:
        pass  # a later command stands in the way, and is named
    db.close()


@settings(max_examples=80)
@given(steps=st.lists(st.tuples(ANALYST, STEP), min_size=1, max_size=10), number=NUMBER)
def test_a_redo_gives_back_what_its_undo_took(
    small_path: Path, steps: list[tuple[str, Command]], number: int
) -> None:
    """Byte for byte, derived dates and words included, as often as one likes."""
    db = fresh(small_path)
    for who, step in steps:
        db.analyst = who
        try:
            step(db)
        except TrackerError:
            continue
    before = curated(db)
    for _ in range(2):
        try:
            undo(db, number)
        except TrackerError:
            assert curated(db) == before
            break
        redo(db, number)
        assert curated(db) == before
        sound(db)
    db.close()


@settings(max_examples=60)
@given(commands=st.lists(STEP, min_size=1, max_size=8), back=st.integers(1, 8))
def test_redoing_as_often_as_undoing_changes_nothing(
    small_path: Path, commands: list[Command], back: int
) -> None:
    """The last commands taken back one by one and brought back one by one, through the same states."""
    db = fresh(small_path)
    for command in commands:
        try:
            command(db)
        except TrackerError:
            continue
    states = [curated(db)]
    for _ in range(back):
        try:
            undo(db)
        except NothingToUndo:
            break
        states.append(curated(db))
    for state in reversed(states[:-1]):
        redo(db)
        assert curated(db) == state
        sound(db)
    db.close()
