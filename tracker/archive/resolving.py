"""Resolve the names of an archive by the record's codebook and register of actors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.archive.columns import names_of_side
from tracker.archive.tables import OF_SIDES, OF_TYPES, SIDES, TYPES
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.parts import counted_as, wholes_of
from tracker.recording.code_resolver import CodeResolver
from tracker.store import listing, parts

if TYPE_CHECKING:
    from tracker.archive.engines import Tables
    from tracker.model.actor import Actor
    from tracker.store.database import Database

Dated = dict[str, set[str]]
"""Of each name the dates at which it stands, where they matter."""


@dataclass
class Codebook:
    """The names of an archive, resolved.

    `sides` has for a name, and a date where that matters, the actors themselves; `counted` those
    that they count as.
    """

    types: dict[str, EventType] = field(default_factory=dict)
    sides: dict[tuple[str, str | None], tuple[str, ...]] = field(default_factory=dict)
    counted: dict[tuple[str, str | None], tuple[str, ...]] = field(default_factory=dict)
    actors: "dict[str, Actor]" = field(default_factory=dict)
    dated: tuple[str, ...] = ()
    wholes: dict[str, set[str]] = field(default_factory=dict)

    @property
    def tables(self) -> "Tables":
        """The small tables that questions are asked with."""
        types = [
            (
                name,
                each.code,
                _decimal(each.goldstein),
                None if each.tone is None else int(each.tone),
            )
            for name, each in self.types.items()
        ]
        sides = [
            (name, date, actor, len(actors))
            for (name, date), actors in self.counted.items()
            for actor in actors
        ]
        return {TYPES: (OF_TYPES, types), SIDES: (OF_SIDES, sides)}

    def names_of_types(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The names that stand for one of some types."""
        return tuple(name for name, each in self.types.items() if each.code in codes)

    def sides_with(
        self, db: "Database", actors: Sequence[str], exactly: bool
    ) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """The names of sides with one of some actors or a part of it; and those for some dates."""
        asked = set(actors)
        plain, dated = [], []
        for (name, date), own in self.sides.items():
            at = None if date is None else EventDate.parse(date)
            codes = set(own)
            if not exactly:
                codes |= {each for code in own for each in wholes_of(code, self.actors, at)}
            if codes & asked:
                if date is None:
                    plain.append(name)
                else:
                    dated.append((name, date))
        return tuple(plain), tuple(dated)


def resolved(
    db: "Database",
    sides: Iterable[str],
    types: Iterable[str],
    dates_of: "Any",
    exactly: bool = False,
    named: Sequence[str] = (),
) -> Codebook:
    """What names stand for; `dates_of` gives the dates at which some names stand in the archive."""
    codes = CodeResolver(db)
    book = Codebook()
    names = list(types)
    known = listing.types(db)
    for name, code in zip(names, codes.types(names), strict=True):
        if code is not None:
            book.types[name] = codes.new_types.get(code) or known[code]
    texts = list(sides)
    # All that is undated is resolved at once; a part counts as its whole at some time only.
    undated = {text: codes.undated(names_of_side(text)) for text in texts}
    found = {code for side in undated.values() if side is not None for code in side}
    book.actors = listing.actors(db, parts.with_wholes(db, found))
    is_part = {code for code, actor in book.actors.items() if actor.part_of}
    dated = [text for text, side in undated.items() if side is None or not is_part.isdisjoint(side)]
    for text, side in undated.items():
        if side and text not in dated:
            book.sides[text, None] = book.counted[text, None] = side
    if dated:
        _resolve_dated(db, book, codes, dates_of(dated), exactly, named)
    book.dated = tuple(dated)
    return book


def _resolve_dated(
    db: "Database",
    book: Codebook,
    codes: CodeResolver,
    dates: Dated,
    exactly: bool,
    named: Sequence[str],
) -> None:
    """Resolve names at each of the dates at which they stand."""
    pairs = [(text, EventDate.parse(date)) for text, days in dates.items() for date in days]
    sides = codes.sides([names_of_side(text) for text, _ in pairs], [date for _, date in pairs])
    found = {code for side in sides for code in side.actors}
    book.actors = {**book.actors, **listing.actors(db, parts.with_wholes(db, found))}
    for (text, date), side in zip(pairs, sides, strict=True):
        if not side.actors:
            continue
        book.sides[text, date.text] = side.actors
        if exactly:
            book.counted[text, date.text] = side.actors
            continue
        counted: dict[str, None] = {}
        for code in side.actors:
            wholes = counted_as(code, book.actors, date, named)
            counted |= dict.fromkeys(wholes)
            for whole in wholes:
                if whole != code:
                    book.wholes.setdefault(whole, set()).add(code)
        book.counted[text, date.text] = tuple(counted)


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(f"{number:.4f}")
