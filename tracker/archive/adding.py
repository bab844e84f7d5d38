"""Adding files to an archive: staged, told from what is there, and then made part of it.

A file is known by its bytes, a row by its feed's id. A row that is there and says something else
now takes the place of the old one, as it does in the record; the last file has the last word.
"""

import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.archive.columns import literal
from tracker.archive.engines import connect
from tracker.archive.intake import Intake, rows_of
from tracker.archive.manifest import STAGING, Archive, ArchivedFile, Manifest, put
from tracker.archive.staged import Staged
from tracker.archive.staging import feed_of, stage
from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.input_names import find_files, unread_folders
from tracker.formats.opening import open_file

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_FILES = 64  # of one step, after which what was read belongs to the archive
MOST_BYTES = 2**30
LARGEST = 2**50  # bytes of a file: an archive is for what fits into no memory
Progress = Callable[[Path], Callable[[int], None] | None]


@dataclass
class AddedRows:
    """What became of the files and rows of one command."""

    files: list[ArchivedFile] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def add_files(
    archive: Archive,
    files: Iterable[Path],
    limits: Limits,
    progress: Progress | None = None,
) -> AddedRows:
    """Read files into an archive; after each step what was read by then is kept for good."""
    given = tuple(files)
    paths = list(find_files(given))
    named = {each for each in given if not each.is_dir()}
    done = AddedRows(remarks=list(unread_folders(given)))
    with (
        archive.changing() as manifest,
        closing(connect(archive.folder / STAGING, for_adding=True)) as con,
    ):
        if not archive.is_there:
            archive.write(manifest)
        waiting: list[Staged] = []
        for number, path in enumerate(paths):
            advance = progress(path) if progress is not None else None
            wide = replace(limits, max_unpacked=max(limits.max_unpacked, LARGEST))
            with open_file(path, advance, wide) as file:
                if manifest.has(file.sha256) or any(
                    file.sha256 == each.file.sha256 for each in waiting
                ):
                    done.known.append(file.name)
                    continue
                style = feed_of(file)
                if style is None:
                    if path in named:
                        raise InvalidInput(
                            f"{file.name} is of no feed that tracker knows; `tracker formats` "
                            "lists them, and `tracker import` reads tables of your own."
                        )
                    done.remarks.append(f"{file.name} is of no feed; passed over.")
                    continue
                waiting.append(stage(con, file, style, archive.folder / STAGING / f"{number}"))
            size = sum(each.file.size for each in waiting)
            if len(waiting) == MOST_FILES or size > MOST_BYTES:
                manifest = _take_in(archive, con, manifest, waiting, done)
                waiting = []
        if waiting:
            _take_in(archive, con, manifest, waiting, done)
    return done


def _take_in(
    archive: Archive,
    con: "DuckDBPyConnection",
    manifest: Manifest,
    waiting: Sequence[Staged],
    done: AddedRows,
) -> Manifest:
    """Make staged files part of the archive; returns its manifest with them."""
    before = manifest
    files: list[ArchivedFile] = []
    for feed in dict.fromkeys(each.style.name for each in waiting):
        ours = [each for each in waiting if each.style.name == feed]
        manifest, told = Intake(archive, con, manifest, feed, ours).run()
        files += told
    manifest = replace(
        manifest,
        files=(*manifest.files, *files),
        names=_write_names(archive, con, before, manifest),
    )
    archive.write(manifest)
    kept = {part.path for part in manifest.parts} | {manifest.names}
    for old in (*(part.path for part in before.parts), before.names):
        if old and old not in kept:
            archive.path(old).unlink(missing_ok=True)
    for each in waiting:
        shutil.rmtree(each.folder.parent, ignore_errors=True)
        done.remarks += each.remarks()
    done.files += files
    return manifest


def _write_names(
    archive: Archive, con: "DuckDBPyConnection", before: Manifest, now: Manifest
) -> str:
    """Write the names of actors and types that stand in the archive, each once.

    They are what the codebook is asked for, so that no question looks for them in all rows.
    """
    there = {part.path for part in before.parts}
    new = [archive.path(part) for part in now.parts if part.path not in there]
    if not new:
        return before.names
    old = (
        f"UNION ALL SELECT kind, name FROM {rows_of([archive.path(before.names)])}"
        if before.names
        else ""
    )
    made = archive.folder / STAGING / "names.parquet"
    con.execute(
        f"""COPY (SELECT DISTINCT kind, name FROM (
                      SELECT 'doers' AS kind, doers AS name FROM {rows_of(new)} GROUP BY 2
                      UNION ALL SELECT 'targets', targets FROM {rows_of(new)} GROUP BY 2
                      UNION ALL SELECT 'type', type FROM {rows_of(new)} GROUP BY 2 {old})
                  WHERE name IS NOT NULL ORDER BY ALL)
            TO {literal(str(made))} (FORMAT parquet, COMPRESSION zstd)"""
    )
    name = f"names-{secrets.token_hex(8)}.parquet"
    put(made, archive.path(name))
    return name
