"""Valid files of each format that is read, small, made here: what mutations begin with."""

import csv
import gzip
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

import tracker
from fuzzing.mutations import (
    STAMP,
    Mutation,
    garbage,
    of_bytes,
    of_cells,
    of_headers,
    of_json,
    of_parts,
    of_xml,
)
from tracker.formats.feeds import acled, icb_codes, icews, mid, polecat, ucdp
from tracker.formats.feeds import gdelt_rows as gdelt_layouts
from tracker.formats.registry import FORMATS


@dataclass(frozen=True)
class Seed:
    """A valid file: its name, its bytes, how it is changed, and what an import of it is told."""

    name: str
    data: bytes
    mutations: tuple[Mutation, ...]
    constants: tuple[tuple[str, str], ...] = ()
    packs: bool = True  # whether it may be put into a container


TABLE = (of_cells, of_cells, of_cells, of_bytes, garbage)
JSON = (of_json, of_json, of_json, of_bytes, garbage)
XML = (of_xml, of_xml, of_xml, of_bytes, garbage)
KIND = (("type", "threat"),)


def seeds_of(record: Path) -> dict[str, list[Seed]]:
    """The seeds of each reader, and of each container, by its name."""
    with tracker.open(record) as desk:
        written = {
            each.name: desk.export(to=each.name).text.encode()
            for each in FORMATS
            if each.is_read and each.write is not None
        }
    table = written["csv"].decode()
    rows = list(csv.reader(io.StringIO(table)))
    sheet = (
        b"Year,Month,Day,Time,End Year,End Month,End Day,Headline,Text,Media,Type\n"
        b"2016,10,3,,,,,Pact suspended,By <b>decree</b>,https://example.org/a,\n"
        b"2016,10,,,2016,11,,Talks end,<p>All &amp; any</p>,,\n2016,,,,,,,Our title,,,title\n"
    )
    seeds = {
        "jsonl": [Seed("a.jsonl", written["jsonl"], (*JSON, of_cells))],
        "text": [Seed("a.txt", written["text"], (of_cells,))],
        "csv": [Seed("a.csv", written["csv"], TABLE)],
        "tsv": [Seed("a.tsv", written["tsv"], TABLE)],
        "xlsx": [
            Seed("a.xlsx", workbook(rows), (of_parts, of_parts, of_headers, of_bytes), (), False)
        ],
        "sqlite": [Seed("a.db", database(rows), (of_bytes,), (), False)],
        # What only a library can write begins and ends as it does.
        "parquet": [Seed("a.parquet", b"PAR1" + bytes(64) + b"PAR1", (of_bytes,), (), False)],
        "json": [Seed("a.json", records(rows), JSON)],
        "geojson": [Seed("a.geojson", written["geojson"], JSON)],
        "gexf": [Seed("a.gexf", written["gexf"], XML)],
        "graphml": [Seed("a.graphml", written["graphml"], XML)],
        "timelinejs": [
            Seed("a.json", written["timelinejs"], JSON, KIND),
            Seed("a.csv", sheet, TABLE, KIND),
        ],
        "bibtex": [Seed("a.bib", written["bibtex"], (of_bytes, garbage))],
        "stix": [Seed("a.json", written["stix"], JSON)],
        **{name: [Seed(f"a.{end}", data, TABLE)] for name, end, data in feeds()},
    }
    missing = {each.name for each in FORMATS if each.is_read} - seeds.keys()
    assert not missing, f"no seed for {missing}"
    return seeds | {
        "gzip": [Seed("a.csv.gz", gzip.compress(written["csv"], mtime=0), (of_bytes,), (), False)],
        "zip": [
            Seed("a.csv.zip", zipped(written["csv"]), (of_headers, of_parts, of_bytes), (), False)
        ],
    }


def workbook(rows: list[list[str]]) -> bytes:
    """Rows as an XLSX workbook, some cells of it numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([float(cell) if cell.lstrip("-").isdecimal() else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def database(rows: list[list[str]]) -> bytes:
    """Rows as a table of a SQLite database."""
    with closing(sqlite3.connect(":memory:")) as connection:
        columns = ", ".join(f"[{name}]" for name in rows[0])
        connection.execute(f"CREATE TABLE events ({columns})")
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO events VALUES ({marks})", rows[1:])
        connection.commit()
        return connection.serialize()


def records(rows: list[list[str]]) -> bytes:
    """Rows as the objects of a JSON array, within an envelope."""
    found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return json.dumps({"status": 200, "data": found}, indent=1).encode()


def zipped(data: bytes) -> bytes:
    """A file alone in a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("a.csv", STAMP), data)
    return out.getvalue()


def feeds() -> list[tuple[str, str, bytes]]:
    """A few rows of each feed: name, end of the file's name, bytes."""
    gdelt_rows = []
    for number, layout in enumerate(
        (gdelt_layouts.FIELDS, gdelt_layouts.OLDER, gdelt_layouts.FIELDS)
    ):
        row = dict.fromkeys(layout, "") | {
            "GLOBALEVENTID": str(1000 + number), "SQLDATE": "20161003", "MonthYear": "201610",
            "Year": "2016", "FractionDate": "2016.7562", "Actor1Code": "USAGOV",
            "Actor1Name": "UNITED STATES", "Actor2Code": "RUS", "Actor2Name": "RUSSIA",
            "IsRootEvent": "1", "EventCode": "1056", "QuadClass": "3", "GoldsteinScale": "-5.0",
            "NumMentions": "9", "ActionGeo_FullName": "Moscow, Russia", "DATEADDED": "20161003",
            "SOURCEURL": "https://example.org/a",
        }  # fmt: skip
        gdelt_rows.append([row[name] for name in layout])
    tables = {
        "acled": (",", acled.NEEDED, (
            ("SYR7", "23 February 2022", "2", "Battles", "Armed clash", "Military Forces of Syria",
             "IS", "Palmyra", "Syria", '"A patrol, ambushed."', "2"),
            ("SYR8", "24 February 2022", "3", "Battles", "Grenade", "IS", "", "Homs", "Syria", "x",
             "0"),
        )),
        "icews": ("\t", icews.NEEDED, (
            ("2071", "2018-06-01", "Russia", "NA", "Russia", "Criticize or denounce", "111", "-2",
             "Ukraine", "Government", "Ukraine"),
        )),
        "keds": (",", ("date", "source", "target", "code"), (
            ("1979-04-15", "ISRMIL", "JOR", "190"), ("1979-04-16", "ISR", "", "042"),
        )),
        "polecat": ("\t", (*polecat.NEEDED, "Intensity", "Event Mode"), (
            ("R-7", "2022-02-24", "THREATEN", "Moscow", "Kyiv", "-4", "NA"),
            ("R-8", "2022-02-25", "PROTEST", "None", "Kyiv", "1", "demo"),
        )),
        "ucdp": (",", ("id", "year", *ucdp.NEEDED[1:], "country"), (
            ("7", "2016", "1", "Government of Syria", "IS", "2016-09-01", "2016-09-02", "4",
             "Syria"),
            ("8", "2016", "3", "IS", "Civilians", "2016-09-03 00:00:00", "2016-09-03 00:00:00", "1",
             "Iraq"),
        )),
        "midip": (",", ("dispnum", "incidnum", "stabb", *mid.NEEDED[2:]), (
            ("1", "1001", "RUS", "365", "3", "10", "1993", "3", "10", "1993", "1", "7", "3"),
            ("1", "1001", "USA", "2", "-9", "10", "1993", "4", "11", "1993", "0", "0", "1"),
        )),
        "midi": (",", mid.NEEDED_ALONE, (
            ("1", "1001", "-9", "10", "1993", "3", "11", "1993", "13", "4", "1"),
        )),
        "icb": (",", (
            "icb2", "crisno", "cracno", *(name for name in icb_codes.NEEDED if name != "crisno"),
        ), (
            ("ICB2", "196", "1", "CUBAN MISSILES", "USA", "2", "4", "365", "1962", "10", "16", "6",
             "1962", "10", "20"),
            ("ICB2", "196", "2", "CUBAN MISSILES", "USR", "365", "7", "2", "1962", "10", "22", "6",
             "1962", "10", "99"),
        )),
    }  # fmt: skip
    written = [("gdelt", "csv", "\n".join(map("\t".join, gdelt_rows)).encode())]
    for name, (delimiter, headings, rows) in tables.items():
        text = "\n".join(delimiter.join(row) for row in (headings, *rows)) + "\n"
        written.append((name, "tab" if delimiter == "\t" else "csv", text.encode()))
    return written
