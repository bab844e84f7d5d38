"""The spine: time runs down, a row for each event, causes as arcs at the left."""

from tracker.charts.spine.layout import SpineOptions, spine, spine_pages

__all__ = ["SpineOptions", "spine", "spine_pages"]
