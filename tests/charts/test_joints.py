"""Joined arrows: causes that are claimed to have led to an effect only together."""

from tests.analysis.drawn import event
from tracker.charts.chain import chain
from tracker.charts.frame.frame import Frame
from tracker.charts.scene import Scene
from tracker.charts.timeline import timeline
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link

DAYS = {1: "2016-10-01", 2: "2016-10-02", 3: "2016-10-09"}
EVENTS = {number: event(number, day) for number, day in DAYS.items()}
JOINT = Link(1, 3, "enables", 0.5, partners=(2,))
ALONE = (Link(1, 3, "enables", 0.5), Link(2, 3, "enables", 0.5))
FRAME = Frame(lambda text, size: len(text) * size / 2)


def lines_of(scene: Scene) -> list[str]:
    """Every line of text."""
    return [line for label in scene.labels for line in label.lines]


def test_the_arrows_of_a_chain_meet_and_go_on_as_one() -> None:
    """Both arrows end in the same stretch, and a dot stands where they meet; the label is one."""
    scene = chain(Chronicle(EVENTS, (JOINT,)), FRAME)
    one, other = (arrow for arrow in scene.arrows if arrow.link)
    assert one.points[-2:] == other.points[-2:]
    assert one.points[0] != other.points[0]
    assert one.points[-2] in {(mark.x, mark.y) for mark in scene.marks}
    assert lines_of(scene).count("enables,") == 1
    assert "only together" in lines_of(scene)


def test_alternatives_do_not_meet() -> None:
    """Two links of which one is enough have arrows of their own."""
    scene = chain(Chronicle(EVENTS, ALONE), FRAME)
    one, other = (arrow for arrow in scene.arrows if arrow.link)
    assert one.points[-1] != other.points[-1]
    assert "only together" not in lines_of(scene)


def test_the_arcs_of_a_timeline_meet() -> None:
    """Two arcs lead to the dot, and one from there to the effect."""
    scene = timeline(Chronicle(EVENTS, (JOINT,)), FRAME)
    ends = [arrow.points[-1] for arrow in scene.arrows if arrow.link]
    starts = [arrow.points[0] for arrow in scene.arrows if arrow.link]
    (dot,) = {end for end in ends if ends.count(end) == 2}
    assert starts.count(dot) == 1
    assert any((mark.x, mark.y) == dot for mark in scene.marks)


def test_a_needed_link_says_so() -> None:
    """The label of an arrow begins with it."""
    scene = chain(Chronicle(EVENTS, (Link(1, 3, "enables", 0.5, needed=True),)), FRAME)
    assert any(label.lines[:2] == ("needed:", "enables,") for label in scene.labels)
