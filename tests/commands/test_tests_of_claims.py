"""Evidence that tests the claim of a link: recorded, weighed, undone, exported and read again."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Keyboard, curated

ENDS = ("2016-09-28-kerry-threatens-suspension", "2016-10-03-pmda-suspended")
BY = ("--claimed-by", "RUS")
GUN = ("--if-true", "0.4", "--if-false", "0.05")
HOOP = ("--if-true", "very-likely", "--if-false", "unlikely")


def weighed(run: Keyboard, *words: str) -> Any:
    """What `claims` says, whole."""
    done = run("claims", *words, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout or "[]")


def test_a_test_is_named_as_it_is_recorded(run: Keyboard) -> None:
    """With the ratio by which it multiplies the odds."""
    done = run("cite", *ENDS, "--source", "A cable", *GUN, *BY)
    assert done.exit_code == 0
    assert "Smoking gun, found: odds × 8." in done.stderr
    done = run("cite", *ENDS, "--source", "A log", *HOOP, "--not-found", *BY)
    assert "Hoop, not found: odds × 0.0625 to 0.364." in done.stderr


def test_show_names_each_test_and_what_all_come_to(run: Keyboard) -> None:
    """Beside the citation, and beneath them all; the claim keeps its likelihood."""
    run("cite", *ENDS, "--source", "A cable", *GUN, *BY)
    run("cite", *ENDS, "--source", "Another", "--if-true", "0.9", "--if-false", "0.3", *BY)
    shown = " ".join(run("show", ENDS[1]).stdout.split())
    assert "A cable smoking gun, found: odds × 8" in shown
    assert "Another hoop, found: odds × 3" in shown
    assert "all in all odds × 24: after this evidence 0.96, with a prior of 0.5" in shown
    assert "provokes, likely" in shown
    wary = " ".join(run("show", ENDS[1], "--prior", "0.1").stdout.split())
    assert "after this evidence 0.727, with a prior of 0.1" in wary


def test_claims_are_listed_by_how_far_their_evidence_moved_them(run: Keyboard) -> None:
    """Two claimants of one link, each with evidence of its own."""
    run("cite", *ENDS, "--source", "A cable", "--if-true", "0.6", "--if-false", "0.5", *BY)
    run("cite", *ENDS, "--source", "A log", *GUN, "--claimed-by", "new-york-times-2016-10-03")
    assert [each["claimed_by"] for each in weighed(run)] == ["new-york-times-2016-10-03", "RUS"]
    assert [each["after_said"] for each in weighed(run)] == ["0.889", "0.545"]
    done = run("claims")
    assert done.stderr.startswith(f"Moved furthest: {' → '.join(ENDS)}: 0.889 after its evidence")
    assert "Nothing else uses it until you adopt it" in done.stderr
    assert [each["claimed_by"] for each in weighed(run, "--account", "RUS")] == ["RUS"]


def test_a_test_belongs_to_what_the_source_is_cited_for_already(run: Keyboard) -> None:
    """Said again it takes the place of the one before; at another place it is a further one."""
    source = ("--source", "russian-mfa-2016-10-03")
    before = len(_sources(run))
    run("cite", *ENDS, *source, *HOOP, *BY)
    run("cite", *ENDS, *source, *GUN, *BY)
    assert len(_sources(run)) == before
    assert [each["test"] for each in weighed(run)[0]["evidence"]] == ["smoking gun"]
    run("cite", *ENDS, *source, *HOOP, "--locator", "p. 2", *BY)
    assert len(_sources(run)) == before + 1


def _sources(run: Keyboard) -> list[Any]:
    links = json.loads(run("show", ENDS[1], "--format", "json").stdout)["links"]
    found: list[Any] = next(each["sources"] for each in links if each["claimed_by"] == "RUS")
    return found


@pytest.mark.parametrize(("words", "code", "sentence"), [
    ((*ENDS, "--if-true", "0.9", *BY), 2, "needs both --if-true and --if-false"),
    ((*ENDS, "--not-found", *BY), 2, "needs both --if-true and --if-false"),
    ((*ENDS, "--if-true", "1", "--if-false", "0.5", *BY), 2, "below 1, for no evidence is certain"),
    ((*ENDS, "--if-true", "0.9", "--if-false", "0", *BY), 2, "not a likelihood"),
    ((*ENDS, "--if-true", "0.9", "--if-false", "maybe", *BY), 2, "not a likelihood"),
    ((*ENDS, *GUN, "--reliance", "1.5", *BY), 2, "above 0 and up to 1"),
    ((ENDS[0], *GUN), 2, "said of a link"),
    (("2016-10-03-talks-suspended", ENDS[1], *GUN), 1, "this is a denial of one"),
])  # fmt: skip
def test_what_is_no_test_is_refused_and_nothing_is_stored(
    run: Keyboard, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """In a sentence; the new source is not kept either."""
    before = curated(run.db)
    done = run("cite", *words, "--source", "A cable")
    assert done.exit_code == code
    assert sentence in " ".join(done.stderr.split())
    assert curated(run.db) == before


def test_a_test_is_undone_and_redone(run: Keyboard) -> None:
    """Whole, and told in the log of its event."""
    run("cite", *ENDS, "--source", "A cable", *GUN, "--not-found", "--reliance", "0.8", *BY)
    recorded = weighed(run)
    told = run("log", ENDS[1], "-n", "1", "--format", "json").stdout
    assert "(if it holds 0.4, if not 0.05, not found, relied on by 0.8)" in told
    run("undo")
    assert weighed(run) == []
    assert "No evidence tests a link" in run("claims").stderr
    run("redo")
    assert weighed(run) == recorded


def test_tests_are_exported_and_read_again(run: Keyboard, tmp_path: Path) -> None:
    """JSON lines keep every part of them."""
    run("cite", *ENDS, "--source", "A cable", *HOOP, "--not-found", "--reliance", "0.8", *BY)
    file, other = tmp_path / "record.jsonl", tmp_path / "other.db"
    assert run("export", "-o", str(file)).exit_code == 0
    assert run("import", str(file), "--db", str(other)).exit_code == 0
    again = json.loads(run("claims", "--format", "json", "--db", str(other)).stdout)
    assert again == weighed(run)
    assert again[0]["evidence"][0]["found"] is False


def test_other_formats_say_that_they_omit_tests(run: Keyboard, tmp_path: Path) -> None:
    """Counted among what is lost."""
    run("cite", *ENDS, "--source", "A cable", *GUN, *BY)
    done = run("export", "-o", str(tmp_path / "record.xlsx"))
    assert done.exit_code == 0
    assert "tests of claims (1)" in done.stderr


def test_a_comparison_of_records_tells_of_tests(run: Keyboard, tmp_path: Path) -> None:
    """Where one has a test and the other none, and where the tests differ."""
    other = tmp_path / "other.db"
    assert run("database", "backup", str(other)).exit_code == 0
    run("cite", *ENDS, "--source", "russian-mfa-2016-10-03", *GUN, *BY)
    told = json.loads(run("compare", str(other), str(run.db), "--format", "json").stdout)
    [difference] = told["differences"]
    assert difference["after"] == {"test": "if it holds 0.4, if not 0.05"}


def test_a_merge_of_events_keeps_tests(run: Keyboard) -> None:
    """They go with the links to the event that stays."""
    run("cite", *ENDS, "--source", "russian-mfa-2016-10-03", *GUN, *BY)
    run("add", "Kerry warns", "--on", "2016-09-28", "--by", "USA", "--to", "RUS", "--type", "threat",
        "--handle", "warning")  # fmt: skip
    assert run("duplicates", "--merge", "warning", ENDS[0]).exit_code == 0
    [claim] = weighed(run)
    assert (claim["cause"], claim["after_said"]) == ("warning", "0.889")
    assert run("database", "verify").exit_code == 0
