"""Markings that a merge has raised, in words: of two the higher one stands."""

from collections.abc import Iterable

from tracker.model.marking import Marking
from tracker.model.numbers import counted


def raised_remarks(raised: Iterable[tuple[str, Marking]]) -> tuple[str, ...]:
    """Say what has a higher marking than before, the same thing and marking once.

    >>> raised_remarks([("link", Marking.AMBER), ("link", Marking.AMBER)])
    ('2 links are marked TLP:AMBER now, the higher of two markings.',)
    """
    counts: dict[tuple[str, Marking], int] = {}
    for each in raised:
        counts[each] = counts.get(each, 0) + 1
    return tuple(
        f"{counted(number, noun)} {'is' if number == 1 else 'are'} marked {marking} now, "
        "the higher of two markings."
        for (noun, marking), number in counts.items()
    )
