"""Names for the claimant `analyst`, who is another one on either side of a merge."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.model.actor import ANALYST, Actor, actor_code
from tracker.model.link import Link
from tracker.model.merging import Key
from tracker.model.names import slug
from tracker.recording.links import stored_link
from tracker.recording.merging.sides import Side, with_claimants
from tracker.store import ancestry, identities, links, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS

if TYPE_CHECKING:
    from tracker.recording.merging.merging import Theirs

Authors = Mapping[tuple[str, str], str]


def named_claimants(
    db: Database, theirs: "Theirs", ours: Side, other: Side, base: Side, remarks: list[str]
) -> tuple[Side, Side, Side]:
    """Let the links of each analyst be claimed by a name, where there is more than one analyst.

    A link of the common past is of whoever recorded it, on both sides. A file that somebody wrote
    by hand does not say that its analyst is another one.
    """
    if theirs.analyst is None and not any(event.uuid for event in theirs.batch.events):
        return ours, other, base
    own = _authors(ours, ancestry.authors_of_links(db), db.analyst, base, theirs.base_authors)
    foreign = _authors(other, theirs.authors, theirs.analyst, base, theirs.base_authors)
    past = _authors(base, theirs.base_authors, None, base, theirs.base_authors)
    people = {*own.values(), *foreign.values()}
    if len(people) + (_unnamed(ours, own) or _unnamed(other, foreign)) < 2:
        return ours, other, base
    codes = {who: _code(db, who) for who in sorted(people)}
    kept: dict[Key, str] = {}
    for key, who in own.items():
        if _rename(db, ours, key, codes[who]):
            kept[key] = codes[who]
    if kept:
        listed = ", ".join(sorted(set(kept.values())))
        remarks.append(f"Links of the analyst here are claimed by {listed} now.")
    sides = ((ours, kept), (other, foreign), (base, past))
    first, second, third = (
        with_claimants(side, {key: codes.get(who, who) for key, who in named.items()})
        for side, named in sides
    )
    return first, second, third


def _authors(
    side: Side, authors: Authors, otherwise: str | None, base: Side, before: Authors
) -> dict[Key, str]:
    """For the keys of the analyst's links of a side, who that is, as far as it is known."""
    found: dict[Key, str] = {}
    for key in side.entries:
        if key[0] != "link" or key[2] != ANALYST:
            continue
        in_base = key in base.entries
        # Whoever changed it since, it is the same link on all sides, or a removal would be undone.
        known = before if in_base else authors
        names = base.handles if in_base else side.handles
        pairs = [(names.get(cause, ""), names.get(key[1], "")) for cause in key[3:]]
        who = next((known[pair] for pair in pairs if pair in known), None)
        who = who or (None if in_base else otherwise)
        if who is not None and who not in ancestry.NOBODY:
            found[key] = who
    return found


def _unnamed(side: Side, named: Mapping[Key, str]) -> bool:
    """Whether links of a side stay those of an analyst without a name."""
    return any(key[0] == "link" and key[2] == ANALYST and key not in named for key in side.entries)


def _code(db: Database, who: str) -> str:
    """The code by which an analyst claims links; recorded as a person where nobody has it."""
    known = registers.find(db, ACTORS, who)
    if known is not None:
        return known
    try:
        code = actor_code(slug(who)[:16].rstrip("-"))
    except TrackerError:  # in a script that codes are not written in
        code = f"ANALYST-{sha256(who.encode()).hexdigest()[:6].upper()}"
    if registers.find(db, ACTORS, code) is None:
        registers.insert(db, ACTORS, Actor(code, who, "person"))
    return code


def _rename(db: Database, side: Side, key: Key, code: str) -> bool:
    """Let a link be claimed by somebody else, unless they claim one of the same causes already."""
    if (*key[:2], code, *key[3:]) in side.entries:
        return False
    rows = {uuid: number for number, uuid in identities.identities(db).items()}
    effect = rows[key[1]]
    causes = [rows[name] for name in key[3:]]
    stored = stored_link(db, Link(causes[0], effect, "", 1.0, ANALYST, partners=tuple(causes[1:])))
    links.delete(db, stored)
    links.insert(db, replace(stored, claimed_by=code))
    return True
