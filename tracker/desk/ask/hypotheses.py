"""Rival explanations of one event against the evidence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName
from tracker.errors import InvalidInput, Refused
from tracker.model.numbers import counted

if TYPE_CHECKING:
    from tracker.model.answers.ask import Hypotheses
    from tracker.model.chronicle import Chronicle
    from tracker.model.hypotheses import HypothesisTable
    from tracker.store.database import Database

VALIDATION = (
    "The method asks what speaks against each, and was not found to make judgements better "
    "(Dhami et al. 2019)."
)


class HypothesisTables(OpenRecord):
    """Explanations side by side."""

    def hypotheses(self, event: EventName, *explanations: str) -> "Hypotheses":
        """Rival explanations of an event × evidence, with what was rated.

        Explanations are the accounts of all who claim a link into the event, and those that were
        named; or, of these, the ones asked for.
        """
        from tracker.model.answers.ask import Hypotheses

        record, table = table_of(self._reading(), event, explanations)
        return Hypotheses(
            table,
            {**record.events, table.event.id: table.event},
            record.sources,
            introduction=concluded(table),
            conclusion=VALIDATION,
            remarks=tuple(_remarks(table)),
        )


def table_of(
    db: "Database", event: EventName, explanations: Iterable[str] = ()
) -> "tuple[Chronicle, HypothesisTable]":
    """The record around an event, and its table of explanations and evidence."""
    from tracker.analysis.hypotheses import explanations_of, hypothesis_table
    from tracker.recording.hypotheses import explanation_named
    from tracker.store import chronicle, hypotheses, links
    from tracker.store.references import resolve

    number = resolve(db, event)
    ends = {end for link in links.touching(db, number) for end in (link.cause, link.effect)}
    ends |= hypotheses.ends_of_rivals(db, number)
    record = chronicle.load_events(db, {number, *ends})
    there = explanations_of(record, number)
    asked = [explanation_named(name, db, record.rivals) for name in explanations]
    if missing := [name for name in asked if name not in there]:
        named = ", ".join(there) or "nobody"
        raise Refused(
            f"{missing[0]} does not explain {record.events[number].handle}; who does: {named}."
        )
    if len(asked) == 1:
        raise InvalidInput("One explanation has no rival; name two, or none for all there are.")
    return record, hypothesis_table(record, number, asked or None)


def most_explained(db: "Database") -> int:
    """The event that has the most explanations, of several the last in time."""
    from tracker.analysis.hypotheses import explanations_of
    from tracker.store import chronicle

    record = chronicle.load(db)
    explained = {link.effect for link in record.links} | {each.event for each in record.rivals}
    if not explained:
        raise Refused("Nobody explains any event yet; `tracker link` records a claim.")
    order = {number: place for place, number in enumerate(record.events)}
    return max(explained, key=lambda each: (len(explanations_of(record, each)), order[each]))


def concluded(table: "HypothesisTable") -> str:
    """The least contradicted explanation, named as that and no more."""
    event = table.event.handle
    if not table.columns:
        return (
            f"Nobody explains {event} yet; `tracker link` records a claim, and `tracker hypotheses "
            f"{event} --name NAME --link A B` an explanation of several links."
        )
    if len(table.columns) < 2:
        return f"{event} has one explanation, and no rival of it: {table.columns[0].name}."
    least = table.least_contradicted
    if not least:
        rated = [each.name for each in table.columns if each.rated]
        said = f"Only {rated[0]} is rated" if rated else "Nothing is rated"
        return f"{said} yet: `tracker hypotheses {event} --rate` asks, cell by cell."
    against = counted(least[0].against, "independent report")
    names = " and ".join(each.name for each in least)
    if len(least) == len(table.columns):
        return f"None is less contradicted than the others: {against} against each."
    return f"Least contradicted: {names}, by {against}; that is not the likeliest, nor proved."


def table_in_words(table: "HypothesisTable", titles: Mapping[str, str]) -> Iterator[str]:
    """The table told row by row, for who cannot see it."""
    for row in table.rows:
        cells = "; ".join(
            f"{column.name}: {rating.value if rating else 'not rated'}"
            for column, rating in zip(table.columns, row.ratings, strict=True)
        )
        place = f", {row.locator}" if row.locator else ""
        yield f"{titles.get(row.source, row.source)}{place}: {cells}."
    against = "; ".join(f"{each.name}: {each.against}" for each in table.columns)
    yield f"Independent reports against each: {against}."


def _remarks(table: "HypothesisTable") -> Iterable[str]:
    if table.columns and table.rows and table.unrated:
        cells = len(table.columns) * len(table.rows)
        yield f"Not rated: {table.unrated:,} of {counted(cells, 'cell')}."
        silent = [each.name for each in table.columns if not each.rated]
        if 0 < len(silent) < len(table.columns):
            yield f"Not judged, for no cell of it is rated: {', '.join(silent)}."
    alike = sum(not each.is_diagnostic and None not in each.ratings for each in table.rows)
    if alike:
        verb = "tells" if alike == 1 else "tell"
        yield f"{counted(alike, 'row')} {verb} no explanation from another."
