"""The timeline: its lanes, the events in them, the labels that have room, the arcs of links."""

from tracker.charts.timeline.layout import MOST_MARKS, WIDTH, TimelineOptions, timeline

__all__ = ["MOST_MARKS", "WIDTH", "TimelineOptions", "timeline"]
