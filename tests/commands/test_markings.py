import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Keyboard
from tracker import config
from tracker.model.marking import Marking


def shown(run: Keyboard, event: str) -> dict[str, Any]:
    """An event whole, as JSON has it."""
    record: dict[str, Any] = json.loads(run("show", event, "-f", "json").stdout)
    return record


@pytest.mark.parametrize("typed", ["amber+strict", "TLP:AMBER+STRICT", " Tlp:Amber+Strict "])
def test_a_label_is_read_in_any_case_and_with_its_prefix_or_without(
    run: Keyboard, typed: str
) -> None:
    """However it is typed, the label stands in the list, in JSON and in CSV as TLP 2.0 writes it."""
    assert run("edit", "pmda", "--marking", typed).exit_code == 0
    assert shown(run, "pmda")["marking"] == "TLP:AMBER+STRICT"
    assert "TLP:AMBER+STRICT" in run("list").stdout
    assert "marking    TLP:AMBER+STRICT\n" in run("show", "pmda").stdout


def test_everything_that_can_be_marked_says_so(run: Keyboard) -> None:
    """Events, notes, citations, links and sources take a marking, and `show` has each."""
    run("edit", "1", "--marking", "GREEN")
    run("note", "1", "A word in confidence", "--marking", "RED")
    run("cite", "1", "--source", "A cable", "--marking", "AMBER")
    run("link", "1", "4", "--replace", "--marking", "AMBER+STRICT")
    run("sources", "edit", "A cable", "--marking", "TLP:CLEAR")
    record = shown(run, "1")
    assert record["marking"] == "TLP:GREEN"
    assert [note["marking"] for note in record["notes"]] == ["TLP:RED"]
    assert record["sources"][-1]["marking"] == "TLP:AMBER"
    assert record["links"][0]["marking"] == "TLP:AMBER+STRICT"
    text = run("show", "1").stdout
    assert "[TLP:RED] " in text
    assert "[TLP:AMBER] A cable" in text
    assert "[TLP:AMBER+STRICT] 2016-09-09-ceasefire-announced" in text
    [cable] = json.loads(run("sources", "list", "cable", "-f", "json").stdout)
    assert cable["marking"] == "TLP:CLEAR"


def test_what_is_marked_is_marked_in_every_table_of_questions(run: Keyboard) -> None:
    """Beside the events of `whatif`, `sensitivity`, `accounts` and `duplicates`, and in `compare`."""
    run("database", "backup", "before.db")
    run("add", "Moscow suspends the plutonium pact", "--on", "2016-10-03", "--anyway",
        "--by", "RUS", "--to", "USA", "--type", "pact-withdrawal")  # fmt: skip
    assert run("edit", "--since", "2015", "--marking", "AMBER", "--yes").exit_code == 0
    for words in (
        ("whatif", "--without", "kerry-threatens"),
        ("sensitivity", "kerry-threatens", "pmda"),
        ("accounts",),
        ("duplicates",),
        ("compare", "before.db"),
    ):
        done = run(*words, COLUMNS="300")
        assert done.exit_code == 0, (words, done.stderr)
        assert "TLP:AMBER" in done.stdout, (words, done.stdout)
    links = json.loads(run("accounts", "-f", "json").stdout)["links"]
    assert {each["cause_marking"] for each in links} == {"TLP:AMBER"}
    assert not any("TLP" in each["cause_title"] for each in links)


def test_a_marking_stays_until_it_is_cleared(run: Keyboard) -> None:
    """A link that is recorded anew keeps its marking; an empty text takes one away."""
    run("link", "1", "4", "--replace", "--marking", "AMBER")
    run("link", "1", "4", "--replace", "--because", "Another reason")
    assert shown(run, "1")["links"][0]["marking"] == "TLP:AMBER"
    run("link", "1", "4", "--replace", "--marking", "")
    assert shown(run, "1")["links"][0]["marking"] is None
    run("edit", "1", "--marking", "RED")
    run("edit", "1", "--title", "Another title")
    assert shown(run, "1")["marking"] == "TLP:RED"
    run("edit", "1", "--marking", "")
    assert shown(run, "1")["marking"] is None
    run("undo")
    assert shown(run, "1")["marking"] == "TLP:RED"


def test_white_of_the_first_version_is_clear_and_that_is_said(run: Keyboard) -> None:
    """TLP:WHITE is read as TLP:CLEAR, with a remark; what is no label is refused with all five."""
    said = "TLP:WHITE, of TLP 1.0, was read as TLP:CLEAR."
    for words in (
        ("edit", "1", "--marking", "white"),
        ("note", "1", "A word", "--marking", "TLP:WHITE"),
        ("cite", "1", "--source", "A cable", "--marking", "White"),
        ("link", "1", "4", "--replace", "--marking", "WHITE"),
        ("sources", "edit", "A cable", "--marking", "WHITE"),
    ):
        assert said in run(*words).stderr
    assert shown(run, "1")["marking"] == "TLP:CLEAR"
    refused = run("edit", "1", "--marking", "SECRET")
    assert refused.exit_code == 2
    assert "is none of TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT, TLP:RED" in refused.stderr


def test_the_limit_is_that_of_the_option_else_of_the_settings_else_clear(
    run: Keyboard, tmp_path: Path
) -> None:
    """An export stops at TLP:CLEAR; the settings, the environment and the option move that."""
    run("edit", "pmda", "--marking", "AMBER")
    assert "1 event above TLP:CLEAR was left out; --max-marking AMBER shows it." in (
        run("export").stderr
    )
    assert "pmda" not in run("export").stdout
    assert "pmda" in run("export", "--max-marking", "amber").stdout
    assert "pmda" in run("export", TRACKER_MAX_MARKING="red").stdout
    (tmp_path / "config" / "config.toml").write_text('max_marking = "amber"\n')
    assert "pmda" in run("export").stdout
    assert "pmda" not in run("export", "--max-marking", "CLEAR").stdout
    refused = run("export", TRACKER_MAX_MARKING="secret")
    assert refused.exit_code == 2
    assert "The max_marking 'secret' is none of TLP:CLEAR" in refused.stderr


def test_the_settings_know_the_labels_of_the_model() -> None:
    """The two lists of labels, which stand side by side in the layers, are the same."""
    assert tuple(Marking) == config.LIMITS


def test_lists_and_questions_show_all_unless_a_limit_is_named(run: Keyboard) -> None:
    """Whoever works at the record sees it whole; --max-marking is a filter there as others are."""
    run("edit", "pmda", "--marking", "AMBER")
    assert len(json.loads(run("list", "-f", "json").stdout)) == 28
    assert len(json.loads(run("list", "-f", "json", "--max-marking", "GREEN").stdout)) == 27
    assert "[TLP:AMBER] Moscow suspends" in run("effects", "kerry-threatens").stdout
    assert "[TLP:AMBER] Moscow suspends" in run("effects", "kerry-threatens").stdout
    assert "[TLP:AMBER] Moscow suspends" in run("paths", "1", "pmda").stdout
    assert run("paths", "1", "9", "--max-marking", "CLEAR").exit_code == 0


def test_pictures_and_reports_carry_the_highest_marking_of_what_they_show(
    run: Keyboard, tmp_path: Path
) -> None:
    """The label stands on the picture, in its description, and on the page; without one, none."""
    run("edit", "pmda", "--marking", "AMBER")
    run("timeline", "-o", "open.svg", "--alt")
    run("timeline", "-o", "marked.svg", "--alt", "--max-marking", "RED")
    assert "TLP:" not in (tmp_path / "open.svg").read_text()
    assert "TLP:" not in (tmp_path / "open.svg.txt").read_text()
    assert ">TLP:AMBER<" in (tmp_path / "marked.svg").read_text()
    assert (tmp_path / "marked.svg.txt").read_text().startswith("[TLP:AMBER] From “Russia")
    run("report", "-o", "marked.html", "--max-marking", "AMBER")
    page = (tmp_path / "marked.html").read_text()
    assert '<p class="tlp" data-tlp="TLP:AMBER">TLP:AMBER</p>' in page


@pytest.mark.parametrize("style", ["jsonl", "csv", "stix", "gexf", "graphml"])
def test_a_marking_comes_in_again_as_it_went_out(run: Keyboard, tmp_path: Path, style: str) -> None:
    """What is exported with its markings and imported elsewhere is marked as it was."""
    run("edit", "1", "--marking", "AMBER+STRICT")
    run("edit", "2", "--marking", "GREEN")
    run("export", f"out.{style}", "--to", style, "--max-marking", "RED", "--until", "2016-07")
    done = run("import", f"out.{style}", "--from", style, "--new-actor", TRACKER_DB="again.db")
    assert done.exit_code == 0, done.stderr
    listed = json.loads(run("list", "-f", "json", "--db", "again.db").stdout)
    assert {each["handle"]: each["marking"] for each in listed if each["marking"]} == {
        "2015-09-30-russian-air-campaign": "TLP:AMBER+STRICT",
        "2016-06-14-dnc-intrusion-disclosed": "TLP:GREEN",
    }


def test_json_lines_keep_the_markings_of_everything(run: Keyboard) -> None:
    """Notes, citations, links and sources come back with their markings, and the file names the highest."""
    run("note", "1", "A word in confidence", "--marking", "RED")
    run("cite", "1", "--source", "A cable", "--marking", "AMBER")
    run("link", "1", "4", "--replace", "--marking", "AMBER+STRICT")
    run("sources", "edit", "A cable", "--marking", "GREEN")
    run("export", "out.jsonl", "--max-marking", "RED")
    assert json.loads(Path("out.jsonl").read_text().splitlines()[0])["marking"] == "TLP:RED"
    run("import", "out.jsonl", TRACKER_DB="again.db")
    again = run("export", "--max-marking", "RED", "--db", "again.db").stdout
    # But for the header, which has the head of another history.
    assert again.splitlines()[1:] == Path("out.jsonl").read_text().splitlines()[1:]


def test_a_table_whose_marking_is_another_thing_is_read_without_it(
    run: Keyboard, tmp_path: Path
) -> None:
    """A column of other markings is none of ours; among markings a slip is refused, not passed over."""
    head = "date,title,type,marking\n"
    (tmp_path / "roads.csv").write_text(f"{head}2016-11-01,A road,talks,dashed line\n")
    done = run("import", "roads.csv")
    assert "Columns that no field was read from: marking." in done.stderr
    (tmp_path / "slip.csv").write_text(
        f"{head}2016-11-02,One,talks,TLP:RED\n2016-11-03,Two,talks,TLP:REED\n"
    )
    refused = run("import", "slip.csv")
    assert refused.exit_code == 2
    assert "line 3: The marking 'TLP:REED' is none of TLP:CLEAR" in refused.stderr
    (tmp_path / "old.csv").write_text(f"{head}2016-11-02,One,talks,tlp:white\n")
    assert "TLP:WHITE, of TLP 1.0, was read as TLP:CLEAR." in run("import", "old.csv").stderr


def test_the_higher_of_two_markings_stands_after_a_merge(run: Keyboard) -> None:
    """Events, links, citations and notes that are merged, and sources, keep the higher marking."""
    for title in ("Raid", "Raid again"):
        run("add", title, "--on", "2016-09-30", "--type", "threat", "--by", "RUS", "--anyway",
            "--source", "A cable")  # fmt: skip
    run("link", "1", "29", "--likelihood", "likely", "--marking", "GREEN")
    run("link", "1", "30", "--likelihood", "likely", "--marking", "RED")
    run("edit", "30", "--marking", "AMBER")
    done = run("duplicates", "--merge", "29", "30")
    assert "1 event is marked TLP:AMBER now, the higher of two markings." in done.stderr
    assert "1 link is marked TLP:RED now, the higher of two markings." in done.stderr
    record = shown(run, "29")
    assert record["marking"] == "TLP:AMBER"
    assert record["links"][0]["marking"] == "TLP:RED"
    run("sources", "add", "The same cable", "--marking", "AMBER+STRICT")
    done = run("sources", "merge", "same-cable", "cable")
    assert "1 source is marked TLP:AMBER+STRICT now" in done.stderr


def test_a_backup_holds_what_is_marked_and_says_so(run: Keyboard) -> None:
    """A copy of the database leaves nothing out; where nothing is marked it says nothing of that."""
    assert "marked" not in run("database", "backup", "open.db").stderr
    run("edit", "pmda", "--marking", "AMBER")
    said = run("database", "backup", "marked.db").stderr
    assert "It holds what is marked, too: 1 event, up to TLP:AMBER." in said


def test_a_copy_without_history_holds_nothing_of_the_past(run: Keyboard, tmp_path: Path) -> None:
    """No byte of an earlier title, of a handle, a note, a file or a name in the log is in the copy."""
    (tmp_path / "zqfile.csv").write_text("date,title,type\n2016-11-01,A road,talks\n")
    run("import", "zqfile.csv")
    run("edit", "1", "--title", "zqtitle of before", "--handle", "2015-zqhandle")
    run("edit", "1", "--title", "A title of now", "--handle", "2015-now")
    run("note", "1", "zqnote of before")
    run("note", "1", "--remove", "1")
    run("remove", "2", TRACKER_ANALYST="zqwho")
    whole = run("database", "backup", "whole.db")
    bare = run("database", "backup", "bare.db", "--without-history")
    assert (whole.exit_code, bare.exit_code) == (0, 0)
    assert "nothing of its past" in bare.stderr
    past = (b"zqtitle", b"zqhandle", b"zqnote", b"zqfile", b"zqwho", b"dnc-intrusion-disclosed")
    assert all(word in (tmp_path / "whole.db").read_bytes() for word in past)
    assert [word for word in past if word in (tmp_path / "bare.db").read_bytes()] == []
    words = _words_of_the_index(tmp_path / "bare.db")
    assert "titl" in words
    assert words & {"zqtitl", "zqnote", "intrus"} == set()
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


def test_a_copy_without_history_is_used_as_any_other(run: Keyboard) -> None:
    """It says the same as the original, has nothing to undo, and takes new events and their undo."""
    run("database", "backup", "bare.db", "--without-history")
    for words in (("list", "-f", "json"), ("export", "--since", "2000"), ("check",),
                  ("search", "missiles")):  # fmt: skip
        assert run(*words, "--db", "bare.db").stdout == run(*words).stdout
    assert "There is nothing to undo" in run("undo", "--db", "bare.db").stderr
    assert "ok" in run("database", "info", "--db", "bare.db").stdout
    before = run("export", "--since", "2000", "--db", "bare.db").stdout
    run("remove", "2", "--db", "bare.db")
    assert "Undone" in run("undo", "--db", "bare.db").stderr
    assert run("export", "--since", "2000", "--db", "bare.db").stdout == before
    refused = run("database", "backup", "bare.db", "--without-history")
    assert refused.exit_code == 1
    assert "is there already" in refused.stderr


def _words_of_the_index(path: Path) -> set[str]:
    """The words in the full-text indexes of a database."""
    with closing(sqlite3.connect(path)) as db:
        words: set[str] = set()
        for table in ("events_fts", "event_notes_fts"):
            db.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {table}, row)")
            words |= {term for (term,) in db.execute("SELECT term FROM temp.words")}
            db.execute("DROP TABLE temp.words")
        return words


def test_conclusions_name_events_with_their_markings(run: Keyboard) -> None:
    """So does a claim of order; a chain that is compared says how likely each step of it is."""
    for event in ("2015-09-30-russian-air-campaign", "2016-09-19-ceasefire-declared-over"):
        run("edit", event, "--marking", "AMBER")
    first, last = "2015-09-30-russian-air-campaign", "security-council"
    run("order", first, "before", "2016-09-19-ceasefire-declared-over")
    listed = run("order", "--format", "json").stdout
    assert '"before_marking": "TLP:AMBER"' in listed
    told = run("turning-points", first, last).stderr + run("effects", first).stderr
    assert told.count("[TLP:AMBER] Russia begins its air campaign in Syria") == 2
    done = run("compare", "2016-01-01", "--between", first, last, COLUMNS="2000")
    assert "How [TLP:AMBER] Russia begins its air campaign in Syria led to" in done.stdout
    assert "[TLP:AMBER] 2016-09-19-ceasefire-declared-over (very likely)" in done.stdout
