"""Errors as one tree; each leaf builds its own sentence.

::

    TrackerError                    exit code
    ├── Refused                     1  the record would not hold together
    │   ├── DuplicateEvent
    │   ├── NameTaken
    │   ├── NearName
    │   ├── SelfLink
    │   ├── EffectBeforeCause
    │   ├── OrderedOtherwise
    │   ├── CircularLinks
    │   ├── ContradictoryOrder
    │   ├── NothingToUndo
    │   ├── AlreadyUndone
    │   ├── LaterCommands
    │   ├── ChangedSince
    │   ├── NotAccounted
    │   ├── AcrossRedaction
    │   └── ProtectedSample
    ├── InvalidInput (ValueError)   2  what was typed cannot be read
    │   ├── InvalidDate
    │   │   └── AmbiguousDate
    │   ├── InvalidLikelihood
    │   ├── InvalidGrade
    │   ├── InvalidGap
    │   ├── InvalidText
    │   └── Ambiguous
    ├── SeveralRefused              1  several lines; raised with the code of the first
    ├── NotFound                    3  a name that nothing answers to
    │   └── GoneEvent
    ├── StoreError                  4  the database itself
    │   ├── NoDatabase
    │   ├── NotATracker
    │   ├── OlderSchema
    │   ├── NewerSchema
    │   ├── DatabaseGone
    │   └── UnsoundRecord
    │       ├── RecordedCircle
    │       └── UnreadableRow
    └── OutputFailed                4  standard output takes nothing (a closed pipe: 141)

A command that stored something and could then not say so, or was stopped, ends with 5 and a
sentence on stderr: `STORED_UNSAID`. Where the reader of a pipe has gone after something was stored,
it ends as if all had been read.

An exception stops one command and says what to do next. What is wrong with the *record*
(an event without a source, say) is no exception but a `Finding`: see
`tracker.analysis.validation`.
"""

from collections.abc import Sequence
from errno import EPIPE
from pathlib import Path
from typing import Self

STORED_UNSAID = 5
CLOSED_PIPE = 141  # what a shell makes of a program that SIGPIPE ended


class TrackerError(Exception):
    """Anything tracker refuses to do; its text is a sentence for the person at the keyboard."""

    exit_code = 1


class Refused(TrackerError):
    """Well-formed input that would make the record untrue or incoherent."""


class DuplicateEvent(Refused):
    """The event to add is already there."""

    def __init__(self, handle: str, number: int) -> None:
        super().__init__(
            f"This looks like a duplicate of event {number} ({handle}): same date, same title. "
            "Nothing was added; use --anyway if it is another event."
        )


class NameTaken(Refused):
    """A code, name or alias already means something else."""

    def __init__(self, noun: str, name: str, owner: str) -> None:
        super().__init__(
            f"The name {name!r} already stands for the {noun} {owner}; choose another."
        )


class NearName(Refused):
    """A new actor would be called almost as one that is known, or as several."""

    def __init__(self, name: str, near: Sequence[str], parts: Sequence[str] = ()) -> None:
        said = excerpt(name)
        why = (
            f"{said} reads as several actors, {' and '.join(parts)}; name each by itself"
            if parts
            else f"{said} is spelled almost as {' or '.join(near)}; write that, if it is meant"
        )
        super().__init__(
            f"{why}. Nothing was recorded; an actor that is really called so is added with "
            "`tracker actors add`, or with --anyway."
        )


class SelfLink(Refused):
    """An event cannot cause or precede itself."""

    def __init__(self, handle: str) -> None:
        super().__init__(f"{handle} is on both sides; name two different events.")


class EffectBeforeCause(Refused):
    """The effect was over before the cause began."""

    def __init__(
        self, cause: str, cause_date: str, effect: str, effect_date: str, tried: str = ""
    ) -> None:
        super().__init__(
            f"{effect} ({effect_date}) is wholly before {cause} ({cause_date}){tried}, so it "
            "cannot be its effect; swap the two or correct a date with `tracker edit`."
        )


class OrderedOtherwise(Refused):
    """By the claims of order the effect began before the cause."""

    def __init__(self, cause: str, effect: str) -> None:
        super().__init__(
            f"By the claims of order {effect} began before {cause}, so it cannot be its effect; "
            f"`tracker order` lists the claims, `tracker show {effect}` the links."
        )


class CircularLinks(Refused):
    """Links would make an event its own ancestor."""

    def __init__(self, circle: Sequence[str]) -> None:
        super().__init__(
            "This would close a circle of links: "
            + " → ".join(circle)
            + ". Remove one of these links with `tracker unlink` first."
        )


class ContradictoryOrder(Refused):
    """Claims of order and dates that cannot all hold."""

    def __init__(self, claims: Sequence[str], tried: str = "") -> None:
        listed = "".join(f"\n  {claim}" for claim in claims)
        super().__init__(f"These cannot all hold{tried}; correct or remove one of them:{listed}")


class NothingToUndo(Refused):
    """Every command that one could undo is undone, or every undone one is redone."""

    def __init__(self, verb: str = "undo", whose: str = "", hint: str = "") -> None:
        nothing = (
            f"Nothing that {whose} {'recorded' if verb == 'undo' else 'undid'} is left to {verb}"
            if whose
            else f"There is nothing to {verb}"
        )
        super().__init__(f"{nothing}; {hint or '`tracker log` shows what was done.'}")


class AlreadyUndone(Refused):
    """A chosen command is already as it is to be."""

    def __init__(self, verb: str, number: int, command: str) -> None:
        is_so, back = (
            ("undone already", f"`tracker redo {number}` brings it back")
            if verb == "undo"
            else ("not undone", f"`tracker undo {number}` takes it back")
        )
        super().__init__(f"Command {number} ({command}) is {is_so}; {back}.")


class LaterCommands(Refused):
    """Later commands rest on what the command to undo or redo did."""

    MOST = 8

    def __init__(self, verb: str, number: int, command: str, later: Sequence[str]) -> None:
        listed = "".join(f"\n  {each}" for each in later[: self.MOST])
        more = f"\n  … and {len(later) - self.MOST} more" if len(later) > self.MOST else ""
        done = {"undo": "undone", "redo": "redone"}[verb]
        rests = "command rests" if len(later) == 1 else "commands rest"
        super().__init__(
            f"Command {number} ({command}) was not {done}: {len(later)} later {rests} on the rows "
            f"that it changed; undo the last of them first:{listed}{more}"
        )


class ChangedSince(Refused):
    """A row is not as the command to undo left it, and the history does not say why."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Not everything is as the command left it: {what}, and no entry of the history says "
            "why. Nothing was taken back; put it right by hand, or go back to a backup."
        )


class NotAccounted(Refused):
    """There are events of which the history knows nothing."""

    def __init__(self, number: int, handle: str) -> None:
        super().__init__(
            f"Nothing was taken back: event {number} ({handle}) is not in the history, so that "
            "another one might be taken for the last. Something wrote to the database while the "
            "triggers that write the history were gone."
        )


class AcrossRedaction(Refused):
    """A command that was made before a redaction, which cannot be taken back."""

    def __init__(self, redaction: int, at: str) -> None:
        super().__init__(
            f"Command {redaction} redacted the record at {at}, which cannot be undone, nor can "
            "what was done before it; change by hand what is to be otherwise."
        )


class ProtectedSample(Refused):
    """The sample crisis of a checkout is built, not edited."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{shown(path)} is the sample crisis that scripts/build_sample makes, so nothing is "
            "written to it. Take a copy: `tracker database backup mine.db`, then set "
            "TRACKER_DB=mine.db."
        )


class InvalidInput(TrackerError, ValueError):
    """Input that cannot be read; a `ValueError`, so that option parsers name the option."""

    exit_code = 2


UNREADABLE = "is not a date tracker can read"
NO_DAY = "is not a day of the calendar"  # it is well written, and no example helps


class InvalidDate(InvalidInput):
    """Text that is no date tracker understands."""

    def __init__(self, text: str, reason: str = UNREADABLE) -> None:
        self.text, self.reason = text, reason
        form = (
            "." if NO_DAY in reason else
            "; write for example 2016-10-03, 2016-10, 2016-10~, '3 Oct 2016' or 2016-09-22/2016-10."
        )  # fmt: skip
        super().__init__(f"{excerpt(text)} {reason}{form}")


class AmbiguousDate(InvalidDate):
    """A date that can be read in two ways, with what each is in words and in EDTF."""

    def __init__(self, text: str, readings: Sequence[tuple[str, str]]) -> None:
        self.text, self.readings, self.reason = text, readings, "can be read in two ways"
        said = " or ".join(f"{words} ({edtf})" for words, edtf in readings)
        InvalidInput.__init__(
            self, f"{excerpt(text)} could be {said}; write {readings[0][1]} or {readings[-1][1]}."
        )


class InvalidLikelihood(InvalidInput):
    """Text that is neither an ICD 203 phrase nor a probability, or `certain` where none may be."""

    def __init__(self, text: str, certain: bool = False) -> None:
        upper = "below 1, for no evidence is certain," if certain else "up to 1,"
        super().__init__(
            f"{excerpt(text)} is not a likelihood; write a number above 0 and {upper} such as "
            "0.9 or 90%, or ICD 203 words: almost no chance, very unlikely, unlikely, "
            "roughly even chance, likely, very likely, almost certain."
        )


class InvalidGrade(InvalidInput):
    """Text that is no Admiralty grade."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{excerpt(text)} is not an Admiralty grade; write a source reliability A-F and an "
            "information credibility 1-6, such as B2."
        )


class InvalidGap(InvalidInput):
    """Text that is no length of time."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{excerpt(text)} is not a length of time; write a number and a unit, such as "
            "12h, 7d, 2w, 3m or 1y."
        )


class InvalidText(InvalidInput):
    """Text that cannot be kept as it is."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"The {what} {reason}.")


class Ambiguous(InvalidInput):
    """Words that fit several events."""

    def __init__(self, words: str, candidates: Sequence[str], total: int) -> None:
        listed = "".join(f"\n  {line}" for line in candidates)
        more = f"\n  … and {total - len(candidates)} more" if total > len(candidates) else ""
        super().__init__(
            f"{excerpt(words)} fits {total} events; use a number, a handle or more words:"
            f"{listed}{more}"
        )


class SeveralRefused(TrackerError):
    """Several lines or records of which none was taken, each with its reason."""

    def __init__(self, about: str, errors: Sequence[TrackerError], most: int = 20) -> None:
        listed = "".join(f"\n  {error}" for error in errors[:most])
        more = f"\n  … and {len(errors) - most} more" if len(errors) > most else ""
        self.exit_code = errors[0].exit_code
        super().__init__(f"{len(errors)} {about}:{listed}{more}")


class NotFound(TrackerError):
    """A name that nothing in the database answers to."""

    exit_code = 3

    def __init__(self, noun: str, name: str, near: Sequence[str] = (), hint: str = "") -> None:
        self.noun, self.name, self.near = noun, name, tuple(near)
        guess = f" Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"There is no {noun} {excerpt(name)}.{guess}{' ' + hint if hint else ''}")


class GoneEvent(NotFound):
    """An event that was there and is there no more, or is called otherwise now."""

    def __init__(self, sentence: str) -> None:
        TrackerError.__init__(self, sentence)
        self.near = ()

    @classmethod
    def removed(cls, number: int, handle: str = "", at: str = "") -> Self:
        """The refusal of an event that was removed, or whose recording was undone."""
        called = f" ({handle})" if handle else ""
        on = f" on {at[:10]}" if at else ""
        return cls(
            f"Event {number}{called} was removed{on}; `tracker log` shows by which command, and "
            "`tracker undo` brings it back. Its number is not given again."
        )

    @classmethod
    def merged(cls, number: int, handle: str, into: int, into_handle: str) -> Self:
        """The refusal of an event that was merged into another."""
        return cls(
            f"Event {number} ({handle}) was merged into event {into} ({into_handle}); name that "
            "one, or part them again with `tracker undo`."
        )

    @classmethod
    def renamed(cls, number: int, now: str) -> Self:
        """The refusal of words that an event was called by."""
        return cls(
            f"So was event {number} called, which has another title or handle now ({now}); name "
            "it by its number."
        )


class StoreError(TrackerError):
    """The database cannot be used."""

    exit_code = 4


class NoDatabase(StoreError):
    """No file where the database should be."""

    def __init__(self, path: Path, hint: str = "") -> None:
        hint = hint or "The first `tracker add` makes one; --db or TRACKER_DB names another."
        super().__init__(f"There is no database at {shown(path)}. {hint}")


class NotATracker(StoreError):
    """A file that tracker did not make."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{shown(path)} {reason}; name a tracker database with --db or TRACKER_DB."
        )


class OlderSchema(StoreError):
    """A database that waits for its migrations."""

    def __init__(self, path: Path, found: int, current: int) -> None:
        super().__init__(
            f"{shown(path)} has schema {found}, this tracker works with {current}. "
            "Run `tracker database migrate`; it keeps a backup."
        )


class NewerSchema(StoreError):
    """A database made by a later tracker."""

    def __init__(self, path: Path, found: int, current: int) -> None:
        super().__init__(
            f"{shown(path)} has schema {found}, but this tracker knows only up to {current}. "
            "Nothing was touched; install a newer tracker to open it."
        )


class DatabaseGone(StoreError):
    """The file is no longer under its name, so nobody will find what is written to it."""

    def __init__(self, path: Path, stored: bool) -> None:
        went = (
            "what this command stored went to a file that is gone"
            if stored
            else "nothing was stored"
        )
        super().__init__(
            f"{path} was removed or replaced by another program while tracker was writing to it; "
            f"{went}. See what is at {path} now, and give the command again."
        )


class UnsoundRecord(StoreError):
    """Rows that another program wrote and that the record cannot hold together with."""


class RecordedCircle(UnsoundRecord):
    """Links that make an event its own ancestor, as only another program can have written them."""

    def __init__(self, circle: Sequence[str]) -> None:
        super().__init__(
            "The links of this record close a circle, so that no chain in it has a beginning: "
            + " → ".join(circle)
            + ". `tracker check --rule circle` names every circle; take a link out of each with "
            "`tracker unlink`."
        )


class UnreadableRow(UnsoundRecord):
    """A row with a value that tracker would not have stored."""

    def __init__(self, table: str, key: object, reason: str) -> None:
        super().__init__(
            f"Row {excerpt(str(key))} of {table} was written by another program and cannot be "
            f"read: {reason}. `tracker check` names every such row."
        )


class OutputFailed(TrackerError):
    """Standard output could not be written to."""

    exit_code = 4

    def __init__(self, failure: OSError) -> None:
        super().__init__(f"Standard output cannot be written to: {failure.strerror or failure}.")
        self.is_closed_pipe = failure.errno == EPIPE
        if self.is_closed_pipe:
            self.exit_code = CLOSED_PIPE


def shown(text: object) -> str:
    r"""A text, or a path of whatever bytes, on one line, with nothing a terminal would act on.

    >>> shown("caf\udce9\n\x1b[31m"), shown("Алеппо?")
    ('caf\\xe9\\n\\x1b[31m', 'Алеппо?')
    """
    return "".join(
        character
        if character.isprintable()
        else f"\\x{ord(character) - 0xDC00:02x}"  # a byte that is no UTF-8
        if "\udc80" <= character <= "\udcff"
        else character.encode("unicode_escape").decode()
        for character in str(text)
    )


def excerpt(text: str, width: int = 60) -> str:
    """`text` quoted on one line, cut to `width`, with nothing a terminal would act on."""
    flat = "".join(character if character.isprintable() else "�" for character in text)
    return repr(flat if len(flat) <= width else flat[: width - 1] + "…")
