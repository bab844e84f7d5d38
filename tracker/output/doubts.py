"""Answers about what a record rests on, as sheets."""

from collections.abc import Iterable
from typing import Any

from tracker.model.answers.ask import Sensitivity, WhatIf
from tracker.model.chains import Chain
from tracker.model.chronicle import Chronicle
from tracker.model.doubts import Fallen, Fate, Outcome, Weakness
from tracker.model.event import Event
from tracker.model.marking import labelled
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

OUTCOME_COLUMNS = (
    Column("date", "date", spare=1, wrap=True, date=True),
    Column("title", "event", wrap=True),
    Column("marking", "marking"),
    Column("becomes", "becomes", wrap=True),
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
    """Outcomes and what falls on the way, a row each; a table has the outcomes that change."""
    shown = [
        each
        for each in answer.outcomes
        if not for_table or each.fate is not Fate.AS_BEFORE or each.ways != each.ways_after
    ]
    dated = [
        *((each.event, record) for each, record in zip(shown, outcome_records(shown), strict=True)),
        *((each.event, _fallen_record(each)) for each in answer.fallen),
    ]
    dated.sort(key=lambda each: (each[0].when.start, each[0].id))
    again = [_bare_record(event, Fate.POSSIBLE_AGAIN) for event in answer.possible_again]
    return Sheet(OUTCOME_COLUMNS, [*(record for _, record in dated), *again])


def _fallen_record(fallen: Fallen) -> dict[str, Any]:
    """An event on the way that no longer stands; of strength and ways nothing is worked out."""
    record = _bare_record(fallen.event, fallen.fate)
    without = ", ".join(labelled(event.title, event.marking) for event in fallen.needed)
    return {
        **record,
        "needed": [event.handle for event in fallen.needed],
        "becomes": f"falls, for it needed: {without}" if without else fallen.fate.value,
    }


def _bare_record(event: Event, fate: Fate) -> dict[str, Any]:
    return {
        "id": event.id,
        "handle": event.handle,
        "date": event.date.text,
        "title": event.titled,
        "marking": event.marking,
        "outcome": False,
        "fate": fate.value,
        "becomes": fate.value,
        "needed": [],
        **dict.fromkeys(("strength", "strength_after", "ways", "ways_after")),
    }


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
            "marking": each.event.marking,
            "outcome": True,
            "fate": each.fate.value,
            "becomes": each.fate.value,
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
            event = chronicle.events[part]
            return event.handle, labelled(event.title, event.marking)
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
    passed = " → ".join(labelled(event.title, event.marking) for event in path.events[1:-1])
    return f"{path.strength}, by way of {passed}" if passed else f"{path.strength}, directly"


def _from_to(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
