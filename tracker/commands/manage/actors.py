"""The register of actors."""

from typing import Annotated

import typer

from tracker.commands.manage.registers import NewCode, add_register_commands, given
from tracker.commands.options import DeskCommand, complete_actor, session_of
from tracker.model.actor import Actor

actors = typer.Typer(no_args_is_help=True, help="The register of actors: list, add, name, merge.")

ActorName = Annotated[str, typer.Argument(metavar="ACTOR", autocompletion=complete_actor)]

add_register_commands(
    actors,
    "ACTORS",
    complete_actor,
    {
        "list": "korea",
        "alias": 'RUS "the Russians"',
        "rename": "SYR-OPP SYRIAN-OPP",
        "merge": "APT28 RUS",
    },
)


@actors.command("add", cls=DeskCommand)
def add_actor(
    ctx: typer.Context,
    code: NewCode,
    name: Annotated[str, typer.Argument(help="The name for people.")],
    kind: Annotated[
        str, typer.Option(help="state, organization, armed-group, coalition, movement, …")
    ] = "movement",
    since: Annotated[str | None, typer.Option(help="The year or day it began to exist.")] = None,
    until: Annotated[str | None, typer.Option(help="The year or day it ceased to.")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="A further name; repeatable.")] = None,
) -> None:
    """Add an actor.

    Example: `tracker actors add WHITE-HELMETS "White Helmets" --kind organization --alias
    "Syria Civil Defence"`
    """
    from tracker.recording import names

    aliases = tuple(alias or ())
    actor = Actor(code, name, kind, valid_from=since, valid_to=until, aliases=aliases)
    with session_of(ctx).starting() as db:
        print(names.add_actor(db, actor).code)


@actors.command("edit", cls=DeskCommand)
def edit_actor(
    ctx: typer.Context,
    actor: ActorName,
    name: Annotated[str | None, typer.Option(help="Another name for people.")] = None,
    kind: Annotated[str | None, typer.Option(help="Another kind.")] = None,
    since: Annotated[str | None, typer.Option(help="When it began to exist.")] = None,
    until: Annotated[str | None, typer.Option(help="When it ceased to.")] = None,
) -> None:
    """Change what is recorded of an actor.

    Example: `tracker actors edit WHITE-HELMETS --kind organization`
    """
    from tracker.recording import names

    changes = given(name=name, kind=kind, valid_from=since, valid_to=until)
    print(names.edit_actor(session_of(ctx).writing(), actor, changes).code)
