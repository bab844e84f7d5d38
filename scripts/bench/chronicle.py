"""Build a large chronicle from a seed: `chronicle.py TARGET EVENTS`.

Every event is linked to a Poisson(3) number of earlier ones, most of them recent: nine links in
ten reach back some days, the rest anywhere within years. Rows are written past `recording`, and
without a history, for only reading is measured. A smaller chronicle is the beginning of a larger
one, so that the same question has the same answer in both.
"""

import math
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tracker.store.creation import create_database
from tracker.store.database import open_for_writing

SEED = 1962
FIRST = date(1000, 1, 1)
A_DAY = 3  # events
RECENT, LONG_AGO = 12, 2_000  # mean distance of a cause, in events
LINKS_EACH = 3
SOURCES = 500
ACTORS = ("USA", "RUS", "CHN", "FRA", "GBR", "IND", "PAK", "ISR", "EGY", "SYR", "IRN", "IRQ")
LIKELIHOODS = (0.325, 0.5, 0.675, 0.875, 0.97)


def build(target: Path, count: int) -> None:
    """Make a database with so many events, their links, actors and citations."""
    create_database(target)
    db = open_for_writing(target)
    db.run("PRAGMA foreign_keys = OFF")
    for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        db.run(f"DROP TRIGGER [{row['name']}]")
    types = [row["code"] for row in db.rows("SELECT code FROM types ORDER BY rowid")]
    db.run("BEGIN")
    db.run_many(
        "INSERT INTO sources (code, title, published, reliability) VALUES (?, ?, ?, ?)",
        ((f"source-{n}", f"Source {n}", "1999-01-01", "ABC"[n % 3]) for n in range(SOURCES)),
    )
    db.run_many(
        "INSERT INTO events (id, handle, title, date, earliest, latest, type) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        _events(count, types),
    )
    db.run_many(
        "INSERT INTO event_actors (event, side, position, actor) VALUES (?, ?, 0, ?)",
        (
            (n, side, ACTORS[(n * place) % len(ACTORS)])
            for n in range(1, count + 1)
            for place, side in ((5, "by"), (7, "to"))
        ),
    )
    db.run_many(
        "INSERT INTO citations (event, source, credibility) VALUES (?, ?, ?)",
        ((n, f"source-{n * 31 % SOURCES}", n % 4 + 1) for n in range(1, count + 1)),
    )
    db.run_many(
        "INSERT INTO links (cause, effect, claimed_by, relation, likelihood) "
        "VALUES (?, ?, 'analyst', 'leads-to', ?)",
        sorted(_links(count)),
    )
    db.run("COMMIT")
    db.run("INSERT INTO events_fts(events_fts) VALUES ('rebuild')")
    db.run("ANALYZE")
    db.close()


def _events(count: int, types: list[str]) -> Iterator[tuple[object, ...]]:
    for number in range(1, count + 1):
        day = FIRST + timedelta(days=number // A_DAY)
        yield (
            number, f"{day}-event-{number}", f"Event {number}", f"{day}",
            f"{day}T00:00:00", f"{day}T23:59:59", types[number * 17 % len(types)],
        )  # fmt: skip


def _links(count: int) -> Iterator[tuple[int, int, float]]:
    dice = random.Random(SEED)
    for effect in range(2, count + 1):
        causes = set()
        for _ in range(_poisson(dice)):
            mean = RECENT if dice.random() < 0.9 else LONG_AGO
            cause = effect - 1 - int(dice.expovariate(1 / mean))
            if cause > 0:
                causes.add(cause)
        for cause in causes:
            yield cause, effect, dice.choice(LIKELIHOODS)


def _poisson(dice: random.Random) -> int:
    limit, drawn, product = math.exp(-LINKS_EACH), 0, dice.random()
    while product > limit:
        drawn, product = drawn + 1, product * dice.random()
    return drawn


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
