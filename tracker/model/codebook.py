"""Event types and link relations: the codebook an analyst codes by."""

import re
from dataclasses import dataclass
from enum import IntEnum


class QuadClass(IntEnum):
    """The four quarters of cooperation and conflict that event data is read by."""

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4

    @property
    def label(self) -> str:
        """`material conflict` and its like."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of act, with the nearest CAMEO code and the values read off it.

    `goldstein` runs from −10 (force) to +10 (cooperation); `hostility` is the Correlates of
    War level 1 to 5 where one fits; `why` says what the CAMEO code misses.
    """

    code: str
    label: str
    definition: str = ""
    cameo: str | None = None
    goldstein: float | None = None
    quad: QuadClass | None = None
    hostility: int | None = None
    why: str = ""
    aliases: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Relation:
    """A way in which a cause bears on an effect; `reads` is its sentence."""

    code: str
    label: str
    reads: str
    definition: str = ""
    sense: str = "neutral"

    def sentence(self, cause: str, effect: str) -> str:
        """The relation said in words of the two events."""
        ends = {"{cause}": cause, "{effect}": effect}
        return re.sub(r"\{(cause|effect)\}", lambda end: ends[end[0]], self.reads)
