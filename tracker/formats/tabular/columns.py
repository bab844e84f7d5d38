"""The columns of a table: how an event fills them, and what is read out of a cell of each."""

from collections.abc import Callable, Iterator
from typing import Any

from tracker.errors import InvalidText, excerpt
from tracker.formats import omissions
from tracker.formats.cells import Cell, lines
from tracker.formats.omissions import Omissions
from tracker.model.chronicle import Chronicle
from tracker.model.coordinates import point_of, point_or_none
from tracker.model.csv_guard import escape_apostrophe
from tracker.model.dates import EventDate
from tracker.model.event import Event, check_intensity, parse_status
from tracker.model.event_fields import LABELS
from tracker.model.marking import Marking
from tracker.model.source import Citation, cited_in
from tracker.model.text import clean_line
from tracker.model.time_zones import checked_zone

COLUMNS = (
    "id", "handle", "date", "title", "type", "by", "to", "status", "place", "coordinates",
    "summary", "intensity",
    *(field.name for field in LABELS), "marking", "zone", "sources",
)  # fmt: skip
REQUIRED = ("title", "date", "type")
SEPARATOR = ";"
OMITTED: Omissions = omissions.all_except(
    *omissions.LABEL_PARTS,
        "citations", "types", "targets", "places", "coordinates", "summaries", "intensities",
        "statuses",
    "date precision", "markings", "time zones",
)  # fmt: skip


def _intensity(text: str) -> float:
    try:
        number = float(text.replace("−", "-"))
    except ValueError:
        raise InvalidText("intensity", f"{excerpt(text)} is no number from −10 to +10") from None
    return check_intensity(number)


def _marking(text: str) -> str:
    """A marking as it stands there, if it is one; what TLP 1.0 called WHITE is still to be said."""
    Marking.parse(text)
    return text


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(SEPARATOR) if (name := part.strip()))


def _degrees(text: str) -> str:
    """One of the two numbers of a point, which is made of both."""
    if point_or_none(text, "1") is None:
        raise InvalidText("coordinates", f"{excerpt(text)} is no number of degrees")
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())


READERS: dict[str, Callable[[str], Any]] = {
    "title": lambda text: clean_line(_one_line(text), "title"),
    "date": EventDate.parse,
    "type": _one_line,
    "by": _names,
    "to": _names,
    "status": parse_status,
    "place": _one_line,
    "coordinates": point_of,
    "latitude": _degrees,
    "longitude": _degrees,
    "summary": str,
    "intensity": _intensity,
    "source": lambda text: tuple(Citation(name) for name in _names(text)),
    "handle": str,
    "marking": _marking,
    "zone": checked_zone,
    **{field.name: _names for field in LABELS},
}
FIELDS = tuple(READERS)


def write(chronicle: Chronicle, delimiter: str = ",") -> Iterator[str]:
    """Write the events of a chronicle as a table.

    The intensity is the one that counts: the analyst's own, else the value of the type.

    Parameters
    ----------
    chronicle : Chronicle
        What is to be written; `OMITTED` names what a table has no room for.
    delimiter : str
        What stands between two cells.

    Yields
    ------
    str
        One row, without its line end, the headings first.

    Examples
    --------
    >>> list(write(Chronicle()))
    ['id,handle,date,title,type,by,to,status,place,coordinates,summary,intensity,tags,marking,zone,sources']
    """
    return lines(COLUMNS, map(_row, chronicle.events.values()), delimiter)


def _row(event: Event) -> tuple[Cell, ...]:
    by, to = ([actor.code for actor in side] for side in (event.by, event.to))
    title, place, summary = map(escape_apostrophe, (event.title, event.place or "", event.summary))
    return (
        event.id, event.handle, event.date.text, title, event.type.code, by, to,
        str(event.status), place, event.coordinates, summary, event.intensity,
        *(field.plain(event) for field in LABELS), event.marking,
        event.zone, cited_in(event.citations),
    )  # fmt: skip
