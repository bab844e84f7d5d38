"""Merging of two records, field by field, from their common past or from none."""

from tracker.analysis.merging.entries import entries_of
from tracker.analysis.merging.identity import joined_identities
from tracker.analysis.merging.threeway import merge

__all__ = ["entries_of", "joined_identities", "merge"]
