"""GDELT's public table of BigQuery means what an archive of the same rows means."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.archive.test_engines import ASKED, every
from tracker.archive import expressions
from tracker.archive.engines import DuckDB
from tracker.archive.manifest import Archive
from tracker.archive.public_tables import COLUMNS, DATASET, PROJECT, public_events
from tracker.archive.tables import EVENTS, with_tables
from tracker.desk import Desk
from tracker.errors import Refused
from tracker.formats.feeds import gdelt_rows

WHERE_FROM = ("line", "file")
KINDS = {"int64": "BIGINT", "float64": "DOUBLE", "string": "VARCHAR"}


@pytest.mark.parametrize("name", every(ASKED))
def test_every_question_is_sql_over_the_public_table(name: str) -> None:
    """For BigQuery, without its driver; it names no table of events but GDELT's."""
    import sqlglot
    from sqlglot import exp

    sql = expressions.sql_of(
        with_tables(every(ASKED)[name](), {"events": public_events()}), "bigquery"
    )
    [parsed] = sqlglot.parse(sql, read="bigquery")
    assert parsed is not None
    found = {
        f"{each.catalog}.{each.db}.{each.name}"
        for each in parsed.find_all(exp.Table)
        if each.name == "events"
    }
    assert found == {f"{PROJECT}.{DATASET}.events"}


def as_published(con: Any, path: Path) -> None:
    """A table as BigQuery has it, of a file of GDELT: numbers as numbers, nothing where none is."""
    con.execute(f"""ATTACH ':memory:' AS "{PROJECT}"; CREATE SCHEMA "{PROJECT}".{DATASET}""")
    texts = ", ".join(f"'{name}': 'VARCHAR'" for name in gdelt_rows.FIELDS)
    typed = ", ".join(
        f"CAST(nullif({name}, '') AS {KINDS[kind]}) AS {name}" for name, kind in COLUMNS.items()
    )
    con.execute(
        f"""CREATE TABLE "{PROJECT}".{DATASET}.events AS SELECT {typed} FROM read_csv('{path}',
            delim = '\t', header = false, quote = '', escape = '', nullstr = '\x01',
            columns = {{{texts}}}, auto_detect = false)"""
    )


def rows_of(con: Any, sql: str) -> list[tuple[Any, ...]]:
    """Rows in an order of their own, with numbers of coordinates as numbers."""
    at = list(EVENTS).index("coordinates")
    found = [list(row) for row in con.execute(sql).fetchall()]
    for row in found:
        row[at] = row[at] and tuple(map(float, row[at].split(",")))
    return sorted(map(tuple, found), key=repr)


def test_its_rows_are_those_of_an_archive(
    both: Desk, gdelt: Callable[..., Path], tmp_path: Path
) -> None:
    """Every column of every row: of rows without actors, values, places, articles or a date."""
    path = gdelt("a.CSV", 500)
    lines = [each.split("\t") for each in path.read_text(encoding="utf-8").splitlines()]
    for place, row in enumerate(lines):
        row[gdelt_rows.FIELDS.index(list(COLUMNS)[2 + place % 14])] = ""
    lines[0][1], lines[1][1], lines[2][26] = "20160231", "2016103", "---"
    lines[3][30], lines[4][30] = "12", "-99"
    path.write_text("\n".join(map("\t".join, lines)) + "\n", encoding="utf-8", newline="")
    both.archive_add(path)
    archive = Archive(both.path.with_suffix(".archive"))
    engine = DuckDB(archive, archive.read().parts)
    try:
        as_published(engine.con, path)
        columns = ", ".join(f'"{name}"' for name in EVENTS if name not in WHERE_FROM)
        null = ", ".join(f"NULL AS {name}" for name in WHERE_FROM)
        ours = rows_of(engine.con, f"SELECT {columns}, {null} FROM events")
        sql = expressions.sql_of(public_events(), "duckdb")
        assert rows_of(engine.con, f"SELECT {columns}, {null} FROM ({sql})") == ours
        assert len(ours) > 400
        rows = engine.con.execute(f"SELECT count(*) FROM ({sql})").fetchall()
        assert rows == [(len(ours),)]
    finally:
        engine.close()


def test_it_needs_no_archive_on_this_machine(both: Desk) -> None:
    """What is asked for is its driver, and not a folder."""
    if find_spec("google") is not None:
        pytest.skip("a driver of Google's is installed, which would ask the network")
    with pytest.raises(Refused, match="bigquery needs a driver"):
        both.dyads(engine=f"bigquery://my-project/{PROJECT}.{DATASET}")
