"""Search for words in events, in what is said of them, and in who is named in it."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tracker.errors import InvalidText
from tracker.model.answers.browse import CLOSE, OPEN, SearchMatch
from tracker.model.event_fields import LABELS, SEARCHED
from tracker.model.search_query import SearchQuery, Term, marked, passage
from tracker.model.selection import Selection
from tracker.store import events, listing, registers
from tracker.store.conditions import beside, event_terms, known_sources, start
from tracker.store.cone import EVERYTHING
from tracker.store.database import Database
from tracker.store.word_index import IS_ODD, TEXT

if TYPE_CHECKING:
    from tracker.model.event import Event

OWN_TEXT = TEXT.format(row="")
ANY_ODD = f"SELECT 1 FROM events WHERE {IS_ODD} LIMIT 1"
ALL_ODD = f"SELECT id FROM events WHERE {IS_ODD}"
STEMS = "events_fts"
RANK = f"bm25({STEMS}, 4.0, 1.0, 2.0)"
TIME = f"{start()}, e.id"
RANKED = 1_000  # so many of what no index ranks are ranked here
AMONG = "(SELECT value FROM json_each({}))"
Clause = tuple[str, list[Any]]


def search(
    db: Database, words: str, limit: int | None = 20, selection: Selection = EVERYTHING
) -> list[SearchMatch]:
    """The events of a selection that have all the words (in any form), best first.

    A phrase in double quotes is looked up as a phrase, `word*` by its beginning; `OR` stands
    between alternatives, `NOT` or `-` before what is left out. All else is plain words, so that
    nothing typed can be a syntax error. Those that have the words in title, summary and place come
    first; then those that have them with what is said of them, and with who and what is named.
    """
    query = SearchQuery.parse(words)
    if not query.wanted:
        if query.unwanted:
            raise InvalidText("search", "has only words to leave out; name one to look for")
        return []
    looked = _Looked(db, query, selection)
    matches = looked.in_events(limit)
    if limit is None or len(matches) < limit:
        matches += looked.in_the_rest(limit, [match.event.id for match in matches])
    return matches if limit is None else matches[:limit]


class _Looked:
    """One search: its query as conditions of SQL."""

    def __init__(self, db: Database, query: SearchQuery, selection: Selection) -> None:
        self.db = db
        self.query = query
        self.selection = selection
        self.terms = (*query.terms, *query.unwanted)
        self._rest: dict[Term, list[Clause]] = {}
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

    def in_events(self, limit: int | None) -> list[SearchMatch]:
        """The events whose own texts have all that is looked for, best first."""
        indexed = self._indexed()
        others = [self._in_own(group) for group in self.query.wanted if group not in indexed]
        if indexed:
            rows = self._ranked(" AND ".join(map(_either, indexed)), others, limit)
            if (limit is None or len(rows) < limit) and self.db.row(ANY_ODD):
                # What the index cannot read may have the words all the same.
                odd = [self._in_own(group) for group in self.query.wanted]
                found = self._rows([*odd, (f"e.id IN ({ALL_ODD})", [])], limit)
                rows = [*rows, *(number for number in found if number not in set(rows))][:limit]
        else:
            rows = self._with_titles_first(self._rows(others, RANKED, "e.id"))[:limit]
            if limit is None and len(rows) == RANKED:
                rows = self._rows(others, None)
        shown = self._highlighted(rows) if indexed and not others else {}
        return [
            SearchMatch(event, *(shown.get(event.id) or self._marked(event)))
            for event in self._fetched(rows)
        ]

    def _in_own(self, group: tuple[Term, ...]) -> Clause:
        return _any_of([clause for term in group for clause in self._own(term)])

    def _ranked(self, query: str, others: list[Clause], limit: int | None) -> list[int]:
        """The numbers of the events that the index of stems finds, best first."""
        if not others and not self.conditions and not self.query.unwanted:
            rows = self.db.rows(
                f"""SELECT rowid AS id FROM {STEMS} WHERE {STEMS} MATCH ?
                    ORDER BY {RANK}, rowid LIMIT ?""",
                (query, -1 if limit is None else limit),
            )
            return [row["id"] for row in rows]
        clauses = [(f"{STEMS} MATCH ?", [query]), *others]
        return self._rows(clauses, limit, f"{RANK}, e.id", f"JOIN {STEMS} ON {STEMS}.rowid = e.id")

    def _with_titles_first(self, numbers: list[int]) -> list[int]:
        """Numbers of events, those first whose titles have what is looked for, then by time."""
        in_title = " AND ".join(
            f"({' OR '.join(f'has_term({self.terms.index(t)}, e.title)' for t in group)})"
            for group in self.query.wanted
        )
        rows = self.db.rows(
            f"""SELECT e.id FROM events e {self.joined} WHERE e.id IN {AMONG.format("?")}
                ORDER BY {in_title} DESC, {start()}, e.id""",
            (json.dumps(numbers),),
        )
        return [row["id"] for row in rows]

    def in_the_rest(self, limit: int | None, met: Iterable[int]) -> list[SearchMatch]:
        """The events that have all of it only with their sources, reasons, notes, tags, actors."""
        groups = [
            _any_of([c for term in group for c in (*self._own(term), *self._beside(term))])
            for group in self.query.wanted
        ]
        apart: Clause = (f"e.id NOT IN {AMONG.format('?')}", [json.dumps(list(met))])
        rows = self._rows([*groups, apart], limit)
        found = self._fetched(rows)
        return [
            SearchMatch(event, marked(event.title, self.query.terms), self._told(event))
            for event in found
        ]

    def _rows(
        self, found: list[Clause], limit: int | None, order: str = "", joined: str = ""
    ) -> list[int]:
        """The numbers of the events of the selection that meet conditions and lack the unwanted."""
        unwanted = [
            (f"NOT {clause}", values)
            for term in self.query.unwanted
            for clause, values in (_any_of([*self._own(term), *self._beside(term)]),)
        ]
        clauses = [*found, *unwanted]
        where = " AND ".join((*(clause for clause, _ in clauses), *self.conditions))
        rows = self.db.rows(
            f"SELECT e.id FROM events e {joined} {self.joined} WHERE {where} "
            f"ORDER BY {order or TIME} LIMIT ?",
            (*(v for _, values in clauses for v in values), *self.values,
             -1 if limit is None else limit),
        )  # fmt: skip
        return [row["id"] for row in rows]

    def _indexed(self) -> list[tuple[Term, ...]]:
        """The groups that the index of stems answers, by which matches are ranked."""
        return [
            group
            for group in self.query.wanted
            if not any(term.is_prefix or term.is_unparted for term in group)
        ]

    def _own(self, term: Term) -> Iterator[Clause]:
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
            [_either((term,))],
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

    def _beside(self, term: Term) -> list[Clause]:
        """That an event has a term with what is said of it, or with who or what is named in it."""
        if term not in self._rest:
            self._rest[term] = list(self._clauses_beside(term))
        return self._rest[term]

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
            with_term = f"{field.table} WHERE {self._said(term, 'text')}{unmarked}"
            yield f"e.id IN (SELECT event FROM {with_term})", values
        for label in LABELS:
            yield (
                f"""e.id IN (SELECT event FROM {label.table} WHERE {label.option} IN
                    (SELECT l FROM (SELECT DISTINCT {label.option} AS l FROM {label.table})
                     WHERE {self._said(term, "l")}))""",
                [],
            )
        unmarked, values = self._unmarked(True)
        because = self._said(term, "because")
        yield (f"e.id IN (SELECT event FROM event_claims WHERE {because})", [])
        for end in ("cause", "effect"):
            yield (
                f"""e.id IN (SELECT {end} FROM links WHERE because <> ''
                    AND {because}{unmarked})""",
                values,
            )

    def _clauses_cited(self, term: Term) -> Iterator[Clause]:
        """That it is in a quotation, or in what the source of a citation is called."""
        unmarked, values = self._unmarked(True)
        if self.known is not None:
            unmarked += f" AND source IN {AMONG.format('?')}"
            values = [*values, json.dumps(self.known)]
        cited = f"""citations INDEXED BY citations_with_quotation WHERE quotation NOTNULL
                    AND {self._said(term, "quotation")}{unmarked}"""
        if self.db.is_limited:  # a view stands before the table, which has no index of its own
            cited = cited.replace("INDEXED BY citations_with_quotation", "")
        yield (  # one reading of all quotations for the three columns
            f"""e.id IN (WITH quoted AS MATERIALIZED (SELECT event, cause, effect FROM {cited})
                SELECT event FROM quoted WHERE event NOTNULL UNION ALL
                SELECT cause FROM quoted WHERE cause NOTNULL UNION ALL
                SELECT effect FROM quoted WHERE effect NOTNULL)""",
            values,
        )
        if sources := self._sources_with(term):
            for end in ("event", "cause", "effect"):
                yield (
                    f"""e.id IN (SELECT {end} FROM citations WHERE source IN {AMONG.format("?")}
                        AND {end} NOTNULL{unmarked})""",
                    [json.dumps(sources), *values],
                )

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

    def _fetched(self, numbers: list[int]) -> "list[Event]":
        found = {event.id: event for event in events.fetch(self.db, numbers, self.selection)}
        return [found[number] for number in numbers]

    def _highlighted(self, numbers: list[int]) -> dict[int, tuple[str, str]]:
        """Titles and passages as the index marks them, which knows all forms of a word."""
        query = " OR ".join(_either(group) for group in self.query.wanted)
        rows = self.db.rows(
            f"""SELECT rowid AS number, highlight({STEMS}, 0, ?, ?) AS title,
                       snippet({STEMS}, 1, ?, ?, '…', 24) AS passage
                FROM {STEMS} WHERE {STEMS} MATCH ? AND rowid IN {AMONG.format("?")}""",
            (OPEN, CLOSE, OPEN, CLOSE, query, json.dumps(numbers)),
        )
        return {row["number"]: (row["title"], row["passage"]) for row in rows}

    def _marked(self, event: "Event") -> tuple[str, str]:
        """A title and a passage of the summary, or else the place, with what was found marked."""
        terms = self.query.terms
        told = passage(event.summary, terms) or passage(event.place or "", terms)
        return marked(event.title, terms), told

    def _told(self, event: "Event") -> str:
        """The passage that was found beside an event."""
        for text in self._texts_beside(event):
            if found := passage(text, self.query.terms):
                return found
        return ""

    def _texts_beside(self, event: "Event") -> Iterator[str]:
        """What is said of an event and who is named in it, in the order in which it is shown."""
        is_known = self._is_known
        if self.known is None:
            for field in SEARCHED:
                yield from (each.text for each in getattr(event, field.name))
            yield from (claim.because for claim in event.claims)
        codes = [citation.source for citation in event.citations if is_known(citation.source)]
        yield from (each.quotation or "" for each in event.citations if is_known(each.source))
        for row in self.db.rows(
            "SELECT cause, effect, claimed_by, because FROM links WHERE ? IN (cause, effect)",
            (event.id,),
        ):
            if self.known is None:
                yield row["because"]
            key = (row["cause"], row["effect"], row["claimed_by"])
            for cited in self.db.rows(
                """SELECT source, quotation FROM citations
                   WHERE (cause, effect, claimed_by) = (?, ?, ?)""",
                key,
            ):
                if is_known(cited["source"]):
                    codes.append(cited["source"])
                    yield cited["quotation"] or ""
        yield from self._names(codes)
        if self.known is None:
            for label in LABELS:
                yield from getattr(event, label.name)
        for actor in (*event.by, *event.to):
            yield from (actor.code, actor.name or "")
            yield from registers.aliases(self.db, registers.ACTORS, [actor.code]).get(
                actor.code, ()
            )

    def _is_known(self, source: str) -> bool:
        """Whether a source had been published by the day that is asked for."""
        return self.known is None or source in self.known

    def _names(self, codes: list[str]) -> Iterator[str]:
        """What sources are called, and what is noted of them."""
        known = listing.sources(self.db, codes)
        for source in (known[code] for code in dict.fromkeys(codes) if code in known):
            yield ", ".join(filter(None, (source.title, source.publisher, source.author)))
            yield source.note
            yield from (source.code, *source.aliases)


def _either(group: tuple[Term, ...]) -> str:
    """A group as an expression of FTS5."""
    said = [
        f'"{spelling}"{" *" if term.is_prefix else ""}'
        for term in group
        for spelling in term.spellings
    ]
    return f"({' OR '.join(said)})" if len(said) > 1 else said[0]


def _any_of(clauses: list[Clause]) -> Clause:
    """That one of several conditions is met."""
    joined = " OR ".join(clause for clause, _ in clauses)
    return f"({joined})", [value for _, values in clauses for value in values]
