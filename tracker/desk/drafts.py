"""Drafts: the answers to the questions of `tracker add`, kept until the event is recorded."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tracker.desk.opening import OpenRecord
from tracker.errors import InvalidInput
from tracker.model.names import slug

OWN = 0o600  # for who wrote it to read, and nobody else


class Drafts(OpenRecord):
    """One draft of each analyst, in a file beside the database, which it is no part of."""

    @property
    def draft_path(self) -> Path:
        """The file of this analyst's draft."""
        return self.path.with_name(f"{self.path.name}.{slug(self.analyst) or 'analyst'}.draft")

    def kept_draft(self) -> dict[str, Any]:
        """The answers of a draft; empty where there is none, or none that can be read."""
        try:
            kept = json.loads(self.draft_path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def keep_draft(self, answers: Mapping[str, Any]) -> bool:
        """Keep answers in the place of those kept before; whether they could be."""
        from tracker.files import replacing

        try:
            with replacing(self.draft_path) as building:
                building.chmod(OWN)
                building.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
        except (InvalidInput, OSError, UnicodeEncodeError):
            return False
        return True

    def drop_draft(self) -> None:
        """Remove the draft, where there is one."""
        with suppress(OSError):
            os.unlink(self.draft_path)  # noqa: PTH108  no trouble with a name that is too long
