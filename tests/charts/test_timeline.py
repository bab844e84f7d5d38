"""The timeline as a Scene, and as the artists that draw it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from tests.charts.overlaps import overlapping
from tracker.charts.drawing import figure_of, text_width
from tracker.charts.frame.extent import POINT
from tracker.charts.frame.frame import Frame
from tracker.charts.frame.scale import time_scale
from tracker.charts.scene import Scene
from tracker.charts.style.theme import COLOURS, GLYPHS, SHARED
from tracker.charts.timeline import TimelineOptions, timeline
from tracker.charts.timeline.arcs import claimant_colours
from tracker.charts.timeline.density import density
from tracker.charts.timeline.lanes import MOST_LANES, OTHERS, lanes_of
from tracker.charts.words.language import language_of
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Tone
from tracker.model.dates import EventDate
from tracker.model.event import Status
from tracker.model.selection import Selection
from tracker.model.timeline_options import LanesBy, Phase
from tracker.store import chronicle
from tracker.store.database import Database


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis, whole."""
    return chronicle.load(sample)


@pytest.fixture
def scene(crisis: Chronicle) -> Scene:
    """Its timeline."""
    return timeline(crisis, Frame(text_width))


def test_every_event_has_one_label_and_a_mark_in_the_lane_of_each_doer(
    crisis: Chronicle, scene: Scene
) -> None:
    """Every event is named once, beside a mark of its own; a joint act has as many as doers."""
    labels = [label for label in scene.labels if label.event]
    assert sorted(label.event or 0 for label in labels) == sorted(crisis.events)
    for label in labels:
        event = crisis.events[label.event or 0]
        marks = [mark for mark in scene.marks if mark.event == event.id]
        assert len(marks) == max(1, len(event.by))
        assert event.title.split()[-1] in " ".join(label.lines)
        assert any(label.y == mark.y and label.x > mark.x for mark in marks)


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
    """Each mark has the colour and the glyph of its event's QuadClass, but what is neutral."""
    for mark in scene.marks:
        if mark.event:
            event = crisis.events[mark.event]
            assert event.quad is not None
            looks = Tone.NEUTRAL if event.type.code == "deliberation" else event.quad
            assert (mark.colour, mark.glyph) == (COLOURS[looks], GLYPHS[looks])
    assert "neutral (to CAMEO cooperation)" in {label.text for label in scene.labels}


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
    for words in (
        "verbal conflict",
        "material cooperation",
        "in doubt: with its margin",
        "cause → effect",
    ):
        assert words in said
    small = chronicle.load(sample, Selection(types=("veto",)))
    said = " ".join(label.text for label in timeline(small, Frame(text_width)).labels)
    assert "verbal conflict" in said
    assert "material" not in said
    assert "cause → effect" not in said


def test_one_event_alone_can_be_drawn(sample: Database) -> None:
    """A timeline of one event is a picture too."""
    scene = timeline(chronicle.load(sample, Selection(types=("veto",))), Frame(text_width))
    assert sum(1 for mark in scene.marks if mark.event) == 1


def test_dollars_and_markup_stay_text(sample: Database, crisis: Chronicle) -> None:
    """A title with dollars, brackets and angle brackets is drawn as it stands."""
    sample.run("UPDATE events SET title = 'Costs $1 to $2 [bold] <b>' WHERE id = 1")
    scene = timeline(chronicle.load(sample), Frame(text_width))
    figure = figure_of(scene)
    figure.draw_without_rendering()
    assert any("$1 to $2 [bold]" in text.get_text() for text in figure.axes[0].texts)


@pytest.mark.parametrize(("count", "named"), [(200, None), (200, 200), (5_000, None)])
def test_no_two_labels_overlap_in_a_crowd(
    made_up: Callable[[int], Chronicle], count: int, named: int | None
) -> None:
    """However many events there are, the renderer finds no two labels that overlap."""
    scene = timeline(made_up(count), Frame(text_width), TimelineOptions(named=named))
    assert overlapping(scene.labels, scene) == []


def test_a_crowd_is_named_by_what_matters_most(made_up: Callable[[int], Chronicle]) -> None:
    """Of two hundred events sixty have labels, all have marks, and a chain is named first."""
    crisis = made_up(200)
    quiet = min(crisis.events, key=lambda number: abs(crisis.events[number].intensity or 0))
    plain = timeline(crisis, Frame(text_width))
    assert sum(1 for label in plain.labels if label.event) == 60
    assert {mark.event for mark in plain.marks if mark.event} == crisis.events.keys()
    lit = timeline(crisis, Frame(text_width), TimelineOptions(highlight=(quiet,)))
    assert quiet in {label.event for label in lit.labels}


def test_thousands_of_events_are_a_density_that_counts_each_once(
    made_up: Callable[[int], Chronicle],
) -> None:
    """Of 5,000 events only those named have marks; the density of the lanes adds up to all."""
    crisis = made_up(5_000)
    scene = timeline(crisis, Frame(text_width))
    assert sum(1 for mark in scene.marks if mark.event) == 60
    assert scene.areas
    lanes = lanes_of(crisis)
    scale = time_scale([(e.date.start, e.date.end) for e in crisis.events.values()], 0, 900)
    counted = [sum(map(sum, density(lane.events, scale).values())) for lane in lanes]
    assert sum(counted) == pytest.approx(5_000)


def test_lanes_stand_for_what_is_asked(crisis: Chronicle) -> None:
    """By type, place or account the lanes are named so, and no event is missing."""
    for by, some in ((LanesBy.TYPE, "Accusation"), (LanesBy.PLACE, "Aleppo")):
        lanes = lanes_of(crisis, by)
        assert any(some in lane.name for lane in lanes) or len(lanes) == MOST_LANES
        assert sorted(e.id for lane in lanes for e in lane.events) == sorted(crisis.events)
        assert timeline(crisis, Frame(text_width), TimelineOptions(lanes=by)).marks


def test_in_lanes_of_accounts_each_side_has_its_own_arrows(crisis: Chronicle) -> None:
    """A claimant's lane has the events that it links, and no arrow leaves its lane."""
    told = {(link.claimed_by, link.cause, link.effect) for link in crisis.links}
    scene = timeline(crisis, Frame(text_width), TimelineOptions(lanes=LanesBy.ACCOUNT))
    assert sum(1 for arrow in scene.arrows if arrow.link) == len(told)
    lanes = [box for box in scene.boxes if box.width > scene.width / 2]
    for arrow in scene.arrows:
        if arrow.link:
            (_, y0), (_, y1) = arrow.points
            assert any(box.y < y0 < box.y + box.height and box.y < y1 < box.y + box.height
                       for box in lanes)  # fmt: skip


def test_lanes_beyond_ten_share_one(made_up: Callable[[int], Chronicle]) -> None:
    """Twelve actors have nine lanes of their own and one together."""
    lanes = lanes_of(made_up(200))
    assert len(lanes) == MOST_LANES
    assert OTHERS in {lane.name for lane in lanes}


def test_a_highlighted_chain_stands_out(crisis: Chronicle) -> None:
    """Its arrows are stronger than all others and lie on top; its events are ringed and named."""
    link = crisis.links[0]
    chain = (link.cause, link.effect)
    scene = timeline(crisis, Frame(text_width), TimelineOptions(highlight=chain))
    arrows = [arrow for arrow in scene.arrows if arrow.link]
    assert arrows[-1].link == chain
    assert arrows[-1].opacity > 2 * max(arrow.opacity for arrow in arrows[:-1])
    rings = [mark for mark in scene.marks if mark.below]
    assert len(rings) == 3  # two events, and the key
    assert "the highlighted chain" in {label.text for label in scene.labels}


def test_phases_are_bands_whose_names_stand_apart(crisis: Chronicle) -> None:
    """Phases that overlap have their names in rows above each other; vague ends are dashed."""
    phases = tuple(
        Phase(name, EventDate.parse(date))
        for name, date in (("Ceasefire", "2016-09-12/2016-09-19"), ("Talks", "2016-09/2016-10-03"))
    )
    plain = timeline(crisis, Frame(text_width))
    scene = timeline(crisis, Frame(text_width), TimelineOptions(phases=phases))
    assert len(scene.areas) == 2
    assert scene.height == plain.height + 30
    assert sum(rule.dashed for rule in scene.rules) == 1 + sum(rule.dashed for rule in plain.rules)
    assert overlapping(scene.labels, scene) == []


def test_a_focus_is_drawn_wider(crisis: Chronicle) -> None:
    """The time in focus takes two thirds of the axis, and the picture says which it is."""
    first, last = datetime(2016, 10, 1), datetime(2016, 10, 10)
    spans = [(event.date.start, event.date.end) for event in crisis.events.values()]
    plain, wide = time_scale(spans, 0, 900), time_scale(spans, 0, 900, focus=(first, last))
    assert wide(last) - wide(first) > 2 * (plain(last) - plain(first))
    assert list(wide.seams) == [wide(first), wide(last)]
    scene = timeline(crisis, Frame(text_width), TimelineOptions(focus=(first, last)))
    assert any("drawn wider: 1 October 2016" in label.text for label in scene.labels)


def test_links_are_coloured_by_who_claims_them(crisis: Chronicle) -> None:
    """What one claimant says has its colour, what several say has another; denied is dashed."""
    scene = timeline(crisis, Frame(text_width))
    said: dict[tuple[int, int], set[str]] = {}
    for link in crisis.links:
        said.setdefault((link.cause, link.effect), set()).add(link.claimed_by)
    colours = claimant_colours(crisis)
    denied = {(link.cause, link.effect) for link in crisis.denials}
    for arrow in scene.arrows:
        if arrow.link:
            names = said[arrow.link]
            assert arrow.colour == (SHARED if len(names) > 1 else colours[min(names)])
            assert arrow.dashed == (arrow.link in denied)
    assert any(arrow.dashed for arrow in scene.arrows if arrow.link)


def test_a_chart_speaks_another_language_and_keeps_the_titles(crisis: Chronicle) -> None:
    """In German the key, the counts and the months are German; what was recorded stays."""
    said = "\n".join(
        label.text
        for label in timeline(crisis, Frame(text_width, language=language_of("de"))).labels
    )
    for words in ("28 Ereignisse", "Konflikt in Taten", "30. Sept.:", "United States"):
        assert words in said
    assert "events" not in said


def test_what_is_open_shows_what_is_known_and_no_end(made_up: Callable[[int], Chronicle]) -> None:
    """`2014-01-01/..` is its first day and a point, however long the axis: no end is invented."""
    crisis = made_up(28)
    changed = {
        "2014-01-01/..": (False, True), "../2013-12-24": (True, False),
        "[..2013-12-24]": (True, False), "[2014-01-01..]": (False, True),
    }  # fmt: skip
    for text, opens in changed.items():
        number, event = next(iter(crisis.events.items()))
        events = {**crisis.events, number: replace(event, date=EventDate.parse(text))}
        scene = timeline(replace(crisis, events=events), Frame(text_width))
        span = next(span for span in scene.spans if span.event == number)
        mark = next(mark for mark in scene.marks if mark.event == number)
        assert (span.opens_left, span.opens_right) == opens
        assert not span.fades_left
        assert not span.fades_right
        assert span.x1 - span.x0 < POINT + 20
        assert mark.x == (span.x1 if opens[0] else span.x0)


def test_what_is_recorded_as_ongoing_reaches_the_end_of_the_axis(
    made_up: Callable[[int], Chronicle],
) -> None:
    """That it goes on is known of what is ongoing, and of nothing else."""
    crisis = made_up(28)
    number, event = next(iter(crisis.events.items()))
    since = replace(event, date=EventDate.parse("2014-01-01/.."), status=Status.ONGOING)
    scene = timeline(replace(crisis, events={**crisis.events, number: since}), Frame(text_width))
    span = next(span for span in scene.spans if span.event == number)
    assert span.x1 == scene.stretches[-1].x1 + POINT
    assert "ongoing" in {label.text for label in scene.labels}


def test_a_year_since_which_something_goes_on_ends_before_a_quiet_stretch(
    made_up: Callable[[int], Chronicle],
) -> None:
    """All of `1960` is on the axis, so that its bar reaches no later time behind a break."""
    crisis = made_up(28)
    number, event = next(iter(crisis.events.items()))
    events = {**crisis.events, number: replace(event, date=EventDate.parse("1960/.."))}
    scene = timeline(replace(crisis, events=events), Frame(text_width))
    span = next(span for span in scene.spans if span.event == number)
    first, later = scene.stretches[:2]
    assert first.end.year in (1960, 1961)
    assert span.x1 - POINT == pytest.approx(first.x1, abs=1)
    assert span.x1 < later.x0


@pytest.mark.parametrize("text", ["2014-01-01/..", "../2014-01-01"])
@pytest.mark.parametrize("width", [314.0, 1152.0])
def test_points_of_what_is_open_stay_on_the_page(
    made_up: Callable[[int], Chronicle], text: str, width: float
) -> None:
    """In a column, too, where the axis ends near the edge of the page."""
    crisis = made_up(28)
    events = {
        number: replace(event, date=EventDate.parse(text), status=Status.ONGOING)
        for number, event in crisis.events.items()
    }
    scene = timeline(replace(crisis, events=events), Frame(text_width, width=width))
    assert all(0 < span.x0 < span.x1 < width for span in scene.spans)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2016-10-03/..", "its end is not known"),
        ("../2016-10-03", "its beginning is not known"),
        ("[..2016-10-03]", "on that day or earlier"),
        ("[2016-10-03..]", "on that day or later"),
    ],
)
def test_the_legend_says_at_which_side_a_date_is_open(
    crisis: Chronicle, text: str, said: str
) -> None:
    """Each kind of open date has its own entry, which is there only where one is drawn."""
    number = next(iter(crisis.events))
    event = replace(crisis.events[number], date=EventDate.parse(text))
    events = {**crisis.events, number: event}
    shown = timeline(replace(crisis, events=events), Frame(text_width))
    assert said in {label.text for label in shown.labels}
    assert said not in {label.text for label in timeline(crisis, Frame(text_width)).labels}
