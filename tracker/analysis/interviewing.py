"""The pairs of events that an interview asks of: an actor in common, and no word on a link yet."""

import heapq
from collections import defaultdict
from collections.abc import Iterator

from tracker.model.chronicle import Chronicle
from tracker.model.counterfactuals import OpenPair
from tracker.model.event import HAPPENED, Event


def open_pairs(chronicle: Chronicle, effect: int | None = None) -> Iterator[OpenPair]:
    """Find pairs of events of which it is still to be asked whether the one led to the other.

    Parameters
    ----------
    chronicle : Chronicle
        The events, what is claimed and denied of their links, and the answers so far.
    effect : int, optional
        Only pairs with this event as the later one.

    Yields
    ------
    OpenPair
        Two events that share an actor and are not linked, nor denied to be, nor ordered or dated
        the other way round; those nearest in time first, of equals the earlier.

    Notes
    -----
    Each event is merged with those before it of its actors, the nearest first, so that the first
    pairs are found without all of them.

    Examples
    --------
    >>> list(open_pairs(Chronicle()))
    []
    """
    order = list(chronicle.events)
    place = {number: rank for rank, number in enumerate(order)}
    acting: dict[str, list[int]] = defaultdict(list)
    for number in order:
        event = chronicle.events[number]
        if event.status in HAPPENED:
            for code in _actors(event):
                acting[code].append(number)
    said = _said(chronicle)
    waiting: list[tuple[float, int, int, str, int]] = []

    def put(code: str, later: int, back: int) -> None:
        if back >= 0:
            effect_number, cause = acting[code][later], acting[code][back]
            gap = _gap(chronicle.events[cause], chronicle.events[effect_number])
            heapq.heappush(waiting, (gap, place[effect_number], later, code, back))

    for code, numbers in acting.items():
        for later, number in enumerate(numbers):
            if effect in (None, number):
                put(code, later, later - 1)
    met: set[tuple[int, int]] = set()
    while waiting:
        _, _, later, code, back = heapq.heappop(waiting)
        cause, number = acting[code][back], acting[code][later]
        put(code, later, back - 1)
        if (cause, number) in met or (cause, number) in said:
            continue
        met.add((cause, number))
        one, other = chronicle.events[cause], chronicle.events[number]
        if not other.when.is_wholly_before(one.when):
            shared = tuple(sorted(_actors(one) & _actors(other)))
            yield OpenPair(one, other, shared)


def _actors(event: Event) -> set[str]:
    return {actor.code for actor in (*event.by, *event.to)}


def _gap(cause: Event, effect: Event) -> float:
    return (effect.when.start - cause.when.start).total_seconds()


def _said(chronicle: Chronicle) -> set[tuple[int, int]]:
    """The pairs of which something is said: linked either way, denied, ordered, or answered."""
    said = set()
    for link in (*chronicle.links, *chronicle.denials):
        for cause in link.causes:
            said |= {(cause, link.effect), (link.effect, cause)}
    for claim in chronicle.orders:
        said.add((claim.after, claim.before))
    for answer in chronicle.counterfactuals:
        said |= {(answer.cause, answer.effect), (answer.effect, answer.cause)}
    return said
