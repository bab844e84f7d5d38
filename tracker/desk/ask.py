"""Ask: how one event led to another, what led to what, where it turned, and who says so."""

from tracker.desk.opening import OpenRecord


class Ask(OpenRecord):
    """The calls of the panel `ask`."""
