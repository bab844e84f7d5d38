"""Acts counted by dyad: who did how much to whom, and how soon the other side acted after it."""

from typing import TYPE_CHECKING, Unpack

from tracker.desk.filters import omissions, selection_of, unhappened_in_words
from tracker.desk.opening import OpenRecord
from tracker.desk.values import choice_of
from tracker.errors import InvalidInput
from tracker.model.dyads import Period
from tracker.model.numbers import counted
from tracker.model.selection import Filters, filters_in_words

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.model.answers.ask import Dyads as DyadsAnswer
    from tracker.model.dyads import DatedTally, DyadCount
    from tracker.model.selection import Selection
    from tracker.store.database import Database

APART = "Hostile and cooperative acts are summed apart; one does not take back the other."
LAGS = (
    "A lag is the time to the next act of that kind on a later day, whatever it was about: it does "
    "not say that one answers the other, and where acts are many it is short by chance."
)


class Dyads(OpenRecord):
    """What actors did to one another, in numbers."""

    def dyads(
        self,
        first: str | None = None,
        last: str | None = None,
        *,
        by: Period | str | None = None,
        archive: "Path | str | None" = None,
        engine: str | None = None,
        **filters: Unpack[Filters],
    ) -> "DyadsAnswer":
        """Counts and sums of acts by who acted upon whom, of two sides or of all.

        `by` counts them by day, week or month. Of two sides the answer has as well how soon the
        one acts upon the other after the other acted upon it. With an `archive` they are of its
        rows, counted by an `engine`.
        """
        from tracker.analysis.dyads import count_dyads
        from tracker.model.answers.ask import Dyads as DyadsAnswer
        from tracker.model.parts import wholes_in_words
        from tracker.store import dyads as stored

        is_archived = archive is not None or engine is not None
        db = self._registers() if is_archived else self._reading()
        period = None if by is None else choice_of(Period, by, "period")
        pair = named_pair(db, first, last)
        selection = selection_of(db, filters, happened=True, dyad=pair)
        if is_archived:
            return self._of_archive(archive, engine, selection, pair, period, filters)
        found = stored.tallies(db, selection, Period.DAY if pair else period)
        record = stored.span_of_record(db, selection_of(db, filters, happened=True))
        counts = count_dyads(found, period, record)
        narrowed = filters_in_words(filters)
        remarks = omissions(db, selection)
        if filters.get("status") is not None:
            remarks = (*unhappened_in_words(stored.statuses(db, selection)), *remarks)
        if parts := wholes_in_words(stored.counted_wholes(db, selection)):
            remarks = (parts, *remarks)
        if not pair and (left := stored.unpaired(db, selection)):
            remarks = (_lone(left), *remarks)
        if not counts:
            between = f" between {pair[0]} and {pair[1]}" if pair else ""
            nothing = f"No act{between} is recorded{narrowed}."
            return DyadsAnswer((), period, conclusion=nothing, remarks=remarks)
        return _answer(found, counts, pair, period, remarks)

    def _of_archive(
        self,
        archive: "Path | str | None",
        engine: str | None,
        selection: "Selection",
        pair: tuple[str, str] | None,
        period: Period | None,
        filters: Filters,
    ) -> "DyadsAnswer":
        """The same of the rows of an archive."""
        from tracker.analysis.dyads import count_dyads
        from tracker.desk.archived import questions_of
        from tracker.model.answers.ask import Dyads as DyadsAnswer
        from tracker.model.parts import wholes_in_words

        with questions_of(self, archive, engine, selection) as asked:
            found = asked.tallies(Period.DAY if pair else period)
            counts = count_dyads(found, period, asked.span())
            parts = wholes_in_words(asked.book.wholes)
            left = 0 if pair else asked.unpaired()
        remarks = (*([_lone(left)] if left else []), *([parts] if parts else []))
        if not counts:
            between = f" between {pair[0]} and {pair[1]}" if pair else ""
            nothing = f"No act{between} is in the archive{filters_in_words(filters)}."
            return DyadsAnswer((), period, conclusion=nothing, remarks=remarks)
        return _answer(found, counts, pair, period, remarks)


def _lone(left: int) -> str:
    """That events name nobody on a side."""
    return (
        f"{counted(left, 'event')} {'names' if left == 1 else 'name'} nobody who acted or nobody "
        "acted upon, and no dyad has them."
    )


def _answer(
    found: "list[DatedTally]",
    counts: "tuple[DyadCount, ...]",
    pair: tuple[str, str] | None,
    period: Period | None,
    remarks: tuple[str, ...],
) -> "DyadsAnswer":
    """The counts, of two sides with how soon the one acts after the other, and what they mean."""
    from tracker.analysis.dyads import response_lags
    from tracker.model.answers.ask import Dyads as DyadsAnswer

    lags = response_lags(found, *pair) if pair else ()
    said = [APART, *_spread(found, period), *([LAGS, *_undated(found)] if lags else [])]
    return DyadsAnswer(counts, period, lags, conclusion=" ".join(said), remarks=remarks)


def named_pair(db: "Database", first: str | None, last: str | None) -> tuple[str, str] | None:
    """The codes of two sides; None where none is named, and one alone is refused."""
    from tracker.store.actor_names import resolve_actor

    if first is None and last is None:
        return None
    if first is None or last is None:
        raise InvalidInput(
            "A dyad has two sides: name A and B, or neither for all; --actor A has all of A's."
        )
    one, other = (resolve_actor(db, name) for name in (first, last))
    if one == other:
        raise InvalidInput(f"{one} is both sides; name two actors.")
    return one, other


def _undated(found: "list[DatedTally]") -> list[str]:
    """A sentence on acts that no lag counts, for they are of no one day; nothing without any."""
    several = sum(
        each.tally.acts for each in found if each.first is None or each.first != each.last
    )
    if not several:
        return []
    verb, have = ("is", "has") if several == 1 else ("are", "have")
    return [
        f"{counted(round(several), 'act')} that {verb} of no one day {have} no part in the lags."
    ]


def _spread(found: "list[DatedTally]", period: Period | None) -> list[str]:
    """A sentence on acts that are of no one period, where there are any."""
    if period is None:
        return []
    several = sum(
        each.tally.acts
        for each in found
        if each.first is None
        or each.last is None
        or period.first_day(each.first) != period.first_day(each.last)
    )
    if not several:
        return []
    verb = "lies" if several == 1 else "lie"
    return [
        f"{counted(round(several), 'act')} that {verb} in no one {period} "
        f"{'is' if several == 1 else 'are'} spread evenly over {'its' if several == 1 else 'their'}"
        " days, an open end as far as the record goes."
    ]
