"""Chains laid out for the size that is asked for: straight, in rows, folded, said."""

import random
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tests.analysis.drawn import event
from tests.charts.overlaps import overlapping
from tests.conftest import Keyboard
from tracker.charts.chain import ChainOptions, chain, chain_pages
from tracker.charts.chain.claims import claims_of, in_causal_time, path_through
from tracker.charts.chain.folding import beside_path, folded
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.scene import Arrow, Scene
from tracker.charts.style.theme import INK
from tracker.charts.words.language import language_of
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link
from tracker.model.picture import LANGUAGES, Size
from tracker.store import chronicle
from tracker.store.database import Database
from tracker.store.references import resolve

PAGES = {"180mm": (510.2, None), "85mm": (240.9, None), "slide": (960.0, 540.0),
         "a4": (841.9, 595.3), "a4-portrait": (595.3, 841.9)}  # fmt: skip
LEAST = 6.99


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis."""
    return chronicle.load(sample)


@pytest.fixture
def cone(sample: Database) -> Chronicle:
    """The chronicle between the intervention and the deliberation."""
    first, last = (resolve(sample, name) for name in ("2015-09-30", "nsc-syria-options"))
    return chronicle.between(sample, first, last)


def many(count: int, span: int = 20) -> Chronicle:
    """So many events, a day each, two causes of each among those shortly before it."""
    chance = random.Random(count)
    start = date(2000, 1, 1)
    found = {n: event(n, str(start + timedelta(days=n))) for n in range(1, count + 1)}
    pairs = sorted(
        {(max(1, n - chance.randint(1, span)), n) for n in range(2, count + 1) for _ in range(2)}
    )
    links = tuple(Link(*pair, chance.choice(("enables", "provokes")), 0.6) for pair in pairs)
    return Chronicle(found, links)


def page(found: Chronicle, name: str, options: ChainOptions | None = None) -> Scene:
    """The chain on a page of a name."""
    width, height = PAGES[name]
    frame = Frame(text_width, width=width, height=height)
    (scene,) = chain_pages(found, frame, options or ChainOptions())
    return scene


def shown(scene: Scene) -> set[int]:
    """The events that have a box."""
    return {box.event for box in scene.boxes if box.event is not None}


def drawn(scene: Scene) -> dict[tuple[int, int], list[Arrow]]:
    """The pieces of each link."""
    found: dict[tuple[int, int], list[Arrow]] = {}
    for arrow in scene.arrows:
        if arrow.link:
            found.setdefault(arrow.link, []).append(arrow)
    return found


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("whole", [True, False])
def test_a_page_is_kept_to_in_letters_that_can_be_read(
    crisis: Chronicle, cone: Chronicle, name: str, whole: bool
) -> None:
    """No wider and no higher than asked for, no letter below 7 points, nothing outside."""
    scene = page(crisis if whole else cone, name)
    width, height = PAGES[name]
    assert scene.width == pytest.approx(width)
    assert height is None or scene.height <= height + 0.1
    assert min(label.size for label in scene.labels) >= LEAST
    for label in scene.labels:
        wide = max(text_width(line, label.size) for line in label.lines)
        left = label.x - {"left": 0, "middle": wide / 2, "right": wide}[label.anchor]
        assert left >= 0
        assert left + wide <= scene.width + 0.5
    points = [point for arrow in scene.arrows for point in arrow.points]
    points += [corner for box in scene.boxes for corner in
               ((box.x, box.y), (box.x + box.width, box.y + box.height))]  # fmt: skip
    assert all(0 <= x <= scene.width and 0 <= y <= scene.height for x, y in points)


@pytest.mark.parametrize("name", PAGES)
def test_labels_on_pages_do_not_overlap(crisis: Chronicle, name: str) -> None:
    """The renderer finds none."""
    scene = page(crisis, name)
    assert overlapping(scene.labels, scene) == []


@pytest.mark.parametrize("name", ["slide", "a4", "180mm"])
def test_the_path_is_straight(cone: Chronicle, name: str) -> None:
    """In each row every point of its arrows stands at one height."""
    path = path_through([each.id for each in cone.events.values()], claims_of(cone))
    options = ChainOptions(path=tuple(path))
    pieces = drawn(page(cone, name, options))
    for step in pairwise(path):
        for piece in pieces[step]:
            heights = {round(y, 3) for _, y in piece.points}
            assert len(heights) == 1


def test_the_path_is_the_chain_that_paths_ranks_first(run: Keyboard) -> None:
    """The black arrows of `chain A B` are the steps of the strongest chain."""
    ends = "russian-air-campaign", "nsc-syria-options"
    with tracker.open(run.db) as desk:
        best = desk.paths(*ends).chains[0]
        scene = desk.chain(*ends).scene
    steps = set(pairwise(each.id for each in best.events))
    assert {arrow.link for arrow in scene.arrows if arrow.link and arrow.colour == INK} == steps


def test_a_link_over_several_rows_has_one_head_and_the_same_number_at_both_ends(
    crisis: Chronicle,
) -> None:
    """Its pieces end at the right of one row and begin at the left of the next."""
    scene = page(crisis, "180mm")
    broken = {link: pieces for link, pieces in drawn(scene).items() if len(pieces) > 1}
    assert broken
    for pieces in broken.values():
        assert [piece.headed for piece in pieces] == [False] * (len(pieces) - 1) + [True]
        for one, other in pairwise(pieces):
            assert one.points[-1][0] > other.points[0][0]
    numbers = Counter(label.text for label in scene.labels if label.text.isdigit())
    assert numbers
    assert all(count % 2 == 0 for count in numbers.values())


def test_what_is_folded_is_counted_where_it_leads_to(crisis: Chronicle) -> None:
    """Each box says how many of the event's causes have no arrow, the line above how much is."""
    scene = page(crisis, "180mm")
    arrows, boxes = drawn(scene), shown(scene)
    assert len(boxes) < len(crisis.linked())
    missing = Counter(
        effect for cause, effect in claims_of(crisis) if (cause, effect) not in arrows
    )
    for number in boxes:
        said = [line for label in scene.labels if label.event == number for line in label.lines]
        count = missing[number]
        note = f"+{count} side cause{'s' if count > 1 else ''}"
        assert (note in said) == bool(count)
    under = f"{len(boxes)} of {len(crisis.linked())} events and {len(arrows)} of 32 links drawn"
    assert any(under in label.text for label in scene.labels)
    assert under.replace("drawn", "are drawn") in scene.remark


def test_what_fits_is_drawn_whole_and_says_nothing(cone: Chronicle) -> None:
    """Nothing is folded on a slide, and no remark says so."""
    scene = page(cone, "slide")
    assert shown(scene) == cone.events.keys()
    assert drawn(scene).keys() == claims_of(cone).keys()
    assert scene.remark == ""


def test_a_path_that_is_too_long_loses_its_middle() -> None:
    """Its two ends stay, and the box after the gap says how many are left out."""
    days = {n: event(n, str(date(2000, 1, 1) + timedelta(days=n))) for n in range(1, 61)}
    links = tuple(Link(n, n + 1, "enables", 0.6) for n in range(1, 60))
    scene = page(Chronicle(days, links), "85mm")
    boxes = shown(scene)
    assert {1, 60} <= boxes
    left_out = 60 - len(boxes)
    assert left_out > 0
    assert any(f"after {left_out} events not drawn" in label.lines for label in scene.labels)


@pytest.mark.parametrize("code", LANGUAGES)
def test_folding_is_said_in_every_language(code: str) -> None:
    """Neither the count under the title nor that in boxes is English in another language."""
    language = language_of(code)
    frame = Frame(text_width, width=510.2, language=language)
    texts = " ".join(label.text for label in chain(many(40), frame).labels)
    assert ("side cause" in texts) == (code == "en")
    assert (" links drawn" in texts) == (code == "en")
    assert f"+{language.counted(1, 'side cause')}" in texts


def test_each_relation_and_likelihood_drawn_is_in_the_key(crisis: Chronicle) -> None:
    """Every dash pattern and every width of an arrow is that of a sample."""
    scene = page(crisis, "a4")
    samples = [shape for arrow in scene.arrows for entry in arrow.legend for shape in entry.sample]
    patterns = {shape.dashes for shape in samples if isinstance(shape, Arrow)}
    widths = {round(shape.width, 2) for shape in samples if isinstance(shape, Arrow)}
    links = [arrow for arrow in scene.arrows if arrow.link]
    assert {arrow.dashes for arrow in links} <= patterns
    assert {round(arrow.width / scene.unit, 2) for arrow in links} <= widths
    assert len({arrow.dashes for arrow in links}) > 2


def test_off_ramps_are_never_folded(sample: Database) -> None:
    """What was asked to be marked is drawn before anything else beside the path."""
    crisis = chronicle.load(sample)
    cut = next(
        edge for edge in reversed(list(claims_of(crisis))) if edge not in drawn(page(crisis, "a4"))
    )
    scene = page(crisis, "a4", ChainOptions(cut=frozenset({cut})))
    assert cut in drawn(scene)


def test_a_page_too_small_says_so(run: Keyboard) -> None:
    """Its letters are smaller than 7 points, and a note names their size."""
    said = run("chain", "--size", "40x30mm", "-o", "small.svg").output
    assert "so small its type is" in said
    assert "Folded to fit: 2 of 26 events" in said


def test_a_remark_tells_what_was_folded(run: Keyboard) -> None:
    """It is on stderr, beside the picture."""
    said = run("chain", "--size", "180mm", "-o", "c.svg")
    assert said.exit_code == 0
    assert "links are drawn; a larger --size shows more." in said.output
    whole = run("chain", "russian-air-campaign", "nsc-syria-options", "-o", "d.svg")
    assert "Folded" not in whole.output


@given(st.integers(2, 40), st.integers(1, 6), st.integers(0, 40))
@settings(max_examples=40, deadline=None)
def test_no_more_links_than_can_be_followed_go_on_to_the_next_row(
    count: int, columns: int, beside: int
) -> None:
    """Beside the path at most so many cross the end of a row, and every event has a link."""
    found = many(count)
    claims = claims_of(found)
    order = [each.id for each in in_causal_time(found, claims)]
    path = path_through(order, claims)
    kept = folded(order, claims, path, beside_path(order, claims, path)[:beside], columns, 3)
    if kept is None:
        return
    assert set(pairwise(path)) <= set(kept.edges)
    assert {end for edge in kept.edges for end in edge} == set(kept.order)
    cuts = Counter(
        row
        for cause, effect in kept.edges
        for row in range(kept.columns[cause] // columns, kept.columns[effect] // columns)
    )
    assert all(each <= 3 for each in cuts.values())
    among = [edge for edge in claims if edge[1] in kept.columns]
    assert sum(kept.causes.values()) == len(among) - len(kept.edges)


def test_more_events_make_no_larger_picture() -> None:
    """Of 800 events no more is drawn than there is room for, as of 200."""
    small, large = chain(many(200), Frame(text_width)), chain(many(800), Frame(text_width))
    for scene in (small, large):
        assert scene.width <= 1500
        assert scene.height <= 3000
        assert "of" in scene.remark
    assert len(shown(large)) < 2 * len(shown(small))


def test_a_chain_of_its_own_size_ends_within_a_page_that_readers_open() -> None:
    """All that there is room for on the largest page is drawn where that is asked for."""
    size = Size.parse("190x190in")
    width, height = size.points(150)
    found = many(120)
    (scene,) = chain_pages(found, Frame(text_width, width=width, height=height))
    assert shown(scene) == found.events.keys()
    assert scene.remark == ""
