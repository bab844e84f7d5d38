"""Dates as surely as they are known: EDTF text and its two bounds.

>>> EventDate.parse("2016-10~").earliest
datetime.datetime(2016, 10, 1, 0, 0)
>>> EventDate.parse("3 Oct 2016").text
'2016-10-03'

The grammar is EDTF (ISO 8601-2) level 0 and 1 as far as it has bounds between the years 1
and 9999. Plain calendar dates, which are nearly all, are read with the standard library;
the rest goes to the `edtf` package, whose import costs more than a whole `tracker add`.
Its known slips (reversed intervals pass, clock times are lost, open ends become infinite)
are caught here.
"""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from enum import StrEnum

from tracker.errors import InvalidDate

PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
SLASHED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
EDTF_FORMS = {"Date", "UncertainOrApproximate", "Unspecified", "Season", "Interval",
              "Level1Interval"}  # fmt: skip
LEVEL_1 = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(-(\d\d|XX)(-(\d\d|XX))?)?[?~%]?", re.ASCII)
LONGEST = 80
WINTER = re.compile(r"\d{4}-24")
LAST_SECOND = timedelta(days=1) - timedelta(seconds=1)


class Precision(StrEnum):
    """The unit to which a date is known."""

    TIME = "time"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class EventDate:
    """An EDTF expression with the first and the last second it can mean.

    A bound is None where the expression is open on that side (`2016-10/..`).
    """

    text: str
    earliest: datetime | None
    latest: datetime | None

    @classmethod
    def parse(cls, text: str, today: date | None = None) -> "EventDate":
        """Read EDTF or what people type; `today` is what `yesterday` is counted from."""
        typed = text.strip()
        if len(typed) > LONGEST:
            raise InvalidDate(typed)
        edtf = typed if PLAIN.fullmatch(typed) else _from_words(typed, today) or typed
        if edtf == typed and SLASHED.fullmatch(typed):
            two_digits = not typed[-3:].isdigit()
            reason = "has a year of two digits" if two_digits else "could be day-month or month-day"
            raise InvalidDate(typed, reason)
        try:
            return cls(edtf, *_bounds(edtf))
        except InvalidDate as error:
            raise InvalidDate(typed) if edtf != typed else error from None

    @classmethod
    def known(cls, text: str | None) -> "EventDate | None":
        """A date that was stored as text; None where there is none, or what another program wrote.

        >>> EventDate.known("2016-10").text, EventDate.known("soon")
        ('2016-10', None)
        """
        try:
            return cls.parse(text) if text else None
        except InvalidDate:
            return None

    @property
    def is_interval(self) -> bool:
        """Whether the text names a stretch of time rather than one imprecise moment."""
        return "/" in self.text

    @property
    def beginning(self) -> tuple[datetime | None, datetime | None]:
        """The bounds of the beginning: those of the date, or of the first end of an interval."""
        if not self.is_interval:
            return self.earliest, self.latest
        first, _, _ = self.text.partition("/")
        if first == "..":
            return None, self.latest
        try:
            return self.earliest, _bounds(first)[1]
        except InvalidDate:  # another program wrote it; the bounds are all there is to it
            return self.earliest, self.latest

    @property
    def is_approximate(self) -> bool:
        """Whether the text carries a doubt of its own: `?`, `~` or `%`."""
        return any(mark in self.text for mark in "?~%")

    @property
    def is_open(self) -> bool:
        """Whether one of the ends is open."""
        return self.earliest is None or self.latest is None

    @property
    def precision(self) -> Precision:
        """The unit the date is known to; intervals and open dates are spans."""
        if self.is_interval or self.earliest is None or self.latest is None:
            return Precision.SPAN
        if self.latest - self.earliest < LAST_SECOND:
            return Precision.TIME
        days = (self.latest - self.earliest).days + 1
        if days == 1:
            return Precision.DAY
        if days <= 31:
            return Precision.MONTH
        return Precision.YEAR if days in (365, 366) else Precision.SPAN

    @property
    def is_day(self) -> bool:
        """Whether the date is known to the day or better, so that a point tells the truth."""
        return self.precision in (Precision.DAY, Precision.TIME)

    @property
    def start(self) -> datetime:
        """The first known bound, for sorting and drawing."""
        bound = self.earliest or self.latest
        assert bound is not None  # an EventDate open on both sides is never made
        return bound

    @property
    def end(self) -> datetime:
        """The last known bound, for sorting and drawing."""
        bound = self.latest or self.earliest
        assert bound is not None
        return bound

    def is_wholly_before(self, other: "EventDate") -> bool:
        """Whether this date is over before the other can begin, however both are read."""
        if self.latest is None or other.earliest is None:
            return False
        return self.latest < other.earliest

    def __str__(self) -> str:
        return self.text


def _from_words(typed: str, today: date | None) -> str | None:
    from tracker.model.date_words import edtf_from_words  # most dates are plain

    return edtf_from_words(typed, today or date.today())


def _bounds(text: str) -> tuple[datetime | None, datetime | None]:
    """The first and the last second of an EDTF expression of level 0 or 1."""
    if CLOCK.fullmatch(text):
        return _clock_bounds(text)
    if "/" in text:
        return _interval_bounds(text)
    return _plain_bounds(text) or _edtf_bounds(text)


def _plain_bounds(text: str) -> tuple[datetime, datetime] | None:
    """Bounds of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None for any other form."""
    match = PLAIN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year < 1 or (month is not None and not 1 <= month <= 12):
        return None  # edtf knows seasons (month 21 to 24) and words the refusal of the others
    first, last = month or 1, month or 12
    try:
        start = datetime(year, first, 1 if day is None else day)
        end = datetime(year, last, _last_day(year, last) if day is None else day)
    except ValueError:
        raise InvalidDate(text, "is not a day of the calendar") from None
    return start, end + LAST_SECOND


def _last_day(year: int, month: int) -> int:
    from calendar import monthrange  # most dates name their day

    return monthrange(year, month)[1]


def _clock_bounds(text: str) -> tuple[datetime, datetime]:
    """Bounds of a date with a clock time: one minute or one second, moved to UTC."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise InvalidDate(text, "is not a time of the calendar") from None
    to_the_minute = text.count(":") == (2 if text[-6] in "+-" else 1)
    return moment, moment + timedelta(seconds=59 if to_the_minute else 0)


def _interval_bounds(text: str) -> tuple[datetime | None, datetime | None]:
    """Bounds of `start/end`, where `..` leaves a side open."""
    sides = text.split("/")
    if len(sides) != 2 or not all(sides):
        raise InvalidDate(text, "is not start/end; an open end is written ..")
    start, end = (None if side == ".." else _bounds(side) for side in sides)
    earliest, latest = start and start[0], end and end[1]
    if earliest is None and latest is None:
        raise InvalidDate(text, "is open on both sides")
    if start and end and latest and earliest and (latest < earliest or end[0] is None):
        raise InvalidDate(text, "ends before it begins")
    return earliest, latest


def _edtf_bounds(text: str) -> tuple[datetime, datetime]:
    """Bounds of the level 1 forms, by the `edtf` package."""
    if not LEVEL_1.fullmatch(text):  # edtf meets other text with errors of any kind
        raise InvalidDate(text)
    import warnings

    with warnings.catch_warnings():  # its grammar trips diagnostics of newer pyparsing
        warnings.simplefilter("ignore")
        from edtf import parse_edtf
        from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        if type(parsed).__name__ not in EDTF_FORMS:
            raise InvalidDate(text)
        first, last = (
            datetime(*bound[:3]) for bound in (parsed.lower_strict(), parsed.upper_strict())
        )
    except (EDTFParseException, ValueError) as error:
        if isinstance(error, InvalidDate):
            raise
        raise InvalidDate(text) from None
    if WINTER.match(text):  # edtf ends it with December; the season runs on to February
        if last.year == MAXYEAR:
            raise InvalidDate(text)
        last = datetime(last.year + 1, 2, _last_day(last.year + 1, 2))
    return first, last + LAST_SECOND
