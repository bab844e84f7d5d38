"""The boxes of a chain: date, who, title, and how many causes of an event are not drawn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.charts.frame.legend import BESIDE_CLASSES, class_entry, standing_entry
from tracker.charts.scene import Area, Box, Label, LegendEntry, Mark, Measure, Shape
from tracker.charts.style import theme
from tracker.charts.style.actors import looks_of
from tracker.charts.words.dating import date_in_words
from tracker.charts.words.language import Language
from tracker.charts.words.wording import in_brackets
from tracker.model.actor_colours import ActorColours
from tracker.model.event import Event

BOX_WIDTH = 118.0
INSET = 13.0
LINE = 10.6
PADDING = 11.0


@dataclass(frozen=True, slots=True)
class BoxText:
    """The lines of a box and the height they need."""

    head: tuple[str, ...]
    body: tuple[str, ...]
    foot: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Height of the box in points."""
        return PADDING + LINE * (len(self.head) + len(self.body) + len(self.foot))


def box_text(
    event: Event, width: float, measure: Measure, behind: str, foot: Sequence[str],
    language: Language,
) -> BoxText:  # fmt: skip
    """Break the texts of an event into the lines of its box.

    Parameters
    ----------
    event : Event
        The event.
    width : float
        That of the box, in points.
    measure : callable
        Width in points of a text at a font size.
    behind : str
        What stands behind the date, such as the number of a note.
    foot : sequence of str
        What stands under the title, such as how many causes are not drawn.
    language : Language
        That of dates.

    Returns
    -------
    BoxText
        A title that is longer than five lines ends in an ellipsis.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> event = Event(1, "e", "Talks end", EventDate.parse("2016-10-03"), EventType("t", "T"))
    >>> box_text(event, 118, lambda text, size: 5.0 * len(text), "", ["+2"], ENGLISH).body
    ('Talks end',)
    """
    room = width - INSET - 8
    # The first line leaves room for the glyph.
    said = date_in_words(event.date, language) + behind
    date = theme.wrapped(said, room - 10, theme.SMALL_SIZE, measure, 2)
    sides = theme.wrapped(event.sides, room, theme.SMALL_SIZE, measure, 3)
    body = theme.wrapped(
        event.title, room / theme.BOLDER, theme.LABEL_SIZE, measure, 5, in_brackets(event, language)
    )
    below = tuple(
        line for text in foot for line in theme.wrapped(text, room, theme.SMALL_SIZE, measure, 2)
    )
    return BoxText((*date, *sides), body, below)


def doers_of(order: Sequence[Event], sides: Sequence[str], actors: ActorColours) -> dict[str, str]:
    """A colour for whoever acts first in an event: those of the sides, else the busiest's own."""
    often = Counter(event.by[0].code for event in order if event.by)
    coloured = list(sides) or [code for code, _ in often.most_common()]
    looks = looks_of(coloured, actors.kept, actors.order)
    return {code: looks[code].colour if code in looks else theme.UNCODED for code in often}


def box_shapes(
    event: Event, text: BoxText, left: float, middle: float, width: float,
    doers: Mapping[str, str], language: Language,
) -> list[Shape]:  # fmt: skip
    """Draw the box of an event.

    Parameters
    ----------
    event : Event
        The event.
    text : BoxText
        Its lines.
    left, middle : float
        The left end of the box and the middle of its height.
    width : float
        That of the box.
    doers : mapping of str to str
        The colours of those who act.
    language : Language
        That of the legend.

    Returns
    -------
    list of Shape
        The box with a strip of the colour of who acts, the glyph in its upper right corner, and its
        texts.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> event = Event(1, "e", "Talks end", EventDate.parse("2016-10-03"), EventType("t", "T"))
    >>> text = BoxText(("3 Oct 2016",), ("Talks end",))
    >>> [type(shape).__name__ for shape in box_shapes(event, text, 0, 50, 118, {}, ENGLISH)]
    ['Box', 'Mark', 'Label', 'Label']
    """
    high = text.height
    shapes: list[Shape] = [_box(event, doers, left, middle - high / 2, width, high, language)]
    entries = [class_entry(event.tone, language)]
    sign = theme.SIGNS.get(event.status)
    if sign:
        entries.append(standing_entry(event.status, language))
    top = middle + high / 2 - 6
    shapes.append(
        Mark(left + width - 9, top - 4, theme.glyph_of(event.tone), theme.colour_of(event.tone),
             9.0 if sign else 7.0, hollow=sign is not None, event=event.id, sign=sign,
             legend=tuple(entries))
    )  # fmt: skip
    for lines, size, colour, weight in (
        (text.head, theme.SMALL_SIZE, theme.MUTED, "normal"),
        (text.body, theme.LABEL_SIZE, theme.INK, "bold"),
        (text.foot, theme.SMALL_SIZE, theme.MUTED, "normal"),
    ):
        if not lines:
            continue
        y = top - LINE * len(lines) / 2
        shapes.append(
            Label(left + INSET, y, lines, size, colour, weight=weight, event=event.id)
        )  # fmt: skip
        top -= LINE * len(lines)
    return shapes


def _box(
    event: Event, doers: Mapping[str, str], left: float, low: float, wide: float, tall: float,
    language: Language,
) -> Box:  # fmt: skip
    """The box of an event, with a strip of the colour of who acts."""
    entries: tuple[LegendEntry, ...] = ()
    colour = theme.UNCODED
    if event.by:
        doer = event.by[0]
        colour = doers[doer.code]
        strip = Area(((-2, -7), (3, -7), (3, 7), (-2, 7)), colour)
        if colour == theme.UNCODED:
            entries = (LegendEntry(language("others"), (strip,), (BESIDE_CLASSES, 1)),)
        else:
            entries = (LegendEntry(doer.name, (strip,), (BESIDE_CLASSES, 0)),)
    unreal = event.status in theme.SIGNS
    return Box(
        left, low, wide, tall, theme.BACKGROUND if unreal else theme.PANEL,
        theme.UNCODED if unreal else theme.FAINT, strip=colour, event=event.id, dashed=unreal,
        legend=entries,
    )  # fmt: skip
