from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.model.test_source import GRADES, cited
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import Status
from tracker.model.selection import Selection
from tracker.model.source import Citation, Grade, Source
from tracker.store import chronicle, events
from tracker.store.database import Database
from tracker.store.links import among

Meets = Callable[[Citation, Source], bool]

BY_7_OCTOBER = datetime(2016, 10, 7, 23, 59, 59)
UNGRADED = ("F", None)
# What is asked for, and what a citation of an event, or of a link, must meet for it.
ASKED: dict[str, tuple[Selection, Meets, Meets]] = {
    "B2": (
        Selection(min_grade=Grade.parse("B2")),
        lambda c, s: s.reliability in ("A", "B") and c.credibility in (1, 2),
        lambda c, s: s.reliability in ("A", "B") and c.credibility in (1, 2, None),
    ),
    "A": (
        Selection(min_grade=Grade.parse("A")),
        lambda _, s: s.reliability == "A",
        lambda _, s: s.reliability == "A",
    ),
    "1": (
        Selection(min_grade=Grade.parse("1")),
        lambda c, _: c.credibility == 1,
        lambda c, _: c.credibility in (1, None),
    ),
    "E5": (
        Selection(min_grade=Grade.parse("E5")),
        lambda c, s: s.reliability not in UNGRADED and c.credibility not in (6, None),
        lambda c, s: s.reliability not in UNGRADED and c.credibility != 6,
    ),
    "known": (
        Selection(known_by=EventDate.parse("2016-10-07")),
        lambda _, s: s.public_by is not None and s.public_by <= BY_7_OCTOBER,
        lambda _, s: s.public_by is not None and s.public_by <= BY_7_OCTOBER,
    ),
    "known and C": (
        Selection(known_by=EventDate.parse("2016-10-07"), min_grade=Grade.parse("C")),
        lambda _, s: (
            s.public_by is not None
            and s.public_by <= BY_7_OCTOBER
            and s.reliability in ("A", "B", "C")
        ),
        lambda _, s: (
            s.public_by is not None
            and s.public_by <= BY_7_OCTOBER
            and s.reliability in ("A", "B", "C")
        ),
    ),
}


@pytest.fixture
def whole(sample: Database) -> Chronicle:
    """The sample, with grades of all kinds, and sources of which the date is not known."""
    sample.run("UPDATE citations SET credibility = nullif(1 + id % 7, 7) WHERE id % 2")
    sample.run("UPDATE sources SET reliability = 'F' WHERE rowid % 7 = 1")
    sample.run("UPDATE sources SET reliability = NULL WHERE rowid % 7 = 2")
    sample.run("UPDATE sources SET retrieved = published, published = NULL WHERE rowid % 5 = 1")
    sample.run("UPDATE sources SET published = NULL WHERE rowid % 5 = 2")
    return chronicle.load(sample)


@pytest.mark.parametrize("asked", ASKED)
def test_an_event_is_selected_for_one_citation_that_meets_all(
    sample: Database, whole: Chronicle, asked: str
) -> None:
    """An event is there just where one of its citations is graded so, and was out by then."""
    selection, meets, _ = ASKED[asked]
    expected = [
        event
        for event in whole.events.values()
        if any(
            meets(citation, whole.sources[citation.source])
            for citation in event.citations
            if citation.supports is None or selection.min_grade is None
        )
    ]
    assert 0 < len(expected) < len(whole.events)
    if selection.known_by:  # what claims of order add may have been said later
        plain = [replace(each, derived_earliest=None, derived_latest=None) for each in expected]
        expected = sorted(plain, key=lambda event: (event.date.start, event.id))
    assert events.select(sample, selection) == expected
    loaded = chronicle.load(sample, selection)
    assert list(loaded.events) == [event.id for event in expected]
    for event in expected:  # and of what is cited for it only what was out by then is there
        kept = loaded.events[event.id].citations
        assert set(kept) <= set(event.citations)
        assert bool(selection.known_by) or kept == event.citations


@pytest.mark.parametrize("account", [None, "RUS", "analyst"])
@pytest.mark.parametrize("asked", ASKED)
def test_a_link_is_selected_for_one_citation_that_meets_all(
    sample: Database, whole: Chronicle, asked: str, account: str | None
) -> None:
    """A link, or a denial, needs a citation of that letter; a digit that is not there passes."""
    selection, _, meets = ASKED[asked]
    claims = sorted(
        (*whole.links, *whole.denials), key=lambda link: (link.cause, link.effect, link.claimed_by)
    )
    expected = [
        link
        for link in claims
        if account in (None, link.claimed_by)
        and any(meets(citation, whole.sources[citation.source]) for citation in link.citations)
    ]
    assert len(expected) < len(claims)
    assert expected or account
    both = Selection(min_grade=selection.min_grade, known_by=selection.known_by, account=account)
    assert among(sample, whole.events.keys(), both) == expected


@pytest.mark.parametrize(
    "statuses", [("planned",), ("occurred",), ("planned", "ongoing"), ("denied", "threatened"), ()]
)
def test_events_are_selected_by_how_far_they_came_about(
    sample: Database, statuses: tuple[str, ...]
) -> None:
    """Of several statuses one is enough, and without any every event is there; links have none."""
    sample.run("UPDATE events SET status = 'ongoing' WHERE id IN (8, 24)")
    whole = chronicle.load(sample)
    selection = Selection(statuses=statuses)
    assert events.select(sample, selection) == [
        event for event in whole.events.values() if not statuses or event.status in statuses
    ]
    assert among(sample, whole.events.keys(), selection) == among(sample, whole.events.keys())


def test_the_planned_event_of_the_sample_is_the_one_selected(sample: Database) -> None:
    """The sample has one event that was planned only."""
    [planned] = events.select(sample, Selection(statuses=("planned",)))
    assert (planned.handle, planned.status) == ("2016-10-strikes-in-syria", Status.PLANNED)


@pytest.mark.parametrize("row", GRADES, ids=str)
def test_a_least_grade_in_sql_admits_what_the_rule_admits(
    sample: Database, row: dict[str, Any]
) -> None:
    """The conditions for events and links keep what the table of grades says, and no more."""
    citations, sources = cited(row)
    [link, *_] = among(sample, [1, 2, 3, 4, 5])
    ends = (link.cause, link.effect, link.claimed_by)
    sample.run("DELETE FROM citations")
    for citation in citations:
        letter = sources[citation.source].reliability
        sample.run(
            "INSERT INTO sources (code, title, reliability) VALUES (?, ?, ?)",
            (citation.source, citation.source, letter),
        )
        sample.run(
            "INSERT INTO citations (event, source, credibility, supports) VALUES (?, ?, ?, ?)",
            (link.effect, citation.source, citation.credibility, citation.supports),
        )
        if citation.supports is None:
            sample.run(
                """INSERT INTO citations (cause, effect, claimed_by, source, credibility)
                   VALUES (?, ?, ?, ?, ?)""",
                (*ends, citation.source, citation.credibility),
            )
    selection = Selection(min_grade=Grade.parse(row["asked"]))
    kept = [event.id for event in events.select(sample, selection)]
    assert kept == ([link.effect] if row["event"] else [])
    if row["link"] is not None:
        found = among(sample, [link.cause, link.effect], selection)
        assert [(each.cause, each.effect, each.claimed_by) for each in found] == (
            [ends] if row["link"] else []
        )
