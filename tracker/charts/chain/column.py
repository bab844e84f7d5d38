"""A chain in a narrow column: the path from the top down, what lies beside it counted."""

from collections.abc import Mapping, Sequence

from tracker.charts.chain.arrows import Looks
from tracker.charts.chain.boxes import BoxText, box_shapes
from tracker.charts.chain.claims import Claims, Edge
from tracker.charts.chain.labels import claim_in_a_line
from tracker.charts.chain.linestyles import denial_entry, denial_mark, width_of
from tracker.charts.scene import Arrow, Label, Measure, Shape
from tracker.charts.style import theme
from tracker.model.event import Event

Point = tuple[float, float]
GAP = 22.0  # between two boxes
ARROW = 0.2  # of the width of a box: where arrows run
BESIDE = 7.0  # from an arrow to what is written beside it


def column_shapes(
    order: Sequence[Event], texts: Mapping[int, BoxText], claims: Claims, gap: Edge | None,
    width: float, margin: float, doers: Mapping[str, str], looks: Looks, cut: frozenset[Edge],
    measure: Measure, more: float = 0.0,
) -> tuple[list[Shape], float]:  # fmt: skip
    """Draw the events of a path one under another.

    Parameters
    ----------
    order : sequence of Event
        The events of the path.
    texts : mapping of int to BoxText
        What is written in their boxes.
    claims : mapping of (int, int) to sequence of Link
        The steps of the path.
    gap : (int, int) or None
        The step in which events are left out.
    width, margin : float
        Of the boxes, and what is left free at their left.
    doers : mapping of str to str
        The colours of those who act.
    looks : Looks
        Patterns, widths and colours of arrows.
    cut : frozenset of (int, int)
        The links that are said to be off-ramps.
    measure : callable
        Width in points of a text at a font size.
    more : float, optional
        How much more than usual is free between two boxes.

    Returns
    -------
    list of Shape, and float
        Boxes, arrows and what is written beside them; and how high they are together.

    Examples
    --------
    >>> from tracker.charts.chain.linestyles import styles_of
    >>> from tracker.charts.words.language import ENGLISH
    >>> looks = Looks(styles_of([], {}, ENGLISH), frozenset(), {}, {}, ENGLISH)
    >>> column_shapes([], {}, {}, None, 200, 12, {}, looks, frozenset(), lambda text, size: 5.0)
    ([], 0.0)
    """
    between = GAP + more
    high = sum(texts[event.id].height for event in order) + between * max(0, len(order) - 1)
    shapes: list[Shape] = []
    x = margin + ARROW * width
    y = high
    before: Event | None = None
    for event in order:
        if before is not None:
            edge = before.id, event.id
            start, tip = (x, y), (x, y - between + 1.5)
            shapes += _step(
                edge, start, tip, claims, gap == edge, looks, edge in cut, width, measure
            )
            y -= between
        tall = texts[event.id].height
        shapes += box_shapes(
            event, texts[event.id], margin, y - tall / 2, width, doers, looks.language
        )
        y -= tall
        before = event
    return shapes, high


def _step(
    edge: Edge, start: Point, tip: Point, claims: Claims, left_out: bool, looks: Looks, cut: bool,
    width: float, measure: Measure,
) -> list[Shape]:  # fmt: skip
    """An arrow down to the next box, and the claim beside it."""
    if left_out:
        return [elision(start, tip)]
    made, language = claims[edge], looks.language
    first = made[0]
    arrow = Arrow(
        (start, tip), theme.INK, width_of(first.likelihood), link=edge,
        dashes=looks.styles.patterns[first.relation],
        legend=tuple(looks.styles.entries(first.relation, first.likelihood, language)),
    )  # fmt: skip
    room = width * (1 - ARROW) - BESIDE
    said = claim_in_a_line(made, cut, looks)
    line = theme.wrapped(said, room, theme.SMALL_SIZE, measure, 1)
    middle = (start[1] + tip[1]) / 2
    label = Label(start[0] + BESIDE, middle, line, theme.SMALL_SIZE, theme.MUTED)
    shapes: list[Shape] = [arrow, label]
    if any(link.denied for link in made):
        mark = denial_mark(start[0], middle + 2, theme.INK)
        shapes.append(denied(mark.x, mark.y, mark.colour, looks))
    return shapes


def denied(x: float, y: float, colour: str, looks: Looks) -> Shape:
    """The cross on an arrow that somebody denies, with its entry in the key."""
    from dataclasses import replace

    return replace(denial_mark(x, y, colour), legend=(denial_entry(looks.language),))


def elision(start: Point, tip: Point) -> Arrow:
    """Make the line in place of events of the path that are left out."""
    return Arrow((start, tip), theme.UNCODED, 1.5, dashes=(0.5, 2.6), headed=True)
