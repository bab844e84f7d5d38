"""Conditions that the rows of an imported file must meet: dyad, dates, types, QuadClasses."""

from dataclasses import dataclass

from tracker.errors import InvalidInput
from tracker.model.dates import EventDate


@dataclass(frozen=True, slots=True)
class ImportFilter:
    """Conditions that a row must meet; an empty one is no condition.

    `dyad` are the codes of two actors that must stand on different sides, either way round;
    `dyad_cameo` are the codes by which CAMEO knows them, so that a reader can skip lines that
    name neither. An imprecise date meets `since` and `until` where it may lie within them.
    """

    dyad: tuple[str, str] | None = None
    dyad_cameo: tuple[str, ...] = ()
    since: EventDate | None = None
    until: EventDate | None = None
    types: frozenset[str] = frozenset()
    quads: frozenset[int] = frozenset()
    min_mentions: int = 0
    root_only: bool = False

    def accepts(self, type: str, quad: int | None, date: EventDate) -> bool:  # noqa: A002
        """Whether an event of this type, QuadClass and date meets the conditions on them.

        >>> october = ImportFilter(since=EventDate.parse("2016-10"), quads=frozenset({4}))
        >>> october.accepts("clash", 4, EventDate.parse("2016-10-03"))
        True
        >>> october.accepts("clash", 4, EventDate.parse("2016-09-30"))
        False
        """
        return (
            (not self.types or type in self.types)
            and (not self.quads or quad in self.quads)
            and not (self.since is not None and date.is_wholly_before(self.since))
            and not (self.until is not None and self.until.is_wholly_before(date))
        )

    def accepts_sides(self, by: tuple[str, ...], to: tuple[str, ...]) -> bool:
        """Whether the two sides of an event are the dyad that is asked for.

        Two on one side count as well where the other is empty: who began is not always coded.

        >>> ImportFilter(dyad=("USA", "RUS")).accepts_sides(("RUS", "SYR"), ("USA",))
        True
        """
        if self.dyad is None:
            return True
        one, other = self.dyad
        if not to:
            return one in by and other in by
        return (one in by and other in to) or (other in by and one in to)


NO_FILTER = ImportFilter()


def parse_dyad(text: str) -> tuple[str, str]:
    """Two names with a colon between them.

    >>> parse_dyad("USA:RUS")
    ('USA', 'RUS')
    """
    one, _, other = (part.strip() for part in text.partition(":"))
    if not one or not other or ":" in other:
        raise InvalidInput(f"{text!r} is no dyad; write two actors, USA:RUS.")
    return one, other
