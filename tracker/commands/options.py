"""Option types shared by commands, with what completes them in a shell."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from typer._click import Context, Parameter
from typer._click.types import ParamType, convert_type
from typer.core import TyperCommand, TyperOption

from tracker.config import Format
from tracker.errors import InvalidInput, TrackerError, excerpt
from tracker.model.dates import EventDate
from tracker.model.source import Grade
from tracker.session import Session

DATABASE = "tracker.database"  # where a line that is being completed keeps its --db


class DeskCommand(TyperCommand):
    """A command that takes --db, wherever it stands among the other options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(
            TyperOption(
                param_decls=["--db"],
                type=convert_type(Path),
                callback=_use_database,
                expose_value=False,
                metavar="FILE",
                help="The database; else TRACKER_DB, else ./events.db.",
            )
        )


def _use_database(ctx: Context, param: Parameter, value: str | None) -> None:
    if value is None:
        return
    if ctx.resilient_parsing:  # a shell completes the line; there is no session
        ctx.meta[DATABASE] = Path(value)
    else:
        session_of(ctx).use(Path(value))


def session_of(ctx: Any) -> Session:
    """The session of the run that a command's context belongs to."""
    session = ctx.obj
    assert isinstance(session, Session)
    return session


class Parsed(ParamType):
    """An option read by one of the model's own readers, whose refusal then names the option."""

    def __init__(self, name: str, reader: Callable[[str], Any]) -> None:
        self.name = name
        self.reader = reader

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Any:
        """The value read; what is no text any more was read before."""
        if not isinstance(value, str):
            return value
        try:
            return self.reader(value)
        except InvalidInput as error:
            self.fail(str(error), param, ctx)


def _parse_likelihood(text: str) -> float:
    from tracker.model.likelihood import parse_likelihood  # not needed by most commands

    return parse_likelihood(text)


DATE = Parsed("DATE", EventDate.parse)
GRADE = Parsed("GRADE", Grade.parse)


def _parse_gap(text: str) -> timedelta:
    from tracker.model.order import parse_gap

    return parse_gap(text)


def _parse_distance(text: str) -> float:
    from tracker.model.event import check_intensity

    try:
        return check_intensity(float(text.replace("−", "-")))
    except InvalidInput:
        raise
    except ValueError:
        raise InvalidInput(f"{excerpt(text)} is no number from -10 to 10.") from None


DISTANCE = Parsed("N", _parse_distance)
GAP = Parsed("GAP", _parse_gap)
LIKELIHOOD = Parsed("LIKELIHOOD", _parse_likelihood)


def complete_event(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Handles that begin as typed, with their titles."""
    yield from _complete(
        ctx, "SELECT handle, title FROM events WHERE handle LIKE ? || '%' ORDER BY id", incomplete
    )


def complete_actor(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Codes of actors that begin as typed, with their names."""
    yield from _complete(ctx, "SELECT code, name FROM actors WHERE code LIKE ? || '%'", incomplete)


def complete_map(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Names under which columns are remembered that begin as typed."""
    yield from _complete(
        ctx, "SELECT name, columns FROM column_maps WHERE name LIKE ? || '%'", incomplete
    )


def complete_type(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Codes of event types that begin as typed, with their labels."""
    yield from _complete(ctx, "SELECT code, label FROM types WHERE code LIKE ? || '%'", incomplete)


def complete_source(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Codes of sources that begin as typed, with their titles."""
    yield from _complete(
        ctx, "SELECT code, title FROM sources WHERE code LIKE ? || '%'", incomplete
    )


def complete_claimant(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Whoever may claim a link: the analyst, actors, sources."""
    if "analyst".startswith(incomplete.lower()):
        yield "analyst", "our own claim"
    yield from complete_actor(ctx, incomplete)
    yield from complete_source(ctx, incomplete)


def complete_status(incomplete: str) -> Iterator[str]:
    """How far an event may have come about."""
    from tracker.model.event import Status

    yield from (status for status in Status if status.startswith(incomplete.lower()))


def complete_field(incomplete: str) -> Iterator[str]:
    """The fields of an event that a source may be cited for."""
    from tracker.model.source import SUPPORTED

    yield from (field for field in SUPPORTED if field.startswith(incomplete.lower()))


def complete_relation(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Link relations that begin as typed, with their definitions."""
    yield from _complete(
        ctx, "SELECT code, definition FROM relations WHERE code LIKE ? || '%'", incomplete
    )


def complete_likelihood(incomplete: str) -> Iterator[tuple[str, str]]:
    """The ICD 203 words that begin as typed, with their bands."""
    from tracker.model.likelihood import ICD_203

    for band in ICD_203:
        if band.words.startswith(incomplete.lower()):
            yield band.words, f"{band.low:.0%} to {band.high:.0%}"


def _complete(ctx: Any, query: str, incomplete: str) -> Iterator[tuple[str, str]]:
    from tracker.config import load_config

    try:
        session = ctx.obj if isinstance(ctx.obj, Session) else Session(load_config())
        session.use(ctx.meta.get(DATABASE))
        for row in session.registers().rows(f"{query} LIMIT 200", (incomplete,)):
            # Shells compare letter by letter, tracker does not: answer in the case typed.
            yield row[0].lower() if incomplete.islower() else row[0], row[1]
    except (TrackerError, OSError):
        return  # nothing to complete; the command itself will say what is wrong


EventArgument = Annotated[
    str,
    typer.Argument(
        metavar="EVENT",
        help="Number, handle or unique words of the title.",
        autocompletion=complete_event,
    ),
]
CauseArgument = Annotated[
    str, typer.Argument(metavar="CAUSE", help="The earlier event.", autocompletion=complete_event)
]
EffectArgument = Annotated[
    str, typer.Argument(metavar="EFFECT", help="The later event.", autocompletion=complete_event)
]
ByOption = Annotated[
    list[str] | None,
    typer.Option(
        "--by", metavar="ACTOR", help="Who acted; repeatable.", autocompletion=complete_actor
    ),
]
ToOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to", metavar="ACTOR", help="Upon whom; repeatable.", autocompletion=complete_actor
    ),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="SOURCE",
        help="Who says so: a code, title or web address; repeatable. A new one is recorded.",
        autocompletion=complete_source,
    ),
]
GradeOption = Annotated[
    list[Grade] | None,
    typer.Option(
        "--grade",
        metavar="GRADE",
        click_type=GRADE,
        help="Admiralty grade such as B2: reliability of the source, credibility of this report.",
    ),
]
LocatorOption = Annotated[
    str | None, typer.Option("--locator", help="Where in the source: a page, a paragraph.")
]
QuotationOption = Annotated[
    str | None, typer.Option("--quotation", help="A short quotation that says it.")
]
ClaimedByOption = Annotated[
    str | None,
    typer.Option(
        "--claimed-by",
        metavar="CLAIMANT",
        help="An actor, a source, or `analyst`.",
        autocompletion=complete_claimant,
    ),
]
NewActorOption = Annotated[
    bool, typer.Option("--new-actor", help="Record actors that are not known yet.")
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="How rows are shown; else TRACKER_FORMAT, else a table."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Where the picture goes; .png, .svg or .pdf. Without it a name is made and printed.",
    ),
]


def handles_of(db: Any, *numbers: int) -> list[str]:
    """The handles of events, in the order of the numbers."""
    from tracker.store import events

    return [events.get(db, number).handle for number in numbers]


def account_of(session: Session, name: str | None) -> str | None:
    """The code of the claimant whose account is asked for, or None for all accounts."""
    from tracker.recording.evidence import resolved_claimant

    return None if name is None else resolved_claimant(session.reading(), name)
