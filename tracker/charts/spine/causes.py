"""The links of a spine: the likeliest cause of each event, a marked chain, their levels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.link import Link

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cause:
    """A link that a spine draws: from the row of a cause down to that of an effect.

    `level` counts from the rows outwards: of two arcs beside one another the longer is further
    out. `joint` says that its cause did it only together with others.
    """

    cause: int
    effect: int
    lit: bool
    joint: bool = False
    denied: bool = False
    level: int = 0


def rows_in_order(chronicle: Chronicle) -> tuple[Event, ...]:
    """Put events in the order of their rows.

    Parameters
    ----------
    chronicle : Chronicle
        Events and links.

    Returns
    -------
    tuple of Event
        By where they stand in time: what is known to some weeks in their middle, what lasted at its
        beginning. A cause stands above its effects, whatever their dates leave open.

    Examples
    --------
    >>> rows_in_order(Chronicle())
    ()
    """
    from heapq import heappop, heappush

    waiting: dict[int, int] = dict.fromkeys(chronicle.events, 0)
    effects: dict[int, list[int]] = {}
    for cause, effect in {pair for link in chronicle.links for pair in _pairs(link)}:
        if cause in waiting and effect in waiting:
            effects.setdefault(cause, []).append(effect)
            waiting[effect] += 1
    keys = {number: (_place(event), number) for number, event in chronicle.events.items()}
    free = sorted(keys[number] for number, count in waiting.items() if not count)
    order: list[int] = []
    while free:
        _, number = heappop(free)
        order.append(number)
        for effect in effects.get(number, ()):
            waiting[effect] -= 1
            if not waiting[effect]:
                heappush(free, keys[effect])
    placed = set(order)  # what is left is in a circle of links
    order += sorted((n for n in keys if n not in placed), key=lambda number: keys[number])
    return tuple(chronicle.events[number] for number in order)


def _place(event: Event) -> float:
    """Where an event stands in time, in seconds since the year 1."""
    date = event.said_when
    start, end = ((bound - bound.min).total_seconds() for bound in (date.start, date.end))
    if event.date.is_interval and event.date.earliest is not None:
        return start
    if event.date.is_day:
        return start
    return (start + end) / 2


def _pairs(link: Link) -> list[Pair]:
    return [(cause, link.effect) for cause in link.causes]


def likeliest_causes(
    chronicle: Chronicle, order: Sequence[Event], chain: Sequence[int] = ()
) -> tuple[Cause, ...]:
    """Choose the links that a spine draws.

    Parameters
    ----------
    chronicle : Chronicle
        The links, and those denied.
    order : sequence of Event
        The events, as their rows stand; a link up the rows is never drawn.
    chain : sequence of int
        Numbers of the events of the chain that is marked.

    Returns
    -------
    tuple of Cause
        Of each event the likeliest claim, of equally likely ones a step of the chain, else the
        nearest; of a joint claim all its causes. The steps of the chain are there in any case.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 3, "enables", 0.5), Link(2, 3, "enables", 0.7))
    >>> likeliest_causes(Chronicle(links=links), ())
    ()
    """
    place = {event.id: at for at, event in enumerate(order)}
    steps = set(pairwise(chain))
    best: dict[int, tuple[tuple[float, bool, int], Link]] = {}
    for link in chronicle.links:
        pairs = _pairs(link)
        if link.effect not in place or any(each not in place for each in link.causes):
            continue
        near = max(place[cause] for cause in link.causes)
        if near >= place[link.effect]:
            continue
        rank = link.likelihood, any(pair in steps for pair in pairs), near
        if link.effect not in best or rank > best[link.effect][0]:
            best[link.effect] = rank, link
    denied = {pair for link in chronicle.denials for pair in _pairs(link)}
    found: dict[Pair, Cause] = {}
    for _, link in best.values():
        for pair in _pairs(link):
            found[pair] = Cause(*pair, pair in steps, bool(link.partners), pair in denied)
    for pair in steps:
        if pair not in found and all(end in place for end in pair):
            found[pair] = Cause(*pair, True, False, pair in denied)
    return tuple(found.values())


def outwards(
    causes: Iterable[Cause], place: Mapping[int, int], most: int
) -> tuple[tuple[Cause, ...], int]:
    """Put arcs beside one another, so that no two run along the same line.

    Parameters
    ----------
    causes : iterable of Cause
        The links to draw.
    place : mapping of int to int
        The row of each event, from the uppermost.
    most : int
        How many levels there is room for.

    Returns
    -------
    tuple of Cause, and int
        Those for which there is room, with their levels from 0, shorter arcs further in; and how
        many levels are taken. Of a chain all are there.

    Examples
    --------
    >>> drawn, levels = outwards([Cause(1, 2, False), Cause(1, 3, True)], {1: 0, 2: 1, 3: 2}, 5)
    >>> [(each.effect, each.level) for each in drawn], levels
    ([(2, 0), (3, 1)], 2)
    """
    from dataclasses import replace

    taken = [0] * (max(place.values(), default=0) + 1)
    drawn = []

    def length(each: Cause) -> tuple[int, int]:
        return place[each.effect] - place[each.cause], place[each.cause]

    for each in sorted(causes, key=length):
        between = range(place[each.cause], place[each.effect])
        level = max(taken[row] for row in between)
        if level >= most:
            if not each.lit:
                continue
            level = most - 1
        for row in between:
            taken[row] = level + 1
        drawn.append(replace(each, level=level))
    return tuple(drawn), max(taken)
