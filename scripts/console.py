"""The examples of the documentation: real commands and Python statements with their real output.

Used from cog blocks in README.md and docs/. All commands and statements of one document share a
work folder with a copy of the sample crisis in it, so that a later one sees what an earlier one
did; the statements share their names as well.
"""

import atexit
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FOLDER = Path(tempfile.mkdtemp(prefix="tracker-docs-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
TODAY = datetime.now(UTC).strftime("%Y-%m-%d")
MOMENTS = (  # what was recorded just now, as the log and an undo write it
    (re.compile(rf"{TODAY}T\d\d:\d\d:\d\dZ"), "2026-11-28T12:00:00Z"),
    (re.compile(rf"{TODAY} at \d\d:\d\d UTC"), "2026-11-28 at 12:00 UTC"),
)
NAMES: dict[str, Any] = {"__name__": "docs"}  # of the statements of one document
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")},
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "COLUMNS": "100",
    "NO_COLOR": "1",
    "TRACKER_ANALYST": "you",
    "TRACKER_CONFIG_DIR": str(FOLDER),
}


def console(*commands: str) -> None:
    """Print a console block: each command and what a terminal would show of it."""
    _copy_sample()
    print("```console")
    for number, command in enumerate(commands):
        if number:
            print()
        print(f"$ {command}")
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            ENVIRONMENT[name] = shlex.split(value)[0]
            continue
        output = output_of(command)
        if output:
            print(output)
    print("```")


def python(*statements: str) -> None:
    """Print a Python block: each statement and what an interpreter would show of it."""
    _copy_sample()
    print("```pycon")
    for statement in statements:
        first, *further = statement.splitlines()
        print(f">>> {first}")
        for line in further:
            print(f"... {line}")
        output = result_of(statement)
        if output:
            print(output)
    print("```")


def result_of(statement: str) -> str:
    """The output of a statement, or its value, or the sentence of an error of tracker's."""
    from tracker.errors import TrackerError

    printed = StringIO()
    with chdir(FOLDER), redirect_stdout(printed), _settings():
        try:
            exec(compile(statement + "\n", "<docs>", "single"), NAMES)
        except TrackerError as error:
            print(f"{type(error).__name__}: {error}")
    return _shown(printed.getvalue())


def _shown(output: str) -> str:
    """An output as the documents have it: the same at whatever time and place it was made."""
    lines = (line.rstrip() for line in output.rstrip().splitlines())
    text = "\n".join(lines).replace(str(FOLDER), "~/crisis")
    for of_today, instead in MOMENTS:
        text = of_today.sub(instead, text)
    return text


@contextmanager
def _settings() -> Iterator[None]:
    """The settings of the document's commands, for statements in this process."""
    kept = dict(os.environ)
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


def _copy_sample() -> None:
    if not (FOLDER / "events.db").exists():
        shutil.copy(ROOT / "events.db", FOLDER)


def output_of(command: str) -> str:
    """The output of a command on both streams, in the order of writing."""
    done = subprocess.run(
        command,
        shell=True,
        cwd=FOLDER,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if "Traceback" in done.stdout:
        raise RuntimeError(f"{command}\n{done.stdout}")
    return _shown(done.stdout)


def commands_of_tracker() -> list[tuple[str, ...]]:
    """The words of every command, panel by panel, with the commands of groups."""
    from typer.core import TyperGroup
    from typer.main import get_command

    from tracker.cli import app

    root = get_command(app)
    assert isinstance(root, TyperGroup)
    context = root.make_context("tracker", [], resilient_parsing=True)
    found: list[tuple[str, ...]] = []
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        if isinstance(command, TyperGroup):
            found += [(name, each) for each in command.list_commands(context)]
        else:
            found.append((name,))
    return found
