"""Dates as surely as they are known: EDTF text and its two bounds.

>>> EventDate.parse("2016-10~").earliest
datetime.datetime(2016, 10, 1, 0, 0)
>>> EventDate.parse("3 Oct 2016").text
'2016-10-03'

The grammar is EDTF (ISO 8601-2) level 0 and 1 as far as it has bounds between the years 1
and 9999, with one of several and the parts of a year of level 2. Plain calendar dates, which
are nearly all, are read with the standard library; the rest goes to the `edtf` package, whose
import costs more than a whole `tracker add`.
Its known slips (reversed intervals pass, clock times are lost, open ends become infinite)
are caught here.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, date, datetime, timedelta
from enum import StrEnum

from tracker.errors import InvalidDate
from tracker.model.clocks import EAST, WEST, Bounds, moved, offset_range, stated_offset
from tracker.model.date_parts import months_of
from tracker.model.margins import is_doubtful, margin_of
from tracker.model.one_of import in_words, is_one_of, members, normalised

PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
SLASHED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
EDTF_FORMS = {"Date", "UncertainOrApproximate", "Unspecified", "Interval", "Level1Interval"}
LEVEL_1 = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(-(\d\d|XX)(-(\d\d|XX))?)?[?~%]?", re.ASCII)
LONGEST = 80
BEYOND = re.compile(r"(?:Y?(?P<minus>-)\d{4,}|Y\d+|\d{5})(?:-\d\d){0,2}[?~%]?", re.ASCII)
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
    """An EDTF expression with the first and the last second it can mean, where it happened.

    The bounds are wall time: the calendar and the clock of the place, whatever its zone. A bound
    is None where the expression is open on that side (`2016-10/..`).
    """

    text: str
    earliest: datetime | None
    latest: datetime | None
    typed: str = field(default="", compare=False, repr=False)  # as it came in, where it did
    zone: str = field(default="", compare=False, repr=False)  # of its event, such as Europe/Moscow

    @classmethod
    def parse(cls, text: str, today: date | None = None) -> "EventDate":
        """Read EDTF or what people type; `today` is what `yesterday` is counted from."""
        typed = text.strip()
        if len(typed) > LONGEST:
            raise InvalidDate(typed)
        if is_one_of(typed):
            typed = normalised(typed)
        edtf = (
            typed
            if PLAIN.fullmatch(typed) or is_one_of(typed)
            else _from_words(typed, today) or typed
        )
        if edtf == typed and SLASHED.fullmatch(typed):
            two_digits = not typed[-3:].isdigit()
            reason = "has a year of two digits" if two_digits else "could be day-month or month-day"
            raise InvalidDate(typed, reason)
        try:
            return cls(edtf, *_bounds(edtf), typed)
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
    def is_one_of(self) -> bool:
        """Whether it is one moment of several that the text lists or bounds."""
        return is_one_of(self.text)

    @property
    def worded(self) -> str:
        """The date for people who know no EDTF: one of several in words, any other as it is."""
        return in_words(self.text) if self.is_one_of else self.text

    @property
    def members(self) -> "tuple[EventDate, ...]":
        """The dates that it is one of; of any other the date itself."""
        if not self.is_one_of:
            return (self,)
        return tuple(
            EventDate(
                first if first == last else f"[{first}..{last}]",
                _bounds(first)[0] if first else None,
                _bounds(last)[1] if last else None,
                zone=self.zone,
            )
            for first, last in members(self.text)
        )

    def may_lie_between(self, since: datetime | None, until: datetime | None) -> bool:
        """Whether one of its members may lie between two moments."""
        return any(
            (since is None or each.latest is None or each.latest >= since)
            and (until is None or each.earliest is None or each.earliest <= until)
            for each in self.members
        )

    @property
    def ends(self) -> tuple[str, str]:
        """The texts of its two ends; those of a date that is no interval are the same."""
        if self.is_one_of:
            pairs = members(self.text)
            return pairs[0][0] or "..", pairs[-1][1] or ".."
        first, _, last = self.text.partition("/")
        return first, last or first

    @property
    def offsets(self) -> tuple[timedelta | None, timedelta | None]:
        """The offset from UTC of either end: as stated, as its zone has it, or the other's."""
        first, last = (stated_offset(end) for end in self.ends)
        if self.zone:
            first = self._offset_there(self.start, False) if first is None else first
            last = self._offset_there(self.end, True) if last is None else last
        return (last if first is None else first), (first if last is None else last)

    @property
    def offsets_of_beginning(self) -> tuple[timedelta, timedelta]:
        """The least and the greatest offset from UTC that its beginning can have had."""
        first, _ = self.offsets
        if first is None or not self.zone or stated_offset(self.ends[0]) is not None:
            return offset_range(first)
        last = self._offset_there(self.beginning[1] or self.start, True)
        return (first, first) if last is None else (min(first, last), max(first, last))

    def _offset_there(self, moment: datetime, last: bool) -> timedelta | None:
        from tracker.model.time_zones import offset_at  # few events have a zone of their own

        return offset_at(self.zone, moment, last)

    @property
    def firm(self) -> Bounds:
        """The bounds that hold for certain: a doubtful end is none."""
        first, last = self.ends
        return (
            None if is_doubtful(first) else self.earliest,
            None if is_doubtful(last) else self.latest,
        )

    @property
    def instants(self) -> Bounds:
        """The first and the last moment, in UTC, that it can mean wherever it happened.

        >>> EventDate.parse("2016-10-03T22:00-05:00").instants[0]
        datetime.datetime(2016, 10, 4, 3, 0)
        """
        earliest, latest = self.firm
        first, last = (offset_range(offset) for offset in self.offsets)
        return moved(earliest, -first[1]), moved(latest, -last[0])

    @property
    def spread(self) -> "EventDate":
        """The date with the margins of its doubtful ends, for sorting, filters and drawing."""
        if not self.is_approximate:
            return self
        first, last = (margin_of(end) for end in self.ends)
        return replace(self, earliest=moved(self.earliest, -first), latest=moved(self.latest, last))

    @property
    def margin(self) -> timedelta:
        """The greater of the margins of its two ends."""
        return max(map(margin_of, self.ends))

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
    def firm_beginning(self) -> Bounds:
        """The bounds of the beginning that hold for certain: a doubtful end is none."""
        first, last = self.beginning
        if is_doubtful(self.ends[0]):
            return None, self.firm[1] if self.is_interval else None
        return first, self.firm[1] if self.ends[0] == ".." else last

    @property
    def spread_beginning(self) -> Bounds:
        """The bounds of the beginning with the margin of a doubtful end."""
        first, last = self.beginning
        margin = margin_of(self.ends[0])
        return moved(first, -margin), moved(last, margin)

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
        if self.is_one_of and self.latest.date() != self.earliest.date():
            return Precision.SPAN
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
        """Whether this date is over before the other can begin, by the clocks where they were.

        Where both state their zones the clocks are compared as what they are.
        """
        if self.latest is None or other.earliest is None:
            return False
        mine, others = self.offsets[1], other.offsets[0]
        if mine is None or others is None or mine == others:
            return self.latest < other.earliest
        return self.latest - other.earliest < mine - others

    def is_certainly_before(self, other: "EventDate", same_clock: bool = False) -> bool:
        """Whether this date is over before the other can begin, in whatever zones they were.

        With `same_clock` dates that state no zone are of one clock.

        >>> third, fourth, fifth = (EventDate.parse(f"2016-10-0{n}") for n in (3, 4, 5))
        >>> third.is_certainly_before(fourth), third.is_certainly_before(fifth)
        (False, True)
        """
        if same_clock and self.offsets[1] is None and other.offsets[0] is None:
            latest, earliest = self.firm[1], other.firm[0]
        else:
            latest, earliest = self.instants[1], other.instants[0]
        return latest is not None and earliest is not None and latest < earliest

    def __str__(self) -> str:
        return self.text


def _from_words(typed: str, today: date | None) -> str | None:
    from tracker.model.date_words import edtf_from_words  # most dates are plain

    return edtf_from_words(typed, today or date.today())


def _bounds(text: str) -> tuple[datetime | None, datetime | None]:
    """The first and the last second of an EDTF expression of level 0 or 1, or of one of several."""
    if is_one_of(text):
        return _one_of_bounds(text)
    if CLOCK.fullmatch(text):
        return _clock_bounds(text)
    if "/" in text:
        return _interval_bounds(text)
    return _plain_bounds(text) or _part_bounds(text) or _edtf_bounds(text)


def _plain_bounds(text: str) -> tuple[datetime, datetime] | None:
    """Bounds of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None for any other form."""
    match = PLAIN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year < 1 or (month is not None and not 1 <= month <= 12):
        return None  # perhaps a part of a year (month 21 to 41); the others are refused in words
    first, last = month or 1, month or 12
    try:
        start = datetime(year, first, 1 if day is None else day)
        end = datetime(year, last, _last_day(year, last) if day is None else day)
    except ValueError:
        raise InvalidDate(text, "is not a day of the calendar") from None
    return start, end + LAST_SECOND


def _part_bounds(text: str) -> tuple[datetime, datetime] | None:
    """Bounds of a season, a quarter or another part of a year; None for any other form."""
    months = months_of(text)
    if months is None:
        return None
    (first, start), (last, end) = months
    if not 1 <= first <= last <= MAXYEAR:
        raise InvalidDate(text, "runs beyond the years 1 to 9999")
    return datetime(first, start, 1), datetime(last, end, _last_day(last, end)) + LAST_SECOND


def _last_day(year: int, month: int) -> int:
    from calendar import monthrange  # most dates name their day

    return monthrange(year, month)[1]


def _clock_bounds(text: str) -> tuple[datetime, datetime]:
    """Bounds of a date with a clock time: one minute or one second of the clock there."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise InvalidDate(text, "is not a time of the calendar") from None
    offset = stated_offset(text)
    if offset is not None and not WEST <= offset <= EAST:
        raise InvalidDate(text, "has an offset that no place has")
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
    if start and end and latest and earliest:
        first, last = (stated_offset(side) for side in sides)
        ahead = timedelta(0) if first is None or last is None else last - first
        if latest - earliest < ahead or end[0] is None:
            raise InvalidDate(text, "ends before it begins")
        if latest < earliest:  # over the ocean and back: later, and yet on an earlier day
            return end[0], start[1]
    return earliest, latest


def _one_of_bounds(text: str) -> tuple[datetime | None, datetime | None]:
    """The hull of what a date is one of."""
    firsts, lasts = [], []
    for first, last in members(text):
        start, end = (_bounds(side) if side else None for side in (first, last))
        if start and end and (start[0] is None or end[1] is None or end[1] < start[0]):
            raise InvalidDate(text, "ends before it begins")
        firsts.append(start and start[0])
        lasts.append(end and end[1])
    earliest = None if None in firsts else min(each for each in firsts if each)
    latest = None if None in lasts else max(each for each in lasts if each)
    if earliest is None and latest is None:
        raise InvalidDate(text, "is open on both sides")
    return earliest, latest


def _edtf_bounds(text: str) -> tuple[datetime, datetime]:
    """Bounds of the level 1 forms, by the `edtf` package."""
    if beyond := BEYOND.fullmatch(text):
        before = "lies before the year 1, where the calendar of tracker begins"
        after = "lies after the year 9999, where the calendar of tracker ends"
        raise InvalidDate(text, before if beyond["minus"] else after)
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
    return first, last + LAST_SECOND
