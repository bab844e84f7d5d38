"""Options of a picture: its size, theme, language and texts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypedDict, TypeVar

from tracker.errors import InvalidInput
from tracker.model.selection import Filters
from tracker.model.text import clean_line

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


class ChartSource(StrEnum):
    """The forms in which a chart is printed: letters, or the source of a diagram."""

    TEXT = "text"
    MERMAID = "mermaid"
    DOT = "dot"


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
