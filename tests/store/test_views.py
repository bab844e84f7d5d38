from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils

from tracker.model.selection import Selection
from tracker.output.records import event_record
from tracker.store import events, listing
from tracker.store.database import Database


@pytest.fixture
def other(sample_copy: Path) -> Iterator[sqlite_utils.Database]:
    """The sample as the sqlite-utils command line and Datasette open it."""
    db = sqlite_utils.Database(sample_copy)
    yield db
    db.close()


def test_the_views_are_these(other: sqlite_utils.Database) -> None:
    """Four views are there to be read by people."""
    names = [
        "causal_links", "claims_of_events", "evidence", "order_claims", "parts_of_actors", "timeline",
    ]  # fmt: skip
    assert sorted(other.view_names()) == names


def test_the_timeline_reads_like_the_list(other: sqlite_utils.Database, sample: Database) -> None:
    """The timeline says of each event, in order of time, what `tracker list` says."""
    expected = []
    for event in events.select(sample, Selection()):
        record = event_record(event)
        expected.append(
            {
                **{
                    key: record[key] for key in ("id", "date", "handle", "title", "status", "place")
                },
                **{key: record[key] for key in ("derived_earliest", "derived_latest")},
                **{key: ", ".join(record[key]) or None for key in ("by", "to", "tags")},
                **{key: record[key] for key in ("zone", "intensity", "marking", "summary")},
                "type": event.type.label,
                "sources": len({citation.source for citation in event.citations}),
            }
        )
    assert list(other["timeline"].rows) == expected


def test_the_causal_links_read_by_handle(other: sqlite_utils.Database) -> None:
    """Each claim is a row that says what led to what, how, how likely and who claims it."""
    rows = list(other["causal_links"].rows)
    assert len(rows) == other["links"].count
    assert rows[0]["effect_date"] == "2016-07-22"
    assert {
        "cause_date": "2016-09-28",
        "cause": "2016-09-28-kerry-threatens-suspension",
        "with_causes": None,
        "relation": "retaliates",
        "needed": 0,
        "effect_date": "2016-10-03",
        "effect": "2016-10-03-pmda-suspended",
        "likelihood": 0.675,
        "claimed_by": "new-york-times-2016-10-03",
        "because": "The report says that Putin foresaw the end of the talks after repeated American "
        "warnings and answered by leaving the pact: what he answered were the warnings, for the "
        "talks ended only later on that day.",
        "marking": None,
    } in rows


def test_the_evidence_carries_whole_grades(other: sqlite_utils.Database, sample: Database) -> None:
    """Each citation is a row with the letter of its source beside its own digit."""
    rows = list(other["evidence"].rows)
    assert len(rows) == other["citations"].count
    letters = {source.title: source.reliability for source in listing.sources(sample).values()}
    assert all(row["grade"].startswith(letters[row["source"]]) for row in rows)
    pmda = [row for row in rows if row["supports"] == "2016-10-03-pmda-suspended"]
    assert [(row["grade"], row["locator"]) for row in pmda] == [("C2", "paragraph 2"), ("A1", None)]
    assert any(" → " in row["supports"] and row["claimed_by"] == "USA" for row in rows)


def test_codes_stay_texts(other: sqlite_utils.Database) -> None:
    """To other programs too, CAMEO and COW codes are texts with their leading zeros."""
    assert other.table("types").get("talks")["cameo"] == "046"
    assert other.table("actors").get("USA")["cow"] == "2"
    assert all(isinstance(row["cameo"], str) for row in other["types"].rows)
