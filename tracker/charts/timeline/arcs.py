"""The arcs of a timeline: who claims a link by colour, how likely it is by width."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from tracker.charts.scene import Arrow, Glyph, Mark
from tracker.charts.style import theme
from tracker.charts.timeline.lanes import OTHERS
from tracker.model.chronicle import Chronicle

BEND = 0.18
MANY = 80  # arcs
FADED = 0.3  # of an arc's opacity, beside a highlighted chain


def claimant_colours(chronicle: Chronicle) -> dict[str, str]:
    """Choose colours for the claimants of links, where there are several.

    Parameters
    ----------
    chronicle : Chronicle
        The links drawn.

    Returns
    -------
    dict of str to str
        Whoever claims most comes first; there are six colours, who comes later has none.

    Examples
    --------
    >>> claimant_colours(Chronicle())
    {}
    """
    claimants = sorted({link.claimed_by for link in chronicle.links})
    if len(claimants) < 2:
        return {}
    often = {name: sum(link.claimed_by == name for link in chronicle.links) for name in claimants}
    claimants.sort(key=lambda name: -often[name])
    return dict(zip(claimants, theme.SIDES, strict=False))


def arcs(
    chronicle: Chronicle,
    places: Mapping[tuple[str, int], tuple[float, float]],
    highlight: Sequence[int],
    colours: Mapping[str, str],
    apart: bool,
) -> list[Arrow]:
    """Draw an arc for each pair of linked events, as strong as the likeliest claim.

    Parameters
    ----------
    chronicle : Chronicle
        The links drawn, and those denied.
    places : mapping of (str, int) to (float, float)
        Where the mark of each event stands, by its lane and its number.
    highlight : sequence of int
        Numbers of the events of a chain; beside it other arcs are paler.
    colours : mapping of str to str
        Those of the claimants; empty where there is but one.
    apart : bool
        Whether lanes are accounts: then each claimant's links are drawn in its own lane.

    Returns
    -------
    list of Arrow
        The weakest first, so that the strongest lie on top; dashed where somebody denies the link.

    Examples
    --------
    >>> arcs(Chronicle(), {}, (), {}, apart=False)
    []
    """
    claims: dict[tuple[str, int, int], list[tuple[str, float]]] = {}
    for link in chronicle.links:
        lane = link.claimed_by if apart else ""
        claims.setdefault((lane, link.cause, link.effect), []).append(
            (link.claimed_by, link.likelihood)
        )
    denied = {(link.cause, link.effect) for link in chronicle.denials}
    steps = set(pairwise(highlight))
    # An event has one place, but for lanes of accounts; there the claimant's lane may be joined
    # with others.
    anywhere = {number: place for (_, number), place in places.items()}
    strongest = {key: max(likelihood for _, likelihood in made) for key, made in claims.items()}
    # In a thicket each arc is finer and paler, so that what is dense shows as dense.
    thicket = min(1.0, (MANY / max(1, len(claims))) ** 0.5)
    arrows = []
    for key in sorted(claims, key=lambda key: ((key[1], key[2]) in steps, strongest[key], key)):
        lane, cause, effect = key
        ends = [
            places.get((lane, end)) or places.get((OTHERS, end)) if apart else anywhere.get(end)
            for end in (cause, effect)
        ]
        if ends[0] is None or ends[1] is None:
            continue  # in a crowd only what is named has a place
        start, end = ends[0], ends[1]
        names = {name for name, _ in claims[key]}
        colour = theme.LINK
        if colours:
            colour = theme.SHARED if len(names) > 1 else colours.get(min(names), theme.LINK)
        lit = (cause, effect) in steps
        width = theme.link_width(strongest[key]) * thicket
        opacity = (0.25 + 0.4 * strongest[key]) * thicket
        if highlight:
            width, opacity = (width + 0.9, 0.95) if lit else (width, opacity * FADED)
        arrows.append(
            Arrow(
                (start, end), colour, width, opacity=opacity,
                bend=BEND if start[1] >= end[1] else -BEND,
                dashed=(cause, effect) in denied, link=(cause, effect),
            )
        )  # fmt: skip
    return arrows


def rings(marks: Iterable[Mark], highlight: Collection[int]) -> list[Mark]:
    """A ring around the mark of each event of the highlighted chain.

    >>> rings([], {1})
    []
    """
    return [
        Mark(mark.x, mark.y, Glyph.CIRCLE, theme.INK, mark.size + 6, hollow=True, below=True)
        for mark in marks
        if mark.event in highlight
    ]
