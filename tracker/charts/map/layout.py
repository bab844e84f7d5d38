"""The map: marks of events where they happened, on coasts and borders."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot

from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import Spacing, legend_of
from tracker.charts.map.clipping import Rectangle
from tracker.charts.map.ground import ground_of
from tracker.charts.map.listing import (
    GAP,
    MOST_NUMBERED,
    Item,
    columns_in,
    items_of,
    set_in_columns,
)
from tracker.charts.map.marks import Sizes, area_of, marks_of, scale_bar, sizes_key
from tracker.charts.map.names import NamedPlace, country_names, place_names
from tracker.charts.map.painting import contested_line, edge_of, painted
from tracker.charts.map.places import Place, places_of, ranges
from tracker.charts.map.view import View, bar_of, view_of
from tracker.charts.map.wording import described, subtitle_of, title_of
from tracker.charts.naming import Room
from tracker.charts.scene import LegendEntry, Mark, Rule, Scene, Shape
from tracker.charts.spine.causes import rows_in_order
from tracker.charts.style import theme
from tracker.charts.style.moving import moved
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.numbers import counted

WIDTH = 720.0
NARROW = 380.0  # below that margins are small
SLIM = 12.0
MOST_NAMES = 30
LEAST_TYPE, TYPE = 7.0, 8.0
FLATTEST, STEEPEST = 0.5, 0.82  # the height of a map beside its width
LEAST_MAP = 150.0  # points high; on a page on which there is less the list goes on to the next
LEAST_SHARE = 0.4  # of its width
LANDSCAPE = 1.2  # pages so much wider than high have the list beside the map
SHARE = 0.63  # of such a page, for the map
FIRST = 1  # place that has its name, whatever lies between: the title may speak of it
NEAR = 7.0  # points: places so near one another have their numbers together
GRAIN = 0.3  # points: smaller detail is left out
BELOW = 12.0  # from the map to what stands under it
KEY = Spacing(2.0, 13.0, 12.0, 6.0, LEAST_TYPE + 0.5, 15.0)


@dataclass(frozen=True)
class MapOptions:
    """The options of a map.

    Attributes
    ----------
    named : int or None
        How many places are named at most; by default thirty, or all where events are numbered.
    listed : bool
        Whether few events are numbered and listed; without, marks tell how many, as of many.
    """

    named: int | None = None
    listed: bool = True


DEFAULT = MapOptions()


def map_of(chronicle: Chronicle, frame: Frame, options: MapOptions = DEFAULT) -> Scene:
    """Lay out where events happened.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event with coordinates.
    frame : Frame
        Title, width, notes and language; by default the title is the two ends of what is shown,
        or of more than forty events the place that has most of them.
    options : MapOptions, optional
        How many places are named.

    Returns
    -------
    Scene
        For each place a mark of each class of events, whose area is their number. Up to forty
        events have numbers, in the order of the rows of a spine, and are listed under the map;
        those without coordinates are listed in grey. How many those are is said.

    Raises
    ------
    ValueError
        If no event has coordinates.

    Examples
    --------
    >>> map_of(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A map needs at least one event with coordinates.
    """
    return _Map.of(chronicle, frame, options).pages(None, (0.0, 0.0))[0]


def map_pages(
    chronicle: Chronicle,
    frame: Frame,
    options: MapOptions = DEFAULT,
    around: tuple[float, float] = (0.0, 0.0),
) -> tuple[Scene, ...]:
    """Lay out where events happened on a page, the list of them on further ones if need be.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event with coordinates.
    frame : Frame
        As for `map_of`; with a height the map fills what the texts leave of the page.
    options : MapOptions, optional
        How many places are named.
    around : tuple of float, optional
        What further texts take at the head of the first page and at the foot of the last.

    Returns
    -------
    tuple of Scene
        The map comes first.

    Examples
    --------
    >>> map_pages(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A map needs at least one event with coordinates.
    """
    return _Map.of(chronicle, frame, options).pages(frame.height, around)


@dataclass(frozen=True)
class _Map:
    """What a map shows, before it is laid out for a size."""

    frame: Frame
    options: MapOptions
    order: Sequence[Event]
    places: Sequence[Place]
    width: float
    title: str
    subtitle: str

    @classmethod
    def of(cls, chronicle: Chronicle, frame: Frame, options: MapOptions) -> "_Map":
        order = rows_in_order(chronicle)
        places = places_of(order)
        if not places:
            raise ValueError("A map needs at least one event with coordinates.")
        width = frame.width or WIDTH
        frame = replace(frame, width=width, margin=SLIM if width < NARROW else MARGIN * 0.75)
        language = frame.language
        title = title_of(order, places, language)
        subtitle = subtitle_of(order, places, language, options.listed)
        return cls(frame, options, order, places, width, title, subtitle)

    @property
    def is_numbered(self) -> bool:
        """Whether each event has a number, and stands in the list."""
        return self.options.listed and len(self.order) <= MOST_NUMBERED

    @property
    def size(self) -> float:
        """That of the letters."""
        return LEAST_TYPE if self.width < 2 * NARROW * 0.8 else TYPE

    @property
    def room(self) -> float:
        """What is between the margins."""
        return self.width - 2 * self.frame.margin

    def pages(self, height: float | None, around: tuple[float, float]) -> tuple[Scene, ...]:
        """The map and the list, on one page as long as they have room there."""
        if height is None:
            return (self._page(self.room, None, self._items(self.room)),)
        height -= sum(around)
        if self.is_numbered and self.width > LANDSCAPE * height:
            return self._beside(height, around)
        items = self._items(self.room)
        for listed in dict.fromkeys((items, ())):
            high = height - self._page(self.room, 0.0, listed).height
            if high >= min(LEAST_MAP, LEAST_SHARE * self.room) or not listed:
                break
        first = self._page(self.room, max(72.0, high), listed)
        rest = () if listed else items
        return (first, *self._lists(rest, height))

    def _beside(self, height: float, around: tuple[float, float]) -> tuple[Scene, ...]:
        """The map at the left and the list at the right, as far as it has room there."""
        wide = self.room * SHARE
        high = max(72.0, height - self._page(wide, 0.0, ()).height)
        column = self.room - wide - GAP
        items = self._items(column, 1)
        rooms = high + self._under(wide) - BELOW
        shapes, _, count = set_in_columns(items, 1, column, self.size, rooms)
        put = moved(Scene.of(shapes, 0, 0), self.frame.margin + wide + GAP, high)
        page = self._page(wide, high, (), list(put.shapes))
        return (page, *self._lists(items[count:], height))

    def _items(self, width: float, count: int | None = None) -> tuple[Item, ...]:
        if not self.is_numbered:
            return ()
        wide = columns_in(width)[1] if count is None else width
        return items_of(self.order, wide, self.size, self.frame)

    def _lists(self, items: Sequence[Item], height: float) -> list[Scene]:
        """Further pages, with what is left of the list."""
        pages = []
        count, wide = columns_in(self.room)
        while items:
            empty = framed(Scene(self.width, 0, theme.BACKGROUND, title=self.title),
                           replace(self.frame, describes=False), "")  # fmt: skip
            room = max(60.0, height - empty.height)
            shapes, high, taken = set_in_columns(items, count, wide, self.size, room)
            put = moved(Scene.of(shapes, 0, 0), self.frame.margin, high)
            body = Scene.of(put.shapes, self.width, high, title=self.title)
            page = framed(body, replace(self.frame, describes=False), "")
            pages.append(replace(page, description=self._description()))
            items = items[taken:]
        return pages

    def _under(self, wide: float) -> float:
        """How much the key takes under a map."""
        return self._page(wide, 0.0, ()).height - self._heading()

    def _heading(self) -> float:
        body = Scene(self.width, 0, theme.BACKGROUND, title=self.title)
        return framed(body, self.frame, self.subtitle).height

    def _page(
        self, wide: float, high: float | None, items: Sequence[Item],
        beside: Sequence[Shape] = (),
    ) -> Scene:  # fmt: skip
        """One page: the map, its key, then the list."""
        margin, size = self.frame.margin, self.size
        heights = (wide * FLATTEST, wide * STEEPEST) if high is None else (max(1.0, high),) * 2
        sizes = Sizes.of(self.places, wide)
        view = view_of(self.places, wide, heights, margin, 0.0)
        view = view.around((view.point(place), self._taken(place, view, sizes))
                           for place in self.places)  # fmt: skip
        tall = view.size[1] if high is None or high else 0.0
        drawn, left = self._drawn(view, sizes) if tall else (self._keys(view, sizes), 0)
        entries: list[LegendEntry] = [entry for shape in drawn for entry in shape.legend]
        shapes: list[Shape] = [replace(shape, legend=()) for shape in drawn] if tall else []
        y = -BELOW
        found, key_high = sizes_key(self.places, sizes, margin, margin + wide, self.frame)
        if found:
            shapes += moved(Scene.of(found, 0, 0), 0, y - key_high).shapes
            y -= key_high + 3
        legend = legend_of(entries, self.frame.measure, wide, KEY, margin)
        shapes += moved(legend, 0, y - legend.height + 6).shapes
        y -= legend.height + 6
        if items:
            listed, deep, _ = set_in_columns(items, *columns_in(self.room), size)
            put = moved(Scene.of(listed, 0, 0), margin, y - 6)
            shapes += [Rule(margin, y, margin + self.room, y, theme.FAINT), *put.shapes]
            y -= deep + 6
        if beside and tall:
            shapes += beside
        body = Scene.of(shapes, self.width, tall, title=self.title)
        page = framed(body, self.frame, self.subtitle, -y - min(MARGIN, 2 * margin) / 2)
        remark = f"No room on the map for the names of {counted(left, 'place')}." if left else ""
        return replace(page, description=self._description(), remark=remark)

    def _taken(self, place: Place, view: View, sizes: Sizes) -> Rectangle:
        """The rectangle around the marks of a place."""
        return _around(list(map(area_of, marks_of(place, view, sizes, self.frame.language))))

    def _keys(self, view: View, sizes: Sizes) -> list[Shape]:
        """The marks, for the key that they bring, and a line if there are contested ones."""
        marks: list[Shape] = []
        for place in self.places:
            marks += marks_of(place, view, sizes, self.frame.language)
        return [*marks, contested_line(self.frame.language)]

    def _drawn(self, view: View, sizes: Sizes) -> tuple[list[Shape], int]:
        """The map itself, and how many numbers have no room on it."""
        language, measure = self.frame.language, self.frame.measure
        wide, tall = view.size
        ground = ground_of(view.projection, view.rectangle, GRAIN / view.scale)
        marks: list[Mark] = []
        taken: list[Rectangle] = []
        room = Room((view.left + 2, 2, view.left + wide - 2, tall - 2))
        for place in self.places:
            there = marks_of(place, view, sizes, language)
            areas = [area_of(mark) for mark in there]
            room.take(areas)
            marks += there
            taken.append(_around(areas))
        found = bar_of(view)
        right = view.left + wide - 10
        if found:  # at the right, but where marks of events lie there
            long = found[1]
            ends = (right, view.left + 10 + long)
            areas_of_bar = [(end - long - 4, 2.0, end + 6, 22.0) for end in ends]
            hidden = [sum(_meet(area, other) for other in taken) for area in areas_of_bar]
            chosen = hidden.index(min(hidden))
            right = ends[chosen]
            room.take([areas_of_bar[chosen]])
        bar = scale_bar(view, right, 8, self.frame)
        wanted = self._wanted(view, taken)
        names, left = place_names(wanted, room, measure, self.size)
        countries = country_names(ground.countries, view, room, measure, language, self.size)
        marks.sort(key=lambda mark: -mark.size)
        shapes = [*painted(ground, view, language), *marks, *bar, *countries, *names]
        return [*shapes, edge_of(view)], left if self.is_numbered else 0

    def _wanted(self, view: View, taken: Sequence[Rectangle]) -> list[NamedPlace]:
        """The names to set: of places with numbers those that lie at one spot have one together."""
        if not self.is_numbered:
            most = MOST_NAMES if self.options.named is None else self.options.named
            named = [
                NamedPlace(self._counted(place), *view.point(place), area, number < FIRST)
                for number, (place, area) in enumerate(zip(self.places, taken, strict=True))
                if place.name
            ]
            return named[:most]
        numbers = {event.id: number for number, event in enumerate(self.order, start=1)}
        spots: list[tuple[float, float, list[Place], list[Rectangle]]] = []
        for place, area in zip(self.places, taken, strict=True):
            x, y = view.point(place)
            near = next((each for each in spots if hypot(each[0] - x, each[1] - y) < NEAR), None)
            if near is None:
                spots.append((x, y, [place], [area]))
            else:
                near[2].append(place)
                near[3].append(area)
        wanted = []
        for x, y, places, areas in spots:
            said = ranges(numbers[event.id] for place in places for event in place.events)
            names = list(dict.fromkeys(place.name for place in places if place.name))
            more = "…" if len(names) > 2 else ""
            parted = "; " if any("," in name for name in names) else ", "
            text = f"{said} {parted.join(names[:2])}{more}".strip()
            wanted.append(NamedPlace(text, x, y, _around(areas)))
        return wanted if self.options.named is None else wanted[: self.options.named]

    def _counted(self, place: Place) -> str:
        count = self.frame.language.number(place.count)
        return f"{place.name}: {count}" if place.count > 1 else place.name

    def _description(self) -> str:
        title = self.frame.title or self.title
        return described(title, self.order, self.places, self.options.listed)


def _meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _around(areas: Sequence[Rectangle]) -> Rectangle:
    """The rectangle around several."""
    lefts, lows, rights, highs = zip(*areas, strict=True)
    return min(lefts), min(lows), max(rights), max(highs)
