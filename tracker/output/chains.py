"""Chains as sheets: paths, trees of causes and effects, turning points, off-ramps."""

from collections.abc import Iterable, Sequence
from typing import Any

from tracker.analysis.grading import (
    Graded,
    WorstGrade,
    best_grade,
    grades_of_event,
    grades_of_link,
    independent_reports,
    worst_grade,
)
from tracker.model.answers.ask import OffRamps, Paths, Tree, TurningPoints
from tracker.model.bands import Band
from tracker.model.chains import Beside, Chain, Passage, TreeStep
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link
from tracker.model.marking import labelled
from tracker.model.numbers import counted, in_json, roughly
from tracker.output.reading import signed, standing
from tracker.output.records import link_record
from tracker.output.rendering import Column, IndentedText, print_lines
from tracker.output.sheets import Sheet

STEP_COLUMNS = (
    Column("tree", "event", wrap=True, indent="depth"),
    Column("date", "date", spare=4),
    Column("relation_said", "relation", spare=3),
    Column("likelihood_words", "likelihood", spare=1),
    Column("claims", "claimed by", wrap=True, spare=2),
    Column("strength_said", "strongest", "right", spare=5),
)
PATH_COLUMNS = (
    Column("rank", "rank", "right"),
    Column("strength_said", "strength", "right"),
    Column("length", "links", "right"),
    Column("days", "days"),
    Column("worst_grade", "worst grade"),
    Column("chain", "chain", wrap=True),
    Column("weakest_link", "weakest link", wrap=True),
)
PASSAGE_COLUMNS = (
    Column("date", "date", spare=1),
    Column("title", "event", wrap=True),
    Column("share_said", "of chains", "right"),
    Column("strength_said", "of strength", "right"),
    Column("turn", "turning point"),
    Column("marking", "marking"),
)
RAMP_COLUMNS = (
    Column("rank", "rank", "right"),
    Column("events_said", "without", wrap=True),
    Column("without_said", "likelihood then", "right"),
    Column("fall_said", "falls by", "right"),
    Column("closes_said", "", spare=1),
)


def paths_sheet(answer: Paths, for_table: bool) -> Sheet:
    """Chains, a row each; people read each step by step."""
    records = [
        path_record(chain, rank, answer.chronicle)
        for rank, chain in enumerate(answer.chains, start=1)
    ]

    def read() -> None:
        print_lines([line for record in records for line in path_lines(record)])

    return Sheet(PATH_COLUMNS, records, read=read)


def tree_sheet(answer: Tree, for_table: bool) -> Sheet:
    """The steps of a tree, a row each."""
    return Sheet(STEP_COLUMNS, step_records(answer.steps))


def turning_points_sheet(answer: TurningPoints, for_table: bool) -> Sheet:
    """The events that chains pass, a row each, then those that they need besides."""
    shown = [*passage_records(answer.passages), *map(_beside_record, answer.beside)]
    return Sheet(PASSAGE_COLUMNS, shown)


def offramps_sheet(answer: OffRamps, for_table: bool) -> Sheet:
    """Off-ramps, a row each."""
    return Sheet(RAMP_COLUMNS, ramp_records(answer))


def step_records(steps: Iterable[TreeStep]) -> list[dict[str, Any]]:
    """The steps of a tree of causes or effects; `tree` is the title as a table shows it."""
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
            "claims": "; ".join(_all_claims(step.claims, step.counted, step.denials)),
            "others": _others(step.claims, step.counted, step.denials),
            "strength": step.strength.rounded(),
            "strength_said": str(step.strength),
            "shown_before": step.shown_before,
        }
        for step in steps
    ]  # fmt: skip


def _all_claims(claims: Sequence[Link], counted: int, denials: Sequence[Link]) -> list[str]:
    """Who claims a step, each that counts with its own words where several count."""
    if counted > 1:
        first = [
            f"{claim.claimed_by} ({claim.relation}, {claim.words})" for claim in claims[:counted]
        ]
    else:
        first = [claims[0].claimed_by]
    return [*first, *_others(claims, counted, denials)]


def _others(claims: Sequence[Link], counted: int, denials: Sequence[Link]) -> list[str]:
    """The claims of a step that do not count, and the denials, in words."""
    return [
        *(
            f"also {claim.claimed_by} ({claim.relation}, {claim.words})"
            for claim in claims[counted:]
        ),
        *(f"denied by {denial.claimed_by}" for denial in denials),
    ]


def path_record(path: Chain, rank: int, chronicle: Chronicle) -> dict[str, Any]:
    """A chain of events with its total, its weakest link, its span of time and its intensities."""
    weakest = path.links[path.weakest]
    least, most = path.days
    grades = [best_grade(event.citations, chronicle.sources) for event in path.events]
    worst = _worst_of(path, chronicle)
    return {
        "rank": rank,
        "strength": path.strength.rounded(),
        "strength_said": str(path.strength),
        "ranking": round(path.ranking, 6),
        "length": len(path.links),
        "days": [least, most],
        "longest_wait": path.longest_wait,
        "worst_grade": worst.grade and str(worst.grade),
        "ungraded": list(worst.ungraded),
        "chain": [event.handle for event in path.events],
        "weakest_link": f"{chronicle.events[weakest.cause].handle} → "
        f"{chronicle.events[weakest.effect].handle}",
        "weakest": link_record(weakest, chronicle.events, chronicle.sources),
        "events": [
            {
                "id": event.id,
                "handle": event.handle,
                "date": event.date.text,
                "title": event.title,
                "marking": event.marking,
                "status": event.status.value,
                "dyad": event.dyad,
                "intensity": event.intensity,
                "grade": grade and (str(grade) or None),
                "cited": bool(event.citations),
                "independent_sources": independent_reports(event.citations, chronicle.sources),
            }
            for event, grade in zip(path.events, grades, strict=True)
        ],
        "links": [
            {
                **link_record(link, chronicle.events, chronicle.sources),
                "likelihood": round(band.midpoint, 6),
                "likelihood_words": band.words,
                "band": band.rounded(),
                "claimants": [claim.claimed_by for claim in claims],
                "counted": [claim.claimed_by for claim in claims[:counted]],
                "claims": [
                    {
                        "claimed_by": claim.claimed_by,
                        "relation": claim.relation,
                        "band": claim.band.rounded(),
                        "counts": place < counted,
                    }
                    for place, claim in enumerate(claims)
                ],
                "others": _others(claims, counted, denials),
            }
            for link, claims, denials, band, counted in zip(
                path.links, path.claims, path.denials, path.bands, path.counted, strict=True
            )
        ],
    }


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
    title, event = beside.effect.title, beside.event
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
                f"{labelled(event.titled, event.marking)} ({event.date.text})"
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


def path_lines(record: dict[str, Any]) -> list[IndentedText]:
    """A chain: its totals, then each event with the link that leads to it."""
    from rich.text import Text

    weakest = record["weakest"]
    totals = Text.assemble(
        (f"{record['rank']}. strength {record['strength_said']}", "bold"),
        f"  over {counted(record['length'], 'link')}"
        f" and {span_of_days(*record['days'])}, {_worst(record)}",
    )
    lines: list[IndentedText] = [(0, totals)]
    for place, event in enumerate(record["events"]):
        if place:
            link = record["links"][place - 1]
            mark = "  ◀ weakest" if link is not None and _same(link, weakest) else ""
            also = "".join(f"; {other}" for other in link["others"])
            together = f"together with {' and '.join(link['with'])}, " if link["with"] else ""
            text = Text(f"↓ {together}{link['relation']}, ", style="dim")
            text.append(f"{link['likelihood_words']} ({Band(*link['band'])})")
            text.append(", needed" if link["needed"] else "")
            text.append(f", claimed by {_counted(link)}{also}")
            text.append(f" [{link['marking']}]" if link["marking"] else "")
            text.append(mark, style="bold")
            lines.append((5, text))
        head = Text(f"{event['date']}  ", style="cyan")
        head.append(labelled(event["title"], event["marking"]), style="default")
        head.append(standing(event["status"]), style="bold")
        value = event["intensity"]
        intensity = "" if value is None else f", {signed(value)}"
        head.append(f"  ({event['dyad']}{intensity})  [{_graded(event)}]", style="dim")
        lines.append((3, head))
    return [*lines, (0, Text())]


def _counted(link: dict[str, Any]) -> str:
    """Who makes the claims that count; with each one's own band where they are several."""
    counted = [claim for claim in link["claims"] if claim["counts"]]
    if len(counted) == 1:
        return str(link["claimed_by"])
    return " and ".join(
        f"{claim['claimed_by']} ({claim['relation']}, {Band(*claim['band'])})" for claim in counted
    )


def turns(passage: Passage) -> bool:
    """Whether an event is a turning point or a point of no return."""
    return passage.always or passage.no_return


def span_of_days(least: int, most: int) -> str:
    """`5 days`, or `5 to 9 days` where the dates leave room."""
    return counted(least, "day") if least >= most else f"{roughly(least)} to {counted(most, 'day')}"


def _same(link: dict[str, Any], other: dict[str, Any]) -> bool:
    return (link["cause"], link["effect"]) == (other["cause"], other["effect"])


def _worst_of(path: Chain, chronicle: Chronicle) -> WorstGrade:
    """What everything on a chain is graded at least; of a link by all claims that count."""
    handles = [event.handle for event in path.events]
    events = [
        Graded(handle, tuple(grades_of_event(event.citations, chronicle.sources)), True)
        for handle, event in zip(handles, path.events, strict=True)
    ]
    links = [
        Graded(
            f"{cause} → {effect}",
            tuple(
                grade
                for claim in claims[:counted]
                for grade in grades_of_link(claim.citations, chronicle.sources)
            ),
            False,
        )
        for cause, effect, claims, counted in zip(
            handles, handles[1:], path.claims, path.counted, strict=False
        )
    ]
    return worst_grade([each for pair in zip(events, [*links, None], strict=True)
                        for each in pair if each is not None])  # fmt: skip


def _graded(event: dict[str, Any]) -> str:
    """The grade of an event and how many independent reports stand behind it."""
    if not event["cited"]:
        return "uncited"
    reports = counted(event["independent_sources"], "independent report")
    return f"{event['grade'] or 'ungraded'}, {reports}"


def _worst(record: dict[str, Any]) -> str:
    """The worst grade on a chain, and what on it is not graded."""
    grade, ungraded = record["worst_grade"], record["ungraded"]
    if not ungraded:
        return f"worst grade {grade}"
    named = ", ".join(ungraded[:3]) + (f" and {len(ungraded) - 3} more" * (len(ungraded) > 3))
    return f"{f'worst grade {grade}' if grade else 'no worst grade'}, ungraded: {named}"


def _percent(share: float) -> str:
    """A share in percent, all only where it is all."""
    if share >= 1:
        return "100%"
    return f"{min(share, 0.999):.1%}" if share >= 0.001 else "<0.1%"
