"""Arrows of a causal chain, and the labels along them: how, how likely, and who says so."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.charts.chain.boxes import BOX_WIDTH
from tracker.charts.chain.claims import Claims, Edge
from tracker.charts.chain.joints import JUNCTION
from tracker.charts.chain.linestyles import (
    LineStyles,
    denial_entry,
    denial_mark,
    path_entry,
    width_of,
)
from tracker.charts.chain.placing import Rectangle
from tracker.charts.chain.rows import Rows
from tracker.charts.curves import level, point_at
from tracker.charts.frame.legend import BESIDE_CLASSES, link_entry
from tracker.charts.scene import Arrow, Box, Label, LegendEntry, Mark
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.model.link import Link

SIDE_OPACITY = 0.75
PORTS = 12.0  # from one link of a box to the next

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Looks:
    """What the lines of a chain have in common.

    Attributes
    ----------
    styles : LineStyles
        Patterns and widths.
    steps : frozenset of (int, int)
        The links of the path.
    sides : mapping of str to str
        The colours of claimants whose accounts are told apart.
    called : mapping of str to str
        What claimants are called.
    language : Language
        That of the legend.
    """

    styles: LineStyles
    steps: frozenset[Edge]
    sides: Mapping[str, str]
    called: Mapping[str, str]
    language: Language


def arrows_of(
    claims: Claims, joined: Mapping[Edge, Edge], rows: Rows, box_heights: Mapping[int, float],
    looks: Looks,
) -> list[Arrow]:  # fmt: skip
    """Draw each link from the right side of its cause to the left side of its effect.

    Parameters
    ----------
    claims : mapping of (int, int) to sequence of Link
        The links that are drawn, with their claims.
    joined : mapping of (int, int) to (int, int)
        Those that meet a little before their effect, and go on as one.
    rows : Rows
        Where the events stand.
    box_heights : mapping of int to float
        Height of each event's box.
    looks : Looks
        Patterns, widths and colours.

    Returns
    -------
    list of Arrow
        Links of one box are spread over its side, in the order in which they come in or go out. One
        that goes on in the next row is of several pieces, of which the last has the head.
    """
    leaving = _ports(claims, rows, box_heights, looks.steps, outward=True)
    arriving = _ports(claims, rows, box_heights, looks.steps, outward=False)
    arrows = []
    for edge, made in claims.items():
        pieces = _pieces(edge, rows, leaving[edge], arriving[joined.get(edge, edge)])
        if edge in joined:
            tip = pieces[-1].pop()
            pieces[-1] += [(tip[0] - JUNCTION, tip[1]), tip]
        arrows += [
            _dressed(edge, made, points, at == len(pieces) - 1, looks)
            for at, points in enumerate(pieces)
        ]
    return arrows


def _pieces(edge: Edge, rows: Rows, leaving: float, arriving: float) -> list[Points]:
    """The points that a link runs through, one list for each row; heights as in the layering."""
    cause, effect = edge
    columns, way = rows.layering.columns, rows.layering.ways[edge]
    begin, end = columns[cause], columns[effect]
    edge_left, edge_right = rows.ends
    heights = [leaving, *way, arriving]
    points = [(rows.left(begin) + BOX_WIDTH, rows.y(begin, leaving))]
    pieces = []
    for column in range(begin + 1, end + 1):
        height = heights[column - begin]
        if rows.row(column) != rows.row(column - 1):
            pieces.append([*points, (edge_right, points[-1][1])])
            points = [(edge_left, rows.y(column, height))]
        y = rows.y(column, height)
        x = rows.left(column)
        points += [(x, y), (x + BOX_WIDTH, y)] if column < end else [(x - 1.5, y)]
    return [*pieces, points]


def _dressed(
    edge: Edge, made: Sequence[Link], points: Points, last: bool, looks: Looks
) -> Arrow:  # fmt: skip
    """A piece of a link as an arrow; only the last has a head."""
    first, language = made[0], looks.language
    holders = {link.claimed_by for link in made if not link.denied}
    on_path = edge in looks.steps and not looks.sides
    entries = [
        *looks.styles.entries(first.relation, first.likelihood, language),
        *_held_by(holders, looks.sides, looks.called, language),
    ]
    if on_path:
        entries.append(path_entry(language))
    return Arrow(
        tuple(points),
        theme.INK if on_path else theme.side_colour(holders, looks.sides),
        width_of(first.likelihood),
        opacity=1.0 if on_path else SIDE_OPACITY,
        link=edge,
        headed=last,
        dashes=looks.styles.patterns[first.relation],
        legend=tuple(entries),
    )


def _held_by(
    holders: Collection[str],
    sides: Mapping[str, str],
    called: Mapping[str, str],
    language: Language,
) -> Iterable[LegendEntry]:
    """The entry of an arrow by which of the sides claim it; none where no side does."""
    held = [side for side in sides if side in holders]
    if len(held) == 1:
        text = language("claimed by {name} alone", name=called[held[0]])
        rank = (BESIDE_CLASSES, 2, list(sides).index(held[0]))
        yield link_entry(text, theme.side_colour(held, sides), False, *rank)
    elif held:
        yield link_entry(language("shared"), theme.SHARED, False, BESIDE_CLASSES, 3)


def _ports(
    claims: Claims, rows: Rows, box_heights: Mapping[int, float], steps: Collection[Edge],
    outward: bool,
) -> dict[Edge, float]:  # fmt: skip
    """The height at which each link leaves its cause, or arrives at its effect.

    A step of the path does so in the middle of its box, so that the path is straight.
    """
    layering = rows.layering
    groups: dict[int, list[tuple[float, Edge]]] = {}
    for edge in claims:
        own, other = edge if outward else edge[::-1]
        way = layering.ways[edge]
        next_height = (way[0] if outward else way[-1]) if way else layering.heights[other]
        groups.setdefault(own, []).append((next_height, edge))
    ports: dict[Edge, float] = {}
    for number, group in groups.items():
        group.sort()
        last = len(group) - 1
        centre = next((at for at, (_, edge) in enumerate(group) if edge in steps), last / 2)
        room = box_heights[number] / 2 - 5
        step = min(PORTS, room / max(centre, last - centre, 1.0))
        for place, (_, edge) in enumerate(group):
            ports[edge] = layering.heights[number] + step * (place - centre)
    return ports


def denial_marks(arrows: Iterable[Arrow], claims: Claims, language: Language) -> list[Mark]:
    """Make the crosses on the arrows that somebody denies.

    Parameters
    ----------
    arrows : iterable of Arrow
        As `arrows_of` draws them.
    claims : mapping of (int, int) to sequence of Link
        With those who deny a link.
    language : Language
        That of the legend.

    Returns
    -------
    list of Mark
        One in the middle of the longest stretch of each.
    """
    pieces: dict[Edge, list[Arrow]] = {}
    for arrow in arrows:
        if arrow.link is not None and any(link.denied for link in claims[arrow.link]):
            pieces.setdefault(arrow.link, []).append(arrow)
    marks = []
    for parts in pieces.values():
        arrow = parts[-1]
        stretches = [
            stretch for part in reversed(parts) for stretch in reversed(stretches_of(part))
        ]
        start, end = max(stretches, key=lambda each: abs(each[1][0] - each[0][0]))
        x, y = point_at(level(start, end), 0.5)
        mark = denial_mark(x, y, arrow.colour)
        marks.append(
            Mark(mark.x, mark.y, mark.glyph, mark.colour, mark.size,
                 legend=(denial_entry(language),))
        )  # fmt: skip
    return marks


def numerals(arrows: Iterable[Arrow], rows: Rows) -> list[Label]:
    """Number the links that go on from one row to the next, where there are several.

    Parameters
    ----------
    arrows : iterable of Arrow
        As `arrows_of` draws them.
    rows : Rows
        Where the rows end.

    Returns
    -------
    list of Label
        The same number where a link leaves a row and where it enters the next.
    """
    left, right = rows.ends
    pieces: dict[Edge, list[Arrow]] = {}
    for arrow in arrows:
        if arrow.link is not None:
            pieces.setdefault(arrow.link, []).append(arrow)
    crossing: dict[int, list[tuple[float, float]]] = {}
    for edge, parts in pieces.items():
        first = rows.row(rows.layering.columns[edge[0]])
        for row, (one, other) in enumerate(pairwise(parts), start=first):
            crossing.setdefault(row, []).append((one.points[-1][1], other.points[0][1]))
    labels = []
    for ends in crossing.values():
        if len(ends) < 2:
            continue
        for number, (out, back) in enumerate(sorted(ends, reverse=True), start=1):
            said = (str(number),)
            labels += [
                Label(right + 1.5, out, said, theme.SMALL_SIZE, theme.INK),
                Label(left - 1.5, back, said, theme.SMALL_SIZE, theme.INK, "right"),
            ]
    return labels


def stretches_of(arrow: Arrow) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """From point to point, up to the junction where there is one."""
    points = arrow.points if len(arrow.points) % 2 == 0 else arrow.points[:-1]
    return list(pairwise(points))


def area_of(box: Box) -> Rectangle:
    """Work out the rectangle that a box covers.

    Parameters
    ----------
    box : Box
        The box.

    Returns
    -------
    tuple of float
        Left, lower, right and upper end.

    Examples
    --------
    >>> area_of(Box(1, 2, 10, 20, theme.PANEL))
    (1, 2, 11, 22)
    """
    return (box.x, box.y, box.x + box.width, box.y + box.height)
