"""Judgements put into the record: rival explanations, rated evidence, answers of an interview."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName
from tracker.errors import InvalidInput
from tracker.model.answer import Recorded
from tracker.model.numbers import counted

if TYPE_CHECKING:
    from tracker.model.event import Event
    from tracker.model.hypotheses import Rival

Cell = tuple[str, str, str]  # a source, an explanation and a rating
LinkEnds = tuple[EventName, EventName]


class Judging(OpenRecord):
    """The calls of the panel `record` about what the analyst judges."""

    def explain(self, event: EventName, name: str, links: Iterable[LinkEnds]) -> Recorded[Rival]:
        """Name a rival explanation of an event: a set of links that somebody claims."""
        from tracker.model.hypotheses import RivalDraft
        from tracker.recording.hypotheses import add_rival

        ends = tuple((str(cause), str(effect)) for cause, effect in links)
        if not ends:
            raise InvalidInput("An explanation is made of links: add --link CAUSE EFFECT.")
        done = add_rival(self._writing(), RivalDraft(str(event), name, ends))
        said = f"Recorded the explanation {done.value.name}: {counted(len(ends), 'link')}."
        return Recorded(done.value, remarks=(*done.remarks, said))

    def remove_explanation(self, event: EventName, name: str) -> Recorded[Event]:
        """Remove a rival explanation that was named, with its ratings."""
        from tracker.recording.hypotheses import remove_rival

        done = remove_rival(self._writing(), str(event), name)
        said = f"Removed the explanation {name}; `tracker undo` brings it back."
        return Recorded(done.value, remarks=(said,))

    def rate(
        self, event: EventName, cells: Iterable[Cell], *, locator: str | None = None
    ) -> Recorded[Event]:
        """Rate evidence for explanations of an event, each cell as a source, a name and a rating.

        A rating is `consistent`, `inconsistent` or `neutral`; with `locator` it is of that place
        of the sources.
        """
        from tracker.model.hypotheses import RatingDraft
        from tracker.recording.hypotheses import rate_cells

        drafts = [
            RatingDraft(str(event), explanation, source, rating, locator or "")
            for source, explanation, rating in cells
        ]
        done = rate_cells(self._writing(), str(event), drafts)
        said = f"Rated {counted(len(drafts), 'cell')} of {done.value.handle}."
        return Recorded(done.value, remarks=(*done.remarks, said))
