"""A chronology in Markdown, with its sources as footnotes, for a paper or a wiki."""

import re
from collections.abc import Iterator

from tracker.formats.chronology.content import Mark, Note, Paragraph, chronology_of, is_address
from tracker.model.chronicle import Chronicle

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^])")


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write the events year by year, each with what led to it.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and sources.

    Yields
    ------
    str
        One line, without its end.

    Notes
    -----
    What Markdown would read as its own is escaped. A footnote is a passage of a source, with its
    quotation.

    Examples
    --------
    >>> list(write(Chronicle()))
    ['# Chronology']
    """
    told = chronology_of(chronicle)
    yield "# Chronology"
    if told.marking:
        yield ""
        yield f"**{told.marking}**"
    for year, entries in told.years:
        yield ""
        yield f"## {year}"
        for entry in entries:
            yield ""
            yield f"- {_written(entry.event)}"
            for each in entry.said:
                yield f"  - {_written(each)}"
    if told.notes:
        yield ""
    for note in told.notes:
        yield f"[^{note.number}]: {_note(note)}"


def _written(paragraph: Paragraph) -> str:
    """A paragraph on one line; a blank stands before the first of its marks and between them."""
    found = []
    for piece in paragraph:
        if isinstance(piece, Mark):
            found.append(f" [^{piece.number}]")
        elif piece.text:
            sign = "**" if piece.bold else "*" if piece.italic else ""
            found.append(f"{sign}{_plain(piece.text)}{sign}")
    return "".join(found).strip()


def _note(note: Note) -> str:
    address = f"<{note.address}>" if is_address(note.address) else _plain(note.address)
    before = f"{_plain(note.before)}{note.again or ''}"
    return f"{', '.join(filter(None, (before, address, _plain(note.behind))))}."


def _plain(text: str) -> str:
    r"""A text on one line, with nothing in it that Markdown would read as its own.

    >>> print(_plain("[a](b) *c*"))
    \[a\](b) \*c\*
    """
    blank = " " if text[:1].isspace() else ""
    behind = " " if text[-1:].isspace() and text.strip() else ""
    return SPECIAL.sub(r"\\\1", f"{blank}{' '.join(text.split())}{behind}")
