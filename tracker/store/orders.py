"""The table of order claims, and the bounds that follow from them."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from tracker.model.order import OrderClaim
from tracker.model.source import Citation
from tracker.store.database import Database
from tracker.store.rows import bound_text, citation_of

Bounds = tuple[datetime | None, datetime | None]


def insert(db: Database, claim: OrderClaim) -> int:
    """Store an order claim with its citations; returns its number."""
    number = db.run(
        "INSERT INTO orders (before, after, at_least, within) VALUES (?, ?, ?, ?)",
        (claim.before, claim.after, _whole(claim.at_least), claim.within and _whole(claim.within)),
    ).lastrowid
    assert number is not None
    for citation in claim.citations:
        cite(db, number, citation)
    return number


def cite(db: Database, number: int, citation: Citation) -> None:
    """Store a citation of an order claim."""
    db.run(
        """INSERT INTO citations ([order], source, credibility, locator, quotation, marking)
           VALUES (?, ?, ?, ?, ?, ?)""",
        (
            number, citation.source, citation.credibility, citation.locator, citation.quotation,
            citation.marking,
        ),
    )  # fmt: skip


def delete(db: Database, numbers: Iterable[int]) -> None:
    """Remove order claims with their citations."""
    chosen = (json.dumps(list(numbers)),)
    db.run("DELETE FROM citations WHERE [order] IN (SELECT value FROM json_each(?))", chosen)
    db.run("DELETE FROM orders WHERE id IN (SELECT value FROM json_each(?))", chosen)


def everything(db: Database) -> list[OrderClaim]:
    """All order claims, in the order in which they were recorded."""
    return _hydrated(db, db.rows("SELECT * FROM orders ORDER BY id"))


def among(db: Database, numbers: Collection[int]) -> list[OrderClaim]:
    """The order claims with both ends among the given events, in the order of recording."""
    rows = db.rows(
        """WITH chosen AS (SELECT value AS id FROM json_each(?))
           SELECT * FROM orders WHERE before IN (SELECT id FROM chosen)
           AND after IN (SELECT id FROM chosen) ORDER BY id""",
        (json.dumps(sorted(numbers)),),
    )
    return _hydrated(db, rows)


def between(db: Database, before: int, after: int) -> list[OrderClaim]:
    """The claims that one event began before another."""
    rows = db.rows(
        "SELECT * FROM orders WHERE before = ? AND after = ? ORDER BY id", (before, after)
    )
    return _hydrated(db, rows)


def touching(db: Database, number: int) -> list[OrderClaim]:
    """The order claims about an event."""
    rows = db.rows("SELECT * FROM orders WHERE ? IN (before, after) ORDER BY id", (number,))
    return _hydrated(db, rows)


def any_claimed(db: Database) -> bool:
    """Whether there is any order claim, or anything left that was derived from one."""
    return bool(db.row("SELECT 1 FROM orders UNION ALL SELECT 1 FROM derived_dates"))


def keep_derived(db: Database, bounds: Mapping[int, Bounds]) -> set[int]:
    """Let exactly these derived bounds stand; returns the events for which they changed."""
    dropped = set()
    wanted = {number: tuple(map(bound_text, pair)) for number, pair in bounds.items()}
    for row in db.rows("SELECT * FROM derived_dates"):
        if wanted.get(row["event"]) == (row["earliest"], row["latest"]):
            del wanted[row["event"]]
        else:
            db.run("DELETE FROM derived_dates WHERE event = ?", (row["event"],))
            dropped.add(row["event"])
    db.run_many(
        "INSERT INTO derived_dates (event, earliest, latest) VALUES (?, ?, ?)",
        [(number, *pair) for number, pair in wanted.items()],
    )
    return dropped | wanted.keys()


def _hydrated(db: Database, rows: Iterable[Any]) -> list[OrderClaim]:
    found = list(rows)
    if not found:
        return []
    cited: dict[int, list[Citation]] = {}
    for row in db.rows(
        "SELECT * FROM citations WHERE [order] IN (SELECT value FROM json_each(?)) ORDER BY +id",
        (json.dumps([row["id"] for row in found]),),
    ):
        cited.setdefault(row["order"], []).append(citation_of(row))
    return [
        OrderClaim(
            row["before"],
            row["after"],
            timedelta(seconds=row["at_least"]),
            None if row["within"] is None else timedelta(seconds=row["within"]),
            row["id"],
            tuple(cited.get(row["id"], ())),
        )
        for row in found
    ]


def _whole(gap: timedelta) -> int:
    return gap // timedelta(seconds=1)
