"""Whether a likelihood was given in words goes with it through files and databases."""

from pathlib import Path

import pytest

import tracker
from tracker.model.bands import Band


@pytest.mark.parametrize("written_as", ["jsonl", "stix", "graphml", "gexf"])
def test_words_come_back_as_a_band_and_a_number_as_itself(tmp_path: Path, written_as: str) -> None:
    """An even chance and 0.5 have one middle, and are told apart after the file was read."""
    desk = tracker.open(tmp_path / "one.db", "tester")
    for number in (1, 2, 3):
        desk.add(f"Event {number}", on=f"2016-10-0{number}", by="RUS", type="threat")
    desk.link(1, 2, likelihood="even chance")
    desk.link(2, 3, likelihood=0.5)
    target = tmp_path / f"record.{written_as}"
    desk.export(target, to=written_as)
    desk.close()
    other = tracker.open(tmp_path / "other.db", "tester")
    other.import_files(target)
    [chain] = other.paths(1, 3).chains
    other.close()
    assert chain.steps == (Band(0.45, 0.55), Band.point(0.5))
    assert str(chain.strength) == "0.23 to 0.28"
