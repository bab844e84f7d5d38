"""Texts broken into lines of a picture."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.style.theme import wrapped

ROOM = 10
TEXTS = st.lists(st.text("abcd", min_size=1, max_size=12), max_size=12).map(" ".join)


def _wide(text: str, size: float) -> float:
    return size * len(text)


@given(TEXTS, st.integers(1, 4))
def test_lines_fit(text: str, most: int) -> None:
    """Lines are no wider than their room, and no more than they may be."""
    lines = wrapped(text, ROOM, 1, _wide, most)
    assert len(lines) <= most
    assert all(len(line) <= ROOM for line in lines)


@given(TEXTS)
def test_nothing_is_lost_where_lines_suffice(text: str) -> None:
    """With lines enough, all letters are there in their order."""
    lines = wrapped(text, ROOM, 1, _wide, most=100)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_what_is_not_shown_is_not_measured() -> None:
    """A text of thousands of words costs no more than the lines that are shown of it."""
    measured: list[str] = []

    def measure(text: str, size: float) -> float:
        measured.append(text)
        return _wide(text, size)

    wrapped("word " * 5_000, 50, 1, measure, 2)
    assert len(measured) < 50
