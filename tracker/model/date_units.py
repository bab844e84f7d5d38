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

from tracker.model.clock_words import CLOCK, CLOCK_FIRST, DATE_TIME_GROUP, clock_of, is_bare
from tracker.model.date_figures import known_day, numbered
from tracker.model.month_names import ENGLISH, ENGLISH_DAYS

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

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
            if match["minute"] and form is CLOCK_FIRST and is_bare(match):
                continue  # a year, rather
            day = match["on"].rstrip(" ,")
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII):
                day = self._named(day) or numbered(day, self.today) or self._on_weekday(day) or ""
            if len(day) == len("2016-10-03") and (clock := clock_of(match, day, words)):
                return f"{day}T{clock}"
        return None


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


def _chinese(name: str) -> int | None:
    """The number of a month in Chinese figures: `十一月` is the eleventh."""
    tens, _, rest = name.rpartition("十")
    units = "一二三四五六七八九".find(rest) + 1 if rest else 0
    number = 10 * ("十" in name) + units
    return number if 1 <= number <= 12 and not tens else None
