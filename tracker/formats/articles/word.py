"""Documents of Word: their paragraphs, by python-docx."""

import io
import zipfile

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.limits import too_large
from tracker.formats.parser_errors import parser_errors
from tracker.model.drafting import Article

BODY = "word/document.xml"


def read_word(data: bytes, name: str, limits: Limits) -> Article:
    """Read the paragraphs of a document.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What it is called.
    limits : Limits
        How large it may be unpacked.

    Returns
    -------
    Article
        The text, and the title and author that the document names.

    Raises
    ------
    InvalidInput
        If it is no document of Word, is damaged, or is larger than the limits allow.
    """
    with parser_errors(f"{name} cannot be unpacked"):
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    if BODY not in {member.filename for member in members}:
        raise InvalidInput(f"{name} is a packed file, but no document of Word; unpack it first.")
    if sum(member.file_size for member in members) > limits.max_unpacked:
        raise InvalidInput(f"{name}: {too_large(limits)}")
    with parser_errors(f"{name} cannot be read as a document of Word"):
        from docx import Document

        document = Document(io.BytesIO(data))
        paragraphs = [" ".join(each.text.split()) for each in document.paragraphs]
        described = document.core_properties
        title, author = described.title or "", described.author or ""
    text = "\n\n".join(filter(None, paragraphs))
    # What python-docx itself writes into documents that nobody described.
    return Article(text, title=title, author="" if author == "python-docx" else author)
