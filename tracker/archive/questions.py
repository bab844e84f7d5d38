"""The questions that a record answers, answered from an archive where it lies."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from tracker.archive import expressions
from tracker.archive.columns import literal
from tracker.archive.conditions import Conditions
from tracker.archive.engines import (
    Addressed,
    Engine,
    connect,
    engine_named,
    is_address,
    need_archive,
)
from tracker.archive.manifest import Archive, Manifest
from tracker.archive.resolving import Codebook, Dated, resolved
from tracker.archive.tables import EVENTS
from tracker.errors import InvalidInput
from tracker.model.dyads import DatedTally, Period, Tally

if TYPE_CHECKING:
    from tracker.model.selection import Selection
    from tracker.store.database import Database

# Filters of what only a record has.
OF_A_RECORD = {
    "min_grade": "--min-grade",
    "known_by": "--known-by",
    "account": "--account",
    "labels": "--tag",
    "near": "--near",
}
OCCURRED = "occurred"


class Step(NamedTuple):
    """Acts of one actor upon another, of one day, type and intensity; `id` is of the first.

    A fight of which who began is not coded is there once, as an act of either upon the other.
    """

    doer: str
    target: str
    code: str
    first: date | None
    last: date | None
    strength: float | None
    is_fight: bool
    number: int
    id: str


class ArchiveQuestions:
    """An archive that is asked with a record's names; of `named` actors parts count as these."""

    def __init__(
        self,
        folder: Archive,
        db: "Database",
        selection: "Selection",
        engine: str | None = None,
        named: Sequence[str] = (),
        words: Sequence[str] = (),
    ) -> None:
        need_archive()
        _refuse_of_a_record(selection)
        self.archive, self.db, self.selection = folder, db, selection
        since, until = _day(selection.since, "earliest"), _day(selection.until, "latest")
        # An engine with an address has the events itself, whether or not there is an archive here.
        is_elsewhere = is_address(engine) and not folder.is_there
        self.manifest = Manifest() if is_elsewhere else folder.within(since, until)
        self.engine: Engine = engine_named(engine, folder, self.manifest.parts)
        sides, types = self._names()
        self.book: Codebook = resolved(
            db, sides, types, self._dates_of, selection.exactly, named or selection.dyad or ()
        )
        plain: tuple[str, ...] | None = None
        dated: tuple[tuple[str, str], ...] = ()
        if selection.actors:
            plain, dated = self.book.sides_with(db, selection.actors, selection.exactly)
        happened = not selection.statuses or OCCURRED in selection.statuses
        self.conditions = Conditions(
            since=since,
            until=until,
            sides=plain,
            dated_sides=dated,
            types=()
            if not happened
            else self.book.names_of_types(selection.types)
            if selection.types
            else None,
            place=selection.place,
            text=selection.text,
            words=tuple(words),
            min_intensity=selection.min_intensity,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.close()

    def tallies(self, period: Period | None = Period.DAY) -> list[DatedTally]:
        """Acts by dyad and period, as `store.dyads.tallies` counts those of a record."""
        found = self._rows(expressions.dyads(self._counted(period), self.selection.dyad))
        told = [
            DatedTally(doer, target, _date(start), _date(end), _tally(numbers))
            for doer, target, start, end, *numbers in found
        ]
        return sorted(told, key=_order)

    def matrix(self) -> list[tuple[str | None, str | None, int | None, Tally]]:
        """Acts by doer, target and class; None where nobody is named."""
        return [
            (doer, target, tone, _tally(numbers))
            for doer, target, tone, *numbers in self._rows(expressions.matrix(self._counted(None)))
        ]

    def days(self) -> list[tuple[date | None, date | None, str, float | None, int]]:
        """Events by their first and last day, type and intensity."""
        found = self._rows(expressions.days(self._counted(Period.DAY, by_strength=True)))
        told = [
            (_date(start), _date(end), code, _float(strength), int(number))
            for start, end, code, strength, number in found
        ]
        return sorted(told, key=lambda each: (str(each[:3]), each[3] or 0.0))

    def steps(self, pair: tuple[str, str]) -> list[Step]:
        """Acts of two upon one another, those of a day, a type and an intensity together."""
        groups = self._counted(Period.DAY, by_strength=True)
        return [
            Step(
                doer, target, code, _date(start), _date(end), _float(strength), bool(is_fight),
                int(number), first,
            )
            for doer, target, code, start, end, strength, is_fight, number, first in self._rows(
                expressions.steps(groups, pair)
            )
            if not is_fight or doer < target
        ]  # fmt: skip

    def rows_of(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """The rows of some ids."""
        found = self._rows(expressions.with_ids(ids)) if ids else []
        return [dict(zip(EVENTS, row, strict=True)) for row in found]

    def unpaired(self) -> int:
        """The number of events of which nobody acts upon anybody named."""
        found = self._rows(expressions.unpaired(self._counted(None)))
        numbers = {what: int(number or 0) for what, number in found}
        # A fight of two stands there once for each of them.
        return numbers["all"] - numbers["paired"] - numbers["fights"] // 2

    def joint(self) -> int:
        """The number of events with several on a side."""
        [(number,)] = self._rows(expressions.joint(self._counted(None)))
        return int(number or 0)

    def span(self) -> tuple[date, date] | None:
        """The first and the last day of what meets the conditions."""
        [(first, last, _)] = self._rows(expressions.span(self.conditions))
        one, other = _date(first), _date(last)
        return None if one is None or other is None else (one, other)

    def size(self) -> int:
        """The number of events that meet the conditions."""
        [(_, _, number)] = self._rows(expressions.span(self.conditions))
        return int(number)

    def rows(self, order: str = "date", limit: int | None = None) -> Iterator[dict[str, Any]]:
        """The rows themselves, as their columns, however many."""
        asked = expressions.listed(self.conditions, order, limit)
        for row in self.engine.rows(asked, self.book.tables):
            yield dict(zip(EVENTS, row, strict=True))

    def _counted(self, period: Period | None, by_strength: bool = False) -> Any:
        return expressions.counted(self.conditions, period, self.book.dated, by_strength)

    def _rows(self, expression: Any) -> list[tuple[Any, ...]]:
        return list(self.engine.rows(expression, self.book.tables))

    def _names(self) -> tuple[list[str], list[str]]:
        """The names of sides and types that stand in the archive."""
        if isinstance(self.engine, Addressed):
            found = list(self.engine.rows(expressions.names(), {}))
        elif self.manifest.names:
            con = connect()
            path = literal(str(self.archive.path(self.manifest.names)))
            found = con.execute(f"SELECT kind, name FROM read_parquet({path})").fetchall()
            con.close()
        else:
            found = []
        sides = dict.fromkeys(name for kind, name in found if kind != "type")
        return list(sides), [name for kind, name in found if kind == "type"]

    def _dates_of(self, names: Sequence[str]) -> Dated:
        """The dates at which some names stand."""
        dates: Dated = {}
        for name, day in self.engine.rows(expressions.dates_of(names), {}):
            dates.setdefault(name, set()).add(day)
        return dates


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _tally(numbers: Sequence[Any]) -> Tally:
    number, hostile, cooperative, neutral, *sums = numbers
    below, above = (float(each) for each in sums)
    known = int(hostile) + int(cooperative) + int(neutral)
    return Tally(int(hostile), int(cooperative), int(neutral), int(number) - known, below, above)


def _date(value: Any) -> date | None:
    """A day, which some engines give as a moment."""
    return value.date() if isinstance(value, datetime) else value


def _order(each: DatedTally) -> tuple[date, date, str, str]:
    first, last = each.first or date.min, each.last or date.min
    return first, last, each.doer, each.target


def _day(bound: Any, side: str) -> date | None:
    moment = None if bound is None else getattr(bound, side)
    return None if moment is None else moment.date()


def _refuse_of_a_record(selection: "Selection") -> None:
    for name, option in OF_A_RECORD.items():
        if getattr(selection, name):
            raise InvalidInput(
                f"An archive knows nothing of {option}, which asks for what is recorded; leave it "
                "out, or promote the rows into the record and ask that."
            )
