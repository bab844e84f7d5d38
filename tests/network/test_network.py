"""No command opens a socket, looks up a name or starts another program."""

import json
import shlex
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Keyboard
from tests.network.lines import (
    COMMANDS,
    CONTAINERS,
    FEEDS,
    HAS_PARQUET,
    RECORD,
    REFUSED,
    write_files,
)
from tests.test_house import COMMANDS as ALL_COMMANDS
from tracker.charts.registry import CHARTS
from tracker.formats.registry import FORMATS


@dataclass(frozen=True)
class Line:
    """A command line, and whether it has to be refused."""

    words: list[str]
    refused: bool = False
    env: dict[str, str] = field(default_factory=dict)
    input: str | None = None


@pytest.fixture
def record(run: Keyboard) -> Path:
    """The sample with addresses wherever a text can stand."""
    for words in RECORD:
        done = run(*words)
        assert done.exit_code == 0, done.stderr
    return run.db


@pytest.fixture
def files(sample_path: Path, tmp_path: Path) -> Path:
    """The files that commands are given, among them the sample as it was."""
    folder = tmp_path / "files"
    write_files(folder)
    shutil.copyfile(sample_path, folder / "old.db")
    return folder


def watched(
    record: Path, environment: dict[str, str], lines: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """What became of each line, in a process where every call for the network is seen."""
    work = record.parent / "work"
    work.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.network.watcher"],
        env=environment,
        input=json.dumps({"record": str(record), "work": str(work), "lines": lines}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def complaints(record: Path, environment: dict[str, str], lines: list[Line]) -> dict[str, Any]:
    """The lines that asked for the network or for another program, or did not do their work."""
    answers = watched(record, environment, [asdict(line) for line in lines])
    return {
        shlex.join(line.words) or line.env["COMP_WORDS"]: answer
        for line, answer in zip(lines, answers, strict=True)
        if answer["seen"] or (answer["code"] != 0) != line.refused
    }


def test_every_command_is_watched() -> None:
    """Whoever adds a command says in `COMMANDS` of tests/network/lines.py how it is called."""
    assert sorted(COMMANDS) == sorted(ALL_COMMANDS)


def test_every_feed_is_watched() -> None:
    """Whoever adds a format that is read and not written gives `FEEDS` beside it a file of it."""
    only_read = {each.name for each in FORMATS if each.is_read and each.write is None}
    assert only_read == {*FEEDS, *CONTAINERS}


def test_no_command_asks_the_network(
    record: Path, files: Path, environment: dict[str, str]
) -> None:
    """Every command, every chart and every help, on a record full of addresses."""
    lines = [
        Line([*words.split(), *shlex.split(tail.format(files=files))])
        for words, tails in COMMANDS.items()
        for tail in tails
    ]
    lines += [Line([*words.split(), "--help"]) for words in ALL_COMMANDS]
    lines += [
        Line(["draw", name, "-o", f"a.{end}"]) for name in CHARTS for end in ("png", "svg", "pdf")
    ]
    lines += [
        Line(["--version"]),
        Line(["--show-completion", "bash"]),
        Line(["--install-completion", "bash"], env={"HOME": str(files)}),
    ]
    found = complaints(record, environment, lines)
    assert found == {}, json.dumps(found, indent=1)


def test_no_format_asks_the_network(record: Path, files: Path, environment: dict[str, str]) -> None:
    """Every format is written, and read where it is read; so are hostile files and addresses."""
    written = record.parent / "written"
    written.mkdir()
    exports = [
        Line(["export", "--to", each.name, "-o", str(written / f"a.{each.name}")])
        for each in FORMATS
        if each.is_written
    ]
    imports = [
        Line(
            ["import", "--from", each.name, "--new-actor", *wanted, str(file)],
            refused=each.name == "parquet" and not HAS_PARQUET,
        )
        for each in FORMATS
        if each.is_read
        for wanted in [["--set", "type=threat"] if each.name == "timelinejs" else []]
        for file in [written / f"a.{each.name}" if each.write else files / f"{each.name}.txt"]
    ]
    refused = [Line(shlex.split(line.format(files=files)), refused=True) for line in REFUSED]
    found = complaints(record, environment, exports + imports + refused)
    assert found == {}, json.dumps(found, indent=1)


def test_no_completion_asks_the_network(record: Path, environment: dict[str, str]) -> None:
    """What a shell asks when Tab is pressed, after every command and every option of it."""
    typed = [f"tracker {words} " for words in ALL_COMMANDS] + [
        f"tracker {words} {option.opts[0]} "
        for words, command in ALL_COMMANDS.items()
        for option in command.params
        if option.param_type_name == "option" and option.opts[0] != "--help"
    ]
    lines = [
        Line([], env={
            "_TRACKER_COMPLETE": "complete_bash", "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split())),
        })
        for words in typed
    ]  # fmt: skip
    found = complaints(record, environment, lines)
    assert found == {}, json.dumps(found, indent=1)


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("import socket; socket.socket().close()", "socket.__new__"),
        ("import socket; socket.getaddrinfo('localhost', 80)", "socket.getaddrinfo"),
        ("import urllib.request as r\ntry: r.urlopen('http://127.0.0.1:9', timeout=1)\n"
         "except OSError: pass", "urllib.Request"),
        ("import subprocess, sys; subprocess.run([sys.executable, '-c', ''])", "subprocess.Popen"),
        ("import os; os.system('true')", "os.system"),
        ("import os; os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)", "os.posix_spawn"),
    ],
    ids=["socket", "name", "address", "program", "shell", "spawned"],
)  # fmt: skip
def test_whoever_asks_is_seen(
    sample_copy: Path, environment: dict[str, str], code: str, event: str
) -> None:
    """The watch sees a socket, a look-up, a request and another program, wherever they come from."""
    [answer] = watched(sample_copy, environment, [{"python": code}])
    assert any(each.startswith(event) for each in answer["seen"])
