"""The claims of a chain, pair by pair, in causal order, and the path that runs through them."""

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.link import Link

Edge = tuple[int, int]
Claims = Mapping[Edge, Sequence[Link]]


def claims_of(chronicle: Chronicle) -> dict[Edge, list[Link]]:
    """Collect the claims of each pair of linked events.

    Parameters
    ----------
    chronicle : Chronicle
        Links with an end that is not among its events are left out.

    Returns
    -------
    dict of (int, int) to list of Link
        For each pair its claims, likeliest first, and then who denies it. A joint claim stands with
        each of its causes.

    Examples
    --------
    >>> claims_of(Chronicle())
    {}
    """
    found: dict[Edge, list[Link]] = {}
    there = chronicle.events
    for claim in chronicle.links:
        if claim.effect in there and all(cause in there for cause in claim.causes):
            for link in claim.from_each_cause() if claim.partners else (claim,):
                found.setdefault((link.cause, link.effect), []).append(link)
    for claim in chronicle.denials:
        for denial in claim.from_each_cause():
            if (denial.cause, denial.effect) in found:
                found[denial.cause, denial.effect].append(denial)
    return {
        edge: made if len(made) == 1 else sorted(made, key=_likeliest_first)
        for edge, made in sorted(found.items())
    }


def _likeliest_first(link: Link) -> tuple[bool, float, str]:
    return link.denied, -link.likelihood, link.claimed_by


def in_causal_time(chronicle: Chronicle, claims: Claims) -> list[Event]:
    """Put the linked events in order of time, an imprecise one never before its causes.

    Parameters
    ----------
    chronicle : Chronicle
        Its events stand in order of time.
    claims : mapping of (int, int) to sequence of Link
        As `claims_of` collects them.

    Returns
    -------
    list of Event
        Every cause before its effects.

    Raises
    ------
    ValueError
        If the links form a circle.

    Examples
    --------
    >>> in_causal_time(Chronicle(), {})
    []
    """
    events = chronicle.linked()
    place = {event.id: at for at, event in enumerate(events)}
    effects: dict[int, list[int]] = {}
    waiting = dict.fromkeys(place, 0)
    for cause, effect in claims:
        effects.setdefault(cause, []).append(effect)
        waiting[effect] += 1
    ready = [place[number] for number, count in waiting.items() if not count]
    heapify(ready)
    order: list[Event] = []
    while ready:
        event = events[heappop(ready)]
        order.append(event)
        for effect in effects.get(event.id, ()):
            waiting[effect] -= 1
            if not waiting[effect]:
                heappush(ready, place[effect])
    if len(order) < len(events):
        raise ValueError("The links form a circle, so there is no order to draw them in.")
    return order


def path_through(order: Sequence[int], claims: Claims, asked: Sequence[int] = ()) -> list[int]:
    """Choose the path that stands in the middle of a chain.

    Parameters
    ----------
    order : sequence of int
        The events, every cause before its effects.
    claims : mapping of (int, int) to sequence of Link
        At least one.
    asked : sequence of int, optional
        The path that is wanted.

    Returns
    -------
    list of int
        That which is asked for, if each of its steps is claimed; else from the last effect back,
        each time to its likeliest cause, of equally likely ones to the nearest.

    Examples
    --------
    >>> links = [Link(1, 3, "enables", 0.5), Link(2, 3, "enables", 0.7)]
    >>> path_through([1, 2, 3], {(link.cause, 3): [link] for link in links})
    [2, 3]
    """
    if len(asked) > 1 and all(step in claims for step in pairwise(asked)):
        return list(asked)
    place = {number: at for at, number in enumerate(order)}
    causes: dict[int, list[int]] = {}
    for cause, effect in claims:
        causes.setdefault(effect, []).append(cause)
    path = [max(causes, key=place.__getitem__)]
    while before := causes.get(path[-1]):
        effect = path[-1]
        path.append(max(before, key=lambda n: (claims[n, effect][0].likelihood, place[n])))
    return path[::-1]
