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
from tracker.formats.feeds.columns import has_columns
from tracker.formats.feeds.icb_codes import (
    ANSWERS,
    FORCE,
    NEEDED,
    NO_ACT,
    NO_RESPONSE,
    NO_STATE,
    RESPONSES,
    TRIGGERS,
    TYPES,
)
from tracker.formats.feeds.tables import Cells, Line, date_or_none, table
from tracker.formats.file_format import FileFormat
from tracker.formats.limits import limits_of
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.link import LinkDraft
from tracker.model.numbers import counted
from tracker.model.source import Citation, Source

SOURCE = Source(
    "icb",
    "International Crisis Behavior Project, actor-level data (ICB2)",
    publisher="International Crisis Behavior Project",
)
CRISIS_LEVEL = ("icb1", "crisno")
LONGEST_NUMBER = 4  # digits of a year
LATE, INFERRED = 0.5, 0.675  # roughly even chance; likely
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
        Whether it has the headings of that file, or of the crisis-level one.

    Examples
    --------
    >>> is_icb("icb2," + ",".join(NEEDED))
    True
    """
    return has_columns(first_line, NEEDED) or has_columns(first_line, CRISIS_LEVEL)


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
        numbers. The link *provokes* where armed forces answer an act of an adversary, else the one
        *responds* to the other; it is very likely where the answer came within a week, likely
        within 30 days, else a roughly even chance. A kind of ICB's that no type of the codebook is
        as wide as becomes a type of its own, not coded by CAMEO, Goldstein or COW. Where ICB names
        a state as the doer of a trigger that comes after that state's own response in the same
        crisis, a link from the one to the other is inferred and claimed by the analyst: likely
        within 30 days, else a roughly even chance.

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
    used = {draft.type for draft in events.values()}
    return Batch(
        types=tuple(each for code, each in TYPES.items() if code in used),
        sources=(SOURCE,),
        events=tuple(events.values()),
        links=links,
    )


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
    limits, lines = limits_of(stream), iter(stream)
    first = next(lines, "")
    if has_columns(first, CRISIS_LEVEL) and not has_columns(first, NEEDED):
        raise InvalidInput(
            "This is ICB's crisis-level file; what happened, and to whom, is in the actor-level "
            "one, icb2."
        )
    if unknown := [column for column in only if not has_columns(first, [column])]:
        raise InvalidInput(f"There is no column {excerpt(unknown[0])} to choose rows by.")
    for each in table(chain([first], lines), "ICB's actor-level data", NEEDED, only, limits=limits):
        if isinstance(each, Line):
            yield each.cells
        elif isinstance(each, RejectedRow):
            yield each


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
            likelihood, after = _answer(case.triggered, case.responded)
            by_force = case.response in FORCE and case.trigger not in NO_ACT
            yield LinkDraft(
                case.trigger_handle,
                case.response_handle,
                "provokes" if by_force else "responds",
                likelihood,
                SOURCE.code,
                f"ICB codes the one as the trigger of crisis {case.crisis} for {case.letters}, "
                f"and the other as its major response, {after}.",
                (Citation(SOURCE.code, locator=f"crisis {case.crisis}, {case.letters}"),),
            )


def _answer(triggered: EventDate, responded: EventDate) -> tuple[float, str]:
    """How likely it is that a response answers its trigger, by the days between, said in words.

    >>> _answer(EventDate.parse("1962-10-16"), EventDate.parse("1962-10-20"))
    (0.875, '4 days later')
    >>> _answer(EventDate.parse("1962-10"), EventDate.parse("1962-10-20"))
    (0.5, 'at a time not known to the day')
    """
    if not (triggered.is_day and responded.is_day):
        return LATE, "at a time not known to the day"
    days = (responded.start - triggered.start).days
    likelihood = next((chance for most, chance in ANSWERS if days <= most), LATE)
    return likelihood, "on the same day" if not days else f"{counted(days, 'day')} later"


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
            assert last.responded is not None
            likelihood, after = _answer(last.responded, case.triggered)
            yield LinkDraft(
                last.response_handle,
                case.trigger_handle,
                "leads-to",
                min(likelihood, INFERRED),
                because=f"Inferred: ICB names {last.letters} as the doer of this trigger, and this "
                f"was its major response before it; the trigger came {after}.",
            )


FORMAT = FileFormat(
    "icb",
    "crises of the International Crisis Behavior Project: triggers, responses, their links",
    unread="outcomes, stakes, and who else was involved",
    recognises=is_icb,
    read=read,
)
