"""Labels along the arrows of a chain: relation, likelihood and claimant."""

from collections.abc import Sequence
from math import isclose

from tracker.charts.chain.arrows import Looks, stretches_of
from tracker.charts.chain.boxes import BOX_WIDTH
from tracker.charts.chain.placing import Taken
from tracker.charts.curves import level, point_at
from tracker.charts.scene import Arrow, Label, Measure
from tracker.charts.style import theme
from tracker.model.likelihood import likelihood_words
from tracker.model.link import Link

MOST_CLAIMANTS = 2
ASIDE = (0.0, 8.0, -8.0, 15.0, -15.0, 24.0, -24.0, 33.0, -33.0, 44.0, -44.0)
ALONG = (0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.8)


def claim_lines(
    made: Sequence[Link], room: float, measure: Measure, cut: bool, looks: Looks
) -> tuple[str, ...]:
    """Say how, how likely and who claims it, in lines of so many points."""
    heading, verb, likely, names, dissent = _said(made, cut, looks)
    small = theme.SMALL_SIZE
    return (
        *heading,
        *theme.wrapped(f"{verb},", room, small, measure, 1),
        *theme.wrapped(likely, room, small, measure, 2),
        *theme.wrapped(names, room, small, measure, 2),
        *(line for said in dissent for line in theme.wrapped(said, room, small, measure, 2)),
    )


def claim_in_a_line(made: Sequence[Link], cut: bool, looks: Looks) -> str:
    """Say how, how likely and who claims it."""
    heading, verb, likely, names, dissent = _said(made, cut, looks)
    said = looks.language(", ").join((verb, likely, names))
    return " ".join((*heading, "; ".join((said, *dissent))))


def _said(
    made: Sequence[Link], cut: bool, looks: Looks
) -> tuple[Sequence[str], str, str, str, Sequence[str]]:
    """What comes before, the verb, how likely, who says so, and who says otherwise."""
    first, language, called = made[0], looks.language, looks.called
    # Whoever says the same stands together; another judgement keeps its own words.
    agreed = [link for link in made if (link.relation, link.words) == (first.relation, first.words)]
    who = [called[link.claimed_by] for link in agreed]
    names = language(", ").join(who[:MOST_CLAIMANTS]) + (" …" if len(who) > MOST_CLAIMANTS else "")
    dissent = [f"{called[k.claimed_by]}: {language(k.words)}" for k in made if k not in agreed]
    heading = [language("off-ramp:")] if cut else []
    if any(link.needed for link in made if not link.denied):
        heading.append(language("needed:"))
    verb = looks.styles.verbs[first.relation]
    return heading, verb, language(likelihood_words(first.likelihood)), names, dissent


def claim_label(
    lines: tuple[str, ...], pieces: Sequence[Arrow], taken: Taken, measure: Measure
) -> Label | None:
    """Write a claim where there is room along its arrow, if there is any."""
    wide = max(measure(line, theme.SMALL_SIZE) for line in lines)
    high = theme.SMALL_SIZE * 1.25 * len(lines)
    stretches = [
        stretch
        for arrow in reversed(pieces)
        for stretch in stretches_of(arrow)
        if abs(stretch[1][0] - stretch[0][0]) > wide
    ]
    if not stretches:
        return None
    # Where a link passes a column it has a place of its own; else there is the gap before the
    # effect, and then the one behind the cause.
    columns = [(one, other) for one, other in stretches if isclose(other[0] - one[0], BOX_WIDTH)]
    gaps = [stretch for stretch in stretches if stretch not in columns]
    gaps = list(dict.fromkeys((gaps[-1], gaps[0]))) if gaps else []
    spots = [point_at(level(start, end), 0.5) for start, end in reversed(columns)]
    spots += [
        (x, y + aside)
        for aside in ASIDE
        for start, end in gaps
        for x, y in (point_at(level(start, end), share) for share in ALONG)
    ]
    areas = [
        (x - wide / 2 - 2, y - high / 2 - 1, x + wide / 2 + 2, y + high / 2 + 1) for x, y in spots
    ]
    best = min(range(len(spots)), key=lambda n: (taken.overlap(areas[n]), n))
    taken.add(areas[best])
    x, y = spots[best]
    return Label(x, y, lines, theme.SMALL_SIZE, theme.INK, "middle", backdrop=theme.BACKGROUND)
