"""Recording of actors, event types and sources: add, alias, rename, merge."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from tracker.errors import InvalidText, NameTaken, NotFound, Refused
from tracker.model.actor import Actor, actor_code
from tracker.model.actor_colours import parse_colour
from tracker.model.answer import Recorded
from tracker.model.codebook import EventType, Relation
from tracker.model.marking import Marking
from tracker.model.names import folded, is_hyphened, slug
from tracker.model.source import RELIABILITY, SCHEMES, Source, refused_scheme
from tracker.model.text import clean_line, clean_prose
from tracker.recording.events import rounded
from tracker.recording.evidence import (
    checked_edtf,
    free_source_code,
    is_claimant,
    relay,
    resolved_marking,
)
from tracker.recording.markings import raised_remarks
from tracker.recording.resolving import checked_kind
from tracker.store import listing, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES, Register

CODE_LENGTH = 16
NEEDED_RELATIONS = ("leads-to",)  # what a link is of where nothing else was said
SOURCE_LINES = ("title", "publisher", "author", "url")


def add_actor(db: Database, actor: Actor) -> Actor:
    """Record an actor under a new code."""
    checked = checked_actor(actor)
    if is_claimant(db, checked.code):
        raise NameTaken("actor", checked.code, checked.code)
    with db.transaction(f"actors add {checked.code}"):
        registers.insert(db, ACTORS, checked)
    return checked


def add_type(db: Database, event_type: EventType) -> EventType:
    """Extend the codebook by an event type."""
    checked = checked_type(event_type)
    with db.transaction(f"types add {checked.code}"):
        registers.insert(db, TYPES, checked)
    return checked


def add_source(db: Database, source: Source) -> Recorded[Source]:
    """Record a source; without a code it gets one from its title."""
    remarks: list[str] = []
    source = replace(source, marking=resolved_marking(source.marking, remarks))
    checked = checked_source(source)
    if not checked.code:
        checked = replace(checked, code=free_source_code(db, slug(checked.title)))
    elif is_claimant(db, checked.code):
        raise NameTaken("source", checked.code, checked.code)
    with db.transaction(f"sources add {checked.code}"):
        registers.insert(db, SOURCES, checked)
        relay(db, checked.code, checked.relays, remarks)
    return Recorded(checked, remarks=tuple(remarks))


def edit_source(
    db: Database, name: str, changes: dict[str, str], relays: Sequence[str] | None = None
) -> Recorded[Source]:
    """Change what is recorded of a source; an empty text clears a field."""
    remarks: list[str] = []
    code = registers.resolve(db, SOURCES, name)
    before = listing.sources(db)[code]
    fields: dict[str, Any] = {key: value or None for key, value in changes.items()}
    if "note" in fields:
        fields["note"] = fields["note"] or ""
    if "marking" in fields:
        fields["marking"] = resolved_marking(fields["marking"], remarks)
    after = checked_source(replace(before, **fields))
    with db.transaction(f"sources edit {code}"):
        if changes:
            registers.update(db, SOURCES, code, {key: getattr(after, key) for key in changes})
        if relays is not None:
            relay(db, code, relays, remarks)
    return Recorded(after, remarks=tuple(remarks))


def edit_actor(db: Database, name: str, changes: dict[str, str]) -> Actor:
    """Change what is recorded of an actor; an empty text clears a field."""
    code = registers.resolve(db, ACTORS, name)
    before = listing.actors(db)[code]
    fields: dict[str, Any] = {key: value or None for key, value in changes.items()}
    after = checked_actor(replace(before, **fields))
    with db.transaction(f"actors edit {code}"):
        registers.update(db, ACTORS, code, {key: getattr(after, key) for key in changes})
    return after


def add_alias(db: Database, register: Register, name: str, alias: str) -> str:
    """Let another name stand for an actor, a type or a source; returns its code."""
    code = registers.resolve(db, register, name)
    spelled = clean_line(alias, "alias")
    with db.transaction(f"{register.table} alias {code} {spelled}"):
        registers.add_names(db, register, code, [spelled])
    return code


def rename(db: Database, register: Register, name: str, new: str) -> tuple[str, str]:
    """Give an actor, a type or a source another code; returns the old and the new one."""
    code = registers.resolve(db, register, name)
    wanted = actor_code(new) if register is ACTORS else checked_code(register.noun, new)
    if register is not TYPES and wanted != code and is_claimant(db, wanted):
        owner = registers.find(db, register, wanted)
        if owner != code:
            raise NameTaken(register.noun, wanted, owner or wanted)
    with db.transaction(f"{register.table} rename {code} {wanted}"):
        registers.rename(db, register, code, wanted)
    return code, wanted


def remove(db: Database, register: Register, name: str) -> str:
    """Remove an actor, a type or a source that nothing uses; returns its code."""
    code = registers.resolve(db, register, name)
    with db.transaction(f"{register.table} remove {code}"):
        registers.remove(db, register, code)
    return code


def remove_relation(db: Database, name: str) -> str:
    """Remove a relation of links that nothing uses; returns its code."""
    code = folded(name)
    known = listing.relations(db)
    if code not in known:
        near = get_close_matches(code, known, n=3)
        raise NotFound("relation", name, near, "`tracker relations list` shows all.")
    if code in NEEDED_RELATIONS:
        raise Refused(f"The relation {code} stays: links of which nothing else is said are of it.")
    with db.transaction(f"relations remove {code}"):
        registers.remove_relation(db, code)
    return code


def merge(
    db: Database, register: Register, name: str, into: str, settle: str = "open"
) -> Recorded[tuple[str, str]]:
    """Merge one actor, type or source into another; gives both codes.

    Of two markings the higher one stands, on the source and on what both claim. What else both
    say differently is told, and waits to be reviewed unless `settle` says whose word counts:
    `ours`, that of `into`, or `theirs`, that of the other.
    """
    from tracker.recording.register_conflicts import conflicts_of, keep_open

    code, target = (registers.resolve(db, register, each) for each in (name, into))
    with db.transaction(f"{register.table} merge {code} into {target}"):
        differing = ([], {}, {}) if code == target else conflicts_of(db, register, code, target)
        raised = registers.merge(db, register, code, target)
        said = tuple(keep_open(db, register, target, *differing, f"{code} into {target}", settle))
    return Recorded((code, target), remarks=(*raised_remarks(raised), *said))


def checked_actor(actor: Actor) -> Actor:
    """An actor with its code and name as they may be stored."""
    return replace(
        actor,
        kind=checked_kind(actor.kind),
        code=actor_code(actor.code),
        name=clean_line(actor.name or "", "name"),
        valid_from=checked_edtf(actor.valid_from),
        valid_to=checked_edtf(actor.valid_to),
        **_codes(actor, "iso3166", "cow", "cameo"),
        colour=parse_colour(actor.colour) or None if actor.colour else None,
        aliases=tuple(clean_line(alias, "alias") for alias in actor.aliases),
    )


def checked_type(event_type: EventType) -> EventType:
    """An event type with its code, label and values as they may be stored."""
    if event_type.hostility is not None and event_type.hostility not in range(1, 6):
        raise InvalidText("hostility level", "must be 1 to 5")
    return replace(
        event_type,
        code=checked_code("type", event_type.code),
        label=clean_line(event_type.label, "label"),
        definition=clean_prose(event_type.definition, "definition"),
        **_codes(event_type, "cameo"),
        why=clean_prose(event_type.why, "reason"),
        goldstein=None if event_type.goldstein is None else rounded(event_type.goldstein),
        aliases=tuple(clean_line(alias, "alias") for alias in event_type.aliases),
    )


def checked_relation(relation: Relation) -> Relation:
    """A link relation with its code and texts as they may be stored."""
    return replace(
        relation,
        code=checked_code("relation", relation.code),
        label=clean_line(relation.label, "label"),
        reads=clean_line(relation.reads, "sentence"),
        definition=clean_prose(relation.definition, "definition"),
    )


def checked_source(source: Source) -> Source:
    """A source with its fields as they may be stored; an empty code stays empty."""
    if source.reliability is not None and source.reliability not in RELIABILITY:
        raise InvalidText(f"reliability {source.reliability!r}", "must be a letter A to F")
    lines: dict[str, Any] = {
        key: clean_line(value, key, 2_000 if key == "url" else 300)
        for key in SOURCE_LINES
        if (value := getattr(source, key)) is not None
    }
    if scheme := refused_scheme(lines.get("url", "")):
        raise InvalidText(
            f"address {source.url!r:.60}",
            f"is of the scheme {scheme}, which is not kept; write one of {', '.join(SCHEMES)}, or "
            "a reference without a colon",
        )
    if "title" not in lines:
        raise InvalidText("title", "is empty; a source needs one")
    return replace(
        source,
        **lines,
        code=checked_code("source", source.code) if source.code else "",
        published=checked_edtf(source.published),
        retrieved=checked_edtf(source.retrieved),
        note=clean_prose(source.note, "note"),
        marking=Marking.parse(source.marking) if source.marking else None,
        aliases=tuple(clean_line(alias, "alias") for alias in source.aliases),
    )


def with_safe_address(source: Source, remarks: list[str]) -> Source:
    """A source of a file, without an address that would be refused; a remark says so."""
    if source.url is None or not refused_scheme(source.url):
        return source
    remarks.append(
        f"The address of the source {source.code or source.title} was left out: {source.url[:60]}"
    )
    return replace(source, url=None)


def _codes(value: Any, *fields: str) -> dict[str, Any]:
    """The codes of other schemes that a value has, as short plain lines."""
    return {
        field: clean_line(code, field, CODE_LENGTH)
        for field in fields
        if (code := getattr(value, field)) is not None
    }


def checked_code(noun: str, text: str) -> str:
    """A code in lower-case words joined by hyphens."""
    code = folded(text)
    if not is_hyphened(code):
        raise InvalidText(
            f"{noun} code {text[:40]!r}", "must be lower-case words joined by hyphens"
        )
    return code
