"""The choice of the events that a crowded picture names: by intensity and number of links."""

from collections import Counter
from collections.abc import Collection, Iterable
from heapq import nlargest

from tracker.model.chronicle import Chronicle

MOST_DEGREE = 5
PER_LINK = 1.5


def most_prominent(
    chronicle: Chronicle, count: int, always: Collection[int] = ()
) -> frozenset[int]:
    """Choose the events that are named where there is no room for all.

    Parameters
    ----------
    chronicle : Chronicle
        The events and the links between them.
    count : int
        How many are chosen.
    always : collection of int
        Numbers of events that come first, such as those of a highlighted chain; they are chosen
        even where they are more.

    Returns
    -------
    frozenset of int
        Their numbers.

    Notes
    -----
    An event counts by its distance from 0 on the Goldstein scale (up to 10) and by how many links
    it is an end of, a point and a half for each up to five. Equals are chosen from all over the
    time.

    Examples
    --------
    >>> most_prominent(Chronicle(), 10)
    frozenset()
    """
    degree = degrees_of(chronicle)
    first = [number for number in chronicle.events if number in always]
    rest = [number for number in chronicle.events if number not in always]
    weighed = [
        (number, place, weight_of(chronicle.events[number].intensity, degree[number]))
        for place, number in enumerate(rest)
    ]
    return frozenset((*first, *heaviest(weighed, max(0, count - len(first)))))


def degrees_of(chronicle: Chronicle) -> "Counter[int]":
    """Count how many links each event is an end of.

    >>> degrees_of(Chronicle())
    Counter()
    """
    degree: Counter[int] = Counter()
    for cause, effect in {(link.cause, link.effect) for link in chronicle.links}:
        degree[cause] += 1
        degree[effect] += 1
    return degree


def weight_of(intensity: float | None, degree: int) -> float:
    """Weigh an event by its intensity and the number of links that it is an end of.

    >>> weight_of(-4.0, 2), weight_of(None, 9)
    (7.0, 7.5)
    """
    return abs(intensity or 0.0) + PER_LINK * min(degree, MOST_DEGREE)


def least_of(weights: Iterable[tuple[float, int]], count: int) -> float:
    """Find the least weight that events of a number have that weigh most.

    Parameters
    ----------
    weights : iterable of (float, int)
        Weights, each with how many events have it.
    count : int
        The number of events.

    Returns
    -------
    float
        That of the lightest among them; 0 where there are none.

    Examples
    --------
    >>> least_of([(1.0, 5), (10.0, 2), (4.0, 1)], 3)
    4.0
    """
    left, least = count, 0.0
    for weight, times in sorted(weights, reverse=True):
        if left <= 0:
            break
        left, least = left - times, weight
    return least


def heaviest(weighed: Iterable[tuple[int, int, float]], count: int) -> list[int]:
    """Choose the events that weigh most, of equals those from all over the time.

    Parameters
    ----------
    weighed : iterable of (int, int, float)
        Numbers of events, with their places in the order of time and their weights. Of those that
        weigh too little some may be missing.
    count : int
        How many are chosen.

    Returns
    -------
    list of int
        Their numbers.

    Examples
    --------
    >>> heaviest([(7, 0, -5.0), (8, 1, -5.0), (9, 2, -5.0)], 2)
    [7, 9]
    """
    known = list(weighed)
    least = min(nlargest(count, (weight for _, _, weight in known)), default=0.0)
    likely = [each for each in known if each[2] >= least]
    likely.sort(key=lambda each: (-each[2], _scattered(each[1])))
    return [number for number, _, _ in likely[:count]]


def _scattered(number: int) -> float:
    """A number between 0 and 1 for a whole one, neighbours far apart (van der Corput 1935).

    >>> [_scattered(number) for number in range(4)]
    [0.0, 0.5, 0.25, 0.75]
    """
    found, part = 0.0, 0.5
    while number:
        found += part * (number % 2)
        number //= 2
        part /= 2
    return found
