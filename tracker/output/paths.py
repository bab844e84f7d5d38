"""Chains from one event to another as a sheet, and as text step by step."""

from collections.abc import Mapping, Sequence
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
from tracker.model.answers.ask import Paths
from tracker.model.bands import Band
from tracker.model.chains import Chain
from tracker.model.chronicle import Chronicle
from tracker.model.claimants import claimant_names
from tracker.model.date_display import shown_date
from tracker.model.link import Link
from tracker.model.marking import labelled
from tracker.model.numbers import counted, roughly
from tracker.output.reading import signed, standing
from tracker.output.records import link_record
from tracker.output.rendering import Column, IndentedText, print_lines
from tracker.output.sheets import Sheet

CODES: Mapping[str, str] = {}  # claimants go by their codes
PATH_COLUMNS = (
    Column("rank", "rank", "right"),
    Column("strength_said", "strength", "right"),
    Column("length", "links", "right"),
    Column("days", "days"),
    Column("worst_grade", "worst grade"),
    Column("chain", "chain", wrap=True),
    Column("weakest_link", "weakest link", wrap=True),
)


def paths_sheet(answer: Paths, for_table: bool) -> Sheet:
    """Chains, a row each; people read each step by step."""
    found = answer.chronicle
    names = CODES
    if for_table:
        names = claimant_names((*found.links, *found.denials), found.actors, found.sources)
    records = [
        path_record(chain, rank, found, names) for rank, chain in enumerate(answer.chains, 1)
    ]

    def read() -> None:
        print_lines([line for record in records for line in path_lines(record)])

    return Sheet(PATH_COLUMNS, records, read=read)


def other_claims(
    claims: Sequence[Link], counted: int, denials: Sequence[Link], names: Mapping[str, str] = CODES
) -> list[str]:
    """The claims of a step that do not count, and the denials, in words."""
    return [
        *(
            f"also {names.get(each.claimed_by, each.claimed_by)} ({each.relation}, {each.words})"
            for each in claims[counted:]
        ),
        *(f"denied by {names.get(each.claimed_by, each.claimed_by)}" for each in denials),
    ]


def path_record(
    path: Chain, rank: int, chronicle: Chronicle, names: Mapping[str, str] = CODES
) -> dict[str, Any]:
    """A chain of events with its total, its weakest link, its span of time and its intensities.

    Claimants go by their codes, unless there are `names` for them.
    """
    links = _step_records(path, chronicle, names)
    weakest = links[path.weakest]
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
        "weakest_link": f"{weakest['cause']} → {weakest['effect']}",
        "weakest": weakest,
        "events": [
            {
                "id": event.id,
                "handle": event.handle,
                "date": event.date.text,
                "title": event.title,
                "marking": event.marking,
                "status": event.status.value,
                "dyad": event.dyad,
                "sides": event.sides,
                "intensity": event.intensity,
                "grade": grade and (str(grade) or None),
                "cited": bool(event.citations),
                "independent_sources": independent_reports(event.citations, chronicle.sources),
            }
            for event, grade in zip(path.events, grades, strict=True)
        ],
        "links": links,
    }


def _step_records(
    path: Chain, chronicle: Chronicle, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The links of a chain, each with the band of all claims that count, and with every claim."""
    return [
        {
            **link_record(link, chronicle.events, chronicle.sources),
            "claimed_by": names.get(link.claimed_by, link.claimed_by),
            "likelihood": round(band.midpoint, 6),
            "likelihood_words": band.words,
            "band": band.rounded(),
            "claimants": [claim.claimed_by for claim in claims],
            "counted": [claim.claimed_by for claim in claims[:counted]],
            "claims": [
                {
                    "claimed_by": names.get(claim.claimed_by, claim.claimed_by),
                    "relation": claim.relation,
                    "band": claim.band.rounded(),
                    "counts": place < counted,
                }
                for place, claim in enumerate(claims)
            ],
            "others": other_claims(claims, counted, denials, names),
        }
        for link, claims, denials, band, counted in zip(
            path.links, path.claims, path.denials, path.bands, path.counted, strict=True
        )
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
        head = Text(f"{shown_date(event['date'])}  ", style="cyan")
        head.append(labelled(event["title"], event["marking"]), style="default")
        head.append(standing(event["status"]), style="bold")
        value = event["intensity"]
        intensity = "" if value is None else f", {signed(value)}"
        head.append(f"  ({event['sides']}{intensity})  [{_graded(event)}]", style="dim")
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
    return f"{event['grade'] or 'ungraded'}, {event['independent_sources']} independent"


def _worst(record: dict[str, Any]) -> str:
    """The worst grade on a chain, and what on it is not graded."""
    grade, ungraded = record["worst_grade"], record["ungraded"]
    if not ungraded:
        return f"worst grade {grade}"
    named = ", ".join(ungraded[:3]) + (f" and {len(ungraded) - 3} more" * (len(ungraded) > 3))
    if not grade:
        return f"nothing on it is graded: {named}"
    return f"worst grade {grade}, ungraded: {named}"
