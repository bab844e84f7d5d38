"""Merging of another record into this one, and the proposals that it leaves open."""

from tracker.recording.merging.merging import Theirs, merge_record, merge_within
from tracker.recording.merging.proposals import accept, open_proposals, refuse

__all__ = ["Theirs", "accept", "merge_record", "merge_within", "open_proposals", "refuse"]
