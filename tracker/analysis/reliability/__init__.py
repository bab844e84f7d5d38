"""How likely it is that one event led to another, over an and/or graph of claims.

Two-terminal reliability of a directed acyclic graph with hyper-arcs: exact by reductions and a
sweep in date order, beyond a stated size by bounds and a seeded simulation.
"""

from tracker.analysis.reliability.causal_graph import CausalClaim, CausalGraph
from tracker.analysis.reliability.likelihood import Estimate, likelihood_between

__all__ = ["CausalClaim", "CausalGraph", "Estimate", "likelihood_between"]
