"""The table of answers whether an event would have come without another."""

import json
from collections.abc import Collection

from tracker.model.counterfactuals import Counterfactual
from tracker.store.database import Database


def insert(db: Database, answer: Counterfactual) -> None:
    """Store an answer in the place of the one that the pair had."""
    key = (answer.cause, answer.effect)
    db.run("DELETE FROM counterfactuals WHERE cause = ? AND effect = ?", key)
    db.run(
        "INSERT INTO counterfactuals (cause, effect, answer) VALUES (?, ?, ?)",
        (*key, answer.answer),
    )


def among(db: Database, numbers: Collection[int]) -> list[Counterfactual]:
    """The answers about pairs of the given events."""
    rows = db.rows(
        """WITH chosen AS (SELECT value AS id FROM json_each(?))
           SELECT * FROM counterfactuals WHERE cause IN (SELECT id FROM chosen)
           AND effect IN (SELECT id FROM chosen) ORDER BY cause, effect""",
        (json.dumps(sorted(numbers)),),
    )
    return [Counterfactual(row["cause"], row["effect"], row["answer"]) for row in rows]


def delete_of(db: Database, event: int) -> None:
    """Remove the answers about an event."""
    db.run("DELETE FROM counterfactuals WHERE ? IN (cause, effect)", (event,))


def merge_event(db: Database, other: int, into: int) -> None:
    """Let the answers about one event be about another, whose own stand."""
    both = {"other": other, "into": into}
    for end in ("cause", "effect"):
        db.run(
            f"""UPDATE OR IGNORE counterfactuals SET {end} = :into WHERE {end} = :other
                AND :into NOT IN (cause, effect)""",
            both,
        )
    delete_of(db, other)
