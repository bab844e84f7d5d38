"""Headings of a table: which column holds which field, and which rows are chosen by."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from tracker.errors import InvalidInput, excerpt
from tracker.formats.tabular.columns import (
    COLUMNS,
    DATE_PARTS,
    FIELDS,
    ID,
    READERS,
    REQUIRED,
)

OURS = {"source": "sources"}  # where a heading that we write is not the name of its field

AXES = (("latitude", "longitude"), ("lat", "lon"), ("lat", "lng"), ("lat", "long"), ("y", "x"))


def named(headings: Sequence[str]) -> tuple[str, ...]:
    """Call each column without a heading by its number, as one under a merged heading.

    Examples
    --------
    >>> named(["date", "", "title"])
    ('date', 'column 2', 'title')
    """
    return tuple(heading or f"column {place}" for place, heading in enumerate(headings, start=1))


def unnamed(headings: Sequence[str], places: Mapping[str, int]) -> list[int]:
    """List the positions of the columns without a heading that no field is read from.

    Examples
    --------
    >>> unnamed(["date", "column 2", "column 3"], {"date": 0, "title": 2})
    [1]
    """
    return [
        place
        for place, heading in enumerate(headings)
        if heading == f"column {place + 1}" and place not in places.values()
    ]


def constants_of(given: Mapping[str, str]) -> dict[str, Any]:
    """Read the constants as cells would be.

    Parameters
    ----------
    given : mapping of str to str
        For a field of `columns.FIELDS` the text of every row; a blank one is no constant.

    Returns
    -------
    dict of str to Any
        For each field the value.

    Examples
    --------
    >>> constants_of({"type": " threat", "by": "RUS; SYR", "place": " "})
    {'type': 'threat', 'by': ('RUS', 'SYR')}
    """
    fixed = {}
    for field, text in given.items():
        _check_field(field)
        try:
            if text.strip():
                fixed[field] = READERS.get(field, str)(text.strip())
        except InvalidInput as error:
            raise InvalidInput(f"The {field} for every row: {error}") from None
    return fixed


def places_of(
    headings: Sequence[str], mapping: Mapping[str, str], fixed: Mapping[str, Any]
) -> dict[str, int]:
    """Find the column of each field.

    Parameters
    ----------
    headings : sequence of str
        The headings of the table.
    mapping : mapping of str to str
        For a field the heading of its column; a field that is not named is in the column called
        like it, and one whose heading is blank in none.
    fixed : mapping of str to Any
        The values of every row, by field: a column called like such a field is not read.

    Returns
    -------
    dict of str to int
        For each field that has a column its position, counted from 0.

    Examples
    --------
    >>> places_of(["When", "Title", "Type"], {"date": "when"}, {"type": "threat"})
    {'title': 1, 'date': 0}
    """
    for field in mapping:
        _check_field(field)
    unread = {field for field, name in mapping.items() if not name.strip()} | fixed.keys()
    wanted = {**(OURS if is_ours(headings) else {}), **mapping}
    places: dict[str, int] = {}
    for field, name in wanted.items():
        if not name.strip():
            continue
        found = _called(headings, name.strip())
        if len(found) > 1:
            raise InvalidInput(f"{len(found)} columns are called {excerpt(name)}; rename one.")
        if not found:
            raise InvalidInput(
                f"There is no column {excerpt(name)} for the {field}. {_listed(headings)}"
            )
        places[field] = found[0]
    # A column is read once: what a mapping names is not another field by its heading as well.
    mapped = set(places.values())
    _place_by_headings(headings, (f for f in FIELDS if f not in unread), places, mapped)
    if not set(AXES[0]) & (places.keys() | unread):
        for names in AXES[1:]:
            axes = [
                [place for place in _called(headings, name) if place not in mapped]
                for name in names
            ]
            if all(len(each) == 1 for each in axes):
                places |= {field: each[0] for field, each in zip(AXES[0], axes, strict=True)}
                break
    is_dated = "date" in fixed or not places.keys().isdisjoint({"date", "start", "year"})
    if not is_dated:
        _place_by_headings(
            headings,
            (f for f in DATE_PARTS if f not in unread),
            places,
            mapped,
        )
        is_dated = bool({"start", "year"} & (fixed.keys() | places.keys()))
    missing = [
        field
        for field in REQUIRED
        if field not in places
        and field not in fixed
        and not (field == "date" and is_dated)
        and not (field == "title" and ("type" in places or "type" in fixed))
    ]
    if missing:
        raise InvalidInput(
            f"No column holds the {' and the '.join(missing)}. {_listed(headings)} "
            f"Name one with --map {missing[0]}=COLUMN, or one value for every row with "
            f"--set {missing[0]}=VALUE."
        )
    return {field: places[field] for field in (ID, *FIELDS, *DATE_PARTS) if field in places}


def _place_by_headings(
    headings: Sequence[str], fields: Iterable[str], places: dict[str, int], mapped: Collection[int]
) -> None:
    """Place the fields that columns are called like; not those whose column is mapped."""
    for field in fields:
        if field in places:
            continue
        found = [
            place
            for place in _called(headings, field) or _called(headings, field.replace("-", " "))
            if place not in mapped
        ]
        if len(found) > 1:
            raise InvalidInput(f"{len(found)} columns are called {excerpt(field)}; rename one.")
        if found:
            places[field] = found[0]


def chosen_columns(headings: Sequence[str], only: Mapping[str, str]) -> list[tuple[int, str]]:
    """Find the columns that rows are chosen by.

    Parameters
    ----------
    headings : sequence of str
        The headings of the table.
    only : mapping of str to str
        For the heading of a column the value it must have in a row that is read.

    Returns
    -------
    list of tuple of int and str
        The position of each such column, with that value.

    Examples
    --------
    >>> chosen_columns(["date", "Side"], {"side": "A"})
    [(1, 'A')]
    """
    chosen = []
    for name, value in only.items():
        found = _called(headings, name)
        if len(found) != 1:
            raise InvalidInput(f"There is no one column {excerpt(name)}. {_listed(headings)}")
        chosen.append((found[0], value))
    return chosen


def check_fields(fields: Iterable[str]) -> None:
    """Refuse a field that a table cannot fill.

    Examples
    --------
    >>> check_fields(["type", "end-day"])
    """
    for field in fields:
        _check_field(field)


def is_ours(headings: Sequence[str]) -> bool:
    """Say by its headings whether tracker wrote a table, perhaps when it had fewer columns.

    Examples
    --------
    >>> is_ours(["id", "handle", "date", "sources"]), is_ours(["date", "title"])
    (True, False)
    """
    return {"id", "handle", "sources"} <= set(headings) <= set(COLUMNS)


def unread_headings(
    headings: Sequence[str], places: Mapping[str, int], told: Collection[int] = ()
) -> list[str]:
    """List the headings of the columns that nothing is read from; the number is ours to give.

    Those that are `told` of already are not listed.

    Examples
    --------
    >>> unread_headings(["date", "Remarks", ""], {"date": 0})
    ['Remarks']
    """
    read = {*places.values(), *told}
    ours = {"id"} if is_ours(headings) else set()
    return [
        excerpt(heading) if not heading.isprintable() else heading
        for place, heading in enumerate(headings)
        if place not in read and heading and heading not in ours
    ]


def _called(headings: Sequence[str], name: str) -> list[int]:
    """The positions of the columns of a name, spelled exactly, or else but for capitals."""
    exact = [place for place, heading in enumerate(headings) if heading == name]
    return exact or [
        place for place, heading in enumerate(headings) if heading.casefold() == name.casefold()
    ]


def _check_field(field: str) -> None:
    if field not in READERS and field not in (ID, *DATE_PARTS):
        raise InvalidInput(
            f"An event has no field {excerpt(field)} to fill; it has {', '.join(FIELDS)}; "
            f"{', '.join(DATE_PARTS)} are parts of its date, and id is what a row is known by."
        )


def _listed(headings: Sequence[str]) -> str:
    shown = (heading if heading.isprintable() else excerpt(heading) for heading in headings)
    return f"The columns of the table are: {', '.join(shown)}."
