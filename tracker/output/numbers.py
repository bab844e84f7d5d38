"""Numbers too long to read, in words or in full."""

import sys

READABLE = 10**15


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


def roughly(number: int) -> str:
    """A number as it can be read: grouped, or beyond a thousand billions by its size.

    >>> roughly(4096), roughly(2**70)
    ('4,096', '1.18 × 10^21')
    """
    if number < READABLE:
        return f"{number:,}"
    digits = exactly(number)
    return f"{digits[0]}.{digits[1:3]} × 10^{len(digits) - 1}"
