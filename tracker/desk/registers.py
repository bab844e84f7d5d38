"""The registers of actors, sources and types: listed, extended, corrected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tracker.desk.opening import OpenRecord
from tracker.desk.values import text_of
from tracker.errors import InvalidInput
from tracker.model.actor import Actor
from tracker.model.answer import Recorded
from tracker.model.event import Names
from tracker.model.names import names_of
from tracker.model.source import Source

if TYPE_CHECKING:
    from tracker.model.answers.manage import ListName, RegisterList, RegisterName
    from tracker.model.codebook import EventType
    from tracker.model.dates import EventDate
    from tracker.store.registers import Register


class Registers(OpenRecord):
    """The calls of the panel `manage` about actors, sources and types."""

    def actors(self, text: str = "", *, used: bool = False) -> RegisterList:
        """The actors, or those with these letters anywhere in them, or those that are used."""
        return self._listed("actors", text, used)

    def sources(self, text: str = "", *, used: bool = False) -> RegisterList:
        """The sources, or those with these letters anywhere in them, or those that are used."""
        return self._listed("sources", text, used)

    def types(self, text: str = "", *, used: bool = False) -> RegisterList:
        """The codebook's types, or those with these letters in them, or those that are used."""
        return self._listed("types", text, used)

    def relations(self, text: str = "", *, used: bool = False) -> RegisterList:
        """The relations of links, or those with these letters in them, or those that are used."""
        return self._listed("relations", text, used)

    def find_actor(self, name: str) -> str:
        """The code of an actor by any of its names; an unknown one is an error with near ones."""
        from tracker.store import registers

        return registers.resolve(self._registers(), registers.ACTORS, name)

    def find_type(self, name: str) -> str:
        """The code of an event type by any of its names; an unknown one is an error."""
        from tracker.store import registers

        return registers.resolve(self._registers(), registers.TYPES, name)

    def find_source(self, name: str) -> str | None:
        """The code of a source by any of its names; None where nobody recorded it yet."""
        from tracker.store import registers

        return registers.find(self._registers(), registers.SOURCES, name)

    def near_sources(self, name: str) -> list[str]:
        """The sources, code and title, as one of which a new title is almost spelled."""
        from tracker.recording import evidence

        return evidence.near_sources(self._registers(), name)

    def split_actors(self, text: str) -> tuple[str, ...]:
        """The names in a text; a comma parts them, unless it belongs to a name that is known."""
        from tracker.store import registers

        if registers.find(self._registers(), registers.ACTORS, text) is not None:
            return (text,)
        parts = text.replace(";", ",").split(",")
        return tuple(name for part in parts if (name := part.strip()))

    def near_actors(self, name: str) -> list[str]:
        """The actors, code and name, as one of whom a name that nobody has is almost spelled."""
        from tracker.recording import resolving

        return resolving.near_actors(self._registers(), name)

    def is_actor(self, name: str) -> bool:
        """Whether a name stands for an actor."""
        from tracker.store import registers

        return registers.find(self._registers(), registers.ACTORS, name) is not None

    def add_actor(
        self,
        code: str,
        name: str,
        *,
        kind: str = "unknown",
        since: str | None = None,
        until: str | None = None,
        alias: str | Iterable[str] | None = None,
    ) -> Recorded[Actor]:
        """Record an actor under a new code; `since` and `until` bound its life."""
        from tracker.recording import registers

        aliases = names_of(alias)
        actor = Actor(code, name, kind, valid_from=since, valid_to=until, aliases=aliases)
        with self._starting() as (db, created):
            return Recorded(registers.add_actor(db, actor), remarks=tuple(created))

    def edit_actor(
        self,
        actor: str | Actor,
        *,
        name: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        colour: str | None = None,
    ) -> Recorded[Actor]:
        """Change what is recorded of an actor; an empty text clears a field.

        `colour` is the one it has in every picture: ``#rrggbb`` or a word such as ``red``;
        ``auto`` leaves that to tracker again.
        """
        from tracker.recording import registers

        changes = _changes(name=name, kind=kind, valid_from=since, valid_to=until, colour=colour)
        return Recorded(registers.edit_actor(self._writing(), str(actor), changes))

    def set_part(
        self,
        part: str | Actor,
        whole: str | Actor,
        *,
        since: EventDate | str | None = None,
        until: EventDate | str | None = None,
        remove: bool = False,
    ) -> Recorded[str]:
        """Let an actor be part of another, always or in a time, so that it counts with it.

        With `remove` that is taken back: wholly, or for the time that begins with `since`.
        """
        from tracker.model.actor import PartOf
        from tracker.recording import parts

        named = PartOf(str(whole), text_of(since), text_of(until))
        if remove:
            return parts.remove_part(self._writing(), str(part), named)
        with self._starting() as (db, created):
            done = parts.add_part(db, str(part), named)
        return Recorded(done.value, remarks=(*created, *done.remarks))

    def add_source(
        self,
        title: str,
        *,
        code: str = "",
        publisher: str | None = None,
        author: str | None = None,
        published: EventDate | str | None = None,
        retrieved: EventDate | str | None = None,
        url: str | None = None,
        reliability: str | None = None,
        relays: Names = None,
        note: str = "",
        marking: str | None = None,
    ) -> Recorded[Source]:
        """Record a source; without a code it gets one from its title.

        `relays` are the sources whose word it passes on: it does not corroborate them. `marking`
        is a label of TLP 2.0.
        """
        from tracker.recording import registers

        source = Source(
            code=code,
            title=title,
            publisher=publisher,
            author=author,
            published=text_of(published),
            retrieved=text_of(retrieved),
            url=url,
            reliability=reliability.upper() if reliability else None,
            note=note,
            relays=names_of(relays),
            marking=marking,
        )
        with self._starting() as (db, created):
            done = registers.add_source(db, source)
        return Recorded(done.value, remarks=(*created, *done.remarks))

    def edit_source(
        self,
        source: str | Source,
        *,
        title: str | None = None,
        publisher: str | None = None,
        author: str | None = None,
        published: EventDate | str | None = None,
        retrieved: EventDate | str | None = None,
        url: str | None = None,
        reliability: str | None = None,
        relays: Names = None,
        note: str | None = None,
        marking: str | None = None,
    ) -> Recorded[Source]:
        """Change what is recorded of a source; an empty text clears a field, or what it relays."""
        from tracker.recording import registers

        changes = _changes(
            needed=relays is None,
            title=title,
            publisher=publisher,
            author=author,
            published=text_of(published),
            retrieved=text_of(retrieved),
            url=url,
            reliability=None if reliability is None else reliability.upper(),
            note=note,
            marking=marking,
        )
        originals = None if relays is None else names_of(relays)
        return registers.edit_source(self._writing(), str(source), changes, originals)

    def add_type(
        self,
        code: str,
        label: str,
        *,
        definition: str = "",
        cameo: str | None = None,
        goldstein: float | None = None,
        quad: int | None = None,
        hostility: int | None = None,
        why: str = "",
    ) -> Recorded[EventType]:
        """Extend the codebook by an event type; `why` says what its CAMEO code misses."""
        from tracker.model.codebook import EventType, QuadClass
        from tracker.recording import registers

        event_type = EventType(
            code,
            label,
            definition,
            cameo,
            goldstein,
            None if quad is None else QuadClass(quad),
            hostility,
            why,
        )
        with self._starting() as (db, created):
            return Recorded(registers.add_type(db, event_type), remarks=tuple(created))

    def alias(self, register: RegisterName, name: str, alias: str) -> Recorded[str]:
        """Let a further name stand for an actor, a source or a type; gives its code."""
        from tracker.recording import registers

        code = registers.add_alias(self._writing(), _register(register), name, alias)
        return Recorded(code, remarks=(f"{alias} now stands for {code}.",))

    def rename(self, register: RegisterName, name: str, code: str) -> Recorded[str]:
        """Give an actor, a source or a type another code everywhere; the old one still finds it."""
        from tracker.recording import registers

        old, new = registers.rename(self._writing(), _register(register), name, code)
        return Recorded(new, remarks=(f"{old} is now {new}; the old code still finds it.",))

    def remove_name(self, register: RegisterName, name: str) -> Recorded[str]:
        """Remove an actor, a source or a type that nothing uses, with all of its names."""
        from tracker.recording import registers

        code = registers.remove(self._writing(), _register(register), name)
        return Recorded(code, remarks=(f"Removed {code}; `tracker undo` brings it back.",))

    def remove_relation(self, name: str) -> Recorded[str]:
        """Remove a relation that no link is of."""
        from tracker.recording import registers

        code = registers.remove_relation(self._writing(), name)
        return Recorded(code, remarks=(f"Removed {code}; `tracker undo` brings it back.",))

    def merge(
        self,
        register: RegisterName,
        name: str,
        into: str,
        *,
        ours: bool = False,
        theirs: bool = False,
    ) -> Recorded[str]:
        """Let the second of two actors, sources or types take over all of the first.

        Where both say something differently, `ours` is what the second says, `theirs` what the
        first does; without either the second counts, and the other waits for `review`.
        """
        from tracker.recording import registers

        if ours and theirs:
            raise InvalidInput("Conflicts are settled for one side; give --ours or --theirs.")
        settle = "ours" if ours else "theirs" if theirs else "open"
        done = registers.merge(self._writing(), _register(register), name, into, settle)
        gone, code = done.value
        said = f"{code} took over from {gone}; `tracker undo` takes that back."
        return Recorded(code, remarks=(said, *done.remarks))

    def _listed(self, register: ListName, text: str, used: bool) -> RegisterList:
        from tracker.model.answers.manage import RegisterList
        from tracker.model.names import folded
        from tracker.output.registers import register_record
        from tracker.store import listing

        db, noun = self._registers(), register.removesuffix("s")
        uses = listing.uses(db, noun)
        chosen = []
        for value in getattr(listing, register)(db).values():
            record = register_record(register, value, uses)
            words = " ".join(str(part) for part in record.values())
            if (record["uses"] or not used) and folded(text) in folded(words):
                chosen.append(value)
        return RegisterList(
            register,
            tuple(chosen),
            uses,
            introduction=""
            if db.path == self.path
            else f"There is no database at {self.path} yet; the first `tracker add` makes one. "
            f"It begins with these {register}:",
            conclusion="" if chosen else f"No {noun} fits.",
        )


def _register(name: RegisterName) -> Register:
    from tracker.store import registers

    found = {"actors": registers.ACTORS, "sources": registers.SOURCES, "types": registers.TYPES}
    if name not in found:
        raise InvalidInput(f"There is no register {name!r}; there are {', '.join(found)}.")
    return found[name]


def _changes(needed: bool = True, **named: str | None) -> dict[str, Any]:
    """The changes that were asked for; none at all is refused where one is needed."""
    found = {key: value for key, value in named.items() if value is not None}
    if needed and not found:
        raise InvalidInput("Nothing to change: name at least one option; --help lists them.")
    return found
