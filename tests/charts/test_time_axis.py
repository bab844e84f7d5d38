"""Hours where the span is hours, days at midnight, and no year left out without a word."""

from tracker.charts.calendar import calendar
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.frame.scale import Tick, time_scale
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event


def ticks(*days: str, width: float = 600) -> list[Tick]:
    """The ticks of an axis of events at these dates."""
    dates = [EventDate.parse(day) for day in days]
    return time_scale([(date.start, date.end) for date in dates], 0, width).ticks()


def test_two_events_of_a_day_stand_on_that_day() -> None:
    """Of 26 September the axis names the 26th, where the day begins."""
    found = ticks("2016-09-26", "2016-09-26")
    assert [(tick.x, tick.text, tick.year) for tick in found] == [(0, "26 Sep", "2016")]


def test_days_begin_at_midnight() -> None:
    """Each of a few days is named at its midnight, though an event was at noon."""
    found = ticks("1983-09-26T12:00", "1983-09-28")
    assert [(round(tick.x), tick.text) for tick in found] == [
        (0, "26 Sep"), (200, "27 Sep"), (400, "28 Sep"),
    ]  # fmt: skip


def test_a_span_of_hours_has_hours() -> None:
    """A night is told by the hour, its two days under the first hour of each."""
    found = ticks("1983-09-25T22:15Z", "1983-09-26T02:40Z")
    assert [(tick.text, tick.year) for tick in found] == [
        ("22:00", "25 Sep 1983"), ("23:00", ""), ("00:00", "26 Sep 1983"), ("01:00", ""),
        ("02:00", ""), ("03:00", ""), ("04:00", ""),
    ]  # fmt: skip


def test_one_moment_has_six_hours_around_it() -> None:
    """A single clock time makes an axis, at the end of the calendar too."""
    assert len(ticks("1983-09-26T00:15")) == 7
    assert ticks("9999-12-31T23:59")


def test_an_empty_year_is_named() -> None:
    """Of 1999 and 2001 the calendar says that there is nothing in 2000, and draws a line."""
    events = {
        n: Event(n, f"e{n}", "E", EventDate.parse(day), EventType("t", "T"))
        for n, day in enumerate(("1999-05-03", "2001-05-03"), 1)
    }
    scene = calendar(Chronicle(events), Frame(text_width))
    assert any("nothing in 2000" in line for label in scene.labels for line in label.lines)
    assert [rule.dashed for rule in scene.rules] == [True]


def test_neighbouring_years_have_no_line() -> None:
    """Where no year is left out nothing is said of it."""
    events = {
        n: Event(n, f"e{n}", "E", EventDate.parse(day), EventType("t", "T"))
        for n, day in enumerate(("1999-05-03", "2000-05-03"), 1)
    }
    scene = calendar(Chronicle(events), Frame(text_width))
    assert not any("nothing in" in line for label in scene.labels for line in label.lines)
    assert scene.rules == ()
