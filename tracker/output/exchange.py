"""Sheets of answers about files: the formats, an export, an import."""

from tracker.model.answers.exchange import Exported, FormatList
from tracker.model.import_stats import ImportStats
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

FORMAT_COLUMNS = (
    Column("name", "format"),
    Column("suffixes", "files", wrap=True),
    Column("ways", "ways"),
    Column("keeps", "keeps", wrap=True),
    Column("loses", "loses", wrap=True),
)
FILE_COLUMNS = (Column("file", "file", wrap=True), Column("format", "format"))
IMPORT_COLUMNS = (
    Column("records", "records"),
    Column("added", "added", "right"),
    Column("corrected", "corrected", "right"),
    Column("known", "already there", "right"),
)


def format_list_sheet(answer: FormatList, for_table: bool) -> Sheet:
    """Formats, a row each."""
    records = [
        {
            "name": each.name,
            "suffixes": " ".join(each.suffixes),
            "ways": " and ".join(
                way for way, there in (("in", each.is_read), ("out", each.is_written)) if there
            ),
            "keeps": each.keeps,
            "loses": each.loses,
        }
        for each in answer.formats
    ]
    return Sheet(FORMAT_COLUMNS, records)


def exported_sheet(answer: Exported, for_table: bool) -> Sheet:
    """The files of an export, a row each."""
    return Sheet(
        FILE_COLUMNS, [{"file": str(file), "format": answer.format} for file in answer.files]
    )


def import_stats_sheet(answer: ImportStats, for_table: bool) -> Sheet:
    """The records of an import, a row for each kind."""
    kinds = dict.fromkeys((*answer.added, *answer.corrected, *answer.known))
    records = [
        {
            "records": kind,
            "added": answer.added[kind],
            "corrected": answer.corrected[kind],
            "known": answer.known[kind],
        }
        for kind in kinds
    ]
    return Sheet(IMPORT_COLUMNS, records)
