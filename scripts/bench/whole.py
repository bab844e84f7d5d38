"""Measure every command that reads a record: `whole.py BIN FOLDER`, with what `--help` says.

The record is what `tracker import` makes of `feed.py`. Each command is a process of its own, and so
is the bare SQL beside it, the sqlite3 module and one statement whose rows are fetched. Seconds are
of the processor, start included; megabytes are the most that the process held. Where a command
answers what no one statement says, nothing stands beside it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from feed import rows

SIZES = (10_000, 100_000, 1_000_000)
PATIENCE = 300.0  # seconds of the clock, after which a command is stopped
BARE = """import sqlite3, sys
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
for row in db.execute(sys.argv[2]): pass"""
EMPTY = "SELECT 1"
# Asked of other processes: what this one has loaded would count in the memory of all it starts.
RULES = "from tracker.analysis.validation import RULES; print(*RULES)"
FORMATS = """from tracker.formats.registry import FORMATS
print(*(each.name for each in FORMATS if each.write or each.write_bytes))"""
LINK = """import sys, tracker; from itertools import pairwise
with tracker.open(sys.argv[1]) as desk:
    first = [event.handle for event in desk.list(limit=21).events]
    for number, (cause, effect) in enumerate(pairwise(first)):
        desk.link(cause, effect, likelihood=0.7, claimed_by=("RUS", "USA")[number % 2])
        desk.link(cause, effect, likelihood=0.6)"""
UPON = """SELECT b.actor, x.actor, count(*), total(min(coalesce(e.intensity, t.goldstein), 0)),
          total(max(coalesce(e.intensity, t.goldstein), 0)) FROM events e
          JOIN types t ON t.code = e.type JOIN event_actors b ON b.event = e.id AND b.side = 'by'
          JOIN event_actors x ON x.event = e.id AND x.side = 'to'"""
BETWEEN = "(b.actor, x.actor) IN (VALUES ('RUS', 'USA'), ('USA', 'RUS'))"
ALL = """SELECT e.*, (SELECT group_concat(actor) FROM event_actors WHERE event = e.id) FROM events e
         ORDER BY coalesce(earliest, latest), id"""
LINKED = "SELECT cause FROM links EXCEPT SELECT effect FROM links"


@dataclass(frozen=True)
class Command:
    """A command as it is typed, and the SQL that stands beside it.

    In the words {db} is a copy of the record, {out} a file to write.
    """

    name: str
    words: str
    sql: str = ""
    changes: bool = False


@dataclass(frozen=True)
class Run:
    """A process that was waited for; one that was `stopped` has no numbers of its own."""

    seconds: float
    megabytes: float
    said: str = ""


def commands() -> Iterator[Command]:
    """The commands, in the order of the table."""
    yield Command(
        "list --limit 20",
        "list --limit 20",
        "SELECT * FROM events ORDER BY coalesce(earliest, latest), id LIMIT 20",
    )
    yield Command(
        "search",
        "search statement --limit 20",
        "SELECT rowid FROM events_fts WHERE events_fts MATCH 'statement' ORDER BY rank LIMIT 20",
    )
    yield Command("show", "show 1", "SELECT * FROM events WHERE id = 1")
    yield Command("roots", "roots", LINKED)
    yield Command("outcomes", "outcomes", "SELECT effect FROM links EXCEPT SELECT cause FROM links")
    yield Command("whatif", "whatif --without 1")
    yield Command(
        "accounts", "accounts RUS USA", "SELECT claimed_by, count(*) FROM links GROUP BY 1"
    )
    yield Command("compare", "compare {db}")
    yield Command("database info", "database info", "SELECT count(*) FROM events")
    yield Command("check", "check")
    for rule in _asked(RULES):
        yield Command(f"check --rule {rule}", f"check --rule {rule}")
    yield Command("duplicates", "duplicates")
    yield Command(
        "matrix", "matrix -o {out}.svg", f"{UPON} WHERE e.status = 'occurred' GROUP BY 1, 2"
    )
    yield Command(
        "calendar", "calendar -o {out}.svg", "SELECT date, count(*) FROM events GROUP BY 1"
    )
    yield Command(
        "timeline",
        "timeline -o {out}.svg",
        """SELECT b.actor, t.quad, e.date, count(*) FROM events e JOIN types t ON t.code = e.type
           LEFT JOIN event_actors b ON b.event = e.id AND b.side = 'by' GROUP BY 1, 2, 3""",
    )
    yield Command("ladder", "ladder RUS USA -o {out}.svg", f"{UPON} WHERE {BETWEEN} GROUP BY e.id")
    yield Command(
        "tension", "tension RUS USA -o {out}.svg", f"{UPON} WHERE {BETWEEN} GROUP BY e.date, 1, 2"
    )
    yield Command("dyads", "dyads", f"{UPON} GROUP BY 1, 2")
    yield Command(
        "map",
        "map -o {out}.svg",
        "SELECT coordinates, count(*) FROM events WHERE coordinates NOTNULL GROUP BY 1",
    )
    for name in _asked(FORMATS):
        yield Command(f"export {name}", f"export {{out}}.{name} --to {name} --force", ALL)
    yield Command("report", "report -o {out}.html")
    yield Command("undo of the whole", "undo --yes", changes=True)


def _asked(program: str) -> list[str]:
    """The words that a program of a process of its own prints."""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    return done.stdout.decode().split()


def measure(words: Sequence[str], db: Path, patience: float = PATIENCE) -> Run:
    """Run a process to its end, or until nobody would wait for it any longer."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TRACKER_")}
    with subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**kept, "TRACKER_DB": str(db)},
    ) as process:  # fmt: skip
        begun = time.monotonic()
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - begun > patience:
                process.kill()
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = -9
                return Run(0, usage.ru_maxrss / 1024, f"stopped after {patience:.0f} s")
            time.sleep(0.02)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.stderr is not None
        said = process.stderr.read().decode(errors="replace").strip()
    refused = process.returncode not in (0, 1) or (process.returncode == 1 and "Error:" in said)
    return Run(
        usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said[:80] if refused else ""
    )


def record(tracker: Path, folder: Path, size: int) -> Path:
    """The record of so many events; it is made once and kept."""
    path = folder / f"whole-{size}.db"
    if not path.exists():
        print(f"Making {size:,} events …", file=sys.stderr)
        feed, made = folder / f"feed-{size}.CSV", folder / "building.db"
        with feed.open("w", encoding="utf-8", newline="") as file:
            file.writelines(rows(size))
        made.unlink(missing_ok=True)
        subprocess.run([tracker, "import", feed, "--db", made], check=True, capture_output=True)
        subprocess.run([sys.executable, "-c", LINK, made], check=True)  # a feed has none
        made.rename(path)
        feed.unlink()
    return path


def table(
    tracker: Path, folder: Path, sizes: Sequence[int], only: Sequence[str], patience: float
) -> Iterator[str]:
    """A row for each command at each size."""
    yield "| events | command | s | MB | bare SQL, s | s without starts, beside it |"
    yield "|---:|---|---:|---:|---:|---:|"
    python = [sys.executable, "-c", BARE]
    for size in sizes:
        path = record(tracker, folder, size)
        start_bare = measure([*python, str(path), EMPTY], path).seconds
        starts = {
            True: measure([str(tracker), "matrix", "--since", "2016-09-01", "--until",
                           "2016-09-01", "--actor", "KEN", "-o", str(folder / "s.svg"), "--force"],
                          path).seconds,
            False: measure([str(tracker), "show", "1"], path).seconds,
        }  # fmt: skip
        for each in commands():
            if only and not any(each.name.startswith(name) for name in only):
                continue
            yield _row(each, size, path, tracker, folder, starts, start_bare, patience)


def _row(
    each: Command, size: int, path: Path, tracker: Path, folder: Path, starts: dict[bool, float],
    start_bare: float, patience: float,
) -> str:  # fmt: skip
    out, copy = folder / "whole-out", folder / "whole-copy.db"
    for left in folder.glob("whole-out*"):
        left.unlink()
    target = path
    if each.changes or "{db}" in each.words:
        shutil.copy(path, copy)
        target = copy if each.changes else path
    words = each.words.format(db=copy, out=out).split()
    ours = measure([str(tracker), *words], target, patience)
    copy.unlink(missing_ok=True)
    for left in folder.glob("whole-out*"):
        left.unlink()
    took = ours.said or f"{ours.seconds:.2f}"
    name = f"| {size:,} | {each.name} | {took} | {ours.megabytes:.0f} |"
    if not each.sql:
        return f"{name} no one statement | |"
    bare = measure([sys.executable, "-c", BARE, str(path), each.sql], path)
    alone = bare.seconds - start_bare
    ratio = ""
    if not ours.said and alone > 0.05:  # below it the clock of the processor says little
        own = ours.seconds - starts[words[0] in PICTURES]
        ratio = f"{max(0.0, own) / alone:.1f} ×"
    return f"{name} {bare.seconds:.2f} | {ratio} |"


PICTURES = ("matrix", "calendar", "timeline", "ladder", "tension", "map")


def main() -> None:
    """Measure what is asked for and print the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bin", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="names of commands, by commas")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers, by commas")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds of the clock")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    sizes = [int(each) for each in asked.sizes.split(",")]
    only = [each.strip() for each in asked.only.split(",") if each.strip()]
    for line in table(asked.bin / "tracker", asked.folder, sizes, only, asked.patience):
        print(line, flush=True)


if __name__ == "__main__":
    main()
