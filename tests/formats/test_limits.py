"""Limits of what is read: bombs are refused in a sentence, in little memory."""

import gzip
import io
import json
import os
import re
import resource
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.conftest import Keyboard, curated
from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.bounded_streams import BoundedBytes, BoundedText
from tracker.formats.json_values import parse_json
from tracker.formats.limits import CUT_OFF
from tracker.formats.nesting import check_json, check_xml, pieces
from tracker.formats.opening import open_file
from tracker.formats.row_lines import lines_of

MEMORY = 400 * 2**20  # bytes of addresses, of which a small import takes less than 300
MANY = 100 * 2**20
ROWS = b"title,date,type\nA threat,2016-10-03,threat\n"
GRAPH = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'


def zipped(name: str, data: bytes) -> bytes:
    """A file alone in a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def workbook(cell: str, times: int = 1) -> bytes:
    """A workbook with one text in many cells, which it holds once."""
    out = io.BytesIO()
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(times):
        sheet.append([cell] * 10)
    book.save(out)
    return out.getvalue()


def grown(packed: bytes, size: int) -> bytes:
    """The workbook with a text so long in the place of CELL, which no library would write."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", 8, True, 1) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"CELL", b"A" * size, 1))
    return out.getvalue()


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "zeros.csv.gz": (lambda: gzip.compress(bytes(MANY), 1), "It holds more than 50 MiB"),
    "empty-lines.csv.gz": (lambda: gzip.compress(b"\n" * MANY, 1), "It holds more than 50 MiB"),
    "zeros.csv.zip": (lambda: zipped("a.csv", bytes(MANY)), "It holds more than 50 MiB"),
    "line.csv": (lambda: ROWS + b"A" * 40 * 2**20, "line 3: is longer than 1 MiB"),
    "feed.csv": (
        lambda: b"A" * 40 * 2**20,
        "A line of it is longer than 1 MiB",
    ),
    "cell.csv": (lambda: ROWS + b'"' + b"A\n" * 10 * 2**20, "a cell longer than 1 MiB"),
    "row.csv": (lambda: ROWS + b'"' + b'","\n' * 10 * 2**20, "A row of it is longer than 16 MiB"),
    "deep.jsonl": (lambda: b"[" * 2**19, "It is nested more than 100 deep"),
    "deep.json": (lambda: b'{"events": ' + b"[" * 40 * 2**20, "It is nested more than 100 deep"),
    "text.json": (
        lambda: b'{"events": [{"headline": "' + b"A" * 20 * 2**20 + b'"}]}',
        "A text in it is longer than 1 MiB",
    ),
    "deep.graphml": (lambda: b"<a>" * 10 * 2**20, "It is nested more than 100 deep"),
    "text.gexf": (lambda: b"<gexf>" + b"A" * 20 * 2**20, "A text in it is longer than 1 MiB"),
    "tag.gexf": (lambda: b'<gexf a="' + b"A" * 20 * 2**20, "A tag or comment in it is longer"),
    "entities.graphml": (
        lambda: b'<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "bbbb">]><graphml>&a;</graphml>',
        "It declares a document type",
    ),
    "cell.xlsx": (lambda: grown(workbook("CELL"), 20 * 2**20), "A text in it is longer than 1 MiB"),
    "often.xlsx": (lambda: workbook("A" * 30_000, 500), "It holds more than 50 MiB"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_little_memory(
    name: str, tracker_command: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    """What would grow beyond the memory of the process is refused in one sentence, exit 2."""
    make, reason = BOMBS[name]
    before = curated(Path(environment["TRACKER_DB"]))
    bomb = tmp_path / name
    bomb.write_bytes(make())
    words = ["--from", "timelinejs", "--set", "type=threat"] if name.endswith(".json") else []
    words += ["--from", "gdelt"] if name == "feed.csv" else []
    done = subprocess.run(
        [*tracker_command, "import", str(bomb), *words],
        env={**environment, "TRACKER_MAX_UNPACKED": "50 MiB", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    assert curated(Path(environment["TRACKER_DB"])) == before
    assert "Traceback" not in done.stderr
    assert "needs more memory" not in done.stderr
    assert reason in done.stderr
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {name}: ")


def test_a_large_feed_streams(
    tracker_command: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    """A feed that holds more than the process has memory is read to its end."""
    row = b"\t".join(
        (b"", b"20161003", b"201610", b"2016", b"2016.75", b"RUS", b"RUSSIA", *[b""] * 18, b"1",
         b"1056", b"105", b"10", b"3", b"-4", b"9", *[b""] * 28, b"x" * 2_000)
    )  # fmt: skip
    feed = tmp_path / "feed.csv.gz"
    with gzip.open(feed, "wb", 1) as out:
        for start in range(0, 200_000, 1_000):
            out.write(b"".join(b"%d%s\n" % (10_000 + start + n, row) for n in range(1_000)))
    done = subprocess.run(
        [*tracker_command, "import", str(feed), "--from", "gdelt", "--only", "EventRootCode=99"],
        env={**environment, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    assert "Rows that were not asked for: 200,000." in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("variable", "value", "file", "text", "reason"),
    [
        ("MAX_UNPACKED", "40", "a.csv", ROWS.decode(), "It holds more than 40 bytes"),
        ("MAX_CELL", "20 B", "a.csv", ROWS.decode(), "line 2: is longer than 20 bytes"),
        ("MAX_DEPTH", "1", "a.jsonl", '{"record": {}}', "It is nested more than 1 deep"),
    ],
)
def test_limits_are_settings(
    run: Keyboard, tmp_path: Path, variable: str, value: str, file: str, text: str, reason: str
) -> None:
    """A variable or the settings set a limit, the sentence says which, and a larger one serves."""
    target = tmp_path / file
    target.write_text(text)
    refused = run("import", str(target), **{f"TRACKER_{variable}": value})
    assert refused.exit_code == 2
    assert f"{reason}" in refused.stderr
    assert f"TRACKER_{variable}, or {variable.lower()} in config.toml, sets another limit." in (
        refused.stderr
    )
    if file == "a.csv":
        assert run("import", str(target), **{f"TRACKER_{variable}": "1 MiB"}).exit_code == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("MAX_CELL", "0"), ("MAX_CELL", "-1"), ("MAX_CELL", "much"), ("MAX_CELL", "9" * 30),
     ("MAX_CELL", "1.5 MiB"), ("MAX_DEPTH", "5 MiB"), ("MAX_UNPACKED", "2000 TiB")],
)  # fmt: skip
def test_a_limit_that_is_none_is_refused(run: Keyboard, name: str, value: str) -> None:
    """A setting that says no size is a sentence with an example."""
    done = run("list", **{f"TRACKER_{name}": value})
    assert done.exit_code == 2
    assert f"{name.lower()} is {value!r}, which is no limit; write one such as" in done.stderr


def cut(line: bytes, limit: int) -> bytes:
    """A line as a feed is given it: cut off where it is too long, with its marks in pairs."""
    if len(line) <= limit:
        return line
    return line[:limit] + CUT_OFF.encode() + b'"' * (line.count(b'"', limit) % 2)


@given(st.binary(max_size=60) | st.text('ab"\n', max_size=60).map(str.encode),
       st.integers(1, 12), st.integers(1, 9))  # fmt: skip
def test_long_lines_are_cut_off_however_bytes_come(data: bytes, limit: int, block: int) -> None:
    """A line is cut off if and only if it is longer than the limit, whatever a read returns.

    The first one is refused: it may have the headings, and who reads on would read anything.
    """

    class Trickle(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 0, block) if size and size > 0 else block)

    bounded = BoundedBytes(Trickle(data), Limits(max_cell=limit))
    first = data[: min(block, limit)]
    ends = b"\n" if b"\n" in first else b"\r\n"
    lines = re.split(b"([" + ends + b"])", data)
    bounded.bound_lines()
    if len(lines[0]) > limit:
        with pytest.raises(InvalidInput, match="A line of it is longer"):
            io.BufferedReader(bounded, 64).read()
    else:
        told = b"".join(cut(line, limit) for line in lines)
        assert io.BufferedReader(bounded, 64).read() == told


@given(st.text('ab"\n', max_size=60), st.integers(1, 9))
def test_long_lines_of_text_are_cut_off_where_they_may_be(text: str, limit: int) -> None:
    """As those of bytes are; else the first of them is refused."""
    stream = BoundedText(io.BytesIO(text.encode()), Limits(max_cell=limit))
    stream.cuts_off = True
    lines = text.splitlines(keepends=True)
    if lines and len(lines[0]) > limit:
        with pytest.raises(InvalidInput, match="Line 1 is longer"):
            list(stream)
        return
    told = [
        line if len(line) <= limit else cut(line.rstrip("\n").encode(), limit).decode() + "\n"
        for line in lines
    ]
    found = list(stream)
    assert [line.partition(CUT_OFF)[0].rstrip("\n") for line in found] == [
        line.partition(CUT_OFF)[0][:limit].rstrip("\n") for line in told
    ]


HUGE = 3 * 2**20
FEEDS = {
    "ucdp": ("ucdp/ged_syria_2016q4.csv", b","),
    "gdelt": ("gdelt/20180101000000.export.CSV", b"\t"),
}


@pytest.mark.parametrize("called", FEEDS)
@pytest.mark.parametrize("filling", [b"A", b'A"'])
def test_a_huge_line_of_a_feed_costs_its_row(
    run: Keyboard, real_data: Path, called: str, filling: bytes
) -> None:
    """The rows before and after it are imported, and it is named with its line and the reason."""
    name, delimiter = FEEDS[called]
    rows = (real_data / name).read_bytes().split(b"\n")[:8]
    rows[4] = rows[4].rstrip() + delimiter + b'"' * (called == "ucdp") + filling * HUGE
    Path("feed.csv").write_bytes(b"\n".join(rows) + b"\n")
    done = run("--db", "new.db", "import", "feed.csv", "--rejects", "r.csv")
    assert "Rejected 1 row" in done.stderr
    assert f"Added 1 source, {6 + (called == 'gdelt')} events." in done.stderr
    assert "feed.csv,5,has a line that is longer than 1 MiB" in Path("r.csv").read_text().replace(
        '"', ""
    )


def test_a_huge_line_of_json_lines_costs_its_record(run: Keyboard) -> None:
    """Where rejects are taken; else it refuses the file, by its line."""
    event = '{"record": "event", "date": "2016", "title": "%s", "type": "threat"}\n'
    lines = ['{"record": "tracker", "format": 1}\n', event % "A", event % ("B" * HUGE), event % "C"]
    Path("all.jsonl").write_text("".join(lines))
    refused = run("--db", "new.db", "import", "all.jsonl")
    assert "Line 3 is longer than 1 MiB" in refused.stderr
    done = run("--db", "new.db", "import", "all.jsonl", "--rejects", "r.csv")
    assert "Added 2 events." in done.stderr
    assert "all.jsonl,3,has a line" in Path("r.csv").read_text().replace('"', "")


@given(st.text("ab\n\r", max_size=40))
def test_lines_are_those_of_a_file(text: str) -> None:
    """Cut without a copy, they are what a file opened for its ends would give."""
    ends = "\n" if "\n" in text else ""
    assert list(lines_of(text, Limits())) == list(io.StringIO(text, newline=ends))


@given(st.integers(1, 30), st.integers(1, 30))
def test_the_depth_is_exact(depth: int, most: int) -> None:
    """As deep as the limit is read, one more is refused; brackets within texts do not count."""
    limits = Limits(max_depth=most)
    documents = (
        (check_json, "[" * depth + '"]]][[[{{{ \\" ["' + "]" * depth),
        (lambda text, limits: check_xml(pieces(text.encode()), limits),
         "<a>" * depth + "&lt;a>" + "</a>" * depth),
    )  # fmt: skip
    for check, text in documents:
        if depth > most:
            with pytest.raises(InvalidInput, match="nested more than"):
                check(text, limits)
        else:
            check(text, limits)


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner)))
def test_json_is_parsed_as_it_is(value: object) -> None:
    """What is within the limits is what the standard library makes of it, halves of letters aside."""
    text = json.dumps(value)
    if any("\ud800" <= letter <= "\udfff" for letter in json.dumps(value, ensure_ascii=False)):
        return
    assert parse_json(text) == value


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_standard_input_without_end_is_refused(
    name: str, tracker_command: list[str], environment: dict[str, str]
) -> None:
    """Standard input is read as far as the limit, and no further."""
    read, write = os.pipe()
    with subprocess.Popen(["yes", name], stdout=write) as endless:
        os.close(write)
        done = subprocess.run(
            [*tracker_command, "import", "-"],
            stdin=read,
            env={**environment, "TRACKER_MAX_UNPACKED": "5 MiB"},
            capture_output=True,
            text=True,
            check=False,
        )
        os.close(read)
        endless.wait()
    assert done.returncode == 2
    assert done.stderr.startswith("Error: standard input: It holds more than 5 MiB")


def test_the_cells_of_csv_are_as_they_were_afterwards(tmp_path: Path) -> None:
    """The limit of cells is that of the file which is open, not of the whole process."""
    import csv

    before = csv.field_size_limit()
    file = tmp_path / "a.csv"
    file.write_bytes(ROWS)
    with open_file(file, limits=Limits(max_cell=77)):
        assert csv.field_size_limit() == 77
    assert csv.field_size_limit() == before
