"""The filters that list, ask and draw commands share: declared once, handed over as one value."""

from collections.abc import Callable
from inspect import Parameter
from typing import TYPE_CHECKING, Any, cast

import typer
from typer.core import TyperOption

from tracker.commands.options import (
    complete_actor,
    complete_claimant,
    complete_status,
    complete_type,
    parser,
    read_date,
    read_distance,
    read_grade,
)
from tracker.commands.session import Session, session_of
from tracker.commands.shared import DeskCommand, SharedOptions, options_of, shared_option
from tracker.desk.filters import ANY, refuse_no_span, undated_remarks
from tracker.desk.filters import selection_of as selected
from tracker.model.selection import Filters, filters_in_words

if TYPE_CHECKING:
    from tracker.charts.words.language import Language
    from tracker.model.selection import Selection

__all__ = ["FILTERS", "LIST_FILTERS", "refuse_no_span"]
PANEL = "Filters"
META = "tracker.filters"
Read = Callable[[Any], Any]


def _parse_status(text: str) -> str:
    from tracker.model.event import parse_status

    return ANY if text.strip().lower() == ANY else parse_status(text).value


def _filter(
    name: str,
    metavar: str,
    help: str,  # noqa: A002  typer's name
    read: Read | None = None,
    complete: Callable[..., Any] | None = None,
    repeatable: bool = False,
) -> Parameter:
    """One option that narrows down which events, or links, a command is about."""
    option = typer.Option(
        f"--{name.replace('_', '-')}",
        metavar=metavar,
        help=help,
        parser=read,
        autocompletion=complete,
        rich_help_panel=PANEL,
    )
    return shared_option(name, (list[str] if repeatable else str) | None, option)


ALL = (
    _filter("since", "DATE", "Events that may be of then or later.", read_date),
    _filter("until", "DATE", "Events that may be of then or earlier.", read_date),
    _filter("actor", "ACTOR",
            "Events with this actor on either side; repeatable, one is enough.",
            complete=complete_actor, repeatable=True),
    _filter("type", "TYPE", "Events of this type; repeatable, one is enough.",
            complete=complete_type, repeatable=True),
    _filter("place", "TEXT", "Events whose place has these letters."),
    _filter("min_intensity", "N",
            "Events at least N away from 0 on the Goldstein scale, either way.", read_distance),
    _filter("text", "TEXT", "Events whose title or summary has these letters."),
    _filter("status", "STATUS",
            "Events that occurred, are ongoing, threatened, planned, denied, did-not-occur, or "
            "any; repeatable.", parser("STATUS", _parse_status), complete_status, repeatable=True),
    _filter("min_grade", "GRADE",
            "What is cited with at least this Admiralty grade, each axis for itself: B3, B or 3; "
            "links by the letter, and by the digit where they have one.", read_grade),
    _filter("known_by", "DATE",
            "What had been published by the end of that day; with the dates as recorded.",
            read_date),
    _filter("account", "CLAIMANT",
            "Links that this side claims: an actor, a source, or `analyst`.",
            complete=complete_claimant),
)  # fmt: skip


def _given(values: dict[str, Any]) -> Filters:
    """The filters that were given, for a call on the desk."""
    nothing: tuple[Any, ...] = (None, (), [])
    return cast("Filters", {name: v for name, v in values.items() if v not in nothing})


FILTERS = SharedOptions("filters", ALL, _given)
# A list of events takes no account: links do not come into it.
LIST_FILTERS = SharedOptions("filters", ALL[:-1], _given)


class FilteredCommand(DeskCommand):
    """A command about some of the events and links; by default about what occurred."""

    happened = True
    left_out: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = len(self.params) - 1  # before --db, which comes last
        self.params[own:own] = self.common_options()

    def common_options(self) -> list[TyperOption]:
        """The options that commands of this kind share."""
        return options_of(each for each in ALL if each.name not in self.left_out)

    def invoke(self, ctx: Any) -> Any:
        """Run the command, with its filters in the context."""
        values = {each.name: ctx.params.pop(each.name, None) for each in ALL}
        ctx.meta[META] = _given(values)
        return super().invoke(ctx)


class ListCommand(FilteredCommand):
    """A command that lists events, whatever became of them; links do not come into it."""

    happened = False
    left_out = frozenset({"account"})


class WholeCommand(FilteredCommand):
    """A command that takes along everything it is not told to leave: an export, a comparison."""

    happened = False


def filters_of(ctx: typer.Context) -> Filters:
    """The filters of a command as they were given, for a call on the desk."""
    return cast("Filters", ctx.meta[META])


def selection_of(ctx: typer.Context, **more: Any) -> "Selection":
    """The filters of a command as one Selection, with the names in them resolved."""
    command = ctx.command
    assert isinstance(command, FilteredCommand)
    return selected(session_of(ctx).reading(), filters_of(ctx), command.happened, **more)


def filters_said(ctx: typer.Context) -> str:
    """The filters as they were typed, for a sentence: ` with --account RUS`; else nothing."""
    return filters_in_words(filters_of(ctx))


def chosen_by(ctx: typer.Context, language: "Language | None" = None) -> str:
    """The filters for the line under a picture's title: `; chosen with --account RUS`."""
    from tracker.charts.words.language import ENGLISH

    told = filters_said(ctx).removeprefix(" with ")
    return (language or ENGLISH)("; chosen with {filters}", filters=told) if told else ""


def say_what_is_left_out(session: Session, selection: "Selection") -> None:
    """Tell how much has no date of publication, where a question asks what was known by a day."""
    if selection.known_by is not None:
        session.say(*undated_remarks(session.reading(), selection))
