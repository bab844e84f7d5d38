"""The forms of a date in words: one date, a part of one, one of several, or what lasts.

>>> from datetime import date
>>> WordReader(UnitReader(date(2026, 1, 1))).read("between 3 and 7 may 1999")
'[1999-05-03..1999-05-07]'

What is read here is folded already: small letters, single blanks, plain hyphens.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from tracker.errors import AmbiguousDate, InvalidDate
from tracker.model.date_bounds import bounds_of
from tracker.model.date_ends import (
    BARE_DAY,
    DAY_AND_YEAR,
    DOUBTS,
    HEDGE,
    HEDGE_BEHIND,
    MONTH_AND_DAY,
    completed,
    ends_of,
    halves,
    hedge_of,
    mark_of,
    marked,
)
from tracker.model.date_figures import two_ways
from tracker.model.date_parts import half_of, third_of, week_in, week_of
from tracker.model.date_steps import after_it, around, before_it, middle_of
from tracker.model.date_units import UnitReader
from tracker.model.day_parts import DAY, part_of_day, said_part
from tracker.model.near_dates import near_date

DOUBT_OF_ONE = "has a doubt about what is one of several; leave one of the two"
DOUBT_OF_TIME = (
    "has a doubt about a time of the clock; write about before it, or doubt the day alone"
)
VAGUE_ENDS = "lasts from or until what is one of several; name its ends, or write them with ~"
JULIAN = re.compile(
    r"(?P<said>.+?),? (?:\((?:in the )?(?:julian(?: calendar)?|old style|o\. ?s\.|os)\)"
    r"|julian|old style|o\. ?s\.)"
)
# Parts of a month, a year, a decade or a century: one moment within it.
THIRDS = {"early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid",
          "late": "late", "end": "late"}  # fmt: skip
NAMES = "|".join(THIRDS)
PART = re.compile(
    rf"(?:at |in |around )?(?:the )?(?:very )?(?P<third>{NAMES})"
    rf"(?:(?: to | or |-to-|-| - )(?P<other>{NAMES}))?(?:-? of | in |[- ])(?:the )?(?P<unit>.+)"
)
HALF = re.compile(
    r"(?:in )?(?:the )?(?P<half>first|1st|second|2nd|last) (?:half|fortnight) of (?:the )?"
    r"(?P<unit>.+)"
)
WEEK = re.compile(
    r"(?:in |during )?(?:the )?week (?:of|beginning|starting|commencing)(?: on)? (?P<day>.+)"
    r"|(?:in |during )?(?:the )?(?P<which>first|second|third|fourth|last) week of (?P<month>.+)"
)
# One moment of several: between two, one or the other, at the latest.
SOME = r"(?:on )?(?:(?:one|some) (?:day|time) |sometime )"
BETWEEN = re.compile(
    rf"{SOME}?between (?P<first>.+?) and (?P<last>.+)"
    rf"|{SOME}(?:from )?(?P<one>.+?) (?:to|until|till|-) (?P<other>.+)"
)
BY = re.compile(
    r"(?:by|no later than|not later than|not after|on or before|at the latest (?:on|in))"
    r" (?:the )?(?P<day>.+)"
)
BEFORE = re.compile(r"(?:(?:some ?time )?before|prior to|earlier than) (?:the )?(?P<day>.+)")
NOT_BEFORE = re.compile(
    r"(?:no earlier than|not earlier than|not before|on or after|at the earliest (?:on|in))"
    r" (?:the )?(?P<day>.+)"
)
AFTER = re.compile(r"(?:(?:some ?time )?after|later than) (?:the )?(?P<day>.+)")
SINCE = re.compile(
    r"(?:ever )?since (?P<a>.+)|(?:from |as from )?(?P<b>.+?) (?:onwards?|on)"
    r"|(?:as )?from (?P<c>.+)"
)
UNTIL = re.compile(r"(?:until|till|up to|up until) (?P<day>.+)")
SOMETIME = re.compile(
    rf"(?:{SOME}|at some (?:point|time) )?(?:in|on|during) (?:the course of )?(?P<unit>.+)"
)
ABOUT_TIME = re.compile(
    r"(?P<day>.+?),? (?:at )?(?:about|around|approximately|approx\.?|circa|ca?\.?)"
    r" (?P<time>noon|[0-9]{1,4}[:.ap h].*)"
)
WHOLE_DAY = re.compile(r"(?:(?:in|on|during) )?(?:the )?day of (?P<unit>.+)")
NEXT_TO = re.compile(
    r"(?:on )?(?:the )?(?P<which>day before|eve of|day after|morrow of) (?P<unit>.+)"
)
BOTH = re.compile(r"(?P<first>.+?) (?:and|&) (?P<last>.+)")
DOTTED = re.compile(r"(?P<first>[0-9-]{4,10}) ?\.\. ?(?P<last>[0-9-]{4,10})")
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
YEARS = re.compile(r"[0-9]{4}[-/][0-9]{2}")


@dataclass(frozen=True, slots=True)
class WordReader:
    """Reads one date, one of several, or what lasts."""

    units: UnitReader

    def read(self, words: str) -> str | None:
        """The EDTF for folded words, or None."""
        return (
            self._single(words)
            or self._part(words)
            or self._one_of(words)
            or self._open(words)
            or self._span(words)
            or self._doubted(words)
            or self._julian(words)
        )

    def _single(self, words: str) -> str | None:
        """One day, month, year or part of a year, by its name or as EDTF, with its doubt."""
        if not words:
            return None
        if MONTH.fullmatch(words):  # which is EDTF, and no year with its next
            return words
        found = near_date(words, self.units.today) or self.units.unit(words)
        if found is not None:
            return found
        if "/" not in words and words[0] != "[" and (edtf := _valid(words)):
            return edtf
        for form in (HEDGE, HEDGE_BEHIND):
            if match := form.fullmatch(words):
                return marked(self._single(match["rest"]), mark_of(match))
        match = SOMETIME.fullmatch(words) or WHOLE_DAY.fullmatch(words)
        return self._single(match["unit"]) if match else None

    def _part(self, words: str) -> str | None:
        """`early May 1999`, `the week of 3 May 1999`, `at dawn on 4 July 1999`: within it."""
        if (found := said_part(words)) and (made := self._part_of_day(*found)):
            return made
        if (match := NEXT_TO.fullmatch(words)) and (day := self._single(match["unit"])):
            if not DAY.fullmatch(day):
                return None
            return after_it(day) if match["which"] in ("day after", "morrow of") else before_it(day)
        if match := HALF.fullmatch(words):
            unit = self._single(match["unit"])
            return unit and half_of(match["half"] not in ("first", "1st"), unit)
        if match := WEEK.fullmatch(words):
            unit = self._single(match["day"] or match["month"])
            if unit is None:
                return None
            return week_of(unit) if match["day"] else week_in(match["which"], unit)
        match = PART.fullmatch(words)
        unit = match and self._single(match["unit"])
        if match is None or unit is None:
            return None
        first = third_of(THIRDS[match["third"]], unit)
        if match["other"] is None or first is None:
            return first
        last = third_of(THIRDS[match["other"]], unit)
        return last and f"[{ends_of(first)[0]}..{ends_of(last)[1]}]"

    def _part_of_day(self, name: str, words: str) -> str | None:
        """A part of a day; a night may be between two days, as in `3-4 July 1999`."""
        day = self._single(words)
        if day is None and name == "night":
            words = re.sub(r"^(?:from|between) ", "", words)
            days = self._span(words) or self._span(words.replace(" and ", " to "))
            return days and part_of_day(name, days)
        return day and part_of_day(name, day)

    def _one_of(self, words: str) -> str | None:
        """`between 3 and 7 May 1999`, `3 or 4 May 1999`, `by 12 May 1999`: one moment."""
        if match := BETWEEN.fullmatch(words):
            first, last = completed(match["first"] or match["one"], match["last"] or match["other"])
            one, other = (self._single(each) or self._part(each) for each in (first, last))
            if one and other and "/" not in one + other:
                return f"[{ends_of(one)[0]}..{ends_of(other)[1]}]"
        for form, into in ((BY, "[..{last}]"), (NOT_BEFORE, "[{first}..]"),
                           (BEFORE, "[..{before}]"), (AFTER, "[{after}..]")):  # fmt: skip
            if match := form.fullmatch(words):
                return self._bounded(match["day"], into, words)
        if (match := DOTTED.fullmatch(words)) and all(map(_valid, match.groups())):
            raise two_ways(words, f"[{match['first']}..{match['last']}]", "/".join(match.groups()))
        return self._alternatives(words)

    def _bounded(self, day: str, form: str, words: str) -> str | None:
        """`by 12 May 1999`, which may be that day; `before 12 May 1999`, which may not."""
        said = self._single(day) or self._part(day)
        if said is None or "/" in said:
            return None
        if said[-1] in DOUBTS:
            raise InvalidDate(words, DOUBT_OF_ONE)
        first, last = ends_of(said)
        beside = {"before": before_it(said), "after": after_it(said)}
        if "before}" in form or "after}" in form:
            return form.format(**beside) if all(beside.values()) else None
        return form.format(first=first, last=last) if first and last else None

    def _alternatives(self, words: str) -> str | None:
        """`3, 4 or 5 May 1999`, `May 3 or June 4, 1999`."""
        parts = re.split(r",? or ", words.removeprefix("either "))
        if len(parts) < 2:
            return None
        for split in (parts, [each for part in parts for each in part.split(", ")]):
            if found := self._joined(split, words):
                return found
        return None

    def _joined(self, parts: list[str], words: str) -> str | None:
        said = []
        tail = parts[-1]
        if match := DAY_AND_YEAR.fullmatch(tail):  # May 3 or 4, 1999
            if (before := MONTH_AND_DAY.fullmatch(parts[0])) is None:
                return None
            month, year = before["month"], match["year"]
            days = [before["day"], *parts[1:-1], match["day"]]
            parts = [f"{day} {month} {year}" for day in days]
        for part in parts:
            one, _ = completed(part, tail) if part is not tail else (part, "")
            read = self._single(one) or self._one_of(one)
            if read is None or "/" in read:
                return None
            if any(mark in read for mark in DOUBTS):
                raise InvalidDate(words, DOUBT_OF_ONE)
            said.append(read[1:-1] if read[0] == "[" else read)
        return f"[{','.join(said)}]"

    def _open(self, words: str) -> str | None:
        """`since 24 February 2022`, `until May 1999`: what lasts, and is open on one side."""
        for form, into in ((SINCE, "{}/.."), (UNTIL, "../{}")):
            if match := form.fullmatch(words):
                said = next(each for each in match.groups() if each)
                bound = self._single(said) or self._part(said)
                if bound is not None and "/" not in bound:
                    return into.format(self._about(bound, words))
        return None

    def _span(self, words: str) -> str | None:
        """`3 to 7 May 1999`, `Feb-Apr 1999`, `October 3-5, 2016`: what lasts."""
        unclear: AmbiguousDate | None = None
        for first, last in halves(words):
            begin, end = completed(first, last)
            try:
                ends = [self._single(each) or self._part(each) for each in (begin, end)]
            except AmbiguousDate as error:
                unclear = unclear or error
                continue
            if ends[0] and ends[1] and not any("/" in each for each in ends if each):
                if "[" in ends[0] + ends[1]:
                    return "/".join(self._about(each, words) for each in ends if each)
                if _is_hedged_once(first, last, words, ends[0]):
                    return self._hedged(words, first, ends[0], ends[1])
                return f"{ends[0]}/{ends[1]}"
        if unclear is not None:
            raise unclear
        if (match := BOTH.fullmatch(words)) is not None:
            return self._both(*completed(match["first"], match["last"]))
        return None

    def _about(self, end: str, words: str) -> str:
        """An end of what lasts; of `early May 1999`, which EDTF has not there, about its middle."""
        if end[0] != "[":
            return end
        middle = middle_of(end)
        if middle is None:
            raise InvalidDate(words, VAGUE_ENDS)
        return f"{middle}~"

    def _hedged(self, words: str, first: str, begin: str, end: str) -> str | None:
        """`about 3 to 7 May 1999`: both ends where the first is half a date, else one or both."""
        mark = begin[-1]
        both = f"{begin}/{end}{mark}"
        if BARE_DAY.fullmatch(hedge_of(first)[1]):
            return both
        raise two_ways(words, f"{begin}/{end}", both)

    def _both(self, first: str, last: str) -> str | None:
        """`3 and 4 May 1999`: two days, or two months, one after the other."""
        one, other = self._single(first), self._single(last)
        if one is None or other is None or len(one) != len(other) or "[" in one + other:
            return None
        over, begun = bounds_of(one)[1], bounds_of(other)[0]
        follows = over is not None and begun is not None and begun - over == timedelta(seconds=1)
        return f"{one}/{other}" if follows and one.replace("-", "").isdigit() else None

    def _doubted(self, words: str) -> str | None:
        """A doubt before `early May 1999` is about its middle; of one of several there is none."""
        if match := ABOUT_TIME.fullmatch(words):  # 26 May 1999, about 06:30
            words = f"about {match['day']}, {match['time']}"
        match = HEDGE.fullmatch(words) or HEDGE_BEHIND.fullmatch(words)
        inner = self.read(match["rest"]) if match else None
        if inner is None or match is None:
            return None
        if inner[0] != "[" and "T" in inner and "/" not in inner:
            if mark_of(match) != "~":
                raise InvalidDate(words, DOUBT_OF_TIME)
            return around(inner)
        if inner[0] == "[":
            middle = middle_of(inner) if self._part(match["rest"]) else None
            if middle is None:
                raise InvalidDate(words, DOUBT_OF_ONE)
            return marked(f"{middle}~", mark_of(match))
        if YEARS.fullmatch(match["rest"]):  # about 1962-63
            first, last = (marked(end, mark_of(match)) for end in inner.split("/"))
            return f"{first}/{last}"
        return None

    def _julian(self, words: str) -> str | None:
        """`25 October 1917 (Julian)`: a day of the Old Style as the calendar of today has it."""
        match = JULIAN.fullmatch(words)
        said = match and self.read(match["said"])
        if said is None:
            return None
        from tracker.model.julian import from_julian

        return from_julian(said, words)


def _is_hedged_once(first: str, last: str, words: str, begin: str) -> bool:
    """Whether a doubt before the first end may be meant of both."""
    told = words.startswith("from ") or begin[-1] not in DOUBTS
    return not told and HEDGE.fullmatch(first) is not None and HEDGE.fullmatch(last) is None


def _valid(words: str) -> str | None:
    """Words that are EDTF of one date."""
    edtf = re.sub(r"([+-]\d\d)$", r"\1:00", words.upper()) if "t" in words else words.upper()
    edtf = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", edtf) if "T" in edtf else edtf
    try:
        bounds_of(edtf)
    except InvalidDate:
        return None
    return edtf
