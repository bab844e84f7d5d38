"""The causal chain: columns in order of time, few crossings, marks of what the questions found."""

from tracker.charts.chain.layout import chain

__all__ = ["chain"]
