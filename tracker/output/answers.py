"""Answers of the analysis as records, and as tables for people."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tracker.config import Format
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link
from tracker.output.numbers import in_json, roughly
from tracker.output.records import link_record
from tracker.output.rendering import Column, show

if TYPE_CHECKING:
    from tracker.analysis.comparison import Comparison, Conclusion, Difference
    from tracker.analysis.offramps import OffRamp
    from tracker.analysis.paths import Path
    from tracker.analysis.sensitivity import Weakness
    from tracker.analysis.turning_points import Passage
    from tracker.analysis.whatif import Outcome

PASSAGE_COLUMNS = (
    Column("date", "date", spare=1),
    Column("title", "event", wrap=True),
    Column("share_said", "of chains", "right"),
    Column("strength_said", "of strength", "right"),
    Column("turn", "turning point"),
)
CUT_LINK_COLUMNS = (
    Column("rank", "set", "right"),
    Column("cause_title", "cause", wrap=True),
    Column("effect_title", "effect", wrap=True),
    Column("likelihood_words", "likelihood"),
    Column("claimed_by", "claimed by", spare=1),
)
CUT_EVENT_COLUMNS = (
    Column("rank", "set", "right"),
    Column("date", "date"),
    Column("title", "event", wrap=True),
)
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
    Column("now", "is", "right"),
    Column("below", "changes below", "right"),
    Column("instead_said", "the best chain then", wrap=True),
)
DIFFERENCE_COLUMNS = (
    Column("kind", "kind"),
    Column("about", "about", wrap=True, style="cyan"),
    Column("change", "change"),
    Column("said", "what", wrap=True),
)
CONCLUSION_COLUMNS = (
    Column("conclusion", "conclusion"),
    Column("before", "before", wrap=True),
    Column("after", "after", wrap=True),
    Column("differs", "", style="bold"),
)


TELLING = ("title", "date", "relation", "likelihood", "reliability", "credibility", "locator")


def passage_records(passages: Iterable["Passage"]) -> list[dict[str, Any]]:
    """What passes each event; in `turn`, whether it is a turning point."""
    return [
        {
            "id": each.event.id,
            "handle": each.event.handle,
            "date": each.event.date.text,
            "title": each.event.titled,
            "chains": in_json(each.chains),
            "share": each.share,
            "strength_share": each.strength_share,
            "every_chain": each.always,
            "no_return": each.no_return,
            "share_said": _percent(each.share),
            "strength_said": _percent(each.strength_share),
            "turn": ", ".join(
                said
                for said, holds in (
                    ("every chain", each.always),
                    ("no way out after", each.no_return),
                )
                if holds
            ),
        }
        for each in passages
    ]


def ramp_record(ramp: "OffRamp", rank: int, chronicle: Chronicle) -> dict[str, Any]:
    """A cut with its links, as the chronicle has them with their evidence, or its events."""
    claimed: dict[tuple[int, int], Link] = {}
    for link in sorted(chronicle.links, key=lambda link: (-link.likelihood, link.claimed_by)):
        claimed.setdefault((link.cause, link.effect), link)
    return {
        "rank": rank,
        "likelihood": ramp.likelihood,
        "cost": ramp.cost,
        "links": [
            {
                **link_record(
                    claimed[link.cause, link.effect], chronicle.events, chronicle.sources
                ),
                "cause_title": chronicle.events[link.cause].titled,
                "effect_title": chronicle.events[link.effect].titled,
            }
            for link in ramp.links
        ],
        "events": [
            {
                "id": event.id,
                "handle": event.handle,
                "date": event.date.text,
                "title": event.titled,
                "avoidable": event.avoidable,
            }
            for event in ramp.events
        ],
    }


def ramp_rows(ramps: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The links, or the events, of cuts, each with the rank of its cut."""
    return [
        {"rank": ramp["rank"], **part}
        for ramp in ramps
        for part in (*ramp["links"], *ramp["events"])
    ]


def outcome_records(outcomes: Iterable["Outcome"]) -> list[dict[str, Any]]:
    """The fates of outcomes."""
    return [
        {
            "id": each.event.id,
            "handle": each.event.handle,
            "date": each.event.date.text,
            "title": each.event.titled,
            "fate": each.fate.value,
            "strength": round(each.strength, 6),
            "strength_after": round(each.strength_after, 6),
            "ways": each.ways,
            "ways_after": each.ways_after,
            "strength_said": _from_to(f"{each.strength:.3g}", f"{each.strength_after:.3g}"),
            "ways_said": _from_to(str(each.ways), str(each.ways_after)),
        }
        for each in outcomes
    ]


def weakness_records(
    weaknesses: Iterable["Weakness"], chronicle: Chronicle
) -> list[dict[str, Any]]:
    """What the best chain hangs on."""

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
                "now": each.now,
                "below": None if each.below is None else round(each.below, 4),
                "chain": [event.handle for event in then.events] if then else [],
                "strength": round(then.strength, 6) if then else None,
                "instead_said": _other_way(then) if then else "none is left",
            }
        )
    return records


def comparison_record(comparison: "Comparison") -> dict[str, Any]:
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
            ("its strength", f"{one['strength'] or 0:.3g}"),
            ("every chain passes", ", ".join(one["passed"]) or "nothing"),
            ("cheapest cut", "; ".join(one["cut"]) or "none"),
        )
        for one in (before, after)
    ]
    rows = [
        {"conclusion": name, "before": then, "after": now, "differs": "differs" * (then != now)}
        for (name, then), (_, now) in zip(*said, strict=True)
    ]
    show(rows, CONCLUSION_COLUMNS, Format.TABLE)


def _difference(difference: "Difference") -> dict[str, Any]:
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


def _conclusion(conclusion: "Conclusion") -> dict[str, Any]:
    best = conclusion.best
    return {
        "chains": in_json(conclusion.chains),
        "chain": [event.handle for event in best.events] if best else [],
        "strength": round(best.strength, 6) if best else None,
        "passed": [event.handle for event in conclusion.passed],
        "cut": [f"{cause.handle} → {effect.handle}" for cause, effect in conclusion.cut],
        "cut_likelihood": conclusion.cut_likelihood,
    }


def _other_way(path: "Path") -> str:
    """A chain by its strength and what it passes between its ends."""
    passed = " → ".join(event.title for event in path.events[1:-1])
    return (
        f"{path.strength:.3g}, by way of {passed}" if passed else f"{path.strength:.3g}, directly"
    )


def _percent(share: float) -> str:
    """A share in percent, all only where it is all."""
    if share >= 1:
        return "100%"
    return f"{min(share, 0.999):.1%}" if share >= 0.001 else "<0.1%"


def _from_to(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _plain(value: object) -> str:
    return "nothing" if value in ("", None) else str(value)


def _counted(number: int | str) -> str:
    """A number of chains as people read it, also where JSON has its digits as text."""
    if isinstance(number, int):
        return roughly(number)
    return f"{number[0]}.{number[1:3]} × 10^{len(number) - 1}"
