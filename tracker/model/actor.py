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
class Actor:
    """An actor; `valid_from` and `valid_to` bound the life of a state that came or went.

    `cow` is its number in the Correlates of War, or several with blanks between them where it was
    a union of states that have one each.
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

    def may_act_at(self, date: EventDate) -> bool:
        """Whether the actor may have existed at a date, as far as its life and the date are known.

        >>> Actor("SUN", "Soviet Union", valid_to="1991-12-25").may_act_at(EventDate.parse("1992"))
        False
        """
        begun, ended = (EventDate.known(bound) for bound in (self.valid_from, self.valid_to))
        too_early = begun is not None and date.is_wholly_before(begun)
        too_late = ended is not None and ended.is_wholly_before(date)
        return not too_early and not too_late

    def __str__(self) -> str:
        return self.code


def actor_code(text: str) -> str:
    """`text` as a code: upper-case letters, digits and hyphens."""
    code = text.strip().upper()
    if len(code) > CODE_LENGTH or not CODE.fullmatch(code):
        raise InvalidText(
            f"actor code {text[:30]!r}",
            "must be 1 to 16 letters A-Z, digits or hyphens, such as WIKILEAKS or SYR-OPP",
        )
    return code
