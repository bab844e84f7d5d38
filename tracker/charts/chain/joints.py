"""Joined arrows: those of causes that are claimed to have led to an effect only together."""

from collections.abc import Iterable, Mapping, Sequence

from tracker.charts.frame.legend import LINK
from tracker.charts.scene import Arrow, Glyph, LegendEntry, Mark
from tracker.charts.style import theme
from tracker.charts.words.language import ENGLISH, Language
from tracker.model.link import Link

Edge = tuple[int, int]
JUNCTION = 16.0  # before the effect
DOT = 4.5


def joints(claims: Mapping[Edge, Sequence[Link]]) -> dict[Edge, Edge]:
    """Find the arrows that are to meet: those of pairs whose first claim is a joint one.

    Parameters
    ----------
    claims : mapping of (int, int) to list of Link
        For each pair of events its claims, the first of which the arrow stands for.

    Returns
    -------
    dict of (int, int) to (int, int)
        For each such pair the pair whose arrow stands for all of its claim, the earliest. A cause
        that is not drawn is left aside.

    Examples
    --------
    >>> claim = Link(1, 3, "enables", 0.5, partners=(2,))
    >>> joints({(1, 3): [claim], (2, 3): [claim.seen_from(2)]})
    {(1, 3): (1, 3), (2, 3): (1, 3)}
    """
    found: dict[Edge, Edge] = {}
    for (cause, effect), made in claims.items():
        together = set(made[0].causes)
        members = sorted(each for each in together if (each, effect) in claims)
        if len(together) > 1 and all(
            set(claims[member, effect][0].causes) == together for member in members
        ):
            found[cause, effect] = members[0], effect
    return found


def junctions(
    arrows: Iterable[Arrow], joined: Mapping[Edge, Edge], language: Language = ENGLISH
) -> list[Mark]:
    """Make the dots in which joined arrows meet.

    Parameters
    ----------
    arrows : iterable of Arrow
        Each of a pair; those that are joined have the place where they meet as their last but
        one point.
    joined : mapping of (int, int) to (int, int)
        As `joints` finds it.
    language : Language, optional
        The language of the legend.

    Returns
    -------
    list of Mark
        One for each joint claim.

    Examples
    --------
    >>> arrow = Arrow(((0, 0), (9, 5), (12, 5)), "#000000", 1.0, link=(1, 3))
    >>> [(mark.x, mark.y) for mark in junctions([arrow], {(1, 3): (1, 3)})]
    [(9, 5)]
    """
    sample = Mark(0, 0, Glyph.CIRCLE, theme.LINK, DOT)
    entry = LegendEntry(language("only together"), (sample,), (LINK, 1))
    return [
        Mark(*arrow.points[-2], Glyph.CIRCLE, arrow.colour, DOT, legend=(entry,))
        for arrow in arrows
        if arrow.link is not None and arrow.headed and joined.get(arrow.link) == arrow.link
    ]
