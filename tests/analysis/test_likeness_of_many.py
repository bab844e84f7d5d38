"""Duplicates are found in one pass by day as they were by comparing what stands together."""

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TIMES, fresh
from tests.store.random_record import made_up
from tracker.analysis import similarity
from tracker.analysis.likeness import LIKELY, likeness, traits_of
from tracker.analysis.similarity import days_of, find_duplicates, neighbours
from tracker.model import streamed
from tracker.model.chronicle import Chronicle
from tracker.store import chronicle, streaming

Found = list[tuple[float, int, int, tuple[str, ...]]]


def all_at_once(record: Chronicle, at_least: float) -> Found:
    """The pairs as all events together give them, without the order of time and without bounds."""
    traits = {number: traits_of(event) for number, event in record.events.items()}
    twins: dict[object, int] = {}
    together = defaultdict(list)
    pairs = []
    for number, each in traits.items():
        event = each.event
        same = (event.date.text, event.type.code, each.sides, each.words, each.place)
        if same in twins:
            pairs.append((twins[same], number))
            continue
        twins[same] = number
        for day in days_of(event):
            for actor in each.actors or ("",):
                together[day, actor].append(number)
    for numbers in together.values():
        few = len(numbers) <= similarity.MOST_TOGETHER
        pairs += combinations(numbers, 2) if few else neighbours(numbers, traits)
    found = []
    for one, other in {(min(pair), max(pair)) for pair in pairs} - record.distinct:
        score, alike = likeness(traits[one], traits[other])
        if score >= at_least:
            found.append((-round(score, 2), one, other, alike))
    return sorted(found)


def in_one_pass(record: Chronicle, at_least: float) -> Found:
    """The pairs as they are found."""
    return [
        (-each.similarity, each.first.id, each.other.id, each.traits)
        for each in find_duplicates(record, at_least)
    ]


def test_the_sample_has_the_same_pairs(sample_path: Path) -> None:
    """At a similarity at which there are some."""
    db = fresh(sample_path)
    expected = all_at_once(chronicle.load(db), 0.5)
    assert expected
    assert in_one_pass(streaming.load(db), 0.5) == expected


@settings(max_examples=15 * TIMES)
@given(st.integers(0, 10**6), st.sampled_from((0.3, LIKELY, 0.8)), st.sampled_from((3, 60)))
def test_any_record_has_the_same_pairs(
    sample_path: Path, seed: int, at_least: float, together: int
) -> None:
    """So it is with spans, doubts, dates that claims move, and many of one day."""
    db = made_up(sample_path, seed, 60)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similarity, "MOST_TOGETHER", together)
        patch.setattr(similarity, "MOST_KINDS", 50)
        patch.setattr(streamed, "SLICE", 7)
        expected = all_at_once(chronicle.load(db), at_least)
        assert in_one_pass(streaming.load(db), at_least) == expected
        assert in_one_pass(chronicle.load(db), at_least) == expected
