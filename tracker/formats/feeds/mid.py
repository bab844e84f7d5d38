"""Militarized interstate incidents of the Correlates of War: MIDIP with its participants, MIDI.

An incident of MIDI has no actors; read after MIDIP it changes nothing, read before it is completed.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TextIO

from tracker.formats.feeds.columns import has_columns
from tracker.formats.feeds.tables import Cells, Line, column_conditions, meets, table, title_line
from tracker.formats.file_format import FileFormat
from tracker.formats.parser_errors import reason_of
from tracker.model.dates import EventDate
from tracker.model.feed_row import ONE_SKIPPED, FeedRow, FeedStream, RejectedRow
from tracker.model.import_filter import ImportFilter
from tracker.model.source import Source

DAYS = ("stday", "stmon", "styear", "endday", "endmon", "endyear")
NEEDED = ("dispnum", "incidnum", "ccode", *DAYS, "insidea", "action", "hostlev")
NEEDED_ALONE = ("dispnum", "incidnum", *DAYS, "action", "hostlev", "numa")
# The incident's action, as the codebook of MID 5.0 words it, and the type that is nearest; each
# type has the hostility level that MID gives the action.
ACTIONS = {
    1: ("threat to use force", "threat-of-force"), 2: ("threat to blockade", "threat-of-force"),
    3: ("threat to occupy territory", "threat-of-force"),
    4: ("threat to declare war", "threat-of-force"),
    5: ("threat to use weapons of mass destruction", "threat-of-force"),
    6: ("threat to join a war", "threat-of-force"), 7: ("show of force", "show-of-force"),
    8: ("alert", "show-of-force"), 9: ("nuclear alert", "show-of-force"),
    10: ("mobilisation", "mobilisation"), 11: ("border fortified", "troop-deployment"),
    12: ("border violated", "border-violation"), 13: ("blockade", "blockade"),
    14: ("occupation of territory", "occupation"), 15: ("seizure", "seizure"),
    16: ("attack", "cameo:190"), 17: ("clash", "clash"),
    18: ("declaration of war", "declaration-of-war"),
    19: ("use of weapons of mass destruction", "mass-violence"),
    20: ("war begun", "war-entry"), 21: ("war joined", "war-entry"),
}  # fmt: skip
SOURCE = Source(
    "cow-mid", "Militarized Interstate Disputes, version 5.0", publisher="Correlates of War",
    url="https://correlatesofwar.org/data-sets/mids/", reliability="B",
    note="Palmer et al. (2022); coded by hand from several sources, by incident and participant.",
)  # fmt: skip


def is_midi(first_line: str) -> bool:
    """Tell by its first line whether a table is that of incidents without participants.

    Parameters
    ----------
    first_line : str
        Its first line.

    Returns
    -------
    bool
        Whether it has the headings of MIDI.

    Examples
    --------
    >>> is_midi(",".join(NEEDED_ALONE)), is_midi(",".join(["numa", *NEEDED]))
    (True, False)
    """
    return has_columns(first_line, NEEDED_ALONE) and not has_columns(first_line, ["ccode"])


def read_participants(stream: TextIO, only: Mapping[str, str], _: ImportFilter) -> FeedStream:
    """Read incidents with their participants, from MIDIP.

    Parameters
    ----------
    stream : text stream
        The file as published. It is sorted here, so it is held whole.
    only : mapping of str to str
        Values that a participant's row must have, such as ``{"stabb": "RUS"}``; the incidents
        that it takes part in come whole.

    Yields
    ------
    FeedRow, RejectedRow or SkippedRows
        For each incident what it says: the side that began it acts upon the other. Its act is the
        hardest of that side; where that did none, of the other. Actors are COW numbers.

    Raises
    ------
    InvalidInput
        If it is another table, or has no such column.

    Notes
    -----
    Palmer et al. (2022), The MID5 Dataset, 2011–2014. −9 is missing: a day that is, leaves the
    month, a month the year. The hostility level is in what the file is cited for.

    Examples
    --------
    >>> import io
    >>> file = ",".join(NEEDED) + chr(10) + "1,1001,365,3,10,1993,3,10,1993,1,7,3"
    >>> [row] = read_participants(io.StringIO(file), {}, ImportFilter())
    >>> row.title, row.date.text, row.by, row.type
    ('365: show of force', '1993-10-03', ('cow:365',), 'show-of-force')
    """
    lines = []
    for each in table(stream, "MID's participants, MIDIP", NEEDED, {}, ["stabb"]):
        if isinstance(each, Line):
            lines.append(each)
        else:
            yield each
    asked = column_conditions(only, lines[0].cells if lines else NEEDED)
    lines.sort(key=lambda line: (line.cells["dispnum"], line.cells["incidnum"]))
    for _number, together in groupby(lines, key=lambda line: line.cells["incidnum"]):
        rows = list(together)
        if any(meets(row.cells, asked) for row in rows):
            yield _incident(rows[0].number, [row.cells for row in rows])
        else:
            yield ONE_SKIPPED


def read_incidents(stream: TextIO, only: Mapping[str, str], _: ImportFilter) -> FeedStream:
    """Read incidents without their participants, from MIDI.

    Parameters, results, errors and notes are those of `read_participants`.

    Examples
    --------
    >>> import io
    >>> file = ",".join(NEEDED_ALONE) + chr(10) + "1,1001,-9,10,1993,3,11,1993,13,4,1"
    >>> [row] = read_incidents(io.StringIO(file), {}, ImportFilter())
    >>> row.title, row.date.text
    ('MID incident 1001: blockade', '1993-10/1993-11-03')
    """
    for each in table(stream, "MID's incidents, MIDI", NEEDED_ALONE, only):
        yield _incident(each.number, [each.cells]) if isinstance(each, Line) else each


def _incident(line: int, rows: Sequence[Cells]) -> FeedRow | RejectedRow:
    """An incident from the rows of those who took part in it, or from its own."""
    number = rows[0]["incidnum"]  # begins with that of the dispute
    began = [row for row in rows if row.get("insidea") == "1"]
    others = [row for row in rows if row.get("insidea") == "0"]
    try:
        act = max((int(row["action"]) for row in began), default=0)
        act = act if act > 0 else max(int(row["action"]) for row in rows)
        level = max(int(row["hostlev"]) for row in rows)
        date = _lasting(rows)
    except ValueError as error:  # InvalidDate among them
        return RejectedRow(line, f"incident {number[:40]}: {reason_of(error)}")
    if act not in ACTIONS:
        return RejectedRow(line, f"incident {number[:40]}: action {act} is none of the codebook")
    what, kind = ACTIONS[act]
    if not began and not others:
        title = f"MID incident {number}: {what}"
    else:
        names, whom = (" and ".join(map(_name, side)) for side in (began or rows, others))
        title = f"{names}: {what}{f' towards {whom}' if began and others else ''}"
    return FeedRow(
        line,
        f"mid-{number}",
        title_line(title),
        date,
        kind,
        _codes(began or others),
        _codes(others) if began else (),
        locator=f"incident {number}",
        quotation=f"action {act}, hostility level {level}",
    )


def _name(row: Cells) -> str:
    return row.get("stabb") or row["ccode"]


def _codes(rows: Sequence[Cells]) -> tuple[str, ...]:
    return tuple(f"cow:{row['ccode']}" for row in rows)


def _lasting(rows: Sequence[Cells]) -> EventDate:
    """From the first day of the first to the last day of the last, as finely as they are known."""
    starts = [_date(row, "st") for row in rows]
    start = min((text for text in starts if text), default="")
    end = max(_date(row, "end") for row in rows)
    begins_in = start.startswith(end)  # the end is known only to the month, or the year
    is_one = end in ("", start) or (end < start and not begins_in)
    return EventDate.parse(start if is_one else f"{start}/{end}")


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


PARTICIPANTS = FileFormat(
    "midip",
    "militarized interstate incidents with their participants, of MID 5.0",
    unread="disputes as wholes, fatalities, revision types",
    recognises=partial(has_columns, needed=NEEDED),
    read_rows=read_participants,
    source=SOURCE,
    is_table=True,
)
INCIDENTS = FileFormat(
    "midi",
    "the same incidents without participants, to go with midip",
    unread="disputes as wholes, fatalities, revision types",
    recognises=is_midi,
    read_rows=read_incidents,
    source=SOURCE,
    is_table=True,
    corrects=False,
)
