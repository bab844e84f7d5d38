"""What a command says and how it ends when it stored something and then cannot say so."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Keyboard, rows
from tracker.errors import CLOSED_PIPE, STORED_UNSAID, DatabaseGone, StoreError
from tracker.store.database import Database, open_for_writing

ADD = ("add", "Talks are broken off", "--on", "2016-10-03", "--type", "threat")
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")


def titles(path: Path) -> list[str]:
    """The titles of all events."""
    with closing(sqlite3.connect(path)) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM events ORDER BY id")]


def in_shell(line: str, command: Sequence[str], env: dict[str, str]) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a line of sh, in which $@ is a tracker command."""
    done = subprocess.run(
        ["sh", "-c", line, "sh", *command], env=env, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def into_closed_pipe(command: Sequence[str], env: dict[str, str]) -> tuple[int, bytes]:
    """Exit code and stderr of a command whose reader has gone before it began."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            command, env=env, stdout=writer, stderr=subprocess.PIPE, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    finally:
        os.close(writer)
    return done.returncode, done.stderr


def test_a_reader_that_has_gone_does_not_make_storing_fail(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """What was stored ends with 0 though nobody reads its handle; nothing but a read ends so."""
    code, said = into_closed_pipe([*tracker_command, *ADD], environment)
    assert (code, titles(sample_copy)[-1]) == (0, ADD[1])
    assert b"Error" not in said
    for words in ("list", "show 1", "list --format csv", "export", "check", "log", "formats"):
        found = into_closed_pipe([*tracker_command, *words.split()], environment)
        if words == "export":
            assert found[0] == CLOSED_PIPE
        else:
            assert found == (CLOSED_PIPE, b""), words


def test_a_picture_whose_name_nobody_reads(
    environment: dict[str, str], tracker_command: list[str], tmp_path: Path
) -> None:
    """A file that was written is written, whoever listens."""
    for words in (("timeline", "-o"), ("database", "backup")):
        target = tmp_path / f"{words[0]}.svg"
        code, _ = into_closed_pipe([*tracker_command, *words, str(target)], environment)
        assert (code, target.exists()) == (0, True)


@needs_full
def test_a_full_disk_after_storing(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """Where the handle cannot be printed, the command says that the event is stored, and ends so."""
    code, _, said = in_shell('"$@" > /dev/full', [*tracker_command, *ADD], environment)
    assert code == STORED_UNSAID
    assert said.splitlines()[-1] == (
        "Error: Stored, but what there is to say of it could not be printed (No space left on "
        "device): 'add 2016-10-03-talks-are-broken-off'."
    )
    assert titles(sample_copy).count(ADD[1]) == 1


@needs_full
@pytest.mark.parametrize("words", ["list", "list --format json", "export", "show 1", "--help"])
def test_a_full_disk_of_a_question(
    environment: dict[str, str], tracker_command: list[str], words: str
) -> None:
    """What stored nothing ends as trouble, in one sentence."""
    code, _, said = in_shell('"$@" > /dev/full', [*tracker_command, *words.split()], environment)
    assert code == 4
    assert said == "Error: Standard output cannot be written to: No space left on device.\n"


@needs_full
def test_nobody_need_hear_what_is_said(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """A full or closed stderr changes neither what is stored nor the payload nor the code."""
    for number, line in enumerate(('"$@" 2> /dev/full', '"$@" 2>&-', '"$@" <&- 2>&-')):
        add = (*tracker_command, *ADD, "--handle", f"h-{number}", "--anyway")
        assert in_shell(line, add, environment)[:2] == (0, f"h-{number}\n")
    assert in_shell('"$@" 2> /dev/full', [*tracker_command, "show", "none"], environment)[0] == 3
    assert in_shell('"$@" > /dev/full 2>&1', [*tracker_command, *ADD, "--anyway"], environment) == (
        STORED_UNSAID, "", "",
    )  # fmt: skip
    assert titles(sample_copy).count(ADD[1]) == 4


@pytest.mark.parametrize("line", ['"$@" >&-', '"$@" >&- 2>&-', '"$@" <&- >&- 2>&-'])
def test_closed_streams(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path, line: str
) -> None:
    """Who closes a stream wants nothing from it; the database is whole and gets none of it."""
    assert in_shell(line, [*tracker_command, *ADD], environment)[0] == 0
    assert in_shell(line, [*tracker_command, "list"], environment)[0] == 0
    assert titles(sample_copy)[-1] == ADD[1]
    with closing(sqlite3.connect(sample_copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


STOPPED_AFTER_COMMIT = """
import os, signal, sys
from tracker.store.database import Database
transaction = Database.transaction
from contextlib import contextmanager

@contextmanager
def interrupted(self, *args, **kwargs):
    with transaction(self, *args, **kwargs) as entry:
        yield entry
    os.kill(os.getpid(), signal.SIGINT)

Database.transaction = interrupted
from tracker.cli import app
app()
"""


def test_ctrl_c_after_storing(environment: dict[str, str], sample_copy: Path) -> None:
    """Stopped between storing and printing, a command says what it stored and ends with its code."""
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_AFTER_COMMIT, *ADD], env=environment, capture_output=True,
        text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (STORED_UNSAID, "")
    assert done.stderr == (
        "Error: Stopped, but it was stored: 'add 2016-10-03-talks-are-broken-off'.\n"
    )
    assert titles(sample_copy)[-1] == ADD[1]


def test_an_interrupt_at_the_very_commit(sample: Database) -> None:
    """What is committed counts as stored, even where the interrupt comes as the commit returns."""

    class Interrupting:
        """A connection that is interrupted right after it committed."""

        def __init__(self, connection: sqlite3.Connection) -> None:
            self.connection = connection

        def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
            done = self.connection.execute(sql, *parameters)  # type: ignore[arg-type]  # passed on
            if sql == "COMMIT":
                raise KeyboardInterrupt
            return done

        def __getattr__(self, name: str) -> object:
            return getattr(self.connection, name)

    real = sample.connection
    sample.connection = Interrupting(real)  # type: ignore[assignment]  # it stands in
    with pytest.raises(KeyboardInterrupt), sample.transaction("rename"):
        sample.run("UPDATE events SET title = 'Another' WHERE id = 1")
    sample.connection = real
    assert sample.stored == ["rename"]
    assert sample.value("SELECT title FROM events WHERE id = 1") == "Another"


def test_only_what_is_stored_counts(sample: Database) -> None:
    """A command that failed, or changed nothing, has stored nothing."""
    with pytest.raises(StoreError), sample.transaction("half"):
        sample.run("UPDATE events SET title = NULL WHERE id = 1")
    with sample.transaction("nothing"):
        pass
    assert sample.stored == []


@pytest.mark.parametrize("replaced", [False, True])
def test_a_database_that_goes_away_in_an_import(
    run: Keyboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replaced: bool
) -> None:
    """Before anything is stored in a file that is gone, the import is refused; code 4."""
    (tmp_path / "more.csv").write_text(
        "date,title,type\n" + "".join(f"2016-10-03,Act {n},threat\n" for n in range(50))
    )
    from tracker.recording.imports import Importer

    add_batch = Importer.add_batch

    def and_unlink(self: Importer, *args: object, **more: object) -> object:
        stats = add_batch(self, *args, **more)  # type: ignore[arg-type]  # passed on
        kept = shutil.copyfile(run.db, tmp_path / "kept.db")
        run.db.unlink()
        if replaced:
            Path(kept).rename(run.db)
        return stats

    monkeypatch.setattr(Importer, "add_batch", and_unlink)
    done = run("import", "more.csv")
    assert (done.exit_code, done.stdout) == (4, "")
    assert done.stderr == (
        f"Error: {run.db} was removed or replaced by another program while tracker was writing to "
        f"it; nothing was stored. See what is at {run.db} now, and give the command again.\n"
    )
    assert run.db.exists() == replaced
    if replaced:
        assert len(rows(run.db)["events"]) == 28


def test_a_database_that_goes_away_at_the_very_commit(sample_copy: Path) -> None:
    """After the last look before the commit there is one behind it, which says what became of it."""
    with closing(open_for_writing(sample_copy)) as db:
        looks = []
        look = db.refuse_gone

        def and_unlink(stored: bool) -> None:
            looks.append(stored)
            look(stored)
            sample_copy.unlink(missing_ok=True)

        db.refuse_gone = and_unlink  # type: ignore[method-assign]  # wrapped
        with pytest.raises(DatabaseGone, match="went to a file that is gone"), db.transaction("x"):
            db.run("UPDATE events SET title = 'Another' WHERE id = 1")
    assert looks == [False, True]
    assert db.stored == []


def test_a_database_unlinked_by_another_process(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path, tmp_path: Path
) -> None:
    """An import that reads from a pipe is still reading when its database is removed."""
    process = subprocess.Popen(
        [*tracker_command, "import", "-", "--from", "csv"], env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    feeding = "date,title,type\n" + "".join(f"2016-10-03,Act {n},threat\n" for n in range(9))
    with closing(sqlite3.connect(sample_copy, timeout=0, isolation_level=None)) as other:
        process.stdin.write(feeding)
        process.stdin.flush()
        while process.poll() is None and not _is_writing(other):
            os.sched_yield()
    sample_copy.unlink()
    _, said = process.communicate()
    assert process.returncode == 4
    assert "was removed or replaced by another program" in said


def _is_writing(other: sqlite3.Connection) -> bool:
    """Whether somebody else has begun to write."""
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    other.execute("ROLLBACK")
    return False


def test_exit_codes_are_documented(run: Keyboard) -> None:
    """The help names every code, that of what is stored but unsaid too."""
    assert "5 stored, but it could not be printed" in " ".join(run("--help").stdout.split())
    assert signal.SIGPIPE + 128 == CLOSED_PIPE
