"""What the headings of pictures say of a chronicle: from when to when, and by whose claims."""

from collections.abc import Collection, Iterable

from tracker.model.event import Event
from tracker.model.link import Link


def span_in_words(events: Iterable[Event]) -> str:
    """Say from when to when events lie.

    Parameters
    ----------
    events : iterable of Event
        At least one event.

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
    'October 2016 to December 2016'
    """
    dates = [event.date for event in events]
    first, last = min(date.start for date in dates), max(date.end for date in dates)
    if first.date() == last.date():
        return f"{first.day} {first:%B} {first.year}"
    months = [f"{bound:%B} {bound.year}" for bound in (first, last)]
    return " to ".join(dict.fromkeys(months))


def claims_in_words(links: Collection[Link]) -> str:
    """Count links and who claims them, so that two claims of one link are told from two links.

    Parameters
    ----------
    links : collection of Link
        Claims, of which several may be about the same two events.

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
    often = f" {len(links)} times" if len(links) != pairs else ""
    return (
        f"{pairs} link{'s' * (pairs != 1)}, claimed{often} by {claimants} "
        f"claimant{'s' * (claimants != 1)}"
    )
