"""The agreement of two coders of the same events."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from tracker.desk.filters import selection_of
from tracker.desk.opening import OpenRecord
from tracker.errors import InvalidInput, shown
from tracker.model.numbers import counted
from tracker.model.selection import Filters, filters_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.model.agreement import MatchedPair, Measured
    from tracker.model.answers.ask import Agreement

RELIABLE, TENTATIVE = 0.8, 2 / 3  # Krippendorff's own marks
RELIABLY, TENTATIVELY, NOT_RELIABLE = "reliable", "tentative", "not reliable"
BY_VALUE = "reliable by the value alone, not by the interval"
CUSTOM = (
    "Reliable from 0.8 and tentative from 0.667 is Krippendorff's custom, no test. To agree is not "
    "to be right."
)


class Agreements(OpenRecord):
    """A coder beside another."""

    def agree(
        self,
        other: Path | str,
        *,
        at_least: float | None = None,
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> "Agreement":
        """How far this record and another one agree on the events that both have.

        Events are the same that have the same handle, else those that `duplicates` would propose
        from `at_least` on, each with one at most. `limit` is how many disagreements are wanted.
        """
        from tracker.analysis.agreement import agreement
        from tracker.analysis.likeness import LIKELY
        from tracker.analysis.matching import match_events
        from tracker.errors import NoDatabase
        from tracker.model.answers.ask import Agreement
        from tracker.store import chronicle
        from tracker.store.database import open_for_reading

        if not Path(other).exists():
            raise NoDatabase(Path(other), "Name the database of the other coder.")
        if self.path.exists() and Path(other).samefile(self.path):
            raise InvalidInput(f"{shown(other)} is the record itself; name another coder's.")
        db = self._reading()
        selection = selection_of(db, filters, happened=False)
        mine = chronicle.load(db, selection)
        with closing(open_for_reading(Path(other), self.analyst)) as opened:
            theirs = chronicle.load(opened, selection)
        least = LIKELY if at_least is None else at_least
        matched = match_events(mine, theirs, least)
        measures, disagreements = agreement(mine, theirs, matched)
        here = {pair.mine.id for pair in matched}
        there = {pair.theirs.id for pair in matched}
        alone = tuple(event for event in mine.events.values() if event.id not in here)
        others = tuple(event for event in theirs.events.values() if event.id not in there)
        narrowed = filters_in_words(filters)
        return Agreement(
            measures,
            disagreements[:limit],
            len(disagreements),
            matched,
            alone,
            others,
            introduction=" ".join(
                (
                    *([_concluded(measures)] if matched else ()),
                    *_matched(matched, len(alone), len(others), narrowed),
                )
            ),
            conclusion=CUSTOM if matched else "",
            remarks=tuple(_remarks(matched, measures, len(disagreements), limit)),
        )


def _matched(
    matched: "tuple[MatchedPair, ...]", alone: int, others: int, narrowed: str
) -> "Iterator[str]":
    """What was matched how, and what was not: the first thing that a reader must know."""
    if not matched:
        yield f"No event of the two records{narrowed} is taken for the same."
    else:
        called = sum(pair.by_handle for pair in matched)
        how = [f"{called:,} by handle"] if called else []
        if called < len(matched):
            least = min(pair.similarity for pair in matched if not pair.by_handle)
            how.append(f"{len(matched) - called:,} by likeness, of {least:.2f} or more")
        yield f"{counted(len(matched), 'event')}{narrowed} matched: {', '.join(how)}."
    if alone or others:
        yield (
            f"Only here: {alone:,}; only there: {others:,}. Each is a disagreement of its own, "
            "which no coefficient counts."
        )


def _concluded(measures: "Iterable[Measured]") -> str:
    """A few words first: what can be relied on, by the value and by the low end of its interval."""
    groups: dict[str, list[str]] = {}
    for each in measures:
        if (value := each.alpha.value) is not None:
            mark = (
                NOT_RELIABLE if value < TENTATIVE
                else TENTATIVELY if value < RELIABLE
                else RELIABLY if each.alpha.low is not None and each.alpha.low >= RELIABLE
                else BY_VALUE
            )  # fmt: skip
            groups.setdefault(mark, []).append(f"{each.name} ({value:.2f})")
    said = [
        f"{mark}: {', '.join(groups[mark])}"
        for mark in (RELIABLY, BY_VALUE, TENTATIVELY, NOT_RELIABLE)
        if mark in groups
    ]
    if not said:
        return "No coefficient is defined: either coder used one value throughout."
    sentence = "; ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _remarks(
    matched: "tuple[MatchedPair, ...]",
    measures: "tuple[Measured, ...]",
    total: int,
    limit: int | None,
) -> "Iterator[str]":
    guessed = [pair for pair in matched if not pair.by_handle]
    if guessed:
        torn = sum(pair.rivals > 0 for pair in guessed)
        other = f"; {torn:,} of them could have been matched otherwise" if torn else ""
        yield (
            f"{_matches(len(guessed))} by likeness, which favours events coded alike{other}. "
            "`sure` is alpha over handles and likenesses of 0.9 or more that leave no choice."
        )
    relations = next((each for each in measures if each.name == "links"), None)
    if relations is not None and (relations.alpha.value or 1) <= 0:
        yield (
            "Of links, pairs that neither coder linked are not counted; where nearly all have one "
            "relation, alpha is near 0 whatever the share of links in common: read `causes` too."
        )
    if limit is not None and total > limit:
        yield f"{limit:,} of {counted(total, 'disagreement')} are shown; -n shows more."


def _matches(number: int) -> str:
    return "1 match is" if number == 1 else f"{number:,} matches are"
