"""The hash chain of the history, and what it finds."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Keyboard, draft, fresh
from tests.recording.test_feed_importer import report, take
from tests.store.test_history import COMMANDS, SMALL
from tests.store.test_structure import meanwhile
from tracker.errors import TrackerError
from tracker.model.event import EventEdit
from tracker.recording import batches, events
from tracker.recording.revisions import edit_event
from tracker.recording.undoing import undo
from tracker.store import seals
from tracker.store.database import Database, open_for_reading, open_for_writing
from tracker.store.verification import chain_state, record_flaws


def wrong(db: Database) -> str:
    """What is wrong with a history and the rows it tells of, in one text."""
    return " ".join(flaw.sentence for flaw in (*chain_state(db).flaws, *record_flaws(db)))


@settings(max_examples=25)
@given(st.lists(COMMANDS, max_size=6))
def test_what_tracker_records_is_sealed(empty_path: Path, commands: list[object]) -> None:
    """Whatever is recorded, refused or undone: nothing is wrong, and nothing is left unsealed."""
    db = fresh(empty_path)
    batches.record_batch(db, SMALL, "small")
    for command in commands:
        try:
            command(db)  # type: ignore[operator]
        except TrackerError:
            continue
    state = chain_state(db)
    assert wrong(db) == ""
    assert state.unsealed == 0
    assert state.entries == 1 + db.value("SELECT count(*) FROM commands")


TAMPERED = {
    "an edited entry": "UPDATE changes SET new = json_set(new, '$.title', 'Other') "
    "WHERE command = 3 AND [table] = 'events'",
    "a removed change": "DELETE FROM changes WHERE command = 3 AND [table] = 'events'",
    "a removed command": "DELETE FROM commands WHERE id = 3",
    "a rewritten author": "UPDATE commands SET who = 'Somebody' WHERE id = 3",
    "a rewritten time": "UPDATE commands SET at = '2001-01-01T00:00:00Z' WHERE id = 3",
    "a rewritten command": "UPDATE commands SET command = 'add nothing' WHERE id = 3",
    "an entry in another place": "UPDATE commands SET id = CASE id WHEN 3 THEN 4 ELSE 3 END "
    "WHERE id IN (3, 4)",
    "an old value": "UPDATE changes SET old = json_set(old, '$.title', 'Other') "
    "WHERE old ->> '$.title' NOTNULL AND command = 5",
    "a command put in": "INSERT INTO commands (at, who, command) "
    "VALUES ('2001-01-01T00:00:00Z', 'x', 'y')",
    "an old entry": "UPDATE changes SET new = json_set(new, '$.title', 'Other') "
    "WHERE command = 1 AND [table] = 'events' AND new ->> '$.id' = 3",
    "an undo that never was": "UPDATE commands SET undoes = 3 WHERE id = 4",
    "a removed seal": "DELETE FROM seals WHERE id = 3",
    "the last seals": "DELETE FROM seals WHERE id > 3",
    "all seals": "DELETE FROM seals",
}


@pytest.fixture
def several(sample_copy: Path) -> Path:
    """The sample with four more commands: 2 to 5, of which the last edits an event."""
    with closing(open_for_writing(sample_copy, "A. Tester")) as db:
        for number in range(2, 5):
            events.add_event(db, draft(f"Thing {number}", f"2016-11-0{number}"))
        edit_event(db, "29", EventEdit(title="Another"))
        assert wrong(db) == ""
    return sample_copy


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED.keys())
def test_a_history_that_was_tampered_with_is_found(several: Path, statement: str) -> None:
    """By one who did not compute the chain anew."""
    with closing(sqlite3.connect(several)) as other:
        other.execute("PRAGMA foreign_keys = OFF")
        if "THEN 4" in statement:  # ids are unique at every moment
            other.execute("UPDATE commands SET id = 1000 WHERE id = 3")
            other.execute("UPDATE commands SET id = 3 WHERE id = 4")
            other.execute("UPDATE commands SET id = 4 WHERE id = 1000")
        else:
            other.execute(statement)
        other.commit()
    with closing(open_for_reading(several)) as db:
        assert wrong(db)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE events SET title = 'Other' WHERE id = 29",
         "row 2016-11-02-thing-2 of events is not as command 5"),
        ("UPDATE events SET title = 'Other' WHERE id = 3", "beginning of the chain is not"),
        ("INSERT INTO events (id, handle, title, date, earliest, type) VALUES "
         "(90, 'new', 'New', '2016', '2016-01-01T00:00:00', 'threat')",
         "beginning of the chain is not"),
        ("DELETE FROM citations WHERE id = 1", "beginning of the chain is not"),
        ("UPDATE sources SET reliability = 'A'", "beginning of the chain is not"),
    ],
)  # fmt: skip
def test_a_row_that_was_changed_without_a_trace_is_found(
    several: Path, statement: str, said: str
) -> None:
    """Whatever changed it, while triggers were off and are back."""
    with closing(sqlite3.connect(several)) as other:
        triggers = other.execute(
            "SELECT name, sql FROM sqlite_master WHERE name LIKE 'history%'"
        ).fetchall()
        for name, _ in triggers:
            other.execute(f"DROP TRIGGER {name}")
        other.execute(statement)
        for _, sql in triggers:
            other.execute(sql)
        other.commit()
    with closing(open_for_reading(several)) as db:
        assert chain_state(db).flaws == ()
        assert said in wrong(db)


def test_a_new_record_names_the_rows_that_nobody_recorded(desk: Database) -> None:
    """Where the chain begins with an empty record, every other row is somebody's."""
    events.add_event(desk, draft("A thing", "2016-10-03"))
    desk.run("DROP TRIGGER history_events_insert")
    desk.run(
        "INSERT INTO events (id, handle, title, date, earliest, type) VALUES "
        "(90, 'new', 'New', '2016', '2016-01-01T00:00:00', 'threat')"
    )
    assert "The row new of events is in no entry of the history" in wrong(desk)


@pytest.mark.parametrize(
    "changed",
    [
        "UPDATE events SET intensity = 5 WHERE id = 7",
        "DELETE FROM event_actors WHERE event = 7 AND side = 'to'",
        "UPDATE citations SET quotation = 'Other' WHERE event = 7",
        "UPDATE events SET date = '2016-10-04' WHERE id = 12",
    ],
)
def test_a_changed_imported_row_is_found(desk: Database, changed: str) -> None:
    """An import's rows have no entry each; their digest has, edits and an undo aside."""
    take(desk, [report(number) for number in range(1, 21)])
    edit_event(desk, "7", EventEdit(title="Another title"))
    take(desk, [report(number) for number in range(21, 31)])
    undo(desk)
    assert wrong(desk) == ""
    for verb in ("insert", "update", "delete"):
        for table in ("events", "event_actors", "citations"):
            desk.run(f"DROP TRIGGER history_{table}_{verb}")
    desk.run(changed)
    assert "Of the events 1 to 20, some are not as command 1" in wrong(desk)


def test_an_import_with_another_sha256_is_found(desk: Database) -> None:
    """What was read from which file is in the chain."""
    take(desk, [report(number) for number in range(1, 21)])
    desk.run("DROP TRIGGER history_imports_update")
    desk.run("UPDATE imports SET sha256 = 'ffff'")
    assert "of imports is not as command 1 (import day.csv, by tester) left it" in wrong(desk)


def test_what_another_program_changed_is_sealed_as_such(several: Path) -> None:
    """At the next command, in an entry of its own before it."""
    meanwhile(several, "UPDATE events SET title = 'Other' WHERE id = 3")
    with closing(open_for_writing(several)) as db:
        assert chain_state(db).unsealed == 1
        events.add_event(db, draft("Later", "2016-11-09"))
        assert chain_state(db).unsealed == 0
        kinds = [row["kind"] for row in db.rows("SELECT kind FROM seals ORDER BY id DESC LIMIT 2")]
        assert kinds == ["command", "outside"]
        assert wrong(db) == ""
        db.run("UPDATE changes SET new = json_set(new, '$.title', 'Third') WHERE command IS NULL")
        assert "changes by another program) was changed after it was recorded" in wrong(db)


def test_a_chain_computed_anew_does_not_have_the_head_that_was_noted(several: Path) -> None:
    """One who rewrites everything after a change is found by a head noted elsewhere."""
    with closing(open_for_writing(several)) as db:
        noted = chain_state(db).head
        assert chain_state(db, noted).flaws == ()
        events.add_event(db, draft("Later", "2016-11-09"))
        assert chain_state(db, noted).flaws == ()  # an entry before the last
        undo(db)
        db.run("UPDATE commands SET who = 'Somebody' WHERE id = 3")
        rewritten = db.rows("SELECT * FROM seals WHERE id > 1 ORDER BY id")
        before = db.value("SELECT hash FROM seals WHERE id = 1")
        for row in rewritten:
            command = db.row("SELECT * FROM commands WHERE id = ?", (row["command"],))
            changes = seals.changes_between(db.connection, row["first_change"], row["last_change"])
            assert command is not None
            before = seals.entry_hash(before, dict(row), dict(command), changes)
            db.run("UPDATE seals SET hash = ? WHERE id = ?", (before, row["id"]))
        assert wrong(db) == ""
        assert "is in no entry" in chain_state(db, noted).flaws[0].sentence


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs ssh-keygen")
def test_a_signature_is_made_and_verified(run: Keyboard, tmp_path: Path) -> None:
    """`log --sign` keeps and prints it; a history rewritten since does not hold against it."""
    for name in ("one", "other"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)],
            check=True,
        )
    (tmp_path / "allowed").write_text(f"ada {(tmp_path / 'one.pub').read_text()}")
    run("note", "1", "A remark")
    signed = run("log", "--sign", "one")
    assert signed.stdout.startswith("-----BEGIN SSH SIGNATURE-----")
    assert run("log", "--head").stdout.strip() in signed.stderr
    held = run("log", "--verify", "--signers", "allowed")
    assert held.exit_code == 0
    assert "Entry 2 and all before it are as ada signed them." in held.stderr
    run("log", "--sign", "other")
    unknown = run("log", "--verify", "--signers", "allowed")
    assert unknown.exit_code == 1
    assert "or the key is not among the allowed signers" in unknown.stdout


def test_a_head_that_was_noted_is_looked_for(run: Keyboard) -> None:
    """`log --head` prints it, `log --verify --noted` finds it or says that it is gone."""
    head = run("log", "--head").stdout.strip()
    run("note", "1", "A remark")
    assert run("log", "--verify", "--noted", head).exit_code == 0
    missing = run("log", "--verify", "--noted", head[::-1])
    assert missing.exit_code == 1
    assert "the history was rewritten since it was noted" in " ".join(missing.stdout.split())
    assert run("log", "--noted", head).exit_code == 2
