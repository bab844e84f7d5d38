"""Backups, the way back to one, and files that are damaged."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Keyboard, curated, draft, rows
from tracker.errors import Refused, StoreError
from tracker.recording import events
from tracker.store.creation import create_database
from tracker.store.database import Database, open_for_reading, open_for_writing
from tracker.store.safekeeping import backup, restore, vacuum
from tracker.store.verification import chain_state, file_flaws, record_flaws

PAGE = 4096
DIES_IN_A_TRANSACTION = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")  # so that pages are written before the commit
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE events SET summary = summary || hex(randomblob(3000))")
connection.execute("UPDATE changes SET new = new || hex(randomblob(3000))")
print("written", flush=True)
sys.stdin.read()
"""


def killed_halfway(path: Path) -> None:
    """Leave a database as a process does that is killed within a transaction."""
    with subprocess.Popen(
        [sys.executable, "-c", DIES_IN_A_TRANSACTION, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert Path(f"{path}-journal").exists()


def damaged(path: Path, page: int, how: str) -> None:
    """Zero a page of a file, garble it, or cut the file off there."""
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        if how == "cut off":
            file.truncate()
        else:
            file.write(bytes(PAGE) if how == "zeroed" else os.urandom(PAGE))


def is_sound(path: Path) -> bool:
    """Whether nothing at all is wrong with a database."""
    with closing(open_for_reading(path)) as db:
        return not [*file_flaws(db), *chain_state(db).flaws, *record_flaws(db)]


@pytest.fixture
def backed_up(sample_copy: Path, tmp_path: Path) -> Path:
    """A backup of the sample, before one more event was added to it."""
    copy = tmp_path / "backup.db"
    with closing(open_for_writing(sample_copy)) as db:
        backup(db, copy)
        events.add_event(db, draft("Later", "2016-11-09"))
    return copy


def test_a_backup_is_gone_back_to(sample_copy: Path, backed_up: Path) -> None:
    """What stood there is kept beside it, whole."""
    later = rows(sample_copy)
    done = restore(sample_copy, backed_up)
    assert rows(sample_copy) == rows(backed_up)
    assert done.kept == sample_copy.with_name("sample.db.replaced")
    assert rows(done.kept) == later
    again = restore(sample_copy, done.kept)
    assert again.kept is not None
    assert again.kept.name == "sample.db.replaced-2"
    assert rows(sample_copy) == later


@pytest.mark.parametrize("how", ["healthy", "damaged"])
def test_a_journal_that_was_left_behind_does_not_spoil_what_is_restored(
    sample_copy: Path, backed_up: Path, how: str
) -> None:
    """SQLite would play it into the restored file."""
    killed_halfway(sample_copy)
    if how == "damaged":
        damaged(sample_copy, 0, "garbled")
        damaged(Path(f"{sample_copy}-journal"), 0, "garbled")
    done = restore(sample_copy, backed_up)
    assert done.was_damaged == (how == "damaged")
    assert not Path(f"{sample_copy}-journal").exists()
    assert rows(sample_copy) == rows(backed_up)
    assert is_sound(sample_copy)


def test_a_database_that_is_gone_is_restored(sample_copy: Path, backed_up: Path) -> None:
    """There is nothing to keep."""
    sample_copy.unlink()
    assert restore(sample_copy, backed_up).kept is None
    assert is_sound(sample_copy)


def test_a_link_to_a_database_stays_one(sample_copy: Path, backed_up: Path, tmp_path: Path) -> None:
    """What it leads to is restored."""
    link = tmp_path / "link.db"
    link.symlink_to(sample_copy)
    restore(link, backed_up)
    assert link.is_symlink()
    assert rows(sample_copy) == rows(backed_up)


def test_only_a_sound_backup_is_restored(sample_copy: Path, backed_up: Path) -> None:
    """A damaged one, one that tracker did not make, and the database itself are refused."""
    before = rows(sample_copy)
    with pytest.raises(Refused, match="is the database itself"):
        restore(sample_copy, sample_copy)
    damaged(backed_up, 20, "garbled")
    with pytest.raises(StoreError, match=r"backup.db is damaged .*restore an older backup"):
        restore(sample_copy, backed_up)
    other = backed_up.with_name("other.db")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE a (b)")
    with pytest.raises(StoreError, match="not one that tracker made"):
        restore(sample_copy, other)
    with pytest.raises(StoreError, match="There is no database at"):
        restore(sample_copy, backed_up.with_name("nothing.db"))
    assert rows(sample_copy) == before


def test_a_locked_database_is_not_restored(
    locked: sqlite3.Connection, sample_copy: Path, sample_path: Path
) -> None:
    """The sentence says why; nothing is left beside it."""
    beside = set(sample_copy.parent.iterdir())
    with pytest.raises(StoreError, match="is locked by another program"):
        restore(sample_copy, sample_path)
    assert set(sample_copy.parent.iterdir()) == beside


def test_a_backup_of_a_damaged_database_is_refused(sample_copy: Path, tmp_path: Path) -> None:
    """It would be damaged as well; no file is left."""
    damaged(sample_copy, 40, "garbled")
    with (
        closing(open_for_reading(sample_copy)) as db,
        pytest.raises(StoreError, match="is damaged"),
    ):
        backup(db, tmp_path / "copy.db")
    assert not list(tmp_path.glob("*copy.db*"))


@pytest.mark.parametrize("how", ["zeroed", "cut off", "garbled"])
@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_damaged_page_is_noticed_before_a_write(
    sample_copy: Path, place: float, how: str
) -> None:
    """Wherever it is, also where the command would not come by."""
    page = int(sample_copy.stat().st_size / PAGE * place)
    damaged(sample_copy, page, how)
    before = sample_copy.read_bytes()
    with pytest.raises(StoreError, match="is damaged"):
        open_for_writing(sample_copy)
    assert sample_copy.read_bytes() == before


def test_a_large_file_is_searched_for_zeroed_pages(
    empty_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's own check would take too long before every command."""
    monkeypatch.setattr("tracker.store.pages.SMALL", 0)
    path = Path(shutil.copyfile(empty_path, tmp_path / "large.db"))
    open_for_writing(path).close()
    damaged(path, 11, "zeroed")
    with pytest.raises(StoreError, match="is damaged"):
        open_for_writing(path)


def test_a_vacuum_gives_space_back_and_changes_nothing(sample_copy: Path) -> None:
    """The order of the registers, which is that of hidden row numbers, stays with its gaps."""
    with closing(open_for_writing(sample_copy)) as db:
        added = [events.add_event(db, draft(f"Thing {n}" * 30, "2016-11-01")) for n in range(40)]
        assert added
        db.run("DELETE FROM source_names WHERE code NOT IN (SELECT source FROM citations)")
        db.run("DELETE FROM changes WHERE command > 3")
        db.run("DELETE FROM seals WHERE command > 3")
        db.run("DELETE FROM commands WHERE id > 3")
        numbers = db.rows("SELECT rowid, * FROM source_names")
        before, after = vacuum(db)
        assert after < before
        assert db.rows("SELECT rowid, * FROM source_names") == numbers


def test_verification_names_what_is_wrong(run: Keyboard, sample_copy: Path) -> None:
    """Of all kinds at once, and exits with 1; nothing wrong is said so."""
    whole = run("database", "verify")
    assert (whole.exit_code, whole.stdout) == (0, "")
    assert "Nothing is wrong. The history is sealed up to entry 1" in whole.stderr
    with closing(sqlite3.connect(sample_copy)) as other:
        other.execute("DROP TRIGGER events_au")
        other.execute("UPDATE events SET title = 'Xylophone' WHERE id = 3")
        other.execute("PRAGMA foreign_keys = OFF")
        other.execute("UPDATE citations SET source = 'nowhere' WHERE id = 1")
        other.execute("UPDATE commands SET who = 'x'")
        other.commit()
    done = run("database", "verify", "--format", "json")
    assert done.exit_code == 1
    import json

    found = json.loads(done.stdout)
    assert {flaw["where"] for flaw in found["flaws"]} == {
        "structure", "references", "words", "record",
    }  # fmt: skip
    assert found["unsealed"] == 2


def test_verification_of_a_damaged_file_says_only_that(run: Keyboard, sample_copy: Path) -> None:
    """What else is wrong cannot be known."""
    damaged(sample_copy, 60, "garbled")
    done = run("database", "verify", COLUMNS="300")
    assert done.exit_code == 1
    assert "The file is damaged" in done.stdout


def test_the_commands_say_what_they_did(run: Keyboard, tmp_path: Path) -> None:
    """Backup says the head of the history, restore what was kept, vacuum the sizes."""
    copied = run("database", "backup", "copy.db")
    assert run("log", "--head").stdout.strip() in copied.stderr
    run("note", "1", "A remark")
    restored = run("database", "restore", "copy.db")
    assert "is now as copy.db." in restored.stderr
    assert "sample.db.replaced" in restored.stderr
    assert run("log", "--head").stdout.strip() in copied.stderr
    assert "kB now" in run("database", "vacuum").stderr
    assert curated(tmp_path / "sample.db") == curated(tmp_path / "copy.db")


def test_an_old_backup_is_restored_and_says_what_it_needs(
    sample_copy: Path, tmp_path: Path, run: Keyboard
) -> None:
    """Its schema is brought up to date by the command that does so."""
    create_database(tmp_path / "old.db")
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        connection.execute("PRAGMA user_version = 3")
    said = run("database", "restore", "old.db").stderr
    assert "It has schema 3: `tracker database migrate` brings it up to date." in said


def test_reading_is_not_kept_from_a_damaged_file(sample_copy: Path) -> None:
    """What can be read can be saved."""
    damaged(sample_copy, 100, "zeroed")
    with closing(open_for_reading(sample_copy)) as db:
        assert isinstance(db, Database)
        assert db.value("SELECT count(*) FROM sources") == 48
