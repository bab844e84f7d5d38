"""Spellings of states by the lists of the world: `Korea, North`, `Iran (Islamic Republic of)`.

Lists turn names round, cut them short, and put a former name behind the present one. What such a
name stands for is decided by the register of actors; here it is only taken apart.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.model.actor import Actor
from tracker.model.dates import EventDate

GOVERNMENT = re.compile(r"(?:the )?governments? of (?:the )?(.+)", re.IGNORECASE)
BRACKETED = re.compile(r"([^()]+?) *\(([^()]+)\)")
TURNED = re.compile(r"([^(),]+?) *, *([^(),]+)")
SLASHED = re.compile(r"([^/]+?) */ *([^/]+)")
PATTERNS = {"(": BRACKETED, ",": TURNED, "/": SLASHED}
# Words that lists cut short.
SHORT = {
    "rep": "republic", "dem": "democratic", "fed": "federated", "sts": "states", "st": "saint",
    "is": "islands", "isl": "islands", "isls": "islands", "n": "north", "s": "south",
    "e": "east", "w": "west", "peoples": "people's", "peoples'": "people's", "prov": "province",
    "fmr": "former", "ex": "former", "&": "and", "eq": "equatorial", "herz": "herzegovina",
    "barb": "barbuda",
}  # fmt: skip
INITIALS = {
    "fyr": "former yugoslav republic of", "fyro": "former yugoslav republic of",
    "fr": "federal republic of", "sfr": "socialist federal republic of",
    "dr": "democratic republic of", "pdr": "people's democratic republic",
    "dpr": "democratic people's republic of", "dprk": "democratic people's republic of",
    "ir": "islamic republic of", "pr": "people's republic of", "rb": "bolivarian republic of",
    "ar": "arab republic of", "tfyr": "former yugoslav republic of",
    "sar": "special administrative region",
}  # fmt: skip
# Words that tell how a state is governed and nothing else: a name that has only these behind it is
# the state's. A party, a place or a faction there is somebody else.
STYLE = frozenset((
    "the", "of", "and", "republic", "kingdom", "state", "states", "federation", "federal",
    "federated", "democratic", "people's", "socialist", "islamic", "arab", "plurinational",
    "bolivarian", "united", "co-operative", "cooperative", "sultanate", "principality",
    "commonwealth", "union", "emirate", "dominion", "nation", "government", "former",
))  # fmt: skip


class Qualified(NamedTuple):
    """A name with what a list puts behind it, and the sign between the two: `(`, `,` or `/`."""

    name: str
    qualifier: str
    sign: str


def bare_state(name: str) -> str:
    """The name without `Government of` before it.

    >>> bare_state("Government of Yemen (North Yemen)"), bare_state("Syria")
    ('Yemen (North Yemen)', 'Syria')
    """
    match = GOVERNMENT.fullmatch(name.strip())
    return match[1] if match else name.strip()


def qualified(name: str) -> Qualified | None:
    """A name of two parts taken apart: `X (Y)`, `X, Y` or `X/Y`; None where it is another.

    >>> qualified("Myanmar (Burma)"), qualified("Wagner Group")
    (Qualified(name='Myanmar', qualifier='Burma', sign='('), None)
    """
    for sign, pattern in PATTERNS.items():
        if match := pattern.fullmatch(name.strip()):
            return Qualified(match[1], match[2].strip(), sign)
    return None


def is_style(qualifier: str) -> bool:
    """Whether words tell only how a state is governed.

    >>> is_style("Islamic Rep. of"), is_style("Supreme Political Council")
    (True, False)
    """
    return all(word in STYLE for word in _whole(qualifier).split())


def belongs_to_name(qualifier: str) -> bool:
    """Whether words behind a comma belong to the name before it, so that the two are one name.

    >>> belongs_to_name("FYR"), belongs_to_name("North"), belongs_to_name("Jaysh al-Islam")
    (True, True, False)
    """
    said = _whole(qualifier)
    words = [word for word in said.split() if word not in STYLE]
    aside = {"north", "south", "east", "west", "former", "yugoslav", "province"}
    return bool(said) and set(words) <= aside


def spellings(name: str) -> Iterator[str]:
    """Other ways to write a name, from the likeliest: turned round, and in whole words.

    >>> list(spellings("Korea, Dem. People's Rep."))[0]
    "democratic people's republic korea"
    >>> "former yugoslav republic of macedonia" in spellings("Macedonia, FYR")
    True
    """
    parts = qualified(name)
    if parts is None or parts.sign == "/":
        if (whole := _whole(name)) != name.strip().casefold():
            yield from _federal(whole)
            yield from _joined(whole)
        return
    first, second = _whole(parts.name), _whole(parts.qualifier)
    bare = re.sub(r"( of)?( the)?$", "", second)
    for said in _federal(second):
        yield f"{said} {first}"
        if said == bare:
            yield f"{said} of {first}"
            yield f"{said} of the {first}"
        else:
            yield f"{said} the {first}"
            yield f"{bare} {first}"
    yield f"{first} {bare}"
    yield f"{first} ({second})"


def alive(bearers: Sequence[Actor], at: EventDate | None) -> Actor:
    """Who of several that bore a name did so at a date; of no date the first.

    The first two are those that the name itself names, the others their country's: of those who
    were there at the date the two come first, and the one that was there before the other.

    >>> now = Actor("RUS", "Russia", valid_from="1991-12-26")
    >>> then = Actor("SUN", "Soviet Union", valid_from="1922-12-30", valid_to="1991-12-25")
    >>> alive([now, then], EventDate.parse("1986-04-26")).code, alive([now, then], None).code
    ('SUN', 'RUS')
    """
    if at is None:
        return bearers[0]
    named = [actor for actor in bearers[:2] if actor.may_act_at(at)]
    if named:
        return min(named, key=lambda actor: actor.valid_from or "")
    others = [actor for actor in bearers[2:] if actor.may_act_at(at)]
    return max(others, key=lambda actor: actor.valid_from or "", default=bearers[0])


def _joined(whole: str) -> Iterator[str]:
    """`democratic republic congo` as `democratic republic of the congo`."""
    match = re.fullmatch(r"(.*\b(?:republic|states|kingdom|state)) (?!of\b)(.+)", whole)
    if match:
        yield f"{match[1]} of {match[2]}"
        yield f"{match[1]} of the {match[2]}"


def _federal(whole: str) -> Iterator[str]:
    """`fed.` may be federated, federal or a federation."""
    yield whole
    if "federated" in whole:
        yield whole.replace("federated", "federal")
        yield whole.replace("federated", "federation")


def _whole(words: str) -> str:
    """Words that are cut short, written out; lower-case."""
    said = words.casefold().replace("’", "'").replace("&", " & ")
    said = re.sub(r"\b((?:[a-z]\.){2,})", lambda initials: initials[0].replace(".", ""), said)
    found = (word.rstrip(".") for word in re.sub(r"\.(?=\S)", ". ", said).split())
    whole = " ".join(INITIALS.get(word, SHORT.get(word, word)) for word in found)
    return whole.replace(" of of ", " of ")
