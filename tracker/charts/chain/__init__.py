"""The causal chain: a path in a straight row, alternatives beside it, turning points marked."""

from tracker.charts.chain.layout import chain, chain_pages
from tracker.charts.chain.setting import ChainOptions

__all__ = ["ChainOptions", "chain", "chain_pages"]
