"""The arcs of a timeline: the claimant of a link by colour, its likelihood by width."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.charts.curves import point_at
from tracker.charts.frame.legend import CLAIMANT, LINK, denied_entry, likelihood_entry, link_entry
from tracker.charts.scene import Arrow, Glyph, LegendEntry, Mark
from tracker.charts.style import theme
from tracker.charts.style.actors import Look, looks_of
from tracker.charts.timeline.lanes import OTHERS
from tracker.charts.timeline.routing import Obstacles, way
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import claimant_name
from tracker.model.actor_colours import ActorColours
from tracker.model.chronicle import Chronicle

JUNCTION = 20.0  # before the effect of joint causes
DOT = 4.5
BEAD = 5.5  # the mark of a claimant in the middle of an arc
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)  # of an arc: where its bead may stand
MANY = 80  # arcs
LED = 400  # arcs, at most, that are led round what they would meet
FADED = 0.3  # of an arc's opacity, beside a highlighted chain


def claimant_colours(chronicle: Chronicle) -> dict[str, str]:
    """Choose colours for the claimants of links, where there are several.

    They are those of `claimant_looks` without a record's own.

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
    return {name: look.colour for name, look in claimant_looks(chronicle, ActorColours()).items()}


def claimant_looks(chronicle: Chronicle, actors: ActorColours) -> dict[str, Look]:
    """Choose the looks of the claimants of links, where there are several.

    Parameters
    ----------
    chronicle : Chronicle
        The links drawn.
    actors : ActorColours
        The colours of actors, which they keep as claimants.

    Returns
    -------
    dict of str to Look
        Whoever claims most comes first; eight have one, who comes later has none.

    Examples
    --------
    >>> claimant_looks(Chronicle(), ActorColours())
    {}
    """
    often = Counter(link.claimed_by for link in chronicle.links)
    if len(often) < 2:
        return {}
    claimants = sorted(often, key=lambda name: (-often[name], name))
    return looks_of(claimants, actors.kept, actors.order)


def arcs(
    chronicle: Chronicle,
    places: Mapping[tuple[str, int], tuple[float, float]],
    highlight: Sequence[int],
    looks: Mapping[str, Look],
    apart: bool,
    obstacles: Obstacles,
    most: int,
    language: Language = ENGLISH,
) -> tuple[list[Arrow], list[Mark]]:
    """Draw an arc for each pair of linked events, as strong as the likeliest claim.

    Parameters
    ----------
    chronicle : Chronicle
        The links drawn, and those denied.
    places : mapping of (str, int) to (float, float)
        Where the mark of each event stands, by its lane and its number.
    highlight : sequence of int
        Numbers of the events of a chain; beside it other arcs are paler.
    looks : mapping of str to Look
        Those of the claimants; empty where there is but one.
    apart : bool
        Whether lanes are accounts: then each claimant's links are drawn in its own lane.
    obstacles : Obstacles
        The marks and labels that arcs are led round.
    most : int
        How many arcs are drawn: those of the chain, then the likeliest.
    language : Language, optional
        The language of the legend.

    Returns
    -------
    tuple of list of Arrow and list of Mark
        The weakest first, so that the strongest lie on top; dashed where somebody denies the link.
        Arcs of causes that are claimed only together meet in a dot before the effect. In the middle
        of an arc is a bead of its claimant's shape, so that they are told apart in one ink.

    Examples
    --------
    >>> arcs(Chronicle(), {}, (), {}, False, Obstacles(0, 100), 9)
    ([], [])
    """
    claims: dict[tuple[str, int, int], list[tuple[str, float]]] = {}
    joint: dict[tuple[str, int, int], tuple[int, ...]] = {}
    for link in sorted(chronicle.links, key=lambda link: (link.likelihood, not link.partners)):
        lane = link.claimed_by if apart else ""
        for cause in link.causes:
            key = lane, cause, link.effect
            claims.setdefault(key, []).append((link.claimed_by, link.likelihood))
            joint[key] = link.causes  # of the likeliest claim
    denied = {(cause, link.effect) for link in chronicle.denials for cause in link.causes}
    steps = set(pairwise(highlight))
    # An event has one place, but for lanes of accounts; there the claimant's lane may be joined
    # with others.
    anywhere = {number: place for (_, number), place in places.items()}

    def place_of(lane: str, number: int) -> tuple[float, float] | None:
        if not apart:
            return anywhere.get(number)
        return places.get((lane, number)) or places.get((OTHERS, number))

    meeting: dict[tuple[str, tuple[float, float]], Mark] = {}
    strongest = {key: max(likelihood for _, likelihood in made) for key, made in claims.items()}
    # In a thicket each arc is finer and paler, so that what is dense shows as dense.
    ranked = sorted(claims, key=lambda key: ((key[1], key[2]) in steps, strongest[key], key))
    chosen = ranked[-most:] if most else []
    thicket = min(1.0, (MANY / max(1, len(chosen))) ** 0.5)
    # Of thousands no single one can be followed, so that none is led round anything.
    beside = obstacles if len(chosen) <= LED else Obstacles(obstacles.floor, obstacles.ceiling)
    arrows = []
    beads: list[Mark] = []
    for key in chosen:
        lane, cause, effect = key
        ends = [place_of(lane, end) for end in (cause, effect)]
        if ends[0] is None or ends[1] is None:
            continue  # in a crowd only what is named has a place
        start, end = ends[0], ends[1]
        names = {name for name, _ in claims[key]}
        colour = theme.LINK
        entries = [likelihood_entry(language("cause → effect, as claimed; thicker: likelier"))]
        look = looks.get(min(names)) if len(names) == 1 else None
        if looks:
            colour = theme.SHARED if len(names) > 1 else look.colour if look else theme.LINK
            entries.append(_claimed_by(names, looks, chronicle, language))
        if (cause, effect) in denied:
            entries.append(denied_entry(language))
        through = None
        if len(joint[key]) > 1:
            others = [place_of(lane, member) for member in joint[key]]
            through = _meeting([place for place in others if place is not None], end)
            meeting[lane, through] = _dot(through, colour, language)
        lit = (cause, effect) in steps
        width = theme.link_width(strongest[key]) * thicket
        opacity = (0.25 + 0.4 * strongest[key]) * thicket
        if highlight:
            width, opacity = (width + 0.9, 0.95) if lit else (width, opacity * FADED)
        arrow = Arrow(
            (start, through or end), colour, width, opacity=opacity,
            handles=way(start, through or end, (cause, effect), beside),
            dashed=(cause, effect) in denied, link=(cause, effect), legend=tuple(entries),
        )  # fmt: skip
        arrows.append(arrow)
        if look and thicket == 1.0 and (not highlight or lit):
            beads.append(Mark(*_free_point(arrow, beside), look.glyph, colour, BEAD))
        if through is not None and cause == min(joint[key]):  # and from there on as one
            arrows.append(replace(arrow, points=(through, end), handles=()))
    return arrows, [*meeting.values(), *beads]


def _free_point(arrow: Arrow, obstacles: Obstacles) -> tuple[float, float]:
    """The point of an arc nearest to its middle that lies on no mark and on no label."""
    (start, end), (one, other) = arrow.points, arrow.handles
    points = [point_at((start, one, other, end), share) for share in ALONG]
    nobody = (-1, -1)  # not even the marks at its own ends
    return min(points, key=lambda point: obstacles.cost(point, nobody))


def _meeting(
    starts: Sequence[tuple[float, float]], end: tuple[float, float]
) -> tuple[float, float]:
    """Where arcs of joint causes meet: before the effect, on the side that they come from."""
    x, y = (sum(start[axis] for start in starts) / len(starts) - end[axis] for axis in (0, 1))
    far = math.hypot(x, y) or 1.0
    near = min(JUNCTION, far / 2)
    return end[0] + x / far * near, end[1] + y / far * near


def _dot(place: tuple[float, float], colour: str, language: Language) -> Mark:
    sample = Mark(0, 0, Glyph.CIRCLE, theme.LINK, DOT)
    entry = LegendEntry(language("only together"), (sample,), (LINK, 1))
    return Mark(*place, Glyph.CIRCLE, colour, DOT, legend=(entry,))


def _claimed_by(
    names: Collection[str], looks: Mapping[str, Look], chronicle: Chronicle, language: Language
) -> LegendEntry:
    """The entry of an arc by its claimants: one that has a colour, one that has none, several."""
    if len(names) > 1:
        return link_entry(language("claimed by several"), theme.SHARED, False, CLAIMANT + 2)
    name = min(names)
    if name not in looks:
        return link_entry(language("claimed by others"), theme.LINK, False, CLAIMANT + 1)
    called = language.word(claimant_name(name, chronicle))
    text = language("claimed by {name}", name=called)
    place, look = list(looks).index(name), looks[name]
    entry = link_entry(text, look.colour, False, CLAIMANT, place)
    bead = Mark(-2, 0, look.glyph, look.colour, BEAD)
    return LegendEntry(text, (*entry.sample, bead), entry.rank)


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
