"""BibTeX: the sources of a record, for a reference manager; and those of one, read in."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from tracker.errors import InvalidInput, excerpt
from tracker.formats.file_format import FileFormat, whole_file
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.dates import EventDate
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.names import is_hyphened, slug
from tracker.model.source import Source

SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
VERBATIM = ("url", "doi", "urldate", "date")  # which BibTeX takes as they are
PUBLISHERS = (
    "publisher", "organization", "institution", "journaltitle", "journal", "newspaper", "school",
    "howpublished", "booktitle",
)  # fmt: skip
CIRCUMFLEX = re.compile(r"\{\\textasciicircum\}|\\textasciicircum(?:\{\}|\b)")
ENTRY = re.compile(r"\s*@(\w+)\s*[{(]")
NO_ENTRY = ("comment", "preamble", "string")


def is_bibtex(beginning: str) -> bool:
    """Say by how it begins whether a file is BibTeX.

    Parameters
    ----------
    beginning : str
        Its first line.

    Returns
    -------
    bool
        True where an entry begins.

    Examples
    --------
    >>> is_bibtex("@online{wire,"), is_bibtex("@kremlin,2016")
    (True, False)
    """
    return ENTRY.match(beginning) is not None


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    r"""Write the sources, an entry each, as biblatex and biber read them.

    Parameters
    ----------
    chronicle : Chronicle
        The sources.

    Yields
    ------
    str
        One line, without its end. Keys are the codes of the sources, dates are EDTF, which
        biblatex reads. The letter of a grade is the field `reliability`, which styles ignore.

    Examples
    --------
    >>> wire = Source("wire", "Talks & more", "A wire", published="2016-10-03", url="https://a.b/c_d")
    >>> print(*write(Chronicle(sources={"wire": wire})), sep="\n")
    @online{wire,
      title = {Talks \& more},
      publisher = {A wire},
      date = {2016-10-03},
      url = {https://a.b/c_d},
    }
    """
    for number, source in enumerate(chronicle.sources.values()):
        if number:
            yield ""
        yield f"@{'online' if source.url else 'misc'}{{{source.code},"
        for name, value in _fields(source):
            yield f"  {name} = {{{_written(name, ' '.join(value.split()))}}},"
        yield "}"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    said = {
        "author": source.author, "title": source.title, "publisher": source.publisher,
        "date": source.published, "urldate": source.retrieved, "url": _balanced(source.url),
        "note": source.note, "reliability": source.reliability,
    }  # fmt: skip
    for name, value in said.items():
        if value:
            yield name, value


def _written(name: str, value: str) -> str:
    if name in VERBATIM:
        return value
    escaped = value.translate(SPECIAL)
    return f"{{{escaped}}}" if name == "author" else escaped  # one name, however many words it has


def _balanced(url: str | None) -> str | None:
    """An address without braces, which would end the field before its time."""
    return url and url.replace("{", "%7B").replace("}", "%7D")


def read(stream: TextIO, reject: RejectHandler | None = None) -> Batch:
    r"""Read the entries of a bibliography as sources.

    Parameters
    ----------
    stream : TextIO
        The file, BibTeX or biblatex.
    reject : callable, optional
        Receives each entry that is no source, so that the others are imported.

    Returns
    -------
    Batch
        A source for each entry. Its code is made of the key, its publisher is whoever brought it
        out: a publisher, a journal, an organisation.

    Raises
    ------
    InvalidInput
        If there is no entry, or one is no source; the sentence names its line.

    Examples
    --------
    >>> import io
    >>> batch = read(io.StringIO('@article{Smith_2016, title = {A {Pact} \\& more}, year = 2016}'))
    >>> [(each.code, each.title, each.published) for each in batch.sources]
    [('smith-2016', 'A Pact & more', '2016')]
    """
    from bibtexparser import middlewares
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.ERROR)  # what it warns of is told below
    # The sign that is typed is not the accent, which is all that is decoded to.
    text = CIRCUMFLEX.sub("^", stream.read())
    # Names first: braces hold together what is one name, and are gone once it is decoded.
    whole = parse_string(
        text,
        append_middleware=[
            middlewares.SeparateCoAuthors(),
            middlewares.SplitNameParts(),
            middlewares.MergeNameParts("first"),
        ],
    )
    for field in (field for entry in whole.entries for field in entry.fields):
        if isinstance(field.value, list):
            field.value = "; ".join(field.value)
    whole = middlewares.LatexDecodingMiddleware().transform(whole)
    as_typed = parse_string(text).entries_dict  # addresses are not LaTeX
    sources: dict[str, Source] = {}
    blocks: tuple[Any, ...] = (*whole.entries, *whole.failed_blocks)
    for block in blocks:
        try:
            if block in whole.failed_blocks:
                raise InvalidInput("it is no entry that can be read: a brace or a comma is missing")
            typed = {field.key.lower(): str(field.value) for field in as_typed[block.key].fields}
            source = _source(block, typed)
            if source.code in sources:
                raise InvalidInput(f"an entry before it has the key {source.code}, too")
            sources[source.code] = source
        except InvalidInput as error:
            line = (block.start_line or 0) + 1
            if reject is None:
                raise InvalidInput(f"Line {line}: {str(error).removesuffix('.')}.") from None
            reject(RejectedRow(line, str(error).removesuffix("."), block.raw or "", ""))
    if not sources and reject is None:
        raise InvalidInput("There is no entry in it, such as @online{wire, title = {…}}.")
    return Batch(sources=tuple(sources.values()))


def _source(entry: Any, typed: Mapping[str, str]) -> Source:
    said = {field.key.lower(): " ".join(str(field.value).split()) for field in entry.fields}
    said |= {name: typed[name] for name in VERBATIM if name in typed}
    title = said.get("title")
    if not title:
        raise InvalidInput(f"the entry {excerpt(entry.key)} has no title")
    doi = said.get("doi", "")
    return Source(
        entry.key if is_hyphened(entry.key) else slug(entry.key.replace("_", "-"), words=12),
        f"{title}: {said['subtitle']}" if said.get("subtitle") else title,
        publisher=next((said[name] for name in PUBLISHERS if said.get(name)), None),
        author=said.get("author") or said.get("editor") or None,
        published=_day(said.get("date") or _date_in_parts(said)),
        retrieved=_day(said.get("urldate", "")),
        url=said.get("url") or (f"https://doi.org/{doi}" if doi else None),
        reliability=said.get("reliability") or None,
        note=said.get("note", ""),
    )


def _date_in_parts(said: Mapping[str, str]) -> str:
    """The date of year, month and day, as far as they are there; the month may be a name."""
    year, month, day = (said.get(name, "").strip() for name in ("year", "month", "day"))
    if not month:
        return year
    number = MONTHS.get(month[:3].lower(), month)
    parts = [year, number.zfill(2), *([day.zfill(2)] if day else [])]
    return "-".join(parts)


def _day(text: str) -> str | None:
    return EventDate.parse(text).text if text else None


MONTHS = {
    "jan": "01", "feb": "02", "mar": "03", "apr": "04", "may": "05", "jun": "06",
    "jul": "07", "aug": "08", "sep": "09", "oct": "10", "nov": "11", "dec": "12",
}  # fmt: skip
FORMAT = FileFormat(
    "bibtex",
    "the sources, for a reference manager",
    (".bib", ".bibtex"),
    {
        "events": lambda chronicle: len(chronicle.events),
        "links": lambda chronicle: len(chronicle.links),
    },
    "what a source has none of: volumes, pages, editions",
    recognises=is_bibtex,
    write=write,
    read=whole_file(read, rejects=True),
    streams=True,
)
