"""Times of the clock in words, with the zones that they are of, turned into ISO's form.

>>> clock_of(CLOCK.fullmatch("26 may 1999 06:30 cest"), "1999-05-26", "")
'06:30+02:00'
"""

import re
from datetime import date, timedelta

from tracker.model.date_figures import two_ways

# What clocks are called; those that are called alike in several countries are refused with each.
ZONES = {
    "pkt": "+05:00", "npt": "+05:45", "wib": "+07:00", "jst": "+09:00", "kst": "+09:00",
    "aest": "+10:00", "nzst": "+12:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00",
    "eest": "+03:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mdt": "-06:00",
    "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip
OF_SEVERAL = {
    "ist": ("+05:30", "+02:00"), "cst": ("-06:00", "+08:00"), "bst": ("+01:00", "+06:00"),
}  # fmt: skip
ABBREVIATED = "|".join((*ZONES, *OF_SEVERAL))
TIME = (
    r"(?P<clock>noon|midnight|(?P<hour>\d{1,2})(?:(?:[:h.]|(?<=\d\d))(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d))?)?(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?:h|hrs?\.?|hours|o'clock))?)"
    rf" ?(?P<zone>z|\(?(?:utc|gmt|{ABBREVIATED})?(?: ?[+-]\d{{1,2}}(?::?\d\d)?)?\)?)"
)
CLOCK = re.compile(rf"(?P<on>.+?)(?:,| at|, at|t)? ?{TIME}", re.ASCII)
CLOCK_FIRST = re.compile(rf"(?:at )?{TIME},? (?:on )?(?P<on>.+)", re.ASCII)
# A day, an hour and a minute in six figures, as armed forces write them: 260630Z May 1999.
DATE_TIME_GROUP = re.compile(
    r"(?P<day>\d\d)(?P<time>\d{4}) ?(?P<zone>z)? ?(?P<month>[^\W\d_]{3,}) ?(?P<year>\d{4})"
)


def clock_of(match: re.Match[str], day: str, words: str) -> str | None:
    """The time of a clock in ISO's form; None where there is no such time."""
    zone = _zone(match["zone"])
    if zone is None:
        return None
    if match["clock"] == "midnight":
        zones = OF_SEVERAL.get(zone, (zone,))
        days = dict.fromkeys((day, _next_day(day)))
        midnights = [f"{each}T00:00{ahead}" for each in days for ahead in zones]
        if len(midnights) == 1:  # of the last day that a date can have
            return f"00:00{zone}"
        raise two_ways(words, *midnights)
    if zone in OF_SEVERAL:
        readings = [_clock_at(match, day, words, each) for each in OF_SEVERAL[zone]]
        if not all(readings):
            return None
        raise two_ways(words, *(f"{day}T{each}" for each in readings))
    return _clock_at(match, day, words, zone)


def _clock_at(match: re.Match[str], day: str, words: str, zone: str) -> str | None:
    """The time of a clock that is so far ahead of UTC."""
    if match["clock"] == "noon":
        return f"12:00{zone}"
    hour, half = int(match["hour"]), match["half"]
    if half is None and match["minute"] is None:
        return None  # a bare figure is no time
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    second = f":{match['second']}" if match["second"] else ""
    return f"{hour:02}:{match['minute'] or '00'}{second}{zone}"


def is_bare(match: re.Match[str]) -> bool:
    """Whether a time is nothing but four figures."""
    return match["clock"].isdecimal() and not match["zone"]


def _next_day(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day


def _zone(said: str) -> str | None:
    """An offset as EDTF has it; `+03` is three hours."""
    plain = said.strip("()").replace(" ", "")
    if plain in ("", "z", "utc", "gmt"):
        return "Z" if plain else ""
    if plain in ZONES or plain in OF_SEVERAL:
        return ZONES.get(plain, plain)
    match = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d\d))?", plain, re.ASCII)
    return match and f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"
