"""Checks of JSON and XML before they are parsed: depth of nesting, length of a text."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.limits import CHUNK, set_by, too_long
from tracker.formats.parser_errors import parser_errors

SIGNS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{]|[\]}]', re.DOTALL)


def check_json(text: str, limits: Limits) -> None:
    """Refuse JSON that is nested too deeply, or has too long a text, before it is parsed.

    Parameters
    ----------
    text : str
        The document.
    limits : Limits
        Those in force.

    Raises
    ------
    InvalidInput
        If it is beyond a limit. Whether it is JSON at all is for the parser to say.

    Examples
    --------
    >>> check_json("[[[0]]]", Limits(max_depth=2))
    Traceback (most recent call last):
    tracker.errors.InvalidInput: It is nested more than 2 deep. TRACKER_MAX_DEPTH, or max_depth in \
config.toml, sets another limit.
    """
    if len(text) <= limits.max_cell and text.count("[") + text.count("{") <= limits.max_depth:
        return
    depth = 0
    for found in SIGNS.finditer(text):
        sign = text[found.start()]
        if sign in "[{":
            depth += 1
            if depth > limits.max_depth:
                raise too_deep(limits)
        elif sign in "]}":
            depth -= 1
        elif found.end() - found.start() > limits.max_cell + 2:
            raise too_long("A text in it", limits)


def too_deep(limits: Limits) -> InvalidInput:
    """The refusal of a document that is nested too deeply.

    Parameters
    ----------
    limits : Limits
        Those in force.

    Returns
    -------
    InvalidInput
        It names the limit, and where to set another one.
    """
    return InvalidInput(f"It is nested more than {limits.max_depth} deep. {set_by('max_depth')}")


def check_xml(chunks: Iterator[bytes], limits: Limits) -> None:
    """Refuse XML that declares a document type, is nested too deeply, or has too long a text.

    Parameters
    ----------
    chunks : iterator of bytes
        The document, piece by piece; no more of it is held than a text may be long.
    limits : Limits
        Those in force.

    Raises
    ------
    InvalidInput
        If it is no XML, is beyond a limit, or declares a document type, without which there are
        no entities that could grow.

    Examples
    --------
    >>> check_xml(iter([b"<a><b>text</b></a>"]), Limits(max_depth=1))
    Traceback (most recent call last):
    tracker.errors.InvalidInput: It is nested more than 1 deep. TRACKER_MAX_DEPTH, or max_depth in \
config.toml, sets another limit.
    """
    parser = expat.ParserCreate()
    if hasattr(parser, "SetReparseDeferralEnabled"):  # else a long tag would be noticed late
        parser.SetReparseDeferralEnabled(False)
    depth = length = 0

    def begin(_name: str, _attributes: object) -> None:
        nonlocal depth, length
        depth, length = depth + 1, 0
        if depth > limits.max_depth:
            raise too_deep(limits)

    def end(_name: str) -> None:
        nonlocal depth, length
        depth, length = depth - 1, 0

    def add(text: str) -> None:
        nonlocal length
        length += len(text)
        if length > limits.max_cell:
            raise too_long("A text in it", limits)

    def refuse(*_: object) -> None:
        raise InvalidInput("It declares a document type, which no file of this kind needs.")

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = add
    parser.StartDoctypeDeclHandler = refuse
    given = 0
    with parser_errors("It is no XML"):
        for chunk in chunks:
            parser.Parse(chunk, False)
            given += len(chunk)
            if given - max(parser.CurrentByteIndex, 0) > limits.max_cell + CHUNK:
                raise too_long("A tag or comment in it", limits)
        parser.Parse(b"", True)


def pieces(data: bytes) -> Iterator[bytes]:
    """Cut bytes into pieces, for `check_xml`.

    Parameters
    ----------
    data : bytes
        All of them.

    Yields
    ------
    bytes
        One piece after the other.

    Examples
    --------
    >>> [len(piece) for piece in pieces(bytes(CHUNK + 1))]
    [65536, 1]
    """
    for start in range(0, len(data), CHUNK):
        yield data[start : start + CHUNK]
