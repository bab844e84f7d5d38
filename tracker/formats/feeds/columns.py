"""Columns of feeds: a table is known by its headings, however another program has saved it.

Delimiter, quotation marks, capitals, the order of the columns and further ones make no difference,
nor does an envelope of JSON, whose first record is as good as a row of headings.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tracker.errors import InvalidInput
from tracker.model.names import folded

DELIMITERS = ("\t", ",", ";", "|")
BOM = "\ufeff"
HINT = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # by which Excel tells itself the delimiter
KEY = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:')


@lru_cache(1_000)
def column_key(heading: str) -> str:
    """Make the form in which spellings of a heading are the same.

    Parameters
    ----------
    heading : str
        The heading.

    Returns
    -------
    str
        Its letters and digits, lower-case.

    Examples
    --------
    >>> column_key("Event ID"), column_key("event_id"), column_key("Event.ID")
    ('eventid', 'eventid', 'eventid')
    """
    return "".join(letter for letter in folded(heading) if letter.isalnum())


def delimiter_of(line: str) -> str:
    r"""Find the delimiter of a row of headings.

    Parameters
    ----------
    line : str
        The row.

    Returns
    -------
    str
        That of tab, comma, semicolon and bar which gives the most cells.

    Examples
    --------
    >>> delimiter_of("id;date,place;country")
    ';'
    """
    return max(DELIMITERS, key=lambda each: len(cells_of(line, each)))


def cells_of(line: str, delimiter: str) -> list[str]:
    r"""Split a row of headings.

    Parameters
    ----------
    line : str
        The row.
    delimiter : str
        What stands between two cells.

    Returns
    -------
    list of str
        The cells without quotation marks and outer blanks; none where it is no row.

    Examples
    --------
    >>> cells_of('"id", "side, first"\n', ",")
    ['id', 'side, first']
    """
    reader = csv.reader([line.removeprefix(BOM)], delimiter=delimiter, skipinitialspace=True)
    try:
        return [cell.strip() for cell in next(reader, [])]
    except csv.Error:
        return []


def columns_of(beginning: str) -> frozenset[str]:
    """List the columns of a file by how it begins.

    Parameters
    ----------
    beginning : str
        Its first line; of JSON its beginning.

    Returns
    -------
    frozenset of str
        The keys of the headings, of JSON those of its first records.

    Examples
    --------
    >>> sorted(columns_of('Event ID;"Event Date"'))
    ['eventdate', 'eventid']
    >>> sorted(columns_of('{"status": 200, "data": [{"event_id": 7'))
    ['data', 'eventid', 'status']
    """
    if beginning.lstrip(BOM + " \t").startswith(("{", "[")):
        return frozenset(map(column_key, KEY.findall(beginning)))
    return frozenset(map(column_key, cells_of(beginning, delimiter_of(beginning))))


def has_columns(beginning: str, needed: Iterable[str]) -> bool:
    """Whether a file has columns, by how it begins.

    Parameters
    ----------
    beginning : str
        Its first line; of JSON its beginning.
    needed : iterable of str
        Headings.

    Returns
    -------
    bool
        Whether it has them all, however they are spelled.

    Examples
    --------
    >>> has_columns(',"EVENT_DATE","event_id"', ["event_id", "event_date"])
    True
    """
    return set(map(column_key, needed)) <= columns_of(beginning)


def canonical(headings: Sequence[str], known: Iterable[str]) -> list[str]:
    """Spell headings as a reader knows them.

    Parameters
    ----------
    headings : sequence of str
        The headings as they stand.
    known : iterable of str
        Those that the reader asks for.

    Returns
    -------
    list of str
        The headings, those that are known as they are known.

    Raises
    ------
    InvalidInput
        If two columns are the same one that is known.

    Examples
    --------
    >>> canonical(["", "EVENT.ID", "Remarks"], ["Event ID"])
    ['', 'Event ID', 'Remarks']
    """
    spelled = {column_key(name): name for name in known}
    found = [spelled.get(column_key(name), name) for name in headings]
    for name in spelled.values():
        if found.count(name) > 1:
            raise InvalidInput(f"{found.count(name)} columns are called {name}; rename one.")
    return found
