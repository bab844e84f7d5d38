"""Undo and redo of the last command, of a chosen one, of one's own, of anybody's."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TIMES, Rows, curated, draft, fresh, rows
from tests.recording.test_feed_importer import FEED, report, take
from tests.store.test_history import COMMANDS, EVENT, Command, called, small_path, sound
from tracker.errors import (
    AlreadyUndone,
    ChangedSince,
    LaterCommands,
    NotAccounted,
    NotFound,
    NothingToUndo,
    Refused,
    TrackerError,
)
from tracker.model.event_fields import LABELS
from tracker.model.imports import ColumnMap
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft
from tracker.recording import events, labels, links, merges, notes, order, registers, revisions
from tracker.recording.imports import import_command, save_column_map
from tracker.recording.order import rederive
from tracker.recording.undoing import plan, redo, undo
from tracker.store.database import Database
from tracker.store.history import entries
from tracker.store.registers import ACTORS
from tracker.store.search import search

__all__ = ["small_path"]

[TAG] = [field for field in LABELS if field.name == "tags"]
DERIVED = "derived_dates"


def merge_unordered(db: Database, pair: list[str]) -> None:
    """Merge two events where no order is claimed; claims that then contradict are not the matter."""
    if not db.row("SELECT 1 FROM orders"):
        merges.merge_events(db, pair)


TAGGED = st.lists(st.sampled_from(("nuclear", "talks")), max_size=2).map(tuple)
STEP = st.one_of(
    COMMANDS,
    called(notes.add_note, EVENT, st.just("Check it")),
    called(notes.remove_note, EVENT, st.just(1)),
    called(revisions.edit_event, EVENT, st.builds(revisions.EventEdit, tags=TAGGED)),
    called(labels.rename_label, st.just(TAG), st.just("talks"), st.just("parley")),
    called(merge_unordered, st.lists(EVENT, min_size=2, max_size=2, unique=True)),
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


@settings(max_examples=150 * TIMES)
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


@settings(max_examples=80 * TIMES)
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


@settings(max_examples=60 * TIMES)
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


def told(db: Database) -> list[tuple[str, bool]]:
    """The commands of the log, oldest first, each with whether it is undone."""
    return [(entry.command, entry.undone) for entry in reversed(entries(db, values=False))]


def test_undo_takes_ones_own_and_leaves_what_others_did(desk: Database) -> None:
    """Of two who write in turn, each takes back what is theirs, and then there is nothing left."""
    for who in ("anna", "boris", "anna", "boris"):
        desk.analyst = who
        events.add_event(desk, draft(f"By {who}", "2016"), anyway=True)
    desk.analyst = "anna"
    assert undo(desk).id == 3
    assert undo(desk).id == 1
    with pytest.raises(NothingToUndo, match="anna recorded is left to undo; the last is 4"):
        undo(desk)
    assert undo(desk, anyone=True).who == "boris"
    assert [number for (number,) in desk.rows("SELECT id FROM events")] == [2]
    assert redo(desk).id == 4
    desk.analyst = "boris"
    with pytest.raises(NothingToUndo, match="boris undid is left to redo; the last is 1, add"):
        redo(desk)


def test_a_chosen_command_is_taken_back_from_among_others(desk: Database) -> None:
    """What came before and after it stays; it may be brought back as long as it fits."""
    for title in ("First", "Second", "Third"):
        events.add_event(desk, draft(title, "2016"))
    with_all = curated(desk)
    assert undo(desk, 2).command == "add 2016-second"
    assert [row["handle"] for row in desk.rows("SELECT handle FROM events")] == [
        "2016-first", "2016-third",
    ]  # fmt: skip
    assert told(desk)[1] == ("add 2016-second", True)
    assert redo(desk, 2).command == "add 2016-second"
    assert curated(desk) == with_all
    assert told(desk)[1:4] == [
        ("add 2016-second", False), ("add 2016-third", False), ("undo add 2016-second", False),
    ]  # fmt: skip


def edited(db: Database) -> None:
    revisions.edit_event(db, "1", revisions.EventEdit(title="Edited"))


def removed(db: Database) -> None:
    revisions.remove_event(db, "1")


def linked(db: Database) -> None:
    links.add_link(db, LinkDraft("1", "2", "provokes", 0.5, "analyst"))


def ordered(db: Database) -> None:
    order.add_order(db, OrderDraft("1", "2"))


def noted(db: Database) -> None:
    notes.add_note(db, "1", "Check it")


def merged(db: Database) -> None:
    merges.merge_events(db, ["2", "1"])


def renamed(db: Database) -> None:
    registers.rename(db, ACTORS, "RUS", "RUSSIA")


@pytest.mark.parametrize("later", [edited, removed, linked, ordered, noted, merged, renamed])
def test_what_later_commands_rest_on_stays_and_they_are_named(desk: Database, later: Any) -> None:
    """With number, time, analyst and command; once they are undone, it can be."""
    events.add_event(desk, draft("First", "2016-10-03", by=("RUS",)))
    events.add_event(desk, draft("Second", "2016-10-05"))
    desk.analyst, desk.now = "boris", lambda: "2016-11-01T10:00:00Z"
    later(desk)
    command = entries(desk, 1)[0].command
    before = rows(desk)
    with pytest.raises(LaterCommands) as refusal:
        undo(desk, 1)
    assert str(refusal.value) == (
        "Command 1 (add 2016-10-03-first) was not undone: 1 later command rests on the rows that "
        f"it changed; undo the last of them first:\n  3  2016-11-01T10:00:00Z  boris  {command}"
    )
    assert rows(desk) == before
    undo(desk)
    undo(desk, 1)
    assert [row["id"] for row in desk.rows("SELECT id FROM events")] == [2]


def test_a_redo_that_no_longer_fits_names_what_is_in_its_way(desk: Database) -> None:
    """Another edit of the same event, or another event of its handle."""
    events.add_event(desk, draft("First", "2016"))
    revisions.edit_event(desk, "1", revisions.EventEdit(title="Edited"))
    undo(desk)
    revisions.edit_event(desk, "1", revisions.EventEdit(title="Edited otherwise"))
    with pytest.raises(LaterCommands, match=r"was not redone: .*\n  4  \S+  tester  edit 2016-"):
        redo(desk, 2)
    undo(desk)
    undo(desk, 1)
    events.add_event(desk, draft("First", "2016"))
    with pytest.raises(LaterCommands, match=r"\n  7  \S+  tester  add 2016-first"):
        redo(desk, 1)


def test_an_import_does_not_come_back_beside_itself(desk: Database) -> None:
    """Undone and read once more, its events have the handles of those to redo."""
    take(desk, [report(1), report(2)])
    undo(desk)
    take(desk, [report(2), report(3)])
    before = rows(desk)
    with pytest.raises(LaterCommands, match=r"\n  3  \S+  tester  import day.csv"):
        redo(desk)
    assert rows(desk) == before


def test_an_import_comes_back_with_all_its_words(desk: Database) -> None:
    """Undone, its rows are packed and nobody finds them; redone, everything is as before."""
    order_of = (
        "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') ORDER BY name"
    )
    take(desk, [report(n) for n in range(1, 12_001)])
    before, shape = curated(desk), [tuple(row) for row in desk.rows(order_of)]
    for _ in range(2):
        undo(desk)
        assert not desk.rows("SELECT 1 FROM events")
        assert search(desk, "report") == []
        redo(desk)
        assert curated(desk) == before
        assert len(search(desk, "report", 20_000)) == 12_000
        sound(desk)
        assert [tuple(row) for row in desk.rows(order_of)] == shape
    assert desk.value("SELECT count(*) FROM changes WHERE [table] = 'events'") == 0


def test_an_undone_import_leaves_little_behind(desk: Database) -> None:
    """Undone and redone, the file has grown by less than a third of what the import added."""
    empty = desk.path.stat().st_size
    words = ["ceasefire", "convoy", "envoy", "talks", "border", "strike"]
    take(
        desk,
        [
            report(n, title=f"{words[n % 6]} {words[n % 5]} {n}", locator=f"https://e.org/{n}")
            for n in range(1, 20_001)
        ],
    )
    imported = desk.path.stat().st_size
    undo(desk)
    redo(desk)
    assert desk.path.stat().st_size - imported < (imported - empty) / 3


def test_a_saved_map_is_no_data(desk: Database) -> None:
    """No undo stops at it, and it stays when its import is taken back."""
    events.add_event(desk, draft("First", "2016"))
    with import_command(desk, "a.csv"):
        save_column_map(desk, ColumnMap("mine", {"title": "what"}))
    with pytest.raises(Refused, match="Command 2 changed no row that an undo takes back"):
        undo(desk, 2)
    assert undo(desk).command == "add 2016-first"
    assert desk.value("SELECT name FROM column_maps") == "mine"


def test_what_is_already_so_is_said(desk: Database) -> None:
    """An undone command is not undone again, nor one that stands redone; an undo is no command."""
    events.add_event(desk, draft("First", "2016"))
    with pytest.raises(AlreadyUndone, match=r"is not undone; `tracker undo 1` takes it back"):
        redo(desk, 1)
    undo(desk)
    with pytest.raises(AlreadyUndone, match=r"is undone already; `tracker redo 1` brings it back"):
        undo(desk, 1)
    with pytest.raises(Refused, match="Command 2 is an undo itself; `tracker redo 1`"):
        undo(desk, 2)
    assert redo(desk, 2).id == 1
    assert undo(desk, 3).id == 1
    with pytest.raises(NotFound, match="There is no command '9'"):
        undo(desk, 9)
    with pytest.raises(NothingToUndo, match="There is nothing to undo"):
        undo(desk)


def test_an_event_that_the_history_does_not_know_stops_an_undo(desk: Database) -> None:
    """Else what came before it would be taken for the last, and go."""
    take(desk, [report(1), report(2)])
    for trigger in desk.rows("SELECT name FROM sqlite_master WHERE name LIKE 'history_event%'"):
        desk.run(f"DROP TRIGGER {trigger['name']}")
    events.add_event(desk, draft("Unknown", "2016"))
    before = rows(desk)
    with pytest.raises(NotAccounted, match=r"event 3 \(2016-unknown\) is not in the history"):
        undo(desk)
    assert rows(desk) == before


def test_a_history_that_was_left_out_stops_nothing(sample: Database) -> None:
    """A record without its history, as a copy may be, is worked at and undone as any other."""
    for table in ("changes", "imports", "commands"):
        sample.run(f"DELETE FROM {table}")
    sample.run("DELETE FROM changes")
    before = curated(sample)
    revisions.edit_event(sample, "3", revisions.EventEdit(title="Edited"))
    revisions.remove_event(sample, "4")
    undo(sample)
    undo(sample)
    assert curated(sample) == before


def test_what_others_derive_from_stays_derived(desk: Database) -> None:
    """Undoing one of two claims of order leaves the bounds that follow from the other alone."""
    for title, on in (("First", "2016-10-03"), ("Second", "2016"), ("Third", "2016")):
        events.add_event(desk, draft(title, on))
    order.add_order(desk, OrderDraft("1", "2"))
    order.add_order(desk, OrderDraft("2", "3"))
    bounds = rows(desk, (DERIVED,))
    undo(desk, 4)
    assert bounds != rows(desk, (DERIVED,))
    assert is_derived_anew(desk)
    redo(desk)
    assert rows(desk, (DERIVED,)) == bounds


def test_a_plan_says_whose_work_and_how_much(sample: Database) -> None:
    """Before anything is done, and without doing it."""
    before = rows(sample)
    it = plan(sample, "undo", 1)
    assert str(it) == (
        "This takes back command 1 (import crisis-2016.toml), by build_sample on 2026-11-22 at "
        "12:00 UTC: 396 changed rows, of them 28 events and 37 links."
    )
    assert (it.is_own, it.is_large) == (False, True)
    assert rows(sample) == before


def test_an_import_undone_in_former_times_comes_back(desk: Database) -> None:
    """Then every row of it was a change of the history; from then on it is one with its import."""
    take(desk, [report(n) for n in range(1, 30)])
    before = curated(desk)
    with desk.transaction("undo import day.csv") as entry:
        desk.run("UPDATE commands SET undoes = 1 WHERE id = ?", (entry,))
        for table in ("citations", "event_actors", "events", "imports", "sources", "source_names"):
            whole = " WHERE code = 'wire-feed'" if table.startswith("source") else ""
            desk.run(f"DELETE FROM {table}{whole}")
    for _ in range(2):
        redo(desk)
        assert curated(desk) == before
        sound(desk)
        undo(desk)
        assert not desk.rows("SELECT 1 FROM events")
    assert len(entries(desk, 1)[0].changes) < 10


def test_an_import_whose_rows_were_changed_without_a_trace_is_not_undone(desk: Database) -> None:
    """A redo would bring back what the import never read."""
    take(desk, [report(number) for number in range(1, 21)])
    for table in ("events", "citations"):
        desk.run(f"DROP TRIGGER history_{table}_update")
    desk.run("UPDATE events SET title = 'Other' WHERE id = 7")
    with pytest.raises(ChangedSince, match="some of the events that it imported were changed"):
        undo(desk)
