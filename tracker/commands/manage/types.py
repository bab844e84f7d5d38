"""The codebook of event types."""

from typing import Annotated

import typer

from tracker.commands.manage.registers import NewCode, add_register_commands
from tracker.commands.options import FormatOption, complete_type
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.drafting import Drafting
from tracker.desk.manage import Manage

types = typer.Typer(
    no_args_is_help=True, help="The codebook of event types: list, add, name, merge."
)

add_register_commands(
    types,
    "types",
    complete_type,
    {
        "list": "missile",
        "alias": 'pact-withdrawal "treaty exit"',
        "rename": "airspace-violation airspace-incursion",
        "merge": "airspace-incursion show-of-force",
    },
)


@types.command("add")
@desk_command()
def add_type(
    session: Session,
    code: NewCode,
    label: Annotated[str, typer.Argument(help="The name for people.")],
    definition: Annotated[str, typer.Option(help="What counts, and what does not.")] = "",
    cameo: Annotated[str | None, typer.Option(help="The nearest CAMEO code.")] = None,
    goldstein: Annotated[float | None, typer.Option(help="Its Goldstein value, -10 to 10.")] = None,
    quad: Annotated[int | None, typer.Option(min=1, max=4, help="Its QuadClass, 1 to 4.")] = None,
    hostility: Annotated[int | None, typer.Option(min=1, max=5, help="COW level, 1 to 5.")] = None,
    why: Annotated[str, typer.Option(help="Why this CAMEO code, and what it misses.")] = "",
) -> None:
    """Extend the codebook by an event type.

    Example: `tracker types add airspace-violation "Airspace violation" --cameo 150
    --goldstein -7.2 --quad 4 --definition "A military aircraft enters without leave."`
    """
    done = session.desk(Manage).add_type(
        code,
        label,
        definition=definition,
        cameo=cameo,
        goldstein=goldstein,
        quad=quad,
        hostility=hostility,
        why=why,
    )
    session.confirm(done, done.value.code)


@types.command("cues")
@desk_command()
def type_cues(
    session: Session,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[TYPE]", help="Only those of it.", autocompletion=complete_type),
    ] = None,
    cue: Annotated[
        str | None,
        typer.Argument(metavar="[CUE]", help="Words by which it is found, too."),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """List the cues: the words by which `tracker draft` finds events of a type; or add one.

    `to quit/leave … treaty/pact` are verbs, in any form, with nouns as their object; `talks … to
    collapse` a subject with its verbs; `the bombing/shelling` nouns. Your own go before the others.

    Example: `tracker types cues pact-withdrawal`

    Example: `tracker types cues show-of-force "to overfly/circle … island/ship"`
    """
    desk = session.desk(Drafting)
    if name is not None and cue is not None:
        session.confirm(desk.add_cue(name, cue))
    else:
        session.show(desk.cues(name), format)
