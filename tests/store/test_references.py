import json
from pathlib import Path

import pytest

from tests.conftest import Keyboard, curated, draft
from tracker.errors import Ambiguous, GoneEvent, NotFound
from tracker.model.chronicle import Batch
from tracker.recording.batches import record_batch
from tracker.recording.events import add_event
from tracker.recording.merges import merge_events
from tracker.recording.revisions import EventEdit, edit_event, remove_event
from tracker.recording.undoing import undo
from tracker.store import events
from tracker.store.database import Database
from tracker.store.references import resolve, resolve_to_change

ONE = "2016-10-03-launch-missile-number-1"
TWELVE = "2016-10-03-launch-missile-number-12"


@pytest.fixture
def launches(desk: Database) -> Database:
    """Two launches, the handle and the title of one being the beginning of the other's."""
    for number in ("1", "12"):
        add_event(desk, draft(f"Launch of missile number {number}", "2016-10-03"))
    return desk


@pytest.mark.parametrize(
    "reference",
    [
        "1",
        ONE,
        "launch-missile-number-1",
        "Launch of missile number 1",
        "LAUNCH of  missile number 1",
    ],
)
def test_what_named_a_removed_event_names_no_other(launches: Database, reference: str) -> None:
    """However the first was named, a second removal finds it gone, and the other one stays."""
    remove_event(launches, reference)
    with pytest.raises(
        GoneEvent, match=r"^Event 1 \(.*-number-1\) was removed on \d{4}-\d\d-\d\d; "
    ):
        remove_event(launches, reference)
    assert [event.handle for event in events.fetch(launches, [1, 2])] == [TWELVE]


@pytest.mark.parametrize(
    "reference",
    [
        "2016-10-03-launch", "2016-10-03-launch-missile-number", "2016-10-03-launch-missile-number-",
        f"{TWELVE[:-1]}", "2016", "201", "launch-missile-numb", "launch miss", "2016-10", "launch-",
    ],
)  # fmt: skip
def test_the_beginning_of_a_handle_or_of_words_changes_nothing(
    desk: Database, reference: str
) -> None:
    """Where only one event begins so, a change is refused, and the sentence names that event."""
    add_event(desk, draft("Launch of missile number 12", "2016-10-03"))
    if reference == "launch-":  # a whole word of its title after all
        assert resolve_to_change(desk, reference) == 1
        return
    with pytest.raises(NotFound) as refused:
        resolve_to_change(desk, reference)
    if not reference.isdigit():
        assert TWELVE in str(refused.value)
        assert resolve(desk, reference) == 1  # a question may be short


def test_unique_words_may_begin_a_handle(desk: Database) -> None:
    """A whole word of a title counts, though a handle begins with it; one of no title does not."""
    add_event(desk, draft("Pact signed", "2016-10-03", handle="pact-signed-in-geneva"))
    assert resolve_to_change(desk, "pact") == 1
    assert resolve_to_change(desk, "geneva") == 1
    with pytest.raises(NotFound, match="Did you mean pact-signed-in-geneva"):
        resolve_to_change(desk, "pact-signed-in")


def test_words_that_fit_several_events_list_them(launches: Database) -> None:
    """Words of several titles, and beginnings of several handles, are refused with a list."""
    for reference in ("missile", "2016-10-03-launch"):
        with pytest.raises(Ambiguous, match="fits 2 events"):
            resolve_to_change(launches, reference)


def test_a_former_title_is_no_other_event(launches: Database) -> None:
    """An edit repeated by the old title does not go on to the event whose title has those words."""
    add_event(launches, draft("Launch", "2016-10-04", handle="first-of-all"))
    edit_event(launches, "Launch", EventEdit(title="Start"))
    remove_event(launches, "1")
    with pytest.raises(GoneEvent, match=r"^So was event 3 called"):
        edit_event(launches, "Launch", EventEdit(title="Start"))


def test_a_merged_event_is_said_to_be_merged(launches: Database) -> None:
    """Its handle leads on, its number is gone, and the sentence says where to."""
    merge_events(launches, ["1", "2"])
    assert resolve_to_change(launches, TWELVE) == 1
    with pytest.raises(
        GoneEvent, match=rf"^Event 2 \({TWELVE}\) was merged into event 1 \({ONE}\)"
    ):
        resolve_to_change(launches, "2")


def test_a_question_by_a_handle_that_is_gone_is_not_answered_with_another(
    launches: Database,
) -> None:
    """A whole handle that begins another one, and is gone, is said to be gone."""
    remove_event(launches, ONE)
    with pytest.raises(GoneEvent):
        resolve(launches, ONE)
    assert resolve(launches, ONE[:-2]) == 2


def test_numbers_are_never_given_twice(launches: Database) -> None:
    """Neither the number of a removed event nor that of an undone one comes again."""
    remove_event(launches, "2")
    assert add_event(launches, draft("Three", "2016-10-05")).value.id == 3
    undo(launches)
    assert add_event(launches, draft("Four", "2016-10-05")).value.id == 4
    with pytest.raises(GoneEvent, match=r"^Event 3 \(2016-10-05-three\) was removed on"):
        resolve_to_change(launches, "3")
    undo(launches)
    undo(launches)
    assert resolve_to_change(launches, "2") == 2


def test_a_file_gives_no_number_again_but_to_the_event_that_had_it(launches: Database) -> None:
    """A removed event comes back under its number; another that brings that number gets a new one."""
    remove_event(launches, "2")
    theirs = draft("Another", "2017-01-01", id=2, handle="another")
    back = draft("Launch of missile number 12", "2016-10-03", id=2, handle=TWELVE)
    high = draft("Highest", "2017-01-02", id=2**63 - 1, handle="highest")
    for each in (theirs, back, high):
        record_batch(launches, Batch(events=(each,)), "file")
    numbers = {event.handle: event.id for event in events.fetch(launches, range(10))}
    assert numbers == {ONE: 1, TWELVE: 2, "another": 3, "highest": 4}


def test_a_feed_goes_on_behind_the_last_number(run: Keyboard, tmp_path: Path) -> None:
    """An import that was undone keeps its stretch of numbers, as all else does."""
    feed = tmp_path / "t.csv"
    feed.write_text("title,date,type\nA,2017-11-01,threat\nB,2017-11-02,threat\n")
    before = curated(run.db)
    assert run("import", "t.csv").exit_code == 0
    assert run("undo").exit_code == 0
    assert run("import", "t.csv").exit_code == 0
    listed = json.loads(run("list", "--since", "2017-11", "--format", "json").stdout)
    assert [each["id"] for each in listed] == [31, 32]
    gone = run("show", "29")
    assert (gone.exit_code, "Event 29 (2017-11-01-a) was removed on" in gone.stderr) == (3, True)
    run("undo")
    assert curated(run.db) == before


@pytest.mark.parametrize(
    "command",
    [
        "remove {}", "edit {} --place Moscow", "note {} text", "cite {} --source X",
        "link {} 2 --likelihood likely", "link 2 {} --likelihood likely", "unlink {} 2", "order {} before 2", "order 2 before {} --remove",
        "duplicates --merge 2 {}", "duplicates --apart 2 {}",
    ],
)  # fmt: skip
def test_every_change_asks_for_the_whole_name(run: Keyboard, command: str) -> None:
    """None of them takes the beginning of a handle that only one event has."""
    before = curated(run.db)
    done = run(*command.format("2016-10-03-pmda").split())
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == (
        "Error: There is no event '2016-10-03-pmda'. Did you mean 2016-10-03-pmda-suspended? "
        "A change takes a number, a whole handle or whole words of a title.\n"
    )
    assert curated(run.db) == before
