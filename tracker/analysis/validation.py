"""The rules of `tracker check`, each one function in one visible list, and their findings."""

from collections.abc import Callable, Collection, Iterator

from tracker.analysis.coding_rules import (
    actors_out_of_their_time,
    effects_possibly_before_cause,
    probable_duplicates,
    silent_intervals,
    types_without_definition,
)
from tracker.analysis.consistency_rules import circles_of_links, contradictory_orders
from tracker.analysis.evidence_rules import (
    circles_of_relays,
    confirmed_by_one_source,
    events_without_source,
    links_without_reason,
    single_source_chokepoints,
    ungraded_citations,
    unknown_claimants,
)
from tracker.analysis.time_rules import doubts_overstretched, published_before, zones_needed
from tracker.model.answers.manage import Finding
from tracker.model.chronicle import Chronicle

Rule = Callable[[Chronicle], Iterator[Finding]]

# What would change an answer comes first; then what a reader would ask about.
RULES: dict[str, Rule] = {
    "circle": circles_of_links,
    "contradiction": contradictory_orders,
    "order": effects_possibly_before_cause,
    "zones": zones_needed,
    "doubt": doubts_overstretched,
    "claimant": unknown_claimants,
    "published": published_before,
    "duplicate": probable_duplicates,
    "relay-circle": circles_of_relays,
    "anachronism": actors_out_of_their_time,
    "unconfirmed": confirmed_by_one_source,
    "no-source": events_without_source,
    "ungraded": ungraded_citations,
    "no-reason": links_without_reason,
    "definition": types_without_definition,
    "silent": silent_intervals,
    "chokepoint": single_source_chokepoints,
}


def findings(chronicle: Chronicle, rules: Collection[str] = tuple(RULES)) -> list[Finding]:
    """Apply the rules, in the order of `RULES`.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.
    rules : collection of str
        Names of the rules to apply; all by default.

    Returns
    -------
    list of Finding
        Grouped by rule; empty where nothing is found.

    Examples
    --------
    >>> findings(Chronicle())
    []
    """
    return [finding for name, rule in RULES.items() if name in rules for finding in rule(chronicle)]
