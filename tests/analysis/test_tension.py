"""Sums of acts that fade with time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.test_dyads import acts
from tracker.analysis.dyads import spread_over_days
from tracker.analysis.tension import left_of, levels
from tracker.model.dyads import DatedTally, Sense, Tally

HALF_LIVES = st.integers(1, 4000).map(lambda hours: timedelta(hours=hours))


@given(st.lists(acts(), max_size=12), HALF_LIVES, st.sampled_from(Sense))
def test_a_level_is_the_sum_of_all_acts_each_halved_by_its_age(
    given_acts: list[DatedTally], half_life: timedelta, sense: Sense
) -> None:
    """As adding up every act for every day finds it."""
    ours = [act for act in given_acts if (act.doer, act.target) == ("A", "B")]
    for level in levels(given_acts, "A", "B", sense, half_life):
        expected = sum(
            act.tally.total(sense) * part * 0.5 ** ((level.day - day) / half_life)
            for act in ours
            for day, part in spread_over_days(act)
            if day <= level.day
        )
        assert level.after == pytest.approx(expected)
        assert (level.after < level.before) == (sense is Sense.HOSTILE)


def test_with_a_long_half_life_nothing_fades() -> None:
    """The last level is then the sum of all."""
    made = [DatedTally("A", "B", day, day, Tally.of(-2.0))
            for day in (date(2016, 1, 1), date(2016, 12, 31))]  # fmt: skip
    found = levels(made, "A", "B", Sense.HOSTILE, timedelta(days=10**8))
    assert found[-1].after == pytest.approx(-4.0, abs=1e-4)
    assert left_of(found[0], date(2016, 12, 31), timedelta(days=365)) == pytest.approx(-1.0)


def test_neutral_acts_and_those_of_others_make_no_level() -> None:
    """Neither does what the target does to the doer."""
    day = date(2016, 1, 1)
    made = [DatedTally("A", "B", day, day, Tally.of(0.0)), DatedTally("B", "A", day, day,
            Tally.of(-5.0)), DatedTally("A", "C", day, day, Tally.of(-5.0))]  # fmt: skip
    assert levels(made, "A", "B", Sense.HOSTILE) == ()
    assert levels(made, "A", "B", Sense.COOPERATIVE) == ()
