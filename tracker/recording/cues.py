"""Cues of the codebook: those that ship with it, and those of the analyst.

One of the analyst's is kept as a further name of its type, `cue: …`, so that it goes wherever the
codebook goes: into exports, merges, the text file, and to the type's new code.
"""

from collections.abc import Iterator

from tracker.drafting.cues import parse_cue
from tracker.errors import InvalidInput
from tracker.model.drafting import TypeCue
from tracker.recording.registers import add_alias
from tracker.store import listing, registers
from tracker.store.database import Database
from tracker.store.registers import TYPES
from tracker.store.seed.cues import shipped_cues

MARK = "cue: "


def cues_of(db: Database) -> tuple[TypeCue, ...]:
    """All cues of a record, those of the analyst first: they go before the shipped ones."""
    return (*_own(db), *_shipped(db))


def _own(db: Database) -> Iterator[TypeCue]:
    for code, event_type in listing.types(db).items():
        for alias in event_type.aliases:
            if alias.casefold().startswith(MARK):
                yield TypeCue(code, alias[len(MARK) :].strip(), True)


def _shipped(db: Database) -> Iterator[TypeCue]:
    """The shipped ones of the types that the codebook has, under the codes they have there."""
    codes: dict[str, str | None] = {}
    for each in shipped_cues():
        if each.type not in codes:
            codes[each.type] = registers.find(db, TYPES, each.type)
        if code := codes[each.type]:
            yield TypeCue(code, each.cue)


def add_cue(db: Database, name: str, text: str) -> TypeCue:
    """Let a text be found by further words to tell of an event of a type."""
    code = registers.resolve(db, TYPES, name)
    plain = " ".join(text.split())
    parse_cue(code, plain)
    if any(each.type == code and each.cue == plain for each in cues_of(db)):
        raise InvalidInput(f"{code} has the cue {plain!r} already.")
    add_alias(db, TYPES, code, f"{MARK}{plain}")
    return TypeCue(code, plain, True)
