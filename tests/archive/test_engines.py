"""One expression for every engine: the same numbers on DuckDB and Spark, and SQL for the others.

The tests on Spark are run by `scripts/test-spark`, in an environment of its own.
"""

import shutil
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tracker.archive import expressions
from tracker.archive.conditions import Conditions
from tracker.archive.engines import DuckDB, Engine, Spark
from tracker.archive.manifest import Archive
from tracker.archive.questions import ArchiveQuestions
from tracker.desk import Desk
from tracker.desk.filters import selection_of
from tracker.model.dyads import Period

DIALECTS = ("duckdb", "trino", "clickhouse", "bigquery")
ASKED = Conditions(
    since=date(2016, 9, 1), until=date(2016, 12, 31), sides=("Syria", "cameo:USA"),
    dated_sides=(("Kerry", "2016-10-03"),), types=("cameo:190", "clash"), place="aleppo",
    text="fight", words=("convoy",), min_intensity=2.5, feeds=("gdelt", "ucdp"),
)  # fmt: skip
Expression = Callable[[], Any]
PAIR = ("SYR", "ISIS")


def _dyads(asked: Conditions, period: Period | None, names: tuple[str, ...]) -> Any:
    return expressions.dyads(expressions.counted(asked, period, names))


def every(asked: Conditions) -> dict[str, Expression]:
    """Every question, by its name."""
    names = ("Syria", "IS")
    return {
        **{
            f"dyads by {period}": partial(_dyads, asked, period, names)
            for period in (None, *Period)
        },
        "dyads of two": lambda: expressions.dyads(expressions.counted(asked, None), PAIR),
        "matrix": lambda: expressions.matrix(expressions.counted(asked, None, names)),
        "days": lambda: expressions.days(expressions.counted(asked, Period.DAY, (), True)),
        "steps": lambda: expressions.steps(
            expressions.counted(asked, Period.DAY, names, True), PAIR
        ),
        "unpaired": lambda: expressions.unpaired(expressions.counted(asked, None, names)),
        "joint": lambda: expressions.joint(expressions.counted(asked, None, names)),
        "span": lambda: expressions.span(asked),
        "names": expressions.names,
        "dates": lambda: expressions.dates_of(names),
        "ids": lambda: expressions.with_ids(("ucdp-1",)),
        **{
            f"list by {order}": partial(expressions.listed, asked, order, 20)
            for order in ("date", "newest", "intensity", "title", "number")
        },
    }


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", every(ASKED))
def test_an_expression_is_sql_of_every_engine(name: str, dialect: str) -> None:
    """Without its driver: it compiles, and what it says is read again by the dialect's parser."""
    import sqlglot

    sql = expressions.sql_of(every(ASKED)[name](), dialect)
    assert len(sqlglot.parse(sql, read=dialect)) == 1
    assert "events" in sql


def told(engine: Engine, expression: Any, tables: Any) -> list[tuple[Any, ...]]:
    """The rows of an expression, in an order of their own; a day is a day."""
    rows = [
        tuple(each.date() if isinstance(each, datetime) else each for each in row)
        for row in engine.rows(expression, tables)
    ]
    return sorted(rows, key=repr)


def test_spark_counts_what_duckdb_counts(
    both: Desk, gdelt: Callable[..., Path], ucdp: Path
) -> None:
    """To the last digit, sums of decimals among them."""
    pytest.importorskip("pyspark", reason="scripts/test-spark has it, in an environment of its own")
    pytest.importorskip("pandas", reason="ibis imports it with Spark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    both.archive_add([gdelt("a.CSV", 400), ucdp])
    archive = Archive(both.path.with_suffix(".archive"))
    parts = archive.read().parts
    db = both._registers()
    with ArchiveQuestions(archive, db, selection_of(db, {}, happened=True)) as questions:
        tables, dated = questions.book.tables, questions.book.dated
    everything = every(Conditions())
    narrowed = every(Conditions(since=date(2016, 10, 1), place="a", min_intensity=2.5))
    some = ("dyads by None", "dyads by week", "dyads by month", "matrix", "steps", "unpaired")
    asked = {
        **{name: everything[name] for name in some},
        **{f"{name}, narrowed": narrowed[name] for name in ("dyads by day", "list by date")},
    }
    assert dated == ()
    duckdb, spark = DuckDB(archive, parts), Spark(archive, parts)
    try:
        for name, expression in asked.items():
            ours = told(duckdb, expression(), tables)
            assert ours == told(spark, expression(), tables), name
            assert ours, name
    finally:
        duckdb.close()
        spark.close()
