"""What a search looks for as conditions of SQL, in events and in all that is said of them."""

import json
from collections.abc import Iterator
from typing import Any

from tracker.model.event_fields import LABELS, SEARCHED
from tracker.model.search_query import SearchQuery, Term
from tracker.model.selection import Selection
from tracker.store import registers
from tracker.store.conditions import beside, event_terms, known_sources
from tracker.store.database import Database
from tracker.store.word_index import IS_ODD, TEXT

OWN_TEXT = TEXT.format(row="")
AMONG = "(SELECT value FROM json_each({}))"
Clause = tuple[str, list[Any]]


class SearchClauses:
    """The conditions of one search, each term with where it may stand."""

    def __init__(self, db: Database, query: SearchQuery, selection: Selection) -> None:
        self.db = db
        self.query = query
        self.selection = selection
        self.terms = (*query.terms, *query.unwanted)
        self.rest: dict[Term, list[Clause]] = {}
        self.within: str | None = None  # the events among which is looked, as JSON; None for all
        # What no index of SQLite reads as people do is read here, row by row.
        db.connection.create_function("has_term", 2, self._has_term, deterministic=True)
        conditions, self.values = event_terms(db, selection)
        self.conditions = list(conditions)
        self.joined = beside(selection)
        limit = selection.max_marking
        self.above = None if limit is None else json.dumps(limit.above)
        self.known = known_sources(db, selection)

    def _has_term(self, number: int, text: Any) -> bool:
        return isinstance(text, str) and self.terms[number].is_in(text)

    def own(self, term: Term) -> Iterator[Clause]:
        """That an event has a term in its title, its summary or its place."""
        has_term = f"has_term({self.terms.index(term)}, {OWN_TEXT})"
        if term.is_unparted:
            signs = "".join(term.typed.split())
            pairs = {signs[at : at + 2] for at in range(max(1, len(signs) - 1))}
            narrowed = " AND ".join(
                "id IN (SELECT event FROM event_pairs WHERE pair GLOB ?)" for _ in pairs
            )
            globs = [f"{pair}*" if len(pair) == 1 else pair for pair in sorted(pairs)]
            yield f"e.id IN (SELECT id FROM events WHERE {narrowed} AND {has_term})", globs
            return
        index = "event_words_fts" if term.is_prefix and len(term.words) == 1 else "events_fts"
        yield (
            f"e.id IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)",
            [either((term,))],
        )
        yield f"e.id IN (SELECT id FROM events WHERE ({IS_ODD}) AND {has_term})", []

    def _said(self, term: Term, column: str) -> str:
        """That a column has a term; a text of plain ASCII is read only where its stems occur.

        A million short texts are sifted by LIKE in a tenth of the time that reading them takes.
        """
        has_term = f"has_term({self.terms.index(term)}, {column})"
        is_beyond_ascii = f"length(CAST({column} AS BLOB)) <> length({column})"
        if term.is_unparted:
            return f"({is_beyond_ascii} AND {has_term})"
        has_stems = " AND ".join(
            f"{column} LIKE '%{stem}%'" for stem in term.stems
        )  # letters and digits
        return f"(({has_stems} OR {is_beyond_ascii}) AND {has_term})"

    def beside_events(self, term: Term) -> list[Clause]:
        """That an event has a term with what is said of it, or with who or what is named in it."""
        if term not in self.rest:
            self.rest[term] = list(self._clauses_beside(term))
        return self.rest[term]

    def _clauses_beside(self, term: Term) -> Iterator[Clause]:
        if self.known is None:  # nobody knows since when there were reasons, notes and tags
            yield from self._clauses_undated(term)
        yield from self._clauses_cited(term)
        if actors := self._actors_with(term):
            yield (
                f"e.id IN (SELECT event FROM event_actors WHERE actor IN {AMONG.format('?')})",
                [json.dumps(actors)],
            )

    def _clauses_undated(self, term: Term) -> Iterator[Clause]:
        """That it is in what the analyst says of an event: notes, tags and reasons."""
        for field in SEARCHED:
            unmarked, values = self._unmarked("marking" in field.columns)
            among, within = self._inside("event")
            with_term = f"{field.table} WHERE {self._said(term, 'text')}{unmarked}{among}"
            yield f"e.id IN (SELECT event FROM {with_term})", [*values, *within]
        for label in LABELS:
            yield (
                f"""e.id IN (SELECT event FROM {label.table} WHERE {label.option} IN
                    (SELECT l FROM (SELECT DISTINCT {label.option} AS l FROM {label.table})
                     WHERE {self._said(term, "l")}))""",
                [],
            )
        unmarked, values = self._unmarked(True)
        because = self._said(term, "because")
        among, within = self._inside("event")
        yield (f"e.id IN (SELECT event FROM event_claims WHERE {because}{among})", within)
        for end in ("cause", "effect"):
            among, within = self._inside(end)
            yield (
                f"""e.id IN (SELECT {end} FROM links WHERE because <> ''
                    AND {because}{unmarked}{among})""",
                [*values, *within],
            )

    def _clauses_cited(self, term: Term) -> Iterator[Clause]:
        """That it is in a quotation, or in what the source of a citation is called."""
        unmarked, values = self._unmarked(True)
        if self.known is not None:
            unmarked += f" AND source IN {AMONG.format('?')}"
            values = [*values, json.dumps(self.known)]
        if self.within is None:
            yield from self._quoted(term, unmarked, values)
        else:
            yield from self._quoted_within(term, unmarked, values)
        if sources := self._sources_with(term):
            for end in ("event", "cause", "effect"):
                yield (
                    f"""e.id IN (SELECT {end} FROM citations WHERE source IN {AMONG.format("?")}
                        AND {end} NOTNULL{unmarked})""",
                    [json.dumps(sources), *values],
                )

    def _quoted(self, term: Term, unmarked: str, values: list[Any]) -> Iterator[Clause]:
        """That it is in a quotation: one reading of all of them for the three columns."""
        cited = f"""citations INDEXED BY citations_with_quotation WHERE quotation NOTNULL
                    AND {self._said(term, "quotation")}{unmarked}"""
        if self.db.is_limited:  # a view stands before the table, which has no index of its own
            cited = cited.replace("INDEXED BY citations_with_quotation", "")
        yield (
            f"""e.id IN (WITH quoted AS MATERIALIZED (SELECT event, cause, effect FROM {cited})
                SELECT event FROM quoted WHERE event NOTNULL UNION ALL
                SELECT cause FROM quoted WHERE cause NOTNULL UNION ALL
                SELECT effect FROM quoted WHERE effect NOTNULL)""",
            values,
        )

    def _quoted_within(self, term: Term, unmarked: str, values: list[Any]) -> Iterator[Clause]:
        """That it is in a quotation of some events, or of a link to or from one of them."""
        said = f"quotation NOTNULL AND {self._said(term, 'quotation')}{unmarked}"
        among = AMONG.format("?")
        within = [*values, self.within]
        yield (
            f"""e.id IN (SELECT event FROM citations
                WHERE event NOTNULL AND {said} AND event IN {among})""",
            within,
        )
        for end in ("cause", "effect"):
            yield (
                f"""e.id IN (SELECT {end} FROM citations WHERE cause NOTNULL AND {said}
                    AND (cause, effect) IN
                    (SELECT cause, effect FROM links WHERE {end} IN {among}))""",
                within,
            )

    def _inside(self, end: str) -> Clause:
        """That a row is of the events among which is looked."""
        if self.within is None:
            return "", []
        return f" AND {end} IN {AMONG.format('?')}", [self.within]

    def _unmarked(self, has_marking: bool) -> Clause:
        """That a row is not marked above the limit that was asked for."""
        if self.above is None or not has_marking:
            return "", []
        return f" AND coalesce(marking NOT IN {AMONG.format('?')}, 1)", [self.above]

    def _sources_with(self, term: Term) -> list[str]:
        """The sources that have a term in their title, or in any of their names."""
        unmarked, values = self._unmarked(True)
        said = " OR ".join(
            self._said(term, column) for column in ("title", "publisher", "author", "note")
        )
        rows = self.db.rows(
            f"""SELECT code FROM sources WHERE ({said} OR code IN
                (SELECT code FROM source_names WHERE {self._said(term, "name")})){unmarked}""",
            values,
        )
        return [row["code"] for row in rows]

    def _actors_with(self, term: Term) -> list[str]:
        """The actors that have a term in any of their names."""
        rows = self.db.rows(
            f"""SELECT DISTINCT code FROM {registers.ACTORS.names}
                WHERE {self._said(term, "name")}"""
        )
        return [row["code"] for row in rows]


def any_of(clauses: list[Clause]) -> Clause:
    """That one of several conditions is met."""
    joined = " OR ".join(clause for clause, _ in clauses)
    return f"({joined})", [value for _, values in clauses for value in values]


def either(group: tuple[Term, ...]) -> str:
    """A group as an expression of FTS5."""
    said = [
        f'"{spelling}"{" *" if term.is_prefix else ""}'
        for term in group
        for spelling in term.spellings
    ]
    return f"({' OR '.join(said)})" if len(said) > 1 else said[0]
