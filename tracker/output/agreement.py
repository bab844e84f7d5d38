"""The agreement of two coders as a sheet, and as tables for people."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tracker.config import Format
from tracker.model.agreement import MatchedPair, Measured
from tracker.model.answers.ask import Agreement
from tracker.model.event import Event
from tracker.output.rendering import Column, show
from tracker.output.sheets import Sheet

MEASURE_COLUMNS = (
    Column("measure", "of"),
    Column("alpha_said", "alpha", "right"),
    Column("interval_said", "95 %"),
    Column("surely_said", "sure", "right"),
    Column("agreed_said", "the same", "right"),
    Column("level", "level", spare=1),
)
DISAGREEMENT_COLUMNS = (
    Column("measure", "of"),
    Column("about", "about", wrap=True, style="cyan", whole=True),
    Column("mine", "here", wrap=True),
    Column("theirs", "there", wrap=True),
    Column("cost_said", "costs", "right"),
)
ALONE_COLUMNS = (
    Column("record", "only"),
    Column("date", "date", wrap=True, date=True),
    Column("title", "title", wrap=True),
    Column("handle", "handle", wrap=True, style="cyan", spare=1),
)


def agreement_sheet(answer: Agreement, for_table: bool) -> Sheet:
    """Coefficients, a row each; JSON and people have the disagreements as well."""
    record = agreement_record(answer)
    return Sheet(MEASURE_COLUMNS, record["measures"], record, lambda: _print(record))


def agreement_record(answer: Agreement) -> dict[str, Any]:
    """The agreement of two coders, whole."""
    return {
        "measures": [_measure(each) for each in answer.measures],
        "disagreements": [
            {**asdict(each), "cost_said": f"{each.cost:.3f}"} for each in answer.disagreements
        ],
        "disagreements_in_all": answer.total,
        "matched": [_matched(each) for each in answer.matched],
        "only_here": [_alone(event, "here") for event in answer.mine],
        "only_there": [_alone(event, "there") for event in answer.theirs],
    }


def _print(record: Mapping[str, Any]) -> None:
    if record["matched"]:
        show(record["measures"], MEASURE_COLUMNS, Format.TABLE)
    if record["disagreements"]:
        print("\nCoded differently, the costliest first")
        show(record["disagreements"], DISAGREEMENT_COLUMNS, Format.TABLE)
    alone = [*record["only_here"], *record["only_there"]]
    if alone:
        print("\nNot matched")
        show(alone, ALONE_COLUMNS, Format.TABLE)


def _measure(measured: Measured) -> dict[str, Any]:
    alpha = measured.alpha
    known = alpha.low is not None and alpha.high is not None
    return {
        "measure": measured.name,
        "alpha": alpha.value,
        "low": alpha.low,
        "high": alpha.high,
        "sure": measured.surely,
        "agreed": alpha.agreed,
        "units": alpha.units,
        "level": measured.level,
        "alpha_said": _number(alpha.value),
        "interval_said": f"{_number(alpha.low)} to {_number(alpha.high)}" if known else "—",
        "surely_said": _number(measured.surely),
        "agreed_said": f"{alpha.agreed:,} of {alpha.units:,}",
    }


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def _matched(pair: MatchedPair) -> dict[str, Any]:
    return {
        "mine": pair.mine.handle,
        "theirs": pair.theirs.handle,
        "similarity": round(pair.similarity, 2),
        "by_handle": pair.by_handle,
        "rivals": pair.rivals,
    }


def _alone(event: Event, record: str) -> dict[str, Any]:
    return {
        "record": record,
        "date": event.date.text,
        "title": event.titled,
        "handle": event.handle,
    }
