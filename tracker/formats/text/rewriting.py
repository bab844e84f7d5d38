"""A text file brought up to date: blocks that still hold stay as they stand, comments in any case.

A block in which something has changed is written anew, its comments before the lines that they
stood before. Of a block that is gone the comments stay.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.formats.text.blocks import GONE, NUMBERS
from tracker.formats.text.citing import FIELD
from tracker.formats.text.comments import with_comments
from tracker.formats.text.document import header
from tracker.formats.text.reading import TextFile
from tracker.formats.text.values import STEP, is_comment, name
from tracker.formats.text.writing import (
    HEAD,
    EventBlock,
    beside,
    event_lines,
    gone_lines,
    letters_of,
    map_lines,
    order_of,
    register_lines,
)
from tracker.model.chronicle import Batch

Key = tuple[str, ...]
REGISTERS = ("source", "actor", "type", "relation")
# Which event a claim stands with: the place of its identity in the key.
WITH = {"link": 1, "order": 2, "rival": 1, "rating": 1, "answer": 2}
TOP = -1  # before the first block


@dataclass
class State:
    """What a file or a record says, by keys.

    Attributes
    ----------
    entries : mapping of Key to Any
        What is said of each thing, comparable with what another state says.
    drafts : mapping of Key to tuple
        The kind and the draft of each.
    places : mapping of Key to int
        The places of the drafts among those of their kind.
    batch : Batch
        All drafts.
    """

    entries: dict[Key, Any] = field(default_factory=dict)
    drafts: dict[Key, tuple[str, Any]] = field(default_factory=dict)
    places: dict[Key, int] = field(default_factory=dict)
    batch: Batch = field(default_factory=Batch)

    @classmethod
    def of(cls, batch: Batch, entries: Iterable[tuple[str, int, Key, Any]]) -> "State":
        """The state of a batch, of which each draft has a key and an entry."""
        made = cls(batch=batch)
        for kind, place, key, entry in entries:
            made.entries[key] = entry
            made.drafts[key] = kind, getattr(batch, f"{kind}s")[place]
            made.places[key] = place
        return made


def rewritten(
    file: TextFile,
    held: State,
    record: State,
    shipped: Batch,
    head: str | None,
    marking: str | None,
) -> str:
    """Write a file anew as the record is.

    Parameters
    ----------
    file : TextFile
        The file as it was read.
    held, record : State
        What the file says, in the names of the record, and what the record says.
    shipped : Batch
        The registers of a new database, which need no block.
    head : str, optional
        The state of the record, for the header.
    marking : str, optional
        The highest marking of anything in the record.

    Returns
    -------
    str
        The text of the file.
    """
    return _Rewriting(file, held, record, shipped).text(header(True, head and head[:HEAD], marking))


class _Rewriting:
    """One file on its way to what the record says."""

    def __init__(self, file: TextFile, held: State, record: State, shipped: Batch) -> None:
        self.file, self.record, self.shipped = file, record, shipped
        self.letters = letters_of(record.batch)
        self.said: dict[int, dict[Key, Any]] = {}
        self.block_of: dict[Key, int] = {}
        for key, (kind, _) in held.drafts.items():
            places = file.blocks.get(kind, ())
            if held.places[key] < len(places):
                block = places[held.places[key]]
                self.said.setdefault(block, {})[key] = held.entries[key]
                self.block_of[key] = block
        self.replaced: dict[int, list[str]] = {}
        self.inserted: dict[int, list[list[str]]] = {}
        self.formerly: dict[str, list[str]] = {}
        for former in record.batch.former_handles:
            self.formerly.setdefault(former.event, []).append(former.handle)

    def text(self, first: str) -> str:
        """The new text of the file."""
        claims = self._claims()
        for block in self.said:
            self._renew(block, claims)
        self._add_registers()
        self._add_events(claims)
        self._renew_rest()
        return "\n".join([*self._lines(first), ""])

    def _claims(self) -> dict[Key, list[Key]]:
        """For each event, or register, the keys of what stands in its block, itself first."""
        found: dict[Key, list[Key]] = {}
        owner: dict[int, Key] = {}
        for key, block in self.block_of.items():
            if key[0] == "event" or key[0] in REGISTERS:
                owner[block] = key
        for key in self.record.drafts:
            if key[0] not in WITH:
                found.setdefault(key, []).insert(0, key)
        for block, said in self.said.items():  # in the order of the file
            for key in said:
                if key[0] in WITH and key in self.record.drafts and owner.get(block) in found:
                    found[owner[block]].append(key)
        placed = {key for keys in found.values() for key in keys}
        for key in self.record.drafts:
            if key[0] in WITH and key not in placed:
                found[("event", key[WITH[key[0]]])].append(key)
        return found

    def _renew(self, block: int, claims: Mapping[Key, list[Key]]) -> None:
        """Write a block anew where the record says otherwise than it does, or take it out."""
        said = self.said[block]
        main = next((key for key in said if key[0] not in WITH), None)
        if main is None:
            return
        if main not in self.record.drafts:
            self.replaced[block] = self._farewell(block)
            return
        wanted = {key: self.record.entries[key] for key in claims[main]}
        if main[0] == "event" and not self._is_as_said(block, main):
            said = {}
        if wanted != said:
            lines = self._rendered(main, claims[main])
            self.replaced[block] = with_comments(lines, self._old_lines(block))

    def _is_as_said(self, block: int, main: Key) -> bool:
        """Whether a block names the event's handles, and letters of sources as they are."""
        event = self.record.drafts[main][1]
        node = self.file.document.blocks[block].node
        said = {
            match["key"].lower(): match["value"] or ""
            for child in node.children
            if (match := FIELD.fullmatch(child.text))
        }
        former = self.formerly.get(event.handle, [])
        own = [
            each.handle
            for place, each in zip(
                self.file.blocks.get("former_handle", ()), self.file.batch.former_handles,
                strict=True,
            )
            if place == block
        ]  # fmt: skip
        text = "\n".join(each.text for each in (node, *node.within()) if "[" in each.text)
        graded = re.findall(r"\[([^\s\[\],]+) ([A-F?])[1-6][\],]", text)
        stale = any(
            code in self.letters and (self.letters[code] or "?") != letter
            for code, letter in graded
        )
        return "handle" in said and sorted(own) == sorted(former) and not stale

    def _rendered(self, main: Key, keys: Iterable[Key]) -> list[str]:
        kind, draft = self.record.drafts[main]
        if kind != "event":
            return list(register_lines(kind, draft))
        claims = [self.record.drafts[key] for key in keys if key != main]
        block = EventBlock(draft, claims, self.formerly.get(draft.handle, []))
        return list(event_lines(block, self.letters))

    def _old_lines(self, block: int) -> list[str]:
        there = self.file.document.blocks[block]
        return self.file.document.lines[there.first - 1 : there.last]

    def _farewell(self, block: int) -> list[str]:
        """The comments of a block that is gone, at the margin."""
        inside = [line.strip() for line in self._old_lines(block) if is_comment(line.strip())]
        there = self.file.document.blocks[block]
        if not inside and there.above == there.first:
            return []
        node = there.node.text
        return [f"# Removed from the record: {node}", *inside]

    def _add_registers(self) -> None:
        kinds = {kind: f"{kind}s" for kind in REGISTERS}
        for kind, plural in kinds.items():
            values = beside(getattr(self.record.batch, plural), self.shipped, plural)
            after = max(self.file.blocks.get(kind, ()), default=TOP)
            for value in values:
                if (kind, value.code) not in self.block_of:
                    lines = list(register_lines(kind, value))
                    self.inserted.setdefault(after, []).append(lines)

    def _add_events(self, claims: Mapping[Key, list[Key]]) -> None:
        """Put new events where they belong in time."""
        there = sorted(
            (block, order_of(self.record.drafts[key][1]))
            for key, block in self.block_of.items()
            if key[0] == "event" and key in self.record.drafts
        )
        last = max(self.file.blocks.get("event", ()), default=None)
        fresh = [
            key for key in self.record.drafts if key[0] == "event" and key not in self.block_of
        ]
        first = min((block for block, _ in there), default=None)
        for key in sorted(fresh, key=lambda key: order_of(self.record.drafts[key][1])):
            own = order_of(self.record.drafts[key][1])
            before = [block for block, order in there if order <= own]
            if before:
                after = max(before)
            elif first is not None:
                after = first - 1
            else:
                after = len(self.file.document.blocks) - 1 if last is None else last
            self.inserted.setdefault(after, []).append(self._rendered(key, claims[key]))

    def _renew_rest(self) -> None:
        """Maps of columns, what is gone of the registers, and identities."""
        maps = {each.name: each for each in self.record.batch.column_maps}
        held = dict(zip(
            self.file.blocks.get("column_map", ()), self.file.batch.column_maps, strict=True
        ))  # fmt: skip
        for block, own in held.items():
            known = maps.pop(own.name, None)
            if known != own:
                self.replaced[block] = list(map_lines(known)) if known else []
        gone = gone_lines(self.record.batch, self.shipped)
        for block, there in enumerate(self.file.document.blocks):
            if GONE.fullmatch(there.node.text):
                self.replaced[block], gone = gone, []
            elif there.node.text.rstrip(":").lower() == NUMBERS:
                self.replaced[block] = [f"{NUMBERS}:", *_identities(self.record.batch)]
        further = [*(list(map_lines(each)) for each in maps.values()), *([gone] if gone else [])]
        if further:
            self.inserted.setdefault(TOP, []).extend(further)

    def _lines(self, first: str) -> Iterator[str]:
        document = self.file.document
        lines = document.lines
        starts = {block.first: place for place, block in enumerate(document.blocks)}
        begun = min((block.above for block in document.blocks), default=len(lines) + 1)
        if not document.header_line:
            yield first
            yield from [""] if lines and lines[0].strip() else ()
        number, blank = 1, True
        while number <= len(lines):
            if number == begun:
                for added in self.inserted.get(TOP, ()):
                    yield from [*([] if blank else [""]), *added, ""]
                    blank = True
            if number == document.header_line:
                yield first
                blank = False
                number += 1
                continue
            place = starts.get(number)
            if place is None:
                blank = not lines[number - 1].strip()
                yield lines[number - 1]
                number += 1
                continue
            block = document.blocks[place]
            kept = self.replaced.get(place)
            yield from self._old_lines(place) if kept is None else kept
            blank = False
            number = block.last + 1
            if kept == [] and number <= len(lines) and not lines[number - 1].strip():
                number += 1  # the empty line behind a block that is gone
                blank = True
            for added in self.inserted.get(place, ()):
                yield from [*([] if blank else [""]), *added]
                blank = False
        if not document.blocks:
            for added in self.inserted.get(TOP, ()):
                yield from ["", *added]


def _identities(batch: Batch) -> Iterator[str]:
    for event in batch.events:
        words = [str(event.id or 0), name(event.handle or ""), event.uuid or ""]
        yield f"{STEP}{' '.join(filter(None, words))}"
