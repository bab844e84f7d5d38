"""Likeness: how alike two events are, and which events a new one may be a duplicate of."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tracker.model.event import Event
from tracker.model.names import STOP_WORDS, folded

LIKELY = 0.75
WEIGHTS = {"time": 0.2, "sides": 0.3, "type": 0.2, "words": 0.3}
ELSEWHERE = 0.7  # what two different places leave of a similarity
MOST_WORDS = 0.6  # of the words of two titles that those in common are


class Traits(NamedTuple):
    """The traits of an event that are compared, worked out once."""

    event: Event
    sides: frozenset[tuple[str, str]]
    actors: frozenset[str]
    words: frozenset[str]
    root: str
    place: str


def find_alike(event: Event, others: Iterable[Event]) -> list[Event]:
    """Find the events that a new one may be a duplicate of.

    Parameters
    ----------
    event : Event
        The new event.
    others : iterable of Event
        Those of about the same time.

    Returns
    -------
    list of Event
        The likeliest first: as alike as `find_duplicates` asks for, or with most words of the
        title in common on one day, whatever type and sides they were given.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> attack = EventType("attack", "Attack")
    >>> there, new = (
    ...     Event(n, f"e{n}", title, EventDate.parse("1999-07-04"), attack)
    ...     for n, title in enumerate(("Army takes Tiger Hill", "Army captures Tiger Hill"))
    ... )
    >>> [each.title for each in find_alike(new, [there])]
    ['Army takes Tiger Hill']
    """
    one = traits_of(event)
    found = []
    for other in others:
        traits = traits_of(other)
        score, _ = likeness(one, traits)
        same_words = _jaccard(one.words, traits.words) >= MOST_WORDS
        if score >= LIKELY or (same_words and _time(event, other) >= LIKELY):
            found.append((-score, other.id, other))
    return [other for _, _, other in sorted(found, key=lambda each: each[:2])]


def traits_of(event: Event) -> Traits:
    """Work out what of an event is compared.

    Parameters
    ----------
    event : Event
        The event.

    Returns
    -------
    Traits
        Its sides, actors, words, root of type and place.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> threat = EventType("threat", "Threat")
    >>> sorted(traits_of(Event(1, "e", "The talks fail", EventDate.parse("2016"), threat)).words)
    ['fail', 'talks']
    """
    sides = frozenset(
        (side, actor.code)
        for side, there in (("by", event.by), ("to", event.to))
        for actor in there
    )
    codes = frozenset(code for _, code in sides)
    words = frozenset(re.findall(r"\w+", folded(event.title))) - STOP_WORDS
    root = event.type.cameo[:2] if event.type.cameo else event.type.code
    return Traits(event, sides, codes, words, root, folded(event.place or ""))


def likeness(one: Traits, other: Traits) -> tuple[float, tuple[str, ...]]:
    """Weigh how alike two events are.

    Parameters
    ----------
    one, other : Traits
        What of either is compared.

    Returns
    -------
    tuple of float and tuple of str
        The similarity, 0 to 1, and the traits in which they are alike.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> threat = EventType("threat", "Threat")
    >>> one = traits_of(Event(1, "e", "Talks fail", EventDate.parse("2016-10-03"), threat))
    >>> round(likeness(one, one)[0], 2), likeness(one, one)[1]
    (0.85, ('time', 'type', 'words'))
    """
    parts = {"time": _time(one.event, other.event), **_other_parts(one, other)}
    total = sum(WEIGHTS[name] * value for name, value in parts.items())
    alike = [name for name, value in parts.items() if value >= LIKELY]
    if one.place and one.place == other.place:
        alike.append("place")
    return total * (ELSEWHERE if is_elsewhere(one, other) else 1), tuple(alike)


def likeness_at_most(one: Traits, other: Traits) -> float:
    """Weigh how alike two events would be at one time and place.

    Parameters
    ----------
    one, other : Traits
        What of either is compared.

    Returns
    -------
    float
        The most that `likeness` can give for two events of these sides, types and words.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> threat = EventType("threat", "Threat")
    >>> one = traits_of(Event(1, "e", "Talks fail", EventDate.parse("2016-10-03"), threat))
    >>> round(likeness_at_most(one, one), 2)
    0.85
    """
    parts = {"time": 1.0, **_other_parts(one, other)}
    return sum(WEIGHTS[name] * value for name, value in parts.items())


def is_elsewhere(one: Traits, other: Traits) -> bool:
    """Tell whether two events were at two different places.

    Parameters
    ----------
    one, other : Traits
        What of either is compared.

    Returns
    -------
    bool
        False where one place is not known, or stands within the other.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> day, kind = EventDate.parse("2016"), EventType("t", "T")
    >>> here, there = (
    ...     traits_of(Event(1, "e", "E", day, kind, place=place)) for place in ("Homs", "Aleppo")
    ... )
    >>> is_elsewhere(here, there), is_elsewhere(here, here)
    (True, False)
    """
    places = (one.place, other.place)
    return all(places) and not (one.place in other.place or other.place in one.place)


def _other_parts(one: Traits, other: Traits) -> dict[str, float]:
    """How alike two events are in all but time, in the order of `WEIGHTS`."""
    return {
        "sides": max(_jaccard(one.sides, other.sides), 0.9 * _jaccard(one.actors, other.actors)),
        "type": _type(one, other),
        "words": _jaccard(one.words, other.words),
    }


def _time(one: Event, other: Event) -> float:
    if one.date.text == other.date.text:
        return 1.0
    if one.when.is_wholly_before(other.when) or other.when.is_wholly_before(one.when):
        return 0.5
    return 0.8


def _type(one: Traits, other: Traits) -> float:
    if one.event.type.code == other.event.type.code:
        return 1.0
    if one.root == other.root:
        return 0.7
    return 0.3 if one.event.quad and one.event.quad == other.event.quad else 0.0


def _jaccard(one: frozenset[object], other: frozenset[object]) -> float:
    """The Jaccard index of two sets (1901); of two empty ones it is a half.

    >>> _jaccard(frozenset("ab"), frozenset("bc"))
    0.3333333333333333
    """
    either = one | other
    return len(one & other) / len(either) if either else 0.5
