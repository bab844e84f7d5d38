"""Colours, glyphs and sizes that the charts share.

QuadClass is told by hue and by lightness: blue cooperates, orange is in conflict; light is
verbal, dark is material. The four colours are Okabe and Ito's (2008), which readers with any
common colour blindness can tell apart, and the lightness keeps them apart in grey print. The
glyph says the same a second time.
"""

import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tracker.charts.scene import Glyph, Measure, Sign
from tracker.model.codebook import QuadClass, Tone
from tracker.model.event import Status

BACKGROUND = "#ffffff"
INK = "#1f2328"
MUTED = "#5b636d"
FAINT = "#d9dde2"
PANEL = "#f5f6f8"
LINK = "#444b55"
UNCODED = "#8a9099"

COLOURS: dict[QuadClass | Tone, str] = {
    QuadClass.VERBAL_COOPERATION: "#56b4e9",
    QuadClass.MATERIAL_COOPERATION: "#0072b2",
    QuadClass.VERBAL_CONFLICT: "#e69f00",
    QuadClass.MATERIAL_CONFLICT: "#b94700",
    Tone.NEUTRAL: "#cc79a7",
}
GLYPHS: dict[QuadClass | Tone, Glyph] = {
    QuadClass.VERBAL_COOPERATION: Glyph.CIRCLE,
    QuadClass.MATERIAL_COOPERATION: Glyph.SQUARE,
    QuadClass.VERBAL_CONFLICT: Glyph.TRIANGLE,
    QuadClass.MATERIAL_CONFLICT: Glyph.DIAMOND,
    Tone.NEUTRAL: Glyph.PLUS,
}
# What did not happen: what may yet come is open, what is said not to be is struck out.
SIGNS = {
    Status.PLANNED: Sign.EMPTY,
    Status.THREATENED: Sign.DOT,
    Status.DENIED: Sign.SLASH,
    Status.DID_NOT_OCCUR: Sign.CROSS,
}

# Whose claim a link is; Tol's muted scheme (2021), apart from the colours of the QuadClasses.
SIDES = ("#117733", "#882255", "#332288", "#999933", "#44aa99", "#aa4499")
SHARED = "#1f2328"
# Whose act it is, in every picture; Tol's muted scheme and his bright red, none of a QuadClass.
ACTORS = ("#aa3344", "#332288", "#117733", "#999933", "#44aa99", "#aa4499", "#661100", "#6699cc")
OTHER = "#b4bac2"  # whoever has no colour in a picture
VALUE = "#8a9099"  # bars of values: grey, so that no actor's colour is taken for a class
# The ground of a map.
SEA, LAND, COAST, BORDER, CONTESTED = "#e3edf4", "#fbf9f4", "#8fa7b8", "#b3aca0", "#8c8273"
COUNTRY = "#8b8578"  # the names of countries
# Phases, one after the other; pale behind everything.
PHASES = ("#7a6a45", "#5f7387")

TITLE_SIZE = 15.0
SUBTITLE_SIZE = 9.5
LABEL_SIZE = 8.0
SMALL_SIZE = 7.0
LANE_SIZE = 9.5
BOLDER = 1.14  # how much wider bold letters are than those measured


def colour_of(quad: QuadClass | Tone | None) -> str:
    """Choose the colour of a Tone or a QuadClass.

    Parameters
    ----------
    quad : QuadClass, Tone or None
        Of an event type; None where it has none.

    Returns
    -------
    str
        As ``#rrggbb``; grey for a type that has none.

    Examples
    --------
    >>> colour_of(None) == UNCODED
    True
    """
    return COLOURS[quad] if quad else UNCODED


def mixed(ground: str, colour: str, opacity: float) -> str:
    """Find the colour that one of some opacity has on a ground.

    Parameters
    ----------
    ground, colour : str
        As ``#rrggbb``.
    opacity : float
        From 0, the ground alone, to 1.

    Returns
    -------
    str
        As ``#rrggbb``.

    Examples
    --------
    >>> mixed("#ffffff", "#000000", 0.5)
    '#808080'
    """
    parts = [(int(ground[at : at + 2], 16), int(colour[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(low + opacity * (high - low)):02x}" for low, high in parts)


def glyph_of(quad: QuadClass | Tone | None) -> Glyph:
    """Choose the glyph of a Tone or a QuadClass.

    Parameters
    ----------
    quad : QuadClass, Tone or None
        Of an event type; None where it has none.

    Returns
    -------
    Glyph
        A cross for a type that has none.

    Examples
    --------
    >>> glyph_of(None)
    <Glyph.CROSS: 'X'>
    """
    return GLYPHS[quad] if quad else Glyph.CROSS


def side_colour(holders: Collection[str], sides: Mapping[str, str]) -> str:
    """The colour of a link by who of the sides claims it: one of them, or several.

    Examples
    --------
    >>> sides = {"USA": "#332288", "RUS": "#aa3344"}
    >>> side_colour({"RUS"}, sides), side_colour({"USA", "RUS"}, sides) == SHARED
    ('#aa3344', True)
    """
    held = [side for side in sides if side in holders]
    if len(held) != 1:
        return SHARED if held else LINK
    return sides[held[0]]


# How many events a cell has, from few to many: each class is darker than the one before, so that
# grey print keeps their order. Tints are those of cells with writing on them.
HEAT = ("#dbe6f2", "#adc8e4", "#739fcd", "#3f72a9", "#173f6b")
TINTS = ("#eff3f8", "#e3ebf3", "#d6e2ee")
DARK = frozenset(HEAT[3:])  # writing on these is white


def classes_of(counts: Iterable[int], most: int) -> tuple[int, ...]:
    """Part counts into classes of much the same size, so that few and many are both told apart.

    Parameters
    ----------
    counts : iterable of int
        The number of events of each cell.
    most : int
        How many classes there are at most.

    Returns
    -------
    tuple of int
        The least count of each class. Equal counts are never parted; a class that many of them
        fill leaves the others to what is left.

    Examples
    --------
    >>> classes_of([1, 1, 1, 1, 2, 3, 40], 3)
    (1, 2, 40)
    >>> classes_of([4, 4], 5)
    (4,)
    """
    rest = sorted(count for count in counts if count)
    if len(set(rest)) <= most:
        return tuple(sorted(set(rest)))
    starts = []
    for left in range(most, 0, -1):
        if not rest:
            break
        starts.append(rest[0])
        cut = rest[math.ceil(len(rest) / left) - 1]
        rest = [count for count in rest if count > cut]
    return tuple(starts)


def heat(count: int, starts: Sequence[int], colours: Sequence[str] = HEAT) -> str:
    """Choose the colour of a cell by its number of events.

    Parameters
    ----------
    count : int
        The number of events.
    starts : sequence of int
        The least number of each class, as `classes_of` finds them.
    colours : sequence of str, optional
        From few to many; of fewer classes those in the middle.

    Returns
    -------
    str
        As ``#rrggbb``; darker for more of them.

    Examples
    --------
    >>> heat(0, (1, 2)) == PANEL, heat(9, (1, 2, 3, 5, 9)) == HEAT[4]
    (True, True)
    """
    place = bisect_right(starts, count) - 1
    if place < 0:
        return PANEL
    return colours[min(len(colours) - 1, place + (len(colours) - len(starts)) // 2)]


def ranges(starts: Sequence[int], greatest: int) -> list[tuple[int, int]]:
    """The least and the greatest count of each class.

    Examples
    --------
    >>> ranges((1, 2, 40), 62), ranges((), 0)
    ([(1, 1), (2, 39), (40, 62)], [])
    """
    if not starts:
        return []
    return list(zip(starts, [*(start - 1 for start in starts[1:]), greatest], strict=True))


def mark_size(intensity: float | None) -> float:
    """Work out the diameter of a mark.

    Parameters
    ----------
    intensity : float or None
        On the Goldstein scale, −10 to 10.

    Returns
    -------
    float
        Points; the area grows with the distance of the intensity from 0.

    Examples
    --------
    >>> mark_size(-10) == mark_size(10) > mark_size(None)
    True
    """
    return math.sqrt(42.0 + 6.5 * abs(intensity or 0.0))


def link_width(likelihood: float) -> float:
    """Work out the width of an arrow.

    Parameters
    ----------
    likelihood : float
        Of the link, in (0, 1].

    Returns
    -------
    float
        Points, growing with the likelihood.

    Examples
    --------
    >>> round(link_width(0.4), 2), round(link_width(1), 2)
    (1.0, 1.9)
    """
    return 0.4 + 1.5 * likelihood


def wrapped(
    text: str, width: float, size: float, measure: Measure, most: int = 3, ending: str = ""
) -> tuple[str, ...]:
    """Break `text` and its `ending` into at most `most` lines no wider than `width` points.

    Words are kept whole unless one alone is too wide, as in scripts without blanks; what does
    not fit ends in an ellipsis, behind which the ending stays.

    Examples
    --------
    >>> wrapped("Moscow suspends the pact", 60, 10, lambda text, size: 5.0 * len(text))
    ('Moscow', 'suspends the', 'pact')
    >>> wrapped("Strike on Aleppo", 100, 10, lambda text, size: 5.0 * len(text), 1, " (planned)")
    ('Strike on… (planned)',)
    """
    lines = _filled(text + ending, width, size, measure, most)
    if len(lines) > most:
        if ending:
            lines = _filled(text, width, size, measure, most)[:most]
        last = lines[:most][-1]
        while last and measure(f"{last}…{ending}", size) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last.rstrip()}…{ending}"]
    return tuple(lines)


def _filled(text: str, width: float, size: float, measure: Measure, most: int) -> list[str]:
    """The lines of a text, up to one more than the most: that there is one tells enough."""
    lines: list[str] = []
    for piece in _pieces(text, width, size, measure):
        longer = f"{lines[-1]} {piece}" if lines else piece
        if lines and measure(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
        if len(lines) > most:
            break  # what follows is not shown, and may be very long
    return lines


def _pieces(text: str, width: float, size: float, measure: Measure) -> Iterator[str]:
    """Words, those that are too wide for a line cut."""
    for word in text.split():
        while measure(word, size) > width and len(word) > 1:
            cut = next(
                n for n in range(len(word) - 1, 0, -1) if n == 1 or measure(word[:n], size) <= width
            )
            yield word[:cut]
            word = word[cut:]
        yield word
