"""Where events happened: the ground of a map, its marks, names and counts."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.charts.overlaps import overlapping
from tests.conftest import Keyboard
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.map import MapOptions, map_of, map_pages, map_svg
from tracker.charts.map.clipping import clipped_lines, clipped_ring
from tracker.charts.map.ground import ground_of, inside
from tracker.charts.map.places import is_rough, places_of
from tracker.charts.map.projection import AzimuthalEqualArea, EqualEarth, Projection, distance
from tracker.charts.map.view import view_of
from tracker.charts.map.world import Kind, world
from tracker.charts.scene import Mark, Scene
from tracker.charts.style import theme
from tracker.charts.words.language import language_of
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType, QuadClass
from tracker.model.coordinates import point_at
from tracker.model.dates import EventDate
from tracker.model.event import Event, Status
from tracker.model.source import Citation

FRAME = Frame(text_width)
THREAT = EventType("threat", "Threat", quad=QuadClass.VERBAL_CONFLICT)
FIGHT = EventType("fight", "Fight", quad=QuadClass.MATERIAL_CONFLICT)
LONGITUDES = st.floats(-180, 180)
LATITUDES = st.floats(-89, 89)


def event(
    number: int, north: float | None = None, east: float = 0.0, place: str = "", **more: Any
) -> Event:
    """An event of a day in 2016, at a point if one is given."""
    point = None if north is None else point_at(north, east)
    given = {"type": THREAT, **more}
    date = EventDate.parse(f"2016-{1 + number % 12:02}-{1 + number // 12 % 28:02}")
    return Event(number, f"e{number}", f"Event {number}", date, place=place or None,
                 coordinates=point, **given)  # fmt: skip


def drawn(*events: Event, frame: Frame = FRAME, options: MapOptions | None = None) -> Scene:
    """The map of some events."""
    return map_of(Chronicle({each.id: each for each in events}), frame, options or MapOptions())


def marks_on(scene: Scene) -> list[Mark]:
    """The marks of events, without those of the key."""
    top = max(y for line in scene.lines for _, y in line.points)
    floor = min(y for line in scene.lines[-1:] for _, y in line.points)
    return [mark for mark in scene.marks if floor <= mark.y <= top]


def texts(scene: Scene) -> list[str]:
    """What is written, each label on one line."""
    return [" ".join(label.lines) for label in scene.labels]


@given(LONGITUDES, LATITUDES, LONGITUDES, st.floats(-80, 80))
def test_both_projections_keep_areas(
    east: float, north: float, middle: float, middle_north: float
) -> None:
    """A small piece of the globe is as large on the plane, wherever it lies."""
    step = 0.01
    size = (111.195 * step) ** 2 * np.cos(np.radians(north))
    ways: list[Projection] = [EqualEarth(middle)]
    if distance((east, north), (middle, middle_north)) < 17_000:
        ways.append(AzimuthalEqualArea(middle, middle_north))
    if abs((east - middle + 180) % 360) < 0.1 or abs((east - middle + 180) % 360 - 360) < 0.1:
        return  # there the world is cut
    for way in ways:
        corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * step - step / 2
        x, y = way.plane(east + corners[:, 0], north + corners[:, 1])
        area = abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)
        assert area == pytest.approx(size, rel=2e-3)


@given(LONGITUDES, LATITUDES, LONGITUDES, LATITUDES)
def test_the_way_to_the_plane_leads_back(
    east: float, north: float, middle: float, middle_north: float
) -> None:
    """A point of the globe is found again from where it lies on the plane."""
    if distance((east, north), (middle, middle_north)) > 19_000:
        return
    way = AzimuthalEqualArea(middle, middle_north)
    found = way.globe(*map(float, way.plane(east, north)))
    assert distance(found, (east, north)) < 0.01


@given(
    st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=3, max_size=9, unique=True),
    st.floats(-4.9, 4.9), st.floats(-4.9, 4.9),
)  # fmt: skip
def test_what_is_cut_off_a_shape_lies_outside_of_the_rectangle(
    corners: list[tuple[float, float]], px: float, py: float
) -> None:
    """A point of the rectangle lies within the cut shape just where it lies within the whole."""
    x, y = (np.array(each) for each in zip(*corners, strict=True))
    cut_x, cut_y = clipped_ring(x, y, (-5, -5, 5, 5))
    assert bool(inside(px, py, x, y)) == bool(len(cut_x) > 2 and inside(px, py, cut_x, cut_y))


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=2, max_size=12))
@example([(0.0, 0.0), (0.0, 2.225073858507203e-309)])
def test_lines_are_cut_at_the_edge(points: list[tuple[float, float]]) -> None:
    """No piece leaves the rectangle, and each lies on the line."""
    x, y = (np.array(each) for each in zip(*points, strict=True))
    for across, up in clipped_lines(x, y, np.ones(len(x), bool), (-5, -5, 5, 5)):
        assert max(map(abs, (*across, *up))) <= 5 + 1e-9


# Points on land and at sea that no coastline of 1 : 50 million comes near.
LAND = {"Sahara": (10, 24), "Chukotka": (175, 67), "Alaska": (-155, 65), "Kansas": (-98, 38),
        "Syria": (38.5, 35), "South Pole": (0, -90), "Queen Maud Land": (35, -75),
        "Siberia": (100, 62), "Australia": (134, -25), "Greenland": (-40, 75)}  # fmt: skip
SEA = {"Bering Sea": (179, 57), "North Pole": (0, 90), "Pacific": (-140, 0), "date line": (180, 10),
       "Atlantic": (-35, 30), "Caspian": (51, 41), "Black Sea": (34, 43), "Ross Sea": (180, -74),
       "Mediterranean": (18, 35)}  # fmt: skip
CENTRES = [(38.5, 35), (-175, 62), (0, 90), (180, -89), (-150, -20), (179.9, 0), (90, -70), (11, 0)]


@pytest.mark.parametrize("centre", CENTRES)
def test_land_is_land_and_sea_is_sea(centre: tuple[float, float]) -> None:
    """From every centre, poles and the antimeridian too, up to 9,000 km away."""
    way = AzimuthalEqualArea(*centre)
    ground = ground_of(way, (-9000, -9000, 9000, 9000), 10)
    seen = 0
    for expected, points in ((True, LAND), (False, SEA)):
        for name, place in points.items():
            x, y = way.plane(*place)
            if max(abs(x), abs(y)) > 8900 or distance(place, centre) > 10_000:
                continue
            seen += 1
            found = ground.background
            for land, east, north in ground.shapes:
                if inside(float(x), float(y), east, north):
                    found = land
            assert found == expected, name
    assert seen > 3


@pytest.mark.parametrize("middle", [11.0, 150.0, -160.0, 0.0])
def test_the_world_is_whole_wherever_it_is_cut(middle: float) -> None:
    """Around any meridian land is land and sea is sea."""
    way = EqualEarth(middle)
    ground = ground_of(way, (-18000, -9000, 18000, 9000), 10)
    for expected, points in ((True, LAND), (False, SEA)):
        for name, place in points.items():
            if name in ("South Pole", "North Pole", "date line"):
                continue
            x, y = way.plane(*place)
            found = ground.background
            for land, east, north in ground.shapes:
                if inside(float(x), float(y), east, north):
                    found = land
            assert found == expected, name


CONTESTED = {"Crimea": (34.2, 46.0), "Kashmir": (75.0, 34.5), "Golan": (35.85, 33.0),
             "Kosovo": (21.0, 43.1), "Cyprus": (33.4, 35.05), "Abkhazia": (41.0, 43.4),
             "Western Sahara": (-11.0, 27.667), "Aksai Chin": (78.9, 33.4),
             "Korea": (127.0, 38.3)}  # fmt: skip
UNCONTESTED = {"Rhine": (8.0, 48.9), "Donbas": (39.8, 48.6), "Punjab": (74.0, 30.2),
               "Pyrenees": (0.5, 42.7), "Iraq": (41.4, 35.5)}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "place", "expected"),
    [*((name, place, True) for name, place in CONTESTED.items()),
     *((name, place, False) for name, place in UNCONTESTED.items())],
)  # fmt: skip
def test_contested_borders_are_told_from_others(
    name: str, place: tuple[float, float], expected: bool
) -> None:
    """The nearest border to a place is contested, or is not, as docs/maps.md lists them."""
    way = AzimuthalEqualArea(*place)
    lines = ground_of(way, (-60, -60, 60, 60), 0.01).lines
    near = {kind: min((float(np.hypot(x, y).min()) for own, x, y in lines if own is kind),
                      default=1e9) for kind in (Kind.BORDER, Kind.CONTESTED)}  # fmt: skip
    assert min(near.values()) < 60, name
    assert (near[Kind.CONTESTED] < near[Kind.BORDER]) == expected


def test_the_data_say_where_they_come_from() -> None:
    """The file names its source and its date, and has countries by codes that have names."""
    assert re.search(r"Natural Earth 4\.1\.0.* of 2018-11-01", world().source)
    assert {"SY", "UA", "RU", "IN", "PK", "US", "AQ"} <= {code for code, _ in world().countries}


def test_places_across_the_antimeridian_lie_side_by_side() -> None:
    """Anadyr and Nome are neighbours on a map, not at the two ends of the world."""
    places = places_of([event(1, 64.73, 177.5, "Anadyr"), event(2, 64.5, -165.4, "Nome")])
    view = view_of(places, 500, (200, 400), 0, 0)
    assert not view.is_world
    (one, _), (other, _) = (view.point(place) for place in places)
    apart = abs(one - other) / view.scale
    assert apart == pytest.approx(distance((177.5, 64.73), (-165.4, 64.5)), rel=0.01)


@given(st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=1, max_size=6, unique=True))
def test_every_place_is_seen(points: list[tuple[float, float]]) -> None:
    """Wherever events are, their points lie within the map."""
    places = places_of(event(n, *point) for n, point in enumerate(points))
    view = view_of(places, 500, (250, 400), 20, 30)
    wide, tall = view.size
    assert wide == pytest.approx(500)
    assert 249.9 < tall < 400.1
    for place in places:
        x, y = view.point(place)
        assert 20 - 1e-6 <= x <= 520 + 1e-6
        assert 30 - 1e-6 <= y <= 30 + tall + 1e-6


def test_marks_at_the_edge_are_seen_whole() -> None:
    """Classes around the westernmost place do not stick out of a narrow map."""
    kinds = [EventType(f"t{n}", "T", quad=quad) for n, quad in enumerate(QuadClass)]
    west = [event(n, 38.9, -77.04, "Washington", type=kinds[n % len(kinds)]) for n in range(9)]
    scene = drawn(*west, event(20, 55.75, 37.62, "Moscow"), frame=Frame(text_width, width=241.0))
    edge = [x for x, _ in scene.lines[-1].points]
    for mark in marks_on(scene):
        assert min(edge) <= mark.x - mark.size / 2 <= mark.x + mark.size / 2 <= max(edge)


def test_countries_are_left_out_of_names_that_stay_told_apart() -> None:
    """A map shows what country it is; two towns of one name keep theirs."""
    named = ("Moscow, Russia", "Aleppo, Syria", "Tripoli, Libya", "Tripoli, Lebanon", "Homs, north")
    places = places_of(event(n, 30 + n, 30, name) for n, name in enumerate(named))
    assert {place.name for place in places} == {"Moscow", "Aleppo", *named[2:]}


def test_the_area_of_a_mark_is_how_many_events_there_are() -> None:
    """Nine events have a mark of thrice the diameter of one."""
    here = [event(n, 36.2, 37.16, "Aleppo", type=FIGHT) for n in range(9)]
    scene = drawn(*here, event(50, 33.5, 36.3, "Damascus", type=FIGHT))
    large, small = sorted((mark.size for mark in marks_on(scene)), reverse=True)
    assert large == pytest.approx(3 * small)


def test_each_class_at_a_place_has_its_own_mark() -> None:
    """Threats and fights at one place stand side by side and do not cover one another."""
    scene = drawn(event(1, 36.2, 37.1, "A"), event(2, 36.2, 37.1, "A", type=FIGHT))
    one, other = marks_on(scene)
    assert {one.glyph, other.glyph} == {theme.glyph_of(t.quad) for t in (THREAT, FIGHT)}
    assert np.hypot(one.x - other.x, one.y - other.y) >= (one.size + other.size) / 2


def test_what_has_no_place_is_counted_and_listed_in_grey() -> None:
    """A line says how many events the map leaves out; the list has them all."""
    scene = drawn(event(1, 36.2, 37.1, "Aleppo"), event(2), event(3))
    assert "1 event at 1 place, February to April 2016; 2 of 3 events without a place on the map "\
        "(grey)" in texts(scene)  # fmt: skip
    inks = {text: label.colour for text, label in zip(texts(scene), scene.labels, strict=True)}
    listed = {text[-7:]: colour for text, colour in inks.items() if text[-7:-1] == "Event "}
    assert listed == {"Event 1": theme.INK, "Event 2": theme.MUTED, "Event 3": theme.MUTED}


def test_numbers_are_those_of_the_list() -> None:
    """A place has the numbers of its events, in the order of time."""
    scene = drawn(*(event(n, 36.2, 37.1, "Aleppo") for n in (1, 2, 3)), event(4, 33.5, 36.3, "B"))
    assert {"1–3 Aleppo", "4 B"} <= set(texts(scene))


def test_a_place_that_is_known_roughly_is_hollow() -> None:
    """What a feed says of its precision is drawn, and explained in the key."""
    cited = Citation("ucdp-ged", quotation="type of violence 1; where_prec 6; SOHR")
    rough, exact = event(1, 35, 38, "Syria", citations=(cited,)), event(2, 33.5, 36.3, "Damascus")
    assert (is_rough(rough), is_rough(exact)) == (True, False)
    scene = drawn(rough, exact)
    assert sorted(mark.hollow for mark in marks_on(scene)) == [False, True]
    assert "place known only roughly" in texts(scene)


def test_what_did_not_happen_has_its_sign() -> None:
    """A planned strike is hollow, and the key says what that is."""
    scene = drawn(event(1, 35, 38, "A", status=Status.PLANNED))
    [mark] = marks_on(scene)
    assert mark.sign is theme.SIGNS[Status.PLANNED]
    assert "planned" in texts(scene)


MANY = [event(n, 33 + n % 9 / 2.3, 36 + n * 7 % 11 / 3.1, f"Place {n % 31}") for n in range(90)]


@pytest.mark.parametrize("width", [200.0, 241.0, 510.0, 960.0])
@pytest.mark.parametrize("code", ["en", "ru", "de"])
@pytest.mark.parametrize("events", [MANY[:30], MANY], ids=["numbered", "counted"])
def test_no_name_lies_on_another_or_leaves_the_picture(
    width: float, code: str, events: list[Event]
) -> None:
    """At a column's width and a slide's, in three languages."""
    frame = Frame(text_width, width=width, language=language_of(code))
    scene = drawn(*events, frame=frame)
    assert overlapping(scene.labels, scene) == []
    for label in scene.labels:
        long = max(text_width(line, label.size) for line in label.lines)
        left = label.x - {"left": 0, "middle": 0.5, "right": 1}[label.anchor] * long
        assert left >= 0
        assert left + long <= width + 1
        assert label.size >= 7.0


def test_of_many_events_places_have_counts() -> None:
    """The title names the place that has most, and no number is taken for one of a list."""
    scene = drawn(*MANY, *(event(100 + n, 35.5, 38.5, "Raqqa") for n in range(9)))
    assert scene.title.startswith("Most at Raqqa: 9 of 99 events, ")
    assert "Raqqa: 9" in texts(scene)


@pytest.mark.parametrize(("width", "height"), [(960.0, 540.0), (595.3, 841.9), (510.0, 420.0)])
def test_pages_are_filled_and_never_left(width: float, height: float) -> None:
    """A page is as high as asked, and all events are listed, on a further page if need be."""
    frame = Frame(text_width, width=width, height=height)
    pages = map_pages(Chronicle({e.id: e for e in MANY[:38]}), frame)
    assert all(page.height <= height + 1 for page in pages)
    assert pages[0].height == pytest.approx(height, abs=1)
    listed = Counter(
        label.event for page in pages for label in page.labels if label.event is not None
    )
    assert listed == dict.fromkeys(range(38), 2)  # its number and its title


def test_the_picture_tells_no_title_in_its_metadata() -> None:
    """The description is a paragraph with the counts, however many events there are."""
    scene = drawn(*MANY)
    assert "\n" not in scene.description
    assert len(scene.description) < 600
    assert "90 events of 90 at" in scene.description
    assert "Event 1" not in scene.description


def test_the_same_events_give_the_same_bytes() -> None:
    """A map for a page is an SVG, twice the same, and asks nothing of the network."""
    record = Chronicle({each.id: each for each in MANY[:5]})
    svg = map_svg(record)
    assert svg == map_svg(record)
    assert svg.startswith("<svg")
    assert svg.endswith("</svg>")
    assert not re.search(r'(?:href|src)="(?!#)', svg)


def test_contested_lines_are_dashed() -> None:
    """Around Kargil the line of control is drawn so that nobody takes it for a border."""
    scene = drawn(event(1, 34.55, 76.13, "Kargil"))
    assert any(line.dashes for line in scene.lines)
    assert "contested border" in texts(scene)


def test_countries_have_their_names_in_the_language() -> None:
    """Syria is Сирия on a Russian map, and contested ground is called nothing."""
    scene = drawn(event(1, 34.8, 38.9, "X"), frame=Frame(text_width, language=language_of("ru")))
    assert "СИРИЯ" in texts(scene)


def test_a_map_is_drawn_at_the_keyboard(run: Keyboard) -> None:
    """Without coordinates there is none, in a sentence; with some there is."""
    assert run("edit", "11", "--at", "55.75,37.62").exit_code == 0
    result = run("map", "-o", "m.svg", "--lang", "de", "--theme", "print", "--size", "180mm")
    assert (result.exit_code, result.stdout) == (0, "m.svg\n")
    assert Path("m.svg").read_text(encoding="utf-8").count("<svg") == 1
    refused = run("map", "--near", "-60,-150", "-o", "n.svg")
    assert refused.exit_code == 1
    assert "No event fits" in refused.output


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    """Its ends lie so many kilometres apart on the map."""
    places = [event(1, 36.2, 37.16, "Aleppo"), event(2, 33.51, 36.29, "Damascus")]
    scene = drawn(*places)
    [bar] = [label for label in scene.labels if label.text.endswith(" km")]
    line = next(rule for rule in scene.rules if rule.width == 1.0 and rule.y0 == rule.y1)
    one, other = marks_on(scene)
    long = float(np.hypot(one.x - other.x, one.y - other.y))
    kilometres = distance((37.16, 36.2), (36.29, 33.51))
    assert abs(line.x1 - line.x0) / int(bar.text.split()[0]) == pytest.approx(
        long / kilometres, rel=0.01
    )
