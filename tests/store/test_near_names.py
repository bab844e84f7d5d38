"""Names that are spelled almost alike, among few and among many."""

from difflib import SequenceMatcher

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.model.names import unused_name
from tracker.store.database import Database
from tracker.store.near_names import SCANNED, NearNames, near_names


class Names:
    """A register of names without a database: what `NearNames` asks of one."""

    def __init__(self, names: list[str]) -> None:
        self.names = [(row, name) for row, name in enumerate(names, start=1)]

    def value(self, sql: str, parameters: tuple[object, ...]) -> object:
        """The first value that is asked for."""
        if "WHERE rowid" in sql:
            return next((name for row, name in self.names if row == parameters[0]), None)
        return next((1 for row, name in self.names if (name, f"C{row}") == parameters), None)

    def rows(self, sql: str, parameters: tuple[int]) -> list[dict[str, object]]:
        """The rows after one."""
        return [
            {"row": row, "folded": name, "code": f"C{row}"}
            for row, name in self.names
            if row > parameters[0]
        ]


def asked(index: NearNames, register: Names, word: str, most: int = 3) -> list[str]:
    """The names that are found alike."""
    return [name.folded for name in index.alike(register, word, 0.85, most)]  # type: ignore[arg-type]


WORDS = ["ministry of defence", "ministry of defense", "white helmets", "free army", "7th division"]


def test_a_name_is_found_by_a_misspelling_among_few_and_once_many_were_asked_for() -> None:
    """A name is found by a misspelling among few and once many were asked for."""
    register, index = (
        Names([*WORDS, *(f"group {chr(97 + i)}{chr(110 - i)}" for i in range(9))]),
        NearNames("names"),
    )
    for _ in range(SCANNED + 3):
        assert asked(index, register, "white helmet") == ["white helmets"]
        assert asked(index, register, "ministry of defence")[0] == "ministry of defence"


def test_names_that_differ_in_their_figures_are_of_different_things() -> None:
    """Names that differ in their figures are of different things."""
    register, index = Names(WORDS), NearNames("names")
    for _ in range(SCANNED + 3):
        assert asked(index, register, "8th division") == []
        assert asked(index, register, "7th divisions") == ["7th division"]


def test_names_that_come_and_go_are_seen() -> None:
    """Names that come and go are seen."""
    register, index = Names(WORDS), NearNames("names")
    for _ in range(SCANNED + 3):
        assert asked(index, register, "free armi") == ["free army"]
    register.names.append((6, "syrian coalition"))
    assert asked(index, register, "syrian coalitions") == ["syrian coalition"]
    register.names[-1] = (6, "southern front")  # undone, and another added
    assert asked(index, register, "syrian coalitions") == []
    assert asked(index, register, "southern fronts") == ["southern front"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("abcdefg ", min_size=4, max_size=14), min_size=1, max_size=30, unique=True),
    st.data(),
)
def test_the_index_finds_only_what_is_alike_and_what_is_the_same(
    names: list[str], data: st.DataObject
) -> None:
    """The index finds only what is alike and what is the same."""
    register, index = Names(names), NearNames("names")
    word = data.draw(st.sampled_from(names))
    for _ in range(SCANNED + 2):
        found = asked(index, register, word)
        assert found[0] == word
        assert all(SequenceMatcher(None, each, word).ratio() >= 0.85 for each in found)


@given(st.integers(0, 5000))
def test_a_number_behind_a_name_is_the_first_that_is_free(taken: int) -> None:
    """A number behind a name is the first that is free."""
    names = {"talks"} | {f"talks-{number}" for number in range(2, taken + 2)}
    asked_for: list[str] = []

    def is_taken(name: str) -> bool:
        asked_for.append(name)
        return name in names

    free = unused_name("talks", is_taken)
    assert free == f"talks-{taken + 2}"
    assert len(asked_for) < 60


def test_each_hint_is_looked_for_once(desk: Database) -> None:
    """Each hint is looked for once."""
    index = near_names(desk, "actor_names")
    assert index is near_names(desk, "actor_names")
    first = index.guesses(desk, "rusia")
    assert [name.folded for name in first][:1] == ["russia"]
    assert index.guesses(desk, "rusia") is first
