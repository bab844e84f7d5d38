"""A chronology as a Word document, with its sources as footnotes of the page."""

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from tracker.formats.chronology.content import Chronology, Note, Paragraph, Run, chronology_of
from tracker.model.chronicle import Chronicle

if TYPE_CHECKING:
    from docx.document import Document

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT_STYLE, MARK_STYLE = "Footnote Text", "Footnote Reference"
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
    "<w:continuationSeparator/></w:r></w:p></w:footnote>"
)
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP archive knows


def write(chronicle: Chronicle, _: bool = True) -> bytes:
    """Write the events year by year, each with what led to it, as a .docx file.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and sources.

    Returns
    -------
    bytes
        The file. The same chronicle gives the same bytes.

    Notes
    -----
    Footnotes are a part of their own (ECMA-376, part 1, 17.11), which python-docx carries and has
    no calls for. Each mark is a footnote of its own, as word processors want it.

    Examples
    --------
    >>> write(Chronicle())[:2]
    b'PK'
    """
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    told = chronology_of(chronicle)
    document = Document()
    text = document.styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    document.styles.add_style(MARK_STYLE, WD_STYLE_TYPE.CHARACTER).font.superscript = True
    document.core_properties.title = "Chronology"
    document.core_properties.author = document.core_properties.comments = ""
    document.add_heading("Chronology", 0)
    if told.marking:
        document.add_paragraph().add_run(told.marking).bold = True
    notes = _body(document, told)
    _add_footnotes(document, text.style_id, notes)
    held = io.BytesIO()
    document.save(held)
    return _undated(held.getvalue())


def _body(document: "Document", told: Chronology) -> list[Note]:
    """Write years and entries; the notes of the marks, in their order."""
    by_number = {note.number: note for note in told.notes}
    notes: list[Note] = []
    for year, entries in told.years:
        document.add_heading(str(year), 1)
        for entry in entries:
            _fill(document.add_paragraph(), entry.event, by_number, notes)
            for said in entry.said:
                paragraph = document.add_paragraph(style="List Bullet")
                _fill(paragraph, said, by_number, notes)
    return notes


def _fill(paragraph: Any, pieces: Paragraph, by_number: dict[int, Note], notes: list[Note]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for piece in pieces:
        if isinstance(piece, Run):
            run = paragraph.add_run(piece.text)
            run.bold, run.italic = piece.bold or None, piece.italic or None
            continue
        notes.append(by_number[piece.number])
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(len(notes)))
        paragraph.add_run(style=MARK_STYLE)._r.append(mark)


def _add_footnotes(document: "Document", style: str, notes: list[Note]) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    numbers: dict[int, int] = {}  # where a note stands first, by the number that texts refer to
    for place, note in enumerate(notes, start=1):
        numbers.setdefault(note.number, place)
    written = "".join(
        f'<w:footnote w:id="{place}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(_words(note, place, numbers))}</w:t></w:r>'
        "</w:p></w:footnote>"
        for place, note in enumerate(notes, start=1)
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:footnotes xmlns:w="{MAIN}">{SEPARATORS}{written}</w:footnotes>'
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        xml.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _words(note: Note, place: int, numbers: dict[int, int]) -> str:
    """The words of a footnote; the same passage again refers to the footnote that has it."""
    first = numbers[note.number]
    if first != place:
        return f"As note {first}."
    before = note.before if note.again is None else f"{note.before}{numbers[note.again]}"
    return f"{', '.join(filter(None, (before, note.address, note.behind)))}."


def _undated(document: bytes) -> bytes:
    """The same archive without the moment at which it was packed."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as packed,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in packed.namelist():
            again.writestr(zipfile.ZipInfo(name, EPOCH), packed.read(name), zipfile.ZIP_DEFLATED)
    return held.getvalue()
