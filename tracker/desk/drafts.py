"""Drafts: the answers to the questions of `tracker add`, kept until the event is recorded."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Any

from tracker.desk.opening import OpenRecord
from tracker.errors import InvalidInput
from tracker.model.names import slug

OWN = 0o600  # for who wrote it to read, and nobody else


def redact_drafts(database: Path, redacted: Callable[[str], str]) -> tuple[Path, ...]:
    """Take texts out of the drafts of all analysts at a database; the files that were changed.

    `redacted` gives an answer without what is to be taken out. A draft that cannot be read or
    written is left as it is.
    """
    changed = []
    for file in sorted(database.absolute().parent.glob(f"{escape(database.name)}.*.draft")):
        if "." in file.name[len(database.name) + 1 : -len(".draft")]:
            continue  # of a database whose name begins as this one's
        answers = _kept_in(file)
        kept = _redacted(answers, redacted)
        if kept != answers and _keep(file, kept):
            changed.append(file)
    return tuple(changed)


def _redacted(value: Any, redacted: Callable[[str], str]) -> Any:
    """A value of JSON with each text in it redacted."""
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, list):
        return [_redacted(each, redacted) for each in value]
    if isinstance(value, dict):
        return {name: _redacted(each, redacted) for name, each in value.items()}
    return value


def _kept_in(file: Path) -> dict[str, Any]:
    """The answers in a draft; empty where there is none, or none that can be read."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep(file: Path, answers: Mapping[str, Any]) -> bool:
    """Keep answers in the place of those kept before; whether they could be."""
    from tracker.files import replacing

    try:
        with replacing(file) as building:
            building.chmod(OWN)
            building.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    except (InvalidInput, OSError, UnicodeEncodeError):
        return False
    return True


class Drafts(OpenRecord):
    """One draft of each analyst, in a file beside the database, which it is no part of."""

    @property
    def draft_path(self) -> Path:
        """The file of this analyst's draft."""
        return self.path.with_name(f"{self.path.name}.{slug(self.analyst) or 'analyst'}.draft")

    def kept_draft(self) -> dict[str, Any]:
        """The answers of a draft; empty where there is none, or none that can be read."""
        return _kept_in(self.draft_path)

    def keep_draft(self, answers: Mapping[str, Any]) -> bool:
        """Keep answers in the place of those kept before; whether they could be."""
        return _keep(self.draft_path, answers)

    def drop_draft(self) -> None:
        """Remove the draft, where there is one."""
        with suppress(OSError):
            os.unlink(self.draft_path)  # noqa: PTH108  no trouble with a name that is too long
