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
    from pathlib import Path

    from tracker.charts.picture import Picture
    from tracker.model.chronicle import Chronicle
    from tracker.model.event import Event
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
        from tracker.store import dyads
        from tracker.store.actor_names import resolve_actor

        named = dict.fromkeys(resolve_actor(db, name) for name in sides)
        if len(named) > MOST_SIDES:
            raise InvalidInput(f"A ladder has at most {MOST_SIDES} sides; name fewer.")
        shared = self._shared(options)
        codes: tuple[str, ...] = tuple(named) or most_active(shared, options) or ()
        pair = (codes[0], codes[1]) if len(codes) == 2 and not whole else None
        from tracker.charts.ladder import LadderOptions, default_sides, events_on_ladder, rung_of

        def chosen(found: Chronicle) -> dict[int, Event]:
            nonlocal codes
            codes = codes or tuple(default_sides(found))
            return events_on_ladder(found, codes, whole)

        drawn = events_drawn(
            shared, options, allow_none=True, sides=codes, dyad=pair, chosen=chosen
        )
        shown = drawn.chronicle.events
        if not codes:
            raise Refused(f"Nobody acts in the events{drawn.told}, so a ladder would be empty.")
        acts = dyads.acts_by(shared.db, replace(drawn.selection, dyad=None), codes)
        if idle := [code for code in codes if not acts[code]]:
            raise Refused(f"{idle[0]} does nothing among the events{drawn.told}.")
        if not shown:
            raise Refused(
                f"{' and '.join(codes)} did nothing to one another among the events{drawn.told}; "
                "--all draws what they did to anybody."
            )
        if all(rung_of(event) is None for event in shown.values()):
            raise Refused(
                f"No act of {' and '.join(codes)} among the events{drawn.told} is of a type with a "
                "hostility level or a QuadClass, so none has a rung; `tracker types` shows what "
                "is coded."
            )
        left = acts[""] - len(shown)
        remarks = (f"Left out: {counted(left, 'act')} of theirs upon others or upon nobody named; "
                   "--all draws all.",) if left > 0 else ()  # fmt: skip
        return drawn.picture("ladder", LadderOptions(codes, whole), *remarks)

    def tension(
        self,
        first: str | None = None,
        last: str | None = None,
        *,
        half_life: timedelta | str = "30d",
        archive: Path | str | None = None,
        engine: str | None = None,
        **options: Unpack[ChartArguments],
    ) -> Picture:
        """Draw the sums of what two sides did to one another, each act fading by its half-life.

        Without sides it is of the two that act most upon one another. With an `archive` it is of
        its rows, counted by an `engine`.
        """
        is_archived = archive is not None or engine is not None
        db = self._registers() if is_archived else self._reading()
        from tracker.model.order import parse_gap

        fading = parse_gap(half_life) if isinstance(half_life, str) else half_life
        if fading <= timedelta(0):
            raise InvalidInput("A half-life is longer than nothing; give one such as 30d.")
        if is_archived:
            from tracker.desk.archived_pictures import draw_tension

            return draw_tension(self, archive, engine, named_pair(db, first, last), fading, options)
        shared = self._shared(options)
        pair = named_pair(db, first, last) or most_active(shared, options)
        from tracker.analysis.dyads import acts_upon_one_another
        from tracker.charts.tension import TensionOptions
        from tracker.model.event_groups import GroupKey

        drawn = events_drawn(
            shared, options, allow_none=True, sides=pair or (), dyad=pair,
            chosen=lambda found: acts_upon_one_another(found, pair or ()),
            keys=(GroupKey.ACT, GroupKey.DATE, GroupKey.SIDES),
        )  # fmt: skip
        if pair is None:
            raise Refused(f"Nobody acts upon another in the events{drawn.told}.")
        if not drawn.chronicle.events:
            one, other = pair
            raise Refused(f"{one} and {other} did nothing to one another{drawn.told}.")
        numbers = drawn.groups.numbers if drawn.groups is not None else {}
        return drawn.picture("tension", TensionOptions(pair, fading, numbers))

    def matrix(
        self,
        *,
        archive: Path | str | None = None,
        engine: str | None = None,
        **options: Unpack[ChartArguments],
    ) -> Picture:
        """Draw who acts upon whom, how often, in which way and how intensely.

        With an `archive` it is of its rows, counted by an `engine`.
        """
        if archive is not None or engine is not None:
            from tracker.desk.archived_pictures import draw_matrix

            return draw_matrix(self, archive, engine, options)
        from tracker.charts.cells import Counted
        from tracker.charts.matrix import MatrixOptions
        from tracker.model.event_groups import GroupKey
        from tracker.store.group_counts import first_and_last

        drawn = events_drawn(
            self._shared(options), options, sides=(), keys=(GroupKey.ACT, GroupKey.SIDES),
            apart=lambda asked: first_and_last(asked.db, asked.selection),
        )  # fmt: skip
        if drawn.groups is None:
            return drawn.picture("matrix", MatrixOptions())
        counted = Counted.of(drawn.shown, drawn.groups.numbers)
        return drawn.picture("matrix", MatrixOptions(counted))
