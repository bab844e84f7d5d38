"""The options by which an event is coded, shared by adding and editing."""

from inspect import Parameter
from typing import Annotated, Any

import typer

from tracker.commands.options import (
    complete_status,
    complete_tag,
    complete_type,
    parser,
    read_date,
)
from tracker.commands.shared import SharedOptions, shared_option
from tracker.model.dates import EventDate
from tracker.model.event_fields import LABELS, Field


def _parse_intensity(text: str) -> Any:
    from tracker.desk.values import intensity_of

    return intensity_of(text)


IntensityOption = Annotated[
    Any,
    typer.Option(
        "--intensity",
        metavar="N",
        parser=parser("N", _parse_intensity),
        help="Your own value, -10 (force) to 10 (cooperation); else the type's Goldstein value.",
    ),
]
TypeOption = Annotated[
    str | None,
    typer.Option(
        "--type",
        metavar="TYPE",
        help="Event type; see `tracker types list`.",
        autocompletion=complete_type,
    ),
]
StatusOption = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="occurred (the default), ongoing, threatened, planned, denied or did-not-occur.",
        autocompletion=complete_status,
    ),
]
AvoidableOption = Annotated[
    bool | None,
    typer.Option(
        "--avoidable/--unavoidable",
        help="Whether those who acted had another choice; `offramps` asks for it.",
        show_default=False,
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="LAT,LON",
        help="The coordinates of the place: latitude, longitude, such as 36.2,37.2; or the "
        "name of a place to look up, such as Aleppo (extra `map`).",
    ),
]
DateOption = Annotated[
    EventDate | None,
    typer.Option(
        "--on",
        metavar="DATE",
        parser=read_date,
        help="When: 2016-10-03, '3 Oct 2016', 'early May 1999', 'last Friday', EDTF (2016-10~) …",
    ),
]
ZoneOption = Annotated[
    str | None,
    typer.Option(
        "--zone",
        metavar="ZONE",
        help="Time zone where it happened, such as Europe/Moscow; '' clears it.",
    ),
]


def _label_option(field: Field) -> Parameter:
    option = typer.Option(
        f"--{field.option}",
        metavar=field.option.upper(),
        help=field.help,
        autocompletion=complete_tag,
    )
    return shared_option(field.option, list[str] | None, option)


# The options of all labels that events have, such as --tag, for adding and editing alike.
LABEL_OPTIONS = SharedOptions("labels", tuple(map(_label_option, LABELS)), dict)
