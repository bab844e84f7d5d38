"""Articles: the text of files as people have them."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from tracker.errors import InvalidInput
from tracker.formats.articles import read_article


def _read(tmp_path: Path, name: str, content: bytes) -> str:
    (tmp_path / name).write_bytes(content)
    return read_article(tmp_path / name).text


def test_lines_of_a_paragraph_are_joined(tmp_path: Path) -> None:
    """Lines that were broken to a width are one paragraph; a word that was parted is whole."""
    text = b"The mili-\r\ntary left\r\nthe town.\r\n\r\nIt came back."
    assert _read(tmp_path, "a.txt", text) == "The military left the town.\n\nIt came back."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_whatever_encoding(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with a mark, UTF-16 and what Windows writes."""
    words = "Côte d’Ivoire expelled the envoy. Señor Müller left for Zürich and Québec."
    assert _read(tmp_path, "a.txt", words.encode(encoding)) == words


def test_a_document_of_word_gives_its_paragraphs_title_and_author(tmp_path: Path) -> None:
    """Empty paragraphs are none."""
    document = Document()
    for words in ("Iran left.", "", "It came back."):
        document.add_paragraph(words)
    document.core_properties.title = "A report"
    document.core_properties.author = "A. Writer"
    held = io.BytesIO()
    document.save(held)
    (tmp_path / "a.docx").write_bytes(held.getvalue())
    article = read_article(tmp_path / "a.docx")
    assert (article.text, article.title, article.author) == (
        "Iran left.\n\nIt came back.", "A report", "A. Writer",
    )  # fmt: skip


def test_another_packed_file_is_no_document(tmp_path: Path) -> None:
    """A sentence says what to do."""
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(InvalidInput, match="no document of Word; unpack it first"):
        read_article(tmp_path / "a.docx")


def test_a_mail_gives_its_own_words_subject_sender_and_day(tmp_path: Path) -> None:
    """What it quotes is of another mail; encoded heads are read."""
    mail = (
        "From: =?utf-8?q?J=C3=BCrgen?= <j@example.org>\r\nSubject: =?utf-8?q?Gespr=C3=A4che?=\r\n"
        "Date: Mon, 03 Oct 2016 23:30:00 -0500\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "Iran left.\r\n> Turkey came.\r\n"
    )
    (tmp_path / "a.eml").write_bytes(mail.encode())
    article = read_article(tmp_path / "a.eml")
    assert (article.text, article.title, article.author, article.published) == (
        "Iran left.", "Gespräche", "Jürgen", "2016-10-03",
    )  # fmt: skip


PAGE = b"""<!DOCTYPE html><html><head><title>Iran leaves</title>
<meta name="author" content="A. Writer"><meta property="article:published_time"
content="2016-10-03T10:00:00Z"></head><body><nav>Menu Home Contact</nav><article><h1>Iran leaves</h1>
<p>Iran left the treaty on Monday, and its officials said that they would not come back to it.</p>
<p>Turkey recalled its ambassador from Tehran in response, and the talks were broken off in the end.</p>
</article><footer>Copyright</footer></body></html>"""


def test_a_page_gives_its_main_text_without_menus(tmp_path: Path) -> None:
    """With title, author and day of what it says of itself."""
    pytest.importorskip("trafilatura")
    (tmp_path / "a.html").write_bytes(PAGE)
    article = read_article(tmp_path / "a.html")
    assert "Iran left the treaty" in article.text
    assert "Menu" not in article.text
    assert (article.title, article.published) == ("Iran leaves", "2016-10-03")


def test_a_pdf_gives_its_pages(tmp_path: Path) -> None:
    """Each page begins where `pages` says."""
    pytest.importorskip("pypdf")
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    with PdfPages(tmp_path / "a.pdf") as pages:
        for words in ("Iran left the treaty.", "Turkey came back."):
            figure = Figure()
            figure.text(0.1, 0.5, words)
            pages.savefig(figure)
    article = read_article(tmp_path / "a.pdf")
    assert [article.text[at:].split("\n")[0] for at in article.pages] == [
        "Iran left the treaty.", "Turkey came back.",
    ]  # fmt: skip


def test_a_damaged_pdf_gets_a_sentence(tmp_path: Path) -> None:
    """Never a traceback."""
    pytest.importorskip("pypdf")
    with pytest.raises(InvalidInput, match="cannot be read as PDF"):
        _read(tmp_path, "a.pdf", b"%PDF-1.7\nnothing")
