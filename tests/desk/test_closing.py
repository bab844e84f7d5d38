"""Databases that questions open beside the desk's own, and what becomes of them."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tracker.desk import Desk
from tracker.errors import NoDatabase, NotFound, Refused
from tracker.model.selection import Selection
from tracker.store import database, events, past
from tracker.store.database import Database


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Database]:
    """The records of other times and files that are opened, as they come."""
    found: list[Database] = []

    def noting(open_one: object) -> object:
        def open_and_note(*given: object) -> Database:
            assert callable(open_one)
            found.append(open_one(*given))
            return found[-1]

        return open_and_note

    monkeypatch.setattr(past, "as_of", noting(past.as_of))
    monkeypatch.setattr(database, "open_for_reading", noting(database.open_for_reading))
    return found


def is_open(db: Database) -> bool:
    """Whether a database still answers."""
    try:
        db.connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True


def test_a_past_record_is_closed_where_it_cannot_be_read(
    crisis: Desk, opened: list[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`as_of` closes the record of another time though reading it fails; the desk's own stays open."""
    crisis.list()
    select = events.select

    def select_ours_only(db: Database, selection: Selection) -> object:
        if db is not opened[0]:
            raise Refused("It cannot be read.")
        return select(db, selection)

    monkeypatch.setattr(events, "select", select_ours_only)
    with pytest.raises(Refused, match="cannot be read"):
        crisis.as_of("2100")
    assert [is_open(db) for db in opened] == [True, False]


def test_compared_records_are_closed_where_the_question_fails(
    crisis: Desk, opened: list[Database], tmp_path: Path
) -> None:
    """`compare` closes the record of another time and that of another file, and no other."""
    other = tmp_path / "other.db"
    shutil.copy(crisis.path, other)
    with pytest.raises(NotFound):
        crisis.compare("2100", str(other), between=("no such event", "nor this"))
    assert len(opened) == 3
    assert [is_open(db) for db in opened] == [db is opened[0] for db in opened]
    with pytest.raises(NoDatabase):
        crisis.compare("2100", str(tmp_path / "gone.db"))
    assert len(opened) == 4
    assert not is_open(opened[3])
    assert is_open(opened[0])
