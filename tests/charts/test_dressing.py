from dataclasses import replace

import pytest

from tracker.charts.chain import ChainOptions, chain
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.scene import Scene
from tracker.charts.style.dressing import recoloured, with_text
from tracker.charts.style.palettes import PALETTES
from tracker.charts.timeline import timeline
from tracker.charts.words.wording import alt_text, numbered_sources
from tracker.model.chronicle import Chronicle
from tracker.model.picture import Palette
from tracker.store import chronicle as stored
from tracker.store.database import Database


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis."""
    return stored.load(sample)


def shapes(scene: Scene) -> list[object]:
    """Every shape of a scene."""
    return [*scene.boxes, *scene.rules, *scene.spans, *scene.arrows, *scene.marks, *scene.labels]


@pytest.mark.parametrize("palette", [Palette.DARK, Palette.PRINT])
def test_another_palette_changes_colours_and_nothing_else(
    crisis: Chronicle, palette: Palette
) -> None:
    """No colour that the palette replaces is left, and every shape stays where it is."""
    plain = timeline(crisis, Frame(text_width))
    other = recoloured(plain, palette)
    colours = PALETTES[palette]
    assert not any(
        old in repr(shape)
        for shape in shapes(other)
        for old in colours.keys() - set(colours.values())
    )
    assert [getattr(each, "text", None) for each in other.labels] == [e.text for e in plain.labels]
    assert [(mark.x, mark.y, mark.glyph) for mark in other.marks] == [
        (mark.x, mark.y, mark.glyph) for mark in plain.marks
    ]
    assert recoloured(plain, Palette.LIGHT) is plain


def test_texts_take_room_and_leave_the_chart_whole(crisis: Chronicle) -> None:
    """With subtitle, caption and notes a picture grows; the chart moves up and stays the same."""
    plain = chain(crisis, Frame(text_width))
    notes = numbered_sources(crisis)[1]
    dressed = with_text(plain, text_width, "A subtitle", "A caption", notes)
    up = dressed.boxes[0].y - plain.boxes[0].y
    assert dressed.height > plain.height + up > plain.height
    for box, was in zip(dressed.boxes, plain.boxes, strict=True):
        assert box.y - up == pytest.approx(was.y)
        assert replace(box, y=was.y) == was
    said = [label.text for label in dressed.labels]
    assert {"A subtitle", "A caption"} <= set(said)
    assert any(text.startswith("1. Editorial on the conflict") for text in said)
    for label in dressed.labels:
        assert 0 < label.y < dressed.height
    new = [label for label in dressed.labels if label.text not in {e.text for e in plain.labels}]
    for label in new:
        assert label.x + text_width(label.text, label.size) < dressed.width
    rows = sorted((round(label.y, 3), label.x) for label in new)
    assert len(rows) == len(set(rows))


def test_sources_are_numbered_as_they_are_first_cited(crisis: Chronicle) -> None:
    """Every cited source has one number, and every event names those it cites."""
    behind, notes = numbered_sources(crisis)
    cited = {citation.source for event in crisis.events.values() for citation in event.citations}
    assert len(notes) == len(cited)
    assert behind[1] == " [1, 2]"
    assert "30 Sep [1, 2]: Russia begins" in " ".join(
        " ".join(label.lines) for label in timeline(crisis, Frame(text_width, notes=behind)).labels
    )


def test_a_picture_is_told_in_words(crisis: Chronicle) -> None:
    """The alternative text names every event and every link."""
    told = alt_text(crisis, "Timeline").splitlines()
    assert told[0].startswith("Timeline: 28 events, September 2015 to December 2016; 32 links")
    assert len(told) == 1 + len(crisis.events) + len(crisis.links)
    assert (
        "about October 2016: American strikes on the Syrian army, an option considered (planned) (United States → Syria)."
        in told
    )


def test_turning_points_and_off_ramps_are_marked(crisis: Chronicle) -> None:
    """What every chain passes is named above its box; an off-ramp says so and has its colour."""
    plain = chain(crisis, Frame(text_width))
    cut = frozenset({(8, 22)})
    options = ChainOptions(passed=frozenset({8, 10}), no_return=frozenset({10}), cut=cut)
    scene = chain(crisis, Frame(text_width), options)
    assert sum("off-ramp:" in label.lines for label in scene.labels) == 1
    said = [label.text for label in scene.labels]
    assert said.count("every chain") == 1
    assert said.count("every chain, no recorded way out after") == 1
    assert {b.event for b in scene.boxes if b.event and b.edge == "#1f2328"} == {8, 10}
    assert "turning point: every chain passes it" in said
    assert "off-ramp: what could have been avoided" in said
    height = scene.height - plain.height  # the legend has a line more
    before = {arrow.link: (arrow.colour, arrow.width) for arrow in plain.arrows if arrow.link}
    changed = {
        arrow.link
        for arrow in scene.arrows
        if arrow.link and (arrow.colour, arrow.width) != before[arrow.link]
    }
    assert changed == {(8, 22)}
    assert 0 <= height <= 19
