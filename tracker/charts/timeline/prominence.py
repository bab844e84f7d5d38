"""The choice of the events that a crowded picture names: by intensity and number of links."""

from collections import Counter
from collections.abc import Collection
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
    degree: Counter[int] = Counter()
    for cause, effect in {(link.cause, link.effect) for link in chronicle.links}:
        degree[cause] += 1
        degree[effect] += 1

    def weight(number: int) -> float:
        intensity = abs(chronicle.events[number].intensity or 0.0)
        return intensity + PER_LINK * min(degree[number], MOST_DEGREE)

    first = [number for number in chronicle.events if number in always]
    rest = [number for number in chronicle.events if number not in always]
    left = max(0, count - len(first))
    weights = [weight(number) for number in rest]
    least = min(nlargest(left, weights), default=0.0)
    likely = [place for place, own in enumerate(weights) if own >= least]
    # Equals are taken from all over the time, not from its beginning.
    likely.sort(key=lambda place: (-weights[place], _scattered(place)))
    return frozenset((*first, *(rest[place] for place in likely[:left])))


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
