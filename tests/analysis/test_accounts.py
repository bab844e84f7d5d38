"""Accounts side by side."""

import pytest

from tests.analysis.drawn import event
from tracker.analysis.accounts import compare_accounts
from tracker.model.accounts import Standing
from tracker.model.answers.ask import AccountComparison
from tracker.model.chronicle import Chronicle
from tracker.model.likelihood import DENIED
from tracker.model.link import Link
from tracker.store import chronicle
from tracker.store.database import Database


def compared(
    *links: Link, accounts: tuple[str, ...] = ("A", "B"), explained: int | None = None
) -> AccountComparison:
    """Compare accounts that make these claims about six events in a row."""
    made = Chronicle(
        events={number: event(number) for number in range(1, 7)},
        links=tuple(link for link in links if not link.denied),
        denials=tuple(link for link in links if link.denied),
    )
    return compare_accounts(made, accounts, explained)


def claim(cause: int, effect: int, who: str, likelihood: float = 0.5) -> Link:
    """A claim."""
    return Link(cause, effect, "provokes", likelihood, who)


def denial(cause: int, effect: int, who: str) -> Link:
    """An express denial."""
    return Link(cause, effect, "provokes", DENIED, who, denied=True)


def test_a_link_is_shared_held_by_one_or_contradicted() -> None:
    """Each link has its standing, and the claims of third parties do not come into it."""
    found = compared(
        claim(1, 2, "A"), claim(1, 2, "B"), claim(1, 3, "A"), claim(2, 4, "A"), denial(2, 4, "B"),
        denial(3, 5, "B"), claim(5, 6, "C"),
    )  # fmt: skip
    assert [link.standing for link in found.links] == [
        Standing.SHARED, Standing.ALONE, Standing.CONTRADICTED, Standing.DENIED,
    ]  # fmt: skip


def test_other_causes_of_one_effect_are_a_rivalry() -> None:
    """Two accounts that explain an effect by causes with none in common are rivals over it."""
    found = compared(claim(1, 3, "A"), claim(2, 3, "B"), claim(1, 4, "A"), claim(1, 4, "B"))
    assert len(found.rivalries) == 1
    assert list(found.rivalries[0].causes) == ["A", "B"]


def test_the_latest_event_that_most_explain_is_explained(sample: Database) -> None:
    """Without a choice the question is what most accounts have an answer to."""
    whole = chronicle.load(sample)
    found = compare_accounts(whole, ["RUS", "analyst", "new-york-times-2016-10-03"])
    assert found.explained is not None
    assert found.explained.handle == "2016-10-03-pmda-suspended"


def test_what_follows_differs_by_account(sample: Database) -> None:
    """Root causes, strongest chain and turning points are each account's own."""
    whole = chronicle.load(sample)
    pact = 11
    found = compare_accounts(whole, ["RUS", "USA", "analyst"], pact)
    moscow, washington, ours = found.explanations
    assert [event.id for event in moscow.roots] == [9]
    assert moscow.chain is not None
    assert str(moscow.chain.strength) == "0.55 to 0.8"
    assert (washington.roots, washington.chain, washington.turning_points) == ((), None, ())
    assert (ours.roots, ours.chain) == ((), None)  # the analyst denies the only link that was told
    later = compare_accounts(whole, ["analyst"], 19).explanations[0]
    assert [event.id for event in later.turning_points] == [10]


def test_turning_points_are_passed_by_every_chain(sample: Database) -> None:
    """Of two ways neither is a turning point, what joins them is."""
    whole = chronicle.load(sample)
    found = compare_accounts(whole, ["USA", "RUS"], 26)
    washington = found.explanations[0]
    assert [event.id for event in washington.roots] == [2]
    assert [event.id for event in washington.turning_points] == [2, 21]


def test_an_event_outside_the_chronicle_cannot_be_explained() -> None:
    """A number that is not there is a KeyError, as documented."""
    with pytest.raises(KeyError):
        compared(claim(1, 2, "A"), claim(1, 2, "B"), explained=99)


def test_accounts_that_explain_nothing(sample: Database) -> None:
    """Where nobody links anything there is nothing to explain."""
    found = compared()
    assert (found.explained, found.links, found.explanations) == (None, (), ())
