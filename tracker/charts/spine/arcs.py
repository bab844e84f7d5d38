"""The arcs of a spine on one page, each in the margin left of the rows."""

from collections.abc import Iterable, Mapping
from functools import cache

from tracker.charts.frame.legend import DENIED, LINK, link_entry
from tracker.charts.scene import Arrow, Glyph, LegendEntry, Mark, Shape
from tracker.charts.spine.causes import Cause
from tracker.charts.spine.rows import FIRST
from tracker.charts.style import theme
from tracker.charts.words.language import Language

Point = tuple[float, float]
ROUND = 0.5523  # the handles of a quarter of an ellipse, of its radii
FINE, BOLD = 0.9, 2.3
APART = 0.14  # an arc leaves below the middle of its row and comes in above, of the size of type
DOT = 4.0
GREY = theme.UNCODED


def arcs_of(
    causes: Iterable[Cause], heights: Mapping[int, float], order: Mapping[int, int],
    edges: tuple[float, float], tips: float, size: float, step: float, language: Language,
    asked: bool,
) -> list[Shape]:  # fmt: skip
    """Draw the arcs that a page shows, or a part of.

    Parameters
    ----------
    causes : iterable of Cause
        The links of the whole spine.
    heights : mapping of int to float
        The middle of the row of each event on this page.
    order : mapping of int to int
        The row of each event of the whole spine.
    edges : tuple of float
        Between which heights the rows of this page lie, the lower first.
    tips : float
        Where arrows end, in points from the left.
    size, step : float
        Of the type, and from one level to the next.
    language : Language
        That of the legend.
    asked : bool
        Whether the marked chain was asked for.

    Returns
    -------
    list of Shape
        What goes on to another page runs off at that edge, without a head. The marked chain lies
        on top.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> one = Cause(1, 2, lit=False)
    >>> drawn = arcs_of([one], {1: 90.0, 2: 70.0}, {1: 0, 2: 1}, (60, 100), 80, 9, 8, ENGLISH, True)
    >>> [shape.link for shape in drawn]
    [(1, 2)]
    """
    low, high = edges
    here = [order[number] for number in heights]
    first, last = (min(here), max(here)) if here else (0, -1)
    shapes: list[Shape] = []
    for each in sorted(causes, key=lambda each: (each.lit, each.level)):
        begin, end = order[each.cause], order[each.effect]
        if end < first or begin > last:
            continue
        far = FIRST * size + step * each.level
        start = heights.get(each.cause)
        stop = heights.get(each.effect)
        points: tuple[Point, ...]
        above = None if start is None else start - APART * size
        below = None if stop is None else stop + APART * size
        points = bracket(tips, above, below, far, (high, low), FIRST * size)
        entry = _entry(each.lit, language, asked)
        legend = (entry, *([_denied(language)] if each.denied else []))
        shapes.append(
            Arrow(
                points,
                theme.INK if each.lit else GREY,
                (BOLD if each.lit else FINE) * min(1.0, size / 9),
                dashed=each.denied,
                link=(each.cause, each.effect),
                spline=True,
                headed=below is not None,
                legend=legend,
            )
        )
        if each.joint and below is not None:
            place = tips - 0.95 * size, below
            colour = theme.INK if each.lit else GREY
            shapes.append(Mark(*place, Glyph.CIRCLE, colour, DOT, legend=(_joint(language),)))
    return shapes


def bracket(
    x: float, above: float | None, below: float | None, far: float, edges: Point, tight: float
) -> tuple[Point, ...]:
    """Lay a rounded bracket between two rows, open to the right.

    Parameters
    ----------
    x : float
        Where it begins and ends.
    above, below : float or None
        The heights of its ends; None where it comes from the page before or goes on to the next.
    far : float
        How far it goes to the left.
    edges : tuple of float
        The heights at which the page ends, the upper first.
    tight : float
        How far the innermost goes. All begin with its curvature, so that of two from one row the
        outer is never within the inner.

    Returns
    -------
    tuple of (float, float)
        The points of a spline.

    Examples
    --------
    >>> bracket(50, 90, 10, 20, (100, 0), 10)[3]
    (30, 50.0)
    """
    left = x - far
    top, bottom = edges
    begin = top if above is None else above
    end = bottom if below is None else below
    whole = (above is not None) + (below is not None)
    round_ = min(abs(begin - end) / max(1, whole), far * far / tight)
    points: list[Point] = []
    if above is None:
        points = [(left, begin)]
    else:
        turn = begin - round_
        points = [(x, begin), (x - ROUND * far, begin), (left, turn + ROUND * round_), (left, turn)]
    at = points[-1][1]
    down = end if below is None else end + round_
    if at - down > 0.01:
        points += [(left, at + (down - at) / 3), (left, at + (down - at) * 2 / 3), (left, down)]
    if below is not None:
        points += [(left, down - ROUND * round_), (x - ROUND * far, end), (x, end)]
    return tuple(points)


@cache
def _entry(lit: bool, language: Language, asked: bool) -> LegendEntry:
    if lit:
        text = (
            language("the highlighted chain")
            if asked
            else language("strongest chain into the outcome")
        )
        arrow = Arrow(((-13, 0), (11, 0)), theme.INK, BOLD)
        return LegendEntry(text, (arrow,), (LINK,))
    arrow = Arrow(((-13, 0), (11, 0)), GREY, FINE)
    return LegendEntry(language("likeliest cause, as claimed; no proof"), (arrow,), (LINK, 1))


@cache
def _joint(language: Language) -> LegendEntry:
    sample = Mark(0, 0, Glyph.CIRCLE, GREY, DOT)
    return LegendEntry(language("only together"), (sample,), (LINK, 2))


def _denied(language: Language) -> LegendEntry:
    return link_entry(language("denied by somebody"), GREY, True, DENIED)
