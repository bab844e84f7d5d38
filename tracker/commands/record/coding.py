"""How an event is coded: the options that adding and editing share."""

from typing import Annotated, Any, Literal

import typer

from tracker.commands.options import DATE, Parsed, complete_status, complete_type
from tracker.errors import InvalidText
from tracker.model.dates import EventDate
from tracker.model.event import check_intensity

Intensity = float | Literal["codebook"]


def parse_intensity(text: str) -> Intensity:
    """An intensity as typed: a number on the Goldstein scale, or `codebook`."""
    if text.strip().lower() == "codebook":
        return "codebook"
    try:
        number = float(text.replace("−", "-"))
    except ValueError:
        raise InvalidText("intensity", "is no number from −10 to +10") from None
    return check_intensity(number)


IntensityOption = Annotated[
    Any,
    typer.Option(
        "--intensity",
        metavar="N",
        click_type=Parsed("N", parse_intensity),
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
DateOption = Annotated[
    EventDate | None,
    typer.Option(
        "--on",
        metavar="DATE",
        click_type=DATE,
        help="When: 2016-10-03, 2016-10~, '3 Oct 2016', yesterday, 2016-09-22/2016-10 …",
    ),
]
