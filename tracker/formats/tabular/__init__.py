"""CSV and TSV tables of events, written and read; workbooks are read as such tables.

Written, a table holds the events alone. Read, it may be any table with a row of headings:
a mapping says which column holds which field, a constant what goes where a column or a cell
has nothing. Rows that are alike are so many events: five launches on one day are five.
"""

from tracker.formats.file_format import FileFormat
from tracker.formats.tabular.columns import OMITTED, write
from tracker.formats.tabular.layout import DELIMITERS
from tracker.formats.tabular.reading import read, read_table
from tracker.formats.tabular.workbook import OMITTED as OMITTED_IN_WORKBOOKS
from tracker.formats.tabular.workbook import write as write_workbook

__all__ = [
    "CSV",
    "DELIMITERS",
    "OMITTED",
    "PARQUET",
    "SQLITE",
    "TSV",
    "XLSX",
    "read",
    "read_table",
    "write",
]

CSV = FileFormat(
    "csv",
    "the events, a row each",
    (".csv",),
    OMITTED,
    read_table=read_table,
    write=lambda chronicle, _: write(chronicle),
    is_spreadsheet=True,
    streams=True,
)
TSV = FileFormat(
    "tsv",
    "the same with tabs between the cells",
    (".tsv", ".tab"),
    OMITTED,
    read_table=read_table,
    write=lambda chronicle, _: write(chronicle, "\t"),
    is_spreadsheet=True,
    streams=True,
)
XLSX = FileFormat(
    "xlsx",
    "a workbook: the events, and sheets of links, citations, sources and actors",
    (".xlsx", ".xlsm", ".xls", ".ods"),
    OMITTED_IN_WORKBOOKS,
    unread="further sheets (--sheet)",
    read_table=read_table,
    write_bytes=write_workbook,
)
PARQUET = FileFormat(
    "parquet",
    "the same as Parquet, where pyarrow is installed",
    (".parquet",),
    read_table=read_table,
)
SQLITE = FileFormat(
    "sqlite",
    "the same as a table of a SQLite database",
    (".sqlite", ".sqlite3", ".db"),
    unread="further tables (--sheet)",
    read_table=read_table,
)
