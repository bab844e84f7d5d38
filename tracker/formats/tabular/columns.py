"""The columns of a table: how an event fills them, and what is read out of a cell of each."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tracker.errors import InvalidText, excerpt
from tracker.formats import omissions
from tracker.formats.cells import Cell, lines
from tracker.formats.omissions import Omissions
from tracker.formats.tabular.status_words import status_of
from tracker.model.chronicle import Chronicle
from tracker.model.coordinates import degrees_in
from tracker.model.csv_guard import escape_apostrophe
from tracker.model.dates import EventDate
from tracker.model.event import Event, check_intensity
from tracker.model.event_fields import LABELS
from tracker.model.gazetteer import located
from tracker.model.likelihood import parse_likelihood
from tracker.model.marking import Marking
from tracker.model.names import folded
from tracker.model.source import Citation, Grade, cited_in
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


DATE_PARTS = (
    "start", "end", "year", "month", "day", "time", "end-year", "end-month", "end-day", "end-time",
)  # fmt: skip
ID = "id"
NOTHING = frozenset({
    "", "na", "n/a", "n.a.", "#n/a", "<na>", "nan", "nat", "none", "null", "nil", "(null)", "\\n",
    "-", "--", "---", "–", "—", ".", "..", "?",
})  # fmt: skip
NOBODY = NOTHING | {"unknown", "unspecified", "not applicable"}
YES, NO = frozenset({"yes", "true", "1", "y", "x"}), frozenset({"no", "false", "0", "n"})
DECIMAL_COMMA = re.compile(r"[-+−]?\d{1,2},\d+", re.ASCII)
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
GRADE = re.compile(
    r"([A-F])?(?:\s*[-/–]\s*([A-F]))?\s*[-/–]?\s*([1-6])?(?:\s*[-/–]\s*([1-6]))?", re.IGNORECASE
)
PARTED_GRADES = re.compile(r"(?<=[1-6])\s*[/,]\s*(?=[A-F])", re.IGNORECASE)
AT_SEMICOLON = re.compile(SEPARATOR)
AFTER_ADDRESS = re.compile(r";\s+|;(?=https?://)|;$", re.IGNORECASE)


def says_nothing(text: str, field: str) -> bool:
    """Whether a cell says that there is nothing in it, as programs and people write that.

    Examples
    --------
    >>> says_nothing("N/A", "place"), says_nothing("unknown", "to"), says_nothing("None", "title")
    (True, True, True)
    >>> says_nothing("unknown", "title")
    False
    """
    return folded(text) in (NOBODY if field in ("by", "to", "place") else NOTHING)


def _intensity(text: str) -> float:
    plain = text.replace("−", "-")
    if DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        raise InvalidText("intensity", f"{excerpt(text)} is no number from −10 to +10") from None
    return check_intensity(number)


def _marking(text: str) -> str:
    """A marking as it stands there, if it is one; what TLP 1.0 called WHITE is still to be said."""
    Marking.parse(text)
    return text


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(SEPARATOR) if (name := part.strip()))


def _degrees(text: str, is_latitude: bool) -> str:
    """One of the two numbers of a point, which is made of both."""
    found = degrees_in(text, is_latitude)
    if found is None:
        called, most = ("latitude", 90) if is_latitude else ("longitude", 180)
        raise InvalidText("coordinates", f"{excerpt(text)} is no {called} from -{most} to {most}")
    return found


def _actors(text: str) -> tuple[str, ...]:
    """The names of a side, without those that say that there is nobody."""
    return tuple(name for name in _names(text) if folded(name) not in NOBODY)


def _sources(text: str) -> tuple[Citation, ...]:
    """The sources of a cell: a semicolon within a web address parts nothing.

    It does where a blank, or another address, follows.
    """
    found, rest = [], text
    while rest := rest.strip():
        parted = AFTER_ADDRESS if ADDRESS.match(rest) else AT_SEMICOLON
        name, *more = parted.split(rest, maxsplit=1)
        rest = more[0] if more else ""
        found.append(name.strip())
    return tuple(Citation(name) for name in found if name and folded(name) not in NOTHING)


def _grades(text: str) -> tuple[Grade, ...]:
    """The grades of a cell, parted at semicolons, or by a slash or a comma where both are whole."""
    return tuple(
        weaker_of(part) or Grade.parse(_plain_grade(part))
        for name in _names(text)
        for part in PARTED_GRADES.split(name)
    )


def weaker_of(text: str) -> Grade | None:
    """The weaker of the two grades that a text is between; None where it is no such text.

    A report has one grade. The weaker of the two is never better than what was meant.

    Examples
    --------
    >>> [str(weaker_of(text)) for text in ("B2/3", "B-C2", "B/2")]
    ['B3', 'C2', 'None']
    """
    match = GRADE.fullmatch(text.strip())
    if match is None or not (match[2] or match[4]):
        return None
    letters = [letter.upper() for letter in match.group(1, 2) if letter]
    digits = [int(digit) for digit in match.group(3, 4) if digit]
    return Grade(max(letters, default=None), max(digits, default=None))


def _plain_grade(text: str) -> str:
    """A grade without what parts its letter from its digit, as in `B/2` and `B-2`."""
    match = GRADE.fullmatch(text.strip())
    return f"{match[1]}{match[3]}" if match and match[1] and match[3] else text


def _flag(text: str) -> bool:
    said = folded(text)
    if said not in YES | NO:
        raise InvalidText("avoidable flag", f"{excerpt(text)} is neither yes nor no")
    return said in YES


def _one_line(text: str) -> str:
    return " ".join(text.split())


READERS: dict[str, Callable[[str], Any]] = {
    "title": lambda text: clean_line(_one_line(text), "title"),
    "date": EventDate.parse,
    "type": _one_line,
    "by": _actors,
    "to": _actors,
    "status": status_of,
    "place": _one_line,
    "coordinates": located,
    "latitude": lambda text: _degrees(text, True),
    "longitude": lambda text: _degrees(text, False),
    "summary": str,
    "intensity": _intensity,
    "source": _sources,
    "handle": str,
    "marking": _marking,
    "zone": checked_zone,
    **{field.name: _names for field in LABELS},
    "grade": _grades,
    "locator": _one_line,
    "quotation": str,
    "publisher": _one_line,
    "published": lambda text: EventDate.parse(text).text,
    "notes": str,
    "avoidable": _flag,
    "causes": _names,
    "relation": _one_line,
    "likelihood": parse_likelihood,
    "because": str,
}
DEGREES = ("latitude", "longitude")
OF_LINKS = ("relation", "likelihood", "because")
OF_SOURCES = ("grade", "locator", "quotation", "publisher", "published")
FIELDS = tuple(READERS)
NAMED = ("by", "to", *(field.name for field in LABELS))  # whose cells hold several names


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
    return lines(COLUMNS, map(row_of, chronicle.events.values()), delimiter)


def row_of(event: Event) -> tuple[Cell, ...]:
    """Fill the columns of a table from an event."""
    by, to = ([actor.code for actor in side] for side in (event.by, event.to))
    title, place, summary = map(escape_apostrophe, (event.title, event.place or "", event.summary))
    return (
        event.id, event.handle, event.date.text, title, event.type.code, by, to,
        str(event.status), place, event.coordinates, summary, event.intensity,
        *(field.plain(event) for field in LABELS), event.marking,
        event.zone, cited_in(event.citations),
    )  # fmt: skip
