"""The graph as one side tells it."""

import json
from pathlib import Path

from tests.conftest import Keyboard


def test_a_path_through_one_account_has_only_its_links(run: Keyboard) -> None:
    """With --account every link of every chain is claimed by that side."""
    records = json.loads(
        run("paths", "deir", "warning-against", "--account", "Moscow", "-f", "json").stdout
    )
    claimants = {link["claimed_by"] for record in records for link in record["links"]}
    assert claimants == {"RUS"}


def test_what_one_side_does_not_claim_is_no_path_in_its_account(run: Keyboard) -> None:
    """A chain that needs several claimants is not there in the account of one."""
    assert run("paths", "russian-air-campaign", "nsc", "-f", "json").stdout != "[]\n"
    done = run("paths", "russian-air-campaign", "nsc", "--account", "RUS", "-f", "json")
    assert done.stdout == "[]\n"
    assert "with --account RUS" in done.stderr


def test_causes_differ_by_account(run: Keyboard) -> None:
    """Each side explains the end of the plutonium pact in its own way."""

    def explained(*account: str) -> set[str]:
        done = run("causes", "pmda", "--depth", "1", "-f", "json", *account)
        return {record["handle"][:10] for record in json.loads(done.stdout)}

    assert explained("--account", "RUS") == {"2016-09-28"}
    assert explained("--account", "analyst") == set()  # who denies that the talks' end led to it
    assert explained() == {"2016-09-28"}


def test_a_chain_is_drawn_as_one_side_tells_it(run: Keyboard) -> None:
    """The picture of an account names that side and no other."""
    assert run("chain", "--account", "RUS", "-o", "moscow.svg").exit_code == 0
    drawn = Path("moscow.svg").read_text(encoding="utf-8")
    assert ">Russia<" in drawn
    assert ">analyst<" not in drawn


def test_an_account_of_nobody_is_not_found(run: Keyboard) -> None:
    """An unknown claimant is an error that says who can claim."""
    done = run("causes", "pmda", "--account", "Narnia")
    assert done.exit_code == 3
    assert "`analyst`" in done.stderr
