"""Feeds at the door: rows of reports become events, however many, within one command.

A report is known by the handle its feed gives it. One that is not there yet is added; one that
is there and says something else now is corrected, unless an analyst has changed the event since:
what people have looked at stays as they left it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from tracker.errors import InvalidInput
from tracker.model.report import Reject, Rejected, Report, Row, Rows
from tracker.model.text import LINE_LIMIT, clean_line, clean_prose
from tracker.model.wanted import ANYTHING, Wanted
from tracker.recording.codes import Codes
from tracker.recording.events import checked_handle, rounded
from tracker.store import bulk, duplicates, history
from tracker.store.database import Database
from tracker.store.rows import bound_text

CHUNK = 5_000
LONGEST_LOCATOR = 2_000
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


@dataclass
class Count:
    """What became of the rows of a file."""

    read: int = 0
    kept: int = 0
    merged: int = 0
    rejected: int = 0
    corrected: int = 0
    edited: int = 0  # corrections that were not made, for an analyst has changed the event

    @property
    def passed_over(self) -> int:
        """Rows that were not asked for."""
        return self.read - self.kept - self.merged - self.rejected


class Checked(NamedTuple):
    """A report as it may be stored, its codes resolved."""

    columns: bulk.Columns
    by: tuple[str, ...]
    to: tuple[str, ...]
    cited: bulk.Cited


class Door:
    """Takes in the rows of one feed, whose citations are of one source."""

    def __init__(
        self,
        db: Database,
        source: str,
        wanted: Wanted,
        codes: Codes,
        reject: Reject,
        corrects: bool = True,
    ) -> None:
        self.db = db
        self.source = source
        self.wanted = wanted
        self.codes = codes
        self.reject = reject
        self.corrects = corrects
        self.count = Count()
        self._used: set[str] = set()
        self.corrected: list[int] = []
        self._quads: dict[str, int | None] = {
            row["code"]: row["quad"] for row in db.rows("SELECT code, quad FROM types")
        }
        self._dates: dict[str, tuple[str, str | None, str | None]] = {}
        self._edited: frozenset[int] | None = None
        self._choosing = wanted != ANYTHING

    def take(self, rows: Rows) -> tuple[int, int] | None:
        """Store what is asked for and not there yet; returns the stretch of new event numbers."""
        with bulk.load(self.db) as load:
            first = load.last + 1
            while chunk := list(islice(rows, CHUNK)):
                self._store(load, chunk)
        return (first, load.last) if load.last >= first else None

    def _store(self, load: bulk.Load, chunk: Sequence[Row]) -> None:
        checked = [each for each in map(self._checked, chunk) if each is not None]
        handles = [each.columns[0] for each in checked]
        there = bulk.known(self.db, handles)
        gone = duplicates.merged(self.db, handles)
        fresh: dict[str, Checked] = {}
        again = []
        for each in checked:
            handle = each.columns[0]
            if handle in gone:
                self.count.merged += 1  # into another event: what is said there stands
            elif handle in there or handle in fresh:
                again.append(each)
            else:
                fresh[handle] = each
        events, actors, citations = [], [], []
        for number, (columns, by, to, cited) in enumerate(fresh.values(), start=load.last + 1):
            events.append((number, *columns))
            citations.append((number, self.source, *cited))
            if by:
                actors += [(number, "by", place, actor) for place, actor in enumerate(by)]
            if to:
                actors += [(number, "to", place, actor) for place, actor in enumerate(to)]
        load.add(events, actors, citations)
        self.count.kept += len(fresh)
        self.count.merged += len(again)
        if again and self.corrects:
            load.settle()
            self._correct(again, load.last_before)

    def _correct(self, again: Sequence[Checked], last_before: int) -> None:
        """Bring events that are there to what their feed says of them now.

        Those that came in this very load are simply as the later row has them.
        """
        numbers = bulk.known(self.db, [each.columns[0] for each in again])
        stored = bulk.stored(self.db, list(numbers.values()), self.source)
        for each in again:
            number = numbers[each.columns[0]]
            if stored[number] == each:
                continue
            stored[number] = each
            if number > last_before:
                with bulk.unnoted(self.db):
                    bulk.replace(self.db, number, self.source, *each)
                continue
            if self._edited is None:
                self._edited = history.edited_events(self.db)
            if number in self._edited:
                self.count.edited += 1
                continue
            bulk.replace(self.db, number, self.source, *each)
            self.corrected.append(number)
            self.count.corrected += 1

    def _checked(self, row: Row) -> Checked | None:
        """What is to be stored of a row; None where nothing is."""
        if type(row) is int:
            self.count.read += row
            return None
        self.count.read += 1
        if type(row) is Rejected:
            self._refuse(row)
            return None
        assert type(row) is Report
        kind = self.codes.kind(row.type)
        if kind is None:
            name = row.type.removeprefix("cameo:")
            self._refuse(Rejected(row.line, f"{name!r} stands for no type of event"))
            return None
        if self._choosing and not self._is_asked_for(row, kind):
            return None
        by, to = self.codes.side(row.by, row.date), self.codes.side(row.to, row.date)
        if self._choosing and not self.wanted.pairs(by, to):
            return None
        try:
            taken = Checked(self._columns(row, kind), by, to, _cited(row))
        except InvalidInput as error:
            self._refuse(Rejected(row.line, str(error)))
            return None
        if kind not in self._used:
            self._used.add(kind)
            self.codes.record_kind(kind)
        self.codes.note(row.by)
        self.codes.note(row.to)
        return taken

    def _is_asked_for(self, row: Report, kind: str) -> bool:
        """Whether a report meets the conditions that do not need its actors."""
        wanted = self.wanted
        if wanted.types and kind not in wanted.types:
            return False
        if wanted.quads and (row.quad or self._quad(kind)) not in wanted.quads:
            return False
        if wanted.min_mentions and row.mentions is None:
            raise InvalidInput("This feed counts no mentions; leave --min-mentions out.")
        if wanted.root_only and row.is_root is None:
            raise InvalidInput("This feed marks no root events; leave --root-only out.")
        return (
            (row.mentions or 0) >= wanted.min_mentions
            and (not wanted.root_only or bool(row.is_root))
            and wanted.covers(row.date)
        )

    def _quad(self, kind: str) -> int | None:
        if kind in self.codes.fresh_types:
            return self.codes.fresh_types[kind].quad
        return self._quads[kind]

    def _columns(self, row: Report, kind: str) -> bulk.Columns:
        """What a report says, checked as what a person says would be."""
        date = row.date
        dated = self._dates.get(date.text)
        if dated is None:
            if len(self._dates) >= CHUNK:  # so that memory stays flat
                self._dates.clear()
            dated = (date.text, bound_text(date.earliest), bound_text(date.latest))
            self._dates[date.text] = dated
        title, summary, place, intensity = row.title, row.summary, row.place, row.intensity
        if not f"{title}{summary}{place}".isprintable() or not title or len(title) > LINE_LIMIT:
            title, summary = clean_line(title, "title"), clean_prose(summary, "summary")
            place = clean_line(place, "place") if place and place.strip() else None
        handle = row.handle
        return (
            handle if PLAIN.issuperset(handle) else checked_handle(handle),
            title,
            *dated,
            kind,
            summary,
            place,
            None if intensity is None else rounded(intensity),
        )

    def _refuse(self, rejected: Rejected) -> None:
        self.count.rejected += 1
        self.reject(rejected)


def _cited(row: Report) -> bulk.Cited:
    """Where a report stands and what it says there; most are plain, and one look says so."""
    locator, said = row.locator, row.said
    if f"{locator}{said}".isprintable() and len(locator or "") <= LONGEST_LOCATOR:
        return locator, said
    return (
        locator and clean_line(locator, "locator", LONGEST_LOCATOR),
        said and clean_prose(said, "what is said"),
    )
