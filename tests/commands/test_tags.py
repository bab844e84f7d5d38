"""Tags: words of the analyst's own, by which events are found, drawn and exchanged."""

import json
from pathlib import Path

import pytest

from tests.conftest import Keyboard, curated
from tracker.formats.registry import format_named


@pytest.fixture
def tagged(run: Keyboard) -> Keyboard:
    """The sample with three tags on four events."""
    run("edit", "pmda-suspended", "--tag", "Arms control")
    run("edit", "nsc-syria", "--tag", "Aleppo", "--tag", "National Security Council")
    run("edit", "aid-convoy", "--tag", "ALEPPO")
    run("add", "Talks", "--on", "2016-11-02", "--type", "talks", "--tag", "arms CONTROL")
    return run


def listed(run: Keyboard, *words: str) -> list[str]:
    """The handles of the events that a list with these filters has."""
    return [each["handle"] for each in json.loads(run("list", *words, "-f", "json").stdout)]


def test_a_tag_is_spelled_as_it_was_first(tagged: Keyboard) -> None:
    """Case and width make no other tag; the list counts the events of each."""
    rows = json.loads(tagged("tags", "list", "-f", "json").stdout)
    assert rows == [
        {"label": "Aleppo", "events": 2},
        {"label": "Arms control", "events": 2},
        {"label": "National Security Council", "events": 1},
    ]
    assert "tags       Aleppo, National Security Council" in tagged("show", "nsc-syria").stdout


def test_events_are_found_by_any_of_several_tags(tagged: Keyboard) -> None:
    """In whatever case; with the other filters; and in every question."""
    both = listed(tagged, "--tag", "aleppo", "--tag", "arms control")
    assert len(both) == 4
    assert listed(tagged, "--tag", "aleppo", "--actor", "USA") == ["2016-10-14-nsc-syria-options"]
    found = tagged("causes", "nsc-syria", "--tag", "aleppo")
    assert "with --tag aleppo" in found.stderr


def test_an_unknown_tag_is_refused_with_near_ones(tagged: Keyboard) -> None:
    """A misspelled tag finds nothing silently: it is an error."""
    shown = tagged("list", "--tag", "alepo")
    assert shown.exit_code == 3
    assert "There is no tag 'alepo'. Did you mean Aleppo? `tracker tags list`" in shown.stderr


def test_an_edit_replaces_all_tags_and_an_empty_one_clears_them(tagged: Keyboard) -> None:
    """As it does with the actors of a side; an edit without --tag leaves them."""
    tagged("edit", "nsc-syria", "--tag", "Syria")
    tagged("edit", "nsc-syria", "--place", "Washington")
    assert listed(tagged, "--tag", "Syria") == ["2016-10-14-nsc-syria-options"]
    assert listed(tagged, "--tag", "Aleppo") == ["2016-09-19-aid-convoy-struck"]
    tagged("edit", "nsc-syria", "--tag", "")
    assert tagged("list", "--tag", "Syria").exit_code == 3


def test_tags_are_renamed_and_merged_until_undone(tagged: Keyboard) -> None:
    """An event that has both keeps one; a name that is there is no new spelling."""
    before = curated(tagged.db)
    taken = tagged("tags", "rename", "aleppo", "ARMS control")
    assert taken.exit_code == 1
    assert "`tracker tags merge` joins the two" in taken.stderr
    assert tagged("tags", "rename", "Aleppo", "Aleppo").exit_code == 0
    assert len(listed(tagged, "--tag", "Aleppo")) == 2
    assert tagged("tags", "rename", "aleppo", "ALEPPO").stderr == "'Aleppo' is now 'ALEPPO'.\n"
    tagged("tags", "merge", "national security council", "aleppo")
    assert json.loads(tagged("tags", "list", "-f", "json").stdout)[0] == {
        "label": "ALEPPO", "events": 2,
    }  # fmt: skip
    tagged("undo")
    tagged("undo")
    assert curated(tagged.db) == before


def test_tags_go_with_their_event_and_to_the_one_it_is_merged_into(tagged: Keyboard) -> None:
    """Removing takes them away, undoing brings them back; a merger joins them."""
    before = curated(tagged.db)
    tagged("remove", "aid-convoy")
    assert listed(tagged, "--tag", "aleppo") == ["2016-10-14-nsc-syria-options"]
    tagged("undo")
    assert curated(tagged.db) == before
    tagged("duplicates", "--merge", "2016-11-02-talks", "nsc-syria")
    assert listed(tagged, "--tag", "aleppo", "--tag", "arms control", "--since", "2016-11") == [
        "2016-11-02-talks"
    ]


@pytest.mark.parametrize("style", ["jsonl", "csv", "stix", "gexf", "graphml"])
def test_tags_survive_a_format_that_is_read_again(
    tagged: Keyboard, tmp_path: Path, style: str
) -> None:
    """Written and read into another record, the same events have the same tags."""
    target = (
        tmp_path / f"out{format_named(style).suffixes[0] if format_named(style).suffixes else ''}"
    )
    out = tagged("export", "--to", style, str(target), "--tag", "aleppo", "--tag", "arms control",
                 "--account", "analyst")  # fmt: skip
    assert out.exit_code == 0, out.stderr
    other = tmp_path / "other.db"
    read = tagged("import", str(target), "--from", style, "--new-actor", "--db", str(other))
    assert read.exit_code == 0, read.stderr
    counts = {
        row["label"]: row["events"]
        for row in json.loads(tagged("tags", "list", "-f", "json", "--db", str(other)).stdout)
    }
    assert counts == {"Aleppo": 2, "Arms control": 2, "National Security Council": 1}


def test_other_formats_name_tags_or_count_what_they_omit(tagged: Keyboard) -> None:
    """Calendars, chronologies and Timesketch have room for them; what has none says so."""
    assert "CATEGORIES:deliberation,Aleppo,National Security Council" in tagged(
        "export", "--to", "ical", "-"
    ).stdout.replace("\r\n ", "")
    assert (
        "; Aleppo, National Security Council)" in tagged("export", "--to", "markdown", "-").stdout
    )
    sketch = tagged("export", "--to", "timesketch", "-", "--tag", "aleppo").stdout
    assert json.loads(sketch.splitlines()[0])["tag"] == ["Aleppo"]
    assert "tags (4)" in tagged("export", "--to", "vis", "-").stderr


def test_a_timeline_has_lanes_and_colours_by_tag(tagged: Keyboard, tmp_path: Path) -> None:
    """An event of two tags stands in the lane of each; colours are named in the legend."""
    target = tmp_path / "tags.svg"
    drawn = tagged("timeline", "--lanes", "tag", "--colour-by", "tag", "-o", str(target))
    assert drawn.exit_code == 0, drawn.stderr
    svg = target.read_text(encoding="utf-8")
    assert svg.count("Arms control") >= 2  # the lane, and the legend
    assert "claimed by" not in svg  # one scheme of colours at a time
    assert tagged("timeline", "--colour-by", "actor", "-o", str(target)).exit_code == 2


def test_differences_of_tags_are_differences(tagged: Keyboard, tmp_path: Path) -> None:
    """Two records are compared by them; two events alike but for tags are not the same in all."""
    copy = tmp_path / "before.db"
    tagged("database", "backup", str(copy))
    tagged("edit", "nsc-syria", "--tag", "Other")
    shown = tagged("compare", str(copy), str(tagged.db)).stdout
    assert "tags Aleppo, National Security Council → Other" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("tag", "reason"),
    [("a;b", "contains a semicolon"), ("x" * 81, "keep it to 80"), ("a\x1bb", "U+001B")],
)
def test_what_is_no_tag_is_refused(run: Keyboard, tag: str, reason: str) -> None:
    """Nothing is stored, and the sentence says why."""
    before = curated(run.db)
    shown = run("edit", "nsc-syria", "--tag", tag)
    assert shown.exit_code == 2
    assert reason in shown.stderr
    assert curated(run.db) == before


def test_the_report_and_the_page_show_tags(tagged: Keyboard, tmp_path: Path) -> None:
    """They stand with the facts of the event."""
    target = tmp_path / "report.html"
    tagged("report", "-o", str(target))
    assert "· Aleppo · National Security Council ·" in target.read_text(encoding="utf-8")


def test_an_older_state_of_the_record_changes_nothing(tagged: Keyboard, tmp_path: Path) -> None:
    """What only the record changed since the file was written stays as it is."""
    tagged("note", "nsc-syria", "Who was in the room?")
    target = tmp_path / "out.jsonl"
    tagged("export", "--to", "jsonl", str(target))
    assert "is there with" not in tagged("import", str(target)).stderr
    tagged("note", "nsc-syria", "--remove", "1")
    tagged("edit", "nsc-syria", "--tag", "ALEPPO")
    assert "Added nothing." in tagged("import", str(target)).stderr
    assert notes_and_tags(tagged) == ([], ["Aleppo"])
    tagged("edit", "nsc-syria", "--tag", "Aleppo", "--tag", "National Security Council")
    tagged("note", "nsc-syria", "Mine")
    assert "Added nothing." in tagged("import", str(target)).stderr
    assert notes_and_tags(tagged) == (["Mine"], ["Aleppo", "National Security Council"])


def notes_and_tags(run: Keyboard) -> tuple[list[str], list[str]]:
    """The notes and the tags of the event that the tests change."""
    shown = json.loads(run("show", "nsc-syria", "-f", "json").stdout)
    return [each["text"] for each in shown["notes"]], shown["tags"]


def test_an_edit_to_what_is_so_already_is_not_recorded(tagged: Keyboard) -> None:
    """Tags and actors too, so that no undo stops at it."""
    history = tagged("history", "-f", "json").stdout
    done = tagged("edit", "aid-convoy", "--tag", "aleppo")
    assert done.stderr == "Event 7 is so already.\n"
    by = [each for row in rows_of(tagged, "aid-convoy")["by"] for each in ("--by", row)]
    tagged("edit", "aid-convoy", *by)
    assert tagged("history", "-f", "json").stdout == history


def rows_of(run: Keyboard, event: str) -> dict[str, list[str]]:
    """An event as JSON has it."""
    shown: dict[str, list[str]] = json.loads(run("show", event, "-f", "json").stdout)
    return shown
