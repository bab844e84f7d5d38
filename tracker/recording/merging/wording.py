"""Conflicts in words: what they are about, and the values of both sides."""

from collections.abc import Mapping
from typing import Any

from tracker.model.answers.merging import NOTHING
from tracker.model.likelihood import likelihood_words
from tracker.model.merging import Conflict, Entry, Key

TELLING = ("title", "name", "label", "date", "relation", "likelihood", "because", "rating",
           "answer", "credibility")  # fmt: skip


# What readers call the fields of events, links and sources, where that is not their own name.
FIELD_NAMES = {
    "by": "who acted", "to": "upon whom", "because": "reason", "claimed_by": "claimed by",
    "valid_from": "valid from", "valid_to": "valid to", "own_intensity": "intensity",
    "known_at": "known since", "latitude": "latitude", "part_of": "part of",
}  # fmt: skip


def field_name(field: str) -> str:
    """A field as readers know it."""
    return FIELD_NAMES.get(field, field.replace("_", " "))


def about(conflict: Conflict, handles: Mapping[str, str]) -> str:
    """What a conflict is about: `link talks → strike, claimed by RUS: likelihood`."""
    said = entry_name(conflict.key, handles)
    if conflict.item is not None:
        said += f", {item_name(conflict.item, handles)}"
    return f"{said}: {field_name(conflict.field)}" if conflict.field else said


def entry_name(key: Key, handles: Mapping[str, str]) -> str:
    """An entry by its handles and codes."""
    kind, of = key[0], [handles.get(each, each) for each in key[1:]]
    if kind == "link":
        return f"link {' + '.join(of[2:])} → {of[0]}, claimed by {of[1]}"
    if kind == "order":
        return f"order {of[0]} before {of[1]}"
    if kind == "rival":
        return f"explanation {of[1]} of {of[0]}"
    if kind == "rating":
        return f"rating of {of[2]} for {of[1]} of {of[0]}"
    if kind == "answer":
        return f"answer on {of[0]} → {of[1]}"
    return f"{kind} {of[0]}"


def item_name(item: Key, handles: Mapping[str, str]) -> str:
    """An item of an entry: a citation, a tag, a note."""
    told = [handles.get(each, each) for each in item[1:] if each]
    return f"{item[0].removesuffix('s')} {', '.join(told)[:80]}"


def value_text(value: Any, field: str | None = None) -> str:
    """A value of a side as people read it."""
    if value is None or value in ("", ()):
        return NOTHING
    if isinstance(value, Entry):
        return _fields_text({n: value.fields[n] for n in (*TELLING, "denied") if n in value.fields},
                            "recorded")  # fmt: skip
    if isinstance(value, dict):
        return _fields_text(value, "there")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field == "likelihood":
        number, in_words = value
        return likelihood_words(number) if in_words else f"{number:g}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def _fields_text(fields: Mapping[str, Any], none: str) -> str:
    """Several fields; what is denied says so first, and has no relation and no likelihood."""
    denied = bool(fields.get("denied"))
    hidden = {"denied", "relation", "likelihood"} if denied else {"denied"}
    told = [f"{field_name(key)} {value_text(held, key)}" for key, held in fields.items()
            if key not in hidden]  # fmt: skip
    return "; ".join([*(["denied"] if denied else []), *told]) or none


def side_text(conflict: Conflict, value: Any, handles: Mapping[str, str]) -> str:
    """The value of one side of a conflict; of a circle the claims that close it."""
    is_keys = conflict.field is None and conflict.item is None and isinstance(value, tuple)
    if is_keys and value and isinstance(value[0], tuple):
        return "; ".join(entry_name(key, handles) for key in value)
    return value_text(value, conflict.field)
