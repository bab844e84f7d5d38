"""Days where they happened, zones that may be any, and doubts that refuse nothing."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import draft
from tracker.analysis.validation import findings
from tracker.errors import ContradictoryOrder, EffectBeforeCause
from tracker.model.dates import EventDate
from tracker.model.link import LinkDraft
from tracker.model.margins import Margins, margins, set_margins
from tracker.model.order import OrderDraft
from tracker.model.selection import Selection
from tracker.model.source import Citation
from tracker.recording.events import add_event
from tracker.recording.links import add_link
from tracker.recording.order import add_order
from tracker.store import chronicle, events
from tracker.store.database import Database

WASHINGTON = "2016-10-03T22:00-05:00"


def rules(db: Database) -> list[tuple[str, str]]:
    """The findings about time in a record."""
    found = findings(chronicle.load(db), ("zones", "doubt", "contradiction", "order"))
    return [(each.rule, each.about) for each in found]


def test_a_day_is_the_day_where_it_happened(desk: Database) -> None:
    """The evening of the third in Washington is on the third: handle, bounds and filters."""
    add_event(desk, draft("Pact suspended", WASHINGTON))
    event = events.get(desk, 1)
    assert event.handle == "2016-10-03-pact-suspended"
    assert event.date.earliest == datetime(2016, 10, 3, 22)
    for day, found in (("2016-10-03", [event]), ("2016-10-04", [])):
        date = EventDate.parse(day)
        assert events.select(desk, Selection(since=date, until=date)) == found


@pytest.mark.parametrize(
    ("cause", "effect", "rule"),
    [
        (WASHINGTON, "2016-10-03", None),
        ("1999-05-26", "1999-05-26T02:00+05:30", None),
        ("2016-10-04", "2016-10-03", "zones"),  # Moscow at three, Washington the evening before
        ("2016-10-04T03:00", "2016-10-03T21:00", "zones"),
        ("2016-10-04T03:00+03:00", "2016-10-03T21:00-04:00", None),  # an hour later
        ("2016-10-04T03:00+03:00", "2016-10-03", "zones"),
        ("2016-11", "2016-10", "zones"),
        ("2016-10-03T10:00", "2016-10-02T11:00:00", "zones"),
        ("2016-10-13", "2016-10-03~", "doubt"),
        ("1999-05-20", "about 5 May 1999", "doubt"),
        ("1916", "1914?", "doubt"),
        ("1916%", "1914", "doubt"),
        ("2016-10-13", "2016-09/2016-10-03~", "doubt"),
    ],
)
def test_what_can_be_in_some_zone_or_by_a_doubt_is_kept(
    desk: Database, cause: str, effect: str, rule: str | None
) -> None:
    """A link is refused only for what cannot be anywhere; the rest is a finding and a remark."""
    add_event(desk, draft("Cause", cause))
    add_event(desk, draft("Effect", effect))
    said = add_link(desk, LinkDraft("1", "2", "enables", 0.5)).remarks
    handles = [events.get(desk, number).handle for number in (1, 2)]
    expected = [] if rule is None else [(rule, " → ".join(handles))]
    assert [each for each in rules(desk) if each[0] != "order"] == expected
    assert [rule is not None and f"--rule {rule}" in each for each in said] == [True] * len(
        expected
    )


@pytest.mark.parametrize(
    ("cause", "effect"),
    [
        ("2016-10-05", "2016-10-03"),
        ("2016-10-04T03:00+03:00", "2016-10-03T19:59-04:00"),  # a second before three in Moscow
        ("2016-10-03T10:00", "2016-10-02T10:58"),
        ("2016-10-05T00:00Z", "2016-10-03"),
        ("2016-10-05", "2016-09~/2016-10-03"),
        ("2016", "2014"),
    ],
)
def test_what_cannot_be_in_any_zone_is_refused(desk: Database, cause: str, effect: str) -> None:
    """A cause on the fifth has no effect on the third, wherever the two were."""
    add_event(desk, draft("Cause", cause))
    add_event(desk, draft("Effect", effect))
    with pytest.raises(EffectBeforeCause):
        add_link(desk, LinkDraft("1", "2", "enables", 0.5))


def test_one_place_has_one_clock(desk: Database) -> None:
    """Of two days in Aleppo, the earlier is no effect of the later."""
    add_event(desk, draft("Cause", "2016-10-04", place="Aleppo"))
    add_event(desk, draft("Effect", "2016-10-03", place="aleppo"))
    with pytest.raises(EffectBeforeCause):
        add_link(desk, LinkDraft("1", "2", "enables", 0.5))


def test_an_order_that_zones_allow_is_kept_and_found(desk: Database) -> None:
    """A claim against the clocks stands, derives nothing, and is named until zones are given."""
    add_event(desk, draft("Late", "2016-10-04"))
    add_event(desk, draft("Early", "2016-10-03"))
    said = add_order(desk, OrderDraft("late", "early")).remarks
    assert "--rule zones" in said[-1]
    assert rules(desk) == [("zones", "2016-10-03-early, 2016-10-04-late")]
    assert [events.get(desk, number).derived_text for number in (1, 2)] == ["", ""]


def test_an_order_against_all_zones_names_the_offsets(desk: Database) -> None:
    """The refusal says which offsets were tried."""
    add_event(desk, draft("Late", "2016-10-05"))
    add_event(desk, draft("Early", "2016-10-03"))
    with pytest.raises(ContradictoryOrder, match="any offset from −10 to \\+13 hours"):
        add_order(desk, OrderDraft("late", "early"))


def test_zones_that_are_stated_are_counted_in_orders(desk: Database) -> None:
    """Nine in the evening in Washington is half an hour before half past four in Moscow."""
    add_event(desk, draft("Call", "2016-10-03T21:00-04:00"))
    add_event(desk, draft("Answer", "2016-10-04T04:30+03:00"))
    add_order(desk, OrderDraft("call", "answer", at_least=timedelta(minutes=29)))
    with pytest.raises(ContradictoryOrder):
        add_order(desk, OrderDraft("call", "answer", at_least=timedelta(minutes=32)))
    assert rules(desk) == []


def test_a_doubt_refuses_no_claim_of_order(desk: Database) -> None:
    """About the fifth may have been after the twentieth; the finding says by how much it is off."""
    add_event(desk, draft("Known", "1999-05-20"))
    add_event(desk, draft("Vague", "1999-05-05~"))
    said = add_order(desk, OrderDraft("known", "vague")).remarks[-1]
    assert "by 14 days" in said
    assert "beyond its margin of 3 days" in said
    assert [rule for rule, _ in rules(desk)] == ["doubt"]


DAYS = st.dates(datetime(2016, 1, 1).date(), datetime(2016, 2, 1).date())
OFFSETS = st.sampled_from(["", "Z", "-10:00", "-05:00", "+05:30", "+13:00"])


@given(DAYS, DAYS, st.integers(0, 23), st.integers(0, 23), OFFSETS, OFFSETS)
def test_only_what_no_zones_allow_is_certain(
    one: object, other: object, hour: int, later: int, zone: str, far: str
) -> None:
    """A moment is certainly before another just where it is at every pair of whole-hour offsets."""
    first = EventDate.parse(f"{one}T{hour:02}:00:00{zone}")
    second = EventDate.parse(f"{other}T{later:02}:00:00{far}")
    tried = [
        [timedelta(hours=n) for n in range(-10, 14)] if offset is None else [offset]
        for offset in (first.offsets[0], second.offsets[0])
    ]
    everywhere = all(
        first.start - mine < second.start - others for mine in tried[0] for others in tried[1]
    )
    assert first.is_certainly_before(second) is everywhere


def test_a_source_from_before_its_event_is_found(desk: Database) -> None:
    """A report of the first is no report of the fifth; of a plan it may be, and of the second."""
    for number, (title, day, status) in enumerate(
        [("Raid", "2016-10-05", "occurred"), ("March", "2016-10-05", "planned"),
         ("Talk", "2016-10-02", "occurred"), ("Rumour", "2016-10-05~", "occurred")], start=1
    ):  # fmt: skip
        add_event(desk, draft(title, day, status=status, citations=(Citation("early"),)))
        assert events.get(desk, number).citations
    desk.run("UPDATE sources SET published = '2016-10-01' WHERE code = 'early'")
    found = findings(chronicle.load(desk), ("published",))
    assert [each.about for each in found] == ["2016-10-05-raid"]


def test_known_by_leaves_out_what_had_not_happened(desk: Database) -> None:
    """A source of the first makes no event of the fifth known on the third, but a plan of it."""
    for title, status in (("Raid", "occurred"), ("March", "planned")):
        add_event(desk, draft(title, "2016-10-05", status=status, citations=(Citation("early"),)))
    desk.run("UPDATE sources SET published = '2016-10-01' WHERE code = 'early'")
    for day, expected in (("2016-10-03", [2]), ("2016-10-05", [1, 2])):
        known = Selection(known_by=EventDate.parse(day))
        assert [event.id for event in events.select(desk, known)] == expected


def test_margins_are_settable(desk: Database) -> None:
    """A doubtful day is found within its margin, which may be any."""
    add_event(desk, draft("Raid", "about 5 May 1999"))
    sought = Selection(until=EventDate.parse("1999-05-02"))
    before = margins()
    try:
        assert len(events.select(desk, sought)) == 1
        set_margins(Margins(day=timedelta(days=2)))
        assert events.select(desk, sought) == []
        assert events.get(desk, 1).when.start.day == 3
    finally:
        set_margins(before)
