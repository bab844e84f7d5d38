"""Reading of one block of the text file: an event with what stands below it, or an entry."""

import re
from contextlib import nullcontext, suppress
from typing import Any
from uuid import UUID

from tracker.errors import InvalidInput, TrackerError, excerpt
from tracker.formats.jsonl import KINDS
from tracker.formats.jsonl.kinds import CITATION
from tracker.formats.text.citing import FIELD, citations_read, said_of_source
from tracker.formats.text.claims import (
    LINK,
    NOTE,
    ORDER,
    SAID,
    link_read,
    note_read,
    order_read,
    plain,
    said_read,
)
from tracker.formats.text.document import Node
from tracker.formats.text.found import NAMED, Found, called
from tracker.formats.text.heads import NAMELESS, TYPELESS, head_read
from tracker.formats.text.judgements import judgement_read
from tracker.formats.text.values import QUOTED, joined, listed_texts, value_read
from tracker.model.event_line import LineNames
from tracker.model.names import folded, slug

Record = dict[str, Any]
REGISTER = re.compile(
    r"(?P<kind>actor|type|source|relation)\s+(?P<rest>\S.*)", re.IGNORECASE
)  # fmt: skip
MAP = re.compile(r"map\s+(?P<name>[\w-]+)", re.IGNORECASE)
GONE = re.compile(r"removed\s+(?P<kind>actors|types|relations):(?P<codes>.*)", re.IGNORECASE)
PART = re.compile(
    r"(?P<whole>[^\s()]+)(?:\s+\((?:from\s+(?P<valid_from>\S+?))?\s*(?:(?:to|until)\s+"
    r"(?P<valid_to>\S+?))?\))?"
)
TAGS = re.compile(r'(?:#(?:"[^"]+"|\w+(?:[-.:/]\w+)*)\s*)+')
NUMBERS = "identities"
IDENTITY = re.compile(rf"(?P<id>\d+)\s+(?P<handle>{QUOTED.pattern}|\S+)(?:\s+(?P<uuid>\S+))?")


def read_block(found: Found, node: Node, place: int, names: LineNames) -> None:
    """Read the block that begins with a line, the one at this place in the file."""
    if match := REGISTER.fullmatch(node.text):
        _read_register(found, node, place, match["kind"].lower(), match["rest"])
    elif match := GONE.fullmatch(node.text):
        kind = match["kind"].lower().removesuffix("s")
        found.gone |= {(kind, code) for code in listed_texts(match["codes"])}
    elif match := MAP.fullmatch(node.text):
        record = _fields(found, node, "column_map", {"name": match["name"]})
        found.add("column_map", record, node, place)
    elif node.text.rstrip(":").lower() == NUMBERS:
        _read_identities(found, node)
    else:
        _read_event(found, node, place, names)


def _read_register(found: Found, node: Node, place: int, kind: str, rest: str) -> None:
    match = re.fullmatch(r'("(?:[^"\\]|\\.)*"|[^\s:]+)\s*(?::\s*(.*))?', rest)
    if match is None:
        node.refuse(f"a block of kind {kind} begins with {kind} CODE: {NAMED[kind].upper()}.")
    record: Record = {"code": plain(match[1])}
    if match[2]:
        record[NAMED[kind]] = joined([match[2]])
    record = _fields(found, node, kind, record)
    # What a field that cannot be read leaves missing is no mistake of its own.
    with suppress(InvalidInput) if node.number in found.broken else nullcontext():
        found.add(kind, record, node, place)


def _fields(found: Found, node: Node, kind: str, record: Record) -> Record:
    """The record of a block whose lines are all fields."""
    for child in node.children:
        with found.going_on(node.number):
            _read_own_field(child, kind, record)
    return record


def _read_own_field(node: Node, kind: str, record: Record) -> None:
    shapes = KINDS[kind].fields
    match = FIELD.fullmatch(node.text)
    key = match["key"].lower().replace("-", "_") if match else ""
    if match is None or key not in shapes:
        known = ", ".join(f"{each.replace('_', '-')}:" for each in shapes if each != "code")
        node.refuse(f"a block of kind {kind.replace('_', ' ')} has {known}.")
    _put(node, record, key, _value(node, kind, key, node.pieces(match["value"] or "")))


def _value(node: Node, kind: str, key: str, pieces: list[str]) -> Any:
    if key == "part_of" and not pieces[0].startswith("[{"):
        wholes = []
        for text in listed_texts(" ".join(pieces)):
            match = PART.fullmatch(text)
            if match is None:
                node.refuse(f"{excerpt(text)} is no whole: part-of: USA (from 2013 to 2017); NATO.")
            wholes.append({name: held for name, held in match.groupdict().items() if held})
        return wholes
    try:
        return value_read(key, KINDS[kind].fields[key], pieces)
    except InvalidInput as error:
        node.refuse(str(error))


def _put(node: Node, record: Record, key: str, value: Any) -> None:
    if key in record and isinstance(value, list) and key in ("tags", "by", "to"):
        value = [*record[key], *value]
    elif key in record and record[key] not in (NAMELESS, TYPELESS):
        node.refuse(f"{key.replace('_', '-')} is said twice in this block.")
    if value not in ("", []):
        record[key] = value


def _read_event(found: Found, node: Node, place: int, names: LineNames) -> None:
    try:
        line = head_read(node.text, names)
    except TrackerError as error:
        _read_headless(found, node, place)
        node.refuse(str(error))
    record: Record = {"date": line.date.text, "title": line.title, "type": line.type}
    for key in ("by", "to", "tags"):
        if held := getattr(line, key):
            record[key] = list(held)
    for key in ("place", "status"):
        if held := getattr(line, key):
            record[key] = str(held)
    handles = [child for child in node.children if FIELD.fullmatch(child.text)
               and child.text.lower().startswith("handle")]  # fmt: skip
    handle = f"\n{place}"  # stands for one that is not said
    if handles:
        handle = joined(handles[0].pieces(handles[0].text.partition(":")[2].strip()))
    inline = Node(node.number, node.indent, "", [])
    cited = []
    for source in line.sources:
        said: Record = {"source": source.title}
        if source.grade is not None:
            said["credibility"] = source.grade.credibility
        if source.locator:
            said["locator"] = source.locator
        cited.append({key: held for key, held in said.items() if held is not None})
        found.about += said_of_source(source)
    for way, links in (("because", line.because), ("leads-to", line.leads_to)):
        for link in links:
            words = [link.event, link.relation or "leads-to", link.likelihood]
            inline.text = f"{way} {' '.join(filter(None, words))}"
            found.add("link", link_read(inline, handle, found.about), node, place)
    for child in node.children:
        with found.going_on(node.number):
            cited += _read_item(found, child, record, handle, place)
    if cited:
        record["citations"] = cited
    if not handles:
        found.add("event", record, node, place)
        return
    record["handle"] = handle
    found.add("event", record, node, place)


def _read_headless(found: Found, node: Node, place: int) -> None:
    """Note what is wrong below a first line that cannot be read; it is read for nothing else."""
    aside = Found()
    for child in node.children:
        with aside.going_on(node.number):
            _read_item(aside, child, {}, f"\n{place}", place)
    found.refused += aside.refused


def names_of(node: Node) -> set[str]:
    """What the event or the entry of a block may be called of which something cannot be read."""
    if match := REGISTER.fullmatch(node.text):
        return {plain(match["rest"].partition(":")[0])}
    title = re.sub(r"\s*[\[@#].*", "", node.text.rpartition(": ")[2])
    found = {folded(title), slug(title)}
    for child in node.children:
        match = FIELD.fullmatch(child.text)
        if match and match["key"].lower() == "handle":
            found |= called(joined([match["value"] or ""]))
    return found


def _read_item(found: Found, node: Node, record: Record, handle: str, place: int) -> list[Record]:
    """Read one line of an event's block, with those below it; gives its citations."""
    text = node.text
    if text.startswith("["):
        return citations_read(node, found.about)
    if TAGS.fullmatch(text):
        tags = [tag.strip('#" ') for tag in re.findall(r'#(?:"[^"]+"|\S+)', text)]
        _put(node, record, "tags", tags)
    elif LINK.fullmatch(text):
        found.add("link", link_read(node, handle, found.about), node, place)
    elif ORDER.fullmatch(text):
        found.add("order", order_read(node, handle, found.about), node, place)
    elif SAID.fullmatch(text):
        record.setdefault("claims", []).append(said_read(node))
    elif NOTE.fullmatch(text):
        record.setdefault("notes", []).append(note_read(node))
    elif (judgement := judgement_read(node, handle)) is not None:
        found.add(judgement[0], judgement[1], node, place)
    else:
        _read_field(found, node, record, handle, place)
    return []


def _read_field(found: Found, node: Node, record: Record, handle: str, place: int) -> None:
    match = FIELD.fullmatch(node.text)
    key = match["key"].lower().replace("-", "_") if match else ""
    if match is not None and key == "formerly":
        for former in listed_texts(" ".join(node.pieces(match["value"] or ""))):
            found.add("former_handle", {"handle": former, "event": handle}, node, place)
        return
    if match is None or key not in KINDS["event"].fields:
        if text_is_tags(node.text):
            node.refuse(
                "tags stand alone on a line, as #arms #syria; a comment has `# ` before it."
            )
        if key in CITATION.fields:
            node.refuse(
                f"{key.replace('_', '-')}: is said of a source; put the line right below the "
                "source's [bracket], indented further than that."
            )
        known = ", ".join(f"{each}:" for each in KINDS["event"].fields)
        node.refuse(
            f"{excerpt(node.text)} is nothing that an event has. Below its first line stand "
            f"sources as [wire B2, p. 4], because, leads-to, after, before, claimed by, note, "
            f"without, explanation, evidence, #tags, formerly:, {known}."
        )
    _put(node, record, key, _value(node, "event", key, node.pieces(match["value"] or "")))


def text_is_tags(text: str) -> bool:
    """Say whether a line of a block begins as tags do."""
    return text.startswith("#")


def _read_identities(found: Found, node: Node) -> None:
    for child in node.children:
        match = IDENTITY.fullmatch(child.text)
        try:
            uuid = {} if match is None or not match["uuid"] else {"uuid": str(UUID(match["uuid"]))}
        except ValueError:
            match = None
        if match is None:
            child.refuse("an identity is the number, the handle and the UUID of an event.")
        found.identities[plain(match["handle"])] = {"id": int(match["id"]), **uuid}
