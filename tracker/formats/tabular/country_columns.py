"""Columns of actors that hold codes of countries, of two letters: which, and by which list.

A table of US, RU and PK says who acted as plainly as one of names. But two lists are in use, which
give some codes to different countries; what only they could tell apart is not guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.formats.tabular.columns import SEPARATOR, says_nothing
from tracker.model.country_codes import FIPS, ISO, country_name
from tracker.model.names import folded

SIDES = ("by", "to")
CODE = re.compile("[A-Z]{2}|[a-z]{2}")
SHARE = 0.5  # of the codes of a column that must be on a list: others may be slips, or EU and UN
MOST_NAMED = 4
NAMIBIA = "NA"  # which is nothing in most tables
# What people write for names, too: a column that has nothing else need not be one of codes.
ABBREVIATED = frozenset(("US", "UK", "IS", "EU", "UN"))
LISTS = {"ISO 3166": ISO, "FIPS 10-4": FIPS}
Values = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class CountryColumns:
    """What the codes of a table stand for, and what is to be said of them.

    Attributes
    ----------
    values : mapping of str to mapping
        For a field the folded codes, each with the name that is read for it.
    unclear : mapping of str to str
        For each code that is not guessed the sentence that refuses its rows.
    remarks : tuple of str
        What the person should know.
    """

    values: Values = field(default_factory=dict)
    unclear: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def country_columns(
    rows: Iterable[Sequence[str]],
    places: Mapping[str, int],
    headings: Sequence[str],
    values: Values,
) -> CountryColumns:
    """Find the columns of actors that plainly hold codes of countries.

    Parameters
    ----------
    rows : iterable of sequence of str
        The cells of each row.
    places : mapping of str to int
        For each field the position of its column.
    headings : sequence of str
        The headings, of which one such as `iso2` names the list.
    values : mapping of str to mapping
        For a field what stands for a value of a cell; such values are no codes.

    Returns
    -------
    CountryColumns
        Nothing where a column holds any longer name.

    Examples
    --------
    >>> rows = [["US", "RU"], ["RU", "PK"]]
    >>> found = country_columns(rows, {"by": 0, "to": 1}, ["by", "to"], {})
    >>> found.values["to"]
    {'ru': 'country:RU=RUS', 'pk': 'country:PK=PAK'}
    >>> print(found.remarks[0].partition(": ")[2])
    US USA, RU RUS, PK PAK.
    >>> country_columns([["RU", "Moscow"]], {"by": 0, "to": 1}, ["by", "to"], {}).values
    {'by': {'ru': 'country:RU=RUS'}}
    """
    held = _codes_of(rows, {side: places[side] for side in SIDES if side in places}, values)
    has_na = any(NAMIBIA in found for found in held.values())
    for found in held.values():
        found.pop(NAMIBIA, None)
    codes = dict.fromkeys(code for found in held.values() for code in found)
    listed = [code for code in codes if code in ISO or code in FIPS]
    if ABBREVIATED.issuperset(codes) or len(listed) < SHARE * len(codes):
        return CountryColumns()
    called = [folded(headings[places[side]]) for side in held]
    sure = [name for name in LISTS if any(name.split()[0].lower() in each for each in called)]
    name = sure[0] if len(sure) == 1 else _list_of(listed)
    read, unclear = {}, {}
    for code in listed:
        one, other = ISO.get(code), FIPS.get(code)
        if name or one == other:
            if country := LISTS[name or "ISO 3166"].get(code):
                read[code] = country
        else:
            unclear[code] = _unclear(code, one, other, next(s for s in held if code in held[s]))
    return CountryColumns(
        {
            side: {folded(c): country_name(c, read[c]) for c in found if c in read}
            for side, found in held.items()
        },
        {code.lower(): said for code, said in unclear.items()},
        tuple(_remarks(held, read, unclear, name, has_na)),
    )


def _codes_of(
    rows: Iterable[Sequence[str]], sides: Mapping[str, int], values: Values
) -> dict[str, dict[str, None]]:
    """For each side whose cells are all of two letters those that occur, in capitals."""
    left = {side: place for side, place in sides.items() if "*" not in values.get(side, {})}
    found: dict[str, dict[str, None]] = {side: {} for side in left}
    for cells in rows:
        for side in [*left]:
            cell = cells[left[side]] if left[side] < len(cells) else ""
            for part in map(str.strip, cell.split(SEPARATOR)):
                if not part or folded(part) in values.get(side, {}):
                    continue
                if part != NAMIBIA and says_nothing(part, side):
                    continue
                if not CODE.fullmatch(part):
                    del left[side]
                    break
                found[side][part.upper()] = None
        if not left:
            break
    return {side: found[side] for side in left if found[side]}


def _list_of(codes: Sequence[str]) -> str:
    """The list that codes are of: the one that has some of them which the other lacks."""
    only = [
        name
        for name, own in LISTS.items()
        if any(code in own and sum(code in each for each in LISTS.values()) == 1 for code in codes)
    ]
    return only[0] if len(only) == 1 else ""


def _unclear(code: str, iso: str | None, fips: str | None, side: str) -> str:
    told = [
        f"{country} by {name}" for country, name in zip((iso, fips), LISTS, strict=True) if country
    ]
    return (
        f"{code} is {' and '.join(told)}, and the column does not show which it goes by: "
        f"--value {side}:{code}={iso or fips} says what it stands for"
    )


def _remarks(
    held: Mapping[str, Iterable[str]],
    read: Mapping[str, str],
    unclear: Mapping[str, str],
    name: str,
    has_na: bool,
) -> Iterator[str]:
    if read:
        named = [f"{code} {country}" for code, country in read.items()]
        more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        list_ = f" by {name}" if name else ", on which ISO 3166 and FIPS 10-4 agree"
        yield (
            f"Codes of two letters in {' and '.join(held)} are read as countries{list_}: "
            f"{', '.join(named[:MOST_NAMED])}{more}."
        )
    if name == "ISO 3166" and has_na:
        yield "NA among them is read as nothing; --value by:NA=NAM reads it as Namibia."
    if unclear:
        listed = ", ".join([*unclear][:MOST_NAMED])
        more = f" and {len(unclear) - MOST_NAMED} more" if len(unclear) > MOST_NAMED else ""
        yield f"Codes that two lists give to different countries, not guessed: {listed}{more}."
