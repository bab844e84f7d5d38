"""The registers that a new database begins with, beside those that a file names."""

from contextlib import closing
from dataclasses import replace
from functools import cache
from typing import Any

from tracker.model.batches import batch_of
from tracker.model.chronicle import Batch
from tracker.store import chronicle as chronicles
from tracker.store import identities
from tracker.store.creation import shipped
from tracker.store.database import Database

REGISTERS = {"actors": "actor", "types": "type", "relations": "relation"}


def batch_of_record(db: Database, identified_by: Database | None = None) -> Batch:
    """A whole record as drafts; that of a past has the identities of the present one."""
    found = chronicles.load(db)
    known = identities.identities(identified_by or db, found.events)
    return batch_of(replace(found, identities=known))


@cache
def shipped_registers() -> Batch:
    """The actors, the types and the relations of a new database, made once a process."""
    with closing(shipped()) as db:
        return batch_of_record(db)


def with_registers(batch: Batch, known: Batch) -> Batch:
    """A batch with what its file leaves out because a new database, which is `known`, has it."""
    gone = batch.gone or frozenset()
    filled: dict[str, Any] = {}
    for plural, kind in REGISTERS.items():
        own = getattr(batch, plural)
        there = {each.code for each in own}
        left_out = (
            each
            for each in getattr(known, plural)
            if each.code not in there and (kind, each.code) not in gone
        )
        filled[plural] = (*own, *left_out)
    return replace(batch, **filled, gone=None)
