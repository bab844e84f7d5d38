"""What is printed in windows of few columns: nothing wider, nothing cut, what is left out named."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.commands.terminal import at_terminal
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


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_findings_name_whole_handles_and_dates_as_readers_see_them(
    run: Keyboard, width: str
) -> None:
    """Where the table has no room for a handle, each finding stands by itself."""
    done = run("add", "Moscow warns", "--on", "2016-11", "--type", "threat",
               "--source", "Early news", "--published", "2016-10-01")  # fmt: skip
    assert done.exit_code == 0, done.stderr
    found = json.loads(run("check", "--format", "json").stdout)
    kept = run("check", "--rule", "published", "--edtf", COLUMNS=width).stdout
    assert "2016-10-01" in kept
    printed = run("check", "--rule", "chokepoint", "--rule", "published", COLUMNS=width).stdout
    words = set(printed.split())
    for each in found:
        if each["rule"] in ("chokepoint", "published"):
            assert each["about"] in words
    assert any("2016-10-01" in each["message"] for each in found)
    assert "1 October 2016" in " ".join(printed.split())
    assert "2016-10-01," not in printed


ODD_DATES = """\
[1999-05-03,1999-05-09..1999-05-12] IND statement: One of a set of days
1999-07-04T14:00:00-04:00/1999-07-04T17:30:00-04:00 USA statement: A clocked interval
1999-05/.. PAK statement: Open ended
199X statement: 会谈在新德里举行没有任何结果双方各自坚持自己的立场
1999-21 statement: https://www.example.org/a/very/long/address/that/cannot/be/broken/1999
"""


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("edtf", [(), ("--edtf",)])
def test_a_timeline_of_letters_cuts_nothing(
    tmp_path: Path, tracker_command: list[str], environment: dict[str, str], width: int,
    edtf: tuple[str, ...],
) -> None:  # fmt: skip
    """Long dates, titles without blanks and of wide signs are broken, and all of them is there."""
    given = {**environment, "TRACKER_DB": str(tmp_path / "odd.db"), "COLUMNS": str(width)}
    add = [*tracker_command, "add", "-"]
    subprocess.run(add, input=ODD_DATES, env=given, check=True, text=True, capture_output=True)
    seen = at_terminal([*tracker_command, "timeline", *edtf], given, (), stdout_too=True)
    assert seen.code == 0, seen.screen
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in seen.screen.splitlines()]
    assert max(map(cell_len, lines)) <= width
    begin = next(line.index("One of") for line in lines if "One of" in line)
    dates, titles = ("".join("".join(part).split()) for part in zip(
        *((line[:16], line[begin:]) for line in lines), strict=True
    ))  # fmt: skip
    for line in ODD_DATES.splitlines():
        date, _, title = line.partition(": ")
        assert "".join(title.split()) in titles
        assert not edtf or date.split()[0] in dates
