"""Militarized interstate incidents of the Correlates of War: its participants file, MIDIP."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TextIO

from tracker.errors import InvalidDate, InvalidInput
from tracker.formats.feeds import conditions, meets, tell
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.source import Citation, Source

NEEDED = (
    "dispnum", "incidnum", "ccode", "stday", "stmon", "styear", "endday", "endmon", "endyear",
    "insidea", "action", "hostlev",
)  # fmt: skip
# The incident's action, as the codebook of MID 5.0 words it, and the type that is nearest.
ACTIONS = {
    1: ("threat to use force", "threat-of-force"), 2: ("threat to blockade", "threat-of-force"),
    3: ("threat to occupy territory", "threat-of-force"),
    4: ("threat to declare war", "threat-of-force"),
    5: ("threat to use weapons of mass destruction", "nuclear-threat"),
    6: ("threat to join a war", "threat-of-force"), 7: ("show of force", "show-of-force"),
    8: ("alert", "show-of-force"), 9: ("nuclear alert", "nuclear-threat"),
    10: ("mobilisation", "mobilisation"), 11: ("border fortified", "troop-deployment"),
    12: ("border violated", "show-of-force"), 13: ("blockade", "blockade"),
    14: ("occupation of territory", "occupation"), 15: ("seizure", "seizure"),
    16: ("attack", "cameo:190"), 17: ("clash", "clash"), 18: ("declaration of war", "cameo:19"),
    19: ("use of weapons of mass destruction", "mass-violence"),
    20: ("war begun", "invasion"), 21: ("war joined", "military-intervention"),
}  # fmt: skip
SOURCE = Source(
    "cow-mid", "Militarized Interstate Disputes, version 5.0", publisher="Correlates of War",
    url="https://correlatesofwar.org/data-sets/mids/", reliability="B",
    note="Palmer et al. (2022); coded by hand from several sources, by incident and participant.",
)  # fmt: skip


def is_mid(first_line: str) -> bool:
    """Say by its first line whether a table is the participants file.

    >>> is_mid("dispnum,incidnum,stabb,ccode,stday")
    True
    """
    return first_line.removeprefix("\ufeff").lower().startswith("dispnum,incidnum,stabb,ccode,")


def read(
    stream: TextIO,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    remarks: list[str] | None = None,
    only: Mapping[str, str] | None = None,
) -> Batch:
    """Read incidents.

    Parameters
    ----------
    stream : text stream
        The file as published.
    mapping, constants : mapping of str to str, optional
        Refused: the file names its own fields.
    remarks : list of str, optional
        Takes up how many incidents were left aside, and why.
    only : mapping of str to str, optional
        Values that a participant's row must have, such as ``{"stabb": "RUS"}``; the incidents
        that it takes part in come whole.

    Returns
    -------
    Batch
        An event for each incident: the side that began it acts upon the other. Its act is the
        hardest of that side; where that did none, of the other. Actors are COW numbers.

    Raises
    ------
    InvalidInput
        If it is another table, or has no such column.

    Notes
    -----
    −9 is missing: a day that is, leaves the month, a month the year. The hostility level is in
    the summary, as coded.
    """
    if mapping or constants:
        raise InvalidInput("A MID file names its fields itself; --map and --set are for csv.")
    table = csv.DictReader(line.removeprefix("\ufeff") for line in stream)
    if missing := [name for name in NEEDED if name not in (table.fieldnames or ())]:
        raise InvalidInput(
            f"This is not MID's participants file, MIDIP: it has no column {', '.join(missing)}."
        )
    asked = conditions(only, table.fieldnames or ())
    skipped: Counter[str] = Counter()
    events = []
    for rows in _incidents(table):
        if not any(meets(row, asked) for row in rows):
            skipped["Incidents that were not asked for"] += 1
        elif (draft := _draft(rows)) is None:
            skipped["Incidents without a dated act"] += 1
        else:
            events.append(draft)
    tell(skipped, remarks)
    return Batch(sources=(SOURCE,), events=tuple(events), coded=True)


def _incidents(table: Iterator[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    """The rows of each incident; the file has them together."""
    rows = sorted(table, key=lambda row: (row["dispnum"], row["incidnum"]))
    for _, together in groupby(rows, key=lambda row: (row["dispnum"], row["incidnum"])):
        yield list(together)


def _draft(rows: Sequence[Mapping[str, str]]) -> EventDraft | None:
    began = [row for row in rows if row["insidea"] == "1"]
    others = [row for row in rows if row["insidea"] != "1"]
    act = max((_action(row) for row in began), default=0) or max(map(_action, rows))
    first = min(rows, key=lambda row: (row["styear"], int(row["stmon"]), int(row["stday"])))
    start = _date(first, "st")
    end = max((_date(row, "end") for row in rows), key=lambda text: text)
    if act not in ACTIONS or not start:
        return None
    what, kind = ACTIONS[act]
    number = rows[0]["incidnum"]  # begins with that of the dispute
    try:
        date = EventDate.parse(start if end in ("", start) or end < start else f"{start}/{end}")
    except InvalidDate:
        return None
    names = " and ".join(row.get("stabb") or row["ccode"] for row in began or rows)
    whom = " and ".join(row.get("stabb") or row["ccode"] for row in others) if began else ""
    level = max(int(row["hostlev"]) for row in rows)
    return EventDraft(
        f"{names}: {what}{f' towards {whom}' if whom else ''}",
        date,
        kind,
        by=tuple(f"cow:{row['ccode']}" for row in began or rows),
        to=tuple(f"cow:{row['ccode']}" for row in others) if began else (),
        summary=f"MID incident {number}, action {act}, hostility level {level}.",
        handle=f"mid-{number}",
        citations=(Citation(SOURCE.code, locator=f"incident {number}"),),
    )


def _action(row: Mapping[str, str]) -> int:
    return int(row["action"])


def _date(row: Mapping[str, str], end: str) -> str:
    """As much of a date as there is: `1993-03-14`, `1993-03`, or nothing."""
    year, month, day = (row[f"{end}{part}"] for part in ("year", "mon", "day"))
    if int(year) <= 0:
        return ""
    text = f"{int(year):04}"
    if int(month) > 0:
        text += f"-{int(month):02}"
        if int(day) > 0:
            text += f"-{int(day):02}"
    return text
