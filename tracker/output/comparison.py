"""Two records side by side, as a sheet."""

from collections.abc import Mapping
from typing import Any

from tracker.config import Format
from tracker.model.answers.ask import RecordComparison
from tracker.model.chains import Chain
from tracker.model.comparison import Conclusion, Difference
from tracker.model.event import Event
from tracker.model.marking import labelled
from tracker.model.numbers import in_json, roughly
from tracker.output.rendering import Column, print_lines, show
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
        DIFFERENCE_COLUMNS, record["differences"], record, lambda: print_comparison(answer, record)
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


def print_comparison(answer: RecordComparison, record: Mapping[str, Any]) -> None:
    """The differences, then the conclusions of either record; events with their markings."""
    show(record["differences"], DIFFERENCE_COLUMNS, Format.TABLE, "The records are the same.")
    if answer.before is None or answer.after is None or not answer.first or not answer.last:
        return
    from rich.text import Text

    print()
    print_lines([(0, Text(f"How {answer.first.told} led to {answer.last.told}"))])
    said = [
        (
            ("chains", roughly(one.chains)),
            ("strongest chain", _chain(one.best) if one.best else "none"),
            ("its strength", str(one.best.strength) if one.best else "none"),
            ("every chain passes", ", ".join(map(_named, one.passed)) or "nothing"),
            ("avoidable, and closes every way", ", ".join(map(_named, one.closing)) or "nothing"),
        )
        for one in (answer.before, answer.after)
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


def _named(event: Event) -> str:
    return labelled(event.handle, event.marking)


def _chain(chain: Chain) -> str:
    """The events of a chain, each with how likely the one before it led there."""
    first, *rest = map(_named, chain.events)
    steps = (f"{each} ({band.words})" for each, band in zip(rest, chain.bands, strict=True))
    return " → ".join((first, *steps))


def _plain(value: object) -> str:
    return "nothing" if value in ("", None) else str(value)
