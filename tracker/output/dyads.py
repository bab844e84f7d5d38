"""Counts by dyad as a sheet: the numbers, and how soon one side acts after the other."""

from typing import Any

from tracker.config import Format
from tracker.model.answers.ask import Dyads
from tracker.model.dyads import DyadCount, Period, ResponseLag
from tracker.output.rendering import Column, show
from tracker.output.sheets import Sheet

COUNT_COLUMNS = (
    Column("period", "from"),
    Column("by", "who"),
    Column("to", "upon whom"),
    Column("acts", "acts", "right"),
    Column("hostile", "hostile", "right"),
    Column("hostile_sum", "sum", "right"),
    Column("cooperative", "cooperative", "right"),
    Column("cooperative_sum", "sum", "right"),
    Column("neutral", "neutral", "right", spare=2),
    Column("uncoded", "not coded", "right", spare=1, usual="0"),
)
LAG_COLUMNS = (
    Column("after_said", "after"),
    Column("then_said", "until"),
    Column("median_days", "median days", "right"),
    Column("followed_said", "followed", "right"),
    Column("same_day", "on the same day", "right"),
)
LAGS_HEADING = "How long until the other side acts, on a later day"


def dyads_sheet(answer: Dyads, for_table: bool) -> Sheet:
    """A row for each direction and period; JSON, people and pages have the lags as well."""
    counts = [count_record(each, answer.period) for each in answer.counts]
    lags = [lag_record(each) for each in answer.lags]

    def read() -> None:
        show(_said(counts), COUNT_COLUMNS, Format.TABLE, "")
        if lags:
            print(f"\n{LAGS_HEADING}")
            show(_said(lags), LAG_COLUMNS, Format.TABLE)

    whole = {
        "counts": counts,
        "lags": [{key: value for key, value in lag.items() if not key.endswith("_said")}
                 for lag in lags],
    }  # fmt: skip
    below = ((LAGS_HEADING, Sheet(LAG_COLUMNS, lags)),) if lags else ()
    return Sheet(COUNT_COLUMNS, _said(counts) if for_table else counts, whole, read, below)


def count_record(each: DyadCount, period: Period | None) -> dict[str, Any]:
    """The numbers of one direction, in one period or in all."""
    when = {} if period is None or each.period is None else {"period": period.label(each.period)}
    tally = each.tally
    return {
        **when,
        "by": each.doer,
        "to": each.target,
        "acts": _plain(tally.acts),
        "hostile": _plain(tally.hostile),
        "hostile_sum": _plain(tally.hostile_sum),
        "cooperative": _plain(tally.cooperative),
        "cooperative_sum": _plain(tally.cooperative_sum),
        "neutral": _plain(tally.neutral),
        "uncoded": _plain(tally.uncoded),
    }


def lag_record(each: ResponseLag) -> dict[str, Any]:
    """How soon one side acts after the other, for one sense of either act."""
    return {
        "by": each.doer,
        "after": each.after.value,
        "responder": each.responder,
        "then": each.then.value,
        "acts": each.acts,
        "followed": each.followed,
        "same_day": each.same_day,
        "median_days": None if each.median_days is None else _plain(each.median_days),
        "after_said": f"{each.doer} → {each.responder}, {each.after}",
        "then_said": f"{each.responder} → {each.doer}, {each.then}",
        "followed_said": f"{each.followed} of {each.acts}",
    }


def _plain(number: float) -> float:
    """A number without the noise of its sums; a whole one as such."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _said(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records with numbers as people read them: two decimals at most, a minus that is one."""
    return [
        {key: f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")
         if isinstance(value, int | float) else value for key, value in record.items()}
        for record in records
    ]  # fmt: skip
