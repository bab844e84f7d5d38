"""From a Scene to a file."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from matplotlib.testing.compare import compare_images

from tracker.charts.chain import chain
from tracker.charts.drawing import figure_of, save, text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.scene import Label, Scene
from tracker.charts.spine import spine
from tracker.charts.timeline import timeline
from tracker.errors import InvalidInput
from tracker.model.text import xml_text
from tracker.store import chronicle
from tracker.store.database import Database

IMAGES = Path(__file__).parent.parent / "images"
TOLERANCE = 1.5
SVG = "http://www.w3.org/2000/svg"
ODD = "".join(
    map(chr, (*range(32), 0x7F, 0x85, 0xAD, 0x200B, 0x202E, 0x2028, 0xFEFF, 0xFFFE, 0xFFFF))
)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_same_scene_gives_the_same_bytes(sample: Database, tmp_path: Path, suffix: str) -> None:
    """Drawn twice, a picture is the same to the byte, in every format."""
    scene = timeline(chronicle.load(sample), Frame(text_width))
    for name in ("one", "two"):
        save(scene, tmp_path / f"{name}{suffix}", dpi=50)
    one, two = ((tmp_path / f"{name}{suffix}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert len(one) > 10_000


def test_text_in_svg_stays_text(sample: Database, tmp_path: Path) -> None:
    """Titles can be searched for in the SVG."""
    save(timeline(chronicle.load(sample), Frame(text_width)), tmp_path / "t.svg")
    assert "Putin cancels his visit to Paris" in (tmp_path / "t.svg").read_text(encoding="utf-8")


def test_the_figure_has_the_size_of_the_scene() -> None:
    """72 points of a scene are an inch of the figure."""
    assert list(figure_of(Scene(144, 72, "#ffffff")).get_size_inches()) == [2, 1]


def test_other_suffixes_are_refused(tmp_path: Path) -> None:
    """A suffix that is no picture's is refused, and no file is left behind."""
    with pytest.raises(InvalidInput, match=r"\.png, \.svg or \.pdf"):
        save(Scene(10, 10, "#ffffff"), tmp_path / "t.gif")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """A folder that is not there is said so, without a traceback."""
    with pytest.raises(InvalidInput, match="cannot be written"):
        save(Scene(10, 10, "#ffffff"), tmp_path / "nowhere" / "t.png")


@pytest.mark.parametrize("name", ["timeline", "chain", "spine"])
def test_the_sample_looks_as_it_did(sample: Database, tmp_path: Path, name: str) -> None:
    """The sample's pictures are those that were looked at and found good."""
    crisis = chronicle.load(sample)
    charts: dict[str, Callable[..., Scene]]
    charts = {"timeline": timeline, "chain": chain, "spine": spine}
    scene = charts[name](crisis, Frame(text_width))
    drawn = tmp_path / f"{name}.png"
    save(scene, drawn, dpi=50)
    golden = IMAGES / f"{name}.png"
    assert golden.exists(), f"Look at {drawn}; if it is good, copy it to tests/images."
    assert compare_images(str(golden), str(drawn), tol=TOLERANCE) is None


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
@pytest.mark.parametrize("odd", ["\ufeff", "\uffff", "\0", "\x1b", "\ud800", ODD], ids=ascii)
def test_no_character_breaks_a_picture(tmp_path: Path, suffix: str, odd: str) -> None:
    """What a format has no room for is left out, in labels, title and description; SVG stays XML."""
    scene = Scene(
        200, 100, "#ffffff", labels=(Label(20, 50, (f"a{odd}b", odd), 10, "#000000"),),
        title=f"One{odd}two", description=odd,
    )  # fmt: skip
    file = tmp_path / f"odd{suffix}"
    save(scene, file)
    assert file.stat().st_size > 500
    if suffix == ".svg":
        texts = [text.text for text in ElementTree.parse(file).iter(f"{{{SVG}}}text")]
        assert texts[0] is not None
        assert (texts[0][0], texts[0][-1]) == ("a", "b")


def test_whatever_xml_forbids_is_left_out() -> None:
    """Every character that stays can stand in XML, and every one that goes cannot."""
    for number in (*range(0x300), *range(0xD700, 0x10100), *range(0x1FFF0, 0x20010), 0x10FFFF):
        letter = chr(number)
        kept = xml_text(letter) == letter
        try:
            ElementTree.fromstring(f"<a>{escape(letter)}</a>".encode())
        except (ElementTree.ParseError, UnicodeEncodeError):
            assert not kept, ascii(letter)
        else:
            assert kept, ascii(letter)
