"""The key under a chart: what colours, glyphs, bars and arrows mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts import theme
from tracker.charts.scene import Arrow, Box, Label, Mark, Measure, Rule, Span
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import QuadClass
from tracker.model.event import Event

LEFT = 28.0
BASE = 22.0
LINE = 19.0
SWATCH = 16.0


@dataclass(frozen=True)
class Key:
    """The shapes of a legend, and how much height it takes."""

    height: float
    boxes: tuple[Box, ...] = ()
    rules: tuple[Rule, ...] = ()
    spans: tuple[Span, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class LinkKey:
    """How a kind of link is drawn."""

    colour: str
    dashed: bool = False


def of_timeline(chronicle: Chronicle, measure: Measure, width: float) -> Key:
    """The key of a timeline: only what occurs in it is explained.

    Parameters
    ----------
    chronicle : Chronicle
        The events and links drawn.
    measure : callable
        Width in points of a text at a font size.
    width : float
        Room in points; entries that do not fit go on to a further line.

    Returns
    -------
    Key
        Shapes from the lower left corner of the canvas upwards.

    Examples
    --------
    >>> of_timeline(Chronicle(), lambda text, size: 5.0, 500).marks
    ()
    """
    events = chronicle.events.values()
    quads = {event.quad for event in events}
    entries: list[tuple[str, object]] = [(quad.label, quad) for quad in QuadClass if quad in quads]
    if None in quads:
        entries.append(("not coded", None))
    if any(abs(event.intensity or 0) >= 1 for event in events):
        entries.append(("larger: more intense", "size"))
    if any(event.date.is_interval for event in events):
        entries.append(("from its first day to its last", "interval"))
    if any(not event.date.is_day and not event.date.is_interval for event in events):
        entries.append(("some time within", "imprecise"))
    if any(event.derived_text and not event.date.is_day for event in events):
        entries.append(("as claims of order narrow it", "derived"))
    if chronicle.links:
        entries.append(("cause → effect, as claimed; thicker: likelier", "arrow"))
    return _laid_out(entries, measure, width)


def of_chain(
    events: Sequence[Event],
    measure: Measure,
    width: float,
    sides: Sequence[str] = (),
    denied: bool = False,
) -> Key:
    """The key of a causal chain.

    Parameters
    ----------
    events : sequence of Event
        The events drawn.
    measure : callable
        Width in points of a text at a font size.
    width : float
        Room in points; entries that do not fit go on to a further line.
    sides : sequence of str
        Claimants whose links have colours of their own.
    denied : bool
        Whether a link is drawn that somebody denies.

    Returns
    -------
    Key
        Shapes from the lower left corner of the canvas upwards.

    Examples
    --------
    >>> len(of_chain([], lambda text, size: 5.0, 500).arrows)
    1
    """
    quads = {event.quad for event in events}
    entries: list[tuple[str, object]] = [(quad.label, quad) for quad in QuadClass if quad in quads]
    if None in quads:
        entries.append(("not coded", None))
    if sides:
        entries += [
            (f"claimed by {side} alone", LinkKey(theme.side_colour([side], sides)))
            for side in sides
        ]
        entries.append(("shared", LinkKey(theme.SHARED)))
    entries.append(("how, how likely, claimed by whom; thicker: likelier", "arrow"))
    if denied:
        entries.append(("denied by somebody", LinkKey(theme.LINK, dashed=True)))
    return _laid_out(entries, measure, width)


def _laid_out(entries: list[tuple[str, object]], measure: Measure, width: float) -> Key:
    lines: list[list[tuple[float, str, object]]] = [[]]
    x = 0.0
    for text, what in entries:
        wide = 2 * SWATCH + measure(text, theme.LABEL_SIZE) + 16
        if lines[-1] and x + wide > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, text, what))
        x += wide
    spans: list[Span] = []
    arrows: list[Arrow] = []
    marks: list[Mark] = []
    labels: list[Label] = []
    for number, line in enumerate(reversed(lines)):
        y = BASE + LINE * number
        for x, text, what in line:
            middle = LEFT + x + SWATCH
            if what == "arrow":
                points = ((middle - 13, y), (middle + 11, y))
                arrows.append(Arrow(points, theme.LINK, theme.link_width(0.8), opacity=0.7))
            elif isinstance(what, LinkKey):
                points = ((middle - 13, y), (middle + 11, y))
                arrow = Arrow(points, what.colour, 1.6, opacity=0.8, dashed=what.dashed)
                arrows.append(arrow)
            elif what == "size":
                for offset, intensity in ((-8, 1.0), (3, 10.0)):
                    size = theme.mark_size(intensity)
                    glyph = theme.glyph_of(QuadClass.MATERIAL_CONFLICT)
                    marks.append(Mark(middle + offset, y, glyph, theme.UNCODED, size))
            elif what == "derived":
                spans.append(Span(middle - 13, middle + 13, y, 11, theme.UNCODED, True, True))
                spans.append(Span(middle - 5, middle + 13, y - 4, 3, theme.UNCODED, derived=True))
            elif what in ("interval", "imprecise"):
                vague = what == "imprecise"
                spans.append(Span(middle - 13, middle + 13, y, 11, theme.UNCODED, vague, vague))
                at = middle if vague else middle - 13
                glyph = theme.glyph_of(QuadClass.VERBAL_COOPERATION)
                marks.append(Mark(at, y, glyph, theme.UNCODED, 6.5, hollow=vague))
            else:
                quad = what if isinstance(what, QuadClass) else None
                marks.append(Mark(middle, y, theme.glyph_of(quad), theme.colour_of(quad), 8.0))
            labels.append(Label(middle + SWATCH, y, (text,), theme.LABEL_SIZE, theme.MUTED))
    height = LINE * len(lines) + 12 if entries else 0.0
    return Key(height, (), (), tuple(spans), tuple(arrows), tuple(marks), tuple(labels))
