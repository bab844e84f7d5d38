import json
import re
from pathlib import Path

import pytest

from tests.commands.terminal import at_terminal
from tests.conftest import Keyboard, rows

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:[34][0-9]|9[0-7]|10[0-7])[;m]")


def numbers(run: Keyboard, *words: str) -> list[int]:
    """The numbers of the events that `list` shows, in order."""
    done = run("list", *words, "--format", "json")
    assert done.exit_code == 0, done.stderr
    return [record["id"] for record in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--limit", "3"), [1, 2, 3]),
        (("--since", "2016-12"), [25, 26, 27]),
        (("--until", "July 2016"), [1, 2, 3]),
        (("--since", "2016-10-16", "--until", "2016-11"), [28, 8, 24]),
        (("--actor", "wikileaks"), [3]),
        (("--actor", "FRA", "--actor", "SARC"), [7, 17, 20]),
        (("--type", "Accusation"), [15, 16]),
        (("--type", "accusation", "--type", "veto", "--sort", "newest"), [17, 16, 15]),
        (("--place", "kaliningrad"), [18]),
        (("--min-intensity", "10", "--sort", "number"), [1, 5, 7, 8, 28]),
        (("--text", "convoy", "--actor", "UN"), [7]),
        (("--sort", "title", "--limit", "1"), [7]),
        (("--actor", "Moscow", "--since", "2016-10", "--min-intensity", "7.2"),
         [8, 12, 18, 24, 26]),
    ],
)  # fmt: skip
def test_filters_choose_events(run: Keyboard, words: tuple[str, ...], expected: list[int]) -> None:
    """Each filter, alone and with others, keeps the events that it says."""
    assert numbers(run, *words) == expected


def test_a_list_for_people(run: Keyboard) -> None:
    """The table fits its width, and every title is there."""
    done = run("list", "--until", "2016-08-31", COLUMNS="120")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 120
    assert lines[0].split() == ["#", "date", "title", "by", "→", "to", "type", "intensity"]
    for title in ("Russia begins its air campaign in Syria", "WikiLeaks publishes mail taken from"):
        assert set(title.split()) <= set(done.stdout.split())  # wrapped beside dates in words
    assert done.stderr == ""


def test_a_narrow_list_keeps_what_matters(run: Keyboard) -> None:
    """However narrow the terminal, number, date and whole titles stay."""
    done = run("list", "--limit", "2", COLUMNS="50")
    assert max(map(len, done.stdout.splitlines())) <= 50
    words = done.stdout.split()
    for word in (
        *["30", "Sep", "2015"],
        *["14", "Jun", "2016"],
        *["Russia", "begins", "its", "air", "campaign", "in", "Syria"],
    ):
        assert word in words


def test_nothing_that_fits_is_said_on_stderr(run: Keyboard) -> None:
    """An empty list is no error; people are told, programs get an empty payload."""
    done = run("list", "--actor", "ZWE")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "No event fits with --actor ZWE; `tracker list` shows all.\n"
    done = run("search", "zzyzx")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Nothing found; try fewer words, or part of one: missil*.\n"


def test_one_event_is_shown_whole(run: Keyboard) -> None:
    """An event is shown with its coding, its sources with grades, its causes and its effects."""
    done = run("show", "2016-10-03-pmda-suspended", COLUMNS="400")
    assert [line.rstrip() for line in done.stdout.splitlines()] == [
        "Moscow suspends the plutonium disposition pact",
        "2016-10-03-pmda-suspended  (event 11)",
        "date       3 October 2016",
        "by         Russia (RUS)",
        "to         United States (USA)",
        "type       Withdrawal from a pact (pact-withdrawal, CAMEO 160, material conflict)",
        "intensity  -4 (Goldstein value of the type)",
        "avoidable  yes: those who acted had another choice",
        "place      Moscow, Russia",
        "at         55.75,37.62",
        "",
        "By decree President Putin suspends the agreement of 2000 on disposing of surplus weapons "
        "plutonium, citing unfriendly actions of the United States and a changed strategic "
        "situation. The editorial writes of the pact as ended; the decree suspends it.",
        "",
        "Sources (A1, 2 independent reports)",
        "  • Editorial on the conflict between the United States and Russia, paragraph 2  [C2]",
        "  • Decree of the President suspending the Plutonium Management and Disposition Agreement"
        "  [A1]",
        "",
        "Causes",
        "  • 2016-09-28-kerry-threatens-suspension  provokes, likely (0.55 to 0.8), claimed by Russia (RUS): "
        "Lavrov called the suspension a signal that ultimatums do not work; he named sanctions and "
        "NATO's build-up as well, which lie outside this file.",
        "      – Comment by Foreign Minister Sergey Lavrov on the publication of the presidential "
        "executive order to suspend the Russia-US plutonium management and disposition agreement"
        "  [C]",
        "      – Decree of the President suspending the Plutonium Management and Disposition "
        "Agreement  [A]",
        "  • 2016-09-28-kerry-threatens-suspension  retaliates, likely (0.55 to 0.8), claimed by "
        "U.S. Suspends Talks With Russia on Syria (new-york-times-2016-10-03): The report says that Putin foresaw the end of the talks after "
        "repeated American warnings and answered by leaving the pact: what he answered were the "
        "warnings, for the talks ended only later on that day.",
        "      – U.S. Suspends Talks With Russia on Syria  [B]",
        "  • 2016-10-03-talks-suspended  denied by analyst: The two were often told as cause and "
        "effect, but on that day their order was the reverse: the decree was published hours before "
        "Washington announced the suspension.",
        "      – Decree of the President suspending the Plutonium Management and Disposition "
        "Agreement  [A]",
        "      – U.S. Suspends Talks With Russia on Syria  [B]",
    ]
    assert done.stderr == ""


def test_an_imprecise_date_is_shown_with_its_bounds(run: Keyboard) -> None:
    """A date that is a span says from when to when."""
    said = run("show", "8", COLUMNS="200").stdout
    assert "from 22 September to about October 2016  (2016-09-22/2016-10~, 2016-09-22 to" in said
    assert "about October 2016  (2016-10~, 2016-10-01 to 2016-10-31)" in run("show", "28").stdout
    assert "2016-10~  (2016-10-01 to 2016-10-31)" in run("show", "28", "--edtf").stdout


def test_an_event_as_json_is_one_value(run: Keyboard) -> None:
    """For programs, an event is one object with its sources and links inside."""
    record = json.loads(run("show", "pmda", "--format", "json").stdout)
    assert record["handle"] == "2016-10-03-pmda-suspended"
    assert (record["by"], record["to"]) == (["RUS"], ["USA"])
    assert record["earliest"] == "2016-10-03T00:00:00"
    assert [source["grade"] for source in record["sources"]] == ["C2", "A1"]
    assert [link["claimed_by"] for link in record["links"]] == [
        "RUS",
        "new-york-times-2016-10-03",
        "analyst",
    ]
    assert {link["other"] for link in record["links"]} == {
        "2016-09-28-kerry-threatens-suspension",
        "2016-10-03-talks-suspended",
    }


def test_search_ranks_and_shows_the_passage(run: Keyboard) -> None:
    """The best match comes first, with the passage that has the word."""
    records = json.loads(run("search", "missiles", "--format", "json").stdout)
    # 10 led to 18, and what is cited for that link speaks of missiles.
    assert [record["id"] for record in records] == [18, 14, 10]
    assert "whose missiles were coming" in records[1]["passage"]
    assert "\x02" not in str(records)
    assert [
        r["id"] for r in json.loads(run("search", "-n", "1", "missiles", "-f", "json").stdout)
    ] == [18]


def test_search_takes_words_and_phrases(run: Keyboard) -> None:
    """Several words are taken together; a word may be left out with a minus behind --."""
    assert json.loads(run("search", "air", "strike", "-f", "json").stdout)
    found = json.loads(run("search", "-f", "json", "--", "missiles", "-iskander").stdout)
    assert [record["id"] for record in found] == [14]


def test_titles_are_no_markup(run: Keyboard) -> None:
    """What looks like markup in a title is shown as it was typed, in every place."""
    title = "The [bold]red[/bold] [/x] line :rocket: *a* `b` <c>"
    assert run("add", title, "--on", "2017-01-05", "--type", "threat").exit_code == 0
    for words in (
        ("list", "--since", "2017"),
        ("show", "29"),
        ("search", "rocket"),
        ("log", "--rows"),
    ):
        assert "[bold]red[/bold] [/x] line :rocket:" in " ".join(
            run(*words, COLUMNS="300").stdout.split()
        )
    assert run("link", "27", "29", "--likelihood", "likely", "--because", "[/y]").exit_code == 0
    assert "[bold]red[/bold]" in run("paths", "27", "29").stdout
    assert "[bold]red[/bold]" in run("effects", "27", COLUMNS="200").stdout


def test_matches_are_lit_in_a_terminal_only(
    environment: dict[str, str], tracker_command: list[str]
) -> None:
    """In a terminal the words found stand out; NO_COLOR and a pipe get plain text."""
    words = [*tracker_command, "search", "plutonium"]
    assert "\x1b[" in at_terminal(words, environment, stdout_too=True).screen
    plain = at_terminal(words, {**environment, "NO_COLOR": "1"}, stdout_too=True)
    assert "plutonium" in plain.screen
    assert not COLOUR.search(plain.screen)
    assert "\x1b" not in at_terminal(words, environment).stdout


@pytest.mark.parametrize(
    ("words", "coloured"),
    [("list", False), ("list --handles", True), ("show pmda", True), ("paths 1 22", True),
     ("types list", True), ("log", False), ("--help", True), ("add --help", True)],
)  # fmt: skip
def test_no_color_takes_the_colour_away(
    environment: dict[str, str], tracker_command: list[str], words: str, coloured: bool
) -> None:
    """What is coloured in a terminal is not with NO_COLOR, and the text is the same."""
    command = [*tracker_command, *words.split()]
    bright = at_terminal(command, environment, stdout_too=True).screen
    plain = at_terminal(command, {**environment, "NO_COLOR": "1"}, stdout_too=True).screen
    assert bool(COLOUR.search(bright)) is coloured
    assert not COLOUR.search(plain)
    assert ESCAPE.sub("", plain) == ESCAPE.sub("", bright)


@pytest.mark.parametrize("words", ["list", "show pmda", "--help"])
def test_no_color_gives_no_escape_codes(
    environment: dict[str, str], tracker_command: list[str], words: str
) -> None:
    """With NO_COLOR, what a terminal gets is text and nothing else."""
    command = [*tracker_command, *words.split()]
    seen = at_terminal(command, {**environment, "NO_COLOR": "1"}, stdout_too=True)
    assert len(seen.screen) > 20
    assert "\x1b" not in seen.screen


def test_the_log_says_who_did_what(run: Keyboard) -> None:
    """Commands stand newest first with who and how many rows, undone ones marked as such."""
    everything = len(rows(run.db)["changes"])
    run("edit", "pmda", "--place", "Kremlin")
    run("undo")
    records = json.loads(run("log", "--format", "json").stdout)
    told = [(r["who"], r["command"], r["changes"], r["state"], r["undoes"]) for r in records]
    assert told == [
        ("A. Tester", "undo edit 2016-10-03-pmda-suspended", 1, "", 2),
        ("A. Tester", "edit 2016-10-03-pmda-suspended", 1, "undone", None),
        ("build_sample", "import crisis-2016.txt", everything, "", None),
    ]
    assert len(json.loads(run("log", "-n", "1", "--format", "json").stdout)) == 1


def test_the_log_shows_every_changed_row(run: Keyboard) -> None:
    """With --rows, each changed row is there with its old and new values."""
    run("edit", "pmda", "--place", "Kremlin")
    [record] = json.loads(run("log", "--rows", "-n", "1", "--format", "json").stdout)
    assert record["difference"] == "place 'Moscow, Russia' → 'Kremlin'"
    assert (record["table"], record["verb"]) == ("events", "changed")
    assert (record["old"]["place"], record["new"]["place"]) == ("Moscow, Russia", "Kremlin")


def test_questions_need_a_database_and_make_none(run: Keyboard, tmp_path: Path) -> None:
    """Without a database every question says so, and none appears."""
    for words in ("list", "show 1", "search x", "log", "paths 1 2", "causes 1", "check",
                  "sources merge a b", "database info", "export"):  # fmt: skip
        done = run(*words.split(), "--db", "none.db")
        assert (done.exit_code, done.stdout) == (4, "")
        assert done.stderr == (
            "Error: There is no database at none.db. The first `tracker add` makes one; --db or "
            "TRACKER_DB names another.\n"
        )
    assert not (tmp_path / "none.db").exists()


def test_the_registers_can_be_read_before_there_is_a_database(
    run: Keyboard, tmp_path: Path
) -> None:
    """The codebook and the actors of a new database are shown, and no database is made."""
    for noun, code in (("types", "pact-withdrawal"), ("actors", "SUN")):
        done = run(noun, "list", "--db", "none.db", "--format", "json")
        assert done.exit_code == 0
        assert code in [record["code"] for record in json.loads(done.stdout)]
        assert f"the first `tracker add` makes one. It begins with these {noun}:" in done.stderr
    assert not (tmp_path / "none.db").exists()
