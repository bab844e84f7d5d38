"""The options of lanes over a time axis, as `timeline` and `report` share them."""

from typing import Annotated

import typer

from tracker.commands.options import parser, read_date
from tracker.desk.draw import parse_labels
from tracker.model.dates import EventDate
from tracker.model.event_fields import LABELS
from tracker.model.timeline_options import LANES, Phase, parse_colour_by, parse_lanes


def complete_lanes(incomplete: str) -> list[str]:
    """The kinds of lanes that begin as typed."""
    return [name for name in LANES if name.startswith(incomplete.lower())]


LanesOption = Annotated[
    str | None,
    typer.Option(
        metavar=f"<{'|'.join(LANES)}>",
        parser=parser("LANES", parse_lanes),
        autocompletion=complete_lanes,
        help=f"What a lane stands for: {', '.join(LANES[:-1])} or {LANES[-1]}. [default: actor]",
    ),
]
ColourByOption = Annotated[
    str | None,
    typer.Option(
        metavar="LABEL",
        parser=parser("LABEL", parse_colour_by),
        help="Labels whose colours marks have, instead of their classes: "
        f"{', '.join(field.option for field in LABELS)}.",
        hidden=not LABELS,
    ),
]
PhaseOption = Annotated[
    list[Phase] | None,
    typer.Option(
        metavar="NAME=DATES",
        parser=parser("NAME=DATES", Phase.parse),
        help="A stretch of time to shade, such as Talks=2016-09-09/2016-10-03; repeatable.",
    ),
]
HighlightOption = Annotated[
    str | None,
    typer.Option(metavar="A:B", help="Bring out the strongest chain from A to B."),
]
FocusOption = Annotated[
    EventDate | None,
    typer.Option(
        metavar="DATES", parser=read_date, help="A time to draw wider: 2016-10, or FROM/TO."
    ),
]
LabelsOption = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        parser=parser("N", parse_labels),
        help="How many events are named, those that matter most first; or `all`. [default: 60]",
    ),
]
