"""An event told in answers to questions: asked in turn, corrected, left and come back to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import typer

from tracker.commands.line_editing import Aids
from tracker.commands.prompting import agrees, ask, refuses
from tracker.commands.record import questions
from tracker.commands.session import Session
from tracker.desk.drafts import Drafts
from tracker.desk.record import Record
from tracker.desk.values import intensity_of
from tracker.errors import DuplicateEvent, InvalidInput, NearName, TrackerError
from tracker.model.answer import Recorded
from tracker.model.answers.browse import Completed, Recent
from tracker.model.coordinates import point_of
from tracker.model.dates import EventDate
from tracker.model.event import Event, Status, parse_status
from tracker.model.marking import Marking
from tracker.model.source import Grade
from tracker.model.time_zones import checked_zone
from tracker.output.talk import talk

Answers = dict[str, Any]  # texts, and lists and mappings of them: a draft is kept as JSON
IN_TURN = ("title", "date", "type", "by", "to", "source")
RECORD, EDIT, LEAVE = "record", "edit", "leave"
AVOIDABLE = {"yes": True, "no": False}
PARTED = ("tag",)  # what a comma parts into several


def add_by_questions(
    session: Session, title: str | None, named: Mapping[str, Any]
) -> Recorded[Event]:
    """Record an event from the answers to questions, or from a draft and those that it lacks.

    Each answer is kept at once, so that whoever leaves finds them again. What is refused at the
    end is corrected there, and nothing has to be typed twice.
    """
    session.desk(Record).ensure_writable()
    drafted = _Drafted(session, title)
    try:
        for field in IN_TURN:
            if field not in drafted.answers:
                drafted.ask(field)
        while True:
            drafted.ask_for_more()
            try:
                done = session.desk(Record).add(**{**drafted.arguments(), **named})
            except TrackerError as error:
                talk(f"Not added: {error}")
                if _agrees_to_twins(error):
                    named = {**named, "anyway": True}
            else:
                break
    except typer.Abort:
        if drafted.is_kept and session.desk(Drafts).kept_draft():
            talk("What you answered is kept; `tracker add` goes on with it.")
        raise
    if drafted.is_kept:
        session.desk(Drafts).drop_draft()
    return done


def _agrees_to_twins(error: TrackerError) -> bool:
    """Whether what was refused for looking like something known is to be added all the same."""
    if not isinstance(error, DuplicateEvent | NearName):
        return False
    said = ask("Is it another one, to be added all the same? [y/N]")
    return said.casefold() in ("y", "yes")


def _yes_or_no(text: str) -> None:
    if text.lower() not in AVOIDABLE:
        raise InvalidInput("Answer yes or no.")


@dataclass(frozen=True)
class _Text:
    """A question that is answered by a text: what is asked, what is refused, what helps."""

    question: str
    check: Callable[[str], Any] = str
    recent: Recent | None = None
    table: Completed | None = None
    words: tuple[str, ...] = ()


TEXTS: dict[str, _Text] = {
    "place": _Text("Where it happened", recent="place"),
    "at": _Text("Its latitude and longitude, such as 36.2,37.2", point_of),
    "zone": _Text("The time zone there, such as Europe/Moscow", checked_zone),
    "summary": _Text("More of it, in a few sentences"),
    "status": _Text("What became of it (empty: it occurred)", parse_status, words=tuple(Status)),
    "avoidable": _Text(
        "Had those who acted another choice (yes, no)", _yes_or_no, words=tuple(AVOIDABLE)
    ),
    "intensity": _Text("Your own value, -10 to 10 (empty: that of the type)", intensity_of),
    "locator": _Text("Where in the source: a page, a paragraph", recent="locator"),
    "publisher": _Text("Who published the source"),
    "author": _Text("Who wrote the source"),
    "published": _Text("When the source was published", EventDate.parse),
    "tag": _Text("Tags, several with commas", recent="tag", table="tags"),
    "marking": _Text("How far it may be shared, such as AMBER", Marking.parse,
                     words=tuple(each.word for each in Marking)),
    "handle": _Text("A handle of your own choice"),
}  # fmt: skip


class _Drafted:
    """The answers so far; one that is empty was given, too."""

    def __init__(self, session: Session, title: str | None) -> None:
        self.session = session
        self.is_kept = True
        self.answers: Answers = {} if title is None else {"title": title}
        kept = session.desk(Drafts).kept_draft()
        if not kept:
            return
        talk(f"A draft is kept: {_told(kept)}")
        if title is not None:
            self.is_kept = False
            talk("It stays; `tracker add` without a title goes on with it.")
            return
        if not refuses("Go on with it?"):
            self.answers = kept
        elif refuses("Drop it?"):
            self.is_kept = False
        else:
            session.desk(Drafts).drop_draft()

    def ask(self, field: str) -> None:
        """Ask for a field, what was said before standing there to be corrected; and keep it."""
        if field in TEXTS:
            self._ask_text(field)
        elif field in ("by", "to"):
            self._ask_side(field)
        elif field == "source":
            self._ask_sources()
        elif field in ("because", "leads-to"):
            self._ask_links(field)
        else:
            first = self.answers.get(field, "")
            asked = {"title": _ask_title, "date": questions.ask_date, "type": questions.ask_type}
            self.answers[field] = asked[field](self.session, first)
        self._keep()

    def ask_for_more(self) -> None:
        """Read the event back, and ask whether to record it, correct a field, or leave.

        Enter alone does none of them: whoever goes through the questions with it stops here.
        """
        names = [*IN_TURN, *TEXTS, "because", "leads-to"]
        help_ = Aids(questions.among(RECORD, EDIT, LEAVE, *names))
        talk(f"  {_told(self.answers)}")
        while True:
            said = ask("Record, edit or leave it (r/e/l)", aids=help_).lower()
            if said in (RECORD, RECORD[0], "y", "yes"):
                return
            if said in (LEAVE, LEAVE[0]):
                if self.is_kept or agrees("Another draft is kept, and what you said here is not."):
                    raise typer.Abort
            elif field := self._field_named(said, names):
                self.ask(field)
                talk(f"  {_told(self.answers)}")

    def _field_named(self, said: str, names: Sequence[str]) -> str | None:
        """The field that an answer to the last question means, asked for after `edit` alone."""
        if said in (EDIT, EDIT[0]):
            said = ask("Which field (Tab lists them)", aids=Aids(questions.among(*names))).lower()
        else:
            said = said.removeprefix(f"{EDIT} ")
        found = [name for name in names if said and name.startswith(said)]
        if said in names:
            return said
        if len(found) == 1:
            return found[0]
        fields = ", ".join(names)
        talk(f"r records it, l leaves it for later, and e or a field corrects it: {fields}.")
        return None

    def arguments(self) -> Answers:
        """The arguments by which the event is recorded."""
        given: Answers = {
            name: value for name, value in self.answers.items() if value not in ("", [], {})
        }
        sources = given.pop("source", [])
        grades = [Grade.parse(grade) if grade else Grade() for _, grade in sources]
        given["source"] = [name for name, _ in sources]
        given["grade"] = grades if any(grade != Grade() for grade in grades) else None
        given["on"] = EventDate.parse(given.pop("date"))
        given["leads_to"] = given.pop("leads-to", None)
        given["new_actors"] = given.pop("kinds", False)
        if "avoidable" in given:
            given["avoidable"] = AVOIDABLE[given["avoidable"].lower()]
        for field in PARTED:
            if field in given:
                given[field] = [part.strip() for part in given[field].split(",") if part.strip()]
        return given

    def _ask_text(self, field: str) -> None:
        text = TEXTS[field]
        first = self.answers.get(field, "")
        help_ = questions.aids(self.session, text.table, text.recent, first, field in PARTED)
        if text.words:
            help_ = Aids(questions.among(*text.words), first=first)
        self.answers[field] = questions.ask_checked(text.question, text.check, help_)

    def _ask_side(self, side: str) -> None:
        question = {"by": "By whom (empty for unknown, several with commas)",
                    "to": "To whom (empty for nobody)"}[side]  # fmt: skip
        first = ", ".join(self.answers.get(side, ()))
        known: dict[str, str] = self.answers.get("kinds", {})
        names, kinds = questions.ask_actors(self.session, side, question, first, known)
        self.answers[side] = names
        self.answers["kinds"] = {**known, **kinds}

    def _ask_sources(self) -> None:
        """Ask for sources with their grades; for another one only where they are corrected."""
        before = [*self.answers.get("source", [])]
        corrects = "source" in self.answers
        sources: list[list[str]] = []
        question = "Source (empty for none)"
        while True:
            name, grade = before.pop(0) if before else ("", "")
            code, is_new = questions.ask_source(self.session, name, question)
            if code:
                first = Aids(first=grade)
                asked = "Grade such as B2 (empty for none)"
                sources.append([code, questions.ask_checked(asked, Grade.parse, first)])
            if is_new and len(sources) == 1:
                self.answers["source"] = sources
                self._ask_text("published")
            if not before and (not code or not corrects):
                self.answers["source"] = sources
                return
            question = "Another source (empty for no more)"

    def _ask_links(self, field: str) -> None:
        """Ask for one more cause or effect; without one, those that there are go."""
        there = self.answers.get(field, [])
        more = ", or empty to drop what was said" if there else ""
        question = {
            "because": f"What led to it: an event{more}",
            "leads-to": f"What it led to: an event{more}",
        }[field]

        def keep(link: str) -> None:
            self.answers[field] = [*there, link]
            self._keep()

        link = questions.ask_link(self.session, question, keep)
        self.answers[field] = [*there, link] if link else []

    def _keep(self) -> None:
        if self.is_kept:
            self.is_kept = self.session.desk(Drafts).keep_draft(self.answers)


def _ask_title(session: Session, first: str = "") -> str:
    help_ = questions.aids(session, recent="title", first=first)
    return ask("What happened, in a line", "An event needs a title.", help_)


def _told(answers: Mapping[str, Any]) -> str:
    """What was answered so far, in one line as `tracker add` would take it."""
    by, to = (", ".join(answers.get(side, ())) for side in ("by", "to"))
    sides = f"{by or '?'} > {to}" if to else by
    head = " ".join(filter(None, (answers.get("date"), sides, answers.get("type"))))
    place = answers.get("place")
    sources = [f"[{' '.join(filter(None, each))}]" for each in answers.get("source", ())]
    tags = [f"#{tag.strip()}" for tag in answers.get("tag", "").split(",") if tag.strip()]
    links = [
        f"{word} {link.replace(',', ' ')}"
        for word in ("because", "leads-to")
        for link in answers.get(word, ())
    ]
    told = [
        f"{head}:" if head else "",
        answers.get("title", ""),
        f"@{place}" if place else "",
        *sources,
        *tags,
        *links,
    ]
    said = {"title", "date", "type", "by", "to", "place", "source", "tag", "because", "leads-to",
            "kinds"}  # fmt: skip
    rest = [f"{name}: {value}" for name, value in answers.items() if value and name not in said]
    return "; ".join([" ".join(filter(None, told)), *rest])
