"""The interview: pairs that share an actor and are not linked, the nearest first; kept at once."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.commands.terminal import Seen, at_terminal
from tests.conftest import Keyboard, curated

ACTS = (
    ("demand", "2014-02-01", "RUS", "UKR", "demand"),
    ("refusal", "2014-02-02", "UKR", "RUS", "rejection"),
    ("far", "2014-02-03", "FRA", "DEU", "threat"),
    ("seizure", "2014-02-27", "RUS", "UKR", "threat"),
)  # fmt: skip
COME = "(y/n/d)"


@pytest.fixture
def crisis(run: Keyboard) -> Keyboard:
    """Three acts of one dyad, and one that shares no actor with them."""
    run.db.unlink()
    for handle, day, by, to, kind in ACTS:
        done = run("add", handle.title(), "--on", day, "--by", by, "--to", to, "--handle", handle,
                   "--type", kind)  # fmt: skip
        assert done.exit_code == 0, done.output
    return run


@pytest.fixture
def asked(crisis: Keyboard, tracker_command: list[str], environment: dict[str, str]) -> Any:
    """An interview at a terminal, with what is answered to it."""

    def interview(answers: Sequence[tuple[str, str]], *words: str) -> Seen:
        command = [*tracker_command, "interview", *words, "--db", str(crisis.db)]
        return at_terminal(command, environment, answers)

    return interview


def test_it_asks_of_pairs_with_a_common_actor_the_nearest_in_time_first(
    crisis: Keyboard, asked: Any
) -> None:
    """One day apart, then 25 and 26 days; never of the act that shares nobody."""
    seen = asked([(COME, ""), (COME, ""), (COME, "")])
    assert seen.code == 0
    questions = [line.split("” have come without “") for line in seen.screen.splitlines()
                 if "have come without" in line]  # fmt: skip
    assert [(one.split("“")[1], two.split("”")[0]) for one, two in questions] == [
        ("Refusal", "Demand"), ("Seizure", "Refusal"), ("Seizure", "Demand"),
    ]  # fmt: skip
    assert "Answered 0 of 3" in seen.screen
    assert curated(crisis.db)["counterfactuals"] == []


def test_an_answer_becomes_a_link_of_the_analyst(crisis: Keyboard, asked: Any) -> None:
    """Of a needed cause, with its likelihood, relation, reason and what it needed as well."""
    answers = [
        (COME, "n"), ("How likely", "very likely"), ("How, as", "provokes"),
        ("need another event", "demand"), ("Why", "It was the pretext."),
    ]  # fmt: skip
    seen = asked(answers, "seizure")
    assert seen.code == 0
    [link] = json.loads(crisis("show", "seizure", "--format", "json").stdout)["links"]
    assert (link["cause"], link["effect"], link["relation"], link["claimed_by"]) == (
        "refusal", "seizure", "provokes", "analyst",
    )  # fmt: skip
    assert (link["likelihood_words"], link["because"]) == ("very likely", "It was the pretext.")
    assert [row[-1] for row in curated(crisis.db)["counterfactuals"]] == ["no"]
    assert len(curated(crisis.db)["link_partners"]) == 1
    assert "Answered 1 of 1" in seen.screen  # demand → seizure is linked by now, as a partner


def test_it_goes_on_where_it_was_left(crisis: Keyboard, asked: Any) -> None:
    """What was answered is not asked again; what was left is."""
    asked([(COME, "y"), (COME, "d"), (COME, "q")])
    answers = {row[:2]: row[2] for row in curated(crisis.db)["counterfactuals"]}
    assert answers == {(1, 2): "yes", (2, 4): "unknown"}
    seen = asked([(COME, "y")])
    assert seen.screen.count("have come without") == 1
    assert "Seizure” have come without “Demand" in seen.screen
    assert "Nothing is left to ask" in asked([]).screen


def test_an_answer_is_undone_whole_and_asked_again(crisis: Keyboard, asked: Any) -> None:
    """The link goes with the answer."""
    before = curated(crisis.db)
    asked([(COME, "n"), ("How likely", "0.7"), ("How, as", ""), ("need another", ""), ("Why", ""),
           (COME, "q")])  # fmt: skip
    assert len(curated(crisis.db)["links"]) == 1
    assert crisis("undo", "--anyone").exit_code == 0
    after = curated(crisis.db)
    assert (after["links"], after["counterfactuals"]) == (before["links"], [])
    assert "Refusal” have come without “Demand" in asked([(COME, "q")]).screen


def test_a_slip_is_asked_again_and_nothing_is_stored_meanwhile(
    crisis: Keyboard, asked: Any
) -> None:
    """A key that is none, a likelihood that is none; without one the pair is left for later."""
    seen = asked([(COME, "x"), (COME, "n"), ("How likely", "maybe"), ("How, as", ""),
                  ("need another", ""), ("Why", ""), ("How likely", ""), (COME, "q")])  # fmt: skip
    assert "is not a likelihood" in seen.screen
    assert "Not linked, and left for later." in seen.screen
    assert curated(crisis.db)["counterfactuals"] == curated(crisis.db)["links"] == []


def test_it_asks_in_a_terminal_only(crisis: Keyboard) -> None:
    """Elsewhere it says what records a link."""
    done = crisis("interview")
    assert done.exit_code == 2
    assert "asks at a terminal; `tracker link` records a link" in done.stderr


def test_answers_are_exported_and_read_again(crisis: Keyboard, asked: Any, tmp_path: Path) -> None:
    """JSON lines keep them, so that another copy goes on where this one was left."""
    asked([(COME, "y"), (COME, "d"), (COME, "q")])
    file, other = tmp_path / "record.jsonl", tmp_path / "other.db"
    crisis("export", "-o", str(file))
    for _ in range(2):
        assert crisis("import", str(file), "--db", str(other)).exit_code == 0
    assert curated(other)["counterfactuals"] == curated(crisis.db)["counterfactuals"] != []
    assert "answers of interviews (2)" in crisis("export", "-o", str(tmp_path / "r.md")).stderr
    assert crisis("remove", "demand").exit_code == 0
    assert [row[:2] for row in curated(crisis.db)["counterfactuals"]] == [(2, 4)]
