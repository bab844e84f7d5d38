"""Conflicts of a merge, and proposals that wait, as sheets."""

from tracker.model.answers.merging import MergedRecord, ProposalList, SyncedFile
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

CONFLICT_COLUMNS = (
    Column("about", "about", wrap=True, style="cyan", whole=True),
    Column("ours", "ours", wrap=True),
    Column("theirs", "theirs", wrap=True),
    Column("settled", "settled"),
    Column("reason", "why", wrap=True),
)
PROPOSAL_COLUMNS = (
    Column("number", "N"),
    Column("about", "about", wrap=True, style="cyan", whole=True),
    Column("ours", "stands", wrap=True),
    Column("theirs", "proposed", wrap=True),
    Column("who", "by"),
    Column("origin", "from"),
    Column("reason", "why", wrap=True),
)
DIFFERENCE_COLUMNS = (
    Column("into", "into"),
    Column("about", "about", wrap=True, style="cyan", whole=True),
    Column("was", "was", wrap=True),
    Column("now", "now", wrap=True),
)


def merged_record_sheet(answer: MergedRecord, for_table: bool) -> Sheet:
    """The conflicts of a merge, a row each; JSON has how many changes were taken as well."""
    names = ("about", "ours", "theirs", "settled", "reason")
    records = [{name: getattr(each, name) for name in names} for each in answer.conflicts]
    return Sheet(CONFLICT_COLUMNS, records, {"taken": answer.taken, "conflicts": records})


def proposal_list_sheet(answer: ProposalList, for_table: bool) -> Sheet:
    """The proposals that wait, a row each."""
    names = ("number", "at", "who", "origin", "about", "field", "ours", "theirs", "reason")
    records = [{name: getattr(each, name) for name in names} for each in answer.proposals]
    return Sheet(PROPOSAL_COLUMNS, records)


def synced_file_sheet(answer: SyncedFile, for_table: bool) -> Sheet:
    """What differs between a file and the record, a row each."""
    names = ("into", "about", "was", "now", "line")
    records = [{name: getattr(each, name) for name in names} for each in answer.differences]
    return Sheet(DIFFERENCE_COLUMNS, records)
