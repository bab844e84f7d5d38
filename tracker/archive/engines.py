"""The engines that a question runs on: DuckDB by default, Spark, or another by its address.

An engine is given an expression of ibis over the tables of `expressions`, the parts of the archive,
and the small tables by which the record says what names stand for. It returns rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tracker.archive.columns import TYPES, literal, quoted
from tracker.archive.manifest import Archive, Part
from tracker.errors import InvalidInput, Refused, excerpt

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EXTRA = "pip install 'escalation-tracker[archive]'"
DUCKDB, SPARK = "duckdb", "spark"
ADDRESSES = ("trino", "clickhouse", "bigquery")
MEMORY = "2GB"  # that adding takes at the most; the rest lies on the disk meanwhile
AT_ONCE = 10_000  # rows
Row = tuple[Any, ...]
Tables = Mapping[str, tuple[Mapping[str, str], Sequence[Sequence[Any]]]]
"""By name of each small table its columns with their types, and its rows."""


class Engine(Protocol):
    """Runs expressions over the rows of an archive."""

    def rows(self, expression: Any, tables: Tables) -> Iterator[Row]:
        """The rows that an expression gives, as they come."""

    def close(self) -> None:
        """Let go of what the engine holds."""


def need_archive() -> None:
    """Refuse in a sentence where the libraries of the archive are not installed."""
    try:
        import duckdb  # noqa: F401
        import ibis  # noqa: F401
    except ImportError:
        raise Refused(
            f"The archive needs ibis and DuckDB, which are not installed: {EXTRA}."
        ) from None


def connect(folder: Path | None = None, for_adding: bool = False) -> "DuckDBPyConnection":
    """A DuckDB in memory, which writes to a folder what does not fit there."""
    need_archive()
    import duckdb

    con = duckdb.connect()
    con.execute("SET enable_progress_bar = false")
    con.execute("SET TimeZone = 'UTC'")
    # Nothing is fetched from anywhere while a question runs.
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET autoload_known_extensions = false")
    if folder is not None:
        con.execute(f"SET temp_directory = {literal(str(folder / 'spill'))}")
    if for_adding:
        con.execute("SET preserve_insertion_order = false")
        con.execute(f"SET memory_limit = {literal(MEMORY)}")
    return con


class DuckDB:
    """DuckDB in this process, over the files of the archive."""

    def __init__(self, archive: Archive, parts: Iterable[Part]) -> None:
        self.con = connect()
        listed = ", ".join(literal(str(archive.path(part))) for part in parts)
        columns = ", ".join(map(quoted, TYPES))
        source = (
            f"""SELECT {columns}, {FEED} AS feed FROM read_parquet([{listed}],
                union_by_name = false, hive_partitioning = false, filename = true)"""
            if listed
            else f"SELECT {EMPTY}, NULL::VARCHAR AS feed WHERE false"
        )
        self.con.execute(f"CREATE VIEW events AS {source}")

    def rows(self, expression: Any, tables: Tables) -> Iterator[Row]:
        """The rows that an expression gives, as they come."""
        from tracker.archive.expressions import sql_of

        for name, (kinds, rows) in tables.items():
            columns = ", ".join(f"{quoted(each)} {kind}" for each, kind in kinds.items())
            self.con.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(name)} ({columns})")
            if rows:
                marks = ", ".join("unnest(?)" for _ in kinds)
                lists = [list(each) for each in zip(*rows, strict=True)]
                self.con.execute(f"INSERT INTO {quoted(name)} SELECT {marks}", lists)
        found = self.con.execute(sql_of(expression, DUCKDB))
        while rows := found.fetchmany(AT_ONCE):
            yield from rows

    def close(self) -> None:
        """Close it."""
        self.con.close()


FEED = r"regexp_extract(filename, 'feed=([^/\\]*)[/\\][^/\\]*[/\\][^/\\]*$', 1)"
EMPTY = ", ".join(f"NULL::{kind} AS {quoted(name)}" for name, kind in TYPES.items())


class Spark:
    """Spark, of this machine or of the cluster whose master SPARK_MASTER names."""

    def __init__(self, archive: Archive, parts: Iterable[Part]) -> None:
        try:
            import ibis
            import pandas  # noqa: F401  which ibis asks for with Spark
            from pyspark.sql import SparkSession
        except ImportError:
            raise Refused(
                "Spark needs pyspark, pandas and a Java that it runs on: "
                "pip install 'escalation-tracker[spark]', in an environment of its own."
            ) from None
        import os

        settings = SparkSession.builder.master(os.environ.get("SPARK_MASTER", "local[*]"))
        for name, value in SETTINGS.items():
            settings = settings.config(name, value)
        self.session: Any = settings.appName("tracker archive").getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        paths = [str(archive.path(part)) for part in parts]
        kinds = {**TYPES, "feed": "VARCHAR"}
        if paths:
            found = self.session.read.option("basePath", str(archive.folder / "events")).parquet(
                *paths
            )
            chosen = found.select(*(found[name].cast(_of_spark(kinds[name])) for name in kinds))
        else:
            chosen = self.session.createDataFrame([], _schema(kinds))
        chosen.createOrReplaceTempView("events")
        self.ibis: Any = ibis.pyspark.connect(self.session)

    def rows(self, expression: Any, tables: Tables) -> Iterator[Row]:
        """The rows that an expression gives, as they come."""
        for name, (kinds, rows) in tables.items():
            made = self.session.createDataFrame([tuple(row) for row in rows], _schema(kinds))
            made.createOrReplaceTempView(name)
        for row in self.session.sql(self.ibis.compile(expression)).toLocalIterator():
            yield tuple(row)

    def close(self) -> None:
        """Stop it."""
        with suppress(Exception):
            self.session.stop()


SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


def _of_spark(kind: str) -> str:
    return {"VARCHAR": "STRING"}.get(kind, kind)


def _schema(kinds: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` {_of_spark(kind)}" for name, kind in kinds.items())


class Addressed:
    """Another engine, by its address: it holds the table of events, or is GDELT's public one."""

    def __init__(self, address: str) -> None:
        need_archive()
        import ibis

        from tracker.archive.public_tables import is_public, public_events

        self.events: dict[str, Any] = {"events": public_events()} if is_public(address) else {}

        kind = address.partition(":")[0]
        try:
            self.con: Any = ibis.connect(address)
        except ImportError as error:
            raise Refused(
                f"{kind} needs a driver that is not installed ({error}): "
                f"pip install 'ibis-framework[{kind}]'."
            ) from None
        except Exception as error:  # whatever its driver raises where nobody answers
            reason = " ".join(str(error).split())[:200]
            raise Refused(f"{excerpt(address)} cannot be reached: {reason}.") from error
        self.kind = kind

    def rows(self, expression: Any, tables: Tables) -> Iterator[Row]:
        """The rows that an expression gives, as they come."""
        from tracker.archive.tables import rows_as_table, with_tables

        made = {name: rows_as_table(kinds, rows) for name, (kinds, rows) in tables.items()}
        whole = with_tables(expression, {**made, **self.events})
        for batch in self.con.to_pyarrow_batches(whole):
            for row in batch.to_pylist():
                yield tuple(row.values())

    def close(self) -> None:
        """Let go of the connection."""
        with suppress(Exception):
            self.con.disconnect()


def is_address(name: str | None) -> bool:
    """Whether an engine is named by its address, so that the events lie with it.

    >>> is_address("clickhouse://host/database"), is_address("spark"), is_address(None)
    (True, False, False)
    """
    kind, sign, _ = (name or "").strip().partition("://")
    return bool(sign) and kind.lower() in ADDRESSES


def engine_named(name: str | None, archive: Archive, parts: Iterable[Part]) -> Engine:
    """The engine of a name or an address; DuckDB without one."""
    asked = (name or DUCKDB).strip()
    if asked.lower() == DUCKDB:
        return DuckDB(archive, parts)
    if asked.lower() == SPARK:
        return Spark(archive, parts)
    if is_address(asked):
        return Addressed(asked)
    raise InvalidInput(
        f"{excerpt(asked)} is no engine; write duckdb, spark, or an address such as "
        "trino://user@host:8080/catalog/schema, clickhouse://host/database or "
        "bigquery://project/dataset."
    )
