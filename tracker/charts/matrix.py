"""The matrix: who acts upon whom, how often, and in which way."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.charts.frame import legend
from tracker.charts.frame.heading import HEIGHT, MARGIN, heading
from tracker.charts.scene import Area, Box, Label, Measure, Scene
from tracker.charts.style import theme
from tracker.charts.timeline.density import STACK
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import QuadClass

WIDTH = 960.0
GUTTER = 122.0
TOTAL = 46.0
CELL = (104.0, 38.0)  # at the most
NARROWEST = 48.0
HEADS = 44.0
BAR = 7.0
INSET = 5.0
MOST = 14
UNKNOWN, NOBODY, OTHERS = "unattributed", "no target", "others"


@dataclass(frozen=True)
class Dealing:
    """What one actor does to another.

    Attributes
    ----------
    classes : mapping of QuadClass to int
        How many events of each class.
    intensities : tuple of float
        Those of the events that have one, on the Goldstein scale.
    """

    classes: "Counter[QuadClass | None]"
    intensities: tuple[float, ...]

    @property
    def count(self) -> int:
        """How many events."""
        return sum(self.classes.values())

    @property
    def mean(self) -> float | None:
        """The mean intensity; none where no event has one."""
        return sum(self.intensities) / len(self.intensities) if self.intensities else None


def dealings(chronicle: Chronicle) -> dict[tuple[str, str], Dealing]:
    """Count who acts upon whom.

    Parameters
    ----------
    chronicle : Chronicle
        The events.

    Returns
    -------
    dict of (str, str) to Dealing
        By the names of doer and target. A joint act counts for every pair of a doer and a target;
        ``unattributed`` stands for a doer, ``no target`` for a target not recorded.

    Examples
    --------
    >>> dealings(Chronicle())
    {}
    """
    classes: dict[tuple[str, str], Counter[QuadClass | None]] = {}
    values: dict[tuple[str, str], list[float]] = {}
    for event in chronicle.events.values():
        for doer in [actor.name for actor in event.by] or [UNKNOWN]:
            for target in [actor.name for actor in event.to] or [NOBODY]:
                classes.setdefault((doer, target), Counter())[event.quad] += 1
                own = values.setdefault((doer, target), [])
                own += [] if event.intensity is None else [event.intensity]
    return {pair: Dealing(counted, tuple(values[pair])) for pair, counted in classes.items()}


def matrix(
    chronicle: Chronicle,
    measure: Measure,
    title: str = "",
    narrowed: str = "",
    width: float = WIDTH,
    language: Language = ENGLISH,
) -> Scene:
    """Lay out who acts upon whom as a table of bars.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    measure : callable
        Width in points of a text at a font size, as `tracker.charts.drawing.text_width` gives.
    title : str, optional
        What stands above; by default what it is and the span of time.
    narrowed : str, optional
        By what conditions the events were chosen, for the line under the title.
    width : float, optional
        Width of the canvas in points, at the most.
    language : Language, optional
        What the chart itself speaks.

    Returns
    -------
    Scene
        A row for each actor that acts and a column for each acted upon, in one order: whoever
        takes part most stands first. Of more than fourteen the rest are joined. A cell has the
        number of events, their mean intensity and a bar of their classes, as long as they are
        many.

    Raises
    ------
    ValueError
        If the chronicle is empty.

    Examples
    --------
    >>> matrix(Chronicle(), lambda text, size: 5.0)
    Traceback (most recent call last):
    ValueError: A matrix needs at least one event.
    """
    if not chronicle.events:
        raise ValueError("A matrix needs at least one event.")
    found, rows, columns = _joined(dealings(chronicle))
    room = width - 2 * MARGIN - GUTTER - TOTAL
    wide = max(NARROWEST, min(CELL[0], room / len(columns)))
    high = CELL[1]
    key = legend.of_matrix(chronicle, measure, width - 2 * MARGIN, language)
    floor = MARGIN + key.height + 24
    ceiling = floor + high * len(rows)
    height = ceiling + HEADS + HEIGHT
    canvas = max(560.0, 2 * MARGIN + GUTTER + wide * len(columns) + TOTAL)
    left = MARGIN + GUTTER
    together = (OTHERS, UNKNOWN, NOBODY)  # of these a bar may be longer than its cell, and is cut
    single = [each.count for pair, each in found.items() if not set(pair) & set(together)]
    most = max(single or [each.count for each in found.values()])
    boxes: list[Box] = []
    areas: list[Area] = []
    labels = list(_names(rows, columns, left, floor, ceiling, wide, measure, language))
    for down, doer in enumerate(rows):
        top = ceiling - high * down
        for across, target in enumerate(columns):
            x = left + wide * across
            boxes.append(Box(x + 1, top - high + 1, wide - 2, high - 2, theme.PANEL))
            if (doer, target) in found:
                cell = found[doer, target]
                labels += _numbers(cell, x, top, wide, language)
                areas += _bar(cell, x + INSET, top - high + INSET, wide - 2 * INSET, most)
        right = left + wide * len(columns) + TOTAL - 6
        labels.append(_total(found, [doer], columns, right, top - high / 2, language))
    for across, target in enumerate(columns):
        right = left + wide * (across + 1) - INSET
        labels.append(_total(found, rows, [target], right, floor - 9, language))
    events = chronicle.events.values()
    span = span_in_words(events, language)
    head = title or language("Who to whom, {span}", span=span)
    under = language.counted(len(events), "event")
    if any(len(event.by) > 1 or len(event.to) > 1 for event in events):
        under += "; " + language("a joint act counts for each pair")
    return Scene(
        width=canvas,
        height=height,
        background=theme.BACKGROUND,
        boxes=tuple(boxes),
        areas=(*areas, *key.areas),
        marks=key.marks,
        labels=(*heading(head, under + narrowed, canvas, height, measure), *labels, *key.labels),
        title=head,
        language=language.code,
    )


def _joined(
    found: dict[tuple[str, str], Dealing],
) -> tuple[dict[tuple[str, str], Dealing], list[str], list[str]]:
    """The dealings with the least busy joined, and the names of rows and columns in order."""
    busy: Counter[str] = Counter()
    for (doer, target), each in found.items():
        busy[doer] += each.count
        busy[target] += each.count
    named = [name for name, _ in sorted(busy.items(), key=lambda item: (-item[1], item[0]))
             if name not in (UNKNOWN, NOBODY)]  # fmt: skip
    kept = set(named if len(named) <= MOST else named[: MOST - 1]) | {UNKNOWN, NOBODY}
    joined: dict[tuple[str, str], Dealing] = {}
    for (doer, target), each in found.items():
        pair = (doer if doer in kept else OTHERS, target if target in kept else OTHERS)
        before = joined.get(pair, Dealing(Counter(), ()))
        joined[pair] = Dealing(
            before.classes + each.classes, (*before.intensities, *each.intensities)
        )
    order = [*(name for name in named if name in kept), OTHERS, UNKNOWN, NOBODY]
    rows = [name for name in order if any(doer == name for doer, _ in joined)]
    columns = [name for name in order if any(target == name for _, target in joined)]
    return joined, rows, columns


def _names(
    rows: Sequence[str], columns: Sequence[str], left: float, floor: float, ceiling: float,
    wide: float, measure: Measure, language: Language,
) -> Iterable[Label]:  # fmt: skip
    """Who acts beside the rows, who is acted upon above the columns."""
    high = CELL[1]
    for down, name in enumerate(rows):
        lines = theme.wrapped(_spoken(name, language), GUTTER - 12, theme.LANE_SIZE, measure, 2)
        y = ceiling - high * (down + 0.5)
        yield Label(left - 8, y, lines, theme.LANE_SIZE, theme.INK, "right", "bold")
    for across, name in enumerate(columns):
        room = (wide - 6) / theme.BOLDER
        lines = theme.wrapped(_spoken(name, language), room, theme.LABEL_SIZE, measure, 3)
        y = ceiling + 7 + theme.LABEL_SIZE * 0.64 * len(lines)
        yield Label(left + wide * (across + 0.5), y, lines, theme.LABEL_SIZE, theme.INK, "middle",
                    "bold")  # fmt: skip
    by, to = language("who acts ↓"), language("upon whom →")
    yield Label(left - 8, ceiling + 10, (by,), theme.SMALL_SIZE, theme.MUTED, "right")
    yield Label(left - 8, ceiling + 22, (to,), theme.SMALL_SIZE, theme.MUTED, "right")
    all_of = language("in all")
    yield Label(left + wide * len(columns) + TOTAL - 6, ceiling + 10, (all_of,), theme.SMALL_SIZE,
                theme.MUTED, "right")  # fmt: skip
    yield Label(left - 8, floor - 9, (all_of,), theme.SMALL_SIZE, theme.MUTED, "right")


def _spoken(name: str, language: Language) -> str:
    return language(name) if name in (UNKNOWN, NOBODY, OTHERS) else name


def _numbers(cell: Dealing, x: float, top: float, wide: float, language: Language) -> list[Label]:
    """How many events, and how intense they are in the mean."""
    y = top - 13
    labels = [Label(x + INSET, y, (language.number(cell.count),), theme.LANE_SIZE, theme.INK,
                    weight="bold")]  # fmt: skip
    if cell.mean is not None:
        said = f"{cell.mean:+.1f}".replace("-", "−").replace("+0.0", "0.0")
        labels.append(
            Label(x + wide - INSET, y, (said,), theme.SMALL_SIZE, theme.MUTED, "right")
        )  # fmt: skip
    return labels


def _bar(cell: Dealing, x: float, y: float, room: float, most: int) -> list[Area]:
    """The classes of the events side by side, the hardest conflict first."""
    areas = []
    most = max(most, cell.count)
    for quad in STACK:
        if count := cell.classes.get(quad, 0):
            right = x + room * count / most
            corners = ((x, y), (right, y), (right, y + BAR), (x, y + BAR))
            areas.append(Area(corners, theme.colour_of(quad)))
            x = right
    return areas


def _total(
    found: dict[tuple[str, str], Dealing], rows: Sequence[str], columns: Sequence[str],
    x: float, y: float, language: Language,
) -> Label:  # fmt: skip
    """How many events these rows and columns have together."""
    count = sum(each.count for (doer, target), each in found.items()
                if doer in rows and target in columns)  # fmt: skip
    return Label(x, y, (language.number(count),), theme.LABEL_SIZE, theme.MUTED, "right")
