"""Errors of the libraries that parse files, turned into sentences where they are called.

A library that is given a damaged file raises whatever comes to it: `KeyError`, `AttributeError`,
`struct.error`. Around its calls, and around nothing of our own, any of these says that the file is
not what it should be. Our own readers check what they take and raise `InvalidInput` themselves, so
that a mistake in them is never mistaken for a damaged file.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tracker.errors import InvalidInput, TrackerError

LONGEST_REASON = 160  # characters


@contextmanager
def parser_errors(sentence: str) -> Iterator[None]:
    """Turn what a library raises on a file into a refusal of the file.

    Parameters
    ----------
    sentence : str
        What the file is not, without a full stop.

    Raises
    ------
    InvalidInput
        With the sentence and the library's reason. Refusals of ours, a disk that cannot be read
        and memory that is used up pass as they are.

    Examples
    --------
    >>> with parser_errors("This is no number"):
    ...     int("x")
    Traceback (most recent call last):
    tracker.errors.InvalidInput: This is no number: invalid literal for int() with base 10: 'x'.
    """
    try:
        yield
    except (TrackerError, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise InvalidInput(f"{sentence}: {reason_of(error)}.") from error


def reason_of(error: BaseException) -> str:
    """What an error says, on one short line with nothing a terminal would act on.

    Parameters
    ----------
    error : BaseException
        The error.

    Returns
    -------
    str
        Its text without the last full stop; where it has none, what it is called.

    Examples
    --------
    >>> reason_of(ValueError("no such day.")), reason_of(RecursionError())
    ('no such day', 'RecursionError')
    """
    said = " ".join(str(error).split()).removesuffix(".")
    plain = "".join(letter if letter.isprintable() else "�" for letter in said)
    if plain and isinstance(error, KeyError):
        plain = f"there is no {plain}"
    return plain[:LONGEST_REASON] or type(error).__name__
