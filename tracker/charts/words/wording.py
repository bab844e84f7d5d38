"""Sentences on a chronicle: its span of time, its claims, a description, numbered sources."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from tracker.charts.words.language import ENGLISH, Language, year_of
from tracker.model.chronicle import Chronicle
from tracker.model.date_display import charted_date
from tracker.model.event import HAPPENED, Event, Status
from tracker.model.event_groups import EventGroups
from tracker.model.link import Link
from tracker.model.marking import labelled
from tracker.model.source import cited_in

MOST_NAMED = 4
DATED = re.compile(r"-\d{4}(-\d\d){0,2}(-.*)?$")


def span_in_words(events: Iterable[Event], language: Language = ENGLISH) -> str:
    """Say from when to when events lie.

    Parameters
    ----------
    events : iterable of Event
        At least one event.
    language : Language, optional
        In which to say it.

    Returns
    -------
    str
        One day, or the first and the last month.

    Examples
    --------
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.codebook import EventType
    >>> threat = EventType("threat", "Threat")
    >>> days = [EventDate.parse(day) for day in ("2016-10-03", "2016-12")]
    >>> span_in_words([Event(n, "", "", day, threat) for n, day in enumerate(days)])
    'October to December 2016'
    """
    dates = [event.date for event in events]
    first, last = min(date.start for date in dates), max(date.end for date in dates)
    return days_in_words(first, last, language)


def days_in_words(first: datetime, last: datetime, language: Language = ENGLISH) -> str:
    """Say from when to when something lies.

    Parameters
    ----------
    first, last : datetime
        Its first and its last moment.
    language : Language, optional
        In which to say it.

    Returns
    -------
    str
        One day, or the first and the last month.

    Examples
    --------
    >>> days_in_words(datetime(2016, 10, 3), datetime(2016, 12, 31))
    'October to December 2016'
    """
    if first.date() == last.date():
        return language.full_day(first)
    return range_in_words(first, last, language)


def range_in_words(
    first: datetime, last: datetime, language: Language = ENGLISH, by_day: bool = False
) -> str:
    """Write a stretch of time, its year once.

    Parameters
    ----------
    first, last : datetime
        The moments between which it lies.
    language : Language, optional
        In which to write it.
    by_day : bool, optional
        Whether its ends are days, else months.

    Returns
    -------
    str
        One month or day, where it is no longer.

    Examples
    --------
    >>> range_in_words(datetime(2016, 9, 1), datetime(2016, 12, 31))
    'September to December 2016'
    """
    write = language.full_day if by_day else language.month_of_year
    one, other = write(first), write(last)
    if one == other:
        return one
    if first.year == last.year:
        year = year_of(first)
        if other.endswith(f" {year}"):
            one = one.removesuffix(f" {year}")
        else:  # the year comes first
            other = other.removeprefix(f"{year}年")
    return language("{first} to {last}", first=one, last=other)


def claims_in_words(links: Collection[Link], language: Language = ENGLISH) -> str:
    """Count links and who claims them, so that two claims of one link are told from two links.

    Parameters
    ----------
    links : collection of Link
        Claims, of which several may be about the same two events.
    language : Language, optional
        In which to say it.

    Returns
    -------
    str
        Such as ``2 links, claimed 3 times by 2 claimants``; empty without any.

    Examples
    --------
    >>> claims_in_words([Link(1, 2, "enables", 0.5), Link(1, 2, "enables", 0.7, "RUS")])
    '1 link, claimed 2 times by 2 claimants'
    """
    pairs = len({(link.cause, link.effect) for link in links})
    if not pairs:
        return ""
    claimants = len({link.claimed_by for link in links})
    said = language.counted(pairs, "link")
    by = language.counted(claimants, "claimant")
    if len(links) == pairs:
        return language("{links}, claimed by {claimants}", links=said, claimants=by)
    return language(
        "{links}, claimed {times} times by {claimants}",
        links=said, times=len(links), claimants=by,
    )  # fmt: skip


def claimant_name(code: str, chronicle: Chronicle) -> str:
    """Name a claimant for a chart.

    Parameters
    ----------
    code : str
        Code of the claimant.
    chronicle : Chronicle
        Its actors are known by name.

    Returns
    -------
    str
        An actor's own name, a source's code without its date.

    Examples
    --------
    >>> claimant_name("new-york-times-2016-10-03", Chronicle())
    'new york times'
    """
    if code in chronicle.actors:
        return chronicle.actors[code].name
    return DATED.sub("", code).replace("-", " ")


def joined_names(names: Sequence[str], language: Language = ENGLISH) -> str:
    """Join names: ``Russia and United States``, or more, with commas before the last two.

    Parameters
    ----------
    names : sequence of str
        At least one.
    language : Language, optional
        In which to join them.

    Returns
    -------
    str
        As in a sentence.

    Examples
    --------
    >>> joined_names(["France", "Russia", "Syria"])
    'France, Russia and Syria'
    """
    *front, last = names
    if not front:
        return last
    return language("{first} and {last}", first=language(", ").join(front), last=last)


def standing(status: Status, language: Language = ENGLISH) -> str:
    """Say how what did not happen stands, and nothing of what did.

    Parameters
    ----------
    status : Status
        Of an event.
    language : Language, optional
        The language of the chart.

    Returns
    -------
    str
        A word or a few, such as ``did not occur``.

    Examples
    --------
    >>> standing(Status.DID_NOT_OCCUR), standing(Status.ONGOING)
    ('did not occur', '')
    """
    return "" if status in HAPPENED else language(status.replace("-", " "))


def in_brackets(event: Event, language: Language = ENGLISH) -> str:
    """Write behind a title how what did not happen stands: `` (planned)``; else nothing.

    Parameters
    ----------
    event : Event
        The event.
    language : Language, optional
        The language of the chart.

    Returns
    -------
    str
        With the blank before it.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> day, type = EventDate.parse("2016-10-03"), EventType("t", "T")
    >>> in_brackets(Event(1, "e", "Strike", day, type, status=Status.PLANNED))
    ' (planned)'
    """
    said = standing(event.status, language)
    return f" ({said})" if said else ""


def alt_text(chronicle: Chronicle, what: str) -> str:
    r"""Say in words what a picture of a chronicle shows, for who cannot see it.

    Parameters
    ----------
    chronicle : Chronicle
        The events and links drawn; of counts alone none.
    what : str
        The kind of picture or its title, such as ``Timeline``.

    Returns
    -------
    str
        A sentence on the whole, then a line for each event and one for each link.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> day = EventDate.parse("2016-10-03")
    >>> event = Event(1, "e", "Talks end", day, EventType("t", "T"))
    >>> alt_text(Chronicle({1: event}), "Timeline")
    'Timeline: 1 event, 3 October 2016.\n3 October 2016: Talks end (—).'
    """
    events = chronicle.events
    told = [
        labelled(
            f"{charted_date(each.date.text, ENGLISH.code)}: {each.titled} ({each.sides}).",
            each.marking,
        )
        for each in events.values()
    ]
    told += [
        labelled(
            f"{events[link.cause].title} {link.relation} {events[link.effect].title}: "
            f"{link.words}, says {claimant_name(link.claimed_by, chronicle)}.",
            link.marking,
        )
        for link in chronicle.links
    ]
    return "\n".join((_head(chronicle, what), *told))


def summary(chronicle: Chronicle, what: str, groups: EventGroups | None = None) -> str:
    """Say in a paragraph what a picture of a chronicle shows, for the file that holds it.

    Parameters
    ----------
    chronicle : Chronicle
        The events and links drawn; of counts alone none.
    what : str
        The kind of picture or its title, such as ``Timeline``.
    groups : EventGroups, optional
        How many events each stands for, where it is not one.

    Returns
    -------
    str
        How many events and links, of what time, and who acts in most of them: no longer for more
        events, and without a title of theirs, so that a file passed on tells what it shows alone.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> day = EventDate.parse("2016-10-03")
    >>> event = Event(1, "e", "Talks end", day, EventType("t", "T"))
    >>> summary(Chronicle({1: event}), "Timeline")
    'Timeline: 1 event, 3 October 2016.'
    """
    head = _head(chronicle, what, groups)
    acting: Counter[str] = Counter(groups.acting if groups is not None else None)
    if groups is None or groups.acting is None:
        numbers = groups.numbers if groups is not None else {}
        for event in chronicle.events.values():
            for actor in event.by:
                acting[actor.name] += numbers.get(event.id, 1)
    if not acting:
        return head
    busiest = sorted(acting.items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMED]
    named = joined_names([f"{name} ({ENGLISH.number(count)})" for name, count in busiest])
    others = len(acting) - len(busiest)
    more = f", {ENGLISH.counted(others, 'other')}" if others else ""
    return f"{head} Acts of {named}{more}."


def _head(chronicle: Chronicle, what: str, groups: EventGroups | None = None) -> str:
    """The kind of picture, how many events and links, and from when to when."""
    events = chronicle.events
    number = len(events) if groups is None else groups.count(events.values())
    count = ENGLISH.counted(number, "event")
    claims = claims_in_words(chronicle.links)
    what = labelled(what, chronicle.marking if groups is None else groups.marking)
    if not events:  # of a picture of counts
        return what
    return f"{what}: {count}, {span_in_words(events.values())}{f'; {claims}' if claims else ''}."


def numbered_sources(
    chronicle: Chronicle, language: Language = ENGLISH
) -> tuple[dict[int, str], tuple[str, ...]]:
    """Number the sources of what is drawn, in the order in which they are first cited.

    Parameters
    ----------
    chronicle : Chronicle
        The events drawn, with the sources.
    language : Language, optional
        In which to say when they were published.

    Returns
    -------
    dict of int to str, and tuple of str
        For each event that cites any what stands behind its date, such as `` [1, 3]``; and the
        notes: title, publisher, date and address.

    Examples
    --------
    >>> numbered_sources(Chronicle())
    ({}, ())
    """
    numbers: dict[str, int] = {}
    behind = {}
    for event in chronicle.events.values():
        cited = cited_in(event.citations)
        for code in cited:
            numbers.setdefault(code, len(numbers) + 1)
        if cited:
            behind[event.id] = f" [{', '.join(map(str, sorted(numbers[code] for code in cited)))}]"
    notes = []
    for code in numbers:
        source = chronicle.sources[code]
        published = charted_date(source.published or "", language.code)
        parts = [source.author, source.title, source.publisher, published]
        said = ", ".join(part for part in parts if part)
        if source.url and source.url not in said:  # an address that is the title, too, stands once
            said = f"{said}, {source.url}" if said else source.url
        notes.append(labelled(said, source.marking))
    return behind, tuple(notes)
