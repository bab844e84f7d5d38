"""GDELT events, 1.0 and 2.0: tab-separated rows without headings, of 57, 58 or 61 fields."""

import re
from collections.abc import Mapping
from typing import TextIO

from tracker.errors import InvalidDate, InvalidInput
from tracker.formats.feeds.tables import on_the_scale, one_line
from tracker.model.cameo import ROOTS
from tracker.model.dates import EventDate
from tracker.model.report import Rejected, Report, Rows
from tracker.model.source import Source
from tracker.model.text import folded
from tracker.model.wanted import Wanted

ROW = re.compile(r"\d{4,12}\t\d{8}\t\d{6}\t\d{4}\t\d{4}\.\d+\t")
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
# Where fields stand, from 0, up to the first geography, from which on widths differ.
ID, DAY, ACTOR_1, NAME_1, ACTOR_2, NAME_2, IS_ROOT, CODE, QUAD, GOLDSTEIN, MENTIONS = (
    0, 1, 5, 6, 15, 16, 25, 26, 29, 30, 31,
)  # fmt: skip
MOST_REMEMBERED = 50_000
LONGEST_NUMBER = 12
SOURCE = Source(
    "gdelt", "The GDELT Project, event database", publisher="The GDELT Project",
    url="https://www.gdeltproject.org/", reliability="F",
    note="Coded by machine from news in many languages; a row is a report, not a checked event.",
)  # fmt: skip


def is_gdelt(first_line: str) -> bool:
    r"""Say by its first line whether a file is of GDELT's events.

    >>> is_gdelt("719024875\t20171202\t201712\t2017\t2017.9096\t" + "\t" * 55)
    True
    """
    return bool(ROW.match(first_line)) and first_line.count("\t") + 1 in LAYOUTS


def reports(stream: TextIO, only: Mapping[str, str], wanted: Wanted) -> Rows:
    r"""Read rows of events.

    Parameters
    ----------
    stream : text stream
        The file as published, unpacked; rows of different widths may stand together.
    only : mapping of str to str
        Values that fields must have, by GDELT's own names, such as ``{"EventRootCode": "14"}``.
    wanted : Wanted
        What is asked for, so that rows which cannot be it are passed over early.

    Yields
    ------
    Report, Rejected or int
        For each row what it says, or why it says nothing; for rows that were not asked for, how
        many.
        Actors and type are CAMEO codes; the intensity is the row's own Goldstein value; the
        article is the locator.

    Raises
    ------
    InvalidInput
        If a field of `only` is none of GDELT's.

    Notes
    -----
    http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf. SQLDATE is when it
    happened; DATEADDED, when the world heard, is in what the report said.

    Examples
    --------
    >>> import io
    >>> cells = ["7", "20161003", "201610", "2016", "2016.75", "RUS", "RUSSIA"] + [""] * 19
    >>> cells += ["1056", "105", "10", "3", "-4", "9"] + [""] * 29
    >>> [row, _] = reports(io.StringIO("\t".join(cells)), {}, Wanted())
    >>> row.handle, row.title, row.type, row.intensity
    ('gdelt-7', 'Russia: demand', 'cameo:1056', -4.0)
    """
    asked = _conditions(only)
    passed = 0
    days: dict[str, EventDate | None] = {}
    titles: dict[tuple[str, str, str], str] = {}
    values: dict[str, float | None] = {}
    one, other = (*wanted.cameo, "", "")[:2]  # what a line has somewhere that is of the dyad
    for number, line in enumerate(stream, start=1):
        if one not in line or other not in line:
            passed += 1
            continue
        row = line.rstrip("\r\n").split("\t")
        width = len(row)
        if width not in PLACES:
            yield Rejected(number, f"has {width} fields, which is no row of GDELT")
            continue
        if not row[ID].isdecimal():
            yield Rejected(number, f"{row[ID][:40]!r} is no number of an event")
            continue
        if asked and any(row[at[width]] != value for at, value in asked):
            passed += 1
            continue
        day = row[DAY]
        if day not in days:
            days[day] = _day(day)
        date = days[day]
        code = row[CODE]
        if date is None:
            yield Rejected(number, f"{day!r} is no day")
            continue
        if code[:2] not in ROOTS:
            yield Rejected(number, f"{code!r} is no event code of CAMEO")
            continue
        names = row[NAME_1], row[NAME_2], code[:2]
        title = titles.get(names)
        if title is None:
            if len(titles) > MOST_REMEMBERED:  # so that memory stays flat
                titles.clear()
            title = titles[names] = _title(*names)
        value = row[GOLDSTEIN]
        if value not in values:
            values[value] = on_the_scale(value)
        at = PLACES[width]
        added = row[at["DATEADDED"]]
        yield Report(
            number,
            f"gdelt-{row[ID]}",
            title,
            date,
            f"cameo:{code}",
            (f"cameo:{row[ACTOR_1]}",) if row[ACTOR_1] else (),
            (f"cameo:{row[ACTOR_2]}",) if row[ACTOR_2] else (),
            "",
            row[at["ActionGeo_FullName"]] or None,
            values[value],
            (row[-1] if width != len(OLDER) - 1 else "") or f"event {row[ID]}",
            f"CAMEO {code}, {row[MENTIONS]} mentions, added {added[:4]}-{added[4:6]}-{added[6:8]}",
            _whole(row[QUAD]),
            _whole(row[MENTIONS]),
            row[IS_ROOT] == "1",
        )
    yield passed


def _conditions(only: Mapping[str, str]) -> list[tuple[dict[int, int], str]]:
    """Where in rows of each width a value must stand."""
    names = {folded(name): name for name in FIELDS}
    if unknown := [name for name in only if folded(name) not in names]:
        raise InvalidInput(f"GDELT has no field {unknown[0]!r}; it has {', '.join(FIELDS)}.")
    missing = -1  # of a row that is too narrow for the field, the last one stands in for it
    return [
        ({width: at.get(names[folded(name)], missing) for width, at in PLACES.items()}, value)
        for name, value in only.items()
    ]


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0


def _day(text: str) -> EventDate | None:
    """`20171202` as a day of the calendar; None where it is none."""
    try:
        return EventDate.parse(f"{text[:4]}-{text[4:6]}-{text[6:8]}")
    except InvalidDate:
        return None


def _title(one: str, other: str, root: str) -> str:
    did = ROOTS[root][0].lower()
    towards = f" towards {other.title()}" if other else ""
    return one_line(f"{one.title() or 'Somebody'}: {did}{towards}")
