"""i2 Analyst's Notebook: a table of events, and one of links, for its import of CSV."""

from collections.abc import Iterator, Sequence

from tracker.formats import omissions
from tracker.formats.cells import lines
from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import Omissions
from tracker.model.chronicle import Chronicle
from tracker.model.coordinates import degrees_of
from tracker.model.event_fields import LABELS
from tracker.model.link import Link
from tracker.model.source import Citation, cited_in

OMITTED: Omissions = {
    **omissions.all_except(
        *omissions.LABEL_PARTS,
        "links", "joint causes", "needed links",
        "reasons of links", "citations of links", "grades of links", "denied links",
        "citations", "grades", "types", "targets", "places", "coordinates", "summaries",
        "statuses",
        "intensities", "markings", "markings of links",
    ),
    "grades but the first": lambda chronicle: sum(
        max(len(citations) - 1, 0) for citations in _all_citations(chronicle)
    ),
}  # fmt: skip
EVENTS = (
    "Identity", "Label", "Type", "Date", "Time", "Date_Text", "Description", "By", "To", "Place",
    "Latitude", "Longitude", "Status", "Intensity", "Source_Reference",
    *(field.name.capitalize() for field in LABELS),
    "Grade1", "Grade2", "Marking",
)  # fmt: skip
LINKS = (
    "From_Identity", "To_Identity", "Link_Type", "Direction", "Strength", "Date", "Time",
    "Description", "Grade1", "Grade2", "Grade3", "Source_Reference", "Marking",
)  # fmt: skip
SURE, UNSURE = 0.8, 0.45  # likelihoods from which a link is confirmed, and unconfirmed


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write the events, a row each.

    Parameters
    ----------
    chronicle : Chronicle
        Events and their sources.

    Yields
    ------
    str
        One row, without its line end, the headings first. The date is the first that the event may
        be of; `Date_Text` has it as recorded. Grades are those of the first citation.

    Examples
    --------
    >>> next(write(Chronicle())).split(",")[:2]
    ['Identity', 'Label']
    """
    yield from lines(EVENTS, (
        (
            event.handle, event.titled, event.type.label, event.date.start.date().isoformat(),
            f"{event.date.start:%H:%M:%S}", event.date.text, event.summary,
            [actor.name for actor in event.by], [actor.name for actor in event.to], event.place,
            *(degrees_of(event.coordinates) if event.coordinates else (None, None)),
            str(event.status), event.intensity, cited_in(event.citations),
            *(field.plain(event) for field in LABELS),
            *_grades(chronicle, [(c.source, c.credibility) for c in event.citations]),
            event.marking,
        )
        for event in chronicle.events.values()
    ))  # fmt: skip


def write_links(chronicle: Chronicle) -> Iterator[str]:
    """Write the links, a row for each claim: cause to effect, as strong as it is likely.

    A claim that somebody denies is not confirmed, however likely whoever makes it holds it.
    A claim of several causes has a row for each, which names the others.

    Examples
    --------
    >>> next(write_links(Chronicle())).split(",")[:2]
    ['From_Identity', 'To_Identity']
    """
    events = chronicle.events
    denied = {(link.cause, link.effect) for link in chronicle.denials}
    yield from lines(LINKS, (
        (
            events[link.cause].handle, events[link.effect].handle,
            "denied" if link.denied else link.relation, "With arrow",
            _strength(link, (link.cause, link.effect) in denied),
            events[link.effect].date.start.date().isoformat(),
            f"{events[link.effect].date.start:%H:%M:%S}",
            _said(link, chronicle),
            *_grades(chronicle, [(c.source, c.credibility) for c in link.citations]), "",
            cited_in(link.citations), link.marking,
        )
        for claim in (*chronicle.links, *chronicle.denials)
        if {*claim.causes, claim.effect} <= events.keys()
        for link in claim.from_each_cause()
    ))  # fmt: skip


def _said(link: Link, chronicle: Chronicle) -> str:
    """Who claims a link, how likely it is, whether it was needed or needs others, and why."""
    others = " and ".join(chronicle.events[partner].handle for partner in link.partners)
    together = f"Only together with {others}. " if others else ""
    needed = ", needed" if link.needed else ""
    return f"{link.claimed_by}: {link.words}{needed}. {together}{link.because}".strip()


def _all_citations(chronicle: Chronicle) -> Iterator[tuple[Citation, ...]]:
    yield from (event.citations for event in chronicle.events.values())
    yield from (link.citations for link in (*chronicle.links, *chronicle.denials))


def _strength(link: Link, is_contested: bool) -> str:
    """Confirmed from very likely on unless somebody denies it, tentative where it is unlikely."""
    if link.denied or link.likelihood < UNSURE:
        return "Tentative"
    return "Confirmed" if link.likelihood >= SURE and not is_contested else "Unconfirmed"


def _grades(chronicle: Chronicle, cited: Sequence[tuple[str, int | None]]) -> tuple[str, str]:
    """The letter and the digit of the first citation."""
    if not cited:
        return "", ""
    source, digit = cited[0]
    return chronicle.sources[source].reliability or "", str(digit or "")


FORMAT = FileFormat(
    "i2",
    "events and links as a pair of CSV files for Analyst's Notebook",
    omits=OMITTED,
    write=write,
    sidecars={"-links": write_links},
    streams=True,
)
