import csv
from contextlib import closing
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

import pytest

from tracker.formats.feeds import mid
from tracker.model.codebook import QuadClass, Relation
from tracker.model.names import folded, is_hyphened
from tracker.model.text import clean_line, clean_prose
from tracker.recording.resolving import find_type
from tracker.store import seed
from tracker.store.creation import shipped

TYPES, RELATIONS = seed.codebook()
BY_CODE = {event_type.code: event_type for event_type in TYPES}


def table(real_data: Path) -> dict[str, tuple[float, int]]:
    """Goldstein value and QuadClass by CAMEO code, as published."""
    with (real_data / "cameo" / "cameo_codes_goldstein.csv").open(encoding="utf-8") as file:
        return {
            row["code"]: (float(row["goldstein"]), int(row["quadclass"]))
            for row in csv.DictReader(file)
        }


def test_there_are_enough_types_and_not_too_many() -> None:
    """The codebook has some 30 to 55 types, among them those that CAMEO lacks."""
    assert 30 <= len(TYPES) <= 55
    assert {"disapproval", "declaration-of-war", "border-violation", "recognition"} <= set(BY_CODE)
    assert {"sabotage", "terror-attack", "prisoner-exchange", "coup"} <= set(BY_CODE)
    assert {"pact-withdrawal", "missile-deployment", "accusation"} <= BY_CODE.keys()
    assert {"cyberattack", "threat", "sanctions", "ceasefire", "talks"} <= BY_CODE.keys()


@pytest.mark.parametrize("code", BY_CODE)
def test_every_type_can_be_coded_by(code: str) -> None:
    """Each type has a code, a label, a definition, a CAMEO code with its values, and a reason."""
    event_type = BY_CODE[code]
    assert is_hyphened(code)
    assert clean_line(event_type.label, "label") == event_type.label
    assert clean_prose(event_type.definition, "definition") == event_type.definition != ""
    assert clean_prose(event_type.why, "why") == event_type.why != ""
    assert event_type.cameo is not None
    assert event_type.cameo in event_type.why
    assert event_type.hostility in (None, 1, 2, 3, 4, 5)


@pytest.mark.parametrize("code", BY_CODE)
def test_values_are_those_of_the_cameo_code(code: str, real_data: Path) -> None:
    """Goldstein value and QuadClass are the published ones of the CAMEO code, never adjusted."""
    event_type = BY_CODE[code]
    assert event_type.quad is not None
    assert event_type.cameo is not None
    published = table(real_data)
    assert (event_type.goldstein, event_type.quad.value) == published[event_type.cameo]


# By Palmer et al. (2022): what a militarized incident of each level is.
LEVELS = {
    2: {"threat-of-force", "ultimatum", "nuclear-threat"},
    3: {"show-of-force", "missile-test", "nuclear-test", "mobilisation", "troop-deployment",
        "missile-deployment", "border-violation"},
    4: {"seizure", "blockade", "occupation", "declaration-of-war", "clash", "air-strike",
        "bombardment", "military-intervention", "mass-violence"},
    5: {"invasion", "war-entry"},
}  # fmt: skip


def test_levels_are_those_of_militarized_acts_and_all_else_is_not_coded() -> None:
    """A type has the level that COW gives such an act; without one it is not coded, never 1."""
    for level, codes in LEVELS.items():
        assert {t.code for t in TYPES if t.hostility == level} == codes
    uncoded = set(BY_CODE) - {code for codes in LEVELS.values() for code in codes}
    assert {BY_CODE[code].hostility for code in uncoded} == {None}


@pytest.mark.parametrize(
    "code", ["assassination", "ceasefire-end", "cyberattack", "pact-withdrawal", "coup", "sabotage",
             "terror-attack"],
)  # fmt: skip
def test_where_a_level_might_be_expected_the_reason_says_why_not(code: str) -> None:
    """Violent or grave types without a level say that COW does not code them, and why."""
    assert "COW" in BY_CODE[code].why
    assert BY_CODE[code].why.endswith("not coded.") or "not coded;" in BY_CODE[code].why


@pytest.mark.parametrize("action", mid.ACTIONS)
def test_each_incident_of_mid_has_the_level_of_its_action(action: int) -> None:
    """The type that an action of MID becomes has the level that MID's codebook gives the action."""
    level = 2 if action < 7 else 3 if action < 13 else 4 if action < 20 else 5
    with closing(shipped()) as db:
        named = find_type(db, mid.ACTIONS[action][1])
        assert isinstance(named, str)
        assert BY_CODE[named].hostility == level


@pytest.mark.parametrize(
    ("cameo", "code"),
    [
        ("111", "disapproval"), ("110", "disapproval"), ("114", "disapproval"),
        ("11", "disapproval"), ("112", "accusation"), ("1125", "accusation"),
        ("054", "recognition"), ("183", "terror-attack"), ("1831", "terror-attack"),
        ("016", "statement"), ("014", "deliberation"),
        # What says less than the type that is filed there is not taken for one.
        ("0841", "cameo-08"), ("196", "clash"), ("1385", "threat-of-force"), ("1712", "cameo-17"),
        ("171", "seizure"), ("160", "cameo-16"), ("170", "cameo-17"),
    ],
)  # fmt: skip
def test_a_code_of_a_feed_is_the_type_that_says_as_much(cameo: str, code: str) -> None:
    """A CAMEO code becomes the type it is a match for, or the nearest above, never a narrower."""
    with closing(shipped()) as db:
        assert str(find_type(db, f"cameo:{cameo}")) == code


def test_types_run_from_cooperative_to_violent() -> None:
    """The order of the codebook never turns back by more than the grain of its sections."""
    values = [event_type.goldstein for event_type in TYPES]
    assert values[0] == max(value for value in values if value is not None)
    assert values[-1] == min(value for value in values if value is not None)
    cooperative = [
        t.quad in (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION) for t in TYPES
    ]
    assert sum(one != other for one, other in pairwise(cooperative)) <= 3


def test_names_of_types_are_unique() -> None:
    """No code, label or alias stands for two types, whatever its case."""
    owners: dict[str, str] = {}
    for event_type in TYPES:
        for name in (event_type.code, event_type.label, *event_type.aliases):
            assert owners.setdefault(folded(name), event_type.code) == event_type.code


def test_types_that_a_definition_names_exist() -> None:
    """Where a definition sends the coder to another type, that type is spelt as it is."""
    words = {word.strip(".,;:()") for each in TYPES for word in each.definition.split()}
    hyphened = {code for code in BY_CODE if "-" in code}
    named = {word for word in words if "-" in word} - hyphened
    assert len(words & hyphened) > 5
    assert [word for word in named if get_close_matches(word, hyphened, cutoff=0.8)] == []


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.code)
def test_every_relation_is_defined(relation: Relation) -> None:
    """Each relation has a definition, a sense, and a sentence with both events in it."""
    assert is_hyphened(relation.code)
    assert relation.label
    assert relation.definition
    assert relation.sense in ("escalatory", "de-escalatory", "neutral")
    assert relation.reads.count("{cause}") == relation.reads.count("{effect}") == 1
    sentence = relation.sentence("The strike", "The end of the truce")
    assert "The strike" in sentence
    assert "The end of the truce" in sentence
    assert "{" not in sentence


def test_a_relation_says_titles_with_braces() -> None:
    """Titles with braces in them come out of the sentence as they went in."""
    leads_to = next(relation for relation in RELATIONS if relation.code == "leads-to")
    assert leads_to.sentence("A {effect}", "B {cause}") == "A {effect} leads to B {cause}"


def test_the_relations_asked_for_are_there() -> None:
    """The relations that analysts of escalation speak of are in the codebook, once each."""
    codes = [relation.code for relation in RELATIONS]
    assert {"provokes", "retaliates", "enables", "pressures", "justifies", "de-escalates"} <= set(
        codes
    )
    assert len(codes) == len(set(codes))


def test_quad_classes_read_as_words() -> None:
    """The four quarters are named in words."""
    assert [quad.label for quad in QuadClass] == [
        "verbal cooperation",
        "material cooperation",
        "verbal conflict",
        "material conflict",
    ]
