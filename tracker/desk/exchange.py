"""Exchange: write the record to files of other formats, read such files in."""

from tracker.desk.opening import OpenRecord


class Exchange(OpenRecord):
    """The calls of the panel `exchange`."""
