"""JSON lines: one record a line, the format that keeps the whole record.

A header comes first, then actors, event types, relations, sources, events, links and claims of
order, each with the fields of the model as drafts have them: the ends of a link
are handles, actors are codes, dates are EDTF. What is empty is left out::

    {"record": "tracker", "format": 1, "complete": true}
    {"record": "event", "id": 6, "handle": "2016-10-03-pmda-suspended", "date": "2016-10-03", …}
    {"record": "end"}

Where something is marked, the header has the highest marking of all; that of a whole record has the
head of its history, by which `log --verify --noted` finds whether it was rewritten since, the heads
before it and the name of the analyst, by which `merge` finds the common past. A
complete file without its end was cut short and is refused. Only the history stays behind: it
belongs to a database, not to what happened.
"""

from tracker.formats.file_format import FileFormat, whole_file
from tracker.formats.jsonl.kinds import KINDS, SENSES, RecordKind, Shape, value_of
from tracker.formats.jsonl.reading import is_jsonl, read
from tracker.formats.jsonl.writing import plain_record, write

__all__ = [
    "FORMAT", "KINDS", "SENSES", "RecordKind", "Shape", "is_jsonl", "plain_record", "read",
    "value_of", "write",
]  # fmt: skip

FORMAT = FileFormat(
    "jsonl",
    "everything but the history, the imports and the decisions on duplicates",
    (".jsonl", ".ndjson"),
    recognises=is_jsonl,
    read=whole_file(read, rejects=True),
    write=write,
    streams=True,
)
