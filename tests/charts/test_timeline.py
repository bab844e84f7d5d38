"""The timeline as a Scene, and as the artists that draw it."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from matplotlib.transforms import Bbox

from tracker.charts.drawing import figure_of, text_width
from tracker.charts.scene import Label, Scene
from tracker.charts.theme import COLOURS, GLYPHS
from tracker.charts.timeline import timeline
from tracker.model.chronicle import Chronicle
from tracker.model.selection import Selection
from tracker.store import chronicle
from tracker.store.database import Database


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis, whole."""
    return chronicle.load(sample)


@pytest.fixture
def scene(crisis: Chronicle) -> Scene:
    """Its timeline."""
    return timeline(crisis, text_width)


def overlapping(labels: Sequence[Label], scene: Scene) -> list[tuple[str, str]]:
    """Pairs of labels that overlap as the renderer measures them."""
    figure = figure_of(scene)
    figure.draw_without_rendering()
    said = {label.text for label in labels}
    boxes: list[tuple[str, Bbox]] = [
        (text.get_text(), text.get_window_extent())
        for text in figure.axes[0].texts
        if text.get_text() in said
    ]
    return [
        (one, other)
        for (one, box), (other, second) in combinations(boxes, 2)
        if Bbox.intersection(box.padded(-0.5), second.padded(-0.5))
    ]


def test_every_event_has_one_mark_and_one_label(crisis: Chronicle, scene: Scene) -> None:
    """Every event is there once, with its title beside its mark."""
    marks = {mark.event: mark for mark in scene.marks if mark.event}
    labels = {label.event: label for label in scene.labels if label.event}
    assert marks.keys() == labels.keys() == crisis.events.keys()
    for number, event in crisis.events.items():
        assert event.title.split()[-1] in " ".join(labels[number].lines)
        assert labels[number].y == marks[number].y
        assert labels[number].x > marks[number].x


def test_no_two_labels_overlap(scene: Scene) -> None:
    """The renderer finds no two labels of the sample's timeline that overlap."""
    assert overlapping(scene.labels, scene) == []


def test_marks_stand_in_order_of_time(crisis: Chronicle, scene: Scene) -> None:
    """Of two events known to the day the later one never stands further left."""
    places = {mark.event: mark.x for mark in scene.marks if mark.event}
    days = [event for event in crisis.events.values() if event.date.is_day]
    assert [places[e.id] for e in days] == sorted(places[e.id] for e in days)


def test_an_imprecise_date_is_a_fading_span_under_a_hollow_mark(
    crisis: Chronicle, scene: Scene
) -> None:
    """`2016-10~` is a span that fades on both sides, and its mark is hollow."""
    event = next(e for e in crisis.events.values() if e.date.text == "2016-10~")
    span = next(span for span in scene.spans if span.event == event.id)
    mark = next(mark for mark in scene.marks if mark.event == event.id)
    assert span.fades_left
    assert span.fades_right
    assert mark.hollow
    assert span.x0 < mark.x < span.x1


def test_an_interval_begins_at_its_mark_and_fades_only_where_it_is_vague(
    crisis: Chronicle, scene: Scene
) -> None:
    """`2016-09-22/2016-10~` begins at a full mark and fades towards its approximate end."""
    event = next(e for e in crisis.events.values() if e.date.is_interval)
    span = next(span for span in scene.spans if span.event == event.id)
    mark = next(mark for mark in scene.marks if mark.event == event.id)
    assert (mark.x, mark.hollow) == (span.x0, False)
    assert (span.fades_left, span.fades_right) == (False, True)


def test_dates_known_to_the_day_have_no_span(crisis: Chronicle, scene: Scene) -> None:
    """A date known to the day is a point and nothing else."""
    days = {event.id for event in crisis.events.values() if event.date.is_day}
    assert not days & {span.event for span in scene.spans}


def test_quadrants_are_told_by_colour_and_by_glyph(crisis: Chronicle, scene: Scene) -> None:
    """Each mark has the colour and the glyph of its event's QuadClass."""
    for mark in scene.marks:
        if mark.event:
            quad = crisis.events[mark.event].quad
            assert quad is not None
            assert (mark.colour, mark.glyph) == (COLOURS[quad], GLYPHS[quad])


def test_quadrants_stay_apart_in_grey_print() -> None:
    """Verbal and material differ in lightness by a fifth, whichever side they are on."""

    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    shades = {quad: lightness(colour) for quad, colour in COLOURS.items()}
    verbal = [shades[quad] for quad in COLOURS if "verbal" in quad.label]
    material = [shades[quad] for quad in COLOURS if "material" in quad.label]
    assert min(verbal) - max(material) > 0.2


def test_every_pair_of_linked_events_has_one_arrow(crisis: Chronicle, scene: Scene) -> None:
    """Several claims of the same link are one arrow from cause to effect."""
    pairs = {(link.cause, link.effect) for link in crisis.links}
    drawn = [arrow.link for arrow in scene.arrows if arrow.link]
    assert sorted(drawn) == sorted(pairs)


def test_likelier_links_are_thicker(crisis: Chronicle, scene: Scene) -> None:
    """The width of an arrow grows with the likelihood of its likeliest claim."""
    best: dict[tuple[int, int], float] = {}
    for link in crisis.links:
        pair = (link.cause, link.effect)
        best[pair] = max(best.get(pair, 0), link.likelihood)
    widths = sorted((best[arrow.link], arrow.width) for arrow in scene.arrows if arrow.link)
    assert [width for _, width in widths] == sorted(width for _, width in widths)


def test_the_legend_explains_what_is_drawn_and_no_more(sample: Database, scene: Scene) -> None:
    """The legend names quadrants, spans and arrows, but only those that occur."""
    said = " ".join(label.text for label in scene.labels)
    for words in ("verbal conflict", "material cooperation", "some time within", "cause → effect"):
        assert words in said
    small = chronicle.load(sample, Selection(types=("veto",)))
    said = " ".join(label.text for label in timeline(small, text_width).labels)
    assert "verbal conflict" in said
    assert "material" not in said
    assert "cause → effect" not in said


def test_one_event_alone_can_be_drawn(sample: Database) -> None:
    """A timeline of one event is a picture too."""
    scene = timeline(chronicle.load(sample, Selection(types=("veto",))), text_width)
    assert sum(1 for mark in scene.marks if mark.event) == 1


def test_dollars_and_markup_stay_text(sample: Database, crisis: Chronicle) -> None:
    """A title with dollars, brackets and angle brackets is drawn as it stands."""
    sample.run("UPDATE events SET title = 'Costs $1 to $2 [bold] <b>' WHERE id = 1")
    scene = timeline(chronicle.load(sample), text_width)
    figure = figure_of(scene)
    figure.draw_without_rendering()
    assert any("$1 to $2 [bold]" in text.get_text() for text in figure.axes[0].texts)
