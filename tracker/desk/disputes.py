"""Pictures of what is disputed: rival explanations of one event, and what each account claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from tracker.desk.drawn import Drawn, events_drawn, leading_chain, split_options
from tracker.desk.filters import selection_of
from tracker.desk.sharing import Sharing
from tracker.desk.values import EventName
from tracker.errors import InvalidInput, Refused
from tracker.model.inert import inert_values
from tracker.model.numbers import counted

if TYPE_CHECKING:
    from tracker.charts.picture import Picture
    from tracker.model.picture import ChartArguments


class Disputes(Sharing):
    """Charts of explanations and of accounts, side by side."""

    def rivals(
        self, event: EventName | None = None, *explanations: str, **options: Unpack[ChartArguments]
    ) -> Picture:
        """Draw rival explanations of an event against the evidence, a sign for each rated cell.

        Without an event it is of the one that most explain, of several the last.
        """
        from tracker.charts.rivals import RivalsOptions
        from tracker.desk.ask.hypotheses import (
            concluded,
            most_explained,
            table_in_words,
            table_of,
        )

        asked, filters = split_options(options)
        shared = self._shared(options)
        if filters:
            raise InvalidInput("Explanations of one event are drawn whole: leave filters out.")
        of = most_explained(shared.db) if event is None else event
        record, table = table_of(shared.db, of, explanations)
        if not table.columns:
            raise Refused(concluded(table))
        titles = {code: source.title for code, source in record.sources.items()}
        selection = selection_of(shared.whole, filters, happened=False)
        drawn = Drawn(shared, asked, filters, selection, record)
        picture = drawn.picture("rivals", RivalsOptions(table, titles), concluded(table))
        return replace(picture, told=inert_values(tuple(table_in_words(table, titles))))

    def accounts_picture(self, *claimants: str, **options: Unpack[ChartArguments]) -> Picture:
        """Draw what each of several claimants says led to what, as one chain in their colours.

        Without claimants it is of everybody's; links that are only denied are not drawn.
        """
        drawn = events_drawn(self._shared(options), options, allow_none=True)
        from tracker.analysis.circles import refuse_circles
        from tracker.charts.chain import ChainOptions
        from tracker.model.parts import claims_rolled_up
        from tracker.recording.evidence import resolved_claimant
        from tracker.store.links import claimants as all_claimants

        named = tuple(dict.fromkeys(resolved_claimant(drawn.db, name) for name in claimants))
        sides = named or tuple(all_claimants(drawn.db))
        found = drawn.chronicle
        if named and not drawn.selection.exactly:
            found = claims_rolled_up(found, named)
        links = tuple(link for link in found.links if link.claimed_by in sides)
        denials = tuple(link for link in found.denials if link.claimed_by in sides)
        if not links:
            raise Refused(f"These accounts link no events{drawn.told}.")
        told = replace(found, links=links, denials=denials)
        refuse_circles(told)
        shown = replace(told, events={event.id: event for event in told.linked()})
        pairs = {(link.cause, link.effect) for link in links}
        unseen = len({(link.cause, link.effect) for link in denials} - pairs)
        remarks = (f"Not drawn: {counted(unseen, 'link')} only denied.",) if unseen else ()
        drawn = replace(drawn, chronicle=shown, linked=True)
        own = ChainOptions(sides=sides, path=leading_chain(drawn))
        return drawn.picture("chain", own, *remarks)
