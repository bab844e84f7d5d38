"""Judgements in the block of an event: rival explanations, rated evidence, what would have come.

::

    without talks-suspended: no
    explanation "An excuse": talks-suspended > pact-withdrawn
    evidence [wire, p. 4] for RUS: consistent
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.formats.text.citing import brackets
from tracker.formats.text.claims import parted, plain
from tracker.formats.text.document import Node
from tracker.formats.text.values import QUOTED, name

Record = dict[str, Any]
ANSWER = re.compile(r"without\s+(?P<rest>.+)", re.IGNORECASE)
RIVAL = re.compile(r"explanation\s+(?P<rest>.+)", re.IGNORECASE)
RATING = re.compile(
    rf"evidence\s+(?P<source>\[(?:{QUOTED.pattern}|[^\]\"])*\])\s+for\s+(?P<rest>.+)", re.IGNORECASE
)
NAMED = rf"({QUOTED.pattern}|[^\s;>→]+)"
PAIR = re.compile(rf"\s*{NAMED}\s*(?:->|>|→)\s*{NAMED}\s*(?:;|$)")


def judgement_read(node: Node, handle: str) -> tuple[str, Record] | None:
    """Read a rival explanation, rated evidence, or whether the event would have come without one.

    Examples
    --------
    >>> judgement_read(Node(1, 2, "without talks: no"), "strike")
    ('counterfactual', {'cause': 'talks', 'effect': 'strike', 'answer': 'no'})
    """
    if match := ANSWER.fullmatch(node.text):
        parts, answer = parted(match["rest"])
        cause = plain(", ".join(parts))
        return "counterfactual", {"cause": cause, "effect": handle, "answer": answer or ""}
    if match := RIVAL.fullmatch(node.text):
        parts, pairs = parted(match["rest"])
        record: Record = {"event": handle, "name": plain(", ".join(parts))}
        if pairs:
            record["links"] = list(_pairs(node, pairs))
        return "rival", record
    if match := RATING.fullmatch(node.text):
        parts, rating = parted(match["rest"])
        inside = brackets(match["source"])
        if len(inside) != 1:
            node.refuse("evidence is one source in brackets: evidence [wire, p. 4] for RUS: c.")
        (source, *place), _ = parted(inside[0])
        made: Record = {"event": handle, "explanation": plain(", ".join(parts)),
                        "source": plain(source), "rating": rating or ""}  # fmt: skip
        if place:
            made["locator"] = plain(", ".join(place))
        return "rating", made
    return None


def _pairs(node: Node, text: str) -> Iterator[list[str]]:
    at = 0
    while text[at:].strip():
        match = PAIR.match(text, at)
        if match is None:
            node.refuse(f"{text[at:][:60]!r} is no pair of events: cause > effect; cause > effect.")
        yield [plain(match[1]), plain(match[2])]
        at = match.end()


def judgement_line(kind: str, record: Mapping[str, Any], indent: str) -> str:
    """Write a rival explanation, rated evidence or an answer.

    Examples
    --------
    >>> judgement_line("rating", {"event": "a", "source": "wire", "explanation": "RUS",
    ...                           "rating": "consistent", "locator": "p. 4"}, "  ")
    '  evidence [wire, "p. 4"] for RUS: consistent'
    """
    if kind == "counterfactual":
        return f"{indent}without {name(record['cause'])}: {record['answer']}"
    if kind == "rival":
        pairs = "; ".join(f"{name(a)} > {name(b)}" for a, b in record.get("links", ()))
        return f"{indent}explanation {name(record['name'])}{f': {pairs}' if pairs else ''}"
    place = f", {name(record['locator'])}" if record.get("locator") else ""
    return (
        f"{indent}evidence [{name(record['source'])}{place}] for {name(record['explanation'])}: "
        f"{record['rating']}"
    )
