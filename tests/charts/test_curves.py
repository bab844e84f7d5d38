"""The curves of arrows."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.curves import outline
from tracker.charts.scene import Arrow

POINT = st.tuples(st.floats(0, 1000), st.floats(0, 1000))


@given(POINT, POINT, st.sampled_from([-0.18, 0.18]), st.floats(0.4, 3))
def test_an_arc_stays_between_its_marks_and_ends_in_its_head(
    start: tuple[float, float], end: tuple[float, float], bend: float, width: float
) -> None:
    """It leaves the marks free, and its shaft ends where its head begins."""
    drawn = outline(Arrow((start, end), "#000000", width, bend=bend))
    far = math.dist(start, end)
    free = min(5.0, far / 4)
    assert abs(math.dist(drawn.head[0], end) - free) < 0.2
    assert abs(math.dist(drawn.curve[0][0], start) - free) < 0.2
    base = [(a + b) / 2 for a, b in zip(drawn.head[1], drawn.head[2], strict=True)]
    assert math.dist(base, drawn.curve[-1][3]) < 1e-6


def test_a_link_over_columns_is_one_line_without_gaps() -> None:
    """Each piece begins where the last ended, level."""
    points = ((0.0, 0.0), (50.0, 20.0), (90.0, 20.0), (140.0, 60.0))
    curve = outline(Arrow(points, "#000000", 1.0)).curve
    for before, after in pairwise(curve):
        assert before[3] == after[0]
    assert curve[0][0] == points[0]
    assert all(piece[0][1] == piece[1][1] for piece in curve)
