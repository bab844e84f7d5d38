"""The time zone of an event's place, by which an instant is known where the date states none."""

from datetime import timedelta

import pytest

from tests.conftest import draft
from tracker.analysis.validation import findings
from tracker.errors import ContradictoryOrder, EffectBeforeCause, InvalidText, Refused
from tracker.model.clocks import offset_text
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft
from tracker.model.place_zones import with_zones_of_places
from tracker.model.time_zones import _names
from tracker.recording.events import add_event
from tracker.recording.links import add_link
from tracker.recording.order import add_order
from tracker.recording.revisions import EventEdit, edit_event
from tracker.store import chronicle, events
from tracker.store.database import Database


def zoned(date: str, zone: str) -> EventDate:
    """The date of an event there."""
    event = EventDraft("E", EventDate.parse(date), "talks", zone=zone)
    return EventDate(event.date.text, event.date.earliest, event.date.latest, zone=zone)


@pytest.mark.parametrize(
    ("date", "zone", "instants"),
    [
        ("2016-10-03", "Europe/Moscow", ("2016-10-02T21:00:00", "2016-10-03T20:59:59")),
        ("2016-10-03T22:00", "America/Chicago", ("2016-10-04T03:00:00", "2016-10-04T03:00:59")),
        ("2016-11", "America/New_York", ("2016-11-01T04:00:00", "2016-12-01T04:59:59")),
        ("2016-10-30T02:30", "Europe/Berlin", ("2016-10-30T00:30:00", "2016-10-30T01:30:59")),
        ("2016-10-03T22:00Z", "Europe/Moscow", ("2016-10-03T22:00:00", "2016-10-03T22:00:59")),
        ("2016-10-03", "Mars/Olympus", ("2016-10-02T11:00:00", "2016-10-04T09:59:59")),
    ],
)
def test_a_zone_makes_instants_exact(date: str, zone: str, instants: tuple[str, str]) -> None:
    """Summer time counts at each end; an hour that comes twice is either; an unknown zone is any."""
    found = zoned(date, zone).instants
    assert tuple(moment and moment.isoformat() for moment in found) == instants


def test_a_zone_refuses_what_its_clocks_do(desk: Database) -> None:
    """Moscow's fourth, at three, has no effect in Washington at six in the evening of the third."""
    add_event(desk, draft("Cause", "2016-10-04T03:00", zone="europe/moscow"))
    add_event(desk, draft("Effect", "2016-10-03T21:00"))
    add_link(desk, LinkDraft("1", "2", "enables", 0.5))
    assert [each.rule for each in findings(chronicle.load(desk), ("zones",))] == ["zones"]
    edit_event(desk, "2", EventEdit(zone="America/New_York"))
    assert findings(chronicle.load(desk), ("zones",)) == []
    assert events.get(desk, 1).zone == "Europe/Moscow"
    with pytest.raises(EffectBeforeCause):
        edit_event(desk, "2", EventEdit(zone="Europe/London"))
    assert events.get(desk, 2).zone == "America/New_York"
    edit_event(desk, "2", EventEdit(zone=""))
    assert events.get(desk, 2).zone is None


def test_a_zone_is_that_of_its_place(desk: Database) -> None:
    """Of two events of one place one zone is enough; two zones there tell nothing of a third."""
    there = {"place": "Deir ez-Zor"}
    add_event(desk, draft("Cause", "2016-10-04", zone="Asia/Damascus", **there))
    add_event(desk, draft("Effect", "2016-10-03", place="deir ez-zor"))
    add_event(desk, draft("Elsewhere", "2016-10-03", place="New York"))
    with pytest.raises(EffectBeforeCause):
        add_link(desk, LinkDraft("1", "2", "enables", 0.5))
    with pytest.raises(ContradictoryOrder):
        add_order(desk, OrderDraft("cause", "effect"))
    add_link(desk, LinkDraft("1", "3", "enables", 0.5))
    shared = with_zones_of_places({n: events.get(desk, n) for n in (1, 2, 3)})
    assert [each.zone for each in shared.values()] == ["Asia/Damascus", "Asia/Damascus", None]
    add_event(desk, draft("Other", "2016-10-04", zone="Europe/Moscow", **there))
    shared = with_zones_of_places({n: events.get(desk, n) for n in (1, 2, 4)})
    assert shared[2].zone is None


def test_zones_are_counted_in_orders(desk: Database) -> None:
    """From nine in Washington to half past four in Moscow is half an hour."""
    add_event(desk, draft("Call", "2016-10-03T21:00", zone="America/New_York"))
    add_event(desk, draft("Answer", "2016-10-04T04:30", zone="Europe/Moscow"))
    add_order(desk, OrderDraft("call", "answer", within=timedelta(minutes=31)))
    assert findings(chronicle.load(desk), ("zones", "contradiction")) == []


def test_a_zone_that_contradicts_the_date_is_refused(desk: Database) -> None:
    """A date at five hours behind UTC was not in Moscow; in Chicago it was."""
    with pytest.raises(InvalidText, match=r"Europe/Moscow was at .03:00 then, and the date .* −05"):
        add_event(desk, draft("Act", "2016-10-03T22:00-05:00", zone="Europe/Moscow"))
    add_event(desk, draft("Act", "2016-10-03T22:00-05:00", zone="America/Chicago"))
    with pytest.raises(InvalidText, match="Asia/Tokyo was at"):
        edit_event(desk, "1", EventEdit(zone="Asia/Tokyo"))
    assert events.get(desk, 1).zone == "America/Chicago"


def test_without_a_tz_database_the_way_on_is_said(
    desk: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a machine knows no zones, none is called unknown; what is stored is any zone's."""
    monkeypatch.setattr("zoneinfo.available_timezones", set)
    _names.cache_clear()
    with pytest.raises(Refused, match="pip install tzdata"):
        add_event(desk, draft("Act", "2016-10-03", zone="Europe/Moscow"))
    _names.cache_clear()


@pytest.mark.parametrize(
    "text", ["Moscow", "Europe/Moskau", "EST+5", "../etc/passwd", "x\x00", "é"]
)
def test_an_unknown_zone_is_refused_with_a_near_one(desk: Database, text: str) -> None:
    """A city alone is no name of a zone; what is near it is offered."""
    with pytest.raises(InvalidText, match="is none of the tz database") as refused:
        add_event(desk, draft("Act", "2016-10-03", zone=text))
    assert ("Europe/Moscow is meant" in str(refused.value)) is (text in ("Moscow", "Europe/Moskau"))


def test_the_handle_and_the_day_stay_those_of_the_place(desk: Database) -> None:
    """A zone moves no event to another day."""
    add_event(desk, draft("Act", "2016-10-03", zone="Asia/Tokyo"))
    event = events.get(desk, 1)
    assert (event.handle, event.date.start.day, event.when.start.day) == ("2016-10-03-act", 3, 3)
    assert offset_text(event.date.offsets[0]) == "+09:00"
    assert findings(chronicle.load(desk), ("zones",)) == []
