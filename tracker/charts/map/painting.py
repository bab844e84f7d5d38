"""The ground of a map as shapes: sea, land, coasts and borders."""

from dataclasses import replace

from tracker.charts.map.ground import Ground, outline
from tracker.charts.map.projection import EqualEarth
from tracker.charts.map.view import View
from tracker.charts.map.world import Kind
from tracker.charts.scene import Area, LegendEntry, Line, Rule, Shape
from tracker.charts.style import theme
from tracker.charts.words.language import Language

LINES = {
    Kind.COAST: (theme.COAST, 0.6, ()),
    Kind.BORDER: (theme.BORDER, 0.7, ()),
    Kind.CONTESTED: (theme.CONTESTED, 0.8, (2.6, 2.0)),
}
CONTESTED_RANK = 70


def painted(ground: Ground, view: View, language: Language) -> list[Shape]:
    """Paint sea, land, coasts and borders.

    Parameters
    ----------
    ground : Ground
        What lies within the view.
    view : View
        Where it stands on the canvas.
    language : Language
        That of the legend.

    Returns
    -------
    list of Shape
        The lowest first; contested borders are dashed and bring their entry.
    """
    wide, tall = view.size
    shapes: list[Shape] = []
    if isinstance(view.projection, EqualEarth):
        edge = _points(view, *outline(view.projection))
        shapes.append(Area(edge, theme.SEA))
    else:
        colour = theme.LAND if ground.background else theme.SEA
        left, right = view.left, view.left + wide
        corners = ((left, view.low), (right, view.low), (right, view.low + tall),
                   (left, view.low + tall))  # fmt: skip
        shapes.append(Area(corners, colour))
    for land, x, y in ground.shapes:
        shapes.append(Area(_points(view, x, y), theme.LAND if land else theme.SEA))
    for kind, x, y in ground.lines:
        colour, width, dashes = LINES[kind]
        legend = (_contested(language),) if kind is Kind.CONTESTED else ()
        shapes.append(Line(_points(view, x, y), colour, width, dashes, legend=legend))
    return shapes


def _points(view: View, x: object, y: object) -> tuple[tuple[float, float], ...]:
    across, up = view.canvas(x, y)
    return tuple(zip(across.round(2).tolist(), up.round(2).tolist(), strict=True))


def edge_of(view: View) -> Line:
    """Draw the line around a map.

    Parameters
    ----------
    view : View
        The part of the world that is seen.

    Returns
    -------
    Line
        Around all of it.
    """
    wide, tall = view.size
    left, right = view.left, view.left + wide
    corners = ((left, 0.0), (right, 0.0), (right, tall), (left, tall), (left, 0.0))
    return Line(corners, theme.COAST, 0.6)


def contested_line(language: Language) -> Rule:
    """Draw a contested border where there is no map, for the entry that it brings.

    Parameters
    ----------
    language : Language
        That of the legend.

    Returns
    -------
    Rule
        A short line with its entry.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> [entry.text for entry in contested_line(ENGLISH).legend]
    ['contested border']
    """
    return replace(_rule(Kind.CONTESTED), legend=(_contested(language),))


def _rule(kind: Kind) -> Rule:
    colour, width, _ = LINES[kind]
    return Rule(-10, 0, 10, 0, colour, width + 0.2, dashed=True)


def _contested(language: Language) -> LegendEntry:
    return LegendEntry(language("contested border"), (_rule(Kind.CONTESTED),), (CONTESTED_RANK,))
