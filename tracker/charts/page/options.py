"""The options of a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.charts.scene import Scene
from tracker.charts.timeline import TimelineOptions
from tracker.model.picture import PageTheme

DEFAULT = TimelineOptions()


@dataclass(frozen=True)
class ReportOptions:
    """The options of a report.

    Attributes
    ----------
    title : str
        What stands above; by default that of its picture, the two ends of what it tells.
    subtitle : str or None
        A further line under the title; an empty one leaves out what stands there.
    theme : PageTheme
        The colours when it opens.
    language : str
        The code of the language that the page itself speaks.
    lanes : TimelineOptions
        Lanes, phases, colours and focus of the timeline; its highlight is the chain of the story.
    asked : bool
        Whether somebody asked for that chain, or it is the one that the record suggests.
    order : mapping of str to int
        The place of each actor in the record, by which it has its colour.
    caveat : str
        What answers about chains are and are not.
    remarks : tuple of str
        Sentences that belong to the page.
    map : Scene or None
        A map of the events in a section of its own; by default one is drawn where any event has
        coordinates.
    """

    title: str = ""
    subtitle: str | None = None
    theme: PageTheme = PageTheme.AUTO
    language: str = "en"
    lanes: TimelineOptions = DEFAULT
    asked: bool = False
    order: Mapping[str, int] = field(default_factory=dict)
    caveat: str = ""
    remarks: tuple[str, ...] = ()
    map: Scene | None = None
