"""Questions for the fields of an event: each asked again until the answer can be stored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tracker.commands.line_editing import Aids, Completer
from tracker.commands.prompting import ask
from tracker.commands.session import Session
from tracker.desk.browse import Browse
from tracker.desk.manage import Manage
from tracker.errors import InvalidInput, NotFound, TrackerError
from tracker.model.actor import KINDS, UNKNOWN_KIND
from tracker.model.answers.browse import Completed, Recent
from tracker.model.dates import EventDate
from tracker.output.talk import talk

Near = Sequence[str]


def completer(session: Session, table: Completed) -> Completer:
    """What completes the names of a table of the record."""
    return lambda typed: tuple(session.desk(Browse).complete(table, typed))


def among(*words: str) -> Completer:
    """What completes one of a few words."""
    return lambda typed: [(word, "") for word in words if word.startswith(typed.lower())]


def aids(
    session: Session,
    table: Completed | None = None,
    recent: Recent | None = None,
    first: str = "",
    several: bool = False,
) -> Aids:
    """The aids to a question about what the record has, or had last."""
    return Aids(
        None if table is None else completer(session, table),
        () if recent is None else session.desk(Browse).recent(recent),
        first,
        several,
    )


def ask_checked(
    question: str,
    check: Callable[[str], Any],
    aids: Aids,
    needed: str = "",
) -> str:
    """An answer that a check lets pass; what it refuses is a key away, to be corrected."""
    while True:
        said = ask(question, needed, aids)
        if not said:
            return said
        try:
            check(said)
        except TrackerError as error:
            talk(str(error))
            aids = replace(aids, recent=(said, *aids.recent), first="")
        else:
            return said


def ask_date(session: Session, first: str = "") -> str:
    """When it was, as it was typed."""
    help_ = aids(session, recent="date", first=first)
    return ask_checked("Date", EventDate.parse, help_, "An event needs one, if only a year.")


def ask_type(session: Session, first: str = "") -> str:
    """The code of a type; an unknown name is one of its like, or a new type of the codebook."""
    desk = session.desk(Manage)
    help_ = aids(session, "types", "type", first)
    codes = ", ".join(each.code for each in desk.types().values)
    name = ask("Type (such as threat; empty lists them)", f"The types are {codes}.", help_)
    while True:
        try:
            return desk.find_type(name)
        except NotFound as error:
            chosen = choose("type", name, error.near)
        if chosen is None:
            return _new_type(session, name)
        name = chosen


def _new_type(session: Session, name: str) -> str:
    """Record a new type, whose codes and values `tracker types edit` may add."""
    from tracker.model.names import slug

    code = ask("Its code", aids=Aids(first=slug(name))) or slug(name)
    label = ask("Its name for people", aids=Aids(first=name[:1].upper() + name[1:])) or name
    definition = ask("What counts as one, and what does not (empty for later)")
    done = session.desk(Manage).add_type(code, label, definition=definition)
    talk(f"The type {done.value.code} is in the codebook now.")
    return done.value.code


def ask_actors(
    session: Session, side: str, question: str, first: str, new: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """The actors of a side: codes of those that are known, and the kinds of those that are new.

    A name that nobody has is one of its like, or a new one's, or is typed again; the others stay.
    Those among `new` were settled before.
    """
    recent: Recent = "by" if side == "by" else "to"
    said = ask(question, aids=aids(session, "actors", recent, first, several=True))
    names: list[str] = []
    kinds: dict[str, str] = {}
    for name in session.desk(Manage).split_actors(said):
        for meant, kind in _actors_meant(session, name, new):
            names.append(meant)
            if kind is not None:
                kinds[meant] = kind
    return list(dict.fromkeys(names)), kinds


def _actors_meant(
    session: Session, name: str, new: Mapping[str, str]
) -> Iterator[tuple[str, str | None]]:
    desk = session.desk(Manage)
    if name in new:
        yield name, None
        return
    try:
        yield desk.find_actor(name), None
        return
    except NotFound as error:
        chosen = choose("actor", name, error.near)
    if chosen is None:
        yield name, ask_kind(session, name)
    else:
        for part in desk.split_actors(chosen):
            yield from _actors_meant(session, part, new)


def ask_kind(session: Session, name: str) -> str:
    """What a new actor is; nothing is unknown."""
    help_ = Aids(among(*KINDS))
    while True:
        question = f"What is {name} (state, armed-group, …; empty for unknown)"
        kind = ask(question, aids=help_) or UNKNOWN_KIND
        if kind in KINDS:
            return kind
        session.say(f"The kinds are {', '.join(KINDS)}.")


def ask_source(session: Session, first: str = "", question: str = "") -> tuple[str, bool]:
    """A source by its code, or by its title where it is new; and whether it is."""
    desk = session.desk(Manage)
    said = ask(
        question or "Source (empty for none)", aids=aids(session, "sources", "source", first)
    )
    while said:
        if (code := desk.find_source(said)) is not None:
            return code, False
        near = desk.near_sources(said)
        if not near:
            return said, True
        chosen = choose("source", said, near)
        if chosen is None:
            return said, True
        said = chosen
    return "", False


def ask_event(session: Session, question: str, first: str = "") -> str:
    """The handle of an event, by any of its names; empty for none."""
    help_ = aids(session, "events", "event", first)
    said = ask_checked(question, session.desk(Browse).handle_of, help_)
    return session.desk(Browse).handle_of(said) if said else ""


def ask_link(session: Session, question: str, keep: Callable[[str], None]) -> str:
    """One end of a link with relation and likelihood, as `--because` takes it; empty for none.

    What is answered so far is kept, so that whoever leaves at the likelihood loses no cause.
    """
    from tracker.model.likelihood import ICD_203, parse_likelihood
    from tracker.model.named_link import UNSAID

    handle = ask_event(session, question)
    if not handle:
        return ""
    keep(handle)
    relation = ask_checked(
        "How, as provokes or enables (Enter: leads-to)",
        partial(_check_relation, session),
        aids(session, "relations"),
    )
    keep(",".join(filter(None, (handle, relation.lower()))))
    words = among(*(band.words for band in ICD_203))
    likelihood = ask_checked(
        f"How likely is it that the one led to the other (Enter: {UNSAID})",
        parse_likelihood,
        Aids(words),
    )
    return ",".join((handle, relation.lower() or "leads-to", likelihood or UNSAID))


def _check_relation(session: Session, name: str) -> None:
    codes = [code for code, _ in session.desk(Browse).complete("relations", "")]
    if name.lower() not in codes:
        raise InvalidInput(f"There is no relation {name}; there are {', '.join(codes)}.")


def choose(noun: str, name: str, near: Near) -> str | None:
    """The code of what is meant by an unknown name, or a name typed instead; None for a new one."""
    talk(f"There is no {noun} {name}.")
    for place, each in enumerate(near, start=1):
        talk(f"  {place}  {each}")
    question = (
        "Which is meant (Enter: 1; n: a new one; or type it again)"
        if near
        else "Record a new one (Enter), or type it again"
    )
    said = ask(question)
    if said.casefold() in ("n", "new") or (not said and not near):
        return None
    if said.isdigit() and 1 <= int(said) <= len(near):
        return near[int(said) - 1].partition(" ")[0]
    return said or near[0].partition(" ")[0]
