"""The likelihood that one event led to another, as a sheet."""

from typing import Any

from tracker.model.answers.ask import HowLikely
from tracker.model.bands import Band
from tracker.model.chains import Chain
from tracker.model.event import Event
from tracker.model.reliability import LedTo
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

COLUMNS = (
    Column("claims_hold", "if claims hold"),
    Column("likelihood_said", "likelihood", "right"),
    Column("midpoint_said", "at the midpoints", "right"),
    Column("method", "found"),
    Column("error_said", "error", spare=1),
    Column("bounds_said", "bounds", spare=1),
)
DIGITS = 6


def how_likely_sheet(answer: HowLikely, for_table: bool) -> Sheet:
    """A row for independent claims, one for common sources; JSON has all else, too."""
    rows = [
        _row(how, found)
        for how, found in (
            ("independently", answer.independent),
            ("together with their source", answer.common),
        )
        if found is not None
    ]
    if answer.strongest is not None:
        rows.append(_strength(answer.strongest))
    columns = [
        column
        for column in COLUMNS
        if column.key not in ("error_said", "bounds_said")
        or any(row.get(column.key) for row in rows)
    ]
    return Sheet(columns, rows, whole=_record(answer))


def _row(how: str, found: LedTo) -> dict[str, Any]:
    return {
        "claims_hold": how,
        "low": round(found.band.low, DIGITS),
        "midpoint": round(found.midpoint, DIGITS),
        "high": round(found.band.high, DIGITS),
        "words": found.band.words,
        "method": "exactly" if found.exact else "by simulation",
        "error": found.error and found.error.rounded(DIGITS),
        "bounds": found.bounds and found.bounds.rounded(DIGITS),
        "likelihood_said": str(found.band),
        "midpoint_said": f"{found.midpoint:.3g}",
        "error_said": _said(found.error),
        "bounds_said": _said(found.bounds),
    }


def _strength(chain: Chain) -> dict[str, Any]:
    """The strongest chain beside them, so that nobody takes its score for the likelihood."""
    return {
        "claims_hold": "(the strongest chain alone)",
        "low": round(chain.strength.low, DIGITS),
        "midpoint": round(chain.ranking, DIGITS),
        "high": round(chain.strength.high, DIGITS),
        "method": "a ranking score",
        "likelihood_said": str(chain.strength),
        "midpoint_said": f"{chain.ranking:.3g}",
    }


def _said(band: Band | None) -> str:
    return "" if band is None else f"{band.low:.3f} to {band.high:.3f}"


def _record(answer: HowLikely) -> dict[str, Any]:
    """The answer whole, for JSON."""
    told = ("likelihood_said", "midpoint_said", "error_said", "bounds_said", "claims_hold")

    def plain(found: LedTo | None) -> dict[str, Any] | None:
        if found is None:
            return None
        return {key: value for key, value in _row("", found).items() if key not in told}

    def named(event: Event) -> dict[str, Any]:
        return {"id": event.id, "handle": event.handle, "date": event.date.text,
                "title": event.title}  # fmt: skip

    chain = answer.strongest
    return {
        "first": named(answer.first),
        "last": named(answer.last),
        "chains": answer.chains,
        "claims": answer.claims,
        "independent": plain(answer.independent),
        "common_sources": plain(answer.common),
        "sources": [{"source": each.source, "claims": each.claims} for each in answer.sources],
        "strongest_chain": None
        if chain is None
        else {
            "strength": chain.strength.rounded(DIGITS),
            "ranking": round(chain.ranking, DIGITS),
            "chain": [event.handle for event in chain.events],
        },
    }
