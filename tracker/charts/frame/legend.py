"""The legend under a chart, made of the entries that its shapes bring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.charts.frame.heading import MARGIN
from tracker.charts.scene import Arrow, Box, Glyph, Label, LegendEntry, Mark, Measure, Scene, Shape
from tracker.charts.style import theme
from tracker.charts.style.moving import moved
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import standing
from tracker.model.codebook import QuadClass, Tone
from tracker.model.event import Status

LINE = 19.0
# Where entries that several charts have stand; a chart puts its own before or behind them.
CLASS, STANDING, BESIDE_CLASSES, LINK, CLAIMANT, DENIED = 10, 15, 20, 30, 40, 50
TONES = list(Tone)


@dataclass(frozen=True)
class Spacing:
    """The distances within a legend, in points.

    `base` is the height of its lowest line over the edge of the canvas, `swatch` half the room of
    a sample, `between` the room behind a text, `spare` what is left free above the lines. `size`
    is that of its letters, `line` from one line to the next.
    """

    base: float
    swatch: float
    between: float
    spare: float
    size: float = theme.LABEL_SIZE
    line: float = LINE


MOST_LINES, LEADING = 3, 1.2  # of a text that is wider than all the room
WIDE = Spacing(22.0, 16.0, 16.0, 12.0)
NARROW = Spacing(28.0, 10.0, 24.0, 11.0)  # where all samples are dots


@cache
def class_entry(
    quad: QuadClass | Tone | None, language: Language = ENGLISH, plain: bool = False
) -> LegendEntry:
    """Make the entry of a Tone or a QuadClass, or of events without one.

    Parameters
    ----------
    quad : QuadClass, Tone or None
        The class.
    language : Language, optional
        The language of its text.
    plain : bool, optional
        Whether the mark is grey, where colours say something else.

    Returns
    -------
    LegendEntry
        With a mark as its sample.

    Examples
    --------
    >>> class_entry(QuadClass.VERBAL_CONFLICT).text
    'verbal conflict'
    """
    if quad == Tone.NEUTRAL:
        text = language("neutral (to CAMEO cooperation)")
    else:
        text = language(quad.label) if quad else language("not coded")
    place = TONES.index(Tone(quad)) if quad else len(TONES)
    colour = theme.UNCODED if plain else theme.colour_of(quad)
    mark = Mark(0, 0, theme.glyph_of(quad), colour, 8.0)
    return LegendEntry(text, (mark,), (CLASS, place))


@cache
def standing_entry(status: Status, language: Language = ENGLISH) -> LegendEntry:
    """Make the entry of marks of what did not happen.

    Parameters
    ----------
    status : Status
        One of those that did not happen.
    language : Language, optional
        The language of its text.

    Returns
    -------
    LegendEntry
        With a hollow mark that carries the sign of the status.

    Examples
    --------
    >>> standing_entry(Status.DID_NOT_OCCUR).text
    'did not occur'
    """
    sign = theme.SIGNS[status]
    mark = Mark(0, 0, Glyph.CIRCLE, theme.UNCODED, 9.0, hollow=True, sign=sign)
    return LegendEntry(standing(status, language), (mark,), (STANDING, list(Status).index(status)))


@cache
def link_entry(text: str, colour: str, dashed: bool, *rank: int) -> LegendEntry:
    """Make the entry of a kind of arrow.

    Parameters
    ----------
    text : str
        Its meaning.
    colour : str
        Its colour.
    dashed : bool
        Whether it is dashed.
    *rank : int
        Its place in the legend.

    Returns
    -------
    LegendEntry
        With a short arrow as its sample.

    Examples
    --------
    >>> link_entry("shared", theme.SHARED, False, CLAIMANT).sample[0].colour == theme.SHARED
    True
    """
    arrow = Arrow(((-13, 0), (11, 0)), colour, 1.6, opacity=0.8, dashed=dashed)
    return LegendEntry(text, (arrow,), rank)


@cache
def likelihood_entry(text: str) -> LegendEntry:
    """Make the entry of arrows that are wider the likelier their link is.

    Parameters
    ----------
    text : str
        Its meaning.

    Returns
    -------
    LegendEntry
        With a short arrow as its sample.

    Examples
    --------
    >>> likelihood_entry("thicker: likelier").rank
    (30,)
    """
    arrow = Arrow(((-13, 0), (11, 0)), theme.LINK, theme.link_width(0.8), opacity=0.7)
    return LegendEntry(text, (arrow,), (LINK,))


def denied_entry(language: Language = ENGLISH) -> LegendEntry:
    """Make the entry of dashed arrows.

    Parameters
    ----------
    language : Language, optional
        The language of its text.

    Returns
    -------
    LegendEntry
        With a short dashed arrow as its sample.

    Examples
    --------
    >>> denied_entry().text
    'denied by somebody'
    """
    return link_entry(language("denied by somebody"), theme.LINK, True, DENIED)


def heat_entries(
    starts: Sequence[int], greatest: int, language: Language, colours: Sequence[str] = theme.HEAT
) -> tuple[LegendEntry, ...]:
    """Make the entries of shaded cells: the whole scale, for one shade alone says nothing.

    Parameters
    ----------
    starts : sequence of int
        The least number of each class, as `theme.classes_of` finds them.
    greatest : int
        The greatest number of all.
    language : Language
        The language of its numbers.
    colours : sequence of str, optional
        The shades.

    Returns
    -------
    tuple of LegendEntry
        An entry for each class, with its span and a box of its shade.

    Examples
    --------
    >>> [entry.text for entry in heat_entries((1, 2, 40), 62, ENGLISH)]
    ['1', '2–39', '40–62']
    """
    entries = []
    for number, (first, last) in enumerate(theme.ranges(starts, greatest)):
        one, other = language.number(first), language.number(last)
        said = one if first == last else f"{one}–{other}"
        box = Box(-6, -6, 12, 12, theme.heat(first, starts, colours))
        entries.append(LegendEntry(said, (box,), (0, number)))
    return tuple(entries)


def legend_of(
    entries: Iterable[LegendEntry],
    measure: Measure,
    width: float,
    spacing: Spacing = WIDE,
    margin: float = MARGIN,
) -> Scene:
    """Lay out a legend.

    Parameters
    ----------
    entries : iterable of LegendEntry
        As the shapes of a chart bring them; equal ones stand once.
    measure : callable
        Width in points of a text at a font size.
    width : float
        Room in points; entries that do not fit go on to a further line.
    spacing : Spacing, optional
        The distances.
    margin : float, optional
        Where its lines begin.

    Returns
    -------
    Scene
        Samples and texts from the lower left corner of the canvas upwards; its height is what
        they take, 0 without entries.

    Examples
    --------
    >>> entry = class_entry(QuadClass.VERBAL_CONFLICT)
    >>> key = legend_of([entry, entry], lambda text, size: 5.0 * len(text), 500)
    >>> [label.text for label in key.labels], key.height
    (['verbal conflict'], 31.0)
    """
    met = {id(entry): entry for entry in entries}.values()  # thousands of shapes bring the same
    ordered = sorted(dict.fromkeys(met), key=lambda entry: entry.rank)
    lines: list[list[tuple[float, LegendEntry]]] = [[]]
    x = 0.0
    for entry in ordered:
        wide = 2 * spacing.swatch + measure(entry.text, spacing.size) + spacing.between
        if lines[-1] and x + wide - spacing.between > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, entry))
        x += wide
    shapes: list[Shape] = []
    more = 0.0  # what texts of several lines take besides
    for number, line in enumerate(reversed(lines)):
        y = spacing.base + spacing.line * number + more
        tallest = 1
        for x, entry in line:
            middle = margin + x + spacing.swatch
            room = width - x - 2 * spacing.swatch
            said = theme.wrapped(entry.text, room, spacing.size, measure, MOST_LINES) or ("",)
            up = (len(said) - 1) * spacing.size * LEADING / 2
            shapes += _placed(entry.sample, middle, y + up)
            text = Label(middle + spacing.swatch, y + up, said, spacing.size, theme.MUTED)
            shapes.append(text)
            tallest = max(tallest, len(said))
        more += (tallest - 1) * spacing.size * LEADING
    height = spacing.line * len(lines) + more + spacing.spare if ordered else 0.0
    return Scene.of(shapes, width, height)


def _placed(sample: Iterable[Shape], x: float, y: float) -> Iterable[Shape]:
    return moved(Scene.of(sample, 0, 0), x, y).shapes
