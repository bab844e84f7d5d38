import warnings
from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tracker.errors import InvalidDate
from tracker.model.dates import EventDate, Precision

TODAY = date(2026, 11, 22)
NEVER = ""  # an open end

# What is typed, the EDTF it becomes, its first and last day (or second), its precision.
EXAMPLES = [
    # level 0
    ("1962", "1962", "1962-01-01", "1962-12-31", "year"),
    ("1962-10", "1962-10", "1962-10-01", "1962-10-31", "month"),
    ("1962-10-22", "1962-10-22", "1962-10-22", "1962-10-22", "day"),
    (" 1962-10-22\n", "1962-10-22", "1962-10-22", "1962-10-22", "day"),
    ("2016-02", "2016-02", "2016-02-01", "2016-02-29", "month"),
    ("1900-02", "1900-02", "1900-02-01", "1900-02-28", "month"),
    ("0001", "0001", "0001-01-01", "0001-12-31", "year"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31", "day"),
    ("1962-10-22T19:00", "1962-10-22T19:00", "1962-10-22T19:00:00", "1962-10-22T19:00:59", "time"),
    ("1962-10-22T19:00:05", "1962-10-22T19:00:05", "1962-10-22T19:00:05", "1962-10-22T19:00:05",
     "time"),
    ("1962-10-22T19:00Z", "1962-10-22T19:00Z", "1962-10-22T19:00:00", "1962-10-22T19:00:59",
     "time"),
    ("1962-10-22T19:00:00-05:00", "1962-10-22T19:00:00-05:00", "1962-10-22T19:00:00",
     "1962-10-22T19:00:00", "time"),
    ("1962-10-22T01:30+03:00", "1962-10-22T01:30+03:00", "1962-10-22T01:30:00",
     "1962-10-22T01:30:59", "time"),
    ("1962-10-16/1962-10-28", "1962-10-16/1962-10-28", "1962-10-16", "1962-10-28", "span"),
    ("1962-10/1963", "1962-10/1963", "1962-10-01", "1963-12-31", "span"),
    ("1962-10-16/1962-10-16", "1962-10-16/1962-10-16", "1962-10-16", "1962-10-16", "span"),
    # level 1
    ("1962?", "1962?", "1962-01-01", "1962-12-31", "year"),
    ("1962-10~", "1962-10~", "1962-10-01", "1962-10-31", "month"),
    ("1962-10-22%", "1962-10-22%", "1962-10-22", "1962-10-22", "day"),
    ("1962-10-XX", "1962-10-XX", "1962-10-01", "1962-10-31", "month"),
    ("1962-XX", "1962-XX", "1962-01-01", "1962-12-31", "year"),
    ("1962-XX-XX", "1962-XX-XX", "1962-01-01", "1962-12-31", "year"),
    ("196X", "196X", "1960-01-01", "1969-12-31", "span"),
    ("19XX", "19XX", "1900-01-01", "1999-12-31", "span"),
    ("1962-10/..", "1962-10/..", "1962-10-01", NEVER, "span"),
    ("../1962-10", "../1962-10", NEVER, "1962-10-31", "span"),
    ("1962-10/", "1962-10/..", "1962-10-01", NEVER, "span"),  # an end that is not known
    ("/1962-10", "../1962-10", NEVER, "1962-10-31", "span"),
    ("/1962-10~", "../1962-10~", NEVER, "1962-10-31", "span"),
    ("1962-21", "1962-21", "1962-03-01", "1962-05-31", "span"),
    ("1962-22", "1962-22", "1962-06-01", "1962-08-31", "span"),
    ("1962-23", "1962-23", "1962-09-01", "1962-11-30", "span"),
    ("1962-24", "1962-24", "1962-12-01", "1963-02-28", "span"),
    ("1963-24", "1963-24", "1963-12-01", "1964-02-29", "span"),
    ("2016-09-22/2016-10~", "2016-09-22/2016-10~", "2016-09-22", "2016-10-31", "span"),
    ("1962-10-16?/1962-24", "1962-10-16?/1962-24", "1962-10-16", "1963-02-28", "span"),
    ("1962-10-22T19:00/1962-10-23", "1962-10-22T19:00/1962-10-23", "1962-10-22T19:00:00",
     "1962-10-23T23:59:59", "span"),
    # what people type
    ("3 Oct 2016", "2016-10-03", "2016-10-03", "2016-10-03", "day"),
    ("03 october 2016", "2016-10-03", "2016-10-03", "2016-10-03", "day"),
    ("3rd of October, 2016", "2016-10-03", "2016-10-03", "2016-10-03", "day"),
    ("Oct. 3, 2016", "2016-10-03", "2016-10-03", "2016-10-03", "day"),
    ("October 3rd 2016", "2016-10-03", "2016-10-03", "2016-10-03", "day"),
    ("2016 Oct 3", "2016-10-03", "2016-10-03", "2016-10-03", "day"),
    ("OCTOBER  2016", "2016-10", "2016-10-01", "2016-10-31", "month"),
    ("Sept 2016", "2016-09", "2016-09-01", "2016-09-30", "month"),
    ("may 2016", "2016-05", "2016-05-01", "2016-05-31", "month"),
    ("autumn 2016", "2016-23", "2016-09-01", "2016-11-30", "span"),
    ("Fall 2016", "2016-23", "2016-09-01", "2016-11-30", "span"),
    ("winter 2016", "2016-24", "2016-12-01", "2017-02-28", "span"),
    ("about October 2016", "2016-10~", "2016-10-01", "2016-10-31", "month"),
    ("circa 1962", "1962~", "1962-01-01", "1962-12-31", "year"),
    ("probably 3 Oct 2016", "2016-10-03?", "2016-10-03", "2016-10-03", "day"),
    ("maybe 2016-10-03", "2016-10-03?", "2016-10-03", "2016-10-03", "day"),
    ("3-5 Oct 2016", "2016-10-03/2016-10-05", "2016-10-03", "2016-10-05", "span"),
    ("3 – 5 October 2016", "2016-10-03/2016-10-05", "2016-10-03", "2016-10-05", "span"),
    ("from 22 Sep 2016 to October 2016", "2016-09-22/2016-10", "2016-09-22", "2016-10-31", "span"),
    ("22 Sep 2016 until 2016-10~", "2016-09-22/2016-10~", "2016-09-22", "2016-10-31", "span"),
    ("22/08/1961", "1961-08-22", "1961-08-22", "1961-08-22", "day"),
    ("8/22/1961", "1961-08-22", "1961-08-22", "1961-08-22", "day"),
    ("15.6.1961", "1961-06-15", "1961-06-15", "1961-06-15", "day"),
    ("3/3/2016", "2016-03-03", "2016-03-03", "2016-03-03", "day"),
    ("10/2016", "2016-10", "2016-10-01", "2016-10-31", "month"),
    ("Oct 1962?", "1962-10?", "1962-10-01", "1962-10-31", "month"),
    ("October 1962 ~", "1962-10~", "1962-10-01", "1962-10-31", "month"),
    ("October 16-28, 1962", "1962-10-16/1962-10-28", "1962-10-16", "1962-10-28", "span"),
    ("16 Oct - 2 Nov 1962", "1962-10-16/1962-11-02", "1962-10-16", "1962-11-02", "span"),
    ("3 June 1961/4 June 1961", "1961-06-03/1961-06-04", "1961-06-03", "1961-06-04", "span"),
    ("1962-10-22 19:00", "1962-10-22T19:00", "1962-10-22T19:00:00", "1962-10-22T19:00:59", "time"),
    ("2016 to 2018", "2016/2018", "2016-01-01", "2018-12-31", "span"),
    ("2016-25", "2016-25", "2016-03-01", "2016-05-31", "span"),
    ("2016-28", "2016-28", "2016-12-01", "2017-02-28", "span"),
    ("2016-29", "2016-29", "2016-09-01", "2016-11-30", "span"),
    ("2016-30?", "2016-30?", "2016-12-01", "2017-02-28", "span"),
    ("2016-32", "2016-32", "2016-06-01", "2016-08-31", "span"),
    ("2016-36~", "2016-36~", "2016-10-01", "2016-12-31", "span"),
    ("2016-38", "2016-38", "2016-05-01", "2016-08-31", "span"),
    ("2016-33/2016-41", "2016-33/2016-41", "2016-01-01", "2016-12-31", "span"),
    ("Q3 2016", "2016-35", "2016-07-01", "2016-09-30", "span"),
    ("the last quarter of 2016", "2016-36", "2016-10-01", "2016-12-31", "span"),
    ("first half of 2016", "2016-40", "2016-01-01", "2016-06-30", "span"),
    ("second half of October 2016", "[2016-10-16..2016-10-31]", "2016-10-16", "2016-10-31", "span"),
    ("early May 1999", "[1999-05-01..1999-05-10]", "1999-05-01", "1999-05-10", "span"),
    ("mid-May 1999", "[1999-05-11..1999-05-20]", "1999-05-11", "1999-05-20", "span"),
    ("late Feb 2000", "[2000-02-21..2000-02-29]", "2000-02-21", "2000-02-29", "span"),
    ("late 2016", "[2016-09..2016-12]", "2016-09-01", "2016-12-31", "span"),
    ("the early 1990s", "[1990..1993]", "1990-01-01", "1993-12-31", "span"),
    ("the 1980s", "198X", "1980-01-01", "1989-12-31", "span"),
    ("week of 6 May 1999", "[1999-05-03..1999-05-09]", "1999-05-03", "1999-05-09", "span"),
    ("3, 4 or 5 May 1999", "[1999-05-03,1999-05-04,1999-05-05]", "1999-05-03", "1999-05-05", "span"),
    ("May 3 or 4, 1999", "[1999-05-03,1999-05-04]", "1999-05-03", "1999-05-04", "span"),
    ("between April and June 1999", "[1999-04..1999-06]", "1999-04-01", "1999-06-30", "span"),
    ("since 24 February 2022", "2022-02-24/..", "2022-02-24", "", "span"),
    ("from 24 Feb 2022 on", "2022-02-24/..", "2022-02-24", "", "span"),
    ("after 12 October 2016", "[2016-10-13..]", "2016-10-13", "", "span"),
    ("not before 3 May 1999", "[1999-05-03..]", "1999-05-03", "", "span"),
    ("sometime in May 1999", "1999-05", "1999-05-01", "1999-05-31", "month"),
    ("22 Oct 1962, 19:00 -0500", "1962-10-22T19:00-05:00",
     "1962-10-22T19:00:00", "1962-10-22T19:00:59", "time"),
    ("today", "2026-11-22", "2026-11-22", "2026-11-22", "day"),
    ("Yesterday", "2026-11-21", "2026-11-21", "2026-11-21", "day"),
    ("the day before yesterday", "2026-11-20", "2026-11-20", "2026-11-20", "day"),
    ("yesterday to today", "2026-11-21/2026-11-22", "2026-11-21", "2026-11-22", "span"),
]  # fmt: skip

PLAIN = "is not a date tracker can read"
BEFORE = "lies before the year 1, where the calendar of tracker begins"
AFTER = "lies after the year 9999, where the calendar of tracker ends"
REFUSALS = [
    ("10/3/16", "has a year of two digits"),
    ("32/13/2016", PLAIN),
    ("13/2016", PLAIN),
    ("October 28-16, 1962", PLAIN),
    ("2016-02-30", "is not a day of the calendar"),
    ("2015-02-29", "is not a day of the calendar"),
    ("2016-10-00", "is not a day of the calendar"),
    ("2016-10-03T25:00", "is not a time of the calendar"),
    ("2016-10-03T12:00+25:00", "is not a time of the calendar"),
    ("2016-10-03T22:00+14:30", "has an offset that no place has"),
    ("2016-11/2016-10", "ends before it begins"),
    ("2016-10-05/2016-10-03", "ends before it begins"),
    ("2016-10-03T12:00/2016-10-03T11:00", "ends before it begins"),
    ("../..", "is open on both sides"),
    ("soon/", "is not start/end; an open end is written .."),
    ("/soon", "is not start/end; an open end is written .."),
    ("/", "is not start/end; an open end is written .."),
    ("2016/2017/2018", "is not start/end; an open end is written .."),
    ("", PLAIN),
    ("soon", PLAIN),
    ("31 Feb 2016", "is not a day of the calendar"),
    ("5-3 Oct 2016", PLAIN),
    ("3 Octember 2016", PLAIN),
    ("3 Oct", "has no year"),
    ("3 to 7 May", "has no year"),
    ("summer", "has no year"),
    ("maybe", PLAIN),
    ("about soon", PLAIN),
    ("2016-13", PLAIN),
    ("2016-42", PLAIN),
    ("2016-277", PLAIN),
    ("0000", PLAIN),
    ("-0044", BEFORE),
    ("-0044-03-15", BEFORE),
    ("Y-17000", BEFORE),
    ("Y17000", AFTER),
    ("9999-24", "runs beyond the years 1 to 9999"),
    ("0000-33", "runs beyond the years 1 to 9999"),
    ("10000", AFTER),
    ("2016-10-03T12", PLAIN),
    ("156X-12-25", PLAIN),
    ("{2016,2017}", PLAIN),
    ("{2016..2018}", PLAIN),
    ("2016-~10", PLAIN),
    ("٢٠١٦-١٠-٠٣", PLAIN),
    ("２０１６-10", PLAIN),
    ("2016-10-03\x00", PLAIN),
    ("2016\udce9", PLAIN),
]

EDTF_DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
SINGLE = st.one_of(
    EDTF_DAYS.map(date.isoformat),
    EDTF_DAYS.map(lambda day: day.isoformat()[:7]),
    EDTF_DAYS.map(lambda day: day.isoformat()[:4]),
    EDTF_DAYS.map(lambda day: day.isoformat()[:7] + "-XX"),
    EDTF_DAYS.map(lambda day: day.isoformat()[:4] + "-XX"),
    st.integers(1, 999).map(lambda decade: f"{decade:03}X"),
)
SEASON = st.builds("{:04}-{}".format, st.integers(1, 9998), st.integers(21, 24))
DATED = st.builds(
    "{}{}".format, SINGLE.filter(lambda text: "X" not in text), st.sampled_from("?~%")
)
ONE = SINGLE | SEASON | DATED
INTERVAL = st.builds("{}/{}".format, ONE | st.just(".."), ONE | st.just(".."))


def bound(text: str, last: bool) -> datetime | None:
    """A bound as the table of examples writes it: a day stands for its first or last second."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment + timedelta(hours=24, seconds=-1) if last and "T" not in text else moment


@pytest.mark.parametrize(("typed", "text", "earliest", "latest", "precision"), EXAMPLES)
def test_a_date_is_read(typed: str, text: str, earliest: str, latest: str, precision: str) -> None:
    """What is typed becomes EDTF text with its two bounds and the unit it is known to."""
    read = EventDate.parse(typed, TODAY)
    assert read == EventDate(text, bound(earliest, last=False), bound(latest, last=True))
    assert read.precision == Precision(precision)
    assert str(read) == text


@pytest.mark.parametrize(("typed", "reason"), REFUSALS)
def test_a_date_is_refused(typed: str, reason: str) -> None:
    """What is no date, or could be two, is refused with a reason and with forms that work."""
    with pytest.raises(InvalidDate) as raised:
        EventDate.parse(typed, TODAY)
    sentence = str(raised.value)
    forms = "; write for example 2016-10-03, 2016-10, 2016-10~,"
    # A day that its month lacks is well written; that it has fewer says more than forms that work.
    assert f"' {reason}{': ' if 'is not a day' in reason else forms}" in sentence
    assert sentence.isprintable()
    assert len(sentence) < 300


@pytest.mark.parametrize(
    "typed",
    ["1" * 100_000, "about " * 20_000, "2016 to " * 20_000 + "2017", "/" * 100_000,
     "(" * 100_000, "3 " * 50_000, "x" * 100_000],
    ids=["digits", "hedges", "spans", "slashes", "brackets", "blanks", "letters"],
)  # fmt: skip
def test_a_huge_date_is_refused(typed: str) -> None:
    """A hundred thousand characters are refused with a sentence of ordinary length."""
    with pytest.raises(InvalidDate) as raised:
        EventDate.parse(typed, TODAY)
    assert len(str(raised.value)) < 300


def test_an_interval_is_refused_for_the_side_that_is_wrong() -> None:
    """In an interval, the side that cannot be read is the one that is named."""
    with pytest.raises(InvalidDate, match=r"^'2016-02-30' is not a day of the calendar"):
        EventDate.parse("2016-01/2016-02-30")


@example("2016-10-03")
@given(st.text(max_size=30) | ONE.flatmap(lambda text: st.just(text + "x")) | INTERVAL)
def test_any_text_is_read_or_refused(typed: str) -> None:
    """Whatever is typed is read, or refused with a sentence; nothing else happens."""
    try:
        read = EventDate.parse(typed, TODAY)
    except InvalidDate:
        return
    assert read.text.isascii()
    assert EventDate.parse(read.text) == read


@given(ONE)
def test_bounds_are_ordered_and_the_text_is_kept(typed: str) -> None:
    """A single date of the subset keeps its text; its first second is not after its last."""
    read = EventDate.parse(typed)
    assert read.text == typed
    assert read.earliest is not None
    assert read.latest is not None
    assert read.earliest <= read.latest
    assert (read.start, read.end) == (read.earliest, read.latest)
    assert (read.earliest.hour, read.earliest.minute, read.earliest.second) == (0, 0, 0)
    assert (read.latest.hour, read.latest.minute, read.latest.second) == (23, 59, 59)
    assert EventDate.parse(read.text) == read


@given(ONE | st.just(".."), ONE | st.just(".."))
def test_an_interval_spans_its_two_sides(first: str, last: str) -> None:
    """An interval begins where its first side begins and ends where its last side ends."""
    earliest = None if first == ".." else EventDate.parse(first).earliest
    latest = None if last == ".." else EventDate.parse(last).latest
    assume(not (earliest and latest and latest < earliest) and (earliest or latest))
    read = EventDate.parse(f"{first}/{last}")
    assert (read.earliest, read.latest) == (earliest, latest)
    assert read.text == f"{first}/{last}"
    assert read.precision is Precision.SPAN
    assert read.is_interval
    assert read.is_open == (".." in (first, last))


@given(ONE.filter(lambda text: text[4:7] != "-24"))
def test_bounds_agree_with_the_edtf_package(typed: str) -> None:
    """For every single date but winter, the bounds are the strict ones of the edtf package."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf

        parsed = parse_edtf(typed)
    read = EventDate.parse(typed)
    assert read.earliest is not None
    assert read.latest is not None
    assert read.earliest.timetuple()[:3] == parsed.lower_strict()[:3]
    assert read.latest.timetuple()[:3] == parsed.upper_strict()[:3]


@example(2016, 10, 0)
@example(2016, 2, 30)
@given(st.integers(0, 9999), st.integers(0, 40), st.integers(0, 40))
def test_a_day_is_read_just_where_the_calendar_has_it(year: int, month: int, day: int) -> None:
    """Of all texts of the form 2016-10-03, those are dates that a calendar knows."""
    typed = f"{year:04}-{month:02}-{day:02}"
    try:
        known = date(year, month, day)
    except ValueError:
        with pytest.raises(InvalidDate):
            EventDate.parse(typed)
    else:
        assert EventDate.parse(typed).start.date() == known


@given(st.integers(1, 9998))
def test_winter_runs_into_the_next_year(year: int) -> None:
    """Winter is December to February, where the edtf package ends it with the year."""
    read = EventDate.parse(f"{year:04}-24")
    assert read.earliest == datetime(year, 12, 1)
    assert read.latest == datetime(year + 1, 2, monthrange(year + 1, 2)[1], 23, 59, 59)


@given(day=EDTF_DAYS, month=st.sampled_from(("%B", "%b")))
def test_a_day_in_words_is_that_day(day: date, month: str) -> None:
    """A day written with the name of its month is read as that day, in any usual order."""
    name = day.strftime(month)
    for typed in (f"{day.day} {name} {day.year:04}", f"{name} {day.day}, {day.year:04}"):
        assert EventDate.parse(typed).text == day.isoformat()


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2016-10-03", "2016-10-04", True),
        ("2016-10-03", "2016-10-03", False),
        ("2016-10", "2016-10-03", False),
        ("2016-09~", "2016-10-01", True),
        ("2016-10/..", "2017", False),
        ("2016", "../2017", False),
        ("../2015", "2016", True),
        ("2016-10-03T23:59", "2016-10-04", True),
    ],
)
def test_wholly_before(one: str, other: str, before: bool) -> None:
    """A date is wholly before another where no reading of the two lets them meet."""
    first, second = EventDate.parse(one), EventDate.parse(other)
    assert first.is_wholly_before(second) is before
    assert not second.is_wholly_before(first)


@pytest.mark.parametrize(
    ("typed", "approximate", "day"),
    [
        ("2016-10-03", False, True), ("2016-10-03~", True, True), ("2016-10?", True, False),
        ("2016-10", False, False), ("2016-09/2016-10%", True, False),
        ("2016-10-03T12:00", False, True), ("2016-10-03/2016-10-03", False, False),
    ],
)  # fmt: skip
def test_doubt_and_precision_are_two_things(typed: str, approximate: bool, day: bool) -> None:
    """A date may carry a doubt and still name a day, and be vague without any doubt."""
    read = EventDate.parse(typed)
    assert (read.is_approximate, read.is_day) == (approximate, day)
