"""What is said of a new event at once: that it may be there, and that its source may be."""

import pytest

from tests.conftest import Keyboard

SIDES = ("--by", "RUS", "--to", "USA", "--type", "pact-withdrawal")


def added(run: Keyboard, title: str, *more: str) -> str:
    """What is said when an event is added."""
    done = run("add", title, *more)
    assert done.exit_code == 0, done.stderr
    return done.stderr


def test_an_event_in_other_words_is_named(run: Keyboard) -> None:
    """`halts` beside `suspends`, with how to make one of the two."""
    title = "Moscow halts the plutonium disposition pact"
    said = added(run, title, "--on", "2016-10-03", *SIDES)
    assert "2016-10-03-pmda-suspended looks like the same event" in said
    assert "`tracker duplicates --merge 2016-10-03-pmda-suspended " in said


def test_most_words_of_a_title_do_whatever_the_type(run: Keyboard) -> None:
    """On the same day; another day, or other words, are another event."""
    title = "Moscow suspends plutonium pact"
    sides = ("--by", "RUS", "--type", "threat")
    assert "looks like the same" in added(run, title, "--on", "2016-10-03", *sides)
    assert "looks like" not in added(run, title, "--on", "2017-10-03", *sides)
    assert "looks like" not in added(run, "Envoys leave", "--on", "2016-10-03", *sides)


def test_who_says_anyway_is_told_nothing(run: Keyboard) -> None:
    """--anyway is the answer to the question."""
    title = "Moscow halts the plutonium disposition pact"
    assert "looks like" not in added(run, title, "--on", "2016-10-03", *SIDES, "--anyway")


def test_papers_of_two_days_are_two_sources(run: Keyboard) -> None:
    """A slip in a title is asked about, a date in it is not, nor is what another publisher has."""
    day = ("--on", "2017-01-03", "--type", "threat")
    added(run, "One", *day, "--source", "Daily Courier, 3 October 2016", "--publisher", "Courier")
    for source in ("Daily Courier, 4 October 2016", "Daily Courier, 3 November 2016"):
        assert "if it is the same" not in added(run, f"By {source}", *day, "--source", source)
    slip = ("--source", "Daily Courrier, 3 October 2016")
    told = added(run, "Two", *day, *slip, "--publisher", "Herald")
    assert "if it is the same" not in told
    slip = ("--source", "Daily Couriers, 3 October 2016")
    assert "if it is the same" in added(run, "Three", *day, *slip, "--publisher", "Courier")


def test_a_day_to_come_is_asked_about_whenever_it_is_said(run: Keyboard) -> None:
    """A date that an edit moves ahead is remarked upon as that of a new event is."""
    day = ("--on", "2017-01-03", "--type", "talks")
    assert "lies ahead" not in added(run, "Envoys leave", *day)
    done = run("edit", "envoys-leave", "--on", "2099")
    assert "Note: 2099 lies ahead" in done.stderr


def test_a_text_that_begins_with_a_hyphen_is_explained(
    run: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the line that takes it as it is, for whatever command it was."""
    for words, line in (
        (("add", "-5 degrees at the talks", "--on", "2016"), "tracker add --on 2016-10-03 -- "),
        (("note", "11", "-5 degrees at the talks"), "tracker note … -- "),
    ):
        monkeypatch.setattr("sys.argv", ["tracker", *words])
        done = run(*words)
        assert done.exit_code == 2
        assert f'{line}"-5 degrees at the talks"' in done.stderr
