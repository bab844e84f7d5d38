"""Actors, types and sources that have another code there than here: one of them is followed."""

from collections.abc import Iterable, Iterator
from typing import Any

from tracker.errors import TrackerError
from tracker.model.chronicle import Batch
from tracker.model.names import folded
from tracker.store import registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES, Register


def follow_renames(db: Database, theirs: Batch, base: Batch | None) -> Iterator[str]:
    """Let what is called by another code there be called by one code on both sides.

    What the other side renamed or merged since the common past is renamed or merged here. Where
    both renamed it, or where there is no common past, who bears a name of one of ours is that one:
    it has the code of who knows the other as a former name, else the first of the two codes.
    """
    registers_of = (
        (ACTORS, base.actors if base else (), theirs.actors),
        (TYPES, base.types if base else (), theirs.types),
        (SOURCES, base.sources if base else (), theirs.sources),
    )
    for register, before, after in registers_of:
        yield from _since(db, register, before, after)
        yield from _of_two_codes(db, register, after)


def _since(
    db: Database, register: Register, before: Iterable[Any], after: Iterable[Any]
) -> Iterator[str]:
    """Follow what was renamed or merged there since the common past."""
    codes = {value.code for value in after}
    aliases: dict[str, str] = {alias: value.code for value in after for alias in value.aliases}
    for value in before:
        new: str | None = aliases.get(value.code)
        if value.code in codes or new is None:
            continue
        here = registers.find(db, register, value.code)
        if here is None or here != value.code or new == here:
            continue
        try:
            with db.savepoint():
                if registers.find(db, register, new) is None:
                    registers.rename(db, register, here, new)
                else:
                    registers.merge(db, register, here, new)
        except TrackerError as error:
            yield f"{here} is {new} there, and stays here: {error}"


def _of_two_codes(db: Database, register: Register, after: Iterable[Any]) -> Iterator[str]:
    """Give one code to what each side calls by one of its own."""
    codes = {folded(value.code) for value in after}
    for value in after:
        if registers.find(db, register, value.code) is not None:
            continue
        names = {*value.aliases, getattr(value, register.called)}
        found = {registers.find(db, register, name) for name in names if name} - {None}
        if len(found) != 1:
            continue
        here = str(found.pop())
        if folded(here) in codes:  # another one there, too
            continue
        formerly = {folded(alias) for alias in value.aliases}
        chosen = value.code if folded(here) in formerly else min(value.code, here)
        try:
            with db.savepoint():
                if chosen == here:
                    registers.add_names(db, register, here, [value.code])
                else:
                    registers.rename(db, register, here, chosen)
        except TrackerError as error:
            yield f"{here} is {value.code} there, and stays here: {error}"
            continue
        yield f"{register.noun.capitalize()} {here} here and {value.code} there are {chosen} now."
