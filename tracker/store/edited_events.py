"""Events that people have edited, which an import of a feed then leaves as they are."""

import sqlite3

from tracker.store.database import Database
from tracker.store.history import UNDONE


def edited_events(db: Database, feed: str) -> frozenset[int]:
    """The events that people, or other programs, have recorded or changed, and did not undo since.

    A citation that was taken out counts where it was of this feed. What a feed brings in leaves no
    changes, and its corrections are no edits.
    """
    rows = db.rows(
        f"""SELECT changes.id, changes.command, [table], new IS NULL AS is_gone,
                  json_extract(coalesce(new, old),
                               iif([table] = 'events', '$.id', '$.event')) AS event,
                  [table] = 'events' AND old IS NULL
                  OR coalesce(c.command NOT LIKE 'import %', 1) AS by_people
           FROM changes LEFT JOIN commands c ON c.id = changes.command
           WHERE ([table] = 'events' OR [table] = 'event_actors' OR [table] = 'citations'
                  AND new IS NULL AND json_extract(old, '$.source') = ?)
             AND undoes IS NULL AND redoes IS NULL AND NOT {UNDONE}
           ORDER BY changes.id""",
        (feed,),
    )
    # What came before an event was removed, or went with it, is of another one of its number.
    removed = {
        row["event"]: (row["id"], row["command"])
        for row in rows
        if row["is_gone"] and row["table"] == "events"
    }

    def is_of_another(change: sqlite3.Row) -> bool:
        last, command = removed.get(change["event"], (0, -1))
        return bool(change["id"] <= last or change["command"] == command)

    return frozenset(
        row["event"] for row in rows
        if row["event"] is not None and row["by_people"] and not is_of_another(row)
    )  # fmt: skip
