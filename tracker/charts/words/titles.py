"""Titles that say something: the two ends of what a picture shows."""

from tracker.charts.words.language import ENGLISH, Language
from tracker.model.event import Event

LONGEST = 76  # letters of one end


def ends_in_words(first: Event, last: Event, language: Language = ENGLISH) -> str:
    """Name the two ends of what is shown.

    Parameters
    ----------
    first, last : Event
        Of a chain its root and its outcome, of a time the first and the last event.
    language : Language, optional
        In which to say it; titles stay as they were written.

    Returns
    -------
    str
        The one title, where there is one event; nothing where two have the same.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> day, type = EventDate.parse("2016-10-03"), EventType("t", "T")
    >>> ends_in_words(Event(1, "e", "Talks end", day, type), Event(2, "f", "Strikes", day, type))
    'From “Talks end” to “Strikes”'
    """
    one, other = (_cut(event.titled) for event in (first, last))
    if first.id == last.id:
        return one
    if one.casefold() == other.casefold():
        return ""
    return language("From “{first}” to “{last}”", first=one, last=other)


def _cut(title: str) -> str:
    """A title, after so many letters cut between words."""
    if len(title) <= LONGEST:
        return title
    return f"{title[:LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:–-')}…"
