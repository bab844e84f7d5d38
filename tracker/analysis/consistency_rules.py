"""Rules of `tracker check` about what recording refuses and other programs write all the same."""

from collections.abc import Iterator

from tracker.analysis.circles import circles_of
from tracker.analysis.instants import clock_of, impossible_claims, offsets_tried
from tracker.analysis.order import reason_in_words
from tracker.model.answers.manage import Finding
from tracker.model.chronicle import Chronicle
from tracker.model.place_zones import with_zones_of_places


def circles_of_links(chronicle: Chronicle) -> Iterator[Finding]:
    """Find circles of links, by which an event would be its own ancestor.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each circle; every link that lies on any circle stands in one of them.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.event import Event
    >>> from tracker.model.link import Link
    >>> day, kind = EventDate.parse("2016-10-03"), EventType("t", "T")
    >>> events = {n: Event(n, f"e{n}", "E", day, kind) for n in (1, 2)}
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 1, "enables", 0.5))
    >>> [finding.about for finding in circles_of_links(Chronicle(events, links))]
    ['e1 → e2 → e1']
    """
    names = {number: event.handle for number, event in chronicle.events.items()}
    for circle in circles_of((link.cause, link.effect) for link in chronicle.links):
        yield Finding(
            "circle",
            " → ".join(names[number] for number in (*circle, circle[0])),
            "These links close a circle, so that no chain among them has a beginning; "
            "`tracker unlink` takes one out.",
        )


def contradictory_orders(chronicle: Chronicle) -> Iterator[Finding]:
    """Find claims of order and dates that cannot all hold.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each shortest list of claims that contradict one another, until the rest can hold.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.event import Event
    >>> from tracker.model.order import OrderClaim
    >>> day, kind = EventDate.parse("2016"), EventType("t", "T")
    >>> events = {n: Event(n, f"e{n}", "E", day, kind) for n in (1, 2)}
    >>> orders = (OrderClaim(1, 2), OrderClaim(2, 1))
    >>> [each.about for each in contradictory_orders(Chronicle(events, orders=orders))]
    ['e1, e2']
    """
    ends = dict.fromkeys(end for claim in chronicle.orders for end in (claim.before, claim.after))
    events = with_zones_of_places({number: chronicle.events[number] for number in ends})
    names = {number: event.handle for number, event in events.items()}
    words = {number: event.date.text for number, event in events.items()}
    clocks = {number: clock_of(event) for number, event in events.items()}
    for reasons in impossible_claims(clocks, chronicle.orders)[1]:
        about = {number for reason in reasons for number in reason.events}
        said = "; ".join(reason_in_words(reason, names, words) for reason in reasons)
        yield Finding(
            "contradiction",
            ", ".join(names[number] for number in sorted(about)),
            f"These cannot all hold{offsets_tried(reasons, events)}: {said}. `tracker order … "
            "--remove` takes a claim back, `tracker edit` corrects a date.",
        )
