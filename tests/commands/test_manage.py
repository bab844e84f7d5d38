import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Keyboard, curated, rows
from tracker.model.actor import Actor
from tracker.model.codebook import EventType, QuadClass
from tracker.model.source import Source
from tracker.store import listing
from tracker.store.database import SCHEMA, Database


def codes(run: Keyboard, *words: str) -> list[str]:
    """The codes that a `list` of a register shows."""
    return [record["code"] for record in json.loads(run(*words, "--format", "json").stdout)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("actors", "list", "korea"), ["KOR", "PRK", "JOSEON"]),
        (("actors", "list", "PYONGYANG"), ["PRK"]),
        (("types", "list", "pact"), ["pact-withdrawal"]),
        (("types", "list", "--used", "missile-"), ["missile-deployment"]),
        (("sources", "list", "decree"), ["russian-decree-2016-10-03"]),
        (("sources", "list", "zzyzx"), []),
    ],
)
def test_registers_are_listed(run: Keyboard, words: tuple[str, ...], expected: list[str]) -> None:
    """A register is listed whole, by letters found anywhere in a row, or as far as it is used."""
    found = codes(run, *words)
    assert set(expected) <= set(found)
    assert len(found) < len(expected) + 3


def test_a_whole_register_is_listed_in_its_order(run: Keyboard, sample: Database) -> None:
    """Without letters every row is there, types from cooperative to violent."""
    assert codes(run, "types", "list") == list(listing.types(sample))
    assert codes(run, "actors", "list") == list(listing.actors(sample))
    assert codes(run, "sources", "list") == list(listing.sources(sample))
    used = {row["actor"] for row in sample.rows("SELECT DISTINCT actor FROM event_actors")}
    assert set(codes(run, "actors", "list", "--used")) == used


def test_an_actor_is_added_and_edited(run: Keyboard, sample: Database) -> None:
    """A new actor has its kind, its life and its other names; an edit changes what it names."""
    done = run(
        "actors", "add", "white-helmets", "White Helmets", "--kind", "organization", "--since",
        "2014", "--alias", "Syria Civil Defence", "--alias", "SCD",
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "WHITE-HELMETS\n")
    expected = Actor("WHITE-HELMETS", "White Helmets", "organization", "2014",
                     aliases=("Syria Civil Defence", "SCD"))  # fmt: skip
    assert listing.actors(sample)["WHITE-HELMETS"] == expected
    assert run("actors", "edit", "scd", "--kind", "movement", "--until", "2024").exit_code == 0
    edited = listing.actors(sample)["WHITE-HELMETS"]
    assert (edited.kind, edited.valid_from, edited.valid_to) == ("movement", "2014", "2024")


def test_a_type_is_added(run: Keyboard, sample: Database) -> None:
    """The codebook is extended by a type with all its values."""
    done = run(
        "types", "add", "airspace-violation", "Airspace violation", "--cameo", "0150",
        "--goldstein", "-7.2", "--quad", "4", "--hostility", "3", "--definition", "Enters.",
        "--why", "Nearest.",
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "airspace-violation\n")
    assert listing.types(sample)["airspace-violation"] == EventType(
        "airspace-violation", "Airspace violation", "Enters.", "0150", -7.2,
        QuadClass.MATERIAL_CONFLICT, 3, "Nearest.",
    )  # fmt: skip


def test_a_source_is_added_and_edited(run: Keyboard, sample: Database) -> None:
    """A new source gets a code from its title; an edit changes what it names and clears with ''."""
    done = run(
        "sources", "add", "Joint statement on security", "--publisher", "DHS", "--author", "A. B.",
        "--published", "7 Oct 2016", "--retrieved", "2016-10-08", "--url", "https://example.org/x",
        "--reliability", "b", "--note", "Signed.",
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "joint-statement-security\n")
    assert listing.sources(sample)["joint-statement-security"] == Source(
        "joint-statement-security", "Joint statement on security", "DHS", "A. B.", "2016-10-07",
        "2016-10-08", "https://example.org/x", "B", "Signed.",
    )  # fmt: skip
    edit = ("--author", "", "--published", "October 2016", "--reliability", "c")
    assert run("sources", "edit", "joint-statement-security", *edit).exit_code == 0
    edited = listing.sources(sample)["joint-statement-security"]
    assert (edited.author, edited.published, edited.reliability) == (None, "2016-10", "C")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("actors", "alias", "RUS", "the Russians"), "the Russians now stands for RUS.\n"),
        (("types", "alias", "pact-withdrawal", "treaty exit"),
         "treaty exit now stands for pact-withdrawal.\n"),
        (("sources", "alias", "editorial-2016-10-15", "the editorial"),
         "the editorial now stands for editorial-2016-10-15.\n"),
        (("actors", "rename", "SYR-OPP", "syrian-opp"),
         "SYR-OPP is now SYRIAN-OPP; the old code still finds it.\n"),
        (("types", "rename", "accusation", "charge"),
         "accusation is now charge; the old code still finds it.\n"),
        (("sources", "rename", "editorial-2016-10-15", "editorial"),
         "editorial-2016-10-15 is now editorial; the old code still finds it.\n"),
        (("actors", "merge", "DNC", "USA"),
         "USA took over from DNC; `tracker undo` takes that back.\n"),
        (("types", "merge", "missile-deployment", "troop-deployment"),
         "troop-deployment took over from missile-deployment; `tracker undo` takes that back.\n"),
        (("sources", "merge", "reuters-2016-10-12", "reuters-2016-10-13"),
         "reuters-2016-10-13 took over from reuters-2016-10-12; `tracker undo` takes that back.\n"
         # When the other one was published would be lost without a word.
         "source reuters-2016-10-13: published is 2016-10-13 here and was 2016-10-12 there; "
         "2016-10-13 counts.\n1 conflict waits in `tracker review`.\n"),
    ],
)  # fmt: skip
def test_names_are_changed_and_changed_back(
    run: Keyboard, words: tuple[str, ...], said: str
) -> None:
    """Alias, rename and merge say what they did, change the record, and are undone whole."""
    before = curated(run.db)
    done = run(*words)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", said)
    assert curated(run.db) != before
    assert run("undo").exit_code == 0
    assert curated(run.db) == before


CLAIM = ("2016-09-28-kerry-threatens-suspension", "2016-10-03-pmda-suspended")


@pytest.mark.parametrize(
    ("side", "likelihood", "letter"), [("--ours", 0.9, "B"), ("--theirs", 0.2, "D")]
)
def test_two_sources_are_merged_in_the_word_of_one(
    run: Keyboard, side: str, likelihood: float, letter: str
) -> None:
    """Of a link that both claim, and of their grade, that of the side that is named; none waits."""
    for code, grade, said in (("stays", "B", "0.9"), ("goes", "D", "0.2")):
        run("sources", "add", f"The one that {code}", "--code", code, "--reliability", grade)
        linked = run(
            "link", *CLAIM, "--relation", "enables", "--likelihood", said, "--claimed-by", code
        )
        assert linked.exit_code == 0, linked.stderr
    before = curated(run.db)
    both = run("sources", "merge", "goes", "stays", "--ours", "--theirs")
    assert "give --ours or --theirs" in both.stderr
    done = run("sources", "merge", "goes", "stays", side)
    assert done.exit_code == 0
    assert "likelihood is 0.9 here and was 0.2 there" in done.stderr
    assert "tracker review" not in done.stderr
    assert "Nothing waits" in run("review").stderr + run("review").stdout
    with closing(sqlite3.connect(run.db)) as record:
        links = record.execute("SELECT likelihood FROM links WHERE claimed_by = 'stays'").fetchall()
    assert links == [(likelihood,)]
    listed = json.loads(run("sources", "list", "stays", "--format", "json").stdout)
    assert [each["reliability"] for each in listed if each["code"] == "stays"] == [letter]
    run("undo")
    assert curated(run.db) == before


def test_the_sample_passes_its_check(run: Keyboard) -> None:
    """The checks find only what is inherent in the sample, and an event nobody is cited for."""
    inherent = json.loads(run("check", "-f", "json").stdout)
    assert {record["rule"] for record in inherent} == {"chokepoint", "silent"}
    run("add", "Unsourced", "--on", "2017", "--type", "talks")
    found = json.loads(run("check", "--format", "json").stdout)
    assert [(r["rule"], r["about"]) for r in found if r not in inherent] == [
        ("no-source", "2017-unsourced"),
    ]


def test_a_clean_record_has_nothing_to_report(run: Keyboard) -> None:
    """Where nothing is found, that is said on stderr."""
    done = run("check", "--rule", "order", "--rule", "duplicate")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Nothing to report.\n")


def test_info_says_what_is_there(run: Keyboard) -> None:
    """The facts about a database are its file, its schema, what is in it and how sound it is."""
    facts = {
        r["fact"]: r["value"] for r in json.loads(run("database", "info", "-f", "json").stdout)
    }
    assert facts["file"] == str(run.db)
    assert facts["schema"] == str(SCHEMA)
    assert (facts["events"], facts["links"], facts["sources"]) == ("28", "37", "48")
    assert facts["time"] == "2015-09-30 to 2016-12-30"
    assert (facts["integrity"], facts["references"]) == ("ok", "ok")


def test_a_backup_is_the_same_database(run: Keyboard, tmp_path: Path) -> None:
    """A backup has every row; it is never laid over a file that is there."""
    done = run("database", "backup", "copy.db")
    assert (done.exit_code, done.stdout) == (0, "copy.db\n")
    assert rows(tmp_path / "copy.db") == rows(run.db)
    again = run("database", "backup", "copy.db")
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == (
        "Error: copy.db is there already; name another file, or replace it with --force.\n"
    )
    run("remove", "1")
    (tmp_path / "copy.db").chmod(0o600)
    assert run("database", "backup", "copy.db", "--force").exit_code == 0
    assert rows(tmp_path / "copy.db") == rows(run.db)
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    itself = run("database", "backup", str(run.db), "--force")
    assert itself.exit_code == 1
    assert "is the database itself" in itself.stderr
    nowhere = run("database", "backup", "missing/copy.db")
    assert nowhere.exit_code == 4
    assert nowhere.stderr == "Error: There is no folder missing; make it first.\n"


def test_migrating_says_what_happened(run: Keyboard) -> None:
    """An older database is brought up to date, with a backup beside it; a new one is left alone."""
    done = run("database", "migrate")
    assert (done.exit_code, done.stderr) == (0, f"{run.db} is up to date (schema {SCHEMA}).\n")
    with closing(sqlite3.connect(run.db)) as connection:
        connection.execute("PRAGMA user_version = 0")
    refused = run("list")
    assert refused.exit_code == 4
    assert "Run `tracker database migrate`; it keeps a backup." in refused.stderr
    done = run("database", "migrate")
    assert done.stderr == (
        f"{run.db} was brought up from schema 0; the old one is {run.db}.schema-0.\n"
    )
    assert run("list").exit_code == 0


def test_a_newer_database_is_not_touched(run: Keyboard) -> None:
    """Whatever is asked of a database of a later tracker, it answers with a sentence only."""
    with closing(sqlite3.connect(run.db)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = run.db.read_bytes()
    for words in ("list", "undo", "database migrate", "database info", "check",
                  "add X --on 2016 --type talks", "actors alias RUS x"):  # fmt: skip
        done = run(*words.split())
        assert (done.exit_code, done.stdout) == (4, "")
        assert "Nothing was touched; install a newer tracker to open it.\n" in done.stderr
    assert run.db.read_bytes() == before


def test_version_and_help(run: Keyboard) -> None:
    """--version says the version; without words there is the help, by panels, with exit codes."""
    assert run("--version").stdout.startswith("tracker 0.")
    for words in (("--help",), ("-h",)):
        shown = run(*words)
        assert shown.exit_code == 0
        for panel in ("Record", "Browse", "Ask", "Draw", "Exchange", "Manage"):
            assert f"─ {panel} ─" in shown.stdout
        assert "0 done, 1 refused, 2 not understood, 3 not found, 4 database trouble" in " ".join(
            shown.stdout.split()
        )
    assert "Record" in run().output


def test_a_check_can_fail(run: Keyboard) -> None:
    """With --fail-on a finding of that rule exits with 1, one of another rule does not."""
    assert run("add", "Unsourced", "--on", "2017", "--type", "threat").exit_code == 0
    assert run("check", "--fail-on", "duplicate").exit_code == 0
    done = run("check", "--rule", "no-source", "--fail-on", "no-source", "--format", "json")
    assert (done.exit_code, [f["rule"] for f in json.loads(done.stdout)]) == (1, ["no-source"])
    assert "the rules are" in run("check", "--fail-on", "nonsense").stderr


def test_a_rule_to_fail_on_must_be_applied(run: Keyboard) -> None:
    """`--fail-on` for a rule that `--rule` leaves out would never fail, so it is refused."""
    done = run("check", "--rule", "order", "--fail-on", "no-reason")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "add --rule no-reason" in done.stderr


def test_a_relation_goes_where_no_link_is_of_it(run: Keyboard) -> None:
    """One that links are of stays, and so does that of links of which nothing else is said."""
    listed = json.loads(run("relations", "list", "--format", "json").stdout)
    assert {row["code"]: row["uses"] for row in listed}["averts"] == 0
    before = rows(run.db)
    assert (
        "The relation provokes is that of 10 links" in run("relations", "remove", "provokes").stderr
    )
    assert "stays" in run("relations", "remove", "leads-to").stderr
    assert "no relation 'avert'. Did you mean averts?" in run("relations", "remove", "avert").stderr
    assert rows(run.db) == before
    assert "Removed averts" in run("relations", "remove", "AVERTS").stderr
    assert "averts" not in {row[0] for row in rows(run.db)["relations"]}
    assert run("undo").exit_code == 0
    assert rows(run.db)["relations"] == before["relations"]


def test_check_says_what_changes_no_answer_in_a_line(run: Keyboard) -> None:
    """Where a rule finds many of them; the rule itself, and JSON, list all."""
    table = run("check").stdout
    assert "6 sources on which alone a strongest chain rests" in table
    assert table.count("chokepoint") == 2
    assert run("check", "--rule", "chokepoint").stdout.count("Without it the strongest chain") == 6
    found = json.loads(run("check", "--format", "json").stdout)
    assert sum(finding["rule"] == "chokepoint" for finding in found) == 6


def test_check_begins_with_what_would_change_an_answer(run: Keyboard) -> None:
    """A twin of an event stands before what is only badly sourced."""
    title = "Moscow halts the plutonium disposition pact"
    said = ["--on", "2016-10-03", "--by", "RUS", "--to", "USA", "--type", "pact-withdrawal"]
    assert run("add", title, *said).exit_code == 0
    rules = [finding["rule"] for finding in json.loads(run("check", "--format", "json").stdout)]
    assert rules[0] == "duplicate"
    assert rules[-1] == "chokepoint"
