"""Citations in the text file: a bracket with source, grade and place, and more below it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tracker.errors import InvalidInput
from tracker.formats.jsonl import Shape
from tracker.formats.jsonl.kinds import CITATION
from tracker.formats.text.document import Node
from tracker.formats.text.values import (
    QUOTED,
    STEP,
    is_seen,
    joined,
    name,
    quoted,
    value_read,
    written,
)
from tracker.model.source import Source
from tracker.model.source_line import NamedSource, sources_of

UNKNOWN = "?"  # the letter of a source that has none
GRADED = re.compile(r"(?P<rest>.*?)[,\s]+\?(?P<digit>[1-6])(?P<place>\s*,.*)?", re.DOTALL)
FIELD = re.compile(r"(?P<key>[a-z][a-z0-9_-]*)\s*:(?:\s+(?P<value>.*))?", re.IGNORECASE)
Cited = list[dict[str, Any]]


def brackets(text: str) -> list[str]:
    """Give the contents of the brackets that a line is made of; empty where it is not.

    Examples
    --------
    >>> brackets('[wire B2] ["a ] b"]'), brackets("[wire")
    (['wire B2', '"a ] b"'], [])
    """
    found = []
    rest = text.strip()
    while rest:
        match = re.match(r'\[((?:"(?:[^"\\]|\\.)*"|\\.|[^\[\]"\\]|")*?)\]\s*', rest)
        if match is None:
            return []
        found.append(match[1].strip())
        rest = rest[match.end() :]
    return found


def citations_read(node: Node, about: list[Source]) -> Cited:
    """Read the citations of a line and of the lines below it.

    Parameters
    ----------
    node : Node
        A line of brackets. What stands below it is said of its last citation.
    about : list of Source
        Receives what the brackets say of sources: the letter, the publisher, the day.

    Returns
    -------
    list of dict
        The citations, as JSON has them.

    Examples
    --------
    >>> citations_read(Node(1, 2, "[wire B2, p. 4]"), about := [])
    [{'source': 'wire', 'credibility': 2, 'locator': 'p. 4'}]
    >>> about[0].reliability
    'B'
    """
    made: Cited = []
    for inside in brackets(node.text):
        made += _bracket(inside, about)
    if not made:
        node.refuse(
            r"a bracket [ begins a source and none ends it, or more stands behind it; write one as "
            "[kremlin.ru A1, p. 4], and what belongs to it on indented lines below."
        )
    for child in node.children:
        match = FIELD.fullmatch(child.text)
        key = match["key"].lower().replace("-", "_") if match else ""
        if match is None or key not in CITATION.fields:
            child.refuse(
                "below a source stand " + ", ".join(f"{key.replace('_', '-')}:"
                for key in CITATION.fields if key != "source") + "."
            )  # fmt: skip
        try:
            value = value_read(key, CITATION.fields[key], child.pieces(match["value"] or ""))
        except InvalidInput as error:
            child.refuse(str(error))
        if key in made[-1] and made[-1][key] != value:
            child.refuse(f"the bracket says {key} already.")
        made[-1][key] = value
    return made


def _bracket(inside: str, about: list[Source]) -> Cited:
    """The citations of one bracket; a semicolon parts several."""
    if QUOTED.fullmatch(inside):
        return [{"source": joined([inside])}]
    if match := re.match(rf"({QUOTED.pattern})(?=[,\s])", inside):
        source = joined([match[1]])
        return [{**each, "source": source} for each in _bracket(f"x{inside[match.end() :]}", [])]
    if match := GRADED.fullmatch(inside):
        known: dict[str, Any] = {"source": match["rest"], "credibility": int(match["digit"])}
        place = (match["place"] or "").strip(" ,")
        return [{**known, "locator": place} if place else known]
    made: Cited = []
    for named in sources_of(inside):
        said: dict[str, Any] = {"source": named.title}
        if named.grade is not None and named.grade.credibility is not None:
            said["credibility"] = named.grade.credibility
        if named.locator:
            said["locator"] = named.locator
        about += said_of_source(named)
        made.append(said)
    return made


def said_of_source(named: NamedSource) -> list[Source]:
    """Give what a bracket says of the source itself: its letter, its publisher, its day.

    Examples
    --------
    >>> [about] = said_of_source(NamedSource("Talks", publisher="The Wire"))
    >>> about.title, about.publisher
    ('Talks', 'The Wire')
    """
    letter = None if named.grade is None else named.grade.reliability
    if not letter and not named.known:
        return []
    return [
        Source(
            named.title, named.title, named.publisher, named.author, named.published,
            reliability=letter,
        )
    ]  # fmt: skip


def citation_lines(
    citations: Iterable[Mapping[str, Any]], letters: Mapping[str, str | None], indent: str
) -> Iterator[str]:
    """Write citations, a bracket each, with what has no place in it below.

    Parameters
    ----------
    citations : iterable of mapping
        As JSON has them.
    letters : mapping of str to str or None
        The letters of the sources, by their codes.
    indent : str
        The blanks before a bracket.

    Yields
    ------
    str
        The lines.

    Examples
    --------
    >>> list(citation_lines([{"source": "wire", "credibility": 2, "locator": "p. 4"}],
    ...                     {"wire": "B"}, "  "))
    ['  [wire B2, p. 4]']
    """
    for citation in citations:
        source, digit = citation["source"], citation.get("credibility")
        grade = f" {letters.get(source) or UNKNOWN}{digit}" if digit else ""
        locator = citation.get("locator")
        place = f", {locator}" if locator else ""
        tries = [
            f"{spelled}{behind}"
            for spelled in (name(source), quoted(source))  # a code such as D6 reads as a grade
            for behind in dict.fromkeys((f"{grade}{place}", grade, ""))
        ]
        for inside in tries:
            held = _held(inside)
            if held.get("source") == source and held.items() <= citation.items():
                break
        else:
            raise AssertionError(source)  # a name in quotation marks can always be read back
        yield f"{indent}[{inside}]"
        for key, value in citation.items():
            if key not in held:
                yield from written(key, shape(key), value, indent + STEP)


def _held(inside: str) -> dict[str, Any]:
    """What a bracket says, read back; nothing where it is not one citation."""
    if brackets(f"[{inside}]") != [inside] or not is_seen(inside):
        return {}
    try:
        made = _bracket(inside, [])
    except InvalidInput:
        return {}
    return made[0] if len(made) == 1 else {}


def shape(key: str) -> Shape:
    """Give the shape of a field of a citation."""
    return CITATION.fields[key]
