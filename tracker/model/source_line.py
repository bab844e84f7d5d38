"""A source as it is named with what is known of it: title, publisher, author, day, grade, place.

>>> [source] = sources_of("U.S. Suspends Talks | New York Times | 2016-10-03 B2, p. 1")
>>> source.title, source.publisher, source.published, str(source.grade), source.locator
('U.S. Suspends Talks', 'New York Times', '2016-10-03', 'B2', 'p. 1')
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tracker.errors import InvalidInput
from tracker.model.dates import EventDate
from tracker.model.source import Grade

PLACE = r"(?:[,\s]+(?P<place>(?:pp?\.|para\.?|par\.|§|ch\.|art\.|no\.|min\.|fol\.)\s*\S.*))?"
# Behind a grade and a comma stands where in the source it is, whatever it is called there.
GRADED = re.compile(
    rf"(?:(?P<rest>.*?)[,\s]+)?(?P<grade>[A-F][1-6])(?:{PLACE}|\s*,\s*(?P<more>\S.*))",
    re.IGNORECASE,
)
PLACED = re.compile(rf"(?P<rest>.*?){PLACE}", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
AT_SEMICOLON = re.compile(";")
AFTER_ADDRESS = re.compile(r";(?=\s|https?://|$)", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
DAY = re.compile(r"(?P<rest>.+?)[,\s]+(?P<day>\d{4}-\d\d-\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source by a name, with the grade of its report and what else was said of it."""

    title: str
    grade: Grade | None = None
    locator: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None

    @property
    def known(self) -> dict[str, str]:
        """What was said of the source itself."""
        named = {
            "publisher": self.publisher,
            "author": self.author,
            "published": self.published,
        }
        return {column: value for column, value in named.items() if value}


def sources_of(text: str, shown: Callable[[str], str] = str) -> Iterator[NamedSource]:
    """The sources in a bracket, parted by semicolons; bars part what is known of one.

    The title comes first, then publisher and author; a day and a grade are known by their form,
    and so are a day and a page behind a comma: `Dawn, 5 May 1999, p. 1, C3`.

    >>> [each.author for each in sources_of("Talks | | Shamshad Ahmad; https://a.example/?x=1;y=2")]
    ['Shamshad Ahmad', None]
    """
    rest = text
    while rest := rest.strip():
        # A semicolon within a web address parts nothing; one with a blank behind it does.
        parted = AFTER_ADDRESS if ADDRESS.match(rest) else AT_SEMICOLON
        part, *more = parted.split(rest, maxsplit=1)
        rest = more[0] if more else ""
        if part.strip():
            yield _source(part.strip(), shown)
    if not text.strip(" ;"):
        raise InvalidInput("The brackets [] name no source; write its code, title or web address.")


def _source(text: str, shown: Callable[[str], str]) -> NamedSource:
    rest, grade, locator = _graded(text)
    rest, published = _dated(rest)
    parts = [shown(part.strip(" \t,")) for part in rest.split("|")]
    title, *more = parts
    lines: list[str] = []  # an empty one says that there is no publisher, or no author
    for part in more:
        day = EventDate.known(part) if part else None
        if day is not None and published is None:
            published = day.text
        else:
            lines.append(part)
    if len(lines) > 2 and any(lines[2:]):
        raise InvalidInput(
            f"The source {title[:60]!r} has too many parts: title | publisher | author | day, and "
            r"a grade; write \| for a bar within one."
        )
    publisher, author = (*lines, "", "")[:2]
    return NamedSource(
        title, grade, locator and shown(locator), publisher or None, author or None, published
    )


def _dated(text: str) -> tuple[str, str | None]:
    """The source without the day that ends it: 2016-10-03, or in words behind a comma."""
    if found := DAY.fullmatch(text):
        return found["rest"], found["day"]
    if "|" in text or ADDRESS.match(text):
        return text, None
    parts = text.strip(" \t,").split(",")
    for count in (3, 2, 1):  # Sunday, May 5, 1999
        words = ",".join(parts[-count:]).strip()
        if count < len(parts) and YEAR.search(words):
            try:
                day = EventDate.parse(words)
            except InvalidInput:
                continue
            if not day.is_interval and not day.is_one_of:
                return ",".join(parts[:-count]).strip(), day.text
    return text, None


def _graded(text: str) -> tuple[str, Grade | None, str | None]:
    """The source without the grade and the place in it that end it."""
    if match := GRADED.fullmatch(text):
        rest = (match["rest"] or "").strip(" \t,|")
        if not rest:
            raise InvalidInput(f"The grade {match['grade']} has no source: [kremlin.ru A1].")
        place = match["place"] or match["more"]
        if place is None and (before := PLACED.fullmatch(rest)) and before["place"]:
            rest, place = before["rest"], before["place"]  # [Dawn, p. 1, C3]
        return rest, Grade.parse(match["grade"]), place
    placed = PLACED.fullmatch(text)
    assert placed is not None  # every part of it may be empty
    return placed["rest"], None, placed["place"]
