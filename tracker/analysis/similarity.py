"""Duplicate detection: pairs of events that may report the same, for a person to judge."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from tracker.analysis.likeness import (
    ELSEWHERE,
    LIKELY,
    WEIGHTS,
    Traits,
    is_elsewhere,
    likeness,
    likeness_at_most,
    traits_of,
)
from tracker.model.answers.manage import DuplicatePair
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.event_fields import FIELDS, Field, Kind
from tracker.model.names import folded
from tracker.model.streamed import StreamedEvents

DAY = timedelta(days=1)
LONGEST = 3  # days; longer spans are looked for at their ends alone
MOST_TOGETHER = 60
MOST_KINDS = 600_000  # that are remembered at once
TOGETHER = 1_000  # pairs of which the events are fetched at once
WINDOW = 12  # neighbours by title, where more than those stand together
Pair = tuple[int, int]
# Fields that tell which record an event is and what it rests on, not what happened.
NAMES = (Kind.NUMBER, Kind.HANDLE, Kind.CITATIONS, Kind.REMARKS)


def find_duplicates(chronicle: Chronicle, at_least: float = LIKELY) -> Iterator[DuplicatePair]:
    """Propose pairs of events that may be duplicates.

    Parameters
    ----------
    chronicle : Chronicle
        The events among which to look, and the pairs that a person has found to be two.
    at_least : float
        The similarity from which a pair is proposed, 0 to 1.

    Yields
    ------
    DuplicatePair
        The likeliest pairs first. Of events that are alike in everything compared, each is
        proposed with the first of them alone.

    Notes
    -----
    The similarity is a weighted sum of four (time, sides, type, words of the titles), in the
    manner of Fellegi & Sunter (1969), A Theory for Record Linkage; two different places lessen
    it. The weights are tracker's own judgement, not estimates. Only events within a day of
    each other that share an actor are compared; where many stand together, those of one CAMEO
    root whose titles are neighbours (Hernández & Stolfo 1995).

    Examples
    --------
    >>> list(find_duplicates(Chronicle()))
    []
    """
    found = _Sweep(chronicle, at_least).found()
    for start in range(0, len(found), TOGETHER):
        some = found[start : start + TOGETHER]
        events = _events(chronicle, {number for pair in some for number in pair[1:3]})
        for likeness_, first, other, alike in some:
            yield DuplicatePair(events[first], events[other], -likeness_, alike)


def _events(chronicle: Chronicle, numbers: set[int]) -> Mapping[int, Event]:
    if isinstance(chronicle.events, StreamedEvents):
        return {event.id: event for event in chronicle.events.fetch(sorted(numbers))}
    return chronicle.events


def find_identical(chronicle: Chronicle) -> list[tuple[Event, ...]]:
    """Find events that say the same in everything but who reports them.

    Parameters
    ----------
    chronicle : Chronicle
        The events among which to look. Those that were found to be two, or that somebody links or
        orders, are not the same, whatever they say.

    Returns
    -------
    list of tuple of Event
        Groups of two or more that agree in date, sides, type, status, intensity, place, title and
        summary, the event recorded first at the head of each.

    Examples
    --------
    >>> find_identical(Chronicle())
    []
    """
    several = {tuple(sorted(pair)) for pair in _distinct_pairs(chronicle)}
    groups: dict[tuple[object, ...], list[list[Event]]] = defaultdict(list)
    for event in sorted(chronicle.events.values(), key=lambda event: event.id):
        alike = groups[_content(event)]
        for group in alike:
            if all((each.id, event.id) not in several for each in group):
                group.append(event)
                break
        else:
            alike.append([event])
    return [tuple(group) for alike in groups.values() for group in alike if len(group) > 1]


def _content(event: Event) -> tuple[object, ...]:
    """The values of all fields, as far as they say something of what happened."""
    return tuple(_compared(field, event) for field in FIELDS if field.kind not in NAMES)


def _compared(field: Field, event: Event) -> object:
    if field.kind is Kind.INTENSITY:
        return event.intensity
    value = field.drafted(event)
    if field.kind is Kind.LINE:
        return folded(value or "")
    return frozenset(value) if field.kind in (Kind.ACTORS, Kind.LABELS) else str(value)


def _distinct_pairs(chronicle: Chronicle) -> Iterator[Pair]:
    yield from chronicle.distinct
    for link in (*chronicle.links, *chronicle.denials):
        yield link.cause, link.effect
    for claim in chronicle.orders:
        yield claim.before, claim.after


class _Held(NamedTuple):
    """An event that is to be compared, with the number of its kind."""

    traits: Traits
    kind: int


class _Sweep:
    """One pass over the events in order of time, which compares those of about the same day.

    A day is done once all that begins on it has been met, so that only the events of a few days are
    held. Most events of a feed are of few kinds, so how alike two kinds are at most is worked out
    once, and most pairs are dropped by that alone.
    """

    def __init__(self, chronicle: Chronicle, at_least: float) -> None:
        self._events, self._distinct = chronicle.events, chronicle.distinct
        self._at_least = at_least
        self._together: dict[date, dict[str, list[_Held]]] = {}
        self._found: list[tuple[float, int, int, tuple[str, ...]]] = []
        self._is_of_one_place = sum(WEIGHTS.values()) * ELSEWHERE < at_least
        self._kinds: dict[tuple[object, ...], int] = {}
        self._kind_count = 0
        self._most: dict[int, float] = {}

    def found(self) -> list[tuple[float, int, int, tuple[str, ...]]]:
        """The pairs, the likeliest first: their likeness below zero, both numbers, the traits."""
        dates = _moved_dates(self._events)
        # Claims of order move an event behind others of its date, which have to wait for it.
        late = {day for date_ in dates for day in _days_of(date_)}
        texts = {date_.text for date_ in dates}
        twins: dict[str, dict[object, Traits]] = {}
        at: datetime | None = None
        for event in _in_time(self._events):
            start = event.when.start
            if at is None or start != at:
                twins = {text: known for text, known in twins.items() if text in texts}
                if at is None or start.date() != at.date():
                    self._finish(start.date(), late)
                at = start
            each = traits_of(event)
            same = (event.type.code, each.sides, each.words, each.place)
            first = twins.setdefault(event.date.text, {}).setdefault(same, each)
            if first is not each:
                self._compare(first, each)
                continue
            held = self._held(each)
            for day in days_of(event):
                groups = self._together.setdefault(day, {})
                for actor in each.actors or ("",):
                    groups.setdefault(actor, []).append(held)
        self._finish(None, set())
        self._found.sort()
        return [pair for place, pair in enumerate(self._found)
                if not place or pair != self._found[place - 1]]  # fmt: skip

    def _finish(self, before: date | None, late: Set[date]) -> None:
        """Compare the events of the days before one, for which no event is to come any more."""
        done = [
            day for day in self._together if before is None or (day < before and day not in late)
        ]
        for day in done:
            met: set[Pair] = set()
            for group in self._together.pop(day).values():
                for one, other in _paired(group):
                    # At two places most pairs are too little alike, whatever else they share.
                    if self._is_of_one_place and is_elsewhere(one.traits, other.traits):
                        continue
                    most = self._at_most(one, other)
                    if most < self._at_least:
                        continue
                    pair = (one.traits.event.id, other.traits.event.id)
                    if pair not in met and (
                        most * ELSEWHERE >= self._at_least
                        or not is_elsewhere(one.traits, other.traits)
                    ):
                        met.add(pair)
                        self._compare(one.traits, other.traits)

    def _at_most(self, one: _Held, other: _Held) -> float:
        """How alike two are if they were at one time and place, as far as their kinds tell."""
        kinds = one.kind << 32 | other.kind
        most = self._most.get(kinds)
        if most is None:
            if len(self._most) > MOST_KINDS:
                self._most.clear()
            most = likeness_at_most(one.traits, other.traits)
            most = self._most[kinds] = most if most >= self._at_least else -1.0
        return most

    def _held(self, each: Traits) -> _Held:
        """An event with a number for its sides, type and words."""
        event = each.event
        kind = (each.sides, each.words, event.type.code, each.root, event.quad)
        number = self._kinds.get(kind)
        if number is None:
            if len(self._kinds) > MOST_KINDS:
                self._kinds.clear()
            self._kind_count += 1
            number = self._kinds[kind] = self._kind_count
        return _Held(each, number)

    def _compare(self, one: Traits, other: Traits) -> None:
        first, last = sorted((one, other), key=lambda each: each.event.id)
        pair = (first.event.id, last.event.id)
        if pair in self._distinct:
            return
        score, alike = likeness(first, last)
        if score >= self._at_least:
            self._found.append((-round(score, 2), *pair, alike))


def _paired(group: list[_Held]) -> Iterator[tuple[_Held, _Held]]:
    """The pairs of a group that are compared: all, or those that are near where it is large."""
    if len(group) <= MOST_TOGETHER:
        yield from combinations(group, 2)
        return
    held = {each.traits.event.id: each for each in group}
    traits = {number: each.traits for number, each in held.items()}
    for one, other in neighbours(list(traits), traits):
        yield held[one], held[other]


def _in_time(events: Mapping[int, Event]) -> Iterable[Event]:
    """The events in order of time, as those of a record are."""
    if isinstance(events, StreamedEvents):
        return events.bare().values()
    return sorted(events.values(), key=lambda event: event.when.start)


def _moved_dates(events: Mapping[int, Event]) -> Collection[EventDate]:
    """The dates of events whose bounds follow from claims of order."""
    if isinstance(events, StreamedEvents):
        return events.moved_dates()
    return {
        event.date
        for event in events.values()
        if event.derived_earliest is not None or event.derived_latest is not None
    }


def neighbours(numbers: list[int], traits: Mapping[int, Traits]) -> Iterator[Pair]:
    """Pair those of many whose root is the same and whose titles are near.

    Parameters
    ----------
    numbers : list of int
        Events of one day that share an actor.
    traits : mapping of int to Traits
        What of them is compared.

    Yields
    ------
    tuple of int
        The numbers of two of them.

    Examples
    --------
    >>> list(neighbours([], {}))
    []
    """
    order = sorted(numbers, key=lambda n: (traits[n].root, traits[n].event.title, n))
    for place, number in enumerate(order):
        for other in order[place + 1 : place + WINDOW]:
            if traits[other].root == traits[number].root:
                yield number, other


def days_of(event: Event) -> set[date]:
    """Name the days under which an event is looked for: its own, and the day after each.

    Parameters
    ----------
    event : Event
        The event; of a longer span only the ends count.

    Returns
    -------
    set of date
        Two events whose days meet may be one.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> threat = EventType("threat", "Threat")
    >>> one = Event(1, "e", "E", EventDate.parse("2016-10-03"), threat)
    >>> sorted(map(str, days_of(one)))
    ['2016-10-03', '2016-10-04']
    """
    return _days_of(event.date)


def _days_of(span: EventDate) -> set[date]:
    first, last = span.start.date(), span.end.date()
    inside = (last - first).days
    own = {first + n * DAY for n in range(inside + 1)} if inside <= LONGEST else {first, last}
    return own | {day + DAY for day in own if day != date.max}
