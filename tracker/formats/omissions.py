"""Omissions: the parts of a chronicle that a format has no field for, counted.

A chronicle has `PARTS`. A format names those it keeps, and all others count as omitted, so that a
part that nobody thought of is reported, too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from tracker.model.chronicle import Chronicle
from tracker.model.event import HAPPENED, Event, Status
from tracker.model.event_fields import FIELDS, LABELS
from tracker.model.link import Link
from tracker.model.source import Citation, Source, cited_in

Count = Callable[[Chronicle], int]
Omissions = Mapping[str, Count]
Cited = Callable[[Chronicle], Iterator[Citation]]
DESCRIPTIONS = "descriptions of sources"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a chronicle: the function that counts it, and the larger part it belongs to."""

    count: Count
    of: str | None = None


def count_events(holds: Callable[[Event], object]) -> Count:
    """Make a function that counts the events of which something holds.

    Parameters
    ----------
    holds : callable
        From an event to whether it counts.

    Returns
    -------
    callable
        From a chronicle to the number of such events.

    Examples
    --------
    >>> count_events(lambda event: event.place)(Chronicle())
    0
    """
    return lambda chronicle: sum(bool(holds(event)) for event in chronicle.events.values())


def all_except(*kept: str) -> Omissions:
    """Find the parts that a format omits, from those that it keeps.

    Parameters
    ----------
    *kept : str
        Names of `PARTS`.

    Returns
    -------
    mapping of str to callable
        The other parts with the functions that count them; a part of one that is omitted itself
        is not named.

    Raises
    ------
    KeyError
        If there is no part of such a name.

    Examples
    --------
    >>> list(all_except("links", "citations of links"))[:4]
    ['reasons of links', 'joint causes', 'needed links', 'markings of links']
    >>> "reasons of links" in all_except()
    False
    """
    if unknown := set(kept) - PARTS.keys():
        raise KeyError(*unknown)
    return {
        name: part.count
        for name, part in PARTS.items()
        if name not in kept and (part.of is None or part.of in kept)
    }


def among_linked(omitted: Omissions) -> Omissions:
    """Count omissions in the linked events alone, where the others are left out whole.

    Parameters
    ----------
    omitted : mapping of str to callable
        Parts with the functions that count them.

    Returns
    -------
    mapping of str to callable
        The same parts, counted among the events at either end of a link.

    Examples
    --------
    >>> among_linked({"places": count_events(lambda event: event.place)})["places"](Chronicle())
    0
    """

    def counted(count: Count) -> Count:
        return lambda chronicle: count(
            replace(chronicle, events={event.id: event for event in chronicle.linked()})
        )

    return {name: counted(count) for name, count in omitted.items()}


def source_fields_except(*kept: str) -> Omissions:
    """Count the sources that are described by more than the fields that are kept.

    Parameters
    ----------
    *kept : str
        Names of the fields of `Source` that the format has.

    Returns
    -------
    mapping of str to callable
        One omission, of the sources that events cite.

    Examples
    --------
    >>> list(source_fields_except("title", "url"))
    ['descriptions of sources']
    """
    return {DESCRIPTIONS: DescribedSources(*kept)}


class DescribedSources:
    """Counts the sources cited for events that are described by more than some fields.

    Parameters
    ----------
    *kept : str
        Names of the fields of `Source` that the format has.

    Examples
    --------
    >>> DescribedSources("title").of(["wire"], {"wire": Source("wire", "The Wire", author="Smith")})
    1
    """

    def __init__(self, *kept: str) -> None:
        never_lost = ("code", "reliability")  # the one is always kept, the other half of a grade
        self.lost = [
            field.name for field in fields(Source) if field.name not in (*never_lost, *kept)
        ]

    def __call__(self, chronicle: Chronicle) -> int:
        """Count among the sources that the events of a chronicle cite."""
        return self.of(cited_in(_for_events(chronicle)), chronicle.sources)

    def of(self, codes: Iterable[str], sources: Mapping[str, Source]) -> int:
        """Count among the sources of some codes."""
        cited = (sources.get(code) for code in codes)
        return sum(any(getattr(source, name, None) for name in self.lost) for source in cited)


class OmissionTally:
    """Counts what a format omits while the events pass by, slice by slice, to be read once.

    A slice that passes again, where a format goes over the events twice, is not counted again.

    Parameters
    ----------
    omits : mapping of str to callable
        The parts with the functions that count them.
    chronicle : Chronicle
        The whole of which the events are read in slices.

    Examples
    --------
    >>> tally = OmissionTally(all_except(), Chronicle())
    >>> tally.add([])
    >>> tally.counts["places"]
    0
    """

    def __init__(self, omits: Omissions, chronicle: Chronicle) -> None:
        self._omits = omits
        self._around = replace(chronicle, events={})
        bare = replace(self._around, links=(), denials=(), orders=(), rivals=(), ratings=())
        self._bare = replace(bare, counterfactuals=())
        self._cited: dict[str, None] = {}
        self._found = {part: count(self._around) for part, count in omits.items()}
        self._seen: set[int] = set()
        self.events = 0  # how many have passed

    def add(self, events: Sequence[Event]) -> None:
        """Count a slice of events."""
        if not events or events[0].id in self._seen:
            return
        self._seen.add(events[0].id)
        self.events += len(events)
        some = replace(self._bare, events={event.id: event for event in events})
        for part, count in self._omits.items():
            if not isinstance(count, DescribedSources):
                self._found[part] += count(some)
        self._cited.update(dict.fromkeys(cited_in(_for_events(some))))

    @property
    def counts(self) -> dict[str, int]:
        """The number of each part in all events that passed, and in what belongs to them."""
        described = {
            part: count.of(self._cited, self._around.sources)
            for part, count in self._omits.items()
            if isinstance(count, DescribedSources)
        }
        return self._found | described


def _for_events(chronicle: Chronicle) -> Iterator[Citation]:
    return (citation for event in chronicle.events.values() for citation in event.citations)


def _for_links(chronicle: Chronicle) -> Iterator[Citation]:
    return (citation for link in _claims(chronicle) for citation in link.citations)


def _claims(chronicle: Chronicle) -> Iterator[Link]:
    yield from chronicle.links
    yield from chronicle.denials


def _of(cited: Cited, holds: Callable[[Citation], object] = bool) -> Count:
    """Count the citations of which something holds."""
    return lambda chronicle: sum(bool(holds(each)) for each in cited(chronicle))


def _grades(cited: Cited) -> Count:
    """Count the citations with a digit, or a letter of their source."""

    def is_graded(citation: Citation, source: Source | None) -> bool:
        return citation.credibility is not None or bool(source and source.reliability)

    return lambda chronicle: sum(
        is_graded(each, chronicle.sources.get(each.source)) for each in cited(chronicle)
    )


PARTS: Mapping[str, Part] = {
    "links": Part(lambda chronicle: len(chronicle.links)),
    "reasons of links": Part(
        lambda chronicle: sum(bool(link.because) for link in _claims(chronicle)), "links"
    ),
    "joint causes": Part(
        lambda chronicle: sum(len(link.partners) for link in _claims(chronicle)), "links"
    ),
    "needed links": Part(
        lambda chronicle: sum(link.needed for link in _claims(chronicle)), "links"
    ),
    "markings of links": Part(
        lambda chronicle: sum(bool(link.marking) for link in _claims(chronicle)), "links"
    ),
    "citations of links": Part(_of(_for_links), "links"),
    "grades of links": Part(_grades(_for_links), "citations of links"),
    "locators of links": Part(_of(_for_links, lambda each: each.locator), "citations of links"),
    "quotations of links": Part(_of(_for_links, lambda each: each.quotation), "citations of links"),
    "tests of claims": Part(_of(_for_links, lambda each: each.has_test), "citations of links"),
    "markings of citations of links": Part(
        _of(_for_links, lambda each: each.marking), "citations of links"
    ),
    "denied links": Part(lambda chronicle: len(chronicle.denials)),
    "claims of order": Part(lambda chronicle: len(chronicle.orders)),
    "rival explanations": Part(lambda chronicle: len(chronicle.rivals)),
    "ratings of evidence": Part(lambda chronicle: len(chronicle.ratings)),
    "answers of interviews": Part(lambda chronicle: len(chronicle.counterfactuals)),
    "citations": Part(_of(_for_events)),
    "grades": Part(_grades(_for_events), "citations"),
    "locators": Part(_of(_for_events, lambda each: each.locator), "citations"),
    "quotations": Part(_of(_for_events, lambda each: each.quotation), "citations"),
    "cited fields": Part(_of(_for_events, lambda each: each.supports), "citations"),
    "markings of citations": Part(_of(_for_events, lambda each: each.marking), "citations"),
    DESCRIPTIONS: Part(DescribedSources(), "citations"),
    **{field.parts: Part(count_events(field.is_filled)) for field in FIELDS if field.parts},
    "intensity overrides": Part(
        count_events(lambda event: event.own_intensity is not None), "intensities"
    ),
    "date precision": Part(
        count_events(lambda event: not event.date.is_day or event.date.is_approximate)
    ),
}
"""The parts of a chronicle, beside its events, their titles, those who act, and their days."""

LABEL_PARTS = tuple(field.parts for field in LABELS)
"""The parts that are labels, for formats that have one list of them."""

STATUSES_IN_TITLES: Omissions = {
    "statuses (named in the title)": count_events(lambda event: event.status not in HAPPENED),
    "ongoing statuses": count_events(lambda event: event.status is Status.ONGOING),
}

OPEN_ENDS: Omissions = {
    "open ends": count_events(lambda event: event.date.is_open),
}
"""Events without a beginning or an end, for formats that cannot say so."""

ONE_OF: Omissions = {
    "one of several days (as lasting over them)": count_events(lambda event: event.date.is_one_of),
}
"""Events of one day of several, for formats that draw them from the first to the last."""
