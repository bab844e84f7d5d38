"""Look-ups that an import makes in the registers and tables, row by row."""

from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, Register


def quads_by_type(db: Database) -> dict[str, int | None]:
    """The QuadClass of each type of the codebook, by its code."""
    return {row["code"]: row["quad"] for row in db.rows("SELECT code, quad FROM types")}


def quad_of_type(db: Database, code: str | None) -> int | None:
    """The QuadClass of a type, or None."""
    quad: int | None = db.value("SELECT quad FROM types WHERE code = ?", (code,))
    return quad


def cameo_code(db: Database, actor: str) -> str | None:
    """The code by which CAMEO knows an actor, or None."""
    code: str | None = db.value("SELECT cameo FROM actors WHERE code = ?", (actor,))
    return code


def actor_by_cameo(db: Database, cameo: str) -> str | None:
    """The actor that CAMEO has under a code: one that exists still before one that is gone."""
    code: str | None = db.value(
        "SELECT code FROM actors WHERE cameo = ? ORDER BY valid_to IS NOT NULL, rowid", (cameo,)
    )
    return code


def claimant_code(db: Database, register: Register, code: str) -> str | None:
    """The code as the other register of claimants has it, actors for sources; or None."""
    other = ACTORS if register is SOURCES else SOURCES
    taken: str | None = db.value(f"SELECT code FROM {other.table} WHERE code = ?", (code,))
    return taken


def has_former_handles(db: Database) -> bool:
    """Whether any event was renamed or merged, so that a handle may lead to another one."""
    return bool(db.value("SELECT EXISTS (SELECT 1 FROM former_handles)"))


def last_event(db: Database) -> int:
    """The highest number of an event; 0 where there is none."""
    number: int = db.value("SELECT coalesce(max(id), 0) FROM events")
    return number


def is_pristine(db: Database, entry: int) -> bool:
    """Whether nothing was ever recorded but by the command of this history entry."""
    return not db.row("SELECT 1 FROM commands WHERE id <> ?", (entry,)) and not db.row(
        "SELECT 1 FROM events UNION ALL SELECT 1 FROM sources"
    )


def clear_registers(db: Database) -> None:
    """Remove the shipped actors, types and relations, for a file that brings all of its own."""
    for table in ("actor_parts", "actor_names", "actors", "type_names", "types", "relations"):
        db.run(f"DELETE FROM {table}")
