"""Exchange: write the record to files of other formats, read such files in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, Unpack, cast

from tracker.desk.filters import omissions, refuse_no_span, selection_of
from tracker.desk.sharing import Sharing, without_limit
from tracker.desk.values import date_of
from tracker.errors import InvalidInput
from tracker.model.names import folded, names_of
from tracker.model.selection import Filters

if TYPE_CHECKING:
    from tracker.config import Limits
    from tracker.formats.file_format import FileFormat
    from tracker.model.answers.exchange import Exported, FormatList
    from tracker.model.chronicle import Chronicle
    from tracker.model.dates import EventDate
    from tracker.model.import_stats import ImportStats
    from tracker.model.selection import Selection
    from tracker.store.database import Database

Pairs = Mapping[str, str] | Iterable[str] | None
Progress = Callable[[Path], Callable[[int], None] | None]


class Exchange(Sharing):
    """The calls of the panel `exchange`."""

    def formats(self) -> FormatList:
        """The formats of files, tracker's own and those that other packages add."""
        return list_formats()

    def export(
        self,
        target: Path | str | TextIO | BinaryIO | None = None,
        *,
        to: str | None = None,
        force: bool = False,
        bom: bool = False,
        **filters: Unpack[Filters],
    ) -> Exported:
        """Write the record, or the events that fit and the links among them.

        It goes to a file, to an open text stream, or without either into the answer's `text`. The
        format is `to`, else that of the file's name, else JSON lines. A file that is there is
        replaced only with `force`. With `bom` a table begins with a byte-order mark, by which Excel
        knows UTF-8. What is marked above `max_marking` is left out, and counted in
        the remarks.
        """
        from tracker.desk.exporting import ExportTarget
        from tracker.model.selection import Selection
        from tracker.store.ancestry import with_history

        out = ExportTarget.of(target, to, bom)
        out.refuse_to_overwrite(self.path, force)
        shared = self._shared(filters)
        chosen = cast("Filters", without_limit(filters))
        selection = selection_of(shared.whole, chosen, happened=False)
        complete = selection == Selection() and not shared.db.is_limited
        with shared.db.snapshot():
            found = self._found(shared.db, selection, out.style)
            if complete:
                found = with_history(shared.db, found)
            answer = out.write(found, complete)
        undated = omissions(shared.db, selection)
        return out.with_remarks(answer, (*undated, *shared.remarks(selection)))

    def _found(self, db: Database, selection: Selection, style: FileFormat) -> Chronicle:
        """What a file of a format is written of, in slices where it can be."""
        from tracker.store import chronicle, events, streaming
        from tracker.store.identities import identities

        if style.streams:
            return streaming.load(db, selection)
        style.refuse_too_many(events.count(db, selection))
        found = chronicle.load(db, selection)
        if style.leaves_out_shipped:
            from tracker.recording.shipped import shipped_registers

            found = replace(found, shipped=shipped_registers())
        return replace(found, identities=identities(db, found.events))

    def import_files(
        self,
        files: Path | str | Iterable[Path | str],
        *,
        read_as: str | None = None,
        new_actors: bool = False,
        rejects: Path | str | None = None,
        force: bool = False,
        dyad: str | None = None,
        since: EventDate | str | None = None,
        until: EventDate | str | None = None,
        type: str | Iterable[str] | None = None,  # noqa: A002  as the option is called
        quad: int | Iterable[int] = (),
        min_mentions: int = 0,
        root_only: bool = False,
        only: Pairs = None,
        columns: Pairs = None,
        constants: Pairs = None,
        save_map: str | None = None,
        use_map: str | None = None,
        dates: str | None = None,
        values: Mapping[str, Mapping[str, str]] | Iterable[str] | None = None,
        encoding: str | None = None,
        sheet: str | int | None = None,
        update: bool = False,
        progress: Progress | None = None,
        limits: Limits | None = None,
    ) -> ImportStats:
        """Read events from files, folders and patterns; all of it is one command, or nothing.

        Each file is read as `read_as`, else as it begins, else as its name ends. With `rejects`
        rows that cannot become events are written to that CSV file, and the others are stored; one
        that is there is replaced only with `force`.
        `columns` say which column holds a field of a table of your own, `constants` which value
        every row has, `only` which value a column must have: as mappings, or as texts such as
        `date=launch_time`. `dates` is the order of figures in dates that have slashes or dots
        (`dmy`, `mdy`, `ymd`), `values` are those that stand for a cell of a field, as mappings or
        as texts such as `type:escalatory=show-of-force`. `encoding` is that of text which is not
        UTF-8, `sheet` the name or number of a sheet of a workbook, or of a table of a database.
        With `update` events that are there become as the file has them, where it says otherwise.
        `progress` makes for a file a function that receives the bytes read.
        `limits` are what a file may hold at most, else those of the settings.
        """
        from tracker.config import load_config
        from tracker.desk.importing import ImportRequest, import_into
        from tracker.formats.file_format import TableRequest
        from tracker.formats.tabular.figure_order import order_of
        from tracker.recording.imports import resolved_filter

        first, last = date_of(since), date_of(until)
        refuse_no_span(first, last)
        request = ImportRequest.of(
            (files,) if isinstance(files, Path | str) else files,
            read_as=read_as,
            rejects=rejects,
            force=force,
            table=TableRequest(
                pairs_of("--map", columns),
                pairs_of("--set", constants),
                pairs_of("--only", only),
                dates and order_of(dates),
                values_of(values),
            ),
            encoding=encoding,
            sheet=None if sheet is None else str(sheet),
            updates=update,
        )
        if rejects is not None:
            self.refuse_to_overwrite(Path(rejects), force=force)
        quads = (quad,) if isinstance(quad, int) else tuple(quad)
        with self._starting() as (db, created):
            asked = resolved_filter(
                db, dyad, first, last, names_of(type), quads, min_mentions, root_only
            )
            return import_into(
                db, request, asked, new_actors, save_map, use_map, progress, tuple(created),
                limits or load_config().limits,
            )  # fmt: skip


def values_of(
    given: Mapping[str, Mapping[str, str]] | Iterable[str] | None,
) -> dict[str, dict[str, str]]:
    """For each field what stands for a value of its cells, from mappings or from texts.

    >>> values_of(["type:Escalatory=show-of-force"])
    {'type': {'escalatory': 'show-of-force'}}
    """
    if isinstance(given, Mapping):
        return {
            field.strip().lower(): {folded(value): now for value, now in values.items()}
            for field, values in given.items()
        }
    found: dict[str, dict[str, str]] = {}
    for text in given or ():
        field, colon, pair = text.partition(":")
        value, equals, now = pair.rpartition("=")
        if not (colon and equals and field.strip() and value.strip()):
            raise InvalidInput(
                f"--value {text}: write FIELD:VALUE=…, such as --value type:escalatory=threat."
            )
        found.setdefault(field.strip().lower(), {})[folded(value)] = now.strip()
    return found


def list_formats() -> FormatList:
    """The formats of files; for this no database is needed."""
    from tracker.formats.registry import all_formats, plugin_problems
    from tracker.model.answers.exchange import FormatEntry, FormatList

    entries = tuple(
        FormatEntry(
            each.name,
            each.suffixes,
            each.is_read,
            each.is_written,
            each.keeps,
            ", ".join(each.omits) or each.unread,
        )
        for each in all_formats()
    )
    return FormatList(entries, remarks=plugin_problems())


def format_name(text: str) -> str:
    """The name of a format as it is spelled; refused where there is none."""
    from tracker.formats.registry import format_named

    return format_named(text).name


def order_name(text: str) -> str:
    """An order of figures in dates as it is spelled; refused where there is none."""
    from tracker.formats.tabular.figure_order import order_of

    return order_of(text).value


def pairs_of(option: str, given: Pairs) -> dict[str, str]:
    """Fields with their columns or values, from a mapping or from texts; each field once.

    >>> pairs_of("--map", ["date=launch_time"]), pairs_of("--set", {"by": "PRK"})
    ({'date': 'launch_time'}, {'by': 'PRK'})
    """
    if isinstance(given, Mapping):
        return {field.strip().lower(): value for field, value in given.items()}
    pairs: dict[str, str] = {}
    for text in given or ():
        field, equals, value = text.partition("=")
        if not equals:
            raise InvalidInput(
                f"{option} {text}: write FIELD=…, such as {option} date=launch_time."
            )
        if field.strip().lower() in pairs:
            raise InvalidInput(f"{option} names the field {field.strip()} twice.")
        pairs[field.strip().lower()] = value
    return pairs
