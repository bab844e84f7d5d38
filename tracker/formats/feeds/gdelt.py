"""GDELT events, 1.0 and 2.0: tab-separated rows without headings, of 57, 58 or 61 fields."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, compress
from operator import itemgetter
from typing import TextIO, cast

from tracker.errors import InvalidDate, InvalidInput, excerpt
from tracker.formats.feeds.columns import (
    canonical,
    cells_of,
    delimiter_of,
    has_columns,
)
from tracker.formats.feeds.tables import clipped_intensity, title_line
from tracker.formats.file_format import FileFormat
from tracker.formats.limits import CUT_OFF, cut_off_because, limits_of
from tracker.formats.row_lines import RowLines
from tracker.model.cameo import ROOTS
from tracker.model.coordinates import point_or_none
from tracker.model.dates import EventDate
from tracker.model.feed_row import CHUNK_SIZE, FeedRows, FeedStream, RejectedRow, SkippedRows
from tracker.model.import_filter import ImportFilter
from tracker.model.names import folded
from tracker.model.source import Source

ROW = re.compile(r"\d{1,12}\t\d{8}\t\d{6}\t\d{4}\t\d{4}(?:\.\d*)?\t")
NEEDED = ("GLOBALEVENTID", "SQLDATE", "EventCode")  # of a table that was given headings
ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
         "Religion2Code", "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
FIELDS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
OLDER = tuple(name for name in FIELDS if not name.endswith("ADM2Code"))  # of GDELT 1.0
LAYOUTS = {len(each): each for each in (FIELDS, OLDER, OLDER[:-1])}
PLACES = {
    width: {name: place for place, name in enumerate(layout)} for width, layout in LAYOUTS.items()
}
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "Actor1Code", "Actor1Name", "Actor2Code", "Actor2Name",
    "IsRootEvent", "EventCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "ActionGeo_FullName", "ActionGeo_Lat", "ActionGeo_Long", "DATEADDED", "SOURCEURL",
)  # fmt: skip
ID, DAY, CODE = map(COLUMNS.index, ("GLOBALEVENTID", "SQLDATE", "EventCode"))
MOST_REMEMBERED = 50_000  # so that memory stays flat
LONGEST_NUMBER = 12
MOST_HELD = 2**24  # characters of rows, however few they are
Cells = Sequence[str]
Conditions = list[tuple[dict[int, int], str]]  # where a value must stand in rows of each width
SOURCE = Source(
    "gdelt", "The GDELT Project, event database", publisher="The GDELT Project",
    url="https://www.gdeltproject.org/", reliability="F",
    note="Coded by machine from news in many languages; a row is a report, not a checked event.",
)  # fmt: skip


def is_gdelt(first_line: str) -> bool:
    r"""Tell by its first line whether a file is of GDELT's events.

    Parameters
    ----------
    first_line : str
        Its first line.

    Returns
    -------
    bool
        Whether it has as many fields as a row of GDELT, the first ones numbers; or GDELT's names
        as headings, as other programs save it.

    Examples
    --------
    >>> is_gdelt("719024875\t20171202\t201712\t2017\t2017.9096\t" + "\t" * 55)
    True
    """
    return _is_published(first_line) or has_columns(first_line, NEEDED) or _is_resaved(first_line)


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
    for number, line in _lines(stream):
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
                yield from _read_chunk(numbers, rows)
                numbers.clear()
                rows.clear()
                held = 0
    yield from _read_chunk(numbers, rows)
    if passed:
        yield SkippedRows(passed)


def published_rows(stream: TextIO) -> Iterator[tuple[int, Cells] | RejectedRow]:
    r"""Read the rows of a file as GDELT publishes them, however it was saved.

    Parameters
    ----------
    stream : text stream
        The file, unpacked.

    Yields
    ------
    tuple of int and sequence of str, or RejectedRow
        The number of a line and its 61 fields, empty where an older row has none; or a line that is
        no row.

    Examples
    --------
    >>> import io
    >>> [(number, cells)] = published_rows(io.StringIO("7\t20161003" + "\t" * 56))
    >>> number, len(cells), cells[:2]
    (1, 61, ['7', '20161003'])
    """
    for number, line in _lines(stream):
        cells = line.rstrip("\r\n").split("\t")
        layout = LAYOUTS.get(len(cells))
        if CUT_OFF in line:
            yield RejectedRow(number, cut_off_because(limits_of(stream)))
        elif layout is None and line.strip():
            yield RejectedRow(number, f"has {len(cells)} fields, which is no row of GDELT")
        elif layout is not None:
            named = dict(zip(layout, cells, strict=True))
            yield number, [named.get(name, "") for name in FIELDS]


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


def _is_published(line: str) -> bool:
    return bool(ROW.match(line)) and line.count("\t") + 1 in LAYOUTS


def _is_resaved(line: str) -> bool:
    """Whether it is a row with another delimiter, or behind a number that a program gave it."""
    delimiter = delimiter_of(line)
    cells = cells_of(line, delimiter)
    return any(_is_published("\t".join(cells[skipped:])) for skipped in (0, 1))


def _lines(stream: TextIO) -> Iterator[tuple[int, str]]:
    """The rows as GDELT publishes them, each with the number of its line."""
    lines = RowLines(stream, limits_of(stream))
    first = next(lines, "")
    is_named = has_columns(first, NEEDED)
    if _is_published(first) or not (is_named or _is_resaved(first)):
        yield from enumerate(chain([first] if first else [], stream), start=1)
        return
    delimiter = delimiter_of(first)
    headings = canonical(cells_of(first, delimiter), FIELDS)
    places = [headings.index(name) if name in headings else None for name in FIELDS]
    skipped = 0 if is_named or _is_published("\t".join(headings)) else 1
    rows = csv.reader(lines if is_named else chain([first], lines), delimiter=delimiter)
    while True:
        lines.begin()
        try:
            cells = next(rows, None)
        except csv.Error:
            cells = []  # which is rejected as no row
        if cells is None:
            return
        if is_named and len(cells) == len(headings):
            cells = ["" if place is None else cells[place] for place in places]
        line = "\t".join(" ".join(cell.split("\t")) for cell in cells[skipped:])
        yield rows.line_num + is_named, line or "no row"


def _read_chunk(numbers: Sequence[int], rows: Sequence[Cells]) -> Iterator[FeedRows | RejectedRow]:
    """Convert the valid rows to events; the others come with their faults."""
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
