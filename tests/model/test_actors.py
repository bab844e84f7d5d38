import csv
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tracker.model.actor import KINDS, Actor, actor_code
from tracker.model.dates import EventDate
from tracker.model.names import folded
from tracker.model.text import clean_line
from tracker.recording.resolving import resolved_actor
from tracker.store import seed
from tracker.store.creation import shipped

ACTORS = seed.actors()
BY_CODE = {actor.code: actor for actor in ACTORS}
NAMES = {
    folded(name): actor.code
    for actor in ACTORS
    for name in (actor.code, actor.name, *actor.aliases)
}
# The members of the United Nations by ISO 3166-1 alpha-3.
MEMBERS = """
    AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL
    BRA BRB BRN BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI
    DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC
    GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR
    KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI
    MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL
    PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR
    SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB
    VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""
TODAY = [actor for actor in ACTORS if actor.kind == "state" and actor.valid_to is None]


def day(text: str, last: bool) -> date:
    """A day, or the first or last day of a year."""
    return (
        date.fromisoformat(text)
        if len(text) == 10
        else date(int(text), *((12, 31) if last else (1, 1)))
    )


def test_a_name_stands_for_one_actor() -> None:
    """No code, name or alias stands for two actors, after folding as before."""
    owners: dict[str, str] = {}
    for actor in ACTORS:
        for name in (actor.code, actor.name, *actor.aliases):
            assert owners.setdefault(folded(name), actor.code) == actor.code, name
    assert len(BY_CODE) == len(ACTORS)


@pytest.mark.parametrize("actor", ACTORS, ids=str)
def test_every_row_could_come_in_through_the_door(actor: Actor) -> None:
    """Each shipped actor has a code, a name, aliases and a kind that `actors add` would take."""
    assert actor_code(actor.code) == actor.code
    for name in (actor.name, *actor.aliases):
        assert clean_line(name, "name") == name
    assert actor.kind in KINDS
    assert folded("analyst") not in (
        folded(name) for name in (actor.code, actor.name, *actor.aliases)
    )


@pytest.mark.parametrize("actor", ACTORS, ids=str)
def test_every_life_begins_before_it_ends(actor: Actor) -> None:
    """Where an actor came or went, the years are dates, in order."""
    first = day(actor.valid_from, last=False) if actor.valid_from else date.min
    last = day(actor.valid_to, last=True) if actor.valid_to else date.max
    assert first < last


def test_todays_states_have_their_iso_codes() -> None:
    """Every member of the United Nations is a state of today under its ISO 3166 alpha-3 code."""
    assert len(MEMBERS.split()) == 193
    assert {actor.code for actor in TODAY} - set(MEMBERS.split()) == {"PSE", "TWN", "VAT", "XKX"}
    assert set(MEMBERS.split()) <= {actor.code for actor in TODAY}
    assert [actor.code for actor in TODAY if actor.iso3166 != actor.code] == ["XKX"]


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("Republika Srpska", "REP-SRPSKA", "institution"), ("KLA", "KLA", "armed-group"),
        ("Tamil Tigers", "LTTE", "armed-group"), ("Khmer Rouge", "KHMER-ROUGE", "armed-group"),
        ("KRG", "KRG", "institution"), ("Peshmerga", "PESHMERGA", "armed-group"),
        ("Rapid Support Forces", "RSF", "armed-group"), ("PIJ", "PIJ", "armed-group"),
        ("Abkhazia", "ABKHAZIA", "institution"), ("Northern Cyprus", "TRNC", "institution"),
        ("Federal Security Service", "FSB", "institution"), ("ECOWAS", "ECOWAS", "organization"),
        ("DPR", "DNR", "armed-group"), ("LPR", "LNR", "armed-group"),
    ],
)  # fmt: skip
def test_actors_of_many_crises_are_there(name: str, code: str, kind: str) -> None:
    """States that few recognise, armed groups and organs, each by what it is called."""
    assert NAMES[folded(name)] == code
    assert BY_CODE[code].kind == kind


@pytest.mark.parametrize(
    ("number", "at", "code"),
    [
        ("640", "1922-10-31", "TUR-GNA"), ("640", "1923-06-01", "TUR-GNA"),
        ("640", "1919-11-01", "OTTOMAN"), ("640", "1923-10-29", "TUR"),
        ("670", "1926-02-01", "HEJAZ-NEJD"), ("670", "1933-12-18", "SAU"),
        ("651", "1960-02-15", "UAR"), ("652", "1960-02-15", "UAR"),
        ("651", "1957-12-31", "EGY"), ("651", "1961-09-29", "EGY"), ("652", "1962", "SYR"),
        ("365", "1962-10-16", "SUN"),
    ],
)  # fmt: skip
def test_a_cow_number_is_who_bore_it_then(number: str, at: str, code: str) -> None:
    """No gap is left between a state and what came before it, nor a union passed over."""
    with closing(shipped()) as db:
        assert resolved_actor(db, f"cow:{number}", [], False, EventDate.parse(at)) == code


def test_states_that_are_gone_say_since_when() -> None:
    """A historical state has an end; none of those codes is a state of today's."""
    gone = {actor.code: actor for actor in ACTORS if actor.kind == "state" and actor.valid_to}
    assert {"SUN", "DDR", "YUG", "CSK", "AUH"} <= gone.keys()
    assert gone["SUN"].valid_to == "1991-12-25"
    assert gone["SUN"].cow == BY_CODE["RUS"].cow == "365"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Moscow", "RUS"), ("Kremlin", "RUS"), ("The Kremlin", "RUS"),
        ("Russian Federation", "RUS"), ("Russia", "RUS"),
        ("USSR", "SUN"), ("U.S.S.R.", "SUN"), ("Soviet Union", "SUN"),
        ("Washington", "USA"), ("White House", "USA"), ("US", "USA"), ("United States", "USA"),
        ("Kosovo", "XKX"), ("Pristina", "XKX"), ("Serbia", "SRB"),
        ("Austria-Hungary", "AUH"), ("Austria", "AUT"), ("Vienna", "AUT"),
        ("North Korea", "PRK"), ("Pyongyang", "PRK"), ("South Korea", "KOR"),
        ("East Germany", "DDR"), ("Germany", "DEU"), ("Czechoslovakia", "CSK"),
        ("Congo-Brazzaville", "COG"), ("DR Congo", "COD"), ("Georgia", "GEO"), ("Taiwan", "TWN"),
        ("Damascus", "SYR"), ("Free Syrian Army", "SYR-OPP"), ("Islamic State", "ISIS"),
        ("Hizbullah", "HEZBOLLAH"), ("Security Council", "UNSC"), ("Ivory Coast", "CIV"),
    ],
)  # fmt: skip
def test_what_people_say_is_who_they_mean(name: str, code: str) -> None:
    """Capitals, seats of government and common names stand for the actor meant."""
    assert NAMES.get(folded(name)) == code


@pytest.mark.parametrize(
    ("file", "column"), [("icb/icb2v14.csv", "cracid"), ("mid/MIDIP 5.0.csv", "ccode")]
)
def test_every_actor_of_the_real_files_has_a_row(real_data: Path, file: str, column: str) -> None:
    """Every state of the crisis and dispute data sets is found by its COW number."""
    with (real_data / file).open(encoding="utf-8-sig") as lines:
        numbers = {row[column] for row in csv.DictReader(lines)}
    assert len(numbers) > 100
    assert sorted(numbers - {one for actor in ACTORS for one in (actor.cow or "").split()}) == []


def test_the_codes_of_disputes_agree_with_ours(real_data: Path) -> None:
    """Where COW and ISO use the same letters, the number is that of the same state."""
    with (real_data / "mid" / "MIDIP 5.0.csv").open(encoding="utf-8-sig") as lines:
        pairs = {(row["stabb"], row["ccode"]) for row in csv.DictReader(lines)}
    ours = {actor.code: actor.cow for actor in TODAY}
    agreeing = [(letters, number) for letters, number in pairs if letters in ours]
    assert len(agreeing) > 50
    # To COW these are Austria, Montenegro, Slovenia and Switzerland.
    assert {letters for letters, number in agreeing if ours[letters] != number} == {
        "AUS",
        "MNG",
        "SLV",
        "SWZ",
    }
