"""Seals of the history: each command, and what other programs did, is an entry of a hash chain.

A seal is the SHA-256 of the seal before it and of its own entry: the command, its time and author,
and every row it changed. An entry that was edited, removed or moved no longer fits its seal, nor do
those behind it. The first seal holds a digest of the whole record as it was then.

Values enter as salted hashes, so that a value can be redacted, and its salt with it, while its
hash keeps the chain. Salts form a tree (seal → change → value): one random salt for each seal is
stored, and those below it are derived, until a redaction opens the tree and stores the rest.

SQLite has no SHA-256 of its own, and other programs must be able to write. What they changed is
noted by triggers as every change is, and sealed, as theirs, when tracker writes next.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from tracker.store.table_shape import columns_of, keys_of

BEGIN, COMMAND, OUTSIDE, REDACTION = "begin", "command", "outside", "redaction"
SIDES = ("old", "new")
SAID = ("command", "who")  # what people wrote of a command, and who they are
HISTORY_TABLES = ("commands", "changes")
EVENT_TABLES = ("events", "event_actors", "citations", "event_tags", "event_notes")
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # one for all values
TOGETHER = 2_000  # rows joined to one text by SQLite


def derived_salt(parent: bytes, label: str) -> bytes:
    """The salt of a part, from the salt of the whole."""
    return sha256(parent + label.encode()).digest()[:16]


def leaf(salt: bytes, value: object) -> bytes:
    """The salted hash of one value."""
    text = as_json(value)
    return sha256(salt + text.encode("utf-8", "surrogatepass")).digest()


def change_hash(change: sqlite3.Row, salt: bytes | None, opened: Mapping[str, Any]) -> bytes:
    """The hash of one changed row: of its place in the history, and of each value on both sides.

    `opened` has, where values were redacted, the hash or the salt of each (`{"new.title": {"hash":
    …}}`), instead of the salt from which all are derived.
    """
    head = [change["id"], change["command"], change["at"], change["table"]]
    made = sha256(json.dumps(head).encode())
    for side in SIDES:
        made.update(side.encode())
        if change[side] is None:
            continue
        for column, value in json.loads(change[side]).items():
            name = f"{side}.{column}"
            made.update(name.encode())
            known = opened.get(name)
            if known is not None and "hash" in known:
                made.update(bytes.fromhex(known["hash"]))
            else:
                own = bytes.fromhex(known["salt"]) if known else derived_salt(salt or b"", name)
                made.update(leaf(own, value))
    return made.digest()


def entry_hash(
    before: bytes,
    seal: Mapping[str, Any],
    command: Mapping[str, Any] | None,
    changes: Iterable[sqlite3.Row],
) -> bytes:
    """The hash of an entry of the chain, with the one before it.

    `seal` is its row without the hash, `command` the row of its command, and `changes` are the
    rows it changed, in order.
    """
    salt, opened = seal["salt"], json.loads(seal["opened"] or "{}")
    about = {
        key: value
        for key, value in dict(command or {}).items()
        if value is not None and key not in SAID
    }
    made = sha256(before)
    numbers = [seal[name] for name in ("id", "kind", "command", "first_change", "last_change")]
    made.update(json.dumps([*numbers, seal["covers"], about], sort_keys=True).encode())
    for part in SAID if command is not None else ():
        assert command is not None
        known = opened.get(part, {})
        if "hash" in known:
            made.update(bytes.fromhex(known["hash"]))
        else:
            made.update(leaf(part_salt(seal, part), command[part]))
    for change in changes:
        own_salt = change["salt"] or (derived_salt(salt, str(change["id"])) if salt else None)
        made.update(change_hash(change, own_salt, json.loads(change["opened"] or "{}")))
    made.update(seal["content"] or b"")
    return made.digest()


def part_salt(seal: Mapping[str, Any], part: str) -> bytes:
    """The salt of the command or the content of an entry, derived or, after a redaction, kept."""
    known = json.loads(seal["opened"] or "{}").get(part, {})
    if "salt" in known:
        return bytes.fromhex(known["salt"])
    return derived_salt(seal["salt"] or b"", part)


def seal(connection: sqlite3.Connection, command: int | None, at: str) -> None:
    """Add to the chain what other programs changed since the last seal, and then a command.

    Called at the end of a transaction, within it. A command that changed nothing has no row any
    more, and no entry.
    """
    last = _last(connection)
    if last is None:  # the chain begins when a database is made or brought up to date
        return
    own = connection.execute(
        "SELECT min(id), max(id) FROM changes WHERE command IS ?", (command,)
    ).fetchone()
    newest = connection.execute("SELECT max(id) FROM changes").fetchone()[0] or 0
    changed = command is not None and own[0] is not None
    outside = own[0] - 1 if changed else newest
    if outside > last["last_change"]:
        _add(connection, OUTSIDE, None, outside, at)
    if changed:
        _add(connection, COMMAND, command, own[1], at)


def begin(
    connection: sqlite3.Connection, tables: Iterable[str], at: str, salt: bytes | None = None
) -> None:
    """Begin the chain with a digest of the record as it is, its history so far included.

    The salt is drawn at random, unless the same file is to be made again.
    """
    if _last(connection) is None:
        newest = connection.execute("SELECT max(id) FROM changes").fetchone()[0] or 0
        covers: dict[str, Any] = {table: {} for table in (*tables, *HISTORY_TABLES)}
        _add(connection, BEGIN, None, newest, at, covers, salt=salt)


def add_redaction(
    connection: sqlite3.Connection,
    command: int,
    sealed_again: Mapping[int, tuple[bytes, bytes]],
    at: str,
) -> None:
    """Seal a redaction, with the salts and digests that take the place of those of entries.

    A digest of many rows cannot be had again without the redacted value, so it is made anew.
    """
    newest = connection.execute("SELECT max(id) FROM changes").fetchone()[0] or 0
    listed = {
        str(number): [salt.hex(), content.hex()] for number, (salt, content) in sealed_again.items()
    }
    _add(
        connection,
        REDACTION,
        command,
        newest,
        at,
        note={"sealed again": listed, "redacted": redacted_digest(connection)},
    )


def content_holds(connection: sqlite3.Connection, command: int) -> bool:
    """Whether the rows that a command imported are as it left them, as far as that is known."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    row = cursor.execute("SELECT * FROM seals WHERE command = ?", (command,)).fetchone()
    if row is None or row["content"] is None or row["salt"] is None:
        return True
    salt = part_salt(dict(row), "content")
    return bool(digest(connection, json.loads(row["covers"]), salt) == row["content"])


def redacted_digest(connection: sqlite3.Connection) -> str:
    """A digest of all values of which the history keeps only the hash, as they read now.

    A redaction seals it, so that nobody can pass a changed value off as a redacted one.
    """
    made = sha256()
    for number, old, new, opened in connection.execute(
        "SELECT id, old, new, opened FROM changes WHERE opened NOTNULL ORDER BY id"
    ):
        sides = {"old": json.loads(old or "{}"), "new": json.loads(new or "{}")}
        for name, known in json.loads(opened).items():
            if "hash" in known:
                side, _, column = name.partition(".")
                made.update(json.dumps([number, name, sides[side].get(column)]).encode())
    for number, who, command, opened in connection.execute(
        """SELECT s.id, c.who, c.command, s.opened FROM seals s
           JOIN commands c ON c.id = s.command WHERE s.opened NOTNULL ORDER BY s.id"""
    ):
        said = {"who": who, "command": command}
        for part, known in json.loads(opened).items():
            if "hash" in known:
                made.update(json.dumps([number, part, said[part]]).encode())
    return made.hexdigest()


def digest(connection: sqlite3.Connection, covers: Mapping[str, Any], salt: bytes) -> bytes:
    """A salted digest of rows: of whole tables, or of ranges of event numbers in them.

    `covers` has for each table its columns, and the `range` (first, last) where it is not whole.
    """
    made = sha256(salt)
    for table, of in covers.items():
        made.update(table.encode())
        for text in _texts(connection, table, of["columns"], of.get("range")):
            made.update(text.encode())
    return made.digest()


def head(connection: sqlite3.Connection) -> str | None:
    """The last seal of the chain, which stands for the whole history; None before it began."""
    last = _last(connection)
    return None if last is None else last["hash"].hex()


def changes_between(connection: sqlite3.Connection, first: int, last: int) -> Iterator[sqlite3.Row]:
    """The changed rows from one number to another."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    yield from cursor.execute(
        """SELECT id, command, at, [table], old, new, salt, opened FROM changes
           WHERE id BETWEEN ? AND ? ORDER BY id""",
        (first, last),
    )


def _last(connection: sqlite3.Connection) -> sqlite3.Row | None:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    found: sqlite3.Row | None = cursor.execute(
        "SELECT id, last_change, hash FROM seals ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return found


def _add(
    connection: sqlite3.Connection,
    kind: str,
    command: int | None,
    last_change: int,
    at: str,
    covers: dict[str, Any] | None = None,
    note: dict[str, Any] | None = None,
    salt: bytes | None = None,
) -> None:
    last = _last(connection)
    first = 1 if last is None else last["last_change"] + 1
    if covers is None and note is None:
        covers = _imported(connection, command)
    for table, of in (covers or {}).items():
        of.setdefault("columns", list(columns_of(connection, table)))
    salt = salt or os.urandom(16)
    row: dict[str, Any] = {
        "id": 1 if last is None else last["id"] + 1,
        "kind": kind,
        "at": at,
        "command": command,
        "first_change": first,
        "last_change": last_change,
        "covers": json.dumps(covers or note) if covers or note else None,
        "salt": salt,
        "content": digest(connection, covers, derived_salt(salt, "content")) if covers else None,
        "opened": None,
    }
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    entry = cursor.execute("SELECT * FROM commands WHERE id = ?", (command,)).fetchone()
    # The first entry holds what is there as a digest, and no change by itself.
    changes = () if kind == BEGIN else changes_between(connection, first, last_change)
    row["hash"] = entry_hash(last["hash"] if last else b"", row, entry, changes)
    listed = ", ".join(f"[{name}]" for name in row)
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO seals ({listed}) VALUES ({marks})", row)


def _imported(connection: sqlite3.Connection, command: int | None) -> dict[str, Any]:
    """The ranges of events that a command imported, of which the history has no rows."""
    ranges = connection.execute(
        """SELECT min(new ->> '$.first_event'), max(new ->> '$.last_event') FROM changes
           WHERE command = ? AND [table] = 'imports' AND old IS NULL
             AND new ->> '$.first_event' NOTNULL""",
        (command,),
    ).fetchone()
    if ranges[0] is None:
        return {}
    return {table: {"range": [ranges[0], ranges[1]]} for table in EVENT_TABLES}


def _texts(
    connection: sqlite3.Connection, table: str, columns: list[str], of: list[int] | None
) -> Iterator[str]:
    """The rows of a table as texts, in the order of their keys."""
    keys = keys_of(connection, table)
    key = "id" if table == "events" else "event"
    where = f"WHERE [{key}] BETWEEN ? AND ?" if of else ""
    values = ", ".join(f"[{name}]" for name in columns)
    order = ", ".join(f"[{name}]" for name in keys) or "rowid"
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(f"SELECT {values} FROM [{table}] {where} ORDER BY {order}", tuple(of or ()))
    while rows := cursor.fetchmany(TOGETHER):
        yield json.dumps(rows, default=bytes.hex)  # numbers as Python writes them, not SQLite
