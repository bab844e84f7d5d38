"""Files of statistical programs that tracker does not read, with the command that converts them."""

from typing import NamedTuple


class Program(NamedTuple):
    """A kind of file: whose it is, how it begins or ends, and what makes a table of it."""

    name: str
    begins: tuple[bytes, ...]
    suffixes: tuple[str, ...]
    convert: str


R = 'in R, write.csv({read}, "{stem}.csv", row.names = FALSE)'
PYTHON = 'in Python, pandas.{read}("{name}").to_csv("{stem}.csv", index=False)'
STATA = "in Stata, export delimited using {stem}.csv; or "
PROGRAMS = (
    Program("R", (b"X\n\x00\x00", b"A\n2\n", b"A\n3\n"), (".rds",),
            R.replace("{read}", 'readRDS("{name}")')),
    Program("R, with objects of any kind", (b"RDX2\n", b"RDX3\n", b"RDA2\n", b"RDA3\n"),
            (".rdata", ".rda"), R.replace("{read}", 'get(load("{name}"))')),
    Program("Stata", (b"<stata_dta>",), (".dta",), STATA + PYTHON.replace("{read}", "read_stata")),
    Program("SPSS", (b"$FL2@(#)", b"$FL3@(#)"), (".sav", ".zsav"),
            R.replace("{read}", 'haven::read_sav("{name}")')),
    Program("SPSS", (), (".por",), R.replace("{read}", 'haven::read_por("{name}")')),
    Program("SAS", (b"\x00" * 12 + b"\xc2\xea\x81`",), (".sas7bdat",),
            PYTHON.replace("{read}", "read_sas")),
    Program("SAS", (b"HEADER RECORD*******LIBRARY",), (".xpt",),
            PYTHON.replace("{read}", "read_sas")),
    Program("Arrow", (b"ARROW1", b"FEA1"), (".feather", ".arrow"),
            PYTHON.replace("{read}", "read_feather")),
    Program("Excel (binary)", (), (".xlsb",), "open it there and save it as .xlsx"),
    Program("Numbers", (), (".numbers",), "open it there and export it as CSV"),
    Program("Access", (b"\x00\x01\x00\x00Standard",), (".mdb", ".accdb"),
            "open it there and export the table as text"),
    Program("dBase", (), (".dbf",), "open it in a spreadsheet program and save it as CSV"),
)  # fmt: skip


def foreign_program(beginning: bytes, name: str) -> str | None:
    """Say whose file it is that tracker does not read, and how a table is made of it.

    Parameters
    ----------
    beginning : bytes
        The first bytes of it, unpacked.
    name : str
        Its name.

    Returns
    -------
    str or None
        A sentence; None for what may be read.

    Examples
    --------
    >>> print(foreign_program(b"<stata_dta><header>", "mid.dta"))
    mid.dta is a file of Stata, which is not read here; in Stata, export delimited using mid.csv; \
or in Python, pandas.read_stata("mid.dta").to_csv("mid.csv", index=False) makes a table of it.
    >>> foreign_program(b"date,title", "a.csv") is None
    True
    """
    lower = name.lower()
    for program in PROGRAMS:
        is_text = beginning[:64].isascii() and b"," in beginning[:2_000]
        if beginning.startswith(program.begins) or (
            lower.endswith(program.suffixes) and not is_text
        ):
            stem = name.rpartition(".")[0] or name
            convert = program.convert.replace("{name}", name).replace("{stem}", stem)
            return (
                f"{name} is a file of {program.name}, which is not read here; {convert} makes a "
                "table of it."
            )
    return None
