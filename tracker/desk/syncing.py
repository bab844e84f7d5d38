"""The text file beside the record: kept alike, and the block of one event edited as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.desk.opening import OpenRecord
from tracker.errors import InvalidInput, NoDatabase, Refused, shown

if TYPE_CHECKING:
    from tracker.config import Limits
    from tracker.formats.text.reading import TextFile
    from tracker.model.answer import Recorded
    from tracker.model.answers.merging import Difference, SyncedFile
    from tracker.model.chronicle import Batch
    from tracker.model.event import Event
    from tracker.model.event_line import LineNames
    from tracker.recording.merging.syncing import Synced
    from tracker.store.database import Database

WINNERS = ("file", "record")


class Syncing(OpenRecord):
    """The calls that take the record as text."""

    def sync(
        self,
        file: Path | str,
        *,
        prefer: str | None = None,
        dry_run: bool = False,
        agree: Callable[[Sequence[str]], None] | None = None,
        limits: Limits | None = None,
    ) -> SyncedFile:
        """Make a text file and the record alike; one that is not there yet is written.

        What only one of them changed since they were last alike, the other takes, field by field.
        What both changed, each in another way, is refused, unless one of them is to be preferred:
        `file` or `record`. What is missing in the file is a removal only if it was there then.
        `agree` is told which events would be removed, and raises where they are not to be. With
        `dry_run` nothing is changed.
        """
        from tracker.config import Limits
        from tracker.formats.opening import open_file
        from tracker.formats.text import read_file

        if prefer is not None and prefer not in WINNERS:
            raise InvalidInput(f"{prefer[:40]!r} is neither file nor record; prefer one of them.")
        path = Path(file)
        if self.path.exists() and path.exists() and path.samefile(self.path):
            raise Refused(f"{shown(path)} is the database itself; name a text file.")
        if not path.exists():
            return self._first_file(path, dry_run)
        if not path.is_file():
            raise Refused(f"{shown(path)} is no ordinary file; name a text file.")
        with self._starting() as (db, created):
            with open_file(path, None, limits or Limits()) as opened:
                try:
                    found = read_file(opened.text(), _names(db))
                except InvalidInput as error:
                    raise InvalidInput(f"{path.name}: {error}") from None
            done = self._synced(db, path, found, created, prefer, dry_run, agree)
        if dry_run and created:  # there was none, and a look makes none
            from tracker.store.creation import remove_unused

            self.close()
            remove_unused(self.path)
        return done

    def _synced(
        self,
        db: Database,
        path: Path,
        found: TextFile,
        created: Iterable[str],
        prefer: str | None,
        dry_run: bool,
        agree: Callable[[Sequence[str]], None] | None,
    ) -> SyncedFile:
        from tracker.model.answers.merging import SyncedFile
        from tracker.recording.merging import Theirs
        from tracker.recording.merging.syncing import sync_record
        from tracker.recording.shipped import shipped_registers, with_registers

        shipped, batch = shipped_registers(), found.batch
        base = _last_synced(db, batch.head)
        is_whole = batch.complete and base is not None
        if is_whole:
            batch = with_registers(batch, shipped)
        remarks = [] if dry_run else list(created)
        if base is None and found.batch.head is not None:
            remarks.append(
                "The state in which the two were last alike is not in this history; so nothing is "
                "taken for removed."
            )
        made = sync_record(
            db,
            Theirs(replace(batch, complete=is_whole), path.name, base),
            f"sync {path.name}",
            prefer,
            not dry_run,
            agree or (lambda _: None),
            found.unread,
        )
        made.differences = _without_shipped(made.differences, db, shipped)
        changed = False
        if not dry_run:
            changed = _rewrite(db, path, found, made, shipped)
        return SyncedFile(
            tuple(made.differences), not dry_run,
            remarks=(*remarks, *made.remarks, *_conclusions(path, made, dry_run, changed)),
        )  # fmt: skip

    def _first_file(self, path: Path, dry_run: bool) -> SyncedFile:
        """Write a file that is not there yet."""
        from tracker.files import write_whole
        from tracker.formats.text.document import header
        from tracker.formats.text.writing import HEAD, batch_lines
        from tracker.model.answers.merging import SyncedFile
        from tracker.model.numbers import counted
        from tracker.recording.shipped import batch_of_record, shipped_registers

        if not self.path.exists():
            raise NoDatabase(path, "There is neither such a file nor a database.")
        db = self._reading()
        batch = batch_of_record(db)
        lines = [
            header(True, (_head(db) or "")[:HEAD] or None, _marking(db)),
            *batch_lines(batch, shipped_registers()),
        ]
        told = f"{counted(len(batch.events), 'event')} to {shown(path)}"
        if dry_run:
            return SyncedFile((), False, remarks=(f"This would write {told}.",))
        write_whole(path, (f"{line}\n" for line in lines))
        return SyncedFile(
            (), True,
            remarks=(f"Wrote {told}; edit it, and the same command takes over what you changed.",),
        )  # fmt: skip

    def event_text(self, event: object) -> str:
        """The block of an event as text, for an editor."""
        from tracker.formats.text.writing import event_blocks, event_lines, letters_of
        from tracker.recording.shipped import batch_of_record
        from tracker.store import events
        from tracker.store.references import resolve_to_change

        db = self._reading()
        handle = events.get(db, resolve_to_change(db, event)).handle
        batch = batch_of_record(db)
        block = next(each for each in event_blocks(batch) if each.event.handle == handle)
        return "".join(f"{line}\n" for line in event_lines(block, letters_of(batch)))

    def edit_text(self, event: object, before: str, after: str) -> Recorded[Event]:
        """Take over what somebody has changed in the block of an event."""
        from tracker.formats.text import read_file
        from tracker.model.answer import Recorded
        from tracker.recording.merging import Theirs
        from tracker.recording.merging.syncing import sync_record, with_ends
        from tracker.store import events
        from tracker.store.references import resolve_to_change

        db = self._writing()
        number = resolve_to_change(db, event)
        there = events.get(db, number)
        names = _names(db)
        base = with_ends(db, read_file(before.splitlines(), names).batch)
        read = read_file(after.splitlines(), names)
        batch, kept = _with_notes(read, _comments_new(before, after), db)
        if not batch.events and not read.unread.refused:
            raise Refused(
                f"Nothing is left of the block; `tracker remove {there.handle}` removes the event."
            )
        theirs = Theirs(replace(batch, complete=True), there.handle, base)
        made = sync_record(db, theirs, f"edit {there.handle}", unread=read.unread)
        changed = events.get(db, number)
        told = tuple(
            f"{each.about}: {each.was} → {each.now}"
            for each in made.differences
            if each.into == "record"  # what else there is in the record is no business of a block
        )
        said = None if told else "Nothing has changed."
        return Recorded(
            changed,
            remarks=(*made.remarks, *told, *filter(None, [said]), *kept),
        )


def _without_shipped(
    differences: Iterable[Difference], db: Database, shipped: Batch
) -> list[Difference]:
    """Differences without the actors, types and relations that a file has no need to hold."""
    from tracker.formats.text.rewriting import REGISTERS
    from tracker.formats.text.writing import beside
    from tracker.recording.shipped import batch_of_record

    batch, unwritten = batch_of_record(db), set[str]()
    for kind in REGISTERS:
        values = getattr(batch, f"{kind}s")
        written = {each.code for each in beside(values, shipped, f"{kind}s")}
        unwritten |= {f"{kind} {each.code}" for each in values if each.code not in written}
    return [each for each in differences if each.into != "file" or each.about not in unwritten]


def _comments_new(before: str, after: str) -> list[tuple[int, str]]:
    """The comments that somebody has put into a block, each with the number of its first line.

    Lines that follow one another are one comment. A line that stood there and has a `#` before it
    now is taken out by that, and says nothing.
    """
    from tracker.formats.text.values import is_comment

    there = {line.strip() for line in before.splitlines()}
    found: list[tuple[int, str]] = []
    end = 0
    for number, line in enumerate(after.splitlines(), start=1):
        words = line.strip()
        said = words.lstrip("#").strip()
        if words in there or said in there or not (said and is_comment(words)):
            continue
        if found and end == number - 1:
            found[-1] = found[-1][0], f"{found[-1][1]} {said}"
        else:
            found.append((number, said))
        end = number
    return found


def _with_notes(
    read: TextFile, comments: Iterable[tuple[int, str]], db: Database
) -> tuple[Batch, list[str]]:
    """The drafts of a text with its comments as notes of their events, and what is said of each.

    A comment belongs to the block in which it stands, else to the one below it.
    """
    from tracker.model.event import Note

    drafts, told = list(read.batch.events), []
    places = read.blocks.get("event", ())
    ends = [read.document.blocks[place].last for place in places]
    for number, said in comments if len(drafts) == len(ends) else ():
        at = next((at for at, end in enumerate(ends) if number <= end), len(ends) - 1)
        if at < 0:
            continue
        note = Note(db.now(), db.analyst, said)
        drafts[at] = replace(drafts[at], notes=(*drafts[at].notes, note))
        told.append(f"Kept as a note of yours, for the record has no comments: {said[:60]!r}.")
    return replace(read.batch, events=tuple(drafts)), told


def _names(db: Database) -> LineNames:
    """What is known of the names in a file that is read beside a record."""
    from tracker.formats.text.heads import file_names
    from tracker.recording.lines import names_in

    return file_names(names_in(db).is_actor)


def _last_synced(db: Database, head: str | None) -> Batch | None:
    """The record as it was when a file was last like it, as far as the history knows."""
    from contextlib import closing

    from tracker.recording.shipped import batch_of_record
    from tracker.store import ancestry
    from tracker.store.past import as_of_change

    known = None if head is None else ancestry.last_known(db, [head])
    if known is None:
        return None
    with closing(as_of_change(db, ancestry.place_of(db, known))) as then:
        return batch_of_record(then)


def _head(db: Database) -> str | None:
    from tracker.store.seals import head

    return head(db.connection)


def _marking(db: Database) -> str | None:
    """The highest marking of anything in the record."""
    from tracker.store import chronicle

    marking = chronicle.load(db).marking
    return None if marking is None else str(marking)


def _rewrite(db: Database, path: Path, found: TextFile, made: Synced, shipped: Batch) -> bool:
    """Bring the file up to date; whether anything in it has changed."""
    from tracker.analysis.merging.entries import each_entry
    from tracker.files import write_whole
    from tracker.formats.text.rewriting import State, rewritten

    file, record = (
        State.of(side.batch, each_entry(side.batch, {**made.record.known, **side.known}))
        for side in (made.file, made.record)
    )
    text = rewritten(found, file, record, shipped, _head(db), _marking(db))
    before = "".join(f"{line}\n" for line in found.document.lines)
    if text != before:
        mark, end = _form_of(path)
        write_whole(path, [mark, text.replace("\n", end)])
    return text.partition("\n")[2] != before.partition("\n")[2]


def _form_of(path: Path) -> tuple[str, str]:
    """The byte-order mark that a file begins with, or nothing, and how its lines end."""
    content = path.read_bytes()
    mark = "\ufeff" if content.startswith(b"\xef\xbb\xbf") else ""
    return mark, "\r\n" if 2 * content.count(b"\r\n") > content.count(b"\n") else "\n"


def _conclusions(path: Path, made: Synced, dry_run: bool, changed: bool) -> Iterable[str]:
    from tracker.model.numbers import counted

    counts = {
        side: sum(each.into == side for each in made.differences) for side in ("record", "file")
    }
    if not any(counts.values()):
        tidied = "; wrote handles and letters into it" if changed else ""
        yield f"{shown(path)} and the record say the same{tidied}."
        return
    would = "would take" if dry_run else "took"
    yield (
        f"The record {would} {counted(counts['record'], 'change')} from {shown(path)}, and the "
        f"file {would} {counted(counts['file'], 'change')} from the record."
    )
    if counts["record"] and not dry_run:
        yield "`tracker undo` takes back what the record took."
