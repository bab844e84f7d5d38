"""Sentences on how a date that was typed was taken, where it could have been meant otherwise.

>>> how_taken(EventDate.parse("3 May 1999")), how_taken(EventDate.parse("2016-10-03"))
('', '')
>>> how_taken(EventDate.parse("1911-12"))
'Note: 1911-12 was taken as December 1911; the years 1911 to 1912 are 1911/1912.'
"""

import re
from datetime import date as day_of

from tracker.model.dates import EventDate

WINTER = re.compile(r"^\d{4}-2[48]", re.ASCII)
YEAR_AND_MORE = re.compile(r"(\d\d)(\d\d)-(\d\d)", re.ASCII)
PART_WORDS = re.compile(
    r"\b(early|mid|middle|late|half|week|beginning|start|end)\b|\dW\d", re.IGNORECASE
)
LASTING = ("from ", "since ", "until ", "till ", "up to ")
BOUNDED = re.compile(
    r"(?:some ?time )?(?:before|prior to|after|(?:earlier|later) than)\b", re.IGNORECASE
)
PLAINLY = re.compile(r"(?:between|some|one|by|no[ t]|on or|at the)\b", re.IGNORECASE)
BOTH_YEARS = re.compile(r"\d{4} ?(?:[-–—/]| to ) ?\d{2,4}", re.ASCII)
CENTURY = re.compile(r"\bcentury\b", re.IGNORECASE)
HUNDREDS = re.compile(r"\d\d00'?s$", re.IGNORECASE | re.ASCII)


def how_taken(date: EventDate) -> str:
    """What there is to say of a date that was typed and could have been meant otherwise."""
    if not date.typed:
        return ""
    said = [_of_another_weekday(date) if date.typed != date.text else "", _not_years(date)]
    for remark in (_julian, _taken_to_last, _taken_as_part, _winter, _bounded,
                   _by_hundreds, _from_today):  # fmt: skip
        if sentence := remark(date):
            said.append(sentence)
            break
    return " ".join(filter(None, said))


def _of_another_weekday(date: EventDate) -> str:
    """A day that is no such day of the week as was said."""
    if not date.is_day or not any(letter.isalpha() for letter in date.typed):
        return ""
    from tracker.model.date_words import weekday_said
    from tracker.model.month_names import WEEKDAYS

    said = weekday_said(date.typed, day_of.today())
    if said is None:
        return ""
    number, day = said
    true = day_of.fromisoformat(day).weekday()
    if true == number:
        return ""
    return (
        f"Note: {EventDate.parse(day).worded} was a {WEEKDAYS[true]}, not a {WEEKDAYS[number]}; "
        "one of the two is wrong."
    )


def _not_years(date: EventDate) -> str:
    """What is a month or a part of a year to EDTF, and may have been meant as two years."""
    match = YEAR_AND_MORE.fullmatch(date.typed)
    if match is None or date.typed != date.text or int(match[3]) <= int(match[2]):
        return ""
    first, last = f"{match[1]}{match[2]}", f"{match[1]}{match[3]}"
    return (
        f"Note: {date.typed} was taken as {date.worded}; the years {first} to {last} are "
        f"{first}/{last}."
    )


def _julian(date: EventDate) -> str:
    """A day of the Old Style, as the calendar of today has it."""
    if not date.said:
        return ""
    return f"Note: {date.said} is {date.worded} by today's calendar ({date.text})."


def _taken_to_last(date: EventDate) -> str:
    """What lasts, and was not said to be from one to the other."""
    begun = date.typed.casefold().startswith(LASTING)
    if date.is_interval and date.is_approximate and PART_WORDS.search(date.typed):
        return _read_back(date)  # early May to 26 July
    if not date.is_interval or date.typed == date.text or (begun and not date.is_open):
        return ""
    first, last = date.ends
    if date.is_open:
        plain = date.typed.casefold().startswith(LASTING[1:])
        return "" if plain else _read_back(date)
    return (
        f"Note: {date.typed} was taken to last from {first} to {last}; one moment between the two "
        f"is [{first.rstrip('?~%')}..{last.rstrip('?~%')}]."
    )


def _taken_as_part(date: EventDate) -> str:
    """One moment within a part of a month or a year, of which people draw the bounds otherwise."""
    if BOUNDED.match(date.typed) or date.typed == date.text:
        return ""
    if date.is_one_of and "T" in date.text and not date.is_open:
        from tracker.model.date_wording import in_words  # which most dates do without

        first, last = (in_words(end) for end in date.ends)
        return f"Note: {date.typed} was taken as one moment from {first} to {last} ({date.text})."
    told = date.is_one_of and date.text.count("..") == 1 and not PLAINLY.match(date.typed)
    if not PART_WORDS.search(date.typed) and not (told and "," not in date.text):
        return ""
    if not date.is_one_of:  # early spring
        told = date.is_approximate or "early" in date.typed or "late" in date.typed
        return _read_back(date) if told else ""
    first, last = date.ends
    if ".." in (first, last):
        return _read_back(date)
    return (
        f"Note: {date.typed} was taken as one moment between {first} and {last}; what lasts over "
        f"all of it is {first}/{last}."
    )


def _winter(date: EventDate) -> str:
    """A winter, which has two years."""
    if WINTER.search(date.text) is None or date.is_interval or date.is_one_of:
        return ""
    if date.typed != date.text and BOTH_YEARS.search(date.typed):
        return ""
    year = int(date.text[:4])
    return (
        f"Note: {date.typed} was taken to run from December {year:04} to February {year + 1:04}; "
        f"January and February {year:04} are of the winter before, {year - 1:04}{date.text[4:]}."
    )


def _bounded(date: EventDate) -> str:
    """What is before or after a day, which is among the days it may be."""
    if not date.is_one_of or not BOUNDED.match(date.typed):
        return ""
    first, _ = date.ends
    return (
        f"Note: {date.typed} was taken as {date.worded} ({date.text}); with that itself it is "
        f"`{'by' if first == '..' else 'not before'} …`."
    )


def _by_hundreds(date: EventDate) -> str:
    """A century, or ten years that may be read as one."""
    if CENTURY.search(date.typed) or (HUNDREDS.search(date.typed) and date.text.endswith("X")):
        first, last = (bound and f"{bound.year:04}" for bound in (date.earliest, date.latest))
        return f"Note: {date.typed} was taken as {first} to {last} ({date.text})."
    return ""


def _from_today(date: EventDate) -> str:
    """What was said without its year: yesterday, last Friday."""
    if date.typed == date.text or re.search(r"\d{4}", date.typed):
        return ""
    return _read_back(date)


def _read_back(date: EventDate) -> str:
    return f"Note: {date.typed} was taken as {date.worded} ({date.text})."
