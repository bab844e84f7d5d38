"""Resolving of actors and types by a name, or by a code of COW or CAMEO."""

import re
import unicodedata
from collections.abc import Mapping

from tracker.errors import InvalidInput, InvalidText, NearName, NotFound
from tracker.model.actor import (
    CODE_LENGTH,
    KINDS,
    UNKNOWN_KIND,
    Actor,
    NewActors,
    actor_code,
)
from tracker.model.cameo import ACTOR as CAMEO_ACTOR
from tracker.model.cameo import NARROWER, RESIDUAL, ancestors, root_type, state_code
from tracker.model.codebook import EventType
from tracker.model.country_codes import COUNTRY
from tracker.model.dates import EventDate
from tracker.model.names import folded, slug, unused_name
from tracker.model.text import clean_line
from tracker.store import actor_names, events, import_lookups, listing, registers
from tracker.store.actor_names import find_actor, resolve_actor
from tracker.store.database import Database
from tracker.store.registers import ACTORS, TYPES

COW = re.compile(r"cow:\d{1,4}")
CODE = re.compile(r"(?:cameo[:-])?(\d{2,4})")
ROOT = re.compile(r"cameo-(\d{2})")
SHORTEST_NEAR = 5
NEAR = 0.85  # how much alike two spellings are that may well be of one name


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
    db: Database,
    name: str,
    remarks: list[str],
    new_actors: NewActors,
    at: EventDate | None = None,
    anyway: bool = False,
) -> str:
    """The code an actor's name stands for; with `new_actors` an unknown one is recorded.

    One that is spelled almost as a known one, or that reads as several, is refused unless its kind
    is given; `anyway` records it, and a remark names the other. A name such as `cow:365` is a code
    of the Correlates of War, for whoever bore it at a date; so is `Russia (Soviet Union)`.
    `cameo:RUSGOV` is the state of that code, or of its organ, and `country:PK=PAK` the country that
    a list has under a code of two letters.
    """
    if COW.fullmatch(name) and at is not None:
        return _by_cow(db, name.removeprefix("cow:"), at)
    if match := CAMEO_ACTOR.fullmatch(name):
        return _by_cameo(db, match[1])
    if match := COUNTRY.fullmatch(name):
        name = _by_country(db, match[1], match[2])
    if not new_actors:
        return resolve_actor(db, name, at)
    code = find_actor(db, name, at)
    if code is None:
        title = clean_line(name, "actor")
        kinds = new_actors if isinstance(new_actors, Mapping) else {}
        near = [] if name in kinds else near_actors(db, title)
        parts = [] if name in kinds else several(title)
        if not anyway and (near or parts):
            raise NearName(title, near, parts)
        code = _free_actor_code(db, title)
        kind = kinds.get(name, UNKNOWN_KIND)
        registers.insert(db, ACTORS, Actor(code, title, checked_kind(kind)))
        told = f"kind {kind}" + (
            f"; `tracker actors edit {code} --kind …` says it" if kind == UNKNOWN_KIND else ""
        )
        if parts:
            told += f"; it reads as several, {' and '.join(parts)}"
        if near:
            told += f"; almost as {' or '.join(near)}: `tracker actors merge` makes them one"
        remarks.append(f"New actor {code}: {title} ({told})")
    return code


def near_actors(db: Database, name: str) -> list[str]:
    """The known actors, code and name, as one of whom a new name is almost spelled.

    Names that differ in their figures are of different actors: of two units, say. Short ones are
    alike by chance.
    """
    if len(folded(name)) < SHORTEST_NEAR:
        return []
    return [
        f"{code} ({called})"
        for code, spelled, called in registers.spelled_alike(db, ACTORS, name, NEAR)
        if len(spelled) >= SHORTEST_NEAR
    ]


def several(name: str) -> list[str]:
    """The actors as which a name reads that has a comma or a semicolon; none where it has not.

    >>> several("PAK-ARMY,NLI"), several("White Helmets")
    (['PAK-ARMY', 'NLI'], [])
    """
    parts = [part.strip() for part in re.split("[,;]", name) if part.strip()]
    return parts if len(parts) > 1 else []


def checked_kind(kind: str) -> str:
    """A kind of actor, refused where it is none."""
    if kind not in KINDS:
        raise InvalidText(f"kind {kind!r}", f"is none of {', '.join(KINDS)}")
    return kind


def others_of_country(db: Database, actor: Actor, at: EventDate) -> list[Actor]:
    """The other actors that bore a COW number of an actor's at a date."""
    return [other for other in actor_names.others_of_country(db, actor) if other.may_act_at(at)]


def _by_cow(db: Database, number: str, at: EventDate) -> str:
    """The actor of a COW number at a date; else the first that bore it later, or the last.

    Of several the one that began last: Egypt has no bounds, and was the United Arab Republic then.
    """
    bearers = listing.actors_by_cow(db, number)
    if then := [actor for actor in bearers if actor.may_act_at(at)]:
        return max(then, key=lambda actor: actor.valid_from or "").code
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


def _by_cameo(db: Database, code: str) -> str:
    """The actor that CAMEO has under a code, else the state whose organ the code is of."""
    for each in (code, state_code(code)):
        if each and (found := import_lookups.actor_by_cameo(db, each)):
            return found
    raise NotFound(
        "actor",
        f"cameo:{code}",
        hint="CAMEO has that code for nobody in the register; `tracker actors list` shows all.",
    )


def _by_country(db: Database, code: str, country: str) -> str:
    """The name of an actor by which a country is found, of which a file has a code.

    A code that is somebody else's name in the register is not guessed.
    """
    meant, other = (registers.find(db, ACTORS, each) for each in (country, code))
    if other is not None and meant not in (None, other):
        raise InvalidInput(
            f"{code} is a code of {meant}, and a name of {other} in the register of actors: "
            f"--value by:{code}={meant}, and likewise of to, says what it stands for."
        )
    return code if meant is None and other is not None else country


def _free_actor_code(db: Database, name: str) -> str:
    stem = actor_code(_stem(name))
    return unused_name(stem, lambda code: registers.find(db, ACTORS, code), limit=CODE_LENGTH)


def _stem(name: str) -> str:
    """What the code of a new actor is made of: the first words of its name, in Latin letters.

    >>> [_stem(name) for name in ("White Helmets", "Ministère de la Défense", "Северный флот")]
    ['WHITE-HELMETS', 'MINISTERE-DE-LA', 'SEVERNYY-FLOT']
    """
    plain = unicodedata.normalize("NFKD", folded(name))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    if not plain.isascii():
        from anyascii import anyascii  # which most names do without

        plain = anyascii(folded(name))
    return slug(plain, 3, CODE_LENGTH).upper() or "X"


def number_of_handle(db: Database, handle: str) -> int:
    """The number of an event by its whole handle: a file must not be guessed at."""
    found = events.by_handle(db, folded(handle))
    if found is None:
        raise NotFound("event", handle, hint="A file names events by their whole handles.")
    return found.id
