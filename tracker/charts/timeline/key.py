"""Entries of a timeline's key, each with the sample of what it explains."""

from functools import cache

from tracker.charts.frame.legend import BESIDE_CLASSES
from tracker.charts.scene import LegendEntry, Mark, Rule, Span
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.model.codebook import QuadClass

JOINED = 1.0  # points, the line between the marks of a joint act


@cache
def size_entry(language: Language) -> LegendEntry:
    """The legend's entry of marks whose size tells intensity."""
    glyph = theme.glyph_of(QuadClass.MATERIAL_CONFLICT)
    sample = tuple(
        Mark(offset, 0, glyph, theme.UNCODED, theme.mark_size(intensity))
        for offset, intensity in ((-8, 1.0), (3, 10.0))
    )
    return LegendEntry(language("larger: more intense"), sample, (BESIDE_CLASSES, 1))


@cache
def interval_entry(language: Language) -> LegendEntry:
    """The legend's entry of a bar that begins at its mark."""
    text = language("from its first day to its last")
    return LegendEntry(text, _bar_sample(vague=False), (BESIDE_CLASSES, 2))


@cache
def imprecise_entry(language: Language) -> LegendEntry:
    """The legend's entry of a bar that fades on both sides under a hollow mark."""
    return LegendEntry(language("some time within"), _bar_sample(vague=True), (BESIDE_CLASSES, 3))


@cache
def open_entry(language: Language) -> LegendEntry:
    """The legend's entry of a bar whose end nobody recorded."""
    text = language("its end is not known")
    return LegendEntry(text, _open_sample(lasts=True), (BESIDE_CLASSES, 2, 1))


@cache
def begun_entry(language: Language) -> LegendEntry:
    """The legend's entry of a bar whose beginning nobody recorded."""
    text = language("its beginning is not known")
    return LegendEntry(text, _open_sample(lasts=True, left=True), (BESIDE_CLASSES, 2, 2))


@cache
def ongoing_entry(language: Language) -> LegendEntry:
    """The legend's entry of a bar of what is recorded as going on."""
    text = language("ongoing")
    return LegendEntry(text, _open_sample(lasts=True), (BESIDE_CLASSES, 2, 3))


@cache
def later_entry(language: Language) -> LegendEntry:
    """The legend's entry of a moment of which only the first day is known that it can be of."""
    text = language("on that day or later")
    return LegendEntry(text, _open_sample(lasts=False), (BESIDE_CLASSES, 3, 2))


@cache
def earlier_entry(language: Language) -> LegendEntry:
    """The legend's entry of a moment of which only the last day is known that it can be of."""
    text = language("on that day or earlier")
    return LegendEntry(text, _open_sample(lasts=False, left=True), (BESIDE_CLASSES, 3, 3))


def _open_sample(lasts: bool, left: bool = False) -> tuple[Span, Mark]:
    bar = Span(-13, 9 if left else 13, 0, 11, theme.UNCODED, opens_left=left, opens_right=not left)
    glyph = theme.glyph_of(QuadClass.VERBAL_COOPERATION)
    at = bar.x1 if left else bar.x0
    return bar, Mark(at, 0, glyph, theme.UNCODED, 6.5, hollow=left or not lasts)


@cache
def doubt_entry(language: Language) -> LegendEntry:
    """The legend's entry of such a bar where its date is in doubt, and so has a margin."""
    text = language("in doubt: with its margin")
    return LegendEntry(text, _bar_sample(vague=True), (BESIDE_CLASSES, 3, 1))


@cache
def derived_entry(language: Language) -> LegendEntry:
    """The legend's entry of the line under a bar that claims of order have narrowed."""
    whole = Span(-13, 13, 0, 11, theme.UNCODED, True, True)
    narrowed = Span(-5, 13, -4, 3, theme.UNCODED, derived=True)
    text = language("as claims of order narrow it")
    return LegendEntry(text, (whole, narrowed), (BESIDE_CLASSES, 4))


@cache
def joint_entry(language: Language) -> LegendEntry:
    """The legend's entry of the line that joins the marks of one act by several."""
    glyph = theme.glyph_of(QuadClass.VERBAL_COOPERATION)
    marks = tuple(Mark(0, y, glyph, theme.UNCODED, 5.5) for y in (-5.5, 5.5))
    line = Rule(0, -5.5, 0, 5.5, theme.MUTED, JOINED)
    return LegendEntry(language("one act of several"), (line, *marks), (BESIDE_CLASSES, 0, 1))


def _bar_sample(vague: bool) -> tuple[Span, Mark]:
    glyph = theme.glyph_of(QuadClass.VERBAL_COOPERATION)
    mark = Mark(0 if vague else -13, 0, glyph, theme.UNCODED, 6.5, hollow=vague)
    return Span(-13, 13, 0, 11, theme.UNCODED, vague, vague), mark
