"""The table of rival explanations as a picture."""

from dataclasses import replace

import pytest

from tests.analysis.drawn import event
from tests.charts.overlaps import overlapping
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.rivals import RivalsOptions, rivals
from tracker.charts.words.language import language_of
from tracker.model.chronicle import Chronicle
from tracker.model.hypotheses import Consistency, Evidence, HypothesisTable, Standing
from tracker.model.source import Grade

CONSISTENT, INCONSISTENT, NEUTRAL = Consistency
TABLE = HypothesisTable(
    event(9),
    (Standing("tit for tat", ((1, 9),), 0, 0, 1, 2), Standing("bargaining", ((2, 9),), 1, 1, 0, 2)),
    (
        Evidence("cable", "p. 4", Grade("A", 2), (CONSISTENT, INCONSISTENT), 2),
        Evidence("wire", "", Grade("B"), (NEUTRAL, NEUTRAL), 0),
        Evidence("diary", "", Grade(), (None, None), 0),
    ),
)
TITLES = {"cable": "A cable", "wire": "The Wire"}
RECORD = Chronicle({9: event(9)})


def test_each_rated_cell_has_a_sign_and_the_legend_explains_those_that_are_there() -> None:
    """Four marks for four ratings; a cell that is not rated stays empty."""
    scene = rivals(RECORD, Frame(text_width), RivalsOptions(TABLE, TITLES))
    texts = [label.text for label in scene.labels]
    assert len(scene.marks) == 4 + 3  # the samples of the legend
    assert len(scene.boxes) == 6
    for text in ("A cable, p. 4", "The Wire", "diary", "A2", "tit for tat", "bargaining",
                 "consistent", "inconsistent", "neutral: neither for nor against"):  # fmt: skip
        assert text in texts
    assert scene.title == "Rival explanations: E 9"
    few = replace(TABLE, rows=TABLE.rows[1:2])
    scene = rivals(RECORD, Frame(text_width), RivalsOptions(few, TITLES))
    assert "inconsistent" not in [label.text for label in scene.labels]


def test_the_number_against_stands_under_each_explanation() -> None:
    """Below the last row, in the column."""
    scene = rivals(RECORD, Frame(text_width), RivalsOptions(TABLE, TITLES))
    lowest = min(box.y for box in scene.boxes)
    heads = {label.text: label.x for label in scene.labels if label.text in
             ("tit for tat", "bargaining")}  # fmt: skip
    counts = {label.text: label.x for label in scene.labels if label.text in "01" and
              label.y < lowest}  # fmt: skip
    assert counts == {"0": heads["tit for tat"], "1": heads["bargaining"]}


@pytest.mark.parametrize("language", ["en", "de", "ru"])
@pytest.mark.parametrize("width", [None, 420.0])
def test_no_text_lies_on_another(language: str, width: float | None) -> None:
    """Long titles and many explanations included."""
    many = HypothesisTable(
        event(9),
        tuple(Standing(f"explanation number {n} of the matter", (), n, n, 0, 2) for n in range(9)),
        tuple(Evidence(f"s{n}", "a place far within it", Grade("B", 2), (NEUTRAL,) * 9, 0)
              for n in range(12)),
    )  # fmt: skip
    titles = {f"s{n}": "A report with a title that goes on for rather long" for n in range(12)}
    frame = Frame(text_width, width=width, language=language_of(language))
    scene = rivals(RECORD, frame, RivalsOptions(many, titles))
    assert overlapping(scene.labels, scene) == []


def test_nothing_is_drawn_without_an_explanation() -> None:
    """There would be no column."""
    with pytest.raises(ValueError, match="no explanation"):
        rivals(RECORD, Frame(text_width), RivalsOptions(replace(TABLE, columns=())))
