"""Merging of another record into this one, as one command."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.analysis.merging import merge
from tracker.errors import TrackerError
from tracker.model.answers.merging import MergedRecord, Settled
from tracker.model.chronicle import Batch
from tracker.model.merging import Change, Conflict, Entry, Key
from tracker.model.numbers import counted
from tracker.recording.carried import CARRIED, store_carried
from tracker.recording.merging.applying import Applier
from tracker.recording.merging.claimants import named_claimants
from tracker.recording.merging.proposals import content_of
from tracker.recording.merging.renames import follow_renames
from tracker.recording.merging.sides import Side, side_of
from tracker.recording.merging.wording import about, side_text
from tracker.recording.shipped import batch_of_record
from tracker.store import ancestry, identities, proposals
from tracker.store.database import Database

NOUNS = {  # in the order in which an import tells of them
    "actor": "actors", "type": "types", "source": "sources", "relation": "relations",
    "event": "events", "link": "links", "order": "order claims", "rival": "rival explanations",
    "rating": "ratings", "answer": "answers",
}  # fmt: skip
MOST_NAMED = 5
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
    remarks = list(follow_renames(db, theirs.batch, theirs.base))
    ours = side_of(db, batch_of_record(db))
    other = side_of(db, theirs.batch, ours)
    remarks += same_acts(theirs.batch, ours, other)
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
    kept = {conflict.key for conflict in refused}
    removed = [
        own_name
        for each in found.changes
        if _is_removed_event(each)
        and each.key not in kept
        and (own_name := ours.handles.get(each.key[1])) is not None
    ]
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
        remarks=(*remarks, *_removals(theirs, removed), *_conclusions(theirs, taken, settled)),
    )  # fmt: skip


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {noun: counts[noun] for noun in (*NOUNS.values(), *CARRIED) if counts.get(noun)}


def _groups(changes: tuple[Change, ...]) -> Iterator[tuple[Change, ...]]:
    """The changes of each entry together, in the order in which they can be made.

    A source comes after those that it relays, and an actor after those that it is part of.
    """
    grouped: dict[Key, list[Change]] = {}
    for change in changes:
        grouped.setdefault(change.key, []).append(change)
    waiting = list(reversed(grouped))
    met: set[Key] = set()
    while waiting:
        key = waiting[-1]
        first = [each for each in _spoken_of(grouped.get(key, ())) if each in grouped]
        if key in met or not (needed := [each for each in first if each not in met]):
            waiting.pop()
            if key in grouped:
                yield tuple(grouped.pop(key))
        met.add(key)
        if key in grouped:
            waiting += needed


def _spoken_of(changes: Iterable[Change]) -> Iterator[Key]:
    """The entries of the same register that an actor or a source speaks of."""
    for change in changes:
        if change.key[0] in ("actor", "source"):
            held = change.new.items if isinstance(change.new, Entry) else ()
            for item in (*held, *(() if change.item is None else (change.item,))):
                if item[0] in ("relays", "part"):
                    yield change.key[0], item[1]


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


def same_acts(batch: Batch, ours: Side, other: Side) -> Iterator[str]:
    """The sentence on acts that both recorded apart, and that are taken for one."""
    apart = {event.uuid for event in batch.events if event.uuid}
    joined = [ours.handles[mine] for name, mine in other.joined.items() if name in apart]
    if joined:
        more = f" and {len(joined) - MOST_NAMED} more" if len(joined) > MOST_NAMED else ""
        yield (
            f"Recorded on both sides, and alike in all that tells acts apart, so taken for one: "
            f"{', '.join(sorted(joined)[:MOST_NAMED])}{more}. Where they are two, take the merge "
            "back (`tracker undo`), give one of them a place, an actor or another title, and merge "
            "again."
        )


def _is_removed_event(change: Change) -> bool:
    """Whether a change takes an event out of the record."""
    is_whole = change.item is None and change.field is None
    return change.key[0] == "event" and is_whole and change.new is None


def _removals(theirs: Theirs, removed: Sequence[str]) -> Iterator[str]:
    """The sentence on events that are gone, which no list shows any more."""
    if removed:
        more = f" and {len(removed) - MOST_NAMED} more" if len(removed) > MOST_NAMED else ""
        yield (
            f"Removed here as in {theirs.name}, with links and citations: "
            f"{', '.join(removed[:MOST_NAMED])}{more}. `tracker undo` takes the merge back."
        )


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
