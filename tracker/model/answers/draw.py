"""Answers of the panel `draw` without pixels: a timeline of letters, the source of a diagram."""

import re
from dataclasses import dataclass

from tracker.model.answer import Answer
from tracker.model.picture import ChartSource

MOST_OF_DATE = 16  # columns; EDTF and sets of dates are longer
BREAK = re.compile(r"(?<=[ /,])|(?<=\.\.)|(?<=\dT)(?=\d)")  # where a date may go on below


def date_lines(date: str, most: int = MOST_OF_DATE) -> tuple[str, ...]:
    """A date in lines of so many columns, as far as it can be broken; the end of a stretch below.

    >>> date_lines("22 Sep 2016 to ~Oct 2016")
    ('22 Sep 2016', 'to ~Oct 2016')
    >>> date_lines("1999-07-04T14:00:00-04:00/1999-07-05")
    ('1999-07-04T', '14:00:00-04:00/', '1999-07-05')
    """
    first, to, last = date.partition(" to ")
    lines: list[str] = []
    for part in (first, f"to {last}") if to else (date,):
        line = ""
        for piece in BREAK.split(part):
            if line and len((line + piece).rstrip()) > most:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return tuple(lines)


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

    @property
    def date_lines(self) -> tuple[str, ...]:
        """The lines that the date takes."""
        return date_lines(self.date)


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
