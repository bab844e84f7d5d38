"""The order of a date's figures in a table: as the person says it, or as a column shows it."""

import re
from collections.abc import Iterable
from enum import StrEnum

from tracker.errors import InvalidInput, excerpt

NUMBERS = re.compile(r"(\d{1,4})([-/. ]) ?(\d{1,2})\2 ?(\d{1,4})\.?", re.ASCII)


class Order(StrEnum):
    """In which order figures with slashes, dots or hyphens stand."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


def order_of(text: str) -> Order:
    """An order of figures by its name.

    Parameters
    ----------
    text : str
        ``dmy``, ``mdy`` or ``ymd``; capitals do not matter.

    Returns
    -------
    Order
        The order.

    Raises
    ------
    InvalidInput
        If there is no such order.

    Examples
    --------
    >>> order_of("DMY").value
    'dmy'
    """
    try:
        return Order(text.strip().lower())
    except ValueError:
        raise InvalidInput(
            f"{excerpt(text)} is no order of figures; write dmy (03/10/2016 is 3 October), mdy, "
            "or ymd."
        ) from None


def order_shown(column: Iterable[str]) -> tuple[Order | None, str]:
    """The order that the dates of a column show which can be read in one way, if they agree.

    Parameters
    ----------
    column : iterable of str
        The cells.

    Returns
    -------
    tuple of Order or None, and str
        The order, and a date that shows it.

    Examples
    --------
    >>> order_shown(["03/10/2016", "26/10/2016"])
    (<Order.DMY: 'dmy'>, '26/10/2016')
    """
    shown: dict[Order, str] = {}
    for cell in column:
        head = cell.split()[0] if cell.strip() else ""
        match = NUMBERS.fullmatch(head)
        if match is None or len(match[1]) > 2 or len(match[4]) != 4:
            continue
        day_first, month_first = int(match[1]) > 12, int(match[3]) > 12
        if day_first != month_first:
            shown.setdefault(Order.DMY if day_first else Order.MDY, head)
    return next(iter(shown.items())) if len(shown) == 1 else (None, "")
