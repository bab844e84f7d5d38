"""A report: one page that tells a record and lets it be explored; it can be saved and shown."""

import os
from collections.abc import Collection
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.map import MapOptions, map_of
from tracker.charts.page.assembly import page
from tracker.charts.page.options import ReportOptions
from tracker.charts.page.wording import page_language
from tracker.charts.picture import EVERYTHING, bounds_of, colours_of
from tracker.charts.timeline.prominence import most_prominent
from tracker.charts.words.filtering import selection_in_words
from tracker.files import refuse_to_overwrite, write_whole
from tracker.model.chronicle import Chronicle
from tracker.model.names import unused_name
from tracker.model.numbers import counted
from tracker.model.picture_files import OTHER_PLACE, check_page_file
from tracker.model.selection import Selection

MOST_HELD = 5_000  # events; with more a page is slow to open
MOST_WEIGHED = 100_000  # events, of which those that a page holds are chosen in memory
MAP_WIDTH = 600.0  # points, so that its letters can be read on paper, where it is smaller
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
    options: ReportOptions | None = None,
    selection: Selection = EVERYTHING,
) -> Page:
    """Write a chronicle as a page.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    options : ReportOptions, optional
        Texts, theme, language, and the options of its timeline.
    selection : Selection, optional
        The filters, which the line under the title says in words.

    Returns
    -------
    Page
        With a mark for every event up to five thousand; of more those that matter most.

    Raises
    ------
    ValueError
        If the chronicle is empty.
    """
    options = options or ReportOptions()
    language = page_language(options.language)
    chosen = selection_in_words(selection, chronicle, language)
    narrowed = language("; chosen: {filters}", filters=chosen) if chosen else ""
    frame = Frame(
        text_width, options.title, narrowed,
        language=language, describes=options.subtitle != "", bounds=bounds_of(selection),
        actors=colours_of(chronicle, options.order),
    )  # fmt: skip
    held = held_of(chronicle, options.lanes.highlight)
    left_out = len(chronicle.events) - len(held.events)
    if options.map is None and any(event.coordinates for event in held.events.values()):
        unlisted = MapOptions(listed=False)  # the table of the page lists the events
        own = replace(frame, title="", narrowed="", width=MAP_WIDTH)
        shown = map_of(held, own, unlisted)
        options = replace(options, map=shown)
    html = page(chronicle, held, frame, options)
    cautions: tuple[str, ...] = ()
    if left_out:
        cautions = (
            f"Of {len(chronicle.events):,} events the page holds the {MOST_HELD:,} that matter "
            "most; filters choose others.",
        )
    return Page(html, len(held.events), cautions, options.remarks)


def held_of(chronicle: Chronicle, chain: Collection[int] = ()) -> Chronicle:
    """Choose the events that a page holds.

    Parameters
    ----------
    chronicle : Chronicle
        Any number of events.
    chain : collection of int
        Numbers of events that are among them in any case.

    Returns
    -------
    Chronicle
        The same up to five thousand events; of more those that are most intense and most linked,
        and the links between them.

    Examples
    --------
    >>> held_of(Chronicle()) == Chronicle()
    True
    """
    if len(chronicle.events) <= MOST_HELD:
        return chronicle
    kept = most_prominent(chronicle, MOST_HELD, chain)
    links, denials = (
        tuple(link for link in claims if {*link.causes, link.effect} <= kept)
        for claims in (chronicle.links, chronicle.denials)
    )
    events = {number: event for number, event in chronicle.events.items() if number in kept}
    return replace(chronicle, events=events, links=links, denials=denials)
