"""UCDP GED: events of organised violence that killed somebody, with headings, of any version."""

import csv
from collections import Counter
from collections.abc import Mapping
from typing import TextIO

from tracker.errors import InvalidDate, InvalidInput
from tracker.formats.feeds import conditions, meets, tell
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.source import Citation, Source
from tracker.model.text import LINE_LIMIT

NEEDED = ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best")
GOVERNMENT = "Government of "
# State-based and non-state violence has two sides that fight; the one-sided has one that kills.
FIGHTING, ASSAULT = "cameo:190", "cameo:18"
ONE_SIDED = "3"
KINDS = {"1": FIGHTING, "2": FIGHTING, ONE_SIDED: ASSAULT}
SOURCE = Source(
    "ucdp-ged", "UCDP Georeferenced Event Dataset", publisher="Uppsala Conflict Data Program",
    url="https://ucdp.uu.se/", reliability="B",
    note="Coded by hand from news and reports; only what killed somebody is in it.",
)  # fmt: skip


def is_ucdp(first_line: str) -> bool:
    """Say by its first line whether a table is of UCDP GED.

    >>> is_ucdp("id,year,active_year,type_of_violence,conflict_new_id")
    True
    """
    cells = first_line.removeprefix("\ufeff").split(",")
    return cells[0] == "id" and "type_of_violence" in cells


def read(
    stream: TextIO,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    remarks: list[str] | None = None,
    only: Mapping[str, str] | None = None,
) -> Batch:
    """Read rows of events.

    Parameters
    ----------
    stream : text stream
        The file as published.
    mapping, constants : mapping of str to str, optional
        Refused: the file names its own fields.
    remarks : list of str, optional
        Takes up how many rows were left aside, and why.
    only : mapping of str to str, optional
        Values that columns must have, such as ``{"country": "Syria"}``.

    Returns
    -------
    Batch
        An event for each row. Two sides that fight are both its doers, for who began is not
        coded; of one-sided violence the first side acts upon the second. A day that is not known
        is the stretch that the row gives. Governments are their states.

    Raises
    ------
    InvalidInput
        If it is another table, or has no such column.

    Notes
    -----
    Sundberg & Melander (2013), Introducing the UCDP Georeferenced Event Dataset. Fatalities are in
    the summary: the best estimate, and the low and the high one.
    """
    if mapping or constants:
        raise InvalidInput("A UCDP file names its fields itself; --map and --set are for csv.")
    table = csv.DictReader(line.removeprefix("\ufeff") for line in stream)
    headings = table.fieldnames or ()
    if missing := [name for name in NEEDED if name not in headings]:
        raise InvalidInput(f"This is no file of UCDP GED: it has no column {', '.join(missing)}.")
    asked = conditions(only, headings)
    skipped: Counter[str] = Counter()
    events = []
    for row in table:
        if not meets(row, asked):
            skipped["Rows that were not asked for"] += 1
        elif row["type_of_violence"] not in KINDS:
            skipped["Rows without a type of violence"] += 1
        elif (date := _date(row)) is None:
            skipped["Rows without a day"] += 1
        else:
            events.append(_draft(row, date))
    tell(skipped, remarks)
    return Batch(sources=(SOURCE,), events=tuple(events), coded=True)


def _date(row: Mapping[str, str]) -> EventDate | None:
    """The day, or the stretch within which it was; a time of day is left out."""
    first, last = ((row[name] or "")[:10] for name in ("date_start", "date_end"))
    text = first if first == last else f"{first}/{last}"
    try:
        return EventDate.parse(text)
    except InvalidDate:
        return None


def _draft(row: Mapping[str, str], date: EventDate) -> EventDraft:
    kind = row["type_of_violence"]
    one, other = (_party(row[name] or "") for name in ("side_a", "side_b"))
    where = row.get("where_coordinates") or row.get("country") or ""
    title = f"{one} kills {other}" if kind == ONE_SIDED else f"{one} and {other} fight"
    title = f"{title}: {where}" if where else title
    told = row.get("source_headline") or ""
    deaths = f"Deaths: {row['best']} ({row.get('low') or '?'} to {row.get('high') or '?'})."
    return EventDraft(
        " ".join(title.split())[:LINE_LIMIT],
        date,
        KINDS[kind],
        by=(one,) if kind == ONE_SIDED else (one, other),
        to=(other,) if kind == ONE_SIDED else (),
        summary=f"UCDP event {row['id']}. {deaths} {told}".strip(),
        place=", ".join(part for part in (where, row.get("country") or "") if part) or None,
        handle=f"ucdp-{row['id']}",
        citations=(Citation(SOURCE.code, locator=f"event {row['id']}"),),
    )


def _party(name: str) -> str:
    """A side as it is called; a government as its state.

    >>> _party("Government of Syria")
    'Syria'
    """
    return name.removeprefix(GOVERNMENT)
