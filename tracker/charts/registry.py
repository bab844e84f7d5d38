"""The charts that can be drawn: ours in one list, those of other packages by entry points.

A package adds a chart by an entry point of the group ``tracker.charts``, whose name is the chart's
and whose object is a `Chart`::

    [project.entry-points."tracker.charts"]
    strip = "my_package.strip:CHART"
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

from tracker.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    from tracker.charts.frame.frame import Frame
    from tracker.charts.scene import Scene
    from tracker.model.chronicle import Chronicle

GROUP = "tracker.charts"
# The metadata of a field of options that tracker sets itself, and nobody by name.
INTERNAL: Mapping[str, bool] = {"internal": True}


@dataclass(frozen=True)
class Chart:
    """A kind of chart.

    Attributes
    ----------
    lay_out : callable
        From a chronicle, a frame and the options to a scene; it raises a `ValueError` where the
        chronicle has nothing that it could draw.
    options : type, optional
        A frozen dataclass, each field with a default; a chart without options leaves it out. A
        field whose metadata is `INTERNAL` is no option that a person can name.
    pages : callable, optional
        From the same, and the room at the head of the first page and at the foot of the last, to
        the scenes of as many pages as it takes, for a chart that is laid out for its size.
    narrowest : float, optional
        The width in points to which it can be laid out, for one that has a layout for columns;
        below that it is made smaller.
    """

    lay_out: "Callable[[Chronicle, Frame, Any], Scene]"
    options: type | None = None
    pages: "Callable[[Chronicle, Frame, Any, tuple[float, float]], tuple[Scene, ...]] | None" = None
    narrowest: float | None = None

    def options_of(self, given: Mapping[str, Any]) -> Any:
        """The options of the chart; an unknown name is refused with those that there are."""
        there_are = fields(self.options) if self.options else ()
        names = [each.name for each in there_are if not each.metadata.get("internal")]
        if unknown := sorted(given.keys() - set(names)):
            there = f"has {', '.join(names)}" if names else "has no options of its own"
            raise InvalidInput(f"There is no option {unknown[0]!r}; the chart {there}.")
        try:
            return self.options(**given) if self.options else None
        except Exception as error:
            raise InvalidInput(
                f"The chart does not take {' and '.join(given) or 'its own options'} so "
                f"({type(error).__name__}: {error})."
            ) from error


# Where each of our charts stands: its function and its options. Found by name, so that drawing one
# loads no other.
CHARTS: Mapping[str, tuple[str, str, str]] = {
    "timeline": ("tracker.charts.timeline", "timeline", "TimelineOptions"),
    "spine": ("tracker.charts.spine", "spine", "SpineOptions"),
    "chain": ("tracker.charts.chain", "chain", "ChainOptions"),
    "ladder": ("tracker.charts.ladder", "ladder", "LadderOptions"),
    "tension": ("tracker.charts.tension", "tension", "TensionOptions"),
    "matrix": ("tracker.charts.matrix", "matrix", "MatrixOptions"),
    "rivals": ("tracker.charts.rivals", "rivals", "RivalsOptions"),
    "calendar": ("tracker.charts.calendar", "calendar", "CalendarOptions"),
    "map": ("tracker.charts.map", "map_of", "MapOptions"),
}
# Those that have a layout for columns, and how narrow it gets.
IN_COLUMNS = dict.fromkeys(("timeline", "tension", "ladder", "matrix", "calendar"), 220.0)
# Those laid out for their size.
PAGED = {"spine": "spine_pages", "chain": "chain_pages", "map": "map_pages"}


def chart_of(name: str) -> Chart:
    """The chart of a name.

    Parameters
    ----------
    name : str
        One of ours, or one that another package adds; ours come first.

    Returns
    -------
    Chart
        Its layout and its options.

    Raises
    ------
    NotFound
        If there is none; it names those that there are.
    InvalidInput
        If the package that adds it cannot be loaded.

    Examples
    --------
    >>> chart_of("matrix").options_of({})
    MatrixOptions(counted=None)
    >>> chart_of("tension").options_of({"colour": "red"})
    Traceback (most recent call last):
    tracker.errors.InvalidInput: There is no option 'colour'; the chart has sides, half_life.
    """
    if name in CHARTS:
        module, lay_out, options = CHARTS[name]
        loaded = import_module(module)
        pages = getattr(loaded, PAGED[name]) if name in PAGED else None
        return Chart(
            getattr(loaded, lay_out), getattr(loaded, options), pages, IN_COLUMNS.get(name)
        )
    added = added_charts()
    if name not in added:
        from difflib import get_close_matches

        there = [*CHARTS, *added]
        near = get_close_matches(name, there)
        raise NotFound("chart", name, near, "" if near else f"There are {', '.join(there)}.")
    return _loaded(added[name])


@cache
def added_charts() -> Mapping[str, EntryPoint]:
    """The charts of other packages by name, none of them loaded; ours keep their names."""
    return {
        entry.name: entry
        for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name)
        if entry.name not in CHARTS
    }


def _loaded(entry: EntryPoint) -> Chart:
    """A chart of another package; whatever its code raises becomes one sentence."""
    package = entry.dist.name if entry.dist else entry.value
    try:
        chart = entry.load()
    except Exception as error:
        raise InvalidInput(
            f"The chart {entry.name} of {package} cannot be loaded "
            f"({type(error).__name__}: {error}); mend or uninstall that package."
        ) from error
    if not isinstance(chart, Chart):
        raise InvalidInput(
            f"The chart {entry.name} of {package} is no tracker.charts.registry.Chart; "
            "mend or uninstall that package."
        )
    if chart.options is not None and not is_dataclass(chart.options):
        raise InvalidInput(
            f"The options of the chart {entry.name} of {package} are no dataclass; "
            "mend or uninstall that package."
        )
    return chart
