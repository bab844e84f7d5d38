"""Each rule finds by SQL, or among the events that it is about, what it finds in all of them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TIMES, fresh
from tests.store.random_record import made_up
from tracker.analysis.validation import RULES, findings
from tracker.desk import checking
from tracker.desk.checking import findings_of
from tracker.store import chronicle
from tracker.store.database import Database


def check(db: Database) -> set[str]:
    """Hold each rule to what it finds in the whole; returns those that find anything."""
    whole = chronicle.load(db)
    for rule in RULES:
        assert list(findings_of(db, (rule,))) == findings(whole, (rule,)), rule
    found = findings(whole)
    assert list(findings_of(db, tuple(RULES))) == found
    return {each.rule for each in found}


def test_the_sample_has_the_same_findings(sample_path: Path) -> None:
    """All of them, in their order."""
    assert check(fresh(sample_path))


@settings(max_examples=12 * TIMES)
@given(st.integers(0, 10**6))
def test_any_record_has_the_same_findings(sample_path: Path, seed: int) -> None:
    """So has one of odd dates, actors out of their time, circles and claims against dates."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "SLICE", 7)
        check(made_up(sample_path, seed, 50))


def test_made_up_records_have_findings_of_nearly_every_rule(sample_path: Path) -> None:
    """So that the comparison above is one."""
    met: set[str] = set()
    for seed in range(4):
        met |= check(made_up(sample_path, seed, 60))
    assert set(RULES) - met <= {"silent", "contradiction", "doubt"}
