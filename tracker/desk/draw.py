"""Draw: the record as pictures, and as one page to explore."""

from tracker.desk.opening import OpenRecord


class Draw(OpenRecord):
    """The calls of the panel `draw`."""
