"""Dates in words for readers: in English, and in the other languages of charts.

>>> in_words("1998-23"), in_words("1999-05-05~"), in_words("[1999-05-03..1999-05-07]")
('autumn 1998', 'about 5 May 1999', 'some day from 3 to 7 May 1999')
>>> in_words("1999-07-04T14:00-04:00", year=1999), in_words("2016-09-22/2016-10~")
('4 July, 14:00 (UTC−4)', 'from 22 September to about October 2016')
>>> in_words("[1999-05-03..1999-05-07]", words_of("de"))
'an einem Tag vom 3. bis 7. Mai 1999'

What is said in English can be typed again and is the same date. Phrases of other languages stand in
`date_phrases.toml`, names of months come from the Unicode CLDR.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from tracker.errors import InvalidInput
from tracker.model.date_parts import months_of
from tracker.model.day_parts import PARTS_WORDED, named_part
from tracker.model.month_names import OF_CHARTS, months_in

ATOM = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX)"
    r"(?:T(?P<clock>\d\d:\d\d(?::\d\d)?)(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?(?P<doubt>[?~%]?)",
    re.ASCII,
)
SEASONS = ("spring", "summer", "autumn", "winter")
SHARES = {
    **{33 + n: f"{which} quarter of {{year}}" for n, which in enumerate(
        ("first", "second", "third", "fourth"))},
    **{37 + n: f"{which} third of {{year}}" for n, which in enumerate(
        ("first", "second", "third"))},
    40: "first half of {year}",
    41: "second half of {year}",
}  # fmt: skip
SHAPES = {"ymd": "{n} {month} {year}", "md": "{n} {month}", "d": "{n}"}
DOUBTS = {"~": "about", "?": "perhaps", "%": "perhaps about"}
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, eq=False)  # each is made once
class DateWords:
    """The words of dates in a language: for each English phrase its translation.

    With `short` the names of months are abbreviated.
    """

    code: str = "en"
    phrases: Mapping[str, str] = field(default_factory=dict)
    short: bool = False

    def __call__(self, phrase: str, **values: object) -> str:
        """The translation of a phrase, its names in braces filled in."""
        return self.phrases.get(phrase, phrase).format(**values)


ENGLISH = DateWords()


@cache
def words_of(code: str) -> DateWords:
    """The words of dates in the language of a code such as `de`; a region behind it is left aside.

    >>> words_of("fr-CA").code
    'fr'
    """
    short = code.replace("_", "-").partition("-")[0].lower()
    if short in ("", "en"):
        return ENGLISH
    if short not in OF_CHARTS:
        raise InvalidInput(f"Dates are said in {', '.join(OF_CHARTS)}, not {code}; choose one.")
    import tomllib
    from importlib.resources import files

    tables = tomllib.loads((files("tracker.model") / "date_phrases.toml").read_text("utf-8"))
    return DateWords(short, tables[short])


@lru_cache(1024)
def in_words(text: str, words: DateWords = ENGLISH, year: int | None = None) -> str:
    """An EDTF text in words; one that is none is returned as it is.

    The `year` is left out where the text around says it: of days, months and clock times, where
    all of them are of that year.
    """
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text, words, year)
    first, slash, last = text.partition("/")
    if not slash:
        atom = Atom.of(text, year)
        return text if atom is None else atom.doubted(words)
    return _interval(text, first, last, words, year)


class Atom(NamedTuple):
    """One date without an interval or a choice, and which parts of it are said."""

    year: str
    month: str = ""
    day: str = ""
    clock: str = ""
    zone: str = ""
    doubt: str = ""
    tells: str = "ymd"

    @classmethod
    def of(cls, text: str, year: int | None = None) -> "Atom | None":
        """The parts of an EDTF text, or None where it is something else."""
        match = ATOM.fullmatch(text)
        if match is None:
            return None
        found = {name: part or "" for name, part in match.groupdict().items()}
        known = found["month"].isdigit() and int(found["month"]) <= 12
        if found["month"].isdigit() and not known and (found["day"] or not months_of(text)):
            return None
        if found["day"] not in ("", "XX") and not known:
            return None
        if "X" in found["year"] and found["month"]:
            return None
        there = year is not None and known and found["year"] == f"{year:04}"
        return cls(**found, tells="md" if there else "ymd")

    @property
    def is_day(self) -> bool:
        """Whether it names one day, which has an article in some languages."""
        return self.day.isdigit()

    @property
    def moment(self) -> str:
        """The day with its clock time and zone, as EDTF has it."""
        return f"{self.year}-{self.month}-{self.day}T{self.clock}{self.zone}"

    @property
    def is_month(self) -> bool:
        """Whether it names one month."""
        return not self.day and self.month.isdigit() and int(self.month) <= 12

    def doubted(self, words: DateWords) -> str:
        """What it says, with its doubt before it."""
        said = self.said(words)
        if not self.doubt:
            return said
        return self.within(words, f"{DOUBTS[self.doubt]} {{date}}", said)

    def within(self, words: DateWords, phrase: str, said: str) -> str:
        """A phrase around what it says; days have a phrase of their own where languages differ."""
        own = phrase.replace("{date}", "{day}")
        if self.is_day and own in words.phrases:
            return words(own, day=said)
        return words(phrase, date=said)

    def said(self, words: DateWords) -> str:
        """What it says, without its doubt."""
        if "X" in self.year:
            return self._long_ago(words)
        if not self.month:
            return words("{year}", year=self.year)
        if self.month == "XX":
            unit = "some day in {date}" if self.day else "some month of {date}"
            return words(unit, date=words("{year}", year=self.year))
        if int(self.month) > 12:
            return self._part(words)
        if self.day == "XX":
            return words("some day in {date}", date=self._month(words))
        if not self.day:
            return self._month(words)
        day = self._day(words)
        if not self.clock:
            return day
        timed = words("{day}, {clock}", day=day, clock=self.clock)
        return f"{timed}{zone_in_words(self.zone)}"

    def _month(self, words: DateWords) -> str:
        name = months_in(words.code, True, words.short)[int(self.month) - 1]
        if "y" in self.tells:
            return words("{month} {year}", month=name, year=self.year)
        return words("{month}", month=name)

    def _day(self, words: DateWords) -> str:
        number = int(self.day)
        n = words.phrases.get("1st", "1") if number == 1 else str(number)
        name = months_in(words.code, short=words.short)[int(self.month) - 1]
        return words(SHAPES[self.tells], n=n, month=name, year=self.year)

    def _part(self, words: DateWords) -> str:
        code = int(self.month)
        if code in SHARES:
            return words(SHARES[code], year=self.year)
        season = words(SEASONS[(code - 21) % 4])
        (begun, _), (over, _) = months_of(f"{self.year}-{self.month}") or ((0, 0), (0, 0))
        years = self.year if begun == over else f"{self.year}–{over % 100:02}"  # winter 1998–99
        said = words("{season} {year}", season=season, year=years)
        if code < 25:
            return said
        return words("northern {season}" if code < 29 else "southern {season}", season=said)

    def _long_ago(self, words: DateWords) -> str:
        if self.year.endswith("XX"):
            number = int(self.year[:2]) + 1
            th = "th" if number % 100 in (11, 12, 13) else ("st", "nd", "rd")[
                number % 10 - 1] if number % 10 in (1, 2, 3) else "th"  # fmt: skip
            return words("{n}{th} century", n=number, th=th, roman=_roman(number))
        return words("{year}s", year=f"{self.year[:3]}0")


def zone_in_words(zone: str) -> str:
    """The offset of a clock in brackets: ` (UTC−4)`, ` (UTC)`, or nothing.

    >>> zone_in_words("-04:00"), zone_in_words("+05:30"), zone_in_words("Z")
    (' (UTC−4)', ' (UTC+5:30)', ' (UTC)')
    """
    if zone in ("", "Z"):
        return " (UTC)" if zone else ""
    minutes = "" if zone.endswith(":00") else zone[3:]
    return f" (UTC{'−' if zone[0] == '-' else '+'}{int(zone[1:3])}{minutes})"


def _interval(text: str, first: str, last: str, words: DateWords, year: int | None) -> str:
    """What lasts from one date to another, or is open on one side."""
    if first == ".." or last == "..":
        atom = Atom.of(last if first == ".." else first, year)
        if atom is None:
            return text
        phrase = "until {date}" if first == ".." else "since {date}"
        return atom.within(words, phrase, atom.doubted(words))
    one, other = Atom.of(first, year), Atom.of(last, year)
    if one is None or other is None:
        return text
    if one.doubt or other.doubt or "XX" in text:
        if not one.doubt:
            one, other = _shortened(one, other, words)
        return words("from {first} to {last}", first=one.doubted(words), last=other.doubted(words))
    if one.clock and other.clock and first[:10] == last[:10] and one.zone == other.zone:
        whole = one._replace(zone="").said(words)
        return (
            f"{words('{first} to {last}', first=whole, last=other.clock)}{zone_in_words(one.zone)}"
        )
    begin, end = _shortened(one, other, words)
    days = one.is_day and other.is_day and not one.clock and not other.clock
    phrase = "days {first} to {last}" if days else "{first} to {last}"
    if phrase not in words.phrases:
        phrase = "{first} to {last}"
    return words(phrase, first=begin.said(words), last=end.said(words))


def _shortened(one: Atom, other: Atom, words: DateWords) -> tuple[Atom, Atom]:
    """Two ends, of which one leaves out the year, or the month, that both have."""
    known = (one.is_day or one.is_month) and (other.is_day or other.is_month)
    if not known or one.clock or other.clock or one.year != other.year or one == other:
        return one, other
    days = one.is_day and other.is_day and not other.doubt
    tells = "d" if days and one.month == other.month else "md"
    if words.phrases.get("year first"):
        return one, other._replace(tells=tells)
    return one._replace(tells=tells), other


def _one_of(text: str, words: DateWords, year: int | None) -> str:
    """One moment of several, each of its members as finely as it is known."""
    from tracker.model.one_of import members  # which few dates have

    try:
        pairs = members(text)
    except InvalidInput:
        return text
    atoms = [(_end(first, year), _end(last, year)) for first, last in pairs]
    if any(atom is None for pair in atoms for atom in pair):
        return text
    said = _listed_days(atoms, words) or [_member(first, last, words) for first, last in atoms]
    # A comma parts the clock from its day; where there is one, it parts no members.
    parts_by_or = len(said) == 2 or any(", " in each for each in said)
    whole = said[0]
    for place, each in enumerate(said[1:], 2):
        last = place == len(said)
        whole = words("{one} or {other}" if last or parts_by_or else "{one}, {other}",
                      one=whole, other=each)  # fmt: skip
    return whole


def _end(text: str, year: int | None) -> "Atom | str | None":
    """One end of a member; nothing where it is open, None where it is no date."""
    return Atom.of(text, year) if text else ""


def _listed_days(atoms: Sequence[tuple[object, object]], words: DateWords) -> list[str]:
    """Days of one month, of which only the last needs its month and its year; else nothing."""
    days = [first for first, last in atoms if first == last and isinstance(first, Atom)]
    if len(days) < max(2, len(atoms)) or len({(day.year, day.month) for day in days}) > 1:
        return []
    if not all(day.is_day and not day.clock for day in days):
        return []
    if words.phrases.get("year first"):
        head, *rest = days
        return [head.said(words), *(day._replace(tells="d").said(words) for day in rest)]
    *before, end = days
    return [*(day._replace(tells="d").said(words) for day in before), end.said(words)]


def _member(first: object, last: object, words: DateWords) -> str:
    """One member: a date, a stretch that it is in, or what it is not later or earlier than."""
    if isinstance(first, Atom) and isinstance(last, Atom):
        if first == last:
            return first.said(words)
        if first.clock and last.clock:
            return _hours(first, last, words)
        begin, end = _shortened(first, last, words)
        days = first.is_day and last.is_day and not first.clock and not last.clock
        phrase = "some day from {first} to {last}" if days else "some time from {first} to {last}"
        return words(phrase, first=begin.said(words), last=end.said(words))
    if isinstance(last, Atom):
        return last.within(words, "by {date}", last.said(words))
    assert isinstance(first, Atom)  # a member open on both sides is none
    return first.within(words, "not before {date}", first.said(words))


def _hours(first: Atom, last: Atom, words: DateWords) -> str:
    """One moment between two clock times: a part of a day by its name, else from one to the other.

    A night is of the two days that it joins.
    """
    found = named_part(first.moment, last.moment)
    if found is not None and found[0] in PARTS_WORDED:
        begin, end = (each._replace(clock="", zone="") for each in (first, last))
        day = begin.said(words) if begin == end else _days(*_shortened(begin, end, words), words)
        return words(f"{found[0]} of {{date}}", date=day)
    same = first.moment[:10] == last.moment[:10] and first.zone == last.zone
    begun = first._replace(zone="") if same else first
    ended = f"{last.clock}{zone_in_words(last.zone)}" if same else last.said(words)
    return words("some time from {first} to {last}", first=begun.said(words), last=ended)


def _days(first: Atom, last: Atom, words: DateWords) -> str:
    phrase = "days {first} to {last}"
    phrase = phrase if phrase in words.phrases else "{first} to {last}"
    return words(phrase, first=first.said(words), last=last.said(words))


def _roman(number: int) -> str:
    said = ""
    for value, letters in ROMAN:
        while number >= value:
            said, number = said + letters, number - value
    return said
