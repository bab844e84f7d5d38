"""Recording of new events with their sources, causes and effects, as one command."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.errors import NotFound, Refused, SeveralRefused, TrackerError
from tracker.model.actor import NewActors
from tracker.model.addition import Addition
from tracker.model.answer import Recorded
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.names import folded
from tracker.model.text import clean_line
from tracker.recording.events import event_remarks, store_event, wanted_handle
from tracker.recording.evidence import checked_edtf, grade_source, likeness, near_sources
from tracker.store import events, listing, registers
from tracker.store.database import Database
from tracker.store.references import resolve_to_change

if TYPE_CHECKING:
    from tracker.model.link import Link, LinkDraft
    from tracker.model.named_link import NamedLink


def add_all(
    db: Database,
    additions: Sequence[Addition],
    new_actors: NewActors = False,
    anyway: bool = False,
    unread: Mapping[str, TrackerError] | None = None,
) -> Recorded[tuple[Event, ...]]:
    """Record new events with their sources and links: all of them, or none.

    A later one may be linked to an earlier one. What is refused is told of all of them, together
    with what could not be read already, by its line.
    """
    remarks: list[str] = []
    numbers: list[int] = []
    refused = dict(unread or {})
    with db.transaction(_command(additions)):
        for addition in additions:
            try:
                with _told(addition.place), db.savepoint():
                    number = _added(db, addition, new_actors, anyway, remarks)
            except TrackerError as error:
                if not addition.place:
                    raise
                refused[addition.place] = error
            else:
                numbers.append(number)
        if refused:
            by_line = sorted(refused.items(), key=lambda item: int(item[0].split()[-1]))
            errors = [error for _, error in by_line]
            if len(errors) == 1:
                raise errors[0]
            raise SeveralRefused("lines are refused, and nothing is added", errors)
    return Recorded(tuple(events.get(db, number) for number in numbers), remarks=tuple(remarks))


def _added(
    db: Database, addition: Addition, new_actors: NewActors, anyway: bool, remarks: list[str]
) -> int:
    """Record one new event; gives its number and puts what there is to say to the remarks."""
    said: list[str] = []
    addition = _of_issues(db, addition)
    number = store_event(db, addition.draft, said, new_actors, anyway)
    event = events.get(db, number)
    _describe_sources(db, addition, event, said)
    remarks += said
    remarks += event_remarks(db, event, addition.draft.date)
    remarks.append(f"Added event {number}.")
    remarks += [] if anyway else _alike(db, event)
    remarks += _linked(db, addition, event)
    return number


def _of_issues(db: Database, addition: Addition) -> Addition:
    """An addition whose sources are named with their day where another issue has the name."""
    names = {
        name: title_of_issue(db, name, known["published"])
        for name, known in addition.known.items()
        if "published" in known
    }
    if all(name == title for name, title in names.items()):
        return addition
    cited = tuple(
        replace(each, source=names.get(each.source, each.source))
        for each in addition.draft.citations
    )
    known = {names.get(name, name): said for name, said in addition.known.items()}
    return replace(addition, draft=replace(addition.draft, citations=cited), known=known)


def title_of_issue(db: Database, name: str, published: str) -> str:
    """How the issue of a day is called: as it is named, or with its day where that is another's.

    A newspaper has an issue every day; each is a source of its own.
    """
    code = registers.find(db, registers.SOURCES, name)
    if code is None:
        return name
    there = listing.sources(db, [code])[code]
    if not there.published or there.published == published:
        return name
    if folded(code) == folded(name) and folded(there.title) != folded(name):
        return name  # named by its code, which is of one source alone
    return f"{there.title}, {EventDate.parse(published).worded}"


def _command(additions: Sequence[Addition]) -> str:
    """How the history calls the command."""
    if not additions:
        return "add"
    if len(additions) == 1:
        return f"add {wanted_handle(additions[0].draft)}"
    return f"add {len(additions)} events, {wanted_handle(additions[0].draft)} first"


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Say of what is refused which line it was in."""
    try:
        yield
    except TrackerError as error:
        if place:
            error.args = (f"{place}: {error}",)
        raise


def _alike(db: Database, event: Event) -> list[str]:
    """The note on an event that looks like one which is there, with what to do of it."""
    near = events.about_the_same_time(db, event.id)
    if not near:
        return []
    from tracker.analysis.likeness import find_alike  # most events have nothing beside them

    alike = find_alike(event, events.fetch(db, near))[:1]
    return [
        f"Note: {other.handle} looks like the same event (“{other.title}”); `tracker duplicates "
        f"--merge {other.handle} {event.handle}` makes them one, --apart says that they are two."
        for other in alike
    ]


def _describe_sources(db: Database, addition: Addition, event: Event, remarks: list[str]) -> None:
    """Grade the sources of a new event, and keep what was said of them.

    What has another publisher is no source that is there already, however it is called.
    """
    cited = addition.draft.citations
    for given, citation, grade in zip(cited, event.citations, addition.grades, strict=False):
        grade_source(db, citation.source, grade)
        if known := addition.known.get(given.source):
            describe_source(db, citation.source, known)
            for like in near_sources(db, given.source) if "publisher" in known else ():
                other = like.partition(" ")[0]
                publisher = listing.sources(db, [other])[other].publisher
                note = likeness(citation.source, other)
                if publisher and folded(publisher) != folded(known["publisher"]):
                    remarks[:] = [each for each in remarks if each != note]


def describe_source(db: Database, code: str, known: Mapping[str, str]) -> None:
    """Add publisher, author and day to a source that lacks them; other ones are refused."""
    there = listing.sources(db, [code])[code]
    wanted = {}
    for column, value in known.items():
        text = checked_edtf(value) if column == "published" else clean_line(value, column)
        before = getattr(there, column)
        if not before:
            wanted[column] = text
        elif folded(before) != folded(text or ""):
            raise Refused(
                f"The source {code} has {column} {before}, not {text}: leave it out, name another "
                f"source, or correct it with `tracker sources edit {code} --{column}`."
            )
    if wanted:
        registers.update(db, registers.SOURCES, code, wanted)


def _linked(db: Database, addition: Addition, event: Event) -> list[str]:
    """Make the links of a new event; what there is to say of each."""
    if not addition.because and not addition.leads_to:
        return []
    from tracker.model.named_link import UNSAID
    from tracker.recording.links import store_link

    remarks: list[str] = []
    for named, is_cause in (
        *((each, True) for each in addition.because),
        *((each, False) for each in addition.leads_to),
    ):
        try:
            other = str(events.get(db, resolve_to_change(db, named.event)).handle)
        except NotFound as error:
            if " " in named.event and is_cause:  # more likely words of the title
                error.args = (rf"{error} For the word in a title write \because.",)
            raise
        ends = (other, event.handle) if is_cause else (event.handle, other)
        said: list[str] = []
        link = store_link(db, _draft_of(named, *ends), said)
        remarks += [*said, _linked_in_words(link, *ends)]
        if not named.likelihood:
            remarks.append(
                f"Taken as {UNSAID}, for no likelihood was named; `tracker link {ends[0]} "
                f"{ends[1]} --replace --likelihood …` says another."
            )
    return remarks


def _draft_of(named: "NamedLink", cause: str, effect: str) -> "LinkDraft":
    from tracker.model.likelihood import is_in_words, parse_likelihood
    from tracker.model.link import LinkDraft
    from tracker.model.named_link import UNSAID

    likelihood = named.likelihood or UNSAID
    return LinkDraft(
        cause,
        effect,
        named.relation or "leads-to",
        parse_likelihood(likelihood),
        in_words=is_in_words(likelihood),
    )


def _linked_in_words(link: "Link", cause: str, effect: str) -> str:
    return (
        f"Linked {cause} → {effect}: {link.relation}, {link.words} ({link.band}), claimed by "
        f"{link.claimed_by}."
    )
