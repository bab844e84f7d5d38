"""One HTML file that tells a chronicle and lets it be explored, with its evidence.

Its pictures are SVG: those of the story are written here, the timeline is drawn by the page's own
small scripts. No library was found that draws thousands of events within 50 ms a frame, zooms in
time alone and is small: bokeh would add 1.3 MB, plotly 4.8 MB, and pyvis and mpld3 call out to the
network. Nothing in the file calls out, and its Content-Security-Policy forbids it to.
"""

from tracker.charts.page.assembly import page

__all__ = ["page"]
