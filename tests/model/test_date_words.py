"""Dates as people write them."""

from datetime import date, timedelta

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import draft
from tracker.errors import AmbiguousDate, InvalidDate
from tracker.model.date_remarks import how_taken
from tracker.model.dates import EventDate
from tracker.model.event import EventEdit
from tracker.model.month_names import OF_CHARTS
from tracker.recording.events import add_event
from tracker.recording.revisions import edit_event
from tracker.store.database import Database

TODAY = date(2026, 11, 28)  # a Saturday

# What is typed, and the EDTF it becomes.
WRITTEN = [
    ("beginning of May 1999", "[1999-05-01..1999-05-10]"),
    ("at the end of May 1999", "[1999-05-21..1999-05-31]"),
    ("middle of 1999", "[1999-05..1999-08]"),
    ("mid-1999", "[1999-05..1999-08]"),
    ("end 1999", "[1999-09..1999-12]"),
    ("the beginning of the 1960s", "[1960..1963]"),
    ("early to mid May 1999", "[1999-05-01..1999-05-20]"),
    ("early spring 1998", "1998-03"),
    ("the late 19th century", "[1867..1899]"),
    ("first half of the 1990s", "[1990..1994]"),
    ("the week of 3 May 1999", "[1999-05-03..1999-05-09]"),
    ("week beginning 3 May 1999", "[1999-05-03..1999-05-09]"),
    ("first week of May 1999", "[1999-05-01..1999-05-07]"),
    ("last week of February 1999", "[1999-02-22..1999-02-28]"),
    ("1999-W18", "[1999-05-03..1999-05-09]"),
    ("between late April and early May 1999", "[1999-04-21..1999-05-10]"),
    ("between early and mid May 1999", "[1999-05-01..1999-05-20]"),
    ("between mid and late 1999", "[1999-05..1999-12]"),
    ("between the first and second week of May 1999", "[1999-05-01..1999-05-14]"),
    ("between early and 12 May 1999", "[1999-05-01..1999-05-12]"),
    ("mid-to-late May 1999", "[1999-05-11..1999-05-31]"),
    ("before 12 May 1999", "[..1999-05-11]"),
    ("prior to May 1999", "[..1999-04]"),
    ("before 1999", "[..1998]"),
    ("before spring 1999", "[..1999-02]"),
    ("before 06:30 on 26 May 1999", "[..1999-05-26T06:29]"),
    ("on or before 12 May 1999", "[..1999-05-12]"),
    ("by 12 May 1999", "[..1999-05-12]"),
    ("the day before 3 May 1999", "1999-05-02"),
    ("by the end of May 1999", "[..1999-05-31]"),
    ("after 12 May 1999", "[1999-05-13..]"),
    ("after 1999", "[2000..]"),
    ("after early May 1999", "[1999-05-11..]"),
    ("not before 12 May 1999", "[1999-05-12..]"),
    ("evening of 3 May 1999", "[1999-05-03T16:00..1999-05-03T23:59]"),
    ("morning of 26 July 1999", "[1999-07-26T04:00..1999-07-26T11:59]"),
    ("at dawn on 4 July 1999", "[1999-07-04T03:00..1999-07-04T08:59]"),
    ("4 July 1999, in the afternoon", "[1999-07-04T12:00..1999-07-04T18:59]"),
    ("early hours of 4 July 1999", "[1999-07-04T00:00..1999-07-04T07:59]"),
    ("night of 4 July 1999", "[1999-07-04T18:00..1999-07-05T06:59]"),
    ("the night of 3-4 July 1999", "[1999-07-03T18:00..1999-07-04T06:59]"),
    ("the night between 30 June and 1 July 1999", "[1999-06-30T18:00..1999-07-01T06:59]"),
    ("last night", "[2026-11-27T18:00..2026-11-28T06:59]"),
    ("yesterday evening", "[2026-11-27T16:00..2026-11-27T23:59]"),
    ("about 06:30 on 26 May 1999", "[1999-05-26T06:00..1999-05-26T07:00]"),
    ("26 May 1999, around noon", "[1999-05-26T11:00..1999-05-26T13:00]"),
    ("early May to 26 July 1999", "1999-05-05~/1999-07-26"),
    ("from early May 1999 to 7 June 1999", "1999-05-05~/1999-06-07"),
    ("since early May 1999", "1999-05-05~/.."),
    ("until mid-1999", "../1999-06~"),
    ("perhaps early May 1999", "1999-05-05%"),
    ("about mid-May 1999", "1999-05-15~"),
    ("about 1999-05", "1999-05~"),
    ("3 May 1999 – 26 July 1999", "1999-05-03/1999-07-26"),
    ("26 May 1999 6.30 am", "1999-05-26T06:30"),
    ("26 May 1999, 0630 hrs", "1999-05-26T06:30"),
    ("0630 hours, 26 May 1999", "1999-05-26T06:30"),
    ("260630Z May 1999", "1999-05-26T06:30Z"),
    ("26 May 1999 06:30 PKT", "1999-05-26T06:30+05:00"),
    ("southern summer 1998-99", "1998-30"),
    ("Anfang Mai 1999", "[1999-05-01..1999-05-10]"),
    ("seit Anfang Mai 1999", "1999-05-05~/.."),
    ("zwischen Anfang und Mitte Mai 1999", "[1999-05-01..1999-05-20]"),
    ("vor dem 12. Mai 1999", "[..1999-05-11]"),
    ("in der Nacht vom 3. auf den 4. Juli 1999", "[1999-07-03T18:00..1999-07-04T06:59]"),
    ("début mai 1999", "[1999-05-01..1999-05-10]"),
    ("à la mi-mai 1999", "[1999-05-11..1999-05-20]"),
    ("l'été 1999", "1999-22"),
    ("начало мая 1999", "[1999-05-01..1999-05-10]"),
    ("с 3 по 7 мая 1999 года", "1999-05-03/1999-05-07"),
    ("в мае 1999", "1999-05"),
    ("в ночь с 3 на 4 июля 1999", "[1999-07-03T18:00..1999-07-04T06:59]"),
    ("наприкінці травня 1999", "[1999-05-21..1999-05-31]"),
    ("a finales de mayo de 1999", "[1999-05-21..1999-05-31]"),
    ("1999年5月上旬", "[1999-05-01..1999-05-10]"),
    ("since 12 May 1999", "1999-05-12/.."),
    ("3 May 1999 onwards", "1999-05-03/.."),
    ("until May 1999", "../1999-05"),
    ("3 to 7 May 1999", "1999-05-03/1999-05-07"),
    ("3 through 7 May 1999", "1999-05-03/1999-05-07"),
    ("May 3 to 7, 1999", "1999-05-03/1999-05-07"),
    ("May 3-June 2, 1999", "1999-05-03/1999-06-02"),
    ("28 April - 3 May 1999", "1999-04-28/1999-05-03"),
    ("3 May 1999 to 7 June", "1999-05-03/1999-06-07"),
    ("3 and 4 May 1999", "1999-05-03/1999-05-04"),
    ("April and May 1999", "1999-04/1999-05"),
    ("3 or 4 May 1999", "[1999-05-03,1999-05-04]"),
    ("3 May or 4 June 1999", "[1999-05-03,1999-06-04]"),
    ("Feb–Apr 1999", "1999-02/1999-04"),
    ("Feb-Apr 1999", "1999-02/1999-04"),
    ("spring to autumn 1998", "1998-21/1998-23"),
    ("3-May-1999", "1999-05-03"),
    ("3/May/1999", "1999-05-03"),
    ("the 3rd of May 1999", "1999-05-03"),
    ("Sunday, 4 July 1999", "1999-07-04"),
    ("4 July 1999 (Sunday)", "1999-07-04"),
    ("Sonntag, 4. Juli 1999", "1999-07-04"),
    ("1er mai 1999", "1999-05-01"),
    ("4 de julio de 1999", "1999-07-04"),
    ("4 июля 1999 г.", "1999-07-04"),
    ("4 липня 1999 р.", "1999-07-04"),
    ("1999年7月4日", "1999-07-04"),
    ("1999年十二月", "1999-12"),
    ("juillet-août 1914", "1914-07/1914-08"),
    ("2016/10/03", "2016-10-03"),
    ("2016-10-3", "2016-10-03"),
    ("20161003", "2016-10-03"),
    ("201610", "2016-10"),
    ("2016/10", "2016-10"),
    ("26 May 1999 06:30", "1999-05-26T06:30"),
    ("26 May 1999, 6:30 pm", "1999-05-26T18:30"),
    ("14:30 on 26 May 1999", "1999-05-26T14:30"),
    ("noon, 3 May 1999", "1999-05-03T12:00"),
    ("2016-10-03 14:30 +03", "2016-10-03T14:30+03:00"),
    ("2016-10-03T14:30+03", "2016-10-03T14:30+03:00"),
    ("2016-10-03T14:30-0330", "2016-10-03T14:30-03:30"),
    ("2016-10-03 14:30 UTC+3", "2016-10-03T14:30+03:00"),
    ("2016-10-03 14:30 GMT", "2016-10-03T14:30Z"),
    ("1962-63", "1962/1963"),
    ("1962/63", "1962/1963"),
    ("1911–12", "1911/1912"),
    ("1962-1963", "1962/1963"),
    ("1999-00", "1999/2000"),
    ("1939-45", "1939/1945"),
    ("first quarter of 1999", "1999-33"),
    ("1st quarter 1999", "1999-33"),
    ("1999Q1", "1999-33"),
    ("H2 1999", "1999-41"),
    ("first third of 1999", "1999-37"),
    ("winter 1998-99", "1998-24"),
    ("southern winter 1998", "1998-32"),
    ("1960s", "196X"),
    ("19th century", "18XX"),
    ("the nineteenth century", "18XX"),
    ("last Friday", "2026-11-27"),
    ("last Saturday", "2026-11-21"),
    ("last week", "[2026-11-16..2026-11-22]"),
    ("last month", "2026-10"),
    ("last May", "2026-05"),
    ("3 days ago", "2026-11-25"),
    ("two weeks ago", "2026-11-14~"),
    ("approx. 3 May 1999", "1999-05-03~"),
    ("approximately May 1999", "1999-05~"),
    ("ca 1999", "1999~"),
    ("ca. 1999", "1999~"),
    ("c. May 1999", "1999-05~"),
    ("c1999", "1999~"),
    ("~3 May 1999", "1999-05-03~"),
    ("on or about 3 May 1999", "1999-05-03~"),
    ("3 May 1999 or so", "1999-05-03~"),
    ("3 May 1999 (?)", "1999-05-03?"),
    ("perhaps about 3 May 1999", "1999-05-03%"),
    ("about autumn 1998", "1998-23~"),
    ("about 3 to 7 May 1999", "1999-05-03~/1999-05-07~"),
    ("about 1962-63", "1962~/1963~"),
    ("since about 1999", "1999~/.."),
    ("25 October 1917 (Julian)", "1917-11-07"),
    ("25 October 1917 (Old Style)", "1917-11-07"),
    ("29 February 1900 (Julian)", "1900-03-13"),
    ("October 1917 (Julian)", "[1917-10-14..1917-11-13]"),
    ("25 to 27 October 1917 (Julian)", "1917-11-07/1917-11-09"),
    ("about 25 October 1917 (Julian)", "1917-11-07~"), ("midnight 31 Dec 9999", "9999-12-31T00:00"),
]  # fmt: skip

# What can be read in two ways, and both readings.
TWO_WAYS = [
    ("03/10/2016", "2016-10-03", "2016-03-10"),
    ("3.10.2016", "2016-10-03", "2016-03-10"),
    ("3-4-1999", "1999-04-03", "1999-03-04"),
    ("1911/12", "1911-12", "1911/1912"),
    ("201012", "2010-12", "2020-10-12"),
    ("Friday", "2026-11-27", "2026-12-04"),
    ("this Friday", "2026-11-27", "2026-12-04"),
    ("3 Oct 16", "2016-10-03", "1916-10-03"),
    ("May 99", "1999-05", "1899-05"),
    ("midnight, 3 May 1999", "1999-05-03T00:00", "1999-05-04T00:00"),
    ("3 May 1999, midnight UTC", "1999-05-03T00:00Z", "1999-05-04T00:00Z"),
    ("3 May 1999 midnight pkt", "1999-05-03T00:00+05:00", "1999-05-04T00:00+05:00"),
    ("about 3 May to 7 May 1999", "1999-05-03~/1999-05-07", "1999-05-03~/1999-05-07~"),
    ("26 May 1999 06:30 IST", "1999-05-26T06:30+05:30", "1999-05-26T06:30+02:00"),
    ("1999-05-03..1999-05-07", "[1999-05-03..1999-05-07]", "1999-05-03/1999-05-07"),
]

REFUSED = [
    ("3 to 7 May", "has no year"),
    ("early May", "has no year"),
    ("since early May", "has no year"),
    ("perhaps early May", "has no year"),
    ("perhaps 3 or 4 May 1999", "has a doubt about what is one of several"),
    ("since the evening of 3 May 1999", "lasts from or until what is one of several"),
    ("perhaps 06:30 on 26 May 1999", "has a doubt about a time of the clock"),
    ("29 Feb 1999", "is not a day of the calendar: February 1999 has 28 days."),
    ("31.4.1999", "is not a day of the calendar: April 1999 has 30 days."),
    ("3 to 31 June 1999", "is not a day of the calendar: June 1999 has 30 days."),
    ("29 février 1900", "is not a day of the calendar: February 1900 has 28 days."),
    ("29 Feb 1901 (Julian)", "is not a day of the Julian calendar"),
    ("spring 1999 (Julian)", "is no day, month or year that can be turned from the Julian"),
    ("3 and 5 May 1999", "is not a date tracker can read"),
    ("week 54 of 1999", "is not a date tracker can read"),
]


@pytest.mark.parametrize(("typed", "text"), WRITTEN)
def test_what_people_write_is_read(typed: str, text: str) -> None:
    """Each form becomes its EDTF, whatever its capitals."""
    assert EventDate.parse(typed, TODAY).text == text
    assert EventDate.parse(typed.upper().replace("O'CLOCK", "o'clock"), TODAY).text == text


@pytest.mark.parametrize(("typed", "one", "other"), TWO_WAYS)
def test_what_can_be_read_in_two_ways_is_refused_with_both(
    typed: str, one: str, other: str
) -> None:
    """The sentence has either reading in words and in EDTF, and quotes what was typed."""
    with pytest.raises(AmbiguousDate) as raised:
        EventDate.parse(typed, TODAY)
    said = {each: EventDate.parse(each).worded for each in (one, other)}
    assert str(raised.value) == (
        f"{typed!r} could be {said[one]} ({one}) or {said[other]} ({other}); "
        f"write {one} or {other}."
    )


@pytest.mark.parametrize(("typed", "reason"), REFUSED)
def test_what_cannot_be_read_says_why(typed: str, reason: str) -> None:
    """The sentence quotes what was typed and says what is wrong with it."""
    with pytest.raises(InvalidDate) as raised:
        EventDate.parse(typed, TODAY)
    assert f"{typed!r} {reason}" in str(raised.value)


@pytest.mark.parametrize("language", OF_CHARTS)
def test_every_name_of_a_month_is_read(language: str) -> None:
    """Full and short names, beside a day and alone, in the languages of charts."""
    months = Locale(language).months
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                forms = (
                    [f"1999年{name}3日", f"1999年{name}"] if language == "zh" else
                    [f"3 {name} 1999", f"3. {name} 1999", f"3-{name}-1999", f"3 de {name} de 1999",
                     f"{name} 1999", f"{name.upper()} 1999"]
                )  # fmt: skip
                for form in forms:
                    day = "-03" if "日" in form or form.startswith("3") else ""
                    assert EventDate.parse(form).text == f"1999-{number:02}{day}", form


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)), st.sampled_from(OF_CHARTS))
def test_a_day_is_read_in_every_language(day: date, language: str) -> None:
    """A day as the charts' language writes it is that day."""
    from tracker.model.date_wording import in_words, words_of

    said = in_words(day.isoformat(), words_of(language))
    assert EventDate.parse(said, TODAY).text == day.isoformat()


@given(st.dates(date(1, 3, 1), date(9998, 12, 1)))
def test_the_old_style_runs_behind(day: date) -> None:
    """A day of the Julian calendar is as many days later today as there were leap years too many."""
    said = EventDate.parse(f"{day.isoformat()} (Julian)", TODAY).start.date()
    year = day.year - (day.month < 3)
    assert said - day == timedelta(days=year // 100 - year // 400 - 2)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3 May 1999", ""),
        ("3 mai 1999", ""),
        ("2016-10-03", ""),
        ("2016-10", ""),
        ("about 3 May 1999", ""),
        ("autumn 1998", ""),
        ("Sunday, 4 July 1999", ""),
        ("until May 1999", ""),
        ("1960s", ""),
        ("Monday, 4 July 1999", "4 July 1999 was a Sunday, not a Monday; one of the two is wrong."),
        ("1911-12", "1911-12 was taken as December 1911; the years 1911 to 1912 are 1911/1912."),
        ("1939-41", "1939-41 was taken as second half of 1939; the years 1939 to 1941 are "
         "1939/1941."),
        ("1962-63", "1962-63 was taken to last from 1962 to 1963; one moment between the two is "
         "[1962..1963]."),
        ("3 May 1999 onwards", "3 May 1999 onwards was taken as since 3 May 1999 (1999-05-03/..)."),
        ("before 12 May 1999", "before 12 May 1999 was taken as by 11 May 1999 ([..1999-05-11]); "
         "with that itself it is `by …`."),
        ("winter 1998-99", ""),
        ("evening of 3 May 1999", "evening of 3 May 1999 was taken as one moment from 3 May 1999, "
         "16:00 to 3 May 1999, 23:59 ([1999-05-03T16:00..1999-05-03T23:59])."),
        ("early May to 26 July 1999", "early May to 26 July 1999 was taken as from about 5 May "
         "1999 to 26 July 1999 (1999-05-05~/1999-07-26)."),
        ("Anfang Mai 1999", "Anfang Mai 1999 was taken as one moment between 1999-05-01 and "
         "1999-05-10; what lasts over all of it is 1999-05-01/1999-05-10."),
        ("19th century", "19th century was taken as 1800 to 1899 (18XX)."),
        ("1900s", "1900s was taken as 1900 to 1909 (190X)."),
        ("end of May 1999", "end of May 1999 was taken as one moment between 1999-05-21 and "
         "1999-05-31; what lasts over all of it is 1999-05-21/1999-05-31."),
        ("25 October 1917 (Julian)", "25 October 1917 (Julian) is 7 November 1917 by today's "
         "calendar (1917-11-07)."),
        ("last Friday", "last Friday was taken as 27 November 2026 (2026-11-27)."),
        ("2 weeks ago", "2 weeks ago was taken as about 14 November 2026 (2026-11-14~)."),
    ],
)  # fmt: skip
def test_a_reading_that_is_not_plain_is_printed_back(typed: str, said: str) -> None:
    """What could be meant otherwise says how it was taken; what is plain says nothing."""
    assert how_taken(EventDate.parse(typed, TODAY)) == (said and f"Note: {said}")


def test_a_reading_is_printed_back_by_add_and_edit(desk: Database) -> None:
    """Both tell how the date was taken."""
    said = add_event(desk, draft("War", "1911-12")).remarks
    assert said == (
        "Note: 1911-12 was taken as December 1911; the years 1911 to 1912 are 1911/1912.",
    )

    edited = edit_event(desk, "1", EventEdit(date=EventDate.parse("Monday, 4 July 1999")))
    assert "4 July 1999 was a Sunday, not a Monday" in edited.remarks[0]
