"""The key under a chart: what colours, glyphs, bars and arrows mean."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tracker.charts.scene import Area, Arrow, Box, Glyph, Label, Mark, Measure, Span
from tracker.charts.style import theme
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import claimant_name
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import QuadClass
from tracker.model.event import Event
from tracker.model.link import Link

LEFT = 28.0
BASE = 22.0
LINE = 19.0
SWATCH = 16.0


@dataclass(frozen=True)
class Key:
    """The shapes of a legend, and how much height it takes."""

    height: float
    boxes: tuple[Box, ...] = ()
    areas: tuple[Area, ...] = ()
    spans: tuple[Span, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Strip:
    """The colour at the left side of the boxes of an actor's events."""

    colour: str


@dataclass(frozen=True)
class Heat:
    """The colour of a day that has so many events."""

    colour: str


@dataclass(frozen=True)
class LinkKey:
    """How a kind of link is drawn."""

    colour: str
    dashed: bool = False


def of_timeline(
    chronicle: Chronicle,
    measure: Measure,
    width: float,
    colours: Mapping[str, str] | None = None,
    crowd: Collection[Event] | None = None,
    densest: int = 0,
    highlighted: bool = False,
    language: Language = ENGLISH,
) -> Key:
    """The key of a timeline: only what occurs in it is explained.

    Parameters
    ----------
    chronicle : Chronicle
        The events and links drawn.
    measure : callable
        Width in points of a text at a font size.
    width : float
        Room in points; entries that do not fit go on to a further line.
    colours : mapping of str to str, optional
        The colours of the claimants' arcs, where there are several claimants.
    crowd : collection of Event, optional
        All events, where those drawn are not all.
    densest : int, optional
        How many events fall on the densest place, where there is a density.
    highlighted : bool, optional
        Whether a chain is highlighted.
    language : Language, optional
        What the chart speaks.

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
    entries = _classes(chronicle.events.values() if crowd is None else crowd)
    if densest:
        most = language.number(densest)
        entries.append((language("at the foot: how many, at most {n}", n=most), "density"))
    if any(abs(event.intensity or 0) >= 1 for event in events):
        entries.append(("larger: more intense", "size"))
    if any(event.date.is_interval for event in events):
        entries.append(("from its first day to its last", "interval"))
    if any(not event.date.is_day and not event.date.is_interval for event in events):
        entries.append(("some time within", "imprecise"))
    if any(event.derived_text and not event.date.is_day for event in events):
        entries.append(("as claims of order narrow it", "derived"))
    drawn = [link for link in chronicle.links
             if link.cause in chronicle.events and link.effect in chronicle.events]  # fmt: skip
    if drawn:
        entries.append(("cause → effect, as claimed; thicker: likelier", "arrow"))
        entries += _claimants(chronicle, drawn, colours or {}, language)
    pairs = {(link.cause, link.effect) for link in drawn}
    if any((link.cause, link.effect) in pairs for link in chronicle.denials):
        entries.append(("denied by somebody", LinkKey(theme.LINK, dashed=True)))
    if highlighted:
        entries.append(("the highlighted chain", "ring"))
    return _laid_out(entries, measure, width, language)


def of_matrix(
    chronicle: Chronicle, measure: Measure, width: float, language: Language = ENGLISH
) -> Key:
    """The key of a matrix.

    Parameters
    ----------
    chronicle : Chronicle
        The events counted.
    measure : callable
        Width in points of a text at a font size.
    width : float
        Room in points; entries that do not fit go on to a further line.
    language : Language, optional
        What the chart speaks.

    Returns
    -------
    Key
        Shapes from the lower left corner of the canvas upwards.

    Examples
    --------
    >>> len(of_matrix(Chronicle(), lambda text, size: 5.0, 500).labels)
    3
    """
    entries = _classes(chronicle.events.values())
    entries.append(("large: how many, as the bar is long", "bar"))
    entries.append(("small: mean intensity, −10 to +10", "nothing"))
    return _laid_out(entries, measure, width, language)


def of_calendar(
    events: Sequence[Event], measure: Measure, width: float, language: Language = ENGLISH
) -> Key:
    """The key of a calendar.

    Parameters
    ----------
    events : sequence of Event
        The events counted.
    measure : callable
        Width in points of a text at a font size.
    width : float
        Room in points; entries that do not fit go on to a further line.
    language : Language, optional
        What the chart speaks.

    Returns
    -------
    Key
        Shapes from the lower left corner of the canvas upwards.

    Examples
    --------
    >>> len(of_calendar([], lambda text, size: 5.0, 500).boxes)
    5
    """
    ends = [*(least - 1 for least in theme.HEAT_FROM[1:]), None]
    entries: list[tuple[str, object]] = []
    for colour, first, last in zip(theme.HEAT, theme.HEAT_FROM, ends, strict=True):
        said = f"{first}" if first == last else f"{first}–{last}" if last else f"{first}+"
        entries.append((said, Heat(colour)))
    entries += [
        (language("most intense: {what}", what=language(name)), quad)
        for name, quad in _classes(events)
    ]
    return _laid_out(entries, measure, width, language)


def _classes(events: Collection[Event]) -> list[tuple[str, object]]:
    """An entry for each QuadClass that occurs, and one for events without."""
    quads = {event.quad for event in events}
    entries: list[tuple[str, object]] = [(quad.label, quad) for quad in QuadClass if quad in quads]
    if None in quads:
        entries.append(("not coded", None))
    return entries


def _claimants(
    chronicle: Chronicle, links: Sequence[Link], colours: Mapping[str, str], language: Language
) -> list[tuple[str, object]]:
    """An entry for each claimant that has a colour, and for what several say or others."""
    if not colours:
        return []
    said: dict[tuple[int, int], set[str]] = {}
    for link in links:
        said.setdefault((link.cause, link.effect), set()).add(link.claimed_by)
    alone = {min(names) for names in said.values() if len(names) == 1}
    entries: list[tuple[str, object]] = [
        (language("claimed by {name}", name=claimant_name(name, chronicle)), LinkKey(colour))
        for name, colour in colours.items()
        if name in alone
    ]
    if alone - colours.keys():
        entries.append(("claimed by others", LinkKey(theme.LINK)))
    if any(len(names) > 1 for names in said.values()):
        entries.append(("claimed by several", LinkKey(theme.SHARED)))
    return entries


def of_chain(
    events: Sequence[Event],
    measure: Measure,
    width: float,
    sides: Sequence[str] = (),
    denied: bool = False,
    doers: Mapping[str, str] | None = None,
    language: Language = ENGLISH,
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
    doers : mapping of str to str, optional
        The colours of the strips at the boxes, by the code of who acts.
    language : Language, optional
        What the chart speaks.

    Returns
    -------
    Key
        Shapes from the lower left corner of the canvas upwards.

    Examples
    --------
    >>> len(of_chain([], lambda text, size: 5.0, 500).arrows)
    1
    """
    entries = _classes(events)
    names = {actor.code: actor.name for event in events for actor in event.by}
    entries += [
        (names.get(code, code), Strip(colour))
        for code, colour in (doers or {}).items()
        if colour != theme.UNCODED
    ]
    if doers and theme.UNCODED in doers.values():
        entries.append(("others", Strip(theme.UNCODED)))
    if sides:
        entries += [
            (
                language("claimed by {name} alone", name=side),
                LinkKey(theme.side_colour([side], sides)),
            )
            for side in sides
        ]
        entries.append(("shared", LinkKey(theme.SHARED)))
    entries.append(("how, how likely, claimed by whom; thicker: likelier", "arrow"))
    if denied:
        entries.append(("denied by somebody", LinkKey(theme.LINK, dashed=True)))
    return _laid_out(entries, measure, width, language)


def _laid_out(
    entries: list[tuple[str, object]], measure: Measure, width: float, language: Language
) -> Key:
    lines: list[list[tuple[float, str, object]]] = [[]]
    x = 0.0
    for phrase, what in entries:
        text = language(phrase)
        wide = 2 * SWATCH + measure(text, theme.LABEL_SIZE) + 16
        if lines[-1] and x + wide > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, text, what))
        x += wide
    boxes: list[Box] = []
    areas: list[Area] = []
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
            elif isinstance(what, Strip):
                right, low, high = middle + 3, y - 7, y + 7
                corners = ((right - 5, low), (right, low), (right, high), (right - 5, high))
                areas.append(Area(corners, what.colour))
            elif isinstance(what, Heat):
                boxes.append(Box(middle - 6, y - 6, 12, 12, what.colour))
            elif what == "nothing":
                labels.append(Label(middle, y, ("−5",), theme.SMALL_SIZE, theme.MUTED, "middle"))
            elif what == "bar":
                right, low, high = middle + 13, y - 3.5, y + 3.5
                corners = ((right - 26, low), (right, low), (right, high), (right - 26, high))
                areas.append(Area(corners, theme.UNCODED))
            elif what == "ring":
                marks.append(Mark(middle, y, Glyph.CIRCLE, theme.INK, 14, hollow=True, below=True))
                marks.append(Mark(middle, y, Glyph.SQUARE, theme.UNCODED, 8))
            elif what == "density":
                tops = (4.0, 9.0, 13.0, 7.0, 5.0)
                steps = [(middle - 13 + 5.2 * (n + end), y - 6 + high)
                         for n, high in enumerate(tops) for end in (0, 1)]  # fmt: skip
                outline = ((middle - 13, y - 6), *steps, (middle + 13, y - 6))
                areas.append(Area(outline, theme.UNCODED, 0.9))
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
    return Key(
        height, tuple(boxes), tuple(areas), tuple(spans), tuple(arrows), tuple(marks),
        tuple(labels),
    )  # fmt: skip
