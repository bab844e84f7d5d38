"""Findings, duplicates, imports and facts about a database as sheets."""

from dataclasses import asdict

from tracker.model.answers.manage import (
    CheckReport,
    DatabaseInfo,
    DuplicateList,
    ImportList,
    LabelList,
    MergedEvents,
    Verification,
)
from tracker.output.records import EVENT_COLUMNS, event_record
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

FINDING_COLUMNS = (
    Column("rule", "rule"),
    Column("about", "about", wrap=True, style="cyan", whole=True),
    Column("message", "finding", wrap=True, dates=True, whole=True),
)
PAIR_COLUMNS = (
    Column("likeness", "alike", "right"),
    Column("first", "event", wrap=True, style="cyan", whole=True),
    Column("title", "title", wrap=True, spare=2),
    Column("marking", "marking"),
    Column("other", "perhaps the same", wrap=True, style="cyan", whole=True),
    Column("other_title", "title", wrap=True, spare=1),
    Column("other_marking", "marking"),
    Column("alike", "in", wrap=True, spare=3),
)
FACT_COLUMNS = (Column("fact", "fact"), Column("value", "value", wrap=True))
LABEL_COLUMNS = (
    Column("label", "label", wrap=True, style="cyan"),
    Column("events", "events", "right"),
)
IMPORT_COLUMNS = (
    Column("id", "#", "right", style="dim"),
    Column("at", "when", spare=2),
    Column("who", "who", spare=3),
    Column("file", "file", wrap=True, style="cyan"),
    Column("format", "format", spare=1),
    Column("size", "bytes", "right", spare=2),
    Column("read", "read", "right"),
    Column("kept", "kept", "right"),
    Column("merged", "merged", "right"),
    Column("rejected", "rejected", "right"),
    Column("sha256", "sha-256", spare=4, wrap=True),
)


FLAW_COLUMNS = (Column("where", "where"), Column("sentence", "what is wrong", wrap=True))


def check_sheet(answer: CheckReport, for_table: bool) -> Sheet:
    """Findings, a row each; in a table many that change no answer are one."""
    found = answer.for_people if for_table else answer.findings
    return Sheet(
        FINDING_COLUMNS,
        [{"rule": each.rule, "about": each.about, "message": each.message} for each in found],
    )


def duplicates_sheet(answer: DuplicateList, for_table: bool) -> Sheet:
    """Pairs of events that may be duplicates, a row each."""
    return Sheet(
        PAIR_COLUMNS,
        [
            {
                "likeness": each.similarity,
                "first": each.first.handle,
                "date": each.first.date.text,
                "title": each.first.title,
                "marking": each.first.marking,
                "other": each.other.handle,
                "other_date": each.other.date.text,
                "other_title": each.other.title,
                "other_marking": each.other.marking,
                "alike": ", ".join(each.traits),
            }
            for each in answer.pairs
        ],
    )


def merged_events_sheet(answer: MergedEvents, for_table: bool) -> Sheet:
    """The events that took over others, a row each."""
    return Sheet(EVENT_COLUMNS, [event_record(group[0]) for group in answer.groups])


def database_info_sheet(answer: DatabaseInfo, for_table: bool) -> Sheet:
    """Facts about a database, a row each."""
    return Sheet(
        FACT_COLUMNS, [{"fact": name, "value": value} for name, value in answer.facts.items()]
    )


def verification_sheet(answer: Verification, for_table: bool) -> Sheet:
    """Flaws, a row each; in JSON with how far the history is sealed."""
    records = [asdict(flaw) for flaw in answer.flaws]
    chain = answer.chain
    whole = {
        "head": chain.head,
        "entries": chain.entries,
        "unsealed": chain.unsealed,
        "flaws": records,
    }
    return Sheet(FLAW_COLUMNS, records, whole)


def labels_sheet(answer: LabelList, for_table: bool) -> Sheet:
    """Labels, a row each, with the number of events that have them."""
    records = [{"label": label, "events": count} for label, count in answer.counts.items()]
    return Sheet(LABEL_COLUMNS, records)


def imports_sheet(answer: ImportList, for_table: bool) -> Sheet:
    """Files that were read, a row each."""
    return Sheet(
        IMPORT_COLUMNS,
        [
            {"id": each.id, "at": each.at, "who": each.who, **asdict(each.provenance)}
            for each in answer.imports
        ],
    )
