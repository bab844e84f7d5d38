"""The choice of events that a crowded picture names."""

import pytest

from tests.analysis.drawn import event
from tracker.charts.timeline.prominence import most_prominent
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link


def crisis(*intensities: float | None, links: tuple[tuple[int, int], ...] = ()) -> Chronicle:
    """Events in order of time, numbered from 1, with these intensities and links."""
    events = {
        number: event(number, own_intensity=intensity)
        for number, intensity in enumerate(intensities, start=1)
    }
    return Chronicle(events, tuple(Link(*ends, "provokes", 0.5) for ends in links))


@pytest.mark.parametrize(
    ("count", "named"),
    [(0, set()), (1, {1}), (2, {1, 5}), (4, {1, 3, 5, 7}), (8, set(range(1, 9)))],
)
def test_equals_are_taken_from_all_over_the_time(count: int, named: set[int]) -> None:
    """Of eight alike the first, then the middle, then the quarters; not the first few."""
    assert most_prominent(crisis(*[-5.0] * 8), count) == named


@pytest.mark.parametrize("count", range(7))
def test_the_more_intense_come_first(count: int) -> None:
    """By the distance from 0 on either side; what has no intensity comes last."""
    order = (3, 1, 6, 4, 2, 5)
    assert most_prominent(crisis(-8.0, 2.0, 10.0, -4.0, None, 6.0), count) == set(order[:count])


def test_an_end_of_links_comes_before_one_that_is_a_little_more_intense() -> None:
    """Each link counts for a point and a half, on both its ends, several claims of it once."""
    linked = crisis(-5.0, -5.0, -6.4, -6.6, links=((1, 2),))
    assert most_prominent(linked, 1) == {4}
    assert most_prominent(linked, 3) == {4, 1, 2}
    twice = Chronicle(
        linked.events,
        (*linked.links, Link(1, 2, "provokes", 0.9, "RUS"), Link(1, 2, "x", 0.9, "USA")),
    )
    assert most_prominent(twice, 3) == {4, 1, 2}


def test_more_than_five_links_count_for_five() -> None:
    """So that a hub of little weight does not come before what is as linked and more intense."""
    others = tuple((number, 1) for number in range(3, 11))
    hub = crisis(0.0, -0.1, *[0.0] * 8, links=(*others, *((n, 2) for n in range(3, 8))))
    assert most_prominent(hub, 1) == {2}
    fewer = crisis(0.0, -0.1, *[0.0] * 8, links=(*others, *((n, 2) for n in range(3, 7))))
    assert most_prominent(fewer, 1) == {1}


@pytest.mark.parametrize(
    ("count", "named"), [(0, {2, 4}), (1, {2, 4}), (2, {2, 4}), (3, {2, 4, 1}), (4, {2, 4, 1, 3})]
)
def test_those_always_named_count_among_them(count: int, named: set[int]) -> None:
    """They come first, all of them even where they are more, and leave the rest of the room."""
    found = most_prominent(crisis(-9.0, 0.0, -8.0, 0.0), count, always=(4, 2))
    assert found == named
