"""Directed dyads: acts counted by pair and period, and how soon one side acts after the other."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from tracker.model.chronicle import Chronicle
from tracker.model.codebook import MUTUAL
from tracker.model.dyads import DatedTally, DyadCount, Period, ResponseLag, Sense, Tally
from tracker.model.event import Event

DAY = timedelta(days=1)
Span = tuple[date, date]


def pairs_of(event: Event) -> tuple[tuple[str, str], ...]:
    """Pair the doers of an event with those whom they acted upon.

    Parameters
    ----------
    event : Event
        The event.

    Returns
    -------
    tuple of (str, str)
        Codes of doer and target: each doer with each target; of a clash of two without a target
        both with one another, for who began it is not coded. Without targets else none. Who stands
        on both sides beside others, as both that sign a treaty may, acts upon those others and not
        upon itself.

    Examples
    --------
    >>> from tracker.model.actor import Actor
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> sides, day = (Actor("A", "A"), Actor("B", "B")), EventDate.parse("2016-10-03")
    >>> pairs_of(Event(1, "e", "A and B fight", day, EventType("clash", "Clash"), sides))
    (('A', 'B'), ('B', 'A'))
    """
    by, to = ([actor.code for actor in side] for side in (event.by, event.to))
    if not to and event.type.code == MUTUAL and len(by) == 2:
        return ((by[0], by[1]), (by[1], by[0]))
    alone = len({*by, *to}) == 1
    return tuple((doer, target) for doer in by for target in to if alone or doer != target)


def tallies(
    events: Iterable[Event], numbers: Mapping[int, int] | None = None
) -> Iterator[DatedTally]:
    """Tally each act for every pair of a doer and a target.

    Parameters
    ----------
    events : iterable of Event
        The acts, each for the pairs of `pairs_of`.
    numbers : mapping of int to int, optional
        How many acts one of them stands for, where it is not one.

    Yields
    ------
    DatedTally
        Of one act, with the first and the last day on which it may lie or which it lasts.

    Examples
    --------
    >>> list(tallies(Chronicle().events.values()))
    []
    """
    for event in events:
        first, last = (_day(bound) for bound in (event.said_when.earliest, event.said_when.latest))
        number = (numbers or {}).get(event.id, 1)
        tally = Tally.of(event.intensity)
        tally = tally if number == 1 else tally.shared(number)
        for doer, target in pairs_of(event):
            yield DatedTally(doer, target, first, last, tally)


def count_dyads(
    counted: Iterable[DatedTally], period: Period | None = None, record: Span | None = None
) -> tuple[DyadCount, ...]:
    """Sum tallies by dyad and period.

    Parameters
    ----------
    counted : iterable of DatedTally
        Acts, already counted by day or period or not.
    period : Period, optional
        By which to count; without one all time is counted together.
    record : (date, date), optional
        The first and the last day of the record, for dates that are open on a side.

    Returns
    -------
    tuple of DyadCount
        In order of time, then of the codes; periods without acts have no row. Without a period
        the dyad with most acts comes first.

    Notes
    -----
    Acts that last over several periods, or that are not known to be of one, are spread evenly
    over their days. So the periods of a dyad add up to what it has without periods.

    Examples
    --------
    >>> act = DatedTally("A", "B", date(2016, 9, 30), date(2016, 10, 1), Tally.of(-10.0))
    >>> [(each.period.month, each.tally.hostile_sum) for each in count_dyads([act], Period.MONTH)]
    [(9, -5.0), (10, -5.0)]
    >>> count_dyads([act])[0].tally.hostile
    1
    """
    sums: dict[tuple[str, str, date | None], Tally] = {}
    for each in counted:
        parts = [(None, 1.0)] if period is None else _parts(each, period, record)
        for start, part in parts:
            key = (each.doer, each.target, start)
            tally = each.tally if part == 1 else each.tally.shared(part)
            sums[key] = sums[key] + tally if key in sums else tally
    rows = (DyadCount(doer, target, start, tally) for (doer, target, start), tally in sums.items())
    if period is None:
        return tuple(sorted(rows, key=lambda row: (-row.tally.acts, row.doer, row.target)))
    return tuple(sorted(rows, key=lambda row: (row.period or date.min, row.doer, row.target)))


def spread_over_days(each: DatedTally, record: Span | None = None) -> Iterator[tuple[date, float]]:
    """Spread acts evenly over the days on which they lie.

    Parameters
    ----------
    each : DatedTally
        The acts.
    record : (date, date), optional
        The first and the last day of the record, for dates that are open on a side.

    Yields
    ------
    (date, float)
        A day, and the part of the acts that falls on it; the parts add up to 1.

    Examples
    --------
    >>> act = DatedTally("A", "B", date(2016, 9, 30), date(2016, 10, 1), Tally.of(-10.0))
    >>> [part for _, part in spread_over_days(act)]
    [0.5, 0.5]
    """
    first, last = _bounded(each, record)
    days = (last - first).days + 1
    for number in range(days):
        yield first + number * DAY, 1 / days


def response_lags(counted: Iterable[DatedTally], one: str, other: str) -> tuple[ResponseLag, ...]:
    """Measure how long until each side acts upon the other after the other acted upon it.

    Parameters
    ----------
    counted : iterable of DatedTally
        Acts by day. What is not of a single known day is left out.
    one, other : str
        Codes of the two sides.

    Returns
    -------
    tuple of ResponseLag
        For both directions, and for hostile and cooperative acts that come first and next.

    Notes
    -----
    A lag is the number of days from an act to the first later day with such an act of the other
    side. What happens on the same day is counted apart, for its order is not known. Several acts
    may be followed by the same one. An act without a later one is not followed: the median is of
    the others, so where many are not followed it is too short.

    Examples
    --------
    >>> acts = [
    ...     DatedTally("A", "B", date(2016, 10, 3), date(2016, 10, 3), Tally.of(-4.0)),
    ...     DatedTally("B", "A", date(2016, 10, 8), date(2016, 10, 8), Tally.of(-7.0)),
    ... ]
    >>> lag = response_lags(acts, "A", "B")[0]
    >>> lag.median_days, lag.followed, lag.acts
    (5, 1, 1)
    """
    days: dict[tuple[str, str, Sense], Counter[date]] = {}
    for each in counted:
        if each.first is not None and each.first == each.last:
            for sense in Sense:
                if number := round(each.tally.number(sense)):
                    found = days.setdefault((each.doer, each.target, sense), Counter())
                    found[each.first] += number
    return tuple(
        _lag(days, doer, responder, after, then)
        for doer, responder in ((one, other), (other, one))
        for after in Sense
        for then in Sense
    )


def most_active_pair(counts: Iterable[DyadCount]) -> tuple[str, str] | None:
    """Find the two actors that act most upon one another.

    Parameters
    ----------
    counts : iterable of DyadCount
        All time counted together, or any periods.

    Returns
    -------
    tuple of str or None
        The one that acts more often first; of equal pairs the first by code. None where nobody
        acts upon another.

    Examples
    --------
    >>> most_active_pair([DyadCount("B", "A", None, Tally(hostile=2))])
    ('B', 'A')
    """
    acts: defaultdict[tuple[str, str], float] = defaultdict(float)
    for each in counts:
        acts[each.doer, each.target] += each.tally.acts
    pairs = {(min(pair), max(pair)) for pair in acts if pair[0] != pair[1]}
    if not pairs:
        return None
    one, other = min(pairs, key=lambda pair: (-acts[pair] - acts[pair[::-1]], pair))
    return (one, other) if acts[one, other] >= acts[other, one] else (other, one)


def acts_upon_one_another(chronicle: Chronicle, sides: Iterable[str]) -> dict[int, Event]:
    """Choose the events that some actors did to one another.

    Parameters
    ----------
    chronicle : Chronicle
        The events.
    sides : iterable of str
        Codes of the actors.

    Returns
    -------
    dict of int to Event
        By one of them and upon another, in order of time.

    Examples
    --------
    >>> acts_upon_one_another(Chronicle(), ("RUS", "USA"))
    {}
    """
    named = set(sides)
    return {
        number: event
        for number, event in chronicle.events.items()
        if any(
            doer in named and target in named and doer != target for doer, target in pairs_of(event)
        )
    }


def _lag(
    days: dict[tuple[str, str, Sense], "Counter[date]"],
    doer: str, responder: str, after: Sense, then: Sense,
) -> ResponseLag:  # fmt: skip
    acts = days.get((doer, responder, after), Counter())
    answers = days.get((responder, doer, then), Counter())
    ordered = sorted(answers)
    lags: Counter[int] = Counter()
    for day, number in acts.items():
        place = bisect_right(ordered, day)
        if place < len(ordered):
            lags[(ordered[place] - day).days] += number
    return ResponseLag(
        doer, responder, after, then,
        acts=acts.total(),
        followed=lags.total(),
        same_day=sum(number for day, number in acts.items() if day in answers),
        median_days=_median(lags),
    )  # fmt: skip


def _median(counted: "Counter[int]") -> float | None:
    """The median of numbers that are counted, without a list of them all."""
    if not counted:
        return None
    whole = counted.total()
    low, high = (_nth(counted, place) for place in ((whole - 1) // 2, whole // 2))
    return low if low == high else (low + high) / 2


def _nth(counted: "Counter[int]", place: int) -> int:
    for number in sorted(counted):
        place -= counted[number]
        if place < 0:
            return number
    raise AssertionError("there are fewer numbers")


def _parts(
    each: DatedTally, period: Period, record: Span | None
) -> Iterable[tuple[date | None, float]]:
    """The periods of acts, each with the part of them that falls into it."""
    first, last = _bounded(each, record)
    if period.first_day(first) == period.first_day(last):
        return [(period.first_day(first), 1.0)]
    share: Counter[date] = Counter(
        period.first_day(day) for day, _ in spread_over_days(each, record)
    )
    return [(start, number / share.total()) for start, number in share.items()]


def _bounded(each: DatedTally, record: Span | None) -> Span:
    """The first and the last day; an open side reaches as far as the record does."""
    first, last = each.first, each.last
    if record is not None:
        first = first or min(record[0], last or record[0])
        last = last or max(record[1], first)
    first, last = first or last, last or first
    assert first is not None  # no event is open on both sides
    assert last is not None
    return first, max(first, last)


def _day(bound: datetime | None) -> date | None:
    return None if bound is None else bound.date()
