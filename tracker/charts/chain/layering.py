"""Layered layout of a causal chain: columns in order of time, few crossings.

The layered method of Sugiyama, Tagawa and Toda (1981) with the columns given by time. A link
over several columns runs through a place of its own in each, so that it passes between boxes
and not through them. Within the columns the order is improved by sweeps of barycentres and
then by exchanging neighbours as long as that removes crossings; nothing is random, so the
same chain always looks the same.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Node = Hashable
Edge = tuple[int, int]
SWEEPS = 24
ROUNDS = 60
FIXED = 1e9  # the weight of what is not moved
PULL = (1.0, 2.0, 8.0)  # of a step by how many of its ends are passing places


@dataclass(frozen=True)
class Layering:
    """A layout: the column and the height of each event, and the way of each link.

    Attributes
    ----------
    columns : mapping of int to int
        For each event its column, 0 at the left.
    heights : mapping of int to float
        For each event the middle of its box, in the unit of the box heights.
    ways : mapping of (int, int) to tuple of float
        For each link its height in every column strictly between its ends.
    """

    columns: Mapping[int, int]
    heights: Mapping[int, float]
    ways: Mapping[Edge, tuple[float, ...]]


def layered(
    order: Sequence[int],
    edges: Sequence[Edge],
    box_heights: Mapping[int, float],
    gap: float,
    lane: float,
    path: Sequence[int] = (),
    columns: Mapping[int, int] | None = None,
    per_row: int | None = None,
) -> Layering:
    """Place events in columns so that time runs to the right and links cross little.

    Parameters
    ----------
    order : sequence of int
        Events in order of time, every cause before its effects.
    edges : sequence of (int, int)
        Pairs of cause and effect, each once.
    box_heights : mapping of int to float
        Height of each event's box.
    gap : float
        Least distance between two boxes of a column.
    lane : float
        Height that a passing link takes in a column.
    path : sequence of int, optional
        Events that stand in one straight row, each linked to the next.
    columns : mapping of int to int, optional
        Those of the events, where they are known; as `columns_of` finds them.
    per_row : int, optional
        After how many columns the layout is broken into a further row, which needs no more height
        than its own events and links; without it there is one row.

    Returns
    -------
    Layering
        Heights start at 0 or above.

    Raises
    ------
    ValueError
        If an effect stands before its cause in `order`.

    Examples
    --------
    >>> layering = layered([1, 2, 3], [(1, 2), (2, 3)], dict.fromkeys([1, 2, 3], 10.0), 4, 2)
    >>> layering.columns
    {1: 0, 2: 1, 3: 2}
    """
    columns = columns_of(order, edges) if columns is None else columns
    layers: list[list[Node]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
    for event in order:
        layers[columns[event]].append(event)
    chains: dict[Edge, list[Node]] = {}
    for edge in edges:
        cause, effect = edge
        passing: list[Node] = [
            (edge, column) for column in range(columns[cause] + 1, columns[effect])
        ]
        for offset, node in enumerate(passing, start=columns[cause] + 1):
            layers[offset].append(node)
        chains[edge] = [cause, *passing, effect]
    steps = [step for chain in chains.values() for step in pairwise(chain)]
    single = all(len(layer) == 1 for layer in layers)  # a path, in which nothing can cross
    if not single:
        _untangle(layers, steps)
    size = {
        node: box_heights[node] if isinstance(node, int) else lane
        for layer in layers
        for node in layer
    }
    straight = {node for edge in pairwise(path) for node in chains.get(edge, ())} | set(path)
    heights: dict[Node, float] = dict.fromkeys(size, 0.0)
    level = single and straight >= heights.keys()
    for first in () if level else range(0, len(layers), per_row or max(1, len(layers))):
        row = layers[first : first + per_row] if per_row else layers
        heights |= _levelled(row, steps, size, gap, straight)
    lowest = min((height - size[node] / 2 for node, height in heights.items()), default=0.0)
    heights = {node: height - lowest for node, height in heights.items()}
    return Layering(
        columns,
        {event: heights[event] for event in order},
        {edge: tuple(heights[node] for node in chain[1:-1]) for edge, chain in chains.items()},
    )


def columns_of(order: Sequence[int], edges: Iterable[Edge]) -> dict[int, int]:
    """Choose columns that never go back in time and hold no event beside its own cause.

    Parameters
    ----------
    order : sequence of int
        Events in order of time, every cause before its effects.
    edges : iterable of (int, int)
        Pairs of cause and effect.

    Returns
    -------
    dict of int to int
        For each event its column, 0 at the left.

    Raises
    ------
    ValueError
        If an effect stands before its cause in `order`.

    Examples
    --------
    >>> columns_of([1, 2, 3], [(1, 3)])
    {1: 0, 2: 0, 3: 1}
    """
    causes: dict[int, list[int]] = {}
    for cause, effect in edges:
        causes.setdefault(effect, []).append(cause)
    columns: dict[int, int] = {}
    reached = 0
    for event in order:
        before = causes.get(event, [])
        if any(cause not in columns for cause in before):
            raise ValueError(f"The effect {event} stands before one of its causes.")
        reached = max([reached, *(columns[cause] + 1 for cause in before)])
        columns[event] = reached
    return columns


def _neighbours(
    steps: Sequence[tuple[Node, Node]],
) -> tuple[dict[Node, list[Node]], dict[Node, list[Node]]]:
    before: dict[Node, list[Node]] = {}
    after: dict[Node, list[Node]] = {}
    for left, right in steps:
        after.setdefault(left, []).append(right)
        before.setdefault(right, []).append(left)
    return before, after


def _untangle(layers: list[list[Node]], steps: Sequence[tuple[Node, Node]]) -> None:
    """Reorder each layer in place: barycentre sweeps, then exchanges of neighbours."""
    before, after = _neighbours(steps)
    best, fewest = [list(layer) for layer in layers], _crossings(layers, after)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        beside = before if forward else after
        span = range(1, len(layers)) if forward else range(len(layers) - 2, -1, -1)
        for number in span:
            fixed = {
                node: place
                for place, node in enumerate(layers[number - 1 if forward else number + 1])
            }
            own = {node: place for place, node in enumerate(layers[number])}

            def centre(
                node: Node, fixed: dict[Node, int] = fixed, own: dict[Node, int] = own
            ) -> float:
                places = [fixed[other] for other in beside.get(node, ()) if other in fixed]  # noqa: B023
                return sum(places) / len(places) if places else float(own[node])

            layers[number].sort(key=centre)
        crossed = _crossings(layers, after)
        if crossed < fewest:
            best, fewest = [list(layer) for layer in layers], crossed
    layers[:] = best
    improved = fewest > 0
    for _ in range(ROUNDS):
        if not improved:
            break
        improved = False
        ranks = [{node: at for at, node in enumerate(layer)} for layer in layers]
        for number, layer in enumerate(layers):
            for place in range(len(layer) - 1):
                one, other = layer[place], layer[place + 1]
                saved = 0
                for beside, rank in (
                    (before, ranks[number - 1] if number else {}),
                    (after, ranks[number + 1] if number + 1 < len(ranks) else {}),
                ):
                    upper = sorted(rank[node] for node in beside.get(one, ()))
                    lower = sorted(rank[node] for node in beside.get(other, ()))
                    saved += _inversions(upper, lower) - _inversions(lower, upper)
                if saved > 0:
                    layer[place], layer[place + 1] = other, one
                    improved = True
            ranks[number] = {node: at for at, node in enumerate(layer)}


def _inversions(upper: Sequence[int], lower: Sequence[int]) -> int:
    """How many steps of two neighbours cross; the ends of each are sorted."""
    return sum(bisect_left(lower, end) for end in upper)


def _crossings(layers: Sequence[Sequence[Node]], after: Mapping[Node, Sequence[Node]]) -> int:
    """The number of pairs of steps that cross between neighbouring layers."""
    total = 0
    for layer, following in pairwise(layers):
        place = {node: number for number, node in enumerate(following)}
        met: list[int] = []
        for node in layer:
            ends = sorted(place[right] for right in after.get(node, ()))
            total += sum(len(met) - bisect_right(met, end) for end in ends)
            for end in ends:
                insort(met, end)
    return total


def _levelled(
    layers: Sequence[Sequence[Node]],
    steps: Sequence[tuple[Node, Node]],
    size: Mapping[Node, float],
    gap: float,
    straight: Collection[Node] = (),
) -> dict[Node, float]:
    """Heights that keep the order and the gaps and pull linked nodes level.

    A step between two passing places pulls hardest, so that long links run straight (the
    priorities of Gansner et al. 1993). Those that are to be `straight` all stand at one height.
    """
    pulls: dict[Node, list[tuple[Node, float]]] = {}
    here = {node for layer in layers for node in layer}
    for left, right in steps:
        if left not in here or right not in here:
            continue
        passing = (not isinstance(left, int)) + (not isinstance(right, int))
        for one, other in ((left, right), (right, left)):
            pulls.setdefault(one, []).append((other, PULL[passing]))
    heights: dict[Node, float] = {}
    for layer in layers:
        y = 0.0
        for node in layer:
            heights[node] = y + size[node] / 2
            y += size[node] + gap
        for node in layer:
            heights[node] -= y / 2
    for turn in range(ROUNDS):
        for layer in layers if turn % 2 == 0 else reversed(layers):
            wanted, weights = [], []
            for node in layer:
                if node in straight:
                    wanted.append(0.0)
                    weights.append(FIXED)
                    continue
                weight = sum(pull for _, pull in pulls.get(node, ()))
                pulled = sum(heights[other] * pull for other, pull in pulls.get(node, ()))
                wanted.append(pulled / weight if weight else heights[node])
                weights.append(weight or 0.1)
            heights.update(zip(layer, _pooled(layer, wanted, weights, size, gap), strict=True))
    return heights


def _pooled(
    layer: Sequence[Node],
    wanted: Sequence[float],
    weights: Sequence[float],
    size: Mapping[Node, float],
    gap: float,
) -> list[float]:
    """The heights nearest to those wanted that keep order and gaps (least squares, by pooling)."""
    offsets, offset = [], 0.0
    for place, node in enumerate(layer):
        if place:
            offset += (size[layer[place - 1]] + size[node]) / 2 + gap
        offsets.append(offset)
    pools: list[tuple[float, float, int]] = []  # weighted sum, weight, nodes that touch
    for want, weight, off in zip(wanted, weights, offsets, strict=True):
        pools.append(((want - off) * weight, weight, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            last, before = pools.pop(), pools.pop()
            pools.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    bases = [total / weight for total, weight, count in pools for _ in range(count)]
    return [base + off for base, off in zip(bases, offsets, strict=True)]
