from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import draft, fresh
from tracker.analysis.independence import relayed
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft
from tracker.model.link import Link
from tracker.model.order import OrderClaim
from tracker.model.selection import Selection
from tracker.recording.events import add_event
from tracker.store import chronicle, cone, listing
from tracker.store.database import Database
from tracker.store.links import among

SIZE = 8
LINKS = st.sets(
    st.tuples(st.integers(1, SIZE), st.integers(1, SIZE)).filter(lambda ends: ends[0] < ends[1])
)
EVENT = st.integers(1, SIZE)


def linked(empty_path: Path, links: set[tuple[int, int]]) -> Database:
    """A database of eight events with these links."""
    db = fresh(empty_path)
    db.run_many(
        "INSERT INTO events (id, handle, title, date, earliest, latest, type) "
        "VALUES (:id, 'e-' || :id, 'e', '2016-01', '2016-01-01T00:00:00', '2016-01-31T23:59:59', "
        "'talks')",
        [{"id": number} for number in range(1, SIZE + 1)],
    )
    db.run_many(
        "INSERT INTO links (cause, effect, claimed_by, relation, likelihood) "
        "VALUES (?, ?, ?, 'leads-to', 0.5)",
        [(*link, claimant) for link in links for claimant in ("RUS", "USA")],
    )
    return db


def graph(links: set[tuple[int, int]]) -> "nx.DiGraph[int]":
    """The same for networkx."""
    made: nx.DiGraph[int] = nx.DiGraph()
    made.add_nodes_from(range(1, SIZE + 1))
    made.add_edges_from(links)
    return made


@given(links=LINKS, start=EVENT, depth=st.none() | st.integers(1, 4))
def test_reach_is_all_that_follows_or_precedes(
    empty_path: Path, links: set[tuple[int, int]], start: int, depth: int | None
) -> None:
    """Each event reached comes with its least distance, to the depth asked for, either way."""
    db = linked(empty_path, links)
    drawn = graph(links)
    for direction, walked in (
        (cone.Direction.EFFECTS, drawn),
        (cone.Direction.CAUSES, drawn.reverse()),
    ):
        expected = nx.single_source_shortest_path_length(walked, start, cutoff=depth)
        assert cone.reach(db, start, direction, depth) == expected
    db.close()


@given(links=LINKS, first=EVENT, last=EVENT)
def test_between_is_what_lies_on_a_chain(
    empty_path: Path, links: set[tuple[int, int]], first: int, last: int
) -> None:
    """Between two events lie just those that some chain of links passes, ends included."""
    db = linked(empty_path, links)
    drawn = graph(links)
    after = nx.descendants(drawn, first) | {first}
    before = nx.ancestors(drawn, last) | {last}
    assert cone.between(db, first, last) == (after & before if last in after else set())
    db.close()


@given(links=LINKS, first=EVENT, last=EVENT)
def test_a_shortest_chain_is_a_chain_and_the_shortest(
    empty_path: Path, links: set[tuple[int, int]], first: int, last: int
) -> None:
    """The chain named when a circle is refused is real, and no other is shorter."""
    db = linked(empty_path, links)
    chain: Sequence[int] = cone.shortest_chain(db, first, last)
    db.close()
    drawn = graph(links)
    if nx.has_path(drawn, first, last):
        assert (chain[0], chain[-1]) == (first, last)
        assert set(pairwise(chain)) <= links
        assert len(chain) == nx.shortest_path_length(drawn, first, last) + 1
    else:
        assert chain == []


@given(links=LINKS, chosen=st.sets(EVENT))
def test_a_chronicle_has_the_links_among_its_events(
    empty_path: Path, links: set[tuple[int, int]], chosen: set[int]
) -> None:
    """Links with an end outside the chosen events are left out, all claims of the others kept."""
    db = linked(empty_path, links)
    read = chronicle.load_events(db, chosen)
    assert set(read.events) == chosen
    assert [(link.cause, link.effect, link.claimed_by) for link in read.links] == sorted(
        (*link, claimant) for link in links if set(link) <= chosen for claimant in ("RUS", "USA")
    )
    assert list(read.links) == among(db, chosen)
    db.close()


def test_a_chronicle_of_the_sample(sample: Database) -> None:
    """The whole chronicle has every event in order of time, every link and every register."""
    whole = chronicle.load(sample)
    starts = [(event.when.start, event.id) for event in whole.events.values()]
    assert starts == sorted(starts)
    counts = {
        "events": len(whole.events),
        "links": len(whole.links) + len(whole.denials),
        "sources": len(whole.sources),
        "actors": len(whole.actors),
        "types": len(whole.types),
        "relations": len(whole.relations),
    }
    assert counts == {table: sample.value(f"SELECT count(*) FROM {table}") for table in counts}
    assert {event.id for event in whole.linked()} == {
        end for link in whole.links for end in (link.cause, link.effect)
    }


def test_a_chronicle_in_another_order_is_still_in_order_of_time(sample: Database) -> None:
    """However a selection is sorted, a chronicle keeps to time."""
    whole = chronicle.load(sample)
    assert list(chronicle.load(sample, Selection(limit=28)).events) == list(whole.events)


def test_without_a_chain_the_two_ends_are_alone(sample: Database) -> None:
    """Between two events that no chain joins lie only the two."""
    assert set(chronicle.between(sample, 27, 1).events) == {1, 27}
    assert chronicle.between(sample, 27, 1).links == ()


def test_between_has_both_ends_whatever_they_meet(sample: Database) -> None:
    """The two events that were named are there, also where a filter would leave one out."""
    for selection in (
        Selection(since=EventDate.parse("2016")),
        Selection(until=EventDate.parse("2016-10-02")),
        Selection(types=("bombardment",)),
        Selection(statuses=("planned",)),
    ):
        assert {1, 11} <= chronicle.between(sample, 1, 11, selection).events.keys()


def test_a_part_of_the_record_carries_only_what_it_refers_to(sample: Database) -> None:
    """Read in part, it has the actors, types, relations and sources of its events and links."""
    whole = chronicle.load(sample)
    for part in (
        chronicle.load_events(sample, {1, 11}),
        chronicle.between(sample, 1, 11),
        chronicle.load(sample, Selection(actors=("JPN",), account="RUS")),
    ):
        claims = (*part.links, *part.denials)
        backed: list[Event | Link | OrderClaim] = [*part.events.values(), *claims, *part.orders]
        cited = {citation.source for each in backed for citation in each.citations}
        cited |= {link.claimed_by for link in claims} & whole.sources.keys()
        originals = {code for each in cited for code in relayed(each, whole.sources)}
        acting = {a.code for event in part.events.values() for a in (*event.by, *event.to)}
        acting |= {link.claimed_by for link in claims} & whole.actors.keys()
        assert acting <= set(part.actors) <= acting | {"JPN", "RUS"}
        assert {event.type.code for event in part.events.values()} == set(part.types)
        assert {link.relation for link in claims} == set(part.relations)
        assert cited | originals == set(part.sources)
        for name in ("actors", "types", "relations", "sources"):  # as whole, and in that order
            register = getattr(whole, name)
            chosen = getattr(part, name)
            assert list(chosen.items()) == [each for each in register.items() if each[0] in chosen]


def test_sources_come_with_all_that_they_relay(sample: Database) -> None:
    """Read by its code, a source brings those whose word it passes on, at any distance."""
    every = list(listing.sources(sample))
    one, two, three = every[:3]
    sample.run("DELETE FROM relays")
    sample.run_many(
        "INSERT INTO relays (source, relays) VALUES (?, ?)",
        [(three, one), (one, two), (two, one)],
    )
    assert list(listing.sources(sample, {three})) == [one, two, three]
    assert list(listing.sources(sample, {two})) == [one, two]
    assert listing.sources(sample, set()) == {}


def test_a_whole_record_and_an_explicit_call_carry_the_registers(sample: Database) -> None:
    """Who compares records, or reads a whole one, has every actor, used or not."""
    asked = Selection(actors=("JPN",))
    whole = chronicle.load(sample)
    assert chronicle.load(sample, asked, registers=True).actors == whole.actors
    assert chronicle.load(sample, asked, registers=True).sources == whole.sources
    assert len(chronicle.load(sample, asked).actors) < len(whole.actors)


def at(*moments: str) -> list[EventDraft]:
    """Events at these moments."""
    return [draft(f"Event {n}", moment) for n, moment in enumerate(moments, start=1)]


@pytest.mark.parametrize(
    ("moments", "found"),
    [
        # To the second: 23 hours apart, as clocks may be, a chain may hold, a second more it cannot.
        (("2016-10-03T10:00:00",) * 3, {1, 2, 3}),
        (("2016-10-03T10:00:00", "2016-10-03T10:00:00", "2016-10-02T11:00:00"), {1, 2, 3}),
        (("2016-10-03T10:00:00", "2016-10-03T10:00:00", "2016-10-02T10:59:59"), set()),
        (("2016-10-03T10:00:00", "2016-10-04T09:00:01", "2016-10-03T10:00:00"), set()),
        (("2016-10-03", "2016-10-03T23:59:59", "2016-10-03"), {1, 2, 3}),
        (("2016-10-03", "2016-10-05", "2016-10-03"), set()),
        (("2016-10-03", "2016-10-05", "2016-10-03~"), {1, 2, 3}),
        (("2016-10-03", "2016-10", "2016-10-03"), {1, 2, 3}),
        (("2016-10-03", "2016-11-02/..", "2016-10/.."), set()),
        (("../2016-11", "../2016-12", "2016-10-03"), {1, 2, 3}),
    ],
)
def test_between_ends_with_the_last_moment_of_the_last_event(
    desk: Database, moments: tuple[str, ...], found: set[int]
) -> None:
    """What may have begun at that moment is between the two, what began later is not."""
    for each in at(*moments):
        add_event(desk, each, anyway=True)
    desk.run_many(
        "INSERT INTO links (cause, effect, claimed_by, relation, likelihood) "
        "VALUES (?, ?, 'analyst', 'provokes', 0.5)",
        [(1, 2), (2, 3)],
    )
    assert cone.between(desk, 1, 3) == found


def test_what_is_denied_is_no_way(desk: Database) -> None:
    """Neither forward nor back, nor on past the last, nor in a circle."""
    for each in at("2016-10-01", "2016-10-02", "2016-10-03", "2016-10-04"):
        add_event(desk, each)
    desk.run_many(
        "INSERT INTO links (cause, effect, claimed_by, relation, likelihood, denied) "
        "VALUES (?, ?, 'analyst', 'provokes', 0.5, ?)",
        [(1, 2, 0), (2, 3, 1), (2, 4, 0), (1, 4, 1)],
    )
    assert cone.reach(desk, 1, cone.Direction.EFFECTS) == {1: 0, 2: 1, 4: 2}
    assert cone.reach(desk, 3, cone.Direction.CAUSES) == {3: 0}
    assert cone.leaving(desk, {1, 2}, 1) == {2}
    assert cone.leaving(desk, {1, 2, 4}, 4) == set()
    assert cone.shortest_chain(desk, 1, 3) == []
    assert cone.shortest_chain(desk, 1, 4) == [1, 2, 4]
