"""The causal chain: boxes in order of time from left to right, an arrow for each link."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from tracker.charts.chain.boxes import BOX_WIDTH
from tracker.charts.chain.claims import Edge
from tracker.charts.chain.folding import Folded, beside_path, folded, shortened
from tracker.charts.chain.layering import columns_of
from tracker.charts.chain.rows import STUB
from tracker.charts.chain.setting import (
    COLUMN,
    NARROWEST,
    ChainOptions,
    Form,
    Setting,
    margin_of,
)
from tracker.charts.frame.frame import Frame
from tracker.charts.frame.heading import MARGIN
from tracker.charts.scene import Scene
from tracker.charts.style.moving import scaled
from tracker.model.chronicle import Chronicle
from tracker.model.picture import Size

SPREAD = 40.0  # how much more a page may have between two rows
OWN = Size(1500.0, 3000.0)  # what a chain takes at most, unless a size is asked for
OWN_PATH = 7  # columns of a row of its own size
TALLEST = 700.0  # points, of a page for which only a width is asked for
TALL = 1.4  # the same, of its width
WIDER = 40.0  # how much further apart columns may stand, so that a row fills its page
FEWEST = 3  # columns of a row in which claims are written along arrows, if it has several
EACH = 200.0  # points of a page's height for each link that goes on from one row to the next
SCALES = (1.6, 1.45, 1.3, 1.15, 1.0)  # type is never smaller than it is laid out


DEFAULT = ChainOptions()


TOLD = Form(True, 84.0, 18.0, 30.0, 5)
KEYED = Form(False, 32.0, 13.0, 4.0, 4)


def chain(chronicle: Chronicle, frame: Frame, options: ChainOptions = DEFAULT) -> Scene:
    """Lay out the linked events of a chronicle as a chain of causes and effects.

    Parameters
    ----------
    chronicle : Chronicle
        At least one link; events without one are left out. Several claims of the same link
        are one arrow, which tells the likeliest; it carries a cross where somebody denies it.
        Arrows of causes that are claimed only together meet before the effect.
    frame : Frame
        Title, width, height, notes and language; the title is by default the first and the last
        event.
    options : ChainOptions, optional
        The path in the middle, whose accounts are told apart, and which turning points and
        off-ramps are marked.

    Returns
    -------
    Scene
        The path as one straight row, broken where a page is too narrow for it; every box stands
        behind its causes. What has no room in letters of 7 points is left out and counted: first
        what lies beside the path, last its middle.

    Raises
    ------
    ValueError
        If no two events of the chronicle are linked.

    Examples
    --------
    >>> chain(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A chain needs at least one link between two events.
    """
    return _Chain.of(chronicle, frame, options).fitted()


def chain_pages(
    chronicle: Chronicle,
    frame: Frame,
    options: ChainOptions = DEFAULT,
    around: tuple[float, float] = (0.0, 0.0),
) -> tuple[Scene, ...]:
    """Lay out a chain for the size of a page.

    Parameters
    ----------
    chronicle : Chronicle
        At least one link.
    frame : Frame
        As for `chain`.
    options : ChainOptions, optional
        As for `chain`.
    around : tuple of float, optional
        What further texts take at the head and at the foot of the page.

    Returns
    -------
    tuple of Scene
        One page.

    Examples
    --------
    >>> chain_pages(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A chain needs at least one link between two events.
    """
    high = frame.height
    room = replace(frame, height=high - sum(around) if high is not None else None)
    return (chain(chronicle, room, options),)


@dataclass(frozen=True)
class _Chain:
    """A chain that is laid out in one way or another until it fits."""

    setting: Setting
    beside: Sequence[int]
    columns: int  # of the whole chain
    into: Mapping[int, Sequence[Edge]]  # the links of each effect

    @classmethod
    def of(cls, chronicle: Chronicle, frame: Frame, options: ChainOptions) -> "_Chain":
        setting = Setting.of(chronicle, frame, options)
        numbers = [event.id for event in setting.order]
        ends = {end for edge in options.cut if edge in setting.claims for end in edge}
        ranked = beside_path(numbers, setting.claims, setting.path)
        beside = sorted(ranked, key=lambda number: number not in ends)
        columns = max(columns_of(numbers, setting.claims).values()) + 1
        into: dict[int, list[Edge]] = {}
        for edge in setting.claims:
            into.setdefault(edge[1], []).append(edge)
        return cls(setting, beside, columns, into)

    def fitted(self) -> Scene:
        """The chain as fully told as its page has room for."""
        width, height = self.setting.frame.width, self.setting.frame.height
        if width is None:
            return self._own()
        spread = height or 0.0
        # Rather in one row than told along the arrows.
        told, keyed = self._one_row(TOLD, width), self._one_row(KEYED, width)
        forms = (KEYED,) if keyed <= width < told else (TOLD, KEYED)
        whole = told if told <= width else keyed
        scales = [min(SCALES[0], width / whole)] if width >= whole else []
        if height is None:
            height = max(TALLEST, TALL * width)
            scales = scales or [1.0]
        else:
            scales += SCALES
        if width >= COLUMN:
            for form in forms:
                for scale in scales:
                    scene = self._rows(form, width / scale, height / scale, None, spread / scale)
                    if scene is not None:
                        return scaled(scene, scale) if scale > 1 else scene
        return self._closest(KEYED, width, height, spread)

    def _one_row(self, form: Form, width: float) -> float:
        """How wide the chain is in one row."""
        return self.columns * (BOX_WIDTH + form.gap) - form.gap + 2 * margin_of(width)

    def _own(self) -> Scene:
        """The chain in its own size."""
        columns = ceil(self.columns / ceil(self.columns / OWN_PATH))
        width = 2 * MARGIN + columns * (BOX_WIDTH + TOLD.gap) - TOLD.gap
        if columns < self.columns:
            width += TOLD.gap
        width = max(width, NARROWEST)
        assert OWN.height is not None
        scene = self._rows(TOLD, width, OWN.height, None, 0.0)
        return scene or self._closest(KEYED, OWN.width, OWN.height, 0.0)

    def _closest(self, form: Form, width: float, height: float, spread: float) -> Scene:
        """As much of the chain as there is room for, but the ends of its path in any case."""
        longest = len(self.setting.path)
        if width >= COLUMN:
            room = self._bound(form, width, height)
            if longest <= room:
                bound = min(len(self.beside), room)
                beside = _most(lambda n: self._rows(form, width, height, n, spread), 0, bound)
                if beside is not None:
                    return beside
            longest = min(longest, max(2, room))
        short = _most(lambda n: self._path(form, width, height, n, spread), 2, longest)
        if short is not None:
            return short
        scene = self._path(form, width, None, 2, spread)
        assert scene is not None
        return scene

    def _bound(self, form: Form, width: float, height: float) -> int:
        """More boxes than a page could have."""
        low = BOX_WIDTH * 0.28 + form.between
        return int(width / (BOX_WIDTH + form.gap) + 1) * int(height / low + 1)

    def _rows(
        self, form: Form, width: float, height: float, beside: int | None, spread: float
    ) -> Scene | None:
        """The path and so many events beside it in rows, all for None; None if it does not fit."""
        margin = margin_of(width)
        if beside is None and len(self.setting.order) > self._bound(form, width, height):
            return None
        stub = form.gap - STUB if form.told else STUB
        per_row = int((width - 2 * margin + form.gap) / (BOX_WIDTH + form.gap))
        if form.told and per_row < self.columns:
            per_row = int((width - 2 * margin - stub + form.gap) / (BOX_WIDTH + form.gap))
            if per_row < FEWEST and per_row * 2 < self.columns:
                return None
        per_row = max(1, per_row)
        count = len(self.beside) if beside is None else beside
        most = max(form.most, int(height / EACH))
        kept = self._folded(count, per_row, most)
        if kept is None or (beside is None and len(kept.edges) < len(self.setting.claims)):
            return None
        columns = max(kept.columns.values()) + 1
        even = ceil(columns / ceil(columns / per_row))  # rows of much the same length
        again = self._folded(count, even, most)
        if again is not None and len(again.edges) >= len(kept.edges):
            per_row, kept = even, again
        form = _stretched(form, per_row, stub if per_row < columns else 0.0, width)
        return self._page(form, kept, per_row, stub, width, height, spread)

    def _folded(self, count: int, per_row: int, most: int) -> Folded | None:
        """The path and so many events beside it."""
        numbers = [event.id for event in self.setting.order]
        return folded(
            numbers, self.setting.claims, self.setting.path, self.beside[:count], per_row, most
        )

    def _path(
        self, form: Form, width: float, height: float | None, count: int, spread: float
    ) -> Scene | None:
        """So many events of the path alone."""
        path, left_out = shortened(self.setting.path, count)
        place = {number: at for at, number in enumerate(path)}
        edges = tuple(step for step in pairwise(path) if step in self.setting.claims)
        middle = (len(path) + 1) // 2
        if left_out:
            edges = tuple(each for each in edges if each != (path[middle - 1], path[middle]))
        drawn = {*edges, *pairwise(self.setting.path)}  # what is left out of the path is said apart
        missing: Counter[int] = Counter()
        for effect in path:
            if more := sum(edge not in drawn for edge in self.into.get(effect, ())):
                missing[effect] = more
        part = Folded(tuple(path), edges, place, tuple(path), missing, left_out)
        per_row = max(1, int((width - 2 * margin_of(width) + form.gap) / (BOX_WIDTH + form.gap)))
        form = _stretched(form, per_row, 0.0, width)
        return self._page(form, part, per_row, STUB, width, height, spread)

    def _page(
        self, form: Form, kept: Folded, per_row: int, stub: float, width: float,
        height: float | None, spread: float,
    ) -> Scene | None:  # fmt: skip
        """The part of the chain in its frame; None if it is higher than the page."""
        if (
            height is not None
            and width >= COLUMN
            and self.setting.least_height(form, kept, per_row) > height
        ):
            return None  # without trying how it could be untangled
        drawn = self.setting.scene(form, kept, per_row, stub, width, 0.0)
        if height is not None and drawn.height > height + 0.01:
            return None
        if not spread or height is None:
            return drawn
        free = height - drawn.height
        rows = max(kept.columns.values()) // per_row
        if width < COLUMN:
            rows = len(kept.order) - 1
        more = min(SPREAD, free / (rows + 1)) if rows else 0.0
        rest = height - self.setting.scene(form, kept, per_row, stub, width, more).height
        return self.setting.scene(form, kept, per_row, stub, width, more, max(0.0, rest))


def _most(attempt: Callable[[int], Scene | None], least: int, most: int) -> Scene | None:
    """The scene of the largest number that fits, found by halving."""
    best = attempt(least)
    if best is None:
        return None
    low, high = least, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        scene = attempt(middle)
        if scene is None:
            high = middle
        else:
            low, best = middle, scene
    return best


def _stretched(form: Form, per_row: int, stub: float, width: float) -> Form:
    """The same with its columns so far apart that rows are as wide as the page."""
    free = width - 2 * margin_of(width) - per_row * BOX_WIDTH - (stub if form.told else 0.0)
    gap = free / (per_row - 1) if per_row > 1 else form.gap
    return replace(form, gap=max(form.gap, min(gap, form.gap + WIDER)))
