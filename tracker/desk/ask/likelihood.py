"""The question how likely it is that one event led to another at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Unpack

from tracker.desk.ask.question import CAVEAT, no_chain_remarks, question_between
from tracker.desk.filters import omissions
from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName
from tracker.model.numbers import counted
from tracker.model.selection import QuestionFilters

if TYPE_CHECKING:
    from tracker.analysis.reliability import Estimate
    from tracker.model.answers.ask import HowLikely
    from tracker.model.reliability import CommonSource, LedTo


class Likelihood(OpenRecord):
    """How far the claims carry from one event to another."""

    def likelihood(
        self, first: EventName, last: EventName, **filters: Unpack[QuestionFilters]
    ) -> HowLikely:
        """How likely it is, by the recorded claims, that one event led to another by any chain."""
        from tracker.analysis.causal_claims import causal_graph_of
        from tracker.analysis.paths import best_paths, count_paths
        from tracker.analysis.reliability import likelihood_between
        from tracker.analysis.subgraphs import subgraph_between
        from tracker.model.answers.ask import HowLikely

        asked = question_between(self._reading(), first, last, filters)
        start, end = (asked.between.events[number] for number in (asked.first, asked.last))
        graph = asked.graph
        strongest = next(best_paths(graph, asked.first, asked.last), None)
        undated = omissions(asked.db, asked.selection, linked=True)
        if strongest is None:
            remarks = (*no_chain_remarks(asked), *undated)
            return HowLikely(start, end, 0, 0, None, None, (), None, remarks=remarks)
        causal = causal_graph_of(asked.between, asked.selection.weighing)
        ends = asked.first, asked.last
        # What stands beside the chains, such as the causes of a partner, is no part of them.
        on_chains = subgraph_between(graph, [asked.first], asked.last).nodes
        claims = [
            claim
            for claim in causal.claims
            if claim.effect in on_chains
            and claim.effect != asked.first
            and any(cause in on_chains for cause in claim.causes)
        ]
        resting = Counter(claim.source for claim in claims if claim.source is not None)
        sources = _common_sources(resting)
        alone = _led_to(likelihood_between(causal, *ends))
        together = alone
        if sources:
            together = _led_to(likelihood_between(causal, *ends, common=True))
        chains = count_paths(graph, *ends)
        found = HowLikely(start, end, chains, len(claims), alone, together, sources, strongest)
        return _told(found, asked.filters, undated)


def _led_to(estimate: Estimate) -> LedTo:
    from tracker.model.bands import Band
    from tracker.model.reliability import LedTo

    # Sums of floats may pass one another, or the ends of 0 and 1, by their last digit.
    low, midpoint, high = (min(1.0, max(0.0, round(value, 12))) for value in estimate.values)
    return LedTo(
        Band(min(low, midpoint), max(midpoint, high)),
        midpoint,
        estimate.exact,
        Band(estimate.errors[1].low, estimate.errors[1].high) if estimate.errors else None,
        Band(max(0.0, estimate.bounds[0][0]), min(1.0, estimate.bounds[-1][1]))
        if estimate.bounds
        else None,
    )


def _common_sources(resting: Counter[str]) -> tuple[CommonSource, ...]:
    from tracker.model.reliability import CommonSource

    return tuple(
        CommonSource(source, claims)
        for source, claims in sorted(resting.items(), key=lambda each: (-each[1], each[0]))
        if claims > 1
    )


def _told(found: HowLikely, filters: str, undated: tuple[str, ...]) -> HowLikely:
    """The answer in a few words, then what it rests on."""
    from dataclasses import replace

    from tracker.model.bands import cover

    assert found.independent is not None
    assert found.common is not None
    one, other = found.independent, found.common
    both = cover([one.band, other.band])
    words = both.words
    by = f"by {counted(found.chains, 'recorded chain')} of {counted(found.claims, 'claim')}"
    ends = f"{found.first.told} → {found.last.told}"
    sentence = f"{words[0].upper()}{words[1:]} ({both}) {by}{filters}: {ends}."
    if found.sources:
        told = ", ".join(f"{each.source} ({each.claims} claims)" for each in found.sources)
        shared = f"Claims that rest on one source alone, and so may hold or fall together: {told}."
    else:
        shared = "No two of the claims rest on one source alone."
    simulated = [each for each in (one, other) if not each.exact]
    method = ""
    if simulated:
        method = (
            " Too many claims cross for an exact answer: it is simulated, from a fixed seed, and "
            "may be off by what the error says."
        )
    return replace(
        found,
        introduction=sentence,
        conclusion=f"{shared}{method} Strength ranks chains, and is no probability. {CAVEAT}",
        remarks=undated,
    )
