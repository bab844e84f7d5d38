"""Fold a chain that does not fit: keep the path and what is nearest to it, count the rest."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.charts.chain.claims import Claims, Edge
from tracker.charts.chain.layering import columns_of

KEPT = 2 / 3  # of the links among the events that are drawn


@dataclass(frozen=True)
class Folded:
    """The part of a chain that is drawn.

    Attributes
    ----------
    order : tuple of int
        The events, every cause before its effects.
    edges : tuple of (int, int)
        The links, in the order of `Claims`.
    columns : mapping of int to int
        For each event its column.
    path : tuple of int
        The events of the path that are drawn.
    causes : mapping of int to int
        For each event how many links from its causes are not drawn.
    left_out : int
        How many events of the path are left out of its middle.
    """

    order: tuple[int, ...]
    edges: tuple[Edge, ...]
    columns: Mapping[int, int]
    path: tuple[int, ...]
    causes: Mapping[int, int] = field(default_factory=dict)
    left_out: int = 0

    @property
    def gap(self) -> Edge | None:
        """The two events of the path between which others are left out."""
        middle = (len(self.path) + 1) // 2
        return (self.path[middle - 1], self.path[middle]) if self.left_out else None


def beside_path(order: Sequence[int], claims: Claims, path: Sequence[int]) -> list[int]:
    """Rank the events that do not lie on a path, in the order in which they are unfolded.

    Parameters
    ----------
    order : sequence of int
        The events in order of time.
    claims : mapping of (int, int) to sequence of Link
        The links.
    path : sequence of int
        Events of the path.

    Returns
    -------
    list of int
        First those that are linked to the path, the likeliest first, then those linked to these;
        last what is not linked to it at all, the largest group first.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> pairs = [(1, 2), (3, 4), (4, 2)]
    >>> claims = {pair: [Link(*pair, "enables", 0.5)] for pair in pairs}
    >>> beside_path([1, 3, 4, 2], claims, [1, 2])
    [4, 3]
    """
    place = {number: at for at, number in enumerate(order)}
    linked: dict[int, list[tuple[float, int]]] = {}
    for (cause, effect), made in claims.items():
        linked.setdefault(cause, []).append((made[0].likelihood, effect))
        linked.setdefault(effect, []).append((made[0].likelihood, cause))
    met = set(path)

    def around(start: Collection[int]) -> list[int]:
        """Ring by ring what is linked to some events."""
        found: list[int] = []
        ring = set(start)
        while ring:
            best: dict[int, float] = {}
            for number in ring:
                for likelihood, other in linked.get(number, ()):
                    if other not in met:
                        best[other] = best.get(other, 0.0) + likelihood
            met.update(best)
            found += sorted(best, key=lambda n: (-best[n], place[n]))
            ring = set(best)
        return found

    ranked = around(path)
    groups = []
    for number in order:
        if number not in met:
            met.add(number)
            groups.append([number, *around([number])])
    groups.sort(key=lambda group: -len(group))  # equals keep the order of time
    return ranked + [number for group in groups for number in group]


def folded(
    order: Sequence[int],
    claims: Claims,
    path: Sequence[int],
    beside: Collection[int],
    columns: int,
    most: int,
) -> Folded | None:
    """Choose the links that are drawn among some events.

    Parameters
    ----------
    order : sequence of int
        All events, every cause before its effects.
    claims : mapping of (int, int) to sequence of Link
        All links.
    path : sequence of int
        Events of the path; its steps are drawn in any case.
    beside : collection of int
        The other events that are to be drawn.
    columns : int
        How many columns a row has.
    most : int
        How many links may go on from one row to the next, likelier ones first; more could not be
        followed.

    Returns
    -------
    Folded or None
        None where too many of the links among the events would be left out. An event of which no
        link is drawn is left out.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> claims = {pair: [Link(*pair, "enables", 0.5)] for pair in [(1, 2), (2, 3), (1, 3)]}
    >>> folded([1, 2, 3], claims, [1, 2, 3], [], 2, 1).edges
    ((1, 2), (2, 3))
    """
    steps = set(pairwise(path))
    kept = {*path, *beside}
    while True:
        shown = [number for number in order if number in kept]
        among = [edge for edge in claims if kept.issuperset(edge)]
        placed = columns_of(shown, [*among, *steps])
        cuts: Counter[int] = Counter()
        drawn: set[Edge] = set()

        def rank(edge: Edge, placed: Mapping[int, int] = placed) -> tuple[bool, float, int]:
            span = placed[edge[1]] - placed[edge[0]]
            return edge not in steps, -claims[edge][0].likelihood, span

        for edge in sorted(among, key=rank):
            crossed = range(placed[edge[0]] // columns, placed[edge[1]] // columns)
            if edge in steps or all(cuts[row] < most for row in crossed):
                drawn.add(edge)
                cuts.update(crossed)
        linked = {end for edge in (*drawn, *steps) for end in edge} | set(path)
        if linked == kept:
            break
        kept = linked
    if beside and len(drawn) < KEPT * len(among):
        return None
    missing = Counter(edge[1] for edge in claims if edge not in drawn and edge[1] in kept)
    edges = tuple(edge for edge in claims if edge in drawn)
    return Folded(tuple(shown), edges, placed, tuple(path), missing)


def shortened(path: Sequence[int], count: int) -> tuple[list[int], int]:
    """Leave events out of the middle of a path.

    Parameters
    ----------
    path : sequence of int
        Two events or more.
    count : int
        How many are kept, at least its two ends.

    Returns
    -------
    list of int, and int
        Those that are kept, and how many are not.

    Examples
    --------
    >>> shortened([1, 2, 3, 4, 5], 3)
    ([1, 2, 5], 2)
    """
    count = min(len(path), max(2, count))
    first = (count + 1) // 2
    return [*path[:first], *path[len(path) - (count - first) :]], len(path) - count
