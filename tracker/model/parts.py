"""Parts of actors counted with their wholes: an army with its state, a minister while in office.

Who acts for another counts as that other wherever actors are counted or have a lane. A state acts
in its own right, so that what it does is never that of an alliance, unless the alliance is named.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventClaim
from tracker.model.link import Link

Actors = Mapping[str, Actor]
IN_ITS_OWN_RIGHT = "state"


def wholes_of(code: str, actors: Actors, date: EventDate | None = None) -> tuple[str, ...]:
    """The actors of which one is part at a date, directly or not; at any time without a date.

    >>> from tracker.model.actor import PartOf
    >>> kerry = Actor("KERRY", "John Kerry", "person", part_of=(PartOf("USA", "2013", "2017"),))
    >>> actors = {"KERRY": kerry, "USA": Actor("USA", "United States")}
    >>> wholes_of("KERRY", actors, EventDate.parse("2016-10-03"))
    ('USA',)
    >>> wholes_of("KERRY", actors, EventDate.parse("2021"))
    ()
    """
    found: dict[str, None] = {}
    waiting = [code]
    while waiting:
        actor = actors.get(waiting.pop(0))
        for part in actor.part_of if actor is not None else ():
            if part.whole not in found and (date is None or part.may_hold_at(date)):
                found[part.whole] = None
                waiting.append(part.whole)
    found.pop(code, None)
    return tuple(found)


def counted_as(
    code: str, actors: Actors, date: EventDate | None = None, named: Collection[str] = ()
) -> tuple[str, ...]:
    """The codes as which an actor counts at a date: those named, else the outermost wholes.

    >>> from tracker.model.actor import PartOf
    >>> actors = {
    ...     "IAF": Actor("IAF", "Indian Air Force", "armed-group", part_of=(PartOf("IND"),)),
    ...     "IND": Actor("IND", "India", part_of=(PartOf("SAARC"),)),
    ...     "SAARC": Actor("SAARC", "SAARC", "organization"),
    ... }
    >>> counted_as("IAF", actors), counted_as("IAF", actors, named=["SAARC", "PAK"])
    (('IND',), ('SAARC',))
    """
    if code in named:
        return (code,)
    if chosen := tuple(each for each in wholes_of(code, actors, date) if each in named):
        return chosen
    return _outermost(code, actors, date, frozenset())


def _outermost(
    code: str, actors: Actors, date: EventDate | None, met: frozenset[str]
) -> tuple[str, ...]:
    actor = actors.get(code)
    if actor is None or actor.kind == IN_ITS_OWN_RIGHT or code in met:
        return (code,)
    wholes = dict.fromkeys(
        part.whole
        for part in actor.part_of
        if part.whole in actors and (date is None or part.may_hold_at(date))
    )
    found = dict.fromkeys(
        each for whole in wholes for each in _outermost(whole, actors, date, met | {code})
    )
    return tuple(found) or (code,)


def rolled_up(chronicle: Chronicle, named: Collection[str] = ()) -> Chronicle:
    """The chronicle with each part on the sides of events counted as its whole.

    Of a side that has a part and its whole, or two parts of one, the whole is left once. What is
    `named` counts as itself, and so do its parts.
    """
    actors = chronicle.actors
    parts = {code for code, actor in actors.items() if actor.part_of}
    if not parts:
        return chronicle

    def side(acting: tuple[Actor, ...], date: EventDate) -> tuple[Actor, ...]:
        codes = (each for actor in acting for each in counted_as(actor.code, actors, date, named))
        by_code = {actor.code: actor for actor in acting}
        return tuple(actors.get(code) or by_code[code] for code in dict.fromkeys(codes))

    return replace(
        chronicle,
        events={
            number: replace(
                event, by=side(event.by, event.date), to=side(event.to, event.date)
            )
            if not parts.isdisjoint(actor.code for actor in (*event.by, *event.to))
            else event  # as most are, of a record of states
            for number, event in chronicle.events.items()
        },
    )  # fmt: skip


def parts_in_words(chronicle: Chronicle, counted: Chronicle) -> str:
    """Say who counts as whom in a chronicle that was rolled up, if anybody does."""
    found: dict[str, dict[str, None]] = {}
    for number, event in chronicle.events.items():
        for side in ("by", "to") if counted.events[number] is not event else ():
            own, wholes = ([actor.code for actor in getattr(each, side)]
                           for each in (event, counted.events[number]))  # fmt: skip
            for code in own:
                for whole in wholes if code not in wholes else ():
                    if whole in wholes_of(code, chronicle.actors, event.date):
                        found.setdefault(whole, {})[code] = None
    return wholes_in_words(found)


def wholes_in_words(counted: Mapping[str, Collection[str]]) -> str:
    """Say which parts count as which wholes; nothing where none do.

    >>> wholes_in_words({"IND": ["IAF", "IND-ARMY"]})
    'Counted with their wholes: IAF, IND-ARMY as IND; --exactly counts each by itself.'
    """
    told = "; ".join(f"{', '.join(sorted(counted[whole]))} as {whole}" for whole in sorted(counted))
    return f"Counted with their wholes: {told}; --exactly counts each by itself." if told else ""


def claims_rolled_up(chronicle: Chronicle, named: Collection[str]) -> Chronicle:
    """The chronicle with what the parts of the named claim or deny as claimed by these.

    A claim has no date, so whoever was ever a part counts. Where a whole and its part claim the
    same link, the claim of the whole stands.
    """
    actors = chronicle.actors

    def claimed(links: tuple[Link, ...]) -> tuple[Link, ...]:
        found: dict[tuple[frozenset[int], int, str], Link] = {}
        for link in sorted(links, key=lambda link: link.claimed_by not in named):
            own = (link.claimed_by,)
            wholes = [each for each in wholes_of(link.claimed_by, actors) if each in named]
            for claimant in own if link.claimed_by in named else wholes or own:
                key = (frozenset(link.causes), link.effect, claimant)
                found.setdefault(key, replace(link, claimed_by=claimant))
        return tuple(found.values())

    def spoken(event: Event) -> Event:
        said: dict[str, EventClaim] = {}
        for claim in sorted(event.claims, key=lambda claim: claim.claimed_by not in named):
            own = (claim.claimed_by,)
            wholes = [each for each in wholes_of(claim.claimed_by, actors) if each in named]
            for claimant in own if claim.claimed_by in named else wholes or own:
                said.setdefault(claimant, replace(claim, claimed_by=claimant))
        return replace(event, claims=tuple(said.values()))

    return replace(
        chronicle,
        events={
            number: spoken(event) if event.claims else event
            for number, event in chronicle.events.items()
        },
        links=claimed(chronicle.links),
        denials=claimed(chronicle.denials),
    )
