"""A comparison of accounts as one record, and as tables for people."""

from collections.abc import Iterable
from typing import Any

from tracker.config import Format
from tracker.model.accounts import Explanation, LinkStanding, Standing
from tracker.model.answers.ask import AccountComparison
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.marking import labelled
from tracker.output.records import link_record
from tracker.output.rendering import Column, print_lines, show
from tracker.output.sheets import Sheet

STANDING_COLUMNS = (
    Column("effect_title", "effect", wrap=True),
    Column("effect_marking", "marking"),
    Column("cause_title", "cause", wrap=True),
    Column("cause_marking", "marking"),
    Column("said", "who says what", wrap=True),
    Column("verdict", "standing"),
)
EXPLANATION_COLUMNS = (
    Column("account", "account"),
    Column("roots_said", "root causes", wrap=True),
    Column("chain_said", "strongest chain", wrap=True),
    Column("strength_said", "strength", "right"),
    Column("passed_said", "turning points", wrap=True),
)
HAPPENING_COLUMNS = (
    Column("title", "event", wrap=True),
    Column("marking", "marking"),
    Column("said", "who says what", wrap=True),
    Column("standing", "standing"),
)
RIVALRY_COLUMNS = (
    Column("effect_title", "effect", wrap=True),
    Column("effect_marking", "marking"),
    Column("said", "causes named", wrap=True),
)


def account_comparison_sheet(answer: AccountComparison, for_table: bool) -> Sheet:
    """Links with their standing, a row each; JSON and people have the explanations as well."""
    record = comparison_record(answer, answer.chronicle)
    rows = [
        {key: value for key, value in link.items() if key != "claims"} for link in record["links"]
    ]
    return Sheet(STANDING_COLUMNS, rows, record, lambda: print_comparison(record))


def comparison_record(comparison: AccountComparison, chronicle: Chronicle) -> dict[str, Any]:
    """A comparison whole: its links, the rival causes, and how one event is explained."""
    return {
        "accounts": list(comparison.accounts),
        "links": [_standing_record(link, chronicle) for link in comparison.links],
        "rival_causes": [
            {
                "effect": rivalry.effect.handle,
                "effect_title": rivalry.effect.title,
                "effect_marking": rivalry.effect.marking,
                "said": "\n".join(
                    f"{account}: {_titles(causes)}" for account, causes in rivalry.causes.items()
                ),
                "causes": {
                    account: [event.handle for event in causes]
                    for account, causes in rivalry.causes.items()
                },
            }
            for rivalry in comparison.rivalries
        ],
        "happenings": [
            {
                "event": each.event.handle,
                "title": each.event.titled,
                "marking": each.event.marking,
                "said": "\n".join(map(str, each.claims)),
                "standing": str(each.standing),
                "claims": [
                    {"claimed_by": c.claimed_by, "denied": c.denied, "because": c.because}
                    for c in each.claims
                ],
            }
            for each in comparison.happenings
        ],
        "explained": comparison.explained and comparison.explained.handle,
        "explained_title": comparison.explained and comparison.explained.title,
        "explained_marking": comparison.explained and comparison.explained.marking,
        "explanations": [_explanation_record(each) for each in comparison.explanations],
    }


def print_comparison(record: dict[str, Any]) -> None:
    """The record as tables, one for each question."""
    show(record["links"], STANDING_COLUMNS, Format.TABLE, "These accounts link nothing.")
    if record["happenings"]:
        print("\nWhether it happened")
        show(record["happenings"], HAPPENING_COLUMNS, Format.TABLE)
    if record["rival_causes"]:
        print("\nThe same effect, other causes")
        show(record["rival_causes"], RIVALRY_COLUMNS, Format.TABLE)
    if record["explained"]:
        print()
        from rich.text import Text

        explained = labelled(record["explained_title"], record["explained_marking"])
        print_lines([(0, Text(f"How each explains: {explained}"))])
        show(record["explanations"], EXPLANATION_COLUMNS, Format.TABLE)


def _standing_record(link: LinkStanding, chronicle: Chronicle) -> dict[str, Any]:
    said = (*link.claims, *link.denials)
    return {
        "effect": link.effect.handle,
        "cause": link.cause.handle,
        "effect_title": link.effect.title,
        "effect_marking": link.effect.marking,
        "cause_title": link.cause.title,
        "cause_marking": link.cause.marking,
        "said": "; ".join(
            f"{each.claimed_by}: "
            + (each.words if each.denied else f"{each.relation}, {each.words}")
            for each in said
        ),
        "standing": str(link.standing),
        "verdict": f"{said[0].claimed_by} only"
        if link.standing is Standing.ALONE
        else str(link.standing),
        "claims": [link_record(each, chronicle.events, chronicle.sources) for each in said],
    }


def _explanation_record(explanation: Explanation) -> dict[str, Any]:
    chain = explanation.chain
    return {
        "account": explanation.account,
        "roots": [event.handle for event in explanation.roots],
        "roots_said": _titles(explanation.roots) if chain else "(does not explain it)",
        "chain_said": " → ".join(labelled(event.title, event.marking) for event in chain.events)
        if chain
        else "",
        "passed_said": _titles(explanation.turning_points),
        "chain": [event.handle for event in chain.events] if chain else [],
        "strength": chain.strength.rounded() if chain else None,
        "strength_said": str(chain.strength) if chain else "",
        "turning_points": [event.handle for event in explanation.turning_points],
    }


def _titles(events: Iterable[Event], between: str = "; ") -> str:
    return between.join(labelled(event.title, event.marking) for event in events)
