"""Databases whose structure another program changed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Keyboard, curated, draft
from tracker.errors import StoreError
from tracker.recording import events
from tracker.recording.undoing import undo
from tracker.store.creation import shipped
from tracker.store.database import open_for_reading, open_for_writing
from tracker.store.history import entries
from tracker.store.search import search
from tracker.store.structure import differences
from tracker.store.verification import chain_state, file_flaws, record_flaws
from tracker.store.views import VIEWS

with closing(shipped()) as made:
    DROPPABLE = [
        (row["type"], row["name"])
        for row in made.rows(
            """SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'index', 'view')
               AND sql NOTNULL ORDER BY name"""
        )
    ]


def meanwhile(path: Path, *statements: str) -> None:
    """Let another program do something to a database."""
    with closing(sqlite3.connect(path)) as other:
        for statement in statements:
            other.execute(statement)
        other.commit()


def transformed(path: Path, table: str = "events") -> None:
    """What `sqlite-utils transform FILE TABLE --column-order …` does to a database."""
    other = sqlite_utils.Database(path)
    first = other.table(table).columns[-1].name
    other.table(table).transform(column_order=[first])
    other.close()


def is_sound(path: Path) -> bool:
    """Whether nothing at all is wrong with a database."""
    with closing(open_for_reading(path)) as db:
        return not [*file_flaws(db), *chain_state(db).flaws, *record_flaws(db)]


def test_an_undo_after_a_transform_takes_back_the_last_command_alone(sample_copy: Path) -> None:
    """Lost triggers are made again before a write, so that the history has it."""
    before = curated(sample_copy)
    transformed(sample_copy)
    with closing(open_for_writing(sample_copy)) as db:
        events.add_event(db, draft("A thing that happened", "2016-10-03"))
        assert entries(db)[0].command == "add 2016-10-03-thing-that-happened"
        assert undo(db).command == "add 2016-10-03-thing-that-happened"
    assert curated(sample_copy) == before
    assert is_sound(sample_copy)


@pytest.mark.parametrize("table", ["events", "citations", "sources", "changes", "seals"])
def test_a_table_that_was_rebuilt_has_its_constraints_again(sample_copy: Path, table: str) -> None:
    """sqlite-utils leaves out CHECK constraints, triggers and indexes; they come back, rows stay."""
    before = curated(sample_copy)
    transformed(sample_copy, table)
    with closing(open_for_reading(sample_copy)) as db:
        assert differences(db)
    with closing(open_for_writing(sample_copy)) as db:
        assert "Another program had changed the structure" in db.repairs[0]
        assert differences(db) == []
    assert curated(sample_copy) == before
    assert is_sound(sample_copy)


@settings(max_examples=15)
@given(st.sets(st.sampled_from(DROPPABLE), min_size=1))
def test_what_was_dropped_is_made_again(
    sample_path: Path, tmp_path_factory: pytest.TempPathFactory, lost: set[tuple[str, str]]
) -> None:
    """Any triggers, indexes and views; an untouched database is not repaired."""
    path = Path(shutil.copyfile(sample_path, tmp_path_factory.mktemp("lost") / "lost.db"))
    with closing(open_for_writing(path)) as db:
        assert db.repairs == ()
        whole = db.rows("SELECT type, name, sql FROM sqlite_master ORDER BY name, type")
    meanwhile(path, *(f"DROP {kind} [{name}]" for kind, name in lost))
    with closing(open_for_writing(path)) as db:
        assert len(db.repairs) == 1
        assert db.rows("SELECT type, name, sql FROM sqlite_master ORDER BY name, type") == whole
    assert is_sound(path)


def test_what_changed_while_no_trigger_looked_is_noted(sample_copy: Path) -> None:
    """It stands in the history as changed from outside, and the record agrees with the history."""
    transformed(sample_copy)
    meanwhile(
        sample_copy,
        "DROP TRIGGER history_event_actors_delete",
        "UPDATE events SET title = 'Changed' WHERE id = 3",
        "INSERT INTO events (id, handle, title, date, earliest, type) "
        "VALUES (90, 'new', 'New', '2016', '2016-01-01T00:00:00', 'threat')",
        "DELETE FROM event_actors WHERE event = 5",
        "DELETE FROM event_actors WHERE event = 6 AND side = 'to'",
    )
    with closing(open_for_writing(sample_copy)) as db:
        gone = db.value("SELECT count(*) FROM changes WHERE command IS NULL AND new IS NULL")
        assert gone >= 1
        assert f"{gone + 2} rows that it changed without a trace" in db.repairs[1]
        outside = db.rows("SELECT [table], old ->> '$.title', new ->> '$.title' FROM changes "
                          "WHERE command IS NULL AND [table] = 'events' ORDER BY id")  # fmt: skip
        assert [tuple(row)[2] for row in outside] == ["Changed", "New"]
        events.add_event(db, draft("Another thing", "2016-10-04"))
    assert is_sound(sample_copy)


def test_words_that_were_not_indexed_are_found_again(sample_copy: Path) -> None:
    """Without its triggers a table's new rows are not searched; repairing indexes them."""
    meanwhile(
        sample_copy,
        "DROP TRIGGER events_ai",
        "INSERT INTO events (id, handle, title, date, earliest, type) "
        "VALUES (90, 'new', 'Xylophones', '2016', '2016-01-01T00:00:00', 'threat')",
    )
    with closing(open_for_writing(sample_copy)) as db:
        assert [found.event.id for found in search(db, "xylophone")] == [90]


def test_what_others_added_is_let_be(sample_copy: Path) -> None:
    """Tables, views, triggers and columns of others are no difference, and stay."""
    meanwhile(
        sample_copy,
        "CREATE TABLE mine (id INTEGER PRIMARY KEY, text TEXT)",
        "CREATE VIEW my_view AS SELECT handle FROM events",
        "CREATE TRIGGER my_trigger AFTER INSERT ON events BEGIN INSERT INTO mine (text) "
        "VALUES (new.title); END",
        "ALTER TABLE events ADD COLUMN colour TEXT",
        "UPDATE events SET colour = 'red' WHERE id = 1",
    )
    with closing(open_for_writing(sample_copy)) as db:
        assert db.repairs == ()
        events.add_event(db, draft("A thing", "2016-10-04"))
        assert db.value("SELECT text FROM mine") == "A thing"
    transformed(sample_copy)
    with closing(open_for_writing(sample_copy)) as db:
        assert db.repairs
        assert db.value("SELECT colour FROM events WHERE id = 1") == "red"
        assert db.value("SELECT count(*) FROM my_view") == 29
    with closing(open_for_writing(sample_copy)) as db:
        assert db.repairs == ()
    assert is_sound(sample_copy)


@pytest.mark.parametrize("lost", ["table links", "column url of its table sources"])
def test_what_cannot_be_repaired_is_refused(sample_copy: Path, lost: str) -> None:
    """A table or a column with all that was in it; nothing is written."""
    if lost.startswith("table"):
        meanwhile(sample_copy, "DROP TABLE links")
    else:
        watching = [
            f"DROP TRIGGER history_sources_{verb}" for verb in ("insert", "update", "delete")
        ]
        views = [f"DROP VIEW {view}" for view in VIEWS]
        meanwhile(sample_copy, *watching, *views, "ALTER TABLE sources DROP COLUMN url")
    before = sample_copy.read_bytes()
    with pytest.raises(StoreError, match=f"has lost the {lost}"):
        open_for_writing(sample_copy)
    assert sample_copy.read_bytes() == before


@pytest.mark.parametrize("column", ["events avoidable", "orders within", "citations locator"])
def test_a_lost_column_is_named_by_whatever_command_would_read_it(
    run: Keyboard, sample_copy: Path, column: str
) -> None:
    """A sentence, and no traceback, of those that only read as well."""
    table, name = column.split()
    watching = [f"DROP TRIGGER history_{table}_{verb}" for verb in ("insert", "update", "delete")]
    views = [f"DROP VIEW {view}" for view in VIEWS]
    meanwhile(sample_copy, *watching, *views, f"ALTER TABLE {table} DROP COLUMN {name}")
    for words in (
        ("check",),
        ("database", "verify"),
        ("list",),
        ("show", "1"),
        ("export", "x.jsonl"),
    ):
        done = run(*words)
        lost = f"has lost the column {name} of its table {table}, which another program dropped"
        assert done.exit_code == 0 or (done.exit_code == 4 and lost in done.stderr), words
        assert words != ("check",) or done.exit_code == 4


def test_rows_that_a_constraint_forbids_are_refused(sample_copy: Path) -> None:
    """A table that lost its constraints may have taken what tracker cannot keep."""
    meanwhile(
        sample_copy,
        "CREATE TABLE other AS SELECT * FROM event_notes",
        "DROP TABLE event_notes",
        "ALTER TABLE other RENAME TO event_notes",
        "INSERT INTO event_notes VALUES (1, 1, 0, '2016-10-03T00:00:00Z', 'me', NULL, NULL)",
    )
    with pytest.raises(StoreError, match="holds what tracker cannot keep"):
        open_for_writing(sample_copy)


def test_a_repair_is_said_at_the_command_that_makes_it(run: Keyboard, sample_copy: Path) -> None:
    """On stderr, with what was missing."""
    meanwhile(sample_copy, "DROP TRIGGER history_events_insert", "DROP INDEX events_by_type")
    done = run("note", "1", "Looked at again")
    assert (
        "Made again as tracker had it: index events_by_type, trigger history_events_insert."
        in done.stderr
    )
    assert "Made again" not in run("note", "1", "And again").stderr
