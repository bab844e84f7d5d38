"""Coastlines and borders of the world, as Natural Earth has them at 1 : 50 million."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np

Array = Any


class Kind(IntEnum):
    """What a line is."""

    COAST = 0
    BORDER = 1
    CONTESTED = 2
    NOTHING = 3


@dataclass(frozen=True, eq=False)
class World:
    """The points of all arcs, and the rings that they make up.

    Attributes
    ----------
    source : str
        Where the data come from, for a note.
    longitudes, latitudes : array of float
        Of the points of all arcs, one arc behind the other, in degrees.
    kinds : array of int
        What the line from each point to the next is; nothing at the end of an arc.
    land : tuple of array of int
        For each ring of land or of a sea within it the numbers of its points.
    countries : tuple of (str, array of int)
        The same for rings of countries, with the ISO 3166 code of each.
    """

    source: str
    longitudes: Array
    latitudes: Array
    kinds: Array
    land: tuple[Array, ...]
    countries: tuple[tuple[str, Array], ...]


@cache
def world() -> World:
    """Load the world.

    Returns
    -------
    World
        Loaded once in a process.

    Examples
    --------
    >>> world().source
    'Natural Earth 4.1.0, 1 : 50 million, by world-atlas 2.0.2 of 2018-11-01'
    >>> len(world().land) > 1000, "SY" in {code for code, _ in world().countries}
    (True, True)
    """
    with as_file(files("tracker.charts.map") / "world.npz") as file, np.load(file) as found:
        data = {name: found[name] for name in found.files}
    ends = data["arcs"]
    starts = np.concatenate(([0], ends[:-1]))
    summed = np.cumsum(data["deltas"], axis=0, dtype=np.int64)
    before = np.zeros_like(summed)
    lengths = ends - starts
    sums = np.concatenate((np.zeros((1, 2), summed.dtype), summed[ends[:-1] - 1]))
    before[:] = np.repeat(sums, lengths, axis=0)
    points = (summed - before) * data["scale"] + data["origin"]
    kinds = data["kinds"].astype(int)
    kinds[ends - 1] = Kind.NOTHING
    rings = list(_rings(data["country_rings"], data["country_arcs"], starts, ends))
    codes = [str(data["codes"][number]) for number in data["whose"]]
    return World(
        source=str(data["source"]),
        longitudes=points[:, 0],
        latitudes=points[:, 1],
        kinds=kinds,
        land=tuple(_rings(data["land_rings"], data["land_arcs"], starts, ends)),
        countries=tuple(zip(codes, rings, strict=True)),
    )


def _rings(rings: Array, arcs: Array, starts: Array, ends: Array) -> Iterator[Array]:
    """The numbers of the points of rings; an arc that is noted as ~n runs backwards."""
    first = 0
    for last in rings:
        parts = []
        for arc in arcs[first:last]:
            number = int(arc) if arc >= 0 else ~int(arc)
            along = np.arange(starts[number], ends[number])
            parts.append((along if arc >= 0 else along[::-1])[1:])
        first = last
        yield np.concatenate(parts)
