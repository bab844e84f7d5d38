"""The table of proposals: changes that wait in the record without counting."""

import json
import sqlite3
from typing import Any

from tracker.store.database import Database


def insert(db: Database, who: str, origin: str, head: str | None, content: dict[str, Any]) -> bool:
    """Store a proposal, unless the same one waits already; whether it was stored."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    if db.row("SELECT 1 FROM proposals WHERE content = ?", (text,)):
        return False
    db.run(
        "INSERT INTO proposals (at, who, origin, head, content) VALUES (?, ?, ?, ?, ?)",
        (db.now(), who, origin, head, text),
    )
    return True


def everything(db: Database) -> list[sqlite3.Row]:
    """All that wait, in the order in which they were recorded."""
    return db.rows("SELECT * FROM proposals ORDER BY id")


def get(db: Database, number: int) -> sqlite3.Row | None:
    """One that waits, or None."""
    return db.row("SELECT * FROM proposals WHERE id = ?", (number,))


def delete(db: Database, number: int) -> None:
    """Remove one that was accepted or refused."""
    db.run("DELETE FROM proposals WHERE id = ?", (number,))


def store(db: Database, who: str, origin: str, content: dict[str, Any]) -> int:
    """Store a proposal; its number."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return (
        db.run(
            "INSERT INTO proposals (at, who, origin, content) VALUES (?, ?, ?, ?)",
            (db.now(), who, origin, text),
        ).lastrowid
        or 0
    )


def update(db: Database, number: int, content: dict[str, Any]) -> None:
    """Change what is proposed."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    db.run("UPDATE proposals SET content = ? WHERE id = ?", (text, number))
