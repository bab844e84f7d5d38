"""The causal chain: events in columns of time, with turning points and off-ramps marked."""

from tracker.charts.chain.layout import ChainOptions, chain

__all__ = ["ChainOptions", "chain"]
