from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tracker.desk.drafting import lexicon_of
from tracker.drafting.cues import CueIndex
from tracker.drafting.drafts import draft_events
from tracker.model.drafting import Article, Drafted
from tracker.recording.cues import cues_of
from tracker.store.database import open_for_reading

Draft = Callable[..., list[Drafted]]


@pytest.fixture(scope="session")
def drafted(empty_path: Path) -> Draft:
    """Draft the events of a text of 15 October 2016, by the shipped registers and cues."""
    with closing(open_for_reading(empty_path)) as db:
        lexicon, index = lexicon_of(db, "2016-10-15"), CueIndex.of(cues_of(db))

    def draft(text: str, published: str = "2016-10-15") -> list[Drafted]:
        return list(draft_events(Article(text, published=published), lexicon, index, "A wire"))

    return draft
