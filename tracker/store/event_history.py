"""The past of one event: every change of it, and of what other tables say of it."""

import json
import re
from collections.abc import Mapping

from tracker.model.history import Change, Entry
from tracker.model.names import folded
from tracker.store import events, references, removed_rows
from tracker.store.database import Database
from tracker.store.dependents import SETTINGS
from tracker.store.history import OUTSIDE, change_of, entry_of

# What of a row says that it is about an event `:n`, in a change's `new` or `old`.
ABOUT = {
    "events": ("id",),
    "links": ("cause", "effect"),
    "link_partners": ("cause", "effect", "partner"),
    "citations": ("event", "cause", "effect"),
    "orders": ("before", "after"),
    "distinct_events": ("one", "other"),
    "rival_links": ("cause", "effect"),
    "counterfactuals": ("cause", "effect"),
}
OF_EVENT = ("event",)
IS_FED = """json_extract(coalesce(new, old), '$.first_event') <= :n
            AND json_extract(coalesce(new, old), '$.last_event') >= :n"""


def resolve(db: Database, reference: object) -> int:
    """The number of the event that a number, a handle or words name, though it be gone.

    A whole handle is looked for among those of all times before anything is completed.
    """
    words = str(reference).strip()
    number = int(words) if re.fullmatch(r"[0-9]{1,18}", words) else 0
    if number and (events.fetch(db, [number]) or _was_there(db, number)):
        return number
    present = events.by_handle(db, folded(words))
    if present is not None:
        return present.id
    former = _by_former_handle(db, folded(words))
    return former if former is not None else references.resolve(db, words)


def past_of(db: Database, number: int, limit: int | None = None) -> list[Entry]:
    """The commands that changed an event, the newest first, each with its changes of it alone."""
    found: dict[tuple[int | None, int], list[Change]] = {}
    outside: dict[int, str] = {}
    for row in db.rows(
        f"""SELECT id, command, at, [table], old, new FROM changes c
            WHERE [table] <> '{SETTINGS}' AND id IN ({_changes_about()}) ORDER BY id""",
        {"n": number, "text": f":{number}"},
    ):
        key = (row["command"], row["id"] if row["command"] is None else 0)
        found.setdefault(key, []).append(change_of(row))
        outside[row["id"]] = row["at"]
    newest = list(reversed(found.items()))
    return [
        _entry(db, command, tuple(changes), outside)
        for (command, _), changes in newest[: limit or len(newest)]
    ]


def names_of(db: Database, numbers: set[int]) -> Mapping[int, str]:
    """The handles of events by their numbers, of gone ones those that they had last."""
    named = {
        row["id"]: row["handle"]
        for row in db.rows(
            "SELECT id, handle FROM events WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(numbers)),),
        )
    }
    gone = numbers - named.keys()
    if gone:
        for row in db.rows(
            """SELECT json_extract(old, '$.id') AS id, json_extract(old, '$.handle') AS handle
               FROM changes WHERE [table] = 'events' AND new IS NULL ORDER BY changes.id"""
        ):
            if row["id"] in gone:
                named[row["id"]] = row["handle"]
    return named


def _changes_about() -> str:
    """The query of the changes of an event; the text of its number is looked for first."""
    terms = [f"[table] = '{table}' AND ({_says(columns)})" for table, columns in ABOUT.items()]
    named = ", ".join(f"'{table}'" for table in ABOUT)
    terms.append(f"[table] NOT IN ({named}) AND ({_says(OF_EVENT)})")
    mentions = "instr(coalesce(new, '') || coalesce(old, ''), :text)"
    its_orders = f"""SELECT json_extract(coalesce(new, old), '$.id') FROM changes
                     WHERE [table] = 'orders' AND {mentions} AND ({_says(ABOUT["orders"])})"""
    its_sources = f"""SELECT json_extract(coalesce(new, old), '$.source') FROM changes
                      WHERE [table] = 'citations' AND {mentions} AND ({_says(OF_EVENT)})
                      UNION SELECT source FROM citations WHERE event = :n"""
    return f"""SELECT id FROM changes WHERE {mentions} AND ({" OR ".join(terms)})
        UNION SELECT id FROM changes WHERE [table] = 'imports' AND {IS_FED}
        UNION SELECT id FROM changes WHERE [table] = 'citations'
              AND json_extract(coalesce(new, old), '$.order') IN ({its_orders})
        UNION SELECT id FROM changes WHERE [table] = 'sources'
              AND json_extract(old, '$.reliability') IS NOT json_extract(new, '$.reliability')
              AND old NOTNULL AND new NOTNULL AND json_extract(new, '$.code') IN ({its_sources})"""


def _says(columns: tuple[str, ...]) -> str:
    return " OR ".join(
        f"json_extract({side}, '$.{column}') = :n" for column in columns for side in ("new", "old")
    )


def _entry(
    db: Database, command: int | None, changes: tuple[Change, ...], outside: Mapping[int, str]
) -> Entry:
    if command is not None:
        entry = entry_of(db, command)
        assert entry is not None
        return Entry(
            entry.id, entry.at, entry.who, entry.command, entry.undone, entry.undoes, entry.redoes,
            len(changes), changes,
        )  # fmt: skip
    change = changes[0]
    return Entry(
        None, outside[change.id], OUTSIDE, f"changed {change.table}", False, None, None,
        len(changes), changes,
    )  # fmt: skip


def _was_there(db: Database, number: int) -> bool:
    return bool(
        db.row(
            f"""SELECT 1 FROM changes WHERE [table] = 'events'
                  AND instr(coalesce(new, old), :text) AND ({_says(("id",))})
                UNION ALL SELECT 1 FROM changes WHERE [table] = 'imports' AND {IS_FED} LIMIT 1""",
            {"n": number, "text": f":{number}"},
        )
    )


def _by_former_handle(db: Database, handle: str) -> int | None:
    """The event that had a handle last, of all that are gone or have another now."""
    number: int | None = db.value(
        """SELECT json_extract(coalesce(new, old), '$.id') FROM changes
           WHERE [table] = 'events' AND instr(coalesce(new, '') || coalesce(old, ''), :handle)
             AND :handle IN (json_extract(new, '$.handle'), json_extract(old, '$.handle'))
           ORDER BY id DESC LIMIT 1""",
        {"handle": handle},
    )
    return number if number is not None else removed_rows.number_of(db, handle)
