"""Rival explanations against the evidence: what tells apart, and what speaks against each."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.drawn import event
from tracker.analysis.hypotheses import explanations_of, hypothesis_table
from tracker.errors import InvalidInput
from tracker.model.chronicle import Chronicle
from tracker.model.hypotheses import Consistency, Rating, Rival, parse_consistency
from tracker.model.link import Link
from tracker.model.source import Citation, Source

WAR = 9
WIRE, PAPER, CABLE = (
    Source("wire", "Wire", reliability="B"),
    Source("paper", "Paper", relays=("wire",)),
    Source("cable", "Cable", reliability="A"),
)
SOURCES = {source.code: source for source in (WIRE, PAPER, CABLE)}
LINKS = (
    Link(1, WAR, "enables", 0.5, "A", citations=(Citation("wire", 2), Citation("cable"))),
    Link(2, WAR, "enables", 0.5, "B", citations=(Citation("paper", locator="p. 3"),)),
    Link(3, 4, "enables", 0.5, "C", citations=(Citation("unrelated"),)),
)
RECORD = Chronicle({n: event(n) for n in (1, 2, 3, 4, WAR)}, LINKS, sources=SOURCES)


def rated(*cells: tuple[str, str, str]) -> Chronicle:
    """The record with cells rated: a source, an explanation, a rating."""
    return replace(
        RECORD,
        ratings=tuple(
            Rating(WAR, name, source, rating, "p. 3" if source == "paper" else "")
            for source, name, rating in cells
        ),
    )


def test_explanations_are_the_accounts_and_what_was_named() -> None:
    """Who links something else explains nothing; a rival is the links that it is made of."""
    record = replace(RECORD, rivals=(Rival(WAR, "both", ((1, WAR), (2, WAR))), Rival(4, "other")))
    assert explanations_of(record, WAR) == {
        "A": ((1, WAR),), "B": ((2, WAR),), "both": ((1, WAR), (2, WAR)),
    }  # fmt: skip


def test_evidence_is_what_is_cited_for_an_explanation_with_its_grade() -> None:
    """And what is cited for a denial of a link into the event."""
    denial = Link(4, WAR, "enables", 0.03, "A", citations=(Citation("memo"),), denied=True)
    table = hypothesis_table(replace(RECORD, denials=(denial,)), WAR)
    assert [(row.source, row.locator, str(row.grade)) for row in table.rows] == [
        ("wire", "", "B2"), ("cable", "", "A"), ("paper", "p. 3", ""), ("memo", "", ""),
    ]  # fmt: skip
    assert table.unrated == 8


def test_what_tells_most_apart_comes_first_and_what_is_consistent_with_all_last() -> None:
    """Of three rows: for the one and against the other, neutral to one, the same to both."""
    table = hypothesis_table(
        rated(
            ("wire", "A", "consistent"), ("wire", "B", "consistent"),
            ("cable", "A", "consistent"), ("cable", "B", "inconsistent"),
            ("paper", "A", "neutral"), ("paper", "B", "consistent"),
        ),
        WAR,
    )  # fmt: skip
    assert [(row.source, row.apart) for row in table.rows] == [
        ("cable", 2), ("paper", 1), ("wire", 0),
    ]  # fmt: skip
    assert [row.is_diagnostic for row in table.rows] == [True, True, False]


def test_only_independent_reports_count_against_an_explanation() -> None:
    """The paper relays the wire: two cells, one report; the consistent ones do not count at all."""
    table = hypothesis_table(
        rated(
            ("wire", "A", "inconsistent"), ("paper", "A", "inconsistent"),
            ("wire", "B", "inconsistent"), ("cable", "B", "inconsistent"),
            ("cable", "A", "consistent"),
        ),
        WAR,
    )  # fmt: skip
    assert [(each.name, each.against, each.inconsistent) for each in table.columns] == [
        ("A", 1, 2), ("B", 2, 2),
    ]  # fmt: skip
    assert [each.name for each in table.least_contradicted] == ["A"]


def test_nothing_is_least_contradicted_where_its_rivals_are_not_rated() -> None:
    """One rated explanation has nothing to be compared with; of two that tie both are named."""
    assert hypothesis_table(RECORD, WAR).least_contradicted == ()
    one = hypothesis_table(rated(("wire", "A", "consistent")), WAR)
    assert one.least_contradicted == ()
    both = hypothesis_table(rated(("wire", "A", "neutral"), ("wire", "B", "neutral")), WAR)
    assert [each.name for each in both.least_contradicted] == ["A", "B"]


def test_evidence_that_was_rated_is_a_row_though_no_link_cites_it() -> None:
    """With the letter of its source."""
    table = hypothesis_table(
        replace(RECORD, ratings=(Rating(WAR, "A", "elsewhere", "neutral", "p. 9"),)), WAR
    )
    assert ("elsewhere", "p. 9") in {(row.source, row.locator) for row in table.rows}


@given(st.lists(st.sampled_from((*Consistency, None)), min_size=2, max_size=6))
def test_a_row_tells_apart_by_the_differences_of_all_pairs(
    ratings: list[Consistency | None],
) -> None:
    """Counted pair by pair; nothing where all are the same."""
    names = [f"h{n}" for n in range(len(ratings))]
    record = replace(
        RECORD,
        links=tuple(Link(1, WAR, "enables", 0.5, name) for name in names),
        ratings=tuple(
            Rating(WAR, name, "wire", rating.value)
            for name, rating in zip(names, ratings, strict=True)
            if rating is not None
        ),
    )
    value = {"consistent": 1, "neutral": 0, "inconsistent": -1}
    known = [value[each.value] for each in ratings if each is not None]
    rows = hypothesis_table(record, WAR).rows
    assert sum(row.apart for row in rows) == sum(
        abs(one - other) for one, other in combinations(known, 2)
    )


@pytest.mark.parametrize("text", ["", "x", "con sistent", "0"])
def test_what_is_no_rating_is_refused(text: str) -> None:
    """In a sentence that names the three."""
    with pytest.raises(InvalidInput, match="consistent, inconsistent or neutral"):
        parse_consistency(text)
