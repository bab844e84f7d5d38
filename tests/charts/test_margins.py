"""Links in the margin of a timeline of letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.margins import ARROW, DOWN, LINES, link_margin
from tracker.charts.textual import text_timeline
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.link import Link
from tracker.store import chronicle as stored
from tracker.store.database import Database

DAY, KIND = EventDate.parse("2016-10-03"), EventType("t", "T")


def linked(pairs: list[tuple[int, int]], count: int) -> Chronicle:
    """So many events of one day, and links between them."""
    events = {number: Event(number, f"e{number}", "E", DAY, KIND) for number in range(count)}
    return Chronicle(events, tuple(Link(*pair, "enables", 0.5) for pair in pairs))


def test_a_line_leads_from_a_cause_down_to_its_effect() -> None:
    """The lines of two links, the longer further out; beside wrapped text they go on."""
    found = linked([(0, 1), (0, 3)], 4)
    margin = link_margin(found, tuple(found.events.values()), 3)
    assert margin.rows == ("╭┬─", "│╰▸", "│  ", "╰─▸")
    assert margin.below == ("││ ", "│  ", "│  ", "   ")
    assert (margin.drawn, margin.links) == (2, 2)


@given(st.data(), st.integers(2, 25), st.integers(1, 5))
def test_every_drawn_link_ends_in_an_arrow(data: st.DataObject, count: int, most: int) -> None:
    """Rows are of one width, an effect has an arrow, and no line begins or ends in the void."""
    pairs = data.draw(
        st.lists(
            st.tuples(st.integers(0, count - 2), st.integers(1, count - 1)).filter(
                lambda pair: pair[0] < pair[1]
            ),
            unique=True, max_size=30,
        )
    )  # fmt: skip
    found = linked(pairs, count)
    margin = link_margin(found, tuple(found.events.values()), most)
    assert margin.links == len(pairs)
    assert len(set(map(len, margin.rows))) == 1
    assert sum(row.endswith(ARROW) for row in margin.rows) == margin.drawn
    down = {LINES[mask] for mask in LINES if mask & DOWN}
    for row, below, following in zip(margin.rows, margin.below, margin.rows[1:], strict=False):
        for sign, line, after in zip(row[:-1], below, following, strict=False):
            assert (sign in down) == (line == "│")
            if line == "│":
                assert after in "│├╰┼┴"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_key_explains_what_is_there(sample: Database, width: int) -> None:
    """Breaks, links and how many of them there is room for."""
    chart = text_timeline(stored.load(sample), width)
    assert "· quiet time left out" in chart.key
    assert "╰▸ from its likeliest cause" in chart.key
    assert " of 32 links drawn" in chart.key
    assert any(row.links.endswith("▸") for row in chart.rows)
