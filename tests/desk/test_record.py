from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import tracker
from tests.conftest import curated, rows
from tracker.desk import Desk
from tracker.errors import InvalidInput, NoDatabase, NotFound, TrackerError
from tracker.model.dates import EventDate
from tracker.model.order import LEAST
from tracker.model.source import Grade


def test_the_first_event_makes_the_database(tmp_path: Path) -> None:
    """A desk at a path that is not there yet records into a new database, and says so."""
    path = tmp_path / "new.db"
    with tracker.open(path, analyst="A. Nalyst") as desk:
        assert not path.exists()
        added = desk.add("A threat", on="3 Oct 2016", by="Kremlin", to=["USA", "UN"], type="threat")
        assert added.value.handle == "2016-10-03-threat"
        assert added.value.dyad == "RUS → USA, UN"
        assert added.remarks == (f"Created {path}.", "Added event 1.")
        assert desk.log().entries[0].who == "A. Nalyst"


def test_a_refused_first_event_leaves_no_database(blank: Desk, tmp_path: Path) -> None:
    """What cannot be recorded leaves nothing behind."""
    with pytest.raises(NotFound):
        blank.add("A threat", on="2016", by="nobody at all", type="threat")
    assert list(tmp_path.iterdir()) == []


def test_names_and_values_record_the_same(crisis: Desk, tmp_path: Path) -> None:
    """Strings as a person types them and the values that they stand for are the same to the desk."""
    russia = next(actor for actor in crisis.actors().values if actor.code == "RUS")
    source = crisis.add_source("Decree 511", code="decree-511").value
    typed = crisis.add(
        "Typed", on="2016-10-03", by="Moscow", type="threat", source="decree-511", grade="B2",
        intensity="−4.5",
    ).value  # fmt: skip
    valued = crisis.add(
        "Valued", on=EventDate.parse("2016-10-03"), by=[russia], type=typed.type, source=[source],
        grade=[Grade("B", 2)], intensity=-4.5,
    ).value  # fmt: skip
    for field in ("date", "by", "type", "citations", "intensity"):
        assert getattr(valued, field) == getattr(typed, field), field


def test_an_event_is_named_in_any_way(crisis: Desk) -> None:
    """A number, a handle, words of the title and the event itself name the same event."""
    event = crisis.event(11).event
    for name in (event, event.handle, "pmda-suspended", "11"):
        assert crisis.event(name).event == event


def test_an_edit_clears_with_an_empty_text(crisis: Desk) -> None:
    """What is not named stays, an empty text clears, and nothing named is refused."""
    before = crisis.event("pmda").event
    after = crisis.edit("pmda", by="", place="", intensity="codebook").value
    assert (after.by, after.place) == ((), None)
    assert (after.title, after.to) == (before.title, before.to)
    with pytest.raises(InvalidInput, match="name at least one option"):
        crisis.edit("pmda")


def test_replacing_a_link_keeps_what_is_not_named(crisis: Desk) -> None:
    """With replace only what is named changes: reason, relation and sources stay."""
    ends = ("kerry-threatens", "pmda-suspended")
    before = next(link for link in crisis.event("pmda").links if link.claimed_by == "RUS")
    assert before.because
    assert before.citations
    after = crisis.link(*ends, likelihood=0.9, claimed_by="RUS", replace=True).value
    assert after.likelihood == 0.9
    assert (after.because, after.relation) == (before.because, before.relation)
    assert after.citations == before.citations
    anew = crisis.link(*ends, relation="enables", claimed_by="RUS", replace=True).value
    assert (anew.likelihood, anew.relation) == (0.9, "enables")
    denied = crisis.link(*ends, denied_by="RUS", replace=True)
    assert denied.value.denied
    assert denied.remarks[-1].startswith("RUS denies 2016-09-28-kerry-threatens-suspension → ")


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda desk: desk.link(5, 18, likelihood=0.5, claimed_by="RUS", denied_by="USA"),
         "claimed or denied"),
        (lambda desk: desk.link(5, 18, likelihood=0.5, denied_by="USA"), "no likelihood"),
        (lambda desk: desk.link(5, 18), "needs a likelihood"),
        (lambda desk: desk.link(5, 18, replace=True), "analyst claims no such link yet"),
        (lambda desk: desk.link(5, 18, likelihood="maybe"), "is not a likelihood"),
        (lambda desk: desk.link(5, 18, likelihood="likely", grade="B2"), "needs a source"),
        (lambda desk: desk.cite(11, source=()), "Nothing to cite"),
        (lambda desk: desk.cite(10, 11, source="S", supports="date"), "cited as a whole"),
        (lambda desk: desk.cite(11, source="S", claimed_by="RUS"), "name its EFFECT too"),
        (lambda desk: desk.cite(11, source=["S", "T"], grade=["A1", "B2", "C3"]), "2 sources need"),
        (lambda desk: desk.add("X", on="soon", type="threat"), "is not a date"),
        (lambda desk: desk.add("X", on="2016", type="threat", intensity="high"), "is no number"),
        (lambda desk: desk.order(5, 18, within="soon"), "is not a length of time"),
        (lambda desk: desk.list(colour="red"), "There is no filter 'colour'"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(
    crisis: Desk, call: Callable[[Desk], Any], sentence: str
) -> None:
    """Each refusal is a sentence, and nothing is recorded."""
    before = rows(crisis.path)
    with pytest.raises(TrackerError, match=sentence):
        call(crisis)
    assert rows(crisis.path) == before


def test_citations_go_and_come(crisis: Desk) -> None:
    """A source is cited for fields of an event, once each, and taken out for one or for all."""
    cited = crisis.cite("pmda", source="A memoir", grade="D3", supports=["date", "place"])
    assert cited.remarks == ("New source memoir: A memoir", "Cited 2 for event 11.")
    assert crisis.uncite("pmda", source="memoir", supports="date").value == 1
    kept = [
        each.supports for each in crisis.event("pmda").event.citations if each.source == "memoir"
    ]
    assert kept == ["place"]
    link = crisis.cite("kerry-threatens", "pmda", source="memoir", claimed_by="RUS")
    assert link.remarks == ("Cited 1 for the link by RUS.",)
    assert crisis.uncite("kerry-threatens", "pmda", source="memoir", claimed_by="RUS").value == 1


def test_order_is_claimed_listed_and_removed(crisis: Desk) -> None:
    """A claim of order comes back with its events, is listed, and can be removed."""
    before = crisis.orders().claims
    made = crisis.order("deir", "iskander", within="5w")
    [claim] = made.claims
    assert (claim.at_least, claim.within) == (LEAST, timedelta(weeks=5))
    assert made.remarks == (
        "2016-09-17-deir-ez-zor-strike is before 2016-10-08-iskander-kaliningrad, within 5w.",
    )
    assert crisis.orders().claims == (*before, claim)
    assert crisis.remove_orders("deir", "iskander").remarks == ("Removed 1 claim of order.",)
    assert crisis.orders().claims == before


def test_what_is_removed_can_be_undone(crisis: Desk) -> None:
    """Removing an event and unlinking say what went, and undo brings it back."""
    start = curated(crisis.path)
    gone = crisis.unlink("kerry-threatens", "pmda", claimed_by="RUS")
    assert [link.claimed_by for link in gone.links] == ["RUS"]
    assert crisis.remove("pmda").remarks[0] == "Removed event 11 (2016-10-03-pmda-suspended)."
    assert curated(crisis.path) != start
    assert crisis.undo().value.command == "remove 2016-10-03-pmda-suspended"
    crisis.undo()
    assert curated(crisis.path) == start


def test_a_look_into_the_registers_opens_nothing(blank: Desk) -> None:
    """What a new database begins with can be read without one; questions still miss it."""
    types = blank.types("pact-withdrawal")
    assert "pact-withdrawal" in [each.code for each in types.values]
    assert types.introduction.startswith(f"There is no database at {blank.path} yet;")
    with pytest.raises(NoDatabase):
        blank.list()
    assert not blank.path.exists()


def test_what_would_keep_from_writing_is_known_before(blank: Desk, tmp_path: Path) -> None:
    """Before a person is asked anything, a place that takes no database is refused."""
    blank.ensure_writable()
    assert list(tmp_path.iterdir()) == []
    with Desk(tmp_path / "missing" / "x.db") as nowhere, pytest.raises(TrackerError):
        nowhere.ensure_writable()
    with Desk(tmp_path) as folder, pytest.raises(TrackerError):
        folder.ensure_writable()


def test_the_clock_of_a_desk_can_be_set(tmp_path: Path) -> None:
    """The moments that the history notes come from the clock that the desk is given."""
    with Desk(tmp_path / "new.db", now=lambda: "2020-02-02T02:02:02Z") as desk:
        desk.add("A threat", on="2016", type="threat")
        assert desk.log().entries[0].at == "2020-02-02T02:02:02Z"
