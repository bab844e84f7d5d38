"""The time axis that leaves out quiet stretches."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.frame.scale import time_scale

DAY = timedelta(days=1)
Stretch = tuple[datetime, datetime]
moments = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1))
spans = st.lists(
    st.tuples(moments, st.timedeltas(timedelta(0), timedelta(days=400))).map(
        lambda pair: (pair[0], pair[0] + pair[1])
    ),
    min_size=1,
    max_size=30,
)


@given(spans, st.lists(moments, min_size=2, max_size=2))
def test_later_is_never_further_left(given_spans: list[Stretch], pair: list[datetime]) -> None:
    """Of two moments the later one never lies to the left of the earlier one."""
    scale = time_scale(given_spans, 100, 900)
    earlier, later = sorted(pair)
    assert scale(earlier) <= scale(later)


@given(spans)
def test_every_event_lies_within_the_axis(given_spans: list[Stretch]) -> None:
    """Every event lies between the two ends of the axis."""
    scale = time_scale(given_spans, 100, 900)
    for start, end in given_spans:
        assert 99.99 <= scale(start) <= scale(end) <= 900.01


@given(spans)
def test_ticks_have_room_for_their_text(given_spans: list[Stretch]) -> None:
    """Ticks stand in order and never so close that their texts would touch."""
    places = [tick.x for tick in time_scale(given_spans, 100, 900).ticks()]
    assert all(after - before > 25 for before, after in pairwise(places))


def test_a_long_silence_becomes_a_break() -> None:
    """A year in which nothing happens is left out, and the break says how long it was."""
    events = [
        (datetime(2015, 9, 30),) * 2,
        *((datetime(2016, 10, day),) * 2 for day in range(1, 8)),
    ]
    breaks = list(time_scale(events, 0, 500).breaks)
    assert [gap.days for _, _, gap in breaks] == [366]


def test_a_steady_rhythm_is_drawn_to_scale() -> None:
    """Events at even distances have no break between them, however far apart they are."""
    events = [(datetime(2000 + year, 6, 1),) * 2 for year in range(12)]
    assert len(time_scale(events, 0, 500).stretches) == 1


def test_no_event_no_axis() -> None:
    """Without an event there is nothing to scale."""
    with pytest.raises(ValueError, match="at least one event"):
        time_scale([], 0, 500)
