"""Any bytes: whatever a file holds, it is read, rejected row by row, or refused in a sentence."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conftest import Keyboard, curated
from tracker.errors import InvalidInput
from tracker.formats.json_values import JsonObject
from tracker.formats.parser_errors import parser_errors

ROWS = b"title,date,type\nA threat,2016-10-03,threat\n"
ICB = (
    "icb2,crisno,cracid,actor,crisname,triggr,yrtrig,motrig,datrig,trigent,"
    "majres,yerres,monres,dayres\nICB2,196,2,USA,CUBAN MISSILES,4,1962,10,16,365,6,1962,10,20\n"
)


def workbook(change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with one event, whose parts a function may change."""
    out, made = io.BytesIO(), io.BytesIO()
    book = Workbook()
    assert book.active is not None
    for row in (("title", "date", "type"), ("A threat", "2016-10-03", "threat")):
        book.active.append(row)
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    return out.getvalue()


def in_sheet(before: bytes, after: bytes) -> bytes:
    """A workbook with something else in its first sheet, or in the texts that it shares."""
    return workbook(lambda part, data: data.replace(before, after))


def zipped(
    flags: int = 0, method: int = 8, cut: int = 0, damage: bool = False, name: str = "a.csv"
) -> bytes:
    """A table in a zip file that says something else of itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), ROWS * 20, zipfile.ZIP_DEFLATED)
    data = bytearray(out.getvalue())
    for start, place in ((data.find(b"PK\x03\x04"), 6), (data.find(b"PK\x01\x02"), 8)):
        data[start + place] |= flags
        data[start + place + 2] = method
    if damage:
        data[45:50] = b"\xff" * 5
    return bytes(data[: len(data) - cut])


def slides(*found: object) -> bytes:
    """A file of TimelineJS."""
    return json.dumps({"events": found, "start_date": 0}).encode()


def slide(**more: object) -> dict[str, object]:
    """A slide that can be read, but for what is said here."""
    return {"start_date": {"year": 2016}, "text": {"headline": "A threat"}} | more


def bundle(*objects: object) -> bytes:
    """A bundle of STIX."""
    return json.dumps({"type": "bundle", "objects": objects}).encode()


EVENT = {
    "type": "event", "id": "event--1", "name": "A threat", "event_types": ["threat"],
    "external_references": [{
        "source_name": "tracker",
        "description": '{"handle": "2016-threat", "date": "2016", "status": "occurred"}',
    }],
}  # fmt: skip
GEXF = (
    '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed">'
    '<attributes class="node"><attribute id="0" title="title" type="string"/><attribute id="1" '
    'title="date" type="string"/><attribute id="2" title="kind" type="string"/></attributes>'
    '<nodes>{nodes}</nodes><edges><edge id="0" source="a" target="b"/></edges></graph></gexf>'
)
VALUES = (
    '<attvalues><attvalue for="0" value="T"/><attvalue for="1" value="2016"/>'
    '<attvalue for="2" value="threat"/></attvalues>'
)
GRAPHML = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="t" for="node" '
    'attr.name="title" attr.type="{kind}"/><key id="d" for="node" attr.name="date" '
    'attr.type="string"/><key id="k" for="node" attr.name="kind" attr.type="string"/>'
    '<graph edgedefault="directed">{nodes}<edge source="a" target="b"/></graph></graphml>'
)
NODES = "".join(
    f'<node id="{name}"><data key="t">7</data><data key="d">2016</data>'
    '<data key="k">threat</data></node>'
    for name in "ab"
)
KIND = ("--set", "type=threat")
FILES: dict[str, tuple[str, bytes, tuple[str, ...], str]] = {
    "xlsx with a character that XML forbids": (
        "a.xlsx", in_sheet(b"A threat", b"A\x0bthreat"), (), "It is no XML: not well-formed",
    ),
    "xlsx with a reference to one": (
        "a.xlsx", in_sheet(b"A threat", b"A&#xFFFF;threat"), (), "It is no XML: reference to",
    ),
    "xlsx with an entity": (
        "a.xlsx", in_sheet(b"A threat", b"&bomb;"), (), "It is no XML: undefined entity",
    ),
    "xlsx that declares entities": (
        "a.xlsx",
        workbook(lambda part, data: b'<!DOCTYPE x [<!ENTITY a "a">]>' + data.partition(b"?>")[2]
                 if part.endswith("sheet1.xml") else data),
        (), "It declares a document type",
    ),
    "xlsx without its sheet": (
        "a.xlsx", workbook(lambda part, data: b"" if "sheet1" in part else data), (),
        "It is no workbook that can be read",
    ),
    "xlsx with a style that is none": (
        "a.xlsx", in_sheet(b'<c r="A1"', b'<c s="99" r="A1"'), (), "",
    ),
    "xlsx locked by a password": (
        "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), (),
        "a.xlsx: It is an old workbook, or one that a password locks",
    ),
    "zip with a password": ("a.zip", zipped(flags=1), (), "a.zip is locked by a password"),
    "zip of an unknown method": ("a.zip", zipped(method=99), (), "a.zip cannot be unpacked"),
    "zip whose file has no name": ("a.csv.zip", zipped(name=""), (), "rows of 39 cannot be read"),
    "zip whose data are damaged": ("a.zip", zipped(damage=True), (), "It cannot be unpacked"),
    "zip that is cut off": ("a.zip", zipped(cut=30), (), "a.zip cannot be unpacked"),
    "gzip that is cut off": ("a.csv.gz", gzip.compress(ROWS)[:-9], (), "It cannot be unpacked"),
    "gzip with a wrong sum": (
        "a.csv.gz", gzip.compress(ROWS)[:-8] + bytes(8), (), "It cannot be unpacked: CRC check",
    ),
    "slide whose text is a text": (
        "a.json", slides(slide(text="x")), KIND, "Slide 1: text must be an object, not '\"x\"'",
    ),
    "slide whose medium is a number": (
        "a.json", slides(slide(media=7)), KIND, "Slide 1: media must be an object, not '7'",
    ),
    "slide of a year that is no number": (
        "a.json", slides(slide(start_date={"year": "²"})), KIND, "Slide 1 has no year",
    ),
    "slide of a year with 5,000 digits": (
        "a.json", slides(slide(start_date={"year": "9" * 5_000})), KIND, "Slide 1 has no year",
    ),
    "slide that is a list": ("a.json", slides([]), KIND, "Slide 1 must be an object, not '[]'"),
    "slides that are a number": (
        "a.json", b'{"start_date": 0, "events": 7}', KIND, "events must be a list, not '7'",
    ),
    "slide with HTML that is none": (
        "a.json", slides(slide(text={"headline": "A <![foo[ b"})), KIND,
        "Its text is no HTML that can be read",
    ),
    "slide with half a character": (
        "a.json", slides(slide(text={"headline": "\ud800"})), KIND, "it holds \\ud800, which is half",
    ),
    "sheet of slides with a stray carriage return": (
        "a.csv", b"Year,Headline\n2016,a\rb\n", KIND, "Line 2 is no row",
    ),
    "STIX event without types": (
        "a.json", bundle(EVENT | {"event_types": None}), (), "objects 1 has no type of event",
    ),
    "STIX object without a type": ("a.json", bundle({"id": "x"}), (), "objects 1 has no type"),
    "STIX object that is a text": ("a.json", bundle("x"), (), "objects 1 must be an object"),
    "STIX reference that is none": (
        "a.json", bundle(EVENT | {"external_references": [{"source_name": "tracker"}]}), (),
        "external_references 1 has no description",
    ),
    "STIX relationship with nothing": (
        "a.json",
        bundle({"type": "relationship", "id": "r", "relationship_type": "led-to",
                "source_ref": "x", "target_ref": "y"}),
        (), "has no reference to tracker",
    ),
    "GEXF edge without a relation": (
        "a.gexf",
        GEXF.format(nodes="".join(f'<node id="{n}" label="{n}">{VALUES}</node>' for n in "ab"))
        .encode(),
        (), "The edge 'a → b' has no claimed_by and no likelihood and no relation",
    ),
    "GraphML edge without a relation": (
        "a.graphml", GRAPHML.format(kind="string", nodes=NODES).encode(), (),
        "The edge 'a → b' has no claimed_by and no likelihood and no relation",
    ),
    "GraphML title that is a number": (
        "a.graphml", GRAPHML.format(kind="int", nodes=NODES).encode(), (),
        "The node 'a': title must be a text, not '7'",
    ),
    "GEXF that is none": ("a.gexf", b"<x/>", (), "This is no GEXF that can be read"),
    "GraphML that is no XML": ("a.graphml", b"<graphml", (), "This is no GraphML that can be read"),
    "a short row of ICB": ("a.csv", f"{ICB}ICB2,196,2\n".encode(), (), ""),
    "a row of ICB of the year 0": (
        "a.csv", ICB.replace("4,1962,10,16", "4,0,10,16").encode(), (), "No row has the values",
    ),
    "a row of ICB of a raised year": (
        "a.csv", ICB.replace("4,1962,10,16", "4,²,10,16").encode(), (), "No row has the values",
    ),
    "no text at all": ("a.csv", b"\xff\xfe\x00", (), "a.csv: It is not utf-16 text (line 1)"),
}  # fmt: skip


@pytest.mark.parametrize("called", FILES)
def test_any_file_is_read_or_refused_in_a_sentence(
    run: Keyboard, tmp_path: Path, called: str
) -> None:
    """Exit 2 and one sentence that names the file, with nothing stored; or its events are there."""
    name, data, words, reason = FILES[called]
    file = tmp_path / name
    file.write_bytes(data)
    before = curated(run.db)
    done = run("import", str(file), *words)
    if reason:
        assert reason in done.stderr
        assert done.stderr.startswith("Error: ")
        assert name in done.stderr
        assert (done.exit_code, curated(run.db)) == (2, before)
    else:
        assert done.exit_code == 0, done.stderr
        assert curated(run.db) != before


def test_a_slide_that_cannot_be_read_is_rejected_alone(run: Keyboard, tmp_path: Path) -> None:
    """With --rejects the other slides are stored, and the reason stands in the file."""
    file, rejects = tmp_path / "a.json", tmp_path / "rejects.csv"
    file.write_bytes(slides(slide(text="x"), slide(), 7))
    done = run("import", str(file), *KIND, "--rejects", str(rejects))
    assert done.exit_code == 0
    assert "Added 1 event." in done.stderr
    assert rejects.read_text().count("must be an object") == 2


def test_a_short_row_of_icb_can_be_rejected(run: Keyboard, tmp_path: Path) -> None:
    """It is counted, or written to the file of rejects with its line."""
    file, rejects = tmp_path / "a.csv", tmp_path / "rejects.csv"
    file.write_text(f"{ICB}ICB2,196,2\n")
    assert "Rows cut short or too long: 1." in run("import", str(file)).stderr
    run("import", str(file), "--rejects", str(rejects))
    assert "a.csv,3,has 3 cells under 14 headings," in rejects.read_text()


def test_a_mistake_of_ours_is_no_damaged_file() -> None:
    """What a library raises is the file's fault; what our own checks raise stays as it is."""
    with pytest.raises(InvalidInput, match="no table: KeyError"), parser_errors("This is no table"):
        raise KeyError
    with pytest.raises(MemoryError), parser_errors("This is no table"):
        raise MemoryError
    with pytest.raises(FileNotFoundError), parser_errors("This is no table"):
        Path("/nowhere/at/all").read_bytes()
    with pytest.raises(InvalidInput, match=r"^Slide 3: year must be a text, not '\[\]'\.$"):
        JsonObject({"year": []}, "Slide 3").text_or_number("year")


def test_what_ends_a_line_elsewhere_stays_within_a_text(run: Keyboard, tmp_path: Path) -> None:
    """U+0085 and its like, which another program may have written, do not break an export's JSON."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(run.db)) as connection, connection:
        connection.execute("UPDATE events SET summary = 'a' || char(133) || char(8232) || 'b'")
    for style in ("timelinejs", "timemap", "vis", "stix"):
        file = tmp_path / f"{style}.json"
        assert run("export", "--to", style, "-o", str(file)).exit_code == 0
        assert "a\x85\u2028b" in json.dumps(json.loads(file.read_text()), ensure_ascii=False)
