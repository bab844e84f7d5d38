"""Event types and link relations: the codebook an analyst codes by."""

import re
from dataclasses import dataclass
from enum import IntEnum

# A fight between two: who began is not coded, both are its doers, and each acts upon the other.
MUTUAL = "clash"


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


class Tone(IntEnum):
    """What a picture groups events by: the QuadClasses, and apart from them what is neutral.

    CAMEO counts a statement, a denial or a meeting to weigh strikes as verbal cooperation, because
    their whole chapters are; their Goldstein values do not say so.
    """

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4
    NEUTRAL = 5

    @property
    def label(self) -> str:
        """`material conflict` and its like."""
        return self.name.lower().replace("_", " ")


class Rung(IntEnum):
    """The rungs of a ladder of escalation: from a threat of force on the levels 2 to 5 of COW.

    What has no level is not coded by COW; it stands below them, by its `Tone`.
    """

    COOPERATION = 0
    NEUTRAL = 1
    HOSTILE = 2
    THREAT = 3
    DISPLAY = 4
    FORCE = 5
    WAR = 6


LEVELS = {2: Rung.THREAT, 3: Rung.DISPLAY, 4: Rung.FORCE, 5: Rung.WAR}
COOPERATIVE = (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)


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

    @property
    def tone(self) -> Tone | None:
        """The QuadClass, but neutral for a cooperative one whose Goldstein value is 0 or less.

        >>> EventType("statement", "S", goldstein=0.0, quad=QuadClass.VERBAL_COOPERATION).tone
        <Tone.NEUTRAL: 5>
        """
        if self.quad in COOPERATIVE and self.goldstein is not None and self.goldstein <= 0:
            return Tone.NEUTRAL
        return None if self.quad is None else Tone(self.quad)

    @property
    def rung(self) -> Rung | None:
        """The rung by the COW level, else by the tone; None where neither is coded.

        >>> EventType("clash", "C", hostility=4).rung, EventType("own", "O", hostility=1).rung
        (<Rung.FORCE: 5>, None)
        """
        if self.hostility in LEVELS:
            return LEVELS[self.hostility]
        if self.tone is None:
            return None
        if self.tone is Tone.NEUTRAL:
            return Rung.NEUTRAL
        return Rung.COOPERATION if self.quad in COOPERATIVE else Rung.HOSTILE

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
