"""Texts taken out of a record for good."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Keyboard, draft
from tests.recording.test_feed_importer import report, take
from tracker.desk.desk import Desk
from tracker.errors import AcrossRedaction, InvalidInput, Refused
from tracker.model.event import EventEdit
from tracker.model.source import Citation
from tracker.recording import events, notes
from tracker.recording.revisions import edit_event, remove_event
from tracker.recording.undoing import undo
from tracker.store import events as stored
from tracker.store.database import Database, open_for_reading, open_for_writing
from tracker.store.past import as_of
from tracker.store.redaction import redact
from tracker.store.redaction_scope import Scope
from tracker.store.verification import chain_state, file_flaws, record_flaws

CANARY = "Xanthippe Quill"
SLUG = b"xanthippe-quill"


def flaws(path: Path) -> list[str]:
    """What is wrong with a database, of any kind."""
    with closing(open_for_reading(path)) as db:
        found = [*file_flaws(db), *chain_state(db).flaws, *record_flaws(db)]
        return [flaw.sentence for flaw in found]


def holds(path: Path, text: str = CANARY) -> bool:
    """Whether a file has a text in any byte, in any case, or packed."""
    content = path.read_bytes().lower()
    if text.lower().encode() in content or SLUG in content or b"xanthippe" in content:
        return True
    with closing(sqlite3.connect(path)) as connection:
        import zlib

        return any(
            text.encode() in zlib.decompress(row[0])
            for row in connection.execute("SELECT content FROM removed_rows")
        )


def test_a_text_is_gone_from_every_byte(sample: Database, tmp_path: Path) -> None:
    """From titles, notes, names, handles, quotations, tags, reasons, commands, and free pages."""
    path = sample.path
    citation = Citation(f"Diary of {CANARY}", None, f"p. 1, {CANARY}", f"I, {CANARY}, say")
    number = events.add_event(
        sample,
        draft(
            f"{CANARY} is heard", "2016-10-03", place=CANARY, summary=f"By {CANARY}.",
            citations=(citation,), tags=(f"{CANARY} case",), by=(CANARY,),
        ),
        new_actors=True,
    ).value.id  # fmt: skip
    notes.add_note(sample, str(number), f"Who is {CANARY}?")
    edit_event(sample, str(number), EventEdit(title=f"{CANARY.upper()} is heard again"))
    edit_event(sample, str(number), EventEdit(handle=f"{SLUG.decode()}-2"))
    removed = events.add_event(sample, draft(f"Gone, {CANARY}", "2016-10-04")).value.id
    remove_event(sample, str(removed))
    take(sample, [report(1, title=f"Fed {CANARY}"), report(2)])
    take(sample, [report(3, title=f"Fed {CANARY} too"), report(4)])
    undo(sample)
    assert holds(path)
    assert flaws(path) == []
    assert redact(sample, Scope(text=CANARY), "a text") > 10
    assert not holds(path)
    assert flaws(path) == []
    with pytest.raises(AcrossRedaction):
        undo(sample)
    with closing(as_of(sample, "2100-01-01T00:00:00Z")) as then:
        assert then.value("SELECT count(*) FROM events") == 31
    events.add_event(sample, draft("Later", "2016-11-04"))
    undo(sample)
    assert flaws(path) == []


def test_an_event_s_texts_are_gone_and_its_deed_stays(sample: Database) -> None:
    """With its handles and all they were; date, type and actors stay, other events too."""
    number = events.add_event(
        sample,
        draft(f"{CANARY} is heard", "2016-10-03", by=("RUS",), citations=(
            Citation("editorial-2016-10-15", None, CANARY, CANARY),)),
    ).value.id  # fmt: skip
    notes.add_note(sample, str(number), f"{CANARY}!")
    edit_event(sample, str(number), EventEdit(title=f"{CANARY} again", handle="another-handle"))
    before = sample.rows("SELECT * FROM events WHERE id <> ?", (number,))
    redact(sample, Scope(event=number), f"event {number}")
    assert not holds(sample.path)
    assert not holds(sample.path, "another-handle")
    assert flaws(sample.path) == []
    after = stored.get(sample, number)
    assert (after.title, after.date.text, [actor.code for actor in after.by]) == (
        "[redacted]", "2016-10-03", ["RUS"],
    )  # fmt: skip
    assert sample.rows("SELECT * FROM events WHERE id <> ?", (number,)) == before


def test_a_source_s_texts_are_gone(sample: Database) -> None:
    """Its title, names and all that is quoted from it; that something was cited stays."""
    cited = sample.value("SELECT count(*) FROM citations WHERE source = 'editorial-2016-10-15'")
    redact(sample, Scope(source="editorial-2016-10-15"), "a source")
    assert b"editorial-2016-10-15" not in sample.path.read_bytes()
    assert b"Editorial on the conflict" not in sample.path.read_bytes()
    assert flaws(sample.path) == []
    [left] = sample.rows("SELECT code FROM sources WHERE title = '[redacted]'")
    count = "SELECT count(*) FROM citations WHERE source = ?"
    assert sample.value(count, (left["code"],)) == cited


def test_two_redactions_hold(sample: Database) -> None:
    """The second opens what the first opened already."""
    events.add_event(sample, draft(f"{CANARY} meets Zacharias Plume", "2016-10-03"))
    redact(sample, Scope(text=CANARY), "a text")
    redact(sample, Scope(text="Zacharias Plume"), "a text")
    assert not holds(sample.path)
    assert b"Zacharias" not in sample.path.read_bytes()
    assert flaws(sample.path) == []


@pytest.mark.parametrize(
    "tampered",
    [
        "UPDATE changes SET new = json_set(new, '$.title', 'Other') WHERE opened NOTNULL",
        "UPDATE changes SET new = json_set(new, '$.date', '2015') WHERE opened NOTNULL",
        "UPDATE commands SET who = 'Somebody' WHERE id = 2",
        "UPDATE events SET place = 'Elsewhere' WHERE id = 1",
    ],
)
def test_what_is_changed_after_a_redaction_is_found(sample: Database, tampered: str) -> None:
    """A redacted value cannot be passed off as another one either."""
    events.add_event(sample, draft(f"{CANARY} is heard", "2016-10-03"))
    redact(sample, Scope(text=CANARY), "a text")
    for name in ("history_events_update",):
        sample.run(f"DROP TRIGGER {name}")
    sample.run(tampered)
    assert [*chain_state(sample).flaws, *record_flaws(sample)]


def test_a_changed_value_does_not_pass_for_a_redacted_one(sample: Database) -> None:
    """Its hash alone, without a redaction that is sealed, says nothing."""
    events.add_event(sample, draft("A thing", "2016-10-03"))
    redact(sample, Scope(text="Muckraker"), "a text")
    events.add_event(sample, draft("A true thing", "2016-10-03"))
    from tracker.store import redaction

    [row] = sample.rows(
        "SELECT id, new FROM changes WHERE new ->> '$.title' = 'A true thing' AND old IS NULL"
    )
    was = json.loads(row["new"])
    redaction._open(sample, row["id"], {"new": was}, {"new": {**was, "title": "A lie"}})
    sample.run("UPDATE changes SET new = json_set(new, '$.title', 'A lie') WHERE id = ?",
               (row["id"],))  # fmt: skip
    sample.run("DROP TRIGGER history_events_update")
    sample.run("UPDATE events SET title = 'A lie' WHERE title = 'A true thing'")
    assert "passes for a redacted one" in chain_state(sample).flaws[0].sentence


def test_a_history_that_does_not_hold_is_not_redacted(sample: Database) -> None:
    """It would be sealed as it is."""
    events.add_event(sample, draft("A thing", "2016-10-03"))
    sample.run("UPDATE commands SET who = 'x' WHERE id = 2")
    with pytest.raises(Refused, match="would seal that for good"):
        redact(sample, Scope(text=CANARY), "a text")


def test_the_command_asks_and_names_what_it_cannot_reach(run: Keyboard, tmp_path: Path) -> None:
    """Without a terminal it wants --yes; backups and exports beside the database are named."""
    run("note", "1", f"Said by {CANARY}")
    run("database", "backup", "copy.db")
    run("export", "out.jsonl")
    (tmp_path / "harmless.txt").write_text("nothing")
    refused = run("database", "redact", "--text", CANARY)
    assert refused.exit_code == 1
    assert "add --yes" in refused.stderr
    done = run("database", "redact", "--text", CANARY, "--yes")
    assert done.exit_code == 0
    assert "Not reached, and perhaps with it still: copy.db, out.jsonl." in done.stderr
    assert run("log", "--verify").exit_code == 0
    assert CANARY not in run("show", "1").stdout
    assert run("undo").exit_code == 1
    assert run("database", "redact", "--text", "ab", "--yes").exit_code == 2
    assert run("database", "redact", "--yes").exit_code == 2


def test_drafts_lose_the_text_as_well(run: Keyboard, tmp_path: Path) -> None:
    """Those of all analysts, at any depth, and still for who wrote them alone; others are let be."""
    name = run.db.name
    mine, theirs = (tmp_path / f"{name}.{who}.draft" for who in ("me", "anna"))
    other = tmp_path / f"other-{name}.me.draft"
    answers = {"title": f"{CANARY.upper()} speaks", "sources": [{"title": CANARY}], "grade": None}
    for file in (mine, other):
        file.write_text(json.dumps(answers))
        file.chmod(0o600)
    theirs.write_text('{"title": "A day"}')
    (tmp_path / f"{name}.bob.draft").write_text("no JSON")
    run("note", "1", f"Said by {CANARY}")
    done = run("database", "redact", "--text", CANARY, "--yes")
    assert f"Redacted as well in 1 draft beside it: {mine.name}." in done.stderr
    assert json.loads(mine.read_text()) == {
        "title": "[redacted] speaks", "sources": [{"title": "[redacted]"}], "grade": None,
    }  # fmt: skip
    assert mine.stat().st_mode & 0o777 == 0o600
    assert theirs.read_text() == '{"title": "A day"}'
    assert json.loads(other.read_text()) == answers
    assert "perhaps with it still: " + other.name in done.stderr


def test_one_thing_is_redacted_at_a_time(sample_copy: Path) -> None:
    """Of event, source and text, exactly one."""
    with Desk(sample_copy) as desk, pytest.raises(InvalidInput, match="Name one thing"):
        desk.redaction_of(event=1, text="abc")


def test_what_others_write_later_is_sealed(sample_copy: Path) -> None:
    """After a redaction the record goes on as before."""
    with closing(open_for_writing(sample_copy)) as db:
        redact(db, Scope(event=3), "event 3")
    with closing(open_for_writing(sample_copy)) as db:
        assert db.repairs == ()
        db.run("UPDATE events SET title = 'Other' WHERE id = 4")
        events.add_event(db, draft("Later", "2016-11-04"))
    assert flaws(sample_copy) == []
