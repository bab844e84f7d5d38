"""Hours where the span is hours, days at midnight, and no year left out without a word."""

from tracker.charts.calendar import calendar
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.frame.scale import Tick, time_scale
from tracker.charts.timeline.layout import timeline
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


def test_a_narrow_stretch_begins_with_its_first_day() -> None:
    """Of some days in little room the first is named, on which something happened."""
    found = ticks("2016-09-26/2016-10-08", "2016-10-14", width=120)
    assert [(tick.text, tick.year) for tick in found] == [
        ("26 Sep", "2016"), ("1 Oct", ""), ("10 Oct", ""),
    ]  # fmt: skip


def test_each_stretch_names_the_year_in_which_it_begins() -> None:
    """What happened in September 1991 is not read as of the year that the axis names before."""
    days = [f"{year}-09-26" for year in (1983, 1991, 1992, 1993, 1994, 1995, 1996, 2016)]
    found = [(tick.text, tick.year) for tick in ticks(*days, width=700) if tick.year]
    assert found[:3] == [("26 Sep", "1983"), ("26 Sep", "1991"), ("Jul", "1992")]


def test_labels_on_an_axis_of_hours_tell_the_clock() -> None:
    """The axis names the day; the label says when on it."""
    kind = EventType("t", "T")
    events = {
        n: Event(n, f"e{n}", title, EventDate.parse(day), kind)
        for n, (title, day) in enumerate(
            [("Alarm", "1983-09-26T00:15+04:00"), ("Report", "1983-09-26T00:40+04:00")], 1
        )
    }
    lines = [label.lines[0] for label in timeline(Chronicle(events), Frame(text_width)).labels]
    assert "00:15: Alarm" in lines
    assert "00:40: Report" in lines


def test_a_date_in_doubt_is_explained_with_its_margin() -> None:
    """The legend tells the margin of a doubt from a date that is only imprecise."""
    kind = EventType("t", "T")
    for day, texts in (
        ("1999-05", {"some time within"}),
        ("1999-05-05~", {"in doubt: with its margin"}),
        ("1999-05-05~/1999-05-07", {"in doubt: with its margin", "from its first day to its last"}),
    ):
        scene = timeline(
            Chronicle({1: Event(1, "e", "E", EventDate.parse(day), kind)}), Frame(text_width)
        )
        entries = {entry.text for span in scene.spans for entry in span.legend}
        assert entries == texts
