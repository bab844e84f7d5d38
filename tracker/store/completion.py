"""Names that begin as typed, with what they stand for, for completion in a shell."""

from tracker.model.answers.browse import Completed
from tracker.store.database import Database

MOST = 200
COLUMNS: dict[Completed, tuple[str, str]] = {  # the name, and what is shown beside it
    "events": ("handle", "title"),
    "actors": ("code", "name"),
    "sources": ("code", "title"),
    "types": ("code", "label"),
    "relations": ("code", "definition"),
    "column_maps": ("name", "columns"),
}


def beginning_with(db: Database, table: Completed, prefix: str) -> list[tuple[str, str]]:
    """The names in a table that begin so, in any case of letters, with their descriptions."""
    name, description = COLUMNS[table]
    rows = db.rows(
        f"SELECT {name}, {description} FROM {table} WHERE {name} LIKE ? || '%' "
        f"ORDER BY rowid LIMIT {MOST}",
        (prefix,),
    )
    return [(row[0], row[1]) for row in rows]
