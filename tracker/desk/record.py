"""Record: put events, links and citations into the record, and take them out again."""

from tracker.desk.opening import OpenRecord


class Record(OpenRecord):
    """The calls of the panel `record`."""
