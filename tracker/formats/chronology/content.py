"""The content of a chronology: years, entries and footnotes, before it is Markdown or Word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tracker.model.actor import ANALYST
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Relation
from tracker.model.date_display import shown_date
from tracker.model.event import Event
from tracker.model.event_fields import REMARKS, labels_of
from tracker.model.link import Link
from tracker.model.marking import labelled
from tracker.model.source import Citation, Grade, Source, event_grade, link_grade, web_address

CAUSE = "\ue000"  # stands for a cause in the sentence around it
UNKNOWN = Relation("leads-to", "leads to", "{cause} leads to {effect}")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a paragraph that look alike."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a footnote."""

    number: int


Piece = Run | Mark
Paragraph = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event, and what is said of it: remarks, and the claims of what led to it."""

    event: Paragraph
    said: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the words before the address, the address, and what is said of the passage.

    `again` is the number of the note that describes the source, which these words end with.
    """

    number: int
    before: str
    address: str = ""
    behind: str = ""
    again: int | None = None


@dataclass(frozen=True, slots=True)
class Chronology:
    """Entries by year, with the footnotes that they refer to, in the order of their marks."""

    marking: str | None
    years: tuple[tuple[int, tuple[Entry, ...]], ...]
    notes: tuple[Note, ...]


def chronology_of(chronicle: Chronicle) -> Chronology:
    """Put a chronicle into the words that people read.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and sources, with the names of actors.

    Returns
    -------
    Chronology
        The events year by year, in the order of the chronicle, each with what led to it. Actors
        and claimants have their names instead of codes. A footnote is a passage of a source: where
        a source is cited again, the note refers to the one that describes it.

    Examples
    --------
    >>> chronology_of(Chronicle()).years
    ()
    """
    notes = _Notes(chronicle)
    causes: dict[int, list[Link]] = {}
    for link in (*chronicle.links, *chronicle.denials):
        if link.cause in chronicle.events:
            causes.setdefault(link.effect, []).append(link)
    years: dict[int, list[Entry]] = {}
    for event in chronicle.events.values():
        told = _event(event, notes)
        said: list[Paragraph] = [
            (Run(f"{field.heading}: {remark}"),)
            for field in REMARKS
            for remark in field.in_words(event)
        ]
        said += [tuple(_claim(link, chronicle, notes)) for link in causes.get(event.id, ())]
        years.setdefault(event.date.start.year, []).append(Entry(told, tuple(said)))
    return Chronology(
        chronicle.marking,
        tuple((year, tuple(entries)) for year, entries in years.items()),
        tuple(notes.notes),
    )


def name_of(claimant: str, chronicle: Chronicle) -> str:
    """What a claimant is called: the name of an actor, the title of a source.

    Parameters
    ----------
    claimant : str
        The code of either, or `analyst`.
    chronicle : Chronicle
        The registers in which they are looked up.

    Returns
    -------
    str
        The name; the code of one that is in neither register.

    Examples
    --------
    >>> name_of("analyst", Chronicle()), name_of("RUS", Chronicle())
    ('the analyst', 'RUS')
    """
    if claimant == ANALYST:
        return "the analyst"
    if claimant in chronicle.actors:
        return chronicle.actors[claimant].name
    source = chronicle.sources.get(claimant)
    return claimant if source is None else source.title


def _event(event: Event, notes: "_Notes") -> Paragraph:
    labels = ", ".join(labels_of(event))
    facts = "; ".join(
        filter(None, (event.sides, event.type.label, event.place, event.coordinates, labels))
    )
    summary = f" {event.summary}" if event.summary else ""
    title = labelled(event.titled, event.marking)
    return (
        Run(shown_date(event.date.text, event.date.start.year), bold=True),
        *([Run(f" ({event.date_said})")] if event.date_said else []),
        Run(f" {title} ({facts}).{summary}"),
        *notes.marks(event.citations, of_link=False),
    )


def _claim(link: Link, chronicle: Chronicle, notes: "_Notes") -> Iterator[Piece]:
    """A claim as a sentence: its relation to the event above, its likelihood and its claimant."""
    relation = chronicle.relations.get(link.relation, UNKNOWN)
    before, _, behind = relation.sentence(CAUSE, "this").partition(CAUSE)
    who = name_of(link.claimed_by, chronicle)
    denied = f"{who} denies that " if link.denied else ""
    yield Run(f"{f'[{link.marking}] ' if link.marking else ''}{denied}{before}")
    for place, number in enumerate(link.causes):
        cause = chronicle.events[number]
        if place:
            yield Run(", only together with " if place == 1 else " and ")
        yield Run(cause.title, italic=True)
        yield Run(f" ({shown_date(cause.date.text)})")
        if not place:
            yield Run(behind)
    if not link.denied:
        needed = ", and was needed for it" if link.needed else ""
        yield Run(f", {link.words}{needed}, says {who}")
    yield Run(f": {link.because}" if link.because else "")
    yield from notes.marks(link.citations, of_link=True)


@dataclass(slots=True)
class _Notes:
    """The footnotes as far as they are needed, one for each passage that is cited."""

    chronicle: Chronicle
    notes: list[Note] = field(default_factory=list)
    passages: dict[tuple[Citation, bool], int] = field(default_factory=dict)
    described: dict[str, int] = field(default_factory=dict)

    def marks(self, citations: tuple[Citation, ...], of_link: bool) -> tuple[Mark, ...]:
        """The marks of some citations; those of a claim have a grade of their own rule."""
        return tuple(Mark(self._number(each, of_link)) for each in dict.fromkeys(citations))

    def _number(self, cited: Citation, of_link: bool) -> int:
        graded = (link_grade if of_link else event_grade)(cited, self.chronicle.sources)
        key = (cited, of_link and bool(str(graded)))
        number = self.passages.setdefault(key, len(self.passages) + 1)
        if number > len(self.notes):
            self.notes.append(self._note(number, cited, graded))
        return number

    def _note(self, number: int, cited: Citation, grade: Grade) -> Note:
        source = self.chronicle.sources[cited.source]
        first = self.described.setdefault(source.code, number)
        behind = "; ".join(_passage(cited, grade))
        if first != number:
            again = labelled(f"{source.title}, as in note ", source.marking)
            return Note(number, again, "", behind, first)
        return Note(number, labelled(_described(source), source.marking), source.url or "", behind)


def _described(source: Source) -> str:
    parts = (source.author, source.title, source.publisher, shown_date(source.published or ""))
    return ", ".join(part for part in parts if part)


def _passage(cited: Citation, grade: Grade) -> Iterator[str]:
    """What is said of a passage: its place, its words, what it is cited for, and its grade."""
    if cited.locator:
        yield cited.locator
    if cited.quotation:
        yield f"“{cited.quotation}”"
    if cited.supports:
        yield f"for the {SUPPORTS.get(cited.supports, cited.supports)}"
    if cited.has_test:
        yield f"as a test: {cited.test_in_words}" if cited.is_tested else "as a test"
    if str(grade):
        yield f"graded {grade} ({grade.meaning})"
    if cited.marking:
        yield cited.marking


SUPPORTS: Mapping[str, str] = {"by": "doer", "to": "target"}


def is_address(text: str) -> bool:
    """Whether an address of a note may become a link.

    Parameters
    ----------
    text : str
        The address of a source.

    Returns
    -------
    bool
        True for addresses of the web.

    Examples
    --------
    >>> is_address("https://example.org/a"), is_address("FRUS 1961, doc. 3")
    (True, False)
    """
    return web_address(text) is not None
