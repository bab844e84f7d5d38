"""The questions to an archive, each written once as an expression of ibis.

They are over the rows that meet conditions, counted by what they say before anybody is looked up,
so that what is joined is small.

Sums are of decimals: they are the same on every engine, to the last digit.
"""

from collections.abc import Sequence
from typing import Any

from tracker.archive.conditions import Conditions, heading_of, met
from tracker.archive.tables import EVENTS, decimal, events, sides
from tracker.model.codebook import MUTUAL
from tracker.model.dyads import Period

SUM = "decimal(24, 4)"
UNITS = {Period.DAY: "D", Period.WEEK: "W", Period.MONTH: "M"}


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
    zero = decimal(0)
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
    strength = ibis.coalesce(rows.intensity, rows.goldstein, decimal(0)).abs()
    orders = {
        "date": (rows["first"], rows["last"], rows.id),
        "newest": (ibis.desc(rows["first"]), ibis.desc(rows["last"]), ibis.desc(rows.id)),
        "intensity": (ibis.desc(strength), rows["first"], rows.id),
        "title": (heading_of(rows), rows["first"], rows.id),
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


def _count_if(condition: Any) -> Any:
    import ibis

    return ibis.coalesce(condition, ibis.literal(False)).cast("int64").sum()


def _sum_if(value: Any, condition: Any) -> Any:
    import ibis

    zero = decimal(0)
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
