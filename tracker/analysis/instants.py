"""What cannot be in any time zone: the network of instants, which only refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import networkx as nx

from tracker.analysis.order import (
    ORIGIN,
    Bounds,
    Contradiction,
    DateBound,
    Reason,
    add_claims,
    bound_between,
    bounds_of,
    most_after,
)
from tracker.model.event import Event
from tracker.model.names import folded
from tracker.model.order import OrderClaim
from tracker.model.readings import tried_for

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """When an event can have begun, by the clock where it was, and how that clock can have stood.

    Attributes
    ----------
    bounds : (datetime or None, datetime or None)
        The first and the last moment, by that clock; None where nothing is certain.
    offsets : (timedelta, timedelta)
        The least and the greatest offset from UTC that it can have had.
    place : str
        Events with the same one share their offset.
    """

    bounds: Bounds
    offsets: tuple[timedelta, timedelta]
    place: str


def clock_of(event: Event) -> Clock:
    """Read the clock of an event off its date and its place.

    Parameters
    ----------
    event : Event
        The event.

    Returns
    -------
    Clock
        With the offset that the date states, or else with any that there may be.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> date = EventDate.parse("2016-10-03T22:00-05:00")
    >>> clock = clock_of(Event(1, "e", "E", date, EventType("t", "T")))
    >>> clock.bounds[0].day, clock.offsets[0] == clock.offsets[1]
    (3, True)
    """
    offset = event.date.offsets[0]
    shared = offset is None and event.place
    place = f"at {folded(event.place or '')}" if shared else f"event {event.id}"
    return Clock(event.date.firm_beginning, event.date.offsets_of_beginning, place)


def possible_bounds(clocks: Mapping[int, Clock], claims: Iterable[OrderClaim]) -> dict[int, Bounds]:
    """Work out between which instants events can have begun, whatever the zones.

    Parameters
    ----------
    clocks : mapping of int to Clock
        The clock of each event.
    claims : iterable of OrderClaim
        Claims of order between these events.

    Returns
    -------
    dict of int to (datetime or None, datetime or None)
        The first and the last moment of each, in UTC.

    Raises
    ------
    Contradiction
        If the claims cannot all hold at any offsets.

    Notes
    -----
    The network of `derived_bounds`, with a node more for the clock of each place: the bounds of a
    date are counted from the clock, and the clock lies between its offsets from UTC.

    Examples
    --------
    >>> from datetime import datetime
    >>> from tracker.model.clocks import offset_range
    >>> noon = datetime(2016, 10, 3, 12)
    >>> clock = Clock((noon, noon), offset_range(None), "")
    >>> [str(bound) for bound in possible_bounds({1: clock}, [])[1]]
    ['2016-10-02 23:00:00', '2016-10-03 22:00:00']
    """
    return bounds_of(_network(clocks, claims), clocks)


def is_first_everywhere(
    clocks: Mapping[int, Clock], claims: Iterable[OrderClaim], one: int, other: int
) -> bool:
    """Tell whether one event certainly began before another, whatever the zones.

    Parameters
    ----------
    clocks, claims
        As for `possible_bounds`.
    one, other : int
        Numbers of two events.

    Returns
    -------
    bool
        Whether `one` was first at any offsets.

    Raises
    ------
    Contradiction
        If the claims cannot all hold at any offsets.

    Examples
    --------
    >>> from datetime import datetime
    >>> from tracker.model.clocks import offset_range
    >>> days = [(datetime(2016, 10, n), datetime(2016, 10, n, 23, 59, 59)) for n in (3, 4)]
    >>> there = {n: Clock(day, offset_range(None), "Aleppo") for n, day in enumerate(days, 1)}
    >>> is_first_everywhere(there, [], 1, 2)
    True
    """
    most = most_after(_network(clocks, claims), one, other)
    return most is not None and most < 0


def impossible_claims(
    clocks: Mapping[int, Clock], claims: Iterable[OrderClaim]
) -> tuple[list[OrderClaim], list[tuple[Reason, ...]]]:
    """Part claims of order that can all hold in some zones from those that cannot.

    Parameters
    ----------
    clocks, claims
        As for `possible_bounds`, of what another program may have written.

    Returns
    -------
    list of OrderClaim
        Those that can hold: of each contradiction the claim recorded last is left out.
    list of tuple of OrderClaim or DateBound
        The contradictions, each a shortest list of reasons.

    Examples
    --------
    >>> impossible_claims({}, [])
    ([], [])
    """
    left, found = list(claims), []
    while True:
        try:
            possible_bounds(clocks, left)
        except Contradiction as error:
            found.append(error.reasons)
            claimed = [each for each in error.reasons if isinstance(each, OrderClaim)]
            left.remove(max(claimed, key=lambda claim: claim.id))
        else:
            return left, found


def offsets_tried(reasons: Iterable[Reason], events: Mapping[int, Event]) -> str:
    """Tell at which offsets the dates of a contradiction were tried.

    Parameters
    ----------
    reasons : iterable of OrderClaim or DateBound
        The reasons of the contradiction.
    events : mapping of int to Event
        The events that they name.

    Returns
    -------
    str
        Such as ``, at any offset from −10 to +13 hours``; nothing where claims alone contradict one
        another, or where each date states its offset.

    Examples
    --------
    >>> offsets_tried([OrderClaim(1, 2), OrderClaim(2, 1)], {})
    ''
    """
    dated = {each.event for each in reasons if isinstance(each, DateBound)}
    return tried_for(events[number].date for number in dated)


def _network(clocks: Mapping[int, Clock], claims: Iterable[OrderClaim]) -> "nx.DiGraph[int]":
    network: nx.DiGraph[int] = nx.DiGraph()
    network.add_node(ORIGIN)
    places: dict[str, int] = {}
    for event, clock in clocks.items():
        network.add_node(event)
        place = places.setdefault(clock.place, -1 - len(places))  # events have numbers from 1
        least, most = clock.offsets
        # A clock ahead of UTC shows a moment that lies as much earlier.
        network.add_edge(ORIGIN, place, weight=-(least // SECOND), reason=None)
        network.add_edge(place, ORIGIN, weight=most // SECOND, reason=None)
        bound_between(network, place, event, *clock.bounds, DateBound(event))
    add_claims(network, claims)
    return network
