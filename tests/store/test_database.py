import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT, rows
from tracker.errors import (
    NewerSchema,
    NoDatabase,
    NotATracker,
    OlderSchema,
    ProtectedSample,
    StoreError,
)
from tracker.store.connecting import APPLICATION_ID
from tracker.store.creation import create_database
from tracker.store.database import SCHEMA, Database, open_for_reading, open_for_writing
from tracker.store.migrations import CURATED

ADD_ACTOR = "INSERT INTO actors (code, name, kind) VALUES ('X', 'X', 'person')"


def with_schema(path: Path, number: int) -> Path:
    """Let a database say that it has another schema."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")
    return path


def test_every_table_is_strict(desk: Database) -> None:
    """No table of ours takes a text where a number belongs."""
    strict = {row["name"]: row["strict"] for row in desk.rows("PRAGMA table_list")}
    ours = {name for name in rows(desk) if name != "_sqlite_migrations"}
    own = {"commands", "changes", "current_command", "removed_rows"}
    own |= {"seals", "signatures", "structure", "event_uuids", "event_pairs"}
    assert ours == {*CURATED, *own}
    assert all(strict[name] for name in ours)


def test_a_text_is_no_number(sample: Database) -> None:
    """A likelihood that is no number is refused by the database itself."""
    with pytest.raises(StoreError, match=r"refused the change: .*REAL.* Nothing was stored"):
        sample.run("UPDATE links SET likelihood = 'likely'")


def test_a_new_database_says_what_it_is(desk: Database) -> None:
    """A new database carries our application id and the schema this tracker works with."""
    assert desk.value("PRAGMA application_id") == APPLICATION_ID
    assert desk.value("PRAGMA user_version") == SCHEMA
    assert desk.value("PRAGMA integrity_check") == "ok"
    assert desk.rows("PRAGMA foreign_key_check") == []


def test_foreign_keys_are_on(sample_copy: Path) -> None:
    """Whichever way a database is opened, foreign keys are enforced."""
    for opened in (open_for_reading, open_for_writing):
        with closing(opened(sample_copy)) as db:
            assert db.value("PRAGMA foreign_keys") == 1


def test_a_dangling_reference_is_refused_whole(sample: Database) -> None:
    """A transaction that ends with a reference to nothing leaves no trace, not even in the log."""
    before = rows(sample)
    with (
        pytest.raises(StoreError, match="FOREIGN KEY constraint failed"),
        sample.transaction("break it"),
    ):
        sample.run("DELETE FROM actors WHERE code = 'RUS'")
    assert rows(sample) == before


def test_rows_may_be_written_in_any_order(desk: Database) -> None:
    """Within a transaction a row may refer to one that is written after it."""
    with desk.transaction("names first"):
        desk.run("INSERT INTO actor_names VALUES ('x', 'X', 'X')")
        desk.run(ADD_ACTOR)
    assert desk.value("SELECT code FROM actor_names WHERE folded = 'x'") == "X"


def test_an_interrupted_command_leaves_no_trace(sample: Database) -> None:
    """Whatever stops a command, Ctrl-C included, takes back all of it with its history entry."""
    before = rows(sample)

    def interrupted() -> None:
        with sample.transaction("half of it"):
            sample.run(ADD_ACTOR)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert rows(sample) == before
    with sample.transaction("after that"):
        sample.run(ADD_ACTOR)
    assert sample.value("SELECT command FROM commands ORDER BY id DESC") == "after that"


@pytest.mark.parametrize(
    "content", [b"plain text, no database", b"\x00" * 4096, bytes(range(256)) * 40]
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    """Any other file is refused with a sentence and stays as it was."""
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    for opened in (open_for_reading, open_for_writing):
        with pytest.raises(StoreError, match="is not a database; name a tracker database"):
            opened(path)
    assert path.read_bytes() == content


def test_a_damaged_database(sample_copy: Path) -> None:
    """A database whose pages are gone is refused with a sentence when it is read."""
    sample_copy.write_bytes(sample_copy.read_bytes()[:5000])
    with (
        pytest.raises(StoreError, match="is damaged; go back to a backup"),
        closing(open_for_reading(sample_copy)) as db,
    ):
        db.rows("SELECT * FROM events JOIN links JOIN citations")


def test_the_database_of_another_program(tmp_path: Path) -> None:
    """A database that tracker did not make is refused and stays as it was."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE events (id)")
    before = path.read_bytes()
    with pytest.raises(NotATracker, match="is a database, but not one that tracker made"):
        open_for_writing(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("place", ["file/events.db", "n" * 300 + ".db"])
def test_a_place_that_cannot_be(tmp_path: Path, place: str) -> None:
    """A path that can hold no file holds no database, and that is a sentence too."""
    (tmp_path / "file").touch()
    for opened in (open_for_reading, open_for_writing):
        with pytest.raises(StoreError):
            opened(tmp_path / place)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    """A folder is refused by that name."""
    with pytest.raises(NotATracker, match="is a folder; name a tracker database"):
        open_for_reading(tmp_path)


def test_a_question_never_makes_a_database(tmp_path: Path) -> None:
    """A missing database is an error that says who makes one, and no file appears."""
    with pytest.raises(NoDatabase, match="The first `tracker add` makes one"):
        open_for_reading(tmp_path / "new.db")
    with pytest.raises(NoDatabase):
        open_for_writing(tmp_path / "new.db")
    assert list(tmp_path.iterdir()) == []


def test_a_new_database_stands_alone(tmp_path: Path) -> None:
    """A database is made under any name a file can have, and nothing else is left beside it."""
    path = tmp_path / "ünïcode % name?#.db"
    create_database(path)
    with closing(open_for_writing(path)) as db:
        assert db.value("SELECT count(*) FROM types") > 0
    assert list(tmp_path.iterdir()) == [path]


def test_creating_never_overwrites(sample_copy: Path) -> None:
    """Where a database is already, making one changes nothing."""
    before = sample_copy.read_bytes()
    create_database(sample_copy)
    assert sample_copy.read_bytes() == before


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("missing/new.db", r"^There is no folder .*missing; make it first\.$"),
        ("file/new.db", r"^There is no folder .*file; make it first\.$"),
        ("n" * 300 + ".db", "cannot be (written|made) there"),
    ],
)
def test_a_failed_creation_leaves_nothing(tmp_path: Path, place: str, sentence: str) -> None:
    """Where no database can be made, the error is a sentence and no file stays behind."""
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreError, match=sentence):
        create_database(tmp_path / place)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_newer_schema_is_not_touched(sample_copy: Path) -> None:
    """A database of a later tracker is refused with a sentence, and not one byte changes."""
    with_schema(sample_copy, SCHEMA + 1)
    before = sample_copy.read_bytes()
    for opened in (open_for_reading, open_for_writing):
        with pytest.raises(NewerSchema, match=f"has schema {SCHEMA + 1}, but .* up to {SCHEMA}"):
            opened(sample_copy)
    assert sample_copy.read_bytes() == before
    assert [path.name for path in sample_copy.parent.iterdir()] == [sample_copy.name]


def test_an_older_schema_waits_for_its_migration(sample_copy: Path) -> None:
    """A database of an earlier tracker is refused with the command that brings it up."""
    with_schema(sample_copy, SCHEMA - 1)
    with pytest.raises(OlderSchema, match="Run `tracker database migrate`"):
        open_for_writing(sample_copy)


def test_reading_cannot_write(sample_copy: Path) -> None:
    """A database opened for reading refuses every change with a sentence."""
    before = sample_copy.read_bytes()
    with closing(open_for_reading(sample_copy)) as db:
        with pytest.raises(StoreError, match="cannot be written there"), db.transaction("try"):
            db.run(ADD_ACTOR)
        with pytest.raises(StoreError, match="cannot be written there"):
            db.run(ADD_ACTOR)
    assert sample_copy.read_bytes() == before


def test_a_locked_database_is_said_to_be_locked(
    locked: sqlite3.Connection, sample_copy: Path
) -> None:
    """While another program writes, reading and writing end in a sentence; after that they work."""
    with pytest.raises(StoreError, match="is locked by another program; close that one"):
        open_for_writing(sample_copy)
    locked.execute("ROLLBACK")
    with closing(open_for_writing(sample_copy)) as db:
        locked.execute("BEGIN IMMEDIATE")
        assert db.value("SELECT count(*) FROM events") == 28
        with (
            pytest.raises(StoreError, match="is locked by another program"),
            db.transaction("meanwhile"),
        ):
            db.run(ADD_ACTOR)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a read-only place such as /proc")
def test_a_place_that_takes_no_files() -> None:
    """Where the system itself takes no files, the error is a sentence."""
    with pytest.raises(StoreError, match=r"cannot be (written|made) there"):
        create_database(Path("/proc/tracker.db"))


def test_the_sample_of_a_checkout_is_protected(sample_copy: Path) -> None:
    """The sample beside the script that builds it is read but never written."""
    checkout = sample_copy.parent
    (checkout / "scripts").mkdir()
    (checkout / "scripts" / "build_sample").touch()
    path = sample_copy.rename(checkout / "events.db")
    before = path.read_bytes()
    with pytest.raises(ProtectedSample, match=r"tracker database backup mine\.db"):
        open_for_writing(path)
    with closing(open_for_reading(path)) as db:
        assert db.value("SELECT count(*) FROM events") == 28
    assert path.read_bytes() == before


def test_this_checkout_protects_its_own_sample() -> None:
    """The events.db of this very repository is one of those protected."""
    with pytest.raises(ProtectedSample):
        open_for_writing(ROOT / "events.db")


def test_a_savepoint_takes_back_only_itself(desk: Database) -> None:
    """What fails within a savepoint is undone, what stands before and after it is stored."""

    def own(code: str) -> None:
        desk.run(
            "INSERT INTO relations (code, label, reads, sense) VALUES (?, '', '', 'neutral')",
            (code,),
        )

    def failing(code: str) -> None:
        with desk.savepoint():
            own(code)
            with desk.savepoint():
                own(f"{code}-too")
            raise ValueError(code)

    with desk.transaction("test"):
        own("before")
        with pytest.raises(ValueError, match="lost"):
            failing("lost")
        with desk.savepoint():
            own("after")
            with pytest.raises(ValueError, match="lost-again"):
                failing("lost-again")
    codes = {row["code"] for row in desk.rows("SELECT code FROM relations")}
    assert codes >= {"before", "after"}
    assert not any(code.startswith("lost") for code in codes)
