"""Pictures of an archive show the numbers that those of a record with the same rows show."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.archive.conftest import REAL
from tracker.charts.picture import Picture
from tracker.desk import Desk
from tracker.errors import Refused


def texts(picture: Picture) -> list[str]:
    """All that is written in a picture, by its place."""
    return [" ".join(each.lines) for each in picture.scene.labels]


def without_names(said: list[str]) -> list[str]:
    """The same without titles of events, of which an archive has those of one row for many."""
    return [re.sub(r"^(.*\(\d[\d,]*\)): .*", r"\1", each) for each in said]


@pytest.fixture
def filled(both: Desk, gdelt: Callable[..., Path], ucdp: Path) -> Desk:
    """A record and an archive of the same rows."""
    files = [gdelt("a.CSV", 2_000), ucdp]
    both.import_files(files)
    both.archive_add(files)
    return both


@pytest.mark.parametrize("filters", [{}, {"since": "2016-10"}, {"type": "clash"}])
def test_a_matrix_is_the_same_to_the_mark(filled: Desk, filters: Any) -> None:
    """Bars, sums, totals and what stands above."""
    record, archive = filled.matrix(**filters), filled.matrix(engine="duckdb", **filters)
    assert record.scene.labels == archive.scene.labels
    assert record.scene.areas == archive.scene.areas


@pytest.mark.parametrize("filters", [{}, {"since": "2016-10", "until": "2016-10"}])
def test_a_calendar_has_the_same_days(filled: Desk, filters: Any) -> None:
    """Shades, signs, and how many fall on the busiest days."""
    record, archive = filled.calendar(**filters), filled.calendar(engine="duckdb", **filters)
    assert record.scene.boxes == archive.scene.boxes
    assert len(record.scene.marks) == len(archive.scene.marks)
    assert without_names(texts(record)) == texts(archive)


def test_tension_has_the_same_curves(filled: Desk) -> None:
    """Of the two that act most upon one another, and of two that are named."""
    for pair in ((), ("SYR", "ISIS"), ("USA", "RUS")):
        record, archive = filled.tension(*pair), filled.tension(*pair, engine="duckdb")
        assert record.scene.title == archive.scene.title
        assert [each.colour for each in record.scene.areas] == [
            each.colour for each in archive.scene.areas
        ]
        for one, other in zip(record.scene.areas, archive.scene.areas, strict=True):
            assert len(one.points) == len(other.points)
            for ours, theirs in zip(one.points, other.points, strict=True):
                assert ours == pytest.approx(theirs, abs=1e-6)
        counts = [
            next(each for each in texts(p) if "; sums of intensity" in each)
            for p in (record, archive)
        ]
        assert counts[0] == counts[1]


def test_real_rows_make_the_same_matrix(both: Desk, real_data: Path) -> None:
    """Of GDELT, ICEWS and UCDP."""
    files = [real_data / name for name in REAL]
    both.import_files(files)
    both.archive_add(files)
    record, archive = both.matrix(), both.matrix(engine="duckdb")
    assert record.scene.labels == archive.scene.labels


def test_where_nothing_fits_there_is_no_picture(filled: Desk) -> None:
    """A sentence says so."""
    for draw in (filled.matrix, filled.calendar, filled.tension):
        with pytest.raises(Refused):
            draw(engine="duckdb", since="2031")
