"""GDELT events, 1.0 and 2.0: tab-separated rows without headings, of 57, 58 or 61 fields."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TextIO

from tracker.errors import InvalidInput
from tracker.formats.feeds import on_the_scale, tell
from tracker.model.cameo import ROOTS
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.source import Citation, Source

WIDTHS = (57, 58, 61)
ROW = re.compile(r"\d{4,12}\t\d{8}\t\d{6}\t\d{4}\t\d{4}\.\d+\t")
# Where fields stand, from 0; those behind the first geography by the width of the row.
ID, DAY, ACTOR_1, NAME_1, ACTOR_2, NAME_2, IS_ROOT, CODE, QUAD, GOLDSTEIN, MENTIONS = (
    0, 1, 5, 6, 15, 16, 25, 26, 29, 30, 31,
)  # fmt: skip
PLACE = {57: 50, 58: 50, 61: 52}
ADDED = {57: 56, 58: 56, 61: 59}
URL = {58: 57, 61: 60}
SOURCE = Source(
    "gdelt", "The GDELT Project, event database", publisher="The GDELT Project",
    url="https://www.gdeltproject.org/", reliability="F",
    note="Coded by machine from news in many languages; a row is a report, not a checked event.",
)  # fmt: skip
ONLY = {
    "dyad": "two actor codes, USA:RUS", "quad": "a QuadClass, 1 to 4",
    "root": "1 for events of a lead paragraph", "mentions": "at least so many mentions",
    "since": "a day, YYYY-MM-DD", "until": "a day, YYYY-MM-DD", "code": "the start of a CAMEO code",
}  # fmt: skip


def is_gdelt(first_line: str) -> bool:
    r"""Say by its first line whether a file is of GDELT's events.

    >>> is_gdelt("719024875\t20171202\t201712\t2017\t2017.9096\t" + "\t" * 55)
    True
    """
    return bool(ROW.match(first_line)) and first_line.count("\t") + 1 in WIDTHS


def read(
    stream: TextIO,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    remarks: list[str] | None = None,
    only: Mapping[str, str] | None = None,
) -> Batch:
    """Read rows of events, those that are asked for.

    Parameters
    ----------
    stream : text stream
        The file as published, unpacked; rows of different widths may stand together.
    mapping, constants : mapping of str to str, optional
        Refused: the layout is fixed.
    remarks : list of str, optional
        Takes up how many rows were left aside, and why.
    only : mapping of str to str, optional
        ``dyad``, ``quad``, ``root``, ``mentions``, ``since``, ``until`` and ``code``.

    Returns
    -------
    Batch
        An event for each row, with its own Goldstein value, by its GLOBALEVENTID; actors and type
        are CAMEO codes, which the door resolves. The article is the citation's locator.

    Raises
    ------
    InvalidInput
        If a condition is none of these, or no row can be read.

    Notes
    -----
    SQLDATE is when it happened; DATEADDED, when the world heard, is in the summary. GDELT's own
    QuadClass goes unused: a type of the codebook has one.
    """
    if mapping or constants:
        raise InvalidInput("GDELT's layout is fixed; --map and --set are for tables of your own.")
    wanted = _Wanted(only or {})
    skipped: Counter[str] = Counter()
    events = []
    for line in stream:
        row = line.rstrip("\r\n").split("\t")
        if len(row) not in WIDTHS:
            skipped["Lines that are no row of GDELT"] += 1
        elif (day := _day(row[DAY])) is None:
            skipped["Rows without a day"] += 1
        elif not wanted.takes(row, day):
            skipped["Rows that were not asked for"] += 1
        elif row[CODE][:2] not in ROOTS:
            skipped["Rows without an event code of CAMEO"] += 1
        else:
            events.append(_draft(row, day))
    if not events and not skipped["Rows that were not asked for"]:
        raise InvalidInput("No line of it is a row of GDELT's events.")
    tell(skipped, remarks)
    return Batch(sources=(SOURCE,), events=tuple(events), coded=True)


class _Wanted:
    """The conditions that rows must meet."""

    def __init__(self, only: Mapping[str, str]) -> None:
        if unknown := sorted(only.keys() - ONLY.keys()):
            known = "; ".join(f"{name} ({what})" for name, what in ONLY.items())
            raise InvalidInput(f"--only {unknown[0]} is not for GDELT; there is {known}.")
        self.dyad = tuple(only["dyad"].upper().split(":")) if "dyad" in only else ()
        if len(self.dyad) not in (0, 2):
            raise InvalidInput(f"--only dyad={only['dyad']}: write two codes, USA:RUS.")
        self.quad, self.root, self.code = (only.get(name, "") for name in ("quad", "root", "code"))
        self.since, self.until = only.get("since", ""), only.get("until", "9999")
        mentions = only.get("mentions", "0")
        if not mentions.isdigit():
            raise InvalidInput(f"--only mentions={mentions}: write a number.")
        self.mentions = int(mentions)

    def takes(self, row: list[str], day: str) -> bool:
        """Whether a row meets them all; a dyad does so either way round."""
        pair = row[ACTOR_1][:3], row[ACTOR_2][:3]
        return (
            (not self.dyad or pair in (self.dyad, self.dyad[::-1]))
            and (not self.quad or row[QUAD] == self.quad)
            and (not self.root or row[IS_ROOT] == self.root)
            and row[CODE].startswith(self.code)
            and self.since <= day <= self.until
            and int(row[MENTIONS] or 0) >= self.mentions
        )


def _day(text: str) -> str | None:
    """`20171202` as a day of the calendar; None where it is none."""
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8])).isoformat()
    except ValueError:
        return None


def _draft(row: list[str], day: str) -> EventDraft:
    one, other = (row[place].title() or "Somebody" for place in (NAME_1, NAME_2))
    root = ROOTS[row[CODE][:2]][0].lower()
    title = f"{one}: {root} towards {other}" if row[NAME_2] else f"{one}: {root}"
    width = len(row)
    url = row[URL[width]] if width in URL else ""
    added = row[ADDED[width]]
    return EventDraft(
        title,
        EventDate.parse(day),
        f"cameo:{row[CODE]}",
        by=(f"cameo:{row[ACTOR_1]}",) if row[ACTOR_1] else (),
        to=(f"cameo:{row[ACTOR_2]}",) if row[ACTOR_2] else (),
        summary=f"GDELT event {row[ID]}, CAMEO {row[CODE]}, {row[MENTIONS]} mentions, added "
        f"{added[:4]}-{added[4:6]}-{added[6:8]}.",
        place=row[PLACE[width]] or None,
        intensity=on_the_scale(row[GOLDSTEIN]),
        handle=f"gdelt-{row[ID]}",
        citations=(Citation(SOURCE.code, locator=url[:400] or f"event {row[ID]}"),),
    )
