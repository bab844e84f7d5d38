"""Feeds imported: added, corrected, taken back, however many."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Rows, curated, draft, fresh, rows
from tracker.errors import ChangedSince, LaterCommands, NothingToUndo
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.feed_row import CHUNK_SIZE, FeedItem, FeedRow, FeedRows, RejectedRow
from tracker.model.import_filter import NO_FILTER, ImportFilter, parse_dyad
from tracker.model.import_stats import RowCounts
from tracker.model.imports import Provenance
from tracker.model.source import Citation, Source
from tracker.recording import events, feed_importer, merges, registers, revisions
from tracker.recording.batches import record_batch
from tracker.recording.imports import import_command
from tracker.recording.undoing import undo
from tracker.store import bulk_writer, chronicle, imports
from tracker.store.database import Database, open_for_writing
from tracker.store.event_rows import EventRow, EventRows
from tracker.store.history import entries
from tracker.store.past import as_of
from tracker.store.registers import SOURCES, TYPES
from tracker.store.search import search

WIRE = Source("wire-feed", "The Wire", reliability="F")
FILE = Provenance("day.csv", "wire", 100, "0" * 64)
CODES = ("RUS", "USA", "SYR", "RUSGOV", "USAOPP", "COP")
SIDE = st.lists(st.sampled_from(CODES).map(lambda code: f"cameo:{code}"), max_size=2).map(tuple)
REPORT = st.builds(
    FeedRow,
    st.integers(1, 99),
    st.integers(1, 9).map(lambda number: f"wire-{number}"),
    st.sampled_from(("Talks", "A threat", "Удар по Алеппо")),
    st.integers(0, 60).map(
        lambda days: EventDate.parse((date(2016, 9, 1) + timedelta(days)).isoformat())
    ),
    st.sampled_from(("cameo:1056", "cameo:040", "threat", "cameo:99")),
    SIDE,
    SIDE,
    summary=st.sampled_from(("", "Said in Geneva.")),
    place=st.none() | st.just("Geneva"),
    intensity=st.none() | st.sampled_from((-4.0, 1 / 3)),
    locator=st.none() | st.just("https://example.org/a"),
    quotation=st.none() | st.just("CAMEO 1056"),
)
FEED = st.lists(REPORT, max_size=12)


@pytest.fixture(autouse=True, scope="module", params=[2, CHUNK_SIZE])
def together(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rows are handled two at a time, and as many together as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feed_importer, "CHUNK_SIZE", request.param)
        patch.setattr(bulk_writer, "CHUNK_SIZE", request.param)
        yield


def report(number: int, **more: object) -> FeedRow:
    """A report of the wire."""
    given = {
        "line": number, "handle": f"wire-{number}", "title": f"Report {number}",
        "date": EventDate.parse("2016-10-03"), "type": "cameo:1056", "by": ("cameo:RUSGOV",),
        "to": ("cameo:USA",),
    }  # fmt: skip
    return FeedRow(**(given | more))  # type: ignore[arg-type]


def take(
    db: Database, rows: Iterable[FeedItem], wanted: ImportFilter = NO_FILTER, corrects: bool = True
) -> tuple[RowCounts, list[RejectedRow]]:
    """Let a feed in, as one command."""
    rejected: list[RejectedRow] = []
    with import_command(db, FILE.file, wanted) as importer:
        stats = importer.add_feed(FILE, WIRE, iter(rows), rejected.append, corrects)
    return stats.rows, rejected


def sound(db: Database) -> bool:
    """Whether every word is indexed once, every CHECK holds, and nothing points nowhere."""
    db.run("INSERT INTO events_fts (events_fts, rank) VALUES ('integrity-check', 1)")
    assert db.value("PRAGMA integrity_check") == "ok"
    return not db.rows("PRAGMA foreign_key_check")


def remembered(db: Database) -> Rows:
    """The rows of the record, but for the imports, which only grow."""
    return {table: found for table, found in curated(db).items() if table != "imports"}


def test_reports_become_events_with_their_codes_resolved(desk: Database) -> None:
    """Actors, the nearest type, the feed's own value, where it stands and what it says."""
    given = report(1, intensity=-4.0, locator="https://example.org/a", quotation="CAMEO 1056")
    count, _ = take(desk, [given])
    assert (count.read, count.kept) == (1, 1)
    [event] = chronicle.load(desk).events.values()
    assert [actor.code for actor in (*event.by, *event.to)] == ["RUS", "USA"]
    assert (event.handle, event.own_intensity) == ("wire-1", -4.0)
    [cited] = event.citations
    assert (cited.source, cited.locator, cited.quotation) == (
        "wire-feed",
        "https://example.org/a",
        "CAMEO 1056",
    )
    assert [found.event.handle for found in search(desk, "report")] == ["wire-1"]


@given(st.lists(FEED | st.sampled_from(("undo", "edit", "remove", "add")), max_size=6))
def test_every_undo_gives_back_what_was_there(
    empty_path: Path, steps: list[list[FeedRow] | str]
) -> None:
    """Whatever was imported, corrected, edited, removed or undone between, words included."""
    db = fresh(empty_path)
    states = [remembered(db)]
    for step in steps:
        before = len(entries(db))
        if step == "undo":
            if len(states) > 1:
                undo(db)
                states.pop()
                assert remembered(db) == states[-1]
            continue
        numbers = [row["id"] for row in db.rows("SELECT id FROM events ORDER BY id")]
        if isinstance(step, list):
            take(db, step)
        elif step == "add":
            events.add_event(db, draft("By hand", "2016-10-05"), anyway=True)
        elif numbers and step == "edit":
            edit = revisions.EventEdit(title=f"Edited {len(states)}", by=("SYR",))
            revisions.edit_event(db, str(numbers[0]), edit)
        elif numbers:
            revisions.remove_event(db, str(numbers[-1]))
        assert sound(db)
        if len(entries(db)) > before:
            states.append(remembered(db))
    for state in reversed(states[:-1]):
        undo(db)
        assert remembered(db) == state
    assert sound(db)


@given(FEED, FEED)
def test_the_second_of_two_reports_of_one_event_counts(
    empty_path: Path, first: list[FeedRow], second: list[FeedRow]
) -> None:
    """As one file, as two, or by one row at a time: what is stored last is what was said last."""
    one, two, three = (fresh(empty_path) for _ in range(3))
    take(one, [*first, *second])
    take(two, first)
    take(two, second)
    for each in (*first, *second):
        take(three, [each])
    stored = [
        {name: [row[1:] for row in found] if name == "events" else None
         for name, found in remembered(db).items()}["events"]
        for db in (one, two, three)
    ]  # fmt: skip
    assert stored[0] == stored[1] == stored[2]


def test_the_past_is_seen_as_it_was(sample_path: Path) -> None:
    """`log --as-of` before, after and beyond the undoing of an import."""
    db = fresh(sample_path)
    before = remembered(db)
    db.now = lambda: "2030-01-01T10:00:00Z"
    take(db, [report(n) for n in range(1, 30)])
    imported = remembered(db)
    db.now = lambda: "2030-01-01T12:00:00Z"
    undo(db)
    assert remembered(db) == before
    for moment, recorded in (("T11:00:00Z", imported), ("T09:00:00Z", before)):
        with closing(as_of(db, f"2030-01-01{moment}")) as past:
            assert remembered(past) == recorded


def test_an_import_of_many_is_one_line_of_the_history(desk: Database) -> None:
    """With where it came from, and its stretch of numbers."""
    take(desk, [report(n) for n in range(1, 12_001)])
    assert desk.value("SELECT count(*) FROM changes WHERE [table] = 'events'") == 0
    [entry] = entries(desk)
    assert entry.command == "import day.csv"
    [read] = imports.everything(desk)
    assert (read.provenance.kept, read.provenance.first_event, read.provenance.last_event) == (
        12_000,
        1,
        12_000,
    )
    assert sound(desk)
    indexes = "SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger') ORDER BY name"
    with closing(open_for_writing(desk.path)) as other:
        assert [row[0] for row in desk.rows(indexes)] == [row[0] for row in other.rows(indexes)]
    undo(desk)
    assert not desk.rows("SELECT 1 FROM events")
    with pytest.raises(NothingToUndo):
        undo(desk)


def test_an_import_that_others_have_worked_on_is_not_undone(desk: Database) -> None:
    """Events that another program has removed are missed, with a history of it or without."""
    take(desk, [report(1), report(2)])
    gone = ("citations WHERE event = 1", "event_actors WHERE event = 1", "events WHERE id = 1")
    with bulk_writer.without_history(desk):
        for each in gone:
            desk.run(f"DELETE FROM {each}")
    with pytest.raises(ChangedSince, match="some of the events that it imported were changed"):
        undo(desk)
    assert desk.value("SELECT count(*) FROM events") == 1
    desk.run("DELETE FROM citations WHERE event = 2")
    with pytest.raises(LaterCommands, match="another program  changed citations"):
        undo(desk)
    assert desk.value("SELECT count(*) FROM events") == 1


def test_a_refusal_in_the_middle_leaves_nothing(desk: Database) -> None:
    """Not the rows before it, not the source, not a missing index."""

    def breaking() -> Iterable[FeedItem]:
        yield from (report(n) for n in range(1, 12_001))
        raise KeyboardInterrupt

    before = rows(desk)
    with pytest.raises(KeyboardInterrupt):
        take(desk, breaking())
    assert rows(desk) == before
    assert sound(desk)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (ImportFilter(dyad=("RUS", "USA")), {1, 2}),
        (ImportFilter(since=EventDate.parse("2016-11")), {3}),
        (ImportFilter(until=EventDate.parse("2016-10-31")), {1, 2}),
        (ImportFilter(types=frozenset({"threat"})), {3}),
        (ImportFilter(quads=frozenset({4})), {2}),
    ],
)
def test_only_what_is_asked_for_is_kept(
    desk: Database, wanted: ImportFilter, kept: set[int]
) -> None:
    """The rest is counted as passed over, and codes that only it has are not mentioned."""
    given = [
        report(1), report(2, by=("cameo:USA",), to=("cameo:RUS",), quad=4),
        report(3, by=("cameo:XYZ",), date=EventDate.parse("2016-11-05"), type="threat"),
    ]  # fmt: skip
    count, _ = take(desk, given, wanted)
    assert {event.id for event in chronicle.load(desk).events.values()} == set(
        range(1, len(kept) + 1)
    )
    assert (count.kept, count.skipped) == (len(kept), 3 - len(kept))


def test_what_cannot_be_an_event_is_rejected_by_its_line(desk: Database) -> None:
    """Codes of no scheme, texts that no line may hold, handles that are none."""
    given: list[FeedItem] = [
        report(1, type="cameo:99"), report(2, title="\x1b[31m"), report(3, handle="no handle"),
        report(4, intensity=11.0), RejectedRow(5, "is broken"), report(6),
    ]  # fmt: skip
    count, rejected = take(desk, given)
    assert [each.line for each in rejected] == [1, 2, 3, 4, 5]
    assert (count.read, count.kept, count.rejected) == (6, 1, 5)


def test_a_dyad_is_two_names() -> None:
    """And nothing else."""
    assert parse_dyad(" Russia : USA ") == ("Russia", "USA")


@given(st.lists(FEED, min_size=1, max_size=3))
def test_reading_again_changes_nothing(empty_path: Path, files: list[list[FeedRow]]) -> None:
    """Even where an id comes several times in a file, and says something else each time."""
    db = fresh(empty_path)
    take(db, [row for each in files for row in each])
    before = len(entries(db))
    state = remembered(db)
    count, _ = take(db, [row for each in files for row in each])
    assert (count.kept, count.corrected, remembered(db)) == (0, 0, state)
    assert len(entries(db)) == before


@pytest.mark.parametrize("how", ["renamed", "merged", "taken"])
def test_a_feed_is_cited_under_the_name_that_its_source_has_by_now(
    desk: Database, how: str
) -> None:
    """Its source may have been renamed, merged into another, or its name be another's."""
    if how == "taken":
        registers.add_source(desk, Source("mine", "My own"))
        registers.add_alias(desk, SOURCES, "mine", WIRE.code)
    else:
        take(desk, [report(1)])
        if how == "renamed":
            registers.rename(desk, SOURCES, WIRE.code, "mine")
        else:
            registers.add_source(desk, Source("mine", "My own"))
            registers.merge(desk, SOURCES, WIRE.code, "mine")
    take(desk, [report(1), report(2)])
    assert sound(desk)
    assert [row["source"] for row in desk.rows("SELECT source FROM citations")] == ["mine"] * 2
    count, _ = take(desk, [report(1), report(2)])
    assert (count.kept, count.corrected) == (0, 0)


def test_what_people_recorded_under_a_handle_of_the_feed_stays(desk: Database) -> None:
    """It is not the feed's, though the feed has one of that name."""
    events.add_event(desk, draft("By hand", "2016-10-03", handle="wire-1"))
    batch = Batch(events=(draft("From a file", "2016-10-03", handle="wire-2"),))
    record_batch(desk, batch, "mine.jsonl")
    count, _ = take(desk, [report(1), report(2), report(3)])
    assert (count.kept, count.edited, count.corrected) == (1, 2, 0)
    titles = [event.title for event in chronicle.load(desk).events.values()]
    assert titles == ["By hand", "From a file", "Report 3"]


def test_what_merged_events_are_cited_for_stays_when_they_come_again(desk: Database) -> None:
    """Each article stays cited, whichever of the two events is kept; a correction is of its own."""
    two = [report(n, locator=f"https://example.org/{n}", quotation="CAMEO 1056") for n in (1, 2)]
    take(desk, two)
    merges.merge_events(desk, ["wire-2", "wire-1"])
    state = remembered(desk)
    count, _ = take(desk, two)
    assert (count.merged, count.corrected, remembered(desk)) == (2, 0, state)
    count, _ = take(desk, [two[1]._replace(quotation="CAMEO 105")])
    [event] = chronicle.load(desk).events.values()
    assert {(each.locator, each.quotation) for each in event.citations} == {
        ("https://example.org/1", "CAMEO 1056"), ("https://example.org/2", "CAMEO 105"),
    }  # fmt: skip
    assert count.corrected == 1


def test_new_actors_are_those_of_rows_that_are_taken(desk: Database) -> None:
    """Neither of what was not asked for nor of what was refused."""
    rows = [
        report(1, by=("Ghost militia",)),
        report(2, by=("Lost legion",), date=EventDate.parse("2015-10-03")),
        report(3, by=("Third force",), handle="no handle"),
    ]
    since = ImportFilter(since=EventDate.parse("2016"))
    with import_command(desk, FILE.file, since, True) as importer:
        stats = importer.add_feed(FILE, WIRE, iter(rows), lambda _: None)
    assert [event.by[0].name for event in chronicle.load(desk).events.values()] == ["Ghost militia"]
    assert len([each for each in stats.remarks if "New actor" in each]) == 1
    assert not desk.rows("SELECT 1 FROM actors WHERE name IN ('Lost legion', 'Third force')")


def test_an_edit_is_of_the_event_itself(desk: Database) -> None:
    """Not of another one that had its number, nor what was cited for it by hand and taken out."""
    take(desk, [report(1), report(2)])
    revisions.edit_event(desk, "wire-2", revisions.EventEdit(title="Edited"))
    revisions.remove_event(desk, "wire-2")
    take(desk, [report(3)])
    events.cite_event(desk, "wire-1", [(Citation("My notes"), None)])
    events.uncite_event(desk, "wire-1", ["My notes"])
    count, _ = take(desk, [report(n, title=f"Corrected {n}") for n in (1, 3)])
    assert (count.corrected, count.edited) == (2, 0)


def test_a_root_that_was_merged_is_of_the_type_it_was_merged_into(desk: Database) -> None:
    """A type that a feed brought in may be the codebook's own by now."""
    take(desk, [report(1, type="cameo:99"), report(2, type="cameo:17")])
    [root] = [event.type.code for event in chronicle.load(desk).events.values()]
    registers.merge(desk, TYPES, root, "talks")
    take(desk, [report(3, type="cameo:17")])
    assert {event.type.code for event in chronicle.load(desk).events.values()} == {"talks"}


def test_columns_of_a_report_are_those_of_many() -> None:
    """What is zipped by place is called alike."""
    assert FeedRow._fields == FeedRows._fields
    assert EventRow._fields == EventRows._fields


def test_an_edit_that_was_undone_is_none(desk: Database) -> None:
    """Nor is its undoing; what stays edited keeps its event from being corrected."""
    take(desk, [report(1), report(2), report(3)])
    for number in (1, 2, 3):
        revisions.edit_event(desk, f"wire-{number}", revisions.EventEdit(title="Edited"))
    undo(desk)
    undo(desk)
    count, _ = take(desk, [report(n, title=f"Corrected {n}") for n in (1, 2, 3)])
    assert (count.corrected, count.edited) == (2, 1)
    titles = [event.title for event in chronicle.load(desk).events.values()]
    assert titles == ["Edited", "Corrected 2", "Corrected 3"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET place = 'Geneva' WHERE id = 1",
        "DELETE FROM event_actors WHERE event = 1 AND side = 'to'",
        "DELETE FROM citations WHERE event = 1",
    ],
)
def test_what_another_program_changed_is_an_edit(desk: Database, change: str) -> None:
    """An event, who acted in it, or what this feed is cited for; it stays as it is, and no other does."""
    take(desk, [report(1), report(2)])
    desk.run(change)
    count, _ = take(desk, [report(n, title=f"Corrected {n}") for n in (1, 2)])
    assert (count.corrected, count.edited) == (1, 1)
    titles = [event.title for event in chronicle.load(desk).events.values()]
    assert titles == ["Report 1", "Corrected 2"]
