"""A workbook of a record: its events as a table has them, and sheets of what belongs to them."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from tracker.errors import InvalidInput
from tracker.formats import omissions
from tracker.formats.cells import Cell
from tracker.formats.omissions import Omissions
from tracker.formats.tabular.columns import COLUMNS, row_of
from tracker.model.chronicle import Chronicle
from tracker.model.source import Citation, event_grade, link_grade

OMITTED: Omissions = omissions.all_except(
    *omissions.LABEL_PARTS,
    "links", "joint causes", "needed links", "reasons of links", "markings of links",
    "citations of links", "grades of links", "locators of links", "quotations of links",
    "markings of citations of links", "denied links",
    "citations", "grades", "locators", "quotations", "cited fields", "markings of citations",
    omissions.DESCRIPTIONS,
    "types", "targets", "places", "coordinates", "summaries", "intensities", "statuses",
    "date precision", "markings", "time zones",
)  # fmt: skip
SHEETS = {
    "Links": ("cause", "relation", "effect", "likelihood", "claimed by", "denied", "needed",
              "together with", "because", "marking"),
    "Citations": ("event", "effect", "claimed by", "source", "grade", "locator", "quotation",
                  "supports", "marking"),
    "Sources": ("code", "title", "publisher", "author", "published", "retrieved", "url",
                "reliability", "aliases", "relays", "note", "marking"),
    "Actors": ("code", "name", "kind", "aliases"),
    "Types": ("code", "label", "quad", "goldstein"),
}  # fmt: skip
MOST_ROWS = 1_048_576  # of a sheet, by the limits of Excel
MOST_LETTERS = 32_767  # of a cell, likewise
WIDTHS = {"title": 50, "summary": 60, "because": 60, "quotation": 60, "url": 40, "note": 40}
CREATED = datetime(1980, 1, 1)  # the same record gives the same bytes


def write(chronicle: Chronicle, _: bool = True) -> bytes:
    """Write a record as an .xlsx file, whose first sheet is read again as a table.

    Parameters
    ----------
    chronicle : Chronicle
        What is to be written.

    Returns
    -------
    bytes
        The file: a sheet of events, with the columns of a CSV table, and one each of links,
        citations, sources, actors and types. Every text is a text: none is run as a formula.

    Raises
    ------
    InvalidInput
        If there are more rows than a sheet has, or if a text is longer than a cell may be.

    Examples
    --------
    >>> write(Chronicle())[:2]
    b'PK'
    """
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"created": CREATED})
    style = {
        "bold": book.add_format({"bold": True, "bottom": 1}),
        "cell": book.add_format({"valign": "top", "text_wrap": True}),
    }
    _fill(book, "Events", COLUMNS, map(row_of, chronicle.events.values()), style)
    rows = {
        "Links": _links(chronicle),
        "Citations": _citations(chronicle),
        "Sources": _sources(chronicle),
        "Actors": ((a.code, a.name, a.kind, a.aliases) for a in chronicle.actors.values()),
        "Types": ((t.code, t.label, t.quad, t.goldstein) for t in chronicle.types.values()),
    }
    for name, headings in SHEETS.items():
        _fill(book, name, headings, rows[name], style)
    book.close()
    return held.getvalue()


def _fill(
    book: Any,
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    style: dict[str, Any],
) -> None:
    """Write a sheet whose headings stay in sight, and can be filtered by."""
    sheet = book.add_worksheet(name)
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, WIDTHS.get(heading, 18))
        sheet.write_string(0, column, heading, style["bold"])
    number = 0
    for number, row in enumerate(rows, start=1):
        if number >= MOST_ROWS:
            raise InvalidInput(
                f"A sheet has {MOST_ROWS:,} rows at most, and there are more in {name}; choose "
                "fewer events, or export to CSV."
            )
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, style["cell"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, number, len(headings) - 1)


def _write(sheet: Any, row: int, column: int, cell: Cell | bool, style: Any) -> None:
    if cell is None or cell in ("", (), []) or cell is False:
        return
    if cell is True:
        cell = "yes"
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell, style)
        return
    text = cell if isinstance(cell, str) else "; ".join(cell)
    if len(text) > MOST_LETTERS:
        raise InvalidInput(
            f"A cell has {MOST_LETTERS:,} letters at most, and {text[:20]}… has {len(text):,}; "
            "export to CSV or JSON lines."
        )
    sheet.write_string(row, column, text, style)


def _links(chronicle: Chronicle) -> Iterator[tuple[Any, ...]]:
    for link in (*chronicle.links, *chronicle.denials):
        yield (
            chronicle.events[link.cause].handle, link.relation,
            chronicle.events[link.effect].handle,
            None if link.denied else link.words if link.in_words else link.likelihood,
            link.claimed_by, link.denied, link.needed,
            [chronicle.events[each].handle for each in link.partners], link.because, link.marking,
        )  # fmt: skip


def _citations(chronicle: Chronicle) -> Iterator[tuple[Any, ...]]:
    """The citations of events, then those of links, which have an effect as well."""
    for event in chronicle.events.values():
        for cited in event.citations:
            yield _citation((event.handle, None, None), cited, event_grade, chronicle)
    for link in (*chronicle.links, *chronicle.denials):
        cause, effect = (chronicle.events[each].handle for each in (link.cause, link.effect))
        for cited in link.citations:
            yield _citation((cause, effect, link.claimed_by), cited, link_grade, chronicle)


def _citation(
    whose: tuple[str | None, ...], cited: Citation, graded: Any, chronicle: Chronicle
) -> tuple[Any, ...]:
    return (
        *whose, cited.source, str(graded(cited, chronicle.sources)), cited.locator,
        cited.quotation, cited.supports, cited.marking,
    )  # fmt: skip


def _sources(chronicle: Chronicle) -> Iterator[tuple[Any, ...]]:
    for each in chronicle.sources.values():
        yield (
            each.code, each.title, each.publisher, each.author, each.published, each.retrieved,
            each.url, each.reliability, each.aliases, each.relays, each.note, each.marking,
        )  # fmt: skip
