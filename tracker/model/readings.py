"""Tell where a link or a claim of order holds only by time zones or by a date in doubt."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from tracker.model.clocks import ALLOWED
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.margins import margin_text
from tracker.model.numbers import counted

DAY = timedelta(days=1)


class Reading(StrEnum):
    """Why an order that dates speak against is not refused; the rule of `tracker check`."""

    ZONES = "zones"
    DOUBT = "doubt"


def reading_of(
    later: Event, earlier: Event, whole: bool = True
) -> tuple[Reading, timedelta] | None:
    """Tell why `later` may come after `earlier` though it is dated before it, and by how much.

    None where its date is not before the other. With `whole` an interval counts until its end,
    else its beginning counts alone, as claims of order do.
    """
    said = later.date.end if whole else (later.date.beginning[1] or later.date.end)
    begun = earlier.date.earliest
    if begun is None or (whole and later.date.latest is None):
        return None
    gap = begun - said - _ahead(later, earlier)
    if gap <= timedelta(0):
        return None
    doubtful = any(event.date.is_approximate for event in (later, earlier))
    return (Reading.DOUBT if doubtful else Reading.ZONES), gap


def is_beyond_margin(later: Event, earlier: Event, gap: timedelta) -> bool:
    """Whether two doubtful dates are further apart than the margins of both."""
    return gap > later.date.margin + earlier.date.margin


def distance_text(gap: timedelta) -> str:
    """How far two dates are apart: `4 days`; below a day in hours and minutes.

    >>> distance_text(timedelta(days=12, seconds=1)), distance_text(timedelta(hours=2, seconds=1))
    ('12 days', '2 hours')
    """
    if gap >= DAY:
        return counted(round(gap / DAY), "day")
    if gap >= timedelta(hours=1):
        return counted(round(gap / timedelta(hours=1)), "hour")
    return counted(max(1, round(gap / timedelta(minutes=1))), "minute")


def tried_for(dates: Iterable[EventDate]) -> str:
    """The offsets at which dates that cannot be were tried; nothing where each states its own."""
    unstated = any(None in date.offsets for date in dates)
    return f", at {ALLOWED}" if unstated else ""


def offsets_tried_near(later: EventDate, earlier: EventDate) -> str:
    """The same of two dates so near one another that a time zone could matter, or nothing."""
    return tried_for((later, earlier)) if earlier.start - later.end < 2 * DAY else ""


def link_doubt(cause: Event, effect: Event) -> str:
    """A sentence on a link that is kept though its effect is dated before its cause, or nothing."""
    return _sentence(effect, cause, reading_of(effect, cause))


def order_doubt(first: Event, then: Event) -> str:
    """A sentence on a claim of order that is kept though the dates speak against it, or nothing."""
    return _sentence(then, first, reading_of(then, first, whole=False))


def _sentence(later: Event, earlier: Event, reading: tuple[Reading, timedelta] | None) -> str:
    if reading is None:
        return ""
    why, gap = reading
    begin = f"Note: {later.handle} ({later.date}) is dated before {earlier.handle} ({earlier.date})"
    if why is Reading.ZONES:
        return (
            f"{begin}, which can be only in different time zones; `tracker check --rule zones` "
            "lists it until the events have theirs (`tracker edit … --zone Europe/Moscow`)."
        )
    margins = [margin_text(e.date.margin) for e in (later, earlier) if e.date.is_approximate]
    within = "beyond" if is_beyond_margin(later, earlier, gap) else "within"
    return (
        f"{begin}, by {distance_text(gap)}; a date in doubt refuses nothing, and this is {within} "
        f"its margin of {' and '.join(margins)} (`tracker check --rule doubt`)."
    )


def _ahead(later: Event, earlier: Event) -> timedelta:
    """By how much the clock of the later event is behind that of the earlier, where known."""
    mine, others = later.date.offsets[1], earlier.date.offsets[0]
    return timedelta(0) if mine is None or others is None else others - mine
