"""Who acts: states by ISO 3166 alpha-3, historical and non-state actors by a code of their own."""

import re
from dataclasses import dataclass

from tracker.errors import InvalidText

KINDS = ("state", "organization", "armed-group", "coalition", "movement", "institution",
         "company", "media", "person")  # fmt: skip
ANALYST = "analyst"  # who claims a link when no actor or source does
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,15}")


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor; `valid_from` and `valid_to` bound the life of a state that came or went."""

    code: str
    name: str
    kind: str = "state"
    valid_from: str | None = None
    valid_to: str | None = None
    iso3166: str | None = None
    cow: str | None = None
    cameo: str | None = None
    aliases: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.code


def actor_code(text: str) -> str:
    """`text` as a code: upper-case letters, digits and hyphens."""
    code = text.strip().upper()
    if not CODE.fullmatch(code):
        raise InvalidText(
            f"actor code {text[:30]!r}",
            "must be 1 to 16 letters A-Z, digits or hyphens, such as WIKILEAKS or SYR-OPP",
        )
    return code
