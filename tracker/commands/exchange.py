"""Exchange: write the chronicle to files of other formats, read such files in."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from tracker.commands.filters import WholeCommand, say_what_is_left_out, selection_of
from tracker.commands.options import DeskCommand, FormatOption, NewActorOption, Parsed, session_of
from tracker.errors import InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from tracker.formats.registry import FileFormat
    from tracker.model.chronicle import Chronicle

app = typer.Typer(rich_markup_mode="markdown")

STANDARD = Path("-")  # standard output or input
MOST_REMARKS = 10


def _format_named(name: str) -> "FileFormat":
    from tracker.formats.registry import format_named

    return format_named(name)


def complete_format(incomplete: str) -> Iterator[tuple[str, str]]:
    """Formats that begin as typed, with what they keep."""
    from tracker.formats.registry import FORMATS

    for each in FORMATS:
        if each.name.startswith(incomplete.lower()):
            yield each.name, each.keeps


FORMAT = Parsed("FORMAT", _format_named)


@app.command("export", cls=WholeCommand)
def export_chronicle(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="[FILE]", help="Where it goes; - is standard output.")
    ] = STANDARD,
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

    Example: `tracker export crisis.jsonl`
    """
    from tracker.model.selection import Selection
    from tracker.store import chronicle

    session = session_of(ctx)
    style: FileFormat = to or _format_of(file)
    if style.write is None:
        raise InvalidInput(f"{style.name} is a feed that tracker only reads; name another --to.")
    if file != STANDARD:
        _refuse_to_overwrite(file, session.path, force)
    elif style.beside:
        raise InvalidInput(f"{style.name} is more than one file; name the first one.")
    further = {file.with_name(f"{file.stem}{more}{file.suffix}"): write
               for more, write in style.beside.items()}  # fmt: skip
    for each in further:
        _refuse_to_overwrite(each, session.path, force)
    selection = selection_of(ctx)
    found = chronicle.load(session.reading(), selection)
    lines = style.write(found, selection == Selection())
    if file == STANDARD:
        sys.stdout.writelines(f"{line}\n" for line in lines)
    else:
        _write(file, lines)
        for each, write in further.items():
            _write(each, write(found))
    losses = style.losses(found)
    where = " and ".join(map(str, (file, *further))) if file != STANDARD else "standard output"
    session.say(_written(found, losses, where))
    if losses:
        left_out = ", ".join(f"{what} ({number})" for what, number in losses.items())
        session.say(f"{style.name} has no room for {left_out}; jsonl keeps everything.")
    say_what_is_left_out(session, selection)


@app.command("formats", cls=DeskCommand)
def list_formats(ctx: typer.Context, format: FormatOption = None) -> None:  # noqa: A002
    """List the formats of files: which are written and read, what each keeps and loses.

    Example: `tracker formats --format markdown`
    """
    from tracker.formats.registry import FORMATS
    from tracker.output.rendering import Column, show

    columns = (
        Column("name", "format"),
        Column("suffixes", "files", wrap=True),
        Column("ways", "ways"),
        Column("keeps", "keeps", wrap=True),
        Column("loses", "loses", wrap=True),
    )
    records = [
        {
            "name": each.name,
            "suffixes": " ".join(each.suffixes),
            "ways": " and ".join(
                way for way, there in (("in", each.read), ("out", each.write)) if there
            ),
            "keeps": each.keeps,
            "loses": ", ".join(each.loses) if each.write else "",
        }
        for each in FORMATS
    ]
    show(records, columns, session_of(ctx).format(format))


@app.command("import", cls=DeskCommand)
def import_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file; - is standard input.")],
    read_as: Annotated[
        Any,
        typer.Option(
            "--from",
            metavar="FORMAT",
            click_type=FORMAT,
            help="jsonl, csv, tsv or icb; else as the file begins, or its name ends.",
            autocompletion=complete_format,
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Which column of a table holds title, date, type, by, to, status, place, "
            "summary, intensity, source or handle; repeatable. Columns called so need no mapping.",
        ),
    ] = None,
    constants: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="A value for every row, or with --map for the rows whose cell is empty; "
            "repeatable.",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=VALUE",
            help="Rows of a table, or of a feed, that have this value there; repeatable.",
        ),
    ] = None,
    new_actor: NewActorOption = False,
) -> None:
    """Read events, and with jsonl links and registers, from a file; what is there already stays.

    The whole file is one command: `tracker undo` takes it back, and where one record is refused,
    none is stored. Several names in a cell of by, to or source stand apart by semicolons.

    Example: `tracker import tests.csv --map date=launch_time --map title=missile_name
    --set type=missile-test --set by=PRK`

    Example: `tracker import icb2v14.csv --only crisno=196`
    """
    from tracker.formats.registry import recognised
    from tracker.recording.batches import record_batch

    session = session_of(ctx)
    remarks: list[str] = []
    if os.path.isdir(file):  # noqa: PTH112  Path.is_dir fails on names too long
        raise InvalidInput(f"{file} is a folder; name one file in it.")
    name = "standard input" if file == STANDARD else file.name
    text = _text(file, name)
    style: FileFormat = read_as or recognised(text.readline()) or _format_of(file)
    text.seek(0)
    if style.read is None:
        raise InvalidInput(f"{style.name} is a format that tracker only writes.")
    mapping, fixed = _pairs("--map", columns), _pairs("--set", constants)
    try:
        batch = style.read(text, mapping, fixed, remarks, _pairs("--only", only))
    except InvalidInput as error:
        raise InvalidInput(f"{name}: {error}") from None
    with session.starting() as db:
        tally = record_batch(db, batch, name, new_actor)
    session.say(*_shortened([*remarks, *tally.remarks]), str(tally))
    if not any(tally.added.values()):
        known = any(tally.known.values())
        session.say("Everything in it was there already." if known else f"{name} holds no records.")


def _format_of(file: Path) -> "FileFormat":
    from tracker.formats.registry import FORMATS, format_of

    return FORMATS[0] if file == STANDARD else format_of(file)


def _refuse_to_overwrite(file: Path, database: Path, force: bool) -> None:
    """Refuse a target that is there, and with --force one that is no file to replace."""
    if not file.exists():
        return
    if not file.is_file():
        raise Refused(f"{file} is no ordinary file; name another, or - for standard output.")
    if database.exists() and file.samefile(database):
        raise Refused(f"{file} is the database itself; name another file.")
    if not force:
        raise Refused(f"{file} is there already; name another file, or replace it with --force.")


def _write(file: Path, lines: Iterable[str]) -> None:
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
    """`Wrote 27 events and 37 links to crisis.jsonl.`; links that are lost are not written."""
    parts = [_counted(len(chronicle.events), "event")]
    if "links" not in losses:
        denials = 0 if "denied links" in losses else len(chronicle.denials)
        parts.append(_counted(len(chronicle.links) + denials, "link"))
    return f"Wrote {' and '.join(parts)} to {where}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _unpacked(data: bytes, name: str) -> bytes:
    """What a .zip or a .gz holds; a zip that holds several files is refused."""
    import gzip
    import zipfile
    import zlib
    from io import BytesIO

    try:
        if data.startswith(b"\x1f\x8b"):
            return gzip.decompress(data)
        if not data.startswith(b"PK\x03\x04") or name.lower().endswith(".xlsx"):
            return data
        with zipfile.ZipFile(BytesIO(data)) as packed:
            inside = [each for each in packed.namelist() if not each.endswith("/")]
            if len(inside) != 1:
                raise InvalidInput(f"{name} holds {len(inside)} files; unpack it and name one.")
            return packed.read(inside[0])
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise InvalidInput(f"{name} cannot be unpacked: {error}.") from None


def _text(file: Path, name: str) -> TextIO:
    """The text of a file as it stands, line ends and all, unpacked where it is packed."""
    from io import StringIO

    try:
        data = sys.stdin.buffer.read() if file == STANDARD else file.read_bytes()
        data = _unpacked(data, name)
        return StringIO(data.decode("utf-8"), newline="")
    except FileNotFoundError:
        raise NotFound("file", str(file)) from None
    except OSError as error:
        raise InvalidInput(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidInput(
            f"{name} is not UTF-8 text (line {line}); save it as UTF-8 and import it again."
        ) from None


def _pairs(option: str, given: Sequence[str] | None) -> dict[str, str]:
    """What --map or --set says, each field once."""
    pairs: dict[str, str] = {}
    for text in given or ():
        field, equals, value = text.partition("=")
        if not equals:
            raise InvalidInput(
                f"{option} {text}: write FIELD=…, such as {option} date=launch_time."
            )
        if field.strip().lower() in pairs:
            raise InvalidInput(f"{option} names the field {field.strip()} twice.")
        pairs[field.strip().lower()] = value
    return pairs


def _shortened(remarks: Sequence[str]) -> list[str]:
    """The first remarks, and how many more there are."""
    shown = list(remarks[:MOST_REMARKS])
    more = len(remarks) - len(shown)
    return [*shown, f"… and {more} more new names."] if more else shown
