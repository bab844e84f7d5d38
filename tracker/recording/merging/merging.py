"""Merging of another record into this one, as one command."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tracker.analysis.merging import merge
from tracker.errors import TrackerError
from tracker.model.answers.merging import MergedRecord, Settled
from tracker.model.chronicle import Batch
from tracker.model.merging import Change, Conflict
from tracker.model.numbers import counted
from tracker.recording.carried import CARRIED, store_carried
from tracker.recording.merging.applying import Applier
from tracker.recording.merging.claimants import named_claimants
from tracker.recording.merging.proposals import content_of
from tracker.recording.merging.sides import Side, side_of
from tracker.recording.merging.wording import about, side_text
from tracker.recording.shipped import batch_of_record
from tracker.store import ancestry, identities, proposals, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES

NOUNS = {  # in the order in which an import tells of them
    "actor": "actors", "type": "types", "source": "sources", "relation": "relations",
    "event": "events", "link": "links", "order": "order claims", "rival": "rival explanations",
    "rating": "ratings", "answer": "answers",
}  # fmt: skip
Choose = Callable[[Settled], str]
"""How a conflict is settled, which is told in words: `ours`, `theirs` or `open`."""


@dataclass(frozen=True)
class Theirs:
    """Another record: its drafts, its name, the common past, and what its history tells.

    `base` are the drafts of the common past, None where there is none. `authors` are those of the
    analyst's links there and in the base, by the handles of their events.
    """

    batch: Batch
    name: str
    base: Batch | None = None
    head: str | None = None
    analyst: str | None = None
    authors: Mapping[tuple[str, str], str] = field(default_factory=dict)
    base_authors: Mapping[tuple[str, str], str] = field(default_factory=dict)


def merge_record(db: Database, theirs: Theirs, choose: Choose) -> MergedRecord:
    """Take over what only the other record has changed; conflicts are settled, or left open.

    All of it is one command, and nothing is stored where any of it fails.
    """
    with db.transaction(f"merge {theirs.name}"):
        return merge_within(db, theirs, choose)


def merge_within(db: Database, theirs: Theirs, choose: Choose) -> MergedRecord:
    """Merge within the transaction that is open."""
    remarks = list(follow_renames(db, theirs))
    ours = side_of(db, batch_of_record(db))
    other = side_of(db, theirs.batch, ours)
    base = side_of(db, theirs.base, ours, other.joined) if theirs.base is not None else Side()
    ours, other, base = named_claimants(db, theirs, ours, other, base, remarks)
    found = merge(
        base.entries, ours.entries, other.entries,
        whole=theirs.batch.complete and theirs.base is not None,
    )  # fmt: skip
    numbers = {uuid: number for number, uuid in identities.identities(db).items()}
    own = {name: numbers[name] for name in ours.handles}
    applier = Applier(db, ours.entries, own, remarks)
    refused = [
        conflict for changes in _groups(found.changes) for conflict in _refused(applier, changes)
    ]
    taken = len(found.changes) - len(refused)
    names = {**other.handles, **ours.handles}
    settled = []
    for conflict in (*found.conflicts, *refused):
        names |= applier.handles
        settled.append(_settled(db, theirs, applier, conflict, choose, names))
    _join_identities(db, theirs, other)
    if theirs.head is not None:
        ancestry.note_merged(db, theirs.head)
    new = Counter(
        NOUNS[change.key[0]]
        for change in found.changes
        if change.item is None and change.field is None and change.key in applier.entries
    )
    known = Counter(NOUNS[key[0]] for key in other.entries if key in ours.entries)
    carried: Counter[str] = Counter()
    store_carried(db, theirs.batch, (), carried, Counter(), remarks)
    new += carried
    taken += sum(carried.values())
    return MergedRecord(
        taken, tuple(settled), _in_order(new), _in_order(known),
        remarks=(*remarks, *_conclusions(theirs, taken, settled)),
    )  # fmt: skip


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {noun: counts[noun] for noun in (*NOUNS.values(), *CARRIED) if counts.get(noun)}


def _groups(changes: tuple[Change, ...]) -> Iterator[tuple[Change, ...]]:
    """The changes of each entry together, in the order in which they can be made."""
    for key in dict.fromkeys(change.key for change in changes):
        yield tuple(change for change in changes if change.key == key)


def _refused(applier: Applier, changes: tuple[Change, ...]) -> Iterator[Conflict]:
    """Make some changes of one entry; each that is refused is a conflict, with the reason."""
    try:
        applier.apply(changes)
    except TrackerError as error:
        if len(changes) == 1:
            (one,) = changes
            yield Conflict(
                one.key, one.item, one.field, None, one.old, one.new, changes, str(error)
            )
            return
        for change in changes:
            yield from _refused(applier, (change,))


def _settled(
    db: Database,
    theirs: Theirs,
    applier: Applier,
    conflict: Conflict,
    choose: Choose,
    handles: Mapping[str, str],
) -> Settled:
    """Settle a conflict as it is chosen; where theirs cannot be taken, it stays open."""
    said = Settled(
        about(conflict, handles),
        side_text(conflict, conflict.ours, handles),
        side_text(conflict, conflict.theirs, handles),
        "open",
        conflict.reason,
    )
    chosen = choose(said)
    if chosen == "theirs":
        try:
            applier.apply(conflict.changes)
        except TrackerError as error:
            chosen, said = "open", replace(said, reason=str(error))
    if chosen == "open":
        content = content_of(conflict, handles)
        proposals.insert(db, theirs.analyst or "analyst", theirs.name, theirs.head, content)
    return replace(said, settled=chosen)


def _join_identities(db: Database, theirs: Theirs, other: Side) -> None:
    """Let an event that both recorded have the first of its two identities, on either side."""
    numbers = {uuid: number for number, uuid in identities.identities(db).items()}
    known = {handle: name for name, handle in other.handles.items()}
    for event in theirs.batch.events:
        name = known.get(event.handle or "")
        if event.uuid and name is not None and name in numbers and event.uuid < name:
            identities.identify(db, numbers[name], event.uuid)


def follow_renames(db: Database, theirs: Theirs) -> Iterator[str]:
    """Rename or merge what the other side renamed or merged since the common past."""
    if theirs.base is None:
        return
    for register, before, after in (
        (ACTORS, theirs.base.actors, theirs.batch.actors),
        (TYPES, theirs.base.types, theirs.batch.types),
        (SOURCES, theirs.base.sources, theirs.batch.sources),
    ):
        codes = {value.code for value in after}
        aliases = {alias: value.code for value in after for alias in value.aliases}
        for value in before:
            new = aliases.get(value.code)
            if value.code in codes or new is None:
                continue
            here = registers.find(db, register, value.code)
            if here != value.code or new == here:
                continue
            try:
                with db.savepoint():
                    if registers.find(db, register, new) is None:
                        registers.rename(db, register, here, new)
                    else:
                        registers.merge(db, register, here, new)
            except TrackerError as error:
                yield f"{here} is {new} there, and stays here: {error}"


def _conclusions(theirs: Theirs, taken: int, settled: list[Settled]) -> Iterator[str]:
    yield (
        f"Took {counted(taken, 'change')} from {theirs.name}."
        if taken
        else (f"{theirs.name} has nothing that is new here.")
    )
    counts = {each: sum(one.settled == each for one in settled) for each in ("ours", "theirs")}
    for side, number in counts.items():
        if number:
            yield f"{counted(number, 'conflict')} settled for {side}."
    if waiting := len(settled) - sum(counts.values()):
        are = "waits" if waiting == 1 else "wait"
        yield f"{counted(waiting, 'conflict')} {are} in `tracker review`; what stands here counts."
