"""Pictures of very many events, of which one stands for all that are alike."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.charts import timeline as charts
from tracker.charts.picture import Picture
from tracker.charts.timeline import TimelineOptions
from tracker.desk import Desk, drawn
from tracker.errors import TrackerError

Draw = Callable[[Desk], Picture]
DATES = (
    "2016-10-03", "2016-10-03", "2016-10-04", "2016-10-04T09:30", "2016-10-03T23:00:10", "2016-10",
    "2016-10-03/2016-10-20", "2016-10-03/..", "../2016-10-05", "2016-10-04?", "2016-10~", "2016",
    "[2016-10-03, 2016-10-09]", "2015-12-31", "2016-11-01/2017-02",
)  # fmt: skip
ACTORS = ("RUS", "USA", "SYR", "ARMY", "LEADER", "FRONT")
TYPES = ("threat", "statement", "clash", "air-strike", "aid", "uncoded")
STATUSES = (None, None, None, "planned", "denied", "ongoing")


@contextmanager
def told_apart(most: int, marks: int = 600) -> Iterator[None]:
    """Let a groups begin above so many events, and more than so many be without marks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawn, "MOST_UNGROUPED", most)
        patch.setattr(charts, "TimelineOptions", partial(TimelineOptions, most_marks=marks))
        yield


def seen(draw: Draw, desk: Desk, most: int, marks: int = 600) -> Any:
    """All that a picture shows and says, or the sentence by which it is refused."""
    with told_apart(most, marks):
        try:
            picture = draw(desk)
        except TrackerError as error:
            return str(error)
    return picture.scene, picture.remarks, picture.cautions, picture.scene.description


@st.composite
def events(draw: st.DrawFn) -> list[dict[str, Any]]:
    """What `add` takes for some events, many of them alike."""
    sides = st.lists(st.sampled_from(ACTORS), max_size=2, unique=True)
    one = st.fixed_dictionaries({
        "on": st.sampled_from(DATES), "by": sides, "to": sides,
        "type": st.sampled_from(TYPES), "status": st.sampled_from(STATUSES),
        "intensity": st.sampled_from((None, None, -10.0, 3.3, 0.1, 0.2, 10.0)),
        "tag": st.lists(st.sampled_from(("a", "b")), max_size=2, unique=True),
        "place": st.sampled_from((None, "Aleppo", "Homs")),
        "marking": st.sampled_from((None, None, None, None, "green")),
        "times": st.integers(1, 3),
    })  # fmt: skip
    return draw(st.lists(one, min_size=3, max_size=12))


def record(path: Path, drafts: list[dict[str, Any]], links: list[tuple[int, int]]) -> Desk:
    """A record of these events, some linked, with actors that are parts of others for a time."""
    desk = Desk(path, "tester", now=lambda: "2026-01-01T00:00:00Z")
    desk.add_actor("ARMY", "The Army", kind="armed-group")
    desk.add_actor("LEADER", "A Leader", kind="person")
    desk.add_actor("FRONT", "Some Front", kind="movement")
    desk.set_part("ARMY", "SYR")
    desk.set_part("LEADER", "USA", since="2016-10-04")
    desk.add_type("uncoded", "Uncoded act")
    desk.add_source("Wire", code="wire", reliability="B", published="2016-10-05")
    handles = []
    for number, draft in enumerate(drafts):
        values = {key: value for key, value in draft.items() if key != "times"}
        for time in range(draft["times"]):
            added = desk.add(f"Event {number}.{time}", source="wire", **values)
            handles.append(added.value.handle)
    for one, other in links:
        if (cause := handles[one % len(handles)]) != (effect := handles[other % len(handles)]):
            with suppress(TrackerError):  # against time, or there already
                desk.link(cause, effect, likelihood=0.6)
    return desk


PICTURES: dict[str, Draw] = {
    "matrix": lambda desk: desk.matrix(),
    "matrix, exactly": lambda desk: desk.matrix(exactly=True, status="any"),
    "calendar": lambda desk: desk.calendar(),
    "calendar of any": lambda desk: desk.calendar(status="any", since="2016-10"),
    "calendar, known": lambda desk: desk.calendar(known_by="2016-10-06"),
    "actors": lambda desk: desk.timeline(form="lanes", labels=2),
    "types": lambda desk: desk.timeline(lanes="type", labels=2, account="RUS"),
    "places": lambda desk: desk.timeline(lanes="place", labels=0),
    "tags": lambda desk: desk.timeline(lanes="tag", colour_by="tag", labels=3),
    "accounts": lambda desk: desk.timeline(lanes="account", labels=4, exactly=True),
    "ladder": lambda desk: desk.ladder(),
    "ladder of one": lambda desk: desk.ladder("SYR"),
    "tension": lambda desk: desk.tension("RUS", "USA"),
    "later": lambda desk: desk.timeline(form="lanes", labels=2, since="2016-10-04"),
}


@settings(max_examples=8)
@given(events(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_a_crowd_is_drawn_as_its_events_are(
    drafts: list[dict[str, Any]], links: list[tuple[int, int]]
) -> None:
    """Whatever the dates, sides, statuses and markings, each picture is that of the values."""
    with (
        tempfile.TemporaryDirectory() as folder,
        record(Path(folder) / "x.db", drafts, links) as desk,
    ):
        for name, draw in PICTURES.items():
            wanted = seen(draw, desk, most=10_000, marks=0)
            assert seen(draw, desk, most=0, marks=0) == wanted, name


@pytest.mark.parametrize("name", PICTURES)
def test_the_sample_is_drawn_alike_as_a_crowd(name: str, crisis: Desk) -> None:
    """The real crisis, with its joint acts, parts of actors, doubtful dates and claims of order."""
    wanted = seen(PICTURES[name], crisis, most=10_000, marks=0)
    assert seen(PICTURES[name], crisis, most=0, marks=0) == wanted


def test_a_chain_is_highlighted_among_a_crowd(crisis: Desk) -> None:
    """Its events are named first, and ends that make no chain are refused by the same sentence."""
    first, last = "2016-09-09-ceasefire-announced", "2016-10-03-talks-suspended"
    for ends in (f"{first}:{last}", f"{last}:{first}", "no-such-event:x", first):

        def lit(desk: Desk, ends: str = ends) -> Picture:
            return desk.timeline(form="lanes", labels=5, highlight=ends)

        wanted = seen(lit, crisis, most=10_000, marks=0)
        assert seen(lit, crisis, most=0, marks=0) == wanted


def test_a_description_of_a_crowd_is_its_paragraph(crisis: Desk) -> None:
    """One event that stands for many is not told as one."""
    with told_apart(0):
        many = crisis.calendar()
    assert many.description == many.scene.description
    few = crisis.calendar()
    assert few.description.count("\n") > 20
    assert few.scene.description == many.scene.description
