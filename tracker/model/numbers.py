"""Numbers in sentences and in JSON: counted nouns, and numbers too long to read."""

import sys

READABLE = 10**15
SAFE = 2**53  # what readers of JSON that know only floating point keep


def counted(number: int, noun: str) -> str:
    """A number with its noun in the plural where there is not one, for sentences in English.

    Pictures, which speak other languages too, have `Language.counted`.

    >>> counted(1, "event"), counted(1200, "link")
    ('1 event', '1,200 links')
    """
    return f"{roughly(number)} {noun}{'s' * (number != 1)}"


def exactly(number: int) -> str:
    """Every digit; Python would refuse to write more than some thousands.

    >>> len(exactly(10**5000))
    5001
    """
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        return str(number)
    finally:
        sys.set_int_max_str_digits(limit)


def in_json(number: int) -> int | str:
    """A number as JSON may have it: as text of its digits where readers would lose some.

    >>> in_json(12), len(in_json(10**5000))
    (12, 5001)
    """
    return number if abs(number) <= SAFE else exactly(number)


def roughly(number: int) -> str:
    """A number as it can be read: grouped, or beyond a thousand billions by its size.

    >>> roughly(4096), roughly(2**70)
    ('4,096', '1.18 × 10^21')
    """
    if number < READABLE:
        return f"{number:,}"
    digits = exactly(number)
    return f"{digits[0]}.{digits[1:3]} × 10^{len(digits) - 1}"
