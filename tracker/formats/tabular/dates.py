"""Dates in tables as programs write them: in a fixed order, as serial numbers, in columns of parts.

Everything that `EventDate.parse` reads is read here as well. What may be read in two ways is read
as the person says, or as other dates of the same column show, and that is said; else it is refused.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from tracker.errors import AmbiguousDate, InvalidDate
from tracker.formats.tabular.figure_order import NUMBERS, Order, order_shown
from tracker.model.dates import EventDate
from tracker.model.month_names import month_number

EPOCH = datetime(1899, 12, 30)  # of the serial numbers of spreadsheets
ISO = re.compile(r"\d{4}-\d\d-(?!00)\d\d", re.ASCII)
SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
MONTH_FIRST_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})|(\d{4})[-/.](\d{1,2})", re.ASCII)
CHINESE = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日)?)?", re.ASCII)
NAMED = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[-/., ]*(?:(?:of|de|d') ?)?"
               r"(?P<month>[^\W\d_]+)\.?[-/., ]*(?:(?:of|de|del) )?(?P<year>\d{4}|\d\d)"
               r"(?: ?(?:г|р|г\.|р\.|года|року|r|r\.|roku))?"),
    re.compile(r"(?P<month>[^\W\d_]+)\.?[-/., ]+(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/., ]+"
               r"(?P<year>\d{4}|\d\d)"),
    re.compile(r"(?P<year>\d{4})[-/., ]*(?P<month>[^\W\d_]+)\.?[-/., ]*(?P<day>\d{1,2})?"),
    re.compile(r"(?P<month>[^\W\d_]+)\.?[-/., ]*(?:(?:of|de|del) )?(?P<year>\d{4})"),
)  # fmt: skip
QUARTER = re.compile(r"(\d{4})[- /]?Q([1-4])|Q([1-4])[- /]?(\d{4})", re.ASCII | re.IGNORECASE)
WEEK = re.compile(r"(\d{4})-?W(\d\d)", re.ASCII | re.IGNORECASE)
NO_DAY = re.compile(r"(\d{4})-(\d\d)-(?:00|xx|\?\?)", re.ASCII | re.IGNORECASE)
DECADE = re.compile(r"(\d{3})0s", re.ASCII)
OPEN = re.compile(r"(?P<side>before|until|after|since) (?P<day>.+)", re.IGNORECASE)
UNIX = re.compile(r"[1-3]\d{9}(?:\d{3})?", re.ASCII)
DAYS = re.compile(  # of one month, or of two: the day stands before the month
    r"(\d{1,2})(?:[./](\d{1,2}))?\.? ?[-–] ?(\d{1,2})([./])(\d{1,2})\4(\d{4})", re.ASCII
)
TWO_DAYS = re.compile(r"(\d{1,2}[./]\d{1,2}[./]\d{4})[-–](\d{1,2}[./]\d{1,2}[./]\d{4})", re.ASCII)
WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", re.IGNORECASE)
CLOCK = re.compile(
    r"(?P<day>.+?)(?:[T ]|, )\s*(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::(?P<second>\d\d)"
    r"(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?",
    re.ASCII | re.IGNORECASE,
)
CLOCK_BEHIND = re.compile(r",? \d{1,2}[:.h]\d\d.*$", re.ASCII)
SPANS = (" – ", " - ", " to ", " bis ", " / ", "/")
LONGEST = 80


class DateReader:
    """Reads the dates of a table's column.

    Parameters
    ----------
    order : Order, optional
        As the person says.
    column : iterable of str, optional
        The cells of the column, which tell the order where it is not said.

    Examples
    --------
    >>> read = DateReader(column=["03/10/2016", "26/10/2016"]).read
    >>> str(read("03/10/2016")), str(read("3. Oktober 2016")), str(read("42646"))
    ('2016-10-03', '2016-10-03', '2016-10-03')
    >>> str(read("2016-10-03 00:00:00")), str(read("26/10/2016 9:30 pm"))
    ('2016-10-03', '2016-10-26T21:30')
    """

    def __init__(self, order: Order | None = None, column: Iterable[str] = ()) -> None:
        self.told = order
        self.shown, self._shown_by = (None, "") if order is not None else order_shown(column)
        self._said: Counter[str] = Counter()
        self._example: dict[str, str] = {}

    def read(self, text: str) -> EventDate:
        """Read a cell."""
        typed = " ".join(text.split())
        if len(typed) > LONGEST:
            raise InvalidDate(typed)
        found = self._edtf(typed)
        try:
            date_read = EventDate.parse(found if found is not None else typed)
        except InvalidDate as error:
            if found is not None:
                raise InvalidDate(typed) from None
            if isinstance(error, AmbiguousDate) and NUMBERS.fullmatch(error.text):
                raise InvalidDate(
                    typed, "could be day-month or month-day (--dates dmy, or mdy, says which)"
                ) from None
            raise
        self._check_weekday(typed, date_read.text)
        return date_read

    def _check_weekday(self, typed: str, edtf: str) -> None:
        """Note a day that is of another weekday than its cell says."""
        if typed[:1].isdigit() and typed[-1:].isdigit():
            return  # by far the commonest
        day = edtf[:10]
        if not ISO.fullmatch(day) or "/" in edtf:
            return
        from tracker.model.date_words import weekday_said

        today = date.today()
        said = weekday_said(typed, today) or weekday_said(CLOCK_BEHIND.sub("", typed), today)
        if said is not None and said[0] != date.fromisoformat(day).weekday():
            self._note("weekday", typed)

    def remarks(self) -> Iterator[str]:
        """What was read as one of several things it may be."""
        if self._said["order"] and self.told is None:
            words = {"dmy": "day/month/year", "mdy": "month/day/year"}[str(self.shown)]
            other = "mdy" if self.shown is Order.DMY else "dmy"
            yield (
                f"Dates such as {self._example['order']} were read as {words}, as "
                f"{self._shown_by} is; --dates {other} reads them the other way."
            )
        for what, words in (
            ("serial", "Serial numbers of a spreadsheet, read as dates: {n} ({it})."),
            ("unix", "Seconds since 1970, read as dates: {n} ({it})."),
            ("midnight", "Times of midnight, read as whole days: {n} ({it})."),
            ("dotted", "Dates with dots, read as day.month.year: {n} ({it})."),
            ("weekday", "Dates of another weekday than is said; the dates stand: {n} ({it})."),
            ("century", "Years of two digits, read as the latest that have been: {n} ({it})."),
        ):
            if self._said[what]:
                yield words.format(n=self._said[what], it=self._example[what])

    def _edtf(self, typed: str) -> str | None:
        """The EDTF of a cell in one of the forms that are read here alone, or None."""
        if ISO.fullmatch(typed):
            return None  # by far the commonest
        if (day := self._day(typed)) is not None:
            return day
        if match := CLOCK.fullmatch(typed):
            day = self._day(match["day"]) or _plain(match["day"])
            return None if day is None else self._timed(day, match, typed)
        if (match := DAYS.fullmatch(typed)) and self.told in (None, Order.DMY):
            first, month, last, _, other, year = match.groups()
            ends = [known_day(year, month or other, first), known_day(year, other, last)]
            if all(ends):
                return "/".join(filter(None, ends))
        if match := TWO_DAYS.fullmatch(typed):
            ends = [self._day(each) for each in match.groups()]
            if all(ends):
                return "/".join(filter(None, ends))
        for between in SPANS:
            first, parted, last = typed.partition(between)
            if parted and len(first) > 3 and len(last) > 3:
                ends = [self._edtf(each) or _plain(each) for each in (first, last)]
                if all(ends):
                    return "/".join(filter(None, ends))
        return None

    def _day(self, typed: str) -> str | None:
        plain = WEEKDAY.sub("", typed, count=1)
        if SERIAL.fullmatch(plain):
            return self._serial(plain)
        if match := COMPACT.fullmatch(plain):
            return known_day(match[1], match[2], match[3])
        if match := NUMBERS.fullmatch(plain):
            return self._numbers(plain, match[1], match[3], match[4], match[2])
        if UNIX.fullmatch(plain):
            return self._unix(plain)
        if (stretch := self._stretch(plain)) is not None:
            return stretch
        if match := CHINESE.fullmatch(plain):
            return "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)])
        if match := MONTH_FIRST_YEAR.fullmatch(plain):
            month, year = (match[1], match[2]) if match[1] else (match[4], match[3])
            return known_day(year, month)
        return self._named(plain)

    def _stretch(self, plain: str) -> str | None:
        """A quarter, a week, a decade, a month whose day is not known, what is before a day."""
        if match := QUARTER.fullmatch(plain):
            year, quarter = (match[1], match[2]) if match[1] else (match[4], match[3])
            return f"{year}-{32 + int(quarter)}"
        if match := WEEK.fullmatch(plain):
            try:
                monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            except ValueError:
                return None
            return f"[{monday}..{monday + timedelta(days=6)}]"
        if match := NO_DAY.fullmatch(plain):
            return known_day(match[1], match[2])
        if match := DECADE.fullmatch(plain):
            return f"{match[1]}X"
        if match := OPEN.fullmatch(plain):
            day = self._day(match["day"]) or _plain(match["day"])
            if day is None or "/" in day:
                return None
            return f"[..{day}]" if match["side"].lower() in ("before", "until") else f"[{day}..]"
        return None

    def _unix(self, text: str) -> str:
        seconds = int(text[:10])
        self._note("unix", text)
        moment = datetime(1970, 1, 1) + timedelta(seconds=seconds)
        return moment.date().isoformat() if not seconds % 86_400 else f"{moment.isoformat()}Z"

    def _serial(self, text: str) -> str:
        number = float(text.replace(",", "."))
        moment = EPOCH + timedelta(days=number)
        self._note("serial", text)
        if number.is_integer():
            return moment.date().isoformat()
        return (moment + timedelta(microseconds=500_000)).replace(microsecond=0).isoformat()

    def _numbers(self, typed: str, one: str, two: str, three: str, mark: str) -> str | None:
        if len(one) == 4:
            return known_day(one, two, three)
        if len(one) > 2 or len(three) not in (2, 4):
            return None
        order = self.told or self.shown
        if order is Order.YMD:
            year = self._year(one, typed)
            return known_day(year, two, three) if year and len(three) <= 2 else None
        year = self._year(three, typed)
        if year is None:
            return None
        day_first, month_first = known_day(year, two, one), known_day(year, one, two)
        if order is None and mark == "." and day_first and day_first != month_first:
            self._note("dotted", typed)  # whoever writes dots puts the day first
            return day_first
        if order is None or day_first == month_first:
            return None if day_first and month_first and one != two else day_first or month_first
        if self.told is None and (day_first is None or month_first is None):
            return day_first or month_first
        self._note("order", typed)
        return day_first if order is Order.DMY else month_first

    def _named(self, typed: str) -> str | None:
        """A date with the name of its month, in one of many languages."""
        for form in NAMED:
            match = form.fullmatch(typed)
            if match and (month := month_number(match["month"])) is not None:
                year = self._year(match["year"], typed)
                parts = match.groupdict()
                return year and known_day(year, str(month), parts.get("day"))
        return None

    def _year(self, digits: str, typed: str) -> str | None:
        """The year; of two digits the latest that has been, where an order is said."""
        if len(digits) == 4:
            return digits
        if self.told is None:
            raise InvalidDate(
                typed, "has a year of two digits (--dates takes the latest that has been)"
            )
        today = date.today().year
        year = today // 100 * 100 + int(digits)
        self._note("century", typed)
        return str(year if year <= today else year - 100)

    def _timed(self, day: str, match: re.Match[str], typed: str) -> str | None:
        if len(day) != len("2016-10-03"):
            return None
        clock = clock_of(match)
        if clock is not None and clock[:5] == "00:00" and clock[5:8] in ("", ":00", "Z"):
            self._note("midnight", typed)
            return day
        return None if clock is None else f"{day}T{clock}"

    def _note(self, what: str, typed: str) -> None:
        self._said[what] += 1
        self._example.setdefault(what, typed)


def clock_of(match: re.Match[str]) -> str | None:
    """The time of a clock in ISO's form; None where there is no such time."""
    hour, half = int(match["hour"]), (match["half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    zone = (match["zone"] or "").upper()
    zone = "Z" if zone in ("UTC", "GMT") else zone
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    if hour > 23:
        return None
    second = f":{match['second']}" if match["second"] else ""
    return f"{hour:02}:{match['minute'] or '00'}{second}{zone}"


def _plain(text: str) -> str | None:
    try:
        return EventDate.parse(text).text
    except InvalidDate:
        return None


def known_day(year: str, month: str | None = None, day: str | None = None) -> str | None:
    """A date of figures as EDTF.

    Parameters
    ----------
    year, month, day : str or None
        Its figures, as far as they are known.

    Returns
    -------
    str or None
        The date; None where the calendar has none.

    Examples
    --------
    >>> known_day("2016", "2", "3"), known_day("2016", "2", "30"), known_day("2016")
    ('2016-02-03', None, '2016')
    """
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if len(year) != 4:
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
