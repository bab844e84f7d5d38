"""Places of all kinds: without hard links, raced for, full of litter, of any bytes, pipes."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Keyboard, draft
from tracker.desk.record import Record
from tracker.errors import StoreError
from tracker.recording.events import add_event
from tracker.store.connecting import connect
from tracker.store.creation import create_database, remove_unused
from tracker.store.database import open_for_reading, open_for_writing

BYTES = os.fsdecode(b"caf\xe9\nx ?#%25~")
TABLE = "title,date,type\nOne,2016-11-01,threat\nTwo,2016-11-02,threat\nBad,never,threat\n"
WITHOUT_LINKS = """
import os, sys
def refused(*names, **options): raise PermissionError(1, "Operation not permitted")
os.link = os.symlink = refused
from tracker.cli import app
app()
"""


def adding(title: str, type: str = "threat") -> tuple[str, ...]:  # noqa: A002
    """The words that add an event."""
    return ("add", title, "--on", "2016-10-03", "--type", type)


def at_once(
    commands: Sequence[Sequence[str]], environment: dict[str, str]
) -> list[tuple[int, str]]:
    """Exit codes and stderr of commands that run beside each other, on a system without links."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WITHOUT_LINKS, *words], env=environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        for words in commands
    ]  # fmt: skip
    said = [each.communicate()[1] for each in running]
    return [(each.returncode, text) for each, text in zip(running, said, strict=True)]


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system such as exFAT, on which no file has a second name."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(os, "symlink", refused)


@pytest.mark.usefixtures("without_links")
def test_nothing_needs_links(run: Keyboard, tmp_path: Path) -> None:
    """Where there are none, databases, backups, exports and pictures are made all the same."""
    there = set(tmp_path.iterdir())
    for words in (
        adding("One"), ("database", "backup", "b.db"), ("export", "e.jsonl"),
        ("timeline", "-o", "t.svg"), ("import", "e.jsonl", "--db", "i.db"),
    ):  # fmt: skip
        done = run(*words, **{} if "--db" in words else {"TRACKER_DB": "new.db"})
        assert done.exit_code == 0, done.stderr
    made = {path.name for path in set(tmp_path.iterdir()) - there}
    assert made == {"new.db", "b.db", "e.jsonl", "t.svg", "i.db"}


def test_several_make_one_database_at_once(environment: dict[str, str], tmp_path: Path) -> None:
    """Without links, too, every event is kept, and those that fail disturb nobody."""
    folder = tmp_path / "shared"
    folder.mkdir()
    commands = [adding("One"), adding("None", "no-type"), adding("Two"), adding("None", "no-type")]
    for turn in range(3):
        place = folder / f"{turn}.db"
        ended = at_once(commands, {**environment, "TRACKER_DB": str(place)})
        assert [code for code, _ in ended] == [0, 3, 0, 3], ended
        with closing(open_for_reading(place)) as db:
            assert {row["title"] for row in db.rows("SELECT title FROM events")} == {"One", "Two"}
            assert db.value("PRAGMA integrity_check") == "ok"
    assert sorted(path.name for path in folder.iterdir()) == ["0.db", "1.db", "2.db"]


def test_a_database_taken_away_by_its_maker_is_made_again(tmp_path: Path) -> None:
    """Who opened a new one before a failing command removed it writes to another of that name."""
    path = tmp_path / "new.db"
    create_database(path)
    with closing(open_for_writing(path)) as db:
        remove_unused(path)
        assert not path.exists()
        assert add_event(db, draft("Kept", "2016-10-03")).value.id == 1
    with closing(open_for_reading(path)) as db:
        assert db.value("SELECT title FROM events") == "Kept"


def test_a_record_that_goes_away_is_noticed(run: Keyboard) -> None:
    """One that holds anything is not made anew in silence: the command says what happened."""
    with closing(open_for_writing(run.db)) as db:
        run.db.unlink()
        with pytest.raises(StoreError, match="was removed or replaced by another program"):
            add_event(db, draft("Lost", "2016-10-03"))
    assert not run.db.exists()


def test_an_unused_database_is_removed_only_by_its_own_name(tmp_path: Path) -> None:
    """One that somebody is writing to, or in which something was recorded, stays."""
    path = tmp_path / "new.db"
    create_database(path)
    with closing(connect(path, "rw")) as other:
        other.execute("BEGIN IMMEDIATE")
        remove_unused(path)
    assert path.exists()
    with Record(path) as desk:
        desk.add("One", on="2016", type="threat")
    remove_unused(path)
    assert path.exists()


@pytest.mark.parametrize("links", [True, False])
def test_an_empty_file_becomes_a_database(
    run: Keyboard, tmp_path: Path, links: bool, request: pytest.FixtureRequest
) -> None:
    """What a killed making leaves is filled by the next command; a question says what it is."""
    if not links:
        request.getfixturevalue("without_links")
    path = tmp_path / "new.db"
    path.touch()
    Path(f"{path}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    asked = run("list", "--db", "new.db")
    assert (asked.exit_code, asked.stdout) == (4, "")
    assert "The file is empty; the first `tracker add` makes one of it." in asked.stderr
    assert run(*adding("One"), "--db", "new.db").exit_code == 0
    assert run("list", "--db", "new.db").exit_code == 0
    assert not Path(f"{path}-journal").exists()


def test_a_journal_without_its_database_harms_no_new_one(run: Keyboard, tmp_path: Path) -> None:
    """A journal left behind by a database that was deleted is not played into the next one."""
    with closing(sqlite3.connect(run.db, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE actors SET name = name || '!'")
        left = Path(f"{run.db}-journal").read_bytes()
        connection.execute("ROLLBACK")
    Path(tmp_path, "new.db-journal").write_bytes(left)
    assert run(*adding("One"), "--db", "new.db").exit_code == 0
    with closing(open_for_reading(tmp_path / "new.db")) as db:
        assert db.value("PRAGMA integrity_check") == "ok"
        assert db.value("SELECT count(*) FROM events") == 1


def test_litter_of_killed_commands_blocks_nothing(run: Keyboard, tmp_path: Path) -> None:
    """Unfinished files of any age are passed over, and old ones of tracker's own go away."""
    old, new = (tmp_path / f".tracker-part-{digit * 12}.svg" for digit in "ab")
    alike = tmp_path / ".tracker-part-notes.svg"
    before = tmp_path / f".new.db.{os.getpid()}.new"
    for litter in (old, new, alike, before):
        litter.write_text("half a pict")
    for litter in (old, alike):
        os.utime(litter, (0, 0))
    assert run(*adding("One"), "--db", "new.db").exit_code == 0
    assert run("timeline", "--db", "new.db", "-o", "t.svg").exit_code == 0
    assert [path.exists() for path in (old, new, alike, before)] == [False, True, True, True]


def test_a_pipe_is_read_once(run: Keyboard, tmp_path: Path) -> None:
    """What cannot be read twice is recognised, counted and hashed as a file is."""
    pipe = tmp_path / "feed.csv"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(TABLE,))
    writer.start()
    done = run("import", "feed.csv", "--rejects", "rejects.csv")
    writer.join()
    assert (done.exit_code, "Added 2 events." in done.stderr) == (0, True), done.stderr
    assert "feed.csv,4,'never' is not a date" in Path("rejects.csv").read_text()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_output_of_a_command_is_read(run: Keyboard) -> None:
    """`<(…)` of a shell names a descriptor, whose name says nothing of the format."""
    reading, writing = os.pipe()
    os.write(writing, TABLE.encode())
    os.close(writing)
    try:
        done = run("import", f"/dev/fd/{reading}", "--rejects", "rejects.csv")
    finally:
        os.close(reading)
    assert done.exit_code == 0, done.stderr
    assert run("log", "--limit", "1", "--format", "csv").stdout.count("import a pipe") == 1


def test_names_of_any_bytes(run: Keyboard, tmp_path: Path) -> None:
    """What is no UTF-8, breaks lines or means something to SQLite names files, and is shown inert."""
    shown = r"caf\xe9\nx ?#%25~"
    named = {"TRACKER_DB": f"{BYTES}.db"}
    (tmp_path / f"{BYTES}.csv").write_text(TABLE)
    made = run(*adding("One"), **named)
    assert made.stderr == f"Created {shown}.db.\nAdded event 1.\n"
    for words, stdout, stderr in (
        (("import", f"{BYTES}.csv", "--rejects", f"{BYTES}.r"), "", f"it is in {shown}.r.\n"),
        (("database", "backup", f"{BYTES}.b"), f"{shown}.b\n", ""),
        (("matrix", "-o", f"{BYTES}.svg", "--alt"), f"{shown}.svg\n{shown}.svg.txt\n", ""),
        (("report", "-o", f"{BYTES}.html"), f"{shown}.html\n", ""),
        (("export", f"{BYTES}.jsonl"), "", f"to {shown}.jsonl.\n"),
        (("database", "info", "-f", "csv"), None, ""),
        (("database", "imports", "-f", "csv"), None, ""),
        (("log", "-f", "csv"), None, ""),
    ):
        done = run(*words, **named)
        assert done.exit_code == 0, done.stderr
        assert stderr in done.stderr
        assert shown in done.stdout + done.stderr
        assert stdout is None or done.stdout == stdout
    for words in (
        ("export", f"{BYTES}.jsonl"),
        ("import", f"{BYTES}.none"),
        ("list", "--db", BYTES),
    ):
        refused = run(*words, **named)
        assert (refused.exit_code > 0, len(refused.stderr.splitlines())) == (True, 1), words


def test_the_longest_names(run: Keyboard) -> None:
    """Pictures and exports take the longest that the system does, a database leaves room beside."""
    for words, suffix in (("matrix", ".svg"), ("export", ".jsonl"), ("report", ".html")):
        name = "n" * (255 - len(suffix)) + suffix
        assert run(words, "-o", name).exit_code == 0
        assert Path(name).is_file()
        longer = run(words, "-o", f"n{name}")
        assert (longer.exit_code, "File name too long" in longer.stderr) == (2, True)
    done = run(*adding("One"), "--db", "n" * 252 + ".db")
    assert (done.exit_code, "its name may have 247 bytes; give it a shorter one" in done.stderr) == (
        4, True,
    )  # fmt: skip
    assert run(*adding("One"), "--db", "n" * 244 + ".db").exit_code == 0
    assert run("list", "--db", "~none").exit_code == 4
    assert run(*adding("One"), "--db=-x.db").exit_code == 0
    assert run("list", "--db=-x.db").exit_code == 0
