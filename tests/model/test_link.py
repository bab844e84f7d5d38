import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InvalidLikelihood
from tracker.model.likelihood import ICD_203, likelihood_words, parse_likelihood
from tracker.model.link import Link

# The bands of ICD 203 as the directive has them, in per cent.
BANDS = {
    ("almost no chance", "remote"): (1, 5),
    ("very unlikely", "highly improbable"): (5, 20),
    ("unlikely", "improbable"): (20, 45),
    ("roughly even chance", "roughly even odds"): (45, 55),
    ("likely", "probable"): (55, 80),
    ("very likely", "highly probable"): (80, 95),
    ("almost certain", "nearly certain"): (95, 99),
}


def test_the_bands_are_those_of_the_directive() -> None:
    """Seven bands, each with its two wordings, meeting without gap or overlap."""
    assert [(band.words, round(band.low * 100), round(band.high * 100)) for band in ICD_203] == [
        (words[0], low, high) for words, (low, high) in BANDS.items()
    ]
    assert [band.high for band in ICD_203[:-1]] == [band.low for band in ICD_203[1:]]


@pytest.mark.parametrize("words", BANDS)
def test_words_stand_for_the_middle_of_their_band(words: tuple[str, str]) -> None:
    """Both wordings, in any case, hyphened or not, give the middle; the middle gives the words."""
    low, high = BANDS[words]
    middle = (low + high) / 200
    for wording in words:
        for typed in (wording, wording.upper(), f" {wording.replace(' ', '-')} "):
            assert parse_likelihood(typed) == pytest.approx(middle)
    assert likelihood_words(middle) == words[0]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0.9", 0.9), (".9", 0.9), ("1", 1.0), ("1.0", 1.0), ("90%", 0.9), ("90 %", 0.9),
        ("100%", 1.0), ("0.5%", 0.005), ("0.000001", 0.000001), ("0.123456789", 0.123457),
    ],
)  # fmt: skip
def test_a_number_is_taken_as_it_is(typed: str, number: float) -> None:
    """A share of one or a percentage is kept to six decimals."""
    assert parse_likelihood(typed) == number


@pytest.mark.parametrize(
    "typed",
    ["", " ", "0", "0%", "0.0", "1.01", "101%", "2", "-0.5", "−0.5", "nan", "inf", "1e-3", "1/2",
     "0,9", "maybe", "very very likely", "likely!", "50%%", "%", ".", "0.0000001", "1e400",
     "9" * 400, "9" * 100_000, "likely " * 20_000],
)  # fmt: skip
def test_an_absurd_likelihood_is_refused(typed: str) -> None:
    """No chance at all, more than certainty and other words are refused with words that work."""
    with pytest.raises(InvalidLikelihood) as raised:
        parse_likelihood(typed)
    sentence = str(raised.value)
    assert "write a number above 0 and up to 1, such as 0.9 or 90%, or ICD 203 words" in sentence
    assert all(words[0] in sentence for words in BANDS)
    assert len(sentence) < 350


@given(st.text(max_size=20) | st.floats().map(str) | st.integers().map(lambda n: f"{n}%"))
def test_any_text_is_a_likelihood_or_refused(typed: str) -> None:
    """Whatever is typed is a number above 0 and up to 1, or refused."""
    try:
        number = parse_likelihood(typed)
    except InvalidLikelihood:
        return
    assert 0 < number <= 1
    assert parse_likelihood(f"{number:.6f}") == number


@given(st.floats(0, 1, exclude_min=True))
def test_every_number_has_words(number: float) -> None:
    """Every likelihood is said in the words of the band it lies in, the ends included."""
    band = next(band for band in ICD_203 if band.words == likelihood_words(number))
    assert band.low <= number < band.high or number < 0.01 or number >= 0.99


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0.000001, "almost no chance"), (0.01, "almost no chance"), (0.049999, "almost no chance"),
        (0.05, "very unlikely"), (0.199999, "very unlikely"),
        (0.2, "unlikely"), (0.449999, "unlikely"),
        (0.45, "roughly even chance"), (0.549999, "roughly even chance"),
        (0.55, "likely"), (0.799999, "likely"),
        (0.8, "very likely"), (0.949999, "very likely"),
        (0.95, "almost certain"), (0.99, "almost certain"), (1.0, "almost certain"),
    ],
)  # fmt: skip
def test_the_edge_of_two_bands_belongs_to_the_upper_one(number: float, words: str) -> None:
    """A band has its lower end and not its upper one; beyond the last ends the nearest band counts."""
    assert likelihood_words(number) == words
    assert Link(1, 2, "provokes", number).words == words


def test_a_denial_is_said_to_be_one() -> None:
    """Whatever number stands for it, a denial has no words of likelihood."""
    assert Link(1, 2, "provokes", 0.9, denied=True).words == "denied"
