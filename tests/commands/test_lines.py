"""Events as analysts type them: by options, in one line each, many at once."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Keyboard, rows
from tracker.model.likelihood import likelihood_words
from tracker.store import events, links, listing
from tracker.store.database import Database

WAYS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "ways_of_typing.toml").read_text(encoding="utf-8")
)["way"]
TAKEN_AT_ONCE = 62
KEYSTROKES = 135
LINE = (
    "2016-10-03 RUS > USA pact-withdrawal: Moscow suspends the plutonium pact @Moscow "
    "[kremlin.ru A1] #arms because talks-suspended likely"
)


def summary(db: Database, number: int) -> str:
    """An event as it is stored, in one line."""
    event = events.get(db, number)
    said = f"{event.date} {event.dyad} {event.type.code}: {event.titled}"
    if event.place:
        said += f" @{event.place}"
    known = listing.sources(db)
    cited = []
    for citation in event.citations:
        source = known[citation.source]
        grade = f"{source.reliability or ''}{citation.credibility or ''}"
        more = ", ".join(filter(None, (source.publisher, source.author, source.published)))
        parts = (citation.source, grade, citation.locator, more and f"({more})")
        cited.append(" ".join(filter(None, parts)))
    if cited:
        said += f" [{'; '.join(cited)}]"
    said += "".join(f" #{tag}" for tag in event.tags)
    for link in links.touching(db, number):
        sign, other = ("<-", link.cause) if link.effect == number else ("->", link.effect)
        said += f" {sign} {other} {link.relation} {likelihood_words(link.likelihood)}"
    return said


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way["typed"][0][:60])
def test_a_way_of_typing_an_event(run: Keyboard, sample: Database, way: dict[str, Any]) -> None:
    """What is typed is stored as it was meant, or refused in a sentence that says why."""
    before = rows(run.db)
    done = run("add", *way["typed"], input=way.get("input"))
    if "refused" in way:
        assert done.exit_code in (1, 2, 3)
        assert way["refused"] in done.stderr
        assert rows(run.db) == before
    else:
        assert (done.exit_code, done.stderr.count("Error")) == (0, 0), done.stderr
        number = sample.value("SELECT max(id) FROM events")
        assert summary(sample, number) == way["stored"]


def test_nearly_all_ways_are_taken_at_once() -> None:
    """Of the 68 ways that were written down no more than six are refused."""
    assert len(WAYS) == 68
    assert sum("stored" in way for way in WAYS) >= TAKEN_AT_ONCE


def test_the_event_of_the_notebook_takes_few_keys() -> None:
    """Two actors, a type, a source, a grade and a link go into one line that is short."""
    assert len(LINE) <= KEYSTROKES


def test_many_lines_are_one_command(run: Keyboard, sample: Database) -> None:
    """Many lines on standard input are added together, and one undo takes them back."""
    before = events.fetch(sample, range(1, 99))
    typed = (
        "# from the cable\n2016-10-03 RUS > USA threat: One\n\n"
        "2016-10-04 USA > RUS threat: Two because one likely\n"
    )
    done = run("add", "-", "--tag", "cable", "--source", "Cable 7", input=typed)
    assert (done.exit_code, done.stdout) == (0, "2016-10-03-one\n2016-10-04-two\n")
    assert summary(sample, 29) == (
        "2016-10-03 RUS → USA threat: One [cable-7] #cable -> 30 leads-to likely"
    )
    assert run("undo").exit_code == 0
    assert events.fetch(sample, range(1, 99)) == before


def test_of_many_lines_all_are_added_or_none(run: Keyboard) -> None:
    """What is wrong in one line is said with its number, and nothing of the others is stored."""
    before = rows(run.db)
    for wrong, said in (
        ("2016-10-04 USA > RUS thret: Two", "Line 3: There is no event type 'thret'"),
        ("2016-10-04 Rusia > USA threat: Two", "Line 3: There is no actor 'Rusia'"),
        ("Two", "Line 3: it does not begin with date, sides, type and a colon"),
        ("2016-09-02 USA threat: Two because one likely", "Line 3: "),
        ("2016-10-04 USA threat: Two @Moscow @Paris", "Line 3: There are two places"),
    ):
        done = run("add", "-", input=f"2016-10-03 RUS > USA threat: One\n\n{wrong}\n")
        assert done.exit_code in (1, 2, 3)
        assert said in done.stderr
        assert rows(run.db) == before


def test_no_lines_are_no_events(run: Keyboard) -> None:
    """Nothing but comments on standard input is refused."""
    done = run("add", "-", input="# nothing yet\n\n")
    assert done.exit_code == 2
    assert "no event to add" in done.stderr


def test_what_a_line_says_no_option_says_again(run: Keyboard) -> None:
    """A side, a type, a place or a status that both line and option have is refused."""
    before = rows(run.db)
    line = "2016-10-03 RUS > USA threat: Moscow warns @Moscow (planned)"
    for option in (("--by", "RUS"), ("--to", "USA"), ("--type", "threat"), ("--place", "Paris")):
        done = run("add", line.replace(" (planned)", ""), *option)
        assert done.exit_code == 2
        assert f"leave {option[0]} out" in done.stderr
    assert rows(run.db) == before


def test_with_on_a_line_is_a_title(run: Keyboard, sample: Database) -> None:
    """With --on nothing in a title has a meaning of its own."""
    title = "2016-10-03 RUS > USA threat: Moscow warns @Moscow #arms because 10 likely"
    assert run("add", title, "--on", "2016-10-03", "--type", "threat").exit_code == 0
    assert summary(sample, 29) == f"2016-10-03 — threat: {title}"


def test_a_title_that_only_looks_like_a_line_is_a_title(run: Keyboard) -> None:
    """Words with a date and a colon are no event in one line where no type ends them."""
    done = run("add", "2016 in the records: what was kept", "--type", "threat", "--by", "RUS")
    assert done.exit_code == 2
    assert "needs a date" in done.stderr


def test_what_a_source_has_already_is_not_overwritten(run: Keyboard, sample: Database) -> None:
    """A day that a source lacks is added with the event; another publisher than its own is not."""
    line = "2016-10-0{} RUS > USA threat: Moscow warns [Cable {}]"
    assert run("add", line.format(3, "9")).exit_code == 0
    assert run("add", line.format(4, "9 | Embassy | 2016-10-04")).exit_code == 0
    assert listing.sources(sample)["cable-9"].published == "2016-10-04"
    done = run("add", line.format(5, "9 | Ministry"))
    assert done.exit_code == 1
    assert "The source cable-9 has publisher Embassy, not Ministry" in done.stderr
    assert sample.value("SELECT max(id) FROM events") == 30


def test_each_issue_of_a_newspaper_is_a_source(run: Keyboard, sample: Database) -> None:
    """Title, day, page and grade stand behind commas; another day of one title is another source."""
    line = "{} PAK > IND clash: Firing at {} [Dawn, {}, p. {}, C3]"
    assert run("add", line.format("5 May 1999", "Dras", "5 May 1999", 1)).exit_code == 0
    assert run("add", line.format("6 May 1999", "Kaksar", "May 6, 1999", 3)).exit_code == 0
    assert run("add", line.format("7 May 1999", "Batalik", "6 May 1999", 4)).exit_code == 0
    known = listing.sources(sample)
    assert {code: known[code].published for code in known if code.startswith("dawn")} == {
        "dawn": "1999-05-05",
        "dawn-6-may-1999": "1999-05-06",
    }
    assert [summary(sample, number).rpartition(" [")[2] for number in (29, 30, 31)] == [
        "dawn C3 p. 1 (1999-05-05)]",
        "dawn-6-may-1999 C3 p. 3 (1999-05-06)]",
        "dawn-6-may-1999 C3 p. 4 (1999-05-06)]",
    ]


def test_two_issues_of_a_newspaper_in_one_line_are_two_sources(
    run: Keyboard, sample: Database
) -> None:
    """Neither takes the day of the other."""
    line = "7 May 1999 PAK > IND clash: Firing [Dawn, 5 May 1999 C3; Dawn, 6 May 1999 C3]"
    assert run("add", line).exit_code == 0
    assert [each.source for each in events.get(sample, 29).citations] == ["dawn", "dawn-6-may-1999"]


def test_because_of_belongs_to_the_title(run: Keyboard, sample: Database) -> None:
    """And where the words behind because are no event, the way to keep the word is told."""
    assert run("add", "7 May 1999 IND threat: The army halts because of snow @Dras").exit_code == 0
    assert summary(sample, 29).endswith("The army halts because of snow @Dras")
    refused = run("add", "8 May 1999 IND threat: The army halts because supplies ran out")
    assert refused.exit_code == 3
    assert r"For the word in a title write \because." in refused.stderr


@pytest.mark.parametrize("tag", ["हिन्दी", "कारगिल", "తెలుగు", "ไทยแลนด์", "français", "c.e-2/x"])
def test_a_tag_keeps_its_marks(run: Keyboard, sample: Database, tag: str) -> None:
    """The marks that belong to letters end no tag, whatever its script."""
    assert run("add", f"7 May 1999 IND threat: Firing #{tag}, #more").exit_code == 0
    assert set(events.get(sample, 29).tags) == {tag, "more"}


def test_a_date_that_cannot_be_read_is_quoted(run: Keyboard) -> None:
    """The refusal names the words, or what is wrong with them."""
    for line, said in (
        ("erly May 1999 PAK > IND clash: Firing", "No date can be read in 'erly May 1999 PAK'."),
        ("29 Feb 1999 PAK > IND clash: Firing", "'29 Feb 1999' is not a day of the calendar"),
        ("3 May PAK > IND clash: Firing", "'3 May' has no year"),
        ("03/05/1999 PAK > IND clash: Firing", "'03/05/1999' could be"),
    ):
        refused = run("add", line)
        assert refused.exit_code == 2
        assert "The event needs a date." in refused.stderr
        assert said in refused.stderr


def test_all_that_is_wrong_in_many_lines_is_told(run: Keyboard) -> None:
    """Each line with its reason, those that cannot be read and those that the record refuses."""
    before = rows(run.db)
    typed = (
        "2016-10-03 RUS > USA threat: One\nerly May 1999 RUS > USA threat: Two\n"
        "2016-10-04 Xyzzy > USA threat: Three\n2016-10-05 RUS > USA xyzzy: Four\n"
    )
    done = run("add", "-", input=typed)
    assert done.exit_code == 2
    assert done.stderr == (
        "Error: 3 lines are refused, and nothing is added:\n"
        "  Line 2: No date can be read in 'erly May 1999 RUS'.\n"
        "  Line 3: There is no actor 'Xyzzy'. `tracker actors list` shows all; "
        "--new-actor records one with an event.\n"
        "  Line 4: There is no event type 'xyzzy'. Before the colon stand date, "
        "sides and type; `tracker types list` shows the types.\n"
    )
    assert rows(run.db) == before


def test_a_link_that_cannot_be_keeps_the_event_out(run: Keyboard) -> None:
    """Where the effect lies before its cause nothing is stored, not even the event."""
    before = rows(run.db)
    done = run("add", "2015-01-01 RUS > USA threat: Moscow warns because talks-suspended likely")
    assert done.exit_code == 1
    assert rows(run.db) == before


def test_the_first_line_makes_the_database(run: Keyboard, tmp_path: Path) -> None:
    """Without a database an event in one line makes it; a refused one leaves none behind."""
    before = sorted(tmp_path.iterdir())
    assert run("add", "2016 Rusia > USA threat: Moscow warns", "--db", "new.db").exit_code == 3
    assert run("add", "2016 in short: nothing", "--db", "new.db").exit_code == 2
    assert sorted(tmp_path.iterdir()) == before
    done = run("add", "2016 RUS > USA threat: Moscow warns", "--db", "new.db")
    assert (done.exit_code, done.stdout) == (0, "2016-moscow-warns\n")


def test_a_line_without_a_type_is_told_that_it_lacks_one(run: Keyboard) -> None:
    """Not that its target is no type, nor that it needs a date, which it has."""
    for line in ("26 May 1999 India > Pakistan: Troops move", "3 May 1999 India: Troops move"):
        refused = run("add", line)
        assert refused.exit_code == 2
        assert (
            "The event has no type: before the colon stand date, sides and type" in refused.stderr
        )


def test_an_empty_part_of_a_source_is_its_publisher_that_nobody_said(run: Keyboard) -> None:
    """So that an author does not become a publisher; and an address keeps its semicolons."""
    line = "31 May 1999 PAK statement: Shamshad speaks [Talks | | A. Author B2; https://a.example/?x=1;y=2 C3]"
    assert run("add", line, "--anyway").exit_code == 0
    known = json.loads(run("sources", "list", "-f", "json").stdout)
    talks = next(each for each in known if each["title"] == "Talks")
    assert (talks["author"], talks["publisher"]) == ("A. Author", None)
    assert [each["title"] for each in known if "a.example" in each["title"]] == [
        "https://a.example/?x=1;y=2"
    ]
