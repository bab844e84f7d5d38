"""Desks for the tests of the public API."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.desk import Desk


@pytest.fixture
def crisis(sample_copy: Path) -> Iterator[Desk]:
    """A desk at the test's own copy of the sample crisis."""
    with Desk(sample_copy, "tester") as desk:
        yield desk


@pytest.fixture
def blank(tmp_path: Path) -> Iterator[Desk]:
    """A desk at a database that is not there yet."""
    with Desk(tmp_path / "new.db", "tester") as desk:
        yield desk
