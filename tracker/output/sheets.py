"""Each answer as a sheet: rows and columns, and other forms for people and for JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tracker.config import Format
from tracker.model.answer import Answer
from tracker.output.rendering import Column, Record, show, write_json


@dataclass(frozen=True)
class Sheet:
    """Rows with their columns.

    `whole` is the answer in JSON where that is more than its rows: a list is a line each in JSON
    lines. `read` prints it for people where that is no table; `below` are further tables of it,
    with their headings, for a page.
    """

    columns: Sequence[Column]
    records: Sequence[Record]
    whole: Any = None
    read: Callable[[], None] | None = None
    below: Sequence[tuple[str, "Sheet"]] = ()


# The function that makes a sheet of each answer; found by name, so that one loads no other.
SHEETS: Mapping[str, str] = {
    "EventList": "records:event_list_sheet",
    "Paths": "paths:paths_sheet",
    "HowLikely": "likelihood:how_likely_sheet",
    "Tree": "chains:tree_sheet",
    "TurningPoints": "chains:turning_points_sheet",
    "OffRamps": "chains:offramps_sheet",
    "WhatIf": "doubts:whatif_sheet",
    "Sensitivity": "doubts:sensitivity_sheet",
    "AccountComparison": "accounts:account_comparison_sheet",
    "Dyads": "dyads:dyads_sheet",
    "MergedRecord": "merging:merged_record_sheet",
    "SyncedFile": "merging:synced_file_sheet",
    "ProposalList": "merging:proposal_list_sheet",
    "DraftList": "drafting:draft_list_sheet",
    "CueList": "drafting:cue_list_sheet",
    "RecordComparison": "comparison:record_comparison_sheet",
    "WeighedClaims": "evidence_tests:weighed_claims_sheet",
    "Hypotheses": "hypotheses:hypotheses_sheet",
    "Agreement": "agreement:agreement_sheet",
    "FormatList": "exchange:format_list_sheet",
    "Exported": "exchange:exported_sheet",
    "ImportStats": "exchange:import_stats_sheet",
    "EventDetail": "records:event_detail_sheet",
    "SearchResults": "records:search_sheet",
    "HistoryLog": "history:history_sheet",
    "EventHistory": "event_history:event_history_sheet",
    "Recorded": "recorded:recorded_sheet",
    "RecordedLink": "recorded:recorded_link_sheet",
    "RemovedLinks": "recorded:removed_links_sheet",
    "OrderList": "records:order_list_sheet",
    "RegisterList": "registers:register_sheet",
    "CheckReport": "manage:check_sheet",
    "DuplicateList": "manage:duplicates_sheet",
    "MergedEvents": "manage:merged_events_sheet",
    "DatabaseInfo": "manage:database_info_sheet",
    "Verification": "manage:verification_sheet",
    "ImportList": "manage:imports_sheet",
    "LabelList": "manage:labels_sheet",
    "ArchiveAdded": "archive:archive_added_sheet",
    "ArchiveInfo": "archive:archive_info_sheet",
    "ArchiveCheck": "archive:archive_check_sheet",
    "ArchivedEvents": "archive:archived_events_sheet",
    "TextTimeline": "letters:text_timeline_sheet",
    "DiagramSource": "letters:diagram_source_sheet",
}


def sheet_of(answer: Answer, for_table: bool = False) -> Sheet:
    """The sheet of an answer; `for_table` says that people are to read it as a table."""
    module, _, name = SHEETS[type(answer).__name__].partition(":")
    make: Callable[..., Sheet] = getattr(import_module(f"tracker.output.{module}"), name)
    return make(answer, for_table)


def show_answer(answer: Answer, style: Format, further: Sequence[Column] = ()) -> None:
    """Write an answer to stdout, with further columns if any; its sentences are left to say."""
    sheet = sheet_of(answer, style is Format.TABLE)
    if style is Format.TABLE and sheet.read is not None:
        sheet.read()
    elif style is Format.JSON and sheet.whole is not None:
        write_json(sheet.whole)
    else:
        lines = sheet.whole if style is Format.JSONL and isinstance(sheet.whole, list) else None
        show(sheet.records if lines is None else lines, (*sheet.columns, *further), style, "")
