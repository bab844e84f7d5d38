"""Types of events by their names or by CAMEO's codes: the codebook's nearest, else the root."""

import re

from tracker.model.cameo import RESIDUAL, ancestors, root_type
from tracker.model.codebook import EventType
from tracker.model.text import folded
from tracker.store import registers
from tracker.store.database import Database
from tracker.store.registers import TYPES

CODE = re.compile(r"(?:cameo[:-])?(\d{2,4})")
ROOT = re.compile(r"cameo-(\d{2})")


def find_type(db: Database, name: str) -> str | EventType | None:
    """The code of a type; or a root of CAMEO, to be recorded once an event is of it; or None."""
    if found := registers.find(db, TYPES, name):
        return found
    said = folded(name)
    if match := ROOT.fullmatch(said):
        return root_type(match[1])
    match = CODE.fullmatch(said)
    return _nearest(db, match[1]) if match else None


def resolved_type(db: Database, name: str) -> str:
    """The code of a type, refused where there is none; a root of CAMEO is recorded on the way."""
    found = find_type(db, name)
    if isinstance(found, EventType):
        registers.insert(db, TYPES, found)
        return found.code
    return found or registers.resolve(db, TYPES, name)


def _nearest(db: Database, code: str) -> str | EventType | None:
    """The codebook's type of a code or of the nearest above it, else the root itself."""
    for above in ancestors(code):
        row = db.row("SELECT code FROM types WHERE cameo = ? ORDER BY rowid LIMIT 1", (above,))
        if row is not None:
            return str(row["code"])
    root = root_type(code)
    if root is None:
        return None
    residual = db.value(
        "SELECT code FROM types WHERE code = ? AND cameo = ?",
        (RESIDUAL.get(code[:2]), f"{code[:2]}0"),
    )
    return residual or registers.find(db, TYPES, root.code) or root
