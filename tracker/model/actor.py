"""Actors: states by ISO 3166 alpha-3, historical and non-state actors by codes of their own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.errors import InvalidText
from tracker.model.dates import EventDate

KINDS = ("state", "organization", "armed-group", "coalition", "movement", "institution",
         "company", "media", "person", "unknown")  # fmt: skip
UNKNOWN_KIND = "unknown"  # of whom nobody has said what they are
NewActors = bool | Mapping[str, str]
"""Whether names that nobody has are recorded as actors; those that are sure to be, with kinds."""
ANALYST = "analyst"  # who claims a link when no actor or source does
CODE_LENGTH = 16
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]*")


@dataclass(frozen=True, slots=True)
class PartOf:
    """A whole of which an actor is part, in a time that may be open on either side."""

    whole: str
    valid_from: str | None = None
    valid_to: str | None = None

    def may_hold_at(self, date: EventDate) -> bool:
        """Whether it may have held at a date, as far as its time and the date are known.

        >>> PartOf("USA", "2013-02-01", "2017-01-20").may_hold_at(EventDate.parse("2018"))
        False
        """
        return _may_overlap(self.valid_from, self.valid_to, date)

    def meets(self, other: "PartOf") -> bool:
        """Whether the two are of the same whole in times that may share a day."""
        if other.valid_to is None:
            begun = True
        else:
            begun = _may_overlap(self.valid_from, None, EventDate.parse(other.valid_to))
        if other.valid_from is None:
            return self.whole == other.whole and begun
        over = _may_overlap(None, self.valid_to, EventDate.parse(other.valid_from))
        return self.whole == other.whole and begun and over

    @property
    def life(self) -> str:
        """Its time in words: `from 2013-02-01 to 2017-01-20`; nothing where it has no bounds."""
        begun = f" from {self.valid_from}" if self.valid_from else ""
        ended = f" {'to' if begun else 'until'} {self.valid_to}" if self.valid_to else ""
        return f"{begun}{ended}".strip()

    def __str__(self) -> str:
        return f"{self.whole} ({self.life})" if self.life else self.whole


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor; `valid_from` and `valid_to` bound the life of a state that came or went.

    `cow` is its number in the Correlates of War, or several with blanks between them where it was
    a union of states that have one each.
    `part_of` are the actors for which it acts: an army for its state, a minister in office.
    `colour` is the one it has in every picture, as ``#rrggbb``, where it was set.
    """

    code: str
    name: str
    kind: str = "state"
    valid_from: str | None = None
    valid_to: str | None = None
    iso3166: str | None = None
    cow: str | None = None
    cameo: str | None = None
    aliases: tuple[str, ...] = ()
    part_of: tuple[PartOf, ...] = ()
    colour: str | None = None

    def may_act_at(self, date: EventDate) -> bool:
        """Whether the actor may have existed at a date, as far as its life and the date are known.

        >>> Actor("SUN", "Soviet Union", valid_to="1991-12-25").may_act_at(EventDate.parse("1992"))
        False
        """
        return _may_overlap(self.valid_from, self.valid_to, date)

    def __str__(self) -> str:
        return self.code


def _may_overlap(begin: str | None, end: str | None, date: EventDate) -> bool:
    begun, ended = (EventDate.known(bound) for bound in (begin, end))
    too_early = begun is not None and date.is_wholly_before(begun)
    too_late = ended is not None and ended.is_wholly_before(date)
    return not too_early and not too_late


def actor_code(text: str) -> str:
    """`text` as a code: upper-case letters, digits and hyphens."""
    code = text.strip().upper()
    if len(code) > CODE_LENGTH or not CODE.fullmatch(code):
        raise InvalidText(
            f"actor code {text[:30]!r}",
            "must be 1 to 16 letters A-Z, digits or hyphens, such as WIKILEAKS or SYR-OPP",
        )
    return code
