"""Questions asked at the desk, as a notebook or another program asks them."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

import tracker
from tests.conftest import Keyboard
from tracker.desk import Desk
from tracker.errors import InvalidInput, NoDatabase, NotFound, Refused
from tracker.model.dates import EventDate
from tracker.model.link import LinkDraft
from tracker.model.selection import By
from tracker.model.source import Grade
from tracker.recording.links import add_link
from tracker.store.database import open_for_writing

FIRST, LAST = "russian-air-campaign", "nsc-syria"


@pytest.fixture
def at(sample_path: Path) -> Iterator[Desk]:
    """A desk at the sample crisis, which these tests only read."""
    with closing(tracker.open(sample_path, "tester")) as desk:
        yield desk


def test_an_answer_is_a_frozen_value_with_its_sentences(at: Desk) -> None:
    """Chains come as values, and with them what the command line says under its table."""
    answer = at.paths(FIRST, LAST, k=2)
    assert [str(chain.strength) for chain in answer.chains] == ["0.49 to 0.85", "0.44 to 0.76"]
    assert [round(chain.ranking, 3) for chain in answer.chains] == [0.65, 0.591]
    assert answer.conclusion == (
        f"2 of {answer.total} chains. A statement about the recorded claims, not proof of "
        "causation."
    )
    with pytest.raises(FrozenInstanceError):
        answer.total = 0  # type: ignore[misc]


def test_the_command_line_says_what_the_desk_says(at: Desk, run: Keyboard) -> None:
    """Conclusion and remarks of an answer are what stands on stderr."""
    there, back = at.paths(FIRST, LAST, min_grade="C"), at.paths(LAST, FIRST)
    assert run("paths", FIRST, LAST, "--min-grade", "C").stderr == f"{there.conclusion}\n"
    assert run("paths", LAST, FIRST).stderr.splitlines() == list(back.remarks)


def test_without_a_chain_the_answer_says_how_far_links_reach(at: Desk) -> None:
    """An empty answer is no error; its remarks tell where the search stopped."""
    answer = at.paths(LAST, FIRST)
    assert answer.chains == ()
    assert answer.conclusion == ""
    assert answer.remarks[0].startswith("No chain of links leads from 2016-10-14-nsc-syria")
    assert "swap the two" in answer.remarks[1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ({"since": "2016-10"}, {"since": EventDate.parse("2016-10")}),
        ({"min_grade": "B"}, {"min_grade": Grade("B")}),
        ({"actor": "Moscow"}, {"actor": ["RUS"]}),
        ({"status": "planned"}, {"status": ("planned",)}),
    ],
)
def test_filters_may_be_texts_or_values(
    at: Desk, text: dict[str, object], value: dict[str, object]
) -> None:
    """A date, a grade, a name or several mean the same however they are given."""
    one, other = at.list(**text), at.list(**value)  # type: ignore[arg-type]
    assert one.events == other.events
    assert 0 < len(one.events) < len(at.list().events)


def test_questions_are_about_what_happened_unless_a_status_is_named(
    at: Desk, sample_copy: Path
) -> None:
    """What was only planned is on no chain by default; `any` takes it along."""
    with closing(open_for_writing(sample_copy)) as planned:
        add_link(planned, LinkDraft("nsc-syria", "strikes-in-syria", "enables", 0.5))
    with closing(tracker.open(sample_copy)) as desk:
        assert desk.effects(LAST).steps == ()
        assert [step.event.status for step in desk.effects(LAST, status="any").steps] == ["planned"]


def test_a_filter_that_does_not_exist_is_named(at: Desk) -> None:
    """A misspelled filter is refused with the list of those there are."""
    with pytest.raises(InvalidInput, match="There is no filter 'knwon_by'; there are since,"):
        at.list(knwon_by="2016")  # type: ignore[call-arg]


def test_chains_are_counted_without_being_made(at: Desk) -> None:
    """The count is of all chains that meet the conditions."""
    assert at.count_paths(FIRST, LAST) == at.paths(FIRST, LAST).total
    passed = at.paths(FIRST, LAST, via="talks-suspended", within="30d", by=By.TIME, k=100)
    assert at.count_paths(FIRST, LAST, via="talks-suspended", within="30d") == passed.total
    assert len(passed.chains) == passed.total


def test_trees_and_ends_are_events_and_steps(at: Desk) -> None:
    """Causes are steps back in time; roots and outcomes are lists of events."""
    tree = at.causes(LAST, depth=1)
    assert {step.depth for step in tree.steps} == {1}
    assert all(step.event.date.start <= tree.event.date.end for step in tree.steps)
    assert {event.id for event in at.roots().events}.isdisjoint(
        event.id for event in at.outcomes().events
    )


def test_taking_nothing_away_is_no_question(at: Desk) -> None:
    """What-if needs an event or a source; one that is not there is found missing."""
    with pytest.raises(InvalidInput, match="Take something away"):
        at.whatif()
    with pytest.raises(NotFound):
        at.whatif(without_source="nobody")
    with pytest.raises(Refused, match="is not among the events with --since 2016-10 anyway"):
        at.whatif(without=FIRST, since="2016-10")


def test_a_record_is_compared_with_itself_and_with_a_file(at: Desk, tmp_path: Path) -> None:
    """Two equal records differ in nothing; a file that is not there is said to be missing."""
    same = at.compare(str(at.path), str(at.path))
    assert same.differences == ()
    assert same.before == same.after
    with pytest.raises(NoDatabase):
        at.compare(str(tmp_path / "gone.db"))
    with pytest.raises(NotFound, match="Name a file, or a time"):
        at.compare("the other day")
    assert at.list().events  # the desk's own record stays open


def test_accounts_need_two_sides_that_claim_something(at: Desk) -> None:
    """One side alone, or one that says nothing, is no comparison."""
    with pytest.raises(InvalidInput, match="two accounts"):
        at.accounts("RUS")
    with pytest.raises(Refused, match="CHN claims and denies nothing"):
        at.accounts("RUS", "CHN")
    assert at.accounts("Moscow", "USA").accounts == ("RUS", "USA")


def test_a_question_never_writes(at: Desk, sample_path: Path) -> None:
    """Whatever is asked, the file stays as it was, byte for byte."""
    before = sample_path.read_bytes()
    at.turning_points(FIRST, LAST)
    at.offramps(FIRST, LAST, anything=True)
    at.sensitivity(FIRST, LAST)
    assert sample_path.read_bytes() == before


def test_events_actors_and_types_stand_for_themselves(at: Desk) -> None:
    """Wherever a name is asked for, the value of an answer does, and so does an event's number."""
    first, last = at.event(FIRST).event, at.event(LAST).event
    via = at.paths(FIRST, LAST, k=1).chains[0].events[1]
    spared = next(each for each in at.list().events if each not in (first, via, last))
    paths = at.paths(first, last.id, by="time", via=[via], avoid=spared.id)
    same = at.paths(FIRST, LAST, by=By.TIME, via=via.handle, avoid=str(spared.id))
    assert paths.chains
    assert paths.chains == same.chains
    assert at.count_paths(first, last) == at.count_paths(FIRST, LAST)
    assert at.causes(last.id).steps == at.causes(LAST).steps
    assert at.effects(first).steps == at.effects(FIRST).steps
    assert at.turning_points(first, last).passages == at.turning_points(FIRST, LAST).passages
    assert at.whatif(without=first).outcomes == at.whatif(without=FIRST).outcomes
    actor, kind = first.by[0], first.type
    assert at.list(actor=actor).events == at.list(actor=actor.code).events
    assert at.list(type=[kind]).events == at.list(type=kind.code).events
    assert at.list(since=date(2016, 10, 3)).events == at.list(since="2016-10-03").events


@pytest.mark.parametrize(
    "ask",
    [
        lambda at: at.paths(FIRST, LAST, by="luck"),
        lambda at: at.paths(FIRST, LAST, k=0),
        lambda at: at.paths(FIRST, LAST, via=[None]),
        lambda at: at.turning_points(FIRST, LAST, k=-1),
        lambda at: at.offramps(FIRST, LAST, k="many"),
        lambda at: at.list(sort="colour"),
        lambda at: at.list(min_intensity="high"),
    ],
)
def test_what_no_question_knows_is_a_sentence(at: Desk, ask: Callable[[Desk], object]) -> None:
    """An order, a number or a name that is none is refused in words, never as a traceback."""
    with pytest.raises(InvalidInput, match=r"\.$"):
        ask(at)
