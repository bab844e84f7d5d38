"""Reading of the text file: its blocks as drafts, each with the line that it stands on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.errors import SeveralRefused
from tracker.formats.text.blocks import names_of, read_block
from tracker.formats.text.document import Document, parse
from tracker.formats.text.found import Found, identified, refuse_twins, resolve_ends
from tracker.formats.text.heads import FILE_NAMES
from tracker.model.chronicle import Batch
from tracker.model.event_line import LineNames
from tracker.model.merging import ALL_READ, Unread


@dataclass
class TextFile:
    """A text file that was read: its lines and blocks, and what they say.

    Attributes
    ----------
    document : Document
        The lines and the blocks.
    batch : Batch
        The drafts. Its `lines` and `further_lines` say where each stands.
    blocks : mapping of str to tuple of int
        For each kind the places in `document.blocks` that its drafts come from.
    unread : Unread
        What cannot be read; the drafts are without it.
    """

    document: Document
    batch: Batch
    blocks: Mapping[str, tuple[int, ...]]
    unread: Unread = ALL_READ


def read(lines: Iterable[str], names: LineNames = FILE_NAMES) -> Batch:
    """Read a text file that a person, or `export`, has written.

    Parameters
    ----------
    lines : iterable of str
        The lines of the file.
    names : LineNames
        What is known of the names in it.

    Returns
    -------
    Batch
        The records as drafts, in the order of the file.

    Raises
    ------
    InvalidInput
        If a line cannot be read; the sentence names the line and says why.

    Examples
    --------
    >>> batch = read(["2016-10-03 RUS > USA threat: Moscow warns", "  [wire B2]"])
    >>> batch.events[0].title, batch.events[0].citations[0].credibility
    ('Moscow warns', 2)
    """
    found = read_file(lines, names)
    if len(found.unread.refused) == 1:
        raise found.unread.refused[0]
    if found.unread.refused:
        raise SeveralRefused("lines cannot be read", found.unread.refused)
    return found.batch


def read_file(lines: Iterable[str], names: LineNames = FILE_NAMES) -> TextFile:
    """Read a text file, and keep what stands where; what cannot be read is noted by its line.

    Examples
    --------
    >>> read_file(["2016 threat: Moscow warns", "  place: Moscow"]).blocks["event"]
    (0,)
    """
    document = parse(lines)
    found = Found()
    for place, block in enumerate(document.blocks):
        with found.going_on(block.node.number):
            read_block(found, block.node, place, names)
        if block.node.number in found.broken:
            found.unread |= names_of(block.node)
    events = identified(found)
    found.values["event"] = events
    refuse_twins(found)
    resolve_ends(found)
    records: dict[str, Any] = {f"{kind}s": tuple(each) for kind, each in found.values.items()}
    return TextFile(
        document,
        Batch(
            **records,
            complete=document.complete,
            lines=tuple(found.lines["event"]),
            further_lines={kind: tuple(each) for kind, each in found.lines.items()},
            cited=tuple({(each.title, each.reliability, each.publisher, each.published): each
                         for each in found.about}.values()),
            head=document.head,
            gone=frozenset(found.gone),
        ),
        {kind: tuple(each) for kind, each in found.blocks.items()},
        Unread(tuple(found.refused), frozenset(found.broken), frozenset(found.unread)),
    )  # fmt: skip


def is_text(beginning: str) -> bool:
    """Say by its first line whether a file is of this format.

    >>> is_text("tracker text 1 complete"), is_text("date,title")
    (True, False)
    """
    return beginning.startswith("tracker text ")
