"""The CSV guard: which cells of a table a spreadsheet would run as formulas, and their defusing.

Tables that tracker writes pass every text through `guard_formula`, and nothing else decides.
What an export guards, an import of the same table takes away again, so a text that begins with
an apostrophe of its own is written with two.
"""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
GUARD = "'"


def guard_formula(cell: str) -> str:
    """A cell with an apostrophe before it where a spreadsheet would run it as a formula.

    >>> print(guard_formula("=1+1"), guard_formula("Talks"))
    '=1+1 Talks
    """
    return f"{GUARD}{cell}" if cell.startswith(FORMULA_STARTS) else cell


def escape_apostrophe(cell: str) -> str:
    """A cell with its leading apostrophe doubled, so that `unguard` gives it back.

    >>> print(escape_apostrophe("'Iron Dome'"), escape_apostrophe("Talks"))
    ''Iron Dome' Talks
    """
    return f"{GUARD}{cell}" if cell.startswith(GUARD) else cell


def unguard(cell: str) -> str:
    """A cell as it was before `guard_formula` or `escape_apostrophe`.

    >>> print(unguard("'=1+1"), unguard("Talks"))
    =1+1 Talks
    """
    return cell.removeprefix(GUARD)
