"""Pack the coastlines and borders of maps: `coastlines.py world-atlas-2.0.2.tgz world.npz`.

The npm package world-atlas 2.0.2 (1 November 2018) holds Natural Earth 4.1.0 at 1 : 50 million as
TopoJSON. Natural Earth is in the public domain. Of its arcs this keeps the quantized points, which
rings make up land and each country, and for every segment whether it is a coast, a border or a
border that is contested, by `CONTESTED` below.
"""

import json
import sys
import tarfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from babel.core import get_global

MEMBER = "package/countries-50m.json"
SOURCE = "Natural Earth 4.1.0, 1 : 50 million, by world-atlas 2.0.2 of 2018-11-01"
COAST, BORDER, CONTESTED_BORDER, NOTHING = range(4)
LONGEST = 1.0  # degrees from a point to the next
POLE = -89.9  # the ring around the South Pole is no coast
EDGE = 179.999  # nor is the meridian at which the file cuts islands

Area = tuple[float, float, float, float]
EVERYWHERE: Area = (-180, -90, 180, 90)
# Which borders are drawn dashed, whatever the file says: between whom, and within which longitudes
# and latitudes. They are those of the file that Natural Earth itself classes as disputed, claimed,
# indefinite, or a line of control or of armistice; docs/maps.md lists them.
CONTESTED: tuple[tuple[str, str, Area], ...] = (
    ("Russia", "Ukraine", (32.0, 45.0, 36.8, 46.6)),  # Crimea
    ("India", "Pakistan", (73.0, 32.25, 78.0, 36.0)),  # Kashmir
    ("Siachen Glacier", "", EVERYWHERE),
    ("China", "Pakistan", EVERYWHERE),
    ("China", "India", EVERYWHERE),
    ("Bhutan", "China", EVERYWHERE),
    ("Israel", "Syria", EVERYWHERE),  # the Golan
    ("Israel", "Lebanon", EVERYWHERE),
    ("Israel", "Palestine", EVERYWHERE),
    ("Morocco", "W. Sahara", EVERYWHERE),
    ("Kosovo", "Serbia", EVERYWHERE),
    ("Cyprus", "N. Cyprus", EVERYWHERE),
    ("Somalia", "Somaliland", EVERYWHERE),
    ("Ethiopia", "Somalia", EVERYWHERE),
    ("Georgia", "Russia", (39.0, 43.0, 42.1, 44.0)),  # Abkhazia
    ("Georgia", "Russia", (43.7, 42.4, 44.25, 42.9)),  # South Ossetia
    ("North Korea", "South Korea", EVERYWHERE),
    ("S. Sudan", "Sudan", EVERYWHERE),
    ("Egypt", "Sudan", (33.1, 21.0, 37.5, 23.0)),  # the triangle of Halaib
    ("Kenya", "S. Sudan", EVERYWHERE),  # the triangle of Ilemi
    ("Guyana", "Venezuela", EVERYWHERE),
    ("Guyana", "Suriname", (-59.0, 1.5, -56.0, 3.4)),
    ("Argentina", "Chile", (-74.0, -50.75, -72.5, -49.1)),  # the ice field of Patagonia
)
# The parallel of 27° 40′, which ends Western Sahara in the north and which the file does not have.
PARALLELS = ((-13.17, -8.67, 27.667),)
LACKING = {"Kosovo": "XK", "Somaliland": "", "N. Cyprus": "", "Siachen Glacier": "",
           "Indian Ocean Ter.": ""}  # fmt: skip


def main(archive: Path, target: Path) -> None:
    """Read the archive and write the arrays."""
    with tarfile.open(archive) as packed:
        member = packed.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{archive} has no {MEMBER}.")
        topology = json.load(member)
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    deltas = [with_points(np.array(arc, dtype=np.int32), scale) for arc in topology["arcs"]]
    points = [np.cumsum(arc, axis=0) * scale + origin for arc in deltas]
    owners: dict[int, set[str]] = {}
    countries = topology["objects"]["countries"]["geometries"]
    for country in countries:
        for ring in rings_of(country):
            for arc in ring:
                owners.setdefault(arc if arc >= 0 else ~arc, set()).add(
                    country["properties"]["name"]
                )
    kinds = [kinds_of(arc, owners.get(n, set())) for n, arc in enumerate(points)]
    for west, east, north in PARALLELS:
        line = np.array([[west, north], [east, north]])
        steps = np.round((line - origin) / scale).astype(np.int32)
        steps = with_points(np.diff(steps, axis=0, prepend=np.zeros((1, 2), np.int32)), scale)
        deltas.append(steps)
        kinds.append(np.full(len(steps), CONTESTED_BORDER, np.uint8))
    land = [ring for shape in topology["objects"]["land"]["geometries"] for ring in rings_of(shape)
            if points[ring[0] if ring[0] >= 0 else ~ring[0]][:, 1].max() > POLE]  # fmt: skip
    codes: list[str] = []
    rings: list[list[int]] = []
    whose: list[int] = []
    for country in countries:
        code = code_of(country)
        if not code:
            continue
        for ring in rings_of(country):
            rings.append(ring)
            whose.append(len(codes))
        codes.append(code)
    arrays: dict[str, Any] = {
        "source": np.array(SOURCE),
        "scale": np.array(scale),
        "origin": np.array(origin),
        "deltas": np.concatenate(deltas),
        "kinds": np.concatenate(kinds),
        "arcs": ends_of(deltas),
        **packed_rings("land", land),
        **packed_rings("country", rings),
        "whose": np.array(whose, np.int16),
        "codes": np.array(codes),
    }
    np.savez_compressed(target, **arrays)
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB, {len(arrays['deltas'])} points")


def with_points(steps: "np.ndarray[Any, Any]", scale: Sequence[float]) -> "np.ndarray[Any, Any]":
    """Part long steps, so that a border along a parallel is a curve on a map that has it so."""
    longest = np.abs(steps * scale).max(axis=1)
    longest[0] = 0  # the first is a place
    longest[longest > 180] = 0  # around the world, at the meridian of 180°
    parted = []
    for step, long in zip(steps, longest, strict=True):
        count = max(1, int(np.ceil(long / LONGEST)))
        reached = np.round(np.outer(np.arange(count + 1) / count, step)).astype(np.int32)
        parted.append(np.diff(reached, axis=0))
    return np.concatenate(parted)


def rings_of(shape: dict[str, Any]) -> list[list[int]]:
    """The rings of a shape, as numbers of arcs."""
    if shape["type"] == "GeometryCollection":
        return [ring for part in shape["geometries"] for ring in rings_of(part)]
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def kinds_of(arc: "np.ndarray[Any, Any]", owners: set[str]) -> "np.ndarray[Any, Any]":
    """What each point's segment to the next one is."""
    kinds = np.full(len(arc), BORDER if len(owners) > 1 else COAST, np.uint8)
    if len(owners) > 1:
        for one, other, (west, south, east, north) in CONTESTED:
            if one in owners and (other in owners or not other):
                inside = ((arc >= (west, south)) & (arc <= (east, north))).all(axis=1)
                kinds[inside] = CONTESTED_BORDER
    along = np.abs(np.abs(arc[:, 0]) - 180) < 180 - EDGE
    kinds[:-1][along[:-1] & along[1:]] = NOTHING
    kinds[arc[:, 1] < POLE] = NOTHING
    return kinds


def code_of(country: dict[str, Any]) -> str:
    """The ISO 3166 code of a country, by which Babel knows its name."""
    if (name := country["properties"]["name"]) in LACKING:
        return LACKING[name]
    codes: Sequence[str] = get_global("territory_aliases").get(country.get("id", ""), [])
    return codes[0] if len(codes) == 1 else ""


def ends_of(parts: Iterable[Any]) -> "np.ndarray[Any, Any]":
    """Where each of several parts ends, when they are put behind one another."""
    return np.cumsum([len(part) for part in parts], dtype=np.int32)


def packed_rings(name: str, rings: Sequence[Sequence[int]]) -> dict[str, "np.ndarray[Any, Any]"]:
    """Rings as two arrays."""
    flat = [arc for ring in rings for arc in ring]
    return {f"{name}_rings": ends_of(rings), f"{name}_arcs": np.array(flat, np.int16)}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
