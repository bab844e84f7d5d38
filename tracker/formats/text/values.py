r"""Values of fields in the text file: as they are, on several lines, or in quotation marks.

A value is the rest of its line. Lines that are indented further continue it, each after a blank; a
backslash at the end of a line keeps the break. What could not be read back so stands in quotation
marks, as JSON has it.
"""

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from tracker.errors import InvalidInput, excerpt
from tracker.formats.jsonl import Shape

WIDTH = 100
STEP = "  "
# Controls, ends of lines, marks and turns of direction, halves of characters.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
YES = {"yes": True, "true": True, "no": False, "false": False}
NUMBERS = ("a number", "a whole number above 0", "a number from 1 to 4")
FLAGS, LISTS = "true or false", "a list of texts"
TEXTS = ("a text", "a date in quotes", "a length of time such as 7d", "a UUID")
PLAIN_NAME = re.compile(r"[^\W_](?:[\w.-]*\w)?")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
PARTED = re.compile(r'\s*(?:"(?:[^"\\]|\\.)*"(?=\s*(?:;|$))|[^;]+)')


def is_seen(text: str) -> bool:
    r"""Say whether a text shows as it is: no controls, no ends of lines, no turns of direction.

    Examples
    --------
    >>> is_seen("Ça va\u00a0?"), is_seen("a\u202eb"), is_seen("a\tb")
    (True, False, False)
    """
    return UNSEEN.search(text) is None


def joined(pieces: Sequence[str]) -> str:
    r"""Join the lines of a value.

    Parameters
    ----------
    pieces : sequence of str
        The rest of the first line and the lines that continue it, without outer blanks.

    Returns
    -------
    str
        The text that they stand for.

    Examples
    --------
    >>> joined(["", "One line", "and its end.\\", "Another."])
    'One line and its end.\nAnother.'
    >>> joined(['"two  blanks"'])
    'two  blanks'
    """
    text = ""
    for piece in pieces:
        if text.endswith("\\"):
            text = f"{text[:-1]}\n{piece}"
        else:
            text = f"{text} {piece}" if text else piece
    if QUOTED.fullmatch(text):
        try:
            return str(json.loads(text))
        except ValueError:
            return text
    return text


def text_lines(head: str, text: str, indent: str) -> Iterator[str]:
    r"""Write a text behind the name of its field, on several lines where it is long.

    Parameters
    ----------
    head : str
        What stands before it, such as ``summary:``.
    text : str
        The text.
    indent : str
        The blanks before the first line.

    Yields
    ------
    str
        The lines.

    Examples
    --------
    >>> list(text_lines("place:", "Moscow", "  "))
    ['  place: Moscow']
    >>> list(text_lines("summary:", "One.\n\nTwo.", "  "))
    ['  summary: One.\\', '    \\', '    Two.']
    """
    first = f"{indent}{head} "
    if "\n" not in text and len(first) + len(text) <= WIDTH:
        tries = [[text]]
    else:
        tries = [_wrapped(text, WIDTH - len(indent) - len(STEP), len(head) - 1)]
        if "\n" not in text:
            tries.append([text])
    for pieces in tries:
        if _is_read_back(pieces, text):
            yield f"{first}{pieces[0]}".rstrip() if not pieces[0] else f"{first}{pieces[0]}"
            yield from (f"{indent}{STEP}{piece}" for piece in pieces[1:])
            return
    yield f"{first}{quoted(text)}"


def _wrapped(text: str, width: int, used: int) -> list[str]:
    pieces: list[str] = []
    *broken, last = text.split("\n")
    for line, end in (*((line, "\\") for line in broken), (last, "")):
        taken = used if not pieces else 0
        found = textwrap.wrap(
            "x" * taken + line, max(width, 20), break_long_words=False, break_on_hyphens=False
        ) or [""]
        found[0] = found[0][taken:]
        found[-1] += end
        pieces += found
    return pieces


def _is_read_back(pieces: Sequence[str], text: str) -> bool:
    """Whether lines stand for just this text: no comment, no blanks that would go."""
    if any(piece != piece.strip() or "\n" in piece or len(piece.splitlines()) > 1
           for piece in pieces):  # fmt: skip
        return False
    if any(not piece or is_comment(piece) for piece in pieces[1:]) or not all(map(is_seen, pieces)):
        return False
    return bool(pieces[0] or len(pieces) > 1) and joined(pieces) == text


def is_comment(line: str) -> bool:
    """Say whether a line, without outer blanks, is a comment: `#` and a blank, or nothing more.

    Examples
    --------
    >>> [is_comment(line) for line in ("# a remark", "#", "##", "#tag")]
    [True, True, True, False]
    """
    return re.match(r"#(?:[#\s!-]|$)", line) is not None


def quoted(text: str) -> str:
    r"""Write a text in quotation marks, all that would end the line or could not be seen escaped.

    Examples
    --------
    >>> print(quoted("a\u2028b"))
    "a\u2028b"
    """
    said = json.dumps(text, ensure_ascii=False)
    return UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], said)


def name(text: str) -> str:
    """Write a name among words: as it is, or in quotation marks where it is not one plain word.

    Examples
    --------
    >>> name("2016-10-03-talks"), name("Talks, the end")
    ('2016-10-03-talks', '"Talks, the end"')
    """
    return text if PLAIN_NAME.fullmatch(text) else quoted(text)


def listed(values: Sequence[str]) -> str:
    """Write several texts on a line, with semicolons between them.

    Examples
    --------
    >>> listed(["Moscow", "a; b"]), listed_texts('Moscow; "a; b"')
    ('Moscow; "a; b"', ('Moscow', 'a; b'))
    """
    return "; ".join(
        text if listed_texts(text) == (text,) and is_seen(text) else quoted(text) for text in values
    )


def listed_texts(text: str) -> tuple[str, ...]:
    """Read several texts that stand on a line, with semicolons between them."""
    parts = (part.strip() for part in PARTED.findall(text))
    return tuple(joined([part]) for part in parts if part)


def written(key: str, shape: Shape, value: Any, indent: str) -> Iterator[str]:
    """Write a field by its shape, as lines.

    Parameters
    ----------
    key : str
        Its name in JSON.
    shape : Shape
        What kind of value it has.
    value : Any
        The value, as JSON has it.
    indent : str
        The blanks before it.

    Yields
    ------
    str
        The lines.

    Examples
    --------
    >>> from tracker.formats.jsonl import KINDS
    >>> shapes = KINDS["actor"].fields
    >>> list(written("valid_from", shapes["valid_from"], "1991", "  "))
    ['  valid-from: 1991']
    """
    head = f"{key.replace('_', '-')}:"
    if shape.called in TEXTS or shape.called.startswith("one of"):
        yield from text_lines(head, value, indent)
    elif shape.called == LISTS:
        yield f"{indent}{head} {listed(value)}"
    elif shape.called == FLAGS:
        yield f"{indent}{head} {'yes' if value else 'no'}"
    elif shape.called in NUMBERS:
        yield f"{indent}{head} {number(value)}"
    else:
        yield f"{indent}{head} {json.dumps(value, ensure_ascii=True)}"


def number(value: float) -> str:
    """Write a number, a whole one without a point.

    Examples
    --------
    >>> number(-7.0), number(0.1)
    ('-7', '0.1')
    """
    return str(int(value)) if value == int(value) else repr(value)


def value_read(key: str, shape: Shape, pieces: Sequence[str]) -> Any:
    """Read a field by its shape.

    Parameters
    ----------
    key : str
        Its name, for a refusal.
    shape : Shape
        What kind of value it has.
    pieces : sequence of str
        Its lines.

    Returns
    -------
    Any
        The value as JSON has it.

    Raises
    ------
    InvalidInput
        If it is none of the shape.

    Examples
    --------
    >>> from tracker.formats.jsonl import KINDS
    >>> value_read("avoidable", KINDS["event"].fields["avoidable"], ["yes"])
    True
    """
    text = joined(pieces)
    if shape.called in TEXTS or shape.called.startswith("one of"):
        return text
    if shape.called == LISTS:
        return list(listed_texts(" ".join(pieces).strip()))
    if shape.called == FLAGS:
        if text.casefold() not in YES:
            raise InvalidInput(f"{key} is yes or no, not {excerpt(text)}.")
        return YES[text.casefold()]
    try:
        found = json.loads(text.replace("−", "-").removeprefix("+"))
    except ValueError:
        raise InvalidInput(f"{key} must be {shape.called}, not {excerpt(text)}.") from None
    return found
