"""Quotation marks of feeds that are not closed: the row is lost, and none of those behind it."""

import io

from hypothesis import given
from hypothesis import strategies as st

from tracker.config import Limits
from tracker.formats.feeds.tables import Line, table
from tracker.model.feed_row import RejectedRow

HEAD = "id,country,note\n"
LIMITS = Limits(max_cell=200)


@given(st.integers(0, 30), st.integers(0, 30), st.booleans())
def test_an_open_mark_costs_its_row(before: int, after: int, is_huge: bool) -> None:
    """It is named by its line; the others come, however many, and however long it is itself."""
    rows = [f"{number},Syria,row {number}\n" for number in range(before + after)]
    wrong = f'x,Syria,"open{"A" * 500 * is_huge}\n'
    text = "".join([HEAD, *rows[:before], wrong, *rows[before:]])
    found = list(table(io.StringIO(text), "feed", ["id"], {}, limits=LIMITS))
    taken = [each for each in found if isinstance(each, Line)]
    assert [each.cells["note"] for each in taken] == [
        f"row {number}" for number in range(before + after)
    ]
    assert [each.number for each in taken] == [n + 2 + (n >= before) for n in range(before + after)]
    assert [each.line for each in found if isinstance(each, RejectedRow)] == [before + 2]
