"""Rival explanations of the council meeting in the sample: named, rated, drawn, undone, exported."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.terminal import at_terminal
from tests.conftest import Keyboard, curated

EVENT = "2016-10-14-nsc-syria-options"
TALKS = "2016-10-03-talks-suspended"
PLACE = ("--locator", "paragraph 1")


def table(run: Keyboard, *words: str) -> Any:
    """The whole answer."""
    done = run("hypotheses", EVENT, *words, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def rated(run: Keyboard) -> Keyboard:
    """The editorial tells for itself and against the analyst; the exclusive does the reverse."""
    for source, place, cells in (
        ("editorial-2016-10-15", PLACE, ("analyst=i", "editorial-2016-10-15=c")),
        ("reuters-2016-10-13", (), ("analyst=c", "editorial-2016-10-15=n")),
    ):
        words = [word for cell in cells for word in ("--cell", f"{source}={cell}")]
        done = run("hypotheses", EVENT, *words, *place)
        assert done.exit_code == 0, done.output
    return run


def test_the_least_contradicted_is_named_as_that_and_no_more(rated: Keyboard) -> None:
    """First the answer in a line, then the table, then what the method is worth."""
    done = rated("hypotheses", EVENT)
    assert done.stderr.startswith(
        "Least contradicted: editorial-2016-10-15, by 0 independent reports; that is not the "
        "likeliest, nor proved."
    )
    assert "was not found to make judgements better (Dhami et al. 2019)" in done.stderr
    assert done.stdout.index("Editorial on the conflict") < done.stdout.index("Exclusive: Obama")
    assert table(rated)["least_contradicted"] == ["editorial-2016-10-15"]
    assert [each["apart"] for each in table(rated)["evidence"]] == [2, 1]


def test_a_rating_is_kept_and_another_takes_its_place(rated: Keyboard) -> None:
    """As data of the record, undone and redone."""
    before = curated(rated.db)["ratings"]
    rated("hypotheses", EVENT, "--cell", "reuters-2016-10-13=analyst=inconsistent")
    after = curated(rated.db)["ratings"]
    assert len(after) == len(before)
    assert set(after) - set(before) == {(22, "analyst", "reuters-2016-10-13", "", "inconsistent")}
    rated("undo")
    assert curated(rated.db)["ratings"] == before
    rated("redo")
    assert curated(rated.db)["ratings"] == after


def test_sets_of_links_are_explanations_by_their_names(rated: Keyboard) -> None:
    """Named again it gets other links and keeps its ratings; removed it takes them with it."""
    name = ("--name", "talks alone")
    assert rated("hypotheses", EVENT, *name, "--link", f"{TALKS}={EVENT}").exit_code == 0
    rated("hypotheses", EVENT, "--cell", "reuters-2016-10-13=talks alone=c")
    made = {each["explanation"]: each["links"] for each in table(rated)["explanations"]}
    assert made["talks alone"] == [f"{TALKS} → {EVENT}"]
    rated("hypotheses", EVENT, *name, "--link", f"2016-10-06-warning-against-strikes={EVENT}")
    assert "talks alone" in {row[1] for row in curated(rated.db)["ratings"]}
    assert [each["explanation"] for each in table(rated, "talks alone", "analyst")["explanations"]]
    assert rated("hypotheses", EVENT, "--remove", "talks alone").exit_code == 0
    assert "talks alone" not in {row[1] for row in curated(rated.db)["ratings"]}
    assert curated(rated.db)["rival_links"] == []


@pytest.mark.parametrize(("words", "code", "sentence"), [
    (("--cell", "editorial-2016-10-15=nobody=c"), 2, "There is no explanation 'nobody'"),
    (("--cell", "editorial-2016-10-15=analyst=maybe"), 2, "is no rating"),
    (("--cell", "analyst=c"), 2, "is no cell"),
    (("--cell", "no-such-source=analyst=c"), 3, "no source"),
    (("--name", "RUS", "--link", f"{TALKS}={EVENT}"), 1, "their account is an explanation already"),
    (("--name", "hacking", "--link", f"2016-10-07-hacking-accusation={EVENT}"), 1, "Nobody claims"),
    (("--name", "empty"), 2, "made of links"),
    (("--link", f"{TALKS}={EVENT}"), 2, "say with --name"),
    (("--remove", "never"), 3, "never"),
    (("--rate",), 2, "asks at a terminal"),
    (("analyst",), 2, "has no rival"),
    (("analyst", "USA"), 1, "USA does not explain"),
    (("--rate", "--remove", "x"), 2, "Give one of"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    run: Keyboard, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """In a sentence."""
    before = curated(run.db)
    done = run("hypotheses", EVENT, *words)
    assert (done.exit_code, sentence in " ".join(done.stderr.split())) == (code, True), done.stderr
    assert curated(run.db) == before


def test_cells_are_rated_at_a_terminal(
    run: Keyboard, tracker_command: list[str], environment: dict[str, str]
) -> None:
    """One after the other; a slip is asked again, Enter leaves a cell, q ends."""
    seen = at_terminal(
        [*tracker_command, "hypotheses", EVENT, "--rate", "--db", str(run.db)],
        environment,
        [("(c/i/n)", "what"), ("(c/i/n)", "i"), ("(c/i/n)", ""), ("(c/i/n)", "q")],
    )
    assert seen.code == 0
    assert "is no rating" in seen.screen
    assert [row[-1] for row in curated(run.db)["ratings"]] == ["inconsistent"]


def test_it_is_drawn_and_written_as_markdown(rated: Keyboard, tmp_path: Path) -> None:
    """The picture tells itself in words; the table of Markdown ends with what is against each."""
    file = tmp_path / "rivals.svg"
    done = rated("hypotheses", EVENT, "-o", str(file), "--alt")
    assert done.exit_code == 0
    assert "Rival explanations: Obama convenes the NSC" in file.read_text("utf-8")
    told = (tmp_path / "rivals.svg.txt").read_text("utf-8")
    assert "paragraph 1: editorial-2016-10-15: consistent; analyst: inconsistent." in told
    assert "Independent reports against each: editorial-2016-10-15: 0; analyst: 1." in told
    lines = rated("hypotheses", EVENT, "--format", "markdown").stdout.splitlines()
    assert lines[0] == "| evidence | grade | editorial-2016-10-15 | analyst | tells apart |"
    assert lines[-1] == "| independent reports against it |  | 0 | 1 |  |"


def test_explanations_and_ratings_are_exported_and_read_again(
    rated: Keyboard, tmp_path: Path
) -> None:
    """JSON lines keep them; what is read twice is there once; other formats count the loss."""
    rated("hypotheses", EVENT, "--name", "talks", "--link", f"{TALKS}={EVENT}")
    file, other = tmp_path / "record.jsonl", tmp_path / "other.db"
    rated("export", "-o", str(file))
    for _ in range(2):
        assert rated("import", str(file), "--db", str(other)).exit_code == 0
    mine, theirs = curated(rated.db), curated(other)
    for name in ("rivals", "rival_links", "ratings"):
        assert mine[name] == theirs[name] != []
    done = rated("export", "-o", str(tmp_path / "record.md"))
    assert "rival explanations (1), ratings of evidence (4)" in done.stderr


def test_ratings_follow_their_sources_and_their_event(rated: Keyboard) -> None:
    """Through a rename, a merge of events, and away with the event."""
    rated("sources", "rename", "reuters-2016-10-13", "reuters")
    assert {row[2] for row in curated(rated.db)["ratings"]} == {"reuters", "editorial-2016-10-15"}
    rated("add", "The council meets", "--on", "2016-10-14", "--by", "USA", "--type", "threat",
          "--handle", "council")  # fmt: skip
    assert rated("duplicates", "--merge", "council", EVENT).exit_code == 0
    number = json.loads(rated("show", "council", "--format", "json").stdout)["id"]
    assert {row[0] for row in curated(rated.db)["ratings"]} == {number}
    assert rated("remove", "council").exit_code == 0
    assert curated(rated.db)["ratings"] == []
    assert rated("database", "verify").exit_code == 0


def test_what_is_marked_is_not_drawn(rated: Keyboard, tmp_path: Path) -> None:
    """A source above the limit is no row of the picture."""
    rated("sources", "edit", "reuters-2016-10-13", "--marking", "TLP:RED")
    file = tmp_path / "rivals.svg"
    assert rated("hypotheses", EVENT, "-o", str(file)).exit_code == 0
    assert "Exclusive" not in file.read_text("utf-8")


def test_the_log_of_the_event_tells_of_its_ratings(rated: Keyboard) -> None:
    """In words, as it does of everything else that was said of it."""
    rated("hypotheses", EVENT, "--name", "talks", "--link", f"{TALKS}={EVENT}")
    told = rated("log", EVENT, "--format", "json").stdout
    assert "explanation talks: added" in told
    assert "rated: editorial-2016-10-15, paragraph 1, inconsistent with analyst" in told


def test_a_redacted_event_leaves_neither_names_nor_places(rated: Keyboard) -> None:
    """Of explanations and of ratings; what is rated how stays told apart."""
    rated("hypotheses", EVENT, "--name", "secret talks", "--link", f"{TALKS}={EVENT}")
    rated("hypotheses", EVENT, "--cell", "reuters-2016-10-13=secret talks=c", "--locator", "p. 77")
    rated("hypotheses", EVENT, "--cell", "reuters-2016-10-13=secret talks=n", "--locator", "p. 78")
    count = len(curated(rated.db)["ratings"])
    assert rated("database", "redact", "--event", EVENT, "--yes").exit_code == 0
    whole = rated.db.read_bytes()
    assert not any(word in whole for word in (b"secret talks", b"p. 77", b"p. 78"))
    assert len(curated(rated.db)["ratings"]) == count
    assert curated(rated.db)["rivals"][0][2] in {row[1] for row in curated(rated.db)["ratings"]}
    assert rated("database", "verify").exit_code == 0
