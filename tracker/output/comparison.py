"""Two records side by side, as a sheet."""

from collections.abc import Mapping
from typing import Any

from tracker.config import Format
from tracker.model.answers.ask import RecordComparison
from tracker.model.comparison import Conclusion, Difference
from tracker.model.numbers import in_json, roughly
from tracker.output.rendering import Column, show
from tracker.output.sheets import Sheet

DIFFERENCE_COLUMNS = (
    Column("kind", "kind"),
    Column("about", "about", wrap=True, style="cyan", whole=True),
    Column("change", "change"),
    Column("said", "what", wrap=True),
)
CONCLUSION_COLUMNS = (
    Column("conclusion", "conclusion"),
    Column("before", "before", wrap=True),
    Column("after", "after", wrap=True),
    Column("differs", "", style="bold"),
)
TELLING = (
    "title",
    "date",
    "relation",
    "likelihood",
    "reliability",
    "credibility",
    "locator",
    "test",
    "marking",
    "sources",
    "links",
    "rating",
)


def record_comparison_sheet(answer: RecordComparison, for_table: bool) -> Sheet:
    """Differences, a row each; JSON and people have the conclusions as well."""
    record = comparison_record(answer)
    return Sheet(
        DIFFERENCE_COLUMNS, record["differences"], record, lambda: print_comparison(record)
    )


def comparison_record(comparison: RecordComparison) -> dict[str, Any]:
    """Two records side by side, whole."""
    return {
        "differences": [_difference(each) for each in comparison.differences],
        "first": comparison.first and comparison.first.handle,
        "last": comparison.last and comparison.last.handle,
        "first_title": comparison.first and comparison.first.title,
        "last_title": comparison.last and comparison.last.title,
        "before": comparison.before and _conclusion(comparison.before),
        "after": comparison.after and _conclusion(comparison.after),
    }


def print_comparison(record: Mapping[str, Any]) -> None:
    """The differences, then the conclusions of either record."""
    show(record["differences"], DIFFERENCE_COLUMNS, Format.TABLE, "The records are the same.")
    before, after = record["before"], record["after"]
    if before is None or after is None:
        return
    print(f"\nHow {record['first_title']} led to {record['last_title']}")
    said = [
        (
            ("chains", _counted(one["chains"])),
            ("strongest chain", " → ".join(one["chain"]) or "none"),
            ("its strength", one["strength_said"]),
            ("every chain passes", ", ".join(one["passed"]) or "nothing"),
            ("avoidable, and closes every way", ", ".join(one["closing"]) or "nothing"),
        )
        for one in (before, after)
    ]
    rows = [
        {"conclusion": name, "before": then, "after": now, "differs": "differs" * (then != now)}
        for (name, then), (_, now) in zip(*said, strict=True)
    ]
    show(rows, CONCLUSION_COLUMNS, Format.TABLE)


def _difference(difference: Difference) -> dict[str, Any]:
    before, after = difference.before, difference.after
    if difference.change == "changed":
        said = [f"{key} {_plain(before[key])} → {_plain(after[key])}" for key in after]
    else:
        whole = after or before
        said = [f"{key} {_plain(whole[key])}" for key in TELLING if key in whole]
    return {
        "kind": difference.kind,
        "about": difference.about,
        "change": difference.change,
        "before": dict(before),
        "after": dict(after),
        "said": "; ".join(said),
    }


def _conclusion(conclusion: Conclusion) -> dict[str, Any]:
    best = conclusion.best
    return {
        "chains": in_json(conclusion.chains),
        "chain": [event.handle for event in best.events] if best else [],
        "strength": best.strength.rounded() if best else None,
        "strength_said": str(best.strength) if best else "none",
        "passed": [event.handle for event in conclusion.passed],
        "closing": [event.handle for event in conclusion.closing],
    }


def _plain(value: object) -> str:
    return "nothing" if value in ("", None) else str(value)


def _counted(number: int | str) -> str:
    """A number of chains as people read it, also where JSON has its digits as text."""
    if isinstance(number, int):
        return roughly(number)
    return f"{number[0]}.{number[1:3]} × 10^{len(number) - 1}"
