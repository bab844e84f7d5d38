"""Merged events, the handles that lead to them still, and pairs marked as distinct."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace

from tracker.model.imports import FormerHandle
from tracker.model.link import Link
from tracker.store import counterfactuals, event_lists, hypotheses, links, markings
from tracker.store.database import Database
from tracker.store.markings import Raised


def merge_event(db: Database, other: int, into: int) -> Raised:
    """Move everything that was said of one event to another; the event itself is left to delete.

    Where both are cited for the same thing, or linked with a third event by the same claimant,
    what the first has stands, under the higher of both markings. Links between the two are
    dropped. Returns what has a higher marking by now.
    """
    both = {"other": other, "into": into}
    joint = _take_out_joint(db, other)
    marking = db.value("SELECT marking FROM events WHERE id = ?", (other,))
    raised = markings.raise_to(db, "events", {"id": into}, marking)
    raised += markings.raise_cited(
        db,
        """dropped.event = :other AND kept.event = :into AND kept.source = dropped.source
           AND kept.locator IS dropped.locator AND kept.supports IS dropped.supports""",
        both,
    )
    raised += markings.join_notes(db, other, into)
    for end, far in (("cause", "effect"), ("effect", "cause")):
        raised += markings.raise_links(
            db,
            f"""dropped.{end} = :other AND kept.{end} = :into AND kept.{far} = dropped.{far}
                AND kept.claimed_by = dropped.claimed_by""",
            both,
        )
        db.run(
            f"""INSERT INTO links
                  ({end}, {far}, claimed_by, relation, likelihood, because, denied, marking,
                   given, needed)
                SELECT :into, {far}, claimed_by, relation, likelihood, because, denied, marking,
                       given, needed
                FROM links o
                WHERE o.{end} = :other AND o.{far} <> :into AND NOT EXISTS (
                    SELECT 1 FROM links k WHERE k.{end} = :into AND k.{far} = o.{far}
                    AND k.claimed_by = o.claimed_by)""",
            both,
        )
        db.run(
            f"""UPDATE citations SET {end} = :into WHERE {end} = :other AND {far} <> :into""", both
        )
    db.run("DELETE FROM citations WHERE :other IN (cause, effect)", both)
    db.run("DELETE FROM links WHERE :other IN (cause, effect)", both)
    raised += _put_in_joint(db, joint, other, into)
    db.run(
        """DELETE FROM citations WHERE [order] IN (SELECT id FROM orders
           WHERE (before, after) IN (VALUES (:other, :into), (:into, :other)))""",
        both,
    )
    db.run(
        "DELETE FROM orders WHERE (before, after) IN (VALUES (:other, :into), (:into, :other))",
        both,
    )
    for end in ("before", "after"):
        db.run(f"UPDATE orders SET {end} = :into WHERE {end} = :other", both)
    db.run(
        """DELETE FROM citations AS o WHERE event = :other AND EXISTS (SELECT 1 FROM citations k
           WHERE k.event = :into AND k.source = o.source AND k.locator IS o.locator
           AND k.supports IS o.supports)""",
        both,
    )
    db.run("UPDATE citations SET event = :into WHERE event = :other", both)
    event_lists.move(db, other, into)
    hypotheses.merge_event(db, other, into)
    counterfactuals.merge_event(db, other, into)
    db.run("UPDATE former_handles SET event = :into WHERE event = :other", both)
    db.run("UPDATE row_ids SET event = :into WHERE event = :other", both)
    db.run(
        "DELETE FROM former_handles WHERE handle = (SELECT handle FROM events WHERE id = :other)",
        both,
    )
    db.run(
        """INSERT INTO former_handles (handle, event)
           SELECT handle, :into FROM events WHERE id = :other""",
        both,
    )
    return raised


def _take_out_joint(db: Database, number: int) -> list[Link]:
    """Remove the claims of several causes that an event is a part of, to be put in anew."""
    joint = [link for link in links.touching(db, number) if link.partners]
    for link in joint:
        links.delete(db, link)
    return joint


def _put_in_joint(db: Database, joint: Iterable[Link], other: int, into: int) -> Raised:
    """Store claims of several causes with one event in place of another.

    One that would have an event bring itself about is dropped, and one that its claimant makes
    already of the same cause, which keeps the higher marking.
    """
    raised: Raised = []
    for link in joint:
        causes = tuple(dict.fromkeys(into if each == other else each for each in link.causes))
        effect = into if link.effect == other else link.effect
        if effect in causes:
            continue
        claims = links.between(db, causes[0], effect, link.claimed_by)
        if any(claim.cause == causes[0] for claim in claims):
            key = {"cause": causes[0], "effect": effect, "claimed_by": link.claimed_by}
            raised += markings.raise_to(db, "links", key, link.marking)
            continue
        moved = replace(link, cause=causes[0], effect=effect, partners=causes[1:])
        links.insert(db, moved)
    return raised


def keep_former_handle(db: Database, number: int, old: str, new: str) -> None:
    """Let a handle that an event had lead to it still; a feed may bring it again."""
    db.run("DELETE FROM former_handles WHERE handle IN (?, ?)", (old, new))
    db.run("INSERT INTO former_handles (handle, event) VALUES (?, ?)", (old, number))


def former_handles(db: Database) -> tuple[FormerHandle, ...]:
    """All handles that lead to an event which is called otherwise now."""
    rows = db.rows(
        """SELECT f.handle, e.handle AS event FROM former_handles f JOIN events e ON e.id = f.event
           ORDER BY e.id, f.handle"""
    )
    return tuple(FormerHandle(row["handle"], row["event"]) for row in rows)


def merge_targets(db: Database, handle: str) -> list[int]:
    """The events into which those of a handle, or of it with a number behind, were merged."""
    rows = db.rows(
        "SELECT event FROM former_handles WHERE handle = :it OR handle GLOB :it || '-[0-9]*'",
        {"it": handle},
    )
    return [row["event"] for row in rows]


def mark_distinct(db: Database, one: int, other: int) -> None:
    """Note that two events are not the same."""
    db.run("INSERT OR IGNORE INTO distinct_events (one, other) VALUES (?, ?)", sorted((one, other)))


def distinct_pairs(db: Database, numbers: Collection[int]) -> frozenset[tuple[int, int]]:
    """The pairs among some events that were marked as distinct, the lower number first."""
    rows = db.rows(
        """WITH chosen AS (SELECT value AS id FROM json_each(?))
           SELECT one, other FROM distinct_events
           WHERE one IN (SELECT id FROM chosen) AND other IN (SELECT id FROM chosen)""",
        (json.dumps(sorted(numbers)),),
    )
    return frozenset((row["one"], row["other"]) for row in rows)


def merged_into(db: Database, handles: Iterable[str]) -> dict[str, int]:
    """Of these handles those of events that were merged into another, with its number."""
    rows = db.rows(
        "SELECT handle, event FROM former_handles WHERE handle IN (SELECT value FROM json_each(?))",
        (json.dumps(list(handles)),),
    )
    return {row["handle"]: row["event"] for row in rows}
