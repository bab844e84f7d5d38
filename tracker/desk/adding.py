"""New events put into the record, with their sources, causes and effects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Unpack

from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName, Grades, cited, date_of, text_of, text_required, values_of
from tracker.errors import InvalidInput, TrackerError
from tracker.model.addition import Addition
from tracker.model.answer import Recorded
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft, EventValues, Names
from tracker.model.names import names_of

if TYPE_CHECKING:
    from datetime import date

    from tracker.model.actor import NewActors
    from tracker.model.event_line import EventLine
    from tracker.store.database import Database

ONCE = {"type": "type", "by": "who acted", "to": "upon whom", "place": "place", "status": "status"}


class _NoLineError(Exception):
    """That a text does not begin as an event in one line does."""


class Adding(OpenRecord):
    """The calls of the panel `record` that add events."""

    def add(
        self,
        title: str,
        *,
        on: EventDate | date | str,
        source: Names = None,
        grade: Grades = None,
        locator: str | None = None,
        publisher: str | None = None,
        author: str | None = None,
        published: EventDate | date | str | None = None,
        because: Names = None,
        leads_to: Names = None,
        like: EventName | None = None,
        new_actors: NewActors = False,
        anyway: bool = False,
        **fields: Unpack[EventValues],
    ) -> Recorded[Event]:
        """Add an event; the first one makes the database.

        It needs a type. One grade serves all sources; `publisher`, `author` and `published` are of
        the one source. `because` and `leads_to` name causes and effects, each as
        `EVENT,RELATION,LIKELIHOOD`, of which the last two may be left out. What is not named is
        taken over from the event that it is `like`: its coding, not its date, text and sources.
        With `new_actors` an unknown actor is recorded, of unknown kind, unless it is spelled almost
        as a known one; a mapping gives the kinds of those that are sure to be new. With `anyway`
        both that and an event that looks like a duplicate are recorded.
        """
        from tracker.recording.additions import add_all

        values = {"title": text_required(title, "title"), "date": date_of(on)}
        options = _options_of(
            fields, source, grade, locator, publisher, author, published, because, leads_to, like
        )
        if "type" not in options.values and like is None:
            raise InvalidInput(
                "The event needs a type: name one of `tracker types list`, such as threat."
            )
        with self._starting() as (db, created):
            addition = options.addition(db, values)
            done = add_all(db, [addition], new_actors, anyway)
        return Recorded(done.value[0], remarks=(*created, *done.remarks))

    def add_line(
        self,
        line: str,
        *,
        new_actors: NewActors = False,
        anyway: bool = False,
        **options: Any,
    ) -> Recorded[Event] | None:
        """Add an event that is written in one line; None where the text does not begin as one.

        It begins with date, sides, type and a colon, as in `2016-10-03 RUS > USA threat: …`. The
        `options` are those of `add`; what the line says is not said by one of them, too.
        """
        try:
            done = self._add_lines([("", line)], new_actors, anyway, options)
        except _NoLineError:
            return None
        return Recorded(done.value[0], remarks=done.remarks)

    def add_lines(
        self,
        lines: Iterable[str],
        *,
        new_actors: NewActors = False,
        anyway: bool = False,
        **options: Any,
    ) -> Recorded[tuple[Event, ...]]:
        """Add many events, each written in one line, as one command: all of them, or none.

        Empty lines and those that begin with `#` are left out. A line may name an event of an
        earlier one as its cause. The `options` of `add` are of every event.
        """
        numbered = [
            (f"Line {number}", line.strip())
            for number, line in enumerate(lines, start=1)
            if line.strip() and not line.lstrip().startswith("#")
        ]
        if not numbered:
            raise InvalidInput(
                "There is no event to add: write one a line, such as "
                '"2016-10-03 RUS > USA threat: Moscow warns".'
            )
        return self._add_lines(numbered, new_actors, anyway, options)

    def _add_lines(
        self,
        numbered: Iterable[tuple[str, str]],
        new_actors: NewActors,
        anyway: bool,
        given: Mapping[str, Any],
    ) -> Recorded[tuple[Event, ...]]:
        from tracker.recording.additions import add_all
        from tracker.recording.lines import line_of

        options = _options_of(*_parted(given))
        bare = options.like is not None or "type" in options.values
        with self._starting() as (db, created):
            additions: list[Addition] = []
            unread: dict[str, TrackerError] = {}
            for place, text in numbered:
                try:
                    line = line_of(db, text, bare)
                    if line is None and not place:
                        raise _NoLineError
                    if line is None:
                        raise InvalidInput(_why_no_line(text))
                    additions.append(options.of_line(db, line, place))
                except TrackerError as error:
                    if not place:
                        raise
                    error.args = (f"{place}: {error}",)
                    unread[place] = error
            done = add_all(db, additions, new_actors, anyway, unread)
        return Recorded(done.value, remarks=(*created, *done.remarks))


def _why_no_line(text: str) -> str:
    from tracker.model.event_line import unread_date

    return unread_date(text) or (
        "it does not begin with date, sides, type and a colon, as in "
        '"2016-10-03 RUS > USA threat: Moscow warns".'
    )


class _Options:
    """What `add` is told of an event besides its title and its date."""

    def __init__(
        self,
        values: dict[str, Any],
        pairs: Any,
        known: Mapping[str, Mapping[str, str]],
        because: tuple[str, ...],
        leads_to: tuple[str, ...],
        like: str | None,
    ) -> None:
        self.values = values
        self.pairs = pairs
        self.known = known
        self.because = because
        self.leads_to = leads_to
        self.like = like
        if values.get("intensity") == "codebook":
            del values["intensity"]

    def addition(
        self, db: Database, said: Mapping[str, Any], line: EventLine | None = None, place: str = ""
    ) -> Addition:
        """The event that title, date, options, template and line make."""
        template: dict[str, Any] = {}
        because: tuple[Any, ...] = () if line is None else line.because
        leads_to: tuple[Any, ...] = () if line is None else line.leads_to
        if self.like is not None or self.because or self.leads_to:
            from tracker.recording.lines import links_of, template_of

            template = {} if self.like is None else template_of(db, self.like)
            because += links_of(db, self.because)
            leads_to += links_of(db, self.leads_to)
        values = {**template, **self.values, **said}
        pairs, known = list(self.pairs), dict(self.known)
        for source in () if line is None else line.sources:
            before = known.get(source.title, {})
            title = source.title
            if source.published and before.get("published", source.published) != source.published:
                title, before = f"{title}, {EventDate.parse(source.published).worded}", {}
            pairs += cited(title, source.grade, source.locator)
            known[title] = {**before, **source.known}
        draft = EventDraft(**values, citations=tuple(citation for citation, _ in pairs))
        grades = tuple(grade for _, grade in pairs)
        return Addition(draft, grades, known, because, leads_to, place)

    def of_line(self, db: Database, line: EventLine, place: str) -> Addition:
        """The event that a line and the options make; what both say is refused."""
        said: dict[str, Any] = {"title": line.title, "date": line.date}
        for name, words in ONCE.items():
            value = getattr(line, name)
            if value in (None, ()):
                continue
            if name in self.values:
                raise InvalidInput(
                    f"The line says {words} already; leave --{name} out, or say it there alone."
                )
            said[name] = value
        if line.tags:
            said["tags"] = (*self.values.get("tags", ()), *line.tags)
        return self.addition(db, said, line, place)


OWN = ("source", "grade", "locator", "publisher", "author", "published", "because", "leads_to",
       "like")  # fmt: skip


def _parted(given: Mapping[str, Any]) -> tuple[Any, ...]:
    """The fields of an event among options, then the others in their order."""
    fields = {name: value for name, value in given.items() if name not in OWN}
    return fields, *(given.get(name) for name in OWN)


def _options_of(
    fields: Any,
    source: Names,
    grade: Grades,
    locator: str | None,
    publisher: str | None,
    author: str | None,
    published: EventDate | date | str | None,
    because: Names,
    leads_to: Names,
    like: EventName | None,
) -> _Options:
    return _Options(
        values_of(fields),
        cited(source, grade, locator),
        _said_of_source(source, publisher, author, published),
        names_of(because),
        names_of(leads_to),
        text_of(like),
    )


def _said_of_source(
    source: Names,
    publisher: str | None,
    author: str | None,
    published: EventDate | date | str | None,
) -> dict[str, dict[str, str]]:
    """What is said of the one source, by its name."""
    day = date_of(published)
    named = {"publisher": publisher, "author": author, "published": day and day.text}
    known = {column: value for column, value in named.items() if value}
    sources = names_of(source)
    if known and len(sources) != 1:
        raise InvalidInput(
            "--publisher, --author and --published are of one source: name it with --source."
        )
    return {sources[0]: known} if known else {}
