"""Files become part of an archive, once, and a command that is killed loses nothing."""

import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker.desk import Desk
from tracker.errors import InvalidInput, NotFound, Refused

Gdelt = Callable[..., Path]


def handles(desk: Desk) -> list[str]:
    """All events of the archive beside the record."""
    return [event.handle for event in desk.list_archive().events]


def test_a_file_is_added_once(both: Desk, gdelt: Gdelt) -> None:
    """Its bytes are known again, whatever it is called, packed or not by its own bytes."""
    path = gdelt("a.CSV", 300)
    first = both.archive_add(path)
    assert [(each.read, each.added, each.known) for each in first.files] == [(300, 300, 0)]
    again = both.archive_add([path, path.rename(path.with_name("b.CSV"))][1:])
    assert again.files == ()
    assert again.remarks == ("1 file was there already.",)
    assert both.archive_info().feeds[0].rows == 300


def test_rows_of_another_file_that_say_the_same_are_known(both: Desk, gdelt: Gdelt) -> None:
    """Packed, the same rows are another file, and no event comes twice."""
    path = gdelt("a.CSV", 300)
    both.archive_add(path)
    packed = path.with_name("a.CSV.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    [told] = both.archive_add(packed).files
    assert (told.added, told.known, told.corrected) == (0, 300, 0)
    assert both.archive_info().feeds[0].rows == 300
    assert both.archive_check().flaws == ()


def test_a_row_that_was_corrected_takes_the_place_of_the_old_one(both: Desk, gdelt: Gdelt) -> None:
    """By the feed's id, also where its day is another now; other rows stay."""
    path = gdelt("a.CSV", 50)
    both.archive_add(path)
    before = {event.handle: event for event in both.list_archive().events}
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[10].split("\t")
    cells[1], cells[26], cells[30] = "20150203", "190", "-10"
    later = path.with_name("later.CSV")
    later.write_text("\t".join(cells) + lines[11], encoding="utf-8", newline="")
    [told] = both.archive_add(later).files
    assert (told.added, told.known, told.corrected) == (0, 1, 1)
    after = {event.handle: event for event in both.list_archive().events}
    changed = {handle for handle in before if before[handle] != after[handle]}
    assert changed == {f"gdelt-{cells[0]}"}
    assert after[f"gdelt-{cells[0]}"].date.text == "2015-02-03"
    assert both.archive_check().flaws == ()


def test_of_rows_with_one_id_the_last_holds(both: Desk, gdelt: Gdelt) -> None:
    """In one command of several files, and within a file."""
    path = gdelt("a.CSV", 3)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    other = path.with_name("b.CSV")
    cells = lines[0].split("\t")
    cells[30] = "5.5"
    other.write_text("\t".join(cells), encoding="utf-8", newline="")
    added = both.archive_add([path, other])
    assert sum(each.added for each in added.files) == 3
    [event] = [e for e in both.list_archive().events if e.handle == f"gdelt-{cells[0]}"]
    assert event.own_intensity == 5.5


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_rows_that_are_no_events_are_left_out_and_told(
    both: Desk, gdelt: Gdelt, ending: str
) -> None:
    """One with a code that is none, one that lacks fields, one whose day is none."""
    path = gdelt("a.CSV", 5)
    lines = path.read_text(encoding="utf-8").splitlines()
    no_code = lines[0].split("\t")
    no_code[0], no_code[26] = "1", "---"
    no_day = lines[0].split("\t")
    no_day[0], no_day[1] = "2", "20160231"
    short = "\t".join(lines[0].split("\t")[:40])
    rows = [*lines, "\t".join(no_code), "\t".join(no_day), short]
    path.write_text(ending.join(rows) + ending, encoding="utf-8", newline="")
    answer = both.archive_add(path)
    [told] = answer.files
    assert (told.read, told.added, told.rejected) == (8, 5, 3)
    [said] = answer.remarks
    assert "'---' is no event code of CAMEO (1)" in said
    assert "'20160231' is no day (1)" in said
    assert "has 40 fields, which is no row of GDELT (1)" in said


def test_a_file_of_no_feed_is_refused_and_nothing_is_made(both: Desk, tmp_path: Path) -> None:
    """A table of one's own belongs into the record."""
    path = tmp_path / "own.csv"
    path.write_text("title,date\nA,2016\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="of no feed"):
        both.archive_add(path)
    assert both.archive_info().feeds == ()


def test_a_folder_of_other_things_is_no_archive(both: Desk, gdelt: Gdelt, tmp_path: Path) -> None:
    """Nothing is written into it."""
    folder = tmp_path / "photographs"
    folder.mkdir()
    (folder / "a.jpg").touch()
    with pytest.raises(Refused, match="no archive"):
        both.archive_add(gdelt("a.CSV", 3), archive=folder)
    assert [path.name for path in folder.iterdir()] == ["a.jpg"]
    with pytest.raises(NotFound):
        both.archive_info(archive=folder)


def test_what_was_damaged_is_found(both: Desk, gdelt: Gdelt) -> None:
    """A file that is gone, one that was changed, and one that belongs to nobody."""
    both.archive_add(gdelt("a.CSV", 400))
    folder = both.path.with_suffix(".archive")
    one, other, *_ = sorted(folder.glob("events/*/*/*.parquet"))
    other.write_bytes(other.read_bytes()[:-3] + b"xyz")
    one.rename(one.with_name("stray.parquet"))
    flaws = {each.file: each.flaw for each in both.archive_check().flaws}
    assert flaws[one.relative_to(folder).as_posix()].startswith("is not there")
    assert flaws[other.relative_to(folder).as_posix()].startswith("was changed")
    assert "sweeps it" in flaws[one.with_name("stray.parquet").relative_to(folder).as_posix()]


def test_two_commands_do_not_change_one_archive_at_a_time(
    both: Desk, gdelt: Gdelt, tmp_path: Path
) -> None:
    """The second is refused in a sentence."""
    from tracker.archive.manifest import Archive

    path = gdelt("a.CSV", 3)
    with (
        Archive(both.path.with_suffix(".archive")).changing(),
        pytest.raises(Refused, match="Another command is changing"),
    ):
        both.archive_add(path)


def is_there(folder: Path, pattern: str) -> bool:
    """Whether a folder has such a file; what goes while it is looked for is not there."""
    try:
        return any(folder.glob(pattern))
    except FileNotFoundError:
        return False


def test_a_command_that_is_killed_loses_nothing(both: Desk, gdelt: Gdelt, tmp_path: Path) -> None:
    """At whatever moment: what was there stays, the archive is sound, and adding again does it."""
    both.archive_add(gdelt("a.CSV", 200, seed=1))
    known = set(handles(both))
    path = gdelt("b.CSV", 20_000, seed=2)
    words = [sys.executable, "-m", "tracker", "--db", str(both.path), "archive", "add", str(path)]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
    }
    folder = both.path.with_suffix(".archive")
    for stage in (".new/*", ".new/0/rows/*", ".new/0/rows/*/*.parquet"):
        running = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL)  # fmt: skip
        try:
            until = time.monotonic() + 300
            while not is_there(folder, stage) and running.poll() is None:
                assert time.monotonic() < until
        finally:
            running.send_signal(signal.SIGKILL)
            running.wait()
        assert known <= set(handles(both))
    both.archive_add(path)
    assert len(handles(both)) == both.archive_info().feeds[0].rows
    assert both.archive_check().flaws == ()
