"""Three-way merge of records: what one side changed is taken, what both changed is a conflict."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from tracker.analysis.merging.circles import circle_conflicts
from tracker.analysis.merging.entries import references_of
from tracker.model.merging import Change, Conflict, Entry, Fields, Key, Merge, Records

# Registers first, then what refers to them; removed in the other direction.
ORDER = ("relation", "type", "actor", "source", "event", "link", "order", "rival", "rating",
         "answer")  # fmt: skip

NUMBER_BEHIND = re.compile(r"-\d+$")
CONTESTED = "removed on one side, changed or spoken of on the other"


def merge(base: Records, ours: Records, theirs: Records, whole: bool = True) -> Merge:
    """Merge another record into ours.

    Parameters
    ----------
    base : mapping of keys to Entry
        The common past of the two; empty where there is none. Then nothing counts as removed, and
        what only one side says is taken.
    ours : mapping of keys to Entry
        The record that is to take over what the other has.
    theirs : mapping of keys to Entry
        The other one.
    whole : bool
        Whether `theirs` is all there is; else what is not in it counts as unchanged.

    Returns
    -------
    Merge
        The changes that ours takes, in an order in which they can be made, and the conflicts.

    Examples
    --------
    >>> base = {("source", "wire"): Entry({"title": "Wire"})}
    >>> ours = {("source", "wire"): Entry({"title": "The Wire"})}
    >>> theirs = {("source", "wire"): Entry({"title": "Wire", "reliability": "B"})}
    >>> [(each.field, each.new) for each in merge(base, ours, theirs).changes]
    [('reliability', 'B')]
    >>> [each.field for each in merge({}, ours, theirs).conflicts]
    ['title']
    """
    if not whole:
        theirs = {**base, **theirs}
    contested = _contested(base, ours, theirs) | _contested(base, theirs, ours)
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    for key in sorted({*base, *ours, *theirs}, key=_place):
        if key not in contested:
            for found in _of_entry(key, base.get(key), ours.get(key), theirs.get(key)):
                if isinstance(found, Change):
                    changes.append(found)
                else:
                    conflicts.append(found)
    changes, about_removals = _of_contested(base, ours, theirs, contested, changes)
    changes, about_removals, circles = _without_circles(base, ours, theirs, changes, about_removals)
    removals = [each for each in changes if _is_removal(each)]
    taken = [each for each in changes if not _is_removal(each)]
    return Merge((*taken, *reversed(removals)), (*conflicts, *about_removals, *circles))


def _without_circles(
    base: Records,
    ours: Records,
    theirs: Records,
    changes: list[Change],
    about_removals: list[Conflict],
) -> tuple[list[Change], list[Conflict], list[Conflict]]:
    """Make conflicts of circles; what a contested removal would bring back counts as well.

    The side that kept the entry has those claims, so the other must see the same circle.
    """
    offered: list[Change] = []
    for step in (step for conflict in about_removals for step in conflict.changes):
        if _is_addition(step) and step not in offered:
            offered.append(step)
    left, circles = circle_conflicts(base, ours, theirs, [*changes, *offered])
    closing = {each.key for each in (*changes, *offered)} - {each.key for each in left}
    if not closing:
        return changes, about_removals, circles
    return (
        [each for each in changes if each.key not in closing],
        [
            replace(
                conflict,
                changes=tuple(
                    step
                    for step in conflict.changes
                    if step.key == conflict.key or step.key not in closing
                ),
            )
            for conflict in about_removals
        ],
        circles,
    )


def _place(key: Key) -> tuple[int, Key]:
    return (ORDER.index(key[0]) if key[0] in ORDER else len(ORDER)), key


def _is_removal(change: Change) -> bool:
    return change.item is None and change.field is None and change.new is None


def _contested(base: Records, left: Records, kept: Records) -> set[Key]:
    """The entries that one side removed, and the other changed or has something that speaks of."""
    removed = {key for key in base if key in kept and key not in left}
    found = {key for key in removed if kept[key] != base[key]}
    speakers = [key for key in kept if key not in removed or key in found]
    while speakers:
        spoken_of = {
            key
            for speaker in speakers
            for key in _still_spoken_of(speaker, base, left, kept)
            if key in removed and key not in found
        }
        found |= spoken_of
        speakers = sorted(spoken_of)
    return found


def _still_spoken_of(speaker: Key, base: Records, left: Records, kept: Records) -> set[Key]:
    """The entries of which one speaks, but where the other side took that back uncontested."""
    spoken_of = references_of(speaker, kept[speaker])
    was, other = base.get(speaker), left.get(speaker)
    if was is None or other is None:
        return spoken_of
    return references_of(
        speaker,
        Entry(
            {
                name: held
                for name, held in kept[speaker].fields.items()
                if held != was.fields.get(name) or held == other.fields.get(name)
            },
            {
                item: held
                for item, held in kept[speaker].items.items()
                if held != was.items.get(item) or item in other.items
            },
        ),
    )


def _of_entry(
    key: Key, was: Entry | None, own: Entry | None, other: Entry | None
) -> Iterator[Change | Conflict]:
    """The changes of one entry whose removal nobody contests, and the conflicts about it."""
    if other in (own, was):
        return
    if own is None or other is None:
        if own == was:
            yield Change(key, None, None, own, other)
        return
    before = was or Entry()
    yield from _of_fields(key, None, before.fields, own.fields, other.fields)
    for item in sorted({*before.items, *own.items, *other.items}):
        held = (before.items.get(item), own.items.get(item), other.items.get(item))
        yield from _of_item(key, item, *held)


def _of_item(
    key: Key, item: Key, was: Fields | None, own: Fields | None, other: Fields | None
) -> Iterator[Change | Conflict]:
    if other in (own, was):
        return
    if own is not None and other is not None:
        yield from _of_fields(key, item, was or {}, own, other)
        return
    change = Change(key, item, None, own, other)
    if own == was:
        yield change
    else:
        yield Conflict(key, item, None, was, own, other, (change,), CONTESTED)


def _of_fields(
    key: Key, item: Key | None, was: Fields, own: Fields, other: Fields
) -> Iterator[Change | Conflict]:
    for name in sorted({*was, *own, *other}):
        before, ours, theirs = was.get(name), own.get(name), other.get(name)
        if theirs in (ours, before) or (name == "handle" and _are_alike(ours, theirs)):
            continue
        change = Change(key, item, name, ours, theirs)
        if ours == before:
            yield change
        elif name != "handle":  # how an event is called differs without a word where one was taken
            yield Conflict(key, item, name, before, ours, theirs, (change,))


def _are_alike(one: str | None, other: str | None) -> bool:
    """Whether two handles differ by the number behind, which one has where it was taken."""
    return NUMBER_BEHIND.sub("", one or "") == NUMBER_BEHIND.sub("", other or "")


def _of_contested(
    base: Records, ours: Records, theirs: Records, contested: Set[Key], changes: list[Change]
) -> tuple[list[Change], list[Conflict]]:
    """Make a conflict of each contested removal; what speaks of an entry that is gone waits."""
    waiting: dict[Key, list[Change]] = {}
    roots: dict[Key, set[Key]] = {key: {key} for key in contested if key not in ours}
    while True:
        kept: list[Change] = []
        for change in changes:
            lost = {root for key in _spoken_of(change) for root in roots.get(key, ())}
            for key in sorted(lost):
                waiting.setdefault(key, []).append(change)
            if not lost:
                kept.append(change)
            elif _is_addition(change):
                roots[change.key] = lost
        if len(kept) == len(changes):
            break
        changes = kept
    conflicts = []
    for key in sorted(contested, key=_place):
        if key in ours:
            steps = [Change(key, None, None, ours[key], None)]
        else:
            needed = _needed(key, theirs, waiting, roots)
            steps = [Change(each, None, None, None, theirs[each]) for each in needed]
            steps += waiting.get(key, [])
        own = (base.get(key), ours.get(key), theirs.get(key))
        conflicts.append(Conflict(key, None, None, *own, tuple(steps), CONTESTED))
    return changes, conflicts


def _needed(
    key: Key, theirs: Records, waiting: Mapping[Key, list[Change]], roots: Mapping[Key, set[Key]]
) -> list[Key]:
    """An entry that is gone and those, gone as well, without which it cannot be had back."""
    found = {key}
    todo = [key]
    while todo:
        here = todo.pop()
        wanted = set(references_of(here, theirs[here]))
        for change in waiting.get(key, ()):
            wanted |= _spoken_of(change)
        further = {root for each in wanted for root in roots.get(each, ())} - found
        found |= further
        todo += sorted(further)
    return sorted(found, key=_place)


def _spoken_of(change: Change) -> set[Key]:
    """The entries that what a change adds speaks of."""
    if change.new is None:
        return set()
    if change.item is None and change.field is None:
        return references_of(change.key, change.new)
    if change.item is None:
        assert change.field is not None
        return references_of(change.key[:1], Entry({change.field: change.new}))
    return references_of(change.key[:1], Entry({}, {change.item: {}}))


def _is_addition(change: Change) -> bool:
    return change.item is None and change.field is None and change.new is not None
