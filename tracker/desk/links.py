"""Links and claims of order put into the record, and taken out again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName, Grades, cited, gap_of, likelihood_of, text_of
from tracker.errors import InvalidInput
from tracker.model.actor import ANALYST, Actor
from tracker.model.answer import Recorded
from tracker.model.event import Event, Names
from tracker.model.names import names_of
from tracker.model.numbers import counted

if TYPE_CHECKING:
    from datetime import timedelta

    from tracker.model.answers.record import OrderList, RecordedLink, RemovedLinks
    from tracker.model.link import Link
    from tracker.model.order import OrderClaim
    from tracker.model.source import Source
    from tracker.store.database import Database

Claimant: TypeAlias = "str | Actor | Source | None"


class Links(OpenRecord):
    """The calls of the panel `record` about links and order."""

    def link(
        self,
        cause: EventName,
        effect: EventName,
        *,
        likelihood: float | str | None = None,
        relation: str | None = None,
        claimed_by: Claimant = None,
        denied_by: Claimant = None,
        because: str | None = None,
        source: Names = None,
        grade: Grades = None,
        locator: str | None = None,
        marking: str | None = None,
        with_causes: EventName | Iterable[EventName] = (),
        needed: bool | None = None,
        replace: bool = False,
    ) -> RecordedLink:
        """Link two events as cause and effect: a claim, with who makes it and how likely it is.

        Without a claimant it is the analyst's own; `denied_by` expressly denies the link.
        `with_causes` are further causes, without which this one would not have led to the effect;
        what is `needed` had to be there, whatever else. With `replace` the claimant's earlier link
        is changed, and what is not named stays.
        """
        from tracker.model.likelihood import DENIED
        from tracker.model.link import LinkDraft
        from tracker.recording.links import add_link
        from tracker.recording.links import recorded_link as earlier_link

        number, in_words = likelihood_of(likelihood)
        claimant = _claimant_of(claimed_by, denied_by, number, replace)
        pairs = cited(source, grade, locator)
        db = self._writing()
        ends = (str(cause), str(effect))
        partners = tuple(map(str, names_of(with_causes)))
        before = earlier_link(db, *ends, claimant, partners) if replace else None
        if before is not None:
            relation = before.relation if relation is None else relation
            because = before.because if because is None else because
            marking = before.marking if marking is None else marking
            needed = before.needed if needed is None else needed
            partners = partners or tuple(map(str, before.partners))
            if number is None and not before.denied:
                number, in_words = before.likelihood, before.in_words
        if number is None and denied_by is None:
            raise InvalidInput(f"{claimant} claims no such link yet: add --likelihood.")
        draft = LinkDraft(
            *ends,
            relation or "leads-to",
            DENIED if number is None or denied_by is not None else number,
            claimant,
            because or "",
            tuple(citation for citation, _ in pairs) or (before.citations if before else ()),
            denied_by is not None,
            marking,
            in_words,
            partners,
            bool(needed),
        )
        done = add_link(db, draft, [given for _, given in pairs], replace)
        return recorded_link(db, done.value, done.remarks, tell=True)

    def unlink(
        self,
        cause: EventName,
        effect: EventName,
        *,
        claimed_by: Claimant = None,
    ) -> RemovedLinks:
        """Remove the links from one event to another, of all claimants or of one."""
        from tracker.model.answers.record import RemovedLinks
        from tracker.recording.links import remove_links
        from tracker.store import events

        db = self._writing()
        gone = remove_links(db, str(cause), str(effect), text_of(claimed_by)).value
        first, last = (events.get(db, number) for number in (gone[0].cause, gone[0].effect))
        partners = _partners_of(db, gone)
        claimants = ", ".join(dict.fromkeys(each.claimed_by for each in gone))
        what = counted(len(gone), "link") if len(gone) > 1 else "the link"
        also = f", together with {_handles(partners)}" if partners else ""
        said = f"Removed {what} {first.handle} → {last.handle}{also}, claimed by {claimants}."
        return RemovedLinks(tuple(gone), first, last, partners, remarks=(said,))

    def order(
        self,
        before: EventName,
        after: EventName,
        *,
        at_least: timedelta | str | None = None,
        within: timedelta | str | None = None,
        source: Names = None,
        grade: Grades = None,
        locator: str | None = None,
    ) -> OrderList:
        """Record that one event began before another; the same claim again adds to its sources."""
        from dataclasses import replace

        from tracker.analysis.order import reason_in_words
        from tracker.model.order import LEAST, OrderDraft
        from tracker.recording.order import add_order

        pairs = cited(source, grade, locator)
        draft = OrderDraft(
            str(before),
            str(after),
            gap_of(at_least) or LEAST,
            gap_of(within),
            tuple(citation for citation, _ in pairs),
        )
        db = self._writing()
        done = add_order(db, draft, [given for _, given in pairs])
        listed = _order_list(db, [done.value])
        names = {number: event.handle for number, event in listed.events.items()}
        sentence = f"{reason_in_words(replace(done.value, citations=()), names, {})}."
        return replace(listed, remarks=(*done.remarks, sentence))

    def orders(self) -> OrderList:
        """All claims of order, in the order in which they were recorded."""
        from dataclasses import replace

        from tracker.store import orders

        listed = _order_list(db := self._reading(), orders.everything(db))
        return listed if listed.claims else replace(listed, conclusion="No order is claimed yet.")

    def remove_orders(self, before: EventName, after: EventName) -> Recorded[list[OrderClaim]]:
        """Remove all claims that one event began before another."""
        from tracker.recording.order import remove_orders

        done = remove_orders(self._writing(), str(before), str(after))
        gone = done.value
        said = f"Removed {counted(len(gone), 'claim')} of order."
        return Recorded(gone, remarks=(said, *done.remarks))


def recorded_link(
    db: Database, link: Link, remarks: Iterable[str], tell: bool = False
) -> RecordedLink:
    """A link with its events; with `tell` the last remark says what was recorded."""
    from tracker.model.answers.record import RecordedLink
    from tracker.store import events

    cause, effect = (events.get(db, number) for number in (link.cause, link.effect))
    partners = _partners_of(db, [link])
    together = f", only together with {_handles(partners)}," if partners else ""
    ends = f"{cause.handle}{together} → {effect.handle}"
    needed = ", needed" if link.needed else ""
    said = (
        f"{link.claimed_by} denies {ends}."
        if link.denied
        else f"Linked {ends}: {link.relation}, {link.words} ({link.band}){needed}, claimed by "
        f"{link.claimed_by}."
    )
    return RecordedLink(
        link, cause, effect, partners, remarks=(*remarks, *([said] if tell else ()))
    )


def _partners_of(db: Database, found: Iterable[Link]) -> tuple[Event, ...]:
    """The further causes of some links, each once."""
    from tracker.store import events

    numbers = dict.fromkeys(partner for link in found for partner in link.partners)
    return tuple(events.get(db, number) for number in numbers)


def _handles(named: Iterable[Event]) -> str:
    return " and ".join(event.handle for event in named)


def _claimant_of(
    claimed_by: Claimant, denied_by: Claimant, likelihood: float | None, replace: bool
) -> str:
    """The claimant of a link; refused where claim, denial and likelihood do not go together."""
    if denied_by is not None and claimed_by is not None:
        raise InvalidInput("A link is claimed or denied: give --claimed-by or --denied-by.")
    if likelihood is not None and denied_by is not None:
        raise InvalidInput("Who denies a link gives it no likelihood: leave --likelihood out.")
    if likelihood is None and denied_by is None and not replace:
        raise InvalidInput(
            "The link needs a likelihood: add --likelihood, such as 'likely' or 0.7."
        )
    claimant = denied_by if denied_by is not None else claimed_by
    return ANALYST if claimant is None else str(claimant)


def _order_list(db: Database, claims: Iterable[OrderClaim]) -> OrderList:
    from tracker.model.answers.record import OrderList
    from tracker.store import events

    listed = tuple(claims)
    ends = {end for claim in listed for end in (claim.before, claim.after)}
    return OrderList(listed, {event.id: event for event in events.fetch(db, ends)})
