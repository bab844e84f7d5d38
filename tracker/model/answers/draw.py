"""Answers of the panel `draw` without pixels: a timeline of letters, the source of a diagram."""

from dataclasses import dataclass

from tracker.model.answer import Answer
from tracker.model.picture import ChartSource


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of a timeline of letters: its date, its place in time, its title.

    Attributes
    ----------
    date : str
        As recorded; empty where it is that of the row above.
    track : str
        The axis from left to right, with the event's sign at its place; a line as far as it may
        reach where the date is imprecise.
    sign : int
        The place of the sign in the track.
    colour : str
        Of the event's QuadClass, for the sign.
    text : str
        The title and who acted upon whom.
    links, below : str
        Lines of links left of the row, and left of the lines that follow where its text is wrapped.
    """

    date: str
    track: str
    sign: int
    colour: str
    text: str
    links: str = ""
    below: str = ""


@dataclass(frozen=True)
class TextTimeline(Answer):
    """The rows of a timeline of letters, the axis under them and the meaning of its signs."""

    rows: tuple[TextRow, ...]
    axis: tuple[str, ...]
    key: str
    title: str = ""


@dataclass(frozen=True)
class DiagramSource(Answer):
    """A chart as the source of a diagram, line by line."""

    format: ChartSource
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)
