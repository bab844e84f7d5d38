"""The intake of staged rows: told from those that are there, counted, and put into their months.

A row is known by its feed's id. One that is there and says something else now takes the place of
the old one where the feed corrects itself.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.archive.columns import TYPES, WHERE_FROM, literal, quoted
from tracker.archive.manifest import (
    EVENTS,
    STAGING,
    Archive,
    ArchivedFile,
    Manifest,
    Part,
    digest_of,
    put,
)
from tracker.archive.staged import Staged

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_PARTS = 16  # of a month; then they are written as one
MONTH = r"regexp_extract(filename, 'month=([^/\\]*)[/\\][^/\\]*$', 1)"
Span = tuple[int, date | None, date | None]


class Intake:
    """Staged files of one feed on the way into the archive."""

    def __init__(
        self,
        archive: Archive,
        con: "DuckDBPyConnection",
        manifest: Manifest,
        feed: str,
        staged: Sequence[Staged],
    ) -> None:
        self.archive = archive
        self.con = con
        self.manifest = manifest
        self.feed = feed
        self.staged = staged
        self.corrects = staged[0].style.corrects
        self.there = [part for part in manifest.parts if part.feed == feed]
        self.made: list[Part] = []
        self.gone: set[str] = set()
        self.spans: dict[str, Span] = {}

    def run(self) -> tuple[Manifest, list[ArchivedFile]]:
        """Bring all rows to where they belong; tells of each file what became of them."""
        new = [path for each in self.staged for paths in each.months.values() for path in paths]
        counts: dict[str, Counter[str]] = {}
        if new:
            again = self._find_again(new)
            counts = self._counts(again)
            touched, stale = self._touched(again)
            self.spans = _spans(self.con, new)
            by_month = self._by_month()
            for month in sorted({*by_month, *stale}):
                paths = by_month.get(month, [])
                old = [part for part in self.there if part.month == month]
                if len(old) + len(paths) <= MOST_PARTS and month not in stale:
                    old = []
                if not old and month not in touched and (len(self.staged) == 1 or len(paths) == 1):
                    for path in paths:
                        self._keep(path, month)
                else:
                    self._rewrite(month, old, paths, again)
        parts = (part for part in self.manifest.parts if part.path not in self.gone)
        manifest = replace(self.manifest, parts=(*parts, *self.made))
        return manifest, [self._told(each, counts) for each in self.staged]

    def _by_month(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for each in self.staged:
            for month, paths in each.months.items():
                found.setdefault(month, []).extend(paths)
        return found

    def _find_again(self, new: Sequence[Path]) -> bool:
        """Make the tables of rows that come again; False where all ids are new and come once.

        `fresh` has of each id that comes more than once, or is in the archive, the row that holds;
        `known` those of them whose row in the archive stays; `stale` the rows that go.
        """
        con = self.con
        con.execute("DROP TABLE IF EXISTS twice")
        con.execute("CREATE TEMP TABLE twice (key UBIGINT)")
        if len(self.staged) > 1 or not self.staged[0].has_each_id_once:
            con.execute(
                f"""INSERT INTO twice
                    SELECT key FROM (SELECT hash(id) AS key FROM {rows_of(new)})
                    GROUP BY key HAVING count(*) > 1"""
            )
        if self.there:
            old = rows_of([self.archive.path(part) for part in self.there])
            con.execute(
                f"""INSERT INTO twice SELECT DISTINCT hash(o.id) FROM {old} o
                    SEMI JOIN (SELECT hash(id) AS key FROM {rows_of(new)}) n
                    ON n.key = hash(o.id)"""
            )
        [(number,)] = con.execute("SELECT count(*) FROM twice").fetchall()
        if not number:
            return False
        order = ", ".join(
            f"({literal(each.file.sha256[:12])}, {place})" for place, each in enumerate(self.staged)
        )
        con.execute("DROP TABLE IF EXISTS fresh")
        con.execute(
            f"""CREATE TEMP TABLE fresh AS
                SELECT r.*, row_number() OVER (
                           PARTITION BY r.id ORDER BY f.place DESC, r.line DESC NULLS LAST) AS rank
                FROM {rows_of(new, month=True)} r
                JOIN (VALUES {order}) f (name, place) ON f.name = r.file
                WHERE hash(r.id) IN (SELECT key FROM twice)"""
        )
        # Where an earlier row of the same id is of another month, that one loses a row.
        con.execute(
            "CREATE OR REPLACE TEMP TABLE lesser AS SELECT DISTINCT month FROM fresh WHERE rank > 1"
        )
        con.execute("DELETE FROM fresh WHERE rank > 1")
        con.execute("ALTER TABLE fresh DROP COLUMN rank")
        old = rows_of([self.archive.path(part) for part in self.there], month=True)
        con.execute("DROP TABLE IF EXISTS known")
        if not self.there:
            con.execute("CREATE TEMP TABLE known (id VARCHAR, month VARCHAR, same BOOLEAN)")
            return True
        con.execute(
            f"""CREATE TEMP TABLE known AS
                SELECT o.id, o.month, {self._same()} AS same FROM {old} o
                JOIN fresh n ON n.id = o.id"""
        )
        return True

    def _same(self) -> str:
        """That a row says what the one in the archive says."""
        if not self.corrects:
            return "true"
        con = self.con
        old = rows_of([self.archive.path(part) for part in self.there])
        columns = {
            name
            for table in ("fresh", old)
            for name, *_ in con.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
        }
        common = [name for name in TYPES if name not in WHERE_FROM]
        both = {
            name for name, *_ in con.execute(f"DESCRIBE SELECT * FROM {old}").fetchall()
        } & columns
        own = sorted(each for each in both if each.startswith("raw_"))
        has = {name for name, *_ in con.execute("DESCRIBE fresh").fetchall()}
        compared = [*common, *(each for each in own if each in has)]
        return " AND ".join(
            f"o.{quoted(name)} IS NOT DISTINCT FROM n.{quoted(name)}" for name in compared
        )

    def _touched(self, again: bool) -> tuple[set[str], set[str]]:
        """The months of which some new row is not simply added, and those with rows that go."""
        if not again:
            return set(), set()
        months = self.con.execute(
            """SELECT month, true FROM known WHERE NOT same
               UNION SELECT month, false FROM fresh
               UNION SELECT month, false FROM lesser"""
        ).fetchall()
        return {month for month, _ in months}, {month for month, goes in months if goes}

    def _rewrite(self, month: str, old: Sequence[Part], new: Sequence[Path], again: bool) -> None:
        """Write one file of what is of a month now, of some of its files and of what is new."""
        tables = []
        if old:
            tables.append(
                f"SELECT * FROM {rows_of([self.archive.path(part) for part in old])} o"
                + (" WHERE o.id NOT IN (SELECT id FROM known WHERE NOT same)" if again else "")
            )
        if new:
            tables.append(
                f"SELECT * FROM {rows_of(new)} s"
                + (" WHERE s.id NOT IN (SELECT id FROM fresh)" if again else "")
            )
        if again:
            tables.append(
                f"""SELECT * EXCLUDE (month) FROM fresh WHERE month = {literal(month)}
                    AND id NOT IN (SELECT id FROM known WHERE same)"""
            )
        made = self.archive.folder / STAGING / f"{secrets.token_hex(6)}.parquet"
        self.con.execute(
            f"""COPY (SELECT * FROM ({" UNION ALL BY NAME ".join(tables)}) ORDER BY first, id)
                TO {literal(str(made))} (FORMAT parquet, COMPRESSION zstd)"""
        )
        self.gone |= {part.path for part in old}
        self._keep(made, month)

    def _keep(self, made: Path, month: str) -> None:
        """Put a file into its folder."""
        if str(made) not in self.spans:
            self.spans |= _spans(self.con, [made])
        rows, first, last = self.spans.get(str(made), (0, None, None))
        if first is None or last is None:
            made.unlink()
            return
        path = f"{EVENTS}/feed={self.feed}/month={month}/{secrets.token_hex(8)}.parquet"
        size, digest = made.stat().st_size, digest_of(made)
        put(made, self.archive.path(path))
        self.made.append(
            Part(path, self.feed, month, rows, size, digest, first.isoformat(), last.isoformat())
        )

    def _counts(self, again: bool) -> dict[str, Counter[str]]:
        """Of each file how many of its rows are new, known and corrections."""
        counts: dict[str, Counter[str]] = {}
        for each in self.staged:
            paths = [path for paths in each.months.values() for path in paths]
            number = 0
            if paths:
                [(number,)] = self.con.execute(f"SELECT count(*) FROM {rows_of(paths)}").fetchall()
            counts[each.file.sha256[:12]] = Counter(read=number)
        if not again:
            return counts
        new = [path for paths in self._by_month().values() for path in paths]
        rows = self.con.execute(
            f"""SELECT r.file, count(*) FILTER (k.same), count(*) FILTER (NOT k.same),
                       count(*) FILTER (k.same IS NULL AND r.file <> f.file),
                       count(DISTINCT r.id) FILTER (k.same IS NULL AND r.file = f.file),
                       count(*) FILTER (k.same IS NULL AND r.file = f.file)
                FROM {rows_of(new)} r JOIN fresh f ON f.id = r.id LEFT JOIN known k ON k.id = r.id
                GROUP BY 1"""
        ).fetchall()
        for name, same, corrected, elsewhere, once, all_of in rows:
            counts[name].update(known=same + elsewhere + all_of - once, corrected=corrected)
        return counts

    def _told(self, each: Staged, counts: dict[str, Counter[str]]) -> ArchivedFile:
        found = counts.get(each.file.sha256[:12], Counter())
        file = each.file
        return ArchivedFile(
            file.name, self.feed, file.size, file.sha256, each.at,
            read=found["read"] + each.rejected,
            added=found["read"] - found["known"] - found["corrected"],
            known=found["known"], corrected=found["corrected"], rejected=each.rejected,
        )  # fmt: skip


def _spans(con: "DuckDBPyConnection", paths: Iterable[Path]) -> dict[str, Span]:
    """Of each file the number of its rows, and their first and last day."""
    listed = ", ".join(literal(str(path)) for path in paths)
    rows = con.execute(
        f"""SELECT filename, count(*), min(first), max(last) FROM read_parquet([{listed}],
            union_by_name = true, hive_partitioning = false, filename = true) GROUP BY 1"""
    ).fetchall()
    return {name: (number, first, last) for name, number, first, last in rows}


def rows_of(paths: Iterable[Path], month: bool = False) -> str:
    """The rows of files as a table of SQL; `month` is taken from their folders."""
    listed = ", ".join(literal(str(path)) for path in paths)
    read = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false"
    if not month:
        return f"{read})"
    return f"(SELECT * EXCLUDE (filename), {MONTH} AS month FROM {read}, filename = true))"
