"""Time a map of many events beside an empty figure: `map.py DATA [ROUNDS]` prints a table.

The events are those of UCDP GED in Syria, from September to December 2016. Each picture is made in
a process of its own; an empty figure and a map are made in turn, so that both have one machine.
The clock starts before matplotlib is imported, and once the events are there.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROUNDS = 5
FILE = "ucdp/ged_syria_2016q4.csv"
INCHES = (16, 9)
DPI = 110


def record(data: Path, folder: Path) -> Path:
    """Import the events into a database."""
    from tracker.desk import Desk

    with Desk(folder / "ucdp.db") as desk:
        desk.import_files(data / FILE, new_actors=True)
    return folder / "ucdp.db"


def one(way: str, database: Path, target: Path) -> None:
    """Make one picture and print its seconds and the megabytes at the most."""
    from tracker.model.selection import Selection
    from tracker.store import chronicle
    from tracker.store.database import open_for_reading

    events: Any = chronicle.load(open_for_reading(database, ""), Selection())
    before = time.perf_counter()
    if way == "floor":
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=INCHES)
        FigureCanvasAgg(figure)
        figure.savefig(target, dpi=DPI)
    else:
        from tracker.charts.drawing import save, text_width
        from tracker.charts.frame.frame import Frame
        from tracker.charts.map import map_of

        save(map_of(events, Frame(text_width, width=INCHES[1] * 72.0)), target, dpi=DPI)
    seconds = time.perf_counter() - before
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, most, target.stat().st_size / 1e6, len(events.events)]))


def timed(way: str, database: Path, target: Path) -> list[float]:
    """What one picture takes, in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, way, str(database), str(target)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: list[float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Make both pictures in turn, as often as asked, and print the medians."""
    data = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    print("| events | format | map | memory | file | beside an empty figure |")
    print("|---:|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        database = record(data, Path(folder))
        for suffix in (".png", ".svg"):
            target = Path(folder) / f"picture{suffix}"
            floors, ours = [], []
            for _ in range(rounds):
                floors.append(timed("floor", database, target)[0])
                ours.append(timed("map", database, target))
            seconds, memory, size, count = (
                statistics.median(column) for column in zip(*ours, strict=True)
            )
            print(
                f"| {count:,.0f} | {suffix[1:].upper()} | {seconds:.2f} s | {memory:.0f} MB "
                f"| {size:.1f} MB | {seconds / statistics.median(floors):.1f} × |",
                flush=True,
            )


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] in ("floor", "map"):
        one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
