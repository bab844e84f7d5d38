"""Time the loading of a feed, whole processes in turn: `feeds.py BIN FOLDER [ROWS] [ROUNDS]`.

The others load twelve columns of the feed into one flat table with four indexes, as they stand.
tracker resolves actors and types, checks every text, and stores events, their actors and what is
cited for them in three tables with nine indexes, a full-text index and its provenance.
"""

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from feed import rows

ROWS, ROUNDS = 1_000_000, 3
COLUMNS = ("id", "day", "actor1", "actor2", "root", "code", "quad", "goldstein", "mentions",
           "place", "added", "url")  # fmt: skip
FIELDS = (1, 2, 6, 16, 26, 27, 30, 31, 32, 53, 60, 61)
TABLE = """CREATE TABLE events (id INTEGER, day TEXT, actor1 TEXT, actor2 TEXT, root INTEGER,
           code TEXT, quad INTEGER, goldstein REAL, mentions INTEGER, place TEXT, added TEXT,
           url TEXT)"""
INDEXES = (
    "CREATE INDEX by_id ON events (id)", "CREATE INDEX by_day ON events (day)",
    "CREATE INDEX by_actors ON events (actor1, actor2)", "CREATE INDEX by_code ON events (code)",
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """A process that was waited for."""

    seconds: float
    megabytes: float


def run(words: list[str], folder: Path) -> Run:
    """Run a program to its end, with a database of its own that is gone before and after."""
    for left in folder.glob("loaded.*"):
        left.unlink()
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("TRACKER_", "PYTHON"))}
    begun = time.perf_counter()
    with subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=surroundings
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said
    return Run(time.perf_counter() - begun, usage.ru_maxrss / 1024)


def with_python(file: str, target: str) -> None:
    """Split lines into tuples, one transaction, indexes after."""
    taken = itemgetter(*(field - 1 for field in FIELDS))
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute(TABLE)
    with Path(file).open(encoding="utf-8", newline="") as lines:
        marks = ", ".join("?" * len(FIELDS))
        connection.executemany(
            f"INSERT INTO events VALUES ({marks})", (taken(line.split("\t")) for line in lines)
        )
    for index in INDEXES:
        connection.execute(index)
    connection.execute("COMMIT")


def with_sqlite_utils(file: str, target: str) -> None:
    """Insert dicts in its own batches, then make the indexes."""
    import sqlite_utils

    db = sqlite_utils.Database(target)
    taken = itemgetter(*(field - 1 for field in FIELDS))
    with Path(file).open(encoding="utf-8", newline="") as lines:
        db.table("events").insert_all(
            dict(zip(COLUMNS, taken(line.split("\t")), strict=True)) for line in lines
        )
    for index in INDEXES:
        db.execute(index)


def with_duckdb(file: str, target: str) -> None:
    """Let DuckDB write Parquet, which has no indexes."""
    import duckdb

    names = ", ".join(f"column{field - 1:02} AS {name}"
                      for field, name in zip(FIELDS, COLUMNS, strict=True))  # fmt: skip
    duckdb.sql(
        f"COPY (SELECT {names} FROM read_csv('{file}', delim='\t', header=false, quote='', "
        f"all_varchar=true)) TO '{target}' (FORMAT parquet)"
    )


def contenders(bin_folder: Path, folder: Path, file: Path) -> Iterator[tuple[str, list[str], int]]:
    """The programs that are timed, each with its words and the most rounds."""
    target = str(folder / "loaded.db")
    own = [sys.executable, str(Path(__file__).absolute()), "--"]
    if shutil.which("sqlite3") and shutil.which("cut"):
        cut = ",".join(map(str, FIELDS))
        script = (
            f'sqlite3 "{target}" "{TABLE}" && cut -f{cut} "{file}" | sqlite3 "{target}" '
            "-cmd '.mode ascii' -cmd '.separator \"\\t\" \"\\n\"' '.import /dev/stdin events' && "
            f'sqlite3 "{target}" "{"; ".join(INDEXES)}"'
        )
        yield "`cut \\| sqlite3 .import`", ["bash", "-c", script], ROUNDS
    tracker = [str(bin_folder / "tracker"), "import", str(file), "--db", target]
    yield "**tracker import**, all", tracker, ROUNDS
    yield "**tracker import --dyad USA:RUS**", [*tracker, "--dyad", "USA:RUS"], ROUNDS
    yield "Python, split and executemany", [*own, "python", str(file), target], ROUNDS
    yield "sqlite-utils insert_all", [*own, "sqlite-utils", str(file), target], 1
    try:
        import duckdb  # noqa: F401
    except ImportError:
        return
    yield (
        "DuckDB to Parquet",
        [*own, "duckdb", str(file), target.replace(".db", ".parquet")],
        ROUNDS,
    )


def table(bin_folder: Path, folder: Path, count: int, rounds: int) -> Iterator[str]:
    """The rows of the table, all beside the first."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"feed-{count}.CSV"
    if not file.exists():
        print(f"Making {count:,} rows …", file=sys.stderr)
        building = file.with_suffix(".building")
        with building.open("w", encoding="utf-8", newline="") as out:
            out.writelines(rows(count))
        building.rename(file)
    named = list(contenders(bin_folder, folder, file))
    runs: dict[str, list[Run]] = {name: [] for name, _, _ in named}
    for turn, (name, words, most) in ((turn, each) for turn in range(rounds) for each in named):
        if turn < most:
            runs[name].append(run(words, folder))
    yield "| | median s | beside the first | peak MB |"
    yield "|---|---:|---:|---:|"
    floor = statistics.median(each.seconds for each in runs[named[0][0]])
    for name, found in runs.items():
        seconds = statistics.median(each.seconds for each in found)
        peak = max(each.megabytes for each in found)
        memory = "" if "sqlite3 .import" in name else f"{peak:.0f}"  # it is several processes
        yield f"| {name} | {seconds:.1f} | {seconds / floor:.2f} × | {memory} |"
    for left in folder.glob("loaded.*"):
        left.unlink()


if __name__ == "__main__":
    ALONE = {
        "python": with_python, "sqlite-utils": with_sqlite_utils, "duckdb": with_duckdb,
    }  # fmt: skip
    if sys.argv[1] == "--":
        ALONE[sys.argv[2]](sys.argv[3], sys.argv[4])
    else:
        sizes = [int(each) for each in sys.argv[3:]]
        for line in table(
            Path(sys.argv[1]), Path(sys.argv[2]), *(sizes + [ROWS, ROUNDS][len(sizes) :])
        ):
            print(line)
