"""Feed every reader odd files, and every way out odd texts; see `--help`."""

import argparse
import os
import random
import resource
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from fuzzing.readers import Readers
from fuzzing.record import make_record
from fuzzing.ways_out import WaysOut

BLOCK = 50  # inputs that one process takes at a time, from a record of its own
MOST_SECONDS = 30  # of the processor, for one input
MOST_MEMORY = 3 * 2**30  # bytes of addresses, for one process
OURS = str(Path(__file__).parent.parent.parent / "tracker")


class TooSlow(BaseException):
    """An input took too long; no `Exception`, so that nothing mistakes it for one of its own."""


@dataclass
class Tally:
    """What became of the inputs of one target."""

    target: str
    inputs: int = 0
    taken: int = 0  # rows read, or bytes written
    refused: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[Any, str]] = field(default_factory=dict)  # an input, its traceback

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.target, self.inputs + other.inputs, self.taken + other.taken,
            self.refused + other.refused, self.failures + other.failures, other.first | self.first,
        )  # fmt: skip


class Worker:
    """The targets as one process has them, in a folder of its own."""

    def __init__(self) -> None:
        shared = Path("/dev/shm")
        self.held = TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None)
        folder = Path(self.held.name)
        os.environ["TRACKER_CONFIG_DIR"] = str(folder)
        record = make_record(folder / "record.db")
        self.kinds: tuple[Readers, WaysOut] = (Readers(folder, record), WaysOut(folder, record))

    def kind_of(self, target: str) -> Any:
        """The readers or the ways out, whichever has this target."""
        return next(kind for kind in self.kinds if target in kind.names())


_worker: Worker | None = None


def worker() -> Worker:
    """The worker of this process."""
    global _worker
    if _worker is None:
        signal.signal(signal.SIGPROF, _too_slow)
        _worker = Worker()
        resource.setrlimit(
            resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1])
        )
    return _worker


def _too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow(f"more than {MOST_SECONDS} seconds of the processor")


def run_block(target: str, seed: int, block: int, count: int) -> Tally:
    """Take so many inputs of a target; the same ones for the same numbers."""
    kind = worker().kind_of(target)
    dice = random.Random(f"{seed} {target} {block}")
    tally = Tally(target)
    for _ in range(count):
        given = kind.make(dice, target)
        tally.inputs += 1
        try:
            taken, refused = guarded(kind, given)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            place = place_of(error)
            tally.failures[place] += 1
            tally.first.setdefault(place, (given, "".join(traceback.format_exception(error))))
        else:
            tally.taken += taken
            tally.refused += refused
    kind.look_over()
    return tally


def guarded(kind: Any, given: Any) -> tuple[int, bool]:
    """Take one input, within the time that one may have."""
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        taken: tuple[int, bool] = kind.take(given)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return taken


def place_of(error: BaseException) -> str:
    """The kind of an error and the last line of ours that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(OURS)] or frames
    last = ours[-1]
    name = "/".join(Path(last.filename).parts[-3:])
    return f"{type(error).__name__} at {name}:{last.lineno} in {last.name}"


def blocks(targets: Sequence[str], inputs: int) -> Iterator[tuple[str, int, int]]:
    """The work: target, number of the block, inputs of it; the targets take turns."""
    for block in range((inputs + BLOCK - 1) // BLOCK):
        for target in targets:
            yield target, block, min(BLOCK, inputs - block * BLOCK)


def run_all(work: list[tuple[str, int, int]], seed: int, processes: int) -> dict[str, Tally]:
    """Take all inputs, in several processes."""
    total: dict[str, Tally] = {}
    alone = get_context("spawn")  # with folders of their own, which a fork would share
    with ProcessPoolExecutor(processes, mp_context=alone) as pool:
        waiting = {
            pool.submit(run_block, target, seed, block, n): target for target, block, n in work
        }
        for done in as_completed(waiting):
            tally = done.result()
            known = total.get(tally.target)
            total[tally.target] = tally if known is None else known + tally
    return total


def keep_failures(tallies: Sequence[Tally], folder: Path) -> None:
    """Make the inputs that failed small, save them, and say where."""
    for tally in tallies:
        kind = worker().kind_of(tally.target)
        for number, (place, (given, trace)) in enumerate(sorted(tally.first.items()), start=1):

            def fails(less: Any, kind: Any = kind, place: str = place) -> bool:
                try:
                    guarded(kind, less)
                except BaseException as error:
                    return place_of(error) == place
                return False

            small = kind.smallest(given, fails) if fails(given) else given
            stem = folder / f"{tally.target.replace(' ', '-').replace('/', '-')}-{number}"
            print(f"\n{tally.target}: {place}, {tally.failures[place]:,} times")
            print(f"  saved as {kind.save(small, stem)}")
            print("  " + trace.strip().replace("\n", "\n  "))


def print_table(tallies: Sequence[Tally]) -> None:
    """One line for each reader and each way out."""
    head = ("reader or way out", "inputs", "rows or bytes", "refused", "tracebacks")
    rows = [
        (each.target, f"{each.inputs:,}", f"{each.taken:,}", f"{each.refused:,}",
         f"{each.failures.total():,}")
        for each in tallies
    ]  # fmt: skip
    wide = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for first, *further in (head, *rows):
        print(first.ljust(wide[0]), *(t.rjust(w) for t, w in zip(further, wide[1:], strict=True)))


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; 1 where anything was no sentence."""
    parser = argparse.ArgumentParser(
        prog="scripts/fuzz",
        description="Import changed files with every reader, and send odd text through every "
        "export, picture, page and table. What is no answer and no sentence is a failure: it is "
        "made small and saved. The same seed gives the same inputs, however many processes.",
    )
    parser.add_argument("--inputs", type=int, default=1_000, help="for each reader and each table")
    parser.add_argument(
        "--pictures", type=int, help="for each picture and page; else a tenth of them"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], help="targets whose name holds this")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"), metavar="FOLDER")
    asked = parser.parse_args(arguments)
    chosen = [
        [
            name
            for name in kind.names()
            if not asked.only or any(part in name for part in asked.only)
        ]
        for kind in worker().kinds
    ]
    slow = [name for name in chosen[1] if name.startswith(("draw", "report"))]
    quick = [*chosen[0], *(name for name in chosen[1] if name not in slow)]
    pictures = asked.pictures if asked.pictures is not None else (asked.inputs + 9) // 10
    work = [*blocks(quick, asked.inputs), *blocks(slow, pictures)]
    total = run_all(work, asked.seed, asked.processes)
    tallies = [total[name] for name in (*quick, *slow) if name in total]
    keep_failures(tallies, asked.keep)
    print_table(tallies)
    failed = sum(each.failures.total() for each in tallies)
    made = sum(each.inputs for each in tallies)
    print(f"{made:,} inputs of seed {asked.seed}: {failed:,} were no sentence and no answer.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
