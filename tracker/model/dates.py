"""Dates as surely as they are known: EDTF text, its two bounds, and what follows from them.

>>> EventDate.parse("2016-10~").earliest
datetime.datetime(2016, 10, 1, 0, 0)
>>> EventDate.parse("3 Oct 2016").text
'2016-10-03'

EDTF that is valid is taken as it stands; only other text is tried as words.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from tracker.errors import NO_DAY, InvalidDate
from tracker.model.clocks import Bounds, moved, offset_range, stated_offset
from tracker.model.date_bounds import LAST_SECOND, bounds_of
from tracker.model.margins import is_doubtful, margin_of
from tracker.model.one_of import is_one_of, members, normalised

LONGEST = 160  # one of three moments with their clocks, in words, has 90
OLD_STYLE = re.compile(r"\bjulian\b|\bold style\b|\bo\.? ?s\b", re.IGNORECASE)
LIKE_EDTF = re.compile(r"[\dTZX:/.?~%+-]+", re.ASCII)
SLASHED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", re.ASCII)


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
        try:
            return cls(typed, *bounds_of(typed), typed)
        except InvalidDate as error:
            if typed.count("/") == 1 and (given := typed.strip("/")) != typed:
                opened = f"../{given}" if typed[0] == "/" else f"{given}/.."  # an end not known
                with suppress(InvalidDate):
                    return cls(opened, *bounds_of(opened), typed)
            return cls._from_words(typed, today or date.today(), error)

    @classmethod
    def _from_words(cls, typed: str, today: date, error: InvalidDate) -> "EventDate":
        """The date that words mean, or the error of what is neither EDTF nor words."""
        from tracker.model.date_words import edtf_from_words  # most dates are plain

        edtf = edtf_from_words(typed, today)
        if edtf is None:
            raise (InvalidDate(typed) if SLASHED.fullmatch(typed) else error) from None
        try:
            return cls(edtf, *bounds_of(edtf), typed)
        except InvalidDate as impossible:  # what is written as EDTF is told what is wrong with it
            if NO_DAY in impossible.reason:
                raise InvalidDate(typed, impossible.reason) from None
            raise (error if LIKE_EDTF.fullmatch(typed) else InvalidDate(typed)) from None

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
    def said(self) -> str:
        """As it was typed, where that was by another calendar than the one it is kept in."""
        by_another = self.typed != self.text and OLD_STYLE.search(self.typed) is not None
        return self.typed if by_another else ""

    @property
    def worded(self) -> str:
        """The date in English words, for people who know no EDTF."""
        from tracker.model.date_wording import in_words  # which few commands need

        return in_words(self.text)

    @property
    def members(self) -> "tuple[EventDate, ...]":
        """The dates that it is one of; of any other the date itself."""
        if not self.is_one_of:
            return (self,)
        return tuple(
            EventDate(
                first if first == last else f"[{first}..{last}]",
                bounds_of(first)[0] if first else None,
                bounds_of(last)[1] if last else None,
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
            return self.earliest, bounds_of(first)[1]
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
        text = self.text
        return "~" in text or "?" in text or "%" in text

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
