"""Pictures and pages as the desk returns them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tracker import open as open_desk
from tracker.charts.registry import CHARTS
from tracker.desk import Desk
from tracker.errors import InvalidInput, Refused
from tracker.model.picture import Palette
from tracker.model.timeline_options import LanesBy, Phase


@pytest.fixture
def desk(run: Keyboard) -> Iterator[Desk]:
    """A desk at a copy of the sample crisis, in an empty folder."""
    with open_desk(run.db) as opened:
        yield opened


@pytest.mark.parametrize("chart", CHARTS)
def test_a_picture_saves_and_shows_itself(desk: Desk, chart: str) -> None:
    """Every chart is a file of any format, and the same SVG in a notebook as in its file."""
    filters = {} if chart == "rivals" else {"since": "2016-09"}  # a table that is drawn whole
    picture = desk.draw(chart, size="220mm", theme="dark", language="de", **filters)
    assert picture.scene.width == pytest.approx(623.6, abs=0.1)
    assert picture.scene.background == "#14171c"
    said = " ".join(label.text.replace("\n", " ") for label in picture.scene.labels)
    assert ("; gewählt: ab September 2016" in said) == bool(filters)
    assert "--" not in said
    assert picture.save() == Path(f"{chart}.png")
    assert picture.save() == Path(f"{chart}-2.png")
    written = picture.save(f"{chart}.svg").read_text(encoding="utf-8")
    assert picture._repr_svg_() == written
    assert picture.description.splitlines()[0].startswith(picture.title)


def test_names_and_values_are_the_same_picture(desk: Desk) -> None:
    """What a person types and what a program holds give one scene."""
    typed = desk.timeline(
        lanes="type", phases=["Talks=2016-09-09/2016-10-03"], labels="10", theme="print",
        focus="2016-10", actor="Moscow",
    )  # fmt: skip
    held = desk.timeline(
        lanes=LanesBy.TYPE, phases=[Phase.parse("Talks=2016-09-09/2016-10-03")], labels=10,
        theme=Palette.PRINT, focus="2016-10", actor=["Moscow"],
    )  # fmt: skip
    assert typed.scene == held.scene
    assert desk.chain(1, 22).scene == desk.chain("1", "22").scene


def test_what_the_filters_left_out_belongs_to_the_picture(desk: Desk) -> None:
    """With `known_by` the remark says how much has no date; what did not happen is told always."""
    desk._writing().run("UPDATE sources SET published = NULL, retrieved = NULL WHERE rowid = 1")
    known = desk.matrix(known_by="2016-10-20")
    assert "so --known-by leaves them out" in " ".join(known.remarks)
    left_out = "Left out, for they did not happen: 1 planned; --status any takes them in."
    assert desk.matrix().remarks == (left_out,)
    assert desk.timeline().remarks == ()
    assert desk.accounts_picture("RUS", "USA").remarks == ("Not drawn: 1 link only denied.",)


def test_a_page_saves_and_shows_itself(desk: Desk) -> None:
    """It is one file, and in a notebook a frame of its own."""
    page = desk.report(since="2016-10", title="Autumn", theme="dark")
    assert page.conclusion.startswith(f"Wrote {page.events} events and their evidence")
    assert page.save("a.html").read_text(encoding="utf-8") == page.html
    assert page.save() == Path("report.html")
    assert page._repr_html_().startswith('<iframe srcdoc="&lt;!DOCTYPE html')
    with pytest.raises(InvalidInput, match=r"ends in \.html or \.htm"):
        page.save("a.pdf")


def test_charts_without_pixels_go_through_the_desk(desk: Desk, run: Keyboard) -> None:
    """Letters and the source of diagrams are what the commands print."""
    chart = desk.text_timeline(columns=90, since="2016-10", title="Autumn")
    shown = {mark.event for mark in desk.timeline(form="lanes", since="2016-10").scene.marks
             if mark.event}  # fmt: skip
    assert (chart.title, len(chart.rows)) == ("Autumn", len(shown))
    printed = run("timeline", "--format", "mermaid", "--title", "Autumn").stdout
    assert f"{desk.timeline_source('mermaid', title='Autumn')}\n" == printed
    printed = run("chain", "1", "nsc-syria", "--format", "dot").stdout
    assert f"{desk.chain_source('dot', 1, 'nsc-syria')}\n" == printed


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"lanes": "colour"}, "There is no lane colour; choose actor, type, place, account"),
        ({"theme": "pink"}, "There is no theme pink"),
        ({"dpi": 5}, "dpi 5 is not between 36 and 1200"),
        ({"colour": "red"}, "There is no filter 'colour'"),
        ({"labels": "few"}, "'few' is no number of labels"),
    ],
)
def test_what_cannot_be_read_is_refused(desk: Desk, options: dict[str, object], said: str) -> None:
    """A sentence names what is wrong, whichever face asks."""
    with pytest.raises(InvalidInput, match=said):
        desk.draw("timeline", **options)


def test_nothing_to_draw_is_refused(desk: Desk) -> None:
    """No event, no chain and nobody who acts are no picture."""
    for chart in ("timeline", "matrix", "calendar"):
        with pytest.raises(Refused, match="No event fits with --since 2030"):
            desk.draw(chart, since="2030")
    with pytest.raises(Refused, match="swap the two"):
        desk.chain(22, 1)
    with pytest.raises(Refused, match="JPN does nothing among the events"):
        desk.ladder("JPN")
    with pytest.raises(Refused, match="SYR and WIKILEAKS did nothing to one another"):
        desk.ladder("SYR", "WIKILEAKS")


def test_a_spine_of_several_pages_goes_into_one_pdf_or_files_beside(desk: Desk) -> None:
    """Each page is as large as asked for; a file that is there is not replaced by a later page."""
    picture = desk.timeline(size="160x80mm")
    assert len(picture.pages) > 2
    assert {page.height for page in picture.pages} == {picture.scene.height}
    assert "Russia" in {label.text for label in picture.pages[-1].labels}  # the key of all
    picture.save("t.pdf")
    found = re.findall(rb"/Type /Page\b", Path("t.pdf").read_bytes())
    assert len(found) == len(picture.pages) < 12
    Path("t-p2.png").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match=r"t-p2\.png is there already"):
        picture.save("t.png")
    assert not Path("t.png").exists()
    picture.save("t.png", force=True)
    assert [file for file in picture.files(Path("t.png")) if not file.exists()] == []
    assert f"{len(picture.pages)} pages of" in picture.conclusion


def test_type_that_is_small_all_the_same_is_told(desk: Desk) -> None:
    """On two inches a spine is made smaller than it is set, and says so."""
    assert desk.timeline(size="85mm").cautions == ()
    assert "its type is" in desk.timeline(size="2in").cautions[0]


def test_the_form_of_a_timeline_follows_from_what_is_asked(desk: Desk) -> None:
    """A spine where each event has room; lanes where one of their options is given."""
    spine = desk.timeline()
    assert spine.scene == desk.draw("spine").scene == desk.timeline(form="spine").scene
    for own in ({"lanes": "type"}, {"labels": 10}, {"focus": "2016-10"}, {"form": "lanes"}):
        assert desk.timeline(**own).scene.stretches
    assert not spine.scene.stretches
    with pytest.raises(InvalidInput, match="nothing of --focus"):
        desk.timeline(form="spine", focus="2016-10")


def test_an_empty_subtitle_leaves_out_what_stands_there(desk: Desk) -> None:
    """A text stands over what is said under the title; an empty one takes its place."""
    said = [
        "\n".join(label.text for label in desk.timeline(subtitle=text).scene.labels)
        for text in (None, "By us", "")
    ]
    assert ["28 events" in each for each in said] == [True, True, False]
    assert "By us" in said[1]
