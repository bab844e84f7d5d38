from collections import Counter
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import curated, draft, rows
from tracker.errors import InvalidInput, NameTaken, Refused, TrackerError
from tracker.formats.text import read
from tracker.model.actor import Actor
from tracker.model.chronicle import Batch
from tracker.model.codebook import EventType, Relation
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.import_filter import ImportFilter
from tracker.model.import_stats import ImportStats
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft
from tracker.model.source import Citation, Source
from tracker.recording.batches import accepts_draft, record_batch
from tracker.recording.merges import merge_events
from tracker.recording.revisions import EventEdit, edit_event
from tracker.recording.undoing import undo
from tracker.store import events, listing
from tracker.store.database import Database
from tracker.store.history import entries
from tracker.store.references import resolve

SMALL = Batch(
    actors=(Actor("WH", "White Helmets", "organization", aliases=("Syria Civil Defence",)),),
    types=(EventType("rescue", "Rescue", "People are saved.", goldstein=7.0),),
    relations=(Relation("echoes", "echoes", "{effect} echoes {cause}"),),
    sources=(Source("note", "A note", reliability="F"),),
    events=(
        draft("A raid", "2016-10-01", by=("RUS",), to=("SYR-OPP",)),
        draft("A rescue", "2016-10-01~", "rescue", by=("syria civil defence",),
              citations=(Citation("note", 2), Citation("A rumour", 6))),
    ),
    links=(LinkDraft("2016-10-01-raid", "2016-10-01-rescue", "echoes", 0.9, "WH", "Plain"),),
)  # fmt: skip


@pytest.fixture(scope="module")
def crisis(build_sample: ModuleType) -> Batch:
    """The sample crisis as the drafts of its text."""
    return read(build_sample.TEXT.read_text(encoding="utf-8").splitlines())


def test_a_batch_is_one_command(desk: Database) -> None:
    """Everything of a batch is stored under one history entry and undone by one undo."""
    before = curated(desk)
    tally = record_batch(desk, SMALL, "small.jsonl")
    counts = {"actors": 1, "types": 1, "sources": 1, "relations": 1, "events": 2, "links": 1}
    assert tally == ImportStats(Counter(counts), remarks=("New source rumour: A rumour",))
    assert [entry.command for entry in entries(desk)] == ["import small.jsonl"]
    assert [actor.code for actor in events.get(desk, 2).by] == ["WH"]
    undo(desk)
    assert curated(desk) == before


def test_a_tally_reads_as_a_sentence(desk: Database) -> None:
    """The tally says what was added and what was there already."""
    first, second = (record_batch(desk, SMALL, "small.jsonl") for _ in range(2))
    assert str(first) == ("Added 1 actor, 1 type, 1 source, 1 relation, 2 events, 1 link.")
    assert str(second) == (
        "Added nothing. Already there: 1 actor, 1 type, 1 source, 1 relation, 2 events, 1 link."
    )


def test_the_second_time_adds_nothing(sample: Database, crisis: Batch) -> None:
    """Reading the same text again changes no row of the record."""
    before = curated(sample)
    tally = record_batch(sample, crisis, "crisis-2016.txt")
    assert tally.added == {}
    assert tally.known == {"sources": 48, "events": 28, "links": 37, "order claims": 4}
    assert curated(sample) == before
    assert len(entries(sample)) == 1  # and no undo will stop at it


def test_only_what_is_new_is_added(sample: Database, crisis: Batch) -> None:
    """A batch that overlaps the record adds what is missing and leaves the analyst's edits."""
    edit_event(sample, "18", EventEdit(title="Missiles, as we call them"))
    more = replace(crisis, events=(*crisis.events, draft("After it all", "2017-01-20", "talks")))
    tally = record_batch(sample, more, "more")
    assert tally.added == {"events": 1}
    assert events.get(sample, 18).title == "Missiles, as we call them"
    assert events.get(sample, 29).handle == "2017-01-20-after-it-all"


def test_events_without_a_handle_are_known_by_date_and_title(desk: Database) -> None:
    """An event that came without a handle is known again by its date and title."""
    once = Batch(events=(draft("The pact", "2016-10"), draft("The pact", "2016-11")))
    assert record_batch(desk, once, "x").added == {"events": 2}
    assert record_batch(desk, once, "x").known == {"events": 2}


def test_an_event_keeps_its_number_where_it_is_free(sample: Database) -> None:
    """A numbered event takes its number if nobody has it, else the next one."""
    numbered = tuple(
        replace(draft(f"Event {n}", "2018"), handle=f"event-{n}", id=n) for n in (5, 500)
    )
    record_batch(sample, Batch(events=numbered), "numbered")
    assert resolve(sample, "event-500") == 500
    assert resolve(sample, "event-5") == 29
    assert events.get(sample, 5).title.startswith("Coalition aircraft")


def with_event(**changes: object) -> Batch:
    """The small batch with a third event."""
    plain = EventDraft("Third", SMALL.events[0].date, "talks")
    third = replace(plain, **changes)  # type: ignore[arg-type]
    return replace(SMALL, events=(*SMALL.events, third))


REFUSED = {
    "type": (with_event(type="tlks"), 3, "event 3 (Third): There is no type 'tlks'."),
    "actor": (with_event(by=("Atlantis",)), 3, "event 3 (Third): There is no actor 'Atlantis'."),
    "title": (with_event(title="x\x1b"), 2, "The title contains the control character U+001B"),
    "handle": (with_event(handle="!"), 2, "must be words joined by hyphens"),
    "intensity": (with_event(intensity=99.0), 2, "99 is off the Goldstein scale"),
    "link": (
        replace(SMALL, links=(LinkDraft("2016-10-01-raid", "nothing", "echoes", 0.9),)),
        3, "link 2016-10-01-raid → nothing: There is no event 'nothing'.",
    ),
    "circle": (
        replace(SMALL, links=(*SMALL.links, LinkDraft("2016-10-01-rescue", "2016-10-01-raid", "echoes", 0.9))),
        1, "link 2016-10-01-rescue → 2016-10-01-raid: This would close a circle of links",
    ),
    "likelihood": (
        replace(SMALL, links=(LinkDraft("2016-10-01-raid", "2016-10-01-rescue", "echoes", 7.0),)), 2, "'7.0' is not a likelihood",
    ),
    "kind": (replace(SMALL, actors=(Actor("X1", "X", "tribe"),)), 2, "kind 'tribe' is none of"),
    "source": (
        replace(SMALL, sources=(Source("s", "S", published="soon"),)), 2, "'soon' is not a date",
    ),
    "a taken name": (
        replace(SMALL, actors=(Actor("X1", "X", aliases=("Moscow",)),)), 1,
        "The name 'Moscow' already stands for the actor RUS",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_record_refuses_all(desk: Database, case: str) -> None:
    """One record that does not hold together keeps the whole batch out, and is named."""
    batch, code, sentence = REFUSED[case]
    before = rows(desk)
    with pytest.raises(TrackerError) as raised:
        record_batch(desk, batch, "small.jsonl")
    assert sentence in str(raised.value)
    assert raised.value.exit_code == code
    assert rows(desk) == before


def test_a_refusal_says_that_nothing_was_imported(desk: Database) -> None:
    """The sentence ends with what became of the rest of the file."""
    with pytest.raises(Refused, match=r"Nothing was imported\.$"):
        record_batch(desk, with_event(type="tlks"), "small.jsonl")


@pytest.mark.parametrize("place", range(28))
def test_the_crisis_is_refused_whole_whichever_event_is_wrong(
    desk: Database, crisis: Batch, place: int
) -> None:
    """Wherever in a file the wrong record stands, nothing before or after it is kept."""
    if place % 9:
        bad = replace(crisis.events[place], intensity=-11.0)
    else:
        bad = replace(crisis.events[place], by=("Nobody known",))
    broken = (*crisis.events[:place], bad, *crisis.events[place + 1 :])
    before = rows(desk)
    with pytest.raises((Refused, InvalidInput)) as raised:
        record_batch(desk, replace(crisis, events=broken), "broken")
    told = f"line {crisis.lines[place]}, event {place + 1} ({bad.title})"
    assert str(raised.value).startswith(told)
    assert rows(desk) == before


def test_new_actors_come_in_with_leave(desk: Database) -> None:
    """With leave, a batch may bring actors that are not in the register."""
    tally = record_batch(desk, with_event(by=("Atlantis",)), "small.jsonl", new_actors=True)
    assert listing.actors(desk)["ATLANTIS"].name == "Atlantis"
    assert any(remark.startswith("New actor ATLANTIS") for remark in tally.remarks)


def test_a_complete_file_takes_over_an_empty_database(desk: Database) -> None:
    """Where nothing was recorded yet, a complete file brings its registers in place of ours."""
    complete = Batch(
        actors=(Actor("AA", "Aland"),),
        types=(EventType("x", "X"),),
        relations=SMALL.relations,
        events=(draft("Only one", "2016", "x", by=("AA",)),),
        complete=True,
    )
    record_batch(desk, complete, "complete.jsonl")
    assert list(listing.actors(desk)) == ["AA"]
    assert list(listing.types(desk)) == ["x"]
    assert listing.relations(desk) == {"echoes": SMALL.relations[0]}


def test_a_complete_file_adds_to_a_database_in_use(sample: Database) -> None:
    """Where something is recorded already, a complete file only adds."""
    known = set(listing.actors(sample))
    record_batch(sample, replace(SMALL, complete=True), "complete.jsonl")
    assert set(listing.actors(sample)) == known | {"WH"}


def test_what_is_recorded_of_a_known_source_stays(desk: Database) -> None:
    """Importing again does not bring back relays that were corrected meanwhile."""
    batch = Batch(sources=(Source("alpha", "Alpha", relays=("beta",)), Source("beta", "Beta")))
    record_batch(desk, batch, "two.jsonl")
    desk.run("DELETE FROM relays")
    assert str(record_batch(desk, batch, "two.jsonl")).startswith("Added nothing.")
    assert rows(desk.path, ("relays",))["relays"] == []


def test_a_denial_in_a_file_of_what_is_claimed_is_told(desk: Database) -> None:
    """A file that denies a link its claimant claims here leaves it, and says so."""
    record_batch(desk, SMALL, "small.jsonl")
    denied = replace(SMALL, links=(replace(SMALL.links[0], denied=True),))
    tally = record_batch(desk, denied, "denied.jsonl")
    assert tally.remarks == (
        "WH claims the link 2016-10-01-raid → 2016-10-01-rescue here and denies it in the file; "
        "it stays as it is.",
    )


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"place": "Geneva"}, "place"),
        ({"event_type": "talks"}, "type"),
        ({"by": ("Moscow",)}, "by"),
        ({"summary": "Otherwise."}, "summary"),
        ({"intensity": -1.0}, "intensity"),
        ({"status": "planned"}, "status"),
        ({"place": "Geneva", "event_type": "talks"}, "type and place"),
    ],
)
def test_what_a_file_says_otherwise_is_named(
    desk: Database, changes: dict[str, object], what: str
) -> None:
    """What is there stays, but not without a word; what a file does not say is no difference."""
    handle = "a-threat"
    first = draft(
        "A threat", "2016-10-03", handle=handle, place="Minsk", by=("USA",), summary="So."
    )
    record_batch(desk, Batch(events=(first,)), "first.csv")
    less = draft("A threat", "2016-10-03", handle=handle)
    assert record_batch(desk, Batch(events=(less,)), "less.csv").remarks == ()
    given = {"event_type": "threat", "handle": handle, **changes}
    other = draft("A threat", "2016-10-03", **given)  # type: ignore[arg-type]
    tally = record_batch(desk, Batch(events=(other,)), "other.csv")
    assert tally.known == {"events": 1}
    [said] = tally.remarks
    assert f" is there with another {what}; it stays as it is" in said


ACT: dict[str, Any] = {"event_type": "threat", "place": "Minsk", "by": ("USA",), "to": ("RUS",)}


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "Geneva"}, {"place": None}, {"event_type": "talks"}, {"by": ("GBR",)}, {"by": ()},
        {"to": ("SYR",)}, {"by": ("RUS",), "to": ("USA",)},
    ],
)  # fmt: skip
def test_an_act_that_differs_in_anything_is_another_one(
    desk: Database, changes: dict[str, Any]
) -> None:
    """Without a handle, another doer, target, type or place makes another event, each once."""
    one, other = (
        draft("Criticize or denounce", "1990-08-08", **values) for values in (ACT, ACT | changes)
    )
    record_batch(desk, Batch(events=(one,)), "part1.csv")
    assert record_batch(desk, Batch(events=(other,)), "part2.csv").added == {"events": 1}
    assert record_batch(desk, Batch(events=(other, one)), "both.csv").added == {}


def test_an_act_is_the_same_whatever_its_actors_are_called(desk: Database) -> None:
    """Names are resolved before acts are compared; the order of a side tells nothing apart."""
    first = draft("A strike", "2016-10-03", by=("RUS", "SYR"), summary="So.")
    record_batch(desk, Batch(events=(first,)), "a.csv")
    again = draft("a  STRIKE", "3 Oct 2016", by=("Syria", "Russia"), summary="Otherwise.")
    tally = record_batch(desk, Batch(events=(again,)), "b.csv")
    assert tally.known == {"events": 1}
    assert "is there with another summary; it stays as it is" in tally.remarks[0]


def test_a_row_whose_event_was_edited_is_known_when_it_is_read_again(desk: Database) -> None:
    """What came from a row is that row's, whatever an analyst has made of it since."""
    one = draft("A launch", "2016-10-03", by=("PRK",))
    batch = Batch(events=(one, one))
    record_batch(desk, batch, "two.csv")
    edit_event(desk, "2", EventEdit(title="A launch that failed", date=EventDate.parse("2016-10")))
    assert record_batch(desk, batch, "two.csv").added == {}
    assert record_batch(desk, Batch(events=(one, one, one)), "three.csv").added == {"events": 1}


def test_like_rows_of_new_actors_are_so_many_acts(desk: Database) -> None:
    """The first of them records the actor; the second is no less an act for that."""
    one = draft("A raid", "2016-10-03", by=("The Seventh Column",))
    batch = Batch(events=(one, one))
    assert record_batch(desk, batch, "two.csv", new_actors=True).added == {"events": 2}
    assert record_batch(desk, batch, "two.csv", new_actors=True).added == {}


def with_ids(*rows: tuple[str, EventDraft], column: str = "id", fields: str = "") -> Batch:
    """A table whose rows have ids of their own."""
    told = fields or "title date type by to place summary intensity"
    return Batch(
        events=tuple(row for _, row in rows), ids=tuple(key for key, _ in rows), id_column=column,
        lines=tuple(range(2, len(rows) + 2)), fields=frozenset(told.split()),
    )  # fmt: skip


PACT = draft("Pact", "2016-10-03", by=("RUS",), place="Moscow")
VETO = draft("Veto", "2016-10-05", by=("RUS",))
TABLE_OF_IDS = with_ids(("400001", PACT), ("EVT_2", VETO), ("2016-10-05--double", VETO))


def test_a_corrected_table_corrects(desk: Database) -> None:
    """Rows are known by the ids that their table gives them, whatever those look like."""
    assert record_batch(desk, TABLE_OF_IDS, "a.csv").added == {"events": 3}
    assert record_batch(desk, TABLE_OF_IDS, "a.csv").known == {"events": 3}
    dated = replace(VETO, date=EventDate.parse("2016-10-08"), by=("Moscow", "CHN"))
    corrected = with_ids(
        ("400001", replace(PACT, place=None)), ("EVT_2", VETO), ("2016-10-05--double", dated)
    )
    tally = record_batch(desk, corrected, "b.csv")
    assert (tally.added, tally.corrected, tally.known) == ({}, {"events": 2}, {"events": 1})
    assert events.get(desk, 1).place is None
    assert (str(events.get(desk, 3).date), events.get(desk, 3).by[1].code) == ("2016-10-08", "CHN")
    undo(desk)
    assert events.get(desk, 1).place == "Moscow"
    assert record_batch(desk, corrected, "b.csv").corrected == {"events": 2}


def test_a_correction_leaves_what_an_analyst_has_changed(desk: Database) -> None:
    """Field by field: what only the table changed is taken, what was changed here stays."""
    record_batch(desk, TABLE_OF_IDS, "a.csv")
    edit_event(desk, "1", EventEdit(place="St Petersburg"))
    both = replace(PACT, place="Minsk", summary="Suspended.")
    tally = record_batch(desk, with_ids(("400001", both), ("EVT_2", VETO)), "b.csv")
    assert tally.corrected == {"events": 1}
    assert (events.get(desk, 1).place, events.get(desk, 1).summary) == (
        "St Petersburg",
        "Suspended.",
    )
    again = with_ids(("400001", replace(both, place="Brest")), ("EVT_2", VETO))
    tally = record_batch(desk, again, "c.csv")
    assert (tally.corrected, tally.rows.edited) == ({}, 1)
    assert events.get(desk, 1).place == "St Petersburg"


def test_a_column_that_a_table_lost_clears_nothing(desk: Database) -> None:
    """Only what a table has a column for can be corrected by it."""
    record_batch(desk, TABLE_OF_IDS, "a.csv")
    less = with_ids(("400001", replace(PACT, place=None)), fields="title date type by")
    assert record_batch(desk, less, "b.csv").corrected == {}
    assert events.get(desk, 1).place == "Moscow"


def test_the_ids_of_two_tables_do_not_meet(desk: Database) -> None:
    """Tables that both number their rows from 1 say other things of the same numbers."""
    one = with_ids(*((str(n), draft(f"Launch {n}", f"2016-10-0{n}")) for n in (1, 2, 3)))
    other = with_ids(*((str(n), draft(f"Talks {n}", f"2017-11-0{n}")) for n in (1, 2, 3)))
    record_batch(desk, one, "launches.csv")
    assert record_batch(desk, other, "talks.csv").added == {"events": 3}
    for batch in (one, other):
        tally = record_batch(desk, batch, "again.csv")
        assert (tally.known, tally.corrected) == ({"events": 3}, {})


def test_an_id_stands_once_in_a_table(desk: Database) -> None:
    """A second row of an id is refused with the line of the first."""
    with pytest.raises(Refused, match=r"The id '7' is line 2's, too\."):
        record_batch(desk, with_ids(("7", PACT), ("7", VETO)), "a.csv")


def test_a_table_may_give_ids_to_rows_that_were_read_without(desk: Database) -> None:
    """A row that says what is recorded is of that event, and is known by its id from then on."""
    record_batch(desk, replace(TABLE_OF_IDS, ids=(), id_column=""), "a.csv")
    assert record_batch(desk, TABLE_OF_IDS, "a.csv").added == {}
    moved = with_ids(("400001", replace(PACT, place="Minsk")), ("EVT_2", VETO))
    assert record_batch(desk, moved, "b.csv").corrected == {"events": 1}
    assert events.get(desk, 1).place == "Minsk"


def test_a_row_without_a_handle_that_was_merged_does_not_come_again(desk: Database) -> None:
    """Its event is known by the handle that was made for it."""
    rows = Batch(events=(draft("A threat", "2016-10-03"), draft("One threat", "2016-10-03")))
    record_batch(desk, rows, "rows.csv")
    merge_events(desk, ["2016-10-03-threat", "2016-10-03-one-threat"])
    assert record_batch(desk, rows, "rows.csv").added == {}


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO sources (code, title, note) VALUES ('leaflet', 'A leaflet', '')",
        "INSERT INTO events (handle, title, date, earliest, type) "
        "VALUES ('theirs', 'Theirs', '2016', '2016-01-01T00:00:00', 'threat')",
        "INSERT INTO commands (at, who, command) VALUES ('2016-10-03T00:00:00Z', 'A', 'alias')",
    ],
    ids=["a source", "an event", "a command"],
)
def test_a_complete_file_only_adds_where_anything_was_recorded(desk: Database, change: str) -> None:
    """One source, one event or one command is enough, even if another program has made it."""
    desk.run(change)
    known = set(listing.actors(desk))
    record_batch(desk, replace(SMALL, complete=True), "complete.jsonl")
    assert set(listing.actors(desk)) == known | {"WH"}


@pytest.mark.parametrize(
    "batch",
    [
        Batch(actors=(Actor("1", "One"),), sources=(Source("1", "Number one"),)),
        Batch(actors=(Actor("ANALYST", "Somebody"),)),
        Batch(sources=(Source("Analyst", "Somebody"),)),
    ],
)
def test_a_claimant_of_a_file_has_a_code_of_its_own(desk: Database, batch: Batch) -> None:
    """A link claimed by a code would be claimed by two; a type may have the code of an actor."""
    before = rows(desk)
    with pytest.raises(NameTaken):
        record_batch(desk, batch, "names.jsonl")
    assert rows(desk) == before
    both = Batch(actors=(Actor("1", "One"),), types=(EventType("1", "One", "A type."),))
    assert record_batch(desk, both, "both.jsonl").added == {"actors": 1, "types": 1}


def test_three_alike_are_three_however_often_they_are_read(desk: Database) -> None:
    """The second and the third of a file are known where there are two and three of them."""
    one = draft("A launch", "2016-10-03")
    assert record_batch(desk, Batch(events=(one, one)), "two.csv").added == {"events": 2}
    tally = record_batch(desk, Batch(events=(one, one, one)), "three.csv")
    assert (tally.added, tally.known) == ({"events": 1}, {"events": 2})
    assert record_batch(desk, Batch(events=(one, one, one)), "three.csv").added == {}


def test_claims_of_order_are_known_by_their_gaps(desk: Database) -> None:
    """The same two events may be claimed to be ten days apart, and twenty at the most."""
    ends = ("2016-10-01-raid", "2016-10-01-rescue")
    record_batch(desk, replace(SMALL, events=SMALL.events), "small.jsonl")
    plain, within = OrderDraft(*ends), OrderDraft(*ends, within=timedelta(days=20))
    assert record_batch(desk, Batch(orders=(plain,)), "order").added == {"order claims": 1}
    tally = record_batch(desk, Batch(orders=(plain, within)), "orders")
    assert (tally.added, tally.known) == ({"order claims": 1}, {"order claims": 1})


@pytest.mark.parametrize("only", [ImportFilter(min_mentions=2), ImportFilter(root_only=True)])
def test_what_only_a_feed_has_filters_no_file_of_events(desk: Database, only: ImportFilter) -> None:
    """Mentions and root events are GDELT's; either alone is refused."""
    with pytest.raises(InvalidInput, match="are for GDELT"):
        accepts_draft(desk, draft("A threat", "2016-10-03"), only)
