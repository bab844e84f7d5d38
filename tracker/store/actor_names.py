"""Whom a name stands for in the register of actors, however a list of states writes it."""

from tracker.errors import NotFound
from tracker.model.actor import Actor
from tracker.model.dates import EventDate
from tracker.model.state_names import Qualified, alive, bare_state, is_style, qualified, spellings
from tracker.store import listing, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS

STATES = ("state", "institution")


def find_actor(db: Database, name: str, at: EventDate | None = None) -> str | None:
    """The code of an actor by a name, or by a spelling that lists use for a state; or None.

    `Russia (Soviet Union)` is whichever of the two was there at the date.
    """
    if code := registers.find(db, ACTORS, name):
        return code
    found = bearers(db, name)
    return alive(found, at).code if found else None


def resolve_actor(db: Database, name: str, at: EventDate | None = None) -> str:
    """Find an actor as `find_actor` does; an unknown name is an error with suggestions."""
    return find_actor(db, name, at) or registers.resolve(db, ACTORS, name)


def bearers(db: Database, name: str) -> tuple[Actor, ...]:
    """All who may be meant by a name: one mostly, several where it depends on the date.

    A part of a state is never the state: of `Yemen (Supreme Political Council)` the register must
    know the whole name.
    """
    if code := registers.find(db, ACTORS, name):
        return (_actor(db, code),)
    bare = bare_state(name)
    if bare != name.strip():
        for each in (bare, f"the {bare}"):
            if code := registers.find(db, ACTORS, each):
                return _if_state(_actor(db, code))
    parts = qualified(bare)
    if parts is not None and parts.sign != "," and (both := _successors(db, parts)):
        return both
    for spelled in spellings(bare):
        if code := registers.find(db, ACTORS, spelled):
            return (_actor(db, code),)
    if parts is not None and parts.sign != "/" and is_style(parts.qualifier):
        first = _state(db, parts.name)
        # `Iraq (Islamic State)` is neither of the two.
        other = registers.find(db, ACTORS, parts.qualifier)
        return (first,) if first and other in (None, first.code) else ()
    return ()


def _successors(db: Database, parts: Qualified) -> tuple[Actor, ...]:
    """Two names of one state, or a state and the one before it, with others of the country."""
    first, second = (_state(db, each) for each in (parts.name, parts.qualifier))
    if first is None or second is None:
        return ()
    if first == second:
        return (first,)
    return (first, second, *_of_country(db, first, second)) if _is_one(first, second) else ()


def others_of_country(db: Database, actor: Actor) -> list[Actor]:
    """The other actors that bear, or bore, a COW number of an actor's."""
    numbers = (actor.cow or "").split()
    found = (other for number in numbers for other in listing.actors_by_cow(db, number))
    return [other for other in found if other.code != actor.code]


def _of_country(db: Database, first: Actor, second: Actor) -> list[Actor]:
    """The further actors of the country of two."""
    found = (*others_of_country(db, first), *others_of_country(db, second))
    return [each for each in dict.fromkeys(found) if each not in (first, second)]


def _is_one(one: Actor, other: Actor) -> bool:
    """Whether two are one country at different times: they share a number, or never met."""
    if set((one.cow or "").split()) & set((other.cow or "").split()):
        return True
    earlier, later = sorted((one, other), key=lambda actor: actor.valid_from or "")
    return bool(earlier.valid_to and later.valid_from and earlier.valid_to < later.valid_from)


def _state(db: Database, name: str) -> Actor | None:
    """The state or country that a part of a name stands for."""
    found = bearers(db, name)
    return next(iter(_if_state(found[0])), None) if len(found) == 1 else None


def _if_state(actor: Actor) -> tuple[Actor, ...]:
    return (actor,) if actor.kind in STATES else ()


def _actor(db: Database, code: str) -> Actor:
    found = listing.actors(db, [code]).get(code)
    if found is None:
        raise NotFound("actor", code)
    return found
