"""Terms of SQL for values that are right beyond doubt, so that only the others are looked at.

A test of `model.stored_values` takes microseconds a value; a table of a million rows has ten
million. Nearly all are plain: printable ASCII, dates of one day, bounds as tracker writes them.
"""

from collections.abc import Mapping

from tracker.model import stored_values
from tracker.model.coordinates import DIGITS
from tracker.model.stored_values import Between, Column, OneOf

# As many bytes as characters before a NUL: ASCII, with no NUL behind which GLOB would not look.
ASCII = "typeof({0}) = 'text' AND length(CAST({0} AS BLOB)) = length({0})"
PRINTABLE = f"{ASCII} AND NOT {{0}} GLOB '*[^ -~]*'"
LATITUDE = "substr({0}, 1, instr({0}, ',') - 1)"
LONGITUDE = "substr({0}, instr({0}, ',') + 1)"
# Degrees with decimals, as they are kept.
DEGREES = f"""{{0}} GLOB '*.*' AND abs(CAST({{0}} AS REAL)) <= {{1}} AND
    rtrim(rtrim(printf('%.{DIGITS}f', CAST({{0}} AS REAL)), '0'), '.') = {{0}}"""
TERMS: Mapping[stored_values.Test, str] = {
    stored_values.prose: PRINTABLE,
    stored_values.line: f"{PRINTABLE} AND trim({{0}}) <> ''",
    stored_values.word: f"{ASCII} AND {{0}} <> '' AND NOT {{0}} GLOB '*[^!-~]*'",
    stored_values.handle: f"""{ASCII} AND NOT {{0}} GLOB '*[^a-z0-9-]*' AND {{0}} GLOB '*[^0-9]*'
        AND {{0}} GLOB '[a-z0-9]*' AND {{0}} GLOB '*[a-z0-9]' AND NOT instr({{0}}, '--')""",
    stored_values.day: f"{ASCII} AND {{0}} >= '0001' AND date({{0}}, '+0 days') = {{0}}",
    stored_values.moment: f"""{ASCII} AND {{0}} >= '0001'
        AND strftime('%Y-%m-%dT%H:%M:%S', {{0}}, '+0 days') = {{0}}""",
    stored_values.point: f"""{ASCII} AND {DEGREES.format(LATITUDE, 90)}
        AND {DEGREES.format(LONGITUDE, 180)}""",
}
# That a day has the bounds of that day; of other dates the bounds are worked out.
DAY = """date(t.date, '+0 days') = t.date AND t.earliest = t.date || 'T00:00:00'
    AND t.latest = t.date || 'T23:59:59'"""


def is_plain(column: str, test: Column, required: bool) -> str:
    """The term that a value of a column is right beyond doubt."""
    name = f"t.[{column}]"
    term = _term(test[0])
    plain = "0" if term is None else f"coalesce({term.format(name)}, 0)"
    return f"({plain})" if required else f"({name} IS NULL OR {plain})"


def _term(test: stored_values.Test) -> str | None:
    if isinstance(test, Between):
        return (
            f"typeof({{0}}) IN ('integer', 'real') AND {{0}} BETWEEN {test.least!r} "
            f"AND {test.most!r}"
        )
    if isinstance(test, OneOf):
        names = ", ".join(f"'{name}'" for name in test.names)
        return f"typeof({{0}}) = 'text' AND {{0}} IN ({names})"
    return TERMS.get(test)
