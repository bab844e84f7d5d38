"""`undo`, `redo` and `log EVENT`, as they are typed."""

import json

import pytest

from tests.commands.terminal import at_terminal
from tests.conftest import Keyboard, curated

YEAR_OF_IMPORT = "by build_sample on 2026-11-22 at 12:00 UTC"
PLAN = (
    f"This takes back command 1 (import crisis-2016.txt), {YEAR_OF_IMPORT}: 396 changed rows, of "
    "them 28 events and 37 links."
)


def test_somebody_elses_work_needs_a_yes_where_nobody_is_asked(run: Keyboard) -> None:
    """The refusal says whose it is and how much; --yes goes on, and says it again."""
    before = curated(run.db)
    for words in (("undo", "1"), ("undo", "--anyone")):
        refused = run(*words)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr == (f"Error: {PLAN} That is not your own work: add --yes to go on.\n")
        assert curated(run.db) == before
    done = run("undo", "1", "--yes")
    assert done.stderr == (
        f"Undone: import crisis-2016.txt (396 rows); it was command 1, {YEAR_OF_IMPORT}.\n"
        "`tracker redo` brings it back.\n"
    )
    assert run("redo").stderr == (
        f"Redone: import crisis-2016.txt (396 rows); it was command 1, {YEAR_OF_IMPORT}.\n"
    )
    assert curated(run.db) == before


def test_ones_own_large_import_goes_on_in_a_script(run: Keyboard) -> None:
    """Where nobody is there to answer, and with the next undo already the one before it."""
    before = curated(run.db)
    table = "title,date,type\n" + "".join(f"Event {n},2017-01,threat\n" for n in range(120))
    assert run("import", "-", "--from", "csv", input=table).exit_code == 0
    assert run("undo").stderr.startswith("Undone: import standard input (")
    assert curated(run.db) == before


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("", 1), ("no", 1), ("\x04", 1)])
def test_at_a_terminal_much_is_asked_for(
    run: Keyboard, environment: dict[str, str], tracker_command: list[str], answer: str, code: int
) -> None:
    """How much of whose goes, before it does; Enter is no."""
    before = curated(run.db)
    settings = {**environment, "TRACKER_DB": str(run.db), "COLUMNS": "300"}
    seen = at_terminal([*tracker_command, "undo", "--anyone"], settings, [("[y/N]", answer)])
    assert seen.code == code
    assert "28 events and 37 links" in " ".join(seen.screen.split())
    assert (curated(run.db) == before) == bool(code)


def test_at_a_terminal_little_of_ones_own_is_not_asked_for(
    run: Keyboard, environment: dict[str, str], tracker_command: list[str]
) -> None:
    """And nothing at all with --yes."""
    before = curated(run.db)
    settings = {**environment, "TRACKER_DB": str(run.db), "TRACKER_ANALYST": "A. Tester"}
    run("edit", "pmda", "--place", "Kremlin")
    assert at_terminal([*tracker_command, "undo"], settings).code == 0
    assert curated(run.db) == before
    assert at_terminal([*tracker_command, "undo", "1", "--yes"], settings).code == 0
    assert curated(run.db) != before


def test_the_log_shows_the_numbers_and_what_is_undone(run: Keyboard) -> None:
    """Those that undo and redo take; a redone command is not undone any more."""
    run("edit", "pmda", "--place", "Kremlin")
    run("undo", "2")
    run("redo", "2")
    run("undo")
    told = [
        (r["id"], r["state"], r["undoes"], r["redoes"])
        for r in json.loads(run("log", "-f", "json").stdout)
    ]
    assert told == [
        (5, "", 2, None), (4, "", None, 2), (3, "", 2, None), (2, "undone", None, None),
        (1, "", None, None),
    ]  # fmt: skip


def past(run: Keyboard, *words: str) -> list[tuple[int, str]]:
    """What a log says was changed, with the number of the command."""
    return [
        (record["id"], record["what"])
        for record in json.loads(run("log", *words, "-f", "json").stdout)
    ]


def test_the_past_of_an_event_says_all_that_was_changed_of_it(run: Keyboard) -> None:
    """Its own columns, its sides, labels, notes, sources, grades, links and claims of order."""
    run("edit", "pmda", "--place", "Kremlin", "--by", "USA", "--by", "RUS", "--tag", "pact")
    run("note", "pmda", "Check the decree")
    run("cite", "pmda", "--source", "wikileaks-2016-07-22", "--grade", "C3", "--locator", "p. 2")
    run("link", "pmda", "2016-10-08-iskander-kaliningrad", "--relation", "enables",
        "--likelihood", "0.5", "--because", "so it seems")  # fmt: skip
    run("unlink", "pmda", "2016-10-08-iskander-kaliningrad")
    run("sources", "edit", "wikileaks-2016-07-22", "--reliability", "D")
    run("edit", "3", "--place", "elsewhere")
    assert [line for line in past(run, "pmda") if line[0] > 1] == [
        (7, "reliability of wikileaks-2016-07-22: C → D"),
        (6, "removed link to 2016-10-08-iskander-kaliningrad: enables, 0.5, by analyst"),
        (5, "added link to 2016-10-08-iskander-kaliningrad: enables, 0.5, by analyst"),
        (4, "cited wikileaks-2016-07-22, credibility 3, p. 2"),
        (3, "note added: Check the decree"),
        (2, "place: Moscow, Russia → Kremlin"),
        (2, "by: RUS → USA, RUS"),
        (2, "tags: — → pact"),
    ]
    assert past(run, "pmda", "-n", "2") == past(run, "pmda")[:2]


@pytest.mark.parametrize("name", ["18", "2016-10-08-iskander-kaliningrad", "missiles-of-october"])
def test_the_past_of_a_gone_event_is_found(run: Keyboard, name: str) -> None:
    """By its number, its handle and one that it had before."""
    run("edit", "18", "--handle", "missiles-of-october")
    run("remove", "18")
    found = past(run, name)
    assert found[0][0] == 3
    assert (2, "handle: 2016-10-08-iskander-kaliningrad → missiles-of-october") in found
    assert any(what.startswith("removed: Nuclear-capable Iskander") for _, what in found)


def test_a_gone_handle_is_not_taken_for_the_beginning_of_another(run: Keyboard) -> None:
    """What was number 1 is not shown as number 12."""
    for number in (1, 12):
        run("add", f"Launch number {number}", "--on", "2017", "--type", "threat",
            "--handle", f"launch-{number}")  # fmt: skip
    run("remove", "launch-1")
    assert {command for command, _ in past(run, "launch-1")} == {2, 4}


def test_the_past_of_an_event_of_a_feed_begins_with_its_file(run: Keyboard) -> None:
    """Whose undo takes it, after which its handle still leads to it."""
    table = "title,date,type\nMissile launched,2017-03,missile-test\n"
    run("import", "-", "--from", "csv", input=table)
    [handle] = [
        event["handle"]
        for event in json.loads(run("list", "--since", "2017-03", "-f", "json").stdout)
    ]
    run("undo")
    assert {number for number, _ in past(run, handle)} == {2, 3}


@pytest.mark.parametrize("number", ["7", "99999999999999999999"])
@pytest.mark.parametrize("command", ["undo", "redo"])
def test_a_number_that_no_command_has_is_not_found(
    run: Keyboard, command: str, number: str
) -> None:
    """However long it is; the sentence says where the numbers stand."""
    done = run(command, number)
    assert (done.exit_code, done.stdout) == (3, "")
    said = f"Error: There is no command '{number}'. `tracker log` shows their numbers.\n"
    assert done.stderr == said


def test_the_past_of_one_event_goes_with_no_other_question(run: Keyboard) -> None:
    """Nor does an event that never was have one."""
    assert "leave --as-of and --rows out" in run("log", "pmda", "--rows").stderr
    assert run("log", "999").exit_code == 3
    assert run("log", "no such event").exit_code == 3
