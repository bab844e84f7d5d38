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
    """A day that a source lacks is added with the event; another day than its own is refused."""
    line = "2016-10-0{} RUS > USA threat: Moscow warns [Cable {}]"
    assert run("add", line.format(3, "9")).exit_code == 0
    assert run("add", line.format(4, "9 2016-10-04")).exit_code == 0
    assert listing.sources(sample)["cable-9"].published == "2016-10-04"
    done = run("add", line.format(5, "9 2016-10-05"))
    assert done.exit_code == 1
    assert "The source cable-9 has published 2016-10-04, not 2016-10-05" in done.stderr
    assert sample.value("SELECT max(id) FROM events") == 30


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
