from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.drawn import SIZE, Shares, chronicle_of, event, linked, shares
from tracker.analysis.sensitivity import weaknesses
from tracker.analysis.whatif import what_if, without_sources
from tracker.model.chronicle import Chronicle
from tracker.model.doubts import Fate
from tracker.model.event import Event
from tracker.model.link import Link
from tracker.model.source import Citation, Grade, Source
from tracker.model.weighing import Weighing
from tracker.store import chronicle as stored
from tracker.store.database import Database


def rooted(drawn: Shares) -> "nx.DiGraph[int]":
    """The drawn graph with node 0 before every event that nothing explains."""
    graph: nx.DiGraph[int] = nx.DiGraph(list(drawn))
    graph.add_edges_from((0, n) for n in list(graph) if not graph.in_degree(n))
    return graph


@given(drawn=shares(), without=st.sets(st.integers(1, SIZE), max_size=3))
def test_outcomes_are_as_overdetermined_as_networkx_says(drawn: Shares, without: set[int]) -> None:
    """The ways to an outcome are its node-disjoint chains; without any it is unexplained."""
    before = rooted(drawn)
    after = before.copy()
    after.remove_nodes_from(without)
    for outcome in what_if(linked(drawn), without).outcomes:
        number = outcome.event.id
        assert not list(before.successors(number))
        ways = [
            nx.node_connectivity(graph, 0, number)
            if number in graph and nx.has_path(graph, 0, number)
            else 0
            for graph in (before, after)
        ]
        assert [outcome.ways, outcome.ways_after] == ways
        assert (outcome.strength_after.high > 0) == (ways[1] > 0)
        assert outcome.strength_after.midpoint <= outcome.strength.midpoint + 1e-9
        assert (outcome.fate is Fate.GONE) == (number in without)
        assert (outcome.fate is Fate.UNEXPLAINED) == (number not in without and not ways[1])


def test_an_effect_left_without_causes_is_no_root() -> None:
    """What an event explained does not become a root cause when the event is taken away."""
    links = [Link(1, 2, "leads-to", 0.5), Link(2, 3, "leads-to", 0.5), Link(3, 4, "leads-to", 0.5)]
    [outcome] = what_if(chronicle_of(links, 4), without=[2]).outcomes
    assert outcome.fate is Fate.UNEXPLAINED


def cited(number: int, *sources: str) -> dict[int, Event]:
    """An event that cites sources."""
    return {number: event(number, citations=tuple(Citation(source, 2) for source in sources))}


def test_a_source_takes_with_it_what_rests_on_it_alone() -> None:
    """Events, links and claims go that cite it, or only its relays; others stay."""
    sources = {
        "wire": Source("wire", "Wire", reliability="B"),
        "paper": Source("paper", "Paper", relays=("wire",)),
        "other": Source("other", "Other"),
    }
    events = cited(1, "wire") | cited(2, "paper") | cited(3, "paper", "other") | cited(4)
    links = (
        Link(3, 4, "leads-to", 0.5, citations=(Citation("paper"),)),
        Link(3, 4, "leads-to", 0.4, "wire"),
        Link(3, 4, "leads-to", 0.3, "other"),
    )
    left = without_sources(Chronicle(events=events, links=links, sources=sources), ["wire"])
    assert list(left.events) == [3, 4]
    assert [link.claimed_by for link in left.links] == ["other"]


def test_the_crisis_without_its_editorial(sample: Database) -> None:
    """Without the editorial the Iskander deployment has no recorded cause."""
    found = what_if(stored.load(sample), without_sources=["editorial-2016-10-15"])
    fates = {each.event.handle: each.fate for each in found.outcomes}
    assert fates["2016-10-08-iskander-kaliningrad"] is Fate.UNEXPLAINED
    assert fates["2016-10-14-nsc-syria-options"] is Fate.WEAKER


@given(drawn=shares())
def test_a_link_below_its_threshold_changes_the_best_chain(drawn: Shares) -> None:
    """Just above the threshold the best chain stays, just below it another one is the best."""
    found = weaknesses(linked(drawn), 1, SIZE)
    links = [each for each in found if each.kind == "link" and each.below]
    for each in links:
        for factor, stays in ((1.001, True), (0.999, False)):
            likelihood = min(1.0, float(each.below or 0) * factor)
            changed = [
                Link(*ends, "leads-to", likelihood if ends == each.about else float(share))
                for ends, share in drawn.items()
            ]
            best = next(iter(weaknesses(chronicle_of(changed), 1, SIZE)), None)
            assert best is not None
            on_it = {e.about for e in weaknesses(chronicle_of(changed), 1, SIZE)}
            if float(each.below or 0) * 1.001 < (each.now.midpoint if each.now else 0):
                assert (each.about in on_it) == stays


def test_another_claim_of_the_same_step_holds_the_chain() -> None:
    """Where the likeliest claim counts and another is nearly as firm, downgrading one does nothing.

    By default both count side by side, and what is downgraded is their range.
    """
    links = [
        Link(1, 2, "leads-to", 0.8, "RUS"), Link(1, 2, "leads-to", 0.7, "USA"),
        Link(2, 3, "leads-to", 0.5), Link(1, 3, "leads-to", 0.2),
    ]  # fmt: skip
    chronicle = chronicle_of(links, 3)
    likeliest = weaknesses(chronicle, 1, 3, weighing=Weighing(any_account=True))
    assert [each.about for each in likeliest] == [(2, 3)]
    assert [(each.about, str(each.now)) for each in weaknesses(chronicle, 1, 3)] == [
        ((1, 2), "0.7 to 0.8"),
        ((2, 3), "0.5"),
    ]


def test_a_source_falls_with_what_passes_on_its_word_through_others() -> None:
    """Paper relays Wire relays Official: without Wire nobody is behind Paper; an own word stays."""
    sources = {
        "official": Source("official", ""),
        "wire": Source("wire", "", relays=("official",)),
        "paper": Source("paper", "", relays=("wire",)),
        "direct": Source("direct", "", relays=("wire", "official")),
    }
    events = cited(1, "wire") | cited(2, "paper") | cited(3, "direct") | cited(4, "official")
    chronicle = Chronicle(events=events, sources=sources)
    assert list(without_sources(chronicle, ["wire"]).events) == [3, 4]
    assert list(without_sources(chronicle, ["official"]).events) == []
    assert list(without_sources(chronicle, ["paper"]).events) == [1, 3, 4]


def test_a_circle_of_relays_falls_whole_and_only_with_one_of_it() -> None:
    """Who relay one another in a circle keep their word until one of them is taken away."""
    sources = {
        "one": Source("one", "", relays=("two",)),
        "two": Source("two", "", relays=("one",)),
        "other": Source("other", ""),
    }
    events = cited(1, "one") | cited(2, "two") | cited(3, "other")
    chronicle = Chronicle(events=events, sources=sources)
    assert list(without_sources(chronicle, ["other"]).events) == [1, 2]
    assert list(without_sources(chronicle, ["one"]).events) == [3]


def test_a_grade_matters_where_one_is_asked_for() -> None:
    """With a least grade, the one citation that is good enough is what the chain hangs on."""
    sources = {
        "good": Source("good", "", reliability="A"),
        "bad": Source("bad", "", reliability="D"),
    }
    events = cited(1) | cited(2, "good", "bad") | cited(3)
    links = tuple(Link(*ends, "leads-to", 0.9) for ends in pairwise((1, 2, 3)))
    chronicle = Chronicle(events=events, links=links, sources=sources)
    assert [each.kind for each in weaknesses(chronicle, 1, 3)] == ["link", "link"]
    graded = weaknesses(chronicle, 1, 3, Grade.parse("B3"))
    assert [(each.kind, each.about) for each in graded][2:] == [
        ("source", ("good",)),
        ("grade", ("good", 2)),
    ]
    left = without_sources(chronicle, ["good"], Grade.parse("B3"))
    assert list(left.events) == [1, 3]
    assert list(without_sources(chronicle, ["good"]).events) == [1, 2, 3]


def test_a_source_behind_relays_is_one_that_a_chain_hangs_on() -> None:
    """Two papers that both pass on one wire fall with it, though neither alone would matter."""
    sources = {
        "wire": Source("wire", ""),
        "one": Source("one", "", relays=("wire",)),
        "two": Source("two", "", relays=("wire",)),
    }
    events = cited(1) | cited(2, "one", "two") | cited(3)
    links = tuple(Link(*ends, "leads-to", 0.9) for ends in pairwise((1, 2, 3)))
    chronicle = Chronicle(events=events, links=links, sources=sources)
    found = weaknesses(chronicle, 1, 3)
    assert [each.about for each in found if each.kind == "source"] == [("wire",)]
