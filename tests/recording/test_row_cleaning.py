"""The texts of reports: whatever stands beside a report, it is cleaned as if it stood alone."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.model.dates import EventDate
from tracker.model.feed_row import FeedRow, FeedRows, RejectedRow
from tracker.recording.row_cleaning import clean_rows, date_columns

DAY = EventDate.parse("2016-10-03")
ODD = st.sampled_from(
    ("", " ", " padded ", "a\nb", "a\x1bb", "Zürich", "no\u00a0break", "\u202eturned", "x" * 301,
     "x" * 2_001, "x" * 20_001)
)  # fmt: skip
TEXT = st.just("plain") | ODD
REPORT = st.builds(
    FeedRow,
    line=st.integers(1, 9),
    handle=st.sampled_from(
        ("wire-1", "Wire-2", "no handle", "é-1", "7", "a-1 b-2", "a-1\nb-2", f"a-{'1' * 90}")
    ),
    title=TEXT,
    date=st.just(DAY),
    type=st.just("threat"),
    by=st.just(()),
    summary=TEXT,
    place=st.none() | TEXT,
    intensity=st.none() | st.sampled_from((0.0, -4.0, 1 / 3, 10.5, float("nan"), float("inf"))),
    locator=st.none() | TEXT,
    quotation=st.none() | TEXT,
)
PLAIN = FeedRow(1, "wire-1", "plain", DAY, "threat", ())


@given(st.lists(REPORT | st.just(PLAIN), max_size=5))
def test_a_report_is_cleaned_as_if_it_stood_alone(given: list[FeedRow]) -> None:
    """One look at many, or many looks: the same rows stay, and the same are refused."""
    together: list[RejectedRow] = []
    alone: list[RejectedRow] = []
    kept = list(clean_rows(FeedRows.of(given), together).rows())
    assert kept == [row for each in given for row in clean_rows(FeedRows.of([each]), alone).rows()]
    assert together == alone


@given(st.lists(REPORT, max_size=5))
def test_what_was_cleaned_is_clean(given: list[FeedRow]) -> None:
    """Cleaning again changes nothing."""
    faults: list[RejectedRow] = []
    once = clean_rows(FeedRows.of(given), faults)
    faults.clear()
    assert list(clean_rows(once, faults).rows()) == list(once.rows())
    assert faults == []


def test_dates_come_with_their_first_and_last_second() -> None:
    """Open ends have none."""
    days = [DAY, EventDate.parse("2016-10/.."), DAY]
    texts, earliest, latest = date_columns(days)
    assert texts == ["2016-10-03", "2016-10/..", "2016-10-03"]
    assert earliest == ["2016-10-03T00:00:00", "2016-10-01T00:00:00", "2016-10-03T00:00:00"]
    assert latest == ["2016-10-03T23:59:59", None, "2016-10-03T23:59:59"]
