from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.drawn import event
from tracker.analysis.order_chances import chances_before
from tracker.analysis.validation import findings
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link
from tracker.model.order import OrderClaim

OCTOBER = (datetime(2016, 10, 1), datetime(2016, 10, 31, 23, 59, 59))


def by_orders(claims: set[tuple[int, int]], one: int, other: int, size: int) -> float | None:
    """The share of the orders of equal dates that meet the claims in which one comes first."""
    orders = [
        {number: place for place, number in enumerate(each)}
        for each in permutations(range(1, size + 1))
    ]
    meet = [each for each in orders if all(each[a] < each[b] for a, b in claims)]
    return sum(each[one] < each[other] for each in meet) / len(meet)


@settings(max_examples=15, deadline=None)
@given(
    claims=st.sets(
        st.tuples(st.integers(1, 4), st.integers(1, 4)).filter(lambda pair: pair[0] < pair[1]),
        min_size=1,
    ),
    pair=st.permutations([1, 2, 3, 4]),
)
def test_dates_of_one_month_come_in_all_orders_that_the_claims_leave(
    claims: set[tuple[int, int]], pair: list[int]
) -> None:
    """Of dates that are equally likely all orders are, so counting orders gives the probability."""
    one, other = pair[:2]
    dates = dict.fromkeys(range(1, 5), OCTOBER)
    found = chances_before([(one, other)], dates, [OrderClaim(*each) for each in claims])
    assert found[one, other] == pytest.approx(by_orders(claims, one, other, 4), abs=0.004)


def test_a_least_gap_pushes_dates_apart() -> None:
    """Of two moments in three weeks the second at least two later, each has a week of its own."""
    three_weeks = (datetime(2016, 10, 1), datetime(2016, 10, 22))
    apart = [OrderClaim(1, 2, at_least=timedelta(days=14))]
    dates = {1: three_weeks, 2: three_weeks, 3: (datetime(2016, 10, 8),) * 2}
    found = chances_before([(1, 3), (3, 2)], dates, apart)
    assert found == {(1, 3): 1.0, (3, 2): 1.0}


def test_a_date_without_a_bound_has_no_probability() -> None:
    """Nor has any that claims tie to it; others have theirs."""
    dates = {1: OCTOBER, 2: OCTOBER, 3: (None, OCTOBER[1]), 4: OCTOBER}
    found = chances_before([(1, 2), (2, 4), (1, 4)], dates, [OrderClaim(3, 2)])
    assert found == {(1, 2): None, (2, 4): None, (1, 4): 0.5}


def months(*orders: OrderClaim) -> Chronicle:
    """Alpha, Charlie and Delta in October, and a link from Alpha to Charlie."""
    events = {n: event(n, "2016-10") for n in (1, 3, 4)}
    return Chronicle(events, (Link(1, 3, "leads-to", 0.9, because="So."),), orders=orders)


def test_a_claim_about_a_third_event_bears_on_what_came_first() -> None:
    """Charlie was before Delta, so it is likely early: its cause came later with 67 per cent."""
    [found] = findings(months(OrderClaim(3, 4)), ["order"])
    assert "began before its cause (2016-10) with a probability of 67%" in found.message
    [found] = findings(months(), ["order"])
    assert "with a probability of 50%" in found.message


def test_what_cannot_be_said_is_not() -> None:
    """Where Charlie is after something open to the past, no probability is given."""
    chronicle = months(OrderClaim(4, 3))
    events = {**chronicle.events, 4: event(4, "../2016-10")}
    [found] = findings(Chronicle(events, chronicle.links, orders=chronicle.orders), ["order"])
    assert "how probable that is cannot be said" in found.message
    assert "%" not in found.message


def test_a_link_that_its_dates_contradict_is_said_to_count_in_no_question() -> None:
    """The effect lasted through October and began on the first of it, the cause on the 20th."""
    events = {1: event(1, "2016-10-20"), 2: event(2, "2016-10-01/2016-10-31")}
    [found] = findings(Chronicle(events, (Link(1, 2, "leads-to", 0.9),)), ["order"])
    assert "with a probability of 100%, so the link counts in no question" in found.message
