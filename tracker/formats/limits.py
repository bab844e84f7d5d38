"""Limits of what is read from a file, and the refusals of what is beyond them.

`bounded_streams` holds a file to them while it is read, `row_lines` its rows, `nesting` documents.
"""

from tracker.config import Limits, size_in_words
from tracker.errors import InvalidInput

DEFAULT = Limits()
CUT_OFF = "\0\u2026\0"  # what a line ends with of which the rest was left out
LINES_OF_ROW = 16  # a row may be so many times as long as a cell
CHUNK = 2**16


def set_by(setting: str) -> str:
    """Say where a limit is set.

    Parameters
    ----------
    setting : str
        The name of one of the `Limits`.

    Returns
    -------
    str
        What a refusal ends with.

    Examples
    --------
    >>> set_by("max_depth")
    'TRACKER_MAX_DEPTH, or max_depth in config.toml, sets another limit.'
    """
    return f"TRACKER_{setting.upper()}, or {setting} in config.toml, sets another limit."


def too_large(limits: Limits) -> InvalidInput:
    """The refusal of a file that holds too much.

    Parameters
    ----------
    limits : Limits
        Those in force.

    Returns
    -------
    InvalidInput
        It names the limit, and where to set another one.
    """
    return InvalidInput(
        f"It holds more than {size_in_words(limits.max_unpacked)}, unpacked. "
        f"{set_by('max_unpacked')}"
    )


def too_long(what: str, limits: Limits) -> InvalidInput:
    """The refusal of a cell, line or other text that is too long.

    Parameters
    ----------
    what : str
        What is too long, as the sentence begins.
    limits : Limits
        Those in force.

    Returns
    -------
    InvalidInput
        It names the limit, and where to set another one.

    Examples
    --------
    >>> str(too_long("Line 7", Limits()))[:28]
    'Line 7 is longer than 1 MiB.'
    """
    return InvalidInput(
        f"{what} is longer than {size_in_words(limits.max_cell)}. {set_by('max_cell')}"
    )


def cut_off_because(limits: Limits) -> str:
    """The reason why a row was rejected of which a line was cut off.

    Parameters
    ----------
    limits : Limits
        Those in force.

    Returns
    -------
    str
        It names the limit, and where to set another one.

    Examples
    --------
    >>> cut_off_because(Limits())[:37]
    'has a line that is longer than 1 MiB.'
    """
    longest = size_in_words(limits.max_cell)
    return f"has a line that is longer than {longest}. {set_by('max_cell')}"


def too_long_a_row(what: str, limits: Limits) -> InvalidInput:
    """The refusal of a row that is many times as long as a cell may be.

    Parameters
    ----------
    what : str
        What is too long, as the sentence begins.
    limits : Limits
        Those in force.

    Returns
    -------
    InvalidInput
        It names the limit, its usual reason, and where to set another one.
    """
    most = size_in_words(LINES_OF_ROW * limits.max_cell)
    return InvalidInput(
        f"{what} is longer than {most}; look for a quotation mark that is not closed. "
        f"{set_by('max_cell')}"
    )


def limits_of(stream: object) -> Limits:
    """The limits that a text was opened with, else the default ones.

    Parameters
    ----------
    stream : text stream
        As a reader receives it.

    Returns
    -------
    Limits
        Those in force for it.

    Examples
    --------
    >>> import io
    >>> limits_of(io.StringIO("")) == Limits()
    True
    """
    limits = getattr(stream, "limits", DEFAULT)
    return limits if isinstance(limits, Limits) else DEFAULT
