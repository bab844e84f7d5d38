"""Runs command lines in a process of its own, and says what each asked of the system.

What Python does through the system raises audit events, from whatever library it comes: the hook
is there before anything of tracker is imported, and cannot be taken away again. The lines come as
JSON on standard input, what became of them goes as JSON to standard output.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

# Opening, connecting and looking up; and other programs, which could do it in our stead.
NETWORK = (
    "socket.", "http.client.", "urllib.", "ftplib.", "imaplib.", "nntplib.", "poplib.", "smtplib.",
    "telnetlib.", "webbrowser.",
)  # fmt: skip
PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile",
            "os.fork", "os.forkpty", "pty.spawn")  # fmt: skip
# Matplotlib asks fontconfig which fonts this machine has, when it first makes its list of them.
HARMLESS = ("fc-list",)
seen: list[str] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Keep what has to do with the network or with other programs."""
    if event in PROGRAMS and arguments and arguments[0] in HARMLESS:
        return
    if event.startswith(NETWORK) or event in PROGRAMS:
        seen.append(f"{event} {arguments!r:.200}")


def run(line: dict[str, Any], record: Path, folder: Path) -> dict[str, Any]:
    """Run one line in a folder of its own, on its own copy of the record."""
    folder.mkdir()
    os.chdir(folder)
    seen.clear()
    if "python" in line:
        exec(line["python"], {})
        return {"seen": [*seen], "code": 0, "stdout": "", "stderr": ""}
    from typer.testing import CliRunner

    from tracker.cli import app

    env = {"TRACKER_DB": str(shutil.copyfile(record, folder / "record.db")), **line["env"]}
    done = CliRunner(env=env).invoke(
        app, line["words"], input=line["input"], catch_exceptions=False, prog_name="tracker"
    )
    return {
        "seen": [*seen], "code": done.exit_code, "stdout": done.stdout, "stderr": done.stderr,
    }  # fmt: skip


def main() -> None:
    """Run all lines."""
    asked = json.load(sys.stdin)
    record, work = Path(asked["record"]), Path(asked["work"])
    answers = [run(line, record, work / str(number)) for number, line in enumerate(asked["lines"])]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    sys.addaudithook(watch)
    main()
