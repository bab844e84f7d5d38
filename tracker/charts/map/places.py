"""Events grouped by where they happened."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tracker.charts.map.world import world
from tracker.charts.words.language import ENGLISH
from tracker.model.codebook import Tone
from tracker.model.coordinates import degrees_of
from tracker.model.event import HAPPENED, Event, Status

# How finely a feed says that it knows a place, in what its row is cited for; from so coarse on the
# point is one of a district, a province or a country.
PRECISION = re.compile(r"\b(where_prec|geo_precision) (\d)")
ROUGH = {"where_prec": 3, "geo_precision": 2}


class Group(NamedTuple):
    """The events of a place that have one mark: of one class, status and precision."""

    tone: Tone | None
    status: Status | None
    is_rough: bool
    number: int


@dataclass(frozen=True)
class Place:
    """A point at which something happened.

    Attributes
    ----------
    longitude, latitude : float
        In degrees.
    name : str
        As most of its events have it; empty where none has a place.
    events : tuple of Event
        In the order given.
    """

    longitude: float
    latitude: float
    name: str
    events: tuple[Event, ...]

    @property
    def count(self) -> int:
        """How many events."""
        return len(self.events)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Its events by class, status and precision, the most frequent first."""
        found = Counter(
            (event.tone, None if event.status in HAPPENED else event.status, is_rough(event))
            for event in self.events
        )
        ordered = sorted(found.items(), key=lambda item: (-item[1], str(item[0])))
        return tuple(Group(*key, count) for key, count in ordered)


def places_of(events: Iterable[Event]) -> tuple[Place, ...]:
    """Group events by their coordinates.

    Parameters
    ----------
    events : iterable of Event
        Those without coordinates are left aside.

    Returns
    -------
    tuple of Place
        The one with the most events first. What the names of all end in, and countries behind
        a comma, are left out of names, unless two would then be the same.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> day, type = EventDate.parse("2016-10-03"), EventType("t", "T")
    >>> events = [Event(n, "", "", day, type, place=name, coordinates=point) for n, name, point in
    ...           ((1, "Aleppo, Syria", "36.2,37.2"), (2, "Idlib, Syria", "35.9,36.6"),
    ...            (3, "Aleppo, Syria", "36.2,37.2"), (4, "Syria", None))]
    >>> [(place.name, place.count) for place in places_of(events)]
    [('Aleppo', 2), ('Idlib', 1)]
    """
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.coordinates is not None:
            found[event.coordinates].append(event)
    places = []
    for point, there in found.items():
        north, east = degrees_of(point)
        names = Counter(event.place for event in there if event.place)
        name = names.most_common(1)[0][0] if names else ""
        places.append(Place(east, north, name, tuple(there)))
    places.sort(key=lambda place: (-place.count, place.name, place.longitude, place.latitude))
    return tuple(_shortened(places))


def _shortened(places: Sequence[Place]) -> Iterable[Place]:
    """The places without what every name ends in, or without countries, which a map shows."""
    named = {place.name for place in places if "," in place.name}
    endings = {name.rpartition(",")[2].strip() for name in named}
    others = {place.name for place in places if place.name} - named
    if len(named) > 1 and len(endings) == 1 and not others - endings:
        left_out = endings
    else:
        left_out = endings & _countries()
    short = {
        name: name.rpartition(",")[0].strip() or name
        for name in named
        if name.rpartition(",")[2].strip() in left_out
    }
    # Tripoli in Libya and Tripoli in Lebanon stay told apart.
    said = Counter([*short.values(), *((named | others) - set(short))])
    return [
        replace(place, name=short[place.name])
        if said[short.get(place.name, place.name)] == 1 and place.name in short
        else place
        for place in places
    ]


def _countries() -> set[str]:
    """The English names of countries."""
    return {ENGLISH.country(code) for code, _ in world().countries} - {""}


def is_rough(event: Event) -> bool:
    """Tell whether a point stands for a district, a province or a country.

    Parameters
    ----------
    event : Event
        Its citations keep how finely a feed knows its place.

    Returns
    -------
    bool
        False also where nothing is known of that.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.source import Citation
    >>> day, cited = EventDate.parse("2016"), Citation("ucdp-ged", quotation="where_prec 6, SOHR")
    >>> is_rough(Event(1, "e", "E", day, EventType("t", "T"), citations=(cited,)))
    True
    """
    for citation in event.citations:
        match = PRECISION.search(citation.quotation or "")
        if match and int(match[2]) >= ROUGH[match[1]]:
            return True
    return False


def ranges(numbers: Iterable[int]) -> str:
    """Write numbers in order, those that follow one another as a range.

    Examples
    --------
    >>> ranges([1, 2, 3, 5, 8, 9])
    '1–3, 5, 8, 9'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = []
    for run in runs:
        said += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else list(map(str, run))
    return ", ".join(said)
