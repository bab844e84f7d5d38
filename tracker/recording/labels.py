"""Labels such as tags, given another spelling or merged, in all events that have them."""

from difflib import get_close_matches

from tracker.errors import NotFound, Refused
from tracker.model.event_fields import Field
from tracker.model.names import folded
from tracker.recording.events import checked_list
from tracker.store import event_lists
from tracker.store.database import Database


def find_label(db: Database, field: Field, name: str) -> str:
    """A label as it is spelled where events have it; an unknown one is an error with near ones."""
    known = {folded(label): label for label in event_lists.label_counts(db, field)}
    if folded(name) in known:
        return known[folded(name)]
    near = [known[each] for each in get_close_matches(folded(name), known, n=2)]
    raise NotFound(field.option, name, near, f"`tracker {field.name} list` shows all.")


def rename_label(db: Database, field: Field, name: str, new: str) -> tuple[str, str]:
    """Give a label another spelling; returns both. One that is there is merged, not taken."""
    old = find_label(db, field, name)
    (wanted,) = checked_list(db, field, [new])
    if folded(wanted) != folded(old) and wanted in event_lists.label_counts(db, field):
        raise Refused(
            f"There is a {field.option} {wanted} already; `tracker {field.name} merge` joins "
            "the two."
        )
    spelled = new.strip() if folded(wanted) == folded(old) else wanted
    with db.transaction(f"{field.name} rename {old} {spelled}"):
        event_lists.replace_label(db, field, old, spelled)
    return old, spelled


def merge_labels(db: Database, field: Field, name: str, into: str) -> tuple[str, str]:
    """Let the events of one label have another instead; returns both."""
    old, kept = find_label(db, field, name), find_label(db, field, into)
    if old == kept:
        raise Refused(f"{kept} is one {field.option}; name two to merge.")
    with db.transaction(f"{field.name} merge {old} into {kept}"):
        event_lists.replace_label(db, field, old, kept)
    return old, kept
