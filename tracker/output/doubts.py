"""Answers about what a record rests on, as sheets."""

from collections.abc import Iterable
from typing import Any

from tracker.model.answers.ask import Sensitivity, WhatIf
from tracker.model.chains import Chain
from tracker.model.chronicle import Chronicle
from tracker.model.doubts import Fate, Outcome, Weakness
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

OUTCOME_COLUMNS = (
    Column("date", "date", spare=1),
    Column("title", "outcome", wrap=True),
    Column("fate", "becomes"),
    Column("strength_said", "strength", "right"),
    Column("ways_said", "ways", "right"),
)
WEAKNESS_COLUMNS = (
    Column("kind", "kind"),
    Column("about_said", "about", wrap=True),
    Column("now_said", "is", "right"),
    Column("below", "changes below", "right"),
    Column("instead_said", "the best chain then", wrap=True),
)


def whatif_sheet(answer: WhatIf, for_table: bool) -> Sheet:
    """Outcomes, a row each; a table has those that change."""
    shown = [
        each
        for each in answer.outcomes
        if not for_table or each.fate is not Fate.AS_BEFORE or each.ways != each.ways_after
    ]
    return Sheet(OUTCOME_COLUMNS, outcome_records(shown))


def sensitivity_sheet(answer: Sensitivity, for_table: bool) -> Sheet:
    """Whatever the best chain hangs on, a row each."""
    return Sheet(WEAKNESS_COLUMNS, weakness_records(answer.weaknesses, answer.chronicle))


def outcome_records(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """The fates of outcomes."""
    return [
        {
            "id": each.event.id,
            "handle": each.event.handle,
            "date": each.event.date.text,
            "title": each.event.titled,
            "fate": each.fate.value,
            "strength": each.strength.rounded(),
            "strength_after": each.strength_after.rounded(),
            "ways": each.ways,
            "ways_after": each.ways_after,
            "strength_said": _from_to(str(each.strength), str(each.strength_after)),
            "ways_said": _from_to(str(each.ways), str(each.ways_after)),
        }
        for each in outcomes
    ]


def weakness_records(weaknesses: Iterable[Weakness], chronicle: Chronicle) -> list[dict[str, Any]]:
    """Weaknesses of the best chain as records."""

    def named(part: int | str) -> tuple[str, str]:
        if isinstance(part, int):
            return chronicle.events[part].handle, chronicle.events[part].title
        return part, part

    records = []
    for each in weaknesses:
        names = [named(part) for part in each.about]
        handles, titles = ([name[place] for name in names] for place in (0, 1))
        if each.kind == "grade":
            said = f"{titles[0]}, for {' → '.join(titles[1:])}"
        else:
            said = " → ".join(titles)
        then = each.instead
        records.append(
            {
                "kind": each.kind,
                "about": handles,
                "about_said": said,
                "now": each.now and each.now.rounded(),
                "now_said": "" if each.now is None else str(each.now),
                "below": None if each.below is None else round(each.below, 4),
                "chain": [event.handle for event in then.events] if then else [],
                "strength": then.strength.rounded() if then else None,
                "instead_said": _other_way(then) if then else "none is left",
            }
        )
    return records


def _other_way(path: Chain) -> str:
    """A chain by its strength and what it passes between its ends."""
    passed = " → ".join(event.title for event in path.events[1:-1])
    return f"{path.strength}, by way of {passed}" if passed else f"{path.strength}, directly"


def _from_to(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
