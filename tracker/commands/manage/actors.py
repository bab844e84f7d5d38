"""The register of actors."""

from typing import Annotated

import typer

from tracker.commands.manage.registers import NewCode, add_register_commands
from tracker.commands.options import complete_actor
from tracker.commands.prompting import is_at_terminal
from tracker.commands.record.questions import ask_kind
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.manage import Manage
from tracker.model.actor import UNKNOWN_KIND

actors = typer.Typer(
    no_args_is_help=True, help="The register of actors: list, add, name, merge, parts."
)

ActorName = Annotated[str, typer.Argument(metavar="ACTOR", autocompletion=complete_actor)]

add_register_commands(
    actors,
    "actors",
    complete_actor,
    {
        "list": "korea",
        "alias": 'RUS "the Russians"',
        "rename": "SYR-OPP SYRIAN-OPP",
        "merge": "APT28 RUS",
    },
)


@actors.command("add")
@desk_command()
def add_actor(
    session: Session,
    code: NewCode,
    name: Annotated[str, typer.Argument(help="The name for people.")],
    kind: Annotated[
        str | None,
        typer.Option(help="state, organization, armed-group, coalition, …; else it is asked for."),
    ] = None,
    since: Annotated[str | None, typer.Option(help="The year or day it began to exist.")] = None,
    until: Annotated[str | None, typer.Option(help="The year or day it ceased to.")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="A further name; repeatable.")] = None,
) -> None:
    """Add an actor.

    Example: `tracker actors add WHITE-HELMETS "White Helmets" --kind organization --alias
    "Syria Civil Defence"`
    """
    if kind is None and is_at_terminal():
        kind = ask_kind(session, name)
    done = session.desk(Manage).add_actor(
        code, name, kind=kind or UNKNOWN_KIND, since=since, until=until, alias=alias
    )
    session.confirm(done, done.value.code)


@actors.command("edit")
@desk_command()
def edit_actor(
    session: Session,
    actor: ActorName,
    name: Annotated[str | None, typer.Option(help="Another name for people.")] = None,
    kind: Annotated[str | None, typer.Option(help="Another kind.")] = None,
    since: Annotated[str | None, typer.Option(help="When it began to exist.")] = None,
    until: Annotated[str | None, typer.Option(help="When it ceased to.")] = None,
    colour: Annotated[
        str | None,
        typer.Option(
            metavar="COLOUR",
            help="Its colour in every picture: #rrggbb, or red, blue, green, …; `auto` takes it "
            "back.",
        ),
    ] = None,
) -> None:
    """Change what is recorded of an actor.

    Example: `tracker actors edit WHITE-HELMETS --kind organization`

    Example: `tracker actors edit RUS --colour red`
    """
    done = session.desk(Manage).edit_actor(
        actor, name=name, kind=kind, since=since, until=until, colour=colour
    )
    session.confirm(done, done.value.code)


@actors.command("part")
@desk_command()
def part_of(
    session: Session,
    part: ActorName,
    whole: Annotated[
        str,
        typer.Argument(
            metavar="WHOLE", help="The actor it is part of.", autocompletion=complete_actor
        ),
    ],
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Since when it is.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Until when it was.")] = None,
    remove: Annotated[
        bool,
        typer.Option("--remove", help="Take that back; with --from for the time that begins so."),
    ] = False,
) -> None:
    """Let an actor be part of another, always or in a time: its acts then count with the other's.

    Filters, lanes and pictures count them; with --exactly they do not.

    Example: `tracker actors part KERRY USA --from 2013-02-01 --until 2017-01-20`
    """
    done = session.desk(Manage).set_part(part, whole, since=since, until=until, remove=remove)
    session.confirm(done)
