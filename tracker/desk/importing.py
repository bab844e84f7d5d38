"""Importing of files: each is opened, recognised, read by its format and stored by recording."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Self

from tracker.config import Limits
from tracker.desk.merging import theirs_of
from tracker.errors import InvalidInput, TrackerError, shown
from tracker.formats.feeds.input_rows import rows_of
from tracker.formats.file_format import FileFormat, TableRequest
from tracker.formats.input_file import InputFile
from tracker.formats.input_names import find_files, title_of, unread_folders
from tracker.formats.opening import open_file
from tracker.formats.registry import detect_format, format_named, plugin_problems
from tracker.formats.rejects import Rejects, is_rejects, mended_files
from tracker.model.chronicle import Batch
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.import_filter import NO_FILTER, ImportFilter
from tracker.model.import_stats import ImportStats
from tracker.model.imports import ColumnMap, Provenance
from tracker.recording.imports import (
    Importer,
    check_constants,
    import_command,
    load_column_map,
    save_column_map,
)
from tracker.store.database import Database

MOST_REMARKS = 10
Progress = Callable[[Path], Callable[[int], None] | None]


@dataclass(frozen=True)
class ImportRequest:
    """The files of one import and how they are read."""

    paths: tuple[Path, ...]
    named: frozenset[Path]
    folders: tuple[str, ...]  # sentences about folders that are not read
    read_as: FileFormat | None
    rejects: Rejects
    table: TableRequest
    encoding: str | None = None
    sheet: str | None = None
    updates: bool = False

    @classmethod
    def of(
        cls,
        files: Iterable[Path | str],
        read_as: str | None,
        rejects: Path | str | None,
        force: bool,
        table: TableRequest,
        encoding: str | None = None,
        sheet: str | None = None,
        updates: bool = False,
    ) -> Self:
        """The request, with files, folders and patterns resolved to the files they stand for."""
        given = tuple(map(Path, files))
        return cls(
            tuple(find_files(given)),
            frozenset(each for each in given if not each.is_dir()),
            tuple(unread_folders(given)),
            None if read_as is None else format_named(read_as),
            Rejects(None if rejects is None else Path(rejects), force),
            table,
            encoding,
            sheet,
            updates,
        )


def import_into(
    db: Database,
    request: ImportRequest,
    import_filter: ImportFilter = NO_FILTER,
    new_actors: bool = False,
    save_map: str | None = None,
    use_map: str | None = None,
    progress: Progress | None = None,
    created: Sequence[str] = (),
    limits: Limits | None = None,
) -> ImportStats:
    """Import all files of a request as one command; the stats say what became of them."""
    if use_map is not None:
        request = replace(request, table=_remembered(load_column_map(db, use_map), request.table))
    remarks = list(request.folders)
    total: ImportStats | None = None
    name = title_of(request.paths)
    check_constants(db, request.table.constants)
    with import_command(db, name, import_filter, new_actors) as importer:
        if save_map is not None:
            table = request.table
            kept = ColumnMap(save_map, table.columns, table.constants, table.dates, table.values)
            save_column_map(db, kept)
        for path in request.paths:
            advance = progress(path) if progress is not None else None
            opened = open_file(path, advance, limits or Limits(), request.encoding, request.sheet)
            with opened as file:
                is_named = path in request.named
                if not file.size and not is_named:
                    remarks.append(f"{file.name} is empty; passed over.")
                    continue
                mended = is_rejects(file.first_line())
                for each in mended_files(file) if mended else (file,):
                    style = request.read_as or detect_format(each, is_named)
                    if style is None:
                        remarks.append(f"{file.name} is of no format that is read; passed over.")
                        continue
                    stats = _import_file(importer, request, each, style)
                    first = f"{each.name}: " if mended or len(request.paths) > 1 else ""
                    remarks += [f"{first}{remark}" for remark in stats.remarks]
                    total = stats if total is None else total + stats
        request.rejects.write()  # before all is stored: where it cannot be written, nothing is
    return replace(
        total or ImportStats(),
        remarks=(
            *created,
            *_shortened(remarks),
            *request.rejects.remarks(),
            *plugin_problems(),
            *_conclusions(total, name, import_filter != NO_FILTER or bool(request.table.only)),
        ),
    )


def _remembered(kept: ColumnMap, table: TableRequest) -> TableRequest:
    """How a table is read as is remembered; what is said now goes before."""
    return replace(
        table,
        columns={**kept.columns, **table.columns},
        constants={**kept.constants, **table.constants},
        dates=table.dates or kept.dates,
        values={
            field: {**kept.values.get(field, {}), **table.values.get(field, {})}
            for field in (*kept.values, *(set(table.values) - set(kept.values)))
        },
    )


def _import_file(
    importer: Importer, request: ImportRequest, file: InputFile, style: FileFormat
) -> ImportStats:
    """Read one file by its format and store what it holds."""
    rejects = request.rejects
    origin = Provenance(file.name, style.name, file.size, file.sha256)
    reject = rejects.handler(file)
    remarks: list[str] = []
    if style.read_rows is not None and style.source is not None:
        try:
            if request.table.columns or request.table.constants:
                raise InvalidInput(
                    f"{style.name} names its fields itself; --map and --set are for tables."
                )
            _refuse_table_options(request.table, style, has_dates=style.is_table)
            broken: list[RejectedRow] = []
            opened = rows_of(style, file, remarks, broken.append if rejects.target else None)
            vars(opened)["dates"] = request.table.dates
            rows = chain(broken, style.read_rows(opened, request.table.only, importer.filter))
            stats = importer.add_feed(origin, style.source, rows, reject, style.corrects)
        except InvalidInput as error:
            raise InvalidInput(f"{file.name}: {error}{_others_of(file)}") from None
        made = opened if hasattr(opened, "numbers") else None
        rejects.take_lines(file, style.has_headings, made)
        remarks += _passed_over(file)
        return replace(stats, remarks=(*file.remarks, *remarks, *stats.remarks))
    before, handler = rejects.count, reject if rejects.target else None
    try:
        batch = _batch(request, file, style, remarks, handler)
    except InvalidInput as error:
        raise InvalidInput(f"{file.name}: {error}{_others_of(file)}") from None
    unreadable = rejects.count - before
    merged: ImportStats | None = None
    if style.name == "jsonl" and importer.can_merge(batch):
        theirs = theirs_of(importer.db, batch, file.name)
        with suppress(TrackerError), importer.db.savepoint():
            merged = importer.merge_batch(origin, theirs)
    # Else one by one, so that what is refused is named by its line, and can be rejected.
    stats = merged or importer.add_batch(origin, batch, handler, unreadable, request.updates)
    remarks += _passed_over(file)
    if rejects.count > before:
        rejects.take_lines(file, style.has_headings if style.read_table else None)
    return replace(stats, remarks=(*file.remarks, *remarks, *stats.remarks))


def _batch(
    request: ImportRequest,
    file: InputFile,
    style: FileFormat,
    remarks: list[str],
    reject: RejectHandler | None,
) -> Batch:
    """The drafts of a file that is read whole."""
    table = request.table
    if style.read_table is not None:
        return style.read_table(file.text(guess=True), table, remarks, reject)
    if style.read is None:
        raise InvalidInput(f"{style.name} is a format that tracker only writes.")
    _refuse_table_options(table, style)
    return style.read(file.text(), table.columns, table.constants, remarks, table.only, reject)


def _refuse_table_options(table: TableRequest, style: FileFormat, has_dates: bool = False) -> None:
    if (table.dates and not has_dates) or table.values:
        raise InvalidInput(
            f"{style.name} says itself what its values mean; --dates and --value are for tables."
        )


def _passed_over(file: InputFile) -> list[str]:
    """A sentence about the tables of a file that were not read, if it has any."""
    if not file.others:
        return []
    noun = "Tables" if file.container == "sqlite" else "Sheets"
    others = ", ".join(map(shown, file.others))
    return [f"{noun} that were not read: {others} (--sheet reads one)."]


def _others_of(file: InputFile) -> str:
    """What a refusal of one sheet says of the others."""
    if not file.others:
        return ""
    return f" It has {', '.join(map(shown, file.others))} as well; --sheet reads one."


def _conclusions(total: ImportStats | None, name: str, is_filtered: bool) -> Iterable[str]:
    """The sentences after an import: what was added, or why nothing was."""
    if total is None:
        yield "Nothing was read."
        return
    yield str(total)
    if not any((+total.added, total.corrected, total.rows.rejected)):
        if not any(total.known.values()):
            yield f"{name} holds {'nothing of the kind' if is_filtered else 'no records'}."
        elif not total.differing:
            yield "Everything in it was there already."


def _shortened(remarks: Sequence[str]) -> list[str]:
    """The first remarks, and how many more there are."""
    shown = list(remarks[:MOST_REMARKS])
    more = len(remarks) - len(shown)
    return [*shown, f"… and {more} more remarks."] if more else shown
