"""Ask how likely it is that one event led to another at all."""

import typer

from tracker.commands.ask.question import FirstArgument, LastArgument
from tracker.commands.filters import QUESTION_FILTERS
from tracker.commands.options import FormatOption
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.model.selection import QuestionFilters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(QUESTION_FILTERS)
def likelihood(
    session: Session,
    filters: QuestionFilters,
    first: FirstArgument,
    last: LastArgument,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show how likely it is, by the recorded claims, that A led to B by any chain.

    Every claim holds or not; A led to B if a chain of claims that hold reaches from A to B. The
    range comes of the claims' bands: once as if claims held independently, and once as if those
    that rest on one source alone held or fell together. Neither is the right one.

    It is exact as far as that can be worked out, 100 claims of any span and more; beyond that it
    is simulated, and its error and bounds are told.

    Example: `tracker likelihood russian-air-campaign nsc-syria`
    """
    session.show(session.desk(Ask).likelihood(first, last, **filters), format)
