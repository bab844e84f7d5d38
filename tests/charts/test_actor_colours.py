"""Colours of actors: one each in every picture, told apart by a second code."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tracker import open as open_desk
from tracker.charts.scene import Scene
from tracker.charts.style import theme
from tracker.charts.style.actors import MOST_LOOKS, PATTERNS, Look, Pattern, chip, looks_of
from tracker.desk import Desk
from tracker.errors import InvalidInput
from tracker.model.actor_colours import parse_colour

# Machado, Oliveira and Fernandes (2009), severity 1; and what a printer of one ink leaves.
SEEN = {
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
APART = 0.08


def seen(colour: str, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, ...]:
    """A colour as somebody sees it, in linear light."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return tuple(sum(a * b for a, b in zip(row, linear, strict=True)) for row in matrix)


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("begin", range(12))
def test_each_pair_of_actors_differs_by_colour_or_by_its_second_code(
    sight: str, begin: int
) -> None:
    """Whichever eight actors of a record are in a picture, under each sight two are never alike."""
    codes = [f"A{begin + 3 * number}" for number in range(MOST_LOOKS)]
    order = {f"A{number}": number for number in range(60)}
    looks = looks_of(codes, {}, order)
    assert len(looks) == MOST_LOOKS
    for one, other in combinations(looks.values(), 2):
        colours = (seen(each.colour, SEEN[sight]) for each in (one, other))
        differs = max(abs(a - b) for a, b in zip(*colours, strict=True)) > APART
        assert differs or (one.pattern is not other.pattern and one.glyph is not other.glyph)


def test_patterns_are_different_shapes() -> None:
    """Of one colour no two chips are alike."""
    drawn = {
        pattern: Scene.of(chip(Look("#332288", pattern), 0, 0, 8, 11), 9, 9) for pattern in PATTERNS
    }
    for one, other in combinations(drawn.values(), 2):
        assert (one.areas, one.rules) != (other.areas, other.rules)


def test_an_actor_keeps_its_colour_and_pattern_whoever_else_is_there() -> None:
    """Of the first eight of a record each has the same look in every picture."""
    order = {code: place for place, code in enumerate("ABCDEFGH")}
    alone = {code: looks_of([code], {}, order)[code] for code in order}
    assert looks_of(list(order), {}, order) == alone
    assert looks_of(["H", "B"], {}, order) == {"H": alone["H"], "B": alone["B"]}


def test_no_actor_has_the_colour_of_a_class() -> None:
    """No colour of an actor is taken for a quadrant's."""
    assert not set(theme.ACTORS) & set(theme.COLOURS.values())
    assert len(set(theme.ACTORS)) == len(theme.ACTORS) == MOST_LOOKS


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at a small record."""
    with open_desk(tmp_path / "small.db") as opened:
        for day, who, what in (
            ("2016-10-01", "RUS", "One"), ("2016-10-02", "USA", "Two"), ("2016-10-03", "USA", "Three"),
        ):  # fmt: skip
            opened.add(what, on=day, by=who, to="SYR", type="threat")
        opened.link("one", "two", relation="provokes", likelihood=0.7)
        opened.link("two", "three", relation="provokes", likelihood=0.7)
        yield opened


def colours_in(scene: Scene) -> set[str]:
    """Every colour of a picture."""
    shapes = (*scene.areas, *scene.marks, *scene.boxes)
    found = {getattr(shape, "colour", "") for shape in shapes}
    return found | {box.strip or "" for box in scene.boxes}


def test_a_colour_is_the_same_in_every_picture_whatever_the_filters(desk: Desk) -> None:
    """The second who acted has the second colour, though it is alone in a picture."""
    for picture in (desk.timeline(), desk.timeline(since="2016-10-02"), desk.chain(),
                    desk.ladder("USA", whole=True)):  # fmt: skip
        assert theme.ACTORS[1] in colours_in(picture.scene)
        assert (theme.ACTORS[0] in colours_in(picture.scene)) == (picture.name != "ladder" and (
            "One" in picture.description))  # fmt: skip


def test_a_colour_that_was_set_is_drawn_and_can_be_taken_back(desk: Desk) -> None:
    """It is kept in the database, undone as any change, and `auto` gives the usual one."""
    desk.edit_actor("USA", colour="#123ABC")
    assert "#123abc" in colours_in(desk.timeline().scene)
    assert "#123abc" in colours_in(desk.chain().scene)
    assert (
        next(each for each in desk.actors("USA").values if each.code == "USA").colour == "#123abc"
    )
    desk.undo()
    assert theme.ACTORS[1] in colours_in(desk.timeline().scene)
    desk.edit_actor("USA", colour="navy")
    desk.edit_actor("USA", colour="auto")
    assert theme.ACTORS[1] in colours_in(desk.timeline().scene)


def test_a_colour_of_another_program_that_is_none_is_left_aside(desk: Desk) -> None:
    """Whatever stands in the column, a picture is drawn, and `check` names the row."""
    desk._writing().run("UPDATE actors SET colour = 'url(#x)' WHERE code = 'USA'")
    assert theme.ACTORS[1] in colours_in(desk.timeline().scene)


@pytest.mark.parametrize("text", ["pinkish", "#12", "12345g", "rgb(1,2,3)", ""])
def test_what_is_no_colour_is_refused(text: str) -> None:
    """The sentence says what may stand there."""
    with pytest.raises(InvalidInput, match="say #rrggbb, one of red"):
        parse_colour(text)


def test_the_command_sets_it(run: Keyboard, tmp_path: Path) -> None:
    """`tracker actors edit RUS --colour red` is all it takes."""
    fresh = ("--db", str(tmp_path / "fresh.db"))
    assert (
        run(*fresh, "add", "One", "--on", "2016", "--by", "RUS", "--type", "threat").exit_code == 0
    )
    assert run(*fresh, "actors", "edit", "RUS", "--colour", "red").exit_code == 0
    assert run(*fresh, "timeline", "-o", "t.svg").exit_code == 0
    assert parse_colour("red") in Path("t.svg").read_text(encoding="utf-8")
    refused = run(*fresh, "actors", "edit", "RUS", "--colour", "pinkish")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "'pinkish' is no colour" in refused.stderr


def test_hollow_is_no_pattern_of_the_first() -> None:
    """Whoever acts first is filled, so that the main actor is the plainest."""
    assert looks_of(["A"], {}, {"A": 0})["A"].pattern is Pattern.FULL
