"""Answers about an archive as sheets."""

from dataclasses import asdict
from typing import Any

from tracker.model.answers.archive import (
    ArchiveAdded,
    ArchiveCheck,
    ArchivedEvents,
    ArchiveInfo,
)
from tracker.output.records import event_record
from tracker.output.rendering import HANDLE, Column
from tracker.output.sheets import Sheet

ADDED_COLUMNS = (
    Column("file", "file"),
    Column("feed", "feed"),
    Column("read", "rows", "right"),
    Column("added", "added", "right"),
    Column("corrected", "corrected", "right"),
    Column("known", "known", "right"),
    Column("rejected", "left out", "right"),
)
INFO_COLUMNS = (
    Column("feed", "feed"),
    Column("rows", "events", "right"),
    Column("first", "from"),
    Column("last", "to"),
    Column("files", "files read", "right"),
    Column("parts", "parts", "right"),
    Column("size", "bytes", "right"),
    Column("bytes_a_row", "bytes a row", "right"),
)
FLAW_COLUMNS = (Column("file", "file"), Column("flaw", "what is wrong"))
EVENT_COLUMNS = (
    HANDLE,
    Column("date", "date", wrap=True, date=True),
    Column("title", "title", wrap=True),
    Column("sides", "by → to", wrap=True, spare=1),
    Column("type", "type", spare=3),
    Column("intensity", "intensity", "right", spare=2),
    Column("feed", "feed", spare=4),
)


def archive_added_sheet(answer: ArchiveAdded, for_table: bool) -> Sheet:
    """A row for each file."""
    return Sheet(ADDED_COLUMNS, [asdict(each) for each in answer.files])


def archive_info_sheet(answer: ArchiveInfo, for_table: bool) -> Sheet:
    """A row for each feed."""
    records: list[dict[str, Any]] = [
        {**asdict(each), "bytes_a_row": round(each.bytes_a_row, 1)} for each in answer.feeds
    ]
    return Sheet(INFO_COLUMNS, records)


def archive_check_sheet(answer: ArchiveCheck, for_table: bool) -> Sheet:
    """A row for each flaw."""
    return Sheet(FLAW_COLUMNS, [asdict(each) for each in answer.flaws])


def archived_events_sheet(answer: ArchivedEvents, for_table: bool) -> Sheet:
    """A row for each event; a table has no room for their sources."""
    sources = {} if for_table else answer.sources
    records = []
    for event, feed, file in zip(answer.events, answer.feeds, answer.files, strict=True):
        told = {**event_record(event, sources), "feed": feed, "file": file}
        del told["id"]  # numbers are the record's
        records.append(told)
    return Sheet(EVENT_COLUMNS, records)
