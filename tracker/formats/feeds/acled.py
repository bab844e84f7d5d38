"""ACLED events: political violence, demonstrations and strategic developments, with headings."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TextIO

from tracker.errors import excerpt
from tracker.formats.feeds.columns import has_columns
from tracker.formats.feeds.feed_dates import dated
from tracker.formats.feeds.tables import (
    Cells,
    Line,
    cell_text,
    date_or_none,
    joined_place,
    table,
    title_line,
)
from tracker.formats.file_format import FileFormat
from tracker.model.coordinates import point_or_none
from tracker.model.dates import EventDate
from tracker.model.feed_row import FeedRow, FeedStream, RejectedRow
from tracker.model.import_filter import ImportFilter
from tracker.model.source import Source

NEEDED = (
    "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1",
    "actor2", "location", "country", "notes", "fatalities",
)  # fmt: skip
OTHERS = (
    "latitude",
    "longitude",
    "geo_precision",
    "admin1",
    "source",
    "source_scale",
    "civilian_targeting",
)
# The sub-event types of the codebook and the CAMEO codes that are nearest. Those of strategic
# developments that CAMEO has nothing like are left to be rejected and named.
KINDS = {
    "armed clash": "193", "government regains territory": "190",
    "non-state actor overtakes territory": "192", "air/drone strike": "195",
    "shelling/artillery/missile attack": "194", "suicide bomb": "18",
    "remote explosive/landmine/ied": "18", "grenade": "193", "chemical weapon": "2041",
    "attack": "182", "abduction/forced disappearance": "181", "sexual violence": "1821",
    "peaceful protest": "141", "protest with intervention": "141",
    "excessive force against protesters": "175", "violent demonstration": "145",
    "mob violence": "145", "agreement": "057", "arrests": "173",
    "headquarters or base established": "192", "looting/property destruction": "171",
    "non-violent transfer of territory": "0874",
}  # fmt: skip
# Of these, what civilians were the target of is a terror attack, unless a state's forces did it.
BOMBS = frozenset(("suicide bomb", "remote explosive/landmine/ied", "grenade"))
STATE = re.compile(
    r"(?:Government|Military Forces|Police Forces) of (?:the )?([^()]+?)"
    r" *(?:\((\d{4}-(?:\d{4})?)\) *(.*))?"
)
# What stands behind the years is a branch of the forces where it has such a word; else it is
# another government of the same state: a council, a faction.
BRANCH = re.compile(
    r"\b(?:air|army|navy|naval|marines?|coast|border|frontier|guards?|police|polic[ií]a|prisons?|"
    r"gendarmerie|intelligence|security|special|commandos?|customs|rangers?|forest|wildlife|park|"
    r"fisher(?:y|ies)|military|paramilitary|rifles|armed forces|troops|regiment|brigade|battalion|"
    r"division|corps|unit|units|command|directorate|ministry|service|services|agency|academy|"
    r"training|engineers?|artillery|anti[- ]?\w+|counter[- ]?\w+|republican|presidential|royal|"
    r"reserve|home|traffic|investigation|criminal|immigration|defen[cs]e|civil|auxiliary|mobile|"
    r"rapid (?:action|response|deployment)|strike|task|joint|central|national)\b",
    re.IGNORECASE,
)
RIVAL = re.compile(
    r"\b(?:faction|government|council|administration|provisional|parallel|authority|rebel|loyal\w*)"
    r"\b",
    re.IGNORECASE,
)
SOURCE = Source(
    "acled", "ACLED event data", publisher="Armed Conflict Location & Event Data",
    url="https://acleddata.com/", reliability="B",
    note="Coded by hand from news and partners; rows are corrected later: import them again.",
)  # fmt: skip


def read_rows(stream: TextIO, only: Mapping[str, str], _: ImportFilter) -> FeedStream:
    """Read rows of events.

    Parameters
    ----------
    stream : text stream
        The file as downloaded.
    only : mapping of str to str
        Values that columns must have, such as ``{"country": "Syria"}``.

    Yields
    ------
    FeedRow, RejectedRow or SkippedRows
        The event of each row. Both actors are doers: ACLED does not code who began. Forces and
        governments are their states. A date that is known to the week is the seven days around
        it, one that is known to the month the month.

    Raises
    ------
    InvalidInput
        If it is another table, or has no such column.

    Notes
    -----
    Raleigh et al. (2010), Introducing ACLED; codebook of 2024. A row is known by event_id_cnty,
    which stays when the row is corrected. What ACLED deletes is not in its files, so it stays
    here.

    Examples
    --------
    >>> import io
    >>> file = ",".join(NEEDED) + chr(10) + (
    ...     "SYR7,23 February 2022,3,Battles,Armed clash,Military Forces of Syria (2000-),IS,"
    ...     "Palmyra,Syria,A patrol was ambushed.,2")
    >>> [row] = read_rows(io.StringIO(file), {}, ImportFilter())
    >>> row.handle, row.date.text, row.by
    ('acled-syr7', '2022-02', ('Syria', 'IS'))
    """
    rows = table(stream, "ACLED", NEEDED, only, OTHERS)
    for each in dated(rows, ("event_date",), stream):
        if not isinstance(each, Line):
            yield each
            continue
        line, row = each
        sort = row["sub_event_type"].strip()
        date = _date(row)
        if sort.lower() not in KINDS:
            yield RejectedRow(
                line, f"{excerpt(sort)} is no kind of event that CAMEO has anything like"
            )
        elif date is None:
            yield RejectedRow(line, f"{excerpt(row['event_date'])} is no day")
        else:
            yield _row(line, row, sort, date)


def _row(line: int, row: Cells, sort: str, date: EventDate) -> FeedRow:
    sides = tuple(filter(None, (cell_text(row[name]) for name in ("actor1", "actor2"))))
    source, scale = cell_text(row.get("source", "")), cell_text(row.get("source_scale", ""))
    killed = cell_text(row["fatalities"])
    deaths = "" if killed in ("", "0") else f"Deaths: {row['fatalities']}."
    parties = _parties(sides)
    between = " and ".join(parties)
    return FeedRow(
        line,
        f"acled-{row['event_id_cnty'].strip().lower()}",
        title_line(f"{between}: {sort.lower()}, {row['location']}" if sides else
                 f"{sort}, {row['location']}"),
        date,
        _kind(row, sort.lower()),
        parties,
        summary=f"{row['notes'].strip()} {deaths}".strip(),
        place=joined_place(row["location"], row.get("admin1", ""), row["country"]),
        locator=", ".join(filter(None, (row["event_id_cnty"].strip(), source))),
        quotation=", ".join(filter(None, (row["event_type"], sort, scale, _nearly(row)))),
        coordinates=point_or_none(row.get("latitude"), row.get("longitude")),
        cells=row,
    )  # fmt: skip


def _nearly(row: Cells) -> str:
    """How finely the place is known, where that is not the town itself."""
    precision = cell_text(row.get("geo_precision", ""))
    return f"geo_precision {precision}" if precision not in ("", "1") else ""


def _kind(row: Cells, sort: str) -> str:
    """The type of an event, by its sub-event type and by whom it was meant for."""
    meant = cell_text(row.get("civilian_targeting", ""))
    if sort in BOMBS and meant and not STATE.fullmatch(cell_text(row["actor1"])):
        return "terror-attack"
    return f"cameo:{KINDS[sort]}"


def _date(row: Cells) -> EventDate | None:
    """The day, the seven days around it, or its month, by the row's precision."""
    day = date_or_none(row["event_date"])
    if day is None or not day.is_day:
        return day
    match row["time_precision"].strip():
        case "2":
            first, last = (day.start.date() + timedelta(days=days) for days in (-3, 3))
            return EventDate.parse(f"{first}/{last}")
        case "3":
            return EventDate.parse(day.text[:7])
    return day


def _parties(sides: Sequence[str]) -> tuple[str, ...]:
    """The sides as they are called; two governments of one state keep apart by their years.

    >>> _parties(["Military Forces of Sudan (2019-2023)", "Military Forces of Sudan (2023-)"])
    ('Sudan (2019-2023)', 'Sudan (2023-)')
    """
    states = [STATE.fullmatch(side) for side in sides]
    years = {state[2] for state in states if state}
    parties = tuple(map(_party, sides))
    if len(parties) == 2 and parties[0] == parties[1] and len(years) == 2 and all(states):
        return tuple(f"{state[1]} ({state[2]})" for state in states if state)
    return parties


def _party(name: str) -> str:
    """A side as it is called; forces and governments as their state.

    A faction or council that holds part of a state with forces of its own is not that state.

    >>> _party("Military Forces of Russia (2000-) Air Force"), _party("Wagner Group")
    ('Russia', 'Wagner Group')
    >>> _party("Military Forces of Libya (2014-) Haftar Faction")
    'Libya (Haftar Faction)'
    """
    state = STATE.fullmatch(name)
    if not state:
        return name
    behind = state[3] or ""
    is_rival = behind and (RIVAL.search(behind) or not BRANCH.search(behind))
    return f"{state[1]} ({behind})" if is_rival else state[1]


FORMAT = FileFormat(
    "acled",
    "events of ACLED",
    unread="kinds of actors and those associated with them, tags",
    recognises=partial(has_columns, needed=NEEDED),
    read_rows=read_rows,
    source=SOURCE,
    is_table=True,
)
