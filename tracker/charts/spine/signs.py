"""The signs in a row of a spine: chips of who did it, the bar of its value, its standing."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from tracker.charts.frame.frame import Frame
from tracker.charts.frame.legend import standing_entry
from tracker.charts.scene import Area, Glyph, Label, LegendEntry, Mark, Rule, Shape
from tracker.charts.spine.rows import LEAST_TYPE, MOST_CHIPS, Columns
from tracker.charts.style import theme
from tracker.charts.style.actors import UNNAMED, Look, chip, rectangle
from tracker.charts.words.language import Language
from tracker.model.actor import Actor
from tracker.model.event import Event

BAR = 0.92  # height of a bar, of the size of type
CHIP = 1.25
ACTORS, JOINT, VALUES = 1, 5, 20  # places in the legend


def chips_of(
    event: Event, y: float, columns: Columns, looks: Mapping[str, Look], language: Language
) -> list[Shape]:
    """Draw a chip for each who did what an event tells.

    Parameters
    ----------
    event : Event
        Its parts count as their wholes.
    y : float
        The middle of its row.
    columns : Columns
        Where chips stand.
    looks : mapping of str to Look
        Those of the actors that have one, whoever matters most first.
    language : Language
        That of the legend.

    Returns
    -------
    list of Shape
        A dash where nobody is known, and at most four chips.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> event = Event(1, "e", "E", EventDate.parse("2016"), EventType("t", "T"))
    >>> columns = Columns(9, 28, 0, 28, 28, 8, 2, 40, 90, 300)
    >>> chips_of(event, 0, columns, {}, ENGLISH)[0].legend[0].text
    'unattributed'
    """
    seen: dict[Look, LegendEntry] = {}
    codes = list(looks)
    for actor in event.by:
        look = looks.get(actor.code, UNNAMED)
        if look not in seen:
            seen[look] = _entry(actor, look, codes.index(actor.code) if look is not UNNAMED else -1,
                                language)  # fmt: skip
    chosen = sorted(seen.items(), key=lambda pair: pair[1].rank)[:MOST_CHIPS]
    taken = columns.side_by_side * (columns.chip + 1.0)
    wide, high = min(columns.chip, taken / max(1, len(chosen)) - 1.0), CHIP * columns.size
    shapes: list[Shape] = []
    if not event.by:
        return [replace(_dash(columns.chips, y, wide), legend=(_nobody(language),))]
    for place, (look, entry) in enumerate(chosen):
        first, *more = chip(look, columns.chips + place * (wide + 1.0), y, wide, high)
        legend = (entry, *((_together(language),) if len(chosen) > 1 else ()))
        shapes += [replace(first, legend=legend), *more]
    return shapes


@cache
def _entry(actor: Actor, look: Look, place: int, language: Language) -> LegendEntry:
    if place < 0:
        return LegendEntry(language("others"), tuple(chip(UNNAMED, -5, 0, 10, 11)), (ACTORS, 97))
    return LegendEntry(actor.name, tuple(chip(look, -5, 0, 10, 11)), (ACTORS, place))


@cache
def _nobody(language: Language) -> LegendEntry:
    return LegendEntry(language("unattributed"), (_dash(-5, 0, 10),), (ACTORS, 98))


def _dash(x: float, y: float, wide: float) -> Area:
    return rectangle(x, y - 1.2, wide, 2.4, theme.UNCODED)


@cache
def _together(language: Language) -> LegendEntry:
    one, other = Look(theme.LINK), Look(theme.LINK)
    sample = (*chip(one, -10, 0, 9.5, 11), *chip(other, 0.5, 0, 9.5, 11))
    return LegendEntry(language("one act of several"), sample, (JOINT,))


def value_of(event: Event, y: float, columns: Columns, language: Language) -> list[Shape]:
    """Draw the bar of an event's value, or a mark of how it stands where it did not happen.

    Parameters
    ----------
    event : Event
        The event.
    y : float
        The middle of its row.
    columns : Columns
        Where bars stand.
    language : Language
        That of the legend.

    Returns
    -------
    list of Shape
        Nothing where there are no bars, or where the event has no value.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> type = EventType("t", "T")
    >>> event = Event(1, "e", "E", EventDate.parse("2016"), type, own_intensity=-5.0)
    >>> columns = Columns(9, 28, 0, 28, 28, 8, 2, 40, 90, 300, zero=500, unit=6)
    >>> value_of(event, 50, columns, ENGLISH)[0].points[0][0]
    470.0
    """
    if not columns.unit:
        return []
    sign = theme.SIGNS.get(event.status)
    if sign is not None:
        entry = standing_entry(event.status, language)
        size = 0.95 * columns.size
        return [
            Mark(columns.zero, y, Glyph.CIRCLE, theme.MUTED, size, hollow=True, event=event.id,
                 sign=sign, legend=(entry,))
        ]  # fmt: skip
    if event.intensity is None:
        return []
    high = BAR * columns.size
    wide = columns.unit * event.intensity
    if not wide:  # as wide as its axis, which it lies on
        return [rectangle(columns.zero - 1.2, y - high / 2, 2.4, high, theme.VALUE)]
    bar = rectangle(min(columns.zero, columns.zero + wide), y - high / 2, abs(wide), high,
                    theme.VALUE)  # fmt: skip
    return [replace(bar, legend=(_values(language),))]


@cache
def _values(language: Language) -> LegendEntry:
    sample = (rectangle(-12, -4, 12, 8, theme.VALUE), Rule(0, -6, 0, 6, theme.INK, 0.8))
    return LegendEntry(language("how hostile or cooperative, −10 to +10"), sample, (VALUES,))


def bar_heading(columns: Columns, y: float, top: float, frame: Frame) -> list[Shape]:
    """Draw the axis of the bars, and over it which side is which.

    Parameters
    ----------
    columns : Columns
        Where bars stand.
    y : float
        The middle of the line over them.
    top : float
        The upper end of the axis; the lower is 0.
    frame : Frame
        Measure, width and language.

    Returns
    -------
    list of Shape
        The two words stand at the sides of the axis, as far as the canvas has room.

    Examples
    --------
    >>> columns = Columns(9, 28, 0, 28, 28, 8, 2, 40, 90, 300, zero=500, unit=6)
    >>> frame = Frame(lambda text, size: 5.0 * len(text), width=600)
    >>> [shape.text for shape in bar_heading(columns, 95, 90, frame)[1:]]
    ['conflict ◂', '▸ cooperation']
    """
    language = frame.language
    one, other = f"{language('conflict')} ◂", f"▸ {language('cooperation')}"
    edge = (frame.width or 0.0) - frame.margin + min(frame.margin, 12.0) / 2
    middle = min(columns.zero, edge - frame.measure(other, LEAST_TYPE) - 2)
    return [
        Rule(columns.zero, 0, columns.zero, top, theme.LINK, 0.8),
        Label(middle - 1.5, y, (one,), LEAST_TYPE, theme.MUTED, "right"),
        Label(middle + 1.5, y, (other,), LEAST_TYPE, theme.MUTED),
    ]
