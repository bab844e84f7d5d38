"""The causal chain: boxes in order of time from left to right, an arrow for each link."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.charts.chain.arrows import (
    Looks,
    area_of,
    arrows_of,
    claim_label,
    claim_lines,
    denial_marks,
    numerals,
)
from tracker.charts.chain.boxes import BOX_WIDTH, BoxText, box_shapes, box_text, doers_of
from tracker.charts.chain.claims import Claims, Edge, claims_of, in_causal_time, path_through
from tracker.charts.chain.column import column_shapes, elision
from tracker.charts.chain.folding import Folded, beside_path, folded, shortened
from tracker.charts.chain.joints import joints, junctions
from tracker.charts.chain.layering import columns_of, layered
from tracker.charts.chain.linestyles import styles_of
from tracker.charts.chain.marking import marked
from tracker.charts.chain.placing import Taken
from tracker.charts.chain.rows import STUB, Rows, rows_of
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import WIDE, Spacing
from tracker.charts.scene import Arrow, Box, Label, Scene, Shape
from tracker.charts.style import theme
from tracker.charts.style.actors import looks_of
from tracker.charts.style.moving import moved, scaled
from tracker.charts.words.language import Language
from tracker.charts.words.titles import ends_in_words
from tracker.charts.words.wording import (
    claimant_name,
    claims_in_words,
    joined_names,
    span_in_words,
)
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.picture import Size

BELOW_HEADING = 8.0
FOOT = 10.0
SPREAD = 40.0  # how much more a page may have between two rows
OWN = Size(1500.0, 3000.0)  # what a chain takes at most, unless a size is asked for
OWN_PATH = 7  # columns of a row of its own size
TALLEST = 700.0  # points, of a page for which only a width is asked for
TALL = 1.4  # the same, of its width
NARROWEST = 560.0
WIDER = 40.0  # how much further apart columns may stand, so that a row fills its page
COLUMN = 300.0  # the width of a page below which a chain runs down
SLIM, MIDDLE = 12.0, 20.0  # margins of narrow pages
SCALES = (1.6, 1.45, 1.3, 1.15, 1.0)  # type is never smaller than it is laid out
TIGHT = Spacing(12.0, 17.0, 9.0, 6.0, theme.SMALL_SIZE, 12.5)
EASY = Spacing(18.0, 17.0, 13.0, 8.0, theme.LABEL_SIZE, 16.0)


@dataclass(frozen=True)
class ChainOptions:
    """The options of a chain.

    Attributes
    ----------
    sides : tuple of str
        Claimants whose accounts are told apart: each has a colour for the links that it alone
        claims, and those shared have another.
    passed, no_return : frozenset of int
        Numbers of the events that every chain passes, and of those after which there is no way
        out.
    cut : frozenset of (int, int)
        Cause and effect of the links that are said to be off-ramps.
    path : tuple of int
        Numbers of the events of the path that stands in the middle, from cause to effect; without
        it the likeliest causes of the last effect.
    """

    sides: tuple[str, ...] = ()
    passed: frozenset[int] = frozenset()
    no_return: frozenset[int] = frozenset()
    cut: frozenset[tuple[int, int]] = frozenset()
    path: tuple[int, ...] = ()


DEFAULT = ChainOptions()


@dataclass(frozen=True)
class Form:
    """How closely a chain is set.

    Attributes
    ----------
    told : bool
        Whether claims are written along arrows; else only the key tells them.
    gap : float
        Between two columns.
    between : float
        The least between two boxes or links of a column.
    lane : float
        What a link takes that passes a column.
    most : int
        How many links may go on from one row to the next.
    """

    told: bool
    gap: float
    between: float
    lane: float
    most: int


TOLD = Form(True, 84.0, 18.0, 30.0, 5)
OWN_TOLD = replace(TOLD, most=12)
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
    """A chain whose events are in order: what is laid out in one way or another until it fits."""

    frame: Frame
    options: ChainOptions
    order: Sequence[Event]
    claims: Claims
    path: Sequence[int]
    beside: Sequence[int]
    verbs: Mapping[str, str]
    called: Mapping[str, str]
    painted: Mapping[str, str]
    columns: int  # of the whole chain

    @classmethod
    def of(cls, chronicle: Chronicle, frame: Frame, options: ChainOptions) -> "_Chain":
        claims = claims_of(chronicle)
        if not claims:
            raise ValueError("A chain needs at least one link between two events.")
        order = in_causal_time(chronicle, claims)
        numbers = [event.id for event in order]
        path = path_through(numbers, claims, options.path)
        ends = {end for edge in options.cut if edge in claims for end in edge}
        ranked = beside_path(numbers, claims, path)
        beside = sorted(ranked, key=lambda number: number not in ends)
        language, sides = frame.language, options.sides
        looks = looks_of(sides, frame.actors.kept, frame.actors.order)
        painted = {side: looks[side].colour if side in looks else theme.LINK for side in sides}
        links = [link for made in claims.values() for link in made]
        verbs = {
            code: _verb(code, chronicle, language)
            for code in sorted({link.relation for link in links})
        }
        called = {
            code: language.word(claimant_name(code, chronicle))
            for code in (*sides, *sorted({link.claimed_by for link in links}))
        }
        columns = max(columns_of(numbers, claims).values()) + 1
        return cls(frame, options, order, claims, path, beside, verbs, called, painted, columns)

    def fitted(self) -> Scene:
        """The chain as fully told as its page has room for."""
        width, height = self.frame.width, self.frame.height
        if width is None:
            return self._own()
        if height is None:
            height = max(TALLEST, TALL * width)
            whole = self.columns * (BOX_WIDTH + TOLD.gap) - TOLD.gap + 2 * _margin(width)
            scales: Sequence[float] = (max(1.0, min(SCALES[0], width / whole)),)
            spread = 0.0
        else:
            scales, spread = SCALES, height
        if width >= COLUMN:
            for form in (TOLD, KEYED):
                for scale in scales:
                    scene = self._rows(form, width / scale, height / scale, None, spread / scale)
                    if scene is not None:
                        return scaled(scene, scale) if scale > 1 else scene
        return self._closest(KEYED, width, height, spread)

    def _own(self) -> Scene:
        """The chain in its own size."""
        columns = min(self.columns, OWN_PATH)
        width = 2 * MARGIN + columns * (BOX_WIDTH + TOLD.gap) - TOLD.gap
        if columns < self.columns:
            width += TOLD.gap
        width = max(width, NARROWEST)
        assert OWN.height is not None
        scene = self._rows(OWN_TOLD, width, OWN.height, None, 0.0)
        return scene or self._closest(KEYED, OWN.width, OWN.height, 0.0)

    def _closest(self, form: Form, width: float, height: float, spread: float) -> Scene:
        """As much of the chain as there is room for, but the ends of its path in any case."""
        if width >= COLUMN:
            bound = min(len(self.beside), self._bound(form, width, height))
            beside = _most(lambda n: self._rows(form, width, height, n, spread), 0, bound)
            if beside is not None:
                return beside
        short = _most(lambda n: self._path(form, width, height, n, spread), 2, len(self.path))
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
        margin = _margin(width)
        if beside is None and len(self.order) > self._bound(form, width, height):
            return None
        stub = form.gap - STUB if form.told else STUB
        per_row = int((width - 2 * margin + form.gap) / (BOX_WIDTH + form.gap))
        if form.told and per_row < self.columns:
            per_row = int((width - 2 * margin - stub + form.gap) / (BOX_WIDTH + form.gap))
            if per_row < 3:
                return None
        form = _stretched(form, per_row, stub if per_row < self.columns else 0.0, width)
        count = len(self.beside) if beside is None else beside
        numbers = [event.id for event in self.order]
        kept = folded(
            numbers, self.claims, self.path, self.beside[:count], max(1, per_row), form.most
        )
        if kept is None or (beside is None and len(kept.edges) < len(self.claims)):
            return None
        return self._page(form, kept, per_row, stub, width, height, spread)

    def _path(
        self, form: Form, width: float, height: float | None, count: int, spread: float
    ) -> Scene | None:
        """So many events of the path alone."""
        path, left_out = shortened(self.path, count)
        kept = set(path)
        place = {number: at for at, number in enumerate(path)}
        edges = tuple(step for step in pairwise(path) if step in self.claims)
        middle = (len(path) + 1) // 2
        if left_out:
            edges = tuple(each for each in edges if each != (path[middle - 1], path[middle]))
        drawn = {*edges, *pairwise(self.path)}  # what is left out of the path is said apart
        missing = Counter(
            effect
            for cause, effect in self.claims
            if effect in kept and (cause, effect) not in drawn
        )
        part = Folded(tuple(path), edges, place, tuple(path), missing, left_out)
        per_row = max(1, int((width - 2 * _margin(width) + form.gap) / (BOX_WIDTH + form.gap)))
        form = _stretched(form, per_row, 0.0, width)
        return self._page(form, part, per_row, STUB, width, height, spread)

    def _page(
        self, form: Form, kept: Folded, per_row: int, stub: float, width: float,
        height: float | None, spread: float,
    ) -> Scene | None:  # fmt: skip
        """The part of the chain in its frame; None if it is higher than the page."""
        drawn = self._scene(form, kept, per_row, stub, width, 0.0)
        if height is not None and drawn.height > height + 0.01:
            return None
        if not spread or height is None:
            return drawn
        free = height - drawn.height
        rows = max(kept.columns.values()) // per_row
        if width < COLUMN:
            rows = len(kept.order) - 1
        more = min(SPREAD, free / (rows + 1)) if rows else 0.0
        drawn = self._scene(form, kept, per_row, stub, width, more)
        return _centred(drawn, height - drawn.height)

    def _scene(
        self, form: Form, kept: Folded, per_row: int, stub: float, width: float, more: float
    ) -> Scene:
        """The part of the chain in its frame, as high as it needs."""
        margin, language = _margin(width), self.frame.language
        numbers = set(kept.order)
        events = [event for event in self.order if event.id in numbers]
        claims = {edge: self.claims[edge] for edge in kept.edges}
        lines = [(made[0].relation, made[0].likelihood) for made in claims.values()]
        looks = Looks(
            styles_of(lines, self.verbs, language), frozenset(pairwise(kept.path)), self.painted,
            self.called, language,
        )  # fmt: skip
        down = width < COLUMN
        texts = {
            event.id: self._text(event, kept, width - 2 * margin if down else BOX_WIDTH)
            for event in events
        }
        doers = doers_of(events, self.options.sides, self.frame.actors)
        if down:
            shapes, high = column_shapes(
                events, texts, claims, kept.gap, width - 2 * margin, margin, doers, looks,
                self.options.cut, self.frame.measure, more,
            )  # fmt: skip
        else:
            shapes, high = self._row_shapes(
                form, kept, per_row, stub, margin, events, texts, claims, looks, doers, more
            )
        body = Scene.of(
            shapes, width, high + BELOW_HEADING, title=self._title(),
            remark=self._remark(len(events), len(claims)),
        )  # fmt: skip
        options = self.options
        body = marked(body, options.passed, options.no_return, options.cut, language)
        frame = replace(self.frame, margin=margin)
        spacing = TIGHT if down else EASY if width < NARROWEST else WIDE
        return framed(body, frame, self._subtitle(len(events), len(claims)), FOOT, spacing)

    def _text(self, event: Event, kept: Folded, width: float) -> BoxText:
        """What is written in a box."""
        language = self.frame.language
        foot = []
        if kept.gap and kept.gap[1] == event.id:
            between = language.counted(kept.left_out, "event")
            foot.append(language("after {events} not drawn", events=between))
        if beside := kept.causes.get(event.id):
            foot.append(f"+{language.counted(beside, 'side cause')}")
        behind = self.frame.notes.get(event.id, "")
        return box_text(event, width, self.frame.measure, behind, foot, language)

    def _row_shapes(
        self, form: Form, kept: Folded, per_row: int, stub: float, margin: float,
        events: Sequence[Event], texts: Mapping[int, BoxText], claims: Claims, looks: Looks,
        doers: Mapping[str, str], more: float,
    ) -> tuple[list[Shape], float]:  # fmt: skip
        """Boxes and arrows in rows, and how high they are together."""
        language = self.frame.language
        box_heights = {number: text.height for number, text in texts.items()}
        edges = [*kept.edges, *([kept.gap] if kept.gap else [])]
        layering = layered(
            kept.order, edges, box_heights, form.between, form.lane, kept.path, kept.columns
        )
        rows, high = rows_of(
            layering, box_heights, per_row, margin, form.gap, form.lane, stub, more
        )
        shapes: list[Shape] = []
        for event in events:
            column = kept.columns[event.id]
            y = rows.y(column, layering.heights[event.id])
            shapes += box_shapes(
                event, texts[event.id], rows.left(column), y, BOX_WIDTH, doers, language
            )
        joined = joints(claims)
        arrows = arrows_of(claims, joined, rows, box_heights, looks)
        if kept.gap:
            arrows += _left_out(kept.gap, rows)
        shapes += arrows
        shapes += junctions(arrows, joined, language)
        shapes += denial_marks(arrows, claims, language)
        shapes += numerals(arrows, rows)
        if form.told:
            shapes += self._said(shapes, arrows, claims, joined, form, looks)
        return shapes, high

    def _said(
        self, shapes: Iterable[Shape], arrows: Iterable[Arrow], claims: Claims,
        joined: Mapping[Edge, Edge], form: Form, looks: Looks,
    ) -> list[Label]:  # fmt: skip
        """What stands along the arrows."""
        measure = self.frame.measure
        taken = Taken(area_of(shape) for shape in shapes if isinstance(shape, Box))
        pieces: dict[Edge, list[Arrow]] = {}
        for arrow in arrows:
            if arrow.link is not None:
                pieces.setdefault(arrow.link, []).append(arrow)
        labels = []
        for edge, own in pieces.items():
            if joined.get(edge, edge) != edge:
                continue
            cut = edge in self.options.cut
            said = claim_lines(claims[edge], form.gap - 14, measure, cut, looks)
            label = claim_label(said, own, taken, measure)
            if label is not None:
                labels.append(label)
        return labels

    def _subtitle(self, events: int, links: int) -> str:
        """How much is drawn, and who claims it."""
        language = self.frame.language
        if events == len(self.order) and links == len(self.claims):
            made = [link for own in self.claims.values() for link in own if not link.denied]
            said = claims_in_words(made, language)
            return f"{language.counted(len(self.order), 'event')}; {said}"
        return language(
            "{shown} of {events} and {drawn} of {links} drawn",
            shown=language.number(events), events=language.counted(len(self.order), "event"),
            drawn=language.number(links), links=language.counted(len(self.claims), "link"),
        )  # fmt: skip

    def _remark(self, events: int, links: int) -> str:
        """The sentence on what there was no room for."""
        if events == len(self.order) and links == len(self.claims):
            return ""
        return (
            f"Folded to fit: {events:,} of {len(self.order):,} events and {links:,} of "
            f"{len(self.claims):,} links are drawn; a larger --size shows more."
        )

    def _title(self) -> str:
        """From the first cause to the last effect, or whose accounts; else the time."""
        language, sides = self.frame.language, [self.called[side] for side in self.options.sides]
        if sides:
            return language("The accounts of {sides}", sides=joined_names(sides, language))
        by_number = {event.id: event for event in self.order}
        first, last = by_number[self.path[0]], by_number[self.path[-1]]
        span = span_in_words(self.order, language)
        said = ends_in_words(first, last, language)
        return said or language("Causes and effects, {span}", span=span)


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
    free = width - 2 * _margin(width) - per_row * BOX_WIDTH - (stub if form.told else 0.0)
    gap = free / (per_row - 1) if per_row > 1 else form.gap
    return replace(form, gap=max(form.gap, min(gap, form.gap + WIDER)))


def _margin(width: float) -> float:
    """What is left free at the sides of a page."""
    return SLIM if width < COLUMN else MIDDLE if width < NARROWEST else MARGIN


def _centred(scene: Scene, free: float) -> Scene:
    """The same higher by so much, the chart a little above the middle of what is free."""
    if free < 1:
        return scene
    up = moved(scene, 0, free)
    return replace(up, height=scene.height + free)


def _verb(relation: str, chronicle: Chronicle, language: Language) -> str:
    """What a relation is called: in the chart's language where it has a word, else its label."""
    known = chronicle.relations.get(relation)
    said = language.word(relation)
    return known.label if known and said == relation else said


def _left_out(gap: Edge, rows: Rows) -> list[Arrow]:
    """The line in place of events of the path that are left out; in two pieces between rows."""
    columns, heights = rows.layering.columns, rows.layering.heights
    cause, effect = (columns[number] for number in gap)
    start = rows.left(cause) + BOX_WIDTH, rows.y(cause, heights[gap[0]])
    tip = rows.left(effect) - 1.5, rows.y(effect, heights[gap[1]])
    if rows.row(cause) == rows.row(effect):
        return [elision(start, tip)]
    left, right = rows.ends
    return [
        replace(elision(start, (right, start[1])), headed=False),
        elision((left, tip[1]), tip),
    ]
