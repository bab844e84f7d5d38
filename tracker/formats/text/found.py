"""Values read of a text file, with their places, and the handles of its events."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from typing import Any

from tracker.errors import InvalidInput
from tracker.formats.jsonl import KINDS, value_of
from tracker.formats.text.document import Node
from tracker.model.names import folded, slug
from tracker.model.source import Source

Record = dict[str, Any]
NAMED = {"actor": "name", "type": "label", "source": "title", "relation": "label"}
ENDS = {
    "link": ("cause", "effect"), "order": ("before", "after"), "rival": ("event",),
    "rating": ("event",), "counterfactual": ("cause", "effect"),
}  # fmt: skip


@dataclass
class Found:
    """What was read so far, with its places."""

    values: dict[str, list[Any]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    lines: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    blocks: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    about: list[Source] = field(default_factory=list)
    gone: set[tuple[str, str]] = field(default_factory=set)
    identities: dict[str, Record] = field(default_factory=dict)
    refused: list[InvalidInput] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)  # first lines of blocks with a refusal
    unread: set[str] = field(default_factory=set)  # what such blocks may be called

    @contextmanager
    def going_on(self, block: int) -> Iterator[None]:
        """Note what is refused within the block that begins on a line, and go on behind it."""
        try:
            yield
        except InvalidInput as error:
            self.refused.append(error)
            self.broken.add(block)

    def add(self, kind: str, record: Record, node: Node, block: int) -> None:
        """Make the value of a record; a refusal names its line."""
        try:
            value = value_of(kind, KINDS[kind], record)
        except InvalidInput as error:
            node.refuse(str(error))
        self.values[kind].append(value)
        self.lines[kind].append(node.number)
        self.blocks[kind].append(block)


def identified(found: Found) -> list[Any]:
    """The events with the numbers and identities that stand at the end of a file."""
    return [
        replace(event, **found.identities.get(event.handle or "", {}))
        for event in found.values["event"]
    ]


def refuse_twins(found: Found) -> None:
    """Refuse two blocks of one handle or of one code."""
    for kind, named in (("event", "handle"), *((kind, "code") for kind in NAMED)):
        met: dict[str, int] = {}
        for value, line in zip(found.values[kind], found.lines[kind], strict=True):
            code = getattr(value, named)
            if code is not None and code in met:
                with found.going_on(line):
                    raise InvalidInput(
                        f"Line {line}: the {named} {code} stands in line {met[code]} already."
                    )
            if code is not None:
                met[code] = line


def called(handle: str) -> set[str]:
    """What an event is called by its handle: the whole of it, or without its date.

    Examples
    --------
    >>> sorted(called("2016-10-03-talks-end"))
    ['2016-10-03-talks-end', 'talks-end']
    """
    return {handle, re.sub(r"^\d{4}(-\d\d)?(-\d\d)?-", "", handle)}


def resolve_ends(found: Found) -> None:
    """Let links and claims name events by whole handles, as far as the file has them.

    An event of the file is named by its handle, with or without its date, or by its title; one
    without a handle of its own, by the words of its title as a handle has them, too. It gets a name
    that stands for it until it has one.
    """
    events = found.values["event"]
    for place, event in enumerate(events):
        if event.handle is None:
            name = f"\n{found.blocks['event'][place]}"
            events[place] = replace(event, handle=name)
    exact = {event.handle for event in events}
    short: dict[str, set[str]] = {}
    for event in events:
        titled = slug(event.title) if event.handle.startswith("\n") else ""
        for name in (*called(event.handle), titled, folded(event.title)):
            short.setdefault(name, set()).add(event.handle)

    def whole(name: str) -> str:
        if name in exact:
            return name
        among = short.get(name) or short.get(folded(name)) or ()
        return next(iter(among)) if len(among) == 1 else name

    for kind, ends in ENDS.items():
        for place, value in enumerate(found.values[kind]):
            changed: Record = {end: whole(getattr(value, end)) for end in ends}
            if kind == "link":
                changed["partners"] = tuple(map(whole, value.partners))
            if kind == "rival":
                changed["links"] = tuple((whole(a), whole(b)) for a, b in value.links)
            found.values[kind][place] = replace(value, **changed)
    _give_handles(found)


def _give_handles(found: Found) -> None:
    """Take the names back that stand for handles which are not said, where nothing needs one."""
    from tracker.model.handles import handle_for
    from tracker.model.names import unused_name

    events = found.values["event"]
    taken = {event.handle for event in events if not event.handle.startswith("\n")}
    given: dict[str, str] = {}
    for place, event in enumerate(events):
        if event.handle.startswith("\n"):
            handle = unused_name(handle_for(event.date, event.title), taken.__contains__)
            taken.add(handle)
            given[event.handle] = handle
            events[place] = replace(event, handle=handle)
    if not given:
        return
    for kind in (*ENDS, "former_handle"):
        for place, value in enumerate(found.values[kind]):
            changed: Record = {
                each.name: given[held]
                for each in fields(value)
                if isinstance(held := getattr(value, each.name), str) and held in given
            }
            for lists in ("partners", "links"):
                held = getattr(value, lists, None)
                if held:
                    changed[lists] = tuple(
                        given.get(each, each) if isinstance(each, str)
                        else tuple(given.get(end, end) for end in each)
                        for each in held
                    )  # fmt: skip
            if changed:
                found.values[kind][place] = replace(value, **changed)
