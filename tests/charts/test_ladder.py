"""The ladder of escalation."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.analysis.drawn import event as dated
from tracker.charts.drawing import text_width
from tracker.charts.frame.extent import POINT
from tracker.charts.frame.frame import Frame
from tracker.charts.ladder import (
    LadderOptions,
    default_sides,
    events_on_ladder,
    ladder,
    rung_of,
)
from tracker.charts.scene import Scene
from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType, QuadClass, Rung
from tracker.model.dates import EventDate
from tracker.store import chronicle as stored
from tracker.store.database import Database

FLOOR = 28.0  # where the key stands, above the lower edge


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis."""
    return stored.load(sample)


def areas(scene: Scene) -> list[tuple[float, float, float, float]]:
    """The rectangles of the labels that name events."""
    found = []
    for label in scene.labels:
        if label.event is not None:
            wide = max(text_width(line, label.size) for line in label.lines)
            tall = 10.6 * len(label.lines)
            found.append((label.x, label.y - tall / 2, label.x + wide, label.y + tall / 2))
    return found


def by_side(crisis: Chronicle, side: str, sides: tuple[str, ...]) -> set[int]:
    """The events of a ladder that a side did."""
    found = events_on_ladder(crisis, sides, whole=len(sides) == 1)
    return {n for n, event in found.items() if side in map(str, event.by)}


def rung_at(crisis: Chronicle, number: int) -> Rung:
    """The rung of an event that has one."""
    rung = rung_of(crisis.events[number])
    assert rung is not None
    return rung


def acts(*dates: str, hostility: int = 4, second: str = "B") -> Chronicle:
    """Acts of A upon another, one for each date."""
    a, b = Actor("A", "A"), Actor(second, second)
    kind = EventType("t", "T", hostility=hostility)
    return Chronicle({
        number: replace(dated(number, by=(a,)), to=(b,), type=kind, date=EventDate.parse(date))
        for number, date in enumerate(dates, start=1)
    })  # fmt: skip


def test_the_two_that_act_most_upon_one_another_are_shown_by_default(crisis: Chronicle) -> None:
    """Without names it is of that pair, with a dot for each act of the one upon the other."""
    assert default_sides(crisis) == ["USA", "RUS"]
    scene = ladder(crisis, Frame(text_width))
    expected = [
        number for number, event in crisis.events.items()
        for one, other in (("RUS", "USA"), ("USA", "RUS"))
        if one in map(str, event.by) and other in map(str, event.to)
    ]  # fmt: skip
    assert sorted(mark.event for mark in scene.marks if mark.event) == sorted(expected)
    assert scene.title.startswith("What United States and Russia did to one another, ")


def test_two_that_act_most_but_not_upon_one_another_are_no_pair() -> None:
    """Who acts a thousand times upon nobody is not set beside another; one pair is enough."""
    a, b, c = (Actor(code, code) for code in "ABC")
    events = {n: dated(n, by=((a, b)[n % 2],)) for n in range(1, 41)}
    assert default_sides(Chronicle(events)) == ["B"]
    events[41] = replace(dated(41, by=(c,)), to=(a,))
    assert default_sides(Chronicle(events)) == ["C", "A"]


def test_an_act_upon_others_is_shown_only_where_all_are_asked_for(crisis: Chronicle) -> None:
    """The ceasefire that both announced to Syria is nothing that they did to one another."""
    sides = ("RUS", "USA")
    joint = next(n for n, e in crisis.events.items() if e.handle.endswith("ceasefire-announced"))
    scene = ladder(crisis, Frame(text_width), LadderOptions(sides))
    assert joint not in {mark.event for mark in scene.marks}
    whole = ladder(crisis, Frame(text_width), LadderOptions(sides, whole=True))
    assert [mark.event for mark in whole.marks].count(joint) == 2
    assert whole.title.startswith("What Russia and United States did, ")


def test_an_act_of_a_day_stands_on_its_day_and_says_nothing_of_the_next() -> None:
    """A stem from the ground to the dot; no line leads from one act to another."""
    scene = ladder(acts("2016-10-03", "2016-10-20"), Frame(text_width))
    dots = sorted((mark.x, mark.y) for mark in scene.marks if mark.event)
    assert len(dots) == 2
    assert dots[0][0] < dots[1][0]
    colour = next(mark.colour for mark in scene.marks if mark.event)
    stems = [rule for rule in scene.rules if rule.colour == colour]
    assert len(stems) == 2
    for stem, dot in zip(sorted(stems, key=lambda rule: rule.x0), dots, strict=True):
        assert (stem.x1, stem.y1) == pytest.approx(dot, abs=0.1)
    assert all(rule.x0 == rule.x1 for rule in stems)
    assert scene.spans == ()


def test_a_lasting_act_holds_its_rung_while_it_lasts() -> None:
    """A bar from its first day to its last; of one without an end only the first is known."""
    for date, days, open_end in (("2016-10-03/2016-10-08", 6, 0.0), ("2016-10-03/..", 1, POINT)):
        scene = ladder(acts(date, "2016-10-03", "2016-10-12"), Frame(text_width))
        [bar] = [span for span in scene.spans if span.event == 1]
        dots = {mark.event: mark for mark in scene.marks if mark.event}
        assert dots[1].x == bar.x0
        assert not dots[1].hollow
        assert bar.opens_right == bool(open_end)
        day = (dots[3].x - dots[2].x) / 9
        assert (bar.x1 - bar.x0 - open_end) / day == pytest.approx(days, abs=0.1)


def test_an_act_without_a_beginning_stands_on_its_last_day() -> None:
    """Its bar opens to the left, its dot is hollow, and no stem says that it began there."""
    scene = ladder(acts("../2016-10-08", "2016-10-03", "2016-10-12"), Frame(text_width))
    [bar] = [span for span in scene.spans if span.event == 1]
    [dot] = [mark for mark in scene.marks if mark.event == 1]
    assert bar.opens_left
    assert dot.hollow
    assert dot.x == bar.x1
    assert not [rule for rule in scene.rules if rule.colour == dot.colour and rule.x0 == dot.x]
    assert "its beginning is not known" in {label.text for label in scene.labels}


def test_an_imprecise_act_is_a_band_without_a_stem() -> None:
    """It fades on both sides over the days it may be of, with a hollow dot in the middle."""
    scene = ladder(acts("2016-10", "2016-09-20", "2016-11-10"), Frame(text_width))
    [band] = [span for span in scene.spans if span.event == 1]
    [dot] = [mark for mark in scene.marks if mark.event == 1]
    assert band.fades_left
    assert band.fades_right
    assert dot.hollow
    assert dot.x == pytest.approx((band.x0 + band.x1) / 2)
    assert not [rule for rule in scene.rules if rule.colour == dot.colour and rule.x0 == dot.x]


def test_acts_of_one_day_lie_beside_one_another() -> None:
    """However many, as long as the rung has room; no dot hides another."""
    scene = ladder(acts(*["2016-10-03"] * 7), Frame(text_width))
    heights = {round(mark.y, 3) for mark in scene.marks if mark.event}
    assert len(heights) == 7


def test_thousands_of_acts_fit(made_up: Callable[[int], Chronicle]) -> None:
    """Every one has a dot within the rungs."""
    chronicle = made_up(3_000)
    scene = ladder(chronicle, Frame(text_width), LadderOptions(tuple(default_sides(chronicle)),
                                                              whole=True))  # fmt: skip
    top = max(box.y + box.height for box in scene.boxes)
    bottom = min(box.y for box in scene.boxes)
    assert all(bottom < mark.y < top for mark in scene.marks if mark.event)


@pytest.mark.parametrize("sides", [("RUS",), ("USA", "RUS")])
def test_the_highest_acts_are_named_and_no_name_meets_another(
    crisis: Chronicle, sides: tuple[str, ...]
) -> None:
    """From a threat of force on all have their titles here, apart from one another."""
    scene = ladder(crisis, Frame(text_width), LadderOptions(sides))
    high = {n for side in sides for n in by_side(crisis, side, sides)
            if rung_at(crisis, n) >= Rung.THREAT}  # fmt: skip
    assert {label.event for label in scene.labels if label.event} == high
    found = areas(scene)
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            assert (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )


def test_a_ladder_needs_an_act(crisis: Chronicle) -> None:
    """A side that does nothing has none, nor have two that did nothing to one another."""
    for sides in (("FJI",), ("RUS", "JPN")):
        with pytest.raises(ValueError, match="at least one event"):
            ladder(crisis, Frame(text_width), LadderOptions(sides))


def test_rungs_are_named_from_below(crisis: Chronicle) -> None:
    """Each band has the name of its rung in its middle, up to the highest that is reached."""
    scene = ladder(crisis, Frame(text_width), LadderOptions(("RUS",)))
    names = (
        "cooperation", "neutral words and thought", "hostile words and measures",
        "threat to use force", "display of force", "use of force", "war",
    )  # fmt: skip
    top = max(rung_at(crisis, n) for n in by_side(crisis, "RUS", ("RUS",)))
    bands = sorted(scene.boxes, key=lambda box: box.y)
    assert len(bands) == top + 1
    middles = {round(box.y + box.height / 2, 6): rung for rung, box in enumerate(bands)}
    named = {
        middles[round(label.y, 6)]: " ".join(label.lines)
        for label in scene.labels if round(label.y, 6) in middles and label.event is None
    }  # fmt: skip
    assert named == dict(enumerate(names[: top + 1]))


@pytest.mark.parametrize("sides", [("RUS",), ("USA", "RUS"), ("SYR", "RUS", "USA")])
def test_each_act_stands_on_its_rung(crisis: Chronicle, sides: tuple[str, ...]) -> None:
    """Within the band of its rung, the dots of each side in a colour that its key has."""
    scene = ladder(crisis, Frame(text_width), LadderOptions(sides))
    bands = sorted(scene.boxes, key=lambda box: box.y)
    key = [label for label in scene.labels if label.y == FLOOR]
    colours = {}
    expected = {(n, side) for side in sides for n in by_side(crisis, side, sides)}
    for side in {side for _, side in expected}:
        name = next(label for label in key if label.text == crisis.actors[side].name)
        [dot] = [mark for mark in scene.marks if mark.y == FLOOR and 0 < name.x - mark.x < 20]
        colours[side] = dot.colour
    assert len(set(colours.values())) == len(colours)
    found = set()
    for mark in scene.marks:
        if mark.event is not None:
            [side] = [side for side in colours if colours[side] == mark.colour]
            band = bands[rung_at(crisis, mark.event)]
            assert band.y < mark.y < band.y + band.height
            found.add((mark.event, side))
    assert found == expected


def test_the_name_of_an_act_stands_beside_its_dot(crisis: Chronicle) -> None:
    """In the colour of its side, with the note behind it, nearer than the length of a line."""
    notes = dict.fromkeys(crisis.events, " [7]")
    scene = ladder(crisis, Frame(text_width, notes=notes), LadderOptions(("RUS",)))
    assert any(label.event is not None for label in scene.labels)
    for label in scene.labels:
        if label.event is not None:
            assert " ".join(label.lines) == f"{crisis.events[label.event].titled} [7]"
            wide = max(text_width(line, label.size) for line in label.lines)
            [dot] = [mark for mark in scene.marks if mark.event == label.event]
            assert label.colour == dot.colour
            assert label.x - 5 <= dot.x <= label.x + wide + 5
            assert 6.9 <= abs(label.y - dot.y) - 5.3 * len(label.lines) <= 30.1


def test_what_is_neutral_or_not_coded_is_no_cooperation(crisis: Chronicle) -> None:
    """Weighing strikes and denying stand between cooperation and hostility; not coded, nowhere."""
    assert {event.type.code: rung_of(event) for event in crisis.events.values()} | {
        "deliberation": Rung.NEUTRAL,
        "talks": Rung.COOPERATION,
        "pact-withdrawal": Rung.HOSTILE,
        "threat": Rung.HOSTILE,
        "nuclear-threat": Rung.THREAT,
        "air-strike": Rung.FORCE,
    } == {event.type.code: rung_of(event) for event in crisis.events.values()}
    [deliberation] = [e for e in crisis.events.values() if e.type.code == "deliberation"]
    assert deliberation.quad is QuadClass.VERBAL_COOPERATION
    side = Actor("A", "A")
    events = {
        number: replace(dated(number, by=(side,)), type=kind)
        for number, kind in enumerate(
            (EventType("own", "Own"), EventType("level-1", "L", hostility=1),
             EventType("clash", "C", hostility=4)), start=1)
    }  # fmt: skip
    scene = ladder(Chronicle(events), Frame(text_width), LadderOptions(("A",)))
    assert {mark.event for mark in scene.marks if mark.event} == {3}
    assert "2 acts not coded, left out" in " ".join(label.text for label in scene.labels)
    del events[3]
    with pytest.raises(ValueError, match="at least one event"):
        ladder(Chronicle(events), Frame(text_width), LadderOptions(("A",)))


def test_stems_rise_to_hostility_and_hang_to_cooperation() -> None:
    """From the middle of what is neutral, which has a dot there and no stem."""
    side, other = Actor("A", "A"), Actor("B", "B")
    kinds = {
        1: EventType("talks", "Talks", goldstein=7.0, quad=QuadClass.VERBAL_COOPERATION),
        2: EventType("statement", "Statement", goldstein=0.0, quad=QuadClass.VERBAL_COOPERATION),
        3: EventType("sanctions", "Sanctions", goldstein=-8.0, quad=QuadClass.MATERIAL_CONFLICT),
    }
    events = {
        n: replace(dated(n, by=(side,)), to=(other,), type=kind,
                   date=EventDate.parse(f"2016-10-0{n}"))
        for n, kind in kinds.items()
    }  # fmt: skip
    scene = ladder(Chronicle(events), Frame(text_width))
    dots = {mark.event: mark for mark in scene.marks if mark.event}
    stems = {round(rule.x0, 1): rule for rule in scene.rules if rule.colour == dots[1].colour}
    bands = sorted(scene.boxes, key=lambda box: box.y)
    zero = bands[Rung.NEUTRAL].y + bands[Rung.NEUTRAL].height / 2
    assert dots[2].y == pytest.approx(zero)
    assert len(stems) == 2
    for number in (1, 3):
        stem = stems[round(dots[number].x, 1)]
        assert (stem.y0, stem.y1) == pytest.approx((zero, dots[number].y))
    assert dots[1].y < zero < dots[3].y
