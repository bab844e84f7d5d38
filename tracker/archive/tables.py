"""The tables that questions to an archive are put over: its events, and two that the record gives.

`types` has what a feed's types stand for, and `sides` which actors the names of one side stand for.
Where that depends on the date, a row of `sides` has it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.archive.columns import INTENSITY

EVENTS = {
    "id": "string", "first": "date", "last": "date", "date": "string", "type": "string",
    "doers": "string", "targets": "string", "title": "string", "summary": "string",
    "place": "string", "intensity": f"decimal({INTENSITY[0]}, {INTENSITY[1]})", "quad": "int64",
    "mentions": "int64", "is_root": "boolean", "coordinates": "string", "locator": "string",
    "quotation": "string", "doer_name": "string", "target_name": "string",
    "line": "int64", "file": "string", "feed": "string",
}  # fmt: skip
VALUE = f"DECIMAL({INTENSITY[0]}, {INTENSITY[1]})"
# The small tables, with the types that DuckDB has for their columns.
OF_TYPES = {"name": "VARCHAR", "code": "VARCHAR", "goldstein": VALUE, "tone": "INTEGER"}
OF_SIDES = {"name": "VARCHAR", "at": "VARCHAR", "actor": "VARCHAR", "number": "INTEGER"}
TYPES, SIDES = "codebook_types", "codebook_sides"
IBIS = {"VARCHAR": "string", "INTEGER": "int32", VALUE: f"decimal({INTENSITY[0]}, {INTENSITY[1]})"}


def events() -> Any:
    """The table of events."""
    import ibis

    return ibis.table(EVENTS, name="events")


def types() -> Any:
    """The table of what types stand for."""
    import ibis

    return ibis.table({name: IBIS[kind] for name, kind in OF_TYPES.items()}, name=TYPES)


def sides() -> Any:
    """The table of whom the names of sides stand for."""
    import ibis

    return ibis.table({name: IBIS[kind] for name, kind in OF_SIDES.items()}, name=SIDES)


def rows_as_table(kinds: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> Any:
    """A small table within the expression, for an engine to which none can be given."""
    import ibis

    return ibis.memtable(
        [dict(zip(kinds, row, strict=True)) for row in rows],
        schema=ibis.schema({name: IBIS[kind] for name, kind in kinds.items()}),
    )


def with_tables(expression: Any, made: Mapping[str, Any]) -> Any:
    """An expression with its small tables written out in it."""
    from ibis.expr.operations import UnboundTable

    def stand_in(node: Any, kept: Any) -> Any:
        node = node.__recreate__(kept) if kept else node
        if isinstance(node, UnboundTable) and node.name in made:
            return made[node.name].op()
        return node

    return expression.op().replace(stand_in).to_expr()


def decimal(number: float) -> Any:
    """A number as a decimal, as exact as intensities are."""
    import ibis

    return ibis.literal(f"{number:.4f}").cast(f"decimal({INTENSITY[0]}, {INTENSITY[1]})")
