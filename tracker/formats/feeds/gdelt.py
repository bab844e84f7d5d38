"""GDELT events, 1.0 and 2.0: tab-separated rows without headings, of 57, 58 or 61 fields."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import compress
from operator import itemgetter
from typing import TextIO, cast

from tracker.errors import InvalidDate, InvalidInput, excerpt
from tracker.formats.feeds.columns import has_columns
from tracker.formats.feeds.gdelt_rows import FIELDS, NEEDED, PLACES, Cells, is_gdelt, numbered_lines
from tracker.formats.feeds.tables import clipped_intensity, title_line
from tracker.formats.file_format import FileFormat
from tracker.formats.limits import CUT_OFF, cut_off_because, limits_of
from tracker.model.cameo import ROOTS
from tracker.model.coordinates import point_or_none
from tracker.model.dates import EventDate
from tracker.model.feed_row import CHUNK_SIZE, FeedRows, FeedStream, RejectedRow, SkippedRows
from tracker.model.import_filter import ImportFilter
from tracker.model.names import folded
from tracker.model.source import Source

COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "Actor1Code", "Actor1Name", "Actor2Code", "Actor2Name",
    "IsRootEvent", "EventCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "ActionGeo_FullName", "ActionGeo_Lat", "ActionGeo_Long", "DATEADDED", "SOURCEURL",
)  # fmt: skip
ID, DAY, CODE = map(COLUMNS.index, ("GLOBALEVENTID", "SQLDATE", "EventCode"))
MOST_REMEMBERED = 50_000  # so that memory stays flat
LONGEST_NUMBER = 12
MOST_HELD = 2**24  # characters of rows, however few they are
Conditions = list[tuple[dict[int, int], str]]  # where a value must stand in rows of each width
SOURCE = Source(
    "gdelt", "The GDELT Project, event database", publisher="The GDELT Project",
    url="https://www.gdeltproject.org/", reliability="F",
    note="Coded by machine from news in many languages; a row is a report, not a checked event.",
)  # fmt: skip


def read_rows(stream: TextIO, only: Mapping[str, str], import_filter: ImportFilter) -> FeedStream:
    r"""Read rows of events.

    Parameters
    ----------
    stream : text stream
        The file as published, unpacked; rows of different widths may stand together. Or a table of
        it with headings or another delimiter.
    only : mapping of str to str
        Values that fields must have, by GDELT's own names, such as ``{"EventRootCode": "14"}``.
    import_filter : ImportFilter
        The filter, so that rows which it excludes for certain are skipped early.

    Yields
    ------
    FeedRows, RejectedRow or SkippedRows
        Many rows together as events; a row that is none, with the reason; the number of rows that
        the filter excludes. Actors and type are CAMEO codes; the intensity is the row's own
        Goldstein value; the article is the locator.

    Raises
    ------
    InvalidInput
        If a field of `only` is none of GDELT's.

    Notes
    -----
    http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf. SQLDATE is when it
    happened; DATEADDED, when it was reported, stands in the quotation.

    Examples
    --------
    >>> import io
    >>> cells = ["7", "20161003", "201610", "2016", "2016.75", "RUS", "RUSSIA"] + [""] * 19
    >>> cells += ["1056", "105", "10", "3", "-4", "9"] + [""] * 29
    >>> [found] = read_rows(io.StringIO("\t".join(cells)), {}, ImportFilter())
    >>> [(row.handle, row.title, row.type, row.intensity) for row in found.rows()]
    [('gdelt-7', 'Russia: demand', 'cameo:1056', -4.0)]
    """
    asked = _conditions(only)
    # Both codes stand somewhere in every line that is of the dyad.
    one, other = (*import_filter.dyad_cameo, "", "")[:2]
    numbers: list[int] = []
    rows: list[Cells] = []
    passed = held = 0
    for number, line in numbered_lines(stream):
        if one not in line or other not in line:
            passed += 1
            continue
        cells = line.rstrip("\r\n").split("\t")
        width = len(cells)
        if width not in GETTERS:
            if CUT_OFF in line:
                yield RejectedRow(number, cut_off_because(limits_of(stream)))
            elif line.strip():
                yield RejectedRow(number, f"has {width} fields, which is no row of GDELT")
        elif CUT_OFF in cells[-1]:
            yield RejectedRow(number, cut_off_because(limits_of(stream)))
        elif asked and any(cells[at[width]] != value for at, value in asked):
            passed += 1
        else:
            numbers.append(number)
            rows.append(GETTERS[width](cells))
            held += len(line)
            if len(rows) == CHUNK_SIZE or held > MOST_HELD:
                yield from rows_as_events(numbers, rows)
                numbers.clear()
                rows.clear()
                held = 0
    yield from rows_as_events(numbers, rows)
    if passed:
        yield SkippedRows(passed)


def title_of(doer: str, target: str, code: str) -> str:
    """Make the title of a row.

    Parameters
    ----------
    doer, target : str
        The names of the two actors as they stand; empty where nobody is named.
    code : str
        The event code.

    Returns
    -------
    str
        Who did what, towards whom.

    Examples
    --------
    >>> title_of("RUSSIA", "", "1056")
    'Russia: demand'
    """
    return _title(doer, target, code[:2])


def fault_of(handle: str, day: str, code: str) -> str:
    """Why a row is no event, by its id, day and event code.

    Parameters
    ----------
    handle, day, code : str
        The three fields as they stand.

    Returns
    -------
    str
        The reason; empty where it is an event.

    Examples
    --------
    >>> fault_of("7", "20161003", "---"), fault_of("7", "20161003", "010")
    ("'---' is no event code of CAMEO", '')
    """
    row = [""] * len(COLUMNS)
    row[ID], row[DAY], row[CODE] = handle, day, code
    return _fault(row) or ""


def rows_as_events(
    numbers: Sequence[int], rows: Sequence[Cells]
) -> Iterator[FeedRows | RejectedRow]:
    """Convert the valid rows to events; the others come with their faults.

    Parameters
    ----------
    numbers : sequence of int
        The numbers of their lines.
    rows : sequence of sequence of str
        Of each row the fields that `COLUMNS` names, in that order.

    Yields
    ------
    FeedRows or RejectedRow
        The events as columns; a row that is none, with the reason.

    Examples
    --------
    >>> row = ["7", "20161003", "RUS", "RUSSIA", "", "", "1", "1056", "3", "-4", "9"] + [""] * 5
    >>> [found] = rows_as_events([1], [row])
    >>> found.handle, found.quotation
    (['gdelt-7'], ['CAMEO 1056, 9 mentions'])
    """
    faults = list(map(_fault, rows))
    if any(faults):
        for number, fault in zip(numbers, faults, strict=True):
            if fault is not None:
                yield RejectedRow(number, fault)
        are_valid = [fault is None for fault in faults]
        numbers, rows = list(compress(numbers, are_valid)), list(compress(rows, are_valid))
    if rows:
        yield _to_columns(numbers, rows)


def _fault(row: Cells) -> str | None:
    """Why a row is no event; None where it is one."""
    if not row[ID].isdecimal():
        return f"{excerpt(row[ID])} is no number of an event"
    if _day(row[DAY]) is None:
        return f"{excerpt(row[DAY])} is no day"
    if row[CODE][:2] not in ROOTS:
        return f"{excerpt(row[CODE])} is no event code of CAMEO"
    return None


def _to_columns(numbers: Sequence[int], rows: Sequence[Cells]) -> FeedRows:
    """Convert rows to the columns of events."""
    (
        ids, days, codes_by, names_by, codes_to, names_to, are_root, codes, quads, values, mentions,
        places, norths, easts, added, urls,
    ) = zip(*rows, strict=True)  # fmt: skip
    return FeedRows(
        line=tuple(numbers),
        handle=[f"gdelt-{each}" for each in ids],
        title=list(map(_title, names_by, names_to, [code[:2] for code in codes])),
        date=cast("list[EventDate]", list(map(_day, days))),  # a row without one is not valid
        type=[f"cameo:{code}" for code in codes],
        by=list(map(_side, codes_by)),
        to=list(map(_side, codes_to)),
        summary=("",) * len(rows),
        place=[place or None for place in places],
        intensity=list(map(_intensity, values)),
        locator=[url or f"event {each}" for url, each in zip(urls, ids, strict=True)],
        quotation=[
            f"CAMEO {code}, {count} mentions{day}"
            for code, count, day in zip(codes, mentions, map(_added, added), strict=True)
        ],
        quad=list(map(_whole, quads)),
        mentions=list(map(_whole, mentions)),
        is_root=[each == "1" for each in are_root],
        coordinates=list(map(point_or_none, norths, easts)),
        cells=(None,) * len(rows),
    )


def _conditions(only: Mapping[str, str]) -> Conditions:
    """The positions, for each width of rows, at which values must stand."""
    names = {folded(name): name for name in FIELDS}
    if unknown := [name for name in only if folded(name) not in names]:
        raise InvalidInput(f"GDELT has no field {unknown[0]!r}; it has {', '.join(FIELDS)}.")
    missing = -1  # of a row that is too narrow for the field, the last one stands in for it
    return [
        ({width: at.get(names[folded(name)], missing) for width, at in PLACES.items()}, value)
        for name, value in only.items()
    ]


def _column_getter(at: Mapping[str, int]) -> Callable[[Sequence[str]], Cells]:
    """Make a function that picks the fields that are read from a row of one width."""
    getter = itemgetter(*(at[name] for name in COLUMNS if name in at))
    return getter if COLUMNS[-1] in at else lambda cells: (*getter(cells), "")


GETTERS = {width: _column_getter(at) for width, at in PLACES.items()}


@cache
def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0


@cache
def _iso(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}"


@cache
def _added(day: str) -> str:
    return f", added {_iso(day)}" if day else ""


@cache
def _day(text: str) -> EventDate | None:
    """`20171202` as a day of the calendar; None where it is none."""
    try:
        return EventDate.parse(_iso(text)) if text.isdecimal() and len(text) == 8 else None
    except InvalidDate:
        return None


@cache
def _side(code: str) -> tuple[str, ...]:
    return (f"cameo:{code}",) if code else ()


@lru_cache(MOST_REMEMBERED)
def _title(one: str, other: str, root: str) -> str:
    did = ROOTS[root][0].lower()
    towards = f" towards {other.title()}" if other else ""
    return title_line(f"{one.title() or 'Somebody'}: {did}{towards}")


_intensity = cache(clipped_intensity)


FORMAT = FileFormat(
    "gdelt",
    "events of GDELT 1.0 and 2.0",
    unread="tone, numbers of sources and articles, places of the actors",
    recognises=is_gdelt,
    read_rows=read_rows,
    has_headings=lambda first_line: has_columns(first_line, NEEDED),
    source=SOURCE,
    is_table=True,
)
