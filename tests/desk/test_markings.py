import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.marked_record import (
    CANARIES,
    FORMER,
    THINGS,
    build,
    canaries_in,
    canaries_of,
    mark,
)
from tracker.charts.picture import Picture
from tracker.desk import Desk
from tracker.errors import Refused
from tracker.formats.registry import FORMATS
from tracker.model.marking import Marking

WRITTEN = [each.name for each in FORMATS if each.is_written]
PICTURES: dict[str, Callable[..., Picture]] = {
    "timeline": Desk.timeline,
    "lanes of types": lambda desk, **more: desk.timeline(lanes="type", **more),
    "lanes of places": lambda desk, **more: desk.timeline(lanes="place", **more),
    "lanes of accounts": lambda desk, **more: desk.timeline(lanes="account", **more),
    "lanes of tags": lambda desk, **more: desk.timeline(lanes="tag", colour_by="tag", **more),
    "highlight": lambda desk, **more: desk.timeline(highlight="one:four", labels="all", **more),
    "chain": Desk.chain,
    "between": lambda desk, **more: desk.chain(
        "one", "four", turning_points=True, offramps=True, **more
    ),
    "accounts": Desk.accounts_picture,
    "ladder": Desk.ladder,
    "tension": Desk.tension,
    "matrix": Desk.matrix,
    "calendar": Desk.calendar,
    "map": Desk.map,
}
SAVED = ("timeline", "chain", "ladder", "tension", "matrix", "calendar", "map")


@pytest.fixture(scope="module")
def marked_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record with everything of its marked half marked TLP:AMBER; to be read only."""
    path: Path = tmp_path_factory.mktemp("marked") / "marked.db"
    build(path)
    mark(path, dict.fromkeys(THINGS, "TLP:AMBER"))
    return path


@pytest.fixture(scope="module")
def clean_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record in which the marked half never was; to be read only."""
    path: Path = tmp_path_factory.mktemp("clean") / "clean.db"
    build(path, marked=False)
    return path


@pytest.fixture
def marked(marked_path: Path) -> Iterator[Desk]:
    """A desk at the record with a marked half."""
    with Desk(marked_path, "tester") as desk:
        yield desk


@pytest.fixture
def clean(clean_path: Path) -> Iterator[Desk]:
    """A desk at the record without it."""
    with Desk(clean_path, "tester") as desk:
        yield desk


def unidentified(file: Path) -> bytes:
    """A file without the identities of its events, which are drawn anew in each record."""
    return re.sub(rb'"uuid": "[0-9a-f-]{36}"', b'"uuid": ""', file.read_bytes())


@pytest.mark.parametrize("style", WRITTEN)
def test_an_export_is_what_it_would_be_without_what_is_marked(
    style: str, marked: Desk, clean: Desk, tmp_path: Path
) -> None:
    """Every format gives the same bytes as of a record in which nothing marked ever was."""
    (tmp_path / "marked").mkdir()
    (tmp_path / "clean").mkdir()
    # A condition that all meet: a selection brings no registers but those it refers to.
    done = marked.export(tmp_path / "marked" / "x.out", to=style, since="2000")
    clean.export(tmp_path / "clean" / "x.out", to=style, since="2000")
    files = sorted((tmp_path / "marked").iterdir())
    assert files == sorted(done.files)
    for file in files:
        assert unidentified(file) == unidentified(tmp_path / "clean" / file.name)
    assert done.remarks[-1] == (
        "1 event, 2 links, 1 citation, 1 source and 1 note above TLP:CLEAR were left out; "
        "--max-marking AMBER shows them."
    )


@pytest.mark.parametrize("style", WRITTEN)
def test_no_word_of_what_is_marked_leaves_in_an_export(
    style: str, marked: Desk, tmp_path: Path
) -> None:
    """The whole record, with its registers, has none of the words; up to the limit it has them."""
    for limit, there in ((None, False), ("GREEN", False), ("amber", True)):
        folder = tmp_path / str(limit)
        folder.mkdir()
        files = marked.export(folder / "x.out", to=style, max_marking=limit).files
        found = set().union(*(canaries_of(file) for file in files))
        assert bool(found) is there
        if there and style == "jsonl":
            assert found == CANARIES.keys()


@pytest.mark.parametrize("chart", PICTURES)
def test_a_picture_is_what_it_would_be_without_what_is_marked(
    chart: str, marked: Desk, clean: Desk
) -> None:
    """Every shape, label, title and description is that of a record without the marked half."""
    drawn = PICTURES[chart](marked, notes=True)
    assert drawn.scene == PICTURES[chart](clean, notes=True).scene
    assert "above TLP:CLEAR were left out" in drawn.remarks[-1]
    assert canaries_in(repr(PICTURES[chart](marked, max_marking="AMBER").scene).encode())


@pytest.mark.parametrize("chart", SAVED)
@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_no_word_of_what_is_marked_leaves_in_a_file_of_a_picture(
    chart: str, suffix: str, marked: Desk, tmp_path: Path
) -> None:
    """Neither the picture nor its metadata nor its description has any; up to the limit it does."""
    for limit, there in ((None, False), ("AMBER", True)):
        picture = PICTURES[chart](marked, notes=True, dpi=40, max_marking=limit)
        file = picture.save(tmp_path / f"{limit}{suffix}")
        assert bool(canaries_of(file)) is there
        assert bool(canaries_of(picture.save_description(file))) is there


def test_a_report_is_what_it_would_be_without_what_is_marked(marked: Desk, clean: Desk) -> None:
    """The page, with its data and scripts, is that of a record without the marked half."""
    page = marked.report()
    assert page.html == clean.report().html
    assert "above TLP:CLEAR were left out" in page.remarks[-1]
    assert len(canaries_in(marked.report(max_marking="AMBER").html.encode())) > 25


@pytest.mark.parametrize("kind", ["mermaid", "dot"])
def test_the_source_of_a_diagram_is_limited_and_letters_in_a_terminal_are_not(
    kind: str, marked: Desk, clean: Desk
) -> None:
    """What is printed to be drawn elsewhere is limited; what the analyst reads has everything."""
    assert str(marked.timeline_source(kind)) == str(clean.timeline_source(kind))
    assert str(marked.chain_source(kind)) == str(clean.chain_source(kind))
    rows = [row.text for row in marked.text_timeline().rows]
    assert any(row.startswith("[TLP:AMBER] Raid zq01title") for row in rows)
    limited = marked.text_timeline(max_marking="GREEN")
    assert [row.text for row in limited.rows] == [row.text for row in clean.text_timeline().rows]


MARKINGS = st.sampled_from([None, *Marking])


@settings(max_examples=25)
@given(
    markings=st.fixed_dictionaries(dict.fromkeys(THINGS, MARKINGS)),
    limit=st.sampled_from(list(Marking)),
)
def test_a_word_leaves_only_where_all_that_it_hangs_on_is_admitted(
    markings: dict[str, Marking | None],
    limit: Marking,
    marked_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """For any markings and any limit the words in an export are those within the limit."""
    path = tmp_path_factory.mktemp("any") / "any.db"
    shutil.copyfile(marked_path, path)
    mark(path, markings)
    admitted = {
        word
        for word, things in CANARIES.items()
        if all(limit.admits(markings[thing]) for thing in things)
    }
    is_whole = all(limit.admits(each) for each in markings.values())
    with Desk(path, "tester") as desk:
        for style in WRITTEN:
            if style == "i2":  # which is two files
                continue
            out = io.BytesIO()
            with io.TextIOWrapper(out, "utf-8", write_through=True) as text:
                desk.export(text, to=style, max_marking=limit)
                found = canaries_in(out.getvalue())
            assert found <= admitted
            if style == "jsonl":
                assert found == (admitted if is_whole else admitted - FORMER)
        scene = desk.timeline(max_marking=limit, notes=True).scene
        assert canaries_in(repr(scene).encode()) <= admitted
    shown = [limit.admits(each) and each for each in markings.values()]
    assert any(shown) or "TLP:" not in repr(scene)


def test_an_event_that_is_left_out_leaves_no_bound_on_another(marked: Desk) -> None:
    """A date that follows from what is left out is not told; the analyst's own list tells it."""
    assert marked.event("five").event.derived_text == "≥ 2016-10-17"
    assert "17 October 2016" not in marked.report().html
    assert "17 October 2016" in marked.report(max_marking="AMBER").html


def test_an_end_above_the_limit_is_refused_with_the_limit_that_shows_it(marked: Desk) -> None:
    """A chain to what may not be shared says so to the analyst, and how it would be drawn."""
    with pytest.raises(Refused, match=r"is marked TLP:AMBER, above TLP:CLEAR; --max-marking AMBER"):
        marked.chain("one", "zq04handle")
    assert marked.chain("one", "zq04handle", max_marking="amber").title


def test_what_others_mark_while_a_desk_is_open_is_left_out(
    marked_path: Path, tmp_path: Path
) -> None:
    """Each picture is of the markings at its own time."""
    path = Path(shutil.copyfile(marked_path, tmp_path / "shared.db"))
    mark(path, {})
    with Desk(path, "tester") as desk:
        assert canaries_in(desk.export().text.encode())
        mark(path, dict.fromkeys(THINGS, "TLP:GREEN"))
        assert not canaries_in(desk.export().text.encode())
        assert len(desk.list().events) == 6
