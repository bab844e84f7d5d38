"""Labels that events are grouped by, such as tags: listed, renamed, merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.desk.opening import OpenRecord
from tracker.errors import InvalidInput
from tracker.model.answer import Recorded
from tracker.model.event_fields import LABELS, Field, label_field
from tracker.model.names import folded

if TYPE_CHECKING:
    from tracker.model.answers.manage import LabelList


class Labels(OpenRecord):
    """The calls of the panel `manage` about labels; `kind` is their name as a filter: `tag`."""

    def labels(self, kind: str, text: str = "") -> LabelList:
        """The labels of a kind, or those with these letters, with the number of their events."""
        from tracker.model.answers.manage import LabelList
        from tracker.store import event_lists

        field = _field(kind)
        there = event_lists.label_counts(self._reading(), field)
        counts = {each: count for each, count in there.items() if folded(text) in folded(each)}
        nothing = (
            f"No {kind} has these letters." if there
            else f"No {field.name} are recorded yet; `tracker edit EVENT --{kind} NAME` adds one."
        )  # fmt: skip
        return LabelList(counts, conclusion="" if counts else nothing)

    def rename_label(self, kind: str, name: str, new: str) -> Recorded[str]:
        """Give a label another spelling in all events that have it."""
        from tracker.recording import labels

        old, spelled = labels.rename_label(self._writing(), _field(kind), name, new)
        return Recorded(spelled, remarks=(f"{old!r} is now {spelled!r}.",))

    def merge_labels(self, kind: str, name: str, into: str) -> Recorded[str]:
        """Let all events of one label have another instead."""
        from tracker.recording import labels

        gone, kept = labels.merge_labels(self._writing(), _field(kind), name, into)
        said = f"{kept!r} took over from {gone!r}; `tracker undo` takes that back."
        return Recorded(kept, remarks=(said,))


def _field(kind: str) -> Field:
    field = label_field(kind)
    if field is None:
        known = ", ".join(each.option for each in LABELS)
        raise InvalidInput(f"There are no labels {kind[:40]!r}; there are {known}.")
    return field
