"""The sample crisis says the same in its text, in events.db and in its description."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT, rows
from tracker.analysis.validation import findings
from tracker.errors import OrderedOtherwise
from tracker.formats.jsonl import plain_record
from tracker.formats.text import read
from tracker.model.dates import EventDate
from tracker.model.likelihood import DENIED, likelihood_words, parse_likelihood
from tracker.model.link import LinkDraft
from tracker.model.source import Citation
from tracker.recording.links import add_link
from tracker.store import chronicle, listing, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS

BOOKKEEPING = ("commands", "changes", "current_command", "_sqlite_migrations")
EDITORIAL = "editorial-2016-10-15"
# The rows of the description, in its order: date, code of the doers and of those done to, type;
# with the paragraph of the editorial where the event is in the article.
ROWS: tuple[tuple[str, str, str, str, str | None], ...] = (
    ("2015-09-30", "RUS", "SYR-OPP", "military-intervention", "3"),
    ("2016-06-14", "", "USA", "cyberattack", "1"),
    ("2016-07-22", "WIKILEAKS", "USA", "disclosure", None),
    ("2016-09-09", "USA RUS", "", "ceasefire", "3"),
    ("2016-09-17", "USA", "SYR", "air-strike", None),
    ("2016-09-19", "SYR", "", "ceasefire-end", None),
    ("2016-09-19", "", "UN SARC", "air-strike", None),
    ("2016-09-22/2016-10~", "SYR RUS", "", "bombardment", "2"),
    ("2016-09-28", "USA", "RUS", "threat", None),
    ("2016-10-03", "USA", "RUS", "talks-suspension", "3"),
    ("2016-10-03", "RUS", "USA", "pact-withdrawal", "2"),
    ("2016-10-04", "RUS", "USA", "missile-deployment", None),
    ("2016-10-05", "RUS", "USA", "pact-withdrawal", None),
    ("2016-10-06", "RUS", "USA", "threat", None),
    ("2016-10-07", "USA", "RUS SYR", "accusation", "3"),
    ("2016-10-07", "USA", "RUS", "accusation", "3"),
    ("2016-10-08", "RUS", "FRA UNSC", "veto", None),
    ("2016-10-08", "RUS", "NATO", "missile-deployment", "2"),
    ("2016-10-09/2016-10-12", "KISELYOV ZHIRINOVSKY", "USA NATO", "nuclear-threat", "2"),
    ("2016-10-11", "RUS", "FRA", "talks-suspension", None),
    ("2016-10-11", "USA", "RUS", "threat", "1"),
    ("2016-10-14", "USA", "SYR RUS", "deliberation", "1"),
    ("2016-10-15", "USA RUS", "", "talks", None),
    ("2016-10-18", "RUS", "", "de-escalation", None),
    ("2016-12-29", "USA", "RUS", "expulsion", None),
    ("2016-12-29", "USA", "RUS", "sanctions", None),
    ("2016-12-30", "RUS", "USA", "restraint", None),
    ("2016-10~", "USA", "SYR", "air-strike", "1"),  # of the row of 2016-10-14: options, not acts
)


@pytest.fixture(scope="module")
def text(build_sample: ModuleType) -> dict[str, Any]:
    """What the text of the crisis says, as plain values."""
    batch = read(build_sample.TEXT.read_text(encoding="utf-8").splitlines())

    def plain(kind: str, values: Sequence[Any]) -> list[dict[str, Any]]:
        return [
            {"by": [], "to": [], "claimed_by": "analyst", **plain_record(kind, value),
             "cited": cited(getattr(value, "citations", ()))}
            for value in values
        ]  # fmt: skip

    links = plain("link", batch.links)
    for link in links:
        likelihood = link.pop("likelihood")
        if not link.get("denied"):
            assert link["in_words"]
            link["likelihood"] = likelihood_words(likelihood)
    return {
        "event": plain("event", batch.events), "link": links, "order": plain("order", batch.orders),
        "source": [{**each, "handle": each["code"]} for each in plain("source", batch.sources)],
    }  # fmt: skip


def cited(citations: Sequence[Citation]) -> list[dict[str, Any]]:
    """Citations as the text has them: what is not said is not there."""
    return [
        {key: value for key, value in asdict(citation).items() if value not in (None, False)}
        for citation in citations
    ]


def test_events_db_says_what_the_text_says(sample_path: Path) -> None:
    """The tracked events.db has, row by row, what a fresh build from the text has."""
    tracked = ROOT / "events.db"
    if not tracked.is_file():
        pytest.skip("events.db is not built yet; scripts/build_sample makes it")
    ours, fresh = rows(tracked), rows(sample_path)
    assert ours.keys() == fresh.keys()
    for table in ours.keys() - set(BOOKKEEPING):
        assert ours[table] == fresh[table], f"{table} differs: run scripts/build_sample"


def test_building_twice_gives_the_same_file(
    build_sample: ModuleType, sample_path: Path, tmp_path: Path
) -> None:
    """The same text gives the same database, to the byte."""
    again = tmp_path / "again.db"
    build_sample.build(again)
    assert again.read_bytes() == sample_path.read_bytes()
    assert list(tmp_path.iterdir()) == [again]


def test_building_replaces_an_older_sample(build_sample: ModuleType, sample_copy: Path) -> None:
    """A build over a sample that was changed leaves nothing of it."""
    fresh = sample_copy.read_bytes()
    sample_copy.write_bytes(b"something else")
    build_sample.build(sample_copy)
    assert sample_copy.read_bytes() == fresh


@pytest.mark.parametrize("place", range(len(ROWS)))
def test_every_row_of_the_crisis_is_there(sample: Database, place: int) -> None:
    """Each row of the description is an event of that date, type and those actors, and sourced."""
    on, by, to, event_type, paragraph = ROWS[place]
    event = list(chronicle.load(sample).events.values())
    found = [
        each
        for each in event
        if each.date == EventDate.parse(on)
        and each.type.code == event_type
        and set(by.split()) <= {actor.code for actor in each.by}
        and set(to.split()) <= {actor.code for actor in each.to}
        and (by or not each.by)
    ]
    if event_type == "accusation":
        found = [each for each in found if ("SYR" in to) == ("SYR" in each.dyad)]
    assert len(found) == 1
    assert found[0].citations
    editorial = [c for c in found[0].citations if c.source == EDITORIAL]
    if paragraph is None:
        assert editorial == []
    else:
        assert [c.locator for c in editorial] == [f"paragraph {paragraph}"]
        assert editorial[0].credibility is not None


def test_there_are_no_other_events(sample: Database) -> None:
    """The sample has the rows of the description and no more."""
    assert sample.value("SELECT count(*) FROM events") == len(ROWS)


def test_the_editorial_is_graded_with_a_reason(sample: Database) -> None:
    """The editorial is one source, dated, graded as the opinion piece it is, without an address."""
    editorial = chronicle.load(sample).sources[EDITORIAL]
    assert editorial.published == "2016-10-15"
    assert editorial.reliability in ("C", "D")
    assert editorial.note
    assert editorial.url is None


def test_every_event_of_the_text_is_kept_word_for_word(
    sample: Database, text: dict[str, Any]
) -> None:
    """Titles, summaries, places, dates and citations stand in the database as in the text."""
    stored = {event.handle: event for event in chronicle.load(sample).events.values()}
    assert [entry["handle"] for entry in text["event"]] == sorted(
        stored, key=lambda handle: stored[handle].id
    )
    for entry in text["event"]:
        event = stored[entry["handle"]]
        assert event.title == entry["title"]
        assert event.summary == entry.get("summary", "").strip()
        assert event.place == entry.get("place")
        assert event.date == EventDate.parse(entry["date"])
        assert event.status == entry.get("status", "occurred")
        assert event.type.code == entry["type"]
        for side in ("by", "to"):
            codes = [registers.resolve(sample, ACTORS, name) for name in entry[side]]
            assert [actor.code for actor in getattr(event, side)] == codes
        assert cited(event.citations) == entry["cited"]


def test_every_link_of_the_text_is_kept(sample: Database, text: dict[str, Any]) -> None:
    """Each link says who claims it, how likely in ICD 203 words, why, and on which source."""
    whole = chronicle.load(sample)
    numbers = {event.handle: event.id for event in whole.events.values()}
    claims = (*whole.links, *whole.denials)
    stored = {(link.cause, link.effect, link.claimed_by): link for link in claims}
    assert len(stored) == len(text["link"])
    for entry in text["link"]:
        link = stored[numbers[entry["cause"]], numbers[entry["effect"]], entry["claimed_by"]]
        assert link.relation == entry["relation"]
        assert link.denied == entry.get("denied", False)
        if link.denied:
            assert (link.words, link.likelihood) == ("denied", DENIED)
            assert "likelihood" not in entry
        else:
            assert link.words == entry["likelihood"]
            assert link.likelihood == parse_likelihood(entry["likelihood"])
        assert link.because == entry["because"].strip() != ""
        assert cited(link.citations) == entry["cited"]
    assert [(link.cause, link.effect, link.claimed_by) for link in whole.denials] == [
        (2, 16, "RUS"),
        (10, 11, "analyst"),
        (10, 18, "RUS"),
    ]


def test_every_relay_of_the_text_is_kept(sample: Database, text: dict[str, Any]) -> None:
    """Whose word a source passes on stands in the database as in the text."""
    stored = {code: list(source.relays) for code, source in listing.sources(sample).items()}
    assert stored == {entry["handle"]: entry.get("relays", []) for entry in text["source"]}
    assert any(stored.values())


def test_the_two_sides_tell_different_stories(sample: Database) -> None:
    """Links are claimed by Washington, by Moscow, by the press and by the analyst."""
    claimants = {link.claimed_by for link in chronicle.load(sample).links}
    assert {"USA", "RUS", EDITORIAL, "analyst"} <= claimants


def test_the_order_the_article_states_holds(sample: Database, text: dict[str, Any]) -> None:
    """What the article says of order alone agrees with the dates."""
    events = {event.handle: event for event in chronicle.load(sample).events.values()}
    stated = [(order["before"], order["after"]) for order in text["order"]]
    accused = "2016-10-07-hacking-accusation"
    assert stated == [  # each with the later event, in the order of the file
        ("2016-10-03-pmda-suspended", "2016-10-03-talks-suspended"),
        ("2016-10-03-talks-suspended", accused),
        ("2016-10-07-war-crimes-call", accused),
        ("2016-10-03-talks-suspended", "2016-10-nuclear-use-talk"),
    ]
    for before, after in stated:
        assert not events[after].date.is_wholly_before(events[before].date)


def test_no_address_is_given_that_nobody_vouches_for(text: dict[str, Any]) -> None:
    """The sample's sources are named by publisher, title and date, without web addresses."""
    assert [entry["handle"] for entry in text["source"] if "url" in entry] == []
    assert not re.search(r"https?://", str(text))


def test_the_sample_holds_up_to_the_checks(sample: Database) -> None:
    """Only what the record of any crisis has is found."""
    inherent = [  # what would change an answer first
        ("silent", "2015-09-30-russian-air-campaign … 2016-06-14-dnc-intrusion-disclosed"),
        ("silent", "2016-06-14-dnc-intrusion-disclosed … 2016-07-22-dnc-mail-published"),
        ("silent", "2016-07-22-dnc-mail-published … 2016-09-09-ceasefire-announced"),
        ("silent", "2016-10-18-aleppo-pause … 2016-12-29-diplomats-expelled"),
        ("chokepoint", "kremlin-2016-12-30"),
        ("chokepoint", "reuters-2016-10-11-paris"),
        ("chokepoint", "reuters-2016-10-15"),
        ("chokepoint", "rferl-2016-10-18"),
        ("chokepoint", "state-2016-09-28"),
        ("chokepoint", "unsc-2016-10-08"),
    ]
    found = [(finding.rule, finding.about) for finding in findings(chronicle.load(sample))]
    assert found == inherent


def test_the_pact_was_left_before_the_talks_ended(sample: Database) -> None:
    """Of the two acts of 3 October the decree came first: the other way round is refused."""
    ends = ("2016-10-03-talks-suspended", "2016-10-03-pmda-suspended")
    with pytest.raises(OrderedOtherwise):
        add_link(sample, LinkDraft(*ends, "retaliates", 0.6, because="As it was told."))
    whole = chronicle.load(sample)
    of = {event.handle: event.id for event in whole.events.values()}
    assert tuple(map(of.get, ends)) not in {(link.cause, link.effect) for link in whole.links}
    read = [link for link in whole.links if link.claimed_by == "new-york-times-2016-10-03"]
    assert [whole.events[link.cause].type.code for link in read] == ["threat"]


@pytest.mark.parametrize(
    ("source", "published"),
    [
        ("un-commission-2017", "2017-03-01"), ("executive-order-13757", "2016-12-29"),
        ("rferl-2016-09-19", "2016-09-19"), ("rferl-2016-10-04", "2016-10-04"),
    ],
)  # fmt: skip
def test_sources_have_the_day_on_which_they_came_out(
    sample: Database, source: str, published: str
) -> None:
    """Not the day on which a document is dated or signed, where it was made public later."""
    assert listing.sources(sample)[source].published == published


def test_the_talk_of_nuclear_war_is_bounded_by_its_reports(sample: Database) -> None:
    """It lies between the broadcast and the interview, and says who spoke and for whom not."""
    [talk] = [e for e in chronicle.load(sample).events.values() if e.type.code == "nuclear-threat"]
    assert (talk.date.start.date(), talk.date.end.date()) == (date(2016, 10, 9), date(2016, 10, 12))
    for who in ("Kiselyov", "Zhirinovsky", "Neither speaks for the government"):
        assert who in talk.summary


def test_the_article_says_why_and_what_it_asks_for(sample: Database) -> None:
    """Its reading of the intervention and its appeal for channels stand with what it cites."""
    whole = chronicle.load(sample)
    said = " ".join(
        event.summary for event in whole.events.values()
        if EDITORIAL in {citation.source for citation in event.citations}
    )  # fmt: skip
    assert "regime change" in said
    assert "reopen normal channels of communication" in said


def test_sources_are_in_use(sample: Database) -> None:
    """Every source of the sample is cited for something."""
    unused = sample.rows(
        "SELECT code FROM sources WHERE code NOT IN (SELECT source FROM citations)"
    )
    assert [row["code"] for row in unused] == []
