"""Labels that overlap, as the renderer measures them."""

from collections.abc import Sequence
from itertools import combinations

from matplotlib.transforms import Bbox

from tracker.charts.drawing import figure_of
from tracker.charts.scene import Label, Scene


def overlapping(labels: Sequence[Label], scene: Scene) -> list[tuple[str, str]]:
    """Pairs of labels of a scene that overlap."""
    figure = figure_of(scene)
    figure.draw_without_rendering()
    said = {label.text for label in labels}
    boxes: list[tuple[str, Bbox]] = [
        (text.get_text(), text.get_window_extent())
        for text in figure.axes[0].texts
        if text.get_text() in said
    ]
    return [
        (one, other)
        for (one, box), (other, second) in combinations(boxes, 2)
        if Bbox.intersection(box.padded(-0.5), second.padded(-0.5))
    ]
