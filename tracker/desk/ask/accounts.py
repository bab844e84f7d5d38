"""The accounts of two or more claimants compared."""

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from tracker.desk.ask.question import CAVEAT
from tracker.desk.filters import omissions, selection_of
from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName
from tracker.errors import InvalidInput, Refused
from tracker.model.selection import QuestionFilters, filters_in_words

if TYPE_CHECKING:
    from tracker.model.answers.ask import AccountComparison


class Accounts(OpenRecord):
    """Claims of one side beside those of another."""

    def accounts(
        self, *claimants: str, of: EventName | None = None, **filters: Unpack[QuestionFilters]
    ) -> "AccountComparison":
        """Two or more claimants' accounts side by side; everybody's where none is named."""
        from tracker.analysis.accounts import compare_accounts
        from tracker.model.parts import claims_rolled_up
        from tracker.recording.evidence import resolved_claimant
        from tracker.store import chronicle, claims, links, parts
        from tracker.store.references import resolve

        db, narrowed = self._reading(), filters_in_words(filters)
        known = list(dict.fromkeys((*links.claimants(db), *claims.claimants(db))))
        sides = list(dict.fromkeys(resolved_claimant(db, name) for name in claimants)) or known
        if not sides:
            raise Refused("Nobody claims any link yet; `tracker link` records a claim.")
        if len(sides) < 2:
            raise InvalidInput("A comparison needs two accounts; name at least two claimants.")
        selection = selection_of(db, filters, happened=True, question=True)
        counted = {side: {side} for side in sides}
        if not selection.exactly:
            counted = {side: {side, *parts.ever_parts(db, side)} for side in sides}
        if silent := [side for side in sides if counted[side].isdisjoint(known)]:
            raise Refused(
                f"{silent[0]} claims and denies nothing; those who do are {', '.join(known)}."
            )
        found = chronicle.load(db, selection, registers=True)  # names of all who are compared
        if claimants and not selection.exactly:
            found = claims_rolled_up(found, sides)
        weighing = selection.weighing
        found = replace(found, links=tuple(link for link in found.links if weighing.admits(link)))
        number = None if of is None else resolve(db, of)
        if number is not None and number not in found.events:
            raise Refused(f"{of} is not among the events{narrowed}.")
        return replace(
            compare_accounts(found, sides, number, weighing),
            conclusion=f"{CAVEAT} What is not claimed is not denied.",
            remarks=omissions(db, selection, linked=True),
        )
