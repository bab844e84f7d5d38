"""What falls when something is taken away, by joint, needed and averting claims."""

from tests.analysis.drawn import event
from tracker.analysis.whatif import what_if
from tracker.model.chronicle import Chronicle
from tracker.model.doubts import Fate
from tracker.model.event import Status
from tracker.model.link import Link

# 1 and 2 together led to 3; 4 did, too; 3 led to 5; 3 averted 6.
JOINT = Link(1, 3, "leads-to", 0.5, partners=(2,))
OTHER = Link(4, 3, "leads-to", 0.5)
ONWARD = Link(3, 5, "leads-to", 0.5)
AVERTS = Link(3, 6, "averts", 0.5)


def chronicle(*links: Link, averted: bool = False) -> Chronicle:
    """Five events that happened, and if wanted the sixth, which did not occur."""
    days = {1: 1, 2: 2, 4: 3, 3: 4, 5: 5}
    happened = {n: event(n, f"2016-10-0{day}") for n, day in days.items()}
    if averted:
        happened[6] = event(6, "2016-10-06", status=Status.DID_NOT_OCCUR)
    return Chronicle(happened, links)


def fallen(*links: Link, without: int) -> dict[int, Fate]:
    """What becomes of the events, by their numbers, without one of them."""
    found = what_if(chronicle(*links), without=[without])
    return {
        **{each.event.id: each.fate for each in found.fallen},
        **{each.event.id: each.fate for each in found.outcomes if each.fate is not Fate.AS_BEFORE},
    }


def test_a_joint_claim_needs_all_its_members() -> None:
    """Without one of two joint causes the claim falls, and what it alone explained with it."""
    for member in (1, 2):
        assert fallen(JOINT, ONWARD, without=member) == {3: Fate.UNEXPLAINED, 5: Fate.UNEXPLAINED}


def test_another_claim_is_enough() -> None:
    """An event stands by a second claim, and falls without a needed cause all the same."""
    assert fallen(JOINT, OTHER, ONWARD, without=1) == {}
    needed = Link(1, 3, "leads-to", 0.5, partners=(2,), needed=True)
    assert fallen(needed, OTHER, ONWARD, without=2) == {3: Fate.FALLS, 5: Fate.UNEXPLAINED}
    assert fallen(needed, OTHER, ONWARD, without=4) == {}


def test_the_needed_causes_are_named() -> None:
    """Of a joint claim that is needed every member is; the one that is gone is named."""
    needed = Link(1, 3, "leads-to", 0.5, partners=(2,), needed=True)
    (found,) = what_if(chronicle(needed, OTHER, ONWARD), without=[2]).fallen
    assert [each.id for each in found.needed] == [2]


def test_what_was_averted_is_possible_again() -> None:
    """Without what averted it an event is possible again, unless another thing averted it, too."""
    happened = chronicle(OTHER, ONWARD)
    alone = chronicle(OTHER, ONWARD, AVERTS, averted=True)
    again = what_if(happened, without=[4], averted=alone).possible_again
    assert [each.id for each in again] == [6]
    twice = chronicle(OTHER, ONWARD, AVERTS, Link(2, 6, "averts", 0.5), averted=True)
    assert what_if(happened, without=[4], averted=twice).possible_again == ()
    assert what_if(happened, without=[1], averted=alone).possible_again == ()


def test_nothing_is_possible_again_without_its_own_causes() -> None:
    """An averted event whose own causes fall as well stays impossible."""
    own = Link(4, 6, "leads-to", 0.5)
    averted = chronicle(OTHER, ONWARD, AVERTS, own, averted=True)
    assert what_if(chronicle(OTHER, ONWARD), without=[4], averted=averted).possible_again == ()
