"""Merging of another record, and the review of what it left open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.desk.opening import OpenRecord
from tracker.errors import InvalidInput, NoDatabase, Refused, shown

if TYPE_CHECKING:
    from tracker.model.answer import Recorded
    from tracker.model.answers.merging import MergedRecord, Proposal, ProposalList, Settled
    from tracker.model.chronicle import Batch
    from tracker.recording.merging import Theirs
    from tracker.store.database import Database

SQLITE = b"SQLite format 3\x00"
Authors = dict[tuple[str, str], str]


class Merging(OpenRecord):
    """The calls by which two analysts work at one record."""

    def merge_record(
        self,
        other: Path | str,
        *,
        ours: bool = False,
        theirs: bool = False,
        ask: Callable[[Settled], str] | None = None,
    ) -> MergedRecord:
        """Take over what another database, or a file of JSON lines, has changed.

        What both changed since their common past, each in another way, is a conflict: `ours` keeps
        what stands here, `theirs` takes the other, `ask` is asked of each and gives `ours`,
        `theirs` or `open`. Without these conflicts stay open, and wait for `review`.
        """
        from tracker.recording.merging import merge_record as merged

        if ours and theirs:
            raise InvalidInput("Conflicts are settled for one side; give --ours or --theirs.")
        path = Path(other)
        if not path.is_file():
            raise NoDatabase(path, "Name a database, or a file that `tracker export` wrote.")
        if self.path.exists() and path.samefile(self.path):
            raise Refused(f"{shown(path)} is the database in use; name another one.")
        chosen = "ours" if ours else "theirs" if theirs else "open"
        settle = ask or (lambda _: chosen)
        db = self._writing()
        return merged(db, _theirs(db, path), settle)

    def proposals(self) -> ProposalList:
        """The proposals that wait: conflicts of merges that were left open."""
        from tracker.model.answers.merging import ProposalList
        from tracker.recording.merging import open_proposals

        found = open_proposals(self._reading())
        return ProposalList(found, conclusion="" if found else "Nothing waits to be reviewed.")

    def accept(self, number: int, value: str | None = None) -> Recorded[Proposal]:
        """Make the change that a proposal proposes, or give its field another value."""
        from tracker.recording.merging import accept

        return accept(self._writing(), number, value)

    def refuse(self, number: int) -> Recorded[Proposal]:
        """Leave the record as it is; the proposal waits no more."""
        from tracker.recording.merging import refuse

        return refuse(self._writing(), number)


def _theirs(db: Database, path: Path) -> Theirs:
    """The other record, with the past that it has in common with ours."""
    with path.open("rb") as file:
        is_database = file.read(len(SQLITE)) == SQLITE
    return _of_database(db, path) if is_database else _of_file(db, path)


def _of_database(db: Database, path: Path) -> Theirs:
    from tracker.recording.merging import Theirs
    from tracker.recording.merging.sides import batch_of_record
    from tracker.store import ancestry
    from tracker.store.database import open_for_reading

    with closing(open_for_reading(path)) as other:
        place = ancestry.common_place(db, other)
        base: Batch | None = None
        authors: Authors = {}
        if place is not None:
            base = _past(place.owner, place.change)
            authors = ancestry.authors_of_links(place.owner)
        heads = ancestry.own_heads(other)
        return Theirs(
            batch_of_record(other), path.name, base, heads[0] if heads else None,
            ancestry.analyst_of(other), ancestry.authors_of_links(other), authors,
        )  # fmt: skip


def _of_file(db: Database, path: Path) -> Theirs:
    from tracker.formats.jsonl import read
    from tracker.formats.opening import open_file

    with open_file(path) as file:
        try:
            batch = read(file.text())
        except InvalidInput as error:
            raise InvalidInput(f"{path.name}: {error}") from None
    return theirs_of(db, batch, path.name)


def theirs_of(db: Database, batch: Batch, name: str) -> Theirs:
    """What a file of JSON lines holds, with the past that it has in common with ours."""
    from tracker.recording.merging import Theirs
    from tracker.store import ancestry

    heads = [each for each in (batch.head, *batch.past) if each]
    base: Batch | None = None
    authors: Authors = {}
    if batch.head is not None and batch.head in ancestry.merged_heads(db):
        base = batch
    elif (known := ancestry.last_known(db, heads)) is not None:
        base = _past(db, ancestry.place_of(db, known))
        authors = ancestry.authors_of_links(db)
    return Theirs(batch, name, base, batch.head, batch.analyst, {}, authors)


def _past(db: Database, change: int) -> Batch:
    """A record as it stood behind a change, as drafts."""
    from tracker.recording.merging.sides import batch_of_record
    from tracker.store.past import as_of_change

    with closing(as_of_change(db, change)) as then:
        return batch_of_record(then)
