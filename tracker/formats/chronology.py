"""A chronology in Markdown, with its sources as footnotes, for a paper or a wiki."""

import re
from collections.abc import Iterator

from tracker.formats import omissions
from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import Omissions
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Relation
from tracker.model.event import Event
from tracker.model.event_fields import REMARKS, labels_of
from tracker.model.link import Link
from tracker.model.marking import labelled
from tracker.model.source import Citation, Grade, web_address

OMITTED: Omissions = {
    **omissions.all_except(
        *omissions.LABEL_PARTS,
        "links", "joint causes", "needed links",
        "reasons of links", "citations of links", "grades of links", "locators of links",
        *(field.parts for field in REMARKS), "denied links", "citations", "grades", "locators",
        "types", "targets", "places", "coordinates", "summaries", "statuses", "date precision",
        "markings",
        "markings of links", "markings of citations", "markings of citations of links",
    ),
    "ongoing statuses": omissions.STATUSES_IN_TITLES["ongoing statuses"],
    **omissions.source_fields_except(
        "author", "title", "publisher", "published", "url", "marking"
    ),
}  # fmt: skip
CAUSE = "\ue000"  # stands for a cause while the sentence around it is escaped
UNKNOWN = Relation("leads-to", "leads to", "{cause} leads to {effect}")
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^])")


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write the events year by year, each with what led to it.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and sources.

    Yields
    ------
    str
        One line, without its end.

    Notes
    -----
    What Markdown would read as its own is escaped. A footnote is a source; where it is cited with
    a locator or a digit, these stand behind its mark.

    Examples
    --------
    >>> list(write(Chronicle()))
    ['# Chronology']
    """
    yield "# Chronology"
    if chronicle.marking:
        yield ""
        yield f"**{chronicle.marking}**"
    numbers: dict[str, int] = {}
    causes: dict[int, list[Link]] = {}
    for link in (*chronicle.links, *chronicle.denials):
        if link.cause in chronicle.events:
            causes.setdefault(link.effect, []).append(link)
    year = 0
    for event in chronicle.events.values():
        if event.date.start.year != year:
            year = event.date.start.year
            yield ""
            yield f"## {year}"
        yield ""
        yield _line(event, chronicle, numbers)
        for field in REMARKS:
            for remark in field.in_words(event):
                yield f"  - {field.heading}: {_plain(remark)}"
        for link in causes.get(event.id, ()):
            yield f"  - {_claim(link, chronicle, numbers)}"
    if numbers:
        yield ""
    for code, number in numbers.items():
        source = chronicle.sources[code]
        parts = (source.author, source.title, source.publisher, source.published)
        words = labelled(", ".join(_plain(part) for part in parts if part), source.marking)
        address = f"<{source.url}>" if web_address(source.url) else _plain(source.url or "")
        yield f"[^{number}]: {words}{f', {address}' if address else ''}"


def _line(event: Event, chronicle: Chronicle, numbers: dict[str, int]) -> str:
    labels = ", ".join(labels_of(event))
    facts = "; ".join(
        filter(None, (event.dyad, event.type.label, event.place, event.coordinates, labels))
    )
    summary = f" {_plain(event.summary)}" if event.summary else ""
    marks = _marks(event.citations, chronicle, numbers)
    title = labelled(_plain(event.titled), event.marking)
    return f"- **{_plain(event.date.text)}** {title} ({_plain(facts)}).{summary}{marks}"


def _claim(link: Link, chronicle: Chronicle, numbers: dict[str, int]) -> str:
    """A claim as a sentence: its relation to the event above, its likelihood and its claimant."""
    named, *others = (
        f"*{_plain(cause.title)}* ({_plain(cause.date.text)})"
        for cause in map(chronicle.events.__getitem__, link.causes)
    )
    relation = chronicle.relations.get(link.relation, UNKNOWN)
    bearing = _plain(relation.sentence(CAUSE, "this")).replace(CAUSE, named)
    if others:
        bearing = f"{bearing}, only together with {' and '.join(others)}"
    who = _plain(link.claimed_by)
    needed = ", and was needed for it" if link.needed else ""
    claim = (
        f"{who} denies that {bearing}"
        if link.denied
        else f"{bearing}, {link.words}{needed}, says {who}"
    )
    claim = labelled(claim, link.marking)
    reason = f": {_plain(link.because)}" if link.because else ""
    return f"{claim}{reason}{_marks(link.citations, chronicle, numbers)}"


def _marks(citations: tuple[Citation, ...], chronicle: Chronicle, numbers: dict[str, int]) -> str:
    """The marks of footnotes, with the grade of each citation and where it stands."""
    marks = []
    for cited in citations:
        number = numbers.setdefault(cited.source, len(numbers) + 1)
        grade = str(Grade(chronicle.sources[cited.source].reliability, cited.credibility))
        parts = (grade, cited.locator or "", cited.marking or "")
        detail = ", ".join(_plain(part) for part in parts if part)
        marks.append(f"[^{number}]{f' ({detail})' if detail else ''}")
    return f" {' '.join(marks)}" if marks else ""


def _plain(text: str) -> str:
    r"""A text on one line, with nothing in it that Markdown would read as its own.

    >>> print(_plain("[a](b) *c*"))
    \[a\](b) \*c\*
    """
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


FORMAT = FileFormat(
    "markdown",
    "a chronology with causes and footnoted sources",
    (".md", ".markdown"),
    OMITTED,
    write=write,
    for_eyes=True,
)
