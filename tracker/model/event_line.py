r"""One line as a whole event: date, sides, type and a colon, the title, and signs behind it.

::

    2016-10-03 RUS > USA pact-withdrawal: Moscow suspends the pact @Moscow [kremlin.ru A1] #arms
    because talks-suspended likely

`@` begins a place, `[…]` a source with its grade, `#` a tag, `because` a cause and `leads-to` an
effect with a likelihood. A backslash keeps a sign from its meaning: `\@`, `\because`.

What is a date is tried; what is a type, an actor or a relation the record says.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracker.errors import UNREADABLE, InvalidDate, InvalidInput, NotFound, excerpt
from tracker.model.dates import EventDate
from tracker.model.event import Status
from tracker.model.named_link import NamedLink
from tracker.model.source_line import NamedSource, sources_of

ARROWS = (">", "->", "→")  # between the sides, and in no date
LONGEST_DATE = 10  # words
LONGEST_TYPE = 4  # words
# What a backslash stands before, kept as characters that no text has until the line is read.
SIGNS = r"@#[]>:;,|()\blBL"
HIDDEN = {sign: chr(0xFDD0 + place) for place, sign in enumerate(SIGNS)}
SHOWN = {ord(hidden): sign for sign, hidden in HIDDEN.items()}
ESCAPED = re.compile(r"\\(?:[@#\[\]>:;,|()\\]|(?=because\b|leads-to\b)[bl])", re.IGNORECASE)
ARROW = re.compile(r"\s*(<->|<>|↔|->|→|>)\s*")
MUTUAL = ("<->", "<>", "↔")
NOBODY = ("?", "-", "–", "—")
MARK = re.compile(
    r"(?:(?<=\s)|^)(?:@(?=\S)|\#(?=\"[^\"]+\"|(?=\w)[\w-]*[^\W\d_])"
    r"|because(?!\s+of\b)(?=\s|$)|leads-to(?=\s|$))|\[",
    re.IGNORECASE | re.VERBOSE,
)
# Letters with the marks that belong to them, which \w has not: हिन्दी.
LETTER = (
    r"[^\s\x00-/:-@\[-^`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2010-\u206f\u3000-\u303f\uff01-\uff0f।॥]"
)
TAG = re.compile(rf'(?:"(?P<quoted>[^"]+)"|(?P<word>{LETTER}+(?:[-.:/]{LETTER}+)*))')
STATUS = re.compile(
    r"\((ongoing|threatened|planned|denied|did[ -]not[ -]occur)\)\s*$", re.IGNORECASE
)
LOOSE = " \t,;."


@dataclass(frozen=True, slots=True)
class LineNames:
    """What the record says of the names in a line.

    `longest_type` is how many words a type may have; in a file it is one, for what follows of a
    file must not depend on the record that it is read into.
    """

    is_actor: Callable[[str], bool]
    is_type: Callable[[str], bool]
    is_relation: Callable[[str], bool]
    near_types: Callable[[str], Sequence[str]] = lambda _: ()
    longest_type: int = LONGEST_TYPE


@dataclass(frozen=True, slots=True)
class EventLine:
    """What one line says of an event; names are still as they were typed."""

    date: EventDate
    title: str
    type: str | None = None
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    place: str | None = None
    status: str | None = None
    sources: tuple[NamedSource, ...] = ()
    tags: tuple[str, ...] = ()
    because: tuple[NamedLink, ...] = ()
    leads_to: tuple[NamedLink, ...] = ()


def may_be_line(text: str) -> bool:
    """Whether a text begins as an event in one line does: a date, more words, a colon.

    >>> may_be_line("2016-10-03 RUS > USA threat: Moscow warns"), may_be_line("Talks: the end")
    (True, False)
    """
    return any(_dated(head) is not None for head, _ in _parted(_hidden(text)))


def read_line(text: str, names: LineNames, bare: bool = False) -> EventLine | None:
    """Read an event in one line, or None where it does not begin as one.

    With `bare` it may go without sides and type, which come from elsewhere.

    >>> names = LineNames({"RUS", "USA"}.__contains__, {"threat"}.__contains__, lambda _: False)
    >>> line = read_line("3 Oct 2016 RUS > USA threat: Moscow warns @Moscow #arms", names)
    >>> line.date.text, line.by, line.to, line.title, line.place, line.tags
    ('2016-10-03', ('RUS',), ('USA',), 'Moscow warns', 'Moscow', ('arms',))
    """
    first: tuple[EventDate, str, str] | None = None
    for head, body in _parted(_hidden(text)):
        found = _dated(head)
        if found is None:
            continue
        date, rest = found
        typed = _typed(rest, names)
        if typed is not None or (bare and not rest):
            return _whole(date, rest if typed is None else typed[1], typed and typed[0],
                          body, names)  # fmt: skip
        if rest and first is None:
            first = date, rest, body
    if first is None:
        return None
    date, rest, body = first
    if bare and _is_sides(rest, names):
        return _whole(date, rest, None, body, names)
    sides = [each for each in ARROW.split(rest)[::2] if each not in NOBODY]
    if all(names.is_actor(actor) for side in sides for actor in _actors(side, names)):
        raise InvalidInput(
            f"The event has no type: before the colon stand date, sides and type, such as "
            f"“{_shown(rest)} threat:”; `tracker types list` shows the types."
        )
    if ARROW.search(rest) is None:
        return None
    last = _shown(rest.split()[-1])
    raise NotFound(
        "event type",
        last,
        names.near_types(last),
        "Before the colon stand date, sides and type; `tracker types list` shows the types.",
    )


def unread_date(text: str) -> str:
    """Why no date could be read at the beginning of what looks like an event in one line.

    >>> unread_date("29 Feb 1999 PAK > IND threat: Islamabad warns")
    "'29 Feb 1999' is not a day of the calendar: February 1999 has 28 days."
    >>> unread_date("erly May 1999 PAK > IND threat: Islamabad warns")
    "No date can be read in 'erly May 1999 PAK'."
    >>> unread_date("Talks: the end")
    ''
    """
    head = next((head for head, _ in _parted(_hidden(text))), "")
    begun = ARROW.split(head)[0] if ARROW.search(head) else head
    if not re.search(r"\d", begun):
        return ""
    words = begun.split()
    for count in range(min(len(words), LONGEST_DATE), 0, -1):
        tried = " ".join(words[:count]).rstrip(",:")
        try:
            EventDate.parse(tried)
        except InvalidDate as error:
            if error.reason != UNREADABLE:
                return str(error)
        except InvalidInput:
            continue
        else:
            return ""
    return f"No date can be read in {excerpt(_shown(begun))}."


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a line at a colon; one before a blank is likelier than one within words."""
    colons = [match.start() for match in re.finditer(":", text)]
    before_blank = [at for at in colons if text[at + 1 : at + 2].strip() == ""]
    others = [at for at in colons if at not in before_blank]
    for at in (*before_blank, *others):
        yield text[:at].strip(), text[at + 1 :].strip()


def _dated(head: str) -> tuple[EventDate, str] | None:
    """The date that begins a head, the longest there is, and the words behind it."""
    words = head.split()
    arrow = next((at for at, word in enumerate(words) if word in ARROWS), len(words))
    for count in range(min(max(arrow, 1), len(words), LONGEST_DATE), 0, -1):
        tried = " ".join(words[:count]).rstrip(",:")
        if count > 1 and words[count - 1] in NOBODY:
            continue
        try:
            date = EventDate.parse(tried)
        except InvalidInput:
            continue
        rest = words[count:]
        if len(rest) > 1 and rest[0] in ("-", "–", "—", "|") and not rest[1].startswith((">", "-")):
            rest = rest[1:]  # a dash between date and sides
        return date, " ".join(rest)
    return None


def _typed(rest: str, names: LineNames) -> tuple[str, str] | None:
    """The type that ends a head, the longest there is, and the sides before it."""
    words = rest.split()
    for count in range(min(len(words), names.longest_type), 0, -1):
        name = _shown(" ".join(words[-count:]))
        for spelled in (name, name.replace(" ", "-")):
            if names.is_type(spelled):
                return spelled, " ".join(words[:-count]).rstrip(",;|").rstrip()
    return None


def _whole(
    date: EventDate, sides: str, event_type: str | None, body: str, names: LineNames
) -> EventLine:
    by, to = _sides(sides, names)
    marked = list(_marked(body))
    (_, title), *signs = marked
    status = STATUS.search(title)
    if status is not None:
        title = title[: status.start()].rstrip()
    if not title:
        raise InvalidInput(
            "The title is missing: it stands behind the colon, before the place, sources and tags."
        )
    place: str | None = None
    sources: list[NamedSource] = []
    tags: list[str] = []
    links: dict[str, list[NamedLink]] = {"because": [], "leads-to": []}
    for sign, said in signs:
        if sign == "@":
            if place is not None:
                raise InvalidInput(r"There are two places; write \@ for a sign of the text.")
            place = _shown(said.strip(LOOSE).strip('"'))
        elif sign == "[":
            sources += sources_of(said, _shown)
        elif sign == "#":
            tags.append(_shown(said))
        else:
            links[sign] += _links(sign, said, names)
    return EventLine(
        date,
        _shown(title),
        event_type,
        by,
        to,
        place or None,
        None if status is None else Status("-".join(re.split("[ -]", status[1].lower()))),
        tuple(sources),
        tuple(tags),
        tuple(links["because"]),
        tuple(links["leads-to"]),
    )


def _marked(body: str) -> Iterator[tuple[str, str]]:
    """The title, then each sign with the words that belong to it."""
    marks = list(MARK.finditer(body))
    at = marks[0].start() if marks else len(body)
    yield "", body[:at].strip()
    while at < len(body):
        mark = next(each for each in marks if each.start() >= at)
        begun = mark.end()
        following = [each.start() for each in marks if each.start() >= begun]
        sign = mark[0].lower()
        if sign == "[":
            end = body.find("]", begun)
            if end < 0:
                raise InvalidInput(
                    r"A bracket [ begins a source and none ends it; add ] or write \[ for the sign."
                )
            yield sign, body[begun:end]
            end += 1
        elif sign == "#":
            tag = TAG.match(body, begun)
            assert tag is not None  # the mark looks ahead for one
            yield sign, tag["quoted"] or tag["word"]
            end = tag.end()
        else:
            end = following[0] if following else len(body)
            yield sign, body[begun:end].strip(" \t")
        after = min((each.start() for each in marks if each.start() >= end), default=len(body))
        if left := body[end:after].strip(LOOSE):
            raise InvalidInput(
                f"{_shown(left)[:60]!r} stands behind {_shown(body[mark.start() : end])[:40]!r} "
                "and belongs to nothing: the title comes first, then place, sources, tags and "
                r"links. A backslash keeps a sign in the title: \@ \# \[."
            )
        at = after


def _links(sign: str, said: str, names: LineNames) -> Iterator[NamedLink]:
    """The other ends of one `because` or `leads-to`; a semicolon parts several."""
    parts = [part.strip(" \t,.") for part in said.split(";")]
    if not any(parts):
        raise InvalidInput(
            rf"`{sign}` names no event; write one behind it, or \{sign} for the word."
        )
    for part in filter(None, parts):
        link = NamedLink.parse(part, names.is_relation)
        yield NamedLink(_shown(link.event), link.relation, link.likelihood)


def _sides(sides: str, names: LineNames) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acted, and upon whom."""
    match = ARROW.search(sides)
    if match is None:
        return _actors(sides, names), ()
    by, to = sides[: match.start()], sides[match.end() :]
    if ARROW.search(to):
        raise InvalidInput(
            "There are two arrows before the colon; one parts who acted from whom it was done to."
        )
    if match[1] in MUTUAL:  # a clash of both, of which neither is the target
        return (*_actors(by, names), *_actors(to, names)), ()
    return _actors(by, names), _actors(to, names)


def _actors(text: str, names: LineNames) -> tuple[str, ...]:
    """The names of one side: parted by commas and semicolons, and by `and` between known ones."""
    said = text.strip(" ,;")
    if not said or said in NOBODY:
        return ()
    if names.is_actor(_shown(said)):
        return (_shown(said),)
    found: list[str] = []
    for part in filter(None, (part.strip() for part in re.split("[,;]", said))):
        pieces = [_shown(piece).strip() for piece in re.split(r"\s*[&+/]\s*|\s+and\s+", part)]
        if len(pieces) > 1 and not names.is_actor(_shown(part)):
            several = all(names.is_actor(piece) for piece in pieces)
            found += pieces if several else (_shown(part),)
        else:
            found.append(_shown(part))
    return tuple(found)


def _is_sides(rest: str, names: LineNames) -> bool:
    """Whether words can be nothing but sides, where the type is known already."""
    if ARROW.search(rest) is not None:
        return True
    return all(map(names.is_actor, _actors(rest, names)))


def _hidden(text: str) -> str:
    """A line with the signs that a backslash stands before kept out of sight."""
    return ESCAPED.sub(lambda match: HIDDEN[match[0][1:]], text)


def _shown(text: str) -> str:
    return text.translate(SHOWN)
