"""PDF: the text of each page, by pypdf."""

import io
import re
from collections.abc import Callable

from tracker.errors import InvalidInput, Refused
from tracker.formats.articles.page import INSTALL
from tracker.formats.articles.plain import reflowed
from tracker.formats.parser_errors import parser_errors
from tracker.model.drafting import Article

PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?", re.IGNORECASE)


def read_pdf(data: bytes, name: str, advance: Callable[[int], None] | None = None) -> Article:
    """Read the text of a PDF, with the places at which its pages begin.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What it is called.
    advance : callable, optional
        Is told after each page how many bytes that makes of the file, about.

    Returns
    -------
    Article
        The text, and the title and author that the file names. The day on which the file was made
        is not that of the text, and is left out.

    Raises
    ------
    Refused
        If pypdf is not installed.
    InvalidInput
        If it is locked by a password, or damaged.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise Refused(f"{name} is a PDF, which pypdf reads: {INSTALL}. Or save its text.") from None
    with parser_errors(f"{name} cannot be read as PDF"):
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InvalidInput(f"{name} is locked by a password; unlock it first.")
        count = len(reader.pages)
        described = reader.metadata
        title = (described.title if described else "") or ""
        author = (described.author if described else "") or ""
    parts: list[str] = []
    pages: list[int] = []
    length = 0
    for number in range(count):
        with parser_errors(f"Page {number + 1} of {name} cannot be read"):
            page = reader.pages[number].extract_text() or ""
        words = reflowed(_without_number(page))
        pages.append(length)
        parts.append(words)
        length += len(words) + 2
        if advance is not None:
            advance(len(data) * (number + 1) // count)
    return Article("\n\n".join(parts), title=str(title).strip(), author=str(author).strip(),
                   pages=tuple(pages))  # fmt: skip


def _without_number(page: str) -> str:
    """The text of a page without its number, where that stands alone at its head or foot."""
    lines = page.split("\n")
    while lines and (not lines[0].strip() or PAGE_NUMBER.fullmatch(lines[0].strip())):
        lines.pop(0)
    while lines and (not lines[-1].strip() or PAGE_NUMBER.fullmatch(lines[-1].strip())):
        lines.pop()
    return "\n".join(lines)
