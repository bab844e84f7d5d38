"""Registers of actors, event types and sources, each found by any of its names.

The three work alike: a row has a code, a name for people and any number of aliases, and all
of them are found by one look-up after case and width are folded. Matching is exact; only
the guess in an error message is fuzzy.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from tracker.errors import NameTaken, NotFound, Refused
from tracker.model.codebook import Relation
from tracker.model.names import folded
from tracker.model.numbers import counted
from tracker.store import claims, hypotheses, markings, parts
from tracker.store.database import Database
from tracker.store.markings import Raised


@dataclass(frozen=True, slots=True)
class Register:
    """The tables of a noun, and the columns elsewhere that hold its codes."""

    noun: str
    called: str
    used_in: tuple[tuple[str, str], ...]
    hint: str

    @property
    def table(self) -> str:
        """The table of the rows themselves."""
        return f"{self.noun}s"

    @property
    def names(self) -> str:
        """The table of codes, names and aliases."""
        return f"{self.noun}_names"


CLAIMS = (("links", "claimed_by"), ("citations", "claimed_by"), ("link_partners", "claimed_by"),
          ("event_claims", "claimed_by"), ("ratings", "explanation"))  # fmt: skip
ACTORS = Register(
    "actor",
    "name",
    (("event_actors", "actor"), ("actor_parts", "part"), ("actor_parts", "whole"), *CLAIMS),
    "`tracker actors list` shows all; --new-actor records one with an event.",
)  # fmt: skip
TYPES = Register(
    "type", "label", (("events", "type"),),
    "`tracker types list` shows the codebook; `tracker types add` extends it.",
)  # fmt: skip
SOURCES = Register(
    "source",
    "title",
    (
        ("citations", "source"),
        ("ratings", "source"),
        ("relays", "source"),
        ("relays", "relays"),
        *CLAIMS,
    ),
    "`tracker sources list` shows all.",
)


def find(db: Database, register: Register, name: str) -> str | None:
    """The code that a code, name or alias stands for, or None."""
    code: str | None = db.value(
        f"SELECT code FROM {register.names} WHERE folded = ?", (folded(name),)
    )
    return code


def resolve(db: Database, register: Register, name: str) -> str:
    """Find a code as `find` does; an unknown name is an error with suggestions."""
    code = find(db, register, name)
    if code is None:
        raise NotFound(register.noun, name, suggestions(db, register, name), register.hint)
    return code


def suggestions(db: Database, register: Register, name: str) -> list[str]:
    """Up to three codes, with their names, that are spelled much like `name`."""
    from tracker.store.near_names import near_names  # of names that are not known

    alike = near_names(db, register.names).guesses(db, folded(name))
    codes = list(dict.fromkeys(each.code for each in alike))[:3]
    called = f"SELECT {register.called} FROM {register.table} WHERE code = ?"
    there = ((code, db.value(called, (code,))) for code in codes)
    return [f"{code} ({name})" for code, name in there if name is not None]


def spelled_alike(
    db: Database, register: Register, name: str, cutoff: float
) -> list[tuple[str, str, str]]:
    """Up to three rows with a name spelled almost as `name`: code, spelling, what it is called.

    Only spellings with one of its first two letters where it is.
    """
    word = folded(name)

    def may_be(other: str) -> bool:
        return word[:1] == other[:1] or word[1:2] == other[1:2]

    from tracker.store.near_names import near_names

    alike = near_names(db, register.names).alike(db, word, cutoff, 3, may_be)
    called = f"SELECT {register.called} FROM {register.table} WHERE code = ?"
    spellings = {each.code: each.folded for each in reversed(alike)}
    return [(code, spelled, db.value(called, (code,))) for code, spelled in spellings.items()]


def insert(db: Database, register: Register, value: Any) -> None:
    """Store a new row with its code, its name and its aliases as names."""
    row = asdict(value)
    aliases = row.pop("aliases")
    row.pop("part_of", None)
    row.pop("relays", None)  # rows of their own, for when all sources of a file are there
    columns = ", ".join(row)
    marks = ", ".join(f":{column}" for column in row)
    names = (row["code"], row[register.called], *aliases)
    _refuse_taken(db, register, names, owner=None)
    db.run(f"INSERT INTO {register.table} ({columns}) VALUES ({marks})", row)
    add_names(db, register, row["code"], names)


def insert_relation(db: Database, relation: Relation) -> bool:
    """Store a link relation that is not there yet; returns whether it was new."""
    row = asdict(relation)
    done = db.run(
        f"""INSERT INTO relations ({", ".join(row)})
            VALUES ({", ".join(f":{column}" for column in row)}) ON CONFLICT DO NOTHING""",
        row,
    )
    return done.rowcount == 1


def remove_relation(db: Database, code: str) -> None:
    """Remove a link relation where no link is of it."""
    uses = db.value("SELECT count(*) FROM links WHERE relation = ?", (code,))
    if uses:
        raise Refused(
            f"The relation {code} is that of {counted(uses, 'link')}; `tracker link CAUSE EFFECT "
            "--replace --relation …` gives a link another."
        )
    db.run("DELETE FROM relations WHERE code = ?", (code,))


def update(db: Database, register: Register, code: str, changes: dict[str, Any]) -> None:
    """Change columns of a row; a new name joins the names, the old one stays as an alias."""
    if register.called in changes:
        add_names(db, register, code, [changes[register.called]])
    assignments = ", ".join(f"{column} = :{column}" for column in changes)
    db.run(f"UPDATE {register.table} SET {assignments} WHERE code = :_", {**changes, "_": code})


def add_names(db: Database, register: Register, code: str, names: Iterable[str]) -> None:
    """Let further names stand for `code`."""
    wanted = list(names)
    _refuse_taken(db, register, wanted, owner=code)
    for name in wanted:
        if find(db, register, name) is None:
            db.run(
                f"INSERT INTO {register.names} (folded, name, code) VALUES (?, ?, ?)",
                (folded(name), name, code),
            )


def relay(db: Database, code: str, originals: Iterable[str]) -> None:
    """Let a source pass on the word of exactly these others."""
    wanted = set(originals)
    for row in db.rows("SELECT relays FROM relays WHERE source = ?", (code,)):
        if row["relays"] in wanted:
            wanted.remove(row["relays"])
        else:
            db.run("DELETE FROM relays WHERE source = ? AND relays = ?", (code, row["relays"]))
    db.run_many(
        "INSERT INTO relays (source, relays) VALUES (?, ?)",
        [(code, original) for original in sorted(wanted)],
    )


def rename(db: Database, register: Register, code: str, new: str) -> None:
    """Give a row another code wherever it is used; the old code stays as an alias."""
    _refuse_taken(db, register, [new], owner=code)
    db.run(f"UPDATE {register.table} SET code = ? WHERE code = ?", (new, code))
    _recode(db, register, code, new)
    db.run(f"UPDATE {register.names} SET code = ? WHERE code = ?", (new, code))
    add_names(db, register, new, [new])


def remove(db: Database, register: Register, code: str) -> None:
    """Remove a row with its names where nothing uses it."""
    uses = sum(
        db.value(f"SELECT count(*) FROM {table} WHERE {column} = ?", (code,))
        for table, column in register.used_in
    )
    if uses:
        raise Refused(
            f"The {register.noun} {code} is used in {counted(uses, 'row')} of the record; "
            f"`tracker {register.table} merge` lets another take over from it."
        )
    db.run(f"DELETE FROM {register.names} WHERE code = ?", (code,))
    db.run(f"DELETE FROM {register.table} WHERE code = ?", (code,))


def merge(db: Database, register: Register, code: str, into: str) -> Raised:
    """Merge `code` into `into`, which then has everything that was said of it, names included.

    Of two markings the higher one stands; returns what has a higher one by now.
    """
    raised: Raised = []
    if code == into:
        raise Refused(f"{code} and {into} are the same {register.noun} already.")
    # Where both claim the same link, the claim of `into` stands, and has both's citations.
    if register is not TYPES:
        split = db.row(
            """SELECT c.handle AS cause, e.handle AS effect FROM links one
               JOIN links other ON (other.cause, other.effect) = (one.cause, one.effect)
               JOIN events c ON c.id = one.cause JOIN events e ON e.id = one.effect
               WHERE one.claimed_by = ? AND other.claimed_by = ? AND one.denied <> other.denied""",
            (code, into),
        )
        if split is not None:
            raise Refused(
                f"One of {code} and {into} claims and the other denies that {split['cause']} led "
                f"to {split['effect']}; `tracker unlink` one of the two first."
            )
        _refuse_other_causes(db, code, into)
        raised += markings.raise_links(
            db,
            """dropped.claimed_by = :code AND kept.claimed_by = :into
               AND kept.cause = dropped.cause AND kept.effect = dropped.effect""",
            {"code": code, "into": into},
        )
        db.run(
            """DELETE FROM link_partners AS p WHERE claimed_by = :code AND EXISTS (SELECT 1
               FROM links k WHERE k.cause = p.cause AND k.effect = p.effect
                 AND k.claimed_by = :into)""",
            {"code": code, "into": into},
        )
        db.run(
            """DELETE FROM links WHERE claimed_by = :code AND EXISTS (SELECT 1 FROM links k
               WHERE k.cause = links.cause AND k.effect = links.effect AND k.claimed_by = :into)""",
            {"code": code, "into": into},
        )
    if register is not TYPES:
        claims.merge_claimant(db, register.noun, code, into)
        hypotheses.merge_code(db, code, into)
    if register is SOURCES:
        marking = db.value("SELECT marking FROM sources WHERE code = ?", (code,))
        raised += markings.raise_to(db, "sources", {"code": into}, marking)
        # What both relay is relayed once, and nothing relays itself.
        db.run(
            """DELETE FROM relays AS r
               WHERE (r.source, r.relays) IN (VALUES (:code, :into), (:into, :code))
                  OR r.source = :code AND (:into, r.relays) IN (SELECT * FROM relays)
                  OR r.relays = :code AND (r.source, :into) IN (SELECT * FROM relays)""",
            {"code": code, "into": into},
        )
    if register is ACTORS:
        parts.merge(db, code, into)
    _recode(db, register, code, into)
    if register is ACTORS and parts.is_in_circle(db, into):
        raise Refused(
            f"{into} would be part of itself once it is {code}, too; `tracker actors part … "
            "--remove` takes back which of the two is wrong."
        )
    if register is ACTORS:  # the two may have stood on the same side of one event
        db.run(
            """DELETE FROM event_actors WHERE actor = ? AND EXISTS (SELECT 1 FROM event_actors o
               WHERE o.event = event_actors.event AND o.side = event_actors.side
                 AND o.actor = event_actors.actor AND o.position < event_actors.position)""",
            (into,),
        )
    db.run(f"UPDATE {register.names} SET code = ? WHERE code = ?", (into, code))
    db.run(f"DELETE FROM {register.table} WHERE code = ?", (code,))
    return raised


def _refuse_other_causes(db: Database, code: str, into: str) -> None:
    """Refuse where both link the same two events, and one of them only together with others."""
    partners = """(SELECT group_concat(partner) FROM (SELECT partner FROM link_partners p
                   WHERE (p.cause, p.effect, p.claimed_by) = ({0}.cause, {0}.effect, {0}.claimed_by)
                   ORDER BY partner))"""
    row = db.row(
        f"""SELECT c.handle AS cause, e.handle AS effect FROM links one
            JOIN links other ON (other.cause, other.effect) = (one.cause, one.effect)
            JOIN events c ON c.id = one.cause JOIN events e ON e.id = one.effect
            WHERE one.claimed_by = ? AND other.claimed_by = ?
              AND {partners.format("one")} IS NOT {partners.format("other")}""",
        (code, into),
    )
    if row is not None:
        raise Refused(
            f"{code} and {into} claim that {row['cause']} led to {row['effect']} together with "
            "different others; `tracker unlink` one of the two first."
        )


def aliases(
    db: Database, register: Register, codes: Collection[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """For each code, or some of them, the names that are neither code nor name for people."""
    chosen = "" if codes is None else "WHERE n.code IN (SELECT value FROM json_each(?))"
    rows = db.rows(
        f"""SELECT n.code, n.name, n.folded, r.{register.called} AS called
            FROM {register.names} n JOIN {register.table} r ON r.code = n.code {chosen}
            ORDER BY n.code, n.rowid""",
        () if codes is None else (json.dumps(sorted(codes)),),
    )
    found: dict[str, tuple[str, ...]] = {}
    for (code, called), named in groupby(rows, key=itemgetter("code", "called")):
        own = {folded(code), folded(called)}
        if others := tuple(row["name"] for row in named if row["folded"] not in own):
            found[code] = others
    return found


def _recode(db: Database, register: Register, code: str, new: str) -> None:
    for table, column in register.used_in:
        db.run(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (new, code))


def _refuse_taken(
    db: Database, register: Register, names: Iterable[str], owner: str | None
) -> None:
    for name in names:
        holder = find(db, register, name)
        if holder is not None and holder != owner:
            raise NameTaken(register.noun, name, holder)
