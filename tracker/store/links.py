"""The table of links: one row for each claimant of a cause and an effect."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker.model.likelihood import is_middle
from tracker.model.link import Link
from tracker.model.source import Citation
from tracker.model.weighing import AVERTS
from tracker.store.conditions import link_terms
from tracker.store.database import Database
from tracker.store.rows import citation_of

if TYPE_CHECKING:
    from tracker.model.selection import Selection

IN_WORDS, AS_NUMBER = "words", "number"  # how a likelihood was given
KEY = "cause = :cause AND effect = :effect AND claimed_by = :claimed_by"


def insert(db: Database, link: Link) -> None:
    """Store a link and its citations."""
    db.run(
        """INSERT INTO links
             (cause, effect, claimed_by, relation, likelihood, because, denied, marking, given,
              needed)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            link.cause, link.effect, link.claimed_by, link.relation, link.likelihood, link.because,
            link.denied, link.marking, IN_WORDS if link.in_words else AS_NUMBER,
            link.needed,
        ),
    )  # fmt: skip
    db.run_many(
        "INSERT INTO link_partners (cause, effect, claimed_by, partner) VALUES (?, ?, ?, ?)",
        [(link.cause, link.effect, link.claimed_by, partner) for partner in link.partners],
    )
    for citation in link.citations:
        cite(db, link, citation)


def cite(db: Database, link: Link, citation: Citation) -> None:
    """Store a citation of a link."""
    db.run(
        """INSERT INTO citations
             (cause, effect, claimed_by, source, credibility, locator, quotation, marking,
              if_true, if_false, not_found, reliance)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            link.cause, link.effect, link.claimed_by, citation.source, citation.credibility,
            citation.locator, citation.quotation, citation.marking, citation.if_true,
            citation.if_false, citation.not_found or None, citation.reliance,
        ),
    )  # fmt: skip


def retest(db: Database, link: Link, citation: Citation) -> bool:
    """Give the citations of a source at the same place of it another test; whether there are any.

    What else the citation says takes the place of what was said, where it says anything.
    """
    changed = db.run(
        f"""UPDATE citations SET if_true = :if_true, if_false = :if_false,
              not_found = :not_found, reliance = :reliance,
              credibility = coalesce(:credibility, credibility),
              quotation = coalesce(:quotation, quotation), marking = coalesce(:marking, marking)
            WHERE {KEY} AND +source = :source AND locator IS :locator""",
        {
            "cause": link.cause, "effect": link.effect, "claimed_by": link.claimed_by,
            "source": citation.source, "locator": citation.locator,
            "if_true": citation.if_true, "if_false": citation.if_false,
            "not_found": citation.not_found or None, "reliance": citation.reliance,
            "credibility": citation.credibility, "quotation": citation.quotation,
            "marking": citation.marking,
        },
    )  # fmt: skip
    return changed.rowcount > 0


def uncite(db: Database, link: Link, source: str, locator: str | None = None) -> int:
    """Remove what a source is cited for on a link, or at one place of it; how many."""
    return db.run(
        f"""DELETE FROM citations WHERE {KEY} AND +source = :source
            AND (:locator IS NULL OR locator = :locator)""",
        {
            "cause": link.cause, "effect": link.effect, "claimed_by": link.claimed_by,
            "source": source, "locator": locator,
        },
    ).rowcount  # fmt: skip


def delete(db: Database, link: Link) -> None:
    """Remove a link with its citations and its partners."""
    key = {"cause": link.cause, "effect": link.effect, "claimed_by": link.claimed_by}
    db.run(f"DELETE FROM citations WHERE {KEY}", key)
    db.run(f"DELETE FROM link_partners WHERE {KEY}", key)
    db.run(f"DELETE FROM links WHERE {KEY}", key)


def claimed_by_both(db: Database, one: str, other: str) -> list[tuple[Link, Link]]:
    """The links that two claimants both speak of, as each of them does."""
    rows = db.rows(
        """SELECT a.cause, a.effect FROM links a
           JOIN links b ON (b.cause, b.effect) = (a.cause, a.effect)
           WHERE a.claimed_by = ? AND b.claimed_by = ? ORDER BY a.cause, a.effect""",
        (one, other),
    )
    return [
        (own[0], theirs[0])
        for row in rows
        if (own := _stored_under(db, row["cause"], row["effect"], one))
        and (theirs := _stored_under(db, row["cause"], row["effect"], other))
    ]


def _stored_under(db: Database, cause: int, effect: int, claimed_by: str) -> list[Link]:
    found = between(db, cause, effect, claimed_by)
    return [link for link in found if link.cause == cause]


def between(db: Database, cause: int, effect: int, claimed_by: str | None = None) -> list[Link]:
    """The links from one event to another, by all claimants or by one, joint ones among them."""
    rows = db.rows(
        """SELECT * FROM links WHERE effect = :effect AND (:by IS NULL OR claimed_by = :by)
             AND (cause = :cause OR (cause, effect, claimed_by) IN
                  (SELECT cause, effect, claimed_by FROM link_partners
                   WHERE partner = :cause AND effect = :effect))
           ORDER BY claimed_by, cause""",
        {"cause": cause, "effect": effect, "by": claimed_by},
    )
    return hydrate(db, rows)


def touching(db: Database, number: int) -> list[Link]:
    """The links that an event is a cause or the effect of."""
    rows = db.rows(
        """SELECT * FROM links WHERE cause = :n OR effect = :n OR (cause, effect, claimed_by) IN
             (SELECT cause, effect, claimed_by FROM link_partners WHERE partner = :n)
           ORDER BY cause, effect, claimed_by""",
        {"n": number},
    )
    return hydrate(db, rows)


def among(
    db: Database, numbers: Collection[int], selection: "Selection | None" = None
) -> list[Link]:
    """The links and denials among the given events that meet the conditions.

    Of a joint one the effect and any of its causes is.
    """
    return hydrate(db, _among(db, numbers, selection))


def outlines(db: Database, numbers: Collection[int], selection: "Selection") -> list[Link]:
    """As `among`, without what is cited for them."""
    return _with_partners(db, [link_of(row, ()) for row in _among(db, numbers, selection)])


def _among(db: Database, numbers: Collection[int], selection: "Selection | None") -> list[Any]:
    terms, values = link_terms(db, selection) if selection else ([], [])
    where = " AND ".join(("+l.effect IN (SELECT id FROM chosen)", *terms))
    chosen = json.dumps(sorted(numbers))
    found = db.rows(
        f"""WITH chosen AS (SELECT value AS id FROM json_each(?))
            SELECT l.* FROM chosen JOIN links l ON l.cause = chosen.id
            WHERE {where} ORDER BY l.cause, l.effect, l.claimed_by""",
        (chosen, *values),
    )
    if not has_partners(db):
        return found
    by_partner = db.rows(
        f"""WITH chosen AS (SELECT value AS id FROM json_each(?))
            SELECT l.* FROM link_partners p JOIN links l USING (cause, effect, claimed_by)
            WHERE p.partner IN (SELECT id FROM chosen) AND {where}""",
        (chosen, *values),
    )
    rows = {(row["cause"], row["effect"], row["claimed_by"]): row for row in (*found, *by_partner)}
    return [rows[key] for key in sorted(rows)]


def has_partners(db: Database) -> bool:
    """Whether any claim names several causes."""
    return db.row("SELECT 1 FROM link_partners LIMIT 1") is not None


def needed_causes(db: Database, numbers: Collection[int], selection: "Selection") -> set[int]:
    """The causes that some events are said to have needed, by links that meet the conditions."""
    terms, values = link_terms(db, selection)
    rows = db.rows(
        f"""SELECT DISTINCT l.cause FROM links l WHERE l.needed = 1 AND l.denied = 0
              AND {" AND ".join(("l.effect IN (SELECT value FROM json_each(?))", *terms))}""",
        (json.dumps(sorted(numbers)), *values),
    )
    return {row["cause"] for row in rows}


def ends(db: Database) -> set[int]:
    """The events that some claim or denial joins to others."""
    rows = db.rows(
        """SELECT cause AS event FROM links UNION SELECT effect FROM links
           UNION SELECT partner FROM link_partners"""
    )
    return {row["event"] for row in rows}


def averted(db: Database) -> set[int]:
    """The events that somebody says were averted."""
    rows = db.rows("SELECT DISTINCT effect FROM links WHERE relation = ? AND denied = 0", (AVERTS,))
    return {row["effect"] for row in rows}


def claimants(db: Database) -> list[str]:
    """Everybody who claims a link."""
    return [r[0] for r in db.rows("SELECT DISTINCT claimed_by FROM links ORDER BY claimed_by")]


def hydrate(db: Database, rows: Iterable[Any]) -> list[Link]:
    """Link rows with their citations and their partners."""
    found = list(rows)
    cited: dict[tuple[int, int, str], list[Citation]] = {}
    for row in db.rows(
        "SELECT * FROM citations WHERE cause IN (SELECT value FROM json_each(?)) ORDER BY +id",
        (json.dumps(sorted({row["cause"] for row in found})),),
    ):
        key = (row["cause"], row["effect"], row["claimed_by"])
        cited.setdefault(key, []).append(citation_of(row))
    return _with_partners(
        db,
        [
            link_of(row, tuple(cited.get((row["cause"], row["effect"], row["claimed_by"]), ())))
            for row in found
        ],
    )


def _with_partners(db: Database, found: list[Link]) -> list[Link]:
    """Links with the partners of their causes."""
    if not has_partners(db):
        return found
    partners: dict[tuple[int, int, str], list[int]] = {}
    for row in db.rows(
        """SELECT * FROM link_partners WHERE cause IN (SELECT value FROM json_each(?))
           ORDER BY cause, effect, claimed_by, partner""",
        (json.dumps(sorted({link.cause for link in found})),),
    ):
        key = (row["cause"], row["effect"], row["claimed_by"])
        partners.setdefault(key, []).append(row["partner"])
    return [
        replace(link, partners=tuple(joined))
        if (joined := partners.get((link.cause, link.effect, link.claimed_by)))
        else link
        for link in found
    ]


def link_of(row: Any, citations: tuple[Citation, ...]) -> Link:
    """A link from its row, with what is cited for it."""
    return Link(
        row["cause"], row["effect"], row["relation"], row["likelihood"], row["claimed_by"],
        row["because"], citations, bool(row["denied"]), row["marking"], _given_in_words(row),
        needed=bool(row["needed"]),
    )  # fmt: skip


def _given_in_words(row: Any) -> bool:
    """Whether the likelihood is one in words: so it says, or was stored before that was kept.

    Then words were stored as the middles of their bands, which few give as a number.
    """
    if row["given"] is None:
        return not row["denied"] and is_middle(row["likelihood"])
    return bool(row["given"] == IN_WORDS)
