"""One HTML file to explore a chronicle in: the same Scene as a picture's, with its evidence.

Bokeh embeds itself in the file, 1.3 MB of it; plotly would take 4.8 MB, and pyvis and mpld3 call
out to the network. Nothing in the file calls out, and its Content-Security-Policy forbids it to.
"""

from tracker.charts.page.assembly import page

__all__ = ["page"]
