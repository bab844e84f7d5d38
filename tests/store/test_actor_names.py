"""Names of states as lists write them, each for the state that it had at the date."""

import pytest

from tests.conftest import Keyboard
from tracker.model.dates import EventDate
from tracker.store import listing
from tracker.store.actor_names import find_actor
from tracker.store.database import Database

# UCDP's own names for governments that are more than one word of the register, and years for them.
UCDP = {
    "Myanmar (Burma)": {"1948": "MMR", "2021": "MMR"},
    "Russia (Soviet Union)": {"1986": "SUN", "1991-12-25": "SUN", "1991-12-26": "RUS", "2022": "RUS"},
    "DR Congo (Zaire)": {"1975": "COD", "2022": "COD"},
    "Cambodia (Kampuchea)": {"1979": "KHM", "1998": "KHM"},
    "Yemen (North Yemen)": {"1986": "YAR", "1994": "YEM"},
    "Serbia (Yugoslavia)": {"1991": "YUG", "1999": "SCG", "2006-06-05": "SRB"},
    "Zimbabwe (Rhodesia)": {"1973": "RHO", "1999": "ZWE"},
    "Vietnam (North Vietnam)": {"1968": "VDR", "1979": "VNM"},
    "Madagascar (Malagasy)": {"1971": "MDG"},
    "Kingdom of eSwatini (Swaziland)": {"2021": "SWZ"},
    "Sri Lanka (Ceylon)": {"1971": "LKA", "2009": "LKA"},
    "Macedonia, FYR": {"2001": "MKD"},
    "Bosnia-Herzegovina": {"1993": "BIH"},
    "United States of America": {"2003": "USA"},
    "Turkey (Ottoman Empire)": {"1915": "OTTOMAN", "1990": "TUR"},
    "Germany (Prussia)": {"1866": "PRUSSIA", "1914": "GERMAN-EMP", "2001": "DEU"},
}  # fmt: skip
LISTS = {
    "UN": {
        "Iran (Islamic Republic of)": "IRN", "Bolivia (Plurinational State of)": "BOL",
        "Venezuela (Bolivarian Republic of)": "VEN", "Micronesia (Federated States of)": "FSM",
        "Netherlands (Kingdom of the)": "NLD", "Dem. People's Rep. of Korea": "PRK",
        "Dem. Rep. of the Congo": "COD", "TFYR of Macedonia": "MKD",
    },
    "World Bank": {
        "Iran, Islamic Rep.": "IRN", "Egypt, Arab Rep.": "EGY", "Korea, Rep.": "KOR",
        "Korea, Dem. People's Rep.": "PRK", "Congo, Dem. Rep.": "COD", "Congo, Rep.": "COG",
        "Bahamas, The": "BHS", "Micronesia, Fed. Sts.": "FSM", "Venezuela, RB": "VEN",
    },
    "Gleditsch and Ward": {
        "Italy/Sardinia": "ITA", "Korea, People's Republic of": "PRK",
        "Vietnam, Republic of": "RVN", "Yemen, People's Republic of": "YMD",
        "Congo, Democratic Republic of (Zaire)": "COD", "Iran (Persia)": "IRN",
    },
    "tables": {
        "Korea, North": "PRK", "Korea (South)": "KOR", "Germany, East": "DDR", "S. Sudan": "SSD",
        "Burma/Myanmar": "MMR", "Russian Fed.": "RUS", "Government of Syria": "SYR",
        "Bosnia and Herz.": "BIH", "Solomon Is.": "SLB", "Taiwan (ROC)": "TWN",
    },
}  # fmt: skip
OTHERS = (
    "Yemen (2016-) Council", "Libya (Haftar Faction)", "Spain (Nationalists)", "Russia, Syria",
    "Russia/Syria", "US/UK", "Protesters (Argentina)", "Islamic State (Yemen)", "Syria, rebels",
    "Iraq (Islamic State)", "Iraq (Kurdistan)", "India (Pakistan)", "Ukraine, Donetsk",
    "Taliban (Pakistan)", "Government of National Accord (Libya)", "Kosovo (Serbia)", "Korea",
)  # fmt: skip


@pytest.mark.parametrize("name", UCDP)
@pytest.mark.parametrize("before", ["", "Government of "])
def test_a_name_with_a_former_one_is_who_was_there_then(
    desk: Database, before: str, name: str
) -> None:
    """Of two states that came one after the other the one that was there at the date."""
    found = {on: find_actor(desk, f"{before}{name}", EventDate.parse(on)) for on in UCDP[name]}
    assert found == UCDP[name]


@pytest.mark.parametrize("called", LISTS)
def test_lists_turn_names_round_and_cut_them_short(desk: Database, called: str) -> None:
    """Each list's spelling is the state's, without a date."""
    assert {name: find_actor(desk, name) for name in LISTS[called]} == LISTS[called]


@pytest.mark.parametrize("name", OTHERS)
def test_part_of_a_state_is_not_the_state(desk: Database, name: str) -> None:
    """A faction, a group by its country and two states in one cell are nobody that is known."""
    assert find_actor(desk, name, EventDate.parse("2016")) is None


def test_every_name_of_the_register_stands_for_its_own_actor(desk: Database) -> None:
    """However many words it has, and that of a state also as a government."""
    for actor in listing.actors(desk).values():
        for name in (actor.code, actor.name, *actor.aliases):
            assert find_actor(desk, name) == actor.code
            if actor.kind == "state" and not name.lower().startswith("government"):
                assert find_actor(desk, f"Government of {name}") == actor.code


def test_a_table_and_a_filter_know_such_names(run: Keyboard) -> None:
    """Rows of a table, sides that are typed, and questions."""
    added = run(
        "add", "Reactor burns", "--on", "1986-04-26", "--type", "statement",
        "--by", "Russia (Soviet Union)", "--to", "Korea, North",
    )  # fmt: skip
    assert added.exit_code == 0, added.stderr
    assert "SUN" in run("show", "reactor-burns").stdout
    assert "Reactor burns" in run("list", "--actor", "Korea, North").stdout
