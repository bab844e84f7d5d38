"""The arcs of a timeline: the claimant of a link by colour, its likelihood by width."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from tracker.charts.frame.legend import CLAIMANT, denied_entry, likelihood_entry, link_entry
from tracker.charts.scene import Arrow, Glyph, LegendEntry, Mark
from tracker.charts.style import theme
from tracker.charts.timeline.lanes import OTHERS
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import claimant_name
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
    language: Language = ENGLISH,
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
    language : Language, optional
        The language of the legend.

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
        entries = [likelihood_entry(language("cause → effect, as claimed; thicker: likelier"))]
        if colours:
            said_by = _claimed_by(names, colours, chronicle, language)
            colour = theme.SHARED if len(names) > 1 else colours.get(min(names), theme.LINK)
            entries.append(said_by)
        if (cause, effect) in denied:
            entries.append(denied_entry(language))
        lit = (cause, effect) in steps
        width = theme.link_width(strongest[key]) * thicket
        opacity = (0.25 + 0.4 * strongest[key]) * thicket
        if highlight:
            width, opacity = (width + 0.9, 0.95) if lit else (width, opacity * FADED)
        arrows.append(
            Arrow(
                (start, end), colour, width, opacity=opacity,
                bend=BEND if start[1] >= end[1] else -BEND,
                dashed=(cause, effect) in denied, link=(cause, effect), legend=tuple(entries),
            )
        )  # fmt: skip
    return arrows


def _claimed_by(
    names: Collection[str], colours: Mapping[str, str], chronicle: Chronicle, language: Language
) -> LegendEntry:
    """The entry of an arc by its claimants: one that has a colour, one that has none, several."""
    if len(names) > 1:
        return link_entry(language("claimed by several"), theme.SHARED, False, CLAIMANT + 2)
    name = min(names)
    if name not in colours:
        return link_entry(language("claimed by others"), theme.LINK, False, CLAIMANT + 1)
    text = language("claimed by {name}", name=claimant_name(name, chronicle))
    return link_entry(text, colours[name], False, CLAIMANT, list(colours).index(name))


def rings(
    marks: Iterable[Mark], highlight: Collection[int], language: Language = ENGLISH
) -> list[Mark]:
    """A ring around the mark of each event of the highlighted chain.

    >>> rings([], {1})
    []
    """
    ring = Mark(0, 0, Glyph.CIRCLE, theme.INK, 14, hollow=True, below=True)
    sample = (ring, Mark(0, 0, Glyph.SQUARE, theme.UNCODED, 8))
    entry = LegendEntry(language("the highlighted chain"), sample, (60,))
    return [
        Mark(
            mark.x,
            mark.y,
            Glyph.CIRCLE,
            theme.INK,
            mark.size + 6,
            hollow=True,
            below=True,
            legend=(entry,),
        )
        for mark in marks
        if mark.event in highlight
    ]
