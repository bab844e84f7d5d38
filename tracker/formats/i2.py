"""i2 Analyst's Notebook: a table of events, and one of links, for its import of CSV."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence

from tracker.formats import losses
from tracker.formats.losses import Count
from tracker.formats.tabular import harmless
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link

LOSSES: Mapping[str, Count] = {**losses.ORDERS, **losses.DOUBTS, **losses.QUOTATIONS}
EVENTS = (
    "Identity", "Label", "Type", "Date", "Time", "Date_Text", "Description", "By", "To", "Place",
    "Status", "Source_Reference", "Grade1", "Grade2",
)  # fmt: skip
LINKS = (
    "From_Identity", "To_Identity", "Link_Type", "Direction", "Strength", "Date", "Time",
    "Description", "Grade1", "Grade2", "Grade3", "Source_Reference",
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
    yield from _rows(EVENTS, (
        (
            event.handle, event.titled, event.type.label, f"{event.date.start:%Y-%m-%d}",
            f"{event.date.start:%H:%M:%S}", event.date.text, event.summary,
            "; ".join(actor.name for actor in event.by),
            "; ".join(actor.name for actor in event.to), event.place or "", str(event.status),
            "; ".join(dict.fromkeys(cited.source for cited in event.citations)),
            *_grades(chronicle, [(c.source, c.credibility) for c in event.citations]),
        )
        for event in chronicle.events.values()
    ))  # fmt: skip


def write_links(chronicle: Chronicle) -> Iterator[str]:
    """Write the links, a row for each claim: cause to effect, as strong as it is likely.

    Examples
    --------
    >>> next(write_links(Chronicle())).split(",")[:2]
    ['From_Identity', 'To_Identity']
    """
    events = chronicle.events
    yield from _rows(LINKS, (
        (
            events[link.cause].handle, events[link.effect].handle,
            "denied" if link.denied else link.relation, "With arrow", _strength(link),
            f"{events[link.effect].date.start:%Y-%m-%d}",
            f"{events[link.effect].date.start:%H:%M:%S}",
            f"{link.claimed_by}: {link.words}. {link.because}".strip(),
            *_grades(chronicle, [(c.source, c.credibility) for c in link.citations]), "",
            "; ".join(dict.fromkeys(cited.source for cited in link.citations)),
        )
        for link in (*chronicle.links, *chronicle.denials)
        if link.cause in events and link.effect in events
    ))  # fmt: skip


def _strength(link: Link) -> str:
    """Confirmed from very likely on, tentative where it is unlikely or denied."""
    if link.denied or link.likelihood < UNSURE:
        return "Tentative"
    return "Confirmed" if link.likelihood >= SURE else "Unconfirmed"


def _grades(chronicle: Chronicle, cited: Sequence[tuple[str, int | None]]) -> tuple[str, str]:
    """The letter and the digit of the first citation."""
    if not cited:
        return "", ""
    source, digit = cited[0]
    return chronicle.sources[source].reliability or "", str(digit or "")


def _rows(headings: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    line: list[str] = []

    class _Out:
        write: Callable[[str], object] = line.append

    writer = csv.writer(_Out(), lineterminator="")
    for row in (headings, *rows):
        writer.writerow([harmless(cell) for cell in row])
        yield "".join(line)
        line.clear()
