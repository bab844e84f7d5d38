"""The conditions on an archive's rows, and the rows that meet them, as expressions of ibis."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.archive.tables import decimal, events, types
from tracker.model.cameo import ROOTS


@dataclass(frozen=True)
class Conditions:
    """What rows must meet, with names resolved to what stands in the archive.

    `sides` are the names of sides on which one of the actors asked for is, whatever the date;
    `dated_sides` those for some dates alone, each with its date. `words` must all be in the text.
    """

    since: date | None = None
    until: date | None = None
    sides: tuple[str, ...] | None = None
    dated_sides: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] | None = None
    place: str | None = None
    text: str | None = None
    words: tuple[str, ...] = ()
    min_intensity: float | None = None
    feeds: tuple[str, ...] = ()


def met(conditions: Conditions) -> Any:
    """The rows that meet the conditions; what has a type that stands for nothing is no event."""
    import ibis

    rows = events()
    asked = conditions
    if asked.feeds:
        rows = rows.filter(rows.feed.isin(asked.feeds))
    if asked.since is not None:
        rows = rows.filter(rows["last"] >= ibis.literal(asked.since))
    if asked.until is not None:
        rows = rows.filter(rows["first"] <= ibis.literal(asked.until))
    if asked.types is not None:
        rows = rows.filter(rows.type.isin(asked.types) if asked.types else ibis.literal(False))
    if asked.sides is not None:
        rows = rows.filter(_is_on_a_side(rows, asked))
    if asked.place is not None:
        rows = rows.filter(_has(rows.place, asked.place))
    if asked.text is not None:
        rows = rows.filter(_has(heading_of(rows), asked.text) | _has(rows.summary, asked.text))
    for word in asked.words:
        rows = rows.filter(
            _has(heading_of(rows), word) | _has(rows.summary, word) | _has(rows.place, word)
            | _has(rows.quotation, word) | _has(rows.locator, word)
        )  # fmt: skip
    coded = types()
    joined = rows.inner_join(coded, rows.type == coded.name).drop("name")
    if asked.min_intensity is not None:
        strength = ibis.coalesce(joined.intensity, joined.goldstein)
        far = abs(asked.min_intensity)
        is_far = (strength >= decimal(far)) | (strength <= decimal(-far))
        joined = joined.filter(is_far | ibis.literal(far == 0))
    return joined


def _is_on_a_side(rows: Any, asked: Conditions) -> Any:
    import ibis

    found = ibis.literal(False)
    for side in (rows.doers, rows.targets):
        if asked.sides:
            found = found | ibis.coalesce(side.isin(asked.sides), ibis.literal(False))
        for name, day in asked.dated_sides:
            found = found | ibis.coalesce((side == name) & (rows.date == day), ibis.literal(False))
    return found


def heading_of(rows: Any) -> Any:
    """The title of a row, made of its words where the feed has none."""
    import ibis

    labels = [(root, label) for root, (label, *_) in ROOTS.items()]
    did = rows.type.substr(len("cameo:"), 2).cases(*labels, else_="")
    upon = ibis.coalesce(ibis.literal(" towards ").concat(rows.target_name), "")
    made = ibis.coalesce(rows.doer_name, "Somebody").concat(": ", did, upon)
    return ibis.coalesce(rows.title, made)


def _has(column: Any, text: str) -> Any:
    """That a text has these letters, of whatever case."""
    import ibis

    return ibis.coalesce(column.lower().contains(text.lower()), ibis.literal(False))
