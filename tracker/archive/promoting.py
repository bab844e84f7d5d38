"""Promoting rows of an archive into the record, as an import with where they came from."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tracker.archive.manifest import Archive, ArchivedFile, Manifest
from tracker.archive.rows import feed_rows
from tracker.errors import InvalidInput
from tracker.formats.registry import format_named
from tracker.model.feed_row import RejectedRow
from tracker.model.import_stats import ImportStats
from tracker.model.imports import Provenance
from tracker.recording.imports import import_command

if TYPE_CHECKING:
    from tracker.store.database import Database

SHOWN = 12  # digits of a file's SHA-256 that a row has


def promote(
    db: "Database",
    archive: Archive,
    rows: Iterable[Mapping[str, Any]],
    new_actors: bool = False,
) -> ImportStats:
    """Record rows as events: one command, and for each file that they came from an import of it.

    The rows come ordered by feed and file.
    """
    files = _files(archive.read())
    stats = ImportStats()
    remarks: list[str] = []
    with import_command(db, f"{archive.folder.name} (archive)", new_actors=new_actors) as importer:
        for (feed, name), ours in groupby(rows, key=lambda row: (row["feed"], row["file"])):
            style, file = format_named(feed), files.get(name)
            if style.source is None:
                raise InvalidInput(f"{feed} is no feed that the record can cite.")
            origin = (
                Provenance(file.name, feed, file.size, file.sha256)
                if file is not None
                else Provenance(name, feed, 0, "")
            )
            rejected: list[RejectedRow] = []
            found = importer.add_feed(
                origin, style.source, feed_rows(ours), rejected.append, style.corrects
            )
            told = [*found.remarks, *(f"{row.reason}." for row in rejected[:3])]
            remarks += [f"{origin.file}: {remark}" for remark in told]
            stats += found
    return ImportStats(
        stats.added, stats.known, stats.corrected, stats.differing, stats.rows,
        remarks=tuple(remarks),
    )  # fmt: skip


def _files(manifest: Manifest) -> dict[str, ArchivedFile]:
    return {file.sha256[:SHOWN]: file for file in manifest.files}
