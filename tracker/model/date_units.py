"""One day, month, year or part of a year as people write it, turned into EDTF.

>>> read = UnitReader(date(2026, 1, 1)).unit
>>> read("sunday, 4 july 1999"), read("3. october 2016"), read("2016/10/03")
('1999-07-04', '2016-10-03', '2016-10-03')
>>> read("first quarter of 1999"), read("19th century"), read("26 may 1999 06:30 +03")
('1999-33', '18XX', '1999-05-26T06:30+03:00')

What is read here is folded already: small letters, single blanks, plain hyphens.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.errors import AmbiguousDate, InvalidDate
from tracker.model.date_bounds import no_day
from tracker.model.month_names import ENGLISH, ENGLISH_DAYS

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
FURTHEST = 60  # years that an end of two digits may lie behind the beginning: 1939-45
AHEAD = 10  # years that it may lie ahead of today

DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
MONTH = r"(?P<month>[^\W\d_]+)\.?"
YEAR = r"(?P<year>[0-9]{4})(?: ?(?:г|р|года|року)\.?)?"
GAP = r"(?:[-/., ]|, |\. )?"
OF = r"(?:(?:of|de|del) )?"
NAMED = tuple(
    re.compile(form)
    for form in (
        rf"(?:the |le |el |den )?{DAY}{GAP}{OF}{MONTH}{GAP}{OF}{YEAR}",
        rf"{MONTH}{GAP}{DAY}(?:, |[-/., ]){YEAR}",
        rf"{YEAR}{GAP}{MONTH}{GAP}{DAY}",
        rf"{MONTH}{GAP}{OF}{YEAR}",
        rf"{YEAR}[-/., ]{MONTH}",
    )
)
CHINESE = re.compile(
    r"([0-9]{4}) ?年(?: ?([0-9]{1,2}|[一二三四五六七八九十]{1,2}) ?月(?: ?([0-9]{1,2}) ?日)?)?"
)
LEADING = re.compile(
    r"(?:in|on|during) (?:the )?|the (?=\d|[a-z-]+ (?:century|quarter|half|third))"
)
WEEKDAY = re.compile(r"(?P<name>[^\W\d_]+)\.?,? (?P<rest>.+)")
WEEKDAY_BEHIND = re.compile(r"(?P<rest>.*[0-9]{4}),? \(?(?P<name>[^\W\d_]+)\)?")

YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})([-/. ]) ?(\d{1,2})\2 ?(\d{4})", re.ASCII)
COMPACT = re.compile(r"([12]\d{3})(\d\d)(\d\d)", re.ASCII)
SIX = re.compile(r"([12]\d{3})(\d\d)", re.ASCII)
MONTH_NUMBER = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
MONTH_BEHIND = re.compile(r"(\d{4})[/.](\d{1,2})", re.ASCII)
YEARS = re.compile(r"([1-9]\d{3}) ?[-/] ?(\d\d|\d{4})", re.ASCII)

QUARTER = re.compile(
    r"(?:q(?P<a>[1-4])|(?P<b>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter)"
    r"(?: of)?[ /]?(?P<y>\d{4})|(?P<z>\d{4})[- /]?q(?P<c>[1-4])",
    re.ASCII,
)
SHARE = re.compile(
    r"(?P<which>first|second|third|last|1st|2nd|3rd) (?P<share>half|third)(?: of)? (?P<year>\d{4})"
    r"|h(?P<h>[12])[ /]?(?P<y>\d{4})|(?P<z>\d{4})[- /]?h(?P<g>[12])",
    re.ASCII,
)
PLACES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
SEASON = re.compile(
    r"(?P<side>northern |southern )?(?P<season>spring|summer|autumn|fall|winter)(?: of)?,? "
    r"(?P<year>\d{4})(?:(?: ?[-/] ?| to )(?P<next>\d\d|\d{4}))?",
    re.ASCII,
)
DECADE = re.compile(r"(?P<decade>\d{3})0(?:'?s|ies)", re.ASCII)
CENTURY = re.compile(r"(?:(?P<number>\d{1,2})(?:st|nd|rd|th)|(?P<word>[a-z-]+))[- ]century")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
            "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
            "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first")  # fmt: skip
WEEK = re.compile(r"(\d{4})[- ]?w(\d\d)|week (\d{1,2}) (?:of |in )?(\d{4})", re.ASCII)

# What clocks are called; those that are called alike in several countries are refused with each.
ZONES = {
    "pkt": "+05:00", "npt": "+05:45", "wib": "+07:00", "jst": "+09:00", "kst": "+09:00",
    "aest": "+10:00", "nzst": "+12:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00",
    "eest": "+03:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mdt": "-06:00",
    "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip
OF_SEVERAL = {
    "ist": ("+05:30", "+02:00"), "cst": ("-06:00", "+08:00"), "bst": ("+01:00", "+06:00"),
}  # fmt: skip
ABBREVIATED = "|".join((*ZONES, *OF_SEVERAL))
TIME = (
    r"(?P<clock>noon|midnight|(?P<hour>\d{1,2})(?:(?:[:h.]|(?<=\d\d))(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d))?)?(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?:h|hrs?\.?|hours|o'clock))?)"
    rf" ?(?P<zone>z|\(?(?:utc|gmt|{ABBREVIATED})?(?: ?[+-]\d{{1,2}}(?::?\d\d)?)?\)?)"
)
CLOCK = re.compile(rf"(?P<on>.+?)(?:,| at|, at|t)? ?{TIME}", re.ASCII)
CLOCK_FIRST = re.compile(rf"(?:at )?{TIME},? (?:on )?(?P<on>.+)", re.ASCII)
# A day, an hour and a minute in six figures, as armed forces write them: 260630Z May 1999.
DATE_TIME_GROUP = re.compile(
    r"(?P<day>\d\d)(?P<time>\d{4}) ?(?P<zone>z)? ?(?P<month>[^\W\d_]{3,}) ?(?P<year>\d{4})"
)


def english_month(name: str) -> int | None:
    """The number of a month by its English name or an abbreviation."""
    return ENGLISH.get(name)


def english_weekday(name: str) -> int | None:
    """The number of a day of the week by its English name or an abbreviation."""
    return ENGLISH_DAYS.get(name)


@dataclass(frozen=True, slots=True)
class UnitReader:
    """Reads one date; `today` tells years that can hardly be meant, and what is near."""

    today: date
    month: Callable[[str], int | None] = english_month
    weekday: Callable[[str], int | None] = english_weekday

    def unit(self, words: str) -> str | None:
        """The EDTF of one day, month, year or part of a year, of a clock time; else None."""
        if match := LEADING.match(words):
            words = words[match.end() :]
        if re.fullmatch(r"\d{4}", words, re.ASCII):
            return words
        return (
            self._named(words)
            or numbered(words, self.today)
            or part_of_calendar(words)
            or self._on_weekday(words)
            or self._clock(words)
        )

    def _named(self, words: str) -> str | None:
        """A day or a month with its name and its year."""
        if match := CHINESE.fullmatch(words):
            month = match[2] and (int(match[2]) if match[2].isdecimal() else _chinese(match[2]))
            return known_day(match[1], month or None, match[3])
        for form in NAMED:
            match = form.fullmatch(words)
            if match and (month := self.month(match["month"])) is not None:
                found = match.groupdict()
                day = found.get("day")
                return f"{found['year']}-{month:02}" + (f"-{int(day):02}" if day else "")
        return None

    def _on_weekday(self, words: str) -> str | None:
        """A day whose day of the week is said, rightly or not."""
        said = self.weekday_said(words)
        return None if said is None else said[1]

    def weekday_said(self, words: str) -> tuple[int, str] | None:
        """The day of the week that is said of a day, and that day, or None."""
        for match in (WEEKDAY.fullmatch(words), WEEKDAY_BEHIND.fullmatch(words)):
            if match is None:
                continue
            day = self._named(match["rest"]) or numbered(match["rest"], self.today)
            if day is not None and len(day) != len("2016-10-03"):
                continue
            if day is None and not re.fullmatch(r"\d{4}-\d\d-\d\d", match["rest"], re.ASCII):
                continue
            if (number := self.weekday(match["name"])) is not None:
                return number, day or match["rest"]
        return None

    def _clock(self, words: str) -> str | None:
        """A day with the time of a clock: `22 oct 1962, 19:00 -05:00`, `noon on 3 may 1999`."""
        if group := DATE_TIME_GROUP.fullmatch(words):
            said = group.groupdict()
            return self._clock(
                f"{said['day']} {said['month']} {said['year']} {said['time']}{said['zone'] or ''}"
            )
        for form in (CLOCK, CLOCK_FIRST):
            match = form.fullmatch(words)
            if match is None:
                continue
            if match["minute"] and form is CLOCK_FIRST and _is_bare(match):
                continue  # a year, rather
            day = match["on"].rstrip(" ,")
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII):
                day = self._named(day) or numbered(day, self.today) or self._on_weekday(day) or ""
            if len(day) == len("2016-10-03") and (clock := _clock_of(match, day, words)):
                return f"{day}T{clock}"
        return None


def numbered(words: str, today: date) -> str | None:
    """A date of figures alone, where there is one way to read it.

    >>> numbered("22/08/1961", date(2026, 1, 1)), numbered("1962-63", date(2026, 1, 1))
    ('1961-08-22', '1962/1963')
    """
    if match := YEAR_FIRST.fullmatch(words):
        return known_day(match[1], match[3], match[4])
    if match := COMPACT.fullmatch(words):
        return known_day(match[1], match[2], match[3])
    if match := SIX.fullmatch(words):
        return _six_figures(words, match[1], match[2], today)
    if match := YEAR_LAST.fullmatch(words):
        day_first = known_day(match[4], match[3], match[1])
        month_first = known_day(match[4], match[1], match[3])
        if day_first and month_first and day_first != month_first:
            raise two_ways(words, day_first, month_first)
        return day_first or month_first
    if match := MONTH_NUMBER.fullmatch(words):
        return known_day(match[2], match[1])
    return _years(words, today)


def _six_figures(words: str, year: str, month: str, today: date) -> str | None:
    """`199905`, a year with its month; `201012` may be a year of two figures with a day as well."""
    whole = known_day(year, month)
    century = today.year // 100 if int(words[:2]) <= today.year % 100 else today.year // 100 - 1
    short = known_day(f"{century}{words[:2]}", words[2:4], words[4:])
    if whole and short:
        raise two_ways(words, whole, short)
    return whole


def _years(words: str, today: date) -> str | None:
    """`1962-63` and `1962/1963`, years from one to the other; `2016/10`, a month."""
    match, month = YEARS.fullmatch(words), None
    if behind := MONTH_BEHIND.fullmatch(words):
        month = known_day(behind[1], behind[2])
    last = match and year_behind(match[1], match[2], today)
    if match is None or last is None:
        return month
    span = f"{match[1]}/{last}"
    if month is not None:
        raise two_ways(words, month, span)
    return span


def year_behind(first: str, last: str, today: date) -> str | None:
    """The later year of two, of which the last may have two figures; None where there is none.

    >>> year_behind("1999", "00", date(2026, 1, 1)), year_behind("2016", "13", date(2026, 1, 1))
    ('2000', None)
    """
    begun, end = int(first), int(last)
    if len(last) == 2:
        end += begun - begun % 100
        end += 100 * (end <= begun)
        if end - begun > FURTHEST or end > today.year + AHEAD:
            return None
    return f"{end:04}" if end > begun else None


def part_of_calendar(words: str) -> str | None:
    """A season, a quarter, a half, a decade, a century or a week of the ISO's calendar."""
    if match := QUARTER.fullmatch(words):
        number = match["a"] or match["c"] or PLACES.get(match["b"], 4)
        return f"{match['y'] or match['z']}-{32 + int(number)}"
    if match := SHARE.fullmatch(words):
        if match["share"] is None:
            return f"{match['y'] or match['z']}-{39 + int(match['h'] or match['g'])}"
        several = 2 if match["share"] == "half" else 3
        number = PLACES.get(match["which"], several)
        base = 39 if several == 2 else 36
        return f"{match['year']}-{base + number}" if number <= several else None
    if match := SEASON.fullmatch(words):
        return _season(match)
    if match := DECADE.fullmatch(words):
        return f"{match['decade']}X"
    if match := CENTURY.fullmatch(words):
        word = match["word"]
        number = int(match["number"] or 0) or (ORDINALS.index(word) + 1 if word in ORDINALS else 0)
        return f"{number - 1:02}XX" if number > 1 else None
    if match := WEEK.fullmatch(words):
        try:
            monday = date.fromisocalendar(int(match[1] or match[4]), int(match[2] or match[3]), 1)
            return f"[{monday}..{monday + timedelta(days=6)}]"
        except (ValueError, OverflowError):
            return None
    return None


def _season(match: re.Match[str]) -> str | None:
    """A season, wherever it was or of one hemisphere; a winter may have both its years."""
    code = SEASONS[match["season"]]
    if further := match["next"]:
        after = f"{int(match['year']) + 1:04}"
        runs_on = "summer" if match["side"] == "southern " else "winter"
        if match["season"] != runs_on or not after.endswith(further):
            return None
    code += {"northern ": 4, "southern ": 8}.get(match["side"] or "", 0)
    return f"{match['year']}-{code}"


def _clock_of(match: re.Match[str], day: str, words: str) -> str | None:
    """The time of a clock in ISO's form; None where there is no such time."""
    if match["clock"] == "midnight":
        morrow = _next_day(day)
        raise two_ways(words, f"{day}T00:00", f"{morrow}T00:00")
    zone = _zone(match["zone"])
    if zone is None:
        return None
    if zone in OF_SEVERAL:
        readings = [_clock_at(match, day, words, each) for each in OF_SEVERAL[zone]]
        if not all(readings):
            return None
        raise two_ways(words, *(f"{day}T{each}" for each in readings))
    return _clock_at(match, day, words, zone)


def _clock_at(match: re.Match[str], day: str, words: str, zone: str) -> str | None:
    """The time of a clock that is so far ahead of UTC."""
    if match["clock"] == "noon":
        return f"12:00{zone}"
    hour, half = int(match["hour"]), match["half"]
    if half is None and match["minute"] is None:
        return None  # a bare figure is no time
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    second = f":{match['second']}" if match["second"] else ""
    return f"{hour:02}:{match['minute'] or '00'}{second}{zone}"


def _is_bare(match: re.Match[str]) -> bool:
    """Whether a time is nothing but four figures."""
    return match["clock"].isdecimal() and not match["zone"]


def _next_day(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day


def _zone(said: str) -> str | None:
    """An offset as EDTF has it; `+03` is three hours."""
    plain = said.strip("()").replace(" ", "")
    if plain in ("", "z", "utc", "gmt"):
        return "Z" if plain else ""
    if plain in ZONES or plain in OF_SEVERAL:
        return ZONES.get(plain, plain)
    match = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d\d))?", plain, re.ASCII)
    return match and f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"


def known_day(year: str, month: str | int | None = None, day: str | None = None) -> str | None:
    """A date of figures as EDTF, or None where the calendar has none.

    >>> known_day("2016", "2", "3"), known_day("2016", "2", "30"), known_day("2016")
    ('2016-02-03', None, '2016')
    """
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if len(year) != 4 or (month is not None and not int(month)):
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def refuse_no_day(words: str) -> None:
    """Say of a date of figures that its month has fewer days: 31.4.1999."""
    if match := YEAR_LAST.fullmatch(words):
        year, month, day = match[4], match[3], match[1]
        if int(month) > 12 and int(day) <= 12:
            month, day = day, month
    elif match := YEAR_FIRST.fullmatch(words) or COMPACT.fullmatch(words):
        year, (month, day) = match[1], match.groups()[-2:]
    else:
        return
    if 1 <= int(month) <= 12 and 28 < int(day) <= 31 and int(year):
        raise InvalidDate(words, no_day(int(year), int(month)))


def two_ways(words: str, *readings: str) -> AmbiguousDate:
    """The error of what can be read in two ways, with both readings."""
    from tracker.model.date_wording import in_words

    return AmbiguousDate(words, [(in_words(each), each) for each in readings])


def _chinese(name: str) -> int | None:
    """The number of a month in Chinese figures: `十一月` is the eleventh."""
    tens, _, rest = name.rpartition("十")
    units = "一二三四五六七八九".find(rest) + 1 if rest else 0
    number = 10 * ("十" in name) + units
    return number if 1 <= number <= 12 and not tens else None
