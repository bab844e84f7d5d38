"""Evidence that tests claims, weighed, as records and as a sheet."""

from collections.abc import Mapping
from typing import Any

from tracker.model.answers.ask import WeighedClaims
from tracker.model.event import Event
from tracker.model.evidence_tests import WeighedClaim, WeighedEvidence, ratio_text
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

CLAIM_COLUMNS = (
    Column("cause", "cause", wrap=True, style="cyan", whole=True),
    Column("effect", "effect", wrap=True, style="cyan", whole=True),
    Column("claimed_by", "claimed by", spare=1),
    Column("tests", "tests", wrap=True),
    Column("odds_said", "odds ×", "right"),
    Column("after_said", "after", "right"),
    Column("recorded_said", "recorded", "right"),
)


def weighed_claims_sheet(answer: WeighedClaims, for_table: bool) -> Sheet:
    """Claims that evidence tests, a row each; JSON has each piece of evidence."""
    rows = [claim_record(each, answer.events) for each in answer.claims]
    plain = [{key: row[key] for key in row if key not in ("evidence", "told")} for row in rows]
    return Sheet(CLAIM_COLUMNS, plain, rows)


def claim_record(weighed: WeighedClaim, events: Mapping[int, Event]) -> dict[str, Any]:
    """A claim with its ends named, what is recorded of it, and what its evidence comes to."""
    link = weighed.link
    counted = [each for each in weighed.evidence if each.counted]
    return {
        "cause": events[link.cause].handle,
        "effect": events[link.effect].handle,
        "relation": link.relation,
        "claimed_by": link.claimed_by,
        "recorded": link.band.rounded(),
        "recorded_said": str(link.band),
        "tests": "; ".join(_kind(each) for each in counted),
        "odds_said": ratio_text(weighed.low, weighed.high),
        "after_said": str(weighed.after),
        **weighed_record(weighed),
    }


def weighed_record(weighed: WeighedClaim) -> dict[str, Any]:
    """What the evidence for a claim comes to, and each piece of it."""
    return {
        "prior": weighed.prior.rounded(),
        "odds": [round(weighed.low, 6), round(weighed.high, 6)],
        "after": weighed.after.rounded(),
        "bits": weighed.bits,
        "told": f"all in all odds × {ratio_text(weighed.low, weighed.high)}: after this evidence "
        f"{weighed.after}, with a prior of {weighed.prior}",
        "evidence": [_evidence(each) for each in weighed.evidence],
    }


def _evidence(each: WeighedEvidence) -> dict[str, Any]:
    return {
        "source": each.citation.source,
        "locator": each.citation.locator,
        "test": each.kind and each.kind.value,
        "against": each.against,
        "found": not each.citation.not_found,
        "odds": [round(each.low, 6), round(each.high, 6)],
        "counted": each.counted,
        "told": each.told,
    }


def _kind(each: WeighedEvidence) -> str:
    name = each.kind or "no test"
    against = " against it" if each.against else ""
    return f"{name}{against}{' not found' if each.citation.not_found else ''}"
