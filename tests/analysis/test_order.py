"""Claims of order and the bounds that they derive for imprecise dates."""

from datetime import datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.analysis import drawn
from tracker.analysis.order import Bounds, Contradiction, DateBound, derived_bounds, reason_in_words
from tracker.analysis.validation import findings
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link
from tracker.model.order import OrderClaim
from tracker.model.source import Citation

DAY = timedelta(days=1)
FIRST = datetime(2016, 10, 1)


def day(number: int) -> datetime:
    """A day of October 2016, counted from 0."""
    return FIRST + number * DAY


days = st.integers(0, 9)
dates = st.lists(st.tuples(days, days).map(sorted), min_size=2, max_size=4)


@st.composite
def networks(draw: st.DrawFn) -> tuple[dict[int, Bounds], list[OrderClaim]]:
    """A few events with bounds in whole days, and claims of whole days between them."""
    bounds: dict[int, Bounds] = {
        n: (day(a), day(b)) for n, (a, b) in enumerate(draw(dates), start=1)
    }
    pairs = st.permutations(sorted(bounds)).map(lambda order: order[:2])
    gaps = st.tuples(st.integers(1, 4), st.none() | st.integers(1, 6))
    made = draw(st.lists(st.tuples(pairs, gaps), max_size=4))
    return bounds, [
        OrderClaim(a, b, least * DAY, None if most is None else most * DAY)
        for (a, b), (least, most) in made
    ]


def solutions(bounds: dict[int, Bounds], claims: list[OrderClaim]) -> list[dict[int, int]]:
    """Every way to give each event a day so that all bounds and claims hold, by trying."""
    found: list[dict[int, int]] = [{}]
    for event, (first, last) in bounds.items():
        assert first is not None
        assert last is not None
        span = range((first - FIRST).days, (last - FIRST).days + 1)
        found = [{**partial, event: number} for partial in found for number in span]
    return [
        each
        for each in found
        if all(
            (each[c.after] - each[c.before]) * DAY >= c.at_least
            and (c.within is None or (each[c.after] - each[c.before]) * DAY <= c.within)
            for c in claims
        )
    ]


@given(networks())
def test_bounds_are_those_of_all_solutions(
    network: tuple[dict[int, Bounds], list[OrderClaim]],
) -> None:
    """The derived bounds are exactly the first and the last day found by trying everything."""
    bounds, claims = network
    found = solutions(bounds, claims)
    assume(found)
    derived = derived_bounds(bounds, claims)
    for event in bounds:
        numbers = [each[event] for each in found]
        assert derived[event] == (day(min(numbers)), day(max(numbers)))


@given(networks())
def test_what_cannot_hold_is_refused_with_a_list_that_cannot_hold(
    network: tuple[dict[int, Bounds], list[OrderClaim]],
) -> None:
    """Without a solution there is a contradiction, and its reasons alone have none either."""
    bounds, claims = network
    assume(not solutions(bounds, claims))
    with pytest.raises(Contradiction) as refused:
        derived_bounds(bounds, claims)
    reasons = refused.value.reasons
    dated = {reason.event for reason in reasons if isinstance(reason, DateBound)}
    wide = {n: pair if n in dated else (day(-40), day(60)) for n, pair in bounds.items()}
    kept = [reason for reason in reasons if isinstance(reason, OrderClaim)]
    with pytest.raises(Contradiction):
        derived_bounds(wide, kept)


def test_no_shorter_list_of_claims_contradicts() -> None:
    """Of a long contradiction and a short one the short one is told."""
    open_dates: dict[int, Bounds] = dict.fromkeys(range(1, 6), (day(0), None))
    long = [OrderClaim(1, 2), OrderClaim(2, 3), OrderClaim(3, 4), OrderClaim(4, 1)]
    short = [OrderClaim(1, 5), OrderClaim(5, 1)]
    with pytest.raises(Contradiction) as refused:
        derived_bounds(open_dates, [*long, *short])
    assert set(refused.value.reasons) == set(short)


def test_before_means_before_within_a_day_too() -> None:
    """Two events of one day keep their order: the later one is not at its first second."""
    bounds: dict[int, Bounds] = {n: (day(6), day(7) - timedelta(seconds=1)) for n in (1, 2)}
    derived = derived_bounds(bounds, [OrderClaim(1, 2)])
    assert derived[2][0] == day(6) + timedelta(seconds=1)
    assert derived[1][1] == day(7) - timedelta(seconds=2)


def test_open_ends_are_closed_by_claims() -> None:
    """An event with an open end gets a bound from an event that comes after it."""
    bounds: dict[int, Bounds] = {1: (day(0), None), 2: (day(3), day(3))}
    assert derived_bounds(bounds, [OrderClaim(1, 2, at_least=DAY)])[1] == (day(0), day(2))


def test_claims_beyond_the_calendar_stay_at_its_end() -> None:
    """A claim that pushes an event past the year 9999 does not break the calendar."""
    bounds: dict[int, Bounds] = {1: (day(0), day(0)), 2: (day(0), None)}
    late = derived_bounds(bounds, [OrderClaim(1, 2, at_least=timedelta(days=9_000_000))])
    assert late[2] == (datetime(9999, 12, 31, 23, 59, 59), None)


def test_an_event_without_a_date_is_an_error() -> None:
    """A claim about an event that has no date at all is a mistake of the caller."""
    with pytest.raises(KeyError):
        derived_bounds({1: (day(0), day(0))}, [OrderClaim(1, 2)])


def test_reasons_read_as_sentences() -> None:
    """A reason says who is before whom, by how much, and who says so."""
    claim = OrderClaim(1, 2, 7 * DAY, 21 * DAY, citations=(Citation("editorial"),))
    names = {1: "a", 2: "b"}
    assert (
        reason_in_words(claim, names, {}) == "a is before b, by at least 1w, within 3w (editorial)"
    )
    assert reason_in_words(DateBound(2), names, {2: "2016-10~"}) == "b is dated 2016-10~"


def test_claims_in_any_order_say_the_same() -> None:
    """What follows does not depend on the order in which claims were recorded."""
    bounds: dict[int, Bounds] = {n: (day(0), day(9)) for n in (1, 2, 3)}
    claims = [
        OrderClaim(1, 2, 2 * DAY),
        OrderClaim(2, 3, 3 * DAY),
        OrderClaim(1, 3, within=6 * DAY),
    ]
    expected = derived_bounds(bounds, claims)
    assert expected[2] == (day(2), day(6))
    for pair in combinations(claims, 2):
        rest = [claim for claim in claims if claim not in pair]
        assert derived_bounds(bounds, [*rest, *reversed(pair)]) == expected


@pytest.mark.parametrize(
    ("orders", "found"),
    [
        ((), ["e-2 → e-3"]), (((2, 3),), []), (((3, 2),), ["e-2 → e-3"]), (((1, 3),), ["e-2 → e-3"]),
        (((2, 1), (1, 3)), []),
    ],
)  # fmt: skip
def test_a_claim_of_order_settles_that_an_effect_came_after_its_cause(
    orders: tuple[tuple[int, int], ...], found: list[str]
) -> None:
    """Directly or by way of a third event, whether or not any other event is ordered."""
    crisis = Chronicle(
        {number: drawn.event(number, "2016-10") for number in (1, 2, 3)},
        (Link(2, 3, "provokes", 0.7),),
        orders=tuple(OrderClaim(*pair) for pair in orders),
    )
    assert [each.about for each in findings(crisis, ["order"])] == found
