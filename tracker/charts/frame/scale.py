"""The scale of a time axis, which leaves out long quiet stretches."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from tracker.charts.words.language import ENGLISH, Language, year_of

QUIET_SHARE = 0.5
LEAST_QUIET = timedelta(days=10)
MOST_BREAKS = 6
BREAK_WIDTH = 30.0
LEAST_TICK = 34.0
YEAR_ROOM = 48.0  # of two years that are named side by side
FOCUS = 2 / 3
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MOST_HOURS = 2 * DAY  # of an axis that shows hours
LEAST_HOURS = 6 * HOUR


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time drawn to scale, from `start` at `x0` to `end` at `x1`."""

    start: datetime
    end: datetime
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment named on the axis; `year` stands under the first of its year.

    Where the text is an hour, `year` is the day, under the first of its day.
    """

    x: float
    text: str
    year: str = ""


@dataclass(frozen=True)
class TimeScale:
    """A map from moments to points on the page, with breaks between its stretches."""

    stretches: tuple[Stretch, ...]
    shows_hours: bool = False

    def __call__(self, moment: datetime) -> float:
        """Place a moment; one within a break lies at its edge."""
        for stretch in self.stretches:
            if moment <= stretch.end:
                inside = max(moment, stretch.start) - stretch.start
                share = inside / (stretch.end - stretch.start)
                return stretch.x0 + share * (stretch.x1 - stretch.x0)
        return self.stretches[-1].x1

    @property
    def breaks(self) -> Iterator[tuple[float, float, timedelta]]:
        """Each break: where it begins and ends on the page, and how much time it leaves out."""
        for before, after in pairwise(self.stretches):
            if after.x0 > before.x1:
                yield before.x1, after.x0, after.start - before.end

    @property
    def seams(self) -> Iterator[float]:
        """The places at which two stretches of other scales touch."""
        for before, after in pairwise(self.stretches):
            if after.x0 <= before.x1:
                yield after.x0

    def ticks(self, language: Language = ENGLISH) -> list[Tick]:
        """Ticks at round dates, or hours, as fine as there is room for; of days at midnight."""
        if self.shows_hours:
            return self._hours(language)
        found: list[Tick] = []
        year = None
        for stretch in self.stretches:
            moments = list(_round_dates(stretch)) or [stretch.start]
            texts = list(_texts(moments, language))
            by_day = len(moments) == 1 or any(moment.day != 1 for moment in moments)
            # A stretch begins with a day on which something happened, in a year that has a name.
            if stretch.start < moments[0] and (by_day or moments[0].year != stretch.start.year):
                texts.insert(0, (stretch.start, language.day(stretch.start)))
            for moment, text in texts:
                x = self(moment)
                two_years = found and found[-1].year and moment.year != year
                if found and x - found[-1].x < (YEAR_ROOM if two_years else LEAST_TICK * 0.75):
                    continue
                found.append(Tick(x, text, "" if moment.year == year else year_of(moment)))
                year = moment.year
        return found

    def _hours(self, language: Language) -> list[Tick]:
        """Ticks at round hours, with the day under the first of it."""
        found: list[Tick] = []
        day = None
        for stretch in self.stretches:
            hours = (stretch.end - stretch.start) / HOUR
            room = (stretch.x1 - stretch.x0) / hours
            step = next((n for n in (1, 2, 3, 6, 12) if room * n >= LEAST_TICK), 24)
            moment = stretch.start.replace(hour=0, minute=0, second=0, microsecond=0)
            while moment <= stretch.end:
                if moment >= stretch.start:
                    named = "" if moment.date() == day else language.short_day(moment)
                    found.append(Tick(self(moment), f"{moment:%H:%M}", named))
                    day = moment.date()
                if moment > datetime.max - DAY:
                    break
                moment += step * HOUR
        return found


def time_scale(
    spans: Iterable[tuple[datetime, datetime]],
    left: float,
    right: float,
    least: float = 64.0,
    focus: tuple[datetime, datetime] | None = None,
    wide: float = BREAK_WIDTH,
    numbers: Iterable[int] | None = None,
) -> TimeScale:
    """Make a scale for spans of time, with a break wherever nothing happens for long.

    Parameters
    ----------
    spans : iterable of (datetime, datetime)
        First and last moment of each event, at least one.
    left, right : float
        Ends of the axis in points.
    least : float
        Least width of a stretch in points.
    focus : (datetime, datetime), optional
        A time that is drawn wider: it has two thirds of what the stretches share.
    wide : float, optional
        How wide a break is, in points.
    numbers : iterable of int, optional
        How many events each of the spans is of, where it is not one.

    Returns
    -------
    TimeScale
        Over two days or less of which clock times are known it shows hours; else each stretch
        begins with a midnight. A gap becomes a break where it is longer than ten days and than half
        of the time that is left when it and all longer gaps are taken out; at most six do, and one
        for every four events.

    Raises
    ------
    ValueError
        If there is no span.

    Examples
    --------
    >>> days = [(datetime(2016, 1, 1), datetime(2016, 1, 3)), (datetime(2016, 9, 1),) * 2]
    >>> len(time_scale(days, 0, 300).stretches)
    2
    """
    given = list(spans)
    if not given:
        raise ValueError("A time axis needs at least one event.")
    times = [1] * len(given) if numbers is None else list(numbers)
    first, last = min(start for start, _ in given), max(end for _, end in given)
    timed = any(end - start < DAY - timedelta(seconds=1) for start, end in given)
    if timed and last - first <= MOST_HOURS:
        return TimeScale((_of_hours(first, last, left, right),), shows_hours=True)
    # Breaks take half the axis at most: one too narrow for any has none.
    most = min(MOST_BREAKS, max(1, sum(times) // 4), int((right - left) / 2 / wide))
    groups = _grouped(_merged(given), most)
    pieces = [piece for start, end in groups for piece in _split(start, end, focus)]
    joints = [wide if after[0] > before[1] else 0.0 for before, after in pairwise(pieces)]
    room = right - left - sum(joints)
    least = min(least, room / len(pieces))
    shares = _shares(pieces, focus)
    if focus is None:
        shares = _by_events(pieces, shares, zip(given, times, strict=True))
    spare = room - least * len(pieces)
    stretches, x = [], left
    for (start, end), share, joint in zip(pieces, shares, [*joints, 0.0], strict=True):
        width = least + spare * share
        stretches.append(Stretch(start, end, x, x + width))
        x += width + joint
    return TimeScale(tuple(stretches))


def _of_hours(first: datetime, last: datetime, left: float, right: float) -> Stretch:
    """One stretch of whole hours around two moments, six or more."""
    start = first.replace(minute=0, second=0, microsecond=0)
    end = last
    if start > datetime.max - DAY:
        start = datetime.max - DAY
    while end < start + LEAST_HOURS or end.minute or end.second:
        end = min(end.replace(minute=0, second=0, microsecond=0), datetime.max - DAY) + HOUR
        if end >= datetime.max - DAY:
            break
    return Stretch(start, max(end, start + HOUR), left, right)


def _split(
    start: datetime, end: datetime, focus: tuple[datetime, datetime] | None
) -> list[tuple[datetime, datetime]]:
    """A stretch cut where the focus begins and ends within it, each part a day long or more."""
    cuts = [cut for cut in focus or () if start + DAY <= cut <= end - DAY]
    bounds = [start, *cuts, end]
    return list(pairwise(bounds))


def _shares(
    pieces: list[tuple[datetime, datetime]], focus: tuple[datetime, datetime] | None
) -> list[float]:
    """The part of the room that each stretch has: by its time, but for the weight of the focus."""
    inside = [bool(focus and focus[0] <= start and end <= focus[1]) for start, end in pieces]
    whole = sum((end - start for start, end in pieces), timedelta())
    chosen = sum((e - s for (s, e), w in zip(pieces, inside, strict=True) if w), timedelta())
    wide = max(FOCUS, chosen / whole)  # a focus is never narrower than it would be without
    shares = []
    for (start, end), within in zip(pieces, inside, strict=True):
        alike = [p for p, other in zip(pieces, inside, strict=True) if other == within]
        part = (end - start) / sum((last - first for first, last in alike), timedelta())
        weight = 1.0 if len(alike) == len(pieces) else wide if within else 1 - wide
        shares.append(part * weight)
    return shares


def _by_events(
    pieces: list[tuple[datetime, datetime]],
    shares: list[float],
    spans: Iterable[tuple[tuple[datetime, datetime], int]],
) -> list[float]:
    """The shares, of which a stretch with one event has half of the busiest's at the most.

    Else one that is known to its year alone would be wider than a busy week.
    """
    starts = [start for start, _ in pieces]
    counts: Counter[int] = Counter()
    for (_, end), times in spans:
        counts[max(0, bisect_right(starts, end) - 1)] += times
    busiest = max(range(len(pieces)), key=lambda place: (counts[place], shares[place]))
    if counts[busiest] < 2:
        return shares
    most = shares[busiest] / 2
    cut = [min(share, most) if counts[place] == 1 else share for place, share in enumerate(shares)]
    return [share / sum(cut) for share in cut]


def _merged(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The spans, each at least a day long, joined where they touch."""
    merged: list[tuple[datetime, datetime]] = []
    for start, end in sorted(_at_least_a_day(s, e) for s, e in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _at_least_a_day(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    start = start.replace(hour=0, minute=0, second=0, microsecond=0)
    start = min(start, datetime.max - DAY)  # the calendar has no day after its last
    return start, max(end, start + DAY)


def _grouped(busy: list[tuple[datetime, datetime]], most: int) -> list[tuple[datetime, datetime]]:
    """The busy spans joined over every gap that is short beside the time that stays.

    The shortest gap is sought that, taken out together with all longer ones, is still long
    beside what is left; but never more than `most`.
    """
    gaps = [after[0] - before[1] for before, after in pairwise(busy)]
    whole = busy[-1][1] - busy[0][0]
    threshold = timedelta.max
    for gap in sorted(set(gaps), reverse=True):
        out = [other for other in gaps if other >= gap]
        kept = whole - sum(out, timedelta())
        if len(out) > most:
            break
        if gap >= LEAST_QUIET and gap >= kept * QUIET_SHARE:
            threshold = gap
    groups = [busy[0]]
    for start, end in busy[1:]:
        if start - groups[-1][1] >= threshold:
            groups.append((start, end))
        else:
            groups[-1] = (groups[-1][0], end)
    return groups


def _round_dates(stretch: Stretch) -> Iterator[datetime]:
    """Round dates within a stretch, of the finest unit that leaves room for its texts."""
    days = (stretch.end - stretch.start) / DAY
    width = stretch.x1 - stretch.x0
    if days <= 3:  # a few days drawn wide: each is named where it begins, the first in any case
        for number in range(max(1, round(days))) if width / days >= LEAST_TICK else (0,):
            yield stretch.start + number * DAY
        return
    for step in (1, 2, 5, 10):
        if width / days * step >= LEAST_TICK:
            moment = stretch.start.replace(hour=0, minute=0, second=0, microsecond=0)
            while moment <= min(stretch.end, datetime.max - DAY):
                rounded = moment.day == 1 or (step == 1 or moment.day % step == 0)
                if rounded and moment >= stretch.start and not (moment.day > 28 and step > 2):
                    yield moment
                moment += DAY
            return
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400):
        if width / days * 30.4 * months >= LEAST_TICK:
            first = stretch.start.year * 12 + stretch.start.month - 1
            last = stretch.end.year * 12 + stretch.end.month
            for number in range(first, last):
                moment = datetime(max(1, number // 12), number % 12 + 1, 1)
                if number % months == 0 and stretch.start <= moment <= stretch.end:
                    yield moment
            return


def _texts(moments: list[datetime], language: Language) -> Iterator[tuple[datetime, str]]:
    """The text under each tick: the day, the month, or only the year."""
    by_day = any(moment.day != 1 for moment in moments) or len(moments) == 1
    years_only = len(moments) > 1 and all(m.month == 1 and m.day == 1 for m in moments)
    for moment in moments:
        if by_day:
            yield moment, language.day(moment)
        else:
            yield moment, "" if years_only else language.month(moment)
