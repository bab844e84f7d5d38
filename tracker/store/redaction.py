"""Redaction: a text leaves the record, its history, its index of words and the free pages.

What is left of a redacted value in the history is its salted hash, without the salt: the hash
chain still holds, and nobody can try out what the value was. Digests of many rows, as imports and
the beginning of the chain have them, are made anew and sealed with the redaction.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tracker.errors import Refused
from tracker.store import removed_rows, seals
from tracker.store.connecting import APPLICATION_ID
from tracker.store.database import Database, open_for_reading
from tracker.store.fingerprint import SEARCHED, index_anew, note_fingerprint
from tracker.store.migrations import CURATED
from tracker.store.redaction_scope import Scope
from tracker.store.removed_rows import Columns
from tracker.store.table_shape import has_places
from tracker.store.verification import (
    chain_state,
    forget_since,
    record_flaws,
    rewound,
    scratch_copy,
)

HEADER = 100  # bytes at the beginning of a database file
READ = 64 * 2**20  # bytes of a file beside the database that are searched for the text


def redact(db: Database, scope: Scope, named: str) -> int:
    """Take everything in a scope out of the record and its history; returns how many values.

    `named` says what was redacted, in words that do not repeat it. It cannot be undone, nor can
    what was done before it.

    Raises
    ------
    Refused
        Where the history does not hold as it is: redacting it would seal that for good.
    """
    if flaws := (*chain_state(db).flaws, *record_flaws(db)):
        raise Refused(
            f"{flaws[0].sentence} A redaction would seal that for good; see what "
            "`tracker database verify` says first."
        )
    db.run("PRAGMA secure_delete = ON")
    with db.restructuring(), _without_triggers(db):
        again = _sealed_again(db, scope)
        command = db.run(
            "INSERT INTO commands (at, who, command) VALUES (?, ?, ?)",
            (db.now(), db.analyst, f"redact {named}"),
        ).lastrowid
        assert command is not None
        count = _redact_all(db, scope, command)
        _drop_salts(db, again)
        db.run(
            """INSERT INTO changes (command, at, [table], old, new)
               VALUES (?, ?, 'redactions', NULL, json_object('values', ?))""",
            (command, db.now(), count),
        )
        for index in SEARCHED:
            index_anew(db.connection, index)
        seals.add_redaction(db.connection, command, again, db.now())
    db.run("VACUUM")
    return count


def still_holding(path: Path, text: str | None) -> list[Path]:
    """Files beside a database that a redaction cannot reach: its backups, and what has the text."""
    found = []
    for file in sorted(path.absolute().parent.iterdir()):
        if not file.is_file() or file.samefile(path):
            continue
        try:
            with file.open("rb") as opened:
                begin = opened.read(HEADER)
                is_ours = begin[68:72] == APPLICATION_ID.to_bytes(4)
                if is_ours or (text and text.encode() in begin + opened.read(READ)):
                    found.append(file)
        except OSError:
            continue
    return found


@contextmanager
def _without_triggers(db: Database) -> Iterator[None]:
    """Triggers would note the old values, and index words one by one."""
    triggers = db.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
    for row in triggers:
        db.run(f"DROP TRIGGER [{row['name']}]")
    yield
    for row in triggers:
        db.run(row["sql"])
    note_fingerprint(db.connection)


def _redact_all(db: Database, scope: Scope, before: int) -> int:
    """Redact the history before a command, and the record; returns how many values of that."""
    seals.seal(db.connection, None, db.now())  # what other programs changed, before it
    _redact_history(db, scope, before)
    _redact_removed(db, scope)
    return sum(_redact_table(db, scope, table) for table in CURATED)


def _redact_table(db: Database, scope: Scope, table: str) -> int:
    """Redact the rows of a table; returns how many values were replaced."""
    placed = has_places(db.connection, table)
    count = 0
    for row in db.rows(f"SELECT {'rowid AS rowid, ' if placed else ''}* FROM [{table}]"):
        was = dict(row)
        now = scope.redacted(table, was)
        changed = {name: value for name, value in now.items() if value != was[name]}
        if changed:
            count += len(changed)
            marks = ", ".join(f"[{name}] = ?" for name in changed)
            same = " AND ".join(f"[{name}] IS ?" for name in was)
            db.run(f"UPDATE [{table}] SET {marks} WHERE {same}", (*changed.values(), *was.values()))
    return count


def _redact_removed(db: Database, scope: Scope) -> None:
    """Redact the rows that undone imports left, which a look into the past still reads."""
    for row in db.rows("SELECT id FROM removed_rows"):
        tables = removed_rows.unpacked(
            db.value("SELECT content FROM removed_rows WHERE id = ?", (row["id"],))
        )
        now = {table: _redacted_columns(scope, table, columns) for table, columns in tables.items()}
        if now != tables:
            content = removed_rows.packed(now)
            db.run("UPDATE removed_rows SET content = ? WHERE id = ?", (content, row["id"]))


def _redacted_columns(scope: Scope, table: str, columns: Columns) -> Columns:
    rows = (
        scope.redacted(table, dict(zip(columns, values, strict=True)))
        for values in zip(*columns.values(), strict=True)
    )
    listed = [list(row.values()) for row in rows]
    if not listed:
        return columns
    return {name: [row[at] for row in listed] for at, name in enumerate(columns)}


def _redact_history(db: Database, scope: Scope, before: int) -> None:
    """Redact the changes and the commands, and open the entries of the chain that have them."""
    # Names first: a command that comes before the row that has the key names it, too.
    for table in CURATED:
        for row in db.rows(f"SELECT * FROM [{table}]"):
            scope.redacted(table, dict(row))
    begin = int(db.value("SELECT last_change FROM seals WHERE id = 1"))
    for row in db.rows(
        "SELECT id, [table], old, new FROM changes WHERE [table] <> 'redactions' ORDER BY id"
    ):
        sides = {side: json.loads(row[side]) for side in seals.SIDES if row[side]}
        now = {side: scope.redacted(row["table"], values) for side, values in sides.items()}
        if now == sides:
            continue
        if row["id"] > begin:
            _open(db, row["id"], sides, now)
        for side, values in now.items():
            if values != sides[side]:
                text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
                db.run(f"UPDATE changes SET [{side}] = ? WHERE id = ?", (text, row["id"]))
    for row in db.rows("SELECT id, who, command FROM commands WHERE id < ?", (before,)):
        for part in seals.SAID:
            now_said = scope.redacted_line(row[part])
            if now_said != row[part]:
                _open_part(db, row["id"], part, row[part])
                db.run(f"UPDATE commands SET {part} = ? WHERE id = ?", (now_said, row["id"]))
    for row in db.rows("SELECT id, who FROM signatures"):
        db.run(
            "UPDATE signatures SET who = ? WHERE id = ?",
            (scope.redacted_line(row["who"]), row["id"]),
        )


def _open(
    db: Database, change: int, was: dict[str, dict[str, Any]], now: dict[str, dict[str, Any]]
) -> None:
    """Keep of redacted values their hash alone, and of the others in the same row their salt."""
    seal = db.row("SELECT * FROM seals WHERE ? BETWEEN first_change AND last_change", (change,))
    assert seal is not None
    _open_seal(db, dict(seal))
    row = db.row("SELECT salt, opened FROM changes WHERE id = ?", (change,))
    assert row is not None
    known = json.loads(row["opened"] or "{}")
    for side, values in was.items():
        for column, value in values.items():
            name = f"{side}.{column}"
            if "hash" in known.get(name, {}):
                continue
            salt = (
                bytes.fromhex(known[name]["salt"])
                if name in known
                else seals.derived_salt(row["salt"], name)
            )
            redacted = value != now[side][column]
            known[name] = (
                {"hash": seals.leaf(salt, value).hex()} if redacted else {"salt": salt.hex()}
            )
    db.run("UPDATE changes SET salt = NULL, opened = ? WHERE id = ?", (json.dumps(known), change))


def _open_seal(db: Database, seal: dict[str, Any]) -> None:
    """Replace the one salt of an entry by those of its parts, so that one of them can go."""
    if seal["salt"] is None:
        return
    known = json.loads(seal["opened"] or "{}")
    for part in (*seals.SAID, "content"):
        known.setdefault(part, {"salt": seals.derived_salt(seal["salt"], part).hex()})
    if seal["kind"] != seals.BEGIN:
        numbers = range(seal["first_change"], seal["last_change"] + 1)
        db.run_many(
            "UPDATE changes SET salt = ? WHERE id = ?",
            ((seals.derived_salt(seal["salt"], str(number)), number) for number in numbers),
        )
    db.run("UPDATE seals SET salt = NULL, opened = ? WHERE id = ?", (json.dumps(known), seal["id"]))


def _open_part(db: Database, command: int, part: str, was: str) -> None:
    """Keep of the words of a command, or of its author, the hash alone."""
    seal = db.row("SELECT * FROM seals WHERE command = ?", (command,))
    if seal is None:  # older than the chain: the digest at its beginning has it
        return
    _open_seal(db, dict(seal))
    known = json.loads(db.value("SELECT opened FROM seals WHERE id = ?", (seal["id"],)))
    if "salt" in known[part]:
        known[part] = {"hash": seals.leaf(bytes.fromhex(known[part]["salt"]), was).hex()}
    db.run("UPDATE seals SET opened = ? WHERE id = ?", (json.dumps(known), seal["id"]))


def _sealed_again(db: Database, scope: Scope) -> dict[int, tuple[bytes, bytes]]:
    """New salts and digests of what entries hold as a digest, found by redacting a copy.

    The copy is read by a second connection: SQLite copies no connection that is writing.
    """
    again: dict[int, tuple[bytes, bytes]] = {}
    with closing(open_for_reading(db.path, db.analyst)) as there, scratch_copy(there) as copy:
        _redact_all(copy, scope, int(copy.value("SELECT max(id) + 1 FROM commands") or 1))
        for seal, _ in rewound(copy):
            if seal["content"] is None:
                continue
            if seal["kind"] == seals.BEGIN:
                forget_since(copy, seal)
            salt = os.urandom(16)
            content = seals.digest(copy.connection, json.loads(seal["covers"]), salt)
            again[int(seal["id"])] = (salt, content)
    return again


def _drop_salts(db: Database, again: Iterable[int]) -> None:
    """Drop the salts of digests that were made anew."""
    for number in again:
        row = db.row("SELECT * FROM seals WHERE id = ?", (number,))
        assert row is not None
        _open_seal(db, dict(row))
        known = json.loads(db.value("SELECT opened FROM seals WHERE id = ?", (number,)))
        known.pop("content", None)
        db.run("UPDATE seals SET opened = ? WHERE id = ?", (json.dumps(known), number))
