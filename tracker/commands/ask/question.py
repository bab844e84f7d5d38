"""What the questions about two events share: the ends, what lies between them, and no answer."""

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.commands.options import complete_event

if TYPE_CHECKING:
    pass

MOST = 1_000_000
FirstArgument = Annotated[
    str,
    typer.Argument(metavar="A", help="The event to start from.", autocompletion=complete_event),
]
LastArgument = Annotated[
    str, typer.Argument(metavar="B", help="The event to explain.", autocompletion=complete_event)
]
