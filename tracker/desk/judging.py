"""Judgements put into the record: rival explanations, rated evidence, answers of an interview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Unpack

from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName, likelihood_of
from tracker.errors import InvalidInput, Refused
from tracker.model.answer import Recorded
from tracker.model.names import names_of
from tracker.model.numbers import counted

if TYPE_CHECKING:
    from tracker.model.counterfactuals import Counterfactual, OpenPair
    from tracker.model.event import Event
    from tracker.model.hypotheses import Rival
    from tracker.model.selection import Filters

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

    def open_pairs(
        self, effect: EventName | None = None, **filters: Unpack[Filters]
    ) -> Iterator[OpenPair]:
        """Pairs of events that share an actor and are not linked, the nearest in time first.

        A pair that was answered is not among them. With `effect` all have it as the later event.
        """
        from tracker.analysis.interviewing import open_pairs
        from tracker.desk.filters import selection_of
        from tracker.model.selection import filters_in_words
        from tracker.store import chronicle
        from tracker.store.references import resolve

        db = self._reading()
        number = None if effect is None else resolve(db, effect)
        record = chronicle.load(db, selection_of(db, filters, happened=True))
        if number is not None and number not in record.events:
            raise Refused(f"{effect} is not among the events{filters_in_words(filters)}.")
        return open_pairs(record, number)

    def is_open(self, pair: OpenPair) -> bool:
        """Whether still nothing is said of a link from the one to the other of a pair."""
        from tracker.store import links

        return not links.between(self._reading(), pair.cause.id, pair.effect.id)

    def answer(
        self,
        cause: EventName,
        effect: EventName,
        would_have_come: str,
        *,
        likelihood: float | str | None = None,
        relation: str | None = None,
        with_causes: EventName | Iterable[EventName] = (),
        because: str | None = None,
    ) -> Recorded[Counterfactual]:
        """Record whether `effect` would have come without `cause`: `yes`, `no` or `unknown`.

        With `no` it also is a link of the analyst, of a needed cause, and needs a likelihood;
        `with_causes` are what the cause needed as well.
        """
        from tracker.model.counterfactuals import CounterfactualDraft, WouldHaveCome
        from tracker.model.link import LinkDraft
        from tracker.recording.counterfactuals import answer

        ends = (str(cause), str(effect))
        draft = CounterfactualDraft(*ends, would_have_come)
        link = None
        if would_have_come == WouldHaveCome.NO:
            number, in_words = likelihood_of(likelihood)
            if number is None:
                raise InvalidInput("The link needs a likelihood, such as 'likely' or 0.7.")
            link = LinkDraft(
                *ends,
                relation or "leads-to",
                number,
                because=because or "",
                in_words=in_words,
                partners=tuple(map(str, names_of(with_causes))),
                needed=True,
            )
        done = answer(self._writing(), draft, link)
        said = (
            f"Linked {ends[0]} → {ends[1]}, as a needed cause."
            if link
            else f"Kept for {ends[0]} → {ends[1]}: {would_have_come}."
        )
        return Recorded(done.value, remarks=(*done.remarks, said))
