"""Time searches beside FTS5 alone: `search.py DATABASE [ROUNDS]`.

The database holds what `tracker import` made of `feed.py 1000000`. FTS5 alone is asked for the
rows of its own index, ranked, and for nothing that stands beside an event; tracker fetches the
events and marks what was found as well. Seconds are of the processor, in one process, in turn.
"""

import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tracker.desk.browse import Browse

LIMIT = 5
SOUGHT = {
    "statement": "in the titles of one event in eight",
    "fighting": "in the titles of one in eleven",
    "turkey fighting": "both in the titles of one in a hundred",
    "statem*": "a beginning",
    "strike": "in no event, and in nothing said of one",
}


def bare(connection: sqlite3.Connection, words: str) -> list[tuple[int]]:
    """What the index says on its own, as its documentation asks it."""
    return connection.execute(
        "SELECT rowid FROM events_fts WHERE events_fts MATCH ? ORDER BY rank LIMIT ?",
        (words, LIMIT),
    ).fetchall()


def taken(call: Callable[[], object]) -> float:
    """How many seconds of the processor a call takes."""
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    """Search for each, in turn, and print a table."""
    path = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    desk = Browse(path)
    print("| sought | | FTS5 alone, s | tracker search, s | |\n|---|---|---:|---:|---:|")
    for words, where in SOUGHT.items():
        pairs = [
            (
                taken(partial(bare, connection, words)),
                taken(partial(desk.search, words, limit=LIMIT)),
            )
            for _ in range(rounds + 1)
        ][1:]  # the first turn warms the caches
        floor, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
        ratio = f"{ours / floor:.1f} ×" if floor > 0.01 else ""
        print(f"| `{words}` | {where} | {floor:.3f} | {ours:.3f} | {ratio} |")


if __name__ == "__main__":
    main()
