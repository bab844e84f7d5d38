"""Scenes saved as PNG, SVG or PDF."""

import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import matplotlib as mpl

from tracker.charts.drawing.defaults import DEFAULTS
from tracker.charts.drawing.figure import Lettering, figure_of
from tracker.charts.drawing.letters import families
from tracker.charts.drawing.svg import svg_text
from tracker.charts.scene import Scene
from tracker.files import replacing
from tracker.model.picture import DPI
from tracker.model.picture_files import OTHER_PLACE, picture_suffix
from tracker.model.text import xml_text

SETTINGS: Any = {
    "svg.hashsalt": "tracker",
    "pdf.fonttype": 42,
    "text.parse_math": False,  # a title may hold dollars
}
NO_WIDTH = "\ufeff"
COMPRESSION = {"compress_level": 2}  # half the time of 6, for a hundredth more bytes
LETTERING = {".png": Lettering.OUTLINES, ".svg": Lettering.NONE, ".pdf": Lettering.TEXTS}


def save(scene: Scene, target: Path, dpi: int = DPI) -> None:
    """Draw a scene into a file whose suffix says the format.

    Parameters
    ----------
    scene : Scene
        What to draw; its size in points is the size of the picture.
    target : Path
        A file ending in .png, .svg or .pdf; one that is there is replaced, by way of a symbolic
        link what it leads to.
    dpi : int, optional
        Pixels an inch, for PNG.

    Raises
    ------
    InvalidInput
        If the suffix is another one, or the file cannot be written.

    Examples
    --------
    >>> save(Scene(10, 10, "#ffffff"), Path("picture.gif"))
    Traceback (most recent call last):
    tracker.errors.InvalidInput: picture.gif: a picture ends in .png, .svg or .pdf.
    """
    kind = picture_suffix(target)
    scene = _with_plain_texts(scene)
    metadata: dict[str, Any] = {"Title": scene.title}
    if scene.description:
        metadata["Subject" if kind == ".pdf" else "Description"] = scene.description
    if kind == ".svg":
        metadata["Date"] = None
        if scene.language:
            metadata["Language"] = scene.language
    elif kind == ".pdf":
        metadata["CreationDate"] = None
    settings = {**DEFAULTS, **SETTINGS, "font.family": families(scene.font)}
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # see `without_glyph`
        figure = figure_of(scene, LETTERING[kind])
        # Named, since a symbolic link may lead to a file of another suffix or of none.
        more: dict[str, Any] = {"format": kind.removeprefix(".")}
        if kind == ".png":
            more["pil_kwargs"] = COMPRESSION
        with replacing(target, OTHER_PLACE) as building:
            figure.savefig(building, dpi=dpi, metadata=metadata, facecolor=scene.background, **more)
            if kind == ".svg":
                _letter(building, scene)


def save_pages(scenes: Sequence[Scene], target: Path) -> None:
    """Draw scenes into one PDF, a page each.

    Parameters
    ----------
    scenes : sequence of Scene
        What to draw; the first has the title and the description of all.
    target : Path
        A file ending in .pdf; one that is there is replaced.

    Raises
    ------
    InvalidInput
        If it cannot be written.

    Examples
    --------
    >>> save_pages([Scene(10, 10, "#ffffff")], Path("no/a.pdf"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    tracker.errors.InvalidInput: no/a.pdf cannot be written: No such file or directory. Choose ...
    """
    from matplotlib.backends.backend_pdf import PdfPages

    plain = [_with_plain_texts(scene) for scene in scenes]
    first = plain[0]
    metadata: dict[str, Any] = {"Title": first.title, "CreationDate": None}
    if first.description:
        metadata["Subject"] = first.description
    settings = {**DEFAULTS, **SETTINGS, "font.family": families(first.font)}
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # see `without_glyph`
        with (
            replacing(target, OTHER_PLACE) as building,
            PdfPages(building, metadata=metadata) as pages,
        ):
            for scene in plain:
                pages.savefig(figure_of(scene, LETTERING[".pdf"]), facecolor=scene.background)


def _with_plain_texts(scene: Scene) -> Scene:
    """The scene without characters that no picture can hold, in whichever format.

    XML has no room for some, and U+FEFF, which has no width, is one that matplotlib loses on the
    way to the glyphs of a PDF and then asks for.
    """
    labels = tuple(
        replace(label, lines=tuple(map(_plain, label.lines)))
        if any(line != _plain(line) for line in label.lines)
        else label
        for label in scene.labels
    )
    return replace(
        scene, labels=labels, title=_plain(scene.title), description=_plain(scene.description)
    )


def _plain(text: str) -> str:
    return xml_text(text).replace(NO_WIDTH, "")


def _letter(file: Path, scene: Scene) -> None:
    """Write the labels into an SVG, as text; matplotlib would measure each once more."""
    head, closing, rest = file.read_text(encoding="utf-8").rpartition("</svg>")
    file.write_text("".join([head, *svg_text(scene), closing, rest]), encoding="utf-8")


def svg_of(scene: Scene) -> str:
    """Draw a scene as the text of an SVG, as a notebook shows it.

    Parameters
    ----------
    scene : Scene
        What to draw.

    Returns
    -------
    str
        The same as in a file that `save` writes.

    Examples
    --------
    >>> svg_of(Scene(10, 10, "#ffffff")).rstrip().endswith("</svg>")
    True
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "picture.svg"
        save(scene, file)
        return file.read_text(encoding="utf-8")
