"""What the registers of actors, sources and types share: list, alias, rename, merge."""

from typing import Annotated, Any

import typer

from tracker.commands.options import DeskCommand, FormatOption, session_of
from tracker.errors import InvalidInput

TextFilter = Annotated[str, typer.Argument(metavar="[TEXT]", help="Only those with these letters.")]
UsedOption = Annotated[bool, typer.Option("--used", help="Only those that are in use.")]
NewCode = Annotated[str, typer.Argument(metavar="CODE", help="The new code.")]
Alias = Annotated[str, typer.Argument(metavar="ALIAS", help="A further name for it.")]


def add_register_commands(
    group: typer.Typer, register: str, complete: Any, examples: dict[str, str]
) -> None:
    """Give a register the four commands that all registers share."""
    noun = register.lower().removesuffix("s")
    name_of = Annotated[str, typer.Argument(metavar=noun.upper(), autocompletion=complete)]

    def example(verb: str) -> str:
        return f"\n\nExample: `tracker {noun}s {verb} {examples[verb]}`"

    @group.command("list", cls=DeskCommand, help=f"List the {noun}s.{example('list')}")
    def list_them(
        ctx: typer.Context,
        text: TextFilter = "",
        used: UsedOption = False,
        format: FormatOption = None,  # noqa: A002
    ) -> None:
        from tracker.output.registers import register_records
        from tracker.output.rendering import show
        from tracker.store import listing

        session = session_of(ctx)
        db = session.registers()
        if db.path != session.path:
            session.say(
                f"There is no database at {session.path} yet; the first `tracker add` makes one. "
                f"It begins with these {noun}s:"
            )
        values = getattr(listing, f"{noun}s")(db).values()
        columns, records = register_records(noun, values, listing.uses(db, noun), text, used)
        show(records, columns, session.format(format), f"No {noun} fits.")

    @group.command(
        "alias",
        cls=DeskCommand,
        help=f"Let a further name stand for one of the {noun}s.{example('alias')}",
    )
    def alias_one(ctx: typer.Context, name: name_of, alias: Alias) -> None:
        from tracker.recording import names
        from tracker.store import registers

        session = session_of(ctx)
        code = names.add_alias(session.writing(), getattr(registers, register), name, alias)
        session.say(f"{alias} now stands for {code}.")

    @group.command(
        "rename",
        cls=DeskCommand,
        help=f"Give one of the {noun}s another code everywhere; the old one still finds it."
        f"{example('rename')}",
    )
    def rename_one(ctx: typer.Context, name: name_of, code: NewCode) -> None:
        from tracker.recording import names
        from tracker.store import registers

        session = session_of(ctx)
        old, new = names.rename(session.writing(), getattr(registers, register), name, code)
        session.say(f"{old} is now {new}; the old code still finds it.")

    @group.command(
        "merge",
        cls=DeskCommand,
        help=f"Let the second of two {noun}s take over all that is recorded of the first."
        f"{example('merge')}",
    )
    def merge_two(ctx: typer.Context, name: name_of, into: name_of) -> None:
        from tracker.recording import names
        from tracker.store import registers

        session = session_of(ctx)
        gone, code = names.merge(session.writing(), getattr(registers, register), name, into)
        session.say(f"{code} took over from {gone}; `tracker undo` takes that back.")


def given(needed: bool = True, **changes: str | None) -> dict[str, str]:
    """The changes that were asked for; none at all is refused where one is needed."""
    found = {key: value for key, value in changes.items() if value is not None}
    if needed and not found:
        raise InvalidInput("Nothing to change: name at least one option; --help lists them.")
    return found
