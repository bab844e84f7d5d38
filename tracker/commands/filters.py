"""The filters that list, ask and draw commands share: declared once, handed over as one value."""

from collections.abc import Callable
from inspect import Parameter
from typing import Any, cast

import typer

from tracker.commands.options import (
    complete_actor,
    complete_claimant,
    complete_likelihood,
    complete_marking,
    complete_relation,
    complete_sense,
    complete_status,
    complete_tag,
    complete_type,
    parser,
    read_date,
    read_distance,
    read_grade,
    read_length,
    read_likelihood,
)
from tracker.commands.shared import IS_COMPLETING, SharedOptions, shared_option
from tracker.desk.filters import ANY
from tracker.errors import InvalidInput
from tracker.model.event_fields import LABELS
from tracker.model.marking import Marking
from tracker.model.selection import SENSES, Filters

PANEL = "Filters"
Read = Callable[[Any], Any]


def _parse_status(text: str) -> str:
    from tracker.model.event import parse_status

    return ANY if text.strip().lower() == ANY else parse_status(text).value


def _parse_sense(text: str) -> str:
    sense = text.strip().lower()
    if sense not in SENSES:
        raise InvalidInput(f"{text[:40]!r} is no sense; write {' or '.join(SENSES)}.")
    return sense


def _filter(
    name: str,
    metavar: str,
    help: str,  # noqa: A002  typer's name
    read: Read | None = None,
    complete: Callable[..., Any] | None = None,
    repeatable: bool = False,
    called: str | None = None,
) -> Parameter:
    """One option that narrows down which events, or links, a command is about."""
    option = typer.Option(
        f"--{called or name.replace('_', '-')}",
        metavar=metavar,
        help=help,
        parser=read,
        autocompletion=complete if IS_COMPLETING else None,
        rich_help_panel=PANEL,
    )
    return shared_option(name, (list[str] if repeatable else str) | None, option)


def _named_where(filter_option: Parameter) -> Any:
    """The annotation of a filter under the name `--where-…`."""
    from copy import copy
    from typing import Annotated, get_args

    kind, option = get_args(filter_option.annotation)
    named = copy(option)
    named.default = f"--where-{filter_option.name}"  # where typer keeps the first name of an option
    return Annotated[kind, named]


EXACTLY = shared_option(
    "exactly", bool,
    typer.Option("--exactly", rich_help_panel=PANEL,
                 help="Count each actor by itself, and not those that are part of it."),
    default=False,
)  # fmt: skip
RADIUS, RADIUS_OF_PATHS = (
    _filter("radius", "KM", "With --near: how far from it, 50km (usual), 30mi or 20nm.",
            read_length, called=called)
    for called in ("within", "radius")
)  # fmt: skip
ALL = (
    _filter("since", "DATE", "Events that may be of then or later.", read_date),
    _filter("until", "DATE", "Events that may be of then or earlier.", read_date),
    _filter("actor", "ACTOR",
            "Events with this actor, or one that was part of it then, on either side; repeatable, "
            "one is enough.",
            complete=complete_actor, repeatable=True),
    EXACTLY,
    _filter("type", "TYPE", "Events of this type; repeatable, one is enough.",
            complete=complete_type, repeatable=True),
    _filter("place", "TEXT", "Events whose place has these letters."),
    _filter("near", "PLACE",
            "Events within some distance of a point, 36.2,37.16, or of a place by its name."),
    RADIUS,
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
    *(_filter(field.option, field.option.upper(),
              f"Events that have this {field.option}; repeatable, one is enough.",
              complete=complete_tag, repeatable=True)
      for field in LABELS),
    _filter("max_marking", "TLP",
            "Nothing that is marked higher; without it exports, pictures and reports stop at "
            "TLP:CLEAR or what `max_marking` of the settings says, and the others show all.",
            parser("TLP", Marking.parse), complete_marking),
    _filter("account", "CLAIMANT",
            "Links that this side claims, without what it denies happened: an actor, a source, or "
            "`analyst`.",
            complete=complete_claimant),
)  # fmt: skip


def _given(values: dict[str, Any]) -> Filters:
    """The filters that were given, for a call on the desk."""
    nothing: tuple[Any, ...] = (None, (), [])
    given = {name: v for name, v in values.items() if v not in nothing and v is not False}
    return cast("Filters", given)


FILTERS = SharedOptions("filters", ALL, _given)
OF_LINKS = (
    shared_option(
        "any_account", bool,
        typer.Option("--any-account", rich_help_panel=PANEL,
                     help="Of several claims of a link count the likeliest; else the analyst's, "
                          "and without one the range of all."),
        default=False,
    ),
    _filter("min_likelihood", "LIKELIHOOD",
            "Links at least so likely by the low end of their band: words or a number.",
            read_likelihood, complete_likelihood),
    _filter("relation", "RELATION",
            "Links of this relation; repeatable. Without it all but `justifies`, which is no "
            "cause.", complete=complete_relation, repeatable=True),
    _filter("sense", "SENSE", "Links that are escalatory, or de-escalatory.",
            parser("SENSE", _parse_sense), complete_sense),
)  # fmt: skip
# `--within` of paths is a time.
PATH_FILTERS = SharedOptions(
    "filters", (*(RADIUS_OF_PATHS if each is RADIUS else each for each in ALL), *OF_LINKS), _given
)
QUESTION_FILTERS = SharedOptions("filters", (*ALL, *OF_LINKS), _given)
# Where an option of the same name says what is to become of the events.
CHANGED = ("type", "place", "status", *(field.option for field in LABELS))


def _given_where(values: dict[str, Any]) -> Filters:
    return _given({name.removeprefix("where_"): value for name, value in values.items()})


WHERE = SharedOptions(
    "filters",
    tuple(
        each.replace(name=f"where_{each.name}", annotation=_named_where(each))
        if each.name in CHANGED
        else each
        for each in ALL
    ),
    _given_where,
)
# What a picture draws of links: whose word is shown is what --account is for.
LINKED_FILTERS = SharedOptions("filters", (*ALL, *OF_LINKS[1:]), _given)
# Where all accounts are compared there is none to name.
EVENT_FILTERS = SharedOptions("filters", ALL[:-1], _given)
ACCOUNTS_FILTERS = SharedOptions("filters", (*ALL[:-1], *OF_LINKS[1:]), _given)
