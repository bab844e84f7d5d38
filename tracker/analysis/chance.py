"""Probability that one thing began before another, when both are known imprecisely."""

from datetime import datetime

Bounds = tuple[datetime | None, datetime | None]


def chance_before(one: Bounds, other: Bounds) -> float:
    """Work out how probable it is that one thing began before another.

    Parameters
    ----------
    one, other : tuple of datetime or None
        The first and the last moment at which each can have begun; an open end is taken to lie
        at the other.

    Returns
    -------
    float
        Probability in [0, 1] for two independent moments, each uniform between its bounds.

    Notes
    -----
    The share of the rectangle of both intervals that lies on one side of its diagonal.

    Examples
    --------
    >>> october = (datetime(2016, 10, 1), datetime(2016, 10, 31))
    >>> chance_before(october, (datetime(2016, 10, 7), datetime(2016, 10, 7)))
    0.2
    """
    a, b = _seconds(one)
    c, d = _seconds(other)

    def area(x: float) -> float:  # of the moments of `one` before x, summed over x
        if x <= a:
            return 0.0
        return (x - a) ** 2 / (2 * (b - a)) if x < b else (b - a) / 2 + (x - b)

    if a == b and c == d:
        return float(a < c)
    if c == d:
        return min(1.0, max(0.0, (c - a) / (b - a)))
    if a == b:
        return min(1.0, max(0.0, (d - a) / (d - c)))
    return (area(d) - area(c)) / (d - c)


def _seconds(bounds: Bounds) -> tuple[float, float]:
    first, last = bounds
    known = [(bound - datetime.min).total_seconds() for bound in bounds if bound]
    assert known, "a date is bounded on one side at least"
    return (known[0], known[-1]) if first and last else (known[0], known[0])
