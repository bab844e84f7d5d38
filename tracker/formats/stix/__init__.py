"""STIX 2.1, for platforms of threat intelligence: events, actors, places and links as objects."""

from tracker.formats.file_format import FileFormat, whole_file
from tracker.formats.stix.reading import is_stix, read
from tracker.formats.stix.writing import OMITTED, write

__all__ = ["FORMAT", "OMITTED", "is_stix", "read", "write"]

FORMAT = FileFormat(
    "stix",
    "events, actors, places and links as a STIX 2.1 bundle (JSON)",
    omits=OMITTED,
    recognises=is_stix,
    read=whole_file(read, rejects=True),
    write=write,
)
