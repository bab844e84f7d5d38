"""The causal chain: boxes in order of time from left to right, an arrow for each link."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.charts.chain.arrows import BOX_WIDTH, COLUMN_GAP, Edge, area_of, arrows_of, claim_label
from tracker.charts.chain.joints import joints, junctions
from tracker.charts.chain.layering import layered
from tracker.charts.chain.marking import marked
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import (
    BESIDE_CLASSES,
    class_entry,
    standing_entry,
)
from tracker.charts.scene import Area, Box, Label, LegendEntry, Mark, Measure, Scene
from tracker.charts.style import theme
from tracker.charts.style.actors import looks_of
from tracker.charts.words.dating import date_in_words
from tracker.charts.words.language import Language
from tracker.charts.words.titles import ends_in_words
from tracker.charts.words.wording import (
    claimant_name,
    claims_in_words,
    in_brackets,
    joined_names,
    span_in_words,
)
from tracker.model.actor_colours import ActorColours
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.link import Link

ROW_GAP = 18.0
LANE = 30.0
INSET = 13.0
LINE = 10.6
NARROWEST = 560.0
BELOW_HEADING = 8.0
FOOT = 10.0


@dataclass(frozen=True)
class ChainOptions:
    """The options of a chain.

    Attributes
    ----------
    sides : tuple of str
        Claimants whose accounts are told apart: each has a colour for the links that it alone
        claims, and those shared have another.
    passed, no_return : frozenset of int
        Numbers of the events that every chain passes, and of those after which there is no way
        out.
    cut : frozenset of (int, int)
        Cause and effect of the links that are said to be off-ramps.
    """

    sides: tuple[str, ...] = ()
    passed: frozenset[int] = frozenset()
    no_return: frozenset[int] = frozenset()
    cut: frozenset[tuple[int, int]] = frozenset()


DEFAULT = ChainOptions()


def chain(chronicle: Chronicle, frame: Frame, options: ChainOptions = DEFAULT) -> Scene:
    """Lay out the linked events of a chronicle as a chain of causes and effects.

    Parameters
    ----------
    chronicle : Chronicle
        At least one link; events without one are left out. Several claims of the same link
        are one arrow, which names the likeliest and who else claims it; it is dashed where
        somebody denies it. Arrows of causes that are claimed only together meet before the effect.
    frame : Frame
        Title, notes and language; the title is by default the first and the last event, and the
        width is always the chain's own.
    options : ChainOptions, optional
        Whose accounts are told apart, and which turning points and off-ramps are marked.

    Returns
    -------
    Scene
        As large as the chain needs; every box stands to the right of its causes, and no box
        to the left of an earlier one.

    Raises
    ------
    ValueError
        If no two events of the chronicle are linked.

    Examples
    --------
    >>> chain(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A chain needs at least one link between two events.
    """
    claims = _claims(chronicle)
    if not claims:
        raise ValueError("A chain needs at least one link between two events.")
    measure, language, sides = frame.measure, frame.language, options.sides
    order = _in_causal_time(chronicle, claims)
    texts = {
        event.id: _box_text(event, measure, frame.notes.get(event.id, ""), language)
        for event in order
    }
    box_heights = {number: text.height for number, text in texts.items()}
    layering = layered([event.id for event in order], list(claims), box_heights, ROW_GAP, LANE)

    columns = max(layering.columns.values()) + 1
    width = 2 * MARGIN + columns * BOX_WIDTH + (columns - 1) * COLUMN_GAP
    tops = [layering.heights[number] + box_heights[number] / 2 for number in texts]
    tops += [height + LANE / 2 for way in layering.ways.values() for height in way]
    top = max(tops) + BELOW_HEADING

    lefts = {
        n: MARGIN + column * (BOX_WIDTH + COLUMN_GAP) for n, column in layering.columns.items()
    }
    # The first of a column stands on top, so heights count downwards from below the heading.
    ceiling = top - BELOW_HEADING / 2
    middles = {n: ceiling - layering.heights[n] for n in texts}
    ways = {edge: tuple(ceiling - y for y in way) for edge, way in layering.ways.items()}
    doers = _doers(order, sides, frame.actors)
    boxes: list[Box] = []
    marks: list[Mark] = []
    labels: list[Label] = []
    for event in order:
        left, middle, text = lefts[event.id], middles[event.id], texts[event.id]
        boxes.append(_box(event, doers, left, middle - text.height / 2, text.height, language))
        mark, written = _box_shapes(event, text, left, middle, language)
        marks.append(mark)
        labels += written
    joined = joints(claims)
    looks = looks_of(sides, frame.actors.kept, frame.actors.order)
    painted = {side: looks[side].colour if side in looks else theme.LINK for side in sides}
    holders = {link.claimed_by for made in claims.values() for link in made}
    made_by = {link.relation for made in claims.values() for link in made}
    verbs = {code: _verb(code, chronicle, language) for code in made_by}
    called = {code: language.word(claimant_name(code, chronicle)) for code in (*sides, *holders)}
    arrows = arrows_of(claims, joined, lefts, middles, ways, box_heights, painted, called, language)
    marks += junctions(arrows, joined, language)
    taken = [area_of(box) for box in boxes]
    said = [
        claim_label(
            claims[arrow.link],
            arrow,
            taken,
            measure,
            arrow.link in options.cut,
            called,
            verbs,
            language,
        )
        for arrow in arrows
        if arrow.link is not None and joined.get(arrow.link, arrow.link) == arrow.link
    ]
    body = Scene(
        width=max(width, NARROWEST),
        height=top,
        background=theme.BACKGROUND,
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        marks=tuple(marks),
        labels=(*labels, *said),
        title=_default_title(order, claims, [called[side] for side in sides], language),
    )
    body = marked(body, options.passed, options.no_return, options.cut, language)
    return framed(body, frame, _subtitle(len(order), claims.values(), language), FOOT)


@dataclass(frozen=True, slots=True)
class BoxText:
    """The lines of a box and the height they need."""

    head: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height of the box in points."""
        return 11.0 + LINE * (len(self.head) + len(self.body))


def _verb(relation: str, chronicle: Chronicle, language: Language) -> str:
    """What a relation is called: in the chart's language where it has a word, else its label."""
    known = chronicle.relations.get(relation)
    said = language.word(relation)
    return known.label if known and said == relation else said


def _claims(chronicle: Chronicle) -> dict[Edge, list[Link]]:
    """For each pair of linked events its claims, likeliest first, and then who denies it."""
    found: dict[Edge, list[Link]] = {}
    for claim in chronicle.links:
        if {*claim.causes, claim.effect} <= chronicle.events.keys():
            for link in claim.from_each_cause():
                found.setdefault((link.cause, link.effect), []).append(link)
    for claim in chronicle.denials:
        for denial in claim.from_each_cause():
            if (denial.cause, denial.effect) in found:
                found[denial.cause, denial.effect].append(denial)
    return {
        edge: sorted(made, key=lambda link: (link.denied, -link.likelihood, link.claimed_by))
        for edge, made in sorted(found.items())
    }


def _in_causal_time(chronicle: Chronicle, claims: dict[Edge, list[Link]]) -> list[Event]:
    """The linked events in order of time, an imprecise one never before its causes."""
    causes: dict[int, list[int]] = {}
    for cause, effect in claims:
        causes.setdefault(effect, []).append(cause)
    waiting = list(chronicle.linked())
    done: dict[int, Event] = {}
    while waiting:
        ready = next((e for e in waiting if all(c in done for c in causes.get(e.id, ()))), None)
        if ready is None:
            raise ValueError("The links form a circle, so there is no order to draw them in.")
        done[ready.id] = ready
        waiting.remove(ready)
    return list(done.values())


def _doers(order: Sequence[Event], sides: Sequence[str], actors: ActorColours) -> dict[str, str]:
    """A colour for whoever acts first in an event: those of the sides, else the busiest's own."""
    often = Counter(event.by[0].code for event in order if event.by)
    coloured = list(sides) or [code for code, _ in often.most_common()]
    looks = looks_of(coloured, actors.kept, actors.order)
    return {code: looks[code].colour if code in looks else theme.UNCODED for code in often}


def _box_text(event: Event, measure: Measure, behind: str, language: Language) -> BoxText:
    room = BOX_WIDTH - INSET - 8
    # The first line leaves room for the glyph.
    said = date_in_words(event.date, language) + behind
    date = theme.wrapped(said, room - 10, theme.SMALL_SIZE, measure, 2)
    head = (*date, *theme.wrapped(event.sides, room, theme.SMALL_SIZE, measure, 3))
    body = theme.wrapped(
        event.title, room / theme.BOLDER, theme.LABEL_SIZE, measure, 5, in_brackets(event, language)
    )
    return BoxText(head, body)


def _box(
    event: Event, doers: Mapping[str, str], left: float, low: float, tall: float,
    language: Language,
) -> Box:  # fmt: skip
    """The box of an event, with a strip of the colour of who acts."""
    entries: tuple[LegendEntry, ...] = ()
    colour = theme.UNCODED
    if event.by:
        doer = event.by[0]
        colour = doers[doer.code]
        strip = Area(((-2, -7), (3, -7), (3, 7), (-2, 7)), colour)
        if colour == theme.UNCODED:
            entries = (LegendEntry(language("others"), (strip,), (BESIDE_CLASSES, 1)),)
        else:
            entries = (LegendEntry(doer.name, (strip,), (BESIDE_CLASSES, 0)),)
    unreal = event.status in theme.SIGNS
    return Box(
        left, low, BOX_WIDTH, tall, theme.BACKGROUND if unreal else theme.PANEL,
        theme.UNCODED if unreal else theme.FAINT, strip=colour, event=event.id, dashed=unreal,
        legend=entries,
    )  # fmt: skip


def _box_shapes(
    event: Event, text: BoxText, left: float, middle: float, language: Language
) -> tuple[Mark, list[Label]]:
    """The glyph in the upper right corner, the date and the dyad above the title."""
    top = middle + text.height / 2 - 6
    head = top - LINE * len(text.head) / 2
    body = top - LINE * len(text.head) - LINE * len(text.body) / 2
    colour = theme.colour_of(event.tone)
    entries = [class_entry(event.tone, language)]
    sign = theme.SIGNS.get(event.status)
    if sign:
        entries.append(standing_entry(event.status, language))
    mark = Mark(
        left + BOX_WIDTH - 9, top - 4, theme.glyph_of(event.tone), colour, 9.0 if sign else 7.0,
        hollow=sign is not None, event=event.id, sign=sign, legend=tuple(entries),
    )  # fmt: skip
    return mark, [
        Label(left + INSET, head, text.head, theme.SMALL_SIZE, theme.MUTED, event=event.id),
        Label(
            left + INSET,
            body,
            text.body,
            theme.LABEL_SIZE,
            theme.INK,
            weight="bold",
            event=event.id,
        ),
    ]


def _subtitle(count: int, claims: Iterable[list[Link]], language: Language) -> str:
    made = [link for claimed in claims for link in claimed if not link.denied]
    return f"{language.counted(count, 'event')}; {claims_in_words(made, language)}"


def _default_title(
    order: list[Event], claims: Iterable[Edge], sides: Sequence[str], language: Language
) -> str:
    """From the first cause to the last effect, or whose accounts; else the time."""
    if sides:
        return language("The accounts of {sides}", sides=joined_names(sides, language))
    causes, effects = ({edge[end] for edge in claims} for end in (0, 1))
    first = next((event for event in order if event.id in causes - effects), order[0])
    last = next((event for event in reversed(order) if event.id in effects - causes), order[-1])
    span = span_in_words(order, language)
    return ends_in_words(first, last, language) or language("Causes and effects, {span}", span=span)
