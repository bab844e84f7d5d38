"""Arrows of a causal chain, and the labels along them: how, how likely, and who says so."""

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from tracker.charts.chain.joints import JUNCTION
from tracker.charts.curves import level, point_at
from tracker.charts.frame.legend import (
    BESIDE_CLASSES,
    denied_entry,
    likelihood_entry,
    link_entry,
)
from tracker.charts.scene import Arrow, Box, Label, LegendEntry, Measure
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.model.likelihood import likelihood_words
from tracker.model.link import Link

BOX_WIDTH = 118.0
COLUMN_GAP = 84.0
MOST_CLAIMANTS = 2
ASIDE = (0.0, 8.0, -8.0, 15.0, -15.0)
ALONG = (0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.8)

Edge = tuple[int, int]
Rectangle = tuple[float, float, float, float]


def arrows_of(
    claims: dict[Edge, list[Link]],
    joined: Mapping[Edge, Edge],
    lefts: dict[int, float],
    middles: dict[int, float],
    ways: dict[Edge, tuple[float, ...]],
    box_heights: dict[int, float],
    sides: Mapping[str, str],
    called: Mapping[str, str],
    language: Language,
) -> list[Arrow]:
    """Each link from the right side of its cause to the left side of its effect.

    Links of one box are spread over its side, in the order in which they come in or go out. Those
    that are `joined` meet a little before the effect, and go on as one.
    """
    leaving = _ports(claims, ways, middles, box_heights, outward=True)
    arriving = _ports(claims, ways, middles, box_heights, outward=False)
    arrows = []
    for edge, made in claims.items():
        cause, effect = edge
        points = [(lefts[cause] + BOX_WIDTH, leaving[edge])]
        x = lefts[cause] + BOX_WIDTH + COLUMN_GAP
        for passing in ways[edge]:
            points += [(x, passing), (x + BOX_WIDTH, passing)]
            x += BOX_WIDTH + COLUMN_GAP
        tip = lefts[effect] - 1.5, arriving[joined.get(edge, edge)]
        if edge in joined:
            points.append((tip[0] - JUNCTION, tip[1]))
        points.append(tip)
        likelihood = made[0].likelihood
        holders = {link.claimed_by for link in made if not link.denied}
        said = language("how, how likely, claimed by whom; thicker: likelier")
        entries = [*_held_by(holders, sides, called, language), likelihood_entry(said)]
        if any(link.denied for link in made):
            entries.append(denied_entry(language))
        arrows.append(
            Arrow(tuple(points), theme.side_colour(holders, sides), theme.link_width(likelihood),
                  opacity=0.35 + 0.45 * likelihood, dashed=any(link.denied for link in made),
                  link=edge, legend=tuple(entries))
        )  # fmt: skip
    return arrows


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
    claims: dict[Edge, list[Link]],
    ways: dict[Edge, tuple[float, ...]],
    middles: dict[int, float],
    box_heights: dict[int, float],
    outward: bool,
) -> dict[Edge, float]:
    """The height at which each link leaves its cause, or arrives at its effect."""
    groups: dict[int, list[tuple[float, Edge]]] = {}
    for edge in claims:
        own, other = edge if outward else edge[::-1]
        way = ways[edge]
        next_height = (way[0] if outward else way[-1]) if way else middles[other]
        groups.setdefault(own, []).append((next_height, edge))
    ports: dict[Edge, float] = {}
    for number, group in groups.items():
        step = min(12.0, (box_heights[number] - 10) / len(group))
        first = middles[number] - step * (len(group) - 1) / 2
        for place, (_, edge) in enumerate(sorted(group)):
            ports[edge] = first + step * place
    return ports


def claim_label(
    made: list[Link], arrow: Arrow, taken: list[Rectangle], measure: Measure, cut: bool,
    called: Mapping[str, str], verbs: Mapping[str, str], language: Language,
) -> Label:  # fmt: skip
    """How, how likely and who says so, where there is room along an arrow."""
    first = made[0]
    # Whoever says the same stands together; another judgement keeps its own words.
    agreed = [link for link in made if (link.relation, link.words) == (first.relation, first.words)]
    who = [called[link.claimed_by] for link in agreed]
    names = language(", ").join(who[:MOST_CLAIMANTS]) + (" …" if len(who) > MOST_CLAIMANTS else "")
    dissent = [f"{called[k.claimed_by]}: {language(k.words)}" for k in made if k not in agreed]
    room = COLUMN_GAP - 14
    needed = any(link.needed for link in made if not link.denied)
    lines = (
        *((language("off-ramp:"),) if cut else ()),
        *((language("needed:"),) if needed else ()),
        *theme.wrapped(f"{verbs[first.relation]},", room, theme.SMALL_SIZE, measure, 1),
        *theme.wrapped(
            language(likelihood_words(first.likelihood)), room, theme.SMALL_SIZE, measure, 2
        ),
        *theme.wrapped(names, room, theme.SMALL_SIZE, measure, 2),
        *(
            line
            for said in dissent
            for line in theme.wrapped(said, room, theme.SMALL_SIZE, measure, 2)
        ),
    )
    wide = max(measure(line, theme.SMALL_SIZE) for line in lines)
    high = theme.SMALL_SIZE * 1.25 * len(lines)
    points = arrow.points if len(arrow.points) % 2 == 0 else arrow.points[:-1]  # to the junction
    stretches = list(pairwise(points))
    # Where a link passes a column it has a place of its own; else there is the gap before the
    # effect, and then the one behind the cause.
    passing = [point_at(level(start, end), 0.5) for start, end in stretches[-2:0:-2]]
    gaps = [
        (x, y + aside)
        for aside in ASIDE
        for start, end in (stretches[-1], stretches[0])
        for x, y in (point_at(level(start, end), share) for share in ALONG)
    ]
    spots = [*passing, *gaps]
    areas = [
        (x - wide / 2 - 2, y - high / 2 - 1, x + wide / 2 + 2, y + high / 2 + 1) for x, y in spots
    ]
    best = min(
        range(len(spots)), key=lambda n: (sum(_overlap(areas[n], other) for other in taken), n)
    )
    taken.append(areas[best])
    x, y = spots[best]
    return Label(x, y, lines, theme.SMALL_SIZE, theme.INK, "middle", backdrop=theme.BACKGROUND)


def _overlap(one: Rectangle, other: Rectangle) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


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
