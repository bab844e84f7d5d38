"""iCalendar (RFC 5545): the events as all-day entries of a calendar."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tracker.formats import omissions
from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import Omissions
from tracker.model.chronicle import Chronicle
from tracker.model.dates import Precision
from tracker.model.event import Event
from tracker.model.event_fields import labels_of
from tracker.model.one_of import in_words
from tracker.model.source import cited_in

OMITTED: Omissions = {
    **omissions.all_except(
        *omissions.LABEL_PARTS,
        "citations", "types", "targets", "places", "coordinates", "summaries", "statuses",
        "markings",
    ),
    **omissions.source_fields_except("title"),
    **omissions.STATUSES_IN_TITLES,
    **omissions.OPEN_ENDS,
}  # fmt: skip
LONGEST = 75  # octets of a line, before it is folded
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    r"""Write a calendar.

    Parameters
    ----------
    chronicle : Chronicle
        Events and their sources.

    Yields
    ------
    str
        One line, folded at 75 octets, with the carriage return that the format asks for.

    Notes
    -----
    An event lasts over the days that its date may mean; what is open has no end. Times are those
    of the clock where it happened, without a zone, so that no calendar moves them to another day.
    The stamp is the event's own day, so that the same chronicle gives the same file.

    Examples
    --------
    >>> list(write(Chronicle()))[0]
    'BEGIN:VCALENDAR\r'
    """
    yield "BEGIN:VCALENDAR\r"
    yield "VERSION:2.0\r"
    yield "PRODID:-//tracker//tracker//EN\r"
    if chronicle.marking:
        yield f"CATEGORIES:{chronicle.marking}\r"  # of the whole calendar, by RFC 7986
    for event in chronicle.events.values():
        for line in _entry(event, chronicle):
            yield from _folded(line)
    yield "END:VCALENDAR\r"


def _entry(event: Event, chronicle: Chronicle) -> Iterator[str]:
    start, end = event.date.start, event.date.end
    yield "BEGIN:VEVENT"
    yield f"UID:{event.handle}@tracker"
    yield f"DTSTAMP:{_basic(start)}Z"
    if event.date.precision is Precision.TIME:
        yield f"DTSTART:{_basic(start)}"  # no zone: the clock of the place, wherever it is read
    else:
        yield f"DTSTART;VALUE=DATE:{_basic(start)[:8]}"
        if event.date.latest is not None:  # what is open has no end
            after = end if end.date() == date.max else end + timedelta(days=1)
            yield f"DTEND;VALUE=DATE:{_basic(after)[:8]}"
    yield f"SUMMARY:{event.titled.translate(ESCAPES)}"
    description = [event.summary] if event.summary else []
    dated = in_words(event.date.text) if event.date.is_one_of else event.date.text
    description += [f"{event.sides}; {event.type.label}; {dated}"]
    description += [chronicle.sources[code].title for code in cited_in(event.citations)]
    yield "DESCRIPTION:" + "\n".join(description).translate(ESCAPES)
    if event.coordinates:
        yield f"GEO:{event.coordinates.replace(',', ';')}"
    if event.place:
        yield f"LOCATION:{event.place.translate(ESCAPES)}"
    marked = (event.marking,) if event.marking else ()
    categories = (event.type.code, *labels_of(event), *marked)
    yield "CATEGORIES:" + ",".join(each.translate(ESCAPES) for each in categories)
    yield "END:VEVENT"


def _basic(moment: datetime) -> str:
    """A moment in the basic form, with four digits of any year, which `%Y` does not write."""
    return moment.isoformat(timespec="seconds").replace("-", "").replace(":", "")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of 75 octets at the most, each further one begun by a blank."""
    piece, long = "", 0
    for letter in line:
        octets = len(letter.encode())
        if long + octets > LONGEST:
            yield f"{piece}\r"
            piece, long = " ", 1
        piece += letter
        long += octets
    yield f"{piece}\r"


FORMAT = FileFormat(
    "ical", "the events as entries of a calendar", (".ics",), OMITTED, write=write, streams=True
)
