"""A chart as laid out for a size, theme, font and language: it can be saved and shows itself."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.charts.drawing import (
    find_new_fonts,
    measure_in,
    save,
    save_pages,
    svg_of,
    without_glyph,
)
from tracker.charts.frame.frame import Frame
from tracker.charts.registry import CHARTS, chart_of
from tracker.charts.scene import Scene
from tracker.charts.style.dressing import recoloured, with_text
from tracker.charts.style.marking import with_marking, with_markings
from tracker.charts.style.size import NARROWEST, on_pages, sized
from tracker.charts.words.filtering import selection_in_words
from tracker.charts.words.language import language_of
from tracker.charts.words.wording import alt_text, numbered_sources, summary
from tracker.errors import Refused, TrackerError
from tracker.files import refuse_to_overwrite, write_whole
from tracker.model.actor_colours import ActorColours, is_colour
from tracker.model.chronicle import Chronicle
from tracker.model.event_groups import EventGroups
from tracker.model.names import unused_name
from tracker.model.picture import DPI, PictureOptions
from tracker.model.picture_files import OTHER_PLACE, check_picture_file, description_file
from tracker.model.selection import Selection

POINTS_PER_INCH = 72.0
EVERYTHING = Selection()
LEAST_TYPE = 6.99  # points that can be read in print


@dataclass(frozen=True)
class Picture:
    """A chart that is laid out, with the sentences that belong to it.

    Attributes
    ----------
    name : str
        That of the chart; a file without a name is called so.
    scene : Scene
        The shapes, and the paragraph on what they show that a file keeps.
    dpi : int
        Pixels an inch, for PNG.
    cautions, remarks : tuple of str
        What is wrong with the picture, and what a reader must be told besides, such as what the
        filters left out.
    further : tuple of Scene
        The pages after the first, where the chart goes on.
    shown : Chronicle, optional
        The events and links drawn, of which the description is made when it is asked for; of very
        many events none, and the description is the paragraph that the file keeps.
    told : tuple of str
        Lines of the description besides, such as a table's.
    own : str, optional
        The description by the chart itself, where it makes one.
    """

    name: str
    scene: Scene
    dpi: int = DPI
    cautions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    further: tuple[Scene, ...] = ()
    shown: Chronicle | None = field(default=None, repr=False, compare=False)
    told: tuple[str, ...] = ()
    own: str = ""

    @property
    def pages(self) -> tuple[Scene, ...]:
        """The scenes of all its pages."""
        return (self.scene, *self.further)

    @property
    def title(self) -> str:
        """The title above the chart."""
        return self.scene.title

    @property
    def description(self) -> str:
        """The picture told in words, event by event, for who cannot see it."""
        if self.shown is None:
            return "\n".join((self.scene.description, *self.told))
        return "\n".join((self.own or alt_text(self.shown, self.title), *self.told))

    @property
    def conclusion(self) -> str:
        """The sentence on what was drawn, and how large."""
        wide, high = (length / POINTS_PER_INCH for length in (self.scene.width, self.scene.height))
        pages = f"{len(self.pages)} pages of " if self.further else ""
        return f"Drew {self.title} ({pages}{wide:.1f} × {high:.1f} in)."

    def files(self, target: Path) -> tuple[Path, ...]:
        """The files that it is saved into: one, but for pages that are no PDF."""
        if target.suffix.lower() == ".pdf":
            return (target,)
        more = range(2, len(self.pages) + 1)
        return (target, *(target.with_stem(f"{target.stem}-p{page}") for page in more))

    def save(self, path: Path | str | None = None, *, force: bool = False) -> Path:
        """Draw the picture into a file.

        Parameters
        ----------
        path : Path or str, optional
            A file ending in .png, .svg or .pdf. Without it a free name in the current folder is
            taken. Further pages go into the same PDF, or into files beside it: ``t-p2.png``.
        force : bool, optional
            Replace the file where it is there already.

        Returns
        -------
        Path
            The first file, which is whole.

        Raises
        ------
        InvalidInput
            If the suffix is another one, there is no such folder, or it cannot be written.
        Refused
            If the file is there already, without `force`.
        """
        free = unused_name(self.name, os.path.lexists, ".png") if path is None else path
        target = Path(free)
        check_picture_file(target)
        files = self.files(target)
        for file in files:
            refuse_to_overwrite(file, force)
        if len(files) < len(self.pages):
            save_pages(self.pages, target)
        else:
            for scene, file in zip(self.pages, files, strict=True):
                save(scene, file, self.dpi)
        return target

    def save_description(self, picture: Path, *, force: bool = False) -> Path:
        """Write the description beside the file of the picture, as ``FILE.txt``."""
        beside = description_file(picture)
        refuse_to_overwrite(beside, force)
        write_whole(beside, (f"{self.description}\n",), OTHER_PLACE)
        return beside

    def _repr_svg_(self) -> str:
        return svg_of(self.scene)


def picture_of(
    name: str,
    chronicle: Chronicle,
    options: Any,
    asked: PictureOptions,
    selection: Selection = EVERYTHING,
    remarks: tuple[str, ...] = (),
    order: Mapping[str, int] | None = None,
    groups: EventGroups | None = None,
) -> Picture:
    """Lay a chart out as a picture.

    Parameters
    ----------
    name : str
        That of the chart in the registry.
    chronicle : Chronicle
        What it shows.
    options : object
        The chart's own options.
    asked : PictureOptions
        Texts, size, theme, font, language and notes.
    selection : Selection, optional
        The filters, which the line under the title says in words.
    remarks : tuple of str, optional
        Sentences that belong to the picture.
    order : mapping of str to int, optional
        The place of each actor in the record, by which it has its colour.
    groups : EventGroups, optional
        How many events each of the chronicle stands for, where it is not one.

    Returns
    -------
    Picture
        Laid out to fill the size, in the theme.

    Raises
    ------
    InvalidInput
        If charts do not speak the language, there is no such font, or no such chart.
    """
    chart = chart_of(name)
    marking = chronicle.marking if groups is None else groups.marking
    language = language_of(asked.language)
    measure = measure_in(asked.font)
    behind, notes = numbered_sources(chronicle, language) if asked.notes else ({}, ())
    named = chronicle
    if groups is not None and groups.named:
        named = replace(chronicle, events={**chronicle.events, **groups.named})
    chosen = selection_in_words(selection, chronicle, language)
    narrowed = language("; chosen: {filters}", filters=chosen) if chosen else ""
    frame = Frame(
        measure, asked.title, narrowed, None, with_markings(named, behind), language,
        describes=asked.subtitle != "", bounds=bounds_of(selection),
        actors=colours_of(chronicle, order or {}),
    )  # fmt: skip

    def dressed(width: float | None) -> Scene:
        scene = chart.lay_out(chronicle, replace(frame, width=width), options)
        scene = with_text(scene, measure, asked.subtitle or "", asked.caption, notes)
        return with_marking(scene, marking, measure)

    def in_pages(width: float | None, height: float | None) -> list[Scene]:
        assert chart.pages is not None
        head = foot = marked = 0.0
        if asked.subtitle or asked.caption or notes or marking:
            one = chart.lay_out(chronicle, replace(frame, width=width), options)
            head = with_text(one, measure, asked.subtitle or "").height - one.height
            foot = with_text(one, measure, "", asked.caption, notes).height - one.height
            marked = with_marking(one, marking, measure).height - one.height
        own = replace(frame, width=width, height=height - marked if height else None)
        scenes = list(chart.pages(chronicle, own, options, (head, foot)))
        scenes[0] = with_text(scenes[0], measure, asked.subtitle or "")
        scenes[-1] = with_text(scenes[-1], measure, "", asked.caption, notes)
        return [with_marking(scene, marking, measure) for scene in scenes]

    def laid() -> tuple[Scene, ...]:
        if chart.pages is not None:
            return on_pages(in_pages, asked.size, asked.dpi)
        return (sized(dressed, asked.size, asked.dpi, chart.narrowest or NARROWEST),)

    try:
        scenes = laid()
    except TrackerError:
        raise
    except Exception as error:
        if name in CHARTS:  # a fault of ours is not hidden
            raise
        raise Refused(f"The chart {name} failed ({type(error).__name__}: {error}).") from error
    if any(map(without_glyph, scenes)) and find_new_fonts():
        scenes = laid()
    own = scenes[0].description  # of a chart that tells itself, as a map does
    scene, *further = (
        replace(
            recoloured(each, asked.theme),
            description=summary(chronicle, each.title, groups),
            font=asked.font,
            language=language.code,
        )
        for each in scenes
    )
    remarks = (*remarks, *dict.fromkeys(each.remark for each in scenes if each.remark))
    cautions: tuple[str, ...] = ()
    if missing := "".join(dict.fromkeys("".join(map(without_glyph, (scene, *further))))):
        cautions = (
            f"Note: no font on this machine has {missing[:20]}, drawn as boxes; "
            "a Noto font that covers the script mends that, or --font with a font's file.",
        )
    least = min((label.size for each in (scene, *further) for label in each.labels), default=7.0)
    if asked.size is not None and least < LEAST_TYPE:
        said = f"Note: so small its type is {least:.1f} points; a larger --size keeps it at 7."
        cautions = (*cautions, said)
    # Of a group the one that stands for many would be told as one.
    shown = chronicle if groups is None else None
    return Picture(name, scene, asked.dpi, cautions, remarks, tuple(further), shown, own=own)


def colours_of(chronicle: Chronicle, order: Mapping[str, int]) -> ActorColours:
    """The colours of actors; what another program wrote there and is none is left aside."""
    kept = {
        actor.code: actor.colour
        for actor in chronicle.actors.values()
        if actor.colour is not None and is_colour(actor.colour)
    }
    return ActorColours(kept, order)


def bounds_of(selection: Selection) -> tuple[datetime | None, datetime | None]:
    """The time from which events were chosen."""
    since, until = selection.since, selection.until
    return since.earliest if since else None, until.latest if until else None
