"""Scenes moved, made larger or otherwise changed as a whole, whatever shapes they have."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from tracker.charts.frame.scale import Stretch
from tracker.charts.scene import KINDS, Scene

CORNERS = ("points", "handles")
NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (*KINDS, Stretch)}
LENGTHS = frozenset({"x", "y", "x0", "x1", "y0", "y1", "width", "height", "size"})


def each_shape(scene: Scene, change: Callable[[Any], Any]) -> Scene:
    """Change every shape of a scene.

    Parameters
    ----------
    scene : Scene
        As laid out.
    change : callable
        From a shape to the one in its place.

    Returns
    -------
    Scene
        With the same background, size and texts.

    Examples
    --------
    >>> each_shape(Scene(10, 10, "#ffffff"), lambda shape: shape).width
    10
    """
    changed: dict[str, Any] = {
        field.name: tuple(map(change, shapes))
        for field in fields(scene)
        if isinstance(shapes := getattr(scene, field.name), tuple)
    }
    return replace(scene, **changed)


def moved(scene: Scene, right: float, up: float) -> Scene:
    """Move everything on a scene; the canvas stays as it is.

    Parameters
    ----------
    scene : Scene
        Any scene.
    right, up : float
        Points to move by.

    Returns
    -------
    Scene
        With the same shapes in other places.

    Examples
    --------
    >>> moved(Scene(10, 10, "#ffffff"), 5, 5).width
    10
    """
    by = {"x": right, "x0": right, "x1": right, "y": up, "y0": up, "y1": up}

    def shifted(shape: Any) -> Any:
        changed: dict[str, Any] = {
            name: getattr(shape, name) + by[name] for name in NAMES[type(shape)] if name in by
        }
        for corners in CORNERS:
            if hasattr(shape, corners):
                found = getattr(shape, corners)
                changed[corners] = tuple((x + right, y + up) for x, y in found)
        return replace(shape, **changed)

    return each_shape(scene, shifted)


def scaled(scene: Scene, factor: float) -> Scene:
    """Scale a scene, its type and its lines with it.

    Parameters
    ----------
    scene : Scene
        Any scene.
    factor : float
        How many times as large it becomes, above 0.

    Returns
    -------
    Scene
        With the same shapes in another size.

    Examples
    --------
    >>> scaled(Scene(10, 10, "#ffffff"), 2).width
    20
    """

    def larger(shape: Any) -> Any:
        changed: dict[str, Any] = {
            name: getattr(shape, name) * factor for name in NAMES[type(shape)] if name in LENGTHS
        }
        for corners in CORNERS:
            if hasattr(shape, corners):
                found = getattr(shape, corners)
                changed[corners] = tuple((x * factor, y * factor) for x, y in found)
        return replace(shape, **changed)

    return replace(
        each_shape(scene, larger),
        width=scene.width * factor,
        height=scene.height * factor,
        unit=scene.unit * factor,
        head=scene.head * factor,
        margin=scene.margin * factor,
    )
