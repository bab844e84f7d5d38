"""Rows of a table as drafts of events, with what is to be said of how they were read."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tracker.errors import InvalidInput
from tracker.formats.tabular.columns import (
    DATE_PARTS,
    DEGREES,
    ID,
    NAMED,
    NOBODY,
    OF_SOURCES,
    READERS,
    REQUIRED,
    SEPARATOR,
    says_nothing,
    weaker_of,
)
from tracker.formats.tabular.country_columns import SIDES
from tracker.formats.tabular.date_parts import date_of_parts
from tracker.formats.tabular.dates import DateReader
from tracker.model.coordinates import point_or_none
from tracker.model.event import EventDraft, Note, Status
from tracker.model.link import LinkDraft
from tracker.model.names import folded
from tracker.model.numbers import counted
from tracker.model.source import Grade, Source

MOST_NAMED = 5
LONGEST_ID = 200
ANY = "*"  # stands for any value that none is given for
LEADS_TO = "leads-to"  # how a cause is related to a row that does not say it
Values = Mapping[str, Mapping[str, str]]


class TableRows:
    """Makes drafts of the rows of one table, and counts what is to be said of them.

    Parameters
    ----------
    places : mapping of str to int
        For each field the position of its column.
    fixed : mapping of str to Any
        The values of every row.
    values : mapping of str to mapping
        For a field what stands for a value of a cell.
    ours : bool
        Whether tracker wrote the table, whose cells mean what they say.
    dates : DateReader
        Reads the cells of dates.
    unclear : mapping of str to str
        For each folded code of a country that is not guessed why its rows are refused.
    """

    def __init__(
        self,
        places: Mapping[str, int],
        fixed: Mapping[str, Any],
        values: Values,
        ours: bool,
        dates: DateReader,
        unclear: Mapping[str, str],
    ) -> None:
        self.ids: list[str] = []
        self.sources: dict[str, Source] = {}
        self.links: list[tuple[LinkDraft, ...]] = []
        self._places = places
        self._fixed = dict(fixed)
        self._parts = {name: self._fixed.pop(name) for name in DATE_PARTS if name in fixed}
        self._values = values
        self._ours = ours
        self._dates = dates
        self._unclear = unclear
        self._untitled = 0
        self._nothing: Counter[str] = Counter()
        self._contradicted: Counter[str] = Counter()
        self._statuses: dict[str, Status] = {}
        self._between: Counter[str] = Counter()

    def draft(self, cells: Sequence[str]) -> EventDraft:
        """The event of a row."""
        said = {
            field: cell
            for field, place in self._places.items()
            if place < len(cells) and (cell := self._said(field, cells[place]))
        }
        if self._unclear:
            for part in (part for side in SIDES for part in said.get(side, "").split(SEPARATOR)):
                if reason := self._unclear.get(folded(part)):
                    raise InvalidInput(reason)
        values = self._fixed | {
            field: READERS[field](cell)
            for field, cell in said.items()
            if field in READERS and field != "date"
        }
        if (status := values.get("status")) and folded(said.get("status", status)) != status:
            self._statuses.setdefault(said["status"], status)
        between = {
            part: weaker
            for part in map(str.strip, said.get("grade", "").split(SEPARATOR))
            if (weaker := weaker_of(part))
        }
        if between and len(values.get("source", ())) > 1:
            raise InvalidInput(
                f"the grade {next(iter(between))} may be of one of its sources or of each, so "
                "write a whole one for each"
            )
        if self._ours and "date" in said:
            values["date"] = READERS["date"](said["date"])
        elif not self._places.keys().isdisjoint(("date", *DATE_PARTS)):
            found = date_of_parts(self._parts | said, self._dates)
            values |= {} if found is None else {"date": found}
        degrees = [values.pop(name, None) for name in DEGREES]
        if all(degrees):
            values.setdefault("coordinates", point_or_none(*degrees))
        if is_untitled := "type" in values and "title" not in values:
            values["title"] = values["type"]
        for field in REQUIRED:
            if field not in values:
                raise InvalidInput(f"the {field} is empty")
        name = said.get(ID, "")
        if ID in self._places and not 0 < len(name) <= LONGEST_ID:
            raise InvalidInput(f"the id {'is too long' if name else 'is empty'}")
        links = self._links_of(values)
        facts = {field: values.pop(field) for field in OF_SOURCES if field in values}
        draft = EventDraft(**self._evidence(values, facts))
        self._untitled += is_untitled
        self._between.update(f"{part} as {weaker}" for part, weaker in between.items())
        self.ids.append(name)
        self.links.append(links)
        return draft

    def _links_of(self, values: dict[str, Any]) -> tuple[LinkDraft, ...]:
        """Take the causes of a row out of its values, as links to the event of the row."""
        causes, likelihood = values.pop("causes", ()), values.pop("likelihood", None)
        relation, because = values.pop("relation", LEADS_TO), values.pop("because", "")
        if causes and likelihood is None:
            raise InvalidInput(
                "its causes need a likelihood, in a column or by --set likelihood=likely"
            )
        return tuple(
            LinkDraft(cause, "", relation, likelihood, because=because) for cause in causes
        )

    def _evidence(self, values: dict[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
        """The values with their citations, and with the remark of a column of notes."""
        sources = values.pop("source", ())
        if facts and not sources:
            raise InvalidInput(f"the {next(iter(facts))} needs a source")
        grades = facts.get("grade", ()) or (Grade(),)
        if len(grades) not in (1, len(sources)):
            raise InvalidInput(
                f"{counted(len(sources), 'source')} and {len(grades)} grades: one grade serves "
                "all, else each source needs its own"
            )
        graded = list(zip(sources, grades * (len(sources) // len(grades)), strict=True))
        if "notes" in values:
            values["notes"] = (Note("", "", values["notes"]),)
        for each, grade in graded:
            name = each.source
            told = {
                "reliability": grade.reliability,
                "publisher": facts.get("publisher"),
                "published": facts.get("published"),
            }
            if not any(told.values()):
                continue
            known = self.sources.get(name, Source("", name))
            if any(
                value and getattr(known, key) not in (None, value) for key, value in told.items()
            ):
                self._contradicted[name] += 1
            fresh = {key: value for key, value in told.items() if value and not getattr(known, key)}
            self.sources[name] = replace(known, **fresh)
        cited = tuple(
            replace(
                each, credibility=grade.credibility, locator=facts.get("locator"),
                quotation=facts.get("quotation"),
            )
            for each, grade in graded
        )  # fmt: skip
        return values | {"citations": cited}

    def remarks(self) -> Iterator[str]:
        """What is to be said of the rows as they were read."""
        if self._untitled:
            yield f"Rows without a title, called by their type: {self._untitled}."
        if self._nothing:
            words = ", ".join(f"{word} ({number})" for word, number in self._nothing.items())
            yield f"Cells that say there is nothing, read as empty: {words}."
        told = [
            f"{word} as {status}"
            for word, status in self._statuses.items()
            if "-".join(folded(word).split()) != status
        ]
        if told:
            yield f"Words read as a status: {', '.join(told)}."
        if self._between:
            words = ", ".join(f"{word} ({number})" for word, number in self._between.items())
            yield (
                f"Grades between two, of which the weaker stands: {words}. "
                "--value grade:GRADE=OTHER reads one otherwise."
            )
        if self._contradicted:
            names = ", ".join(list(self._contradicted)[:MOST_NAMED])
            yield f"The table says two things of sources, of which the first stands: {names}."
        yield from self._dates.remarks()

    def _said(self, field: str, cell: str) -> str:
        """What a cell says, with another value for it where there is one; empty for nothing."""
        if self._ours or not cell:
            return cell
        if field in self._values:
            found = self._values[field]
            if field in NAMED and SEPARATOR in cell:
                return SEPARATOR.join(
                    _instead(found, part.strip()) for part in cell.split(SEPARATOR)
                )
            cell = _instead(found, cell)
        if says_nothing(cell, field):
            self._nothing[cell] += 1
            return ""
        return cell


def _instead(values: Mapping[str, str], cell: str) -> str:
    """What is read for a value: its own, else that of any other (`*`), which may hold it.

    >>> codes = {"us": "USA", "*": "cow:*"}
    >>> _instead(codes, "US"), _instead(codes, "365"), _instead(codes, "NA")
    ('USA', 'cow:365', 'NA')
    """
    if (found := values.get(folded(cell))) is not None:
        return found
    return cell if ANY not in values or folded(cell) in NOBODY else values[ANY].replace(ANY, cell)
