"""What readers of feeds share: which rows are asked for, values on the scale, what was left."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.errors import InvalidInput
from tracker.model.event import INTENSITY_LIMIT
from tracker.model.text import folded


def conditions(only: Mapping[str, str] | None, headings: Iterable[str]) -> dict[str, str]:
    """The values that columns must have, by the headings as they stand; case does not matter.

    >>> conditions({"country": "SYRIA"}, ["id", "Country"])
    {'Country': 'syria'}
    """
    names = {folded(name): name for name in headings}
    if unknown := [name for name in only or {} if folded(name) not in names]:
        raise InvalidInput(
            f"There is no column {unknown[0]!r} to choose rows by; there is {', '.join(names)}."
        )
    return {names[folded(name)]: folded(value) for name, value in (only or {}).items()}


def meets(row: Mapping[str, str | None], asked: Mapping[str, str]) -> bool:
    """Whether a row has all the values that are asked for.

    >>> meets({"Country": "Syria"}, {"Country": "syria"})
    True
    """
    return all(folded(row[name] or "") == value for name, value in asked.items())


def on_the_scale(text: str | None) -> float | None:
    """A number of a feed, kept within the Goldstein scale; None where there is none.

    >>> on_the_scale("-12"), on_the_scale("NA")
    (-10.0, None)
    """
    try:
        return max(-INTENSITY_LIMIT, min(INTENSITY_LIMIT, float(text or "")))
    except ValueError:
        return None


def tell(skipped: Counter[str], remarks: list[str] | None) -> None:
    """Say how many rows were left aside, and why."""
    if remarks is not None:
        remarks += [f"{what}: {count:,}." for what, count in skipped.items()]
