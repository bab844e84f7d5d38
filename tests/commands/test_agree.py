"""Two coders of the same events: what is matched, how far they agree, what differs."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Keyboard


@pytest.fixture
def colleague(run: Keyboard, tmp_path: Path) -> Path:
    """The sample as somebody else coded it: five values, one handle and one event differ."""
    other = tmp_path / "colleague.db"
    shutil.copy(run.db, other)
    for words in (
        ("edit", "3", "--type", "threat"),
        ("edit", "5", "--by", "RUS"),
        ("edit", "7", "--intensity", "3"),
        ("edit", "10", "--to", ""),
        ("edit", "9", "--handle", "2016-09-27-called-otherwise"),
        ("remove", "12"),
    ):
        assert run(*words, "--db", str(other)).exit_code == 0
    return other


def told(run: Keyboard, other: Path, *words: str) -> Any:
    """The whole answer."""
    done = run("agree", str(other), *words, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_what_differs_is_listed_with_what_it_costs(run: Keyboard, colleague: Path) -> None:
    """The costliest first; the costs of each measure and its alpha make 1."""
    found = told(run, colleague)
    alphas = {each["measure"]: each["alpha"] for each in found["measures"]}
    costs = [each["cost"] for each in found["disagreements"]]
    assert costs == sorted(costs, reverse=True)
    for name, alpha in alphas.items():
        cost = sum(each["cost"] for each in found["disagreements"] if each["measure"] == name)
        assert cost + alpha == pytest.approx(1, abs=1e-4)
    assert ("intensity", "2016-09-19-aid-convoy-struck", "-10", "3") in {
        (each["measure"], each["about"], each["mine"], each["theirs"])
        for each in found["disagreements"]
    }
    assert {name for name, alpha in alphas.items() if alpha == 1} == {"links", "relation", "causes"}


def test_events_called_otherwise_are_matched_by_their_likeness(
    run: Keyboard, colleague: Path
) -> None:
    """Twenty-six by handle, one by likeness; the one that is gone stands apart."""
    found = told(run, colleague)
    assert [each["theirs"] for each in found["matched"] if not each["by_handle"]] == [
        "2016-09-27-called-otherwise"
    ]
    assert [each["handle"] for each in found["only_here"]] == ["2016-10-04-s300-tartus"]
    assert found["only_there"] == []
    said = run("agree", str(colleague))
    assert "27 events matched: 26 by handle, 1 by likeness, of 1.00 or more." in said.stderr
    assert "Only here: 1; only there: 0." in said.stderr
    assert "Not matched" in said.stdout


def test_records_that_are_the_same_agree_throughout(run: Keyboard, tmp_path: Path) -> None:
    """Every alpha is 1, and nothing is listed."""
    other = tmp_path / "copy.db"
    shutil.copy(run.db, other)
    found = told(run, other)
    assert {each["alpha"] for each in found["measures"]} == {1.0}
    assert found["disagreements"] == found["only_here"] == found["only_there"] == []


def test_links_that_one_has_and_the_other_lacks_are_disagreements(
    run: Keyboard, tmp_path: Path
) -> None:
    """The pair is coded `not linked` by the one, and its effect has another set of causes."""
    other = tmp_path / "copy.db"
    shutil.copy(run.db, other)
    link = json.loads(run("show", "11", "--format", "json").stdout)["links"][0]
    run("unlink", link["cause"], link["effect"], "--db", str(other))
    found = told(run, other)
    ends = f"{link['cause']} → {link['effect']}"
    named = {(each["measure"], each["about"]): each for each in found["disagreements"]}
    assert named["links", ends]["theirs"] == "not linked"
    assert ("causes", link["effect"]) in named
    assert {measure for measure, _ in named} == {"links", "causes"}


def test_as_many_disagreements_are_shown_as_asked_for(run: Keyboard, colleague: Path) -> None:
    """And how many there are is said."""
    found = told(run, colleague, "-n", "2")
    assert len(found["disagreements"]) == 2
    assert f"2 of {found['disagreements_in_all']} disagreements are shown" in run(
        "agree", str(colleague), "-n", "2"
    ).stderr  # fmt: skip


@pytest.mark.parametrize(("other", "code", "sentence"), [
    ("nowhere.db", 4, "There is no database"), ("", 2, "is the record itself"),
])  # fmt: skip
def test_what_is_no_other_record_is_refused(
    run: Keyboard, other: str, code: int, sentence: str
) -> None:
    """In a sentence that says what to name."""
    done = run("agree", other or str(run.db))
    assert done.exit_code == code
    assert sentence in done.stderr
    assert not Path(other or "x").exists()


def test_records_with_nothing_in_common_have_no_coefficient(run: Keyboard, tmp_path: Path) -> None:
    """That no event was matched is said, and no number is shown."""
    other = tmp_path / "other.db"
    run("add", "A landing", "--on", "1944-06-06", "--by", "USA", "--type", "clash", "--db",
        str(other))  # fmt: skip
    found = told(run, other)
    assert {each["alpha"] for each in found["measures"]} == {None}
    done = run("agree", str(other))
    assert "No event of the two records is taken for the same." in done.stderr
    assert "alpha" not in done.stdout


def test_what_is_reliable_is_so_by_its_interval(run: Keyboard, tmp_path: Path) -> None:
    """A coefficient above 0.8 whose interval goes below is not called reliable without a word."""
    other = tmp_path / "other.db"
    shutil.copy(run.db, other)
    for number in ("3", "5", "7", "9"):
        assert run("edit", number, "--type", "statement", "--db", str(other)).exit_code == 0
    (kind,) = [each for each in told(run, other)["measures"] if each["measure"] == "type"]
    assert kind["low"] < 0.8 < kind["alpha"]
    said = " ".join(run("agree", str(other)).stderr.split())
    assert "Reliable: by (1.00), to (1.00)" in said
    assert f"reliable by the value alone, not by the interval: type ({kind['alpha']:.2f})" in said
