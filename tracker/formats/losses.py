"""What formats have no room for, counted: the parts of a chronicle that many of them leave out."""

from collections.abc import Callable, Iterator, Mapping

from tracker.model.chronicle import Chronicle
from tracker.model.event import HAPPENED, Event
from tracker.model.source import Citation

Count = Callable[[Chronicle], int]


def of_events(holds: Callable[[Event], object]) -> Count:
    """Count the events of which something holds."""
    return lambda chronicle: sum(bool(holds(event)) for event in chronicle.events.values())


def cited(chronicle: Chronicle) -> Iterator[Citation]:
    """All that is cited for events."""
    return (citation for event in chronicle.events.values() for citation in event.citations)


def _grades(chronicle: Chronicle) -> int:
    return sum(
        citation.credibility is not None
        or (
            citation.source in chronicle.sources
            and bool(chronicle.sources[citation.source].reliability)
        )
        for citation in cited(chronicle)
    )


LINKS: Mapping[str, Count] = {"links": lambda chronicle: len(chronicle.links)}
DENIALS: Mapping[str, Count] = {"denied links": lambda chronicle: len(chronicle.denials)}
REASONS: Mapping[str, Count] = {
    "reasons of links": lambda chronicle: sum(bool(link.because) for link in chronicle.links)
}
ORDERS: Mapping[str, Count] = {"claims of order": lambda chronicle: len(chronicle.orders)}
CITATIONS: Mapping[str, Count] = {"citations": lambda chronicle: sum(1 for _ in cited(chronicle))}
GRADES: Mapping[str, Count] = {"grades": _grades}
QUOTATIONS: Mapping[str, Count] = {
    "quotations": lambda chronicle: sum(each.quotation is not None for each in cited(chronicle))
}
LOCATORS: Mapping[str, Count] = {
    "locators": lambda chronicle: sum(each.locator is not None for each in cited(chronicle))
}
DESCRIPTIONS: Mapping[str, Count] = {
    "descriptions of sources": lambda chronicle: len({each.source for each in cited(chronicle)})
}
EVIDENCE: Mapping[str, Count] = {
    "citations of links": lambda chronicle: sum(len(link.citations) for link in chronicle.links)
}
SUMMARIES: Mapping[str, Count] = {"summaries": of_events(lambda event: event.summary)}
STATUSES: Mapping[str, Count] = {
    "statuses (named in the title)": of_events(lambda event: event.status not in HAPPENED)
}
DOUBTS: Mapping[str, Count] = {
    "dates made plain": of_events(lambda event: not event.date.is_day or event.date.is_approximate)
}
"""Dates that the format has only as days or moments: what was about, in doubt or a span."""
