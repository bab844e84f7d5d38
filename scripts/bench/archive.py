"""Time and memory of the archive beside the sqlite3 shell, each step in a process of its own.

`archive.py ROWS …` prints a table; with --spark the table of dyads is counted on Spark as well,
where it is installed.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROWS = (1_000_000, 10_000_000)
HERE = Path(__file__).parent
SLICE = ("--actor", "RUS", "--since", "2016-09", "--until", "2016-10", "--min-intensity", "9")
# The columns that the record takes from a row, as the shell imports them.
CUT = "cut -f1,2,6,7,16,17,26,27,30,31,32,53,57,58,60,61 {feed}"
DYADS = """SELECT substr(c2, 1, 6), substr(c3, 1, 3), substr(c5, 1, 3), count(*),
  total(min(c10, 0)), total(max(c10, 0)) FROM t GROUP BY 1, 2, 3"""


def main(words: list[str]) -> None:
    """Print a row for each step and number of rows."""
    spark = "--spark" in words
    counts = [int(each) for each in words if each.isdecimal()] or list(ROWS)
    print(f"{'rows':>11}  {'step':<34}{'seconds':>9}{'MB':>7}")
    for count in counts:
        with TemporaryDirectory() as folder:
            measure(count, Path(folder), spark)


def measure(count: int, folder: Path, spark: bool) -> None:
    """Every step over so many rows."""
    feed, archive = folder / "feed.CSV", folder / "feeds"
    subprocess.run([sys.executable, HERE / "feed.py", f"{count}", feed], check=True)
    tracker = [sys.executable, "-m", "tracker", "--db", str(folder / "record.db")]
    at = ["--archive", str(archive)]

    def step(name: str, *line: str, shell: str | None = None) -> None:
        seconds, memory = timed(list(line), shell)
        print(f"{count:>11,}  {name:<34}{seconds:>9.2f}{memory:>7.0f}", flush=True)

    columns = ", ".join(f"c{number}" for number in range(1, 17))
    step(
        "cut | sqlite3 .import",
        shell=f"{CUT.format(feed=feed)} | sqlite3 {folder}/plain.db "
        f"'CREATE TABLE t ({columns})' '.mode tabs' '.import /dev/stdin t'",
    )
    step("archive add", *tracker, "archive", "add", str(feed), *at)
    size = sum(path.stat().st_size for path in archive.rglob("*.parquet"))
    print(f"{count:>11,}  {size / count:.1f} bytes a row", flush=True)
    step("sqlite3: dyads by month", shell=f'sqlite3 {folder}/plain.db "{DYADS}" > /dev/null')
    month = ("dyads", "--by", "month", "--format", "csv")
    step("archive: dyads --by month", *tracker, *month, *at)
    print(f"{count:>11,}  {'of which the query itself':<34}{query(archive, folder):>9.2f}")
    if spark:
        step("the same on Spark, local", *tracker, *month, *at, "--engine", "spark")
    step("archive promote, a slice", *tracker, "archive", "promote", *at, *SLICE)


def query(archive: Path, folder: Path) -> float:
    """The seconds of the query alone, in a process that is there."""
    from tracker.archive.manifest import Archive
    from tracker.archive.questions import ArchiveQuestions
    from tracker.desk import Desk
    from tracker.desk.filters import selection_of
    from tracker.model.dyads import Period

    with Desk(folder / "none.db", "bench") as desk:
        db = desk._registers()
        asked = selection_of(db, {}, happened=True)
        with ArchiveQuestions(Archive(archive), db, asked) as questions:
            return best(lambda: questions.tallies(Period.MONTH))


def best(run: Callable[[], object]) -> float:
    """The least of three times."""
    found = []
    for _again in range(3):
        begun = time.perf_counter()
        run()
        found.append(time.perf_counter() - begun)
    return min(found)


def timed(line: list[str], shell: str | None) -> tuple[float, float]:
    """The seconds that a command took, and the most memory that it or its children held, in MB."""
    program = (
        "import resource, subprocess, sys, time\n"
        "line = sys.argv[2] if sys.argv[1] == 'shell' else sys.argv[2:]\n"
        "begun = time.perf_counter()\n"
        "subprocess.run(line, shell=sys.argv[1] == 'shell', check=True,"
        " stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "took = time.perf_counter() - begun\n"
        "print(took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    words = ["shell", shell] if shell is not None else ["line", *line]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], check=True, capture_output=True, text=True
    )
    seconds, kilobytes = done.stdout.split()
    return float(seconds), int(kilobytes) * (1 if sys.platform == "darwin" else 1024) / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
