"""Options of a picture: its size, theme, language and texts, and the files it may go to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypedDict, TypeVar

from tracker.errors import InvalidInput, shown
from tracker.model.dates import EventDate
from tracker.model.event_fields import LABELS
from tracker.model.selection import Filters
from tracker.model.text import clean_line

OTHER_PLACE = "Choose another place with -o."  # advice where a file cannot be written
PICTURE_SUFFIXES = (".png", ".svg", ".pdf")
PAGE_SUFFIXES = (".html", ".htm")
LANGUAGES = ("en", "de", "es", "fr", "ru", "uk", "zh")  # a test holds them to languages.toml
DPI = 150
LEAST_DPI, MOST_DPI = 36, 1200
POINTS = {"in": 72.0, "cm": 72.0 / 2.54, "mm": 72.0 / 25.4, "pt": 1.0}
NAMED = {  # width and height in points
    "a4": (841.9, 595.3),
    "a4-portrait": (595.3, 841.9),
    "letter": (792.0, 612.0),
    "letter-portrait": (612.0, 792.0),
    "slide": (960.0, 540.0),
}
SIZE = re.compile(r"(\d*\.?\d+)\s*(?:[x×]\s*(\d*\.?\d+))?\s*(in|cm|mm|pt|px)?", re.IGNORECASE)
LEAST, MOST = 72.0, 14400.0  # an inch; what PDF readers open
Choice = TypeVar("Choice", bound=StrEnum)


class Palette(StrEnum):
    """The colours of a picture."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


class PageTheme(StrEnum):
    """The colours of a page when it opens: as the reader's system is set, or one of two."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class LanesBy(StrEnum):
    """The kinds of lanes of a timeline."""

    ACTOR = "actor"
    TYPE = "type"
    PLACE = "place"
    ACCOUNT = "account"


class TimelineForm(StrEnum):
    """The forms of a timeline: a row for each event, or lanes over a time axis."""

    SPINE = "spine"
    LANES = "lanes"


MOST_ON_SPINE, MOST_IN_COLUMN = 40, 400  # events, unless a form is asked for
MOST_ROWS = 1000
COLUMN = 520.0  # points: 180 mm and a little
LANES = (*LanesBy, *(field.option for field in LABELS))


def parse_lanes(text: str) -> LanesBy | str:
    """A kind of lanes, or the name of labels such as tags.

    >>> parse_lanes("Actor")
    <LanesBy.ACTOR: 'actor'>
    """
    labels = [field.option for field in LABELS]
    if text.lower() in labels:
        return text.lower()
    if text.lower() not in list(LanesBy):
        raise InvalidInput(
            f"There is no lane {text[:40]}; choose {', '.join((*LanesBy, *labels))}."
        )
    return LanesBy(text.lower())


def parse_colour_by(text: str) -> str:
    """The name of labels, such as tags, whose colours marks are to have."""
    labels = [field.option for field in LABELS]
    if text.lower() not in labels:
        known = f"; choose {', '.join(labels)}" if labels else ""
        raise InvalidInput(f"There is no label {text[:40]} to colour by{known}.")
    return text.lower()


class ChartSource(StrEnum):
    """The forms in which a chart is printed: letters, or the source of a diagram."""

    TEXT = "text"
    MERMAID = "mermaid"
    DOT = "dot"


@dataclass(frozen=True)
class Phase:
    """A stretch of time with a name, shaded behind the events of a timeline."""

    name: str
    date: EventDate

    @classmethod
    def parse(cls, text: str) -> "Phase":
        """Read ``NAME=DATES``.

        >>> Phase.parse("Talks=2016-09-09/2016-10-03").name
        'Talks'
        """
        name, separator, date = text.rpartition("=")
        if not separator or not name.strip():
            raise InvalidInput(
                f"{text[:60]!r} is no phase; write its name and dates: Talks=2016-09."
            )
        return cls(clean_line(name, "phase"), EventDate.parse(date))


@dataclass(frozen=True, slots=True)
class Size:
    """A width and, where it is given, a height; in points, or in pixels."""

    width: float
    height: float | None = None
    pixels: bool = False

    @classmethod
    def parse(cls, text: str) -> "Size":
        """Read ``180mm``, ``16x9cm``, ``1200x675px`` or the name of a page.

        Parameters
        ----------
        text : str
            A width, or a width and a height; inches where no unit is given.

        Raises
        ------
        InvalidInput
            If it is none of these, or smaller than an inch, or larger than five metres.

        Examples
        --------
        >>> Size.parse("16x9in")
        Size(width=1152.0, height=648.0, pixels=False)
        """
        name = text.strip().lower()
        if name in NAMED:
            return cls(*NAMED[name])
        match = SIZE.fullmatch(name)
        if match is None:
            raise InvalidInput(
                f"{text[:40]!r} is no size: say 180mm, 16x9cm, 1200x675px, or {', '.join(NAMED)}."
            )
        wide, high, unit = match.groups()
        points = POINTS.get(unit or "in", 1.0)
        size = cls(float(wide) * points, float(high) * points if high else None, unit == "px")
        for length in (size.width, size.height or size.width):
            if not size.pixels and not LEAST <= length <= MOST:
                raise InvalidInput(f"{text[:40]!r}: a picture is between an inch and five metres.")
        return size

    def points(self, dpi: int) -> tuple[float, float | None]:
        """Width and height in points, at so many pixels an inch."""
        if not self.pixels:
            return self.width, self.height
        return self.width * 72 / dpi, self.height * 72 / dpi if self.height else None


def form_of(form: TimelineForm | None, events: int, size: Size | None) -> TimelineForm:
    """The form of a timeline: that asked for, else a spine where there is room for all its rows.

    >>> form_of(None, 28, None), form_of(None, 500, None).value
    (<TimelineForm.SPINE: 'spine'>, 'lanes')
    """
    if form is not None:
        return form
    narrow = size is not None and not size.pixels and size.width <= COLUMN
    most = MOST_IN_COLUMN if narrow else MOST_ON_SPINE
    return TimelineForm.SPINE if events <= most else TimelineForm.LANES


class SavablePicture(Protocol):
    """A picture as a face of tracker shows it: a file, and the sentences that belong to it."""

    @property
    def cautions(self) -> tuple[str, ...]:
        """Sentences on what is wrong with the picture."""

    @property
    def conclusion(self) -> str:
        """The sentence on what was drawn, and how large."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences that a reader must be told besides."""

    def files(self, target: Path) -> tuple[Path, ...]:
        """The files that it is saved into, those of further pages beside the first."""

    def save(self, path: Path | str | None = None, *, force: bool = False) -> Path:
        """Draw it into a file, without one into a free name here; `force` replaces one."""

    def save_description(self, picture: Path, *, force: bool = False) -> Path:
        """Write what it shows into a text beside it; `force` replaces one."""


class PictureArguments(TypedDict, total=False):
    """The options of a picture as a person names them: a size or a theme as text or value."""

    title: str | None
    subtitle: str | None
    caption: str | None
    size: Size | str | None
    dpi: int | None
    theme: Palette | str | None
    font: str | None
    language: str | None
    notes: bool


class ChartArguments(PictureArguments, Filters, total=False):
    """The options of a picture, and the filters that choose the events drawn."""


class LinkedChartArguments(ChartArguments, total=False):
    """The same of a chart that draws links, with those that choose links."""

    min_likelihood: float | str | None
    relation: str | Iterable[str] | None
    sense: str | None


@dataclass(frozen=True)
class PictureOptions:
    """The options of a picture, whatever chart it shows.

    `title` and `caption` are empty for the chart's own or none. A `subtitle` stands over what the
    chart says of itself; an empty one is in its place, so that nothing stands there. `font` is
    a family or a file, empty for the font of charts; `language` is an ISO 639-1 code; with `notes`
    the sources are listed as numbered notes.
    """

    title: str = ""
    subtitle: str | None = None
    caption: str = ""
    size: Size | None = None
    dpi: int = DPI
    theme: Palette = Palette.LIGHT
    font: str = ""
    language: str = "en"
    notes: bool = False

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "PictureOptions":
        """Read the options among given arguments; what is none of a picture's is left aside.

        >>> PictureOptions.of({"size": "slide", "theme": "dark", "actor": "RUS"}).theme
        <Palette.DARK: 'dark'>
        """
        size, dpi = given.get("size"), given.get("dpi") or DPI
        subtitle = given.get("subtitle")
        if not LEAST_DPI <= dpi <= MOST_DPI:
            raise InvalidInput(f"dpi {dpi} is not between {LEAST_DPI} and {MOST_DPI}.")
        return cls(
            title=clean_title(given.get("title")),
            subtitle=None if subtitle is None else clean_title(subtitle),
            caption=clean_title(given.get("caption")),
            size=Size.parse(size) if isinstance(size, str) else size,
            dpi=dpi,
            theme=parse_choice(Palette, given.get("theme") or Palette.LIGHT, "theme"),
            font=given.get("font") or "",
            language=given.get("language") or "en",
            notes=bool(given.get("notes")),
        )


def clean_title(title: str | None) -> str:
    """A title as it may stand above a picture; none is empty.

    >>> clean_title(None), clean_title("Autumn")
    ('', 'Autumn')
    """
    return clean_line(title, "title") if title else ""


def parse_choice(kind: type[Choice], text: str, noun: str) -> Choice:
    """One of the values of an enum, by its text in any case.

    >>> parse_choice(Palette, "Dark", "theme")
    <Palette.DARK: 'dark'>
    """
    if text.lower() not in list(kind):
        raise InvalidInput(f"There is no {noun} {text[:40]}; choose {', '.join(kind)}.")
    return kind(text.lower())


def parsed_phases(phases: Iterable[Phase | str]) -> tuple[Phase, ...]:
    """Phases as they are, or read from text."""
    return tuple(Phase.parse(each) if isinstance(each, str) else each for each in phases)


def picture_suffix(target: Path) -> str:
    """The suffix of a picture's file, refused where it is none of ours.

    >>> picture_suffix(Path("chain.SVG"))
    '.svg'
    """
    kind = target.suffix.lower()
    if kind not in PICTURE_SUFFIXES:
        raise InvalidInput(
            f"{shown(target)}: a picture ends in {', '.join(PICTURE_SUFFIXES[:-1])} or "
            f"{PICTURE_SUFFIXES[-1]}."
        )
    return kind


def page_suffix(target: Path) -> str:
    """The suffix of a report's file, refused where it is none of HTML.

    >>> page_suffix(Path("crisis.html"))
    '.html'
    """
    kind = target.suffix.lower()
    if kind not in PAGE_SUFFIXES:
        raise InvalidInput(f"{shown(target)}: a report ends in {' or '.join(PAGE_SUFFIXES)}.")
    return kind


def description_file(picture: Path) -> Path:
    """The file beside that of a picture which tells it in words.

    >>> description_file(Path("chain.svg")).name
    'chain.svg.txt'
    """
    return picture.with_name(f"{picture.name}.txt")


def check_picture_file(target: Path) -> None:
    """Refuse a file that no picture can go to: of another suffix, or in no folder."""
    picture_suffix(target)
    check_folder(target)


def check_page_file(target: Path) -> None:
    """Refuse a file that no report can go to: of another suffix, or in no folder."""
    page_suffix(target)
    check_folder(target)


def check_folder(target: Path) -> None:
    """Refuse a file in a folder that is not there."""
    if not target.absolute().parent.is_dir():
        raise InvalidInput(f"There is no folder {shown(target.parent)}; make it first.")
