"""Acts counted by dyad and period, and how soon one side acts after the other."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import draft, fresh
from tracker.analysis.dyads import (
    acts_upon_one_another,
    count_dyads,
    most_active_pair,
    pairs_of,
    response_lags,
    spread_over_days,
    tallies,
)
from tracker.desk.filters import selection_of
from tracker.model.actor import PartOf
from tracker.model.dyads import DatedTally, DyadCount, Period, Sense, Tally
from tracker.model.event import HAPPENED
from tracker.model.parts import rolled_up
from tracker.model.selection import Filters, Selection
from tracker.recording.events import add_event
from tracker.recording.parts import add_part
from tracker.store import chronicle
from tracker.store import dyads as stored
from tracker.store.database import Database

FIRST = date(2016, 1, 1)
DAYS = st.integers(0, 400).map(lambda number: FIRST + timedelta(days=number))
INTENSITIES = st.one_of(st.none(), st.sampled_from([-10.0, -7.2, -2.0, 0.0, 0.5, 4.0, 9.0]))


@st.composite
def acts(draw: st.DrawFn) -> DatedTally:
    """An act of A, B or C upon another, of a day or of several."""
    first, last = sorted((draw(DAYS), draw(DAYS))) if draw(st.booleans()) else [draw(DAYS)] * 2
    doer, target = draw(st.permutations("ABC"))[:2]
    return DatedTally(doer, target, first, last, Tally.of(draw(INTENSITIES)))


def numbers(tally: Tally) -> list[float]:
    """The counts and the sums of a tally."""
    return [tally.hostile, tally.cooperative, tally.neutral, tally.uncoded, tally.hostile_sum,
            tally.cooperative_sum]  # fmt: skip


def days_of(some: list[DatedTally], doer: str, target: str, sense: Sense) -> list[date]:
    """The days of the acts of one upon another, of those that are of one day."""
    return [
        each.first
        for each in some
        if (each.doer, each.target) == (doer, target)
        and each.first is not None
        and each.first == each.last
        and each.tally.number(sense)
    ]


@given(st.lists(acts(), max_size=30), st.sampled_from(Period))
def test_periods_add_up_to_what_there_is_without_them(
    given_acts: list[DatedTally], period: Period
) -> None:
    """However acts are spread, none is lost and none is counted twice."""
    sums: dict[tuple[str, str], Tally] = {}
    for row in count_dyads(given_acts, period):
        assert row.period == period.first_day(row.period or FIRST)
        before = sums.get((row.doer, row.target), Tally())
        sums[row.doer, row.target] = before + row.tally
    whole = {(row.doer, row.target): row.tally for row in count_dyads(given_acts)}
    assert sums.keys() == whole.keys()
    for pair, tally in whole.items():
        assert numbers(sums[pair]) == pytest.approx(numbers(tally))


@given(st.lists(st.floats(-10, 10), max_size=20))
def test_hostile_and_cooperative_acts_are_never_netted(values: list[float]) -> None:
    """Each sum is of its own acts alone."""
    made = [DatedTally("A", "B", FIRST, FIRST, Tally.of(value)) for value in values]
    for row in count_dyads(made):
        assert row.tally.hostile_sum == pytest.approx(sum(v for v in values if v < 0))
        assert row.tally.cooperative_sum == pytest.approx(sum(v for v in values if v > 0))
        assert row.tally.acts == len(values)


def test_an_open_date_is_spread_as_far_as_the_record_goes() -> None:
    """From its first day to the last of the record; alone it is of its own day."""
    act = DatedTally("A", "B", date(2022, 2, 24), None, Tally.of(-10.0))
    record = (date(2022, 1, 1), date(2022, 3, 5))
    assert [day for day, _ in spread_over_days(act, record)][-1] == date(2022, 3, 5)
    assert len(list(spread_over_days(act, record))) == 10
    assert list(spread_over_days(act)) == [(date(2022, 2, 24), 1.0)]


@given(st.lists(acts(), max_size=40))
def test_a_lag_is_to_the_next_act_on_a_later_day(given_acts: list[DatedTally]) -> None:
    """As a plain search through all acts finds it."""
    for lag in response_lags(given_acts, "A", "B"):
        mine = days_of(given_acts, lag.doer, lag.responder, lag.after)
        theirs = days_of(given_acts, lag.responder, lag.doer, lag.then)
        waits = [
            min((other - day).days for other in theirs if other > day)
            for day in mine
            if any(other > day for other in theirs)
        ]
        assert lag.acts == len(mine)
        assert lag.followed == len(waits)
        assert lag.median_days == (median(waits) if waits else None)
        assert lag.same_day == sum(day in theirs for day in mine)


def test_the_pair_that_acts_most_upon_one_another_is_found() -> None:
    """By the acts of both directions; what somebody does to itself is no pair."""
    rows = [
        DyadCount("A", "A", None, Tally(hostile=90)), DyadCount("B", "A", None, Tally(hostile=3)),
        DyadCount("A", "B", None, Tally(neutral=2)), DyadCount("C", "A", None, Tally(hostile=4)),
    ]  # fmt: skip
    assert most_active_pair(rows) == ("B", "A")
    assert most_active_pair(rows[:1]) is None


@pytest.fixture
def several(empty_path: Path) -> Database:
    """Acts of joint doers, imprecise and lasting ones, at the ends of months and weeks."""
    db = fresh(empty_path)
    for number, (on, by, to, kind) in enumerate(
        (
            ("2016-10-02", ("RUS", "SYR"), ("USA", "FRA"), "threat"),
            ("2016-10-03", ("USA",), ("RUS",), "talks"),
            ("2016-10", ("RUS",), ("USA",), "threat"),
            ("2016-09-30/2016-10-04", ("RUS",), ("USA",), "air-strike"),
            ("2016-12-31T23:30", ("USA",), ("RUS",), "statement"),
            ("2017-01-01", ("RUS",), ("USA",), "threat"),
            ("2016-11/..", ("USA",), ("RUS",), "sanctions"),
            ("../2016-09-20", ("USA",), ("RUS",), "sanctions"),
            ("2017-01-02", ("RUS",), (), "threat"),
            ("9999-12-31", ("RUS",), ("USA",), "threat"),
            ("0001-01-01", ("RUS",), ("USA",), "threat"),
            ("2016-10-05", ("RUS", "USA"), (), "clash"),
            ("2016-10-05", ("RUS", "USA", "SYR"), (), "clash"),
            ("2016-10-06", ("RUS", "USA"), (), "talks"),
            ("2016-10-06", ("RUS", "RUS"), ("SYR",), "clash"),
        )
    ):
        add_event(db, draft(f"Act {number}", on, kind, by=by, to=to))
    return db


@pytest.fixture
def parts(several: Database) -> Database:
    """Acts of presidents, ministers, a service of eight days, and a state in an alliance."""
    add_part(several, "USA", PartOf("NATO"))
    add_part(several, "FSB", PartOf("RUS", "2016-10-02", "2016-10-09"))
    add_part(several, "WIKILEAKS", PartOf("FSB", "2016-10-05"))
    for number, (on, by, to, kind) in enumerate(
        (
            ("2016-10-03", ("KERRY",), ("LAVROV",), "talks"),
            ("2018-10-03", ("KERRY",), ("LAVROV",), "threat"),
            ("2016-10-03", ("FSB", "PUTIN"), ("USA", "OBAMA"), "cyberattack"),
            ("2016-11-03", ("FSB", "PUTIN"), ("USA", "TRUMP"), "cyberattack"),
            ("2016-10-04/2016-10-12", ("WIKILEAKS",), ("KERRY", "FRA"), "disclosure"),
            ("2016-10-06", ("WIKILEAKS",), ("USA",), "disclosure"),
            ("2016-12", ("WIKILEAKS",), ("RUS",), "disclosure"),
            ("2016-10-06", ("FSB", "RUS", "KERRY"), (), "clash"),
            ("2016-10-06", ("FSB", "RUS"), (), "clash"),
            ("2016-10-06", ("FSB", "WIKILEAKS", "SYR", "USA"), (), "clash"),
            ("2016-10-07", ("PUTIN",), ("RUS",), "accusation"),
            ("2016-10-08", ("NATO",), ("PUTIN",), "statement"),
        )
    ):
        add_event(several, draft(f"Part {number}", on, kind, by=by, to=to))
    return several


@pytest.mark.parametrize("period", [None, *Period])
@pytest.mark.parametrize(
    "pair", [None, ("RUS", "USA"), ("KERRY", "RUS"), ("NATO", "RUS"), ("FSB", "USA")]
)
def test_sql_counts_parts_as_the_model_does(
    parts: Database, pair: tuple[str, str] | None, period: Period | None
) -> None:
    """With their wholes while they are parts, unless they are named; exactly, each by itself."""
    for exactly in (False, True):
        filters: Filters = {"status": "any", "exactly": exactly}
        selection = selection_of(parts, filters, happened=True, dyad=pair)
        found = chronicle.load(parts, selection_of(parts, filters, happened=True))
        whole = rolled_up(found, pair or ())
        events = acts_upon_one_another(whole, pair) if pair else whole.events
        record = (date(2016, 9, 1), date(2017, 2, 1))
        counted = {(r.doer, r.target, r.period): numbers(r.tally) for r in
                   count_dyads(stored.tallies(parts, selection, period), period, record)}  # fmt: skip
        one_by_one = {(r.doer, r.target, r.period): numbers(r.tally)
                      for r in count_dyads(tallies(events.values()), period, record)
                      if not pair or {r.doer, r.target} == set(pair)}  # fmt: skip
        assert one_by_one or exactly
        assert counted.keys() == one_by_one.keys()
        for key, numbered in counted.items():
            assert numbered == pytest.approx(one_by_one[key])
        assert sum(stored.statuses(parts, selection).values()) == sum(
            bool(pairs_of(event)) for event in events.values()
        )
        narrowed = rolled_up(chronicle.load(parts, selection), pair or ())
        if pair:
            assert acts_upon_one_another(narrowed, pair).keys() == events.keys()
            acts = stored.acts_by(parts, replace(selection, dyad=None), pair)
            for code in pair:
                assert acts[code] == sum(
                    code in map(str, event.by) for event in whole.events.values()
                )
        else:
            assert stored.unpaired(parts, selection) == sum(
                not pairs_of(event) for event in events.values()
            )


def test_parts_that_count_are_told_where_they_count(parts: Database) -> None:
    """Of a pair only its own parts, and only of the acts that the filters leave."""

    def told(pair: tuple[str, str] | None, **filters: Any) -> dict[str, set[str]]:
        return stored.counted_wholes(
            parts,
            selection_of(parts, filters, happened=True, dyad=pair),  # type: ignore[arg-type]  # any filters
        )

    assert told(("RUS", "USA"), until="2016-10-31") == {
        "RUS": {"FSB", "LAVROV", "PUTIN", "WIKILEAKS"}, "USA": {"KERRY", "OBAMA"},
    }  # fmt: skip
    assert told(None, since="2018") == {"RUS": {"LAVROV"}}
    assert told(None, exactly=True) == {}


@pytest.mark.parametrize("period", [None, *Period])
@pytest.mark.parametrize("which", ["sample", "several"])
def test_sql_counts_what_the_function_counts(
    which: str, period: Period | None, request: pytest.FixtureRequest
) -> None:
    """The same rows, whether events are counted in the database or one by one."""
    db = request.getfixturevalue(which)
    selection = Selection(statuses=HAPPENED, until=None)
    record = (date(2016, 9, 1), date(2017, 2, 1))
    events = chronicle.load(db, selection).events.values()
    counted = {(r.doer, r.target, r.period): numbers(r.tally)
               for r in count_dyads(stored.tallies(db, selection, period), period, record)}  # fmt: skip
    one_by_one = {(r.doer, r.target, r.period): numbers(r.tally)
                  for r in count_dyads(tallies(events), period, record)}  # fmt: skip
    assert counted.keys() == one_by_one.keys()
    for key, found in counted.items():
        assert found == pytest.approx(one_by_one[key])
    assert stored.unpaired(db, selection) == sum(not pairs_of(e) for e in events)


@pytest.mark.parametrize(
    ("by", "to", "pairs"),
    [
        ("RUS USA", "RUS USA", {("RUS", "USA"), ("USA", "RUS")}),
        ("RUS USA", "RUS", {("USA", "RUS")}),
        ("RUS", "RUS USA", {("RUS", "USA")}),
        (
            "RUS USA SYR",
            "RUS SYR",
            {("RUS", "SYR"), ("USA", "RUS"), ("USA", "SYR"), ("SYR", "RUS")},
        ),
        ("RUS", "RUS", {("RUS", "RUS")}),
    ],
)
def test_who_stands_on_both_sides_beside_others_does_not_act_upon_itself(
    empty_path: Path, by: str, to: str, pairs: set[tuple[str, str]]
) -> None:
    """As both do that sign a treaty with one another; a coup is of one upon itself."""
    db = fresh(empty_path)
    add_event(db, draft("A treaty", "2016-10-05", by=tuple(by.split()), to=tuple(to.split())))
    [event] = chronicle.load(db).events.values()
    assert set(pairs_of(event)) == pairs
    assert {(each.doer, each.target) for each in stored.tallies(db, Selection())} == pairs


@pytest.mark.parametrize("which", ["sample", "several"])
def test_a_dyad_is_selected_in_sql_as_it_is_out_of_a_chronicle(
    which: str, request: pytest.FixtureRequest
) -> None:
    """The events by one of the two upon the other."""
    sample = request.getfixturevalue(which)
    whole = chronicle.load(sample)
    found = chronicle.load(sample, Selection(dyad=("RUS", "USA")))
    assert found.events.keys() == acts_upon_one_another(whole, ("USA", "RUS")).keys()
    assert len(found.events) > 7
    counted = stored.tallies(sample, Selection(dyad=("RUS", "USA")), None)
    assert {(each.doer, each.target) for each in counted} == {("RUS", "USA"), ("USA", "RUS")}


def test_senses_are_two() -> None:
    """What is neutral or not coded is neither hostile nor cooperative."""
    for intensity in (0.0, None):
        assert not any(Tally.of(intensity).number(sense) for sense in Sense)
