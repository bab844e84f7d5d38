"""The history as a sheet: a row a command, or a row a changed row."""

from collections.abc import Iterable
from typing import Any

from tracker.model.answers.browse import HistoryLog
from tracker.model.history import Change, Entry
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

ENTRY_COLUMNS = (
    Column("id", "#", "right", style="dim"),
    Column("at", "when", spare=2),
    Column("who", "who", spare=1),
    Column("command", "command", wrap=True),
    Column("changes", "rows", "right", spare=3),
    Column("state", "state"),
)
CHANGE_COLUMNS = (
    Column("id", "#", "right", style="dim"),
    Column("who", "who", spare=3),
    Column("command", "command", wrap=True, spare=2),
    Column("table", "table", spare=1),
    Column("verb", "change"),
    Column("difference", "what", wrap=True),
)


def history_sheet(answer: HistoryLog, for_table: bool) -> Sheet:
    """The commands of a history, or every row that they changed."""
    if answer.by_row:
        return Sheet(CHANGE_COLUMNS, change_records(answer.entries))
    return Sheet(ENTRY_COLUMNS, [entry_record(entry) for entry in answer.entries])


def entry_record(entry: Entry) -> dict[str, Any]:
    """A command with the number of rows it changed and whether it was undone."""
    return {
        "id": entry.id,
        "at": entry.at,
        "who": entry.who,
        "command": entry.command,
        "changes": entry.rows,
        "state": "undone" if entry.undone else "",
        "undoes": entry.undoes,
        "redoes": entry.redoes,
    }


def change_records(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Every changed row of some commands, with its old and new values."""
    return [
        {
            "id": entry.id,
            "at": entry.at,
            "who": entry.who,
            "command": entry.command,
            "table": change.table,
            "verb": change.verb,
            "difference": _difference(change),
            "old": _row(change.old),
            "new": _row(change.new),
        }
        for entry in entries
        for change in entry.changes
    ]


def _row(row: dict[str, Any] | None) -> dict[str, Any] | None:
    """A row without the place that it has in its table."""
    return row and {key: value for key, value in row.items() if key != "rowid"}


def _difference(change: Change) -> str:
    """The changes of a row, column by column; of a new or removed row its filled columns."""
    if change.old is None or change.new is None:
        return ", ".join(
            f"{key} {value!r}"
            for key, value in change.row.items()
            if value not in (None, "") and key != "rowid"
        )
    return ", ".join(
        f"{key} {change.old[key]!r} → {value!r}"
        for key, value in change.new.items()
        if change.old[key] != value and key != "rowid"
    )
