"""Which rows of a file are asked for: the filters at the door."""

from dataclasses import dataclass

from tracker.errors import InvalidInput
from tracker.model.dates import EventDate


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions that a row must meet; an empty one is no condition.

    `dyad` are the codes of two actors that must stand on different sides, either way round;
    `cameo` are the codes by which CAMEO knows them, so that a reader can pass over lines that
    name neither. An imprecise date meets `since` and `until` where it may lie within them.
    """

    dyad: tuple[str, str] | None = None
    cameo: tuple[str, ...] = ()
    since: EventDate | None = None
    until: EventDate | None = None
    types: frozenset[str] = frozenset()
    quads: frozenset[int] = frozenset()
    min_mentions: int = 0
    root_only: bool = False

    def covers(self, date: EventDate) -> bool:
        """Whether a date may lie within the time that is asked for.

        >>> Wanted(since=EventDate.parse("2016-10")).covers(EventDate.parse("2016-09-30"))
        False
        """
        return not (
            (self.since is not None and date.is_wholly_before(self.since))
            or (self.until is not None and self.until.is_wholly_before(date))
        )

    def pairs(self, by: tuple[str, ...], to: tuple[str, ...]) -> bool:
        """Whether two sides are of the dyad that is asked for.

        Two on one side count as well where the other is empty: who began is not always coded.

        >>> Wanted(dyad=("USA", "RUS")).pairs(("RUS", "SYR"), ("USA",))
        True
        """
        if self.dyad is None:
            return True
        one, other = self.dyad
        if not to:
            return one in by and other in by
        return (one in by and other in to) or (other in by and one in to)


ANYTHING = Wanted()


def parse_dyad(text: str) -> tuple[str, str]:
    """Two names with a colon between them.

    >>> parse_dyad("USA:RUS")
    ('USA', 'RUS')
    """
    one, _, other = (part.strip() for part in text.partition(":"))
    if not one or not other or ":" in other:
        raise InvalidInput(f"{text!r} is no dyad; write two actors, USA:RUS.")
    return one, other
