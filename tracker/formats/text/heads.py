r"""The first line of an event: date, sides, type and a colon, the title, place and tags.

It is the line that `tracker add` takes, but that the type is one word, as `pact-withdrawal` is.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from tracker.errors import InvalidInput, NotFound
from tracker.formats.text.values import PLAIN_NAME, UNSEEN, is_seen
from tracker.model.dates import EventDate
from tracker.model.event import Status
from tracker.model.event_line import NOBODY, EventLine, LineNames, read_line

HELD = ("date", "title", "type", "by", "to", "place", "status", "tags")
SPECIAL = re.compile(r"[\\@#\[]|\b(?=(?:because|leads-to)\b)", re.IGNORECASE)
IN_STATUS = re.compile(r"\((?=[^()]*\)\s*$)")
TAG = re.compile(r"\w+(?:[-.:/]\w+)*")
NAMELESS, TYPELESS = "…", "event"  # stand for a title or a type that no line can have
OPTIONAL = ("place", "tags", "status", "by", "to", "title", "type")
# What is left out of a line that could not be read back: one thing, or more and more of them.
TRIES = ((), *((each,) for each in OPTIONAL), *(OPTIONAL[:n] for n in range(2, len(OPTIONAL) + 1)))


def file_names(is_actor: Callable[[str], bool] = lambda _: False) -> LineNames:
    """Give what is known of names in a file: a type is one word, and so is a relation.

    Parameters
    ----------
    is_actor : callable
        Whether a name is one actor's, so that `A and B` may be two.

    Returns
    -------
    LineNames
        For `read_line`.
    """
    return LineNames(is_actor, _is_word, _is_word, longest_type=1)


def _is_word(text: str) -> bool:
    return PLAIN_NAME.fullmatch(text) is not None


FILE_NAMES = file_names()


def head_read(text: str, names: LineNames = FILE_NAMES) -> EventLine:
    """Read the first line of an event.

    Parameters
    ----------
    text : str
        The line.
    names : LineNames
        What is known of the names in it.

    Returns
    -------
    EventLine
        What it says.

    Raises
    ------
    InvalidInput
        If it does not begin with a date, or has no type and colon.

    Examples
    --------
    >>> line = head_read("2016-10-03 RUS > USA pact-withdrawal: Moscow suspends the pact @Moscow")
    >>> line.type, line.title, line.place
    ('pact-withdrawal', 'Moscow suspends the pact', 'Moscow')
    """
    try:
        line = read_line(text, names)
    except NotFound:
        line = None
    if line is None or line.type is None:
        raise InvalidInput(
            "an event begins with date, sides, type and a colon, such as 2016-10-03 RUS > USA "
            "threat: Moscow warns (a type is one word, such as pact-withdrawal); what belongs to "
            "it is indented."
        )
    return line


def head_written(record: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Write the first line of an event.

    Parameters
    ----------
    record : mapping
        The event, as JSON has it.

    Returns
    -------
    str
        The line.
    dict
        The fields that it has no room for, to be written below.

    Examples
    --------
    >>> head_written({"date": "2016-10~", "title": "Talks", "type": "talks", "to": ["USA"],
    ...               "place": "Washington, D.C."})
    ('2016-10~ ? > USA talks: Talks', {'place': 'Washington, D.C.'})
    """
    for left_out in TRIES:
        said = {key: record[key] for key in HELD if key in record and key not in left_out}
        line = _line(said)
        if _is_read_back(line, said):
            return line, {key: record[key] for key in left_out if key in record}
    # What another program wrote where a date should be: it is written, and refused when it is read.
    return UNSEEN.sub(" ", line), {key: record[key] for key in OPTIONAL if key in record}


def _line(said: Mapping[str, Any]) -> str:
    sides = _sides(said)
    words = [said["date"], sides, said.get("type", TYPELESS)]
    if sides.strip() and _swallows(said["date"], sides.split()[0]):
        words.insert(1, "|")
    status = f" ({said['status']})" if "status" in said else ""
    place = f" @{_escaped(said['place'])}" if "place" in said else ""
    title = _escaped(said.get("title", NAMELESS))
    tags = "".join(map(_tag, said.get("tags", ())))
    return f"{' '.join(filter(None, words))}: {title}{status}{place}{tags}"


def _sides(said: Mapping[str, Any]) -> str:
    by, to = (", ".join(said.get(side, ())) for side in ("by", "to"))
    return f"{by or NOBODY[0]} > {to}" if to else by


@cache
def _swallows(date: str, word: str) -> bool:
    """Whether a date and the word behind it would be read as another date."""
    return word not in NOBODY and EventDate.known(f"{date} {word.rstrip(',')}") is not None


def _escaped(text: str) -> str:
    """A text with backslashes where a sign of it would mean something."""
    return IN_STATUS.sub(r"\\(", SPECIAL.sub(r"\\\g<0>", text))


def _tag(tag: str) -> str:
    return f" #{tag}" if TAG.fullmatch(tag) and not tag.isdigit() else f' #"{tag}"'


def _is_read_back(line: str, said: Mapping[str, Any]) -> bool:
    if not is_seen(line) or line != line.strip():
        return False
    try:
        found = head_read(line)
    except InvalidInput:
        return False
    if found.sources or found.because or found.leads_to:
        return False
    return found.date.text == said["date"] and all(
        getattr(found, key) == (tuple(said[key]) if isinstance(said[key], list) else said[key])
        if key in said
        else getattr(found, key) in ((), None, Status.OCCURRED, NAMELESS, TYPELESS)
        for key in HELD
        if key != "date"
    )
