"""Which event counts as the outcome of a record."""

import pytest

from tests.analysis.drawn import chronicle_of
from tracker.analysis.graph import graph_of
from tracker.analysis.outcome import outcome_of
from tracker.model.link import Link


def outcome(*links: tuple[int, int, float]) -> int | None:
    """The outcome of events that some links of some likelihood join."""
    made = tuple(Link(cause, effect, "leads-to", likely) for cause, effect, likely in links)
    return outcome_of(graph_of(chronicle_of(made, 4)))


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([(1, 2, 0.9), (2, 3, 0.97), (2, 4, 0.3)], 3),  # as many behind both: the likelier
        ([(1, 2, 0.9), (2, 3, 0.3), (2, 4, 0.97)], 4),
        ([(1, 2, 0.9), (2, 3, 0.6), (2, 4, 0.6)], 4),  # as likely, too: the later
        ([(1, 2, 0.9), (2, 3, 0.2), (1, 4, 0.97)], 3),  # more behind it goes first
    ],
)
def test_of_outcomes_with_as_many_events_behind_them_the_likelier_is_the_outcome(
    links: list[tuple[int, int, float]], expected: int
) -> None:
    """And not the later, which may be linked as unlikely; what most lead to stays the first."""
    assert outcome(*links) == expected
