"""Option types shared by commands, with what completes them in a shell."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.commands.shared import Found, database_of
from tracker.config import Format
from tracker.errors import InvalidInput, TrackerError, excerpt
from tracker.model.dates import EventDate
from tracker.model.inert import inert_line
from tracker.model.source import Grade

if TYPE_CHECKING:
    from tracker.model.answers.browse import Completed


def parser(name: str, read: Callable[[str], Any]) -> Callable[[Any], Any]:
    """A parser of an option out of one of the model's own readers; `name` stands in the help.

    What the reader refuses is said of the option; what is no text any more was read before.
    """

    def parse(value: Any) -> Any:
        try:
            return read(value) if isinstance(value, str) else value
        except InvalidInput as error:
            raise typer.BadParameter(str(error)) from None

    parse.__name__ = name  # typer shows it where an option has no metavar
    return parse


def _check_likelihood(text: str) -> str:
    """A likelihood as it was typed, if it is one: words are a band, and a number is not."""
    from tracker.model.likelihood import parse_likelihood  # not needed by most commands

    parse_likelihood(text)
    return text


def _check_marking(text: str) -> str:
    """A marking as it was typed, if it is one: TLP:WHITE is still to be remarked upon."""
    from tracker.model.marking import Marking

    if text.strip():
        Marking.parse(text)
    return text


read_date = parser("DATE", EventDate.parse)
read_marking = parser("TLP", _check_marking)
read_grade = parser("GRADE", Grade.parse)
read_likelihood = parser("LIKELIHOOD", _check_likelihood)


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


read_distance = parser("N", _parse_distance)


def _parse_length(text: str) -> float:
    from tracker.model.nearness import kilometres_of

    return kilometres_of(text)


read_length = parser("KM", _parse_length)
read_gap = parser("GAP", _parse_gap)


def complete_event(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Handles that begin as typed, or of titles with words that do, with the titles."""
    yield from _complete(ctx, "events", incomplete)


def complete_actor(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Codes of actors of whom a name or a word of one begins as typed, with their names."""
    yield from _complete(ctx, "actors", incomplete)


def complete_map(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Names under which columns are remembered that begin as typed."""
    yield from _complete(ctx, "column_maps", incomplete)


def complete_type(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Codes of event types of which a name begins as typed, with what counts as one."""
    yield from _complete(ctx, "types", incomplete)


def complete_source(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Codes of sources of whose names or title a word begins as typed, with their titles."""
    yield from _complete(ctx, "sources", incomplete)


def complete_tag(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Tags that begin as typed, with how many events have them."""
    yield from _complete(ctx, "tags", incomplete)


def complete_relation(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Link relations that begin as typed, with their definitions."""
    yield from _complete(ctx, "relations", incomplete)


def complete_claimant(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """The analyst, actors and sources, who may claim a link."""
    if "analyst".startswith(incomplete.lower()):
        yield Found("analyst"), "our own claim"
    yield from complete_actor(ctx, incomplete)
    yield from complete_source(ctx, incomplete)


def complete_status(incomplete: str) -> Iterator[str]:
    """Statuses of an event that begin as typed."""
    from tracker.model.event import Status

    yield from (Found(each) for each in Status if each.startswith(incomplete.lower()))


def complete_marking(incomplete: str) -> Iterator[str]:
    """Labels of TLP 2.0 that begin as typed, with their prefix or without."""
    from tracker.model.marking import Marking

    for marking in Marking:
        for label in (marking.value, marking.word):
            if label.startswith(incomplete.upper()):
                yield Found(label)
                break


def complete_field(incomplete: str) -> Iterator[str]:
    """Fields of an event, for which a source may be cited, that begin as typed."""
    from tracker.model.source import SUPPORTED

    yield from (Found(each) for each in SUPPORTED if each.startswith(incomplete.lower()))


def complete_sense(incomplete: str) -> Iterator[str]:
    """The senses of relations that begin as typed."""
    from tracker.model.selection import SENSES

    yield from (Found(each) for each in SENSES if each.startswith(incomplete.lower()))


def complete_likelihood(incomplete: str) -> Iterator[tuple[str, str]]:
    """The ICD 203 words that begin as typed, with their bands."""
    from tracker.model.likelihood import ICD_203

    for band in ICD_203:
        if band.words.startswith(incomplete.lower()):
            yield Found(band.words), f"{band.low:.0%} to {band.high:.0%}"


def _complete(ctx: typer.Context, table: "Completed", incomplete: str) -> Iterator[tuple[str, str]]:
    from tracker.config import load_config
    from tracker.desk.browse import Browse

    try:
        config = load_config()
        path = database_of(ctx.params) or database_of(ctx.find_root().params) or config.db
        with Browse(path, config.analyst) as desk:
            found = tuple(desk.complete(table, incomplete))
        for name, description in found:
            if inert_line(name) != name:
                continue  # a line with such a name in it could not be typed
            # Some shells compare letter by letter, tracker does not: answer in the case typed.
            as_typed = incomplete.islower() and name.lower().startswith(incomplete)
            yield Found(name.lower() if as_typed else name), inert_line(description)
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
OptionalEvent = Annotated[
    str | None,
    typer.Argument(
        metavar="[EVENT]",
        help="Number, handle or unique words of the title; or filters for many events.",
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
        parser=read_grade,
        help="Admiralty grade such as B2: reliability of the source, credibility of this report.",
    ),
]
LocatorOption = Annotated[
    str | None, typer.Option("--locator", help="Where in the source: a page, a paragraph.")
]
QuotationOption = Annotated[
    str | None, typer.Option("--quotation", help="A short quotation that says it.")
]
PriorOption = Annotated[
    str | None,
    typer.Option(
        "--prior",
        metavar="LIKELIHOOD",
        help="How likely a claim is without its evidence, in words or as a number.",
        show_default="even odds",
        autocompletion=complete_likelihood,
    ),
]
MarkingOption = Annotated[
    str | None,
    typer.Option(
        "--marking",
        metavar="TLP",
        parser=read_marking,
        help="How far it may be shared, by TLP 2.0: CLEAR, GREEN, AMBER, AMBER+STRICT or RED; "
        "'' clears it.",
        autocompletion=complete_marking,
    ),
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
    bool, typer.Option("--new-actor", help="Record actors that are not known yet, but for slips.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="How rows are shown; else TRACKER_FORMAT, else a table."),
]
