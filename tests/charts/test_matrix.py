"""The matrix of actors and targets."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.charts.overlaps import overlapping
from tracker.charts.cells import NOBODY, OTHERS, UNKNOWN, cells_of
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.matrix import MOST, matrix
from tracker.charts.style.theme import colour_of, glyph_of
from tracker.charts.words.language import language_of
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Tone
from tracker.model.picture import Size
from tracker.store import chronicle
from tracker.store.database import Database


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis."""
    return chronicle.load(sample)


def test_every_act_is_counted_for_each_pair(crisis: Chronicle) -> None:
    """A joint act counts for every doer and target; nobody stands for a side not recorded."""
    found = cells_of(crisis)
    expected = sum(max(1, len(e.by)) * max(1, len(e.to)) for e in crisis.events.values())
    assert sum(cell.count for cell in found.values()) == expected
    assert any(doer == UNKNOWN for doer, _ in found)
    assert any(target == NOBODY for _, target in found)
    ours = found["Russia", "United States"]
    values = [e.intensity for e in crisis.events.values() if e.intensity is not None
              and "RUS" in map(str, e.by) and "USA" in map(str, e.to)]  # fmt: skip
    assert ours.tally.hostile_sum == pytest.approx(sum(v for v in values if v < 0))
    assert ours.tally.cooperative_sum == pytest.approx(sum(v for v in values if v > 0))


@pytest.mark.parametrize(("code", "said"), [("en", ["−10", "+9"]), ("zh", ["−10", "+9"])])
def test_a_bombardment_and_a_ceasefire_stand_side_by_side(
    crisis: Chronicle, code: str, said: list[str]
) -> None:
    """Russia upon Syrian civilians is both sums, not the −0.5 that lies between them."""
    events = {number: event for number, event in crisis.events.items()
              if "RUS" in map(str, event.by) and "SYR-CIV" in map(str, event.to)}  # fmt: skip
    only = {number: replace(event, by=tuple(a for a in event.by if a.code == "RUS"),
                            to=tuple(a for a in event.to if a.code == "SYR-CIV"))
            for number, event in events.items()}  # fmt: skip
    scene = matrix(Chronicle(only), Frame(text_width, language=language_of(code)))
    samples = {"−5", "+5"}
    sums = [label.text for label in scene.labels
            if label.text[0] in "−+" and label.text not in samples]  # fmt: skip
    assert sums == said


def test_the_table_says_what_was_counted(crisis: Chronicle) -> None:
    """Each cell has its number; the totals of rows and of columns add up to the same."""
    scene = matrix(crisis, Frame(text_width))
    said = [label.text for label in scene.labels]
    counts = [cell.count for cell in cells_of(crisis).values()]
    assert sorted(int(s) for s, label in zip(said, scene.labels, strict=True)
                  if label.weight == "bold" and s.isdigit()) == sorted(counts)  # fmt: skip
    totals = [(label.x, label.y, int(label.text)) for label in scene.labels
              if label.anchor == "right" and label.text.isdigit()]  # fmt: skip
    right = max(x for x, _, _ in totals)
    assert sum(n for x, _, n in totals if x == right) == sum(counts)
    assert sum(n for x, _, n in totals if x != right) == sum(counts)


@pytest.mark.parametrize("count", [28, 2_000])
def test_no_two_labels_overlap(
    crisis: Chronicle, made_up: Callable[[int], Chronicle], count: int
) -> None:
    """With few events and with many, in any language, the renderer finds no overlap."""
    drawn = crisis if count == 28 else made_up(count)
    for code in ("en", "uk"):
        scene = matrix(drawn, Frame(text_width, language=language_of(code)))
        assert overlapping(scene.labels, scene) == []


def test_more_actors_than_there_is_room_for_are_joined(crisis: Chronicle) -> None:
    """At most fourteen have names; the rest are one row and one column, and none is lost."""
    events = {}
    for number in range(1, 60):
        event = next(iter(crisis.events.values()))
        actor = replace(event.by[0], code=f"A{number}", name=f"Actor {number}")
        events[number] = replace(event, id=number, by=(actor,), to=(event.by[0],))
    scene = matrix(Chronicle(events), Frame(text_width))
    names = {label.text.replace("\n", " ") for label in scene.labels if label.weight == "bold"}
    assert sum(name.startswith("Actor") or name == "Russia" for name in names) == MOST - 1
    assert OTHERS in names


def test_in_a_column_few_columns_are_left_and_their_sums_add_up(crisis: Chronicle) -> None:
    """At 85 mm the two most active are named, the rest are others; no row and no act is lost."""
    width = Size.parse("85mm").points(150)[0]
    scene = matrix(crisis, Frame(text_width, width=width))
    names = [label.text for label in scene.labels if label.weight == "bold"]
    heads = ["Russia", "United States", OTHERS, NOBODY]
    beside = [name for name in names if name not in heads]
    assert [name for name in names if name in heads][-4:] == heads
    assert "Vladimir\nZhirinovsky" in beside
    cells = [box for box in scene.boxes if box.height > 20]
    assert len({box.x for box in cells}) == len(heads)
    totals = {
        name: sum(
            cell.count for (_, target), cell in cells_of(crisis).items()
            if name == target or (name == OTHERS and target not in heads)
        )
        for name in heads
    }  # fmt: skip
    assert list(totals.values()) == [8, 9, 27, 3]
    below = [label for label in scene.labels if label.text.isdigit() and label.anchor == "right"]
    low = min(label.y for label in below)
    said = sorted((label.x, int(label.text)) for label in below if label.y == low)
    assert [number for _, number in said] == list(totals.values())


def test_names_on_steps_lead_to_their_columns(made_up: Callable[[int], Chronicle]) -> None:
    """Each name has a line to the middle of its column, and no line runs through another name."""
    scene = matrix(made_up(300), Frame(text_width, width=510.0))
    lines = sorted((rule.x0, rule.y0, rule.y1) for rule in scene.rules if rule.x0 == rule.x1)
    columns = sorted({box.x for box in scene.boxes if box.height > 20})
    width = columns[1] - columns[0]
    assert len(lines) == len(columns) > 8
    for (x, _, _), left in zip(lines, columns, strict=True):
        assert left < x < left + width
    tops = [top for _, _, top in lines]
    assert tops == sorted(tops)
    heads = [label for label in scene.labels if label.weight == "bold" and label.y in tops]
    assert len(heads) == len(lines)
    for label in heads:
        start = label.x - text_width(label.text, label.size) * 1.14
        through = [x for x, low, top in lines if start < x < label.x and low < label.y < top]
        assert through == []


@pytest.mark.parametrize("count", [28, 300, 20_000])
@pytest.mark.parametrize("size", ["85mm", "180mm"])
def test_in_a_column_no_two_labels_overlap(
    crisis: Chronicle, made_up: Callable[[int], Chronicle], count: int, size: str
) -> None:
    """Whatever the numbers, type is 7 points or more and all of it is on the page."""
    drawn = crisis if count == 28 else made_up(count)
    width = Size.parse(size).points(150)[0]
    for code in ("en", "uk"):
        scene = matrix(drawn, Frame(text_width, width=width, language=language_of(code)))
        assert scene.width == width
        assert min(label.size for label in scene.labels) >= 7
        assert overlapping(scene.labels, scene) == []
        for label in scene.labels:
            wide = max(text_width(line, label.size) for line in label.lines)
            left = label.x - {"left": 0, "middle": 0.5, "right": 1}[label.anchor] * wide
            assert 0 <= left <= left + wide <= width


def test_an_empty_chronicle_is_refused() -> None:
    """There is nothing to count."""
    with pytest.raises(ValueError, match="at least one event"):
        matrix(Chronicle(), Frame(text_width))


def test_a_class_has_its_glyph_on_its_part_of_a_bar(crisis: Chronicle) -> None:
    """So that conflict and cooperation are told apart in one ink, wherever there is room."""
    scene = matrix(crisis, Frame(text_width))
    colours = {colour_of(tone): glyph_of(tone) for tone in Tone}
    bars = [area for area in scene.areas if area.colour in colours]
    wide = [area for area in bars if area.points[2][0] - area.points[0][0] >= 5.7]
    assert len(wide) > 20
    for area in wide:
        (left, low), (right, high) = area.points[0], area.points[2]
        [mark] = [mark for mark in scene.marks if left < mark.x < right and low < mark.y < high]
        assert mark.glyph == colours[area.colour]
