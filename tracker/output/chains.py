"""Chains as sheets: trees of causes and effects, turning points, off-ramps."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.model.answers.ask import OffRamps, Tree, TurningPoints
from tracker.model.chains import Beside, Passage, TreeStep
from tracker.model.link import Link
from tracker.model.marking import labelled
from tracker.model.numbers import in_json
from tracker.output.paths import CODES, other_claims
from tracker.output.rendering import Column, worded
from tracker.output.sheets import Sheet

STEP_COLUMNS = (
    Column("tree", "event", wrap=True, indent="depth"),
    Column("date", "date", spare=4, wrap=True, date=True),
    Column("relation_said", "relation", spare=3),
    Column("likelihood_words", "likelihood", spare=1),
    Column("claims", "claimed by", wrap=True, spare=2),
    Column("strength_said", "strongest", "right", spare=5),
)


PASSAGE_COLUMNS = (
    Column("date", "date", spare=1, wrap=True, date=True),
    Column("title", "event", wrap=True),
    Column("share_said", "of chains", "right"),
    Column("strength_said", "of strength", "right"),
    Column("turn", "turning point", wrap=True),
    Column("marking", "marking"),
)


RAMP_COLUMNS = (
    Column("rank", "rank", "right"),
    Column("events_said", "without", wrap=True),
    Column("without_said", "likelihood then", "right"),
    Column("fall_said", "falls by", "right"),
    Column("closes_said", "", spare=1),
)


def tree_sheet(answer: Tree, for_table: bool) -> Sheet:
    """The steps of a tree, a row each."""
    return Sheet(STEP_COLUMNS, step_records(answer.steps, answer.claimants if for_table else CODES))


def turning_points_sheet(answer: TurningPoints, for_table: bool) -> Sheet:
    """The events that chains pass, a row each, then those that they need besides."""
    shown = [*passage_records(answer.passages), *map(_beside_record, answer.beside)]
    return Sheet(PASSAGE_COLUMNS, shown)


def offramps_sheet(answer: OffRamps, for_table: bool) -> Sheet:
    """Off-ramps, a row each."""
    return Sheet(RAMP_COLUMNS, ramp_records(answer))


def step_records(
    steps: Iterable[TreeStep], names: Mapping[str, str] = CODES
) -> list[dict[str, Any]]:
    """The steps of a tree of causes or effects; `tree` is the title as a table shows it.

    `claims` has claimants by their codes, unless there are `names` for them.
    """
    return [
        {
            "tree": labelled(step.event.titled, step.event.marking)
            + ("  (see above)" if step.shown_before else ""),
            "depth": step.depth,
            "id": step.event.id,
            "handle": step.event.handle,
            "date": step.event.date.text,
            "title": step.event.title,
            "marking": step.event.marking,
            "status": step.event.status.value,
            "relation": step.link.relation,
            "joint": bool(step.link.partners),
            "needed": step.link.needed,
            "relation_said": step.link.relation + ", jointly" * bool(step.link.partners),
            "likelihood": round(step.band.midpoint, 6),
            "likelihood_words": step.band.words,
            "band": step.band.rounded(),
            "claimed_by": step.link.claimed_by,
            "counted": [claim.claimed_by for claim in step.claims[: step.counted]],
            "claims": "; ".join(_all_claims(step.claims, step.counted, step.denials, names)),
            "others": other_claims(step.claims, step.counted, step.denials),
            "strength": step.strength.rounded(),
            "strength_said": str(step.strength),
            "shown_before": step.shown_before,
        }
        for step in steps
    ]  # fmt: skip


def _all_claims(
    claims: Sequence[Link], counted: int, denials: Sequence[Link], names: Mapping[str, str]
) -> list[str]:
    """Who claims a step, each that counts with its own words where several count."""
    if counted > 1:
        first = [
            f"{names.get(claim.claimed_by, claim.claimed_by)} ({claim.relation}, {claim.words})"
            for claim in claims[:counted]
        ]
    else:
        first = [names.get(claims[0].claimed_by, claims[0].claimed_by)]
    return [*first, *other_claims(claims, counted, denials, names)]


def passage_records(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """The chains that pass each event; in `turn`, whether it is a turning point."""
    return [
        {
            "id": each.event.id,
            "handle": each.event.handle,
            "date": each.event.date.text,
            "title": each.event.titled,
            "marking": each.event.marking,
            "chains": in_json(each.chains),
            "share": round(each.share, 6),
            "strength_share": round(each.strength_share, 6),
            "every_chain": each.always,
            "no_return": each.no_return,
            "share_said": _percent(each.share),
            "strength_said": _percent(each.strength_share),
            "turn": ", ".join(
                said
                for said, holds in (
                    ("every chain", each.always),
                    ("no recorded way out after", each.no_return),
                    ("rests on a link below even odds", turns(each) and each.below_even),
                )
                if holds
            ),
            "below_even": each.below_even,
            "joint": False,
            "needed": False,
            "beside": None,
        }
        for each in passages
    ]


def _beside_record(beside: Beside) -> dict[str, Any]:
    """An event that chains need besides those they pass; no chain is counted by it."""
    title, event = beside.effect.told, beside.event
    kinds = (("joint cause of", beside.joint), ("needed for", beside.needed))
    return {
        "id": event.id,
        "handle": event.handle,
        "date": event.date.text,
        "title": event.titled,
        "marking": event.marking,
        **dict.fromkeys(("chains", "share", "strength_share", "every_chain", "no_return")),
        "share_said": "",
        "strength_said": "",
        "turn": f"{' and '.join(said for said, holds in kinds if holds)} {title}",
        "below_even": None,
        "joint": beside.joint,
        "needed": beside.needed,
        "beside": beside.effect.handle,
    }


def ramp_records(answer: OffRamps) -> list[dict[str, Any]]:
    """Off-ramps as records; `events_said` and `without_said` are as a table shows them."""
    return [
        {
            "rank": ramp.rank,
            "events": [
                {
                    "id": event.id,
                    "handle": event.handle,
                    "date": event.date.text,
                    "title": event.titled,
                    "marking": event.marking,
                    "avoidable": event.avoidable,
                }
                for event in ramp.events
            ],
            "events_said": " and ".join(
                f"{labelled(event.titled, event.marking)} ({worded(event.date.text)})"
                for event in ramp.events
            ),
            "likelihood": None if answer.before is None else answer.before.rounded(),
            "likelihood_midpoint": round(answer.midpoint, 6),
            "without": ramp.without.rounded(),
            "without_midpoint": round(ramp.midpoint, 6),
            "fall": round(ramp.fall, 6),
            "without_said": "0" if ramp.closes else str(ramp.without),
            "fall_said": f"{ramp.fall:.2g}",
            "closes_every_way": ramp.closes,
            "closes_said": "closes every recorded way" * ramp.closes,
        }
        for ramp in answer.ramps
    ]


def turns(passage: Passage) -> bool:
    """Whether an event is a turning point or a point of no return."""
    return passage.always or passage.no_return


def _percent(share: float) -> str:
    """A share in percent, all only where it is all."""
    if share >= 1:
        return "100%"
    return f"{min(share, 0.999):.1%}" if share >= 0.001 else "<0.1%"
