"""The tables of rival explanations, the links they are made of, and the ratings of evidence."""

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from tracker.store.database import Database

if TYPE_CHECKING:  # merging actors and removing events write here, and read no explanation
    from tracker.model.hypotheses import Rating, Rival

AMONG = "(SELECT value FROM json_each(:among))"


def insert_rival(db: Database, rival: "Rival") -> None:
    """Store a rival explanation with its links."""
    number = db.run(
        "INSERT INTO rivals (event, name) VALUES (?, ?)", (rival.event, rival.name)
    ).lastrowid
    for cause, effect in rival.links:
        db.run(
            "INSERT OR IGNORE INTO rival_links (rival, cause, effect) VALUES (?, ?, ?)",
            (number, cause, effect),
        )


def delete_rival(db: Database, event: int, name: str) -> bool:
    """Remove a rival explanation with its links and its ratings; whether it was there."""
    key = {"event": event, "name": name}
    db.run(
        """DELETE FROM rival_links WHERE rival IN
           (SELECT id FROM rivals WHERE event = :event AND name = :name)""",
        key,
    )
    db.run("DELETE FROM ratings WHERE event = :event AND explanation = :name", key)
    gone = db.run("DELETE FROM rivals WHERE event = :event AND name = :name", key)
    return gone.rowcount > 0


def rivals_of(db: Database, numbers: Collection[int]) -> "list[Rival]":
    """The rival explanations of some events, with those of their links that are among them.

    They stand in the order in which they were recorded.
    """
    from tracker.model.hypotheses import Rival

    among = {"among": json.dumps(sorted(numbers))}
    links: dict[int, list[tuple[int, int]]] = {}
    for row in db.rows(
        f"""SELECT rival, cause, effect FROM rival_links
            WHERE rival IN (SELECT id FROM rivals WHERE event IN {AMONG})
            AND cause IN {AMONG} AND effect IN {AMONG} ORDER BY rival, cause, effect""",
        among,
    ):
        links.setdefault(row["rival"], []).append((row["cause"], row["effect"]))
    return [
        Rival(row["event"], row["name"], tuple(links.get(row["id"], ())))
        for row in db.rows(f"SELECT * FROM rivals WHERE event IN {AMONG} ORDER BY id", among)
    ]


def rate(db: Database, rating: "Rating") -> None:
    """Store a rating in the place of the one that the cell had."""
    unrate(db, rating)
    db.run(
        """INSERT INTO ratings (event, explanation, source, locator, rating)
           VALUES (?, ?, ?, ?, ?)""",
        (rating.event, rating.explanation, rating.source, rating.locator, rating.rating),
    )


def unrate(db: Database, rating: "Rating") -> bool:
    """Take the rating of a cell away; whether it had one."""
    gone = db.run(
        """DELETE FROM ratings WHERE event = ? AND explanation = ? AND source = ?
           AND locator = ?""",
        (rating.event, rating.explanation, rating.source, rating.locator),
    )
    return gone.rowcount > 0


def ratings_of(db: Database, numbers: Collection[int]) -> "list[Rating]":
    """The ratings of evidence for explanations of some events."""
    from tracker.model.hypotheses import Rating

    rows: list[Any] = db.rows(
        f"""SELECT * FROM ratings WHERE event IN {AMONG}
            ORDER BY event, source, locator, explanation""",
        {"among": json.dumps(sorted(numbers))},
    )
    return [
        Rating(row["event"], row["explanation"], row["source"], row["rating"], row["locator"])
        for row in rows
    ]


def delete_of(db: Database, event: int) -> None:
    """Remove what explains an event, what is made of links of it, and its ratings."""
    number = {"n": event}
    db.run(
        """DELETE FROM rival_links WHERE :n IN (cause, effect)
           OR rival IN (SELECT id FROM rivals WHERE event = :n)""",
        number,
    )
    db.run("DELETE FROM rivals WHERE event = :n", number)
    db.run("DELETE FROM ratings WHERE event = :n", number)


def merge_event(db: Database, other: int, into: int) -> None:
    """Let what explains one event explain another, whose own explanations and ratings stand."""
    both = {"other": other, "into": into}
    for end in ("cause", "effect"):
        db.run(f"UPDATE OR IGNORE rival_links SET {end} = :into WHERE {end} = :other", both)
    db.run("DELETE FROM rival_links WHERE cause = effect", {})
    db.run("UPDATE OR IGNORE rivals SET event = :into WHERE event = :other", both)
    db.run("UPDATE OR IGNORE ratings SET event = :into WHERE event = :other", both)
    delete_of(db, other)


def merge_code(db: Database, code: str, into: str) -> None:
    """Remove ratings of a source, or of an account, where those of another stand in the cell."""
    for column, other in (("source", "explanation"), ("explanation", "source")):
        db.run(
            f"""DELETE FROM ratings AS o WHERE o.{column} = :code AND EXISTS (
                SELECT 1 FROM ratings k WHERE k.{column} = :into AND k.event = o.event
                AND k.{other} = o.{other} AND k.locator = o.locator)""",
            {"code": code, "into": into},
        )


def ends_of_rivals(db: Database, event: int) -> set[int]:
    """The events at the ends of the links that rival explanations of an event are made of."""
    rows = db.rows(
        """SELECT cause, effect FROM rival_links WHERE rival IN
           (SELECT id FROM rivals WHERE event = ?)""",
        (event,),
    )
    return {end for row in rows for end in (row["cause"], row["effect"])}
