"""Reading of tables: rows under headings become drafts of events."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TextIO

from tracker.errors import InvalidInput
from tracker.formats.delimited import Record, RecordReader, Unreadable
from tracker.formats.file_format import TableRequest
from tracker.formats.limits import limits_of
from tracker.formats.row_lines import numbers_of, records_of
from tracker.formats.tabular.columns import (
    DATE_PARTS,
    DEGREES,
    ID,
    OF_SOURCES,
)
from tracker.formats.tabular.country_columns import CountryColumns, country_columns
from tracker.formats.tabular.dates import DateReader
from tracker.formats.tabular.figure_order import Order
from tracker.formats.tabular.guesses import leave_out_foreign
from tracker.formats.tabular.headings import (
    check_fields,
    chosen_columns,
    constants_of,
    is_ours,
    places_of,
    unnamed,
    unread_headings,
)
from tracker.formats.tabular.layout import find_layout
from tracker.formats.tabular.rows import TableRows, Values
from tracker.model.chronicle import Batch
from tracker.model.csv_guard import unguard
from tracker.model.event import EventDraft
from tracker.model.feed_row import RejectedRow, RejectHandler, record_prefix
from tracker.model.names import folded
from tracker.model.numbers import counted

NO_COUNTRIES = CountryColumns()
MOST_NAMED = 5
MOST_UNREADABLE = 100_000  # rows, beyond which it is no table of events


def read(
    stream: TextIO,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    remarks: list[str] | None = None,
    only: Mapping[str, str] | None = None,
    reject: RejectHandler | None = None,
    dates: str | None = None,
    values: Values | None = None,
) -> Batch:
    r"""Read a table of events whose first row names the columns.

    Parameters
    ----------
    stream : text stream
        The table, opened with `newline=""`; `layout` finds its delimiter and its headings.
    mapping : mapping of str to str, optional
        For a field of `columns.FIELDS` the heading of its column. A field that is not in the
        mapping is in the column called like it, if there is one; capitals do not matter.
    constants : mapping of str to str, optional
        For a field the value of every row, rather than that of a column called like it; for a
        field that the mapping names too, the value where the cell is empty.
    remarks : list of str, optional
        Takes up what the person should know, such as how many rows had no title.
    only : mapping of str to str, optional
        For the heading of a column the value it must have in a row that is read.
    reject : callable, optional
        Receives each row that cannot be read, so that the others are imported.
    dates : str, optional
        The order of figures in dates, one of `Order`; else as other dates of the column show it.
    values : mapping of str to mapping, optional
        For a field what stands for a value of a cell: the folded value, and what is read instead.

    Returns
    -------
    Batch
        A draft for each row that is not blank. `by`, `to` and `source` are split at semicolons.
        A row without a title is called by its type, as nothing else is known of it. A cell that
        says that there is nothing, such as NA, is empty.

    Raises
    ------
    InvalidInput
        If a column for the date or the type is missing, or if rows cannot be read
        and `reject` does not take them; the sentence names up to five by line and reason.

    Examples
    --------
    >>> import io
    >>> table = io.StringIO("When,What\n2017-03-06,Four missiles\n2017-05-14,One missile\n")
    >>> batch = read(table, {"date": "when", "title": "what"}, {"type": "missile-test"})
    >>> [(str(event.date), event.title, event.type) for event in batch.events]
    [('2017-03-06', 'Four missiles', 'missile-test'), ('2017-05-14', 'One missile', 'missile-test')]
    """
    text = stream.read().removeprefix("\ufeff")
    limits = limits_of(stream)
    fixed = constants_of(constants or {})
    check_fields(values or {})
    layout = find_layout(text, limits, mapping or {}, fixed)
    places = places_of(layout.headings, mapping or {}, fixed)
    chosen = chosen_columns(layout.headings, only or {})
    records = RecordReader(text, layout.delimiter, limits, layout.start, layout.line)
    records.width = len(layout.headings)
    ours = is_ours(layout.headings)
    status = places.get("status")
    foreign = (
        {}
        if ours
        else leave_out_foreign(
            _cells(_taken(records, ours, chosen)), places, mapping or {}, fixed, values or {}
        )
    )
    countries = NO_COUNTRIES
    if not ours:
        rows = _cells(_taken(records, ours, chosen))
        countries = country_columns(rows, places, layout.headings, values or {})
    said = {field: {**countries.values.get(field, {}), **(values or {}).get(field, {})}
            for field in {*countries.values, *(values or {})}}  # fmt: skip
    reader = _dates(_taken(records, ours, chosen), places, dates)
    table = TableRows(places, fixed, said, ours, reader, countries.unclear)
    record = records_of(stream)
    nameless = dict.fromkeys(unnamed(layout.headings, places), 0)
    events: list[EventDraft] = []
    kept: list[Kept] = []
    wrong: list[Unreadable] = []
    for row in _taken(records, ours, chosen):
        if isinstance(row, Unreadable):
            wrong.append(row)
        else:
            try:
                _check_width(row.cells, layout.headings)
                events.append(table.draft(row.cells))
                kept.append(Kept(row.line, row.start, row.end))
                for place in nameless:
                    nameless[place] += place < len(row.cells) and bool(row.cells[place])
            except InvalidInput as error:
                reason = str(error).partition(";")[0].removesuffix(".")
                reason = f"{record_prefix(record(row.line))}{reason}"
                wrong.append(Unreadable(RejectedRow(row.line, reason), row.start, row.end))
        if len(wrong) > MOST_UNREADABLE:
            break
    numbers = numbers_of(stream)
    _refuse_or_reject(wrong, len(events), text, layout.head, numbers, reject)
    if remarks is not None:
        if layout.heading_line > 1 and not layout.head.lower().startswith("sep="):
            remarks.append(f"Its headings stand on line {numbers(layout.heading_line)}.")
        told = {*nameless, *(place for place in foreign if place == status)}
        if unread := unread_headings(layout.headings, places, told):
            remarks.append(f"Columns that no field was read from: {', '.join(unread)}.")
        remarks += _nameless(layout.headings, nameless)
        remarks += foreign.values()
        remarks += countries.remarks
        remarks += table.remarks()
    return Batch(
        events=tuple(events),
        lines=tuple(numbers(row.line) for row in kept),
        records=tuple(number for row in kept if (number := record(row.line))),
        ids=tuple(table.ids) if ID in places else (),
        id_column=layout.headings[places[ID]] if ID in places else "",
        fields=_fields(places),
        cited=tuple(table.sources.values()),
        causes=tuple(table.links) if any(table.links) else (),
        text_of=None
        if reject is None
        else lambda _, place: text[kept[place].start : kept[place].end],
        heading=layout.head,
    )


def read_table(
    stream: TextIO, request: TableRequest, remarks: list[str], reject: RejectHandler | None
) -> Batch:
    r"""Read a table as a request has it.

    Parameters
    ----------
    stream : text stream
        The table.
    request : TableRequest
        Its columns, constants, chosen rows, dates and values.
    remarks : list of str
        Takes up what the person should know.
    reject : callable or None
        Receives each row that cannot be read.

    Returns
    -------
    Batch
        As `read` has it.

    Examples
    --------
    >>> import io
    >>> table = io.StringIO("date,title,type\n2016,Pact,threat\n")
    >>> read_table(table, TableRequest(), [], None).events[0].title
    'Pact'
    """
    return read(
        stream, request.columns, request.constants, remarks, request.only, reject, request.dates,
        request.values,
    )  # fmt: skip


class Kept(NamedTuple):
    """A row that became an event: its line, and where it begins and ends in the text."""

    line: int
    start: int
    end: int


def _taken(
    records: Iterable[Record | Unreadable], ours: bool, chosen: Sequence[tuple[int, str]]
) -> Iterator[Record | Unreadable]:
    """The rows that are chosen, their cells without outer blanks, and the lines that are none."""
    for row in records:
        if isinstance(row, Unreadable):
            yield row
            continue
        cells = [cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in row.cells]
        if not any(cells):
            continue
        if ours:
            cells = list(map(unguard, cells))
        if all(
            place < len(cells) and folded(cells[place]) == folded(value) for place, value in chosen
        ):
            yield row._replace(cells=cells)


def _nameless(headings: Sequence[str], filled: Mapping[int, int]) -> Iterator[str]:
    """Say which columns without a heading hold something, as those under a merged one do."""
    held = {place: count for place, count in filled.items() if count}
    if held:
        listed = ", ".join(
            f"{headings[place]}{f', right of {headings[place - 1]}' if place else ''} "
            f"({counted(count, 'cell')})"
            for place, count in held.items()
        )
        first = headings[next(iter(held))]
        yield (
            f"Columns without a heading that hold something, not read: {listed}. "
            f'--map FIELD="{first}" reads one.'
        )


def _cells(rows: Iterable[Record | Unreadable]) -> Iterator[Sequence[str]]:
    return (row.cells for row in rows if isinstance(row, Record))


def _dates(
    rows: Iterable[Record | Unreadable], places: Mapping[str, int], order: str | None
) -> DateReader:
    """A reader of the table's dates, in the order that is said, or that its columns show."""
    columns = [places[field] for field in ("date", "start", "end") if field in places]
    cells = (
        row.cells[place]
        for row in rows
        if isinstance(row, Record)
        for place in columns
        if place < len(row.cells)
    )
    return DateReader(None if order is None else Order(order), cells)


def _refuse_or_reject(
    wrong: Sequence[Unreadable],
    readable: int,
    text: str,
    head: str,
    numbers: Callable[[int], int],
    reject: RejectHandler | None,
) -> None:
    """Hand over the rows that cannot be read, or refuse the table where nobody takes them."""
    ordered = sorted(wrong, key=lambda each: each.start)
    told = [(numbers(each.row.line), each) for each in ordered[:MOST_UNREADABLE]]
    if reject is not None and len(wrong) <= MOST_UNREADABLE:
        for line, each in told:
            reject(RejectedRow(line, each.row.reason, text[each.start : each.end], head))
    elif wrong:
        listed = "".join(f"\n  line {line}: {each.row.reason}" for line, each in told[:MOST_NAMED])
        if len(wrong) > MOST_UNREADABLE:
            raise InvalidInput(
                f"More than {MOST_UNREADABLE:,} rows of it cannot be read:{listed}\nIt is no table "
                "of events, or one of another layout."
            )
        more = f"\n  … and {len(wrong) - MOST_NAMED} more" if len(wrong) > MOST_NAMED else ""
        raise InvalidInput(
            f"{counted(len(wrong), 'row')} of {len(wrong) + readable:,} cannot be read, so none "
            f"was taken:{listed}{more}\n--rejects FILE takes the others and writes these to a file."
        )


def _fields(places: Iterable[str]) -> frozenset[str]:
    """The fields that a table has columns for: of its events, their citations and their links."""
    dated = {"date"} if {"date", *DATE_PARTS}.intersection(places) else set()
    named = set(places) | ({"citations"} if {"source", *OF_SOURCES} & set(places) else set())
    if not named.isdisjoint(DEGREES):
        named = named - set(DEGREES) | {"coordinates"}
    return frozenset(named - {ID, *DATE_PARTS, "source", "causes"} | dated)


def _check_width(row: Sequence[str], headings: Sequence[str]) -> None:
    """Refuse a row with more cells than columns: a delimiter within it was not quoted."""
    if any(row[len(headings) :]):
        raise InvalidInput(f"has {len(row)} cells under {len(headings)} headings")
