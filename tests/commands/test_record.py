import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.terminal import at_terminal
from tests.conftest import Keyboard, curated, rows
from tracker.store import events, links, listing
from tracker.store.database import Database

PMDA = ("Moscow leaves the pact", "--on", "3 Oct 2016", "--by", "Kremlin", "--to", "United States",
        "--type", "pact-withdrawal")  # fmt: skip

ENDS = "2016-09-17-deir-ez-zor-strike → 2016-10-08-iskander-kaliningrad"


def test_adding_prints_the_handle(run: Keyboard, sample: Database) -> None:
    """The handle alone goes to stdout; what else happened is said on stderr."""
    done = run(
        "add", *PMDA, "--source", "Decree 511", "--source", "https://example.org/decree", "--grade",
        "A1", "--locator", "p. 3", "--place", "Moscow", "--summary", "By decree.",
        "--intensity", "-4.5",
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "2016-10-03-moscow-leaves-pact\n")
    assert done.stderr == (
        "New source decree-511: Decree 511\n"
        "New source example-org-decree: https://example.org/decree\n"
        "Added event 29.\n"
        "Note: 2016-10-03-pmda-suspended looks like the same event (“Moscow suspends the plutonium "
        "disposition pact”); `tracker duplicates --merge 2016-10-03-pmda-suspended "
        "2016-10-03-moscow-leaves-pact` makes them one, --apart says that they are two.\n"
    )
    event = events.get(sample, 29)
    assert event.dyad == "RUS → USA"
    assert (event.place, event.summary, event.own_intensity) == ("Moscow", "By decree.", -4.5)
    assert [(c.source, c.credibility, c.locator) for c in event.citations] == [
        ("decree-511", 1, "p. 3"),
        ("example-org-decree", 1, "p. 3"),
    ]
    assert sample.value("SELECT who FROM commands ORDER BY id DESC") == "A. Tester"


def test_the_first_add_makes_the_database(run: Keyboard, tmp_path: Path) -> None:
    """A missing database is made by the first add, which says so on stderr."""
    done = run("add", *PMDA, "--db", "new.db")
    assert (done.exit_code, done.stdout) == (0, "2016-10-03-moscow-leaves-pact\n")
    assert sorted(done.stderr.splitlines()) == ["Added event 1.", "Created new.db."]
    assert [len(rows(tmp_path / "new.db")[table]) for table in ("events", "commands")] == [1, 1]


def test_a_refused_first_add_leaves_no_database(run: Keyboard, tmp_path: Path) -> None:
    """Where the first add is refused, no database and no other file is left behind."""
    before = sorted(tmp_path.iterdir())
    for words in (
        ("Somebody", "--on", "2016", "--by", "Rusia", "--type", "threat"),
        ("Somebody", "--on", "soon", "--by", "RUS", "--type", "threat"),
        ("Somebody", "--on", "2016", "--by", "RUS", "--type", "warr"),
        ("x" * 301, "--on", "2016", "--type", "threat"),
    ):
        assert run("add", *words, "--db", "new.db").exit_code in (2, 3)
        assert sorted(tmp_path.iterdir()) == before


def test_tracker_db_and_db_name_the_database(run: Keyboard, tmp_path: Path) -> None:
    """--db comes before TRACKER_DB, and without both it is events.db of the current folder."""
    run("add", *PMDA, "--db", "one.db")
    run("add", *PMDA, TRACKER_DB="two.db")
    run("add", *PMDA, TRACKER_DB="")
    made = [path.name for path in tmp_path.glob("*.db")]
    assert sorted(made) == ["events.db", "one.db", "sample.db", "two.db"]
    assert len(rows(run.db)["events"]) == 28


def test_a_duplicate_is_refused_until_it_is_meant(run: Keyboard) -> None:
    """Adding twice says which event it looks like; --anyway adds it."""
    assert run("add", *PMDA).exit_code == 0
    before = rows(run.db)
    again = run("add", *PMDA)
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == (
        "Error: This looks like a duplicate of event 29 (2016-10-03-moscow-leaves-pact): same "
        "date, same title. Nothing was added; use --anyway if it is another event.\n"
    )
    assert rows(run.db) == before
    assert run("add", *PMDA, "--anyway").stdout == "2016-10-03-moscow-leaves-pact-2\n"


def test_editing_and_undoing(run: Keyboard, sample: Database) -> None:
    """An edit prints the handle, which stays; undo takes it back, and again what was before."""
    start, everything = curated(sample), len(rows(sample)["changes"])
    edited = run(
        "edit", "pmda", "--title", "Another", "--on", "2016-10", "--to", "", "--intensity", "2"
    )
    assert (edited.stdout, edited.stderr) == ("2016-10-03-pmda-suspended\n", "Changed event 11.\n")
    assert events.get(sample, 11).dyad == "RUS"
    assert run("remove", "11").stderr.startswith(
        "Removed event 11 (2016-10-03-pmda-suspended).\n3 links and 1 claim of order went with it"
    )
    assert run("undo").stderr.startswith("Undone: remove 2016-10-03-pmda-suspended (")
    assert events.get(sample, 11).title == "Another"
    assert run("undo").stderr.startswith("Undone: edit 2016-10-03-pmda-suspended (")
    assert curated(sample) == start
    last = run("undo")
    assert (last.exit_code, last.stdout) == (1, "")
    assert last.stderr == (
        "Error: Nothing that A. Tester recorded is left to undo; the last is 1, import "
        "crisis-2016.txt, by build_sample: `tracker undo 1`, or --anyone, takes that back.\n"
    )
    assert run("undo", "--anyone", "--yes").stderr == (
        f"Undone: import crisis-2016.txt ({everything} rows); it was command 1, by build_sample "
        "on 2026-11-22 at 12:00 UTC.\n`tracker redo` brings it back.\n"
    )
    last = run("undo", "--anyone", "--yes")
    assert (last.exit_code, last.stdout) == (1, "")
    assert last.stderr == "Error: There is nothing to undo; `tracker log` shows what was done.\n"


def test_linking_and_unlinking(run: Keyboard, sample: Database) -> None:
    """A link says what was recorded; unlinking says whose claims went."""
    made = run(
        "link", "deir", "iskander", "--relation", "provokes", "--likelihood", "very likely",
        "--claimed-by", "Kremlin", "--because", "It said so.", "--source", "A briefing",
    )  # fmt: skip
    assert (made.exit_code, made.stdout) == (0, "")
    assert made.stderr == (
        "New source briefing: A briefing\n"
        f"Linked {ENDS}: provokes, very likely (0.8 to 0.95), claimed by RUS.\n"
    )
    anew = run("link", "5", "18", "--likelihood", "90%", "--claimed-by", "Kremlin", "--replace")
    assert anew.stderr == f"Linked {ENDS}: provokes, very likely (0.9), claimed by RUS.\n"
    assert [link.likelihood for link in links.between(sample, 5, 18, "RUS")] == [0.9]
    gone = run("unlink", "5", "18", "--claimed-by", "RUS")
    assert gone.stderr == f"Removed the link {ENDS}, claimed by RUS.\n"
    assert links.between(sample, 5, 18, "RUS") == []


def test_citing_an_event_and_a_link(run: Keyboard, sample: Database) -> None:
    """Sources are cited for an event, or with a second event for the link between the two."""
    event = run("cite", "pmda", "--source", "A memoir", "--grade", "D3", "--quotation", "so be it")
    assert event.stdout == "2016-10-03-pmda-suspended\n"
    assert event.stderr == "New source memoir: A memoir\nCited 1 for event 11.\n"
    assert events.get(sample, 11).citations[-1].quotation == "so be it"
    link = run("cite", "25", "27", "--source", "memoir", "--locator", "p. 9")
    assert link.stderr == "Cited 1 for the link by RUS.\n"
    assert links.between(sample, 25, 27)[0].citations[-1].locator == "p. 9"


def test_new_actors_need_leave(run: Keyboard, sample: Database) -> None:
    """An unknown actor is refused with near names; --new-actor records it."""
    words = (
        "add",
        "Volunteers dig",
        "--on",
        "2016-10-04",
        "--type",
        "aid",
        "--by",
        "White Helmets",
    )
    refused = run(*words)
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert refused.stderr.startswith("Error: There is no actor 'White Helmets'.")
    made = run(*words, "--new-actor")
    assert made.stderr.startswith(
        "New actor WHITE-HELMETS: White Helmets (kind unknown; `tracker actors"
    )
    assert listing.actors(sample)["WHITE-HELMETS"].name == "White Helmets"


def test_a_slip_of_a_name_makes_no_actor(run: Keyboard, sample: Database) -> None:
    """Without a terminal the near name is named and nothing recorded, unless --anyway says so."""
    run("actors", "add", "IND-PM", "Vajpayee", "--kind", "person")
    words = ("add", "A bus to Lahore", "--on", "1999-02-20", "--type", "talks", "--new-actor")
    slip = run(*words, "--by", "Vajpaye")
    assert (slip.exit_code, slip.stdout) == (1, "")
    assert "'Vajpaye' is spelled almost as IND-PM (Vajpayee)" in slip.stderr
    several = run(*words, "--by", "PAK-ARMY,NLI")
    assert "'PAK-ARMY,NLI' reads as several actors, PAK-ARMY and NLI" in several.stderr
    assert not {"VAJPAYE", "PAK-ARMY-NLI"} & listing.actors(sample).keys()
    made = run(*words, "--by", "Vajpaye", "--anyway")
    assert "almost as IND-PM (Vajpayee): `tracker actors merge` makes them one" in made.stderr
    assert listing.actors(sample)["VAJPAYE"].kind == "unknown"


def test_a_file_with_a_slip_comes_in_with_a_remark(run: Keyboard, sample: Database) -> None:
    """An import with --new-actor records what it has, and names the near one."""
    Path("a.csv").write_text("title,date,type,by\nA visit,2016-10-20,talks,Rosatomm\n")
    done = run("import", "a.csv", "--new-actor")
    assert "New actor ROSATOMM: Rosatomm (kind unknown;" in done.stderr
    assert "almost as ROSATOM (Rosatom)" in done.stderr
    assert listing.actors(sample)["ROSATOMM"].kind == "unknown"


def test_a_kind_that_is_not_said_is_unknown(run: Keyboard, sample: Database) -> None:
    """`actors add` without --kind, where nobody can be asked, guesses nothing."""
    assert run("actors", "add", "NLI", "Northern Light Infantry").exit_code == 0
    assert listing.actors(sample)["NLI"].kind == "unknown"


def test_egypt_and_syria_were_one_state_for_a_while(run: Keyboard) -> None:
    """Who names either in the years of their union is told of it; the same for gaps of others."""
    words = ("--type", "statement", "--by")
    union = run("add", "Cairo speaks", "--on", "1959-03-01", *words, "Egypt")
    assert "EGY (Egypt) was UAR (United Arab Republic, 1958-02-22 to 1961-09-28)" in union.stderr
    other = run("add", "Damascus speaks", "--on", "1959-03-01", *words, "Syria")
    assert "SYR (Syria) was UAR" in other.stderr
    assert "Note" not in run("add", "Cairo again", "--on", "1962-03-01", *words, "Egypt").stderr
    # Nobody knows when it began, but it ended long after the union.
    assert "Note" not in run("add", "Lull", "--on", "../2016-10-09", *words, "Syria").stderr
    assert "Note" in run("add", "Pact", "--on", "1960/..", *words, "Syria").stderr
    early = run("add", "Riyadh speaks", "--on", "1928-03-01", *words, "Saudi Arabia")
    assert "perhaps HEJAZ-NEJD (Kingdom of Hejaz and Nejd) is meant" in early.stderr
    turkey = run("add", "Ankara speaks", "--on", "1923-03-01", *words, "Turkey")
    assert "perhaps TUR-GNA (Turkey (1920-1923)) is meant" in turkey.stderr


def test_without_a_terminal_nothing_is_asked(run: Keyboard) -> None:
    """With stdin no terminal, what is missing is said at once, and nothing is read from stdin."""
    before = rows(run.db)
    answers = "2016-10-03\nthreat\n\n\n\n"
    done = run("add", "A bare title", input=answers)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "Error: The event needs a date: add --on, such as --on 2016-10-03; or write it in one line, "
        'such as "2016-10-03 RUS > USA threat: Moscow warns".\n'
    )
    done = run("add", "A bare title", "--on", "2016", input=answers)
    assert done.stderr == (
        "Error: The event needs a type: add --type; `tracker types list` shows them.\n"
    )
    assert rows(run.db) == before


def test_a_terminal_is_asked_for_the_rest(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """In a terminal, add with a bare title asks field by field, again where an answer is wrong."""
    seen = at_terminal(
        [*tracker_command, "add", "Envoys leave"],
        environment,
        [
            ("Date", "soonish"),
            ("Date", "12 Jan 2017"),
            ("Type", ""),
            ("Type", "talkss"),
            ("Which is meant", "talks-suspension"),
            ("By whom", "Rusia, Damascus"),
            ("Which is meant", ""),
            ("To whom", ""),
            ("Source", "A note"),
            ("Grade", ""),
            ("published", ""),
            ("Record, edit or leave", "r"),
        ],
    )
    assert seen.code == 0
    assert seen.stdout.strip() == "2017-01-12-envoys-leave"
    for sentence in (
        "'soonish' is not a date",
        "pact-withdrawal, ",
        "no type talkss",
        "no actor Rusia",
        "12 Jan 2017 RUS, SYR talks-suspension: Envoys leave [A note]",
    ):
        assert sentence in " ".join(seen.screen.split())
    [row] = [row for row in rows(sample_copy)["events"] if row[0] == 29]
    assert row[1:4] == ("2017-01-12-envoys-leave", "Envoys leave", "2017-01-12")
    sides = [row[1:] for row in rows(sample_copy)["event_actors"] if row[0] == 29]
    assert sides == [("by", 0, "RUS"), ("by", 1, "SYR")]


def test_a_terminal_is_asked_who_is_meant_and_what_a_new_actor_is(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """The near name first, then whether a comma parts names, and the kind of who is new."""
    words = ["add", "Envoys leave", "--on", "2017-01", "--type", "talks", "--new-actor"]
    sides = ["--by", "Rosatomm", "--by", "Rosatomic,NLI", "--to", "Crowdstrikes"]
    seen = at_terminal(
        [*tracker_command, *words, *sides],
        environment,
        [
            ("There is no actor Rosatomm. Is ROSATOM (Rosatom) meant? [Y/n]", ""),
            ("Are Rosatomic and NLI meant, each by itself? [Y/n]", "y"),
            ("Is ROSATOM (Rosatom) meant? [Y/n]", "n"),
            ("What is Rosatomic", "firm"),
            ("What is Rosatomic", "company"),
            ("What is NLI", ""),
            ("Is CROWDSTRIKE (CrowdStrike) meant? [Y/n]", "n"),
            ("What is Crowdstrikes", "media"),
        ],
    )
    assert (seen.code, seen.stdout.strip()) == (0, "2017-01-envoys-leave")
    assert "The kinds are state, organization," in seen.screen
    kinds = {row[0]: row[2] for row in rows(sample_copy)["actors"]}
    assert (kinds["ROSATOMIC"], kinds["NLI"], kinds["CROWDSTRIKES"]) == (
        "company",
        "unknown",
        "media",
    )
    stored = [row[1:] for row in rows(sample_copy)["event_actors"] if row[0] == 29]
    assert sorted(stored) == [
        ("by", 0, "ROSATOM"), ("by", 1, "ROSATOMIC"), ("by", 2, "NLI"), ("to", 0, "CROWDSTRIKES"),
    ]  # fmt: skip


def test_a_terminal_is_asked_only_for_what_is_missing(
    environment: dict[str, str], tracker_command: list[str]
) -> None:
    """What was given is not asked for again."""
    words = ["add", "Envoys leave", "--by", "RUS", "--type", "talks"]
    seen = at_terminal([*tracker_command, *words], environment, [("Date", "2017-01")])
    assert (seen.code, seen.stdout.strip()) == (0, "2017-01-envoys-leave")
    assert all(question not in seen.screen for question in ("Type", "By whom", "To whom", "Source"))


def test_questions_never_reach_stdout(
    environment: dict[str, str], tracker_command: list[str]
) -> None:
    """`handle=$(tracker add "…")` at a terminal gives the handle and not a blank more."""
    words = ["add", "Envoys leave", "--type", "talks"]
    seen = at_terminal([*tracker_command, *words], environment, [("Date", "2017-01")])
    assert seen.stdout == "2017-01-envoys-leave\n"


def test_leaving_the_questions_stores_nothing(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """Ctrl-C or Ctrl-D at a question ends in a sentence, and nothing is stored."""
    before = rows(sample_copy)
    for key in ("\x03", "\x04"):
        seen = at_terminal([*tracker_command, "add", "Half"], environment, [("Date", key)])
        assert (seen.code, seen.stdout.strip()) == (1, "")
        assert "Error: Stopped; nothing was stored." in seen.screen
        assert "Traceback" not in seen.screen
    assert rows(sample_copy) == before


# Lets Ctrl-C come as it does in the instant before a read begins: Python notes it, and the read is
# not interrupted. Here that is so at any time, for another thread is the one that gets the signal.
UNINTERRUPTED = """
import signal, sys, threading
from tracker.cli import app
threading.Thread(target=threading.Event().wait, daemon=True).start()
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
app(sys.argv[1:], prog_name="tracker")
"""


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="needs the /proc of Linux")
@pytest.mark.parametrize("stdout_too", [False, True])
def test_ctrl_c_is_heard_though_it_interrupts_no_read(
    environment: dict[str, str], sample_copy: Path, stdout_too: bool
) -> None:
    """A Ctrl-C that comes between the prompt and the reading of the answer is not lost."""
    before = rows(sample_copy)
    command = [sys.executable, "-c", UNINTERRUPTED, "add", "Half"]
    seen = at_terminal(command, environment, [("Date", "\x03")], stdout_too, once_asleep=True)
    assert (seen.code, "Error: Stopped; nothing was stored." in seen.screen) == (1, True)
    assert rows(sample_copy) == before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tracker show 2016-10-03-", {"2016-10-03-talks-suspended", "2016-10-03-pmda-suspended"}),
        ("tracker list --actor WIK", {"WIKILEAKS"}),
        ("tracker list --actor wik", {"wikileaks"}),
        ("tracker add X --type pact", {"pact-withdrawal"}),
        ("tracker link 1 2 --relation re", {"retaliates", "responds"}),
        ("tracker link 1 2 --likelihood very", {"very likely", "very unlikely"}),
        ("tracker cite 1 --source dhs", {"dhs-odni-2016-10-07"}),
        ("tracker actors rename SU", {"SUN", "SUR"}),
        ("tracker pa", {"paths"}),
    ],
)
def test_the_shell_completes(
    environment: dict[str, str], tracker_command: list[str], words: str, expected: set[str]
) -> None:
    """Handles, actors, types, sources, relations and likelihoods are completed as typed."""
    done = subprocess.run(
        tracker_command,
        env={
            **environment,
            "_TRACKER_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    completed = {line for line in done.stdout.splitlines() if line}
    assert expected <= completed, done
    assert len(completed) < 10


@pytest.mark.parametrize(
    "words", ["tracker show --db {} 2016-10-03-p", "tracker --db {} show 2016-10-03-p"]
)
def test_the_shell_completes_from_the_database_that_the_line_names(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path, words: str
) -> None:
    """--db counts wherever it stands on the line, before the command too."""
    line = words.format(sample_copy)
    done = subprocess.run(
        tracker_command,
        env={
            **environment,
            "TRACKER_DB": "none.db",
            "_TRACKER_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split()) - 1),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["2016-10-03-pmda-suspended"]


def test_completion_is_quiet_without_a_database(
    environment: dict[str, str], tracker_command: list[str], tmp_path: Path
) -> None:
    """Where there is no database, nothing is completed and nothing is said."""
    done = subprocess.run(
        tracker_command,
        env={
            **environment,
            "TRACKER_DB": os.fspath(tmp_path / "none.db"),
            "_TRACKER_COMPLETE": "complete_bash",
            "COMP_WORDS": "tracker show 2016",
            "COMP_CWORD": "2",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_an_edit_that_changes_nothing_says_so_and_is_no_history(run: Keyboard) -> None:
    """What is so already is not recorded again, so that no undo stops at it."""
    before = rows(run.db)
    done = run("edit", "pmda", "--place", "Moscow, Russia")
    assert (done.exit_code, done.stderr) == (0, "Event 11 is so already.\n")
    assert rows(run.db) == before


def test_a_claimant_without_a_link_to_cite_is_refused(run: Keyboard) -> None:
    """--claimed-by is about a link; on an event it would mean nothing."""
    done = run("cite", "pmda", "--source", "A memoir", "--claimed-by", "RUS")
    assert done.exit_code == 2
    assert "name its EFFECT too" in done.stderr


def test_an_empty_claimant_is_refused(run: Keyboard) -> None:
    """An empty --claimed-by is a slip, not the analyst."""
    before = rows(run.db)
    done = run("link", "5", "18", "--likelihood", "likely", "--claimed-by", "")
    assert done.exit_code == 2
    assert rows(run.db) == before
