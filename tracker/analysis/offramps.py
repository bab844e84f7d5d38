"""Off-ramps: the avoidable events without which one event would less likely have led to another."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations, islice
from math import inf

from tracker.analysis.causal_claims import causal_graph_of
from tracker.analysis.flows import cheapest_cuts
from tracker.analysis.graph import Graph, event_at
from tracker.analysis.reliability import likelihood_between
from tracker.analysis.subgraphs import subgraph_between
from tracker.model.bands import Band
from tracker.model.chains import OffRamp
from tracker.model.chronicle import Chronicle
from tracker.model.weighing import BY_DEFAULT, Weighing

MOST_SINGLE = 60  # events whose absence is worked out, each by itself
MOST_PAIRED = 20  # events of which every pair is
SAME = 9  # decimals to which two likelihoods are the same

Likely = tuple[float, float, float]  # at the low ends, at the midpoints and at the high ends
LikelihoodWithout = Callable[[Collection[int]], Likely]


def likelihood_without(
    chronicle: Chronicle,
    first: int,
    last: int,
    weighing: Weighing = BY_DEFAULT,
    explained: Collection[int] = (),
) -> LikelihoodWithout:
    """Make the function that says how likely one event led to another without some events.

    Parameters
    ----------
    chronicle : Chronicle
        What lies between the two events.
    first, last : int
        Numbers of the events at the ends.
    weighing : Weighing
        Which claims count.
    explained : collection of int
        Numbers of events that something else explains as well, so that they stand without what
        led to them here.

    Returns
    -------
    callable
        From the numbers of events that are taken away to the likelihoods at the low ends of the
        claims' bands, their midpoints and their high ends. What does not stand without them goes
        with them.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 3, "enables", 0.5), Link(1, 3, "enables", 0.2))
    >>> without = likelihood_without(Chronicle(dict.fromkeys([1, 2, 3]), links), 1, 3)
    >>> [round(likely, 2) for likely in (*without([])[:1], *without([2])[:1])]
    [0.4, 0.2]
    """
    causal = causal_graph_of(chronicle, weighing)

    def without(taken: Collection[int]) -> Likely:
        left = causal.reduced_to(causal.standing(taken, explained)) if taken else causal
        values = likelihood_between(left, first, last).values
        if len(values) < 3:  # no claim is left
            return 0.0, 0.0, 0.0
        low, middle, high = (min(1.0, max(0.0, round(value, SAME))) for value in values)
        return low, middle, high

    return without


def off_ramps(
    graph: "Graph[int]",
    first: int,
    last: int,
    avoidable: Collection[int],
    without: LikelihoodWithout,
    most: int = 5,
) -> tuple[OffRamp, ...]:
    """Rank events, alone and in pairs, by how far the likelihood falls without them.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of what lies between the two events.
    first, last : int
        Numbers of the events at the ends.
    avoidable : collection of int
        Numbers of the events that could have been avoided; the two ends do not count, nor does
        what is on no chain and neither a partner of one nor needed for it.
    without : callable
        The likelihood without some events, as `likelihood_without` makes it.
    most : int
        So many single events, and so many pairs or larger sets, at most, besides what ties with
        the last of them.

    Returns
    -------
    tuple of OffRamp
        Single events by how far the likelihood falls, then pairs of which either adds to the
        other and neither closes every way alone; then, if none of these closes every recorded way,
        the least sets that do.

    Raises
    ------
    KeyError
        If an end is not in the graph.

    See Also
    --------
    candidates : which events are looked at.

    Notes
    -----
    The likelihoods are those of two-terminal reliability, at the midpoints of the claims' bands for
    ranking. Every single event is looked at up to `MOST_SINGLE` of them, every pair up to
    `MOST_PAIRED`. The least sets are minimum cuts of events (Ford & Fulkerson 1956), all of them
    in turn (Picard & Queyranne 1980).

    Examples
    --------
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.link import Link
    >>> links = tuple(Link(*ends, "enables", 0.5) for ends in [(1, 2), (2, 4), (1, 3), (3, 4)])
    >>> chronicle = Chronicle(dict.fromkeys([1, 2, 3, 4]), links)
    >>> without = likelihood_without(chronicle, 1, 4)
    >>> found = off_ramps(graph_of(chronicle), 1, 4, [2, 3], without)
    >>> [(each.rank, len(each.events), round(each.fall, 4), each.closes) for each in found]
    [(1, 1, 0.1875, False), (1, 1, 0.1875, False), (2, 2, 0.4375, True)]
    """
    cone = subgraph_between(graph, [first], last)
    looked = candidates(graph, first, last, avoidable)
    before = without(())
    single = {number: _fall(before, without((number,))) for number in looked[:MOST_SINGLE]}
    found = _ranked(graph, [(number,) for number in single], before, without, most, 0)
    paired = [number for number in looked[:MOST_PAIRED] if single[number] < before[1]]
    pairs = [
        pair
        for pair in combinations(paired, 2)
        if _fall(before, without(pair)) > max(single[number] for number in pair)
    ]
    found += _ranked(graph, pairs, before, without, most, len({ramp.rank for ramp in found}))
    if not any(ramp.closes for ramp in found):
        least = [cut for cut in _least_sets(cone, first, last, looked, most) if len(cut) > 2]
        found += _ranked(graph, least, before, without, most, len({ramp.rank for ramp in found}))
    return tuple(found)


def candidates(
    graph: "Graph[int]", first: int, last: int, avoidable: Collection[int]
) -> tuple[int, ...]:
    """Find the avoidable events on chains, those that most of the strength passes first.

    Parameters
    ----------
    graph, first, last, avoidable
        As for `off_ramps`.

    Returns
    -------
    tuple of int
        Numbers of events.

    Examples
    --------
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 3, "enables", 0.5), Link(1, 4, "enables", 0.5))
    >>> candidates(graph_of(Chronicle(dict.fromkeys([1, 2, 3, 4]), links)), 1, 3, [1, 2, 4])
    (2,)
    """
    for end in (first, last):
        if end not in graph:
            raise KeyError(end)
    cone = subgraph_between(graph, [first], last)
    place = {number: here for here, number in enumerate(cone)}
    weight = _weights(cone, first, last)
    # What stands beside the chains is there as a partner in a claim, or as a needed cause.
    for number in graph:
        joined = [
            effect
            for effect, edge in graph.adj[number].items()
            if effect in cone
            and any(link.partners or link.needed for link in edge["claims"][: edge["counted"]])
        ]
        if number not in cone and joined:
            place[number] = len(place)
            weight[number] = max(weight[effect] for effect in joined)
    chosen = [n for n in place if n in set(avoidable) - {first, last}]
    return tuple(sorted(chosen, key=lambda number: (-weight[number], place[number])))


def _weights(cone: "Graph[int]", first: int, last: int) -> dict[int, float]:
    """The product of the strongest chain to each event, and of that onward from it, in [0, 1]."""
    to, onward = {first: 1.0}, {last: 1.0}
    for event, effects in cone.adjacency():
        for effect, edge in effects.items():
            to[effect] = max(to.get(effect, 0.0), to[event] * edge["band"].midpoint)
    for event, effects in reversed(list(cone.adjacency())):
        for effect, edge in effects.items():
            onward[event] = max(onward.get(event, 0.0), onward[effect] * edge["band"].midpoint)
    return {event: round(to[event] * onward[event], SAME) for event in cone}


def _ranked(
    graph: "Graph[int]",
    sets: Sequence[Sequence[int]],
    before: Likely,
    without: LikelihoodWithout,
    most: int,
    rank: int,
) -> list[OffRamp]:
    """The sets of events by how far the likelihood falls, with ranks that go on from one."""
    place = {number: here for here, number in enumerate(graph)}
    weighed = []
    for numbers in sets:
        left = without(numbers)
        ordered = sorted(numbers, key=place.__getitem__)
        weighed.append((_fall(before, left), [place[n] for n in ordered], ordered, left))
    weighed.sort(key=lambda each: (-each[0], each[1]))
    found: list[OffRamp] = []
    for fall, _, numbers, left in weighed:
        ties = bool(found) and found[-1].fall == fall
        if not ties:
            if len(found) >= most:
                break
            rank += 1
        low, middle, high = left
        events = tuple(event_at(graph, number) for number in numbers)
        found.append(
            OffRamp(rank, events, Band(min(low, middle), max(middle, high)), middle, fall, not high)
        )
    return found


def _fall(before: Likely, after: Likely) -> float:
    return round(before[1] - after[1], SAME)


def _least_sets(
    cone: "Graph[int]", first: int, last: int, allowed: Collection[int], most: int
) -> Iterator[tuple[int, ...]]:
    """The smallest sets of events that every chain meets, by splitting each event in two."""
    order = list(cone)
    if len(order) < 2:
        return
    place = {event: here for here, event in enumerate(order)}
    chosen = set(allowed)
    arcs = [(here, len(order) + here) for here in range(len(order))]
    costs = [1.0 if event in chosen else inf for event in order]
    for cause, effect in cone.edges:
        arcs.append((len(order) + place[cause], place[effect]))
        costs.append(inf)
    cuts = cheapest_cuts(arcs, costs, place[first], len(order) + place[last])
    for cut, _ in islice(cuts, most):
        yield tuple(order[arc] for arc in cut)
