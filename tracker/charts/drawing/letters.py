"""Fonts of this machine, the width of a text in them, and letters as outlines."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial
from itertools import pairwise
from pathlib import Path as File
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.font_manager import (
    FontProperties,
    findfont,
    findSystemFonts,
    fontManager,
    get_font,
)
from matplotlib.ft2font import Kerning, LoadFlags
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from tracker.charts.scene import Label, Measure, Scene
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from matplotlib.ft2font import GlyphIndexType

FAMILY = "DejaVu Sans"
# For the scripts that DejaVu lacks: whichever of these the machine has is asked next.
FALLBACKS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Zen Hei", "Droid Sans Fallback", "Microsoft YaHei", "PingFang SC", "Hiragino Sans",
    "Malgun Gothic", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari",
    "Noto Sans Thai", "Nirmala UI", "Arial Unicode MS", "Noto Emoji", "Segoe UI Emoji",
)  # fmt: skip
LINE_SPACING = 1.1 * 1.164  # of the size; DejaVu has lines of 1.164
RISE = 0.36  # of the size: from the baseline up to the middle of a line of small letters
STRIKE = 4.5  # between the two strikes of a letter that has no bold face, of UNIT
UNIT = 100.0  # the size at which each letter is measured, once
SHAPED, UNSHAPED = "\u0590", "\u2000"  # from Hebrew on, letters join, stack or turn


def measure_in(font: str = "") -> Measure:
    """The width of texts in a font.

    Parameters
    ----------
    font : str, optional
        The name of a family that this machine has, or a font's file; else DejaVu Sans, which
        matplotlib brings.

    Returns
    -------
    callable
        Width in points of a line of text at a font size in points.

    Raises
    ------
    InvalidInput
        If there is no such font; it names near ones.

    Examples
    --------
    >>> measure_in("No Such Letters")
    Traceback (most recent call last):
    tracker.errors.InvalidInput: There is no font No Such Letters on this machine; name a family \
or a font's file.
    """
    family_of(font)
    return partial(_width, font)


def family_of(font: str) -> str:
    """The family of a font that is named by its family or its file; the file becomes known."""
    if not font:
        return FAMILY
    if font.lower().endswith((".ttf", ".otf", ".ttc")):
        return _family_in(font)
    there = {entry.name.casefold(): entry.name for entry in fontManager.ttflist}
    if font.casefold() not in there:
        near = [there[name] for name in get_close_matches(font.casefold(), there, 3)]
        hint = f" Near: {', '.join(near)}." if near else ""
        raise InvalidInput(
            f"There is no font {font} on this machine; name a family or a font's file.{hint}"
        )
    return there[font.casefold()]


@cache
def _family_in(file: str) -> str:
    try:
        fontManager.addfont(File(file))
    except (OSError, RuntimeError) as error:
        raise InvalidInput(f"{file} is no font that can be read: {error}.") from error
    return fontManager.ttflist[-1].name


def families(font: str = "") -> list[str]:
    """The families that a text is drawn in, one asked after the other for a letter."""
    there = {entry.name for entry in fontManager.ttflist}
    return [name for name in dict.fromkeys((family_of(font), FAMILY, *FALLBACKS)) if name in there]


def text_width(text: str, size: float) -> float:
    """Width in points of a line of text at a font size in points, in the font of charts."""
    return _width("", text, size)


def label_width(label: Label, line: str, font: str = "") -> float:
    """Width in points of one line of a label, in its own size and weight."""
    return _width(font, line, label.size, label.weight == "bold")


def without_glyph(scene: Scene) -> str:
    """The characters of a scene's labels that no font of this machine can draw.

    Parameters
    ----------
    scene : Scene
        What is to be drawn.

    Returns
    -------
    str
        Each such character once, in the order of the alphabet; empty where all can be drawn.
    """
    wanted = {ord(letter) for label in scene.labels for letter in label.text if letter > "~"}
    for file in _files(scene.font):
        wanted -= get_font(file).get_charmap().keys()
    return "".join(sorted(map(chr, wanted)))


def find_new_fonts() -> bool:
    """Look for fonts that came to the machine after matplotlib made its list; whether there are."""
    known = {entry.fname for entry in fontManager.ttflist}
    new = [file for file in findSystemFonts() if file not in known]
    for file in new:
        with suppress(OSError, RuntimeError):  # some are no fonts after all
            fontManager.addfont(file)
    for remembered in (_letter, _has_no_bold, _kerning, _shaped_width, _files):
        remembered.cache_clear()
    return bool(new)


def outlines(
    lines: Sequence[tuple[str, float, float]], size: float, font: str, bold: bool
) -> Iterator[Path]:
    """The letters of lines of text as outlines, each line at its place on its baseline."""
    for text, x, y in lines:
        set_letters = _shaped(font, bold, text) if _is_shaped(text) else _set(font, bold, text)
        drawn = [each for each in set_letters if len(each[1])]
        if drawn:
            points = np.concatenate([corners + place for place, corners, _ in drawn])
            codes = np.concatenate([codes for _, _, codes in drawn])
            yield Path(points * (size / UNIT) + (x, y), codes)


Placed = tuple[tuple[float, float], np.ndarray, np.ndarray]
"""The place of a letter, and the corners and codes of its outline, at the size of measuring."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter of a font: which of its glyphs, its outline, how far it carries."""

    file: str
    glyph: "GlyphIndexType"
    corners: np.ndarray
    codes: np.ndarray
    advance: float


def lacks_bold(text: str, font: str = "") -> bool:
    """Whether a text has letters of which the fonts of this machine have no bold ones."""
    return any(letter > "~" and _has_no_bold(font, letter) for letter in text)


@cache
def _has_no_bold(font: str, letter: str) -> bool:
    return _letter(font, True, letter).file == _letter(font, False, letter).file


def _set(font: str, bold: bool, text: str) -> Iterator[Placed]:
    """Letters one behind the other, kerned."""
    x = 0.0
    before = ""
    for letter in text:
        known = _letter(font, bold, letter)
        x += _kerning(font, bold, before, letter) if before else 0.0
        yield (x, 0.0), known.corners, known.codes
        if bold and letter > "~" and _has_no_bold(font, letter):
            # Struck twice, a little apart, so that a bold title of two scripts is bold throughout.
            yield (x + STRIKE, 0.0), known.corners, known.codes
        x += known.advance
        before = letter


def _shaped(font: str, bold: bool, text: str) -> Iterator[Placed]:
    """Letters as a script that joins, stacks or turns them has them."""
    faces = get_font(_files(font, bold))
    faces.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    letters, known, _ = text_to_path.get_glyphs_with_font(faces, text)
    scale = UNIT / text_to_path.FONT_SCALE
    for name, x, y, _ in letters:
        corners, codes = known[name]
        yield (x * scale, y * scale), np.reshape(corners, (-1, 2)) * scale, np.asarray(codes)


@cache
def _letter(font: str, bold: bool, letter: str) -> _Letter:
    files = _files(font, bold)
    file = next((file for file in files if ord(letter) in get_font(file).get_charmap()), files[0])
    face = get_font(file)
    face.set_size(UNIT, 72)
    index = face.get_char_index(ord(letter))  # of a letter that no font has, the box
    glyph = face.load_glyph(index, flags=LoadFlags.NO_HINTING)
    corners, codes = face.get_path()
    return _Letter(
        file, index, np.reshape(corners, (-1, 2)), codes, float(glyph.linearHoriAdvance) / 65536
    )


@cache
def _kerning(font: str, bold: bool, before: str, letter: str) -> float:
    one, other = _letter(font, bold, before), _letter(font, bold, letter)
    if one.file != other.file:
        return 0.0
    face = get_font(one.file)
    face.set_size(UNIT, 72)
    return float(face.get_kerning(one.glyph, other.glyph, Kerning.UNFITTED)) / 64


def _is_shaped(text: str) -> bool:
    return any(SHAPED <= letter < UNSHAPED for letter in text)


def _width(font: str, text: str, size: float, bold: bool = False) -> float:
    if _is_shaped(text):
        return _shaped_width(font, text, bold) * size / UNIT
    wide = sum(_letter(font, bold, letter).advance for letter in text)
    wide += sum(_kerning(font, bold, *pair) for pair in pairwise(text))
    return wide * size / UNIT


@cache
def _shaped_width(font: str, text: str, bold: bool) -> float:
    faces = get_font(_files(font, bold))
    faces.set_size(UNIT, 72)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # see `without_glyph`
        faces.set_text(text, 0, flags=LoadFlags.NO_HINTING)
    return float(faces.get_width_height()[0]) / 64


@cache
def _files(font: str, bold: bool = False) -> tuple[str, ...]:
    """The files of the fonts that are asked for a glyph, one after the other."""
    weight = "bold" if bold else "normal"
    return tuple(
        str(findfont(FontProperties(family=name, weight=weight))) for name in families(font)
    )
