"""Independence of sources that relay one another."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.independence import independent_sources, origins, relay_circles
from tracker.model.source import Source

CODES = "abcdef"
RELAYS = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)).filter(lambda p: p[0] != p[1]),
    max_size=10,
)


def sources(relays: list[tuple[str, str]]) -> dict[str, Source]:
    """Six sources of which some relay others."""
    return {
        code: Source(code, code, relays=tuple(sorted({b for a, b in relays if a == code})))
        for code in CODES
    }


def test_a_relay_does_not_corroborate() -> None:
    """A paper that passes on the wire's word counts with the wire as one."""
    known = sources([("a", "b"), ("c", "b"), ("d", "c")])
    assert origins("d", known) == {"b"}
    assert independent_sources(["a", "b", "c", "d"], known) == 1
    assert independent_sources(["a", "e"], known) == 2


def test_one_report_of_two_origins_is_one_report() -> None:
    """Whoever relays two originals is still a single source, and adds nothing to both."""
    known = sources([("a", "b"), ("a", "c")])
    assert independent_sources(["a"], known) == 1
    assert independent_sources(["a", "b", "c"], known) == 2


def test_a_circle_is_one_origin_and_is_found() -> None:
    """Sources that relay one another in a circle count as one, and the circle is named."""
    known = sources([("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")])
    assert independent_sources(["a", "b", "c", "d"], known) == 1
    assert relay_circles(known) == (("a", "b", "c"),)


@given(RELAYS, st.sets(st.sampled_from(CODES), min_size=1))
def test_relays_never_add_a_source(relays: list[tuple[str, str]], cited: set[str]) -> None:
    """However sources relay one another, there is at least one and never more than are cited."""
    known = sources(relays)
    count = independent_sources(cited, known)
    assert 1 <= count <= len(cited)
    assert count <= independent_sources(cited, sources([]))
    assert independent_sources([*cited, *cited], known) == count


@given(RELAYS)
def test_an_origin_relays_nobody_but_its_own_circle(relays: list[tuple[str, str]]) -> None:
    """What a source is traced back to passes on nobody's word, unless it is in a circle."""
    known = sources(relays)
    for code in CODES:
        for origin in origins(code, known):
            assert all(origins(other, known) == {origin} for other in known[origin].relays)


def test_reports_count_by_an_origin_of_their_own() -> None:
    """Two relays of one wire and a digest of two others are two reports, not three."""
    known = sources([("a", "b"), ("c", "b"), ("d", "e"), ("d", "f")])
    assert independent_sources(["a", "c", "d"], known) == 2
