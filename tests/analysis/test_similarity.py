"""Duplicate detection: pairs that are proposed, and merging."""

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tests.formats.feeds.test_gdelt import row
from tracker.analysis import similarity
from tracker.analysis.likeness import LIKELY, likeness, traits_of
from tracker.analysis.similarity import find_duplicates
from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType, QuadClass
from tracker.model.dates import EventDate
from tracker.model.event import Event, Status
from tracker.model.link import Link
from tracker.model.order import OrderClaim

RUS, USA, SYR = (Actor(code, code) for code in ("RUS", "USA", "SYR"))
THREAT = EventType("threat", "Threat", cameo="130", quad=QuadClass.VERBAL_CONFLICT)
WARNING = EventType("warning", "Warning", cameo="139", quad=QuadClass.VERBAL_CONFLICT)
TALKS = EventType("talks", "Talks", cameo="046", quad=QuadClass.VERBAL_COOPERATION)


def event(
    number: int,
    title: str = "Moscow threatens to leave the talks",
    on: str = "2016-10-03",
    kind: EventType = THREAT,
    by: tuple[Actor, ...] = (RUS,),
    to: tuple[Actor, ...] = (USA,),
    place: str | None = None,
) -> Event:
    """A threat of Russia's, but for what is given."""
    return Event(
        number, f"e-{number}", title, EventDate.parse(on), kind, by, to, place=place,
    )  # fmt: skip


def found(*events: Event, at_least: float = LIKELY) -> list[tuple[int, int]]:
    """The pairs that are proposed."""
    chronicle = Chronicle(events={each.id: each for each in events})
    return [(each.first.id, each.other.id) for each in find_duplicates(chronicle, at_least)]


@pytest.mark.parametrize(
    "other",
    [
        event(2, on="2016-10-04"),
        event(2, kind=WARNING),
        event(2, by=(USA,), to=(RUS,)),
        event(2, title="Moscow is threatening to leave the talks soon"),
        event(2, on="2016-10-02/2016-10-05"),
    ],
)
def test_reports_of_one_event_need_not_agree_in_all(other: Event) -> None:
    """The next day, another type of the root, sides the other way round, other words."""
    assert found(event(1), other) == [(1, 2)]


@pytest.mark.parametrize(
    "other",
    [
        event(2, on="2016-10-05"),
        event(2, by=(SYR,), to=()),
        event(2, title="Envoys meet in Geneva", kind=TALKS),
        event(2, place="Geneva"),
    ],
)
def test_what_differs_in_much_is_not_proposed(other: Event) -> None:
    """Two days apart, other actors, another act, another place."""
    assert found(event(1, place="Moscow"), other) == []


def test_what_was_found_to_be_two_is_not_proposed_again() -> None:
    """As the record says."""
    both = {1: event(1), 2: event(2)}
    assert list(find_duplicates(Chronicle(events=both, distinct=frozenset({(1, 2)})))) == []


def test_of_many_alike_each_is_proposed_with_the_first() -> None:
    """Forty rows of a feed on one event are thirty-nine proposals and not 780."""
    assert found(*(event(n) for n in range(1, 41))) == [(1, n) for n in range(2, 41)]


def test_comparing_some_pairs_finds_what_comparing_all_would(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where not too many stand together; pairs that share no actor are never proposed."""
    dice = random.Random(7)
    events = []
    for number in range(1, 150):
        on = date(2016, 10, 1) + timedelta(dice.randrange(12))
        by, to = (tuple(dice.sample((RUS, USA, SYR), dice.randrange(1, 3))) for _ in range(2))
        words = " ".join(dice.choices(("Moscow", "threatens", "talks", "aid", "envoy"), k=3))
        kind = dice.choice((THREAT, WARNING, TALKS))
        place = dice.choice((None, "Geneva", "Moscow"))
        events.append(event(number, words, on.isoformat(), kind, by, to, place))
    monkeypatch.setattr(similarity, "MOST_TOGETHER", 10_000)
    traits = {each.id: traits_of(each) for each in events}
    near = [
        (one, other)
        for one, other in combinations(traits, 2)
        if abs(traits[one].event.date.start - traits[other].event.date.start) <= timedelta(days=1)
        and traits[one].actors & traits[other].actors
        and likeness(traits[one], traits[other])[0] >= LIKELY
    ]
    proposed = set(found(*events))

    def kind_of(number: int) -> tuple[object, ...]:
        each = traits[number]
        return (each.sides, each.words, each.place, each.event.date.text, each.event.type.code)

    later = {other for one, other in near if kind_of(one) == kind_of(other)}
    expected = {pair for pair in near if not later & set(pair)}
    assert expected
    assert expected <= proposed <= set(near)


def test_two_events_are_merged_only_when_asked_and_parted_again(run: Keyboard) -> None:
    """Citations, links, claims of order and the handle go to the one that stays."""
    run("add", "Moscow suspends the plutonium pact", "--on", "2016-10-03", "--by", "RUS", "--to",
        "USA", "--type", "pact-withdrawal", "--source", "Interfax", "--place", "Moscow")  # fmt: skip
    new = "2016-10-03-moscow-suspends-plutonium-pact"
    run("link", new, "nuclear-use-talk", "--relation", "provokes", "--likelihood", "likely",
        "--because", "so it seems")  # fmt: skip
    before = run("export", "-", "--since", "1900").stdout
    assert new in run("duplicates", "--format", "json").stdout
    done = run("duplicates", "--merge", "2016-10-03-pmda-suspended", new)
    assert (done.exit_code, done.stdout) == (0, "2016-10-03-pmda-suspended\n")
    shown = run("show", new).stdout
    assert "Interfax" in shown
    link = next(line for line in run("export", "-").stdout.splitlines() if "so it seems" in line)
    assert json.loads(link)["cause"] == "2016-10-03-pmda-suspended"
    assert "place" in shown
    assert run("check", "--fail-on", "claimant").exit_code == 0
    run("undo")
    assert run("export", "-", "--since", "1900").stdout == before


def test_all_that_say_the_same_are_merged_at_once(run: Keyboard) -> None:
    """Three of one kind into the first; what is a little different stays; one undo parts them."""
    rows = [row(id=str(7190042 + number)) for number in range(3)]
    Path("day.CSV").write_text("\n".join((*rows, row(id="7190050", day="20161004"))) + "\n")
    run("import", "day.CSV")
    before = run("export", "-", "--since", "1900").stdout
    done = run("duplicates", "--merge", "--all", "--text", "Moscow: demand")
    assert (done.stdout, done.exit_code) == ("gdelt-7190042\n", 0)
    assert "Merged 2 into 1" in done.stderr
    listed = run("list", "--text", "Moscow: demand", "--format", "json").stdout
    assert [each["handle"] for each in json.loads(listed)] == ["gdelt-7190042", "gdelt-7190050"]
    run("undo")
    assert run("export", "-", "--since", "1900").stdout == before


@pytest.mark.parametrize(
    "other",
    [
        replace(event(2), summary="Another death toll."),
        replace(event(2), status=Status.PLANNED),
        replace(event(2), own_intensity=-3.0),
        event(2, place="Geneva"),
        event(2, on="2016-10-04"),
        event(2, by=(USA,), to=(RUS,)),
        event(2, title="Moscow leaves the talks"),
        event(2, kind=WARNING),
    ],
)
def test_what_differs_in_anything_is_not_the_same(other: Event) -> None:
    """However much alike it is."""
    assert similarity.find_identical(Chronicle(events={1: event(1), 2: other})) == []


def test_what_is_known_to_be_two_is_not_the_same() -> None:
    """By a person's word, by a link or by a claim of order; a third may be the same as either."""
    events = {number: event(number) for number in (1, 2, 3)}
    for known in (
        Chronicle(events=events, distinct=frozenset({(1, 2)})),
        Chronicle(events=events, links=(Link(1, 2, "leads-to", 0.9),)),
        Chronicle(events=events, denials=(Link(2, 1, "leads-to", 0.03, denied=True),)),
        Chronicle(events=events, orders=(OrderClaim(2, 1),)),
    ):
        assert similarity.find_identical(known) == [(events[1], events[3])]
    assert similarity.find_identical(Chronicle(events=events)) == [tuple(events.values())]


def test_no_merger_closes_a_circle(run: Keyboard) -> None:
    """One that is named is refused; of all at once it is left out, and said."""
    for number in (1, 2):
        run("add", "A report", "--on", "2016-10", "--type", "talks", "--handle", f"report-{number}",
            "--anyway")  # fmt: skip
    run("add", "Between", "--on", "2016-10", "--type", "talks", "--handle", "between")
    run("link", "report-1", "between", "--likelihood", "likely")
    run("link", "between", "report-2", "--likelihood", "likely")
    before = run("export", "-", "--since", "1900").stdout
    done = run("duplicates", "--merge", "report-1", "report-2")
    assert (done.exit_code, "would close a circle of links: " in done.stderr) == (1, True)
    done = run("duplicates", "--merge", "--all")
    assert "report-1 stays as it is. This would close a circle of links: " in done.stderr
    assert run("export", "-", "--since", "1900").stdout == before
    assert run("check").exit_code == 0


def test_what_was_merged_does_not_come_again_with_its_feed(run: Keyboard) -> None:
    """The handle that the feed knows it by leads to the event it went into."""
    Path("day.CSV").write_text(f"{row()}\n{row(id='7190043')}\n")
    run("import", "day.CSV")
    run("duplicates", "--merge", "gdelt-7190042", "gdelt-7190043")
    assert "Everything in it was there already." in run("import", "day.CSV").stderr
    assert '"handle": "gdelt-7190042"' in run("show", "gdelt-7190043", "--format", "json").stdout


def test_pairs_that_are_two_are_kept_apart(run: Keyboard) -> None:
    """And come back with an undo."""
    run("add", "Russia suspends the plutonium pact", "--on", "2016-10-03", "--by", "RUS", "--to",
        "USA", "--type", "pact-withdrawal")  # fmt: skip
    new = "2016-10-03-russia-suspends-plutonium-pact"
    assert new in run("duplicates", "--format", "json").stdout
    run("duplicates", "--apart", new, "2016-10-03-pmda-suspended")
    assert new not in run("duplicates", "--format", "json").stdout
    run("undo")
    assert new in run("duplicates", "--format", "json").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--merge 1", "Name two events or more, each once"),
        ("--merge 1 1", "Name two events or more, each once"),
        ("--merge --apart 1 2", "give --merge or --apart"),
        ("--all", "give --merge, and neither events nor --at-least"),
        ("--all --merge --at-least 1", "give --merge, and neither events nor --at-least"),
        ("--all --merge 1 2", "give --merge, and neither events nor --at-least"),
        ("1 2", "Events are named with --merge or --apart"),
    ],
)
def test_what_makes_no_sense_is_a_sentence(run: Keyboard, words: str, said: str) -> None:
    """And nothing is changed."""
    done = run("duplicates", *words.split())
    assert done.exit_code in (1, 2)
    assert said in done.stderr
