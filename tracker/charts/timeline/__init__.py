"""The timeline: which lanes there are, how events lie in them, which are named, what joins them."""

from tracker.charts.timeline.layout import MOST_MARKS, WIDTH, Plan, timeline

__all__ = ["MOST_MARKS", "WIDTH", "Plan", "timeline"]
