"""Columns that are called like a field and may tell of something else: which of them are read.

A column that no mapping names is of its field where any of its cells can be read as one; then a
cell that cannot is a slip, which refuses its row alone. Where none can, the column is of another
kind: it is left out, and that is said with what it means for the events.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tracker.errors import InvalidInput, excerpt
from tracker.formats.tabular.columns import DEGREES, OF_LINKS, OF_SOURCES, READERS, says_nothing
from tracker.formats.tabular.status_words import STATUSES
from tracker.model.event import Status
from tracker.model.marking import PREFIX
from tracker.model.names import folded

DOUBTED = ("status", "marking", "zone", *DEGREES)  # others are refused row by row, and named
NEAR = 0.75  # how like a status a word is that is one but for slips
MOST_NAMED = 3
Values = Mapping[str, Mapping[str, str]]


def leave_out_foreign(
    rows: Iterable[Sequence[str]],
    places: dict[str, int],
    mapping: Mapping[str, str],
    fixed: Mapping[str, Any],
    values: Values,
) -> dict[int, str]:
    """Leave out columns that are called like a field of ours and tell of something else.

    Parameters
    ----------
    rows : iterable of sequence of str
        The cells of each row.
    places : dict of str to int
        For each field the position of its column; the columns that are left out are taken out.
    mapping, fixed : mapping
        The columns that were named, which are always read, and the values of every row.
    values : mapping of str to mapping
        For a field what stands for a value of a cell.

    Returns
    -------
    dict of int to str
        What is to be said of each column that is left out for its cells, by its position.

    Examples
    --------
    >>> places = {"title": 0, "status": 1, "zone": 2}
    >>> rows = [["A", "planned", "North"], ["B", "plannd?", "South"]]
    >>> list(leave_out_foreign(rows, places, {}, {}, {})), places
    ([2], {'title': 0, 'status': 1})
    """
    for fields, needed in ((OF_LINKS, "causes"), (OF_SOURCES, "source")):
        for field in fields:  # which say nothing where no cause is named, or no source cited
            if field in places and field not in mapping and needed not in {*places, *fixed}:
                del places[field]
    told: dict[int, str] = {}
    for field, other in (DEGREES, DEGREES[::-1]):
        if field in places and field not in mapping and other not in {*places, *fixed}:
            told[places.pop(field)] = (
                f"Warning: there is a {field} and no {other}, so no event has coordinates: "
                f"--map {other}=COLUMN names it, and --map {field}=COLUMN the other."
            )
    doubted = {
        field: places[field] for field in DOUBTED if field in places and field not in mapping
    }
    if not doubted:
        return told
    unread: dict[str, list[str]] = {}
    sure: set[str] = set()
    for cells in rows:
        for field, place in doubted.items():
            if field in sure or place >= len(cells) or not cells[place]:
                continue
            cell = values.get(field, {}).get(folded(cells[place]), cells[place])
            if says_nothing(cell, field):
                continue
            if LOOKS.get(field, _is_read)(field, cell):
                sure.add(field)
            elif cell not in (others := unread.setdefault(field, [])) and len(others) < MOST_NAMED:
                others.append(cell)
    for field, cells in unread.items():
        if field not in sure:
            if field not in places:
                continue
            place = places.pop(field)
            told[place] = _left_out(field, cells)
            if field in DEGREES:  # of which one is no point
                places.pop(DEGREES[1 - DEGREES.index(field)], None)
    return told


def _left_out(field: str, cells: Sequence[str]) -> str:
    """What it means for the events that a column could not be read."""
    shown = ", ".join(map(excerpt, cells))
    if field in DEGREES:
        other = DEGREES[1 - DEGREES.index(field)]
        most = 90 if field == DEGREES[0] else 180
        return (
            f"Warning: no cell of the {field} can be read ({shown}), so no event has coordinates: "
            f"a {field} is a number from -{most} to {most}, such as 36.2 or 36°12'N. "
            f"--map {field}=COLUMN and --map {other}=COLUMN name other columns."
        )
    if field == "status":  # without which a plan would be taken for what happened
        return (
            f"The column status tells of something else ({shown}) and was not read: every event is "
            f'recorded as occurred. If it says what came about, --value "status:{cells[0][:40]}='
            'planned" reads a word of it.'
        )
    return f"The column {field} tells of something else ({shown}) and was not read: {UNSAID[field]}"


UNSAID = {
    "marking": "no event is marked. --value marking:WORD=AMBER reads a word of it.",
    "zone": "times are those of no zone. --value zone:WORD=Europe/Moscow reads a word of it.",
}


def _is_read(field: str, cell: str) -> bool:
    try:
        READERS[field](cell)
    except InvalidInput:
        return False
    return True


def _is_status(field: str, cell: str) -> bool:
    """Whether a cell is a status, or one but for slips: what is planned did not happen."""
    return _is_read(field, cell) or bool(
        difflib.get_close_matches(folded(cell), [*Status, *STATUSES], 1, NEAR)
    )


def _is_marking(field: str, cell: str) -> bool:
    """Whether a cell is a marking, or is written as one."""
    return cell.upper().startswith(PREFIX) or _is_read(field, cell)


LOOKS: dict[str, Callable[[str, str], bool]] = {"status": _is_status, "marking": _is_marking}
