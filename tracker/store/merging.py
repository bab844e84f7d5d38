"""Statements that only a merge of two records needs: single citations, aliases, unused codes."""

from typing import Any

from tracker.errors import Refused
from tracker.model.codebook import Relation
from tracker.model.link import Link
from tracker.model.names import folded
from tracker.model.order import OrderClaim
from tracker.model.source import Citation
from tracker.store.database import Database
from tracker.store.registers import Register

CITED = ("source", "credibility", "locator", "quotation", "supports", "marking", "if_true",
         "if_false", "reliance")  # fmt: skip
REFERRED = (("links", "relation"),)


def uncite(db: Database, target: int | Link | OrderClaim, citation: Citation) -> None:
    """Remove one citation, known by all that it says, of an event, a link or a claim of order."""
    if isinstance(target, Link):
        of = {"cause": target.cause, "effect": target.effect, "claimed_by": target.claimed_by}
    elif isinstance(target, OrderClaim):
        of = {"order": target.id}
    else:
        of = {"event": target}
    said = {name: getattr(citation, name) for name in CITED}
    said["not_found"] = citation.not_found or None
    known: dict[str, Any] = {**of, **said}
    terms = " AND ".join(f"[{name}] IS :{name}" for name in known)
    db.run(
        f"DELETE FROM citations WHERE id = (SELECT id FROM citations WHERE {terms} LIMIT 1)", known
    )


def drop_alias(db: Database, register: Register, code: str, alias: str) -> None:
    """Let a name stand for a code no more."""
    db.run(f"DELETE FROM {register.names} WHERE folded = ? AND code = ?", (folded(alias), code))


def delete_unused(db: Database, register: Register, code: str) -> None:
    """Remove an actor, a type or a source that nothing refers to; refused where something does."""
    for table, column in register.used_in:
        if db.row(f"SELECT 1 FROM [{table}] WHERE [{column}] = ? LIMIT 1", (code,)):
            raise Refused(f"The {register.noun} {code} is removed there, and in use here.")
    db.run(f"DELETE FROM {register.names} WHERE code = ?", (code,))
    db.run(f"DELETE FROM {register.table} WHERE code = ?", (code,))


def put_relation(db: Database, relation: Relation) -> None:
    """Store a relation, or change the one of its code."""
    db.run(
        """INSERT INTO relations (code, label, reads, definition, sense) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET label = excluded.label, reads = excluded.reads,
             definition = excluded.definition, sense = excluded.sense""",
        (relation.code, relation.label, relation.reads, relation.definition, relation.sense),
    )


def delete_answer(db: Database, cause: int, effect: int) -> None:
    """Remove the answer whether an event would have come without another."""
    db.run("DELETE FROM counterfactuals WHERE cause = ? AND effect = ?", (cause, effect))
