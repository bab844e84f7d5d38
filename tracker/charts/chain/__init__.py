"""The causal chain: a path in a straight row, alternatives beside it, turning points marked."""

from tracker.charts.chain.layout import ChainOptions, chain, chain_pages

__all__ = ["ChainOptions", "chain", "chain_pages"]
