"""Records beside the events of a whole record: former handles, and the maps of columns."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from tracker.model.chronicle import Batch
from tracker.recording.events import checked_handle
from tracker.store import events, imports, merges
from tracker.store.database import Database

CARRIED = ("former handles", "column maps")


def store_carried(
    db: Database,
    batch: Batch,
    left_out: Collection[str | None],
    added: Counter[str],
    known: Counter[str],
    remarks: list[str],
) -> None:
    """Store what is not there yet; what is there otherwise stays as it is, and is named."""
    for former in batch.former_handles:
        handle = checked_handle(former.handle)
        there = events.by_handle(db, handle)
        event = events.by_handle(db, checked_handle(former.event))
        if former.event in left_out or event is None:
            continue
        if there is None:
            merges.keep_former_handle(db, event.id, handle, event.handle)
        elif there.id != event.id:
            remarks.append(
                f"{handle} leads to {there.handle} here and to {event.handle} in the file; it "
                "stays as it is."
            )
        (known if there else added)["former handles"] += 1
    for each in batch.column_maps:
        name = checked_handle(each.name)
        found = imports.column_map(db, name)
        if found is None:
            imports.keep_map(db, replace(each, name=name))
        elif found != replace(each, name=name):
            remarks.append(
                f"The map of columns {name} is another here and in the file; it stays as it is."
            )
        (known if found else added)["column maps"] += 1
