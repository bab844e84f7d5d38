"""ICEWS coded events: tab-separated, with headings; who did what to whom in a sentence of news."""

import csv
from collections import Counter
from collections.abc import Mapping
from typing import TextIO

from tracker.errors import InvalidDate, InvalidInput
from tracker.formats.feeds import conditions, meets, on_the_scale, tell
from tracker.model.cameo import ROOTS
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.source import Citation, Source
from tracker.model.text import folded

NEEDED = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country",
)  # fmt: skip
# Sectors through which a state acts; what only lives in it is not the state.
ORGANS = frozenset(
    ("government", "military", "executive", "legislative / parliamentary", "judicial", "police")
)
NOTHING = ("", "NA")
SOURCE = Source(
    "icews", "ICEWS coded event data", publisher="Integrated Crisis Early Warning System",
    reliability="F",
    note="Coded by machine from news; a row is a sentence of a story, not a checked event.",
)  # fmt: skip


def is_icews(first_line: str) -> bool:
    r"""Say by its first line whether a table is of ICEWS.

    >>> is_icews("Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country")
    True
    """
    return first_line.removeprefix("\ufeff").startswith("Event ID\tEvent Date\tSource Name\t")


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
        Values that columns must have, such as ``{"source country": "Russia"}``.

    Returns
    -------
    Batch
        An event for each row, with its own intensity. A side is the country where its sectors are
        of the state, else its name as it stands; the door resolves both, and counts who is not
        known. An id may come again on another day, so a row is known by both.

    Raises
    ------
    InvalidInput
        If it is another table, or has no such column.
    """
    if mapping or constants:
        raise InvalidInput("An ICEWS file names its fields itself; --map and --set are for csv.")
    table = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := [name for name in NEEDED if name not in (table.fieldnames or ())]:
        raise InvalidInput(f"This is no file of ICEWS: it has no column {', '.join(missing)}.")
    asked = conditions(only, table.fieldnames or ())
    skipped: Counter[str] = Counter()
    events = []
    for row in table:
        if not meets(row, asked):
            skipped["Rows that were not asked for"] += 1
        elif (row["CAMEO Code"] or "")[:2] not in ROOTS:
            skipped["Rows without an event code of CAMEO"] += 1
        elif (date := _date(row["Event Date"])) is None:
            skipped["Rows without a day"] += 1
        else:
            events.append(_draft(row, date))
    tell(skipped, remarks)
    return Batch(sources=(SOURCE,), events=tuple(events), coded=True)


def _date(text: str) -> EventDate | None:
    try:
        return EventDate.parse(text or "")
    except InvalidDate:
        return None


def _draft(row: Mapping[str, str], date: EventDate) -> EventDraft:
    one, other = (row[name] or "" for name in ("Source Name", "Target Name"))
    towards = f" → {other}" if other not in NOTHING else ""
    publisher = row.get("Publisher") or ""
    where = [row.get(name) or "" for name in ("City", "Province", "Country")]
    return EventDraft(
        f"{one or 'Somebody'}: {row['Event Text'].lower()}{towards}",
        date,
        f"cameo:{row['CAMEO Code']}",
        by=_side(row, "Source"),
        to=_side(row, "Target"),
        summary=f"ICEWS event {row['Event ID']}, CAMEO {row['CAMEO Code']}"
        + (f", {publisher}." if publisher not in NOTHING else "."),
        place=", ".join(dict.fromkeys(part for part in where if part not in NOTHING)) or None,
        intensity=on_the_scale(row["Intensity"]),
        handle=f"icews-{row['Event ID']}-{date.text}",
        citations=(Citation(SOURCE.code, locator=f"story {row.get('Story ID') or 'unknown'}"),),
    )


def _side(row: Mapping[str, str], side: str) -> tuple[str, ...]:
    """The country that a side acts for, or its own name."""
    name, country = row[f"{side} Name"] or "", row[f"{side} Country"] or ""
    if name in NOTHING:
        return ()
    sectors = {folded(part) for part in (row[f"{side} Sectors"] or "").split(",")}
    of_state = country not in NOTHING and (sectors & ORGANS or folded(name) == folded(country))
    return (country,) if of_state else (name,)
