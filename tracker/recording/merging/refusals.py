"""Refusals of a synced file, gathered so that all of them are told at once."""

import re

from tracker.errors import NotFound, Refused, SeveralRefused, TrackerError
from tracker.model.merging import ALL_READ, Unread
from tracker.model.names import folded
from tracker.recording.merging.applying import UnknownEventError

UNCHANGED = " Nothing was changed."


class Refusals:
    """Refusals by their lines, without those that only follow from others.

    What could not be read or stored is missing to what speaks of it; that it is missing is then no
    mistake of its own.
    """

    def __init__(self, unread: Unread = ALL_READ) -> None:
        self.errors: list[TrackerError] = list(unread.refused)
        self.missing = set(unread.names)

    def note(self, error: TrackerError, where: str = "", missing: str | None = None) -> None:
        """Note a refusal with the place it is about, and what is missing for it."""
        if missing is not None:
            self.missing.add(missing)
        if isinstance(error, NotFound | UnknownEventError):
            name = getattr(error, "name", "")
            if name in self.missing or folded(name) in self.missing:
                return
        refused = Refused(f"{where}{error}")
        refused.exit_code = error.exit_code
        self.errors.append(refused)

    def refuse_any(self) -> None:
        """Refuse what was noted, all of it at once, in the order of the file."""
        by_line = sorted(self.errors, key=_line_of)
        if len(by_line) == 1:
            refused = Refused(f"{by_line[0]}{UNCHANGED}")
            refused.exit_code = by_line[0].exit_code
            raise refused
        if by_line:
            raise SeveralRefused("mistakes, and nothing is changed", by_line)


def _line_of(error: TrackerError) -> int:
    match = re.match(r"Line (\d+)", str(error))
    return int(match[1]) if match else 0
