"""Arguments of the questions about two events: the ends of their chains."""

from typing import Annotated

import typer

from tracker.commands.options import complete_event

MOST = 1_000_000
FirstArgument = Annotated[
    str,
    typer.Argument(metavar="A", help="The event to start from.", autocompletion=complete_event),
]
LastArgument = Annotated[
    str, typer.Argument(metavar="B", help="The event to explain.", autocompletion=complete_event)
]
