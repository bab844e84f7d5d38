"""Order without dates: the bounds that claims of before and after set to imprecise dates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import networkx as nx

from tracker.model.event import Event
from tracker.model.order import OrderClaim, gap_text

ORIGIN = 0  # the node of the calendar's own zero; events have numbers from 1
EPOCH = datetime(1, 1, 1)
LAST = (datetime(9999, 12, 31, 23, 59, 59) - EPOCH) // timedelta(seconds=1)

Bounds = tuple[datetime | None, datetime | None]
NO_OFFSETS: Mapping[int, timedelta] = {}


@dataclass(frozen=True, slots=True)
class DateBound:
    """One bound of an event's own date, as a reason in a contradiction."""

    event: int

    @property
    def events(self) -> tuple[int, ...]:
        """The event, as the events of an order claim are asked for."""
        return (self.event,)


Reason = OrderClaim | DateBound


class Contradiction(ValueError):
    """Claims that cannot all hold.

    Attributes
    ----------
    reasons : tuple of OrderClaim or DateBound
        A shortest list of them, in the order in which they contradict one another.
    """

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__(f"{len(reasons)} claims cannot all hold")
        self.reasons = tuple(reasons)


def derived_bounds(
    dates: Mapping[int, Bounds],
    claims: Iterable[OrderClaim],
    offsets: Mapping[int, timedelta] = NO_OFFSETS,
) -> dict[int, Bounds]:
    """Tighten when events can have begun, by all claims of order between them.

    Parameters
    ----------
    dates : mapping of int to (datetime or None, datetime or None)
        For each event number, which is 1 or more, the first and the last moment it can have
        begun by its own date; None where that side is open.
    claims : iterable of OrderClaim
        Claims between these events; lengths of time are counted in whole seconds.
    offsets : mapping of int to timedelta, optional
        The offset from UTC of those events that state one; all others are taken to have the zone
        of what they are compared with.

    Returns
    -------
    dict of int to (datetime or None, datetime or None)
        The tightest bounds that follow from everything together, for every event in `dates`.

    Raises
    ------
    Contradiction
        If not all dates and claims can hold; it carries a shortest list that cannot.
    KeyError
        If a claim names an event without a date.

    See Also
    --------
    tracker.model.order.OrderClaim : what one claim says.

    Notes
    -----
    A simple temporal network (Dechter, Meiri & Pearl 1991): each bound is an edge u → v of
    weight w, saying that v is at most w after u. The network is consistent if it has no
    negative cycle, and then the shortest distances from and to the calendar's origin are the
    tightest bounds (Bellman–Ford, linear in events times claims). A shortest contradiction is
    a negative cycle of the fewest edges, found by widening walks edge by edge.

    Examples
    --------
    >>> october = (datetime(2016, 10, 1), datetime(2016, 10, 31))
    >>> third = (datetime(2016, 10, 3), datetime(2016, 10, 3))
    >>> week = timedelta(days=7)
    >>> derived_bounds({1: third, 2: october}, [OrderClaim(1, 2, at_least=week)])[2][0].day
    10
    """
    network = _network(dates, claims, offsets)
    return bounds_of(network, dates)


def bounds_of(network: "nx.DiGraph[int]", events: Iterable[int]) -> dict[int, Bounds]:
    """Read the tightest bounds of events off a network of time.

    Parameters
    ----------
    network : networkx.DiGraph
        Edges as `derived_bounds` describes them.
    events : iterable of int
        Its nodes that are asked for.

    Returns
    -------
    dict of int to (datetime or None, datetime or None)
        The bounds of each.

    Raises
    ------
    Contradiction
        If the network has no solution.

    Examples
    --------
    >>> bounds_of(nx.DiGraph([(ORIGIN, 1, {"weight": 60})]), [1])[1][1]
    datetime.datetime(1, 1, 1, 0, 1)
    """
    try:
        latest = nx.single_source_bellman_ford_path_length(network, ORIGIN)
        earliest = nx.single_source_bellman_ford_path_length(network.reverse(copy=False), ORIGIN)
        return {
            event: (
                _moment(-earliest[event]) if event in earliest else None,
                _moment(latest[event]) if event in latest else None,
            )
            for event in events
        }
    except nx.NetworkXUnbounded:
        raise Contradiction(_shortest_contradiction(network)) from None


@dataclass(frozen=True, slots=True)
class ConsistentPart:
    """Claims of order that can all hold, and what had to be left out for it.

    Attributes
    ----------
    dates : mapping of int to (datetime or None, datetime or None)
        The bounds by which the claims are left; those of an event that contradicts itself are open.
    claims : tuple of OrderClaim
        The claims that are left.
    contradictions : tuple of tuple of OrderClaim or DateBound
        For each claim or date left out, the shortest list of reasons that it stood in.
    """

    dates: Mapping[int, Bounds]
    claims: tuple[OrderClaim, ...]
    contradictions: tuple[tuple[Reason, ...], ...]


def consistent_part(
    dates: Mapping[int, Bounds],
    claims: Iterable[OrderClaim],
    offsets: Mapping[int, timedelta] = NO_OFFSETS,
) -> ConsistentPart:
    """Leave out of each contradiction the claim recorded last, until the rest can hold.

    Parameters
    ----------
    dates, claims, offsets
        As for `derived_bounds`, of what another program may have written.

    Returns
    -------
    ConsistentPart
        What can hold, and the contradictions; none where all of it can.

    Examples
    --------
    >>> year = (datetime(2016, 1, 1), datetime(2016, 12, 31))
    >>> part = consistent_part({1: year, 2: year}, [OrderClaim(1, 2), OrderClaim(2, 1, id=2)])
    >>> [claim.id for claim in part.claims], len(part.contradictions)
    ([0], 1)
    """
    left, bounds = list(claims), dict(dates)
    found: list[tuple[Reason, ...]] = []
    while True:
        try:
            derived_bounds(bounds, left, offsets)
        except Contradiction as error:
            found.append(error.reasons)
            claimed = [each for each in error.reasons if isinstance(each, OrderClaim)]
            if claimed:
                left.remove(max(claimed, key=lambda claim: claim.id))
            else:
                for event in (number for each in error.reasons for number in each.events):
                    bounds[event] = (None, None)
        else:
            return ConsistentPart(bounds, tuple(left), tuple(found))


def certainly_before(
    dates: Mapping[int, Bounds],
    claims: Iterable[OrderClaim],
    one: int,
    other: int,
    offsets: Mapping[int, timedelta] = NO_OFFSETS,
) -> bool:
    """Tell whether one event certainly began before another, by all dates and claims together.

    Parameters
    ----------
    dates, claims
        As for `derived_bounds`.
    one, other : int
        Numbers of two events.
    offsets : mapping of int to timedelta, optional
        As for `derived_bounds`.

    Returns
    -------
    bool
        Whether `one` began before `other` wherever in their bounds the two may lie.

    Raises
    ------
    Contradiction
        If not all dates and claims can hold.

    Notes
    -----
    The shortest distance from `other` to `one` in the simple temporal network is the most by
    which `one` can come after `other`; it is below 0.

    Examples
    --------
    >>> day = (datetime(2016, 10, 3), datetime(2016, 10, 3, 23, 59, 59))
    >>> certainly_before({1: day, 2: day}, [OrderClaim(1, 2)], 1, 2)
    True
    """
    most = most_after(_network(dates, claims, offsets), one, other)
    return most is not None and most < _whole(ahead_of(offsets, other, one))


def most_after(network: "nx.DiGraph[int]", one: int, other: int) -> int | None:
    """Work out by how many seconds at most one node of a network of time comes after another.

    Parameters
    ----------
    network : networkx.DiGraph
        Edges as `derived_bounds` describes them.
    one, other : int
        Two nodes.

    Returns
    -------
    int or None
        Below 0 where `one` is certainly first; None where nothing bounds it.

    Raises
    ------
    Contradiction
        If the network has no solution.

    Examples
    --------
    >>> most_after(nx.DiGraph([(2, 1, {"weight": -60})]), 1, 2)
    -60
    """
    try:
        most = nx.single_source_bellman_ford_path_length(network, other)
    except nx.NetworkXUnbounded:
        raise Contradiction(_shortest_contradiction(network)) from None
    return int(most[one]) if one in most else None


def offsets_of(events: Iterable[Event]) -> dict[int, timedelta]:
    """Read off the offsets from UTC that events state for their beginning.

    Parameters
    ----------
    events : iterable of Event
        The events.

    Returns
    -------
    dict of int to timedelta
        By event number, for those that state one.

    Examples
    --------
    >>> offsets_of([])
    {}
    """
    stated = ((event.id, event.date.offsets[0]) for event in events)
    return {number: offset for number, offset in stated if offset is not None}


def reason_in_words(reason: Reason, names: Mapping[int, str], dates: Mapping[int, str]) -> str:
    """Put one reason of a contradiction into words.

    Parameters
    ----------
    reason : OrderClaim or DateBound
        The reason.
    names, dates : mapping of int to str
        What each event is called and dated.

    Returns
    -------
    str
        Such as ``a (2016-10-03) before b, within 7d``.

    Examples
    --------
    >>> reason_in_words(OrderClaim(1, 2), {1: "a", 2: "b"}, {})
    'a is before b'
    """
    if isinstance(reason, DateBound):
        return f"{names[reason.event]} is dated {dates[reason.event]}"
    text = f"{names[reason.before]} is before {names[reason.after]}"
    if reason.at_least > timedelta(seconds=1):
        text += f", by at least {gap_text(reason.at_least)}"
    if reason.within is not None:
        text += f", within {gap_text(reason.within)}"
    sources = ", ".join(citation.source for citation in reason.citations)
    return text + (f" ({sources})" if sources else "")


def _network(
    dates: Mapping[int, Bounds], claims: Iterable[OrderClaim], offsets: Mapping[int, timedelta]
) -> "nx.DiGraph[int]":
    network: nx.DiGraph[int] = nx.DiGraph()
    network.add_node(ORIGIN)
    for event, (first, last) in dates.items():
        network.add_node(event)
        bound_between(network, ORIGIN, event, first, last, DateBound(event))
    add_claims(network, claims, offsets)
    return network


def add_claims(
    network: "nx.DiGraph[int]",
    claims: Iterable[OrderClaim],
    offsets: Mapping[int, timedelta] = NO_OFFSETS,
) -> None:
    """Add claims of order to a network of time.

    Parameters
    ----------
    network : networkx.DiGraph
        The network, with a node for each event.
    claims : iterable of OrderClaim
        Claims between these events.
    offsets : mapping of int to timedelta, optional
        As for `derived_bounds`.

    Raises
    ------
    KeyError
        If a claim names an event that has no node.

    Examples
    --------
    >>> network = nx.DiGraph([(ORIGIN, 1), (ORIGIN, 2)])
    >>> add_claims(network, [OrderClaim(1, 2)])
    >>> network.edges[2, 1]["weight"]
    -1
    """
    for claim in claims:
        for end in (claim.before, claim.after):
            if end not in network:
                raise KeyError(end)
        ahead = ahead_of(offsets, claim.before, claim.after)
        least = -_whole(claim.at_least + ahead)
        _bound(network, claim.after, claim.before, least, claim)
        if claim.within is not None:
            _bound(network, claim.before, claim.after, _whole(claim.within + ahead), claim)


def bound_between(
    network: "nx.DiGraph[int]",
    origin: int,
    event: int,
    first: datetime | None,
    last: datetime | None,
    reason: Reason | None,
) -> None:
    """Bound an event of a network of time to lie between two moments.

    Parameters
    ----------
    network : networkx.DiGraph
        The network.
    origin, event : int
        The node that the moments are counted from, and that of the event.
    first, last : datetime or None
        The moments; None where that side is open.
    reason : OrderClaim or DateBound, optional
        What bounds it.

    Examples
    --------
    >>> network = nx.DiGraph()
    >>> bound_between(network, ORIGIN, 1, None, datetime(1, 1, 1, 0, 1), None)
    >>> network.edges[ORIGIN, 1]["weight"]
    60
    """
    if last is not None:
        _bound(network, origin, event, _seconds(last), reason)
    if first is not None:
        _bound(network, event, origin, -_seconds(first), reason)


def ahead_of(offsets: Mapping[int, timedelta], one: int, other: int) -> timedelta:
    """Work out by how much the clock of one event is behind that of another, where both are known.

    Examples
    --------
    >>> ahead_of({1: timedelta(0), 2: timedelta(hours=3)}, 1, 2)
    datetime.timedelta(seconds=10800)
    """
    if one in offsets and other in offsets:
        return offsets[other] - offsets[one]
    return timedelta(0)


def _bound(
    network: "nx.DiGraph[int]", start: int, end: int, weight: int, reason: Reason | None
) -> None:
    """Bound `end` to at most `weight` seconds after `start`, unless a tighter bound is known."""
    if not network.has_edge(start, end) or weight < network.edges[start, end]["weight"]:
        network.add_edge(start, end, weight=weight, reason=reason)


def _shortest_contradiction(network: "nx.DiGraph[int]") -> list[Reason]:
    """The reasons along a negative cycle of the fewest edges.

    `best[start][node]` is the least weight of a walk from start to node of so many edges; the
    first walk that comes home with a debt is the shortest there is.
    """
    best: dict[int, dict[int, tuple[int, tuple[int, ...]]]] = {
        node: {node: (0, (node,))} for node in network
    }
    for _ in range(len(network)):
        for start, reached in best.items():
            longer: dict[int, tuple[int, tuple[int, ...]]] = {}
            for node, (weight, walk) in reached.items():
                for after, edge in network.adj[node].items():
                    total = weight + edge["weight"]
                    if after == start and total < 0:
                        return _reasons(network, (*walk, start))
                    if after not in longer or total < longer[after][0]:
                        longer[after] = (total, (*walk, after))
            best[start] = longer
    raise AssertionError("a network without a solution has a negative cycle")


def _reasons(network: "nx.DiGraph[int]", walk: tuple[int, ...]) -> list[Reason]:
    reasons = [network.edges[step]["reason"] for step in pairwise(walk)]
    return list(dict.fromkeys(reason for reason in reasons if reason is not None))


def _seconds(moment: datetime) -> int:
    return _whole(moment - EPOCH)


def _whole(gap: timedelta) -> int:
    return gap // timedelta(seconds=1)


def _moment(seconds: float) -> datetime:
    """A moment of the calendar; what claims push beyond it stays at its ends."""
    return EPOCH + timedelta(seconds=min(max(0, int(seconds)), LAST))
