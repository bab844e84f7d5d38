"""TimelineJS 3: the slide timelines of newsrooms, its JSON and the spreadsheets behind it."""

import csv

from tracker.formats import omissions
from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import Omissions
from tracker.formats.timelinejs.reading import read
from tracker.formats.timelinejs.writing import write

__all__ = ["FORMAT", "OMITTED", "is_timelinejs", "read", "write"]

OMITTED: Omissions = {
    **omissions.all_except(
        "citations", "types", "targets", "places", "coordinates", "summaries", "statuses",
        "date precision", "markings",
    ),
    **omissions.source_fields_except("title", "url"),
    **omissions.STATUSES_IN_TITLES,
    **omissions.OPEN_ENDS,
    **omissions.ONE_OF,
}  # fmt: skip
LONGEST_HEADINGS = 10_000  # characters
HEADINGS = {"year", "headline"}


def is_timelinejs(beginning: str) -> bool:
    """Tell by its beginning whether a file is a TimelineJS spreadsheet, or its JSON.

    Parameters
    ----------
    beginning : str
        Its beginning, on one line.

    Returns
    -------
    bool
        Whether it has the headings, or the keys, of TimelineJS.

    Examples
    --------
    >>> is_timelinejs("Year,Month,Day,Time,End Year,Headline,Text")
    True
    >>> is_timelinejs('{ "events": [ { "start_date": { "year": "2016"')
    True
    """
    if beginning.startswith("{"):
        return '"events"' in beginning and '"start_date"' in beginning
    if "\r" in beginning.rstrip("\r\n") or len(beginning) > LONGEST_HEADINGS:
        return False
    cells = next(csv.reader([beginning.removeprefix("\ufeff")]), [])
    return {cell.strip().lower() for cell in cells} >= HEADINGS


FORMAT = FileFormat(
    "timelinejs",
    "the events as slides of a TimelineJS timeline (JSON out; JSON and its spreadsheet in)",
    omits=OMITTED,
    recognises=is_timelinejs,
    read=read,
    write=write,
)
