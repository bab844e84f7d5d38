"""The map as the text of an SVG, to be set into a page."""

from tracker.charts.drawing import measure_in, svg_of
from tracker.charts.frame.frame import Frame
from tracker.charts.map.layout import MapOptions, map_of
from tracker.charts.words.language import language_of
from tracker.model.chronicle import Chronicle

WIDTH = 720.0


def map_svg(chronicle: Chronicle, *, width: float = WIDTH, language: str = "en") -> str:
    """Draw where events happened as an SVG for a page, which asks nothing of the network.

    Parameters
    ----------
    chronicle : Chronicle
        The events that the page tells of, their texts inert.
    width : float, optional
        That of the picture in points.
    language : str, optional
        That of the map, an ISO 639-1 code.

    Returns
    -------
    str
        From ``<svg`` to ``</svg>``; nothing where no event has coordinates.

    Examples
    --------
    >>> map_svg(Chronicle())
    ''
    """
    if all(event.coordinates is None for event in chronicle.events.values()):
        return ""
    frame = Frame(measure_in(""), width=width, language=language_of(language))
    drawn = svg_of(map_of(chronicle, frame, MapOptions()))
    return drawn[drawn.index("<svg") :].strip()
