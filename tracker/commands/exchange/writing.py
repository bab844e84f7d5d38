"""Write the chronicle to files of other formats."""

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.commands.exchange.naming import FORMAT, STANDARD, complete_format, format_of_file
from tracker.commands.filters import WholeCommand, say_what_is_left_out, selection_of
from tracker.commands.options import session_of
from tracker.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from tracker.formats.registry import FileFormat
    from tracker.model.chronicle import Chronicle

app = typer.Typer(rich_markup_mode="markdown")


@app.command("export", cls=WholeCommand)
def export_chronicle(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where it goes; without it, or as -, to stdout."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The same as FILE.")
    ] = None,
    to: Annotated[
        Any,
        typer.Option(
            "--to",
            metavar="FORMAT",
            click_type=FORMAT,
            help="One of those that `tracker formats` lists, jsonl losing nothing; else as FILE "
            "ends.",
            autocompletion=complete_format,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace FILE where it is there already.")
    ] = False,
) -> None:
    """Write the chronicle, or the events that fit and the links among them, to a file.

    Example: `tracker export --to timelinejs -o crisis.json --since 2016-09`
    """
    from tracker.model.selection import Selection
    from tracker.store import chronicle

    session = session_of(ctx)
    if file and output:
        raise InvalidInput(f"Both {file} and -o {output} are named; name one file.")
    file = file or output or STANDARD
    style: FileFormat = to or format_of_file(file)
    if style.write is None:
        raise InvalidInput(f"{style.name} is a feed that tracker only reads; name another --to.")
    if file != STANDARD:
        refuse_to_overwrite(file, session.path, force)
    elif style.beside:
        raise InvalidInput(f"{style.name} is more than one file; name the first one.")
    further = {file.with_name(f"{file.stem}{more}{file.suffix}"): write
               for more, write in style.beside.items()}  # fmt: skip
    for each in further:
        refuse_to_overwrite(each, session.path, force)
    selection = selection_of(ctx)
    found = chronicle.load(session.reading(), selection)
    write = style.otherwise.get(file.suffix.lower(), style.write)
    lines = write(found, selection == Selection())
    if file == STANDARD:
        sys.stdout.writelines(f"{line}\n" for line in lines)
    else:
        write_whole(file, lines)
        for each, write_more in further.items():
            write_whole(each, write_more(found))
    losses = style.losses(found)
    where = " and ".join(map(str, (file, *further))) if file != STANDARD else "standard output"
    session.say(_written(found, losses, where))
    if losses:
        left_out = ", ".join(f"{what} ({number:,})" for what, number in losses.items())
        session.say(f"{style.name} has no room for {left_out}; jsonl keeps everything.")
    say_what_is_left_out(session, selection)


def refuse_to_overwrite(file: Path, database: Path, force: bool) -> None:
    """Refuse a target that is there, and with --force one that is no file to replace."""
    if not file.exists():
        return
    if not file.is_file():
        raise Refused(f"{file} is no ordinary file; name another, or - for standard output.")
    if database.exists() and file.samefile(database):
        raise Refused(f"{file} is the database itself; name another file.")
    if not force:
        raise Refused(f"{file} is there already; name another file, or replace it with --force.")


def write_whole(file: Path, lines: Iterable[str]) -> None:
    """Write beside the target, then put it in place whole."""
    building = file.with_name(f".{file.name}.{os.getpid()}.writing")
    try:
        with building.open("w", encoding="utf-8", newline="") as out:
            out.writelines(f"{line}\n" for line in lines)
        building.replace(file)
    except OSError as error:
        raise InvalidInput(f"{file} cannot be written: {error.strerror}.") from None
    finally:
        with suppress(OSError):  # a name too long was never made
            building.unlink(missing_ok=True)


def _written(chronicle: "Chronicle", losses: Mapping[str, int], where: str) -> str:
    """`Wrote 27 events and 37 links to crisis.jsonl.`; what is lost whole is not written."""
    unwritten = sum(number for what, number in losses.items() if what.startswith("events "))
    parts = [_counted(len(chronicle.events) - unwritten, "event")]
    if "links" not in losses:
        denials = 0 if "denied links" in losses else len(chronicle.denials)
        parts.append(_counted(len(chronicle.links) + denials, "link"))
    return f"Wrote {' and '.join(parts)} to {where}."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
