"""Resolving of actors and types by a name, or by a code of COW or CAMEO."""

import re

from tracker.errors import NotFound
from tracker.model.actor import CODE_LENGTH, Actor, actor_code
from tracker.model.cameo import NARROWER, RESIDUAL, ancestors, root_type
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.names import folded, slug, unused_name
from tracker.model.text import clean_line
from tracker.store import listing, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, TYPES

COW = re.compile(r"cow:\d{1,4}")
CODE = re.compile(r"(?:cameo[:-])?(\d{2,4})")
ROOT = re.compile(r"cameo-(\d{2})")


def find_type(db: Database, name: str) -> str | EventType | None:
    """The code of a type; or a root of CAMEO, to be recorded once an event is of it; or None."""
    if found := registers.find(db, TYPES, name):
        return found
    said = folded(name)
    if match := ROOT.fullmatch(said):
        return root_type(match[1])
    match = CODE.fullmatch(said)
    return _nearest(db, match[1]) if match else None


def resolved_type(db: Database, name: str) -> str:
    """The code of a type, refused where there is none; a root of CAMEO is recorded on the way."""
    found = find_type(db, name)
    if isinstance(found, EventType):
        registers.insert(db, TYPES, found)
        return found.code
    return found or registers.resolve(db, TYPES, name)


def _nearest(db: Database, code: str) -> str | EventType | None:
    """The codebook's type of a code or of the nearest above it, else the root itself."""
    for above in ancestors(code):
        filed = listing.types_by_cameo(db, above)
        if same := [each for each in filed if each not in NARROWER]:
            return same[0]
    root = root_type(code)
    if root is None:
        return None
    residual = RESIDUAL.get(code[:2])
    filed = listing.types_by_cameo(db, f"{code[:2]}*")
    if residual in filed:
        return residual
    return registers.find(db, TYPES, root.code) or root


def resolved_actor(
    db: Database, name: str, remarks: list[str], new_actors: bool, at: EventDate | None = None
) -> str:
    """The code an actor's name stands for; with `new_actors` an unknown one is recorded.

    A name such as `cow:365` is a code of the Correlates of War, for whoever bore it at a date.
    """
    if COW.fullmatch(name) and at is not None:
        return _by_cow(db, name.removeprefix("cow:"), at)
    if not new_actors:
        return registers.resolve(db, ACTORS, name)
    code = registers.find(db, ACTORS, name)
    if code is None:
        title = clean_line(name, "actor")
        code = _free_actor_code(db, title)
        registers.insert(db, ACTORS, Actor(code, title, "movement"))
        remarks.append(
            f"New actor {code}: {title} (kind movement; `tracker actors edit {code}` corrects it)"
        )
    return code


def _by_cow(db: Database, number: str, at: EventDate) -> str:
    """The actor of a COW number at a date; else the first that bore it later, or the last."""
    bearers = listing.actors_by_cow(db, number)
    for actor in bearers:
        if actor.may_act_at(at):
            return actor.code
    if not bearers:
        raise NotFound(
            "actor",
            f"cow:{number}",
            hint="`tracker actors add … --cow` gives an actor that number.",
        )
    later = [
        actor for actor in bearers
        if (begun := EventDate.known(actor.valid_from)) and at.is_wholly_before(begun)
    ]  # fmt: skip
    return min(later, key=lambda actor: str(actor.valid_from), default=bearers[-1]).code


def _free_actor_code(db: Database, name: str) -> str:
    stem = actor_code(
        "".join(c for c in slug(name, 3, 16).upper() if c.isascii()).strip("-") or "X"
    )
    return unused_name(stem, lambda code: registers.find(db, ACTORS, code), limit=CODE_LENGTH)
