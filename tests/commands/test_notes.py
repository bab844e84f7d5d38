"""Notes: dated remarks of an analyst on an event."""

import json
from pathlib import Path

import pytest

from tests.conftest import Keyboard, curated, rows

DECREE = "Check the wording of the decree; is it suspended, or ended?"


def notes(run: Keyboard, event: str, *more: str) -> list[dict[str, str]]:
    """The notes that an event has."""
    found: list[dict[str, str]] = json.loads(run("show", event, "-f", "json", *more).stdout)[
        "notes"
    ]
    return found


def test_a_note_is_dated_and_signed(run: Keyboard) -> None:
    """It stands with the event, with the day and the name of who made it, in the order made."""
    said = run("note", "pmda-suspended", DECREE)
    assert said.stderr == "Noted on event 11 (1 note).\n"
    assert said.stdout == "2016-10-03-pmda-suspended\n"
    run("note", "pmda-suspended", "Second look", TRACKER_ANALYST="B. Colleague")
    first, second = notes(run, "pmda-suspended")
    assert (first["who"], first["text"]) == ("A. Tester", DECREE)
    assert (second["who"], second["text"]) == ("B. Colleague", "Second look")
    shown = run("show", "pmda-suspended").stdout
    assert f"Notes\n  1. {first['at'][:10]}, A. Tester: {DECREE}\n" in shown


def test_search_looks_in_notes(run: Keyboard) -> None:
    """By any form of a word, behind what titles and summaries have, and within the filters."""
    run("note", "pmda-suspended", "Archivists were asked about missiles")
    found = json.loads(run("search", "archivist", "-f", "json").stdout)
    assert [(each["id"], each["passage"]) for each in found] == [
        (11, "Archivists were asked about missiles")
    ]
    found = json.loads(run("search", "missiles", "-f", "json").stdout)
    own = ["missile" in f"{each['title']} {each['summary']}".lower() for each in found]
    assert own == sorted(own, reverse=True)
    assert 11 in [each["id"] for each in found[own.index(False) :]]
    assert json.loads(run("search", "archivist", "--actor", "JPN", "-f", "json").stdout) == []
    run("note", "pmda-suspended", "--remove", "1")
    assert json.loads(run("search", "archivist", "-f", "json").stdout) == []


def test_search_takes_title_and_notes_together(run: Keyboard) -> None:
    """The words may be split between the two, a word left out is so in both, a limit counts both."""
    run("note", "pmda-suspended", "Archivists were asked about missiles")

    def found(*words: str) -> list[int]:
        rows = json.loads(run("search", "-f", "json", "--", " ".join(words)).stdout)
        return [each["id"] for each in rows]

    assert found("archivists", "plutonium") == [11]
    assert 11 in found("plutonium")
    assert 11 not in found("plutonium", "-archivists")
    assert found("archivists", "-plutonium") == []
    assert found("archivists", "-nothing") == [11]
    assert found("archivists", "zzyzx") == []
    assert found("missiles").count(11) == 1
    limited = run("search", "missiles", "--limit", "1", "-f", "json").stdout
    assert [each["id"] for each in json.loads(limited)] == found("missiles")[:1]


def test_a_note_can_be_taken_away_and_undone(run: Keyboard) -> None:
    """By its number, which no other note ever gets; what is not there is not found."""
    before = curated(run.db)
    run("note", "pmda", "One")
    run("note", "pmda", "Two")
    assert run("note", "pmda", "--remove", "1").exit_code == 0
    assert [each["text"] for each in notes(run, "pmda")] == ["Two"]
    again = run("note", "pmda", "--remove", "1")
    assert again.exit_code == 3
    assert "There is no note '1'. 2016-10-03-pmda-suspended has notes 2;" in again.stderr
    assert [each["text"] for each in notes(run, "pmda")] == ["Two"]
    assert run("note", "pmda", "--remove", "2").exit_code == 0
    run("note", "pmda", "Three")
    assert "3. " in run("show", "pmda").stdout
    for _ in range(5):
        run("undo")
    assert curated(run.db) == before


@pytest.mark.parametrize("words", [(), ("A text", "--remove", "1"), ("  ",), ("a\x1b[31mb",)])
def test_what_is_no_note_is_refused(run: Keyboard, words: tuple[str, ...]) -> None:
    """Neither words nor a place, both, no words, or what a terminal would act on."""
    before = rows(run.db)
    assert run("note", "pmda", *words).exit_code == 2
    assert rows(run.db) == before


def test_notes_survive_json_lines_and_stand_in_chronologies(run: Keyboard, tmp_path: Path) -> None:
    """The lossless format has them whole; what has no room for them counts them."""
    run("note", "pmda-suspended", DECREE)
    target, other = tmp_path / "all.jsonl", tmp_path / "other.db"
    run("export", str(target))
    assert run("import", str(target), "--db", str(other)).exit_code == 0
    assert notes(run, "pmda-suspended", "--db", str(other)) == notes(run, "pmda-suspended")
    written = run("export", "--to", "markdown", "-").stdout
    assert "  - Notes: " in written
    assert "A. Tester: Check the wording of the decree" in written
    assert "notes (1)" in run("export", "--to", "csv", "-").stderr


def test_a_note_in_a_file_is_checked_like_one_that_is_typed(run: Keyboard, tmp_path: Path) -> None:
    """A control character, or a date that is none, refuses the file."""
    for note in (
        {"at": "2016", "who": "A", "text": "a\x07b"},
        {"at": "soon", "who": "A", "text": "b"},
    ):
        event = {"record": "event", "date": "2016", "title": "T", "type": "threat", "notes": [note]}
        file = tmp_path / "bad.jsonl"
        file.write_text(
            '{"record": "tracker", "format": 1}\n' + json.dumps(event) + "\n", encoding="utf-8"
        )
        refused = run("import", str(file))
        assert refused.exit_code == 2
        assert "Nothing was imported" in refused.stderr


def test_the_report_shows_notes_as_text(run: Keyboard, tmp_path: Path) -> None:
    """Markup in a note stays what was typed."""
    run("note", "pmda-suspended", "<script>alert(1)</script> & more")
    target = tmp_path / "report.html"
    run("report", "-o", str(target))
    page = target.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page
    assert "<script>alert(1)" not in page


def test_a_merged_event_keeps_the_notes_of_both(run: Keyboard) -> None:
    """Nothing that was remarked is lost with a duplicate."""
    run("note", "13", "One")
    run("note", "nsc-syria", "Other")
    run("duplicates", "--merge", "nsc-syria", "13")
    assert [each["text"] for each in notes(run, "nsc-syria")] == ["Other", "One"]
