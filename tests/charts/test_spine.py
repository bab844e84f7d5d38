"""The spine as a Scene: rows from the top down, causes at the left, nothing over a text."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.overlaps import overlapping
from tracker.analysis.outcome import leading_chain
from tracker.charts.curves import outline, point_at
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.scene import Arrow, Label, Scene
from tracker.charts.spine import SpineOptions, spine, spine_pages
from tracker.charts.spine.causes import Cause, likeliest_causes, outwards, rows_in_order
from tracker.charts.words.language import language_of
from tracker.model.chronicle import Chronicle
from tracker.model.event import Status
from tracker.model.link import Link
from tracker.store import chronicle
from tracker.store.database import Database

MM = 72 / 25.4


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis, whole."""
    return chronicle.load(sample)


@pytest.fixture
def chain(crisis: Chronicle) -> tuple[int, ...]:
    """The events of its leading chain."""
    found = leading_chain(crisis)
    assert found is not None
    return tuple(event.id for event in found.events)


def titles_of(crisis: Chronicle, scene: Scene) -> dict[int, Label]:
    """The title of each event on a page."""
    return {
        label.event: label
        for label in scene.labels
        if label.event and crisis.events[label.event].title.startswith(label.lines[0][:12])
    }


def links_of(scene: Scene) -> list[Arrow]:
    """The arcs of a page, without those of the legend."""
    return [arrow for arrow in scene.arrows if arrow.link]


@pytest.mark.parametrize("millimetres", [60, 85, 120, 180, 216, 340])
def test_at_any_width_no_type_is_small_and_no_two_texts_overlap(
    crisis: Chronicle, chain: tuple[int, ...], millimetres: float
) -> None:
    """From a narrow column to a slide each event has a row, at 7 points or more."""
    frame = Frame(text_width, width=millimetres * MM)
    scene = spine(crisis, frame, SpineOptions(chain))
    assert titles_of(crisis, scene).keys() == crisis.events.keys()
    assert min(label.size for label in scene.labels) >= 7
    assert overlapping(scene.labels, scene) == []
    for label in scene.labels:
        assert label.x + (
            text_width(label.lines[0], label.size) if label.anchor == "left" else 0
        ) < (scene.width)


@pytest.mark.parametrize("width", [241.0, 510.0, 612.0])
def test_no_line_crosses_a_text(crisis: Chronicle, chain: tuple[int, ...], width: float) -> None:
    """Arcs stay in the margin left of every chip, date and title."""
    scene = spine(crisis, Frame(text_width, width=width), SpineOptions(chain))
    texts = min(label.x for label in scene.labels if label.event)
    for arrow in links_of(scene):
        for piece in outline(arrow).curve:
            for share in range(11):
                x, _ = point_at(piece, share / 10)
                assert 0 < x < texts


def test_time_runs_down_and_no_arc_goes_back(crisis: Chronicle, chain: tuple[int, ...]) -> None:
    """Of two known days the later one stands lower, and each arrow ends below where it began."""
    scene = spine(crisis, Frame(text_width), SpineOptions(chain))
    titles = titles_of(crisis, scene)
    days = [event for event in crisis.events.values() if event.date.is_day]
    heights = [titles[event.id].y for event in days]
    assert heights == sorted(heights, reverse=True)
    for arrow in links_of(scene):
        points = [
            point_at(piece, share / 8) for piece in outline(arrow).curve for share in range(9)
        ]
        assert all(one[1] >= other[1] - 1e-6 for one, other in pairwise(points))
        cause, effect = arrow.link or (0, 0)
        assert titles[cause].y > titles[effect].y


def test_each_event_has_its_likeliest_cause(crisis: Chronicle) -> None:
    """Of the claims of an event the likeliest one is drawn, and the picture counts them."""
    scene = spine(crisis, Frame(text_width))
    best: dict[int, float] = {}
    for link in crisis.links:
        best[link.effect] = max(best.get(link.effect, 0.0), link.likelihood)
    drawn = {arrow.link for arrow in links_of(scene)}
    for cause, effect in (pair for pair in drawn if pair):
        claims = [k.likelihood for k in crisis.links if cause in k.causes and k.effect == effect]
        assert max(claims) == best[effect]
    assert {effect for _, effect in (pair for pair in drawn if pair)} == best.keys()
    pairs = {(cause, link.effect) for link in crisis.links for cause in link.causes}
    said = " ".join(label.text for label in scene.labels)
    assert f"{len(drawn)} of {len(pairs)} links drawn" in said


def test_the_marked_chain_is_black_and_bold(crisis: Chronicle, chain: tuple[int, ...]) -> None:
    """Its arcs are thrice as wide as others, its titles bold; and the title names its two ends."""
    scene = spine(crisis, Frame(text_width), SpineOptions(chain))
    steps = set(pairwise(chain))
    lit = [arrow for arrow in links_of(scene) if arrow.link in steps]
    rest = [arrow for arrow in links_of(scene) if arrow.link not in steps]
    assert {arrow.link for arrow in lit} == steps
    assert min(arrow.width for arrow in lit) > 2 * max(arrow.width for arrow in rest)
    bold = {number for number, label in titles_of(crisis, scene).items() if label.weight == "bold"}
    assert bold == set(chain)
    first, last = (crisis.events[end].title for end in (chain[0], chain[-1]))
    assert scene.title == f"From “{first}” to “{last}”"


def test_values_are_grey_bars_on_their_side(crisis: Chronicle) -> None:
    """Bars go left for conflict and right for cooperation, none in an actor's colour."""
    scene = spine(crisis, Frame(text_width))
    axis = max((rule for rule in scene.rules), key=lambda rule: abs(rule.y1 - rule.y0))
    assert axis.x0 == axis.x1
    greys = {area.colour for area in scene.areas if any(x == axis.x0 for x, _ in area.points)}
    assert len(greys) == 1
    red, green, blue = (int(next(iter(greys))[i : i + 2], 16) for i in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) < 20


def test_what_did_not_happen_has_a_mark_in_place_of_a_bar(crisis: Chronicle) -> None:
    """A planned act is hollow on the axis, says so behind its title, and is in the legend."""
    planned = next(e for e in crisis.events.values() if e.status is Status.PLANNED)
    scene = spine(crisis, Frame(text_width))
    mark = next(mark for mark in scene.marks if mark.event == planned.id)
    assert mark.hollow
    label = next(k for k in scene.labels if k.event == planned.id and "(planned)" in k.text)
    assert label.lines
    assert "planned" in {k.text for k in scene.labels}


def test_without_values_titles_have_the_room_of_bars(crisis: Chronicle) -> None:
    """Where nothing has an intensity there is no axis, and no legend of it."""
    events = {
        number: replace(event, own_intensity=0.0, status=Status.OCCURRED)
        for number, event in crisis.events.items()
    }
    scene = spine(replace(crisis, events=events), Frame(text_width))
    assert not scene.rules or max(abs(rule.y1 - rule.y0) for rule in scene.rules) < 20
    assert "▸ cooperation" not in {label.text for label in scene.labels}


def test_long_gaps_are_noted_between_rows(crisis: Chronicle) -> None:
    """Where nothing happened for months the row below says how long, in its language."""
    said = [k.text for k in spine(crisis, Frame(text_width)).labels if k.text.startswith("⋮")]
    assert said[0] == "⋮ 257 days"
    assert len(said) == 4
    russian = spine(crisis, Frame(text_width, language=language_of("ru")))
    assert "⋮ 257 дней" in {label.text for label in russian.labels}


@pytest.mark.parametrize("high", [200.0, 300.0, 540.0, 842.0])
def test_a_spine_is_broken_over_pages(
    crisis: Chronicle, chain: tuple[int, ...], high: float
) -> None:
    """No page is higher than asked for, each event stands on one, and arcs go on at the edges."""
    frame = Frame(text_width, width=595.0, height=high)
    pages = spine_pages(crisis, frame, SpineOptions(chain))
    assert all(page.height <= high + 0.01 for page in pages)
    found = [number for page in pages for number in titles_of(crisis, page)]
    assert sorted(found) == sorted(crisis.events)
    whole = {arrow.link for arrow in links_of(spine(crisis, frame, SpineOptions(chain)))}
    heads = [arrow.link for page in pages for arrow in links_of(page) if arrow.headed]
    assert sorted(k for k in heads if k) == sorted(k for k in whole if k)
    if len(pages) > 1:
        assert f"({len(pages)} of {len(pages)})" in pages[-1].labels[0].text.replace("\n", " ")
        assert any(not arrow.headed for arrow in links_of(pages[0]))


def test_pages_leave_room_for_what_stands_around(crisis: Chronicle) -> None:
    """Notes that do not fit under the last rows stand alone on a page of their own."""
    frame = Frame(text_width, width=595.0, height=842.0)
    pages = spine_pages(crisis, frame, around=(12.0, 400.0))
    assert len(pages) == 2
    assert titles_of(crisis, pages[1]) == {}
    assert pages[1].height + 400 <= 842


@pytest.mark.parametrize("count", [200, 800])
def test_many_events_keep_apart(made_up: Callable[[int], Chronicle], count: int) -> None:
    """In hundreds of rows no arcs share a line, and what has no room is not drawn but counted."""
    crisis = made_up(count)
    scene = spine(crisis, Frame(text_width))
    assert overlapping(scene.labels[:60], scene) == []
    place = {event.id: at for at, event in enumerate(rows_in_order(crisis))}
    found = links_of(scene)
    reach: dict[float, list[tuple[int, int]]] = {}
    for arrow in found:
        far = round(min(x for x, _ in arrow.points), 2)
        cause, effect = arrow.link or (0, 0)
        reach.setdefault(far, []).append((place[cause], place[effect]))
    for spans in reach.values():
        spans.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
    lines = sorted(reach)
    assert min(other - one for one, other in pairwise(lines)) >= 4
    said = " ".join(label.text for label in scene.labels)
    assert f"{len({arrow.link for arrow in found})} of " in said


@given(
    pairs=st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda pair: pair[0] < pair[1]),
        unique=True,
    ),
    most=st.integers(1, 12),
)
def test_arcs_on_one_level_never_meet(pairs: list[tuple[int, int]], most: int) -> None:
    """Whatever the links, two arcs of the same level share no stretch between rows."""
    drawn, levels = outwards(
        [Cause(*pair, False) for pair in pairs], {n: n for n in range(31)}, most
    )
    assert levels <= most
    for one in drawn:
        for other in drawn:
            if one is not other and one.level == other.level:
                assert one.effect <= other.cause or other.effect <= one.cause


def test_a_cause_stands_above_its_effect_whatever_its_date_leaves_open(
    crisis: Chronicle,
) -> None:
    """What is dated `2016-10~` and caused something of 4 October stands above it."""
    vague = next(e for e in crisis.events.values() if e.date.text == "2016-10~")
    fourth = next(e for e in crisis.events.values() if e.date.text == "2016-10-04")
    linked = replace(crisis, links=(*crisis.links, Link(vague.id, fourth.id, "provokes", 0.9)))
    order = [event.id for event in rows_in_order(linked)]
    assert order.index(vague.id) < order.index(fourth.id)
    found = likeliest_causes(linked, rows_in_order(linked))
    assert (vague.id, fourth.id) in {(each.cause, each.effect) for each in found}


def test_a_circle_of_links_is_drawn_as_far_as_it_goes_down(crisis: Chronicle) -> None:
    """Another program can write a circle; each event still has one row."""
    one, other = list(crisis.events)[:2]
    links = (Link(one, other, "provokes", 0.5), Link(other, one, "provokes", 0.5))
    order = rows_in_order(replace(crisis, links=links))
    assert sorted(event.id for event in order) == sorted(crisis.events)
    assert len(likeliest_causes(replace(crisis, links=links), order)) == 1
