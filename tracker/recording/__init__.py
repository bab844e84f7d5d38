"""The one door in: whatever changes the record is checked here, then stored in one transaction.

Every function takes an open database, resolves names, refuses what would not hold together
and stores the rest with its history entry. Nothing is half-written: a refusal anywhere in a
command rolls all of it back.
"""

from tracker.recording.batches import Tally, record_batch
from tracker.recording.events import EventEdit, add_event, cite_event, edit_event, remove_event
from tracker.recording.links import add_link, cite_link, remove_links
from tracker.recording.names import (
    add_actor,
    add_alias,
    add_source,
    add_type,
    edit_actor,
    edit_source,
    merge,
    rename,
)
from tracker.recording.outcome import Recorded
from tracker.store.history import undo

__all__ = [
    "EventEdit",
    "Recorded",
    "Tally",
    "add_actor",
    "add_alias",
    "add_event",
    "add_link",
    "add_source",
    "add_type",
    "cite_event",
    "cite_link",
    "edit_actor",
    "edit_event",
    "edit_source",
    "merge",
    "record_batch",
    "remove_event",
    "remove_links",
    "rename",
    "undo",
]
