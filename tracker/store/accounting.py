"""Changes of rows that no trigger noted, found and put into the history as changes from outside.

While a table is without its triggers, whatever another program changes in it leaves no trace. An
undo that knows nothing of it may then take away what rests on it. So when lost triggers are made
again, each row is compared with what the history says of it last.
"""

import json
import re
from collections.abc import Iterator

from tracker.store.database import Database, utc_now
from tracker.store.table_shape import keys_of

# Rows of registers may have come with the codebook; those of these tables are in the history, or
# in a range of events that an import read.
RECORDED = ("events", "event_actors", "links", "link_partners", "citations", "orders",
            "event_tags", "event_notes", "event_claims", "rivals", "rival_links", "ratings",
            "counterfactuals", "sources", "imports", "proposals", "merged_heads")  # fmt: skip
EVENT_KEYS = {"events": "id", "event_actors": "event", "citations": "event", "event_tags": "event",
              "event_notes": "event", "event_claims": "event"}  # fmt: skip


def note_unnoted(db: Database, tables: tuple[str, ...]) -> int:
    """Note what is not as the history left it as changed from outside; returns how many rows."""
    return sum(_noted(db, table) for table in tables)


def _noted(db: Database, table: str) -> int:
    found = [*_changed(db, table), *(_added(db, table) if table in RECORDED else ())]
    db.run_many(
        "INSERT INTO changes (command, at, [table], old, new) VALUES (NULL, ?, ?, ?, ?)",
        ((utc_now(), table, old, new) for old, new in found),
    )
    return len(found)


def _changed(db: Database, table: str) -> Iterator[tuple[str | None, str | None]]:
    """Rows that were changed, removed or put back since the history last told of them."""
    keys = keys_of(db.connection, table)
    told = ", ".join(f"coalesce(new, old) ->> '$.{key}'" for key in keys)
    last = f"""SELECT [table], old, new FROM changes WHERE id IN
               (SELECT max(id) FROM changes WHERE [table] = ? GROUP BY {told})"""
    same = " AND ".join(f"t.[{key}] IS coalesce(c.new, c.old) ->> '$.{key}'" for key in keys)
    row = _as_json(db, table)
    first = keys[0]
    for was, now in db.rows(
        f"""SELECT c.new, iif(t.[{first}] IS NULL, NULL, {row})
            FROM ({last}) c LEFT JOIN [{table}] t ON {same}""",
        (table,),
    ):
        if _values(was) != _values(now):
            yield was, now


def _added(db: Database, table: str) -> Iterator[tuple[None, str]]:
    """Rows of which the history has never told, and that no import brought."""
    keys = keys_of(db.connection, table)
    told = ", ".join(f"coalesce(new, old) ->> '$.{key}'" for key in keys)
    own = ", ".join(f"t.[{key}]" for key in keys)
    imported = (
        f"""AND NOT EXISTS (SELECT 1 FROM imports i WHERE t.[{EVENT_KEYS[table]}]
                            BETWEEN i.first_event AND i.last_event)"""
        if table in EVENT_KEYS
        else ""
    )
    for (now,) in db.rows(
        f"""SELECT {_as_json(db, table)} FROM [{table}] t
            WHERE ({own}) NOT IN (SELECT {told} FROM changes WHERE [table] = ?) {imported}""",
        (table,),
    ):
        yield None, now


def _as_json(db: Database, table: str) -> str:
    """The expression by which the triggers write a row down."""
    trigger = str(
        db.value("SELECT sql FROM sqlite_master WHERE name = ?", (f"history_{table}_insert",))
    )
    noted = re.search(r"NULL, (json_object\(.*\))\); END$", trigger)
    assert noted is not None, trigger
    return noted[1].replace("new.[", "t.[")


def _values(row: str | None) -> object:
    """What a row says, whatever columns were added since."""
    return row and {key: value for key, value in json.loads(row).items() if value is not None}
