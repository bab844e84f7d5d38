"""Claims that an event happened, and denials, by actors and sources."""

from collections.abc import Sequence

from tracker.errors import InvalidInput, NotFound, Refused
from tracker.model.answer import Recorded
from tracker.model.event import Event, EventClaim
from tracker.model.event_fields import REMARKS
from tracker.recording.evidence import resolved_claimant
from tracker.store import event_lists, events
from tracker.store.database import Database
from tracker.store.references import resolve_to_change

CLAIMS = next(field for field in REMARKS if field.item is EventClaim)


def add_claims(db: Database, reference: str, claimed: Sequence[EventClaim]) -> Recorded[Event]:
    """Record who says that an event happened and who denies it; another reason replaces the one.

    Who denies what it asserts, or the other way round, is refused; so is one reason for both
    sides, which would put the words of one into the mouth of the other.
    """
    if len({each.denied for each in claimed}) > 1 and any(each.because for each in claimed):
        raise InvalidInput(
            "--because would be the reason of those who say so and of those who deny it; record "
            "the two sides by a command each."
        )
    event = events.get(db, resolve_to_change(db, reference))
    wanted: dict[str, EventClaim] = {}
    for claim in claimed:
        code = resolved_claimant(db, claim.claimed_by)
        checked = EventClaim(code, claim.denied, claim.because).checked()
        if code in wanted and wanted[code].denied != checked.denied:
            raise InvalidInput(f"{code} cannot assert and deny at once; name it once.")
        wanted[code] = checked
    remarks = []
    sides = " ".join(f"{_option(claim.denied)} {code}" for code, claim in wanted.items())
    with db.transaction(f"claim {event.handle} {sides}"):
        for code, claim in wanted.items():
            own = next((each for each in event.claims if each.claimed_by == code), None)
            if own is not None and own.denied != claim.denied:
                raise Refused(
                    f"{event.handle} is {own.verb} by {code}; `tracker claim {event.handle} "
                    f"{_option(own.denied)} {code} --remove` takes that back first."
                )
            if own is not None and claim.because in ("", own.because):
                remarks.append(f"{event.handle} is {own.told(code)} already.")
                continue
            if own is not None:
                event_lists.remove(db, CLAIMS, own.number)
            event_lists.append(db, event.id, CLAIMS, claim)
            remarks.append(f"{event.handle} is {claim.told(code)}.")
    return Recorded(events.get(db, event.id), remarks=tuple(remarks))


def remove_claims(db: Database, reference: str, claimed: Sequence[EventClaim]) -> Recorded[Event]:
    """Take back what some say of an event, or what everybody does where nobody is named."""
    event = events.get(db, resolve_to_change(db, reference))
    there = {(claim.claimed_by, claim.denied): claim for claim in event.claims}
    asked = [(resolved_claimant(db, each.claimed_by), each.denied) for each in claimed]
    said = "; ".join(map(str, event.claims))
    hint = f"{event.handle} is {said}." if said else f"Nobody claims or denies {event.handle}."
    if not there and not asked:
        raise NotFound("claim", event.handle, hint=hint)
    for code, denied in asked:
        if (code, denied) not in there:
            verb = EventClaim(code, denied).verb
            raise NotFound("claim", f"{event.handle}, {verb} by {code}", hint=hint)
    gone = [there[each] for each in asked] or list(there.values())
    with db.transaction(f"claim {event.handle} --remove"):
        for claim in gone:
            event_lists.remove(db, CLAIMS, claim.number)
    remarks = tuple(f"No longer recorded: {claim.told(claim.claimed_by)}." for claim in gone)
    return Recorded(events.get(db, event.id), remarks=remarks)


def _option(denied: bool) -> str:
    """The option of the command that names a claimant of this side."""
    return "--denied-by" if denied else "--by"
