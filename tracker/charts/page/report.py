"""A report: one page to explore a chronicle in, which can be saved and shows itself."""

import os
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.page.assembly import page
from tracker.charts.timeline import TimelineOptions, timeline
from tracker.files import refuse_to_overwrite, write_whole
from tracker.model.chronicle import Chronicle
from tracker.model.names import unused_name
from tracker.model.numbers import counted
from tracker.model.picture import OTHER_PLACE, PageTheme, check_page_file

MANY = 5_000  # events; beyond that a page is slow to open
NOTEBOOK_HEIGHT = 720  # pixels


@dataclass(frozen=True)
class Page:
    """A page of HTML with the sentences that belong to it.

    Attributes
    ----------
    html : str
        The whole page, which asks nothing of the network.
    events : int
        How many events it holds.
    cautions, remarks : tuple of str
        What is to be expected of the page, and what a reader must be told besides.
    """

    html: str
    events: int
    cautions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def conclusion(self) -> str:
        """The number of events that the page holds, and its size."""
        size = len(self.html) / 1e6
        whose = "its" if self.events == 1 else "their"
        return f"Wrote {counted(self.events, 'event')} and {whose} evidence ({size:.1f} MB)."

    def save(self, path: Path | str | None = None, *, force: bool = False) -> Path:
        """Write the page into a file, whole or not at all.

        Parameters
        ----------
        path : Path or str, optional
            A file ending in .html or .htm. Without it a free name in the current folder is taken.
        force : bool, optional
            Replace the file where it is there already.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        InvalidInput
            If the suffix is another one, there is no such folder, or it cannot be written.
        Refused
            If the file is there already, without `force`.
        """
        free = unused_name("report", os.path.lexists, ".html") if path is None else path
        target = Path(free)
        check_page_file(target)
        refuse_to_overwrite(target, force)
        write_whole(target, (self.html,), OTHER_PLACE)
        return target

    def _repr_html_(self) -> str:
        """The page in a frame of its own, apart from the notebook's style and scripts."""
        return (
            f'<iframe srcdoc="{escape(self.html)}" width="100%" height="{NOTEBOOK_HEIGHT}" '
            'style="border:0"></iframe>'
        )


def report_of(
    chronicle: Chronicle,
    title: str = "",
    theme: PageTheme = PageTheme.AUTO,
    filters: str = "",
    caveat: str = "",
    remarks: tuple[str, ...] = (),
) -> Page:
    """Write a chronicle as a page.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    title : str, optional
        What stands above; by default the span of time.
    theme : PageTheme, optional
        The colours when it opens.
    filters : str, optional
        The filters in words, for the line under the title.
    caveat : str, optional
        What answers about chains are and are not.
    remarks : tuple of str, optional
        Sentences that belong to the page.

    Returns
    -------
    Page
        With a mark for every event.
    """
    count = len(chronicle.events)
    scene = timeline(
        chronicle, Frame(text_width), TimelineOptions(most_marks=count, most_arcs=sys.maxsize)
    )
    chosen = f"; chosen with {filters}" if filters else ""
    slow = (f"{count:,} events make a slow page; filters make it smaller.",) if count > MANY else ()
    html = page(chronicle, scene, title, chosen, caveat, str(theme))
    return Page(html, count, slow, remarks)
