"""What the documentation shows of the command line: real commands with their real output.

Used from cog blocks in README.md and docs/. All commands of one document share a work folder
with a copy of the sample crisis in it, so that a later one sees what an earlier one did.
"""

import atexit
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = Path(tempfile.mkdtemp(prefix="tracker-docs-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
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
    if not (FOLDER / "events.db").exists():
        shutil.copy(ROOT / "events.db", FOLDER)
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


def output_of(command: str) -> str:
    """What a command writes to both streams, in the order of writing."""
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
    lines = (line.rstrip() for line in done.stdout.rstrip().splitlines())
    return "\n".join(lines).replace(str(FOLDER), "~/crisis")


def commands_of_tracker() -> list[tuple[str, ...]]:
    """The words of every command, panel by panel, with the commands of groups."""
    from typer.core import TyperGroup
    from typer.main import get_command

    from tracker.cli import PANELS, app

    root = get_command(app)
    assert isinstance(root, TyperGroup)
    context = root.make_context("tracker", [], resilient_parsing=True)
    found: list[tuple[str, ...]] = []
    for names in PANELS.values():
        for name in names:
            command = root.get_command(context, name)
            if isinstance(command, TyperGroup):
                found += [(name, each) for each in command.list_commands(context)]
            else:
                found.append((name,))
    return found
