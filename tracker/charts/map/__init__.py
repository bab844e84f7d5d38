"""The map: where events happened, on coastlines and borders of Natural Earth."""

from tracker.charts.map.embedding import map_svg
from tracker.charts.map.layout import MapOptions, map_of, map_pages

__all__ = ["MapOptions", "map_of", "map_pages", "map_svg"]
