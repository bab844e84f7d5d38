"""What goes to people who do not use tracker: Word, workbooks, bibliographies, tables for Excel."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bibtexparser.entrypoint import parse_string
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.conftest import Keyboard
from tracker.formats import bibtex
from tracker.formats.chronology import markdown, word
from tracker.formats.tabular import workbook
from tracker.model.chronicle import Chronicle
from tracker.model.feed_row import RejectedRow
from tracker.model.source import Source
from tracker.store import chronicle
from tracker.store.database import Database

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis, whole."""
    return chronicle.load(sample)


def notes_of(document: bytes) -> dict[str, str]:
    """The footnotes of a document by their numbers, without the two separators."""
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        found = ElementTree.fromstring(packed.read("word/footnotes.xml"))
    return {
        note.attrib[f"{W}id"]: "".join(note.itertext()).strip()
        for note in found
        if note.attrib.get(f"{W}type") is None
    }


def test_a_document_has_what_the_markdown_has(crisis: Chronicle) -> None:
    """The same entries and claims, word for word."""
    document = Document(io.BytesIO(word.write(crisis)))
    told = [each.text for each in document.paragraphs if each.style and each.style.name != "Title"]
    plain = re.sub(r" \[\^\d+\]|\\(?=[^\w\s])|\*", "", "\n".join(markdown.write(crisis)))
    entries = plain.partition("\n[^")[0].splitlines()[1:]
    assert told == [each.lstrip("# ").removeprefix("- ").strip() for each in entries if each]


def test_every_mark_of_a_document_is_a_footnote_of_its_own(crisis: Chronicle) -> None:
    """Word processors number them; a passage that is cited again refers to its first note."""
    made = word.write(crisis)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        marks = re.findall(
            r'footnoteReference w:id="(\d+)"', packed.read("word/document.xml").decode()
        )
    notes = notes_of(made)
    assert marks == list(notes) == [str(number) for number in range(1, len(notes) + 1)]
    for place, note in notes.items():
        for referred in re.findall(r", as in note (\d+)", note):
            assert int(referred) < int(place)
            assert "as in note" not in notes[referred]
    assert "Ellen Nakashima, Russian government hackers penetrated DNC" in notes["4"]


def test_footnotes_quote_what_they_cite(run: Keyboard, tmp_path: Path) -> None:
    """Place, words, what they are cited for and the grade, with its meaning."""
    run("cite", "pmda-suspended", "--source", "Decree 511", "--locator", "article 1",
        "--quotation", "Suspend the Agreement", "--grade", "A1", "--supports", "date")  # fmt: skip
    assert run("export", str(tmp_path / "a.md")).exit_code == 0
    told = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "Decree 511, article 1; “Suspend the Agreement”; for the date." in told


def test_the_same_record_gives_the_same_document_and_workbook(crisis: Chronicle) -> None:
    """Byte for byte, whenever they are written."""
    assert word.write(crisis) == word.write(crisis)
    assert workbook.write(crisis) == workbook.write(crisis)


def test_a_workbook_is_read_again_as_the_table_that_it_is(run: Keyboard, tmp_path: Path) -> None:
    """Its events are those of a CSV export, formulas and apostrophes among the titles."""
    for title in ("=1+1", "'quoted", "+1", "Plain"):
        run("add", title, "--on", "2016-12-01", "--type", "threat", "--by", "RUS", "--anyway")
    run("export", str(tmp_path / "a.csv"))
    run("export", str(tmp_path / "a.xlsx"))
    found = []
    for name in ("a.csv", "a.xlsx"):
        db = str(tmp_path / f"{name}.db")
        assert run("import", str(tmp_path / name), "--new-actor", "--db", db).exit_code == 0
        found.append(run("export", "--to", "csv", "--db", db).stdout)
    assert found[0] == found[1]
    assert run("list", "-f", "csv", "--db", db).stdout.count("=1+1") == 1


def test_no_cell_of_a_workbook_is_a_formula(run: Keyboard, tmp_path: Path) -> None:
    """What begins with an equals sign is a text in every sheet."""
    run(
        "add",
        "=1+1",
        "--on",
        "2016-12-01",
        "--type",
        "threat",
        "--source",
        "=2+2",
        "--summary",
        "=3",
    )
    run("export", str(tmp_path / "a.xlsx"))
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Events", "Links", "Citations", "Sources", "Actors", "Types"]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}


def test_a_table_for_excel_begins_with_a_mark(run: Keyboard, tmp_path: Path) -> None:
    """It is read again as if it had none; what is no table has no use for one."""
    assert run("export", str(tmp_path / "a.csv"), "--bom").exit_code == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,handle")
    again = run("import", str(tmp_path / "a.csv"))
    assert "Added nothing" in again.stderr
    refused = run("export", "--to", "stix", "--bom")
    assert "A byte-order mark is for tables" in refused.stderr


def test_what_is_no_text_goes_to_a_file_or_a_pipe(run: Keyboard, tmp_path: Path) -> None:
    """A pipe receives the bytes of the file."""
    run("export", str(tmp_path / "a.docx"))
    piped = run("export", "--to", "docx")
    assert piped.stdout_bytes == (tmp_path / "a.docx").read_bytes()


LINE = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=40)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """Sources with any letters in them, as a record keeps texts: without blanks at their ends."""
    title, publisher, author, note = (" ".join(draw(LINE).split()) or "x" for _ in range(4))
    return Source(
        "wire", title, publisher, author, draw(st.sampled_from(["2016-10~", "2016-10-03", None])),
        None, draw(st.sampled_from(["https://a.b/c_d?e=%20&f#x", None])), "B", note,
    )  # fmt: skip


@given(sources())
def test_a_bibliography_comes_back_as_it_went(source: Source) -> None:
    """Braces, backslashes, signs of LaTeX and letters of any script."""
    lines = "\n".join(bibtex.write(Chronicle(sources={"wire": source})))
    assert bibtex.read(io.StringIO(lines)).sources == (source,)


def test_a_bibliography_of_a_reference_manager_is_read() -> None:
    """Letters with accents, several authors, a month by its name, a journal, a DOI."""
    found = bibtex.read(io.StringIO(
        '@article{Mueller_2016,\n  author = {M{\\"u}ller, Jan and {New York Times}},\n'
        '  title = {{The} end \\& after},\n  journal = {Foreign Policy}, year = 2016, month = oct,\n'
        "  doi = {10.1000/a_b},\n}\n@comment{kept by a program}\n"
    ))  # fmt: skip
    assert found.sources == (
        Source("mueller-2016", "The end & after", "Foreign Policy", "Jan Müller; New York Times",
               "2016-10", url="https://doi.org/10.1000/a_b"),
    )  # fmt: skip


def test_an_entry_that_is_no_source_is_rejected_and_the_others_are_read() -> None:
    """One without a title, one that does not end, one with a date that is none."""
    text = "@misc{a, year = 2016}\n@misc{b, title = {B}}\n@misc{c, title = {C}, date = {soon}}\n"
    rejected: list[RejectedRow] = []
    assert [s.code for s in bibtex.read(io.StringIO(text), rejected.append).sources] == ["b"]
    assert [row.line for row in rejected] == [1, 3]
    assert rejected[0].reason == "the entry 'a' has no title"


def test_own_entries_are_those_of_the_standard(crisis: Chronicle) -> None:
    """Every source has one, under its code, and no block is refused."""
    library = parse_string("\n".join(bibtex.write(crisis)))
    assert list(library.entries_dict) == list(crisis.sources)
    assert not library.failed_blocks
