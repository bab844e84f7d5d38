"""Time how long pictures take: `pictures.py [ROUNDS]` prints two Markdown tables.

The first is of timelines beside the plain way, the second of every kind of picture;
`pictures.py kinds [ROUNDS]` prints the second alone.

Every picture is made in a process of its own, which first makes its events (not timed), then
imports matplotlib, lays out, draws and saves. The floor imports matplotlib and saves an empty
figure. The plain way is the script of the tutorials: a call for each mark, label and arrow.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS = 5
SIZES = (50, 500, 5_000, 50_000)
OF_KINDS = (27, 500, 5_000, 50_000)
MOST_ROWS = 1_000  # of a spine; more are refused
SIDES = ("ARCANIA", "BORDURIA")
# Each kind of picture: that of the registry, and its options.
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "spine": ("spine", {}),
    "lanes": ("timeline", {}),
    "chain": ("chain", {}),
    "accounts": ("chain", {"sides": ("ARCANIA", "FLORIN")}),
    "ladder": ("ladder", {"sides": SIDES}),
    "ladder of all acts": ("ladder", {"sides": SIDES, "whole": True}),
    "tension": ("tension", {"sides": SIDES}),
    "matrix": ("matrix", {}),
    "calendar": ("calendar", {}),
}
SLOWEST = 5_000  # what the plain way is asked to label; beyond that it draws bare points
INCHES = (16, 9)
DPI = 110


def floor(target: Path, _chronicle: Any, _labels: int | None) -> None:
    """An empty figure."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=INCHES)
    FigureCanvasAgg(figure)
    figure.savefig(target, dpi=DPI)


def tracker(target: Path, chronicle: Any, labels: int | None) -> None:
    """Draw as `tracker timeline -o` does once it has the events."""
    from tracker.charts.drawing import save, text_width
    from tracker.charts.frame.frame import Frame
    from tracker.charts.timeline import TimelineOptions, timeline

    save(timeline(chronicle, Frame(text_width), TimelineOptions(named=labels)), target, dpi=DPI)


def plain(target: Path, chronicle: Any, labels: int | None) -> None:
    """Draw as the tutorials of matplotlib do."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=INCHES)
    places = {}
    lanes: dict[str, int] = {}
    for event in chronicle.events.values():
        x, y = event.date.start, lanes.setdefault(event.by[0].name, len(lanes))
        places[event.id] = x, y
        axes.plot([x], [y], "o")
        if len(chronicle.events) <= SLOWEST and (labels is None or len(places) <= labels):
            axes.text(x, y, event.title, fontsize=8)
    if len(chronicle.events) <= SLOWEST:
        for link in chronicle.links:
            axes.annotate("", places[link.effect], places[link.cause],
                          arrowprops={"arrowstyle": "->"})  # fmt: skip
    figure.savefig(target, dpi=DPI)


def kind_of(name: str) -> Callable[[Path, Any, int | None], None]:
    """Draw a kind of picture as the desk does once it has the events, description and all."""

    def draw(target: Path, chronicle: Any, _labels: int | None) -> None:
        from tracker.charts.picture import picture_of
        from tracker.charts.registry import chart_of
        from tracker.model.picture import PictureOptions

        chart, options = KINDS[name]
        own = chart_of(chart).options_of(options)
        picture_of(chart, chronicle, own, PictureOptions(dpi=DPI)).save(target)

    return draw


WAYS: dict[str, Callable[[Path, Any, int | None], None]] = {
    "floor": floor, "tracker": tracker, "plain": plain,
    **{name: kind_of(name) for name in KINDS},
}  # fmt: skip


def one(way: str, count: int, labels: int | None, target: Path) -> None:
    """Make one picture and print its seconds and the megabytes at the most."""
    from crisis import crisis

    chronicle = crisis(count)
    # Of the processor, so that what else the machine does is not counted.
    before = time.process_time()
    WAYS[way](target, chronicle, labels)
    seconds = time.process_time() - before
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, most, target.stat().st_size / 1e6]))


def timed(way: str, count: int, labels: int | None, suffix: str) -> list[float]:
    """Seconds, megabytes of memory and megabytes of the file, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        words = [way, str(count), "" if labels is None else str(labels),
                 str(Path(folder) / f"picture{suffix}")]  # fmt: skip
        done = subprocess.run(
            [sys.executable, __file__, *words], capture_output=True, text=True, check=True
        )
    found: list[float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Make every picture in turn, as often as asked, and print the medians beside the floor."""
    given = [word for word in sys.argv[1:] if word != "kinds"]
    rounds = int(given[0]) if given else ROUNDS
    if "kinds" not in sys.argv:
        beside_the_plain_way(rounds)
        print()
    of_all_kinds(rounds)


def of_all_kinds(rounds: int) -> None:
    """Every kind of picture at every size, as a multiple of an empty figure."""
    print("| picture | " + " | ".join(f"{count:,}" for count in OF_KINDS) + " | memory | file |")
    print("|---|" + "---:|" * (len(OF_KINDS) + 2))
    for name in KINDS:
        cells, last = [], [0.0, 0.0, 0.0]
        for count in OF_KINDS:
            if name == "spine" and count > MOST_ROWS:
                cells.append("—")
                continue
            floors, ours = [], []
            for _ in range(rounds):
                floors.append(timed("floor", 0, None, ".png")[0])
                ours.append(timed(name, count, None, ".png"))
            last = [statistics.median(column) for column in zip(*ours, strict=True)]
            cells.append(f"{last[0]:.2f} s, {last[0] / statistics.median(floors):.1f} ×")
        print(f"| {name} | {' | '.join(cells)} | {last[1]:.0f} MB | {last[2]:.1f} MB |", flush=True)


def beside_the_plain_way(rounds: int) -> None:
    """Timelines of every size, beside a script that draws event by event."""
    wanted: list[tuple[int, int | None]] = [(count, None) for count in SIZES]
    wanted.insert(2, (500, 500))
    print("| events | named | format | tracker | memory | file | beside the floor | plain way |")
    print("|---:|---:|---|---:|---:|---:|---:|---:|")
    for count, labels in wanted:
        for suffix in (".png", ".svg"):
            floors, ours = [], []
            for _ in range(rounds):
                floors.append(timed("floor", 0, None, suffix)[0])
                ours.append(timed("tracker", count, labels, suffix))
            seconds, memory, size = (
                statistics.median(column) for column in zip(*ours, strict=True)
            )
            base = statistics.median(floors)
            other = timed("plain", count, labels, suffix)[0] / seconds
            print(
                f"| {count:,} | {labels or min(count, 60):,} | {suffix[1:].upper()} "
                f"| {seconds:.2f} s | {memory:.0f} MB | {size:.1f} MB | {seconds / base:.1f} × "
                f"| {other:.0f} × the time |",
                flush=True,
            )


if __name__ == "__main__":
    if len(sys.argv) == 5:
        way, count, labels, target = sys.argv[1:]
        one(way, int(count), int(labels) if labels else None, Path(target))
    else:
        main()
