"""Networks of independent arcs, made smaller without a change of their reliability."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

Likelihoods = tuple[float, ...]  # one number for each column of a calculation
Rows = dict[int, dict[int, Likelihoods]]  # heads and likelihoods by the tail


@dataclass(frozen=True, slots=True)
class Arc:
    """An arc that holds or fails as a whole.

    Attributes
    ----------
    tail, head : int
        Places of a network.
    likelihoods : tuple of float
        How likely it holds, for each column of a calculation.
    source : str or None
        The source with which it holds or falls, where sources are common; None if it is
        independent of all others.
    """

    tail: int
    head: int
    likelihoods: Likelihoods
    source: str | None = None


@dataclass(frozen=True)
class Network:
    """Independent arcs between two places of an acyclic graph, reduced.

    Attributes
    ----------
    order : tuple of int
        The places, tails before heads; the first is where chains begin, the last where they
        end. Empty where no chain is left.
    arcs : tuple of Arc
        At most one from each place to another; every place lies between the two ends.
    factor : tuple of float
        What the reliability of the arcs is to be multiplied by.
    """

    order: tuple[int, ...]
    arcs: tuple[Arc, ...]
    factor: Likelihoods


def relevant(arcs: Collection[Arc], first: int, last: int) -> list[Arc]:
    """Keep the arcs that lie on a chain from one place to another.

    Parameters
    ----------
    arcs : collection of Arc
        Of an acyclic graph; those that hold in no column are left out.
    first, last : int
        The places at the ends.

    Returns
    -------
    list of Arc
        In the same order.

    Examples
    --------
    >>> arcs = [Arc(1, 2, (0.5,)), Arc(1, 3, (0.5,)), Arc(4, 2, (0.5,))]
    >>> relevant(arcs, 1, 2) == arcs[:1]
    True
    """
    held = [arc for arc in arcs if any(arc.likelihoods)]
    onward: dict[int, list[int]] = {}
    back: dict[int, list[int]] = {}
    for arc in held:
        onward.setdefault(arc.tail, []).append(arc.head)
        back.setdefault(arc.head, []).append(arc.tail)
    inside = _reached(first, onward) & _reached(last, back)
    return [
        arc
        for arc in held
        if arc.tail in inside and arc.head in inside and arc.tail != last and arc.head != first
    ]


def reduced(arcs: Iterable[Arc], first: int, last: int, columns: int) -> Network:
    """Make a network of independent arcs as small as simple rules can.

    Parameters
    ----------
    arcs : iterable of Arc
        Of an acyclic graph; their sources are not looked at.
    first, last : int
        The places at the ends.
    columns : int
        The number of likelihoods of each arc.

    Returns
    -------
    Network
        With the same reliability in every column.

    Notes
    -----
    Arcs that are parallel are one, and so are arcs in series (Colbourn 1987). A single arc out of
    the first place, or into the last, is a factor of the whole. A place that is reached for
    certain from the only place before it is that place, and one that only leads on for certain
    is the place it leads to.

    References
    ----------
    Colbourn, C. J. (1987). The Combinatorics of Network Reliability. Oxford University Press.

    Examples
    --------
    >>> arcs = [Arc(1, 2, (0.5,)), Arc(2, 3, (0.5,)), Arc(1, 3, (0.5,))]
    >>> small = reduced(arcs, 1, 3, 1)
    >>> small.factor, small.arcs
    ((0.625,), ())
    """
    state = _Reduction(relevant(list(arcs), first, last), first, last, columns)
    return state.run()


class _Reduction:
    """A network while it shrinks."""

    def __init__(self, arcs: Collection[Arc], first: int, last: int, columns: int) -> None:
        self.first, self.last = first, last
        self.certain = (1.0,) * columns
        self.factor = self.certain
        self.heads: Rows = {first: {}, last: {}}
        self.tails: dict[int, set[int]] = {first: set(), last: set()}
        for arc in arcs:
            self.join(arc.tail, arc.head, arc.likelihoods)

    def run(self) -> Network:
        """Apply the rules until none of them applies."""
        if not self.heads[self.first]:
            return Network((), (), tuple(0.0 for _ in self.factor))
        waiting = list(self.heads)
        while waiting:
            place = waiting.pop()
            if place in self.heads:
                waiting += self.shrink(place)
        if self.first == self.last:
            return Network((), (), self.factor)
        return Network(self.ordered(), tuple(self.arcs()), self.factor)

    def shrink(self, place: int) -> list[int]:
        """Apply a rule at a place, if one applies; the places to look at again."""
        if place == self.first or place == self.last:
            return self.shrink_end()
        heads, tails = self.heads[place], self.tails[place]
        if len(tails) == 1:
            (tail,) = tails
            before = self.heads[tail][place]
            if len(heads) == 1 or before == self.certain:
                self.part(tail, place)
                further = list(heads.items())
                for head, _ in further:
                    self.part(place, head)
                for head, after in further:
                    self.join(tail, head, _both(before, after))
                self.drop(place)
                return [tail, *(head for head, _ in further)]
        if len(heads) == 1:
            ((head, after),) = heads.items()
            if after == self.certain:
                self.part(place, head)
                behind = [(tail, self.heads[tail][place]) for tail in tails]
                for tail, likelihoods in behind:
                    self.part(tail, place)
                    self.join(tail, head, likelihoods)
                self.drop(place)
                return [head, *(tail for tail, _ in behind)]
        return []

    def shrink_end(self) -> list[int]:
        """Take a single arc at either end out as a factor."""
        if len(self.heads[self.first]) == 1:
            ((head, likelihoods),) = self.heads[self.first].items()
            if len(self.tails[head]) == 1:
                self.part(self.first, head)
                self.drop(self.first)
                self.first = head
                self.factor = _both(self.factor, likelihoods)
                return [] if head == self.last else [head, *self.heads[head]]
        if len(self.tails[self.last]) == 1 and self.first != self.last:
            (tail,) = self.tails[self.last]
            if len(self.heads[tail]) == 1:
                likelihoods = self.heads[tail][self.last]
                self.part(tail, self.last)
                self.drop(self.last)
                self.last = tail
                self.factor = _both(self.factor, likelihoods)
                return [] if tail == self.first else [tail, *self.tails[tail]]
        return []

    def join(self, tail: int, head: int, likelihoods: Likelihoods) -> None:
        """Lay an arc, beside the one that is there."""
        row = self.heads.setdefault(tail, {})
        self.heads.setdefault(head, {})
        self.tails.setdefault(tail, set())
        self.tails.setdefault(head, set()).add(tail)
        row[head] = _either(row[head], likelihoods) if head in row else likelihoods

    def part(self, tail: int, head: int) -> None:
        """Take an arc up."""
        del self.heads[tail][head]
        self.tails[head].discard(tail)

    def drop(self, place: int) -> None:
        """Forget a place without arcs."""
        del self.heads[place], self.tails[place]

    def arcs(self) -> Iterable[Arc]:
        """The arcs that are left."""
        for tail, row in self.heads.items():
            for head, likelihoods in row.items():
                yield Arc(tail, head, likelihoods)

    def ordered(self) -> tuple[int, ...]:
        """The places, tails before heads, the first of them first and the last last."""
        waiting = {place: len(tails) for place, tails in self.tails.items()}
        free, found = [self.first], []
        while free:
            place = min(free)
            free.remove(place)
            found.append(place)
            for head in self.heads[place]:
                waiting[head] -= 1
                if not waiting[head]:
                    free.append(head)
        return tuple(found)


def _both(one: Likelihoods, other: Likelihoods) -> Likelihoods:
    return tuple(p * q for p, q in zip(one, other, strict=True))


def _either(one: Likelihoods, other: Likelihoods) -> Likelihoods:
    return tuple(p + q - p * q for p, q in zip(one, other, strict=True))


def _reached(start: int, rows: dict[int, list[int]]) -> set[int]:
    reached, waiting = {start}, [start]
    while waiting:
        for place in rows.get(waiting.pop(), ()):
            if place not in reached:
                reached.add(place)
                waiting.append(place)
    return reached
