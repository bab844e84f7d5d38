"""The matrix: a table of actors and targets, with numbers, mean intensities and classes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import BESIDE_CLASSES, class_entry
from tracker.charts.scene import Area, Box, Label, LegendEntry, Measure, Scene
from tracker.charts.style import theme
from tracker.charts.timeline.density import STACK
from tracker.charts.words.language import Language
from tracker.charts.words.wording import span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Tone

WIDTH = 960.0
GUTTER = 122.0
TOTAL = 46.0
CELL = (104.0, 38.0)  # at the most
NARROWEST = 48.0
HEADS = 44.0
FOOT = 24.0
BAR = 7.0
INSET = 5.0
MOST = 14
UNKNOWN, NOBODY, OTHERS = "unattributed", "no target", "others"


@dataclass(frozen=True)
class DyadCount:
    """The acts of one actor upon another.

    Attributes
    ----------
    classes : mapping of Tone to int
        How many events of each class.
    intensities : tuple of float
        Those of the events that have one, on the Goldstein scale.
    """

    classes: "Counter[Tone | None]"
    intensities: tuple[float, ...]

    @property
    def count(self) -> int:
        """The number of events."""
        return sum(self.classes.values())

    @property
    def mean(self) -> float | None:
        """The mean intensity; none where no event has one."""
        return sum(self.intensities) / len(self.intensities) if self.intensities else None


def count_dyads(chronicle: Chronicle) -> dict[tuple[str, str], DyadCount]:
    """Count who acts upon whom.

    Parameters
    ----------
    chronicle : Chronicle
        The events.

    Returns
    -------
    dict of (str, str) to DyadCount
        By the names of doer and target. A joint act counts for every pair of a doer and a target;
        ``unattributed`` stands for a doer, ``no target`` for a target not recorded.

    Examples
    --------
    >>> count_dyads(Chronicle())
    {}
    """
    classes: dict[tuple[str, str], Counter[Tone | None]] = {}
    values: dict[tuple[str, str], list[float]] = {}
    for event in chronicle.events.values():
        for doer in [actor.name for actor in event.by] or [UNKNOWN]:
            for target in [actor.name for actor in event.to] or [NOBODY]:
                classes.setdefault((doer, target), Counter())[event.tone] += 1
                own = values.setdefault((doer, target), [])
                own += [] if event.intensity is None else [event.intensity]
    return {pair: DyadCount(counted, tuple(values[pair])) for pair, counted in classes.items()}


@dataclass(frozen=True)
class MatrixOptions:
    """The options of a matrix: none but those of every chart."""


DEFAULT = MatrixOptions()


def matrix(chronicle: Chronicle, frame: Frame, _: MatrixOptions = DEFAULT) -> Scene:
    """Lay out who acts upon whom as a table of bars.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    frame : Frame
        Title, width at the most, and language; the title is by default what it is and the span
        of time.

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
    >>> matrix(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A matrix needs at least one event.
    """
    if not chronicle.events:
        raise ValueError("A matrix needs at least one event.")
    language = frame.language
    found, rows, columns = _joined(count_dyads(chronicle))
    room = (frame.width or WIDTH) - 2 * MARGIN - GUTTER - TOTAL
    wide = max(NARROWEST, min(CELL[0], room / len(columns)))
    high = CELL[1]
    ceiling = high * len(rows)
    left = MARGIN + GUTTER
    together = (OTHERS, UNKNOWN, NOBODY)  # of these a bar may be longer than its cell, and is cut
    single = [each.count for pair, each in found.items() if not set(pair) & set(together)]
    most = max(single or [each.count for each in found.values()])
    boxes: list[Box] = []
    areas: list[Area] = []
    labels = list(_names(rows, columns, left, ceiling, wide, frame.measure, language))
    for down, doer in enumerate(rows):
        top = ceiling - high * down
        for across, target in enumerate(columns):
            x = left + wide * across
            boxes.append(Box(x + 1, top - high + 1, wide - 2, high - 2, theme.PANEL))
            if (doer, target) in found:
                cell = found[doer, target]
                labels += _numbers(cell, x, top, wide, language)
                areas += _bar(cell, x + INSET, top - high + INSET, wide - 2 * INSET, most, language)
        right = left + wide * len(columns) + TOTAL - 6
        labels.append(_total(found, [doer], columns, right, top - high / 2, language))
    for across, target in enumerate(columns):
        right = left + wide * (across + 1) - INSET
        labels.append(_total(found, rows, [target], right, -9, language))
    events = chronicle.events.values()
    under = language.counted(len(events), "event")
    if any(len(event.by) > 1 or len(event.to) > 1 for event in events):
        under += "; " + language("a joint act counts for each pair")
    body = Scene(
        width=max(560.0, 2 * MARGIN + GUTTER + wide * len(columns) + TOTAL),
        height=ceiling + HEADS,
        background=theme.BACKGROUND,
        boxes=tuple(boxes),
        areas=tuple(areas),
        labels=tuple(labels),
        title=language("Who to whom, {span}", span=span_in_words(events, language)),
    )
    return framed(body, frame, under, FOOT)


def _joined(
    found: dict[tuple[str, str], DyadCount],
) -> tuple[dict[tuple[str, str], DyadCount], list[str], list[str]]:
    """The counts with the least busy joined, and the names of rows and columns in order."""
    busy: Counter[str] = Counter()
    for (doer, target), each in found.items():
        busy[doer] += each.count
        busy[target] += each.count
    named = [name for name, _ in sorted(busy.items(), key=lambda item: (-item[1], item[0]))
             if name not in (UNKNOWN, NOBODY)]  # fmt: skip
    kept = set(named if len(named) <= MOST else named[: MOST - 1]) | {UNKNOWN, NOBODY}
    joined: dict[tuple[str, str], DyadCount] = {}
    for (doer, target), each in found.items():
        pair = (doer if doer in kept else OTHERS, target if target in kept else OTHERS)
        before = joined.get(pair, DyadCount(Counter(), ()))
        joined[pair] = DyadCount(
            before.classes + each.classes, (*before.intensities, *each.intensities)
        )
    order = [*(name for name in named if name in kept), OTHERS, UNKNOWN, NOBODY]
    rows = [name for name in order if any(doer == name for doer, _ in joined)]
    columns = [name for name in order if any(target == name for _, target in joined)]
    return joined, rows, columns


def _names(
    rows: Sequence[str], columns: Sequence[str], left: float, ceiling: float, wide: float,
    measure: Measure, language: Language,
) -> Iterable[Label]:  # fmt: skip
    """The names of those who act beside the rows, of those acted upon above the columns."""
    high = CELL[1]
    for down, name in enumerate(rows):
        lines = theme.wrapped(_translated(name, language), GUTTER - 12, theme.LANE_SIZE, measure, 2)
        y = ceiling - high * (down + 0.5)
        yield Label(left - 8, y, lines, theme.LANE_SIZE, theme.INK, "right", "bold")
    for across, name in enumerate(columns):
        room = (wide - 6) / theme.BOLDER
        lines = theme.wrapped(_translated(name, language), room, theme.LABEL_SIZE, measure, 3)
        y = ceiling + 7 + theme.LABEL_SIZE * 0.64 * len(lines)
        yield Label(left + wide * (across + 0.5), y, lines, theme.LABEL_SIZE, theme.INK, "middle",
                    "bold")  # fmt: skip
    by, to = language("who acts ↓"), language("upon whom →")
    yield Label(left - 8, ceiling + 10, (by,), theme.SMALL_SIZE, theme.MUTED, "right")
    yield Label(left - 8, ceiling + 22, (to,), theme.SMALL_SIZE, theme.MUTED, "right")
    all_of = language("in all")
    yield Label(left + wide * len(columns) + TOTAL - 6, ceiling + 10, (all_of,), theme.SMALL_SIZE,
                theme.MUTED, "right")  # fmt: skip
    yield Label(left - 8, -9, (all_of,), theme.SMALL_SIZE, theme.MUTED, "right")


def _translated(name: str, language: Language) -> str:
    return language(name) if name in (UNKNOWN, NOBODY, OTHERS) else name


def _numbers(cell: DyadCount, x: float, top: float, wide: float, language: Language) -> list[Label]:
    """The number of events, and their mean intensity."""
    y = top - 13
    labels = [Label(x + INSET, y, (language.number(cell.count),), theme.LANE_SIZE, theme.INK,
                    weight="bold")]  # fmt: skip
    if cell.mean is not None:
        said = f"{cell.mean:+.1f}".replace("-", "−").replace("+0.0", "0.0")
        labels.append(
            Label(x + wide - INSET, y, (said,), theme.SMALL_SIZE, theme.MUTED, "right",
                  legend=(_mean_entry(language),))
        )  # fmt: skip
    return labels


@cache
def _mean_entry(language: Language) -> LegendEntry:
    sample = Label(0, 0, ("−5",), theme.SMALL_SIZE, theme.MUTED, "middle")
    text = language("small: mean intensity, −10 to +10")
    return LegendEntry(text, (sample,), (BESIDE_CLASSES, 1))


@cache
def _bar_entry(language: Language) -> LegendEntry:
    corners = ((-13, -3.5), (13, -3.5), (13, 3.5), (-13, 3.5))
    text = language("large: how many, as the bar is long")
    return LegendEntry(text, (Area(corners, theme.UNCODED),), (BESIDE_CLASSES, 0))


def _bar(
    cell: DyadCount, x: float, y: float, room: float, most: int, language: Language
) -> list[Area]:
    """The classes of the events side by side, the hardest conflict first."""
    areas = []
    most = max(most, cell.count)
    for quad in STACK:
        if count := cell.classes.get(quad, 0):
            right = x + room * count / most
            corners = ((x, y), (right, y), (right, y + BAR), (x, y + BAR))
            entries = (class_entry(quad, language), _bar_entry(language))
            areas.append(Area(corners, theme.colour_of(quad), legend=entries))
            x = right
    return areas


def _total(
    found: dict[tuple[str, str], DyadCount], rows: Sequence[str], columns: Sequence[str],
    x: float, y: float, language: Language,
) -> Label:  # fmt: skip
    """The number of events that these rows and columns have together."""
    count = sum(each.count for (doer, target), each in found.items()
                if doer in rows and target in columns)  # fmt: skip
    return Label(x, y, (language.number(count),), theme.LABEL_SIZE, theme.MUTED, "right")
