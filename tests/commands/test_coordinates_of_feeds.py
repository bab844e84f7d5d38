"""Rows of each feed that has coordinates, and the same rows with another latitude."""

from tests.formats.feeds import test_acled, test_gdelt, test_icews, test_polecat, test_ucdp
from tracker.formats.feeds import gdelt_rows


def _acled(latitude: str) -> str:
    return f"{test_acled.HEADINGS}\n{test_acled.row(latitude=latitude, longitude='37.16')}\n"


def _further(headings: str, row: str, delimiter: str, names: tuple[str, str], latitude: str) -> str:
    added = (delimiter.join(each) for each in ((headings, *names), (row, latitude, "37.16")))
    return "\n".join(added) + "\n"


def _gdelt(latitude: str) -> str:
    cells = test_gdelt.row().split("\t")
    cells[gdelt_rows.PLACES[61]["ActionGeo_Lat"]] = latitude
    cells[gdelt_rows.PLACES[61]["ActionGeo_Long"]] = "37.16"
    return "\t".join(cells) + "\n"


def _both(name: str) -> tuple[str, str]:
    spelled = (
        ("Latitude", "Longitude") if name in ("icews", "polecat") else ("latitude", "longitude")
    )
    tables = {
        "ucdp": (test_ucdp.HEADINGS, test_ucdp.row(), ","),
        "icews": (test_icews.HEADINGS, test_icews.row(), "\t"),
        "polecat": (test_polecat.HEADINGS, test_polecat.row(), "\t"),
    }
    first, second = (
        {"acled": _acled, "gdelt": _gdelt}[name](latitude)
        if name not in tables
        else _further(*tables[name], spelled, latitude)
        for latitude in ("36.2", "36.25")
    )
    return first, second


FEEDS = {name: _both(name) for name in ("acled", "gdelt", "icews", "polecat", "ucdp")}


def test_each_feed_has_two_states() -> None:
    """They differ in the latitude alone."""
    for first, second in FEEDS.values():
        assert first != second
        assert first.replace("36.2", "36.25") == second
