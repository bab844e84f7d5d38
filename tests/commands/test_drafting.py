import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Keyboard, curated

TEXT = """Moscow suspends a treaty

Russia suspended the arms treaty on Monday after the United States expelled two Russian diplomats.

Iran threatened to close the strait, officials in Tehran said.
"""


@pytest.fixture
def article(run: Keyboard, tmp_path: Path) -> Path:
    """An article of 15 November 2016 in a file."""
    file = tmp_path / "wire.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def _draft(run: Keyboard, *more: str) -> list[dict[str, Any]]:
    done = run("draft", "wire.txt", "--published", "2016-11-15", "--format", "json", *more)
    assert done.exit_code == 0, done.stderr
    return list(json.loads(done.stdout))


def _of_type(drafts: list[dict[str, Any]], code: str) -> str:
    return str(next(each["number"] for each in drafts if each["type"] == code))


def test_nothing_counts_until_it_is_accepted(run: Keyboard, article: Path) -> None:
    """Nothing counts until it is accepted."""
    before = run("list", "--format", "json").stdout
    drafts = _draft(run)
    assert [each["type"] for each in drafts] == ["pact-withdrawal", "expulsion", "blockade"]
    assert run("list", "--format", "json").stdout == before
    assert run("check", "--format", "json").exit_code == 0


def test_an_accepted_draft_cites_its_sentence_word_for_word(run: Keyboard, article: Path) -> None:
    """An accepted draft cites its sentence word for word."""
    drafts = _draft(run, "--author", "A. Writer")
    done = run("review", "--accept", _of_type(drafts, "pact-withdrawal"))
    assert done.exit_code == 0, done.stderr
    [event] = json.loads(
        run("list", "--since", "2016-11-14", "--type", "pact-withdrawal", "--format", "json").stdout
    )
    shown = json.loads(run("show", event["handle"], "--format", "json").stdout)
    [citation] = shown["sources"]
    assert citation["quotation"] == TEXT.split("\n\n")[1]
    assert citation["locator"] == "paragraph 2"
    assert [event["by"], event["date"]] == [["RUS"], "2016-11-14"]
    [source] = [
        each
        for each in json.loads(run("sources", "list", "wire", "--format", "json").stdout)
        if each["code"] == "wire"
    ]
    assert (source["author"], source["published"]) == ("A. Writer", "2016-11-15")


def test_a_cause_is_linked_once_both_are_accepted_as_the_claim_of_the_text(
    run: Keyboard, article: Path
) -> None:
    """A cause is linked once both are accepted as the claim of the text."""
    for first in ("pact-withdrawal", "expulsion"):
        drafts = _draft(run) or json.loads(run("review", "--format", "json").stdout)
        run("review", "--accept", _of_type(drafts, first))
        other = "expulsion" if first == "pact-withdrawal" else "pact-withdrawal"
        done = run("review", "--accept", _of_type(drafts, other))
        assert "leads-to, roughly even chance, claimed by wire" in done.stderr
        run("undo")
        run("undo")


def test_each_step_of_a_review_is_one_undo(run: Keyboard, article: Path) -> None:
    """Each step of a review is one undo."""
    drafts = _draft(run)
    before = curated(run.db)
    pact, strait = _of_type(drafts, "pact-withdrawal"), _of_type(drafts, "blockade")
    for step in (
        ("--accept", pact), ("--refuse", strait), ("--merge", f"{pact}=2016-10-03-pmda-suspended"),
    ):  # fmt: skip
        assert run("review", *step).exit_code == 0
        assert curated(run.db) != before
        assert run("undo").exit_code == 0
        assert curated(run.db) == before


def test_what_was_settled_is_not_proposed_again(run: Keyboard, article: Path) -> None:
    """What was settled is not proposed again."""
    drafts = _draft(run)
    run("review", "--accept", _of_type(drafts, "pact-withdrawal"))
    run("review", "--refuse", _of_type(drafts, "blockade"))
    article.write_text(TEXT + "\nFrance recalled its ambassador.\n", encoding="utf-8")
    assert [each["type"] for each in _draft(run)] == ["relations-break"]


def test_no_words_of_the_text_stay_in_what_is_remembered_of_a_refusal(
    run: Keyboard, article: Path
) -> None:
    """No words of the text stay in what is remembered of a refusal."""
    for each in _draft(run):
        run("review", "--refuse", str(each["number"]))
    assert not [
        row for row in curated(run.db)["proposals"] if "treaty" in str(row) or "strait" in str(row)
    ]


def test_merging_cites_the_text_for_the_event_and_adds_none(run: Keyboard, article: Path) -> None:
    """Merging cites the text for the event and adds none."""
    number = _of_type(_draft(run), "pact-withdrawal")
    count = len(curated(run.db)["events"])
    assert run("review", "--merge", f"{number}=2016-10-03-pmda-suspended").exit_code == 0
    assert len(curated(run.db)["events"]) == count
    shown = json.loads(run("show", "2016-10-03-pmda-suspended", "--format", "json").stdout)
    assert TEXT.split("\n\n")[1] in [each["quotation"] for each in shown["sources"]]


def test_a_draft_is_changed_in_an_editor(run: Keyboard, article: Path, tmp_path: Path) -> None:
    """A draft is changed in an editor."""
    number = _of_type(_draft(run), "blockade")
    editor = tmp_path / "editor"
    editor.write_text(
        "#!/bin/sh\nsed -i 's/IRN blockade/IRN > USA blockade/' \"$1\"\n", encoding="utf-8"
    )
    editor.chmod(0o755)
    done = run("review", "--change", number, EDITOR=str(editor))
    assert done.exit_code == 0, done.stderr
    handle = json.loads(run("list", "--format", "json", "--type", "blockade").stdout)
    assert [(each["by"], each["to"]) for each in handle] == [(["IRN"], ["USA"])]


def test_an_event_that_is_recorded_already_is_shown_beside_a_draft(
    run: Keyboard, tmp_path: Path
) -> None:
    """An event that is recorded already is shown beside a draft."""
    (tmp_path / "wire.txt").write_text(
        "Russia suspended the plutonium pact on 3 October 2016.", encoding="utf-8"
    )
    [draft] = _draft(run)
    assert draft["alike"][0] == "2016-10-03-pmda-suspended"


def test_without_a_day_a_draft_waits_and_says_what_it_lacks(run: Keyboard, article: Path) -> None:
    """Without a day a draft waits and says what it lacks."""
    drafts = json.loads(run("draft", "wire.txt", "--format", "json").stdout)
    done = run("review", "--accept", _of_type(drafts, "blockade"))
    assert (done.exit_code, "The text says no date" in done.stderr) == (1, True)


def test_a_text_without_events_says_so(run: Keyboard, tmp_path: Path) -> None:
    """A text without events says so."""
    (tmp_path / "wire.txt").write_text("The weather was fine.", encoding="utf-8")
    done = run("draft", "wire.txt")
    assert "wire.txt tells of no event that a cue of the codebook finds." in done.stderr


def test_standard_input_needs_a_name(run: Keyboard) -> None:
    """Standard input needs a name."""
    done = run("draft", "-", input="Russia suspended the treaty.")
    assert (done.exit_code, "--source" in done.stderr) == (2, True)
    assert (
        run("draft", "-", "--source", "A wire", input="Russia suspended the treaty.").exit_code == 0
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"), (b"PK\x03\x04 nothing", "cut short"), (b"\x00\x01\x02", "is no text"),
        (b"{\\rtf1 x}", "rich text"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "old document of Word"),
        (b"12 34", "no words"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_gets_a_sentence_and_leaves_nothing(
    run: Keyboard, tmp_path: Path, content: bytes, said: str
) -> None:
    """A file that cannot be read gets a sentence and leaves nothing."""
    before = curated(run.db)
    (tmp_path / "wire.txt").write_bytes(content)
    done = run("draft", "wire.txt")
    assert (done.exit_code, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert curated(run.db) == before


def test_a_cue_of_the_analyst_finds_what_the_others_do_not(run: Keyboard, tmp_path: Path) -> None:
    """A cue of the analyst finds what the others do not."""
    (tmp_path / "wire.txt").write_text("France snubbed Russia.", encoding="utf-8")
    assert _draft(run) == []
    assert run("types", "cues", "rejection", "to snub/cold-shoulder").exit_code == 0
    assert [each["type"] for each in _draft(run)] == ["rejection"]
    own = [
        each for each in json.loads(run("types", "cues", "--format", "json").stdout) if each["own"]
    ]
    assert [each["cue"] for each in own] == ["to snub/cold-shoulder"]
    run("types", "rename", "rejection", "refusal")
    assert {
        each["type"]
        for each in json.loads(run("types", "cues", "refusal", "--format", "json").stdout)
    } == {"refusal"}


def test_a_cue_that_cannot_be_read_is_refused_with_an_example(run: Keyboard) -> None:
    """A cue that cannot be read is refused with an example."""
    for cue in ("snub", "to", "a … b … c", "to /"):
        done = run("types", "cues", "rejection", cue)
        assert (done.exit_code, "collapse" in done.stderr) == (2, True), cue


def test_the_editorial_is_found_in_full(run: Keyboard, real_data: Path) -> None:
    """The editorial is found in full."""
    file = real_data / "article" / "editorial.txt"
    if not file.is_file():
        pytest.skip("needs article/editorial.txt")
    done = run("draft", os.fspath(file), "--published", "2016-10-15", "--format", "json")
    found = {each["type"] for each in json.loads(done.stdout)}
    assert {
        "deliberation", "cyberattack", "air-strike", "bombardment", "pact-withdrawal",
        "missile-deployment", "nuclear-threat", "accusation", "talks-suspension",
        "military-intervention",
    } <= found  # fmt: skip
