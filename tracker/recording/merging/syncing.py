"""A text file and the record made alike: three-way, from the state in which they last were."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.analysis.merging import merge
from tracker.analysis.merging.entries import each_entry
from tracker.errors import Refused, TrackerError
from tracker.model.answers.merging import Difference
from tracker.model.chronicle import Batch
from tracker.model.merging import ALL_READ, Change, Conflict, Entry, Key, Merge, Unread
from tracker.model.numbers import counted
from tracker.model.source import Source
from tracker.recording.batches import describe_sources
from tracker.recording.carried import store_carried
from tracker.recording.merging.applying import Applier
from tracker.recording.merging.merging import Theirs
from tracker.recording.merging.refusals import Refusals
from tracker.recording.merging.renames import follow_renames
from tracker.recording.merging.sides import Side, side_of
from tracker.recording.merging.wording import about, entry_name, side_text
from tracker.recording.shipped import batch_of_record
from tracker.store import events, identities, registers
from tracker.store.database import Database
from tracker.store.references import resolve_to_change

ENDS = {
    "links": ("cause", "effect"), "orders": ("before", "after"), "rivals": ("event",),
    "ratings": ("event",), "counterfactuals": ("cause", "effect"),
}  # fmt: skip
LOST = " (has its block lost its `handle:` line? One much like it is new)"
MOST = 20  # conflicts that one refusal lists
WINNERS = ("file", "record")
NAMED = ("event", "actor", "type", "source", "relation")  # entries that others speak of


class _OnlyLookingError(Exception):
    """Takes back what was done to see what would be done."""


class _LeftOutError(Exception):
    """That a claim is about an event that is not there."""


@dataclass
class Synced:
    """What became of a file and the record.

    Attributes
    ----------
    differences : list of Difference
        What either took from the other.
    record, file : Side
        The two as they are now: the record with what it took, the file as it was read.
    remarks : list of str
        Sentences about what was taken.
    """

    differences: list[Difference] = field(default_factory=list)
    record: Side = field(default_factory=Side)
    file: Side = field(default_factory=Side)
    remarks: list[str] = field(default_factory=list)


def sync_record(
    db: Database,
    theirs: Theirs,
    command: str,
    winner: str | None = None,
    apply: bool = True,
    agree: Callable[[Sequence[str]], None] = lambda _: None,
    unread: Unread = ALL_READ,
) -> Synced:
    """Let the record take what a file has changed, as one command, and find what the file lacks.

    `theirs` is what the file says, with the state in which the two last were alike. What both have
    changed, each in another way, is refused, unless a `winner` is named, which is `file` or
    `record`. `agree` is told which events would be removed, and raises where they are not to be.
    Without `apply` nothing is stored. Where something is refused, or is `unread` in the file,
    nothing is stored either, and all that is refused is told by its line.
    """
    made = Synced()
    if unread.refused:  # what is missing may be what cannot be read
        theirs = replace(theirs, batch=replace(theirs.batch, complete=False))
    try:
        with db.transaction(command):
            _sync_within(db, theirs, made, winner, apply, agree, unread)
            if not apply:
                raise _OnlyLookingError
    except _OnlyLookingError:
        pass
    return made


def _sync_within(
    db: Database,
    theirs: Theirs,
    made: Synced,
    winner: str | None,
    apply: bool,
    agree: Callable[[Sequence[str]], None],
    unread: Unread,
) -> None:
    refusals = Refusals(unread)
    made.remarks += follow_renames(db, theirs.batch, theirs.base)
    theirs = replace(theirs, batch=with_ends(db, theirs.batch, refusals))
    ours = side_of(db, batch_of_record(db))
    base = Side() if theirs.base is None else side_of(db, theirs.base, ours, {})
    file = side_of(db, theirs.batch, ours, identified=base.known)
    lines = _lines(theirs.batch, file, {**ours.known, **file.known})
    whole = theirs.batch.complete and theirs.base is not None
    found = merge(base.entries, ours.entries, file.entries, whole=whole)
    names = {**base.handles, **file.handles, **ours.handles}
    changes = list(found.changes)
    conflicts = [each for each in found.conflicts if lines.get(each.key) not in unread.broken]
    told = _conflicts_told(conflicts, names, lines) if winner is None else []
    if winner == "file":
        changes += [change for each in found.conflicts for change in each.changes]
    renamed = _renamed(changes, names)
    made.remarks += renamed.values()
    handles = [names.get(each.key[1], each.key[1]) for each in changes if _is_removed_event(each)]
    removed = [f"{each}{LOST if each in renamed else ''}" for each in handles]
    made.differences += [_difference(each, "record", names, lines) for each in changes]
    into_file = _into_file(base, file, ours, whole, found, winner)
    made.differences += [_difference(each, "file", names, lines) for each in into_file]
    made.differences.sort(key=lambda each: (each.into != "record", each.line, each.about))
    if removed and apply and not told and not refusals.errors:
        agree(removed)
    numbers = {uuid: number for number, uuid in identities.identities(db).items()}
    applier = Applier(
        db, ours.entries, {name: numbers[name] for name in ours.handles}, made.remarks
    )
    for key in dict.fromkeys(change.key for change in changes):
        try:
            applier.apply(tuple(each for each in changes if each.key == key))
        except TrackerError as error:
            where = f"{_line_of(key, lines)}{entry_name(key, {**names, **applier.handles})}: "
            refusals.note(error, where, key[1] if key[0] in NAMED else None)
    if told and not refusals.errors:
        _refuse_conflicts(told)
    for each in told:
        refusals.note(Refused(f"{each}, and both have changed it."))
    refusals.refuse_any()
    describe_sources(db, _newly_said(db, theirs), made.remarks)
    _store_carried(db, theirs.batch, made)
    made.record = side_of(db, batch_of_record(db))
    made.file = side_of(db, theirs.batch, made.record, {}, file.known)


def _newly_said(db: Database, theirs: Theirs) -> tuple[Source, ...]:
    """What brackets say of sources, without letters that were right when the two were last alike.

    A letter that is changed in the block of its source is changed in no bracket yet.
    """
    past = {} if theirs.base is None else {each.code: each for each in theirs.base.sources}
    found = []
    for said in theirs.batch.cited:
        before = past.get(registers.find(db, registers.SOURCES, said.title) or said.title)
        is_old = before is not None and said.reliability in (None, before.reliability)
        found.append(replace(said, reliability=None) if is_old else said)
    return tuple(found)


def with_ends(db: Database, batch: Batch, refusals: Refusals | None = None) -> Batch:
    """A batch whose claims name events of the record, too, by their whole handles.

    A claim about an event that is not there is refused; with `refusals` it is noted there and left
    out.
    """
    own = {event.handle for event in batch.events}

    def whole(name: str, kind: str, place: int) -> str:
        if name in own:
            return name
        try:
            return events.get(db, resolve_to_change(db, name)).handle
        except TrackerError as error:
            lines = batch.further_lines.get(kind, ())
            line = f"Line {lines[place]}: " if place < len(lines) else ""
            noted = Refusals() if refusals is None else refusals
            noted.note(error, line)
            if refusals is None:
                noted.refuse_any()
            raise _LeftOutError from error

    filled: dict[str, Any] = {}
    further = dict(batch.further_lines)
    for plural, ends in ENDS.items():
        kind = plural.removesuffix("s")
        values, kept = [], []
        for place, value in enumerate(getattr(batch, plural)):
            try:
                changed: dict[str, Any] = {
                    end: whole(getattr(value, end), kind, place) for end in ends
                }
                if plural == "links":
                    changed["partners"] = tuple(whole(each, kind, place) for each in value.partners)
                if plural == "rivals":
                    changed["links"] = tuple(
                        (whole(a, kind, place), whole(b, kind, place)) for a, b in value.links
                    )
            except _LeftOutError:
                continue
            values.append(replace(value, **changed))
            kept.append(place)
        filled[plural] = tuple(values)
        if numbers := further.get(kind):
            further[kind] = tuple(numbers[place] for place in kept)
    return replace(batch, **filled, further_lines=further)


def _lines(batch: Batch, side: Side, known: Mapping[str, str]) -> dict[Key, int]:
    """The lines of a file on which its entries stand."""
    found: dict[Key, int] = {}
    for kind, place, key, _ in each_entry(side.batch, known):
        numbers = batch.further_lines.get(kind, ())
        if place < len(numbers):
            found.setdefault(key, numbers[place])
    return found


def _into_file(
    base: Side, file: Side, ours: Side, whole: bool, found: Merge, winner: str | None
) -> Iterable[Change]:
    """What the file takes from the record."""
    if not whole and base.entries:  # a part of the record takes nothing but what it was about
        return ()
    other = merge(base.entries, file.entries, ours.entries)
    taken = list(other.changes)
    if winner == "record":
        taken += [change for each in other.conflicts for change in each.changes]
    return taken


def _conflicts_told(
    conflicts: Iterable[Conflict], names: Mapping[str, str], lines: Mapping[Key, int]
) -> list[str]:
    return [
        f"{_line_of(each.key, lines)}{about(each, names)}: the record has "
        f"{side_text(each, each.ours, names)}, the file {side_text(each, each.theirs, names)}"
        f"{f' ({each.reason})' if each.reason else ''}"
        for each in conflicts
    ]


def _refuse_conflicts(told: Sequence[str]) -> None:
    listed = "".join(f"\n  {each}" for each in told[:MOST])
    more = f"\n  … and {len(told) - MOST} more" if len(told) > MOST else ""
    raise Refused(
        f"Both have changed {counted(len(told), 'thing')}, each in another way:{listed}{more}\n"
        "Nothing was changed. Make the file as the record is there, or say whose word counts: "
        "--prefer file, or --prefer record."
    )


def _line_of(key: Key, lines: Mapping[Key, int]) -> str:
    return f"Line {lines[key]}: " if key in lines else ""


def _is_whole(change: Change) -> bool:
    return change.item is None and change.field is None


def _is_removed_event(change: Change) -> bool:
    return change.key[0] == "event" and _is_whole(change) and change.new is None


def _renamed(changes: Iterable[Change], names: Mapping[str, str]) -> dict[str, str]:
    """Notes on events that go while one like them comes, as where a `handle:` line was lost."""
    found: dict[str, str] = {}
    whole = [each for each in changes if each.key[0] == "event" and _is_whole(each)]
    gone = [each for each in whole if each.new is None and isinstance(each.old, Entry)]
    new = [each for each in whole if each.old is None and isinstance(each.new, Entry)]
    for old in gone:
        for other in new:
            was, now = old.old.fields, other.new.fields
            if any(was.get(name) == now.get(name) for name in ("date", "title")):
                handle = names.get(old.key[1], old.key[1])
                found[handle] = (
                    f"Note: {handle} is taken out and {names.get(other.key[1], other.key[1])} put "
                    f"in, which is much like it. If they are one, its block has lost the line "
                    f"“handle: {handle}”: `tracker undo`, put it back, and sync again."
                )
    return found


def _difference(
    change: Change, into: str, names: Mapping[str, str], lines: Mapping[Key, int]
) -> Difference:
    """A change in words."""
    said = Conflict(change.key, change.item, change.field, None, change.old, change.new, ())
    return Difference(
        into,
        about(said, names),
        side_text(said, change.old, names),
        side_text(said, change.new, names),
        lines.get(change.key, 0),
    )


def _store_carried(db: Database, batch: Batch, made: Synced) -> None:
    added: Counter[str] = Counter()
    store_carried(db, batch, (), added, Counter(), made.remarks)
    for noun, number in added.items():
        made.differences.append(Difference("record", noun, "nothing", str(number)))
