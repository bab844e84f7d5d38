"""Endurance: what a record survives, tried many times and counted, as a table in Markdown.

Each trial works on a copy of the sample. Afterwards the file, its references, its words, the hash
chain and every row are verified, as `tracker database verify` does; a trial that leaves anything
wrong fails, and its seed is printed.
"""

import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.desk.safekeeping import Safekeeping
from tracker.errors import StoreError
from tracker.store.database import open_for_reading, open_for_writing

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts" / "bench"))
import feed  # noqa: E402  a made-up feed, from the benchmarks

SAMPLE = ROOT / "events.db"
TRACKER = (sys.executable, "-m", "tracker")
PYTEST = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider")
FED = 3_000  # rows of a feed, of which an import takes some tenths of a second


@dataclass(frozen=True)
class Outcome:
    """A row of the table."""

    promise: str
    command: str
    cases: int
    failures: list[str]

    def __str__(self) -> str:
        result = f"{len(self.failures)} failed" if self.failures else "none failed"
        return f"| {self.promise} | `{self.command}` | {self.cases:,} | {result} |"


def main() -> None:
    """Try everything, print the table, and exit with 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500, help="Commands to kill.")
    parser.add_argument("--writers", type=int, default=8, help="Processes that write at once.")
    parser.add_argument("--undos", type=int, default=18, help="Times the usual undo sequences.")
    parser.add_argument("--inputs", type=int, default=100_000, help="Odd inputs to each reader.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="One of kills, races, pages, undo, places, fuzz.")
    asked = parser.parse_args()
    parts: dict[str, Callable[[], Outcome]] = {
        "kills": lambda: kills(asked.kills, asked.seed),
        "races": lambda: races(asked.writers, 25),
        "pages": pages,
        "undo": lambda: undo_sequences(asked.undos),
        "places": places,
        "fuzz": lambda: fuzz(asked.inputs, asked.seed),
    }
    print("| promise | tried by | cases | result |\n|---|---|---:|---|")
    outcomes = []
    for name, part in parts.items():
        if asked.only in (None, name):
            outcomes.append(part())
            print(outcomes[-1], flush=True)
    for outcome in outcomes:
        for failure in outcome.failures[:10]:
            print(f"{outcome.promise}: {failure}", file=sys.stderr)
    sys.exit(any(outcome.failures for outcome in outcomes))


def kills(count: int, seed: int) -> Outcome:
    """Kill a command at a random moment; it must have happened whole or not at all."""
    dice = random.Random(seed)
    failures = []
    with TemporaryDirectory() as folder:
        fed = Path(folder, "feed.csv")
        with fed.open("w", encoding="utf-8", newline="") as file:
            file.writelines(feed.rows(FED))
        backup = Path(folder, "backup.db")
        shutil.copyfile(SAMPLE, backup)
        commands = (
            ("add", "A thing", "--on", "2016-10-03", "--type", "threat", "--anyway"),
            ("import", str(fed), "--from", "gdelt"),
            ("undo", "--anyone", "--yes"),
            ("note", "1", "A remark"),
            ("database", "restore", str(backup)),
            ("database", "vacuum"),
        )
        usual: dict[tuple[str, ...], float] = {}
        for number in range(count):
            path = Path(folder, f"{number}.db")
            shutil.copyfile(SAMPLE, path)
            words = commands[number % len(commands)]
            if words not in usual:
                began = time.monotonic()
                _run(words, path)
                usual[words] = time.monotonic() - began
                shutil.copyfile(SAMPLE, path)
            before = _state(path)
            with subprocess.Popen(
                (*TRACKER, *words, "--db", str(path)),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment(),
                start_new_session=True,
            ) as process:  # fmt: skip
                # Sooner rather than later in its time, where it has not ended yet.
                time.sleep(dice.uniform(0.2, 1.0) * usual[words])
                process.send_signal(signal.SIGKILL)
            if wrong := _wrong(path):
                failures.append(f"kill {number} of {' '.join(words)}: {wrong}")
            elif (after := _state(path)) != before and not _is_whole(words, before, after):
                failures.append(f"kill {number} of {' '.join(words)}: done in part")
            elif _run(("add", "Later", "--on", "2016-11-09", "--type", "threat"), path).returncode:
                failures.append(f"kill {number} of {' '.join(words)}: blocks the next command")
            for left in Path(folder).glob(f"*{number}.db*"):
                left.unlink()
    return Outcome("A killed command happened whole or not at all", "SIGKILL at a random moment",
                   count, failures)  # fmt: skip


def races(writers: int, each: int) -> Outcome:
    """Let several processes write at once; what was acknowledged must be in the history."""
    failures = []
    with TemporaryDirectory() as folder:
        path = Path(folder, "record.db")
        shutil.copyfile(SAMPLE, path)

        def write(writer: int) -> list[str]:
            """The handles that a writer was told were stored."""
            told = []
            for number in range(each):
                words = (
                    "add",
                    f"Thing {writer} {number}",
                    "--on",
                    "2016-10-03",
                    "--type",
                    "threat",
                )
                done = _run(words, path, f"writer {writer}")
                if done.returncode == 0:
                    told.append(done.stdout.strip())
            return told

        with ThreadPoolExecutor(writers) as pool:
            acknowledged = [handle for told in pool.map(write, range(writers)) for handle in told]
        with closing(open_for_reading(path)) as db:
            recorded = {row["handle"] for row in db.rows("SELECT handle FROM events")}
            commands = db.value("SELECT count(*) FROM commands WHERE who LIKE 'writer %'")
        failures += [f"{handle} was lost" for handle in acknowledged if handle not in recorded]
        if commands != len(acknowledged):
            failures.append(f"{len(acknowledged)} acknowledged, {commands} in the history")
        if wrong := _wrong(path):
            failures.append(wrong)
    return Outcome("What was acknowledged is in the record and its history",
                   f"{writers} processes at once", writers * each, failures)  # fmt: skip


def pages() -> Outcome:
    """Zero, garble and cut off pages of a file; the next write must refuse it."""
    failures = []
    count = 0
    dice = random.Random(1)
    size = SAMPLE.stat().st_size // 4096
    with TemporaryDirectory() as folder:
        path = Path(folder, "damaged.db")
        for page in range(1, size):
            for how in ("zeroed", "garbled", "cut off"):
                shutil.copyfile(SAMPLE, path)
                with path.open("r+b") as file:
                    file.seek(page * 4096)
                    if how == "cut off":
                        file.truncate()
                    else:
                        file.write(bytes(4096) if how == "zeroed" else dice.randbytes(4096))
                count += 1
                try:
                    open_for_writing(path).close()
                except StoreError:
                    continue
                if _is_in_use(page + 1):
                    failures.append(f"page {page + 1} {how}: not noticed")
    return Outcome("A damaged page is noticed before the next write",
                   "every page zeroed, garbled, cut off", count, failures)  # fmt: skip


def undo_sequences(times: int) -> Outcome:
    """The property tests of undo and redo, with many times their usual examples."""
    done = subprocess.run(
        (*PYTEST, "--hypothesis-show-statistics", "tests/recording/test_undoing.py",
         "tests/store/test_history.py"),
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "TRACKER_EXAMPLES": str(times)},
    )  # fmt: skip
    passing = sum(map(int, re.findall(r"(\d+) passing(?: examples|,)", done.stdout)))
    failures = _failures(done, passing)
    return Outcome("Undo and redo give back every byte of every table",
                   "random sequences of commands", passing, failures)  # fmt: skip


def places() -> Outcome:
    """The tests of places that cannot be written, read or found."""
    done = subprocess.run(
        (*PYTEST, "tests/commands/test_bad_places.py", "tests/commands/test_bad_input.py"),
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    passed = re.search(r"(\d+) passed", done.stdout)
    cases = int(passed[1]) if passed else 0
    return Outcome("A bad place ends in a sentence, and nothing half-written",
                   "scripts/test tests/commands/test_bad_places.py",
                   cases, _failures(done, cases))  # fmt: skip


def _failures(done: "subprocess.CompletedProcess[str]", cases: int) -> list[str]:
    """The tests that failed, or how a run ended that tells of none and did not go well."""
    failed = re.findall(r"^FAILED (.*)", done.stdout, re.MULTILINE)
    if not failed and (done.returncode or not cases):
        return [f"exit code {done.returncode}: {done.stdout[-500:]}{done.stderr[-500:]}"]
    return failed


def fuzz(inputs: int, seed: int) -> Outcome:
    """The fuzzer of all readers and of every text's ways out."""
    done = subprocess.run(
        (sys.executable, "-m", "fuzzing.run", "--inputs", str(inputs), "--seed", str(seed)),
        cwd=ROOT / "scripts",
        capture_output=True,
        text=True,
        check=False,
    )
    failures = [] if done.returncode == 0 else [done.stdout[-500:] + done.stderr[-500:]]
    total = sum(int(number.replace(",", "")) for number in re.findall(
        r"^\| \S.*?\| +([\d,]+) \|", done.stdout, re.MULTILINE))  # fmt: skip
    return Outcome("No file and no text ends in a traceback",
                   f"scripts/fuzz --inputs {inputs}", total, failures)  # fmt: skip


def _environment(analyst: str = "you") -> dict[str, str]:
    return {**os.environ, "TRACKER_ANALYST": analyst, "PYTHONPATH": str(ROOT)}


def _run(
    words: tuple[str, ...], path: Path, analyst: str = "you"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (*TRACKER, *words, "--db", str(path)), env=_environment(analyst),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def _wrong(path: Path) -> str:
    """What is wrong with a database, in one line."""
    try:
        with Safekeeping(path) as desk:
            return "; ".join(flaw.sentence for flaw in desk.verify().flaws[:3])
    except StoreError as error:
        return str(error)


def _state(path: Path) -> tuple[int, int]:
    """How many commands and events there are."""
    with closing(sqlite3.connect(path)) as connection:
        asked = ("SELECT count(*) FROM commands", "SELECT count(*) FROM events")
        commands, events = (connection.execute(each).fetchone()[0] for each in asked)
        return commands, events


def _is_whole(words: tuple[str, ...], before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether the difference is that of the whole command."""
    if words[0] == "import":
        return after == (before[0] + 1, before[1] + FED)
    if words[0] == "undo":
        return after == (before[0] + 1, 0)
    if words[0] == "add":
        return after == (before[0] + 1, before[1] + 1)
    return words[0] == "note" and after == (before[0] + 1, before[1])


def _is_in_use(page: int) -> bool:
    """Whether a page of the sample holds anything: a free page may be damaged unseen."""
    free = set(_free_pages())
    return page not in free


def _free_pages() -> Iterator[int]:
    content = SAMPLE.read_bytes()
    trunk = int.from_bytes(content[32:36])
    while trunk:
        yield trunk
        start = (trunk - 1) * 4096
        count = int.from_bytes(content[start + 4 : start + 8])
        for number in range(count):
            at = start + 8 + 4 * number
            yield int.from_bytes(content[at : at + 4])
        trunk = int.from_bytes(content[start : start + 4])


if __name__ == "__main__":
    main()
