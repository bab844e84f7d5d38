"""A part of a chain set in its frame: boxes and arrows in rows or down a column, and the texts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from tracker.charts.chain.arrows import (
    Looks,
    area_of,
    arrows_of,
    denial_marks,
    numerals,
)
from tracker.charts.chain.boxes import BOX_WIDTH, BoxText, box_shapes, box_text, doers_of
from tracker.charts.chain.claims import Claims, Edge, claims_of, in_causal_time, path_through
from tracker.charts.chain.column import column_shapes, elision
from tracker.charts.chain.folding import Folded
from tracker.charts.chain.joints import joints, junctions
from tracker.charts.chain.labels import claim_label, claim_lines
from tracker.charts.chain.layering import layered
from tracker.charts.chain.linestyles import styles_of
from tracker.charts.chain.marking import marked, turning_words
from tracker.charts.chain.placing import Taken
from tracker.charts.chain.rows import Rows, rows_of
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import WIDE, Spacing
from tracker.charts.scene import Arrow, Box, Label, Scene, Shape
from tracker.charts.style import theme
from tracker.charts.style.actors import looks_of
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

BELOW_HEADING = 8.0
FOOT = 10.0
NARROWEST = 560.0
COLUMN = 300.0  # the width of a page below which a chain runs down
SLIM, MIDDLE = 12.0, 20.0  # margins of narrow pages
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
        How many links may go on from one row to the next on a small page.
    """

    told: bool
    gap: float
    between: float
    lane: float
    most: int


@dataclass(frozen=True)
class Setting:
    """A chain whose events are in order, and what its pictures have in common.

    Attributes
    ----------
    frame : Frame
        Title, notes, measure and language.
    options : ChainOptions
        Whose accounts are told apart, and what is marked.
    order : sequence of Event
        All its events, every cause before its effects.
    claims : mapping of (int, int) to sequence of Link
        All its links.
    path : sequence of int
        The events of the path in the middle.
    verbs, called : mapping of str to str
        What relations and claimants are called.
    painted : mapping of str to str
        The colours of claimants whose accounts are told apart.
    events : mapping of int to Event
        Its events by their numbers.
    """

    frame: Frame
    options: ChainOptions
    order: Sequence[Event]
    claims: Claims
    path: Sequence[int]
    verbs: Mapping[str, str]
    called: Mapping[str, str]
    painted: Mapping[str, str]
    events: Mapping[int, Event]
    _written: dict[tuple[int, float, tuple[str, ...]], BoxText] = field(
        default_factory=dict, repr=False, compare=False
    )  # texts of boxes, which many tries share

    @classmethod
    def of(cls, chronicle: Chronicle, frame: Frame, options: ChainOptions) -> "Setting":
        """Put the events of a chronicle in order, and name what its links refer to."""
        claims = claims_of(chronicle)
        if not claims:
            raise ValueError("A chain needs at least one link between two events.")
        order = in_causal_time(chronicle, claims)
        path = path_through([event.id for event in order], claims, options.path)
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
        events = {event.id: event for event in order}
        return cls(frame, options, order, claims, path, verbs, called, painted, events)

    def scene(
        self, form: Form, kept: Folded, per_row: int, stub: float, width: float, more: float,
        rest: float = 0.0,
    ) -> Scene:  # fmt: skip
        """The part of the chain in its frame; above and below it a half of the rest is free."""
        margin, language = margin_of(width), self.frame.language
        events = [self.events[number] for number in kept.order]
        claims = {edge: self.claims[edge] for edge in kept.edges}
        lines = [(made[0].relation, made[0].likelihood) for made in claims.values()]
        looks = Looks(
            styles_of(lines, self.verbs, language), frozenset(pairwise(kept.path)), self.painted,
            self.called, language,
        )  # fmt: skip
        down = width < COLUMN
        texts = {
            event.id: self._text(event, kept, width - 2 * margin if down else BOX_WIDTH, down)
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
            shapes, width, high + BELOW_HEADING + rest / 2, title=self._title(),
            remark=self._remark(len(events), len(claims)),
        )  # fmt: skip
        options = self.options
        body = marked(body, options.passed, options.no_return, options.cut, language, not down)
        frame = replace(self.frame, margin=margin)
        spacing = TIGHT if down else EASY if width < NARROWEST else WIDE
        return framed(
            body, frame, self._subtitle(len(events), len(claims)), FOOT + rest / 2, spacing
        )

    def _text(self, event: Event, kept: Folded, width: float, down: bool = False) -> BoxText:
        """What is written in a box; of a column also what has no room above it."""
        language, own = self.frame.language, self.options
        foot = turning_words(event.id, own.passed, own.no_return, language) if down else []
        if kept.gap and kept.gap[1] == event.id:
            between = language.counted(kept.left_out, "event")
            foot.append(language("after {events} not drawn", events=between))
        if beside := kept.causes.get(event.id):
            foot.append(f"+{language.counted(beside, 'side cause')}")
        key = event.id, width, tuple(foot)
        if key not in self._written:
            behind = self.frame.notes.get(event.id, "")
            self._written[key] = box_text(event, width, self.frame.measure, behind, foot, language)
        return self._written[key]

    def least_height(self, form: Form, kept: Folded, per_row: int) -> float:
        """What the fullest column of each row takes: however it is laid out, it is no lower."""
        tall: defaultdict[int, float] = defaultdict(float)
        for number in kept.order:
            text = self._text(self.events[number], kept, BOX_WIDTH)
            tall[kept.columns[number]] += text.height + form.between
        for cause, effect in kept.edges:
            for column in range(kept.columns[cause] + 1, kept.columns[effect]):
                tall[column] += form.lane + form.between
        rows: dict[int, float] = {}
        for column, high in tall.items():
            row = column // per_row
            rows[row] = max(rows.get(row, 0.0), high - form.between)
        return sum(rows.values())

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
            kept.order,
            edges,
            box_heights,
            form.between,
            form.lane,
            kept.path,
            kept.columns,
            per_row,
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
        if form.told or any(link.needed for made in claims.values() for link in made):
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
            if form.told:
                said = claim_lines(claims[edge], form.gap - 14, measure, cut, looks)
            elif any(link.needed and not link.denied for link in claims[edge]):
                said = (looks.language("needed:").rstrip(":："),)
            else:
                continue
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
        first, last = (
            next(event for event in self.order if event.id == end)
            for end in (self.path[0], self.path[-1])
        )
        if said := ends_in_words(first, last, language):
            return said
        return language("Causes and effects, {span}", span=span_in_words(self.order, language))


def margin_of(width: float) -> float:
    """What is left free at the sides of a page."""
    return SLIM if width < COLUMN else MIDDLE if width < NARROWEST else MARGIN


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
