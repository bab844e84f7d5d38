"""Rows of a lane."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.drawn import event
from tracker.charts.timeline.packing import GAP, LaneItem, packed


@given(
    st.lists(
        st.tuples(st.floats(0, 900), st.floats(1, 200), st.booleans()), max_size=40
    )
)  # fmt: skip
def test_entries_of_a_row_never_meet(taken: list[tuple[float, float, bool]]) -> None:
    """Every entry has a place, and labelled ones of a row stand at least a gap apart."""
    entries = [
        LaneItem(event(1), ("label",) if named else (), first, first + wide)
        for first, wide, named in sorted(taken)
    ]
    rows = packed(entries)
    assert sum(len(row.items) for row in rows) == len(entries)
    for row in rows:
        side_by_side = sorted((entry.first, entry.last) for entry in row.items)
        for (_, last), (first, _) in pairwise(side_by_side):
            assert first - last >= (GAP if row.labelled else 1.0) - 1e-9
