"""The filters that list, ask and draw commands share: declared once, read into one Selection."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import typer
from typer._click import Context, Parameter
from typer._click.types import ParamType, convert_type
from typer.core import TyperOption
from typer.main import get_param_completion

from tracker.commands.options import (
    DATE,
    DISTANCE,
    GRADE,
    DeskCommand,
    Parsed,
    account_of,
    complete_actor,
    complete_claimant,
    complete_status,
    complete_type,
    session_of,
)
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from tracker.charts.words.language import Language
    from tracker.model.dates import EventDate
    from tracker.model.selection import Filters, Selection
    from tracker.session import Session

ANY = "any"
PANEL = "Filters"
META = "tracker.filter."


def _parse_status(text: str) -> str:
    from tracker.model.event import parse_status

    return ANY if text.strip().lower() == ANY else parse_status(text).value


@dataclass(frozen=True, slots=True)
class Filter:
    """One option that narrows down which events, or links, a command is about."""

    name: str
    metavar: str
    help: str
    type: ParamType | type = str
    repeatable: bool = False
    complete: Callable[..., Any] | None = None

    def option(self) -> TyperOption:
        """The option as typer knows it; its value goes into the context, not to the function."""
        return TyperOption(
            param_decls=["--" + self.name.replace("_", "-"), self.name],
            type=convert_type(self.type),
            multiple=self.repeatable,
            metavar=self.metavar,
            help=self.help,
            callback=_keep,
            expose_value=False,
            autocompletion=get_param_completion(self.complete),
            rich_help_panel=PANEL,
        )


def _keep(ctx: Context, param: Parameter, value: Any) -> None:
    ctx.meta[f"{META}{param.name}"] = value


FILTERS = (
    Filter("since", "DATE", "Events that may be of then or later.", DATE),
    Filter("until", "DATE", "Events that may be of then or earlier.", DATE),
    Filter("actor", "ACTOR", "Events with this actor on either side; repeatable, one is enough.",
           repeatable=True, complete=complete_actor),
    Filter("type", "TYPE", "Events of this type; repeatable, one is enough.",
           repeatable=True, complete=complete_type),
    Filter("place", "TEXT", "Events whose place has these letters."),
    Filter("min_intensity", "N",
           "Events at least N away from 0 on the Goldstein scale, either way.", DISTANCE),
    Filter("text", "TEXT", "Events whose title or summary has these letters."),
    Filter("status", "STATUS",
           "Events that occurred, are ongoing, threatened, planned, denied, did-not-occur, or any; "
           "repeatable.", Parsed("STATUS", _parse_status), repeatable=True,
           complete=complete_status),
    Filter("min_grade", "GRADE",
           "What is cited with at least this Admiralty grade, each axis for itself: B3, B or 3; "
           "links by the letter, and by the digit where they have one.",
           GRADE),
    Filter("known_by", "DATE",
           "What had been published by the end of that day; with the dates as recorded.", DATE),
    Filter("account", "CLAIMANT",
           "Links that this side claims: an actor, a source, or `analyst`.",
           complete=complete_claimant),
)  # fmt: skip


class FilteredCommand(DeskCommand):
    """A command about some of the events and links; by default about what occurred."""

    happened = True
    left_out: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = len(self.params) - 1  # before --db, which comes last
        self.params[own:own] = self.common_options()

    def common_options(self) -> list[TyperOption]:
        """The options that commands of this kind share; their values go into the context."""
        return [each.option() for each in FILTERS if each.name not in self.left_out]


class ListCommand(FilteredCommand):
    """A command that lists events, whatever became of them; links do not come into it."""

    happened = False
    left_out = frozenset({"account"})


class WholeCommand(FilteredCommand):
    """A command that takes along everything it is not told to leave: an export, a comparison."""

    happened = False


def refuse_no_span(
    since: "EventDate | None", until: "EventDate | None", known_by: "EventDate | None" = None
) -> None:
    """Refuse times between which nothing can lie."""
    if since and since.earliest is None:
        raise InvalidInput(f"--since {since} has no beginning; name the day it begins with.")
    for name, date in (("--until", until), ("--known-by", known_by)):
        if date and date.latest is None:
            raise InvalidInput(f"{name} {date} has no end; name the day it ends with.")
    if since and until and until.is_wholly_before(since):
        raise InvalidInput(f"--since {since} is after --until {until}; swap the two.")


def selection_of(ctx: typer.Context, **more: Any) -> "Selection":
    """The filters of a command as one Selection, with the names in them resolved."""
    from tracker.model.event import HAPPENED
    from tracker.model.selection import Selection
    from tracker.store import registers

    session = session_of(ctx)
    given = {each.name: ctx.meta.get(f"{META}{each.name}") for each in FILTERS}
    since, until, known_by = given["since"], given["until"], given["known_by"]
    refuse_no_span(since, until, known_by)
    command = ctx.command
    assert isinstance(command, FilteredCommand)
    statuses = tuple(given["status"] or (HAPPENED if command.happened else ()))
    db = session.reading()
    return Selection(
        since=since,
        until=until,
        actors=tuple(registers.resolve(db, registers.ACTORS, n) for n in given["actor"] or ()),
        types=tuple(registers.resolve(db, registers.TYPES, n) for n in given["type"] or ()),
        place=given["place"],
        min_intensity=given["min_intensity"],
        text=given["text"],
        statuses=() if ANY in statuses else statuses,
        min_grade=given["min_grade"],
        known_by=known_by,
        account=account_of(session, given["account"]),
        **more,
    )


def filters_of(ctx: typer.Context) -> "Filters":
    """The filters of a command as they were given, for a call on the desk."""
    given: Any = {each.name: ctx.meta.get(f"{META}{each.name}") for each in FILTERS}
    return cast(
        "Filters", {name: value for name, value in given.items() if value not in (None, ())}
    )


def filters_said(ctx: typer.Context) -> str:
    """The filters as they were typed, for a sentence: ` with --account RUS`; else nothing."""
    typed = []
    for each in FILTERS:
        value = ctx.meta.get(f"{META}{each.name}")
        values = (value or ()) if each.repeatable else () if value is None else (value,)
        typed += [f"--{each.name.replace('_', '-')} {str(one)[:60]}" for one in values]
    return f" with {' '.join(typed)}" if typed else ""


def chosen_by(ctx: typer.Context, language: "Language | None" = None) -> str:
    """The filters for the line under a picture's title: `; chosen with --account RUS`."""
    from tracker.charts.words.language import ENGLISH

    told = filters_said(ctx).removeprefix(" with ")
    return (language or ENGLISH)("; chosen with {filters}", filters=told) if told else ""


def say_what_is_left_out(session: "Session", selection: "Selection") -> None:
    """Tell how much has no date of publication, where a question asks what was known by a day."""
    if selection.known_by is None:
        return
    from tracker.store.conditions import undated

    events, links = undated(session.reading())
    if events or links:
        session.say(
            f"{events} event{'s' * (events != 1)} and {links} link{'s' * (links != 1)} have no "
            "dated source, so --known-by leaves them out."
        )
