import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import islice, pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.graph import graph_of
from tracker.analysis.paths import best_paths, count_paths
from tracker.analysis.subgraphs import chain_subgraph
from tracker.model.bands import Band
from tracker.model.chains import Chain
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.link import Link
from tracker.model.selection import By
from tracker.model.weighing import Weighing
from tracker.store import chronicle as stored
from tracker.store.database import Database

DATES = (
    "2016-10-03", "2016-10-03T23:00", "2016-10-04T01:00", "2016-10-04", "2016-10~", "2016-24",
    "2016-10-03/2016-11", "2016-10-04/..", "../2016-10-02", "2016", "2016-10-04T01:00:30+02:00",
)  # fmt: skip
SHARES = (Fraction(1), Fraction(3, 4), Fraction(1, 2), Fraction(1, 4))
Shares = dict[tuple[int, int], Fraction]


def event(number: int, on: str = "2016", goldstein: float | None = None) -> Event:
    """An event of which only number, date and intensity matter."""
    date = EventDate.parse(on)
    return Event(
        number, f"e-{number}", f"E {number}", date, EventType("t", "T", goldstein=goldstein)
    )


def chronicle_of(links: Sequence[Link], size: int = 9) -> Chronicle:
    """A chronicle with these links."""
    return Chronicle(events={n: event(n) for n in range(1, size + 1)}, links=tuple(links))


def shares(size: int) -> st.SearchStrategy[Shares]:
    """Links from lower to higher numbers, with likelihoods that multiply exactly."""
    ends = st.tuples(st.integers(1, size), st.integers(1, size)).filter(lambda e: e[0] < e[1])
    return st.dictionaries(ends, st.sampled_from(SHARES), max_size=size * 3)


def linked(drawn: Shares, size: int = 7) -> Chronicle:
    """The chronicle of drawn links."""
    links = [Link(*ends, "leads-to", float(share)) for ends, share in drawn.items()]
    return chronicle_of(links, size)


def by_hand(drawn: Shares, first: int, last: int) -> list[tuple[Fraction, int, tuple[int, ...]]]:
    """All chains by networkx, each with its exact strength, in the order promised."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(1, 8))
    graph.add_edges_from(drawn)
    chains = []
    for chain in nx.all_simple_paths(graph, first, last):
        strength = Fraction(1)
        for step in pairwise(chain):
            strength *= drawn[step]
        chains.append((-strength, len(chain), tuple(chain)))
    return sorted(chains)


def numbers(path: Chain) -> tuple[int, ...]:
    """The events of a chain by number."""
    return tuple(each.id for each in path.events)


@given(drawn=shares(7))
def test_the_strongest_come_first_and_none_is_missing(drawn: Shares) -> None:
    """All chains come, strongest first; of equal ones the shorter, then the lower numbers."""
    found = list(best_paths(graph_of(linked(drawn)), 1, 7))
    expected = by_hand(drawn, 1, 7)
    assert [numbers(path) for path in found] == [chain for _, _, chain in expected]
    for path, (strength, _, _) in zip(found, expected, strict=True):
        assert path.ranking == pytest.approx(-float(strength))
        assert path.strength.is_point


@given(drawn=shares(7), first=st.integers(1, 7), last=st.integers(1, 7))
def test_the_count_is_that_of_the_chains(drawn: Shares, first: int, last: int) -> None:
    """Counting without enumerating gives the number of chains there are."""
    chronicle = linked(drawn)
    chains = [] if first == last else by_hand(drawn, first, last)
    assert count_paths(graph_of(chronicle), first, last) == len(chains)
    assert len(list(best_paths(graph_of(chronicle), first, last))) == len(chains)


@given(drawn=shares(7), data=st.data())
def test_the_order_of_the_links_does_not_matter(drawn: Shares, data: st.DataObject) -> None:
    """The same links in another order give the same chains in the same order."""
    links = list(linked(drawn).links)
    shuffled = data.draw(st.permutations(links))
    one, other = (
        [numbers(path) for path in best_paths(graph_of(chronicle_of(each, 7)), 1, 7)]
        for each in (links, shuffled)
    )
    assert one == other


def diamonds(count: int) -> Chronicle:
    """So many diamonds in a row, all links equally likely: each doubles the number of chains."""
    links = []
    for top in range(1, 3 * count + 1, 3):
        links += [Link(top, top + side, "leads-to", 0.9) for side in (1, 2)]
        links += [Link(top + side, top + 3, "leads-to", 0.9) for side in (1, 2)]
    return chronicle_of(links, 3 * count + 1)


def test_a_count_may_have_more_digits_than_a_float() -> None:
    """Of 70 diamonds in a row all 2 to the 70 chains are counted, to the last one."""
    assert count_paths(graph_of(diamonds(70)), 1, 211) == 2**70


def test_the_first_of_many_equal_chains_comes_without_the_others() -> None:
    """The best three of 4,096 equal chains cost about as many calls as the best three of 8."""

    def calls(count: int) -> int:
        made = 0

        def watch(*_: object) -> None:
            nonlocal made
            made += 1

        chronicle = diamonds(count)
        sys.setprofile(watch)
        try:
            best = [numbers(path) for path in islice(best_paths(graph_of(chronicle), 1, last), 3)]
        finally:
            sys.setprofile(None)
        assert best == sorted(best)
        return made

    last = 10
    few = calls(3)
    last = 37
    assert calls(12) < 12 * few


def test_without_the_analyst_a_step_has_the_range_of_its_claims() -> None:
    """A step with several claims has the band that covers them, and all claims stay named."""
    claims = [Link(1, 2, "enables", 0.4, "RUS"), Link(1, 2, "provokes", 0.8, "USA"),
              Link(1, 2, "leads-to", 0.8, "FRA")]  # fmt: skip
    [path] = best_paths(graph_of(chronicle_of(claims, 2)), 1, 2)
    assert str(path.strength) == "0.4 to 0.8"
    assert path.links == (claims[2],)
    assert path.claims == ((claims[2], claims[1], claims[0]),)
    assert path.counted == (3,)
    likeliest = graph_of(chronicle_of(claims, 2), Weighing(any_account=True))
    assert next(best_paths(likeliest, 1, 2)).strength == Band.point(0.8)


def test_the_analysts_judgement_counts_before_a_firmer_one() -> None:
    """A firmer assertion by a party does not strengthen a chain, and its claim stays named."""
    claims = [Link(1, 2, "enables", 0.3), Link(1, 2, "provokes", 0.9, "USA")]
    [path] = best_paths(graph_of(chronicle_of(claims, 2)), 1, 2)
    assert (path.strength, path.counted) == (Band.point(0.3), (1,))
    assert path.claims == (tuple(claims),)


def test_what_the_analyst_denies_is_no_link_unless_any_account_counts() -> None:
    """A denial by another side is only told."""
    for denier, there in (("analyst", False), ("USA", True)):
        chronicle = replace(
            chronicle_of([Link(1, 2, "enables", 0.9, "RUS")], 2),
            denials=(Link(1, 2, "enables", 0.03, denier, denied=True),),
        )
        assert graph_of(chronicle).has_edge(1, 2) == there
        assert graph_of(chronicle, Weighing(any_account=True)).has_edge(1, 2)


def test_what_only_justifies_is_no_cause_unless_asked_for() -> None:
    """Of a pair that the analyst judges so, no claim of another relation counts either."""
    claims = [Link(1, 2, "justifies", 0.9), Link(1, 2, "leads-to", 0.9, "RUS")]
    chronicle = chronicle_of(claims, 2)
    assert not graph_of(chronicle).edges
    assert graph_of(chronicle, Weighing(relations=("justifies",))).has_edge(1, 2)


def test_the_least_likelihood_is_of_the_low_end() -> None:
    """Likely is 0.55 at least, and unlikely by any account is left out."""
    chronicle = chronicle_of([Link(1, 2, "leads-to", 0.675, in_words=True)], 2)
    for least, there in ((0.55, True), (0.6, False)):
        assert graph_of(chronicle, Weighing(min_likelihood=least)).has_edge(1, 2) == there


def test_a_link_whose_effect_began_first_is_no_edge() -> None:
    """An effect that lasted through the month began before a cause of the twentieth."""
    for effect, there in (("2016-10-01/2016-10-31", False), ("2016-10", True)):
        events = {1: event(1, "2016-10-20"), 2: event(2, effect)}
        graph = graph_of(Chronicle(events, (Link(1, 2, "leads-to", 0.9),)))
        assert graph.has_edge(1, 2) == there


def test_the_weakest_link_is_named() -> None:
    """The weakest link is the least likely; of equals the first."""
    links = [Link(n, n + 1, "leads-to", share) for n, share in enumerate((0.9, 0.5, 0.5, 0.8), 1)]
    [path] = best_paths(graph_of(chronicle_of(links, 5)), 1, 5)
    assert path.weakest == 1
    assert path.links[path.weakest] == links[1]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2016-10-03", "2016-10-03", (0, 0)),
        ("2016-10-03", "2016-10-04", (1, 1)),
        ("2015-09-30", "2016-10-08", (374, 374)),
        ("2016-10-03", "2016-10", (0, 28)),
        ("2016-09", "2016-11", (32, 90)),
        ("2016-02-28", "2016-03-01", (2, 2)),
    ],
)
def test_the_span_honours_the_bounds(first: str, last: str, days: tuple[int, int]) -> None:
    """The span is the fewest and the most days that the two dates leave room for."""
    ends = (event(1, first), event(2, last))
    assert Chain(ends, (Link(1, 2, "x", 1.0),), ((),)).days == days


@given(first=st.sampled_from(DATES), last=st.sampled_from(DATES))
def test_the_fewest_days_are_never_more_than_the_most(first: str, last: str) -> None:
    """However two dates are written, the span reads from fewer days to more."""
    path = Chain((event(1, first), event(2, last)), (Link(1, 2, "x", 1.0),), ((),))
    least, most = path.days
    assert 0 <= least <= most


def test_intensities_are_those_of_the_events() -> None:
    """A chain tells each event's intensity, unknown ones as unknown."""
    path = Chain((event(1, goldstein=-4.0), event(2)), (Link(1, 2, "x", 1.0),), ((),))
    assert path.intensities == (-4.0, None)


def test_an_end_that_is_not_there() -> None:
    """An end outside the chronicle is an error of the program, not an empty answer."""
    chronicle = chronicle_of([Link(1, 2, "x", 0.5)], 2)
    with pytest.raises(KeyError):
        next(best_paths(graph_of(chronicle), 1, 9))
    with pytest.raises(KeyError):
        count_paths(graph_of(chronicle), 9, 1)


def test_links_out_of_the_chronicle_are_left_out() -> None:
    """A link whose other end was not chosen is no edge."""
    graph = graph_of(chronicle_of([Link(1, 2, "x", 0.5), Link(2, 3, "x", 0.5)], 2))
    assert list(graph.edges) == [(1, 2)]
    assert graph.edges[1, 2]["cost"] == pytest.approx(0.693147, abs=1e-6)


def test_the_strongest_chain_of_the_crisis(sample: Database) -> None:
    """From the air campaign to the National Security Council by way of the end of the truce."""
    between = stored.between(sample, 1, 22)
    path = next(best_paths(graph_of(between), 1, 22))
    assert [each.handle for each in path.events] == [
        "2015-09-30-russian-air-campaign",
        "2016-09-09-ceasefire-announced",
        "2016-09-19-ceasefire-declared-over",
        "2016-09-22-aleppo-offensive",
        "2016-10-14-nsc-syria-options",
    ]
    assert path.ranking == pytest.approx(0.875 * 0.875 * 0.97 * 0.875)
    assert str(path.strength) == "0.49 to 0.85"
    whole = stored.load(sample)
    assert count_paths(graph_of(whole), 1, 22) == count_paths(graph_of(between), 1, 22)
    assert [numbers(p) for p in best_paths(graph_of(whole), 1, 22)] == [
        numbers(p) for p in best_paths(graph_of(between), 1, 22)
    ]


@given(drawn=shares(7))
def test_by_length_the_fewest_links_come_first(drawn: Shares) -> None:
    """By length all chains come, the shorter first, and of equal ones the stronger."""
    found = list(best_paths(graph_of(linked(drawn)), 1, 7, By.LENGTH))
    expected = sorted((size, strength, chain) for strength, size, chain in by_hand(drawn, 1, 7))
    assert [numbers(path) for path in found] == [chain for _, _, chain in expected]


@given(drawn=shares(7), days=st.lists(st.sampled_from(DATES), min_size=8, max_size=8))
def test_by_time_the_shortest_longest_wait_comes_first(drawn: Shares, days: list[str]) -> None:
    """By time all chains come, each once, by their longest wait, their strength and their numbers."""
    chronicle = linked(drawn)
    events = {number: event(number, days[number]) for number in chronicle.events}
    graph = graph_of(replace(chronicle, events=events))
    found = list(best_paths(graph, 1, 7, By.TIME))
    ranks = [
        (path.longest_wait, -round(path.ranking, 9), len(path.links), numbers(path))
        for path in found
    ]
    assert ranks == sorted(ranks)
    possible = {
        (cause, effect): share
        for (cause, effect), share in drawn.items()
        if not events[effect].begins_wholly_before(events[cause])
    }
    assert {numbers(path) for path in found} == {chain for _, _, chain in by_hand(possible, 1, 7)}
    assert len(found) == len({numbers(path) for path in found})


@given(
    drawn=shares(7),
    via=st.sets(st.integers(1, 7), max_size=2),
    avoid=st.sets(st.integers(2, 6), max_size=2),
)
def test_chains_pass_and_avoid_what_is_asked(drawn: Shares, via: set[int], avoid: set[int]) -> None:
    """Of all chains just those are left that pass the ones and avoid the others."""
    narrowed = chain_subgraph(graph_of(linked(drawn)), 1, 7, via, avoid)
    expected = {
        chain for _, _, chain in by_hand(drawn, 1, 7)
        if via <= set(chain) and avoid.isdisjoint(chain)
    }  # fmt: skip
    found = set() if 1 not in narrowed else {numbers(p) for p in best_paths(narrowed, 1, 7)}
    assert found == expected


def test_chains_whose_steps_take_too_long_are_left_out() -> None:
    """`within` holds for each step, and an imprecise date is given the benefit of the doubt."""
    days = {1: "2016-10-01", 2: "2016-10-05", 3: "2016-10", 4: "2016-10-09"}
    links = tuple(Link(*ends, "leads-to", 0.5) for ends in ((1, 2), (2, 4), (1, 3), (3, 4), (1, 4)))
    graph = graph_of(Chronicle(events={n: event(n, on) for n, on in days.items()}, links=links))
    kept = {
        days: {numbers(path) for path in best_paths(narrowed, 1, 4)} if narrowed else set()
        for days in (3, 4, 8)
        for narrowed in [chain_subgraph(graph, 1, 4, within=timedelta(days=days))]
    }
    assert kept == {3: {(1, 3, 4)}, 4: {(1, 2, 4), (1, 3, 4)}, 8: {(1, 2, 4), (1, 3, 4), (1, 4)}}


@given(data=st.data())
def test_a_graph_is_in_an_order_in_which_causes_come_first(data: st.DataObject) -> None:
    """However dates and numbers run, the nodes stand causes before effects, else in time."""
    order = data.draw(st.permutations(range(1, 8)))
    ends = data.draw(
        st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda e: e[0] < e[1]))
    )
    links = tuple(Link(order[one], order[other], "leads-to", 0.5) for one, other in sorted(ends))
    place = {n: here for here, n in enumerate(graph_of(chronicle_of(links, 7)))}
    assert all(place[link.cause] < place[link.effect] for link in links)
    if all(link.cause < link.effect for link in links):
        assert list(place) == list(range(1, 8))
