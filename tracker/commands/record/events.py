"""Change an event, note and claim something of it, remove it."""

from typing import Annotated, Any

import typer

from tracker.commands.filters import FILTERS, WHERE
from tracker.commands.options import (
    ByOption,
    EventArgument,
    MarkingOption,
    NewActorOption,
    OptionalEvent,
    ToOption,
    YesOption,
    complete_claimant,
    complete_event,
    complete_tag,
)
from tracker.commands.prompting import agrees_to_many, is_at_terminal
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
from tracker.desk.many import named_or_matching
from tracker.desk.record import Record
from tracker.errors import InvalidInput
from tracker.model.selection import Filters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(LABEL_OPTIONS, WHERE)
def edit(
    session: Session,
    labels: dict[str, Any],
    filters: Filters,
    event: OptionalEvent = None,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    on: DateOption = None,
    by: ByOption = None,
    to: ToOption = None,
    type: TypeOption = None,  # noqa: A002
    summary: Annotated[str | None, typer.Option(help="Another summary; '' clears it.")] = None,
    place: Annotated[str | None, typer.Option(help="Another place; '' clears it.")] = None,
    at: AtOption = None,
    zone: ZoneOption = None,
    status: StatusOption = None,
    avoidable: AvoidableOption = None,
    intensity: IntensityOption = None,
    marking: MarkingOption = None,
    handle: Annotated[str | None, typer.Option(help="Another handle.")] = None,
    rehandle: Annotated[
        bool,
        typer.Option(
            "--rehandle",
            help="Let the handle have the day of the date; the old one still finds the event.",
        ),
    ] = False,
    new_actor: NewActorOption = False,
    yes: YesOption = False,
) -> None:
    """Change an event; what is not named stays, and so does the handle.

    --by and --to replace all actors of that side; --by '' leaves it empty. --intensity codebook
    goes back to the type's value.

    Example: `tracker edit pmda-suspended --on 2016-10-03 --place Moscow --at 55.75,37.62`

    Example: `tracker edit pmda-suspended --marking TLP:AMBER`

    Without any option the block of the event opens in your editor, with its sources, causes and
    notes, as `tracker sync` has it in a file; what you change there is taken over.

    Example: `tracker edit pmda-suspended`

    Instead of EVENT, filters name many; it says how many first, and one undo takes all back. Where
    a filter has the name of a field it is --where-type, --where-place, --where-status, --where-tag.

    Example: `tracker edit --actor RUS --since 2016-10-08 --tag autumn --yes`
    """
    named_or_matching(event, filters)
    kinds: dict[str, str] = {}
    if new_actor and is_at_terminal():
        from tracker.commands.record.asking import ask_about_new_actors

        (by, to), kinds = ask_about_new_actors(session, by, to)
    changes: dict[str, Any] = {
        "title": title,
        "on": on,
        "by": by,
        "to": to,
        "type": type,
        "summary": summary,
        "place": place,
        "at": at,
        "zone": zone,
        "status": status,
        "avoidable": avoidable,
        "intensity": intensity,
        "marking": marking,
        "handle": handle,
        "rehandle": rehandle,
        "new_actors": kinds or new_actor,
        **labels,
    }
    said = {name for name, value in changes.items() if value is not None}
    if event is not None and said == {"rehandle", "new_actors"} and not (rehandle or new_actor):
        from tracker.commands.record.editing import edit_as_text

        edit_as_text(session, event)
        return
    if event is None:
        numbers = session.desk(Record).matching(filters)
        agrees_to_many(len(numbers), "changes", yes)
        session.confirm(session.desk(Record).edit_many(numbers, **changes))
        return
    done = session.desk(Record).edit(event, **changes)
    session.confirm(done, done.value.handle)


@app.command()
@desk_command(FILTERS)
def remove(
    session: Session, filters: Filters, event: OptionalEvent = None, yes: YesOption = False
) -> None:
    """Remove an event, its links and its citations; `tracker undo` brings them back.

    Instead of EVENT, filters name many; it says how many first.

    Example: `tracker remove 27`

    Example: `tracker remove --tag draft --until 2016-06 --yes`
    """
    named_or_matching(event, filters)
    if event is None:
        numbers = session.desk(Record).matching(filters)
        agrees_to_many(len(numbers), "removes", yes)
        session.confirm(session.desk(Record).remove_many(numbers))
        return
    session.confirm(session.desk(Record).remove(event))


@app.command()
@desk_command(FILTERS)
def tag(
    session: Session,
    filters: Filters,
    name: Annotated[
        str,
        typer.Argument(
            metavar="TAG", help="The tag, in words of your own.", autocompletion=complete_tag
        ),
    ],
    event: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[EVENT]...",
            help="The events, by any of their names.",
            autocompletion=complete_event,
        ),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the tag from them.")] = False,
    yes: YesOption = False,
) -> None:
    """Give events a tag beside those that they have, or take it from them.

    Instead of EVENT, filters name many; it says how many first, and one undo takes all back.

    Example: `tracker tag plutonium pmda-suspended nuclear-research-suspended`

    Example: `tracker tag autumn --since 2016-09 --until 2016-11 --yes`
    """
    named_or_matching(" ".join(event) if event else None, filters)
    desk = session.desk(Record)
    if event:
        session.confirm(desk.tag(name, event, remove=remove))
        return
    numbers = desk.matching(filters)
    agrees_to_many(len(numbers), f"takes the tag {name} from" if remove else f"tags as {name}", yes)
    session.confirm(desk.tag(name, numbers, remove=remove))


@app.command()
@desk_command()
def note(
    session: Session,
    event: EventArgument,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What there is to remark.")
    ] = None,
    remove: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Remove the note of this number instead."),
    ] = None,
    marking: MarkingOption = None,
) -> None:
    """Add a note to an event: a remark with today's date and your name.

    Notes are shown with the event and in reports, and `search` looks in them.

    Example: `tracker note pmda-suspended "Check the wording against the decree of 3 October"`

    Example: `tracker note pmda-suspended "As the ministry told us" --marking RED`
    """
    if (text is None) == (remove is None):
        raise InvalidInput("Write the text of a note, or name one to --remove.")
    if remove is not None and marking is not None:
        raise InvalidInput("--marking is for a note that is written; leave it out with --remove.")
    if remove is not None:
        done = session.desk(Record).remove_note(event, remove)
    else:
        done = session.desk(Record).note(event, text or "", marking=marking)
    session.confirm(done, done.value.handle)


@app.command()
@desk_command()
def claim(
    session: Session,
    event: EventArgument,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="CLAIMANT",
            help="An actor or a source that says it happened; repeatable.",
            autocompletion=complete_claimant,
        ),
    ] = None,
    denied_by: Annotated[
        list[str] | None,
        typer.Option(
            "--denied-by",
            metavar="CLAIMANT",
            help="An actor or a source that denies it; repeatable.",
            autocompletion=complete_claimant,
        ),
    ] = None,
    because: Annotated[str, typer.Option(metavar="TEXT", help="The reason given.")] = "",
    remove: Annotated[
        bool, typer.Option("--remove", help="Take back what these say, or all where none is named.")
    ] = False,
) -> None:
    """Record who says that an event happened, and who denies it.

    What a side denies is left out of its account (--account, accounts). The status of the event
    stays the analyst's own finding.

    Example: `tracker claim aid-convoy-struck --denied-by RUS --because "no aircraft flew"`
    """
    done = session.desk(Record).claim(
        event, by=by, denied_by=denied_by, because=because, remove=remove
    )
    session.confirm(done, done.value.handle)
