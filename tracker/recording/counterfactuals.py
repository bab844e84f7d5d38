"""Recording of answers whether an event would have come without another."""

from tracker.errors import InvalidInput, SelfLink
from tracker.model.answer import Recorded
from tracker.model.counterfactuals import Counterfactual, CounterfactualDraft, WouldHaveCome
from tracker.model.link import LinkDraft
from tracker.model.names import folded
from tracker.recording.links import store_link
from tracker.store import counterfactuals, events
from tracker.store.database import Database
from tracker.store.references import resolve_to_change


def answer(
    db: Database, draft: CounterfactualDraft, link: LinkDraft | None = None
) -> Recorded[Counterfactual]:
    """Record an answer, and the link that follows from it, if any; it is undone as one.

    Another answer for the same pair takes its place.
    """
    remarks: list[str] = []
    ends = [
        events.get(db, resolve_to_change(db, end)).handle for end in (draft.cause, draft.effect)
    ]
    with db.transaction(f"interview {' → '.join(ends)}"):
        kept = store_answer(db, draft)
        if link is not None:
            store_link(db, link, remarks)
    return Recorded(kept, remarks=tuple(remarks))


def store_answer(db: Database, draft: CounterfactualDraft) -> Counterfactual:
    """Check an answer and write it within the transaction that is open."""
    cause, effect = (resolve_to_change(db, end) for end in (draft.cause, draft.effect))
    if cause == effect:
        raise SelfLink(events.get(db, cause).handle)
    if folded(draft.answer) not in list(WouldHaveCome):
        raise InvalidInput(f"{draft.answer[:20]!r} is no answer; write {', '.join(WouldHaveCome)}.")
    kept = Counterfactual(cause, effect, folded(draft.answer))
    counterfactuals.insert(db, kept)
    return kept
