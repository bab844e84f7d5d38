"""Writing of the text file: sources and registers, the events in order of time, identities last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.formats.jsonl import KINDS, plain_record
from tracker.formats.text.blocks import NUMBERS
from tracker.formats.text.citing import citation_lines
from tracker.formats.text.claims import (
    link_lines,
    note_lines,
    order_lines,
    said_lines,
)
from tracker.formats.text.document import header
from tracker.formats.text.found import NAMED
from tracker.formats.text.heads import head_written
from tracker.formats.text.judgements import judgement_line
from tracker.formats.text.values import STEP, is_seen, joined, listed, name, written
from tracker.model.batches import batch_of
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft

HEAD = 16  # digits of a head that tell it from others
OTHERWISE = ("citations", "notes", "claims", "id", "uuid", "handle")  # not written as fields
Letters = Mapping[str, str | None]


@dataclass
class EventBlock:
    """An event with all that stands in its block.

    Attributes
    ----------
    event : EventDraft
        The event itself.
    claims : list of tuple
        The kind and the draft of each link, claim of order and judgement in it.
    formerly : list of str
        The handles that it had.
    """

    event: EventDraft
    claims: list[tuple[str, Any]] = field(default_factory=list)
    formerly: list[str] = field(default_factory=list)


def write(chronicle: Chronicle, complete: bool = True) -> Iterator[str]:
    """Write a chronicle as a text file.

    Parameters
    ----------
    chronicle : Chronicle
        What is to be written.
    complete : bool
        Whether it is all there is. Of the registers stand in the file those that are not as a new
        database has them, as far as `shipped` says, and of a whole record those that are gone.

    Yields
    ------
    str
        One line, without its end.

    Examples
    --------
    >>> list(write(Chronicle(), complete=False))
    ['tracker text 1']
    """
    batch = batch_of(chronicle, complete)
    marking = None if chronicle.marking is None else str(chronicle.marking)
    head = chronicle.head[:HEAD] if chronicle.head and complete else None
    yield header(complete, head, marking)
    yield from batch_lines(batch, chronicle.shipped, with_identities=complete)


def batch_lines(
    batch: Batch, shipped: Batch | None = None, with_identities: bool = False
) -> Iterator[str]:
    """Write the blocks of a batch, with an empty line before each.

    Parameters
    ----------
    batch : Batch
        The drafts.
    shipped : Batch, optional
        The registers that a new database begins with, which are left out.
    with_identities : bool
        Whether the numbers and identities of events stand at the end.

    Yields
    ------
    str
        One line, without its end.
    """
    letters = letters_of(batch)
    for kind, plural in (("source", "sources"), ("actor", "actors"), ("type", "types"),
                         ("relation", "relations")):  # fmt: skip
        for value in beside(getattr(batch, plural), shipped, plural):
            yield ""
            yield from register_lines(kind, value)
    for column_map in batch.column_maps:
        yield ""
        yield from map_lines(column_map)
    if batch.complete:
        gone = gone_lines(batch, shipped)
        yield from ["", *gone] if gone else ()
    for block in event_blocks(batch):
        yield ""
        yield from event_lines(block, letters)
    if with_identities and batch.events:
        yield from ["", f"{NUMBERS}:"]
        for event in batch.events:
            words = [str(event.id or 0), name(event.handle or ""), event.uuid or ""]
            yield f"{STEP}{' '.join(filter(None, words))}"


def letters_of(batch: Batch) -> dict[str, str | None]:
    """Give the letters of the sources of a batch, by their codes."""
    return {source.code: source.reliability for source in batch.sources}


def beside(values: Iterable[Any], shipped: Batch | None, plural: str) -> list[Any]:
    """Give the values of a register that are not as a new database has them."""
    known = {} if shipped is None else {each.code: each for each in getattr(shipped, plural, ())}
    return [each for each in values if known.get(each.code) != each]


def gone_lines(batch: Batch, shipped: Batch | None) -> list[str]:
    """Give a line for each register in which something is gone that a new database has."""
    found = []
    for plural in ("actors", "types", "relations") if shipped is not None else ():
        there = {each.code for each in getattr(batch, plural)}
        gone = [each.code for each in getattr(shipped, plural) if each.code not in there]
        if gone:
            found.append(f"removed {plural}: {listed(gone)}")
    return found


def event_blocks(batch: Batch) -> list[EventBlock]:
    """Give the events in order of time, each with the claims that stand in its block.

    A link stands with its effect, a claim of order with the later event.
    """
    blocks = {
        event.handle: EventBlock(event) for event in sorted(batch.events, key=order_of)
    }  # fmt: skip
    for kind, end in (("link", "effect"), ("order", "after"), ("rival", "event"),
                      ("rating", "event"), ("counterfactual", "effect")):  # fmt: skip
        for value in getattr(batch, f"{kind}s"):
            blocks[getattr(value, end)].claims.append((kind, value))
    for former in batch.former_handles:
        blocks[former.event].formerly.append(former.handle)
    return list(blocks.values())


def order_of(event: EventDraft) -> tuple[Any, ...]:
    """Give what events are sorted by: their earliest moment, then their numbers."""
    return bounds_of(event.date), event.id or 0


def bounds_of(date: EventDate) -> str:
    """Give the moment from which a date may be, to be compared with others."""
    return date.start.isoformat()


def register_lines(kind: str, value: Any) -> Iterator[str]:
    r"""Write an actor, a type, a relation or a source.

    Examples
    --------
    >>> from tracker.model.source import Source
    >>> print(*register_lines("source", Source("wire", "The Wire", reliability="B")), sep="\n")
    source wire: The Wire
      reliability: B
    """
    record = plain_record(kind, value)
    code, title = record.pop("code"), record.pop(NAMED[kind], "")
    shapes = KINDS[kind].fields
    is_plain = title and is_seen(title) and title == title.strip() and joined([title]) == title
    yield f"{kind} {name(code)}{f': {title}' if is_plain else ''}"
    if not is_plain and title:
        yield from written(NAMED[kind], shapes[NAMED[kind]], title, STEP)
    for key, held in record.items():
        if key == "part_of" and (wholes := _wholes(held)) is not None:
            yield f"{STEP}part-of: {wholes}"
        else:
            yield from written(key, shapes[key], held, STEP)


def _wholes(parts: Sequence[Mapping[str, str]]) -> str | None:
    """The wholes of an actor on one line; None where they cannot be read back."""
    from tracker.formats.text.blocks import PART

    told = []
    for part in parts:
        since, until = part.get("valid_from"), part.get("valid_to")
        begun = f"from {since}" if since else ""
        ended = f"{'to' if since else 'until'} {until}" if until else ""
        life = " ".join(filter(None, (begun, ended)))
        text = f"{part['whole']} ({life})" if life else part["whole"]
        match = PART.fullmatch(text)
        if match is None or ";" in text or '"' in text or not is_seen(text):
            return None
        if {key: held for key, held in match.groupdict().items() if held} != part:
            return None
        told.append(text)
    return "; ".join(told)


def map_lines(value: Any) -> Iterator[str]:
    """Write how a table is read that is remembered under a name."""
    record = plain_record("column_map", value)
    yield f"map {record.pop('name')}"
    for key, held in record.items():
        yield from written(key, KINDS["column_map"].fields[key], held, STEP)


def event_lines(block: EventBlock, letters: Letters) -> Iterator[str]:
    """Write the block of an event.

    Parameters
    ----------
    block : EventBlock
        The event and what stands with it.
    letters : mapping of str to str or None
        The letters of sources, by their codes.

    Yields
    ------
    str
        One line, without its end.

    Examples
    --------
    >>> from tracker.model.dates import EventDate
    >>> draft = EventDraft("Talks fail", EventDate.parse("2016-10-03"), "statement", ("RUS",),
    ...                    handle="talks-fail")
    >>> list(event_lines(EventBlock(draft), {}))
    ['2016-10-03 RUS statement: Talks fail', '  handle: talks-fail']
    """
    record = plain_record("event", block.event)
    line, left = head_written(record)
    yield line
    shapes = KINDS["event"].fields
    if block.event.handle:
        yield from written("handle", shapes["handle"], block.event.handle, STEP)
    if block.formerly:
        yield f"{STEP}formerly: {listed(block.formerly)}"
    yield from field_lines(record, left)
    yield from citation_lines(record.get("citations", ()), letters, STEP)
    yield from claim_lines(block, record, letters)


def field_lines(record: Mapping[str, Any], left: Mapping[str, Any]) -> Iterator[str]:
    """Write the fields of an event that its first line has no room for."""
    held = ("date", "title", "type", "by", "to", "place", "status", "tags", *OTHERWISE)
    for key, shape in KINDS["event"].fields.items():
        if key in left or (key in record and key not in held):
            yield from written(key, shape, record[key], STEP)


def claim_lines(block: EventBlock, record: Mapping[str, Any], letters: Letters) -> Iterator[str]:
    """Write what is claimed of an event, and what the analyst says of it."""
    handle = block.event.handle
    for said in record.get("claims", ()):
        yield from said_lines(said, STEP)
    for kind, value in block.claims:
        claim = plain_record(kind, value)
        if kind == "link":
            yield from link_lines(claim, letters, STEP, claim["effect"] != handle)
        elif kind == "order":
            yield from order_lines(claim, letters, STEP, claim["after"] != handle)
        else:
            yield judgement_line(kind, claim, STEP)
    for note in record.get("notes", ()):
        yield from note_lines(note, STEP)
