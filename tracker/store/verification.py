"""Verification of a database: of its history against the hash chain, and of its rows against both.

The chain is read forward: each entry is hashed again, and compared with its seal. The rows are
then checked backward, on a copy: every change is taken back, the newest first, and has to find its
row as it left it; what imports and the beginning of the chain hold as digests is hashed on the
way. What is left over at the beginning is in no history.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from tracker.errors import ChangedSince, StoreError
from tracker.model.history import Change
from tracker.model.verification import ChainState, Flaw
from tracker.store import seals
from tracker.store.database import Database
from tracker.store.fingerprint import SEARCHED
from tracker.store.messages import explained
from tracker.store.pages import checked
from tracker.store.structure import differences
from tracker.store.undoing import take_back_change

RECORDED = (
    "events",
    "event_actors",
    "links",
    "link_partners",
    "citations",
    "orders",
    "event_tags",
    "event_notes",
    "event_claims",
    "rivals",
    "rival_links",
    "ratings",
    "counterfactuals",
    "proposals",
)
# What a row of the history that another program filled with anything raises.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, sqlite3.Error)
NAMED = 20  # flaws of one kind that are named one by one


def chain_state(db: Database, noted: str | None = None) -> ChainState:
    """The hash chain read from its beginning, each entry hashed again.

    `noted` is a head that was written down elsewhere; it has to be an entry of the chain.
    """
    flaws: list[Flaw] = []
    before, ended, count, heads = b"", 0, 0, set()
    for seal in map(dict, _seals(db)):
        count += 1
        heads.add(seal["hash"].hex())
        if seal["id"] != count:
            flaws.append(_flaw(f"entries {count} to {seal['id'] - 1} of the chain are gone"))
            count = seal["id"]
        if count > 1 and seal["first_change"] != ended + 1:
            flaws.append(_flaw(f"{_entry(db, seal)} does not follow the one before it"))
        command = db.row("SELECT * FROM commands WHERE id = ?", (seal["command"],))
        if seal["command"] is not None and command is None:
            flaws.append(_flaw(f"command {seal['command']} was removed from the history"))
        changes = seals.changes_between(db.connection, seal["first_change"], seal["last_change"])
        try:
            again = seals.entry_hash(
                before, seal, dict(command) if command else None,
                () if seal["kind"] == seals.BEGIN else changes,
            )  # fmt: skip
        except UNREADABLE:
            again = None
        if again != seal["hash"] and (command or seal["command"] is None):
            flaws.append(_flaw(f"{_entry(db, seal)} was changed after it was recorded"))
        before, ended = seal["hash"], seal["last_change"]
    for row in db.rows(
        """SELECT id, who, command FROM commands WHERE id NOT IN
               (SELECT command FROM seals WHERE command NOTNULL)
             AND id > coalesce((SELECT max(command) FROM changes WHERE id <=
                                (SELECT last_change FROM seals WHERE id = 1)), 0)"""
    ):
        what = f"command {row['id']} ({row['command']}, by {row['who']})"
        flaws.append(_flaw(f"{what} was put into the history by another program"))
    if (kept := _redacted(db)) is not None and _redacted_now(db) != kept:
        flaws.append(_flaw("a value that passes for a redacted one was redacted by no command"))
    unsealed = db.rows("SELECT command FROM changes WHERE id > ?", (ended,))
    if noted is not None and noted.lower() not in heads:
        flaws.append(
            _flaw(f"the head {noted} is in no entry: the history was rewritten since it was noted")
        )
    if not count:
        flaws.append(_flaw("the hash chain is gone"))
    return ChainState(count, before.hex() or None, len(unsealed), tuple(_shortened(flaws)))


def record_flaws(db: Database) -> Iterator[Flaw]:
    """Rows that are not as the history says, found by taking it back on a copy."""
    with scratch_copy(db) as copy:
        found = list(_rewind(copy))
    yield from _shortened(found)


def file_flaws(db: Database) -> Iterator[Flaw]:
    """Damage that SQLite finds in the file, references to nothing, structure and words."""
    try:
        complaint = checked(db, "integrity_check")
    except StoreError as error:  # so damaged that SQLite's own check cannot go on
        complaint = str(error).rstrip(".")
    if complaint:
        yield Flaw("file", f"The file is damaged: {complaint}.")
        return
    for difference in differences(db):
        yield Flaw("structure", f"The {difference}; the next command that writes mends it.")
    broken = db.rows("PRAGMA foreign_key_check")
    for row in broken[:NAMED]:
        which = "" if row["rowid"] is None else f" {row['rowid']}"
        yield Flaw(
            "references", f"Row{which} of {row['table']} refers to a row of {row['parent']} "
            "that is not there."
        )  # fmt: skip
    if len(broken) > NAMED:
        yield Flaw("references", f"{len(broken) - NAMED:,} more rows refer to nothing.")
    with scratch_copy(db) as copy:
        for index, table in SEARCHED.items():
            try:
                copy.connection.execute(
                    f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
                )
            except sqlite3.DatabaseError:
                yield Flaw("words", f"The index of words of {table} is not in step with its rows.")


@contextmanager
def scratch_copy(db: Database) -> Iterator[Database]:
    """A copy to change at will, without triggers, in a file that goes away with it."""
    with explained(db.path), closing(sqlite3.connect("", isolation_level=None)) as connection:
        db.connection.backup(connection)
        copy = Database(Path(db.path), connection, db.analyst)
        copy.run("PRAGMA foreign_keys = OFF")
        copy.run("PRAGMA synchronous = OFF")
        copy.run("BEGIN")
        for row in copy.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            copy.run(f"DROP TRIGGER [{row['name']}]")
        yield copy


def rewound(copy: Database) -> Iterator[tuple[dict[str, Any], list[Flaw]]]:
    """Take back the history on a scratch copy, seal by seal, the newest first.

    Yields each seal when the record stands as at that seal, with what did not fit on the way to
    it; its own changes are taken back after that.
    """
    sealed = [dict(seal) for seal in _seals(copy)]
    ended = sealed[-1]["last_change"] if sealed else 0
    flaws = _take_back(copy, ended + 1, copy.value("SELECT max(id) FROM changes") or 0, None)
    for seal in reversed(sealed):
        yield seal, flaws
        if seal["kind"] in (seals.COMMAND, seals.OUTSIDE):
            flaws = _take_back(copy, seal["first_change"], seal["last_change"], seal)


def _rewind(copy: Database) -> Iterator[Flaw]:
    again = _sealed_again(copy)
    for seal, flaws in rewound(copy):
        yield from flaws
        if seal["content"] is None:
            continue
        if seal["kind"] == seals.BEGIN:
            yield from _unknown(copy, seal)
            forget_since(copy, seal)
        try:
            salt, wanted = again.get(seal["id"], (b"", seal["content"]))
            if seal["id"] not in again:
                salt = seals.part_salt(seal, "content")
            holds = seals.digest(copy.connection, json.loads(seal["covers"]), salt) == wanted
        except UNREADABLE:
            yield _flaw(f"{_entry(copy, seal)} holds what tracker did not write")
            continue
        if not holds:
            yield Flaw("record", _of_content(copy, seal))


def _take_back(copy: Database, first: int, last: int, seal: dict[str, Any] | None) -> list[Flaw]:
    flaws = []
    for row in reversed(list(seals.changes_between(copy.connection, first, last))):
        try:
            change = Change(
                row["id"], row["table"],
                json.loads(row["old"]) if row["old"] else None,
                json.loads(row["new"]) if row["new"] else None,
            )  # fmt: skip
            take_back_change(copy, row["command"], change)
        except (ChangedSince, StoreError):
            flaws.append(
                Flaw(
                    "record",
                    f"{_row_name(change)} is not as {_entry(copy, seal)} left it: another program "
                    "changed it without a trace.",
                )
            )
        except UNREADABLE:
            flaws.append(_flaw(f"change {row['id']} holds what tracker did not write"))
    return flaws


def _unknown(copy: Database, begin: dict[str, Any]) -> Iterator[Flaw]:
    """Rows left over where the history begins with the first command."""
    if begin["last_change"]:
        return
    for table in RECORDED:
        for row in copy.rows(f"SELECT * FROM [{table}]"):
            name = _row_name(Change(0, table, None, dict(row)))
            yield Flaw("record", f"{name} is in no entry of the history: another program added it.")


def forget_since(copy: Database, begin: dict[str, Any]) -> None:
    """Leave of the history what was there when the chain began."""
    copy.run("DELETE FROM changes WHERE id > ?", (begin["last_change"],))
    copy.run("DELETE FROM commands WHERE id > (SELECT coalesce(max(command), 0) FROM changes)")


def _sealed_again(copy: Database) -> dict[int, tuple[bytes, bytes]]:
    """The salts and digests that redactions left in place of those of earlier entries."""
    found = {}
    for row in copy.rows("SELECT covers FROM seals WHERE kind = 'redaction' ORDER BY id"):
        with suppress(*UNREADABLE):  # `chain_state` names such an entry
            for number, (salt, content) in json.loads(row["covers"])["sealed again"].items():
                found[int(number)] = (bytes.fromhex(salt), bytes.fromhex(content))
    return found


def _redacted(db: Database) -> str | None:
    """What the last redaction sealed of redacted values; None where there was none."""
    covers = db.value(
        """SELECT covers FROM seals WHERE kind = 'redaction' ORDER BY id DESC LIMIT 1"""
    )
    if covers is None:
        unaccounted = db.value(
            """SELECT EXISTS (SELECT 1 FROM changes WHERE opened NOTNULL)
                   OR EXISTS (SELECT 1 FROM seals WHERE opened NOTNULL)"""
        )
        return "none" if unaccounted else None
    try:
        return str(json.loads(covers)["redacted"])
    except UNREADABLE:
        return "none"


def _redacted_now(db: Database) -> str:
    try:
        return seals.redacted_digest(db.connection)
    except UNREADABLE:
        return ""


def _of_content(copy: Database, seal: dict[str, Any]) -> str:
    if seal["kind"] == seals.BEGIN:
        return (
            "The record at the beginning of the chain is not as it was then: another program "
            "changed or added rows without a trace."
        )
    first, last = json.loads(seal["covers"])["events"]["range"]
    return (
        f"Of the events {first} to {last}, some are not as {_entry(copy, seal)} read them: "
        "another program changed them without a trace."
    )


def _seals(db: Database) -> list[sqlite3.Row]:
    return db.rows("SELECT * FROM seals ORDER BY id")


def _entry(db: Database, seal: Any) -> str:
    """The name of an entry of the chain, for people."""
    if seal is None:
        return "a change that is not sealed yet"
    if seal["command"] is None:
        return "the beginning of the chain" if seal["kind"] == seals.BEGIN else (
            f"entry {seal['id']} (changes by another program)"
        )  # fmt: skip
    row = db.row("SELECT who, command FROM commands WHERE id = ?", (seal["command"],))
    said = f" ({row['command']}, by {row['who']})" if row else ""
    return f"command {seal['command']}{said}"


def _row_name(change: Change) -> str:
    row = change.row
    key = next(
        (str(row[name]) for name in ("handle", "code", "name", "id", "event") if row.get(name)),
        "",
    )
    if change.table in ("links", "link_partners"):
        key = f"{row['cause']} → {row['effect']} by {row['claimed_by']}"
    return f"The row {key} of {change.table}"


def _flaw(sentence: str) -> Flaw:
    return Flaw("history", f"{sentence[0].upper()}{sentence[1:]}.")


def _shortened(flaws: list[Flaw]) -> Iterator[Flaw]:
    yield from flaws[:NAMED]
    if len(flaws) > NAMED:
        yield Flaw(flaws[NAMED].where, f"There are {len(flaws) - NAMED:,} more of the kind.")
