"""The layout of a matrix in a journal's column: as many columns as can be read, names on steps."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.charts.cells import Cell, joined
from tracker.charts.scene import Label, Measure, Rule
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.model.dyads import Sense

STEP = 11.0  # from the name of a column to the next
LEAST = 28.0  # of a cell: what a bar of several classes takes
INSET = 2.5
COUNT = theme.LABEL_SIZE  # of the number of events of a cell
ABOVE = 14.0  # over the highest name, for what rows and columns are


@dataclass(frozen=True)
class Sides:
    """What stands beside the cells of a matrix.

    Attributes
    ----------
    margin : float
        What is free on either side.
    gutter : float
        The room of the names of rows.
    total : float
        That of the numbers behind them.
    inset : float
        What is free within a cell on either side.
    """

    margin: float
    gutter: float
    total: float
    inset: float

    @classmethod
    def of_column(cls, width: float, number: str, head: str, measure: Measure) -> "Sides":
        """Those of a page that is as narrow as a column.

        Behind the rows there is room for the greatest number, and for each word of its head.

        >>> Sides.of_column(240.0, "2,291", "in all", lambda text, size: 5.0 * len(text)).total
        29.0
        """
        words = [measure(word, theme.SMALL_SIZE) for word in head.split()]
        total = max(measure(number, theme.LABEL_SIZE), *words) + 4
        return cls(12.0, min(110.0, max(66.0, width / 5)), total, INSET)


def fitted(
    cells: Mapping[tuple[str, str], Cell],
    most_rows: int,
    room: float,
    inset: float,
    measure: Measure,
    language: Language,
) -> tuple[dict[tuple[str, str], Cell], list[str], list[str]]:
    """Join columns until the numbers of every cell have room in it.

    Parameters
    ----------
    cells : mapping of (str, str) to Cell
        By the names of doer and target.
    most_rows : int
        How many rows, and columns, there are at the most.
    room : float
        Points that all columns share.
    inset : float
        What is free within a cell on either side.
    measure : callable
        Width in points of a text at a font size.
    language : Language
        That of the numbers.

    Returns
    -------
    dict of (str, str) to Cell, list of str and list of str
        The cells, and the names of rows and columns, as `joined` has them.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> acts = {("A", name): Cell() for name in "BCDEFG"}
    >>> fitted(acts, 14, 100.0, 3.0, lambda text, size: 4.0 * len(text), ENGLISH)[2]
    ['B', 'C', 'others']
    """
    found = joined(cells, most_rows, most_rows)
    for most in range(most_rows - 1, 0, -1):
        needed = max(_least(cell, inset, measure, language) for cell in found[0].values())
        sums = totals(found[0], 1).values()
        said = [measure(language.number(each), theme.LABEL_SIZE) + inset for each in sums]
        needed = max(needed, *said)
        if room / len(found[2]) >= needed:
            break
        found = joined(cells, most_rows, most)
    return found


def totals(cells: Mapping[tuple[str, str], Cell], side: int) -> Counter[str]:
    """The number of events of each row, for the side 0, or of each column, for 1.

    Examples
    --------
    >>> from tracker.model.codebook import Tone
    >>> acts = Cell(Counter({Tone.NEUTRAL: 2}))
    >>> totals({("A", "B"): acts, ("A", "C"): acts}, 0)
    Counter({'A': 4})
    """
    found: Counter[str] = Counter()
    for pair, cell in cells.items():
        found[pair[side]] += cell.count
    return found


def _least(cell: Cell, inset: float, measure: Measure, language: Language) -> float:
    """How wide a cell must be for its number, and for the sums under it."""
    number = measure(language.number(cell.count), COUNT) * theme.BOLDER
    sums = [measure(said, theme.SMALL_SIZE) for _, said in sums_of(cell, language)]
    return max(LEAST, 2 * inset + max(number, *sums, 0.0))


def sums_of(cell: Cell, language: Language) -> list[tuple[Sense, str]]:
    """The sum of each sense that a cell has acts of.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> from tracker.model.dyads import Tally
    >>> sums_of(Cell(tally=Tally.of(-4.0)), ENGLISH)
    [(<Sense.HOSTILE: 'hostile'>, '−4')]
    """
    return [
        (sense, language.signed(cell.tally.total(sense)))
        for sense in Sense
        if cell.tally.number(sense)
    ]


def stepped(
    names: Sequence[str], left: float, floor: float, wide: float, margin: float, measure: Measure
) -> Iterator[Label | Rule]:
    """The names of columns too narrow for them, each on a step of its own over its column.

    A name ends over the middle of its column, and a line leads down to it. The last stands
    highest, so that no line runs through another name.

    Examples
    --------
    >>> shapes = stepped(["Russia", "Syria"], 70, 0, 30, 12, lambda text, size: 4.0 * len(text))
    >>> [(shape.x, shape.y) for shape in shapes if isinstance(shape, Label)]
    [(88.0, 9.0), (118.0, 20.0)]
    """
    for place, name in enumerate(names):
        x, y = left + wide * (place + 0.5), floor + 9.0 + STEP * place
        room = (x - margin) / theme.BOLDER
        said = theme.wrapped(name, room, theme.LABEL_SIZE, measure, 1)
        yield Rule(x + 6, floor + 1, x + 6, y, theme.UNCODED, 0.6)
        yield Rule(x + 4.5, y, x + 6, y, theme.UNCODED, 0.6)
        yield Label(x + 3, y, said, theme.LABEL_SIZE, theme.INK, "right", "bold")


def beside(
    names: Iterable[str], left: float, ceiling: float, high: float, room: float, measure: Measure
) -> Iterator[Label]:
    """The names of rows, on as many as three lines."""
    for down, name in enumerate(names):
        said = theme.wrapped(name, room / theme.BOLDER, theme.LABEL_SIZE, measure, 3)
        y = ceiling - high * (down + 0.5)
        yield Label(left - 5, y, said, theme.LABEL_SIZE, theme.INK, "right", "bold")
