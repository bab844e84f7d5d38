"""Scope of a redaction: all texts of an event or of a source, or one text wherever it is.

The columns that hold what people wrote are listed once. Keys (handles, codes, folded names) are
replaced by a name that says nothing of the old one, the same in every table that refers to it;
in other columns the text itself is replaced, or the whole value where it belongs to the event or
source. Dates, types, actors and numbers of a redacted event stay: who did what when is no text.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.model.names import slug

MASK = "[redacted]"
KEYS: Mapping[str, frozenset[str]] = {
    "events": frozenset({"handle"}),
    "former_handles": frozenset({"handle"}),
    "event_actors": frozenset({"actor"}),
    "links": frozenset({"claimed_by"}),
    "link_partners": frozenset({"claimed_by"}),
    "event_claims": frozenset({"claimed_by"}),
    "citations": frozenset({"source", "claimed_by"}),
    "rivals": frozenset({"name"}),
    # A place is part of what tells one rating from another, so that two must not become the same.
    "ratings": frozenset({"source", "explanation", "locator"}),
    "sources": frozenset({"code"}),
    "source_names": frozenset({"folded", "code"}),
    "actors": frozenset({"code"}),
    "actor_names": frozenset({"folded", "code"}),
    "actor_parts": frozenset({"part", "whole"}),
    "relays": frozenset({"source", "relays"}),
    "column_maps": frozenset({"name"}),
}
TEXTS: Mapping[str, frozenset[str]] = {
    "events": frozenset({"title", "summary", "place"}),
    "event_notes": frozenset({"text", "who"}),
    "event_tags": frozenset({"tag"}),
    "links": frozenset({"because"}),
    "event_claims": frozenset({"because"}),
    "citations": frozenset({"locator", "quotation"}),
    "sources": frozenset({"title", "publisher", "author", "url", "note"}),
    "source_names": frozenset({"name"}),
    "actors": frozenset({"name"}),
    "actor_names": frozenset({"name"}),
    "imports": frozenset({"file"}),
    "row_ids": frozenset({"key"}),
    "column_maps": frozenset({"columns", "constants", "cells"}),
    "proposals": frozenset({"who", "origin", "content"}),
    "types": frozenset({"label", "definition", "why"}),
}
OPTIONAL = {("events", "place"), ("citations", "locator"), ("citations", "quotation"),
            ("proposals", "content"), ("sources", "publisher"), ("sources", "author"),
            ("sources", "url")}  # fmt: skip


@dataclass
class Scope:
    """What is to be taken out; `renamed` has the new name of each key that was met so far."""

    event: int | None = None
    source: str | None = None
    text: str | None = None
    renamed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.source is not None:
            self._rename(self.source)
        if self.text is not None:
            plain = re.escape(self.text)
            self._pattern = re.compile(re.sub(r"(\\ |\s)+", r"\\s+", plain), re.IGNORECASE)
            self._hyphened = slug(self.text, words=99, length=10_000)

    def redacted(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row with what is to be taken out replaced; the same row where nothing is."""
        own = self._belongs(table, row)
        return {
            column: self._key(table, column, value, own)
            if column in KEYS.get(table, ())
            else self._text(table, column, value, own)
            if column in TEXTS.get(table, ())
            else value
            for column, value in row.items()
        }

    def redacted_line(self, line: str) -> str:
        """A line of the history (a command, an author) with keys and the text replaced."""
        for old, new in self.renamed.items():
            line = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, line, flags=re.IGNORECASE)
        return self._masked(line)

    def _masked(self, text: str) -> str:
        """A text without the one to be redacted, as it was written or as the words of a handle."""
        if self.text is None:
            return text
        text = self._pattern.sub(MASK, text)
        if self._hyphened:
            text = re.sub(
                rf"[\w-]*{re.escape(self._hyphened)}[\w-]*", MASK, text, flags=re.IGNORECASE
            )
        return text

    def _belongs(self, table: str, row: Mapping[str, Any]) -> bool:
        """Whether a row is of the event or the source that is redacted."""
        if table == "proposals":  # none says by a column what it is about
            return self.text is None
        if self.event is not None:
            columns = ("id",) if table == "events" else ("event", "cause", "effect")
            known = table in ("events", "event_notes", "event_tags", "former_handles", "citations",
                              "links", "event_claims", "rivals", "ratings",
                              "row_ids")  # fmt: skip
            return known and any(row.get(column) == self.event for column in columns)
        if self.source is not None:
            column = "source" if table in ("citations", "ratings") else "code"
            return table in ("sources", "source_names", "citations", "ratings") and (
                row.get(column) == self.source
            )
        return False

    def _key(self, table: str, column: str, value: Any, own: bool) -> Any:
        if not isinstance(value, str) or not value:
            return value
        is_name = (table, column) in (
            ("events", "handle"), ("former_handles", "handle"), ("source_names", "folded"),
            ("rivals", "name"), ("ratings", "locator"),
        )  # fmt: skip
        if (own and is_name) or self._says(value):
            self._rename(value)
        return self.renamed.get(value, value)

    def _text(self, table: str, column: str, value: Any, own: bool) -> Any:
        if not isinstance(value, str) or not value:
            return value
        if own:
            return None if (table, column) in OPTIONAL else MASK
        return self._masked(value)

    def _says(self, key: str) -> bool:
        """Whether a key is made of the text."""
        if self.text is None:
            return False
        hyphened = f"-{slug(key, words=99, length=10_000)}-"
        return bool(self._pattern.search(key)) or (
            bool(self._hyphened) and f"-{self._hyphened}-" in hyphened
        )

    def _rename(self, key: str) -> None:
        """Give a key a name of its own that says nothing of it."""
        if key not in self.renamed:
            self.renamed[key] = f"redacted-{secrets.token_hex(4)}"
