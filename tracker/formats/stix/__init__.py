"""STIX 2.1, for platforms of threat intelligence: events, who acts, where, and what led to what."""

from tracker.formats.stix.reading import is_stix, read
from tracker.formats.stix.writing import LOSSES, write

__all__ = ["LOSSES", "is_stix", "read", "write"]
