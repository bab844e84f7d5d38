"""The questions to an archive, each written once as an expression of ibis.

They are over the table `events` of the archive and over two small ones that the record gives:
`types`, what a feed's types stand for, and `sides`, which actors the names of one side stand for.
Where that depends on the date, a row of `sides` has it. Rows are counted by what they say before
anybody is looked up, so that what is joined is small.

Sums are of decimals: they are the same on every engine, to the last digit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.archive.columns import INTENSITY
from tracker.model.cameo import ROOTS
from tracker.model.codebook import MUTUAL
from tracker.model.dyads import Period

EVENTS = {
    "id": "string", "first": "date", "last": "date", "date": "string", "type": "string",
    "doers": "string", "targets": "string", "title": "string", "summary": "string",
    "place": "string", "intensity": f"decimal({INTENSITY[0]}, {INTENSITY[1]})", "quad": "int8",
    "mentions": "int32", "is_root": "boolean", "coordinates": "string", "locator": "string",
    "quotation": "string", "doer_name": "string", "target_name": "string",
    "line": "int64", "file": "string", "feed": "string",
}  # fmt: skip
VALUE = f"DECIMAL({INTENSITY[0]}, {INTENSITY[1]})"
# The small tables, with the types that DuckDB has for their columns.
OF_TYPES = {"name": "VARCHAR", "code": "VARCHAR", "goldstein": VALUE, "tone": "INTEGER"}
OF_SIDES = {"name": "VARCHAR", "at": "VARCHAR", "actor": "VARCHAR", "number": "INTEGER"}
TYPES, SIDES = "codebook_types", "codebook_sides"
IBIS = {"VARCHAR": "string", "INTEGER": "int32", VALUE: f"decimal({INTENSITY[0]}, {INTENSITY[1]})"}
SUM = "decimal(24, 4)"
UNITS = {Period.DAY: "D", Period.WEEK: "W", Period.MONTH: "M"}


@dataclass(frozen=True)
class Conditions:
    """What rows must meet, with names resolved to what stands in the archive.

    `sides` are the names of sides on which one of the actors asked for is, whatever the date;
    `dated_sides` those for some dates alone, each with its date. `words` must all be in the text.
    """

    since: date | None = None
    until: date | None = None
    sides: tuple[str, ...] | None = None
    dated_sides: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] | None = None
    place: str | None = None
    text: str | None = None
    words: tuple[str, ...] = ()
    min_intensity: float | None = None
    feeds: tuple[str, ...] = ()


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


def met(conditions: Conditions) -> Any:
    """The rows that meet the conditions; what has a type that stands for nothing is no event."""
    import ibis

    rows = events()
    asked = conditions
    if asked.feeds:
        rows = rows.filter(rows.feed.isin(asked.feeds))
    if asked.since is not None:
        rows = rows.filter(rows["last"] >= ibis.literal(asked.since))
    if asked.until is not None:
        rows = rows.filter(rows["first"] <= ibis.literal(asked.until))
    if asked.types is not None:
        rows = rows.filter(rows.type.isin(asked.types) if asked.types else ibis.literal(False))
    if asked.sides is not None:
        rows = rows.filter(_is_on_a_side(rows, asked))
    if asked.place is not None:
        rows = rows.filter(_has(rows.place, asked.place))
    if asked.text is not None:
        rows = rows.filter(_has(_heading(rows), asked.text) | _has(rows.summary, asked.text))
    for word in asked.words:
        rows = rows.filter(
            _has(_heading(rows), word) | _has(rows.summary, word) | _has(rows.place, word)
            | _has(rows.quotation, word) | _has(rows.locator, word)
        )  # fmt: skip
    coded = types()
    joined = rows.inner_join(coded, rows.type == coded.name).drop("name")
    if asked.min_intensity is not None:
        strength = ibis.coalesce(joined.intensity, joined.goldstein)
        far = abs(asked.min_intensity)
        is_far = (strength >= _decimal(far)) | (strength <= _decimal(-far))
        joined = joined.filter(is_far | ibis.literal(far == 0))
    return joined


def counted(
    conditions: Conditions,
    period: Period | None,
    dated: Sequence[str] = (),
    by_strength: bool = False,
) -> Any:
    """The rows counted by what they say: sides, type and time, with sums of intensity.

    Of time it is the first and the last day, of a period where they lie in one. The date stands by
    it where one of the names of its sides is `dated`. With `by_strength` rows of one intensity are
    counted together, and the first id of them stands for all.
    """
    import ibis

    rows = met(conditions)
    first, last = rows["first"], rows["last"]
    if period is None:
        first, last = ibis.null("date"), ibis.null("date")
    elif period is not Period.DAY:
        begins, ends = (each.truncate(UNITS[period]).cast("date") for each in (first, last))
        is_one = begins == ends
        first, last = is_one.ifelse(begins, first), is_one.ifelse(ends, last)
    at = ibis.null("string")
    if dated:
        names = list(dated)
        at = (rows.doers.isin(names) | rows.targets.isin(names)).ifelse(rows.date, at)
    strength = ibis.coalesce(rows.intensity, rows.goldstein)
    zero = _decimal(0)
    told = rows.select(
        rows.doers, rows.targets, rows.code, rows.tone, strength=strength,
        start=first, end=last, at=at, id=rows.id,
    )  # fmt: skip
    keys = ("doers", "targets", "code", "tone", "start", "end", "at")
    further = {"id": told.id.min()} if by_strength else {}
    return told.group_by(*keys, *(("strength",) if by_strength else ())).agg(
        **further,
        number=told.count(),
        hostile=_count_if(told.strength < zero),
        cooperative=_count_if(told.strength > zero),
        neutral=_count_if(told.strength == zero),
        hostile_sum=_sum_if(told.strength, told.strength < zero),
        cooperative_sum=_sum_if(told.strength, told.strength > zero),
    )


def acts(groups: Any) -> Any:
    """Counted rows by who acted upon whom.

    A clash of two without a target is a fight of which who began is not coded: each acts upon the
    other.
    """
    import ibis

    by = _beside(groups, "doers").rename(doer="actor")
    upon = _beside(by, "targets", "number_upon").rename(target="actor")
    fought = _mutual(by)
    own = [name for name in ("strength", "id") if name in groups.columns]
    columns = ("doer", "target", "code", "tone", "start", "end", *own, *NUMBERS)
    return upon.select(*columns, is_fight=ibis.literal(False)).union(
        fought.select(*columns, is_fight=ibis.literal(True))
    )


NUMBERS = ("number", "hostile", "cooperative", "neutral", "hostile_sum", "cooperative_sum")


def dyads(groups: Any, pair: tuple[str, str] | None = None) -> Any:
    """Acts by dyad and time, of all or of two actors."""
    found = acts(groups) if pair is None else _between(acts(groups), pair)
    return _summed(found, "doer", "target", "start", "end")


def steps(groups: Any, pair: tuple[str, str]) -> Any:
    """Acts of two upon one another by day, type and intensity, each with the id of the first."""
    found = _between(acts(groups), pair)
    keys = ("doer", "target", "code", "start", "end", "strength", "is_fight")
    return found.group_by(*keys).agg(number=found.number.sum(), id=found.id.min())


def _between(found: Any, pair: tuple[str, str]) -> Any:
    both = list(pair)
    return found.filter(
        found.doer.isin(both) & found.target.isin(both) & (found.doer != found.target)
    )


def with_ids(ids: Sequence[str]) -> Any:
    """The rows of some ids."""
    rows = events()
    return rows.filter(rows.id.isin(list(ids))).select(*EVENTS)


def matrix(groups: Any) -> Any:
    """Acts by doer, target and class; without either where nobody is named."""
    import ibis

    paired = acts(groups)
    columns = ("doer", "target", "tone", *NUMBERS)
    by = _beside(groups, "doers", how="left").rename(doer="actor")
    upon = _beside(by, "targets", "number_upon", how="left").rename(target="actor")
    lone = upon.filter(upon.doer.isnull() | upon.target.isnull())
    # Of a fight of two each acts upon the other already.
    is_fight = (lone.code == MUTUAL) & (lone.actors == 2) & lone.target.isnull()
    lone = lone.filter(~ibis.coalesce(is_fight, ibis.literal(False)))
    return _summed(paired.select(*columns).union(lone.select(*columns)), "doer", "target", "tone")


def unpaired(groups: Any) -> Any:
    """The number of rows of which nobody acts upon anybody named."""
    both = _kept(_kept(groups, "doers", sides()), "targets", sides())
    fought = _mutual(_beside(groups, "doers").rename(doer="actor"))
    numbers = {"paired": both, "fights": fought, "all": groups}
    told = [_number_of(what, rows) for what, rows in numbers.items()]
    return told[0].union(*told[1:])


def _number_of(what: str, rows: Any) -> Any:
    import ibis

    whole = rows.aggregate(number=rows.number.sum())
    return whole.select(what=ibis.literal(what), number=whole.number)


def days(groups: Any) -> Any:
    """Rows by their days, code and intensity; rows of one intensity are counted together."""
    return groups.group_by("start", "end", "code", "strength").agg(number=groups.number.sum())


def span(conditions: Conditions) -> Any:
    """The first and the last day of the rows, and how many there are."""
    rows = met(conditions)
    return rows.aggregate(first=rows["first"].min(), last=rows["last"].max(), number=rows.count())


def joint(groups: Any) -> Any:
    """The number of rows with several actors on a side."""
    several = sides().filter(sides().number > 1)
    by = _kept(groups, "doers", several)
    others = _kept(groups, "doers", several, how="anti")
    found = by.union(_kept(others, "targets", several))
    return found.aggregate(number=found.number.sum())


def names() -> Any:
    """The names of sides and types, each once."""
    import ibis

    rows = events()
    found = [
        rows.filter(rows[column].notnull()).select(kind=ibis.literal(column), name=rows[column])
        for column in ("doers", "targets", "type")
    ]
    return found[0].union(*found[1:]).distinct()


def dates_of(named: Sequence[str]) -> Any:
    """The dates at which some names of sides stand."""
    rows = events()
    found = [
        rows.filter(rows[column].isin(list(named))).select(name=rows[column], date=rows.date)
        for column in ("doers", "targets")
    ]
    return found[0].union(found[1]).distinct()


def listed(conditions: Conditions, order: str, limit: int | None) -> Any:
    """The rows themselves in an order, at most so many; their keys, by which they are fetched."""
    import ibis

    rows = met(conditions)
    strength = ibis.coalesce(rows.intensity, rows.goldstein, _decimal(0)).abs()
    orders = {
        "date": (rows["first"], rows["last"], rows.id),
        "newest": (ibis.desc(rows["first"]), ibis.desc(rows["last"]), ibis.desc(rows.id)),
        "intensity": (ibis.desc(strength), rows["first"], rows.id),
        "title": (_heading(rows), rows["first"], rows.id),
        "number": (rows.feed, rows.file, rows.line, rows.id),
    }
    found = rows.order_by(*orders[order])
    if limit is not None:
        found = found.limit(limit)
    return found.select(*EVENTS)


def sql_of(expression: Any, dialect: str) -> str:
    """An expression as SQL of one of the dialects that ibis knows."""
    import ibis

    return str(ibis.to_sql(expression, dialect=dialect))


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


def _decimal(number: float) -> Any:
    import ibis

    return ibis.literal(f"{number:.4f}").cast(f"decimal({INTENSITY[0]}, {INTENSITY[1]})")


def _count_if(condition: Any) -> Any:
    import ibis

    return ibis.coalesce(condition, ibis.literal(False)).cast("int64").sum()


def _sum_if(value: Any, condition: Any) -> Any:
    import ibis

    zero = _decimal(0)
    return ibis.coalesce(condition, ibis.literal(False)).ifelse(value, zero).cast(SUM).sum()


def _summed(rows: Any, *by: str) -> Any:
    return rows.group_by(*by).agg(**{name: rows[name].sum() for name in NUMBERS})


def _is_side(rows: Any, side: str, register: Any) -> list[Any]:
    """That a row of `sides` is of the names on a side, at the row's date where that matters."""
    return [rows[side] == register.name, register["at"].isnull() | (register["at"] == rows["at"])]


def _kept(rows: Any, side: str, register: Any, how: str = "semi") -> Any:
    """The rows whose side somebody stands for; with `anti` the others."""
    seen = register.view()  # of its own, so that no other use of the table is meant
    found = rows.join(seen, _is_side(rows, side, seen), how=how)
    return found.select(*rows.columns)


def _beside(rows: Any, side: str, number: str = "actors", how: str = "inner") -> Any:
    """Rows with the actors of a side, one by one, and how many these are."""
    register = sides().view()
    joined = rows.join(register, _is_side(rows, side, register), how=how)
    kept = {name: rows[name] for name in rows.columns}
    return joined.select(**kept, actor=register.actor, **{number: register.number})


def _mutual(by: Any) -> Any:
    """Fights of two without a target, by each of the two upon the other."""
    fights = by.filter((by.code == MUTUAL) & (by.actors == 2))
    alone = _kept(fights, "targets", sides(), how="anti")
    both = _beside(alone, "doers", "number_upon").rename(target="actor")
    return both.filter(both.doer != both.target)


def _is_on_a_side(rows: Any, asked: Conditions) -> Any:
    import ibis

    found = ibis.literal(False)
    for side in (rows.doers, rows.targets):
        if asked.sides:
            found = found | ibis.coalesce(side.isin(asked.sides), ibis.literal(False))
        for name, day in asked.dated_sides:
            found = found | ibis.coalesce((side == name) & (rows.date == day), ibis.literal(False))
    return found


def _heading(rows: Any) -> Any:
    """The title of a row, made of its words where the feed has none."""
    import ibis

    labels = [(root, label) for root, (label, *_) in ROOTS.items()]
    did = rows.type.substr(len("cameo:"), 2).cases(*labels, else_="")
    upon = ibis.coalesce(ibis.literal(" towards ").concat(rows.target_name), "")
    made = ibis.coalesce(rows.doer_name, "Somebody").concat(": ", did, upon)
    return ibis.coalesce(rows.title, made)


def _has(column: Any, text: str) -> Any:
    """That a text has these letters, of whatever case."""
    import ibis

    return ibis.coalesce(column.lower().contains(text.lower()), ibis.literal(False))
