"""How large a picture is: sizes as people say them, and charts laid out to fit one."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tracker.charts.scene import Scene
from tracker.charts.style.moving import moved, scaled
from tracker.errors import InvalidInput

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
NARROWEST = 560.0  # below that a chart is laid out wider and then made smaller
WIDER = 1.15
TRIES = 12
HALVINGS = 4


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


def sized(lay_out: Callable[[float | None], Scene], size: Size | None, dpi: int) -> Scene:
    """Lay a chart out so that it fills a size.

    Parameters
    ----------
    lay_out : callable
        The chart for a width in points, or for None at its own width; it may have a width of its
        own all the same, as a chain has.
    size : Size or None
        The size asked for; without one the chart has its own.
    dpi : int
        Pixels an inch, for a size in pixels.

    Returns
    -------
    Scene
        Exactly so wide and, where a height is asked for, so high; type is as large as that
        allows: a chart too high for its page is laid out wider and then made smaller.

    Raises
    ------
    InvalidInput
        If a size in pixels is smaller than an inch.

    Examples
    --------
    >>> sized(lambda width: Scene(width or 500, 100, "#ffffff"), Size.parse("10x4in"), 150).height
    288.0
    """
    if size is None:
        return lay_out(None)
    wide, high = size.points(dpi)
    if min(wide, high or wide) < LEAST:
        raise InvalidInput(f"At {dpi} pixels an inch that is smaller than an inch; ask for more.")
    room = max(wide, NARROWEST)
    scene = lay_out(room)
    for _ in range(TRIES):
        if high is None or scene.height / scene.width <= high / wide:
            break
        wider = lay_out(room * WIDER)
        if wider.width == scene.width:
            break  # it has a width of its own
        room, scene = room * WIDER, wider
    if high is not None and room > max(wide, NARROWEST):
        scene = _snug(lay_out, room / WIDER, room, high / wide)
    factor = min(wide / scene.width, (high or scene.height * wide) / scene.height)
    return _framed(scaled(scene, factor), wide, high or scene.height * factor)


def _snug(
    lay_out: Callable[[float | None], Scene], narrow: float, broad: float, shape: float
) -> Scene:
    """The narrowest that is no higher than the page, between one that is and one that is not."""
    for _ in range(HALVINGS):
        middle = (narrow + broad) / 2
        scene = lay_out(middle)
        if scene.height / scene.width <= shape:
            broad = middle
        else:
            narrow = middle
    return lay_out(broad)


def _framed(scene: Scene, width: float, height: float) -> Scene:
    """A scene in the middle of a page."""
    put = moved(scene, (width - scene.width) / 2, (height - scene.height) / 2)
    return replace(put, width=width, height=height)
