"""Recording of claims of order."""

from datetime import timedelta

import pytest

from tests.conftest import curated, draft, rows
from tracker.errors import (
    ContradictoryOrder,
    EffectBeforeCause,
    NotFound,
    OrderedOtherwise,
    Refused,
    SelfLink,
)
from tracker.model.dates import EventDate
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft, parse_gap
from tracker.model.selection import Selection
from tracker.model.source import Citation
from tracker.recording.events import add_event
from tracker.recording.links import add_link
from tracker.recording.order import add_order, remove_orders
from tracker.recording.revisions import EventEdit, edit_event, remove_event
from tracker.recording.undoing import undo
from tracker.store import events, orders
from tracker.store.database import Database
from tracker.store.references import resolve

TALK = "nuclear-use-talk"
STRIKES = "strikes-in-syria"  # an option of some time in October


def test_a_claim_narrows_an_imprecise_date(sample: Database) -> None:
    """What is after the talks broke down is not before them, and the date says so."""
    add_order(sample, OrderDraft("talks-suspended", STRIKES))
    event = events.get(sample, resolve(sample, STRIKES))
    assert event.derived_text == "≥ 2016-10-03"
    assert event.date.text == "2016-10~"
    assert event.when.start.day == 3
    assert event.date.start.day == 1


def test_narrowed_dates_are_filtered_by_what_is_derived(sample: Database) -> None:
    """An event of October, but after the third, is not among those until the second."""
    number = resolve(sample, STRIKES)
    add_order(sample, OrderDraft("talks-suspended", STRIKES))
    until = Selection(until=EventDate.parse("2016-10-02"))
    assert number not in {event.id for event in events.select(sample, until)}
    remove_orders(sample, "talks-suspended", STRIKES)
    assert number in {event.id for event in events.select(sample, until)}


def test_within_narrows_the_other_side(sample: Database) -> None:
    """A claim with a most time between bounds the later event from above."""
    claim = OrderDraft("talks-suspended", STRIKES, within=parse_gap("1w"))
    add_order(sample, claim)
    event = events.get(sample, resolve(sample, STRIKES))
    assert event.derived_text == "≥ 2016-10-03 ≤ 2016-10-10"


def test_a_contradiction_is_refused_with_its_reasons_and_nothing_is_written(
    sample: Database,
) -> None:
    """The sentence lists the claims that cannot all hold, and the database stays as it was."""
    before = curated(sample)
    with pytest.raises(ContradictoryOrder) as refused:
        add_order(sample, OrderDraft("aleppo-veto", "paris-visit", at_least=parse_gap("5d")))
    assert str(refused.value).splitlines()[1:] == [
        "  2016-10-11-paris-visit-cancelled is dated 2016-10-11",
        "  2016-10-08-aleppo-veto is before 2016-10-11-paris-visit-cancelled, by at least 5d",
        "  2016-10-08-aleppo-veto is dated 2016-10-08",
    ]
    assert curated(sample) == before


def test_a_new_date_must_agree_with_the_claims(sample: Database) -> None:
    """A date that would break a claim of order is refused with it."""
    before = curated(sample)
    with pytest.raises(ContradictoryOrder, match="hacking-accusation is dated 2016-10-04"):
        edit_event(sample, "hacking-accusation", EventEdit(date=EventDate.parse("2016-10-04")))
    assert curated(sample) == before


def test_a_corrected_date_moves_what_follows_from_it(desk: Database) -> None:
    """When the earlier event is dated anew, the derived bound of the later one moves along."""
    add_event(desk, draft("First", "2016-10-03"))
    add_event(desk, draft("Then", "2016-10~"))
    add_order(desk, OrderDraft("first", "then"))
    edit_event(desk, "first", EventEdit(date=EventDate.parse("2016-10-05")))
    assert events.get(desk, 2).derived_text == "≥ 2016-10-05"


def test_undo_takes_the_claim_and_what_followed_from_it(sample: Database) -> None:
    """After an undo the claim is gone, and so are the bounds that it gave."""
    before = curated(sample)
    add_order(sample, OrderDraft("talks-suspended", TALK, within=parse_gap("1w")))
    edit_event(sample, TALK, EventEdit(date=EventDate.parse("2016-10-05/2016-10-20")))
    assert curated(sample) != before
    undo(sample)
    undo(sample)
    assert curated(sample) == before


def test_removing_an_event_removes_what_was_said_of_its_order(sample: Database) -> None:
    """A removed event leaves no claim and no derived bound behind, and undo brings all back."""
    before = curated(sample)
    remove_event(sample, "2016-10-03-talks-suspended")
    assert [claim.before for claim in orders.everything(sample)] == [15]
    assert events.get(sample, resolve(sample, TALK)).derived_text == ""
    undo(sample)
    assert curated(sample) == before


def test_an_interval_is_ordered_by_its_beginning(desk: Database) -> None:
    """An offensive that goes on after an event can have begun before it."""
    add_event(desk, draft("Offensive", "2016-09-22/2016-10"))
    add_event(desk, draft("Call", "2016-09-28"))
    add_order(desk, OrderDraft("offensive", "call"))
    with pytest.raises(ContradictoryOrder):
        add_order(desk, OrderDraft("call", "offensive"))


def test_sources_are_cited_for_the_claim(sample: Database) -> None:
    """A claim has its own citations, with their grades."""
    claim = OrderDraft("kerry-threatens", TALK, citations=(Citation("Some paper", 3, "page 1"),))
    recorded = add_order(sample, claim)
    assert recorded.remarks == ("New source some-paper: Some paper",)
    assert orders.everything(sample)[-1].citations == (Citation("some-paper", 3, "page 1"),)


def test_nothing_is_before_itself(sample: Database) -> None:
    """An event cannot be before itself."""
    with pytest.raises(SelfLink):
        add_order(sample, OrderDraft(TALK, TALK))


def test_within_less_than_at_least_is_refused(sample: Database) -> None:
    """Within three days and at least five cannot both be."""
    claim = OrderDraft("talks-suspended", TALK, parse_gap("5d"), parse_gap("3d"))
    with pytest.raises(Refused, match="at least as long"):
        add_order(sample, claim)


def test_what_is_not_claimed_cannot_be_removed(sample: Database) -> None:
    """Removing a claim nobody made is not found."""
    with pytest.raises(NotFound, match="no claim of order"):
        remove_orders(sample, TALK, "talks-suspended")


def test_a_cause_cannot_follow_what_is_derived_to_be_after_it(desk: Database) -> None:
    """A link whose effect is wholly before its cause by what is derived is refused."""
    add_event(desk, draft("Early", "2016-10-03"))
    add_event(desk, draft("Vague", "2016-10"))
    add_order(desk, OrderDraft("early", "vague", at_least=parse_gap("1w")))
    with pytest.raises(EffectBeforeCause):
        add_link(desk, LinkDraft("vague", "early", "enables", 0.5))


def test_an_order_that_would_put_an_effect_before_its_cause_is_refused(desk: Database) -> None:
    """A claim of order must hold together with the links that are there already."""
    for title, on in (("Cause", "2016"), ("Effect", "2016"), ("Late", "2016-12-31")):
        add_event(desk, draft(title, on))
    add_link(desk, LinkDraft("1", "2", "enables", 0.5))
    add_event(desk, draft("Early", "2016-02-01"))
    add_order(desk, OrderDraft("2", "4"))
    before = rows(desk)
    with pytest.raises(EffectBeforeCause, match=r"2016-effect .* is wholly before 2016-cause"):
        add_order(desk, OrderDraft("4", "1", timedelta(days=30)))
    assert rows(desk) == before


def test_a_link_against_a_chain_of_claims_is_refused(desk: Database) -> None:
    """Where dates alone would allow it; the sentence says which began before which."""
    for title in ("Cause", "Between", "Effect"):
        add_event(desk, draft(title, "2016-10"))
    add_order(desk, OrderDraft("3", "2"))
    add_order(desk, OrderDraft("2", "1"))
    before = rows(desk)
    with pytest.raises(
        OrderedOtherwise, match="2016-10-effect began before 2016-10-cause, so it cannot"
    ):
        add_link(desk, LinkDraft("1", "3", "enables", 0.5))
    assert rows(desk) == before
    add_link(desk, LinkDraft("3", "1", "enables", 0.5))


def test_the_same_claim_again_adds_to_its_sources(desk: Database) -> None:
    """A claim is recorded once; a further source is cited for it, and none is refused."""
    for title in ("First", "Second"):
        add_event(desk, draft(title, "2016"))
    add_order(desk, OrderDraft("1", "2", citations=(Citation("wire"),)))
    again = add_order(desk, OrderDraft("1", "2", citations=(Citation("paper"),)))
    assert "claimed already" in again.remarks[-1]
    [claim] = orders.everything(desk)
    assert [citation.source for citation in claim.citations] == ["wire", "paper"]
    with pytest.raises(Refused, match="claimed already"):
        add_order(desk, OrderDraft("1", "2"))
