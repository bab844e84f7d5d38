import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InvalidText, excerpt
from tracker.model.csv_guard import guard_formula
from tracker.model.names import folded, is_hyphened, slug
from tracker.model.text import clean_line, clean_prose


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Moscow suspends the PMDA\n", "Moscow suspends the PMDA"),
        ("Kraków – Ελλάδα – 北京 – שלום", "Kraków – Ελλάδα – 北京 – שלום"),
        ("[bold]50%[/bold] \\ ' \"", "[bold]50%[/bold] \\ ' \""),
        ("👩‍🚀 lands", "👩‍🚀 lands"),
        ("x" * 300, "x" * 300),
    ],
)
def test_a_line_is_kept_as_it_is(text: str, kept: str) -> None:
    """A line of any script stays to the letter, without the blanks around it."""
    assert clean_line(text, "title") == kept


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The title is empty; write at least a word."),
        (" \t\n", "The title is empty; write at least a word."),
        ("x" * 301, "The title has 301 characters; keep it to 300 and put the rest elsewhere."),
        (
            "x" * 100_000,
            "The title has 100,000 characters; keep it to 300 and put the rest elsewhere.",
        ),
        ("a\nb", "The title contains the control character U+000A; remove it."),
        ("a\tb", "The title contains the control character U+0009; remove it."),
        ("a\x1b[31mb", "The title contains the control character U+001B; remove it."),
        ("a\x00b", "The title contains the control character U+0000; remove it."),
        ("a\x7fb", "The title contains the control character U+007F; remove it."),
        ("a\x9bb", "The title contains the control character U+009B; remove it."),
        ("a\u2028b", "The title contains the control character U+2028; remove it."),
        ("a\udce9b", "The title contains the control character U+DCE9; remove it."),
    ],
)
def test_a_line_is_refused(text: str, sentence: str) -> None:
    """What cannot be kept in one plain line is refused with what is wrong and what to do."""
    with pytest.raises(InvalidText) as raised:
        clean_line(text, "title")
    assert str(raised.value) == sentence


def test_prose_may_have_lines_and_tabs() -> None:
    """A summary keeps its line breaks and tabs, may be empty, and ends somewhere."""
    assert clean_prose("one\n\ttwo\n", "summary") == "one\n\ttwo"
    assert clean_prose("", "summary") == ""
    with pytest.raises(
        InvalidText, match=r"The summary has 20,001 characters; keep it to 20,000\."
    ):
        clean_prose("x" * 20_001, "summary")
    with pytest.raises(InvalidText, match=r"U\+000D"):
        clean_prose("one\r\ntwo", "summary")


@given(st.text())
def test_what_is_kept_is_clean(text: str) -> None:
    """Whatever line is kept has no control character and is kept again as it is."""
    try:
        line = clean_line(text, "title")
    except InvalidText:
        return
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in line)
    assert clean_line(line, "title") == line
    line.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Moscow", "MOSCOW"), ("the  Kremlin ", "The Kremlin"), ("ＲＵＳ", "rus"),
        ("Straße", "STRASSE"), ("Kraków", "Krako\u0301w"), ("ﬁnland", "Finland"),
    ],
)  # fmt: skip
def test_two_spellings_of_a_name(one: str, other: str) -> None:
    """Case, width, blanks and the composition of accents make no difference to a name."""
    assert folded(one) == folded(other)


def test_accents_make_a_difference() -> None:
    """Two names that differ by an accent are two names."""
    assert folded("Krakow") != folded("Kraków")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Moscow suspends the plutonium disposition pact",
         "moscow-suspends-plutonium-disposition-pact"),
        ("The US and its allies", "us-allies"),
        ("The of and", "the-of-and"),
        ("Syria's army declares the ceasefire over", "syrias-army-declares-ceasefire"),
        ("Russia’s S-300_at Tartus!", "russias-s-300-tartus"),
        ("Ελλάδα & 北京", "ελλάδα-北京"),
        ("🚀🚀", ""),
        ("x" * 60, "x" * 48),
        (" ".join(["abcdefghijkl"] * 5), "-".join(["abcdefghijkl"] * 3)),
    ],
)  # fmt: skip
def test_the_telling_words_of_a_title(title: str, words: str) -> None:
    """A handle has up to five telling words, in the title's own script, cut between words."""
    assert slug(title) == words


@given(st.text())
def test_a_slug_is_hyphened_words_or_nothing(title: str) -> None:
    """Whatever the title, its slug is a code that may be given back, or empty."""
    words = slug(title)
    assert words == "" or is_hyphened(words)
    assert len(words) <= 48


@pytest.mark.parametrize(
    ("text", "well_formed"),
    [
        ("2016-10-03-pmda", True), ("a", True), ("北京-2016", True), ("", False), ("-a", False),
        ("a-", False), ("a--b", False), ("A-b", False), ("a b", False), ("a_b", False),
        ("a" * 80, True), ("a" * 81, False), ("ａ", False),
    ],
)  # fmt: skip
def test_hyphened_words(text: str, well_formed: bool) -> None:
    """A code is made of lower-case words joined by single hyphens."""
    assert is_hyphened(text) is well_formed


@given(st.text())
def test_an_excerpt_is_guard_formula(text: str) -> None:
    """What an error message quotes is short, on one line, and nothing a terminal acts on."""
    quoted = excerpt(text)
    assert quoted.isprintable()
    assert len(quoted) <= 2 * 60 + 2
    quoted.encode()


@pytest.mark.parametrize("mark", "\u202a\u202e\u2066\u2069")
def test_overrides_of_direction_are_refused(mark: str) -> None:
    """What would make a line read otherwise than it is written is no part of a line."""
    with pytest.raises(InvalidText, match=r"control character U\+20"):
        clean_line(f"a{mark}b", "title")
    assert clean_line("تل أبيب \u200f2016", "title")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_is_made_a_text(sign: str) -> None:
    """Each sign that begins a formula, in its full width too, and the blanks that hide one."""
    assert guard_formula(f"{sign}1+1") == f"'{sign}1+1"
    assert guard_formula(sign) == f"'{sign}"
    assert guard_formula(f"a{sign}1") == f"a{sign}1"


@pytest.mark.parametrize(
    "cell", ["", "Talks", "1+1", "'quoted", "−4", "(=1)", "\u3000x", "#1", "/1"]
)
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    """An apostrophe is put before nothing else."""
    assert guard_formula(cell) == cell
