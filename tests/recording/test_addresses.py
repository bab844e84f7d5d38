"""Addresses of sources: what is kept, and what ever becomes a link."""

import json
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tracker.formats.registry import FORMATS
from tracker.model.chronicle import Chronicle
from tracker.model.source import refused_scheme, web_address
from tracker.store import chronicle
from tracker.store.cone import EVERYTHING
from tracker.store.database import open_for_reading, open_for_writing

SCRIPT = "javascript:alert(document.domain)"
HARMFUL = (
    SCRIPT, "JavaScript:x", "java\tscript:x", " \x01javascript:x", "data:text/html,<script>",
    "vbscript:x", "file:///etc/passwd", "blob:x", "view-source:x",
)  # fmt: skip
KEPT = (
    "https://example.org/a_(b)?c=d#e", "HTTP://EXAMPLE.ORG", "ftp://example.org/x", "doi:10.1000/1",
    "urn:isbn:0451450523", "FRUS 1961, doc. 3: memorandum", "RG 59, box 3", "Архив, ф. 5",
)  # fmt: skip


@pytest.mark.parametrize("address", HARMFUL)
def test_an_address_that_does_something_is_refused(run: Keyboard, address: str) -> None:
    """However it is spelled, it is neither added nor edited in, nor ever a link."""
    assert refused_scheme(address)
    assert web_address(address) is None
    before = run("sources", "list", "--format", "json").stdout
    for words in (("add", "A title"), ("edit", "reuters-2016-10-12")):
        done = run("sources", *words, "--url", address)
        assert (done.exit_code, done.stdout) == (2, "")
    assert run("sources", "list", "--format", "json").stdout == before


@pytest.mark.parametrize("address", KEPT)
def test_addresses_and_references_are_kept(run: Keyboard, address: str) -> None:
    """Of the web and of archives; those of the web alone become links."""
    assert run("sources", "add", "A title", "--url", address).exit_code == 0
    assert (web_address(address) == address) == address.lower().startswith("http")


def test_a_file_that_brings_one_is_read_without_it(run: Keyboard, tmp_path: Path) -> None:
    """The source comes in, its address does not, and the person is told so."""
    file = tmp_path / "theirs.jsonl"
    records = [
        {"record": "tracker", "format": 1, "complete": False},
        {"record": "source", "code": "theirs", "title": "Theirs", "url": SCRIPT},
        {"record": "end"},
    ]
    file.write_text("".join(f"{json.dumps(each)}\n" for each in records))
    done = run("import", "theirs.jsonl")
    assert (done.exit_code, f"source theirs was left out: {SCRIPT}" in done.stderr) == (0, True)
    found = json.loads(run("sources", "list", "--format", "json").stdout)
    assert [each["url"] for each in found if each["code"] == "theirs"] == [None]


def _foreign(path: Path) -> Chronicle:
    """The sample with such addresses in all sources, as another program may write them."""
    db = open_for_writing(path)
    db.run("UPDATE sources SET url = ?", (SCRIPT,))
    db.close()
    db = open_for_reading(path)
    found = chronicle.load(db, EVERYTHING)
    db.close()
    return found


@pytest.mark.parametrize(
    "name", ["markdown", "timelinejs", "timemap", "stix", "vis", "mermaid", "dot"]
)
def test_no_export_links_what_another_program_wrote(sample_copy: Path, name: str) -> None:
    """In a chronology such an address is plain text, elsewhere it is left out."""
    style = next(each for each in FORMATS if each.name == name)
    assert style.write is not None
    text = "\n".join(style.write(_foreign(sample_copy), True))
    assert f"<{SCRIPT}>" not in text
    assert f'"{SCRIPT}"' not in text
    assert 'href="javascript' not in text.lower()
    assert (SCRIPT in text) == (name == "markdown" or (name == "timemap" and '"url": ""' in text))


def test_no_page_links_what_another_program_wrote(run: Keyboard, sample_copy: Path) -> None:
    """In a report it is text beside the source; a table in Markdown makes no links of texts."""
    _foreign(sample_copy)
    assert run("report", "-o", "r.html").exit_code == 0
    page = Path("r.html").read_text(encoding="utf-8")
    assert SCRIPT in page
    assert 'href="javascript' not in page.lower()
    db = open_for_writing(sample_copy)
    db.run("UPDATE events SET title = ? WHERE id = 1", (f"[x]({SCRIPT}) <{SCRIPT}>",))
    db.close()
    told = run("list", "--format", "markdown").stdout
    assert f"[x]\\({SCRIPT}) \\<{SCRIPT}>" in told
