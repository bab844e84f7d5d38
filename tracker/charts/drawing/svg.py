"""The labels of a scene as SVG: text that can be searched, selected and read aloud."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from tracker.charts.drawing.letters import LINE_SPACING, RISE, family_of
from tracker.charts.scene import Scene

# For readers who have not the font that the picture was laid out in.
READERS = "Verdana, Arial, Helvetica, 'Noto Sans', sans-serif"
ANCHORS = {"left": "start", "middle": "middle", "right": "end"}


def svg_text(scene: Scene) -> Iterator[str]:
    """Write the labels of a scene as elements of an SVG whose unit is a point.

    Parameters
    ----------
    scene : Scene
        Its y axis points upwards, that of SVG downwards.

    Yields
    ------
    str
        A group, with an element for each line; every text is escaped.

    Examples
    --------
    >>> "".join(svg_text(Scene(10, 10, "#ffffff"))).strip().endswith("</g>")
    True
    """
    language = f" xml:lang={quoteattr(scene.language)}" if scene.language else ""
    fonts = f"'{family_of(scene.font)}', {READERS}"
    yield f"<g font-family={quoteattr(fonts)}{language}>\n"
    for label in scene.labels:
        step = label.size * LINE_SPACING
        y = scene.height - label.y - step * (len(label.lines) - 1) / 2 + label.size * RISE
        bold = ' font-weight="700"' if label.weight == "bold" else ""
        for number, line in enumerate(label.lines):
            yield (
                f'<text x="{label.x:.2f}" y="{y + step * number:.2f}" font-size="{label.size:g}"'
                f'{bold} text-anchor="{ANCHORS[label.anchor]}" fill="{label.colour}">'
                f"{escape(line)}</text>\n"
            )
    yield "</g>\n"
