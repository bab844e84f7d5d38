"""Rival explanations against the evidence as a table, a column for each explanation."""

from collections.abc import Mapping
from typing import Any

from tracker.config import Format
from tracker.model.answers.ask import Hypotheses
from tracker.model.event import Event
from tracker.model.hypotheses import Evidence, HypothesisTable, Standing
from tracker.output.rendering import Column, show
from tracker.output.sheets import Sheet

STANDING_COLUMNS = (
    Column("explanation", "explanation", wrap=True),
    Column("against", "reports against", "right"),
    Column("inconsistent", "inconsistent", "right"),
    Column("consistent", "consistent", "right"),
    Column("links_said", "made of", wrap=True, style="cyan"),
)
UNRATED = "·"
AGAINST = "independent reports against it"


def hypotheses_sheet(answer: Hypotheses, for_table: bool) -> Sheet:
    """A row for each piece of evidence and a column for each explanation; JSON has it whole."""
    table = answer.table
    columns = (
        Column("evidence", "evidence", wrap=True),
        Column("grade", "grade"),
        *(Column(f"rating_{place}", each.name) for place, each in enumerate(table.columns)),
        Column("apart", "tells apart", "right", spare=1),
    )
    blank = UNRATED if for_table else ""
    rows = [_row(each, answer, blank) for each in table.rows]
    total = {"evidence": AGAINST, "grade": "", "apart": ""} | {
        f"rating_{place}": str(each.against) for place, each in enumerate(table.columns)
    }
    standings = [_standing(each, answer.events, table.event) for each in table.columns]

    def read() -> None:
        if rows:
            show(rows, columns, Format.TABLE)
            print()
        show(standings, STANDING_COLUMNS, Format.TABLE)

    if not table.columns:
        return Sheet(columns, [], _whole(table, answer))
    below = (("Explanations", Sheet(STANDING_COLUMNS, standings)),)
    return Sheet(columns, [*rows, total], _whole(table, answer), read, below)


def _row(evidence: Evidence, answer: Hypotheses, blank: str) -> dict[str, Any]:
    source = answer.sources.get(evidence.source)
    title = source.title if source else evidence.source
    cells = {
        f"rating_{place}": each.value if each else blank
        for place, each in enumerate(evidence.ratings)
    }
    return {
        "evidence": f"{title}, {evidence.locator}" if evidence.locator else title,
        "grade": str(evidence.grade),
        **cells,
        "apart": evidence.apart,
    }


def _standing(standing: Standing, events: Mapping[int, Event], of: Event) -> dict[str, Any]:
    ends = [f"{events[a].handle} → {events[b].handle}" for a, b in standing.links]
    # Where a link goes to the event itself, its cause says it all.
    said = [
        events[a].handle if b == of.id else each
        for each, (a, b) in zip(ends, standing.links, strict=True)
    ]
    return {
        "explanation": standing.name,
        "against": standing.against,
        "inconsistent": standing.inconsistent,
        "consistent": standing.consistent,
        "rated": standing.rated,
        "links": ends,
        "links_said": "; ".join(said),
    }


def _whole(table: HypothesisTable, answer: Hypotheses) -> dict[str, Any]:
    names = [each.name for each in table.columns]
    return {
        "event": table.event.handle,
        "explanations": [_standing(each, answer.events, table.event) for each in table.columns],
        "evidence": [
            {
                "source": each.source,
                "locator": each.locator,
                "grade": str(each.grade) or None,
                "ratings": {
                    name: rating.value if rating else None
                    for name, rating in zip(names, each.ratings, strict=True)
                },
                "apart": each.apart,
            }
            for each in table.rows
        ],
        "least_contradicted": [each.name for each in table.least_contradicted],
    }
