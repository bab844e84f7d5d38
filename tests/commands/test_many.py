"""Many events changed at once, and what nothing uses taken out of the registers."""

import sys

import pytest

from tests.conftest import Keyboard, curated
from tracker.store import events
from tracker.store.database import Database

LATE = ("--actor", "RUS", "--since", "2016-10-08", "--until", "2016-10-18")


def numbers_of(sample: Database, tag: str) -> set[int]:
    """The events that have a tag."""
    return {
        row["event"] for row in sample.rows("SELECT event FROM event_tags WHERE tag = ?", (tag,))
    }


def chosen(run: Keyboard) -> set[int]:
    """The events that the filters let through, as `list` says."""
    lines = run("list", *LATE, "--format", "csv").stdout.splitlines()[1:]
    return {int(line.split(",")[0]) for line in lines}


@pytest.mark.parametrize(
    "words",
    [
        ("edit", *LATE, "--tag", "late"),
        ("edit", *LATE, "--place", "Moscow", "--marking", "GREEN"),
        ("tag", "late", *LATE),
        ("cite", *LATE, "--source", "A chronicle", "--grade", "B2"),
        ("remove", *LATE),
    ],
    ids=lambda words: words[0],
)
def test_many_are_changed_by_one_command(run: Keyboard, words: tuple[str, ...]) -> None:
    """It says how many before it goes on, only with --yes where nobody can be asked; one undo."""
    before = curated(run.db)
    count = len(chosen(run))
    asked = run(*words)
    assert asked.exit_code == 1
    assert f"{count} events" in asked.stderr
    assert "add --yes" in asked.stderr
    assert curated(run.db) == before
    done = run(*words, "--yes")
    assert done.exit_code == 0, done.stderr
    assert f"{count} events" in done.stderr
    assert curated(run.db) != before
    assert run("undo", "--yes").exit_code == 0
    assert curated(run.db) == before


def test_a_tag_is_added_to_those_there_are(run: Keyboard, sample: Database) -> None:
    """`tag` leaves other tags as they are, and takes one away without them."""
    run("tag", "first", "11", "12")
    run("tag", "second", *LATE, "--yes")
    run("tag", "second", "11")
    assert events.get(sample, 11).tags == ("first", "second")
    assert numbers_of(sample, "second") == {11, *chosen(run)}
    run("tag", "FIRST", "--tag", "second", "--remove", "--yes")
    assert events.get(sample, 11).tags == ("second",)
    assert numbers_of(sample, "first") == {12}


def test_where_tells_filters_from_changes(run: Keyboard, sample: Database) -> None:
    """Where a field and a filter have one name, --where-… is the filter."""
    run("tag", "late", "11", "12")
    done = run("edit", "--where-tag", "late", "--tag", "later", "--place", "Elsewhere", "--yes")
    assert done.exit_code == 0, done.stderr
    assert numbers_of(sample, "later") == {11, 12}
    assert events.get(sample, 12).place == "Elsewhere"


def test_one_event_or_many_are_named(run: Keyboard) -> None:
    """Neither an event nor a filter, both, or filters that nothing fits change nothing."""
    before = curated(run.db)
    for words in (("remove",), ("edit", "--place", "x"), ("cite", "--source", "x"), ("tag", "x"),
                  ("remove", "11", "--actor", "RUS"), ("remove", "--since", "2020", "--yes"),
                  ("edit", *LATE, "--handle", "x", "--yes"),
                  ("cite", *LATE, "--source", "x", "--if-true", "likely", "--yes")):  # fmt: skip
        assert run(*words).exit_code == 2, words
    assert curated(run.db) == before


def test_one_that_is_refused_keeps_all_as_they_were(run: Keyboard) -> None:
    """Where one of many events cannot be so, none is changed."""
    before = curated(run.db)
    done = run("edit", *LATE, "--on", "2000-01-01", "--yes")
    assert done.exit_code == 1
    assert curated(run.db) == before


def test_a_handle_follows_its_date_on_request(run: Keyboard, sample: Database) -> None:
    """With --rehandle the handle gets the new day, keeps its words, and the old one leads there."""
    done = run("edit", "11", "--on", "2016-10-04", "--rehandle")
    assert done.stdout == "2016-10-04-pmda-suspended\n"
    assert "event 11" in run("show", "2016-10-03-pmda-suspended").stdout
    assert run("edit", "11", "--rehandle").stdout == "2016-10-04-pmda-suspended\n"
    assert sample.value("SELECT count(*) FROM former_handles WHERE event = 11") == 1


@pytest.mark.parametrize(
    ("register", "unused", "used"),
    [("actors", "ABKHAZIA", "RUS"), ("types", "coup", "threat"),
     ("sources", "nobody-cites-this", "editorial-2016-10-15")],
)  # fmt: skip
def test_what_nothing_uses_can_be_removed(
    run: Keyboard, register: str, unused: str, used: str
) -> None:
    """What is used is refused with the number of its uses; the rest goes, with all its names."""
    if register == "sources":
        run("sources", "add", "Nobody cites this")
    before = curated(run.db)
    refused = run(register, "remove", used)
    assert refused.exit_code == 1
    assert "is used in" in refused.stderr
    assert run(register, "remove", unused).exit_code == 0
    assert f"\n{unused}," not in run(register, "list", "--format", "csv").stdout
    run("undo", "--yes")
    assert curated(run.db) == before


def test_a_title_that_begins_with_a_hyphen_is_explained(
    run: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is taken for an option, the answer says how to write it."""
    words = ["add", "-5 degrees at the front", "--on", "2016", "--type", "threat"]
    monkeypatch.setattr(sys, "argv", ["tracker", *words])
    assert "'-5 degrees at the front' begins with a hyphen" in run(*words).stderr
    moved = run("add", "--on", "2016", "--type", "threat", "--", "-5 degrees at the front")
    assert moved.exit_code == 0


def test_what_lies_ahead_is_asked_about(run: Keyboard) -> None:
    """A day to come that is said to have occurred is remarked upon, a planned one is not."""
    assert "2099 lies ahead" in run("add", "2099 RUS threat: The end").stderr
    assert "ahead" not in run("add", "2099 RUS threat: Its end (planned)").stderr
