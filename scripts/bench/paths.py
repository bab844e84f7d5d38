"""Time the questions of a path, whole processes in turn: `paths.py TRACKER_BIN FOLDER [ROUNDS]`."""

import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SIZES = (10_000, 100_000, 1_000_000)
CONES = (40, 1_000, 5_000, 20_000)
QUESTIONS = ("paths", "turning-points", "offramps", "effects")
START = 4_000  # the same beginning is in every chronicle
LIBRARIES = ("networkx", "rustworkx", "igraph")


@dataclass(frozen=True)
class Run:
    """A process that was waited for."""

    seconds: float
    megabytes: float
    code: int


def run(words: list[str]) -> Run:
    """Run a program to its end."""
    begun = time.perf_counter()
    with subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - begun, usage.ru_maxrss / 1024, process.returncode)


def environment() -> dict[str, str]:
    """The surroundings without settings that would change what is measured."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("TRACKER_", "PYTHON"))}


def chronicle(folder: Path, count: int) -> Path:
    """The chronicle of so many events, built where it is not there yet."""
    target = folder / f"chronicle-{count}.db"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"Building {count:,} events …", file=sys.stderr)
        building = target.with_suffix(".building")
        building.unlink(missing_ok=True)
        subprocess.run(
            [sys.executable, str(HERE / "chronicle.py"), str(building), str(count)], check=True
        )
        building.rename(target)
    return target


def ends(database: Path, count: int, wanted: int) -> tuple[int, int, int]:
    """Two events with about so many between them, and how many there are."""
    from tracker.store import cone
    from tracker.store.database import open_for_reading

    db = open_for_reading(database)
    width, found = wanted, 0
    while found < wanted * 0.95 and START + width < count:
        width = max(width + 1, int(width * min(2, wanted / max(found, 1)))) if found else width + 1
        found = len(cone.between(db, START, START + width))
    db.close()
    return START, START + width, found


def question_words(tracker: Path, database: Path, question: str, a: int, b: int) -> list[str]:
    """A question as it is typed."""
    asked = [question, str(a)] if question == "effects" else [question, str(a), str(b)]
    more = ["--depth", "5"] if question == "effects" else []
    return [str(tracker), *asked, *more, "--format", "json", "--db", str(database)]


def questions(tracker: Path, database: Path, rounds: int) -> Iterator[str]:
    """Tracker beside the plain way, at a million events."""
    plain: dict[tuple[str, str], Run] = {}
    a, b, _ = ends(database, SIZES[-1], CONES[1])
    for library in LIBRARIES:
        for question in QUESTIONS:
            words = [library, str(database), question, str(a), str(b)]
            plain[library, question] = run([sys.executable, str(HERE / "plain.py"), *words])
    yield "| question | events between | tracker | networkx, all loaded | rustworkx | igraph |"
    yield "|---|---:|---:|---:|---:|---:|"
    for wanted in CONES:
        a, b, found = ends(database, SIZES[-1], wanted)
        for question in QUESTIONS:
            words = question_words(tracker, database, question, a, b)
            runs = [run(words) for _ in range(rounds)]
            assert not any(each.code for each in runs), words
            ours = Run(statistics.median(each.seconds for each in runs), runs[0].megabytes, 0)
            cells = [f"{ours.seconds:.2f} s, {ours.megabytes:.0f} MB"]
            for library in LIBRARIES:
                other = plain[library, question]
                cells.append(
                    f"{other.seconds / ours.seconds:.0f} × the time, "
                    f"{other.megabytes / ours.megabytes:.0f} × the memory"
                    if other.code == 0
                    else "cannot"
                )
            told = "5 levels" if question == "effects" else f"{found:,}"
            yield f"| {question} | {told} | {' | '.join(cells)} |"
    yield ""
    seconds = ", ".join(
        f"{name} {plain[name, 'paths'].seconds:.1f} s and {plain[name, 'paths'].megabytes:,.0f} MB"
        for name in LIBRARIES
    )
    yield f"Loading everything and asking for one chain took: {seconds}."


def growth(tracker: Path, folder: Path, rounds: int) -> Iterator[str]:
    """The same question of the same answer in ever larger chronicles."""
    databases = [chronicle(folder, count) for count in SIZES]
    a, b, found = ends(databases[0], SIZES[0], CONES[1])
    yield (
        f"| question, {found:,} events between | "
        + " | ".join(f"{count:,} events" for count in SIZES)
        + " |"
    )
    yield "|---|" + "---:|" * len(SIZES)
    for question in QUESTIONS:
        times: list[list[float]] = [[] for _ in SIZES]
        for turn in range(rounds + 1):
            for place, database in enumerate(databases):
                taken = run(question_words(tracker, database, question, a, b)).seconds
                if turn:
                    times[place].append(taken)
        ratios = [
            statistics.median(one / other for one, other in zip(each, times[0], strict=True))
            for each in times
        ]
        yield f"| {question} | " + " | ".join(f"{ratio:.2f} ×" for ratio in ratios) + " |"


def algorithms(database: Path, rounds: int) -> Iterator[str]:
    """The minimum cut and the dominators of one large cone, in one process."""
    import igraph
    import networkx as nx

    from tracker.analysis.flows import cheapest_cuts
    from tracker.analysis.graph import graph_of
    from tracker.analysis.turning_points import always_passed
    from tracker.store import chronicle as stored
    from tracker.store.database import open_for_reading

    a, b, found = ends(database, SIZES[-1], CONES[-1])
    graph = graph_of(stored.between(open_for_reading(database), a, b))
    for _, _, edge in graph.edges(data=True):
        edge["price"] = -math.log1p(-edge["link"].likelihood)

    def converted() -> Any:
        place = {number: here for here, number in enumerate(graph)}
        other = igraph.Graph(
            [(place[cause], place[effect]) for cause, effect in graph.edges], directed=True
        )
        other.es["price"] = [edge["price"] for _, _, edge in graph.edges(data=True)]
        return other

    ready = converted()
    end = graph.number_of_nodes() - 1

    def median(ask: Callable[[], object], times: int) -> float:
        taken = []
        for _ in range(times):
            begun = time.perf_counter()
            ask()
            taken.append(time.perf_counter() - begun)
        return statistics.median(taken)

    place = {number: here for here, number in enumerate(graph)}
    arcs = [(place[cause], place[effect]) for cause, effect in graph.edges]
    prices: list[float] = [edge["price"] for _, _, edge in graph.edges(data=True)]
    cuts = {
        "tracker": lambda: next(cheapest_cuts(arcs, prices, place[a], place[b])),
        "networkx": lambda: nx.minimum_cut(graph, a, b, capacity="price"),
        "igraph, its graph ready": lambda: ready.mincut(0, end, "price"),
        "igraph, its graph made from ours": lambda: converted().mincut(0, end, "price"),
    }
    passed = {
        "tracker": lambda: always_passed(graph, [a], b),
        "networkx": lambda: nx.immediate_dominators(graph, a),
        "igraph, its graph ready": lambda: ready.dominator(0),
        "igraph, its graph made from ours": lambda: converted().dominator(0),
    }
    size = f"{found:,} events and {graph.number_of_edges():,} links"
    yield f"| on {size} | minimum cut | dominators |"
    yield "|---|---:|---:|"
    best = [median(each["igraph, its graph ready"], rounds * 3) for each in (cuts, passed)]
    for name in cuts:
        times = [median(each[name], rounds if name != "networkx" else 1) for each in (cuts, passed)]
        cells = [
            f"{taken * 1000:.0f} ms ({taken / other:.1f} ×)"
            for taken, other in zip(times, best, strict=True)
        ]
        yield f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Print the three tables."""
    tracker, folder = Path(sys.argv[1]) / "tracker", Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    largest = chronicle(folder, SIZES[-1])
    for table in (
        questions(tracker, largest, rounds),
        growth(tracker, folder, rounds),
        algorithms(largest, rounds),
    ):
        for line in table:
            print(line, flush=True)
        print(flush=True)


if __name__ == "__main__":
    main()
