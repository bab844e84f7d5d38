import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.analysis.circles import circles_of
from tracker.analysis.merging import joined_identities, merge
from tracker.analysis.merging.circles import edges_of
from tracker.analysis.merging.entries import (
    references_of,
)
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.merging import Change, Entry, Key, Records, applied

EVENTS = ("a", "b", "c", "d")
TEXTS = st.sampled_from((None, "one", "two", "three"))


def filled(pairs: dict[str, Any]) -> dict[str, Any]:
    """Fields without those that say nothing."""
    return {name: value for name, value in pairs.items() if value is not None}


@st.composite
def records(draw: st.DrawFn) -> dict[Key, Entry]:
    """A small record that is sound: what it refers to is there, and no link closes a circle."""
    made: dict[Key, Entry] = {}
    for code in draw(st.sets(st.sampled_from(("wire", "post")))):
        made["source", code] = Entry(filled({"title": code, "url": draw(TEXTS)}))
    sources = sorted(key[1] for key in made)
    for name in sorted(draw(st.sets(st.sampled_from(EVENTS)))):
        cited = draw(st.sets(st.sampled_from(sources))) if sources else set()
        items: dict[Key, dict[str, Any]] = {
            ("citation", code, "", "", ""): filled(
                {"credibility": draw(st.sampled_from((None, 2)))}
            )
            for code in sorted(cited)
        }
        for tag in sorted(draw(st.sets(st.sampled_from(("x", "y"))))):
            items["tags", tag] = {"tag": tag}
        made["event", name] = Entry(filled({"title": name, "place": draw(TEXTS)}), items)
    names = sorted(key[1] for key in made if key[0] == "event")
    order = draw(st.permutations(names))
    for cause, effect in draw(st.sets(st.tuples(*[st.sampled_from(EVENTS)] * 2), max_size=5)):
        if cause in names and effect in names and order.index(cause) < order.index(effect):
            fields = filled({"relation": "provokes", "because": draw(TEXTS)})
            made["link", effect, "analyst", cause] = Entry(fields)
    return made


def places(conflicts: Any) -> set[Any]:
    """Where conflicts are."""
    return {(each.key, each.item, each.field) for each in conflicts}


def dangling(made: Records) -> set[Key]:
    """What is spoken of and not there."""
    claimed = ("actor", "analyst"), ("source", "analyst")
    spoken_of = {
        key
        for user, entry in made.items()
        for key in references_of(user, entry)
        if key not in claimed and key[0] != "relation"
    }
    return spoken_of - made.keys()


def small_record(*links: tuple[str, str], also: str = "") -> dict[Key, Entry]:
    """A record of events and links between them, from cause to effect."""
    leads = Entry({"relation": "provokes"})
    made: dict[Key, Entry] = {
        ("event", name): Entry({"title": name}) for name in sorted({*also, *sum(links, ())})
    }
    return made | {("link", effect, "analyst", cause): leads for cause, effect in links}


@settings(max_examples=400, deadline=None)
@given(records(), records(), records())
@example(small_record(also="d"), small_record(("a", "b")), small_record(("b", "d"), ("d", "a")))
def test_merging_is_the_same_from_either_side_but_for_conflicts(
    base: Records, one: Records, other: Records
) -> None:
    """Both sides see the same conflicts, and agree on all that is in none."""
    there, back = merge(base, one, other), merge(base, other, one)
    assert places(there.conflicts) == places(back.conflicts)
    concerned = {each.key for each in there.conflicts}
    concerned |= {step.key for way in (there, back) for c in way.conflicts for step in c.changes}
    mine, yours = applied(one, there.changes), applied(other, back.changes)
    assert {k: v for k, v in mine.items() if k not in concerned} == {
        k: v for k, v in yours.items() if k not in concerned
    }


@settings(max_examples=400, deadline=None)
@given(records(), records(), records())
def test_a_merged_record_is_sound_and_merging_it_again_changes_nothing(
    base: Records, one: Records, other: Records
) -> None:
    """Nothing dangles, no circle comes in, and the second merge takes nothing."""
    found = merge(base, one, other)
    after = applied(one, found.changes)
    assert dangling(after) == set()
    edges = [
        edge for key, entry in after.items() if key[0] == "link" for edge in edges_of(key, entry)
    ]
    numbers = {name: number for number, name in enumerate(EVENTS)}
    assert circles_of((numbers[a], numbers[b]) for a, b in edges) == []
    again = merge(base, after, other)
    assert again.changes == ()
    assert places(again.conflicts) == places(found.conflicts)


@settings(max_examples=300, deadline=None)
@given(records(), records(), records())
def test_taking_theirs_in_every_conflict_leaves_no_conflict_about_a_field(
    base: Records, one: Records, other: Records
) -> None:
    """A field that was settled for theirs is no conflict any more."""
    found = merge(base, one, other)
    after = applied(one, found.changes)
    fields = [each for each in found.conflicts if each.field is not None]
    after = applied(after, (step for each in fields for step in each.changes))
    assert not [each for each in merge(base, after, other).conflicts if each.field is not None]


@given(records(), records())
def test_what_only_one_side_changed_is_taken_whole(base: Records, other: Records) -> None:
    """Without changes of ours we get the other record, and it takes nothing from us."""
    found = merge(base, base, other)
    assert not found.conflicts
    assert applied(base, found.changes) == other
    assert merge(base, other, base).changes == ()


@given(records(), records())
def test_without_a_common_past_nothing_is_removed(one: Records, other: Records) -> None:
    """What one side does not have was never known to it."""
    found = merge({}, one, other)
    assert all(change.new is not None for change in found.changes)
    assert one.keys() <= applied(one, found.changes).keys()


@given(records(), records(), records())
def test_changes_are_the_same_after_they_were_written_as_json(
    base: Records, one: Records, other: Records
) -> None:
    """A proposal that waits is what it was."""
    for change in merge(base, one, other).changes:
        assert Change.of_plain(json.loads(json.dumps(change.plain()))) == change


def test_a_part_of_a_record_removes_nothing() -> None:
    """A selection leaves out what it was not asked for."""
    base: Records = {("event", "a"): Entry({"title": "a"}), ("event", "b"): Entry({"title": "b"})}
    part: Records = {("event", "a"): Entry({"title": "A"})}
    assert merge(base, base, part, whole=False).changes == (
        Change(("event", "a"), None, "title", "a", "A"),
    )


def test_what_one_side_removed_and_the_other_speaks_of_is_one_conflict() -> None:
    """Accepted, the event comes back with the link that speaks of it."""
    event = Entry({"title": "a"})
    base: Records = {("event", "a"): event, ("event", "b"): event}
    ours: Records = {("event", "b"): event}
    theirs: Records = {**base, ("link", "b", "analyst", "a"): Entry({"relation": "provokes"})}
    found = merge(base, ours, theirs)
    assert found.changes == ()
    (conflict,) = found.conflicts
    assert conflict.key == ("event", "a")
    assert applied(ours, conflict.changes) == theirs
    assert places(merge(base, theirs, ours).conflicts) == places(found.conflicts)


def test_orders_that_only_both_together_make_a_circle_are_one_conflict() -> None:
    """Each side by itself is sound."""
    ours: Records = {("order", "a", "b", "1s", ""): Entry()}
    theirs: Records = {("order", "b", "a", "1s", ""): Entry()}
    found = merge({}, ours, theirs)
    assert found.changes == ()
    assert [each.reason for each in found.conflicts] == [
        "with both, an event would be before itself"
    ]


@pytest.mark.parametrize(
    "other", [{"place": "Geneva"}, {"by": ("USA",)}, {"type": "threat"}, {"title": "More talks"}]
)
def test_events_are_the_same_act_only_where_all_that_tells_acts_apart_is(
    other: dict[str, Any],
) -> None:
    """Place, doer, type and title tell acts apart; a summary does not."""
    act = EventDraft("Talks", EventDate.parse("2016-10-03"), "statement", ("RUS",))
    assert joined_identities({"a": act}, {"b": replace(act, summary="Longer")}) == {"b": "a"}
    assert joined_identities({"a": act}, {"b": replace(act, **other)}) == {}


def test_two_like_acts_are_two_on_both_sides() -> None:
    """The third has no like here."""
    act = EventDraft("Shelling", EventDate.parse("2016-10-03"), "clash", ("SYR",))
    assert joined_identities({"a": act, "b": act}, {"c": act, "d": act, "e": act}) == {
        "c": "a", "d": "b",
    }  # fmt: skip
