"""The CSV guard: what a spreadsheet would run as a formula is text, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.csv_guard import escape_apostrophe, guard_formula, unguard


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_whatever_begins_a_formula_is_guarded(start: str) -> None:
    """Signs, their full-width forms, and the blanks that programs skip before them."""
    assert guard_formula(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["", "Talks", "1 = 1", " =1", "\n=1", "−4", "'=1", "a@b", "–"])
def test_everything_else_stays_as_it_is(cell: str) -> None:
    """A formula's sign within a text, or one that only looks like it, runs nothing."""
    assert guard_formula(cell) == cell


@given(st.text())
def test_a_guarded_cell_comes_back(cell: str) -> None:
    """As tables are written and read: texts with an apostrophe of their own, too."""
    assert unguard(guard_formula(escape_apostrophe(cell))) == cell
    assert not guard_formula(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
