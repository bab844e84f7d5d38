"""Reading of an article, by what its first bytes say it is."""

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from tracker.config import Limits
from tracker.errors import InvalidInput, NotFound, shown
from tracker.formats.articles.mail import read_mail
from tracker.formats.articles.page import read_html
from tracker.formats.articles.pdf import read_pdf
from tracker.formats.articles.plain import decoded, read_text
from tracker.formats.articles.word import read_word
from tracker.formats.input_names import STANDARD, name_of
from tracker.formats.limits import DEFAULT, too_large
from tracker.model.drafting import Article

Advance = Callable[[int], None]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--")
MAIL = (b"received:", b"return-path:", b"from:", b"delivered-to:", b"mime-version:", b"date:",
        b"message-id:", b"subject:", b"to:", b"x-")  # fmt: skip
BEGINNING = 1024


def read_article(path: Path, limits: Limits = DEFAULT, advance: Advance | None = None) -> Article:
    """Read the main text of a file.

    Parameters
    ----------
    path : Path
        The file; ``-`` is standard input.
    limits : Limits, optional
        How large it may be at most.
    advance : callable, optional
        Is told how many bytes of it have been read, page by page.

    Returns
    -------
    Article
        The text, with title, author and day where the file says them.

    Raises
    ------
    NotFound
        If it is not there.
    InvalidInput
        If it cannot be read, is none of these kinds, or has no words.
    """
    name = name_of(path)
    data = _bytes(path, name, limits)
    article = _read(data, path.suffix.lower(), name, limits, advance)
    if not any(letter.isalpha() for letter in article.text):
        raise InvalidInput(f"{name} has no words to read.{_scanned(data)}")
    return article


def _bytes(path: Path, name: str, limits: Limits) -> bytes:
    try:
        if path == STANDARD:
            data = sys.stdin.buffer.read(limits.max_unpacked + 1)
        else:
            with path.open("rb") as file:
                data = file.read(limits.max_unpacked + 1)
    except FileNotFoundError:
        raise NotFound("file", str(path)) from None
    except OSError as error:
        raise InvalidInput(f"{shown(path)} cannot be read: {error.strerror or error}.") from None
    if len(data) > limits.max_unpacked:
        raise InvalidInput(f"{name}: {too_large(limits)}")
    if not data.strip():
        raise InvalidInput(f"{name} is empty.")
    return data


def _read(data: bytes, suffix: str, name: str, limits: Limits, advance: Advance | None) -> Article:
    begins = data[:BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data[:BEGINNING].lstrip().startswith(b"%PDF-"):
        return read_pdf(data, name, advance)
    if data.startswith(b"PK\x03\x04"):
        if not zipfile.is_zipfile(io.BytesIO(data)):
            raise InvalidInput(f"{name} is a packed file that is cut short.")
        return read_word(data, name, limits)
    if data.startswith(OLE):
        raise InvalidInput(
            f"{name} is an old document of Word, or a locked one; save it as .docx or as text."
        )
    if data.startswith(b"{\\rtf"):
        raise InvalidInput(f"{name} is rich text; save it as .docx or as text.")
    if begins.startswith(HTML) or suffix in (".html", ".htm", ".xhtml"):
        return read_html(data, name)
    if suffix == ".eml" or (begins.startswith(MAIL) and b"\nsubject:" in b"\n" + begins):
        return read_mail(data, name)
    if b"\0" in data[:BEGINNING] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidInput(f"{name} is no text; read are text, HTML, PDF, .docx and mails (.eml).")
    return read_text(decoded(data))


def _scanned(data: bytes) -> str:
    if data.lstrip().startswith(b"%PDF-"):
        return " Its pages may be pictures: let a program for text recognition read them first."
    return ""
