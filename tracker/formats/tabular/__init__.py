"""CSV and TSV tables of events, written and read; workbooks are read as such tables.

Written, a table holds the events alone. Read, it may be any table with a row of headings:
a mapping says which column holds which field, a constant what goes where a column or a cell
has nothing. Rows that are alike are so many events: five launches on one day are five.
"""

from tracker.formats.file_format import FileFormat
from tracker.formats.tabular.columns import OMITTED, write
from tracker.formats.tabular.layout import DELIMITERS
from tracker.formats.tabular.reading import read

__all__ = ["CSV", "DELIMITERS", "OMITTED", "TSV", "XLSX", "read", "write"]

CSV = FileFormat(
    "csv",
    "the events, a row each",
    (".csv",),
    OMITTED,
    read=read,
    write=lambda chronicle, _: write(chronicle),
)
TSV = FileFormat(
    "tsv",
    "the same with tabs between the cells",
    (".tsv", ".tab"),
    OMITTED,
    read=read,
    write=lambda chronicle, _: write(chronicle, "\t"),
)
XLSX = FileFormat(
    "xlsx",
    "the same as the first sheet of a workbook",
    (".xlsx",),
    unread="further sheets",
    read=read,
)
