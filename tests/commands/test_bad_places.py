"""Places, locks, settings and terminals that tracker cannot work with, and what it then says."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Keyboard, rows

HUGE = "word " * 20_000
ADD = ("add", "A title", "--on", "2016-10-03", "--type", "threat")


def outcome(command: Sequence[str], environment: dict[str, str]) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command in a process of its own."""
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("notes.txt", "is not a database; name a tracker database with --db or TRACKER_DB."),
        ("other.db", "is a database, but not one that tracker made; name a tracker database"),
        (".", "is a folder; name a tracker database with --db or TRACKER_DB."),
        ("missing/x.db", ""),
        ("notes.txt/x.db", ""),
        ("n" * 300, ""),
        ("/proc/tracker.db", ""),
    ],
    ids=lambda value: value[:20],
)
def test_places_that_are_no_database(
    run: Keyboard, tmp_path: Path, place: str, sentence: str
) -> None:
    """What is no database, or can be none, is said to be so to questions and changes alike."""
    (tmp_path / "notes.txt").write_text("Nothing but notes, line after line.\n" * 100)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE events (id)")
    other.close()
    if place.startswith("/proc") and not Path("/proc/self").exists():
        pytest.skip("needs a read-only place such as /proc")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for words in (ADD, ("list",), ("undo",), ("database", "info"), ("database", "migrate"),
                  ("sources", "add", "X")):  # fmt: skip
        done = run(*words, "--db", place)
        assert (done.exit_code, done.stdout) == (4, ""), words
        assert done.stderr.startswith("Error: ")
        assert sentence in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder(run: Keyboard, tmp_path: Path) -> None:
    """In a folder that takes no files, adding ends in a sentence."""
    folder = tmp_path / "shut"
    folder.mkdir()
    folder.chmod(0o500)
    done = run(*ADD, "--db", str(folder / "x.db"))
    folder.chmod(0o700)
    assert done.exit_code == 4
    assert "cannot be" in done.stderr


def test_a_locked_database(run: Keyboard, locked: sqlite3.Connection) -> None:
    """While another program writes, every command ends in a sentence; after that all is well."""
    for words in (ADD, ("list",), ("undo",), ("remove", "1"), ("actors", "alias", "RUS", "x")):
        done = run(*words)
        assert (done.exit_code, done.stdout) == (4, "")
        assert done.stderr == (
            f"Error: {run.db} is locked by another program; close that one or try again in a "
            "moment.\n"
        )
    locked.execute("ROLLBACK")
    assert run("list").exit_code == 0
    assert len(rows(run.db)["events"]) == 28


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "colour = 'red'\n",
            "config.toml has a setting 'colour' that tracker does not know; it knows",
        ),
        ("format = 'xml'\n", "'xml'"),
        ("format = \n", "config.toml is not valid TOML"),
        ("\udcff", "config.toml is not valid TOML"),
    ],
)
def test_a_bad_configuration(run: Keyboard, text: str, sentence: str) -> None:
    """A configuration that cannot be read ends every command in a sentence."""
    file = Path(str(run.env["TRACKER_CONFIG_DIR"])) / "config.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = run("list")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")
    assert sentence in done.stderr


def test_a_configuration_is_followed(run: Keyboard, tmp_path: Path) -> None:
    """The configured database, analyst and format are used where nothing else is said."""
    file = Path(str(run.env["TRACKER_CONFIG_DIR"])) / "config.toml"
    file.write_text(f"db = '{tmp_path / 'configured.db'}'\nanalyst = 'A. Nalyst'\nformat = 'csv'\n")
    quiet = {"TRACKER_DB": "", "TRACKER_ANALYST": ""}
    assert run(*ADD, **quiet).exit_code == 0
    shown = run("log", **quiet).stdout
    assert shown.startswith("id,at,who,command")
    assert "A. Nalyst" in shown
    assert (tmp_path / "configured.db").exists()


def test_real_bytes_on_a_real_command_line(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """Outside this process too: undecodable bytes and huge texts end in one line on stderr."""
    before = sample_copy.read_bytes()
    for words in (("show", "caf\udce9"), ("add", "caf\udce9", *ADD[2:]), ("add", HUGE, *ADD[2:])):
        code, stdout, stderr = outcome([*tracker_command, *words], environment)
        assert (code in (2, 3), stdout, len(stderr.splitlines())) == (True, "", 1)
        assert stderr.startswith("Error: ")
    assert sample_copy.read_bytes() == before


def test_a_reader_that_leaves(environment: dict[str, str], tracker_command: list[str]) -> None:
    """A pipe that closes early, as `| head` does, is no reason for a traceback."""
    for words in ("list --format json", "log --rows", "actors list"):
        process = subprocess.Popen(
            [*tracker_command, *words.split()], env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
        process.stderr.close()
        process.wait()
        assert said == ""


def test_a_narrow_encoding(environment: dict[str, str]) -> None:
    """Where the terminal knows ASCII only, what it cannot show does not stop the command."""
    plain = {**environment, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C",
             "PYTHONCOERCECLOCALE": "0"}  # fmt: skip
    for words in ("list", "list --format csv", "paths 1 22", "show pmda"):
        code, _, stderr = outcome([sys.executable, "-m", "tracker", *words.split()], plain)
        assert "Traceback" not in stderr
        assert code == 0
