"""The order in which a sweep visits the places of a network, and what it holds open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.analysis.reliability.network import Likelihoods, Network

GOOD_ENOUGH = 10  # a sweep as narrow as this is not worth another plan
MOST_PLACES = 2_000  # of which several plans are tried; longer ones are swept in their order


class Visit(NamedTuple):
    """A step of a sweep: a place is decided, then some passed places are given up.

    Attributes
    ----------
    place : int
        The place to decide.
    pushed : tuple of int
        Passed places whose arcs are decided now, since fewer places lie before them than they are.
    done : tuple of int
        Passed places of which no arc is left.
    """

    place: int
    pushed: tuple[int, ...]
    done: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """An order of visits, and how many places it holds open.

    Attributes
    ----------
    visits : tuple of Visit
        Every place but the two ends.
    width : int
        The most places held open at once.
    cost : int
        The number of sets of reached places, summed over the visits.
    """

    visits: tuple[Visit, ...]
    width: int
    cost: int


@dataclass(frozen=True)
class Rows:
    """The arcs of a network by their tails and by their heads.

    Attributes
    ----------
    order : sequence of int
        The places, tails before heads.
    heads, tails : mapping of int to mapping
        For each place those that an arc leads to, or comes from, with its likelihoods.

    Examples
    --------
    >>> from tracker.analysis.reliability.network import Arc
    >>> rows = Rows.of(Network((1, 2), (Arc(1, 2, (0.5,)),), (1.0,)))
    >>> rows.reversed().heads
    {2: {1: (0.5,)}, 1: {}}
    """

    order: Sequence[int]
    heads: Mapping[int, Mapping[int, Likelihoods]]
    tails: Mapping[int, Mapping[int, Likelihoods]]

    @classmethod
    def of(cls, network: Network) -> "Rows":
        """The rows of a network."""
        heads: dict[int, dict[int, Likelihoods]] = {place: {} for place in network.order}
        tails: dict[int, dict[int, Likelihoods]] = {place: {} for place in network.order}
        for arc in network.arcs:
            heads[arc.tail][arc.head] = arc.likelihoods
            tails[arc.head][arc.tail] = arc.likelihoods
        return cls(network.order, heads, tails)

    def reversed(self) -> "Rows":
        """The network against its arcs; it has the same reliability."""
        order = self.order[::-1]
        return Rows(order, {place: self.tails[place] for place in order}, self.heads)


def best_plan(network: Network) -> tuple[Plan, Rows]:
    """Plan a sweep: forward and against the arcs, in order and by what is left open.

    Parameters
    ----------
    network : Network
        Reduced, with arcs.

    Returns
    -------
    tuple of Plan and Rows
        The cheapest plan found, and the rows that it visits.

    Examples
    --------
    >>> from tracker.analysis.reliability.network import Arc
    >>> arcs = [Arc(*ends, (0.5,)) for ends in [(1, 2), (1, 3), (2, 3), (2, 4), (3, 4)]]
    >>> plan, _ = best_plan(Network((1, 2, 3, 4), tuple(arcs), (1.0,)))
    >>> [visit.place for visit in plan.visits], plan.width
    ([2, 3], 1)
    """
    ahead = Rows.of(network)
    plan = _plan(ahead, greedy=False)
    best = plan, ahead
    if plan.width <= GOOD_ENOUGH or len(network.order) > MOST_PLACES:
        return best
    back = ahead.reversed()
    for rows, greedy in ((back, False), (ahead, True), (back, True)):
        plan = _plan(rows, greedy, best[0].cost)
        if plan.cost < best[0].cost:
            best = plan, rows
    return best


def _plan(rows: Rows, greedy: bool, most: int | None = None) -> Plan:
    """Plan the visits in order, or always to the place that leaves the fewest open."""
    first, last = rows.order[0], rows.order[-1]
    open_places = _Open(rows)
    waiting = {place: len(set(rows.tails[place]) - {first}) for place in rows.order}
    free = [place for place in rows.order[1:-1] if not waiting[place]]
    visits, width, cost = [], 0, 0
    for place in rows.order[1:-1]:
        if greedy:
            place = min(free, key=open_places.after)
            free.remove(place)
        visit, peak = open_places.visit(place)
        visits.append(visit)
        width, cost = max(width, peak), cost + (1 << peak)
        if most is not None and cost >= most:
            break
        for head in rows.heads[place]:
            waiting[head] -= 1
            if greedy and not waiting[head] and head != last:
                free.append(head)
    return Plan(tuple(visits), width, cost)


class _Open:
    """The places held open in the course of a plan.

    `passed` are visited places with the places that their arcs still lead to, `hit` are places
    not visited yet of which it is kept whether they were reached.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.ends = {rows.order[0], rows.order[-1]}
        self.passed: dict[int, set[int]] = {}
        self.hit: set[int] = set()

    def after(self, place: int) -> tuple[int, int]:
        """How many would be open after a visit to a place, roughly; then its number."""
        hit = len(self.hit - {place})
        passed = sum(1 for heads in self.passed.values() if heads - {place})
        return hit + passed + (1 if set(self.rows.heads[place]) - self.ends else 0), place

    def visit(self, place: int) -> tuple[Visit, int]:
        """Decide a place; the visit, and the most places that are open in its course."""
        heads = set(self.rows.heads[place]) - self.ends
        peak = (
            len(self.passed) + len(self.hit | {place})
            if heads
            else (len(self.passed) + len(self.hit))
        )
        done = []
        self.hit.discard(place)
        for passed, ahead in self.passed.items():
            ahead.discard(place)
            if not ahead:
                done.append(passed)
        for passed in done:
            del self.passed[passed]
        if heads:
            self.passed[place] = heads
        pushed = []
        for passed in self.spare():
            self.hit |= self.passed[passed]
            peak = max(peak, len(self.passed) + len(self.hit))
            del self.passed[passed]
            pushed.append(passed)
        return Visit(place, tuple(pushed), tuple(done)), peak

    def spare(self) -> list[int]:
        """The passed places that are better kept as what lies ahead of them."""
        ahead = {passed: heads - self.hit for passed, heads in self.passed.items()}
        taken: dict[int, int] = {}  # which passed place each place ahead is matched with

        def matched(passed: int, tried: set[int]) -> bool:
            for head in sorted(ahead[passed] - tried):
                tried.add(head)
                if head not in taken or matched(taken[head], tried):
                    taken[head] = passed
                    return True
            return False

        single = [passed for passed in sorted(ahead) if not matched(passed, set())]
        found = set(single)
        waiting = single
        while waiting:
            for head in ahead[waiting.pop()]:
                if taken[head] not in found:
                    found.add(taken[head])
                    waiting.append(taken[head])
        return sorted(found, key=lambda passed: (len(ahead[passed]), passed))
