"""Dates in words for readers."""

import re
import tomllib
from datetime import date
from importlib.resources import files
from string import Formatter

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tracker import config
from tracker.errors import InvalidDate, InvalidInput
from tracker.model import date_wording
from tracker.model.date_display import set_date_words, shown_date, shown_dates
from tracker.model.date_wording import in_words, words_of
from tracker.model.dates import EventDate
from tracker.model.month_names import OF_CHARTS
from tracker.model.picture import LANGUAGES

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
DAY = DAYS.map(date.isoformat)
MONTH = DAYS.map(lambda day: day.isoformat()[:7])
YEAR = st.integers(1000, 9998).map(str)
PART = st.builds("{}-{}".format, YEAR, st.integers(21, 41))
LONG = st.integers(100, 999).map(lambda n: f"{n}X") | st.integers(10, 99).map(lambda n: f"{n}XX")
ZONES = st.sampled_from(["", "Z", "+03:00", "-04:00", "+05:30", "-03:30"])
CLOCK = st.builds(
    "{}T{:02}:{:02}{}".format, DAY, st.integers(0, 23), st.integers(0, 59), ZONES
) | DAY.map(lambda day: f"{day}T14:00:05Z")
UNIT = DAY | MONTH | YEAR | PART | LONG
DOUBTED = st.builds("{}{}".format, UNIT, st.sampled_from("?~%"))
END = UNIT | DOUBTED | CLOCK
INTERVAL = st.builds("{}/{}".format, END, END)
OPEN = END.map(lambda end: f"{end}/..") | END.map(lambda end: f"../{end}")
PLAIN = DAY | MONTH | YEAR | CLOCK
MEMBER = PLAIN | st.lists(DAY | MONTH | YEAR, min_size=2, max_size=2, unique=True).map("..".join)
CHOICE = (
    st.lists(MEMBER, min_size=2, max_size=3, unique=True).map(lambda each: f"[{','.join(each)}]")
    | st.tuples(PLAIN, PLAIN).filter(lambda ends: ends[0] != ends[1]).map("[{0[0]}..{0[1]}]".format)
    | PLAIN.map(lambda end: f"[..{end}]")
    | PLAIN.map(lambda end: f"[{end}..]")
)
EDTF = END | INTERVAL | OPEN | CHOICE


@example("1999-05-03/1999-05-07")
@example("[1000,2000-01-01,2000-01-01T14:00:05Z]")
@example("1999-07-04T14:00-04:00/1999-07-04T16:00-04:00")
@example("[1999-05-03,1999-05-04,1999-05-05]")
@example("[1999-05-03,1999-05-05..1999-05-07]")
@given(EDTF)
def test_what_is_said_in_english_can_be_typed_again(text: str) -> None:
    """Every date in words is read back as the same EDTF."""
    try:
        read = EventDate.parse(text)
    except InvalidDate:  # ends before it begins
        assume(False)
    assert read.text == text
    assert EventDate.parse(read.worded).text == text, read.worded


@given(DAYS)
def test_an_unknown_day_is_said_and_has_the_same_bounds(day: date) -> None:
    """Some day in a month is typed again as the month, which means the same days."""
    for text in (f"{day.isoformat()[:7]}-XX", f"{day.year}-XX-XX"):
        read = EventDate.parse(text)
        again = EventDate.parse(read.worded)
        assert (again.earliest, again.latest) == (read.earliest, read.latest)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1998-23", "autumn 1998"),
        ("1999-05-05~", "about 5 May 1999"),
        ("[1999-05-03..1999-05-07]", "some day from 3 to 7 May 1999"),
        ("1999-07-04T14:00-04:00", "4 July 1999, 14:00 (UTC−4)"),
        ("2016-10-03T14:30+05:30", "3 October 2016, 14:30 (UTC+5:30)"),
        ("1999-05-03/1999-05-07", "3 to 7 May 1999"),
        ("2016-09-22/2016-10~", "from 22 September to about October 2016"),
        ("1999-05-XX", "some day in May 1999"),
        ("1999-XX", "some month of 1999"),
        ("2000XX", "2000XX"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_date_is_said_in_words(text: str, said: str) -> None:
    """Each form has its words; what is no EDTF stays as it is."""
    assert in_words(text) == said


def test_a_year_that_stands_above_is_left_out() -> None:
    """Under a heading of the year, days and months go without it; other years keep theirs."""
    said = [
        in_words(text, year=1999)
        for text in ("1999-05-05~", "1999-07-04T14:00-04:00", "[1999-05-03..1999-05-07]",
                     "1999-05/2000-01", "1999", "1999-23")
    ]  # fmt: skip
    assert said == ["about 5 May", "4 July, 14:00 (UTC−4)", "some day from 3 to 7 May",
                    "May to January 2000", "1999", "autumn 1999"]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ["Herbst 1998", "etwa 5. Mai 1999", "an einem Tag vom 3. bis 7. Mai 1999",
                "spätestens am 12. Oktober 2016", "seit Mai 1999", "19. Jahrhundert"]),
        ("fr", ["automne 1998", "vers le 5 mai 1999", "un jour du 3 au 7 mai 1999",
                "au plus tard le 12 octobre 2016", "depuis mai 1999", "XIXe siècle"]),
        ("es", ["otoño de 1998", "hacia el 5 de mayo de 1999", "un día del 3 al 7 de mayo de 1999",
                "a más tardar el 12 de octubre de 2016", "desde mayo de 1999", "siglo XIX"]),
        ("ru", ["осень 1998", "около 5 мая 1999", "какой-то день: 3 – 7 мая 1999",
                "не позднее 12 октября 2016", "май 1999 – …", "XIX век"]),
        ("uk", ["осінь 1998", "близько 5 травня 1999", "якийсь день: 3 – 7 травня 1999",
                "не пізніше 12 жовтня 2016", "травень 1999 – …", "XIX століття"]),
        ("zh", ["1998年秋季", "约1999年5月5日", "1999年5月3日至7日之间某日", "不晚于2016年10月12日",
                "自1999年5月起", "19世纪"]),
    ],
)  # fmt: skip
def test_dates_are_said_in_the_languages_of_charts(language: str, said: list[str]) -> None:
    """Seasons, doubts, choices, ends and centuries as the language has them."""
    texts = ["1998-23", "1999-05-05~", "[1999-05-03..1999-05-07]", "[..2016-10-12]", "1999-05/..",
             "18XX"]  # fmt: skip
    assert [in_words(text, words_of(language)) for text in texts] == said


# What has two readings where a language has one phrase for both, as in vers le 3 mai – 7 mai.
LEVELS = st.sampled_from([
    "1999-05-03", "1999-05", "1999", "1998-21", "1998-24", "1998-28", "1998-30", "1999-33",
    "1999-38", "1999-41", "196X", "18XX", "1999-05-03~", "1999-05-03%", "1999-05~", "1999?",
    "1998-23%", "1999-05-03/1999-05-07", "1999-05-03/1999-06-07", "1999-05/1999-07",
    "1999-05-03/2000-01-02", "1998/1999", "1999-05-03/..", "../1999-05-03", "1999-05/..",
    "../1999-05", "1998-23/1999-22", "[1999-05-03..1999-05-07]", "[1999-05-03,1999-05-04]",
    "[1999-05-03,1999-05-04,1999-05-05]", "[1999-05..1999-06]", "[..1999-05-03]", "[1999-05..]",
    "1999-05-26T06:30", "1999-05-26T06:30+05:30", "[1999-05-26T16:00..1999-05-26T23:59]",
    "[1999-05-26T18:00..1999-05-27T06:59]", "[1999-05-26T00:00..1999-05-26T07:59]",
    "[1999-05-26T20:00..1999-05-26T23:59]", "[1999-12-31T18:00..2000-01-01T06:59]",
])  # fmt: skip


@settings(max_examples=300)
@given(LEVELS, st.sampled_from(OF_CHARTS))
def test_what_charts_say_in_a_language_can_be_typed_again(text: str, language: str) -> None:
    """Dates, their parts, doubts and ends are read back in each language that they are said in."""
    said = in_words(text, words_of(language))
    assert EventDate.parse(said, date(2026, 11, 28)).text == text, said


def test_every_language_has_every_phrase() -> None:
    """The tables have the phrases of the code, with the names in braces that these give."""
    tables = tomllib.loads((files("tracker.model") / "date_phrases.toml").read_text("utf-8"))
    assert {*tables, "en"} == set(OF_CHARTS) == set(LANGUAGES) == set(config.LANGUAGES)
    needed = set(tables["de"]) - {each for each in tables["de"] if "{day}" in each}
    needed |= {"{day}, {clock}"}
    for language, phrases in tables.items():
        further = set(phrases) - needed
        assert needed <= set(phrases), language
        assert further <= {"1st", "year first", "days {first} to {last}"} | {
            each for each in phrases if each.replace("{day}", "{date}") in needed
        }
        for phrase, said in phrases.items():
            given_names = {name for _, name, _, _ in Formatter().parse(phrase) if name}
            named = {name for _, name, _, _ in Formatter().parse(said) if name}
            assert named <= given_names | {"roman"}, (language, phrase)


@given(EDTF, st.sampled_from(OF_CHARTS))
def test_no_language_leaves_a_gap(text: str, language: str) -> None:
    """Whatever the date, its words have no braces, and both ends of it."""
    said = in_words(text, words_of(language))
    assert "{" not in said
    years = [year for year in re.findall(r"(?<!\d)\d{4}(?!\d)", text) if f"{year}-" in text]
    assert all(year in said for year in years)


def test_the_words_in_force_are_shown() -> None:
    """EDTF is shown where it is asked for; a text with dates in it has each of them in words."""
    try:
        set_date_words(words_of("de"))
        assert shown_date("2016-10-03") == "3. Oktober 2016"
        assert shown_dates("≥ 2016-10-03") == "≥ 3. Oktober 2016"
        set_date_words(None)
        assert shown_date("2016-10-03") == "2016-10-03"
    finally:
        set_date_words(date_wording.ENGLISH)
    with pytest.raises(InvalidInput, match="Dates are said in en, de"):
        words_of("xx")
