"""Bands of likelihood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.bands import Band, cover, midpoint_product, product
from tracker.model.likelihood import ICD_203, Likelihood

SHARES = st.floats(min_value=0, max_value=1, allow_nan=False)
BANDS = st.tuples(SHARES, SHARES).map(lambda ends: Band(min(ends), max(ends)))


@pytest.mark.parametrize("words", ICD_203, ids=lambda each: each.words)
def test_each_band_of_icd_203_is_read_and_called_by_its_words(words: Likelihood) -> None:
    """Each band of ICD 203 is read, and called, by its words and their synonyms."""
    for name in (words.words, *words.synonyms):
        assert Band.of_words(name) == Band(words.low, words.high)
        assert Band.of_words(name).words == words.words


def test_a_likelihood_given_in_words_is_their_band_and_a_number_is_itself() -> None:
    """A likelihood in words is their band; a number is itself."""
    assert Band.of_likelihood(0.5, True) == Band(0.45, 0.55)
    assert Band.of_likelihood(0.5, False) == Band(0.5, 0.5)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (Band(0, 0), "almost no chance"),
        (Band.point(1), "almost certain"),
        (Band(0.99, 1), "almost certain"),
        (Band(0.3, 0.55), "unlikely to roughly even chance"),
        (Band(0, 1), "almost no chance to almost certain"),
    ],
)
def test_a_computed_band_is_called_by_the_words_of_its_ends(band: Band, words: str) -> None:
    """A band that was computed is called by the words of its ends."""
    assert band.words == words


@pytest.mark.parametrize(
    ("band", "said"),
    [
        (Band.point(0.591), "0.591"),
        (Band.point(0.99999), "0.99999"),
        (Band(0.44, 0.76), "0.44 to 0.76"),
        (Band(0.9961, 0.9999), "0.996 to 0.9999"),
        (Band(0.0012345, 0.0012399), "0.00123 to 0.00124"),
        (Band(0, 1), "0 to 1"),
    ],
)
def test_a_band_is_said_by_both_ends_which_differ_and_are_1_only_where_they_are(
    band: Band, said: str
) -> None:
    """The ends differ in print where they differ, and are 1 only where they are."""
    assert str(band) == said


@pytest.mark.parametrize("ends", [(0.5, 0.4), (-0.1, 0.5), (0.5, 1.1), (float("nan"), 1)])
def test_what_is_no_band_is_refused(ends: tuple[float, float]) -> None:
    """Ends out of order, or beyond 0 and 1, are refused."""
    with pytest.raises(ValueError, match="is no band"):
        Band(*ends)


@given(st.lists(BANDS, min_size=1, max_size=6))
def test_a_product_and_a_cover_keep_the_order_of_their_ends(bands: list[Band]) -> None:
    """A product lies below each of its bands, a cover contains them."""
    made, covering = product(bands), cover(bands)
    assert made.low <= made.high
    assert made.high <= min(band.high for band in bands) + 1e-12
    assert all(covering.low <= band.low <= band.high <= covering.high for band in bands)
    assert made.low - 1e-9 <= midpoint_product(bands) <= made.high + 1e-9
