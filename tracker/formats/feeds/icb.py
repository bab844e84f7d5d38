"""The actor-level file of the International Crisis Behavior Project: triggers and responses.

Each row is a state in a crisis, with the dated act that triggered the crisis for it and its own
dated major response. Both become events, and the pair a link, which ICB claims.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TextIO

from tracker.errors import InvalidInput, excerpt
from tracker.formats.feeds.tables import Cells, Line, date_or_none, table
from tracker.formats.file_format import FileFormat
from tracker.formats.limits import limits_of
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.link import LinkDraft
from tracker.model.source import Citation, Source

SOURCE = Source(
    "icb",
    "International Crisis Behavior Project, actor-level data (ICB2)",
    publisher="International Crisis Behavior Project",
)
NEEDED = (
    *("crisno", "crisname", "actor", "cracid", "triggr", "trigent", "yrtrig", "motrig", "datrig"),
    *("majres", "yerres", "monres", "dayres"),
)
# Kinds of acts with the nearest types of the codebook. TRIGGR and MAJRES count differently.
TRIGGERS = {
    "1": ("verbal act", "accusation"),
    "2": ("political act", "statement"),
    "3": ("economic act", "sanctions"),
    "4": ("external change", "disclosure"),
    "5": ("other non-violent act", "statement"),
    "6": ("internal challenge", "protest"),
    "7": ("non-violent military act", "show-of-force"),
    "8": ("indirect violent act", "clash"),
    "9": ("violent act", "clash"),
}
RESPONSES = {
    "2": ("verbal act", "accusation"),
    "3": ("political act", "statement"),
    "4": ("economic act", "sanctions"),
    "5": ("other non-violent act", "statement"),
    "6": ("non-violent military act", "show-of-force"),
    "7": ("several acts, non-violent military among them", "show-of-force"),
    "8": ("violent act", "clash"),
    "9": ("several acts, violent among them", "clash"),
}
NO_RESPONSE = "1"
NO_STATE = {"995": "an internal challenger", "996": "a non-state actor", "997": "several states"}
LONGEST_NUMBER = 4  # digits of a year
CODED, INFERRED = 0.97, 0.675  # almost certain; likely
# What stays in capitals, and what does not begin with one, in the names of crises.
INITIALS = re.compile(
    r"\b([ivx]+|wwii?|us|uss|ussr|uar|plo|drc|uae|kal|ec-121|usmc|n\.|s\.)(?=$|\W)", re.IGNORECASE
)
SMALL = re.compile(r"(?<=\s)(Of|In|The|Over|And|On|To)\b|\bD(?='[A-Z])")


def is_icb(first_line: str) -> bool:
    """Tell by its first line whether a table is ICB's actor-level file.

    Parameters
    ----------
    first_line : str
        Its first line.

    Returns
    -------
    bool
        Whether it begins with the headings of that file.

    Examples
    --------
    >>> is_icb("icb2,crisno,cracno,cracid,actor,systrgyr")
    True
    """
    start = first_line.removeprefix("\ufeff").lower()
    return start.startswith(("icb2,crisno,", "icb1,crisno,"))


def read(
    stream: TextIO,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    remarks: list[str] | None = None,
    only: Mapping[str, str] | None = None,
    reject: RejectHandler | None = None,
) -> Batch:
    r"""Read the actor-level file.

    Parameters
    ----------
    stream : text stream
        The file as published, in UTF-8, with or without a byte order mark.
    mapping, constants : mapping of str to str, optional
        Refused: the file names its own fields.
    remarks : list of str, optional
        Takes up how many rows gave no event, and why.
    only : mapping of str to str, optional
        Values that columns must have, such as ``{"crisno": "196"}``.
    reject : callable, optional
        Receives each row that is cut short or too long; rows without a dated act are counted in
        `remarks`.

    Returns
    -------
    Batch
        For each row a trigger (one for all states that the same act triggered) and a response,
        with the link between them, claimed by the source `icb`; actors are given by their COW
        numbers. Where ICB names a state as the doer of a trigger that comes after that state's
        own response in the same crisis, a likely link from the one to the other is inferred and
        claimed by the analyst.

    Raises
    ------
    InvalidInput
        If the file is not what it should be, or no row has the values asked for.

    Notes
    -----
    Brecher, Wilkenfeld, Beardsley, James & Quinn, International Crisis Behavior Data Codebook.
    A day that is not known (above 31) leaves the month, a month that is not known the year.

    Examples
    --------
    >>> import io
    >>> headings = (
    ...     "icb2,crisno,cracid,actor,crisname,triggr,yrtrig,motrig,datrig,trigent,"
    ...     "majres,yerres,monres,dayres"
    ... )
    >>> row = "ICB2,196,2,USA,CUBAN MISSILES,4,1962,10,16,365,6,1962,10,20"
    >>> batch = read(io.StringIO(f"{headings}\n{row}\n"))
    >>> [(str(event.date), event.by, event.to) for event in batch.events]
    [('1962-10-16', ('cow:365',), ('cow:2',)), ('1962-10-20', ('cow:2',), ('cow:365',))]
    """
    if mapping or constants:
        raise InvalidInput("An ICB file names its fields itself; --map and --set are for csv.")
    skipped: Counter[str] = Counter()
    cases = []
    for row in _rows(stream, only or {}):
        if isinstance(row, RejectedRow):
            if reject is None:
                skipped["Rows cut short or too long"] += 1
            else:
                reject(row)
        elif case := _case(row, skipped):
            cases.append(case)
    if not cases:
        raise InvalidInput("No row has the values asked for, so there is nothing to import.")
    if remarks is not None:
        remarks += [f"{why}: {count}." for why, count in sorted(skipped.items())]
    events = {draft.handle: draft for draft in _events(cases)}
    links = (*_coded(cases), *_inferred(cases))
    return Batch(sources=(SOURCE,), events=tuple(events.values()), links=links)


@dataclass(frozen=True)
class _Case:
    """A state in a crisis: what triggered it for the state, and what it did."""

    crisis: str
    name: str
    state: str
    letters: str
    doer: str
    trigger: str
    triggered: EventDate
    response: str
    responded: EventDate | None

    @property
    def trigger_handle(self) -> str:
        day = self.triggered.text
        return f"icb-{self.crisis}-trigger-{self.doer}-{self.trigger}-{day}"

    @property
    def response_handle(self) -> str:
        day = self.responded.text if self.responded else "none"
        return f"icb-{self.crisis}-response-{self.letters.lower()}-{day}"


def _rows(stream: TextIO, only: Mapping[str, str]) -> Iterator[Cells | RejectedRow]:
    """The rows that have the values asked for, and those that are none."""
    lines = _lower_headings(stream)
    first = next(lines, "")
    headings = first.rstrip("\r\n").split(",")
    if headings[0] == "icb1" and not set(NEEDED) <= set(headings):
        raise InvalidInput(
            "This is ICB's crisis-level file; what happened, and to whom, is in the actor-level "
            "one, icb2."
        )
    if unknown := [column for column in only if column not in headings]:
        raise InvalidInput(f"There is no column {excerpt(unknown[0])} to choose rows by.")
    for each in table(
        chain([first], lines), "ICB's actor-level data", NEEDED, only, limits=limits_of(stream)
    ):
        if isinstance(each, Line):
            yield each.cells
        elif isinstance(each, RejectedRow):
            yield each


def _lower_headings(stream: TextIO) -> Iterator[str]:
    for number, line in enumerate(stream):
        yield line.removeprefix("\ufeff").lower() if number == 0 else line


def _case(row: Mapping[str, str], skipped: Counter[str]) -> _Case | None:
    triggered = _date(row["yrtrig"], row["motrig"], row["datrig"])
    if row["triggr"] not in TRIGGERS or triggered is None:
        skipped["Rows without a dated trigger"] += 1
        return None
    responded = _date(row["yerres"], row["monres"], row["dayres"])
    if row["majres"] == NO_RESPONSE:
        responded = None
    elif row["majres"] not in RESPONSES or responded is None:
        skipped["Rows without a dated response, of which only the trigger was taken"] += 1
        responded = None
    elif responded.is_wholly_before(triggered):
        skipped["Responses dated before their triggers, left out"] += 1
        responded = None
    return _Case(
        row["crisno"], _titled(row["crisname"]), row["cracid"], row["actor"], row["trigent"],
        row["triggr"], triggered, row["majres"], responded,
    )  # fmt: skip


def _date(year: str, month: str, day: str) -> EventDate | None:
    """The date as far as it is known; days above 31 stand for some part of a month."""
    if not _is_number(year):
        return None
    text = f"{int(year):04}"
    if _is_number(month) and 1 <= int(month) <= 12:
        text += f"-{int(month):02}"
        if _is_number(day) and 1 <= int(day) <= 31:
            text += f"-{int(day):02}"
    # A 31st of a shorter month leaves the month; the year 0 leaves nothing.
    return date_or_none(text) or date_or_none(text[:7])


def _is_number(text: str) -> bool:
    """Whether a text is a number that may stand in a date.

    >>> _is_number("31"), _is_number("²"), _is_number("-9")
    (True, False, False)
    """
    return text.isdecimal() and len(text) <= LONGEST_NUMBER


def _events(cases: Sequence[_Case]) -> Iterator[EventDraft]:
    struck: dict[str, list[_Case]] = {}
    for case in cases:
        struck.setdefault(case.trigger_handle, []).append(case)
    for handle, together in struck.items():
        case = together[0]
        what, kind = TRIGGERS[case.trigger]
        whom = " and ".join(each.letters for each in together)
        doer = NO_STATE.get(case.doer)
        yield EventDraft(
            f"{case.name}: {what} triggers a crisis for {whom}",
            case.triggered,
            kind,
            by=() if doer or not case.doer.isdigit() else (f"cow:{case.doer}",),
            to=tuple(f"cow:{each.state}" for each in together),
            summary=f"ICB crisis {case.crisis}, TRIGGR {case.trigger}, TRIGENT {case.doer}"
            + (f" ({doer})." if doer else "."),
            handle=handle,
            citations=(Citation(SOURCE.code, locator=f"crisis {case.crisis}, TRIGGR"),),
        )
    for case in cases:
        if case.responded is None:
            continue
        what, kind = RESPONSES[case.response]
        against = () if case.doer in NO_STATE or not case.doer.isdigit() else (f"cow:{case.doer}",)
        yield EventDraft(
            f"{case.name}: {what}, the major response of {case.letters}",
            case.responded,
            kind,
            by=(f"cow:{case.state}",),
            to=against,
            summary=f"ICB crisis {case.crisis}, MAJRES {case.response}.",
            handle=case.response_handle,
            citations=(Citation(SOURCE.code, locator=f"crisis {case.crisis}, MAJRES"),),
        )


def _coded(cases: Sequence[_Case]) -> Iterator[LinkDraft]:
    for case in cases:
        if case.responded is not None:
            yield LinkDraft(
                case.trigger_handle,
                case.response_handle,
                "provokes",
                CODED,
                SOURCE.code,
                f"ICB codes the one as the trigger of crisis {case.crisis} for {case.letters}, "
                "and the other as its major response.",
                (Citation(SOURCE.code, locator=f"crisis {case.crisis}, {case.letters}"),),
            )


def _titled(name: str) -> str:
    """The name of a crisis, shouted in the file, as a title; numerals and initials stay.

    >>> _titled("ENTRY WWII"), _titled("CHAD/LIBYA VI"), _titled("COTE D'IVOIRE IN THE NIGHT")
    ('Entry WWII', 'Chad/Libya VI', "Cote d'Ivoire in the Night")
    """
    titled = INITIALS.sub(lambda word: word[0].upper(), name.title())
    return SMALL.sub(lambda word: word[0].lower(), titled.replace("'S", "'s"))


def _inferred(cases: Sequence[_Case]) -> Iterator[LinkDraft]:
    """From a state's response to the next trigger of which it is the doer, within a crisis."""
    seen = set()
    for case in cases:
        before = [
            other
            for other in cases
            if other.crisis == case.crisis
            and other.state == case.doer
            and other.responded is not None
            # Strictly in time, so that these links and the coded ones never close a circle.
            and max(other.responded.start, other.triggered.start) < case.triggered.start
        ]
        if before and case.trigger_handle not in seen:
            seen.add(case.trigger_handle)
            last = max(before, key=lambda other: (other.responded or other.triggered).start)
            yield LinkDraft(
                last.response_handle,
                case.trigger_handle,
                "leads-to",
                INFERRED,
                because=f"Inferred: ICB names {last.letters} as the doer of this trigger, and this "
                "was its major response before it.",
            )


FORMAT = FileFormat(
    "icb",
    "crises of the International Crisis Behavior Project: triggers, responses, their links",
    unread="outcomes, stakes, and who else was involved",
    recognises=is_icb,
    read=read,
)
