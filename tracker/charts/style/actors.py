"""The looks of actors: a colour each, and a pattern as the second code, for grey print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.charts.scene import Area, Glyph, Rule, Shape
from tracker.charts.style import theme

MOST_LOOKS = 8  # actors of one picture that are told apart; further ones are `others`


class Pattern(StrEnum):
    """What is drawn on the chip of an actor, so that two are told apart without colours."""

    FULL = "full"
    HOLLOW = "hollow"
    BAR = "bar"
    LEVEL = "level"
    TWO_BARS = "two bars"
    CROSS = "cross"
    DOT = "dot"
    HALF = "half"


PATTERNS = tuple(Pattern)
GLYPHS = {  # of an actor whose marks are no chips
    Pattern.FULL: Glyph.CIRCLE, Pattern.HOLLOW: Glyph.SQUARE, Pattern.BAR: Glyph.TRIANGLE,
    Pattern.LEVEL: Glyph.DIAMOND, Pattern.TWO_BARS: Glyph.PLUS, Pattern.CROSS: Glyph.CROSS,
    Pattern.DOT: Glyph.PENTAGON, Pattern.HALF: Glyph.STAR,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """The colour of an actor and the pattern of its chips."""

    colour: str
    pattern: Pattern = Pattern.FULL

    @property
    def glyph(self) -> Glyph:
        """The shape of its marks, where they are no chips."""
        return GLYPHS[self.pattern]


UNNAMED = Look(theme.OTHER)  # of who has no look of its own


def looks_of(
    acting: Sequence[str], kept: Mapping[str, str], order: Mapping[str, int]
) -> dict[str, Look]:
    """Choose the looks of the actors of a picture.

    Parameters
    ----------
    acting : sequence of str
        Their codes, whoever matters most first; those beyond the eighth get no look.
    kept : mapping of str to str
        The colours that were set, by code.
    order : mapping of str to int
        The place of each actor in its record, by which it has its colour; whoever is missing comes
        after all others.

    Returns
    -------
    dict of str to Look
        In that order. Patterns are all different, colours as far as they go.

    Examples
    --------
    >>> looks_of(["RUS", "USA"], {"USA": "#0057b7"}, {"USA": 0, "RUS": 1})["USA"].colour
    '#0057b7'
    """
    shown = list(dict.fromkeys(acting))[:MOST_LOOKS]
    last = max(order.values(), default=-1) + 1
    places = {code: order.get(code, last + at) for at, code in enumerate(shown)}
    free = list(range(len(PATTERNS)))
    found: dict[str, Look] = {}
    for code in sorted(shown, key=lambda code: places[code]):
        # Its own pattern where nobody before it has that; else the next that is free.
        wish = places[code] % len(PATTERNS)
        taken = min(free, key=lambda each: (each - wish) % len(PATTERNS))
        free.remove(taken)
        colour = kept.get(code) or theme.ACTORS[places[code] % len(theme.ACTORS)]
        found[code] = Look(colour, PATTERNS[taken])
    return {code: found[code] for code in shown}


def chip(look: Look, x: float, y: float, wide: float, high: float) -> list[Shape]:
    """Draw the chip of an actor.

    Parameters
    ----------
    look : Look
        Its colour and pattern.
    x, y : float
        Its left edge and its middle.
    wide, high : float
        Its size.

    Returns
    -------
    list of Shape
        An area in its colour, and what is cut out of it.

    Examples
    --------
    >>> [len(chip(Look("#332288", own), 0, 0, 8, 10)) for own in (Pattern.FULL, Pattern.CROSS)]
    [1, 3]
    """
    low, white = y - high / 2, theme.BACKGROUND
    thin = max(0.9, wide * 0.17)
    shapes: list[Shape] = [rectangle(x, low, wide, high, look.colour)]

    def level(share: float) -> Rule:
        at = low + high * share
        return Rule(x, at, x + wide, at, white, thin)

    def upright(share: float) -> Rule:
        at = x + wide * share
        return Rule(at, low, at, low + high, white, thin)

    match look.pattern:
        case Pattern.HOLLOW:
            edge = max(1.1, wide * 0.18)
            shapes.append(rectangle(x + edge, low + edge, wide - 2 * edge, high - 2 * edge, white))
        case Pattern.BAR:
            shapes.append(upright(0.5))
        case Pattern.LEVEL:
            shapes.append(level(0.5))
        case Pattern.TWO_BARS:
            shapes += [level(0.32), level(0.68)]
        case Pattern.CROSS:
            shapes += [level(0.5), upright(0.5)]
        case Pattern.DOT:
            side = wide * 0.42
            shapes.append(rectangle(x + (wide - side) / 2, y - side / 2, side, side, white))
        case Pattern.HALF:
            edge = max(0.9, wide * 0.14)
            shapes.append(rectangle(x + edge, low + edge, wide - 2 * edge, high / 2 - edge, white))
    return shapes


def rectangle(x: float, y: float, wide: float, high: float, colour: str) -> Area:
    """Make an area with square corners.

    Parameters
    ----------
    x, y : float
        Its lower left corner.
    wide, high : float
        Its size.
    colour : str
        As ``#rrggbb``.

    Returns
    -------
    Area
        Its corners lie counter-clockwise.

    Examples
    --------
    >>> rectangle(0, 0, 2, 1, "#332288").points
    ((0, 0), (2, 0), (2, 1), (0, 1))
    """
    return Area(((x, y), (x + wide, y), (x + wide, y + high), (x, y + high)), colour)
