"""Manage: the registers of actors, sources and types, the checks, and the database itself."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands import duplicates
from tracker.commands.options import (
    DATE,
    DeskCommand,
    FormatOption,
    complete_actor,
    complete_source,
    complete_type,
    session_of,
)
from tracker.commands.registers import NewCode, add_register_commands
from tracker.errors import InvalidInput
from tracker.model.actor import Actor
from tracker.model.codebook import EventType, QuadClass
from tracker.model.dates import EventDate
from tracker.model.source import Source
from tracker.output.rendering import Column

app = typer.Typer(rich_markup_mode="markdown")
actors = typer.Typer(no_args_is_help=True, help="The register of actors: list, add, name, merge.")
sources = typer.Typer(
    no_args_is_help=True, help="The register of sources: list, add, grade, merge."
)
types = typer.Typer(
    no_args_is_help=True, help="The codebook of event types: list, add, name, merge."
)
database = typer.Typer(no_args_is_help=True, help="The database itself: info, migrate, backup.")
for name, group in (
    ("actors", actors),
    ("sources", sources),
    ("types", types),
    ("database", database),
):
    app.add_typer(group, name=name)

ActorName = Annotated[str, typer.Argument(metavar="ACTOR", autocompletion=complete_actor)]
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
add_register_commands(
    sources,
    "SOURCES",
    complete_source,
    {
        "list": "reuters",
        "alias": 'editorial-2016-10-15 "the editorial"',
        "rename": "editorial-2016-10-15 editorial",
        "merge": "decree-511 presidential-decree-2016-10-03",
    },
)
add_register_commands(
    types,
    "TYPES",
    complete_type,
    {
        "list": "missile",
        "alias": 'pact-withdrawal "treaty exit"',
        "rename": "airspace-violation airspace-incursion",
        "merge": "airspace-incursion show-of-force",
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

    changes = _given(name=name, kind=kind, valid_from=since, valid_to=until)
    print(names.edit_actor(session_of(ctx).writing(), actor, changes).code)


@sources.command("add", cls=DeskCommand)
def add_source(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(help="The title of the document or outlet.")],
    code: Annotated[str, typer.Option(help="A code of your own; else made from the title.")] = "",
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    published: Annotated[EventDate | None, typer.Option(click_type=DATE, help="When.")] = None,
    retrieved: Annotated[EventDate | None, typer.Option(click_type=DATE, help="When seen.")] = None,
    url: Annotated[str | None, typer.Option(help="Web address or archive reference.")] = None,
    reliability: Reliability = None,
    relays: Relays = None,
    note: Annotated[str, typer.Option(help="Why this letter, or anything else.")] = "",
) -> None:
    """Add a source; prints its code.

    A source that passes on the word of another does not corroborate it: name the other with
    --relays, so that the two count as one.

    Example: `tracker sources add "Joint statement on election security" --publisher
    "DHS and ODNI" --published 2016-10-07 --reliability B`
    """
    from tracker.recording import names

    source = Source(
        code=code,
        title=title,
        publisher=publisher,
        author=author,
        published=published.text if published else None,
        retrieved=retrieved.text if retrieved else None,
        url=url,
        reliability=reliability.upper() if reliability else None,
        note=note,
        relays=tuple(relays or ()),
    )
    session = session_of(ctx)
    with session.starting() as db:
        recorded = names.add_source(db, source)
        print(recorded.value.code)
    session.say(*recorded.remarks)


@sources.command("edit", cls=DeskCommand)
def edit_source(
    ctx: typer.Context,
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
) -> None:
    """Change what is recorded of a source, its reliability above all.

    --relays replaces what was recorded of that; --relays '' clears it.

    Example: `tracker sources edit editorial-2016-10-15 --reliability C`

    Example: `tracker sources edit independent-2016-10-12 --relays reuters-2016-10-12`
    """
    from tracker.recording import names

    changes = _given(
        needed=relays is None,
        title=title,
        publisher=publisher,
        author=author,
        published=published,
        retrieved=retrieved,
        url=url,
        reliability=None if reliability is None else reliability.upper(),
        note=note,
    )
    session = session_of(ctx)
    recorded = names.edit_source(session.writing(), source, changes, relays)
    print(recorded.value.code)
    session.say(*recorded.remarks)


@types.command("add", cls=DeskCommand)
def add_type(
    ctx: typer.Context,
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
    from tracker.recording import names

    event_type = EventType(
        code,
        label,
        definition,
        cameo,
        goldstein,
        None if quad is None else QuadClass(quad),
        hostility,
        why,
    )
    with session_of(ctx).starting() as db:
        print(names.add_type(db, event_type).code)


@app.command(cls=DeskCommand)
def check(
    ctx: typer.Context,
    rule: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Apply this rule only; repeatable."),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Exit with 1 if this rule finds anything; repeatable."),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """List what deserves a second look, such as events without a source.

    Rules: order (an effect that may precede its cause), claimant, anachronism, no-source, ungraded,
    no-reason, duplicate, definition, relay-circle, chokepoint (one source on which a strongest
    chain rests), silent (long stretches without events).

    Example: `tracker check --rule no-source --fail-on no-source`
    """
    from tracker.analysis.validation import RULES, findings
    from tracker.output.rendering import show
    from tracker.store import chronicle

    if unknown := sorted({*(fail_on or ()), *(rule or ())} - RULES.keys()):
        raise InvalidInput(f"There is no rule {unknown[0]!r}; the rules are {', '.join(RULES)}.")
    if rule and (unasked := sorted(set(fail_on or ()) - set(rule))):
        raise InvalidInput(
            f"--fail-on {unasked[0]} needs that rule applied: add --rule {unasked[0]}, or leave "
            "--rule out."
        )
    session = session_of(ctx)
    found = findings(chronicle.load(session.reading()), rule or RULES)
    records = [{"rule": f.rule, "about": f.about, "message": f.message} for f in found]
    columns = (
        Column("rule", "rule"),
        Column("about", "about", wrap=True, style="cyan"),
        Column("message", "finding", wrap=True),
    )
    show(records, columns, session.format(format), "Nothing to report.")
    if any(finding.rule in (fail_on or ()) for finding in found):
        raise typer.Exit(1)


app.registered_commands += duplicates.app.registered_commands


@database.command(cls=DeskCommand)
def info(ctx: typer.Context, format: FormatOption = None) -> None:  # noqa: A002
    """Say which database is in use, what is in it and whether it is sound.

    Example: `tracker database info`
    """
    from tracker.output.rendering import show
    from tracker.store.inspection import describe

    session = session_of(ctx)
    facts = describe(session.reading())
    style = session.format(format)
    columns = (Column("fact", "fact"), Column("value", "value", wrap=True))
    show([{"fact": key, "value": value} for key, value in facts.items()], columns, style)


@database.command(cls=DeskCommand)
def imports(ctx: typer.Context, format: FormatOption = None) -> None:  # noqa: A002
    """List the files that were read: size and SHA-256, and what became of their rows.

    Example: `tracker database imports --format json`
    """
    from dataclasses import asdict

    from tracker.output.rendering import show
    from tracker.store.imports import everything

    session = session_of(ctx)
    records = [
        {"id": each.id, "at": each.at, "who": each.who, **asdict(each.provenance)}
        for each in everything(session.reading())
    ]
    columns = (
        Column("id", "#", "right", style="dim"),
        Column("at", "when", spare=2),
        Column("who", "who", spare=3),
        Column("file", "file", wrap=True, style="cyan"),
        Column("format", "format", spare=1),
        Column("size", "bytes", "right", spare=2),
        Column("read", "read", "right"),
        Column("kept", "kept", "right"),
        Column("merged", "merged", "right"),
        Column("rejected", "rejected", "right"),
        Column("sha256", "sha-256", spare=4, wrap=True),
    )
    show(records, columns, session.format(format), "Nothing was read from a file yet.")


@database.command(cls=DeskCommand)
def migrate(ctx: typer.Context) -> None:
    """Bring a database of an older tracker up to date; a backup stays beside it.

    Example: `tracker database migrate --db old.db`
    """
    from tracker.store.migrations import migrate as bring_up_to_date

    session = session_of(ctx)
    old, kept = bring_up_to_date(session.path)
    if kept is None:
        session.say(f"{session.path} is up to date (schema {old}).")
    else:
        session.say(f"{session.path} was brought up from schema {old}; the old one is {kept}.")


@database.command(cls=DeskCommand)
def backup(
    ctx: typer.Context,
    target: Annotated[Path, typer.Argument(help="The file to make; it must not exist yet.")],
) -> None:
    """Copy the database whole, even while others use it.

    Example: `tracker database backup mine.db`
    """
    from tracker.store.inspection import copy

    session = session_of(ctx)
    copy(session.reading(), target)
    print(target)


def _given(needed: bool = True, **changes: str | None) -> dict[str, str]:
    given = {key: value for key, value in changes.items() if value is not None}
    if needed and not given:
        raise InvalidInput("Nothing to change: name at least one option; --help lists them.")
    return given
