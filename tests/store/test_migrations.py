import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from tests.conftest import draft, rows
from tracker.errors import NewerSchema, NoDatabase, OlderSchema, StoreError
from tracker.model.source import Citation
from tracker.recording.events import add_event, cite_event
from tracker.recording.notes import add_note
from tracker.recording.undoing import undo
from tracker.store import events, listing, registers
from tracker.store.connecting import APPLICATION_ID
from tracker.store.creation import create_database, migrate
from tracker.store.database import SCHEMA, open_for_reading, open_for_writing
from tracker.store.migrations import CURATED, migrations
from tracker.store.search import search
from tracker.store.seed.renewal import TOLD
from tracker.store.verification import record_flaws
from tracker.store.views import VIEWS

with closing(sqlite_utils.Database(memory=True)) as nothing_applied:
    STEPS = migrations.pending(nothing_applied)
# Tables in which the step of the codebook corrects rows, at most so many, and adds others.
RENEWED = {
    "relations": 0,
    "types": 8,
    "type_names": 0,
    "actors": 3,
    "actor_names": 1,
    "commands": 0,
    "changes": 0,
}
SHAPE = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"


def half_made(path: Path, stop_before: str) -> Path:
    """A database as an earlier tracker would have left it: some of the steps, no schema number."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        shape = sqlite_utils.Database(connection, execute_plugins=False)
        migrations.apply(shape, stop_before=stop_before)
    return path


def shape_of(path: Path) -> list[tuple[str, ...]]:
    """Every table, index, trigger and view with its SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return [tuple(row) for row in connection.execute(SHAPE)]


@pytest.mark.parametrize("step", [step.name for step in STEPS])
def test_migrating_from_any_step_gives_a_new_database(
    tmp_path: Path, empty_path: Path, step: str
) -> None:
    """A database stopped before any step ends, once migrated, like one made today."""
    path = half_made(tmp_path / "old.db", stop_before=step)
    old, kept = migrate(path)
    assert old == 0
    assert kept == tmp_path / "old.db.schema-0"
    assert shape_of(path) == shape_of(empty_path)
    assert rows(path, CURATED) == rows(empty_path, CURATED)
    with closing(open_for_writing(path)) as db:
        assert db.value("PRAGMA user_version") == SCHEMA


@pytest.mark.parametrize("step", ["m007_order", "m008_evidence", "m009_imports"])
def test_views_of_an_earlier_tracker_give_way(tmp_path: Path, empty_path: Path, step: str) -> None:
    """Whatever the views were at a step, after migrating they are those of today, in their order."""
    path = half_made(tmp_path / "old.db", stop_before=step)
    with closing(sqlite3.connect(path)) as connection:
        for name, read in (
            ("evidence", "citations"),
            ("timeline", "events"),
            ("causal_links", "links"),
        ):
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {read}")
    migrate(path)
    assert shape_of(path) == shape_of(empty_path)
    with closing(open_for_reading(path)) as db:
        assert db.shape.view_names() == list(VIEWS)


def test_the_backup_is_the_database_as_it_was(tmp_path: Path) -> None:
    """Before a database is migrated, a whole copy of it is put beside it."""
    path = half_made(tmp_path / "old.db", stop_before="m004_codebook")
    before = shape_of(path), rows(path)
    _, kept = migrate(path)
    assert kept is not None
    assert (shape_of(kept), rows(kept)) == before


def test_an_up_to_date_database_is_left_alone(sample_copy: Path) -> None:
    """Migrating a database of today's schema changes nothing and keeps no backup."""
    before = sample_copy.read_bytes()
    assert migrate(sample_copy) == (SCHEMA, None)
    assert sample_copy.read_bytes() == before
    assert list(sample_copy.parent.iterdir()) == [sample_copy]


def test_a_newer_schema_is_not_migrated(sample_copy: Path) -> None:
    """A database of a later tracker is refused by `migrate` too, untouched."""
    with closing(sqlite3.connect(sample_copy)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = sample_copy.read_bytes()
    with pytest.raises(NewerSchema):
        migrate(sample_copy)
    assert sample_copy.read_bytes() == before
    assert list(sample_copy.parent.iterdir()) == [sample_copy]


def test_what_is_no_tracker_is_not_migrated(tmp_path: Path) -> None:
    """A missing file and a file of another kind are refused, and nothing is made of them."""
    with pytest.raises(NoDatabase):
        migrate(tmp_path / "none.db")
    other = tmp_path / "other.db"
    other.write_text("not a database")
    with pytest.raises(StoreError):
        migrate(other)
    assert list(tmp_path.iterdir()) == [other]


def test_a_failing_step_says_so_and_keeps_the_schema(tmp_path: Path) -> None:
    """A step that cannot run ends in a sentence; the schema number stays, the backup too."""
    path = half_made(tmp_path / "old.db", stop_before="m003_claims")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE links (in_the_way)")
    with pytest.raises(StoreError, match="links already exists"):
        migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    assert (tmp_path / "old.db.schema-0").exists()


def test_two_new_databases_are_alike(tmp_path: Path, empty_path: Path) -> None:
    """Making a database twice gives the same shape and the same rows, in the same order."""
    path = tmp_path / "another.db"
    create_database(path)
    assert shape_of(path) == shape_of(empty_path)
    assert rows(path, CURATED) == rows(empty_path, CURATED)


def test_a_new_database_has_no_history(empty_path: Path) -> None:
    """The shipped registers are no changes of anybody's: the log of a new database is empty."""
    assert rows(empty_path, ("commands", "changes")) == {"commands": [], "changes": []}


def test_every_curated_table_is_watched(empty_path: Path) -> None:
    """Each curated table has its three history triggers, naming every column of the table."""
    with closing(open_for_reading(empty_path)) as db:
        for table in CURATED:
            columns = [row["name"] for row in db.rows(f"PRAGMA table_info({table})")]
            triggers = db.rows(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? "
                "AND name LIKE 'history_%' ORDER BY name",
                (table,),
            )
            assert [row["name"] for row in triggers] == [
                f"history_{table}_{verb}" for verb in ("delete", "insert", "update")
            ]
            assert all(f"'{column}'" in row["sql"] for row in triggers for column in columns)


def test_steps_are_numbered_in_order() -> None:
    """The steps are named m001, m002 … without a gap, and each says why in its docstring."""
    assert [step.name[:4] for step in STEPS] == [f"m{n:03}" for n in range(1, len(STEPS) + 1)]
    assert all(step.fn.__doc__ for step in STEPS)


def test_what_was_recorded_before_markings_is_not_marked(tmp_path: Path) -> None:
    """Rows of before have no marking, the history notes one that is given, and only labels are."""
    path = half_made(tmp_path / "old.db", stop_before="m015_markings")
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("INSERT INTO sources (code, title) VALUES ('paper', 'Paper')")
    migrate(path)
    with closing(open_for_writing(path)) as db:
        assert db.value("SELECT marking FROM sources") is None
        with pytest.raises(StoreError, match="CHECK"):
            db.run("UPDATE sources SET marking = 'SECRET'")
        db.run("UPDATE sources SET marking = 'TLP:AMBER+STRICT'")
        assert '"marking":"TLP:AMBER+STRICT"' in db.value(
            "SELECT new FROM changes ORDER BY id DESC LIMIT 1"
        )
        plan = db.rows("EXPLAIN QUERY PLAN SELECT 1 FROM sources WHERE marking IN ('TLP:RED')")
        assert "sources_marked" in plan[0]["detail"]


def test_a_database_of_schema_1_keeps_its_record(tmp_path: Path) -> None:
    """Events and citations recorded before claims of order came are there after migrating."""
    path = half_made(tmp_path / "old.db", stop_before="m007_order")
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("INSERT INTO sources (code, title) VALUES ('paper', 'Paper')")
        old.execute("INSERT INTO source_names VALUES ('paper', 'Paper', 'paper')")
        old.execute(
            """INSERT INTO events (id, handle, title, date, earliest, latest, type) VALUES
               (7, '2016-one', 'One', '2016', '2016-01-01T00:00:00', '2016-12-31T23:59:59',
                'talks')"""
        )
        old.execute("INSERT INTO citations (source, event, credibility) VALUES ('paper', 7, 2)")
        old.execute("PRAGMA user_version = 1")
    with pytest.raises(OlderSchema, match="tracker database migrate"):
        open_for_reading(path)
    assert migrate(path) == (1, tmp_path / "old.db.schema-1")
    with closing(open_for_writing(path)) as db:
        event = events.get(db, 7)
        assert (event.title, event.citations) == ("One", (Citation("paper", 2),))
        cite_event(db, "7", [(Citation("paper", 3), None)])
        undo(db)
        assert events.get(db, 7) == event


def test_a_database_of_schema_2_keeps_its_record(tmp_path: Path, sample_copy: Path) -> None:
    """The sample as it was before status, denials and relays came is there after migrating."""
    path = half_made(tmp_path / "old.db", stop_before="m008_evidence")
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("ATTACH ? AS new", (str(sample_copy),))
        for table in CURATED:
            columns = [f"[{row[1]}]" for row in old.execute(f"PRAGMA main.table_info([{table}])")]
            if columns:
                old.execute(f"DELETE FROM main.[{table}]")
                old.execute(
                    f"INSERT INTO main.[{table}] SELECT {', '.join(columns)} FROM new.[{table}]"
                )
        old.execute("DELETE FROM changes")
        old.execute("INSERT INTO commands VALUES (1, '2026-11-22T12:00:00Z', 'me', 'tidy', NULL)")
        old.execute("INSERT INTO current_command VALUES (1)")
        for gone in ("citations WHERE event = 24 OR effect = 24", "links WHERE effect = 24",
                     "event_actors WHERE event = 24", "events WHERE id = 24"):  # fmt: skip
            old.execute(f"DELETE FROM main.{gone}")
        old.execute("UPDATE main.events SET title = 'Another' WHERE id = 11")
        old.execute("DELETE FROM current_command")
        old.execute("PRAGMA user_version = 2")
    with closing(sqlite3.connect(sample_copy)) as now, now:
        now.execute("UPDATE events SET status = 'occurred', avoidable = 0, coordinates = NULL")
        now.execute("UPDATE links SET denied = 0, given = NULL, needed = 0")
        now.execute("UPDATE citations SET supports = NULL")
        now.execute("DELETE FROM relays")
    with pytest.raises(OlderSchema, match="tracker database migrate"):
        open_for_reading(path)
    assert migrate(path) == (2, tmp_path / "old.db.schema-2")
    assert shape_of(path) == shape_of(sample_copy)
    with closing(open_for_writing(path)) as db:
        assert db.value("PRAGMA user_version") == SCHEMA
        undo(db, anyone=True)
        assert db.rows("PRAGMA foreign_key_check") == []
        assert [match.event.id for match in search(db, "iskander")] == [18, 10]
    assert rows(path, CURATED) == rows(sample_copy, CURATED)


def test_a_database_of_schema_six_keeps_everything_and_counts_on(tmp_path: Path) -> None:
    """Rows, history and words stay; no number that the history knows of is given again.

    In that database an import of events 4 and 5 was undone, two events were removed of which both
    had the number 3, and so was the second note.
    """
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(Path(__file__).with_name("schema-6.db.gz").read_bytes()))
    before = rows(path)
    assert migrate(path)[0] == 6
    after = rows(path)
    del before["_sqlite_migrations"]
    for table, kept in before.items():  # columns that came since stand behind
        width = len(kept[0]) if kept else None
        found = sorted((row[:width] for row in after[table]), key=repr)
        if table in RENEWED:  # by a command of the history, which the next test looks at
            assert len(set(kept) - set(found)) <= RENEWED[table], table
            assert {row[0] for row in kept} <= {row[0] for row in found}
        else:
            assert found == kept, table
    with closing(open_for_writing(path)) as db:
        assert db.value("PRAGMA integrity_check") == "ok"
        assert db.rows("PRAGMA foreign_key_check") == []
        assert [match.event.id for match in search(db, "launches missile")] == [1, 2]
        assert add_event(db, draft("Next", "2017")).value.id == 6
        notes = add_note(db, "2", "Third").value.notes
        assert [note.number for note in notes] == [1, 3]
        for _ in range(3):
            undo(db, anyone=True)
        assert db.value("SELECT handle FROM events WHERE id = 3") == "2016-12-talks"


def old_registers(path: Path, *changes: str) -> Path:
    """A database of schema 6 in which an analyst then changed something."""
    path.write_bytes(gzip.decompress(Path(__file__).with_name("schema-6.db.gz").read_bytes()))
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(";".join(changes))
        connection.commit()
    return path


def test_an_old_codebook_becomes_todays(tmp_path: Path, empty_path: Path) -> None:
    """Types and actors of a migrated database are those of a new one, by one command of the log."""
    path = old_registers(tmp_path / "old.db")
    migrate(path)
    tables = ("types", "type_names", "actors", "actor_names")
    old, new = rows(path, tables), rows(empty_path, tables)
    for table in tables:
        assert sorted(old[table], key=repr) == sorted(new[table], key=repr), table
    with closing(open_for_writing(path)) as db:
        last = db.row("SELECT who, command FROM commands ORDER BY id DESC LIMIT 1")
        assert last is not None
        assert tuple(last) == TOLD
        assert db.value("SELECT count(*) FROM changes WHERE command IS NULL") == 0


def test_what_an_analyst_changed_in_the_codebook_stays(tmp_path: Path) -> None:
    """Values, names, types and actors of the analyst's own are kept beside what is new."""
    path = old_registers(
        tmp_path / "old.db",
        "UPDATE types SET hostility = 2, definition = 'Mine.' WHERE code = 'pact-withdrawal'",
        "INSERT INTO types (code, label, cameo) VALUES ('coup', 'A coup', '190')",
        "INSERT INTO type_names VALUES ('coup', 'coup', 'coup')",
        "INSERT INTO types (code, label) VALUES ('blame', 'Disapproval')",
        "INSERT INTO type_names VALUES ('disapproval', 'Disapproval', 'blame')",
        "INSERT INTO actors (code, name, kind) VALUES ('TIGERS', 'The Tigers', 'movement')",
        "INSERT INTO actor_names VALUES ('tamil tigers', 'Tamil Tigers', 'TIGERS')",
    )
    migrate(path)
    with closing(open_for_reading(path)) as db:
        types, actors = listing.types(db), listing.actors(db)
        assert (types["pact-withdrawal"].hostility, types["pact-withdrawal"].definition) == (
            2,
            "Mine.",
        )
        assert "level 1" not in types["pact-withdrawal"].why  # as shipped, so corrected
        assert (types["coup"].label, types["coup"].cameo) == ("A coup", "190")
        assert "disapproval" not in types
        assert types["sabotage"].cameo == "1712"
        assert actors["TIGERS"].kind == "movement"
        assert "LTTE" in actors
        assert registers.find(db, registers.ACTORS, "Tamil Tigers") == "TIGERS"


def test_what_others_added_to_a_table_stays_when_it_is_rebuilt(tmp_path: Path) -> None:
    """A column, an index, a trigger and a view of another program survive the step of numbers."""
    path = half_made(tmp_path / "old.db", stop_before="m012_numbers")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            """ALTER TABLE events ADD COLUMN theirs TEXT;
               CREATE INDEX their_index ON events (theirs);
               CREATE TABLE their_log (title TEXT);
               CREATE TRIGGER their_trigger AFTER INSERT ON events
                 BEGIN INSERT INTO their_log VALUES (new.title); END;
               CREATE VIEW their_view AS SELECT title, theirs FROM events;"""
        )
    migrate(path)
    with closing(open_for_writing(path)) as db:
        add_event(db, draft("Seen", "2016"))
        assert db.value("SELECT title FROM their_log") == "Seen"
        assert tuple(db.rows("SELECT * FROM their_view")[0]) == ("Seen", None)
        assert db.value("SELECT name FROM sqlite_master WHERE name = 'their_index'")
        assert "theirs" in db.value("SELECT new FROM changes WHERE [table] = 'events'")


def test_numbers_of_a_migrated_database_are_not_given_again(
    tmp_path: Path, sample_copy: Path
) -> None:
    """Nor those of rows that were removed before it was brought up; notes are found as before."""
    path = half_made(tmp_path / "old.db", stop_before="m012_numbers")
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("ATTACH ? AS new", (str(sample_copy),))
        for table in CURATED:
            columns = [f"[{row[1]}]" for row in old.execute(f"PRAGMA main.table_info([{table}])")]
            if not columns:  # a table of a later step
                continue
            listed = ", ".join(columns)
            old.execute(f"DELETE FROM main.[{table}]")
            old.execute(f"INSERT INTO main.[{table}] ({listed}) SELECT {listed} FROM new.[{table}]")
        old.execute(
            """INSERT INTO event_notes (event, position, at, who, text)
               VALUES (3, 0, '2026-11-22T12:00:00Z', 'me', 'Check the wording')"""
        )
        last = old.execute("SELECT max(id) FROM citations").fetchone()[0]
        old.execute("DELETE FROM citations WHERE id = ?", (last,))
        old.execute(f"PRAGMA user_version = {SCHEMA - 1}")
    migrate(path)
    assert shape_of(path) == shape_of(sample_copy)
    with closing(open_for_writing(path)) as db:
        cite_event(db, "3", [(Citation("wikileaks-2016-07-22", 3, "p. 2"), None)])
        assert db.value("SELECT max(id) FROM citations") == last + 1
        assert [match.event.id for match in search(db, '"check the wording"')] == [3]
        assert db.rows("PRAGMA foreign_key_check") == []


def test_dates_with_a_zone_are_read_by_the_clock_of_the_place(tmp_path: Path) -> None:
    """Bounds that were kept in UTC become those of the place, in the history as well.

    So an undo brings back the day of the place, and nothing looks as if another program changed it.
    """
    path = half_made(tmp_path / "old.db", stop_before="m017_wall_time")
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for number, date, earliest, latest in (
            (1, "2016-10-03T22:00-05:00", "2016-10-04T03:00:00", "2016-10-04T03:00:59"),
            (2, "2016-10-04", "2016-10-04T00:00:00", "2016-10-04T23:59:59"),
        ):
            old.execute(
                "INSERT INTO events (id, handle, title, date, earliest, latest, type) "
                "VALUES (?, ?, 'One', ?, ?, ?, 'threat')",
                (number, f"2016-10-04-one-{number}", date, earliest, latest),
            )
        old.execute(
            "INSERT INTO commands VALUES (1, '2026-11-22T12:00:00Z', 'me', 'edit', NULL, NULL)"
        )
        old.execute("INSERT INTO current_command VALUES (1)")
        old.execute(
            """UPDATE events SET date = '2016-10-05T23:30:00-05:00',
               earliest = '2016-10-06T04:30:00', latest = '2016-10-06T04:30:00' WHERE id = 1"""
        )
        old.execute("DELETE FROM current_command")
        before = old.execute("SELECT count(*) FROM changes").fetchone()
    migrate(path)
    with closing(open_for_writing(path)) as db:
        assert events.get(db, 1).date.start.isoformat() == "2016-10-05T23:30:00"
        assert list(record_flaws(db)) == []
        undo(db, anyone=True)
    with closing(sqlite3.connect(path)) as new:
        assert new.execute("SELECT earliest, latest FROM events ORDER BY id").fetchall() == [
            ("2016-10-03T22:00:00", "2016-10-03T22:00:59"),
            ("2016-10-04T00:00:00", "2016-10-04T23:59:59"),
        ]
        assert new.execute("SELECT count(*) FROM changes").fetchone() == (before[0] + 1,)
