"""Measure what `tracker draft` finds against data that people have coded; prints Markdown.

The data are fetched apart and are no part of the project: the folder is TRACKER_DRAFTING_DATA, with
`PLOVER_GSR_CAMEO.txt` (openeventdata/PLOVER, gold_standard_records) and `editorial.txt`. What is
not there is skipped, and said so.
"""

import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tracker.desk.drafting import lexicon_of
from tracker.drafting.cues import CueIndex
from tracker.drafting.drafts import draft_events
from tracker.drafting.lexicon import Lexicon
from tracker.model.drafting import Article, Drafted
from tracker.recording.cues import cues_of
from tracker.store.creation import create_database
from tracker.store.database import open_for_reading

ROOT = Path(__file__).resolve().parents[2]
# The types of PLOVER 0.5 that a type of the codebook may stand for.
PLOVER: dict[str, tuple[str, ...]] = {
    "troop-withdrawal": ("RETREAT",), "ceasefire": ("AGREE", "RETREAT", "COOPERATE"),
    "de-escalation": ("RETREAT", "CONCEDE"), "agreement": ("AGREE", "COOPERATE"),
    "aid": ("AID", "SUPPORT"),
    "prisoner-exchange": ("CONCEDE", "AGREE"), "recognition": ("COOPERATE", "SUPPORT"),
    "sanctions-relief": ("CONCEDE",), "talks": ("CONSULT",), "mediation": ("CONSULT",),
    "restraint": ("CONCEDE", "AGREE"), "appeal": ("REQUEST", "DEMAND", "AGREE"),
    "statement": ("AGREE",), "deliberation": ("CONSULT", "INVESTIGATE"),
    "accusation": ("ACCUSE", "DISAPPROVE", "INVESTIGATE"), "disapproval": ("DISAPPROVE",),
    "disclosure": ("DISAPPROVE",), "rejection": ("REJECT",), "threat": ("THREATEN",),
    "demand": ("DEMAND", "REQUEST"), "veto": ("REJECT",), "protest": ("PROTEST",),
    "threat-of-force": ("THREATEN",), "ultimatum": ("THREATEN",), "nuclear-threat": ("THREATEN",),
    "pact-withdrawal": ("SANCTION", "REJECT"), "relations-break": ("SANCTION",),
    "expulsion": ("SANCTION", "COERCE"), "talks-suspension": ("SANCTION", "REJECT"),
    "cyberattack": ("COERCE", "ATTACK", "ASSAULT"), "coup": ("COERCE", "ASSAULT"),
    "sanctions": ("SANCTION",), "show-of-force": ("MOBILIZE",),
    "border-violation": ("MOBILIZE", "FIGHT"), "missile-test": ("MOBILIZE",),
    "nuclear-test": ("MOBILIZE",), "mobilisation": ("MOBILIZE",),
    "troop-deployment": ("MOBILIZE",), "missile-deployment": ("MOBILIZE",),
    "seizure": ("COERCE", "ASSAULT"), "sabotage": ("ASSAULT", "COERCE"),
    "blockade": ("FIGHT", "COERCE", "SANCTION"), "occupation": ("FIGHT", "ASSAULT"),
    "ceasefire-end": ("FIGHT", "SANCTION"), "terror-attack": ("ASSAULT",),
    "declaration-of-war": ("FIGHT", "THREATEN"), "clash": ("FIGHT", "ASSAULT"),
    "air-strike": ("FIGHT", "ASSAULT"), "bombardment": ("FIGHT", "ASSAULT"),
    "military-intervention": ("FIGHT", "MOBILIZE"), "invasion": ("FIGHT", "ASSAULT"),
    "war-entry": ("FIGHT",), "assassination": ("ASSAULT",), "mass-violence": ("ASSAULT", "FIGHT"),
}  # fmt: skip
# What the editorial tells, as the sample has coded it: who, whom and type (one of those).
FACTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("USA", "RUS", ("threat", "deliberation")),
    ("RUS", "USA", ("cyberattack",)),
    ("USA", "SYR", ("deliberation",)),
    ("USA", "SYR", ("air-strike",)),
    ("RUS", "SYR-OPP", ("bombardment", "air-strike")),
    ("RUS", "USA", ("pact-withdrawal",)),
    ("RUS", "NATO", ("missile-deployment", "troop-deployment")),
    ("RUS", "USA", ("nuclear-threat",)),
    ("USA", "RUS", ("accusation",)),
    ("USA", "RUS", ("talks-suspension",)),
    ("USA", "RUS", ("accusation",)),
    ("RUS", "SYR-OPP", ("military-intervention",)),
)


def main() -> None:
    """Print the tables for what data there are."""
    folder = Path(os.environ.get("TRACKER_DRAFTING_DATA", "")).expanduser()
    if not os.environ.get("TRACKER_DRAFTING_DATA") or not folder.is_dir():
        sys.exit("Name the folder of the data with TRACKER_DRAFTING_DATA; see docs/drafting.md.")
    with tempfile.TemporaryDirectory() as made:
        path = Path(made, "empty.db")
        create_database(path)
        db = open_for_reading(path)
        index, lexicon = CueIndex.of(cues_of(db)), lexicon_of(db)
        then = lexicon_of(db, "2016-10-15")
        db.close()
    for name, measure, names in (
        ("editorial.txt", _editorial, then),
        ("PLOVER_GSR_CAMEO.txt", _plover, lexicon),
    ):
        file = folder / name
        if file.is_file():
            measure(file.read_text(encoding="utf-8", errors="replace"), names, index)
        else:
            print(f"{name} is not there: skipped.\n")


def _editorial(text: str, lexicon: Lexicon, index: CueIndex) -> None:
    article = Article(text, published="2016-10-15")
    drafts = list(draft_events(article, lexicon, index, "editorial"))
    left = list(drafts)
    found = who = whom = named = 0
    for by, to, types in FACTS:
        hit = next((each for each in left if each.type in types), None)
        if hit is None:
            continue
        left.remove(hit)
        found += 1
        who += by in hit.by
        whom += to in hit.to
        named += bool(hit.to)
    print("| the editorial | |\n|---|---|")
    print(f"| facts found | {found} of {len(FACTS)} |")
    print(f"| drafts that are one of them | {len(drafts) - len(left)} of {len(drafts)} |")
    print(f"| of those found: who is as in the sample | {who} of {found} |")
    print(f"| whom is as in the sample | {whom} of {found}, of {named} that name anybody |\n")


def _plover(text: str, lexicon: Lexicon, index: CueIndex) -> None:
    records = [each for each in json.loads(_mended(text)) if each["event"] != "DOCUMENT"]
    counts: Counter[str] = Counter()  # the cues were written with every other sentence in sight
    begun = time.perf_counter()
    words = 0
    for place, record in enumerate(records):
        sentence = record["text"]
        words += len(sentence.split())
        article = Article(sentence, published=record.get("date", ""))
        drafts = list(draft_events(article, lexicon, index, "p"))
        counts["drafted"] += bool(drafts)
        fits = [each for each in drafts if record["event"] in _types(each)]
        counts["type"] += bool(fits)
        counts["unseen"] += bool(fits) and place % 2
        for side, gold in (("by", record.get("source")), ("to", record.get("target"))):
            codes = _codes(gold)
            if not codes:
                continue
            counts[f"{side} coded"] += 1
            counts[side] += any(codes & _sides(each, side) for each in drafts)
            counts[f"{side} named"] += any(_sides(each, side) for each in drafts)
    spent = time.perf_counter() - begun
    total = len(records)
    most = Counter(each["event"] for each in records).most_common(1)[0]
    print(f"| PLOVER, {total} sentences | |\n|---|---|")
    print(f"| with a draft | {counts['drafted'] / total:.0%} |")
    print(f"| with the type | {counts['type'] / total:.0%} |")
    print(
        f"| the same, of the half that nobody looked at | {counts['unseen'] / (total // 2):.0%} |"
    )
    print(f"| the most frequent type alone ({most[0]}) | {most[1] / total:.0%} |")
    for side, name in (("by", "who"), ("to", "whom")):
        coded, right, named = (counts[f"{side}{each}"] for each in (" coded", "", " named"))
        print(f"| {name}: found, of those coded by a code of a state | {right / coded:.0%} |")
        print(f"| {name}: right, where a draft names anybody | {right / max(1, named):.0%} |")
    print(f"| words a second | {words / spent:,.0f} |")


def _types(draft: Drafted) -> tuple[str, ...]:
    """The types of PLOVER that a draft may be: what is not done yet is promised or threatened."""
    types = PLOVER.get(draft.type, ())
    if draft.status in ("planned", "threatened"):
        friendly = set(types) & {"AGREE", "AID", "CONCEDE", "RETREAT", "COOPERATE", "CONSULT"}
        return (*types, "AGREE" if friendly else "THREATEN")
    return types


def _mended(text: str) -> str:
    """The records as JSON: the file has commas that JSON does not allow."""
    return re.sub(r",(\s*[}\]])", r"\1", text)


def _codes(gold: Any) -> set[str]:
    """The codes of states on a side, as ISO 3166 has them."""
    listed = gold if isinstance(gold, list) else []
    return {code for each in listed if len(code := each.get("code", "")) == 3} - {"IGO", "NGO"}


def _sides(draft: Drafted, side: str) -> set[str]:
    """The actors of a side; who talks with whom is on either."""
    both = draft.type in ("talks", "agreement", "ceasefire")
    return set(draft.by) | set(draft.to) if both else set(getattr(draft, side))


if __name__ == "__main__":
    main()
