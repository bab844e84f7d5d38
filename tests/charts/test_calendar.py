"""The calendar: events counted by day and month."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.overlaps import overlapping
from tracker.charts.calendar import CalendarOptions, calendar
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.scene import Scene
from tracker.charts.style.theme import HEAT, PANEL, classes_of, heat, ranges
from tracker.charts.words.language import language_of
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.picture import Size
from tracker.store import chronicle
from tracker.store.database import Database


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis of 2016."""
    found = chronicle.load(sample)
    return replace(found, events={
        number: event for number, event in found.events.items() if event.date.start.year == 2016
    })  # fmt: skip


def test_each_day_has_the_colour_of_its_count(crisis: Chronicle) -> None:
    """As many cells of each colour as there are days with so many events of a known day."""
    scene = calendar(crisis, Frame(text_width))
    days = Counter(
        event.when.start.date() for event in crisis.events.values()
        if event.when.start.date() == event.when.end.date()
    )  # fmt: skip
    cells = [box for box in scene.boxes if box.width > 13]  # those of the key are smaller
    drawn = Counter(box.fill for box in cells)
    starts = classes_of(days.values(), len(HEAT))
    shades = Counter(heat(count, starts) for count in days.values())
    assert drawn == shades + Counter({PANEL: len(cells) - len(days)})
    assert sum(1 for mark in scene.marks if mark.event) == len(days)


def test_an_imprecise_date_is_on_no_day(crisis: Chronicle) -> None:
    """It is a line under each day that it may be of, and the picture says how many there are.

    Several of one class are one line, which would lie on itself.
    """
    scene = calendar(crisis, Frame(text_width))
    loose = [e for e in crisis.events.values() if e.when.start.date() != e.when.end.date()]
    lines = {
        (e.when.start.date() + timedelta(number), e.tone)
        for e in loose
        for number in range((e.when.end.date() - e.when.start.date()).days + 1)
    }
    assert len(scene.rules) == len(lines)
    assert any(f"{len(loose)} of no one day" in label.text for label in scene.labels)


def test_weeks_begin_on_monday(crisis: Chronicle) -> None:
    """Every Monday stands on the uppermost row, every Sunday on the lowest, and so are they named."""
    scene = calendar(crisis, Frame(text_width))
    cells = [box for box in scene.boxes if box.width > 13]  # those of the key are smaller
    first = min(event.when.start for event in crisis.events.values()).date().replace(day=1)
    rows = sorted({cell.y for cell in cells}, reverse=True)
    columns = sorted({cell.x for cell in cells})
    placed = {
        first + timedelta(number): (columns.index(cell.x), rows.index(cell.y))
        for number, cell in enumerate(cells)
    }
    # What a wall calendar has: rows by weekday, and the next column from each Monday on.
    start = first - timedelta(first.weekday())
    assert placed == {day: ((day - start).days // 7, day.weekday()) for day in placed}
    assert {row for _, row in placed.values()} == set(range(7))
    named = {label.text: label.y for label in scene.labels if label.anchor == "right"}
    middles = [y + cells[0].height / 2 for y in rows]
    assert [named[day] for day in ("Mon", "Wed", "Fri", "Sun")] == pytest.approx(
        [middles[row] for row in (0, 2, 4, 6)], abs=1
    )


def test_a_century_is_drawn_by_months(made_up: Callable[[int], Chronicle]) -> None:
    """Over more than twelve years cells are months, in a row for each year that has any event."""
    crisis = made_up(200)
    spread = {
        number: replace(event, date=EventDate.parse(f"{1918 + 3 * (number % 30)}-05-0{number % 9 + 1}"))
        for number, event in crisis.events.items()
    }  # fmt: skip
    scene = calendar(replace(crisis, events=spread), Frame(text_width))
    years = [label.text for label in scene.labels if label.text.isdigit() and len(label.text) == 4]
    assert years == [str(1918 + 3 * n) for n in range(30)]
    assert scene.title.startswith("Month by month")
    assert overlapping(scene.labels, scene) == []


@pytest.mark.parametrize("count", [1, 200, 2_000])
def test_no_two_labels_overlap(made_up: Callable[[int], Chronicle], count: int) -> None:
    """From one event to thousands the renderer finds no overlap."""
    scene = calendar(made_up(count), Frame(text_width))
    assert overlapping(scene.labels, scene) == []


def test_darker_is_more() -> None:
    """The classes grow darker, so that grey print keeps their order."""
    shades = [sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in HEAT]
    assert shades == sorted(shades, reverse=True)
    assert [heat(least, (1, 2, 3, 5, 9)) for least in (1, 2, 3, 5, 9)] == list(HEAT)


@given(st.lists(st.integers(0, 10_000), max_size=60), st.integers(1, 5))
def test_classes_hold_every_count_once_and_none_is_empty(counts: list[int], most: int) -> None:
    """Each class of the key has a cell, equal counts are of one, and all the greatest is in it."""
    starts = classes_of(counts, most)
    some = [count for count in counts if count]
    assert len(starts) == len(set(some)) or 0 < len(starts) <= most < len(set(some))
    if not some:
        return
    for first, last in ranges(starts, max(some)):
        assert any(first <= count <= last for count in some)
    assert all(sum(a <= n <= b for a, b in ranges(starts, max(some))) == 1 for n in some)


def test_a_record_of_busy_days_is_not_of_one_shade(made_up: Callable[[int], Chronicle]) -> None:
    """Where every day has many events the shades are parted at its own numbers."""
    scene = calendar(made_up(20_000), Frame(text_width))
    cells = Counter(box.fill for box in scene.boxes if box.event is None and box.fill in HEAT)
    assert len(cells) == len(HEAT)
    assert max(cells.values()) < 0.5 * cells.total()


def test_what_has_no_end_is_on_no_day(crisis: Chronicle) -> None:
    """An open interval is counted apart, not on its first day."""
    number, event = next(iter(crisis.events.items()))
    events = {**crisis.events, number: replace(event, date=EventDate.parse("2016-07-01/.."))}
    scene = calendar(replace(crisis, events=events), Frame(text_width))
    assert all(mark.event != number for mark in scene.marks)
    assert "1 open or of more than two months are left out" in scene.labels[1].text


def test_events_of_no_one_day_alone_are_lines(crisis: Chronicle) -> None:
    """Where no cell has an event there is no class of counts, and a line under each day."""
    one = replace(next(iter(crisis.events.values())), date=EventDate.parse("2016-10"))
    scene = calendar(Chronicle({one.id: one}), Frame(text_width))
    assert len([rule for rule in scene.rules if rule.width == 1.2]) >= 31
    assert {box.fill for box in scene.boxes} == {PANEL}


def column(crisis: Chronicle, size: str = "85mm") -> Scene:
    """The calendar for a width."""
    return calendar(crisis, Frame(text_width, width=Size.parse(size).points(150)[0]))


@pytest.mark.parametrize(("size", "beside"), [("85mm", 2), ("180mm", 4)])
def test_in_a_column_months_are_blocks_of_weeks(crisis: Chronicle, size: str, beside: int) -> None:
    """As a wall calendar has them: each day in the column of its weekday, below its last week."""
    scene = column(crisis, size)
    bold = [label for label in scene.labels[1:] if label.weight == "bold"]
    names = [label for label in bold if label.text.endswith(" 2016")]
    assert [label.text for label in names] == [
        f"{month} 2016"
        for month in ("June", "July", "September", "October", "November", "December")
    ]
    assert len({round(label.x, 3) for label in names}) == beside
    numbers = [label for label in scene.labels if label.text.isdigit() and label.size == 7]
    days = [date(2016, month, day) for month in (6, 7, 9, 10, 11, 12)
            for day in range(1, monthrange(2016, month)[1] + 1)]  # fmt: skip
    assert [int(label.text) for label in numbers] == [day.day for day in days]
    cells = [box for box in scene.boxes if box.height > 14]
    assert len(cells) == len(days)
    high = cells[0].y - cells[5].y  # from Wednesday, 1 June to Monday, 6 June
    heads = {label.text: label for label in names}
    for cell, day in zip(cells, days, strict=True):
        head = heads[f"{day:%B %Y}"]
        wide = cells[1].x - cells[0].x
        assert cell.x == pytest.approx(head.x + wide * day.weekday())
        week = (day.day - 1 + day.replace(day=1).weekday()) // 7
        assert cell.y == pytest.approx(head.y - 16 - high * (week + 1))
    assert any("months without any are left out" in label.text.replace("\n", " ")
               for label in scene.labels)  # fmt: skip


def test_in_a_column_each_day_has_the_colour_of_its_count(crisis: Chronicle) -> None:
    """The shades are those of the wide calendar, but for the days of months without any event."""
    wide, slim = calendar(crisis, Frame(text_width)), column(crisis)
    shades = [
        Counter(box.fill for box in scene.boxes if box.width > 12.5 and box.fill != PANEL)
        for scene in (wide, slim)
    ]
    assert shades[0] == shades[1]
    assert [mark.event for mark in wide.marks if mark.event] == [
        mark.event for mark in slim.marks if mark.event
    ]
    assert len(wide.rules) == len(slim.rules)


@pytest.mark.parametrize(("years", "by_month"), [(1, False), (2, True), (20, True)])
@pytest.mark.parametrize("code", ["en", "uk"])
def test_in_a_column_type_is_legible_and_nothing_overlaps(
    made_up: Callable[[int], Chronicle], years: int, by_month: bool, code: str
) -> None:
    """Of more months than a page has room for by days, cells are months."""
    made = made_up(500)
    events = {
        number: replace(
            event,
            date=EventDate.parse(f"{date(1994, 1, 1) + timedelta(number * 365 * years // 502)}"),
        )
        for number, event in made.events.items()
    }
    width = Size.parse("85mm").points(150)[0]
    frame = Frame(text_width, width=width, language=language_of(code))
    scene = calendar(replace(made, events=events), frame)
    cells = [box for box in scene.boxes if box.width > 12.5 and box.height > 12.5]
    assert len(cells) == (12 * years if by_month else 365)
    assert scene.width == width
    assert min(label.size for label in scene.labels) >= 7
    assert overlapping(scene.labels, scene) == []
    for label in scene.labels:
        broad = max(text_width(line, label.size) for line in label.lines)
        left = label.x - {"left": 0, "middle": 0.5, "right": 1}[label.anchor] * broad
        assert 0 <= left <= left + broad <= width


def test_in_a_column_months_of_very_many_events_are_named_by_those_of_their_days(
    crisis: Chronicle,
) -> None:
    """Events that are named for busy days stand in the entries of the months of these days."""
    one, other = list(crisis.events.values())[:2]
    dates = [f"{year}-{month:02}-0{day}" for year in (2014, 2015) for month in range(1, 13)
             for day in (3, 4)]  # fmt: skip
    events = {
        number: replace(one, id=number, date=EventDate.parse(text))
        for number, text in enumerate(dates, start=1)
    }
    named = {date(2014, 1, 3): (one,), date(2014, 1, 4): (other,)}
    width = Size.parse("85mm").points(150)[0]
    options = CalendarOptions(dict.fromkeys(events, 10) | {1: 30}, named)
    scene = calendar(Chronicle(events), Frame(text_width, width=width), options)
    said = " ".join(label.text for label in scene.labels)
    assert f"January 2014 (40): {one.title}; {other.title}" in said
