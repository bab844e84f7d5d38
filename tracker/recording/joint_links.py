"""Links of several causes, links that keep an event from coming, and what either may not be.

A link is stored under one of its causes, and a claimant has one link of each pair. Which cause
that is says nothing, so another is taken where the claimant speaks of the pair already.
"""

from tracker.errors import InvalidInput, Refused, SelfLink
from tracker.model.event import Event, Status
from tracker.model.link import Link, LinkDraft
from tracker.model.weighing import AVERTS
from tracker.store import events, links
from tracker.store.database import Database
from tracker.store.references import resolve_to_change


def members_of(db: Database, draft: LinkDraft, cause: Event, effect: Event) -> tuple[Event, ...]:
    """The causes of a draft as events, each once, the cause first; refused if one is the effect."""
    numbers = [cause.id, *(resolve_to_change(db, partner) for partner in draft.partners)]
    if len(set(numbers)) < len(numbers):
        raise InvalidInput("Name each cause once: what stands after --with is another event.")
    if effect.id in numbers:
        raise SelfLink(effect.handle)
    return tuple(events.get(db, number) for number in numbers)


def refuse_needless(draft: LinkDraft) -> None:
    """Refuse that what is denied, or what averts its effect, was needed for it."""
    if draft.needed and draft.denied:
        raise InvalidInput("Who denies a link does not call it needed: leave --needed out.")
    if draft.needed and draft.relation == AVERTS:
        raise InvalidInput(
            "What averts an event is not needed for it: leave --needed out, or name another "
            "relation."
        )


def refuse_averting(effect: Event) -> None:
    """Refuse that an event was averted, unless it did not occur."""
    if effect.status is not Status.DID_NOT_OCCUR:
        raise Refused(
            f"{effect.handle} is recorded as {effect.status.value}, so nothing averted it; if it "
            f"did not occur, `tracker edit {effect.handle} --status did-not-occur` says so first."
        )


def refuse_what_was_averted(db: Database, event: Event, status: str) -> None:
    """Refuse that an event occurred which a link says was averted."""
    if status == Status.DID_NOT_OCCUR:
        return
    for link in links.touching(db, event.id):
        if link.effect == event.id and link.relation == AVERTS and not link.denied:
            cause = events.get(db, link.cause).handle
            raise Refused(
                f"{link.claimed_by} claims that {cause} averted {event.handle}, which then did not "
                f"occur; `tracker unlink {cause} {event.handle}` takes that back first."
            )


def earlier_link(
    db: Database, cause: int, effect: int, claimed_by: str, partners: set[int] | None
) -> Link | None:
    """The link of a claimant that is meant, seen from a cause: of those partners, or the only one.

    With None for the partners any will do, first the link of this cause alone; several joint ones
    are refused.
    """
    found = [
        link.seen_from(cause)
        for link in links.between(db, cause, effect, claimed_by)
        if partners is None or set(link.partners) | {link.cause} == partners | {cause}
    ]
    if len(found) > 1 and partners is None:
        alone = [link for link in found if not link.partners]
        if not alone:
            raise Refused(
                f"{claimed_by} names this cause together with others in {len(found)} links; say "
                "with --with which of them you mean."
            )
        return alone[0]
    return found[0] if found else None


def with_free_key(db: Database, link: Link) -> Link:
    """A link as it can be stored beside the claimant's others to the same effect.

    Where the claimant has a link of its first cause, it is stored under another of its causes, or
    the other link is; refused where neither can be.
    """
    own = {
        each.cause: each
        for member in link.causes
        for each in links.between(db, member, link.effect, link.claimed_by)
    }
    for member in link.causes:
        if member not in own:
            return link.seen_from(member)
    for member in link.causes:
        for other in own[member].partners:
            if not any(
                claim.cause == other
                for claim in links.between(db, other, link.effect, link.claimed_by)
            ):
                links.delete(db, own[member])
                links.insert(db, own[member].seen_from(other))
                return link.seen_from(member)
    first, effect = (events.get(db, number).handle for number in (link.cause, link.effect))
    raise Refused(
        f"{link.claimed_by} has as many links to {effect} with these causes as can be told apart; "
        f"`tracker show {first}` lists them, and `tracker unlink` removes one."
    )
