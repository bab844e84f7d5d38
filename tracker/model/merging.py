"""Two records merged: records as plain values, what differs between them, and the conflicts.

A record is a mapping of keys to entries. A key names the kind of an entry and what tells it from
others: a source by its code, an event by its identity, a link by its effect, claimant and causes.
An entry has fields, and items that are told apart by keys of their own: aliases, tags, citations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from tracker.errors import TrackerError

Key = tuple[str, ...]
Fields = dict[str, Any]


@dataclass(frozen=True)
class Unread:
    """What in a file cannot be read, where the rest of it can.

    Attributes
    ----------
    refused : tuple of TrackerError
        The refusals, each of one line.
    broken : frozenset of int
        The first lines of the blocks in which there is one.
    names : frozenset of str
        What the events and entries of those blocks may be called elsewhere.
    """

    refused: tuple[TrackerError, ...] = ()
    broken: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()


ALL_READ = Unread()


@dataclass(frozen=True)
class Entry:
    """What a record says of one thing: its fields, without what is empty, and its items."""

    fields: Fields = field(default_factory=dict)
    items: dict[Key, Fields] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The entry as JSON has it."""
        return {
            "fields": self.fields,
            "items": [[list(key), fields] for key, fields in self.items.items()],
        }

    @classmethod
    def of_plain(cls, value: Mapping[str, Any]) -> Self:
        """The entry that JSON has.

        >>> entry = Entry({"by": ("RUS",)}, {("tag", "leaks"): {"tag": "Leaks"}})
        >>> Entry.of_plain(entry.plain()) == entry
        True
        """
        return cls(
            {name: _hashable(held) for name, held in value["fields"].items()},
            {
                tuple(key): {name: _hashable(held) for name, held in fields.items()}
                for key, fields in value["items"]
            },
        )


Records = Mapping[Key, Entry]


@dataclass(frozen=True)
class Change:
    """One step from one record to another: of an entry, of an item of it, or of a field of either.

    `old` and `new` are the values of the field, else the fields of the item or the entry; None is
    what is not there.
    """

    key: Key
    item: Key | None = None
    field: str | None = None
    old: Any = None
    new: Any = None

    def plain(self) -> dict[str, Any]:
        """The change as JSON has it."""
        old, new = (
            each.plain() if isinstance(each, Entry) else each for each in (self.old, self.new)
        )
        item = None if self.item is None else list(self.item)
        return {"key": list(self.key), "item": item, "field": self.field, "old": old, "new": new}

    @classmethod
    def of_plain(cls, value: Mapping[str, Any]) -> Self:
        """The change that JSON has.

        >>> change = Change(("event", "a"), None, "by", ("RUS",), ("USA",))
        >>> Change.of_plain(change.plain()) == change
        True
        """
        key, item = tuple(value["key"]), value["item"]
        old, new = value["old"], value["new"]
        if item is None and value["field"] is None:
            old, new = (None if each is None else Entry.of_plain(each) for each in (old, new))
        elif value["field"] is None:
            old, new = (
                each and {name: _hashable(held) for name, held in each.items()}
                for each in (old, new)
            )
        else:
            old, new = _hashable(old), _hashable(new)
        return cls(key, None if item is None else tuple(item), value["field"], old, new)


@dataclass(frozen=True)
class Conflict:
    """What both sides changed, each in another way, or what cannot hold beside what one side has.

    `ours` and `theirs` are values as they are compared; `changes` make the record as theirs is, and
    `reason` says what is wrong where it is not two values.
    """

    key: Key
    item: Key | None
    field: str | None
    base: Any
    ours: Any
    theirs: Any
    changes: tuple[Change, ...]
    reason: str = ""


@dataclass(frozen=True)
class Merge:
    """The changes that one record takes from another, and the conflicts between the two."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def applied(records: Records, changes: Iterable[Change]) -> dict[Key, Entry]:
    """The record after some changes.

    >>> applied({("source", "wire"): Entry({"title": "Wire"})},
    ...         [Change(("source", "wire"), None, "url", None, "https://a.example")])
    {('source', 'wire'): Entry(fields={'title': 'Wire', 'url': 'https://a.example'}, items={})}
    """
    made = dict(records)
    for change in changes:
        if change.item is None and change.field is None:
            if change.new is None:
                made.pop(change.key, None)
            else:
                made[change.key] = change.new
            continue
        entry = made.get(change.key, Entry())
        fields, items = dict(entry.fields), dict(entry.items)
        if change.item is None:
            assert change.field is not None
            _put(fields, change.field, change.new)
        elif change.field is None:
            _put(items, change.item, change.new)
        else:
            own = dict(items.get(change.item, {}))
            _put(own, change.field, change.new)
            items[change.item] = own
        made[change.key] = Entry(fields, items)
    return made


def _put(values: dict[Any, Any], name: Any, value: Any) -> None:
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value


def _hashable(value: Any) -> Any:
    """A value of JSON with tuples for its lists."""
    return tuple(map(_hashable, value)) if isinstance(value, list) else value
