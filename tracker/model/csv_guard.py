"""The CSV guard: which texts of a table a spreadsheet would run as formulas, and their defusing.

Tables that tracker writes pass every text through `guard_formula`, and nothing else decides. A
spreadsheet may part the cells at another sign than the one they were written with, as those of
some countries part them at semicolons: what follows such a sign is guarded, too.

What an export guards, an import of the same table takes away again, so a text that begins with
an apostrophe of its own is written with two.
"""

import re

STARTS = "=+\\-@＝＋－＠"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
GUARD = "'"
# Right behind a sign that may part cells; on a new line, where a dash before a blank is a list's.
WITHIN = re.compile(rf"([;,|\t]|(?<=[^\r\n])[\r\n](?!['+-]+ ))('*[{STARTS}])")
GUARDED_WITHIN = re.compile(rf"([;,|\t]|(?<=[^\r\n])[\r\n](?!['+-]+ ))'('*[{STARTS}])")
CELLS_OWN = re.compile(rf"([;,|\t])(?='+(?!['{STARTS}]))")  # an apostrophe that guards nothing
CELLS_GUARD = re.compile(r"([;,|\t])'")
LINES_GUARD = re.compile(rf"((?<=[^\r\n])[\r\n](?!['+-]+ ))'('*[{STARTS}])")
POINT = re.compile(r"[-+]?\d{1,3}(?:\.\d+)?,[-+]?\d{1,3}(?:\.\d+)?", re.ASCII)


def guard_formula(cell: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would run as a formula.

    A latitude and a longitude are none.

    >>> print(guard_formula("=1+1"), guard_formula("Talks"), guard_formula("Talks;=1+1"))
    '=1+1 Talks Talks;'=1+1
    >>> guard_formula("-33.45,-70.5")
    '-33.45,-70.5'
    """
    if POINT.fullmatch(cell):
        return cell
    guarded = WITHIN.sub(rf"\1{GUARD}\2", cell)
    return f"{GUARD}{guarded}" if cell.startswith(FORMULA_STARTS) else guarded


def escape_apostrophe(cell: str) -> str:
    """A cell with its leading apostrophe doubled, so that `unguard` gives it back.

    >>> print(escape_apostrophe("'Iron Dome'"), escape_apostrophe("Talks"))
    ''Iron Dome' Talks
    """
    return f"{GUARD}{cell}" if cell.startswith(GUARD) else cell


def unguard(cell: str) -> str:
    """A cell as it was before `guard_formula` or `escape_apostrophe`.

    >>> print(unguard("'=1+1"), unguard("Talks"), unguard("Talks;'=1+1"))
    =1+1 Talks Talks;=1+1
    """
    return GUARDED_WITHIN.sub(r"\1\2", cell.removeprefix(GUARD))


def escape_row(text: str) -> str:
    """A row of a table as one cell, each apostrophe that begins a cell of it doubled.

    So every cell that begins with one has one more than it had, guarded or not, and `unguard_row`
    takes it away even where somebody changed the rest of the cell.

    >>> print(escape_row("1;'Iron Dome';-4"), escape_row("-4"))
    1;''Iron Dome';-4 -4
    """
    return escape_apostrophe(CELLS_OWN.sub(rf"\1{GUARD}", text))


def unguard_row(text: str) -> str:
    """A row of a table as it was before `escape_row` and `guard_formula`.

    >>> print(unguard_row("1;''Iron Dome';'-4"), unguard_row("1;'173"))
    1;'Iron Dome';-4 1;173
    """
    lines = LINES_GUARD.sub(r"\1\2", text.removeprefix(GUARD))
    return CELLS_GUARD.sub(r"\1", lines)
