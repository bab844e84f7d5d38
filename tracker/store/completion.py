"""Names that complete what was typed, and what was recorded last, for shells and prompts."""

import json
from collections.abc import Callable, Mapping

from tracker.model.answers.browse import Completed, Recent
from tracker.model.names import folded, words_in
from tracker.store.database import Database

MOST = 200
LAST = 50  # what was recorded last that the arrow keys bring back
Described = tuple[str, str]

# The name in a table, and what is shown beside it.
COLUMNS: dict[Completed, tuple[str, str]] = {
    "events": ("handle", "title"),
    "actors": ("code", "name"),
    "sources": ("code", "title"),
    "types": ("code", "label || coalesce(': ' || nullif(definition, ''), '')"),
    "relations": ("code", "definition"),
    "column_maps": ("name", "columns"),
    "tags": ("tag", "count(*) || ' events'"),
}
NAMED: dict[Completed, str] = {
    "actors": "actor_names", "sources": "source_names", "types": "type_names",
}  # fmt: skip
TABLES: dict[Completed, str] = {"tags": "event_tags"}
GROUPED: dict[Completed, str] = {"tags": "GROUP BY tag"}

RECENT: Mapping[Recent, str] = {
    "title": "SELECT title FROM events ORDER BY id DESC",
    "date": "SELECT date FROM events ORDER BY id DESC",
    "type": "SELECT type FROM events ORDER BY id DESC",
    "by": "SELECT group_concat(actor, ', ') FROM event_actors WHERE side = 'by' "
    "GROUP BY event ORDER BY event DESC",
    "to": "SELECT group_concat(actor, ', ') FROM event_actors WHERE side = 'to' "
    "GROUP BY event ORDER BY event DESC",
    "place": "SELECT place FROM events WHERE place NOTNULL ORDER BY id DESC",
    "tag": "SELECT group_concat(tag, ', ') FROM event_tags GROUP BY event ORDER BY event DESC",
    "source": "SELECT source FROM citations ORDER BY id DESC",
    "locator": "SELECT locator FROM citations WHERE locator NOTNULL ORDER BY id DESC",
    "event": "SELECT handle FROM events ORDER BY id DESC",
}


def matching(db: Database, table: Completed, typed: str) -> list[Described]:
    """The names in a table that what was typed may be the beginning of, with descriptions.

    Where no name begins so, those of which another name, or the title, has words that begin as the
    words typed. Case and width do not matter.
    """
    begun = _beginning_with(db, table, folded(typed))
    if begun or not words_in(typed):
        return begun
    return (_events_with if table == "events" else _named_with)(db, table, typed)[:MOST]


def recent(db: Database, field: Recent) -> list[str]:
    """What was recorded last in a field, the latest first, each once."""
    rows = db.rows(f"SELECT * FROM ({RECENT[field]} LIMIT {4 * LAST})")
    return list(dict.fromkeys(str(row[0]) for row in rows if row[0]))[:LAST]


def _beginning_with(db: Database, table: Completed, prefix: str) -> list[Described]:
    name, description = COLUMNS[table]
    literal = prefix.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    rows = db.rows(
        f"SELECT {name}, {description} FROM {TABLES.get(table, table)} "
        f"WHERE {name} LIKE ? ESCAPE '\\' {GROUPED.get(table, '')} "
        f"ORDER BY {name if table in GROUPED else 'rowid'} LIMIT {MOST}",
        (f"{literal}%",),
    )
    return [(row[0], row[1]) for row in rows]


def _events_with(db: Database, table: Completed, typed: str) -> list[Described]:
    """The events whose titles, or handles, have words that begin so, the latest recorded first."""
    begin = _begins(typed)
    match = " ".join(f'"{word}"*' for word in words_in(folded(typed)))
    rows = db.rows(
        """SELECT handle, title FROM events WHERE id IN
             (SELECT rowid FROM event_words_fts WHERE event_words_fts MATCH ?
              ORDER BY rowid DESC LIMIT 2000)
           ORDER BY id DESC""",
        (match,),
    )
    found = [(row[0], row[1]) for row in rows if begin(row[1])]
    if found:
        return found
    if typed.isascii():
        within = words_in(folded(typed))
        rows = db.rows(
            f"""SELECT handle, title FROM events
                WHERE {" AND ".join("handle LIKE '%-' || ? || '%'" for _ in within)}
                ORDER BY id DESC LIMIT {MOST}""",
            within,
        )
        return [(row[0], row[1]) for row in rows]
    rows = db.rows(  # a script without blanks, or letters that no index folds as people do
        "SELECT handle, title FROM events WHERE has_letters(title, ?) "
        f"ORDER BY id DESC LIMIT {MOST}",
        (folded(typed),),
    )
    return [(row[0], row[1]) for row in rows]


def _named_with(db: Database, table: Completed, typed: str) -> list[Described]:
    """The names of which any spelling has words that begin so."""
    name, description = COLUMNS[table]
    begin = _begins(typed)
    if table in NAMED:
        rows = db.rows(f"SELECT code, folded AS text FROM {NAMED[table]} ORDER BY rowid")
    else:
        source = TABLES.get(table, table)
        rows = db.rows(f"SELECT DISTINCT {name} AS code, {name} AS text FROM {source}")
    codes = list(dict.fromkeys(row["code"] for row in rows if begin(row["text"])))[:MOST]
    described = db.rows(
        f"SELECT {name}, {description} FROM {TABLES.get(table, table)} "
        f"WHERE {name} IN (SELECT value FROM json_each(?)) {GROUPED.get(table, '')}",
        (json.dumps(codes),),
    )
    told = {row[0]: row[1] for row in described}
    return [(code, told[code]) for code in codes if code in told]


def _begins(typed: str) -> Callable[[str], bool]:
    """Whether each of the words typed begins a word of a text."""
    wanted = words_in(folded(typed))

    def begin(text: str) -> bool:
        words = words_in(folded(text))
        return all(any(word.startswith(each) for word in words) for each in wanted)

    return begin
