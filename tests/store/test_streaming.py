"""Files written in slices are those that were written of the whole record at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TIMES, Keyboard, fresh
from tests.store.random_record import made_up
from tracker.desk.exporting import ExportTarget
from tracker.errors import UnreadableRow
from tracker.formats import jsonl
from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import OmissionTally
from tracker.formats.registry import FORMATS, format_named
from tracker.model import streamed
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.marking import Marking
from tracker.model.selection import Selection
from tracker.model.source import Grade
from tracker.store import chronicle, streaming
from tracker.store.cone import EVERYTHING
from tracker.store.database import Database
from tracker.store.identities import identities
from tracker.store.limits import limit_to

STREAMING = [each for each in FORMATS if each.streams]
SELECTIONS = (
    EVERYTHING,
    Selection(since=EventDate.parse("2016-10-03"), until=EventDate.parse("2016-10-04")),
    Selection(actors=("RUS",)),
    Selection(known_by=EventDate.parse("2016-10-07")),
    Selection(min_grade=Grade.parse("B2")),
    Selection(account="RUS"),
    Selection(text="nothing has this"),
)


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a slice have few events, so that a small record has several."""
    monkeypatch.setattr(streamed, "SLICE", 7)
    monkeypatch.setattr(streaming, "SLICE", 7)


def written(style: FileFormat, found: Chronicle, complete: bool) -> dict[str, list[str]]:
    """All that a format writes of a chronicle, by what is added to the name of the file."""
    assert style.write is not None
    files = {"": list(style.write(found, complete))}
    files |= {end: list(write(found, complete)) for end, write in style.otherwise.items()}
    files |= {more: list(write(found)) for more, write in style.sidecars.items()}
    return files


def both(db: Database, selection: Selection) -> tuple[Chronicle, Chronicle]:
    """What meets a selection, all at once and in slices."""
    whole = chronicle.load(db, selection)
    return (
        replace(whole, identities=identities(db, whole.events)),
        streaming.load(db, selection),
    )


def check_all(db: Database, selection: Selection) -> None:
    """Hold each format that streams to what it writes of the same events at once."""
    whole, in_slices = both(db, selection)
    complete = selection == EVERYTHING and not db.is_limited
    for style in STREAMING:
        assert written(style, in_slices, complete) == written(style, whole, complete), style.name
        tally = OmissionTally(style.omits, in_slices)
        events = in_slices.events
        assert isinstance(events, streamed.StreamedEvents)
        list(events.watched(tally.add).values())
        omitted = {part: number for part, number in tally.counts.items() if number}
        assert omitted == style.omissions(whole), style.name
    assert in_slices.marking == whole.marking
    assert dict(in_slices.events.items()) == whole.events
    assert list(in_slices.events) == list(whole.events)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_every_format_that_streams_writes_the_same_of_the_sample(
    sample_path: Path, selection: Selection
) -> None:
    """Its files are those of the whole, and so is what it is said to omit."""
    check_all(fresh(sample_path), selection)


@settings(max_examples=12 * TIMES)
@given(st.integers(0, 10**6), st.sampled_from(SELECTIONS))
def test_every_format_that_streams_writes_the_same_of_any_record(
    sample_path: Path, seed: int, selection: Selection
) -> None:
    """So it does of odd texts, doubtful and derived dates, remarks, joint and denied links."""
    check_all(made_up(sample_path, seed), selection)


@settings(max_examples=6 * TIMES)
@given(st.integers(0, 10**6))
def test_what_is_marked_above_a_limit_is_in_no_slice(sample_path: Path, seed: int) -> None:
    """A limited record is written in slices as it is written at once."""
    db = made_up(sample_path, seed)
    limit_to(db, Marking.CLEAR)
    check_all(db, EVERYTHING)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE events SET earliest = 'soon' WHERE id = 12", "Invalid isoformat string: 'soon'"),
        ("UPDATE events SET earliest = '2099-01-01T00:00:00' WHERE id = 12", "begins after"),
        ("UPDATE event_actors SET actor = 'NOBODY' WHERE event = 12", "is not known"),
        ("UPDATE events SET latest = '2016-02-31T00:00:00' WHERE id = 12", "day is out of range"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_as_everywhere(
    sample: Database, change: str, reason: str
) -> None:
    """JSON lines, which are put together in SQL, are not written of what other programs broke."""
    sample.run("PRAGMA foreign_keys = OFF")
    sample.run(change)
    with pytest.raises(UnreadableRow, match=reason):
        list(jsonl.write(streaming.load(sample)))


def test_a_format_that_goes_over_the_events_twice_omits_no_more(sample: Database) -> None:
    """Nor less where it stops on the way: what it omits is told of all events, once."""
    ical = format_named("ical")

    def twice(found: Chronicle, _: bool) -> Iterator[str]:
        yield from (event.title for event in found.events.values())
        yield from (event.handle for event in found.events.values())

    def begun(found: Chronicle, _: bool) -> Iterator[str]:
        yield next(iter(found.events.values())).title

    for write in (twice, begun):
        target = ExportTarget(replace(ical, write=write))
        in_slices = target.write(streaming.load(sample), True)
        whole = target.write(chronicle.load(sample), True)
        assert in_slices == whole
        assert dict(whole.omitted)["grades"] > 0


def files(folder: Path) -> Iterator[str]:
    """The names of all files in a folder."""
    return (each.name for each in folder.iterdir() if each.is_file())


def test_an_export_that_fails_on_the_way_leaves_nothing(run: Keyboard, tmp_path: Path) -> None:
    """The file that is there stays as it was, and no unfinished one stays beside it."""
    from tracker.store.database import open_for_writing

    Path("there.csv").write_text("as it was")
    db = open_for_writing(run.db)
    db.run("PRAGMA foreign_keys = OFF")
    db.run("UPDATE events SET earliest = 'soon' WHERE id = (SELECT max(id) FROM events)")
    db.close()
    before = set(files(tmp_path))
    for name in ("there.csv", "new.jsonl", "new.ics"):
        assert run("export", "-o", name, "--force").exit_code == 4
    assert Path("there.csv").read_text() == "as it was"
    assert set(files(tmp_path)) == before


def test_a_format_that_is_put_together_in_memory_refuses_many(
    run: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence has the number, and what to do instead; filters and JSON lines do it."""
    monkeypatch.setattr("tracker.formats.file_format.MOST_HELD", 10)
    whole = [each for each in FORMATS if each.is_written and not each.streams]
    assert {"gexf", "graphml", "stix", "xlsx", "docx"} <= {each.name for each in whole}
    for style in whole:
        refused = run("export", "-o", f"x{(style.suffixes or ('.json',))[0]}", "--to", style.name)
        assert refused.exit_code == 1
        assert "of 10 events at most" in refused.stderr
        assert "--since" in refused.stderr
        assert "jsonl or csv" in refused.stderr
    few = run("export", "-o", "few.gexf", "--since", "2016-10-14", "--until", "2016-10-14")
    assert few.exit_code == 0, few.stderr
    for style in STREAMING:
        assert run("export", "-o", f"all.{style.name}", "--to", style.name).exit_code == 0


def test_the_number_is_told_in_the_documentation() -> None:
    """It stands once in the code, and the page on formats says the same."""
    from tests.conftest import ROOT
    from tracker.formats.file_format import MOST_HELD

    assert f"{MOST_HELD:,} events" in (ROOT / "docs/formats.md").read_text()
    assert format_named("jsonl").streams


def test_a_report_refuses_more_than_it_can_weigh(
    run: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the number and what to do; filters help."""
    monkeypatch.setattr("tracker.charts.page.report.MOST_WEIGHED", 10)
    refused = run("report", "-o", "page.html")
    assert refused.exit_code == 1
    assert "choose up to 10 with filters" in " ".join(refused.stderr.split())
    assert not Path("page.html").exists()
    assert run("report", "-o", "page.html", "--until", "2016-09-10").exit_code == 0
