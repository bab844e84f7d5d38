"""Checking of an archive: whether its files are there, whole and what the manifest says."""

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from tracker.archive.columns import TYPES, literal
from tracker.archive.engines import connect
from tracker.archive.manifest import Archive, Manifest, Part, digest_of
from tracker.model.answers.archive import ArchiveFlaw

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def flaws_of(archive: Archive) -> Iterator[ArchiveFlaw]:
    """What is wrong with an archive, file by file; nothing where it is sound."""
    import duckdb

    manifest = archive.read()
    sound: list[Part] = []
    with closing(connect()) as con:
        for part in manifest.parts:
            path = archive.path(part)
            if not path.is_file():
                yield ArchiveFlaw(part.path, "is not there; add the files anew to another folder")
            elif path.stat().st_size != part.size or digest_of(path) != part.sha256:
                yield ArchiveFlaw(part.path, "was changed since it was written, or is damaged")
            else:
                try:
                    found = _of_part(con, archive, part)
                except duckdb.Error as error:
                    reason = str(error).partition("\n")[0][:200]
                    yield ArchiveFlaw(part.path, f"cannot be read: {reason}")
                    continue
                sound.append(part)
                if found:
                    yield ArchiveFlaw(part.path, found)
        for feed in sorted({part.feed for part in sound}):
            yield from _twice(con, archive, [part for part in sound if part.feed == feed], feed)
    yield from _of_names(archive, manifest)
    for path in archive.strays(manifest):
        told = path.relative_to(archive.folder).as_posix()
        yield ArchiveFlaw(
            told, "belongs to no command that ended; the next `archive add` sweeps it"
        )


def _of_part(con: "DuckDBPyConnection", archive: Archive, part: Part) -> str:
    """What is wrong with the rows of one file; empty where nothing is."""
    table = f"read_parquet({literal(str(archive.path(part)))}, hive_partitioning = false)"
    kinds = {
        name: kind for name, kind, *_ in con.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
    }
    if missing := [
        name for name, kind in TYPES.items() if kinds.get(name) != kind.replace(" ", "")
    ]:
        return f"has no column {missing[0]} of the kind that an archive has"
    [(rows, first, last, others)] = con.execute(
        f"""SELECT count(*), min(first), max(last),
                   count(*) FILTER (strftime(first, '%Y-%m') <> {literal(part.month)})
            FROM {table}"""
    ).fetchall()
    if (rows, f"{first}", f"{last}") != (part.rows, part.first, part.last):
        return f"has {rows:,} rows of {first} to {last}, and the manifest says otherwise"
    return f"has {others:,} rows of another month" if others else ""


def _twice(
    con: "DuckDBPyConnection",
    archive: Archive,
    parts: list[Part],
    feed: str,
) -> Iterator[ArchiveFlaw]:
    listed = ", ".join(literal(str(archive.path(part))) for part in parts)
    [(rows, ids)] = con.execute(
        f"""SELECT count(*), count(DISTINCT hash(id)) FROM read_parquet([{listed}],
            hive_partitioning = false)"""
    ).fetchall()
    if rows != ids:
        yield ArchiveFlaw(f"events/feed={feed}", f"has {rows - ids:,} rows whose id comes twice")


def _of_names(archive: Archive, manifest: Manifest) -> Iterator[ArchiveFlaw]:
    if manifest.parts and not archive.path(manifest.names or "names").is_file():
        yield ArchiveFlaw(
            manifest.names or "names", "is not there, so that no question finds anybody"
        )
