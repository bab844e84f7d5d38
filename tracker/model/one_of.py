"""One moment of several: EDTF's `[1999-05-03..1999-05-07]` and `[1999-05-03,1999-05-04]`.

Beside the interval that lasts (`1999-05-03/1999-05-07`): one moment, of which only is known that it
is one of these. Its hull orders and sorts it; its members filter and draw it.

>>> members("[1999-05-03,1999-05-05..1999-05-07]")
(('1999-05-03', '1999-05-03'), ('1999-05-05', '1999-05-07'))
>>> members("[..1999-05-03]")
(('', '1999-05-03'),)
"""

from tracker.errors import InvalidDate
from tracker.model.margins import is_doubtful


def is_one_of(text: str) -> bool:
    """Whether a date is written as one of several."""
    return text.startswith("[")


def normalised(text: str) -> str:
    """The text without blanks, which may stand behind its commas."""
    return "".join(text.split())


def members(text: str) -> tuple[tuple[str, str], ...]:
    """The first and the last text of each member; an empty one where a member is open."""
    if not text.endswith("]"):
        raise InvalidDate(text, "is one of several dates that do not end with ]")
    if is_doubtful(text):
        raise InvalidDate(text, "has a doubt within what is one of several; leave one of the two")
    if "/" in text:
        raise InvalidDate(text, "has something that lasts within what is one of several")
    found = []
    for member in text[1:-1].split(","):
        first, dots, last = member.partition("..")
        if not first and not last:
            raise InvalidDate(text, "is one of several dates of which one is empty")
        found.append((first, last) if dots else (member, member))
    return tuple(found)


def in_words(text: str) -> str:
    """What a date is one of, in words that can be typed again.

    >>> in_words("[1999-05-03..1999-05-07]"), in_words("[..2016-10-12]")
    ('between 1999-05-03 and 1999-05-07', 'by 2016-10-12')
    >>> in_words("[1999-05-03,1999-05-05..1999-05-07]")
    '1999-05-03 or between 1999-05-05 and 1999-05-07'
    """
    return " or ".join(
        first
        if first == last
        else f"by {last}"
        if not first
        else f"between {first} and {last}"
        if last
        else f"not before {first}"
        for first, last in members(text)
    )


def shared_day(first: str, last: str) -> str:
    """What two days have in common: the day, the month, or the year of the first.

    >>> shared_day("1999-05-03", "1999-05-07")
    '1999-05'
    """
    depth = 10 if first == last else 7 if first[:7] == last[:7] else 4
    return first[:depth]
