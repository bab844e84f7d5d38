"""Checking: the rules of `check`, each applied to as much of the record as it needs.

What a rule finds by SQL is found there. A rule about links, claims or registers looks at the events
that these are about; one about events at those of which it can find something; duplicates are found
in one pass by day. So no rule needs the whole record in memory.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice

from tracker.analysis.coding_rules import silence
from tracker.analysis.evidence_rules import ungraded, unsourced
from tracker.analysis.silences import long_gaps
from tracker.analysis.validation import RULES
from tracker.model.answers.manage import Finding
from tracker.model.chronicle import Chronicle
from tracker.model.streamed import SLICE
from tracker.store import checking, events, streaming
from tracker.store.database import Database

MERGED = ("zones", "unconfirmed")  # which look at links as well as at events
SLICED = ("published", "anachronism")  # which look at each event by itself


def findings_of(db: Database, rules: Collection[str]) -> Iterator[Finding]:
    """What the rules find in a record, in the order of `RULES`."""
    linked = checking.around(db) if set(rules) - {"no-source", "ungraded", "silent"} else None
    for name, rule in RULES.items():
        if name not in rules:
            continue
        if name == "no-source":
            yield from (
                unsourced(handle, number) for number, handle in checking.without_citation(db)
            )
        elif name == "ungraded":
            yield from (ungraded(*each) for each in checking.without_grade(db))
        elif name == "silent":
            yield from (silence(*each) for each in long_gaps(checking.spans(db)))
        elif name == "duplicate":
            yield from rule(streaming.load(db))
        elif name in MERGED:
            yield from rule(checking.around(db, checking.FURTHER[name](db)))
        elif linked is not None:
            parts = _sliced(db, linked, name) if name in SLICED else iter((linked,))
            for part in parts:
                yield from rule(part)


def _sliced(db: Database, linked: Chronicle, rule: str) -> Iterator[Chronicle]:
    """The events of which a rule can find something, a slice after the other."""
    numbers = iter(checking.FURTHER[rule](db))
    while some := list(islice(numbers, SLICE)):
        found = {event.id: event for event in events.fetch(db, some)}
        yield replace(linked, events={number: found[number] for number in some})
