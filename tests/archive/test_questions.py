"""An archive answers as a record that holds the same rows does, number for number."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.archive.conftest import LEVANT, REAL
from tracker.desk import Desk
from tracker.errors import InvalidInput
from tracker.model.answers.ask import Dyads
from tracker.model.event import Event
from tracker.model.selection import Filters

FILTERS: tuple[Filters, ...] = (
    {},
    {"since": "2016-10", "until": "2016-10"},
    {"actor": "SYR"},
    {"actor": ("RUS", "ISIS"), "exactly": True},
    {"type": "clash"},
    {"min_intensity": 7},
    {"place": "ALEPPO"},
    {"text": "threat"},
    {"status": "planned"},
)


def numbers(answer: Dyads) -> Any:
    """All counts, the sums to the digits that people see, and the lags."""
    counts = {
        (each.doer, each.target, each.period): (
            round(each.tally.hostile, 6), round(each.tally.cooperative, 6),
            round(each.tally.neutral, 6), round(each.tally.uncoded, 6),
            round(each.tally.hostile_sum, 6), round(each.tally.cooperative_sum, 6),
        )
        for each in answer.counts
    }  # fmt: skip
    return counts, answer.lags, answer.conclusion


def assert_same(desk: Desk, filters: Iterable[Filters] = FILTERS) -> None:
    """The answers of the record are those of the archive."""
    for asked in filters:
        for by in (None, "day", "week", "month"):
            record, archive = (
                desk.dyads(by=by, **asked),
                desk.dyads(by=by, engine="duckdb", **asked),
            )
            if record.counts:
                assert numbers(record) == numbers(archive), (asked, by)
                assert set(archive.remarks) <= set(record.remarks)
            else:
                assert archive.counts == ()
        assert events(desk.list(**asked).events) == events(desk.list_archive(**asked).events), asked


def events(found: Iterable[Event]) -> dict[str, Event]:
    """Events by their handles, without the numbers that the record gave them."""
    return {event.handle: replace(event, id=0) for event in found}


def test_made_up_rows_are_counted_alike(both: Desk, gdelt: Callable[..., Path], ucdp: Path) -> None:
    """Of GDELT and UCDP, with every filter and period."""
    files = [gdelt("a.CSV", 3_000), ucdp]
    both.import_files(files)
    both.archive_add(files)
    assert_same(both)
    both_sides = both.dyads("USA", "RUS", engine="duckdb")
    assert numbers(both.dyads("USA", "RUS")) == numbers(both_sides)


def test_real_rows_are_counted_alike(both: Desk, real_data: Path) -> None:
    """Of GDELT, ICEWS and UCDP."""
    files = [real_data / name for name in REAL]
    both.import_files(files)
    both.archive_add(files)
    assert_same(both)
    for pair in (("SYR", "ISIS"), ("USA", "RUS")):
        assert numbers(both.dyads(*pair)) == numbers(both.dyads(*pair, engine="duckdb"))


def test_the_levant_is_counted_alike(both: Desk, real_data: Path, tmp_path: Path) -> None:
    """Two years of it; its acts have the values of the codebook."""
    lines = (real_data / LEVANT).read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "levant.csv"
    path.write_text("".join([lines[0], *(x for x in lines if x[:4] in ("1990", "1991"))]))
    both.import_files(path, read_as="keds")
    both.archive_add(path)
    assert_same(both, ({}, {"actor": "ISR", "since": "1991"}, {"min_intensity": 5}))
    assert numbers(both.dyads("ISR", "LBN")) == numbers(both.dyads("ISR", "LBN", engine="duckdb"))


def test_parts_count_as_their_wholes_while_they_are(both: Desk, ucdp: Path) -> None:
    """As in the record: at the date of each row."""
    both.import_files(ucdp, new_actors=True)
    both.set_part("SDF", "USA", since="2016-10-06")
    both.archive_add(ucdp)
    assert_same(both, ({}, {"actor": "USA"}, {"actor": "USA", "exactly": True}))


def test_a_search_asks_for_every_word(both: Desk, ucdp: Path) -> None:
    """Whatever their case; signs of a query are refused."""
    both.archive_add(ucdp)
    found = both.list_archive(words="PALMYRA fight")
    assert [event.handle for event in found.events] == ["ucdp-1", "ucdp-4"]
    assert both.list_archive(words="palmyra mosul").events == ()
    with pytest.raises(InvalidInput, match="every word"):
        both.list_archive(words="palm* OR mosul")


@pytest.mark.parametrize("name", ["min_grade", "known_by", "tag"])
def test_what_only_a_record_has_is_no_filter(both: Desk, ucdp: Path, name: str) -> None:
    """It is refused, and not passed over."""
    both.import_files(ucdp)
    both.tag("a-case", ["ucdp-1"])
    both.archive_add(ucdp)
    given: Any = {"min_grade": "B2", "known_by": "2016-10-07", "tag": "a-case"}[name]
    with pytest.raises(InvalidInput, match="An archive knows nothing"):
        both.dyads(engine="duckdb", **{name: given})


def test_events_of_an_archive_are_listed_in_every_order(both: Desk, ucdp: Path) -> None:
    """As the record lists them."""
    both.import_files(ucdp)
    both.archive_add(ucdp)
    for sort in ("date", "newest", "intensity", "title", "number"):
        record = [event.handle for event in both.list(sort=sort, limit=3).events]
        assert [e.handle for e in both.list_archive(sort=sort, limit=3).events] == record, sort


def test_promoted_rows_are_as_an_import_has_them(
    both: Desk, gdelt: Callable[..., Path], ucdp: Path, tmp_path: Path
) -> None:
    """With the files that they came from; a second time nothing is new, and undo takes it back."""
    files = [gdelt("a.CSV", 500), ucdp]
    both.archive_add(files)
    first = both.archive_promote(since="2016-10", until="2016-10")
    with Desk(tmp_path / "other.db", "tester") as other:
        other.import_files(files, since="2016-10", until="2016-10")
        expected = events(other.list().events)
    assert events(both.list().events) == expected
    assert first.rows.kept == len(expected)
    imports = {each.provenance.file: each.provenance for each in both.imports().imports}
    assert {name: each.format for name, each in imports.items()} == {
        "a.CSV": "gdelt", "ged.csv": "ucdp",
    }  # fmt: skip
    for path in files:
        assert imports[path.name].size == path.stat().st_size
    assert both.archive_promote(since="2016-10", until="2016-10").rows.kept == 0
    both.undo()
    assert both.list().events == ()


def test_a_whole_archive_is_not_promoted(both: Desk, ucdp: Path) -> None:
    """Something must be asked for."""
    both.archive_add(ucdp)
    with pytest.raises(InvalidInput, match="Name what is to be promoted"):
        both.archive_promote()


def test_the_commands_say_the_same(both: Desk, ucdp: Path, run: Any) -> None:
    """list, search, dyads, archive add, info, check and promote at the keyboard."""
    database = ("--db", str(both.path))
    assert run("archive", "add", str(ucdp), *database).exit_code == 0
    told = run("archive", "info", "--format", "json", *database)
    assert told.exit_code == 0, told.stderr
    [feed] = json.loads(told.stdout)
    assert (feed["feed"], feed["rows"], feed["first"]) == ("ucdp", 4, "2016-09-29")
    assert run("archive", "check", *database).exit_code == 0
    folder = ("--archive", str(both.path.with_suffix(".archive")))
    listed = json.loads(run("list", *folder, "--format", "json", *database).stdout)
    assert [each["handle"] for each in listed] == ["ucdp-1", "ucdp-2", "ucdp-3", "ucdp-4"]
    assert [each["file"] for each in listed] == ["ged.csv"] * 4
    found = json.loads(run("search", "mosul", *folder, "--format", "json", *database).stdout)
    assert [each["handle"] for each in found] == ["ucdp-2"]
    counts = json.loads(run("dyads", *folder, "--format", "json", *database).stdout)["counts"]
    done = run("archive", "promote", "--until", "2016-12", "--new-actor", *database)
    assert done.exit_code == 0, done.stderr
    assert run("dyads", "--format", "json", *database).exit_code == 0
    assert counts
