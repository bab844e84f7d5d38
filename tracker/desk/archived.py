"""The archive: feeds kept as Parquet beside the record, asked there and promoted from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, cast

from tracker.desk.filters import selection_of
from tracker.desk.opening import OpenRecord
from tracker.desk.values import choice_of
from tracker.errors import InvalidInput
from tracker.model.numbers import counted
from tracker.model.selection import Filters, Selection, Sort, filters_in_words

if TYPE_CHECKING:
    from tracker.archive.manifest import Archive
    from tracker.archive.questions import ArchiveQuestions
    from tracker.config import Limits
    from tracker.model.answers.archive import (
        ArchiveAdded,
        ArchiveCheck,
        ArchivedEvents,
        ArchiveInfo,
    )
    from tracker.model.import_stats import ImportStats

Folder = Path | str | None
Progress = Callable[[Path], Callable[[int], None] | None]
SUFFIX = ".archive"


class Archived(OpenRecord):
    """The calls about an archive; without a folder it is the one beside the database."""

    def archive_add(
        self,
        files: Path | str | Iterable[Path | str],
        *,
        archive: Folder = None,
        progress: Progress | None = None,
        limits: Limits | None = None,
    ) -> ArchiveAdded:
        """Read files of feeds into an archive; a file that was read before is passed over.

        A row whose id is there already takes the place of the old one where it says otherwise.
        """
        from tracker.archive.adding import add_files
        from tracker.archive.engines import need_archive
        from tracker.config import load_config
        from tracker.model.answers.archive import ArchiveAdded, FileAdded

        need_archive()
        given = (files,) if isinstance(files, Path | str) else files
        folder = self._archive(archive)
        done = add_files(folder, map(Path, given), limits or load_config().limits, progress)
        told = tuple(
            FileAdded(
                each.name, each.feed, each.read, each.added, each.corrected, each.known,
                each.rejected,
            )
            for each in done.files
        )  # fmt: skip
        remarks = list(done.remarks)
        if done.known:
            verb = "was" if len(done.known) == 1 else "were"
            remarks.append(f"{counted(len(done.known), 'file')} {verb} there already.")
        number = sum(each.added for each in told)
        return ArchiveAdded(
            told,
            conclusion=f"Added {counted(number, 'event')}." if told else "Nothing was added.",
            remarks=tuple(remarks),
        )

    def archive_info(self, *, archive: Folder = None) -> ArchiveInfo:
        """What is in an archive, by feed."""
        from tracker.model.answers.archive import ArchiveInfo, FeedArchived

        folder = self._archive(archive)
        found = folder.read()
        feeds = []
        for feed in sorted({part.feed for part in found.parts}):
            parts = [part for part in found.parts if part.feed == feed]
            feeds.append(
                FeedArchived(
                    feed,
                    sum(part.rows for part in parts),
                    min(part.first for part in parts),
                    max(part.last for part in parts),
                    sum(file.feed == feed for file in found.files),
                    len(parts),
                    sum(part.size for part in parts),
                )
            )
        said = f"{folder.folder} has {counted(found.rows, 'event')}."
        return ArchiveInfo(tuple(feeds), conclusion=said)

    def archive_check(self, *, archive: Folder = None) -> ArchiveCheck:
        """Check that the files of an archive are there, whole, and what its manifest says."""
        from tracker.archive.checking import flaws_of
        from tracker.archive.engines import need_archive
        from tracker.model.answers.archive import ArchiveCheck

        need_archive()
        folder = self._archive(archive)
        flaws = tuple(flaws_of(folder))
        rows = counted(folder.read().rows, "event")
        said = f"{folder.folder} is sound: {rows}." if not flaws else ""
        return ArchiveCheck(flaws, conclusion=said)

    def list_archive(
        self,
        *,
        archive: Folder = None,
        engine: str | None = None,
        sort: Sort | str = Sort.DATE,
        limit: int | None = None,
        words: str | Iterable[str] = (),
        **filters: Unpack[Filters],
    ) -> ArchivedEvents:
        """The rows of an archive that meet the filters, as the events that they would be.

        With `words` those in whose title, summary, place or citation they all are.
        """
        from tracker.archive.rows import events_of
        from tracker.formats.registry import format_named
        from tracker.model.answers.archive import ArchivedEvents

        db = self._registers()
        order = choice_of(Sort, sort, "order")
        selection = selection_of(db, filters, happened=False)
        found = _words(words)
        with questions_of(self, archive, engine, selection, words=found) as asked:
            rows = list(asked.rows(order.value, limit))
            feeds = {row["feed"] for row in rows}
            cited = {feed: format_named(feed).source for feed in feeds}
            sources = {feed: each for feed, each in cited.items() if each is not None}
            codes = {feed: each.code for feed, each in sources.items()}
            events = tuple(events_of(rows, asked.book, codes))
            names = {file.sha256[:12]: file.name for file in asked.manifest.files}
        narrowed = filters_in_words(filters)
        nothing = (
            f"No event of the archive fits{narrowed}."
            if not found
            else ("Nothing found; try fewer words, or part of one.")
        )
        return ArchivedEvents(
            events,
            tuple(row["feed"] for row in rows),
            tuple(names.get(row["file"], row["file"]) for row in rows),
            {each.code: each for each in sources.values()},
            conclusion="" if events else nothing,
        )

    def archive_promote(
        self,
        *,
        archive: Folder = None,
        engine: str | None = None,
        words: str | Iterable[str] = (),
        new_actors: bool = False,
        limit: int | None = None,
        between: tuple[str, str] | None = None,
        **filters: Unpack[Filters],
    ) -> ImportStats:
        """Take the rows of an archive that meet the filters into the record, as one import.

        Each file that they came from is noted with its size and SHA-256. Rows that are there
        already stay, or are corrected, as an import of the files would have it.
        """
        from tracker.archive.promoting import promote
        from tracker.model.import_stats import ImportStats

        found = _words(words)
        if not filters and not found and limit is None:
            raise InvalidInput(
                "Name what is to be promoted, by filters such as --actor and --since; an archive "
                "as a whole does not belong into a record."
            )
        with self._starting() as (db, created):
            selection = selection_of(db, filters, happened=False)
            with questions_of(self, archive, engine, selection, words=found, db=db) as asked:
                stats = promote(db, asked.archive, asked.rows("number", limit), new_actors)
            nothing = f"No event of the archive fits{filters_in_words(filters)}."
            told = nothing if not stats.rows.read else str(stats)
            return ImportStats(
                stats.added, stats.known, stats.corrected, stats.differing, stats.rows,
                remarks=(*created, *stats.remarks, told),
            )  # fmt: skip

    def _archive(self, folder: Folder) -> Archive:
        return archive_of(self, folder)


def archive_of(desk: OpenRecord, folder: Folder) -> Archive:
    """The archive of a folder; without one that beside the database."""
    from tracker.archive.manifest import Archive

    return Archive(Path(folder) if folder is not None else desk.path.with_suffix(SUFFIX))


def questions_of(
    desk: OpenRecord,
    folder: Folder,
    engine: str | None,
    selection: Selection,
    named: Iterable[str] = (),
    words: Iterable[str] = (),
    db: object = None,
) -> ArchiveQuestions:
    """An archive, to be asked with the names of a record."""
    from tracker.archive.questions import ArchiveQuestions
    from tracker.store.database import Database

    record = cast("Database", db) if db is not None else desk._registers()
    return ArchiveQuestions(
        archive_of(desk, folder), record, selection, engine, tuple(named), tuple(words)
    )


def _words(words: str | Iterable[str]) -> tuple[str, ...]:
    """The words of a search, each of which must be there; signs of a query are refused."""
    text = words if isinstance(words, str) else " ".join(words)
    found = tuple(text.split())
    for word in found:
        if word in ("OR", "NOT", "AND") or word.startswith("-") or word[-1:] == "*" or '"' in word:
            raise InvalidInput(
                f"{word[:40]!r}: of an archive every word is asked for, as letters; leave signs "
                "out."
            )
    return found
