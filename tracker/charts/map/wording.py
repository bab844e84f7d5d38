"""The words of a map: its title, the line under it, and what it shows for who cannot see it."""

from collections.abc import Sequence

from tracker.charts.map.listing import MOST_NUMBERED
from tracker.charts.map.places import Place
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.titles import ends_in_words
from tracker.charts.words.wording import span_in_words
from tracker.model.event import Event


def title_of(order: Sequence[Event], places: Sequence[Place], language: Language) -> str:
    """Word the title: the ends of a few events; of many, where most of them happened.

    Parameters
    ----------
    order : sequence of Event
        At least one event, in order.
    places : sequence of Place
        Where they happened, that of most events first.
    language : Language
        That of the title.

    Returns
    -------
    str
        The title.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> talks = Event(1, "e", "Talks", EventDate.parse("2016-10-03"), EventType("talks", "Talks"))
    >>> title_of([talks], [], ENGLISH)
    'Talks'
    """
    span = span_in_words(order, language)
    if len(order) <= MOST_NUMBERED:
        return ends_in_words(order[0], order[-1], language) or language("Map, {span}", span=span)
    first, *others = places
    leads = first.name and first.count > 1 and all(each.count < first.count for each in others[:1])
    if not leads:
        return language("Map, {span}", span=span)
    return language(
        "Most at {place}: {count} of {events}, {span}", place=first.name, span=span,
        count=language.number(first.count), events=language.counted(len(order), "event"),
    )  # fmt: skip


def subtitle_of(
    order: Sequence[Event], places: Sequence[Place], language: Language, listed: bool
) -> str:
    """Word how many events there are, at how many places, and how many have none.

    Parameters
    ----------
    order, places, language
        As for `title_of`.
    listed : bool
        Whether few events are listed, those without a place in grey.

    Returns
    -------
    str
        The line under the title.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> talks = Event(1, "e", "Talks", EventDate.parse("2016-10-03"), EventType("talks", "Talks"))
    >>> subtitle_of([talks], [], ENGLISH, True)
    '0 events at 0 places, 3 October 2016; 1 of 1 event without a place on the map (grey)'
    """
    events = language.counted(len(order), "event")
    without = sum(event.coordinates is None for event in order)
    said = language(
        "{events} at {places}", places=language.counted(len(places), "place"),
        events=language.counted(len(order) - without, "event"),
    )  # fmt: skip
    if len(order) <= MOST_NUMBERED:  # of more the title has it
        span = span_in_words(order, language)
        said = language("{events}, {span}", events=said, span=span)
    if not without:
        return said
    left = language("{number} of {events} without a place on the map",
                    number=language.number(without), events=events)  # fmt: skip
    if listed and len(order) <= MOST_NUMBERED:
        left = language("{left} (grey)", left=left)
    return f"{said}; {left}"


def described(title: str, order: Sequence[Event], places: Sequence[Place], listed: bool) -> str:
    """Describe a map in a paragraph, for who cannot see it.

    Parameters
    ----------
    title : str
        What stands above it.
    order, places, listed
        As for `subtitle_of`.

    Returns
    -------
    str
        What it shows, and how many events the first twelve places have.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> talks = Event(1, "e", "Talks", EventDate.parse("2016-10-03"), EventType("talks", "Talks"))
    >>> described("Talks", [talks], [], True).split(". ")[-1]
    '0 events of 1 at 0 places, most first.'
    """
    named = [place for place in places if place.name][:12]
    most = ", ".join(f"{place.name} {place.count}" for place in named)
    subtitle = subtitle_of(order, places, ENGLISH, listed)
    return f"{title}. {subtitle}. {_at_places(order, places)}{f': {most}' if most else ''}."


def _at_places(order: Sequence[Event], places: Sequence[Place]) -> str:
    placed = sum(place.count for place in places)
    return (
        f"{ENGLISH.counted(placed, 'event')} of {len(order)} at "
        f"{ENGLISH.counted(len(places), 'place')}, most first"
    )
