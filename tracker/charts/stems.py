"""Acts on rungs as stems, bars and bands: where each stands, and the shapes that draw it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tracker.charts.naming import Rectangle
from tracker.charts.scene import Glyph, LegendEntry, Mark, Rule, Shape, Span
from tracker.charts.style import theme
from tracker.charts.style.actors import Look
from tracker.charts.words.dating import is_vague
from tracker.charts.words.language import Language
from tracker.model.codebook import Rung
from tracker.model.event import Event, Status

RUNG = 70.0
GROUND = RUNG * (Rung.NEUTRAL + 0.5)  # the height from which stems rise, and hang to cooperation
DOT = 6.5
SMALL_DOT = 4.0  # of many acts
MANY = 400
BAR = 5.0
PLAIN = Look(theme.SIDES[0])


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a side: its event, its rung, and from where to where it stands on the page.

    One of a known day is as wide as its dot. Its colour and the shape of its dot are those of its
    side's `look`.
    """

    event: Event
    side: int
    rung: int
    x0: float
    x1: float
    look: Look = PLAIN
    opens_left: bool = False
    opens_right: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its beginning or its end is not known at all."""
        return self.opens_left or self.opens_right

    @property
    def is_lasting(self) -> bool:
        """Whether it goes on from a beginning to an end."""
        return self.event.date.is_interval

    @property
    def is_imprecise(self) -> bool:
        """Whether it is of one moment whose day is not known."""
        return not self.event.date.is_day and not self.is_lasting

    @property
    def x(self) -> float:
        """Where its dot stands: at the beginning of what lasts, else in the middle.

        Of what is open it stands on the day that is known.
        """
        if self.is_open:
            return self.x1 if self.opens_left else self.x0
        begun = self.is_lasting and self.event.date.earliest is not None
        return self.x0 if begun else (self.x0 + self.x1) / 2


def dot_size(acts: Sequence[Act]) -> float:
    """Choose the diameter of dots: small ones where there are many acts.

    Parameters
    ----------
    acts : sequence of Act
        Of all sides.

    Returns
    -------
    float
        Points.

    Examples
    --------
    >>> dot_size([])
    6.5
    """
    return DOT if len(acts) <= MANY else SMALL_DOT


def heights_of(acts: Sequence[Act]) -> dict[tuple[int, int], float]:
    """Find the height of each act: the middle of its rung, or aside of what lies there already.

    Parameters
    ----------
    acts : sequence of Act
        Of all sides.

    Returns
    -------
    dict of (int, int) to float
        By the number of the event and of the side.

    Examples
    --------
    >>> heights_of([])
    {}
    """
    dot = dot_size(acts)
    most = int((RUNG / 2 - dot) // dot)
    offsets = [0.0, *(sign * dot * n for n in range(1, most + 1) for sign in (1, -1))]
    ends: dict[tuple[int, float], float] = defaultdict(lambda: float("-inf"))
    heights = {}
    for act in sorted(acts, key=lambda act: (act.x0, act.side, act.event.id)):
        left, right = act.x0 - dot / 2, act.x1 + dot / 2
        free = [offset for offset in offsets if ends[act.rung, offset] <= left]
        chosen = free[0] if free else min(offsets, key=lambda offset: ends[act.rung, offset])
        ends[act.rung, chosen] = max(right, ends[act.rung, chosen])
        heights[act.event.id, act.side] = RUNG * (act.rung + 0.5) + chosen
    return heights


def stems(acts: Sequence[Act], heights: dict[tuple[int, int], float]) -> list[Rule]:
    """Draw a line from the ground to each act that has a day; of those that coincide the longest.

    Parameters
    ----------
    acts : sequence of Act
        Of all sides.
    heights : dict of (int, int) to float
        Where each stands, as `heights_of` finds it.

    Returns
    -------
    list of Rule
        None for what is neutral, of some time within, or without a beginning.

    Examples
    --------
    >>> stems([], {})
    []
    """
    width = 1.0 if dot_size(acts) == DOT else 0.4
    longest: dict[tuple[int, float, bool], float] = {}
    for act in acts:
        begins = not act.is_imprecise and not (act.is_lasting and act.event.date.earliest is None)
        if begins and act.rung != Rung.NEUTRAL:
            y = heights[act.event.id, act.side]
            key = (act.side, round(act.x, 1), y > GROUND)
            furthest = max if y > GROUND else min
            longest[key] = furthest(y, longest.get(key, GROUND))
    colours = {act.side: act.look.colour for act in acts}
    return [Rule(x, GROUND, x, y, colours[side], width) for (side, x, _), y in longest.items()]


def shapes_of(
    act: Act, y: float, name: str, language: Language, dot_size: float = DOT
) -> list[Shape]:
    """Draw the dot of an act, with the bar of what lasts or the band of what is imprecise.

    Parameters
    ----------
    act : Act
        The act.
    y : float
        Its height.
    name : str
        That of its side.
    language : Language
        The language of the legend.
    dot_size : float, optional
        The diameter of the dot.

    Returns
    -------
    list of Mark or Span
        The dot last.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> event = Event(1, "e", "E", EventDate.parse("2016-10-03"), EventType("t", "T"))
    >>> [type(shape).__name__ for shape in shapes_of(Act(event, 0, 1, 9, 9), 50, "A", ENGLISH)]
    ['Mark']
    """
    colour, event = act.look.colour, act.event
    begin, _, end = event.date.text.partition("/")
    doubted = is_vague(begin) if act.is_lasting else event.date.is_approximate
    vague = act.is_imprecise or doubted or act.x != act.x0
    if act.is_open and act.is_lasting:
        vague = doubted if act.opens_right else True
    dot = Mark(act.x, y, act.look.glyph, colour, dot_size, hollow=vague, event=event.id,
               legend=(_side_entry(act.side, act.look, name),))  # fmt: skip
    if event.date.is_day:
        return [replace(dot, legend=(*dot.legend, _about_entry(language)))] if vague else [dot]
    fades = (True, True) if act.is_imprecise else (is_vague(begin), is_vague(end))
    if act.is_open:
        fades = (
            act.is_lasting and act.opens_right and fades[0],
            act.is_lasting and act.opens_left and fades[1],
        )
    if act.is_lasting and vague and not act.opens_left:
        approximate = begin.endswith(("?", "~", "%"))
        said = _about_entry(language) if approximate else _imprecise_entry(language)
        dot = replace(dot, legend=(*dot.legend, said))
    bar = Span(
        act.x0, act.x1, y, BAR, colour, *fades, derived=not any(fades), event=event.id,
        opens_left=act.opens_left, opens_right=act.opens_right,
        legend=(_bar_entry(act, language),),
    )  # fmt: skip
    return [bar, dot]


def areas_of(shapes: Iterable[Shape]) -> Iterable[Rectangle]:
    """Find the rectangles that stems, bars and dots take.

    Parameters
    ----------
    shapes : iterable of Shape
        What is drawn.

    Yields
    ------
    tuple of float
        Left, lower, right and upper end.

    Examples
    --------
    >>> list(areas_of([Rule(5, 0, 5, 70, "#000000")]))
    [(3, 0, 7, 70)]
    """
    for shape in shapes:
        if isinstance(shape, Rule):
            yield shape.x0 - 2, min(shape.y0, shape.y1), shape.x1 + 2, max(shape.y0, shape.y1)
        elif isinstance(shape, Span):
            yield shape.x0, shape.y - BAR / 2 - 1, shape.x1, shape.y + BAR / 2 + 1
        elif isinstance(shape, Mark):
            yield shape.x - 5, shape.y - 5, shape.x + 5, shape.y + 5


@cache
def _side_entry(number: int, look: Look, name: str) -> LegendEntry:
    return LegendEntry(name, (Mark(0, 0, look.glyph, look.colour, 7.5),), (0, number))


def _bar_entry(act: Act, language: Language) -> LegendEntry:
    """What tells of a bar: what lasts, what is open, or what is of some time within."""
    if not act.is_open:
        return _lasting_entry(language) if act.is_lasting else _imprecise_entry(language)
    if act.is_lasting:
        going = act.event.status is Status.ONGOING
        end = "ongoing" if going else "its end is not known"
        return _open_entry("its beginning is not known" if act.opens_left else end,
                           act.opens_left, language)  # fmt: skip
    moment = "on that day or earlier" if act.opens_left else "on that day or later"
    return _open_entry(moment, act.opens_left, language)


@cache
def _open_entry(text: str, left: bool, language: Language) -> LegendEntry:
    bar = Span(
        -11, 8 if left else 11, 0, BAR, theme.UNCODED, derived=True, opens_left=left,
        opens_right=not left,
    )  # fmt: skip
    at = bar.x1 if left else bar.x0
    hollow = left or text.startswith("on ")
    dot = Mark(at, 0, Glyph.CIRCLE, theme.UNCODED, DOT, hollow=hollow)
    return LegendEntry(language(text), (bar, dot), (1, 1, int(left)))


@cache
def _lasting_entry(language: Language) -> LegendEntry:
    bar = Span(-11, 11, 0, BAR, theme.UNCODED, derived=True)
    dot = Mark(-11, 0, Glyph.CIRCLE, theme.UNCODED, DOT)
    return LegendEntry(language("from its first day to its last"), (bar, dot), (1,))


@cache
def _imprecise_entry(language: Language) -> LegendEntry:
    bar = Span(-11, 11, 0, BAR, theme.UNCODED, True, True)
    dot = Mark(0, 0, Glyph.CIRCLE, theme.UNCODED, DOT, hollow=True)
    return LegendEntry(language("some time within"), (bar, dot), (2,))


@cache
def _about_entry(language: Language) -> LegendEntry:
    dot = Mark(0, 0, Glyph.CIRCLE, theme.UNCODED, DOT, hollow=True)
    return LegendEntry(language("about that day"), (dot,), (3,))
