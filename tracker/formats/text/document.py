"""Lines of a text file as blocks: a line at the margin, and the lines indented below it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from tracker.errors import InvalidInput
from tracker.formats.text.values import is_comment

HEADER = "tracker text"
VERSION = 1
HEADING = re.compile(
    rf"{HEADER}\s+(?P<version>\d+)(?P<complete>\s+complete)?(?:\s+at\s+(?P<head>[0-9a-f]{{8,64}}))?"
    r"(?:\s+(?P<marking>TLP:\S+))?"
)


@dataclass
class Node:
    """A line of a block, without comments: its number, its words, and the lines that are below it.

    Attributes
    ----------
    number : int
        The line of the file, the first being 1.
    indent : int
        The blanks before it.
    text : str
        Its words, without outer blanks.
    children : list of Node
        The lines that are indented further.
    """

    number: int
    indent: int
    text: str
    children: list["Node"] = field(default_factory=list)

    def pieces(self, first: str) -> list[str]:
        """Give the lines of a value that begins on this line with `first`."""
        return [first, *(node.text for node in self.within())]

    def within(self) -> Iterator["Node"]:
        """Give all lines below this one, in their order."""
        for child in self.children:
            yield child
            yield from child.within()

    def refuse(self, reason: str) -> NoReturn:
        """Refuse the line."""
        raise InvalidInput(f"Line {self.number}: {reason}")


@dataclass
class Block:
    """One block of a file: what it is of, and where it stands.

    Attributes
    ----------
    node : Node
        Its first line, with those below.
    first, last : int
        The numbers of its first line and of the last one that belongs to it.
    above : int
        The number of the first line of comments that stand right above it, else `first`.
    """

    node: Node
    first: int
    last: int
    above: int


@dataclass
class Document:
    """A text file: its lines, its header and its blocks."""

    lines: list[str]
    blocks: list[Block]
    version: int = VERSION
    complete: bool = False
    head: str | None = None
    header_line: int = 0  # 0 where there is none


def parse(lines: Iterable[str]) -> Document:
    """Find the blocks of a text file.

    Parameters
    ----------
    lines : iterable of str
        Its lines, with or without their ends.

    Returns
    -------
    Document
        The blocks, in the order of the file.

    Raises
    ------
    InvalidInput
        If a newer tracker wrote it, or if a line is indented and nothing stands above it.

    Examples
    --------
    >>> document = parse(["# Talks", "2016 threat: Moscow warns", "  place: Moscow"])
    >>> [(block.above, block.first, block.last) for block in document.blocks]
    [(1, 2, 3)]
    """
    found = Document([line.rstrip("\r\n") for line in lines], [])
    if found.lines:
        found.lines[0] = found.lines[0].removeprefix("\ufeff")
    stack: list[Node] = []
    comments: int | None = None  # where the comments right above began
    for number, line in enumerate(found.lines, start=1):
        words = line.strip()
        wide = line.expandtabs()
        indent = len(wide) - len(wide.lstrip())
        if not words:
            comments = None
            continue
        if is_comment(words) or (indent == 0 and words.startswith("#")):
            if indent == 0:
                comments = comments or number
            elif found.blocks and stack:
                found.blocks[-1].last = number
            continue
        node = Node(number, indent, words)
        if indent == 0:
            if HEADING.match(words) and not found.blocks:
                _read_header(found, node)
                comments, stack = None, []
                continue
            found.blocks.append(Block(node, number, number, comments or number))
            comments, stack = None, [node]
            continue
        if not stack:
            node.refuse(
                "it is indented, and no block begins above it: an event begins at the margin, such "
                "as 2016-10-03 RUS > USA threat: Moscow warns."
            )
        while stack[-1].indent >= indent:
            stack.pop()
        stack[-1].children.append(node)
        stack.append(node)
        found.blocks[-1].last = number
        comments = None
    return found


def _read_header(found: Document, node: Node) -> None:
    match = HEADING.fullmatch(node.text)
    if match is None:
        node.refuse(
            f"the header reads `{HEADER} {VERSION}`, and `complete` behind it where the file holds "
            "the whole record."
        )
    if int(match["version"]) > VERSION:
        node.refuse(
            f"a newer tracker wrote it; this one reads up to {VERSION}. Bring tracker up to date."
        )
    if found.header_line:
        node.refuse("there is a header already.")
    found.header_line = node.number
    found.complete = match["complete"] is not None
    found.head = match["head"]


def header(complete: bool, head: str | None, marking: str | None) -> str:
    """Write the first line of a file.

    Examples
    --------
    >>> header(True, "0123456789abcdef", "TLP:AMBER")
    'tracker text 1 complete at 0123456789abcdef TLP:AMBER'
    """
    whole = " complete" if complete else ""
    state = f" at {head}" if head else ""
    return f"{HEADER} {VERSION}{whole}{state}{f' {marking}' if marking else ''}"
