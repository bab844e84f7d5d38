"""What SQL takes for right beyond doubt is right by the tests of stored values, too."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.model import stored_values
from tracker.store.plain_values import TERMS, is_plain

TESTS: tuple[stored_values.Test, ...] = (
    *TERMS, stored_values.Between(-10, 10), stored_values.Between(1, 2**63 - 1),
    stored_values.OneOf(("by", "to")),
)  # fmt: skip
NEAR = st.one_of(
    st.text(st.sampled_from("aA0-9.,:T ~\x00\n\u2028é"), max_size=12),
    st.from_regex(r"-?\d{1,3}(\.\d{1,6})?,-?\d{1,3}(\.\d{1,6})?", fullmatch=True),
    st.from_regex(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?", fullmatch=True),
    st.from_regex(r"[a-z0-9]{1,4}(-{1,2}[a-z0-9]{1,4}){0,2}", fullmatch=True),
    st.sampled_from(("by", "to")),
    st.floats(allow_nan=False),
    st.integers(-(2**63), 2**63 - 1),
    st.binary(max_size=4),
)


@given(NEAR)
@example("0000-01-01")
@example("2016-02-30")
@example("2016-02-30T00:00:00")
@example("2016-10-03T24:00:00")
@example("-0.0,0.5")
@example("12")
@example("talks\x00\x1b")
def test_what_is_plain_fails_no_test(value: Any) -> None:
    """No value that a column does not take is passed over."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE t (x)")
        db.execute("INSERT INTO t VALUES (?)", (value,))
        for test in TESTS:
            (plain,) = db.execute(f"SELECT {is_plain('x', (test, True), True)} FROM t").fetchone()
            assert not (plain and test(value)), test


@pytest.mark.parametrize(
    ("test", "value"),
    [
        (stored_values.handle, "2016-10-03-pmda-suspended"), (stored_values.day, "2016-10-03"),
        (stored_values.moment, "2016-10-03T23:59:59"), (stored_values.line, "A title, so: 1"),
        (stored_values.point, "38.402,-2.5647"), (stored_values.prose, ""),
        (stored_values.word, "RUS"), (stored_values.Between(1, 6), 3),
    ],
)  # fmt: skip
def test_what_feeds_bring_is_plain(test: stored_values.Test, value: Any) -> None:
    """Usual values are not looked at one by one."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE t (x)")
        db.execute("INSERT INTO t VALUES (?)", (value,))
        assert db.execute(f"SELECT {is_plain('x', (test, True), True)} FROM t").fetchone() == (1,)
