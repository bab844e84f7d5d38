"""How far the evidence for claims moves them."""

from typing import TYPE_CHECKING, Unpack

from tracker.desk.filters import omissions, selection_of
from tracker.desk.opening import OpenRecord
from tracker.desk.values import prior_of
from tracker.model.numbers import counted
from tracker.model.selection import Filters, filters_in_words

if TYPE_CHECKING:
    from tracker.model.answers.ask import WeighedClaims
    from tracker.model.chronicle import Chronicle
    from tracker.model.evidence_tests import WeighedClaim

MEANING = (
    "Computed from the prior and the tested evidence alone, each piece as independent of the "
    "others. Nothing else uses it until you adopt it: `tracker link A B --likelihood LIKELIHOOD "
    "--replace`."
)


class Evidence(OpenRecord):
    """Tests of claims."""

    def claims(
        self,
        *,
        prior: float | str | None = None,
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> "WeighedClaims":
        """The links whose citations test them, those that the evidence moved furthest first.

        `prior` is how likely a claim is without its evidence, by default even odds; the recorded
        likelihood has mostly used that evidence already, and stands beside.
        """
        from tracker.analysis.evidence_tests import weigh_claims
        from tracker.model.answers.ask import WeighedClaims
        from tracker.store import chronicle

        db = self._reading()
        selection = selection_of(db, filters, happened=False)
        record = chronicle.load(db, selection)
        found = weigh_claims(record, prior_of(prior))
        narrowed = filters_in_words(filters)
        nothing = (
            f"No evidence tests a link{narrowed}; `tracker cite A B --source S --if-true "
            "very-likely --if-false unlikely` records a test."
        )
        remarks = []
        if found and (untested := len(record.links) - len(found)):
            remarks.append(f"No citation tests {counted(untested, 'further link')}.")
        if limit is not None and len(found) > limit:
            remarks.append(f"{limit:,} of {counted(len(found), 'link')} are shown; -n shows more.")
        return WeighedClaims(
            tuple(found[:limit]),
            record.events,
            introduction=_moved(found[0], record) if found else "",
            conclusion=MEANING if found else nothing,
            remarks=(*remarks, *omissions(db, selection, linked=True)),
        )


def _moved(claim: "WeighedClaim", record: "Chronicle") -> str:
    """The claim that was moved furthest: the answer in one line."""
    link = claim.link
    ends = f"{record.events[link.cause].handle} → {record.events[link.effect].handle}"
    return (
        f"Moved furthest: {ends}: {claim.after} after its evidence, with a prior of {claim.prior}; "
        f"{link.claimed_by} says {link.words} ({link.band})."
    )
