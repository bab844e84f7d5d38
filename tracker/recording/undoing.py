"""Undoing and redoing of commands: one's own last, anybody's last, or a chosen one."""

from tracker.errors import AlreadyUndone, LaterCommands, NotFound, NothingToUndo, Refused
from tracker.model.history import Entry, UndoPlan, Verb
from tracker.recording.links import refuse_impossible_links
from tracker.recording.order import rederive
from tracker.store import undoing
from tracker.store.database import Database
from tracker.store.history import entry_of, refuse_across_redaction


def plan(db: Database, verb: Verb, number: int | None = None, anyone: bool = False) -> UndoPlan:
    """Find the command that an undo or a redo is about: a chosen one, else the last."""
    command = _last(db, verb, anyone) if number is None else _chosen(db, verb, number)
    assert command.id is not None
    taken = entry_of(db, undoing.last_toggle(db, command.id))
    assert taken is not None
    assert taken.id is not None
    counts = undoing.reach(db, taken.id)
    return UndoPlan(
        verb,
        command,
        taken,
        counts.get("events", 0),
        counts.get("links", 0),
        is_own=(command if verb == "undo" else taken).who == db.analyst,
    )


def undo(db: Database, number: int | None = None, anyone: bool = False) -> Entry:
    """Take back one's own last command, anybody's, or a chosen one; returns what was undone."""
    return _toggle(db, "undo", number, anyone)


def redo(db: Database, number: int | None = None, anyone: bool = False) -> Entry:
    """Bring back what one undid last, what anybody did, or a chosen command; returns that."""
    return _toggle(db, "redo", number, anyone)


def _toggle(db: Database, verb: Verb, number: int | None, anyone: bool) -> Entry:
    with db.transaction(verb) as entry:
        it = plan(db, verb, number, anyone).command
        assert it.id is not None
        refuse_across_redaction(db, undoing.last_toggle(db, it.id))
        try:
            taken = undoing.take_back(db, entry, undoing.last_toggle(db, it.id))
        except undoing.RestedOn as rested:
            later = dict.fromkeys(
                f"{each.id or 'outside'}  {each.at}  {each.who}  {each.command}"
                for each in rested.later
            )
            raise LaterCommands(verb, it.id, it.command, list(later)) from None
        if taken is not None:  # others have worked since: what they recorded must still hold
            rederive(db, taken.redated)  # first: links are looked at by the claims of order
            for cause in taken.causes:
                refuse_impossible_links(db, cause)
        undoing.name_entry(db, entry, verb, it)
    done = entry_of(db, it.id)
    assert done is not None
    return done


def _last(db: Database, verb: Verb, anyone: bool) -> Entry:
    find = undoing.last_done if verb == "undo" else undoing.last_undone
    found = find(db, anyone)
    if found is not None:
        return found
    other = None if anyone else find(db, anyone=True)
    if other is None:
        raise NothingToUndo(verb)
    raise NothingToUndo(
        verb,
        db.analyst,
        f"the last is {other.id}, {other.command}, by {other.who}: `tracker {verb} {other.id}`, "
        f"or --anyone, {'takes that back' if verb == 'undo' else 'brings that back'}.",
    )


def _chosen(db: Database, verb: Verb, number: int) -> Entry:
    named = entry_of(db, number)
    if named is None:
        raise NotFound("command", str(number), hint="`tracker log` shows their numbers.")
    if verb == "undo" and named.undoes is not None:
        raise Refused(
            f"Command {number} is an undo itself; `tracker redo {named.undoes}` brings back what "
            "it took."
        )
    original = named.undoes or named.redoes or number
    command = entry_of(db, original)
    assert command is not None
    if command.undone != (verb == "redo"):
        raise AlreadyUndone(verb, original, command.command)
    if not undoing.changed_data(db, original):
        raise Refused(f"Command {number} changed no row that an undo takes back.")
    return command
