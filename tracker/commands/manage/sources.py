"""The register of sources."""

from typing import Annotated

import typer

from tracker.commands.manage.registers import add_register_commands
from tracker.commands.options import MarkingOption, complete_source, read_date
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.manage import Manage
from tracker.model.dates import EventDate

sources = typer.Typer(
    no_args_is_help=True, help="The register of sources: list, add, grade, merge."
)

SourceName = Annotated[str, typer.Argument(metavar="SOURCE", autocompletion=complete_source)]
Reliability = Annotated[
    str | None, typer.Option(help="Admiralty letter A to F: how far the source can be trusted.")
]
Relays = Annotated[
    list[str] | None,
    typer.Option(
        "--relays",
        metavar="SOURCE",
        help="A source whose word this one passes on; repeatable. A new one is recorded.",
        autocompletion=complete_source,
    ),
]

add_register_commands(
    sources,
    "sources",
    complete_source,
    {
        "list": "reuters",
        "alias": 'editorial-2016-10-15 "the editorial"',
        "rename": "editorial-2016-10-15 editorial",
        "merge": "decree-511 presidential-decree-2016-10-03",
    },
)


@sources.command("add")
@desk_command()
def add_source(
    session: Session,
    title: Annotated[str, typer.Argument(help="The title of the document or outlet.")],
    code: Annotated[str, typer.Option(help="A code of your own; else made from the title.")] = "",
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    published: Annotated[EventDate | None, typer.Option(parser=read_date, help="When.")] = None,
    retrieved: Annotated[
        EventDate | None, typer.Option(parser=read_date, help="When seen.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Web address or archive reference.")] = None,
    reliability: Reliability = None,
    relays: Relays = None,
    note: Annotated[str, typer.Option(help="Why this letter, or anything else.")] = "",
    marking: MarkingOption = None,
) -> None:
    """Add a source; prints its code.

    A source that passes on the word of another does not corroborate it: name the other with
    --relays, so that the two count as one.

    Example: `tracker sources add "Joint statement on election security" --publisher
    "DHS and ODNI" --published 2016-10-07 --reliability B`
    """
    done = session.desk(Manage).add_source(
        title,
        code=code,
        publisher=publisher,
        author=author,
        published=published,
        retrieved=retrieved,
        url=url,
        reliability=reliability,
        relays=relays,
        note=note,
        marking=marking,
    )
    session.confirm(done, done.value.code)


@sources.command("edit")
@desk_command()
def edit_source(
    session: Session,
    source: SourceName,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it; '' clears it.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it; '' clears it.")] = None,
    published: Annotated[str | None, typer.Option(help="When; '' clears it.")] = None,
    retrieved: Annotated[str | None, typer.Option(help="When seen; '' clears it.")] = None,
    url: Annotated[str | None, typer.Option(help="Web address; '' clears it.")] = None,
    reliability: Reliability = None,
    relays: Relays = None,
    note: Annotated[str | None, typer.Option(help="Why this letter; '' clears it.")] = None,
    marking: MarkingOption = None,
) -> None:
    """Change what is recorded of a source, its reliability above all.

    --relays replaces what was recorded of that; --relays '' clears it.

    Example: `tracker sources edit editorial-2016-10-15 --reliability C`

    Example: `tracker sources edit editorial-2016-10-15 --marking TLP:GREEN`

    Example: `tracker sources edit independent-2016-10-12 --relays reuters-2016-10-12`
    """
    done = session.desk(Manage).edit_source(
        source,
        title=title,
        publisher=publisher,
        author=author,
        published=published,
        retrieved=retrieved,
        url=url,
        reliability=reliability,
        relays=relays,
        note=note,
        marking=marking,
    )
    session.confirm(done, done.value.code)
