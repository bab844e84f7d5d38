"""Scenes drawn into files: the one package that imports matplotlib.

Figures are made without pyplot, in points, on one axes that fills the canvas. The same Scene
gives the same bytes: hashes are salted, dates left out of the metadata. What is many is drawn as
a collection, never by a call for each.
"""

from tracker.charts.drawing.defaults import DEFAULTS  # isort: skip  before matplotlib
from tracker.charts.drawing.figure import figure_of
from tracker.charts.drawing.letters import find_new_fonts, measure_in, text_width, without_glyph
from tracker.charts.drawing.saving import save, save_pages, svg_of

__all__ = [
    "DEFAULTS",
    "figure_of",
    "find_new_fonts",
    "measure_in",
    "save",
    "save_pages",
    "svg_of",
    "text_width",
    "without_glyph",
]
