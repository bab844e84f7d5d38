"""Draw what actors did to one another: ladder, tension, matrix."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Unpack

from tracker.desk.ask.dyads import named_pair
from tracker.desk.drawn import events_drawn, most_active
from tracker.desk.sharing import Sharing
from tracker.errors import InvalidInput, Refused
from tracker.model.numbers import counted

if TYPE_CHECKING:
    from tracker.charts.picture import Picture
    from tracker.model.picture import ChartArguments

MOST_SIDES = 4


class Sides(Sharing):
    """Charts of who acted upon whom."""

    def ladder(
        self, *sides: str, whole: bool = False, **options: Unpack[ChartArguments]
    ) -> Picture:
        """Draw each act of a side on the rung of what it did: stems for days, bars for what lasts.

        Of several sides it has what they did to one another, with `whole` all that they did.
        Without sides it is of the two that act most upon one another.
        """
        db = self._reading()
        from tracker.store import dyads, registers

        named = dict.fromkeys(registers.resolve(db, registers.ACTORS, name) for name in sides)
        if len(named) > MOST_SIDES:
            raise InvalidInput(f"A ladder has at most {MOST_SIDES} sides; name fewer.")
        shared = self._shared(options)
        codes = tuple(named) or most_active(shared, options)
        pair = codes if len(codes) == 2 and not whole else None
        drawn = events_drawn(shared, options, allow_none=True, dyad=pair)
        from tracker.charts.ladder import LadderOptions, default_sides, events_on_ladder

        codes = codes or tuple(default_sides(drawn.chronicle))
        if not codes:
            raise Refused(f"Nobody acts in the events{drawn.told}, so a ladder would be empty.")
        shown = events_on_ladder(drawn.chronicle, codes, whole)
        acts = dyads.acts_by(shared.db, replace(drawn.selection, dyad=None), codes)
        if idle := [code for code in codes if not acts[code]]:
            raise Refused(f"{idle[0]} does nothing among the events{drawn.told}.")
        if not shown:
            raise Refused(
                f"{' and '.join(codes)} did nothing to one another among the events{drawn.told}; "
                "--all draws what they did to anybody."
            )
        left = acts[""] - len(shown)
        remarks = (f"Left out: {counted(left, 'act')} of theirs upon others or upon nobody named; "
                   "--all draws all.",) if left > 0 else ()  # fmt: skip
        chronicle = replace(drawn.chronicle, events=shown, links=(), denials=())
        return replace(drawn, chronicle=chronicle).picture(
            "ladder", LadderOptions(codes, whole), *remarks
        )

    def tension(
        self,
        first: str | None = None,
        last: str | None = None,
        *,
        half_life: timedelta | str = "30d",
        **options: Unpack[ChartArguments],
    ) -> Picture:
        """Draw the sums of what two sides did to one another, each act fading by its half-life.

        Without sides it is of the two that act most upon one another.
        """
        db = self._reading()
        from tracker.model.order import parse_gap

        fading = parse_gap(half_life) if isinstance(half_life, str) else half_life
        if fading <= timedelta(0):
            raise InvalidInput("A half-life is longer than nothing; give one such as 30d.")
        shared = self._shared(options)
        pair = named_pair(db, first, last) or most_active(shared, options)
        drawn = events_drawn(shared, options, allow_none=True, dyad=pair or None)
        if not pair:
            raise Refused(f"Nobody acts upon another in the events{drawn.told}.")
        if not drawn.chronicle.events:
            one, other = pair
            raise Refused(f"{one} and {other} did nothing to one another{drawn.told}.")
        from tracker.charts.tension import TensionOptions

        chronicle = replace(drawn.chronicle, links=(), denials=())
        own = TensionOptions(pair, fading)
        return replace(drawn, chronicle=chronicle).picture("tension", own)

    def matrix(self, **options: Unpack[ChartArguments]) -> Picture:
        """Draw who acts upon whom, how often, in which way and how intensely."""
        from tracker.charts.matrix import MatrixOptions

        return events_drawn(self._shared(options), options).picture("matrix", MatrixOptions())
