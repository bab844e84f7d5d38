"""Add events: by options, in one line each, or asked for at the terminal."""

import sys
from typing import Annotated, Any

import typer

from tracker.commands.options import (
    ByOption,
    GradeOption,
    LocatorOption,
    MarkingOption,
    NewActorOption,
    SourceOption,
    ToOption,
    complete_event,
)
from tracker.commands.prompting import is_at_terminal
from tracker.commands.record.coding import (
    LABEL_OPTIONS,
    AtOption,
    AvoidableOption,
    DateOption,
    IntensityOption,
    StatusOption,
    TypeOption,
    ZoneOption,
)
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.record import Record
from tracker.errors import InvalidInput

app = typer.Typer(rich_markup_mode="markdown")
MANY = "-"
LINKED = "CAUSE[,RELATION,LIKELIHOOD]"


@app.command()
@desk_command(LABEL_OPTIONS)
def add(
    session: Session,
    labels: dict[str, Any],
    title: Annotated[
        str | None,
        typer.Argument(
            metavar="[TITLE]",
            help="What happened, in a line; or the whole event in one line; or - for many lines.",
        ),
    ] = None,
    on: DateOption = None,
    by: ByOption = None,
    to: ToOption = None,
    type: TypeOption = None,  # noqa: A002  the option's name
    summary: Annotated[str | None, typer.Option(help="More of it, in a few sentences.")] = None,
    place: Annotated[str | None, typer.Option(help="Where it happened.")] = None,
    at: AtOption = None,
    zone: ZoneOption = None,
    status: StatusOption = None,
    avoidable: AvoidableOption = None,
    source: SourceOption = None,
    grade: GradeOption = None,
    locator: LocatorOption = None,
    publisher: Annotated[str | None, typer.Option(help="Who published the source.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote the source.")] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When the source was published; `--known-by` asks."),
    ] = None,
    because: Annotated[
        list[str] | None,
        typer.Option(
            metavar=LINKED,
            help="An event that led to it, with how and how likely; repeatable.",
            autocompletion=complete_event,
        ),
    ] = None,
    leads_to: Annotated[
        list[str] | None,
        typer.Option(
            metavar=LINKED.replace("CAUSE", "EFFECT"),
            help="An event that it led to, likewise; repeatable.",
            autocompletion=complete_event,
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            metavar="EVENT",
            help="Take over type, sides, place and tags of another event, where not said.",
            autocompletion=complete_event,
        ),
    ] = None,
    intensity: IntensityOption = None,
    marking: MarkingOption = None,
    handle: Annotated[str | None, typer.Option(help="A handle of your own choice.")] = None,
    new_actor: NewActorOption = False,
    anyway: Annotated[
        bool,
        typer.Option(
            "--anyway",
            help="Add it though it looks like a duplicate, or a new actor like a known one.",
        ),
    ] = False,
) -> None:
    r"""Add an event; prints its handle.

    Example: `tracker add "Moscow suspends the PMDA" --on 2016-10-03 --by Moscow --to USA
    --type pact-withdrawal --source "Presidential decree 511" --grade B1`

    At a terminal it asks for what is missing; without any option for all of it, each field to be
    edited, completed with Tab and corrected; whoever leaves with Ctrl-C finds the answers again.

    Without --on the whole event may stand in one line: date, sides, type and a colon, the title,
    then `@` a place, `[…]` a source with its grade, `#` a tag, `because` a cause and `leads-to` an
    effect with their likelihoods. A backslash keeps a sign from its meaning. `tracker add -` reads
    many such lines: all are added, or none.

    Example: `tracker add "2016-10-03 RUS > USA pact-withdrawal: Moscow suspends the pact @Moscow
    [kremlin.ru A1] #arms because talks-suspended likely"`
    """
    given: dict[str, Any] = {
        "type": type,
        "by": by,
        "to": to,
        "summary": summary,
        "place": place,
        "at": at,
        "zone": zone,
        "status": status,
        "avoidable": avoidable,
        "source": source,
        "grade": grade,
        "locator": locator,
        "publisher": publisher,
        "author": author,
        "published": published,
        "because": because,
        "leads_to": leads_to,
        "like": like,
        "intensity": intensity,
        "marking": marking,
        "handle": handle,
        **labels,
    }
    named: dict[str, Any] = {"new_actors": new_actor, "anyway": anyway}
    if on is None and title == MANY:
        _add_many(session, given, named)
        return
    if on is None and title and ":" in title and _added_as_line(session, title, given, named):
        return
    asking = is_at_terminal() and (title is None or on is None or (type is None and like is None))
    if asking and on is None and not any(given.values()):
        from tracker.commands.record.drafting import add_by_questions

        told = add_by_questions(session, title, {"anyway": anyway})
        session.confirm(told, told.value.handle)
        return
    if title is None:
        raise InvalidInput(
            'The event needs a title: tracker add "Moscow warns" --on 2016-10-03 --type threat. At '
            "a terminal `tracker add` alone asks for all of it."
        )
    if on is None and title and ":" in title:
        from tracker.model.event_line import unread_date

        if unread := unread_date(title):
            raise InvalidInput(
                f"The event needs a date. {unread} An event in one line begins with its date, "
                'such as "2016-10-03 RUS > USA threat: Moscow warns"; a title alone needs --on.'
            )
    if on is None and not asking:
        raise InvalidInput(
            "The event needs a date: add --on, such as --on 2016-10-03; or write it in one line, "
            'such as "2016-10-03 RUS > USA threat: Moscow warns".'
        )
    if type is None and like is None and not asking:
        raise InvalidInput("The event needs a type: add --type; `tracker types list` shows them.")
    if on is None or (type is None and like is None):
        from tracker.commands.record.asking import ask_for_event

        on, given["type"] = ask_for_event(session, on, type)
    if is_at_terminal():
        from tracker.commands.record.asking import ask_about_new_actors, ask_whether_occurred

        given["status"] = ask_whether_occurred(on, status)
        if new_actor:
            (given["by"], given["to"]), kinds = ask_about_new_actors(
                session, given["by"], given["to"]
            )
            named["new_actors"] = kinds or new_actor
    done = session.desk(Record).add(title, on=on, **given, **named)
    session.confirm(done, done.value.handle)


def _added_as_line(
    session: Session, title: str, given: dict[str, Any], named: dict[str, Any]
) -> bool:
    """Add an event whose title is the whole of it in one line; whether it was."""
    from tracker.model.event_line import may_be_line  # titles with a colon are few

    if not may_be_line(title):
        return False
    done = session.desk(Record).add_line(title, **given, **named)
    if done is None:
        return False
    session.confirm(done, done.value.handle)
    return True


def _add_many(session: Session, given: dict[str, Any], named: dict[str, Any]) -> None:
    """Add the events that stand on standard input, one a line."""
    if given["handle"] is not None:
        raise InvalidInput("A handle is of one event; leave --handle out with many lines.")
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"Standard input is no UTF-8 text (byte {error.start + 1}); save it as UTF-8."
        ) from None
    done = session.desk(Record).add_lines(text.splitlines(), **given, **named)
    session.confirm(done, *(event.handle for event in done.value))
