import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TIMES, Rows, curated, draft, fresh, rows
from tests.recording.test_feed_importer import report, take
from tracker.errors import ChangedSince, LaterCommands, NothingToUndo, TrackerError
from tracker.model.actor import Actor
from tracker.model.chronicle import Batch
from tracker.model.codebook import EventType, Relation
from tracker.model.dates import EventDate
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft
from tracker.model.source import Citation, Grade, Source
from tracker.recording import batches, events, links, order, registers, revisions
from tracker.recording.undoing import redo, undo
from tracker.store import listing, seals
from tracker.store.database import Database, open_for_reading
from tracker.store.history import entries
from tracker.store.migrations import CURATED
from tracker.store.registers import ACTORS, SOURCES, TYPES
from tracker.store.search import search

Command = Callable[[Database], object]

SMALL = Batch(
    actors=tuple(Actor(code, f"Land {code}", aliases=(f"Land of {code}",)) for code in "ABC"),
    types=(EventType("threat", "Threat", goldstein=-4.4), EventType("talks", "Talks")),
    relations=(Relation("provokes", "provokes", "{cause} provokes {effect}"),),
    sources=(Source("paper", "The Paper"), Source("wire", "The Wire", reliability="B")),
    complete=True,
)
ACTOR, TYPE, SOURCE = (
    st.sampled_from(known) for known in (("A", "B", "land c", "D"),
                                         ("threat", "Talks"),
                                         ("paper", "The Wire", "A note"))
)  # fmt: skip
EVENT = st.sampled_from(("1", "2", "3", "4"))
PAIR = st.sampled_from((("1", "2"), ("2", "3"), ("1", "3"), ("3", "4"), ("3", "1")))
WORDS = st.sampled_from(("Pact signed", "A threat is made", "Talks [bold] 100%", "Kyjiv – Ελλάδα"))
DAY = st.sampled_from(("2016", "2016-10~", "2016-10-03", "2016-10-03/2016-11", "2017-01"))
SHARE = st.sampled_from((0.1, 1 / 3, 0.875, 1.0, 0.000001))
GRADE = st.sampled_from((None, Grade("B", 2), Grade("C"), Grade(None, 6)))
CITATION = st.builds(
    Citation, SOURCE, st.none() | st.integers(1, 6), st.none() | st.just("p. 1"), st.none() | WORDS
)
NAMES = st.sampled_from(
    (
        (ACTORS, "A", "B"),
        (ACTORS, "Land B", "c"),
        (ACTORS, "d", "A"),
        (ACTORS, "A", "E"),
        (TYPES, "talks", "threat"),
        (TYPES, "threat", "menace"),
        (SOURCES, "wire", "paper"),
        (SOURCES, "The Paper", "wire"),
        (SOURCES, "paper", "gazette"),
    )
)
DRAFT = st.builds(
    draft,
    WORDS,
    DAY,
    TYPE,
    by=st.tuples(ACTOR),
    to=st.lists(ACTOR, max_size=2).map(tuple),
    place=st.none() | st.just("Geneva"),
    intensity=st.none() | st.sampled_from((-7.25, 1 / 3, 0.0)),
    citations=st.lists(CITATION, max_size=2).map(tuple),
)
EDIT = st.builds(
    revisions.EventEdit,
    title=st.none() | WORDS,
    date=st.none() | DAY.map(EventDate.parse),
    type=st.none() | TYPE,
    by=st.none() | st.lists(ACTOR, max_size=2).map(tuple),
    summary=st.none() | WORDS,
    intensity=st.none() | st.just("codebook") | st.just(2 / 3),
)
LINK = st.builds(
    lambda ends, likelihood, claimant, because, citations: LinkDraft(
        ends[0], ends[1], "provokes", likelihood, claimant, because, tuple(citations)
    ),
    PAIR,
    SHARE,
    ACTOR | SOURCE | st.just("analyst"),
    WORDS,
    st.lists(CITATION, max_size=1),
)
ORDER = st.builds(
    lambda ends, at_least, citations: OrderDraft(
        ends[0], ends[1], timedelta(days=at_least), citations=tuple(citations)
    ),
    PAIR,
    st.integers(1, 40),
    st.lists(CITATION, max_size=1),
)
BATCH = st.builds(
    Batch,
    events=st.lists(DRAFT, max_size=3).map(tuple),
    links=st.lists(LINK, max_size=2).map(tuple),
)


@dataclass(frozen=True)
class Call:
    """A recording command with its arguments, which a failing example then shows."""

    function: Callable[..., object]
    arguments: tuple[object, ...]

    def __call__(self, db: Database) -> object:
        """Do it."""
        return self.function(db, *self.arguments)


def called(
    function: Callable[..., object], *arguments: st.SearchStrategy[Any]
) -> st.SearchStrategy[Command]:
    """Commands that call `function` with a database and drawn arguments."""
    return st.builds(Call, st.just(function), st.tuples(*arguments))


def spread(
    function: Callable[..., object],
    tuples: st.SearchStrategy[tuple[Any, ...]],
    *more: st.SearchStrategy[Any],
) -> st.SearchStrategy[Command]:
    """Like `called`, with the first arguments drawn together."""
    return st.builds(lambda first, rest: Call(function, (*first, *rest)), tuples, st.tuples(*more))


COMMANDS: st.SearchStrategy[Command] = st.one_of(
    called(partial(events.add_event, new_actors=True), DRAFT, st.lists(GRADE, max_size=2)),
    called(partial(events.add_event, new_actors=True), DRAFT),
    called(revisions.edit_event, EVENT, EDIT),
    called(revisions.remove_event, EVENT),
    called(links.add_link, LINK),
    called(links.add_link, LINK, st.just(()), st.just(True)),
    spread(links.remove_links, PAIR),
    called(order.add_order, ORDER),
    spread(order.remove_orders, PAIR),
    called(events.cite_event, EVENT, st.lists(st.tuples(CITATION, GRADE), max_size=2)),
    spread(links.cite_link, PAIR, st.lists(st.tuples(CITATION, GRADE), max_size=2)),
    spread(registers.add_alias, NAMES),
    spread(registers.rename, NAMES),
    spread(registers.merge, NAMES),
    called(registers.edit_source, SOURCE, st.just({"title": "The Paper of Record", "note": "x"})),
    called(registers.add_type, st.just(EventType("pact", "Pact", goldstein=1 / 3))),
    called(batches.record_batch, BATCH, st.just("file")),
    called(undo),
)


@pytest.fixture(scope="module")
def small_path(empty_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with few names, three linked events and no history."""
    path = tmp_path_factory.mktemp("small") / "small.db"
    db = fresh(empty_path)
    batches.record_batch(db, SMALL, "small")
    for title, on in (("First", "2016-01"), ("Second", "2016-02"), ("Third", "2016-03")):
        events.add_event(db, draft(title, on, by=("A",), citations=(Citation("wire", 2),)))
    for cause, effect in (("1", "2"), ("2", "3")):
        links.add_link(db, LinkDraft(cause, effect, "provokes", 0.9, "A", "so it says"))
    for table in ("seals", "changes", "commands"):
        db.run(f"DELETE FROM {table}")
    seals.begin(db.connection, CURATED, db.now())
    with closing(sqlite3.connect(path)) as target:
        db.connection.backup(target)
    db.close()
    return path


def sound(db: Database) -> None:
    """Assert that no reference dangles and that search knows what the table of events says."""
    assert db.rows("PRAGMA foreign_key_check") == []
    assert db.rows("SELECT * FROM current_command") == []
    db.run("INSERT INTO events_fts (events_fts, rank) VALUES ('integrity-check', 1)")


@settings(max_examples=120 * TIMES)
@given(commands=st.lists(COMMANDS, min_size=1, max_size=15))
def test_undoing_everything_gives_back_the_start(small_path: Path, commands: list[Command]) -> None:
    """Each undo gives back the state before its command; a refused command changes nothing."""
    db = fresh(small_path)
    states: list[Rows] = [curated(db)]
    for command in commands:
        before = rows(db)
        try:
            command(db)
        except TrackerError:
            assert rows(db) == before
        else:
            newest = db.row("SELECT id, undoes FROM commands ORDER BY id DESC")
            undone = newest and newest["undoes"]
            if rows(db) == before:
                continue  # nothing changed, so nothing is in the history
            if undone is None:
                states.append(curated(db))
            else:
                states.pop()
                assert curated(db) == states[-1]
        sound(db)
    for state in reversed(states[:-1]):
        undo(db)
        assert curated(db) == state
        sound(db)
    with pytest.raises(NothingToUndo):
        undo(db)
    db.close()


def test_undo_takes_back_a_removal_whole(sample: Database) -> None:
    """An event removed with its links and citations comes back with all of them, searchable."""
    before = curated(sample)
    revisions.remove_event(sample, "2016-10-03-talks-suspended")
    assert search(sample, '"suspends ceasefire talks"') == []
    entry = undo(sample)
    assert entry.command == "remove 2016-10-03-talks-suspended"
    assert curated(sample) == before
    assert [match.event.id for match in search(sample, '"suspends ceasefire talks"')] == [10]


def test_a_bulk_import_is_undone_as_one(sample: Database, empty_path: Path) -> None:
    """The sample came in as one command: one undo leaves a new, empty database."""
    undo(sample, anyone=True)
    assert curated(sample) == rows(empty_path, tuple(curated(sample)))
    with pytest.raises(NothingToUndo, match="There is nothing to undo; `tracker log`"):
        undo(sample)


@pytest.mark.parametrize(
    "command",
    [
        partial(registers.merge, register=TYPES, name="missile-test", into="show-of-force"),
        partial(registers.merge, register=ACTORS, name="DEU", into="FRA"),
        partial(batches.record_batch, batch=SMALL, name="small.jsonl"),
    ],
    ids=["merge types", "merge actors", "take over registers"],
)
def test_undo_gives_back_the_order_of_the_registers(desk: Database, command: Command) -> None:
    """The codebook reads from cooperative to violent, after an undo as before."""
    before = list(listing.types(desk)), list(listing.actors(desk)), list(listing.relations(desk))
    command(desk)
    undo(desk)
    after = list(listing.types(desk)), list(listing.actors(desk)), list(listing.relations(desk))
    assert after == before


def test_the_history_keeps_old_and_new_values(sample: Database) -> None:
    """An edit stands in the log with who, when, and each changed row before and after."""
    sample.now = lambda: "2026-11-22T20:00:00Z"
    revisions.edit_event(sample, "18", revisions.EventEdit(title="Missiles", intensity=-9.1))
    entry = entries(sample, 1)[0]
    assert (entry.at, entry.who) == ("2026-11-22T20:00:00Z", "tester")
    assert entry.command == "edit 2016-10-08-iskander-kaliningrad"
    [change] = entry.changes
    assert (change.table, change.verb) == ("events", "changed")
    assert change.old is not None
    assert change.new is not None
    differing = {key: (change.old[key], change.new[key]) for key in change.new
                 if change.old[key] != change.new[key]}  # fmt: skip
    assert differing == {
        "title": ("Nuclear-capable Iskander missiles sent to Kaliningrad", "Missiles"),
        "intensity": (None, -9.1),
    }


def test_the_log_is_newest_first(desk: Database) -> None:
    """Commands and their undoings stand newest first; what changed no row does not stand there."""
    events.add_event(desk, draft("One", "2016"))
    revisions.edit_event(desk, "1", revisions.EventEdit(title="Two"))
    revisions.edit_event(desk, "1", revisions.EventEdit(title="Two"))
    undo(desk)
    undo(desk)
    registers.add_alias(desk, ACTORS, "RUS", "Moscow")
    told = [(entry.command, entry.undone, len(entry.changes)) for entry in entries(desk)]
    assert told == [
        ("undo add 2016-one", False, 1),
        ("undo edit 2016-one", False, 1),
        ("edit 2016-one", True, 1),
        ("add 2016-one", True, 1),
    ]
    assert [entry.command for entry in entries(desk, 1)] == ["undo add 2016-one"]


def test_changes_from_outside_are_logged(sample: Database) -> None:
    """What another program changes stands in the log under a name of its own, old values too."""
    path = sample.path
    sample.close()
    other = sqlite_utils.Database(path)
    place = other.table("events").get(18)["place"]
    other.table("events").update(18, {"place": "Baltiysk"})
    other.table("sources").insert({"code": "leaflet", "title": "A leaflet", "note": ""})
    other.table("sources").insert({"code": "leaflet", "title": "Another", "note": ""}, replace=True)
    other.table("sources").delete("leaflet")
    other.close()
    with closing(open_for_reading(path)) as db:
        told = [
            (entry.who, change.table, change.verb, change.old and change.old.get("title"))
            for entry in entries(db)[:5]
            for change in entry.changes
        ]
        assert told == [
            ("(outside tracker)", "sources", "removed", "Another"),
            ("(outside tracker)", "sources", "added", None),
            ("(outside tracker)", "sources", "removed", "A leaflet"),
            ("(outside tracker)", "sources", "added", None),
            ("(outside tracker)", "events", "changed", told[4][3]),
        ]
        moved = entries(db)[4].changes[0]
        assert moved.old is not None
        assert (moved.old["place"], moved.row["place"]) == (place, "Baltiysk")


def test_changes_from_outside_are_never_undone(desk: Database) -> None:
    """Undo takes back tracker's last command and leaves what others did alone."""
    events.add_event(desk, draft("Ours", "2016"))
    desk.run("UPDATE actors SET name = 'Rossiya' WHERE code = 'RUS'")
    undo(desk)
    assert desk.value("SELECT count(*) FROM events") == 0
    assert desk.value("SELECT name FROM actors WHERE code = 'RUS'") == "Rossiya"
    with pytest.raises(NothingToUndo):
        undo(desk)


@pytest.mark.parametrize(
    "meddling",
    [
        "UPDATE events SET title = 'Theirs' WHERE id = 1",
        "DELETE FROM event_actors WHERE event = 1",
    ],
)
def test_a_row_changed_since_is_not_overwritten(desk: Database, meddling: str) -> None:
    """Where another program changed a row since, undo refuses, says so, and changes nothing."""
    events.add_event(desk, draft("Ours", "2016", by=("RUS",)))
    desk.run(meddling)
    before = rows(desk)
    with pytest.raises(LaterCommands, match=r"\n  outside  \S+Z  another program  changed event"):
        undo(desk)
    assert rows(desk) == before


@pytest.mark.parametrize(
    "meddling",
    [
        "UPDATE events SET title = 'Theirs' WHERE id = 1",
        "DELETE FROM event_actors WHERE event = 1",
    ],
)
def test_a_row_changed_behind_the_history_is_not_overwritten(desk: Database, meddling: str) -> None:
    """Where triggers were gone meanwhile, the row itself tells; undo refuses and changes nothing."""
    events.add_event(desk, draft("Ours", "2016", by=("RUS",)))
    for trigger in ("history_events_update", "history_event_actors_delete"):
        desk.run(f"DROP TRIGGER {trigger}")
    desk.run(meddling)
    before = rows(desk)
    with pytest.raises(
        ChangedSince, match=r"^Not everything is as the command left it: the row .*1.* of event"
    ):
        undo(desk)
    assert rows(desk) == before


def test_a_row_used_since_is_not_taken_away(desk: Database) -> None:
    """Where another program refers to a row since, undo refuses with a sentence."""
    events.add_event(desk, draft("Ours", "2016"))
    desk.run("INSERT INTO event_actors VALUES (1, 'by', 0, 'RUS')")
    before = rows(desk)
    with pytest.raises(LaterCommands, match="another program  changed event_actors"):
        undo(desk)
    assert rows(desk) == before


def test_an_update_that_changes_nothing_is_no_change(sample: Database) -> None:
    """A row written again as it was leaves no mark in the history."""
    before = sample.value("SELECT count(*) FROM changes")
    sample.run("UPDATE events SET title = title, intensity = NULL WHERE intensity IS NULL")
    assert sample.value("SELECT count(*) FROM changes") == before


def test_the_history_is_plain_json(sample: Database) -> None:
    """Old and new rows are JSON that any program reads, with every column of the table."""
    columns = {row["name"] for row in sample.rows("PRAGMA table_info(events)")}
    for row in sample.rows("SELECT new FROM changes WHERE [table] = 'events'"):
        assert json.loads(row["new"]).keys() == columns


def test_an_entry_says_how_many_rows_it_changed_without_reading_them(desk: Database) -> None:
    """Each changed row counts, and each event of a feed, which came, went and came again as one."""
    take(desk, [report(1), report(2)])
    undo(desk)
    redo(desk)
    events.add_event(desk, draft("By hand", "2016", by=("RUS",)))
    told = [(entry.command, entry.rows, entry.changes) for entry in entries(desk, values=False)]
    noted = [len(entry.changes) for entry in entries(desk)]
    assert told == [
        ("add 2016-hand", noted[0], ()),
        ("redo import day.csv", noted[1] + 2, ()),
        ("undo import day.csv", noted[2] + 2, ()),
        ("import day.csv", noted[3] + 2, ()),
    ]
    assert [entry.rows for entry in entries(desk, 2)] == [noted[0], noted[1] + 2]
