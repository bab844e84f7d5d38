"""Writing of changes to entries into the database, each whole or refused."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tracker.analysis.merging.entries import (
    citations_of,
    event_draft,
    judgement_draft,
    link_draft,
    order_draft,
    register_value,
)
from tracker.errors import Refused
from tracker.model.actor import PartOf
from tracker.model.counterfactuals import CounterfactualDraft
from tracker.model.event import Status
from tracker.model.event_fields import FIELDS, TABLED, Kind
from tracker.model.hypotheses import Rating, RatingDraft, RivalDraft
from tracker.model.link import Link
from tracker.model.merging import Change, Entry, Key, applied
from tracker.recording.batches import refuse_claimant
from tracker.recording.counterfactuals import store_answer
from tracker.recording.events import checked_list, event_columns, store_event
from tracker.recording.evidence import relay, resolved_citation, resolved_marking
from tracker.recording.hypotheses import store_rating, store_rival
from tracker.recording.joint_links import refuse_what_was_averted
from tracker.recording.links import store_link, stored_link
from tracker.recording.order import rederive, store_order
from tracker.recording.parts import checked_part, store_part
from tracker.recording.registers import (
    checked_actor,
    checked_relation,
    checked_source,
    checked_type,
)
from tracker.recording.resolving import resolved_actor, resolved_type
from tracker.store import event_lists, events, hypotheses, links, merges, merging, orders, parts
from tracker.store import registers as stored
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES

REGISTERS = {"actor": ACTORS, "type": TYPES, "source": SOURCES}
CHECKED: Mapping[str, Callable[[Any], Any]] = {
    "actor": checked_actor, "type": checked_type, "source": checked_source,
}  # fmt: skip
CLEARED = {Kind.PROSE: "", Kind.FLAG: 0, Kind.STATUS: Status.OCCURRED}
DATED = {"date", "zone"}


class UnknownEventError(Refused):
    """A change speaks of an event that is not there; `name` is its identity."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__("It speaks of an event that is not in the record.")


class Known(dict[str, Any]):
    """Numbers or handles by identity; an event that is not there is refused in a sentence."""

    def __missing__(self, name: str) -> Any:
        raise UnknownEventError(name)


class Applier:
    """Writes changes within the transaction that is open.

    `entries` is the record as it is by now, `numbers` and `handles` are those of its events.
    """

    def __init__(
        self,
        db: Database,
        entries: Mapping[Key, Entry],
        numbers: Mapping[str, int],
        remarks: list[str],
    ) -> None:
        self.db = db
        self.entries = dict(entries)
        self.numbers = Known(numbers)
        found = {event.id: event.handle for event in events.fetch(db, numbers.values())}
        self.handles = Known((name, found[number]) for name, number in numbers.items())
        self.remarks = remarks

    def apply(self, changes: tuple[Change, ...]) -> None:
        """Make some changes, all of them or, where one is refused, none."""
        before = (dict(self.entries), Known(self.numbers), Known(self.handles))
        try:
            with self.db.savepoint():
                for key in dict.fromkeys(change.key for change in changes):
                    self._put(key, tuple(each for each in changes if each.key == key))
        except BaseException:
            self.entries, self.numbers, self.handles = before
            raise

    def _put(self, key: Key, changes: tuple[Change, ...]) -> None:
        old = self.entries.get(key)
        made = applied({} if old is None else {key: old}, changes).get(key)
        if made == old:
            return
        if old is None and not (changes[0].item is None and changes[0].field is None):
            raise Refused("What this is about is not in the record any more.")
        writer = {
            "event": self._event, "link": self._link, "order": self._order,
            "relation": self._relation, "rival": self._rival, "rating": self._rating,
            "answer": self._answer,
        }.get(key[0], self._register)  # fmt: skip
        writer(key, old, made)
        self.entries.pop(key, None)
        if made is not None:
            self.entries[key] = made

    def _register(self, key: Key, old: Entry | None, new: Entry | None) -> None:
        register = REGISTERS[key[0]]
        if new is None:
            merging.delete_unused(self.db, register, key[1])
            return
        value = CHECKED[key[0]](register_value(key, new))
        if old is None:
            refuse_claimant(self.db, register, value.code)
            stored.insert(self.db, register, value)
        else:
            changed = {
                name: getattr(value, name)
                for name in {*old.fields, *new.fields}
                if old.fields.get(name) != new.fields.get(name)
            }
            if changed:
                stored.update(self.db, register, key[1], changed)
        before = {} if old is None else old.items
        for item, said in before.items():
            if item in new.items:
                continue
            if item[0] == "alias":
                merging.drop_alias(self.db, register, key[1], said["name"])
            elif item[0] == "part":
                gone = PartOf(item[1], item[2] or None, item[3] or None)
                there = parts.of(self.db, key[1], item[1])
                parts.delete(self.db, [number for number, part in there if part == gone])
        for item, said in new.items.items():
            if item in before:
                continue
            if item[0] == "alias":
                stored.add_names(self.db, register, key[1], [said["name"]])
            elif item[0] == "part":
                part = PartOf(item[1], item[2] or None, item[3] or None)
                store_part(self.db, key[1], checked_part(part))
        relayed = [item[1] for item in new.items if item[0] == "relays"]
        if relayed != [item[1] for item in before if item[0] == "relays"]:
            relay(self.db, key[1], relayed, self.remarks)

    def _relation(self, key: Key, old: Entry | None, new: Entry | None) -> None:
        if new is None:
            raise Refused(f"The relation {key[1]} is removed there; it stays here.")
        merging.put_relation(self.db, checked_relation(register_value(key, new)))

    def _event(self, key: Key, old: Entry | None, new: Entry | None) -> None:
        name = key[1]
        if new is None:
            events.delete(self.db, self.numbers.pop(name))
            del self.handles[name]
            rederive(self.db)
            return
        draft = event_draft(new)
        if old is None:
            handle = draft.handle and events.free_handle(self.db, draft.handle)
            number = store_event(
                self.db, replace(draft, handle=handle, uuid=name), self.remarks, anyway=True
            )
            self.numbers[name] = number
            self.handles[name] = events.get(self.db, number).handle
            return
        number = self.numbers[name]
        changed = {
            field for field in {*old.fields, *new.fields}
            if old.fields.get(field) != new.fields.get(field)
        }  # fmt: skip
        self._columns(number, changed, draft)
        for side in ("by", "to"):
            if side in changed:
                codes = [
                    resolved_actor(self.db, each, self.remarks, False, draft.date, True)
                    for each in getattr(draft, side)
                ]
                events.set_actors(self.db, number, side, codes)
        for field in TABLED:
            mine, theirs = (
                {item: said for item, said in entry.items.items() if item[0] == field.name}
                for entry in (old, new)
            )
            if mine != theirs:
                values = checked_list(self.db, field, getattr(draft, field.name))
                event_lists.replace(self.db, number, field, values)
        self._cite(old, new, number, lambda each: events.cite(self.db, number, each))
        if changed & DATED:
            rederive(self.db, [number])

    def _columns(self, number: int, changed: set[str], draft: Any) -> None:
        """Change the columns of an event; its handle only where nothing else is called so."""
        columns: dict[str, Any] = {}
        for field in FIELDS:
            if field.name not in changed or field.kind in (Kind.ACTORS, Kind.HANDLE):
                continue
            value = getattr(draft, field.name)
            if field.kind is Kind.TYPE:
                columns["type"] = resolved_type(self.db, value)
            elif field.kind is Kind.MARKING:
                columns["marking"] = resolved_marking(value, self.remarks)
            elif value in (None, ""):
                columns[field.name] = CLEARED.get(field.kind)
            else:
                columns |= event_columns({field.name: value})
        before = events.get(self.db, number)
        if "status" in columns:
            refuse_what_was_averted(self.db, before, columns["status"])
        is_free = draft.handle and events.with_handle(self.db, draft.handle) is None
        if "handle" in changed and is_free:
            columns["handle"] = draft.handle
        if columns:
            events.update(self.db, number, columns)
        if "handle" in columns:
            merges.keep_former_handle(self.db, number, before.handle, draft.handle)
            for name, own in self.numbers.items():
                if own == number:
                    self.handles[name] = draft.handle

    def _cite(
        self, old: Entry, new: Entry, target: Any, cite: Callable[[Any], None], tests: bool = False
    ) -> None:
        """Replace the citations that differ; of several that are alike each counts."""
        mine, theirs = Counter(citations_of(old)), Counter(citations_of(new))
        for citation in (mine - theirs).elements():
            merging.uncite(self.db, target, citation)
        for citation in (theirs - mine).elements():
            cite(resolved_citation(self.db, citation, self.remarks, tests=tests))

    def _link(self, key: Key, old: Entry | None, new: Entry | None) -> None:
        if old is not None:
            causes = tuple(self.numbers[each] for each in key[3:])
            wanted = Link(causes[0], self.numbers[key[1]], "", 1.0, key[2], partners=causes[1:])
            links.delete(self.db, stored_link(self.db, wanted))
        if new is not None:
            store_link(self.db, link_draft(key, new, self.handles), self.remarks)

    def _order(self, key: Key, old: Entry | None, new: Entry | None) -> None:
        if old is not None:
            draft = order_draft(key, old, self.handles)
            before, after = self.numbers[key[1]], self.numbers[key[2]]
            gaps = (draft.at_least, draft.within)
            claim = next(
                each for each in orders.between(self.db, before, after)
                if (each.at_least, each.within) == gaps
            )  # fmt: skip
            if new is None:
                orders.delete(self.db, [claim.id])
            else:
                self._cite(old, new, claim, lambda each: orders.cite(self.db, claim.id, each))
        elif new is not None:
            store_order(self.db, order_draft(key, new, self.handles), self.remarks)
        rederive(self.db)

    def _rival(self, key: Key, old: Entry | None, new: Entry | None) -> None:
        if new is None:
            hypotheses.delete_rival(self.db, self.numbers[key[1]], key[2])
            return
        draft = judgement_draft(key, new, self.handles)
        assert isinstance(draft, RivalDraft)
        store_rival(self.db, draft)

    def _rating(self, key: Key, old: Entry | None, new: Entry | None) -> None:
        if new is None:
            hypotheses.unrate(self.db, Rating(self.numbers[key[1]], key[2], key[3], "", key[4]))
            return
        draft = judgement_draft(key, new, self.handles)
        assert isinstance(draft, RatingDraft)
        store_rating(self.db, draft)

    def _answer(self, key: Key, old: Entry | None, new: Entry | None) -> None:
        if new is None:
            merging.delete_answer(self.db, self.numbers[key[1]], self.numbers[key[2]])
            return
        draft = judgement_draft(key, new, self.handles)
        assert isinstance(draft, CounterfactualDraft)
        store_answer(self.db, draft)
