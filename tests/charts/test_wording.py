"""Counts, spans and claims in words."""

import pytest

from tests.analysis.drawn import event
from tracker.charts.words.language import language_of
from tracker.charts.words.wording import (
    alt_text,
    claimant_name,
    claims_in_words,
    numbered_sources,
    span_in_words,
)
from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link
from tracker.model.source import Citation, Source


def claims(*made: tuple[int, int, str]) -> tuple[Link, ...]:
    """Claims of links, each with its claimant."""
    return tuple(Link(cause, effect, "provokes", 0.5, who) for cause, effect, who in made)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ((), ""),
        (((1, 2, "A"),), "1 link, claimed by 1 claimant"),
        (((1, 2, "A"), (2, 3, "A")), "2 links, claimed by 1 claimant"),
        (((1, 2, "A"), (2, 3, "B")), "2 links, claimed by 2 claimants"),
        (((1, 2, "A"), (1, 2, "B")), "1 link, claimed 2 times by 2 claimants"),
        (((1, 2, "A"), (1, 2, "B"), (2, 1, "A")), "2 links, claimed 3 times by 2 claimants"),
    ],
)
def test_claims_are_counted_apart_from_links(
    made: tuple[tuple[int, int, str], ...], said: str
) -> None:
    """One of a kind is one, several are several, and two claims of one link are one link."""
    assert claims_in_words(claims(*made)) == said


@pytest.mark.parametrize(
    ("count", "said"), [(1, "Timeline: 1 event, "), (2, "Timeline: 2 events, ")]
)
def test_the_words_of_a_picture_count_its_events(count: int, said: str) -> None:
    """One event, several events, and the links only where there are any."""
    events = {number: event(number, "2016-10-03") for number in range(1, count + 1)}
    told = alt_text(Chronicle(events), "Timeline").splitlines()
    assert told[0] == f"{said}3 October 2016."
    linked = alt_text(Chronicle(events, claims((1, count, "RUS"))), "Timeline").splitlines()
    assert linked[0] == f"{said}3 October 2016; 1 link, claimed by 1 claimant."
    assert linked[-1] == f"E 1 provokes E {count}: roughly even chance, says RUS."


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        # By number, as the plural rules of the Unicode CLDR have it.
        ("en", {0: "events", 1: "event", 2: "events", 11: "events", 21: "events", 101: "events"}),
        ("de", {0: "Ereignisse", 1: "Ereignis", 2: "Ereignisse", 21: "Ereignisse"}),
        ("fr", {0: "événement", 1: "événement", 2: "événements", 21: "événements"}),
        ("es", {0: "sucesos", 1: "suceso", 2: "sucesos", 21: "sucesos"}),
        ("ru", {0: "событий", 1: "событие", 2: "события", 4: "события", 5: "событий",
                11: "событий", 12: "событий", 14: "событий", 20: "событий", 21: "событие",
                22: "события", 24: "события", 25: "событий", 101: "событие", 111: "событий",
                112: "событий", 113: "событий", 114: "событий", 122: "события"}),
        ("uk", {1: "подія", 2: "події", 5: "подій", 11: "подій", 21: "подія", 112: "подій"}),
        ("zh", {0: "个事件", 1: "个事件", 2: "个事件"}),
    ],
)  # fmt: skip
def test_a_noun_has_the_form_of_its_number(code: str, forms: dict[int, str]) -> None:
    """At each number where a language changes its form, and beside it."""
    language = language_of(code)
    assert {n: language.counted(n, "event").partition(" ")[2] for n in forms} == forms


def test_a_noun_that_no_table_has_takes_an_s() -> None:
    """In English, but for one."""
    english = language_of("en")
    assert [english.counted(n, "rung") for n in (0, 1, 2)] == ["0 rungs", "1 rung", "2 rungs"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2016-10-03",), "3 October 2016"), (("2016-10-03", "2016-10-03T14:00"), "3 October 2016"),
        (("2016-10-03", "2016-10-04"), "October 2016"), (("2016-10",), "October 2016"),
        (("2016-10-31", "2016-11-01"), "October to November 2016"),
        (("2015-10", "2016-10"), "October 2015 to October 2016"),
        (("2016-10-03", "2016-09", "2016-10"), "September to October 2016"),
    ],
)  # fmt: skip
def test_a_span_is_said_no_longer_than_it_is(days: tuple[str, ...], said: str) -> None:
    """A day, a month, or the first and the last month."""
    assert span_in_words([event(n, day) for n, day in enumerate(days)]) == said


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("RUS", "Russia"), ("new-york-times-2016-10-03", "new york times"), ("paper-2016", "paper"),
        ("paper-2016-10", "paper"), ("unsc-2016-10-08-veto", "unsc"), ("analyst", "analyst"),
        ("radio-4-news", "radio 4 news"),
    ],
)  # fmt: skip
def test_a_claimant_is_called_by_its_name(code: str, name: str) -> None:
    """An actor by its own, a source by its code without the date."""
    assert claimant_name(code, Chronicle(actors={"RUS": Actor("RUS", "Russia")})) == name


def test_sources_are_numbered_once_each() -> None:
    """In the order in which they are first cited; behind an event its numbers stand in order."""
    sources = {code: Source(code, code.upper(), publisher="P") for code in "abc"}
    events = {
        1: event(1, citations=(Citation("b"), Citation("b", locator="p. 2"))),
        2: event(2, citations=(Citation("a"), Citation("b"))),
        3: event(3),
        4: event(4, citations=(Citation("c"),)),
    }
    behind, notes = numbered_sources(Chronicle(events, sources=sources))
    assert behind == {1: " [1]", 2: " [1, 2]", 4: " [3]"}
    assert notes == ("B, P", "A, P", "C, P")
