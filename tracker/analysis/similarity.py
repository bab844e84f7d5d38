"""Duplicate detection: pairs of events that may report the same, for a person to judge."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations

from tracker.analysis.likeness import LIKELY, Traits, likeness, traits_of
from tracker.model.answers.manage import DuplicatePair
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.event_fields import FIELDS, Field, Kind
from tracker.model.names import folded

DAY = timedelta(days=1)
LONGEST = 3  # days; longer spans are looked for at their ends alone
MOST_TOGETHER = 60
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
    traits = {number: traits_of(event) for number, event in chronicle.events.items()}
    seen: set[Pair] = set()
    found = []
    for one, other in _candidates(traits):
        pair = (one, other) if one < other else (other, one)
        if pair in seen or pair in chronicle.distinct:
            continue
        seen.add(pair)
        score, alike = likeness(traits[pair[0]], traits[pair[1]])
        if score >= at_least:
            first, other_event = (traits[number].event for number in pair)
            found.append(DuplicatePair(first, other_event, round(score, 2), alike))
    yield from sorted(found, key=lambda each: (-each.similarity, each.first.id, each.other.id))


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


def _candidates(traits: Mapping[int, Traits]) -> Iterator[Pair]:
    """Pairs worth comparing: of about the same day, with an actor in common."""
    twins: dict[tuple[object, ...], int] = {}
    together: dict[tuple[date, str], list[int]] = defaultdict(list)
    for number, each in traits.items():
        event = each.event
        same = (event.date.text, event.type.code, each.sides, each.words, each.place)
        if same in twins:
            yield twins[same], number
            continue
        twins[same] = number
        for day in days_of(event):
            for actor in each.actors or ("",):
                together[day, actor].append(number)
    for numbers in together.values():
        if len(numbers) <= MOST_TOGETHER:
            yield from combinations(numbers, 2)
        else:
            yield from neighbours(numbers, traits)


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
    first, last = event.date.start.date(), event.date.end.date()
    inside = (last - first).days
    own = {first + n * DAY for n in range(inside + 1)} if inside <= LONGEST else {first, last}
    return own | {day + DAY for day in own if day != date.max}
