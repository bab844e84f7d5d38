"""What is printed in windows of few columns: nothing wider, nothing cut, what is left out named."""

import json

import pytest
from rich.cells import cell_len

from tests.conftest import Keyboard
from tracker.output.talk import broken, fitted

COMMANDS = (
    "list", "show 11", "search moscow", "log --rows -n 3", "paths 1 22", "turning-points 1 22",
    "offramps 1 22", "causes 22", "accounts", "dyads", "formats", "actors list --used", "types list",
    "sources list", "relations list", "check", "duplicates --at-least 0.4", "claims", "chain 1 22",
)  # fmt: skip


@pytest.mark.parametrize("width", ["40", "60", "80"])
def test_nothing_is_wider_than_the_window(run: Keyboard, width: str) -> None:
    """Lists, chains and tables alike."""
    for command in COMMANDS:
        done = run(*command.split(), COLUMNS=width)
        assert done.exit_code == 0, (command, done.stderr)
        widest = max(map(cell_len, done.stdout.splitlines()), default=0)
        assert widest <= int(width), command


def test_a_table_without_room_is_printed_row_by_row(run: Keyboard) -> None:
    """Whole values, which a column of two letters would cut."""
    narrow = run("dyads", COLUMNS="40").stdout
    assert "upon whom    RUS" in narrow
    for row in json.loads(run("types", "list", "--format", "json").stdout):
        assert row["label"] in run("types", "list", row["code"], COLUMNS="40").stdout


def test_columns_that_are_left_out_are_named(run: Keyboard) -> None:
    """And how they can be seen; where all are there, nothing is said."""
    done = run("causes", "22", COLUMNS="60")
    assert "date" not in done.stdout.splitlines()[0]
    assert "No room for date" in done.stderr
    assert "No room" not in run("tags", "list", COLUMNS="200").stderr
    assert "No room" not in run("causes", "22", COLUMNS="300").stderr


def test_sentences_are_broken_by_the_columns_that_signs_take() -> None:
    """A Chinese sign takes two; a word wider than the window is broken, too."""
    text = "中国外交部发言人 " * 6 + "https://example.org/" + "a" * 60
    assert max(map(cell_len, broken(text, 30).splitlines())) <= 30
    for width in range(8, 20):
        assert cell_len(fitted(text, width)) <= width
