"""Parts of years, months and decades: seasons, quarters, thirds, weeks.

>>> months_of("2016-34"), months_of("2016-24")
(((2016, 4), (2016, 6)), ((2016, 12), (2017, 2)))
>>> third_of("early", "1999-05"), third_of("late", "199X")
('[1999-05-01..1999-05-10]', '[1997..1999]')
"""

import re
from datetime import date, timedelta

PART = re.compile(r"(\d{4})-(2[1-9]|3\d|4[01])(?=[?~%]?$)", re.ASCII)
# The first month and the number of months of each code of EDTF: seasons wherever they are, of the
# north and of the south, quarters, thirds and halves of a year.
PARTS = {
    **{base + n: (3 + 3 * n, 3) for base in (21, 25) for n in range(4)},
    **{29 + n: ((9, 12, 3, 6)[n], 3) for n in range(4)},
    **{33 + n: (1 + 3 * n, 3) for n in range(4)},
    **{37 + n: (1 + 4 * n, 4) for n in range(3)},
    40: (1, 6),
    41: (7, 6),
}
WINTERS = ("24", "28")
THIRDS = {"early": 0, "mid": 1, "late": 2}
WEEKS = ("first", "second", "third", "fourth")
Month = tuple[int, int]


def months_of(text: str) -> tuple[Month, Month] | None:
    """The first and the last month of a part of a year as EDTF has it, or None.

    What begins in December runs on into the next year.
    """
    match = PART.match(text)
    if match is None:
        return None
    year, (first, count) = int(match[1]), PARTS[int(match[2])]
    last = first + count - 1
    return (year, first), (year + (last - 1) // 12, (last - 1) % 12 + 1)


def third_of(which: str, unit: str) -> str | None:
    """One moment within the early, the middle or the late third of a unit of time.

    Of a month these are ten days each, the last what is left; of a year four months each, of a
    season or a quarter one month, of a century 34 years, 33 and 33.
    """
    number = THIRDS[which]
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", unit, re.ASCII):
        year, month = int(unit[:4]), int(unit[5:])
        last = (10, 20, _days(year, month))[number]
        return f"[{unit}-{10 * number + 1:02}..{unit}-{last:02}]"
    if re.fullmatch(r"\d{4}", unit, re.ASCII):
        return f"[{unit}-{4 * number + 1:02}..{unit}-{4 * number + 4:02}]"
    if re.fullmatch(r"\d{3}X", unit, re.ASCII):
        first, last = ((0, 3), (4, 6), (7, 9))[number]
        return f"[{unit[:3]}{first}..{unit[:3]}{last}]"
    if re.fullmatch(r"\d\dXX", unit, re.ASCII):
        first, last = ((0, 33), (34, 66), (67, 99))[number]
        return f"[{unit[:2]}{first:02}..{unit[:2]}{last}]"
    if (months := months_of(unit)) and unit[-1].isdigit() and PARTS[int(unit[5:7])][1] == 3:
        year, month = months[0]
        count = 12 * year + month - 1 + number
        return f"{count // 12:04}-{count % 12 + 1:02}"
    return None


def half_of(second: bool, unit: str) -> str | None:
    """One moment within a half of a month, a decade or a century; of a year EDTF's own code."""
    if re.fullmatch(r"\d{4}", unit, re.ASCII):
        return f"{unit}-{41 if second else 40}"
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", unit, re.ASCII):
        last = _days(int(unit[:4]), int(unit[5:]))
        return f"[{unit}-16..{unit}-{last}]" if second else f"[{unit}-01..{unit}-15]"
    if re.fullmatch(r"\d{3}X", unit, re.ASCII):
        return f"[{unit[:3]}{'5' if second else '0'}..{unit[:3]}{'9' if second else '4'}]"
    if re.fullmatch(r"\d\dXX", unit, re.ASCII):
        return f"[{unit[:2]}{'50' if second else '00'}..{unit[:2]}{'99' if second else '49'}]"
    return None


def week_in(which: str, month: str) -> str | None:
    """One moment in the first seven days of a month, the next seven, or its last.

    >>> week_in("first", "1999-05"), week_in("last", "1999-02")
    ('[1999-05-01..1999-05-07]', '[1999-02-22..1999-02-28]')
    """
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month, re.ASCII):
        return None
    last = _days(int(month[:4]), int(month[5:]))
    first = last - 6 if which == "last" else 7 * WEEKS.index(which) + 1
    return f"[{month}-{first:02}..{month}-{first + 6:02}]"


def week_of(day: str) -> str | None:
    """One moment in the seven days from the Monday of a day's week.

    >>> week_of("1999-05-06")
    '[1999-05-03..1999-05-09]'
    """
    try:
        said = date.fromisoformat(day)
        monday = said - timedelta(days=said.weekday())
        return f"[{monday}..{monday + timedelta(days=6)}]"
    except (ValueError, OverflowError):  # no day, or a week over the end of the calendar
        return None


def _days(year: int, month: int) -> int:
    from calendar import monthrange  # most dates name their day

    return monthrange(year, month)[1] if year else 28
