"""Time zones by their names, such as Europe/Moscow, and what they were ahead of UTC at a moment.

>>> from datetime import datetime
>>> offset_at("Europe/Moscow", datetime(2016, 10, 3)).total_seconds() / 3600
3.0
"""

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tracker.errors import InvalidText, Refused

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

OF_THE_MACHINE = {"localtime", "Factory"}  # which differ from one machine to the next


def checked_zone(text: str) -> str | None:
    """The name of a time zone as the tz database spells it; None for an empty text.

    >>> checked_zone("europe/moscow"), checked_zone("")
    ('Europe/Moscow', None)
    """
    wanted = "_".join(text.split()).casefold()
    if not wanted:
        return None
    names = _names()
    if not names:
        raise Refused(
            "This machine has no tz database, so no zone is known by its name: pip install tzdata, "
            "or give the date its offset, such as 2016-10-03T22:00+03:00."
        )
    if wanted in names:
        return names[wanted]
    from difflib import get_close_matches

    by_city = [name for name in names.values() if name.casefold().rpartition("/")[2] == wanted]
    near = by_city or [names[each] for each in get_close_matches(wanted, names, n=2)]
    hint = f"; perhaps {' or '.join(near[:2])} is meant" if near else ", such as Europe/Moscow"
    raise InvalidText(f"time zone {text[:40]!r}", f"is none of the tz database{hint}")


def offset_at(zone: str, moment: datetime, last: bool = False) -> timedelta | None:
    """The offset from UTC of a clock there that shows a moment; None where the zone is unknown.

    Of a moment that the clock shows twice, as when summer ends, the first is meant, or the `last`.
    """
    found = _zone(zone)
    return None if found is None else moment.replace(tzinfo=found, fold=last).utcoffset()


@cache
def _names() -> dict[str, str]:
    """The names of all zones, by themselves in small letters."""
    from zoneinfo import available_timezones

    return {name.casefold(): name for name in sorted(available_timezones() - OF_THE_MACHINE)}


@cache
def _zone(name: str) -> "ZoneInfo | None":
    """A zone by its name; None for what another program wrote, or another tz database has."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None
