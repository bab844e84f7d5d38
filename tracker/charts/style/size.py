"""Charts laid out so that they fill a size."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tracker.charts.scene import Scene
from tracker.charts.style.moving import moved, scaled
from tracker.errors import InvalidInput
from tracker.model.picture import LEAST, Size

NARROWEST = 560.0  # of charts that have no layout for columns
NARROWEST_COLUMN = 170.0
WIDER = 1.15
TRIES = 12
HALVINGS = 4


def sized(
    lay_out: Callable[[float | None], Scene], size: Size | None, dpi: int,
    narrowest: float = NARROWEST,
) -> Scene:  # fmt: skip
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
    narrowest : float, optional
        The width below which the chart is laid out wider and then made smaller.

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
    _check(wide, high, dpi)
    room = max(wide, narrowest)
    scene = lay_out(room)
    for _ in range(TRIES):
        if high is None or scene.height / scene.width <= high / wide:
            break
        wider = lay_out(room * WIDER)
        if wider.width == scene.width:
            break  # it has a width of its own
        room, scene = room * WIDER, wider
    if high is not None and room > max(wide, narrowest):
        scene = _snug(lay_out, room / WIDER, room, high / wide)
    factor = min(wide / scene.width, (high or scene.height * wide) / scene.height)
    return _framed(scaled(scene, factor), wide, high or scene.height * factor)


def on_pages(
    lay_out: Callable[[float | None, float | None], Sequence[Scene]], size: Size | None, dpi: int
) -> tuple[Scene, ...]:
    """Lay a chart out on pages of a size, for one that has its own type for each width.

    Parameters
    ----------
    lay_out : callable
        The chart for a width and a height in points, or None for its own.
    size : Size or None
        The size asked for; without a height there is one page as high as the chart.
    dpi : int
        Pixels an inch, for a size in pixels.

    Returns
    -------
    tuple of Scene
        Each exactly so wide and, where a height is asked for, so high.

    Raises
    ------
    InvalidInput
        If a size in pixels is smaller than an inch.

    Examples
    --------
    >>> pages = on_pages(lambda width, height: [Scene(width, 100, "#ffffff")],
    ...                  Size.parse("10x4in"), 150)
    >>> [(page.width, page.height) for page in pages]
    [(720.0, 288.0)]
    """
    if size is None:
        return tuple(lay_out(None, None))
    wide, high = size.points(dpi)
    _check(wide, high, dpi)
    factor = min(1.0, wide / NARROWEST_COLUMN)
    pages = []
    for scene in lay_out(wide / factor, high / factor if high else None):
        fitting = min(1.0, high / (scene.height * factor)) if high else 1.0
        fitted = scaled(scene, factor * fitting) if factor * fitting < 1 else scene
        top = (high or fitted.height) - fitted.height
        put = moved(fitted, (wide - fitted.width) / 2, top)
        pages.append(replace(put, width=wide, height=high or fitted.height))
    return tuple(pages)


def _check(wide: float, high: float | None, dpi: int) -> None:
    if min(wide, high or wide) < LEAST:
        raise InvalidInput(f"At {dpi} pixels an inch that is smaller than an inch; ask for more.")


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
