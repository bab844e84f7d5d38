"""Search for words in events, in what is said of them, and in who is named in it."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tracker.errors import InvalidText
from tracker.model.answers.browse import CLOSE, OPEN, SearchMatch
from tracker.model.event_fields import LABELS, SEARCHED
from tracker.model.search_query import SearchQuery, Term, marked, passage
from tracker.model.selection import Selection
from tracker.store import events, listing, registers
from tracker.store.conditions import start
from tracker.store.cone import EVERYTHING
from tracker.store.database import Database
from tracker.store.ordering import DERIVED_TOO, DOUBTFUL, INDEXED, MOVED
from tracker.store.search_clauses import AMONG, Clause, SearchClauses, any_of, either
from tracker.store.word_index import IS_ODD

if TYPE_CHECKING:
    from tracker.model.event import Event

ANY_ODD = f"SELECT 1 FROM events WHERE {IS_ODD} LIMIT 1"
ALL_ODD = f"SELECT id FROM events WHERE {IS_ODD}"
STEMS = "events_fts"
RANK = f"bm25({STEMS}, 4.0, 1.0, 2.0)"
TIME = f"{start()}, e.id"
RANKED = 1_000  # so many of what no index ranks are ranked here
WALKED = 5_000  # events from the first on, among which a word of most quotations is found


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


class _Looked(SearchClauses):
    """One search: its query as conditions of SQL."""

    def in_events(self, limit: int | None) -> list[SearchMatch]:
        """The events whose own texts have all that is looked for, best first."""
        indexed = self._indexed()
        others = [self._in_own(group) for group in self.query.wanted if group not in indexed]
        if indexed:
            rows = self._ranked(" AND ".join(map(either, indexed)), others, limit)
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
        return any_of([clause for term in group for clause in self.own(term)])

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
        """The events that have all of it only with their sources, reasons, notes, tags, actors.

        A word that is in most quotations is found with the first events already: they are asked
        by themselves, and all quotations are read only where that does not do.
        """
        apart: Clause = (f"e.id NOT IN {AMONG.format('?')}", [json.dumps(list(met))])
        rows = [] if limit is None else self._among_first(apart, limit)
        if limit is None or len(rows) < limit:
            rows = self._rows([*self._groups(), apart], limit)
        found = self._fetched(rows)
        return [
            SearchMatch(event, marked(event.title, self.query.terms), self._told(event))
            for event in found
        ]

    def _groups(self) -> list[Clause]:
        """That an event has a term of each group, in its own texts or beside them."""
        return [
            any_of([c for term in group for c in (*self.own(term), *self.beside_events(term))])
            for group in self.query.wanted
        ]

    def _among_first(self, apart: Clause, limit: int) -> list[int]:
        """The numbers of those found among the first events in time; none in a small record.

        Events whose dates have margins or derived bounds stand in no index of time: they are
        looked at all, and count where they stand before the last of the others.
        """
        plain = f"NOT ({DOUBTFUL} OR {DERIVED_TOO})"
        first = self.db.rows(
            f"""SELECT e.id, {INDEXED["date"]} AS place FROM events e WHERE {plain}
                ORDER BY {INDEXED["date"]}, e.id LIMIT ?""",
            (WALKED,),
        )
        others = self.db.rows(f"{MOVED} LIMIT ?", (WALKED,))
        if len(first) < WALKED or len(others) == WALKED:
            return []
        last = first[-1]
        self.within = json.dumps([row["id"] for row in (*first, *others)])
        self.rest.clear()
        among: Clause = (
            f"e.id IN {AMONG.format('?')} AND (coalesce({start()}, ''), e.id) <= (?, ?)",
            [self.within, last["place"] or "", last["id"]],
        )
        rows = self._rows([among, *self._groups(), apart], limit)
        self.within = None
        self.rest.clear()
        return rows

    def _rows(
        self, found: list[Clause], limit: int | None, order: str = "", joined: str = ""
    ) -> list[int]:
        """The numbers of the events of the selection that meet conditions and lack the unwanted."""
        unwanted = [
            (f"NOT {clause}", values)
            for term in self.query.unwanted
            for clause, values in (any_of([*self.own(term), *self.beside_events(term)]),)
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

    def _fetched(self, numbers: list[int]) -> "list[Event]":
        found = {event.id: event for event in events.fetch(self.db, numbers, self.selection)}
        return [found[number] for number in numbers]

    def _highlighted(self, numbers: list[int]) -> dict[int, tuple[str, str]]:
        """Titles and passages as the index marks them, which knows all forms of a word."""
        query = " OR ".join(either(group) for group in self.query.wanted)
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
