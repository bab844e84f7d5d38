"""What DuckDB reads of GDELT's files is what GDELT's reader reads, row for row and refusal for refusal."""

import gzip
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracker.archive.adding import add_files
from tracker.archive.columns import OF_GDELT, PREFIX
from tracker.archive.engines import DuckDB, connect
from tracker.archive.intake import rows_of as parquet_of
from tracker.archive.manifest import Archive
from tracker.archive.rows import feed_row
from tracker.config import Limits
from tracker.formats.feeds import gdelt, gdelt_rows
from tracker.formats.feeds.input_rows import rows_of
from tracker.formats.opening import open_file
from tracker.model.feed_row import FeedRow, FeedRows, RejectedRow
from tracker.model.import_filter import NO_FILTER
from tracker.recording.row_cleaning import clean_rows

AT = gdelt_rows.PLACES[61]
PLAIN = {
    "GLOBALEVENTID": "719", "SQLDATE": "20161003", "MonthYear": "201610", "Year": "2016",
    "FractionDate": "2016.7534", "Actor1Code": "RUSGOV", "Actor1Name": "MOSCOW",
    "Actor2Code": "USA", "Actor2Name": "UNITED STATES", "IsRootEvent": "1", "EventCode": "1056",
    "QuadClass": "3", "GoldsteinScale": "-4.4", "NumMentions": "7", "AvgTone": "-1.5",
    "ActionGeo_FullName": "Aleppo, Syria", "ActionGeo_Lat": "36.2", "ActionGeo_Long": "37.16",
    "DATEADDED": "20161004", "SOURCEURL": "https://example.org/a",
}  # fmt: skip
ODD: dict[str, Sequence[str]] = {
    "GLOBALEVENTID": ("", "7x", "١٢", " 8", "8" * 90, "007", "-1", "1e3", "\x01"),
    "SQLDATE": ("20160231", "2016103", "00000101", "09991231", "", "2016-1-3", "٢٠١٦١٠٠٣"),
    "Actor1Code": ("", '["a"', "\x01", "RUS\x07", "a" * 400),
    "Actor2Code": ("", "'"),
    "Actor1Name": ("", "a\x07b", "\x01", " A", "\u202eABC", 'SAID "NO', "É" * 400, "|"),
    "Actor2Name": ("", "ÎLE  DE", "x\u2028y", "\\N"),
    "IsRootEvent": ("0", "", "01", "true", "\x01"),
    "EventCode": ("", "---", "1", "99", "01x", "20 ", "0\x071", "٠١", "190"),
    "QuadClass": ("", "9", "300", "-1", "1.0", "٣", "99999999999"),
    "GoldsteinScale": (
        "", "-10.0", "12", "-99", "1e1", " 3 ", "nan", "inf", "-inf", "1_0", "0.00005", "2.34567",
        "--", "4,5", "٣", "-0.0", ".5", "5.", "+2", "\x01",
    ),
    "NumMentions": ("", "0", "-3", "1.5", " 5", "3000000000", "99999999999", "999999999999"),
    "AvgTone": ("", "x", "1e400"),
    "ActionGeo_FullName": (
        "", " ", " Aleppo", "Aleppo ", "a\x00b", "a\x85b", "\u202eAleppo", "Yaoundé", "حلب",
        "x" * 300, "x" * 301, "é" * 200, "é" * 301, "\u3000Homs", 'the "Old City"', "a | b", "\\N",
        "\x01", "\u200bHoms", "'", "a\u200bb",
    ),
    "ActionGeo_Lat": ("", "0", "35,5", "91", " 1 ", "x", "1,2,3", "1e1", "nan", "-0"),
    "ActionGeo_Long": ("", "0.0", "36,8", "181", "−36.8", "x"),
    "DATEADDED": ("", "2016", "20161004123000", "x", "2016 10 04"),
    "SOURCEURL": (
        "", " ", "unspecified", "x" * 2_000, "x" * 2_001, "http://a/ b", "a\x7fb", "a ", '"', "\\N",
        "http://a/" + "é" * 1_200,
    ),
}  # fmt: skip
LAYOUTS = gdelt_rows.LAYOUTS
Told = tuple[dict[str, FeedRow], Counter[str], int]


def line_of(cells: dict[str, str], width: int = 61) -> str:
    """A row of a width, of the values of its fields."""
    return "\t".join(cells.get(name, "") for name in LAYOUTS[width])


def by_reader(path: Path, limits: Limits) -> Told:
    """The events of a file as a record would import them, the last of an id; and the refusals."""
    kept: dict[str, FeedRow] = {}
    reasons: Counter[str] = Counter()
    rows = 0
    with open_file(path, limits=limits) as file:
        stream = rows_of(gdelt.FORMAT, file, [])
        for item in gdelt.read_rows(stream, {}, NO_FILTER):
            faults: list[RejectedRow] = []
            if isinstance(item, RejectedRow):
                faults.append(item)
            elif isinstance(item, FeedRows):
                # One by one, so that a row that a record refuses is refused alone.
                cleaned = clean_rows(item, faults)
                rows += len(cleaned.line)
                kept |= {row.handle: row._replace(line=0, cells=None) for row in cleaned.rows()}
            reasons.update(fault.reason for fault in faults)
    return kept, reasons, rows


def by_archive(path: Path, folder: Path, limits: Limits) -> Told:
    """The events of a file as an archive gives them back, and what it told of the others."""
    archive = Archive(folder / "feeds")
    done = add_files(archive, [path], limits)
    engine = DuckDB(archive, archive.read().parts)
    found = engine.con.execute("SELECT * FROM events")
    assert found.description is not None
    names = [each[0] for each in found.description]
    rows = [feed_row(dict(zip(names, row, strict=True))) for row in found.fetchall()]
    engine.close()
    kept: dict[str, FeedRow] = {}
    for chunk in (FeedRows.of([row]) for row in rows):
        faults: list[RejectedRow] = []
        cleaned = clean_rows(chunk, faults)
        assert not faults, "an archive has what a record refuses"
        kept |= {row.handle: row._replace(line=0, cells=None) for row in cleaned.rows()}
    assert len(kept) == len(rows)
    [told] = done.files
    return kept, Counter({"": told.rejected}), told.read - told.rejected


def assert_same(path: Path, limits: Limits = Limits()) -> Told:  # noqa: B008  frozen
    """The two read the same rows of a file, and refuse as many."""
    expected, reasons, rows = by_reader(path, limits)
    with TemporaryDirectory() as folder:
        found, rejected, read = by_archive(path, Path(folder), limits)
    assert found == expected
    assert (rejected[""], read) == (reasons.total(), rows)
    return expected, reasons, rows


@pytest.mark.parametrize("width", sorted(LAYOUTS))
@pytest.mark.parametrize("name", ODD)
def test_an_odd_cell_means_what_the_reader_says(tmp_path: Path, name: str, width: int) -> None:
    """Every odd value of a field, among plain rows; and the row after it is as it was."""
    rows = []
    for number, odd in enumerate(ODD[name]):
        rows.append(line_of({**PLAIN, "GLOBALEVENTID": f"{number}1", name: odd}, width))
        rows.append(line_of({**PLAIN, "GLOBALEVENTID": f"{number}2"}, width))
    path = tmp_path / "odd.CSV"
    path.write_text("\n".join([line_of(PLAIN, width), *rows]) + "\n", encoding="utf-8", newline="")
    kept, _, _ = assert_same(path)
    assert len(kept) > len(ODD[name])


def cells() -> st.SearchStrategy[dict[str, str]]:
    """The values of a row: plain ones, with some odd."""
    odd = st.sampled_from(sorted(ODD)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(ODD[name]) | st.text(max_size=8))
    )
    made = st.tuples(st.integers(1, 30), st.lists(odd, max_size=2))
    return made.map(lambda told: {**PLAIN, "GLOBALEVENTID": f"{told[0]}", **dict(told[1])})


def lines() -> st.SearchStrategy[str]:
    """A line of a file: a row mostly, else one that lacks fields, is none, or stands twice."""
    rows = st.builds(line_of, cells(), st.sampled_from(sorted(LAYOUTS)) | st.just(61))
    return rows | st.sampled_from(("", " ", "\t", "title,date", "\t".join(gdelt_rows.FIELDS)))


@settings(
    max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    st.lists(lines(), max_size=6), st.sampled_from(("\n", "\r\n")),
    st.sampled_from(("", "\ufeff")), st.booleans(),
)  # fmt: skip
@example([line_of(PLAIN), "\r" + line_of({**PLAIN, "GLOBALEVENTID": "8"})], "\n", "", True)
@example([line_of({**PLAIN, "MonthYear": "2016\r10"})], "\n", "", True)
@example([line_of({**PLAIN, "GLOBALEVENTID": "8"}, 58)], "\n", "", True)
@example([line_of({**PLAIN, "NumMentions": "8"}), line_of({**PLAIN, "NumMentions": "9"})], "\n",
         "", True)  # fmt: skip
def test_whole_files_are_read_alike(rows: list[str], ending: str, mark: str, ends: bool) -> None:
    """Of whatever rows, line ends and beginnings; ids may come twice, and widths stand together."""
    text = mark + ending.join([line_of(PLAIN), *rows]) + (ending if ends else "")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.CSV"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        assert_same(path)


@pytest.mark.parametrize(
    "data",
    [
        b"Aleppo \xe9t\xe9", b"Aleppo\xc3", b"a\x00b", "Aleppo\ufffd".encode(), b"\xed\xa0\x80",
    ],
)  # fmt: skip
def test_bytes_that_are_no_text_are_read_alike(tmp_path: Path, data: bytes) -> None:
    """Old encodings, a letter that is cut in two, zero bytes."""
    row = line_of({**PLAIN, "GLOBALEVENTID": "8", "ActionGeo_FullName": "@@"}).encode()
    path = tmp_path / "old.CSV"
    path.write_bytes(line_of(PLAIN).encode() + b"\n" + row.replace(b"@@", data) + b"\n")
    assert_same(path)


def test_another_encoding_that_is_marked_is_read_alike(tmp_path: Path) -> None:
    """UTF-16, as some programs save it."""
    path = tmp_path / "wide.CSV"
    path.write_text(line_of(PLAIN) + "\n" + line_of({**PLAIN, "GLOBALEVENTID": "8"}), "utf-16")
    kept, _, _ = assert_same(path)
    assert len(kept) == 2


def test_a_line_that_is_too_long_is_refused_alike(tmp_path: Path) -> None:
    """The others are read, and the limit is that of the settings."""
    long = line_of({**PLAIN, "GLOBALEVENTID": "8", "ActionGeo_FeatureID": "x" * 5_000})
    after = line_of({**PLAIN, "GLOBALEVENTID": "9"})
    path = tmp_path / "long.CSV"
    path.write_text("\n".join([line_of(PLAIN), long, after]) + "\n", newline="")
    kept, reasons, _ = assert_same(path, Limits(max_cell=3_000))
    assert (len(kept), reasons.total()) == (2, 1)
    assert_same(path, Limits())


@pytest.mark.parametrize("packing", ["gz", "zip"])
def test_packed_files_are_read_alike(tmp_path: Path, packing: str) -> None:
    """As GDELT publishes them."""
    rows = [line_of({**PLAIN, "GLOBALEVENTID": f"{n}", "EventCode": "01" if n % 3 else "--"})
            for n in range(20)]  # fmt: skip
    data = ("\n".join(rows) + "\n").encode()
    path = tmp_path / f"a.CSV.{packing}"
    if packing == "gz":
        path.write_bytes(gzip.compress(data))
    else:
        with zipfile.ZipFile(path, "w") as out:
            out.writestr("a.CSV", data)
    assert_same(path)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_files_saved_by_other_programs_are_read_alike(tmp_path: Path, delimiter: str) -> None:
    """With headings and quotation marks, and with line breaks within cells."""
    import csv

    path = tmp_path / "saved.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=delimiter)
        writer.writerow(gdelt_rows.FIELDS)
        for number, (name, odd) in enumerate((n, each) for n in sorted(ODD) for each in ODD[n]):
            if name != "GLOBALEVENTID":
                writer.writerow(
                    line_of({**PLAIN, "GLOBALEVENTID": f"{number}", name: odd}).split("\t")
                )
        broken = {"ActionGeo_ADM1Code": "a\nb", "Actor1Geo_FullName": "x\r\ny"}
        writer.writerow(line_of({**PLAIN, "GLOBALEVENTID": "9000", **broken}).split("\t"))
        place = {"ActionGeo_FullName": "Aleppo\nSyria"}
        writer.writerow(line_of({**PLAIN, "GLOBALEVENTID": "9001", **place}).split("\t"))
    kept, _, _ = assert_same(path)
    assert "gdelt-9000" in kept
    assert "gdelt-9001" not in kept


@pytest.mark.parametrize("name", ["20141124.export.CSV.zip", "20180101000000.export.CSV"])
def test_real_files_are_read_alike(real_data: Path, name: str) -> None:
    """Whole."""
    kept, _, _ = assert_same(real_data / "gdelt" / name)
    assert kept


def own_cells(path: Path, folder: Path) -> Iterator[tuple[str, list[Any]]]:
    """Of each row of an archive of a file its id and GDELT's own columns."""
    archive = Archive(folder)
    add_files(archive, [path], Limits())
    parts = [archive.path(part) for part in archive.read().parts]
    names = ", ".join(f'"{PREFIX}{name}"' for name in OF_GDELT)
    with closing(connect()) as con:
        rows = con.execute(f"SELECT id, {names} FROM {parquet_of(parts)}").fetchall()
    for handle, *values in rows:
        yield handle, values


def test_a_row_read_by_itself_keeps_gdelts_own_columns(
    tmp_path: Path, gdelt: Callable[..., Path]
) -> None:
    """The same as where DuckDB reads it: an odd place changes no tone and no coordinate."""
    plain = gdelt("plain.CSV", 200)
    rows = [each.split("\t") for each in plain.read_text(encoding="utf-8").splitlines()]
    for row in rows[::7]:
        row[AT["ActionGeo_FullName"]] = "Homs\u200b"
    odd = tmp_path / "odd.CSV"
    odd.write_text("\n".join(map("\t".join, rows)) + "\n", encoding="utf-8", newline="")
    one = dict(own_cells(plain, tmp_path / "one"))
    assert dict(own_cells(odd, tmp_path / "other")) == one
    assert len(one) == 200
