"""Questions at a terminal: edited, completed, corrected, left and come back to."""

import subprocess
from pathlib import Path

import pytest

from tests.commands.terminal import at_terminal
from tests.conftest import rows

pytest.importorskip("readline", reason="lines are edited by readline")

TOLD = [("What happened", "Envoys leave"), ("Date", "2017-01-12"), ("Type", "talks"),
        ("By whom", "RUS"), ("To whom", "USA")]  # fmt: skip
ADDED = [("Source", ""), ("Record, edit or leave", "r")]


def drafts(folder: Path) -> list[Path]:
    """The drafts that are kept in a folder."""
    return sorted(folder.glob("*.draft"))


def test_lines_are_edited(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """Ctrl-A goes to the beginning, Ctrl-E to the end, Ctrl-W takes a word out."""
    typed = "leave quickly\x17\x01Envoys \x05early"
    seen = at_terminal(
        [*tracker_command, "add"], environment, [("What happened", typed), *TOLD[1:], *ADDED]
    )
    assert (seen.code, seen.stdout) == (0, "2017-01-12-envoys-leave-early\n")
    assert "Envoys leave early" in {row[2] for row in rows(sample_copy)["events"]}


def test_tab_completes_and_the_arrow_brings_back_what_was_recorded_last(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """A word of a name does; types come with what counts as one; up is the last event's place."""
    seen = at_terminal(
        [*tracker_command, "add", "Envoys leave"],
        environment,
        [
            ("Date", "2017-01-12"),
            ("Type", "thr\t\t\x15talks-susp\t"),
            ("By whom", "mosc\t, wik\t"),
            ("To whom", ""),
            ("Source", ""),
            ("Record, edit or leave", "because"),
            ("What led to it", "plutonium\t"),
            ("How, as", "prov\t"),
            ("How likely", "almost c\t"),
            ("Record, edit or leave", "place"),
            ("Where", "\x1b[A"),
            ("Record, edit or leave", "r"),
        ],
    )
    assert seen.code == 0, seen.screen
    assert "threat-of-force  Threat of force" in seen.screen
    [event] = [row for row in rows(sample_copy)["events"] if row[0] == 29]
    assert "talks-suspension" in event
    assert "Syria" in event
    actors = [row[3] for row in rows(sample_copy)["event_actors"] if row[0] == 29]
    assert actors == ["RUS", "WIKILEAKS"]
    assert "2016-10-03-pmda-suspended → 2017-01-12-envoys-leave: provokes, almost certain" in (
        " ".join(seen.screen.split())
    )


def test_an_unknown_name_costs_nothing_of_the_rest(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """Each unknown name is one of its like, a new one, or typed again; a new type is recorded."""
    seen = at_terminal(
        [*tracker_command, "add", "Envoys leave"],
        environment,
        [
            ("Date", "2017-01-12"),
            ("Type", "walk out"),
            ("Record a new one", "n"),
            ("Its code", ""),
            ("Its name", ""),
            ("What counts", "Delegates leave a meeting."),
            ("By whom", "Rusia, Zzyzx, Damscus"),
            ("Which is meant", "1"),
            ("Record a new one", ""),
            ("What is Zzyzx", "comp\t"),
            ("Which is meant", "Syria"),
            ("To whom", ""),
            ("Source", ""),
            ("Record, edit or leave", "r"),
        ],
    )
    assert seen.code == 0, seen.screen
    actors = [row[3] for row in rows(sample_copy)["event_actors"] if row[0] == 29]
    assert actors == ["RUS", "ZZYZX", "SYR"]
    kinds = {row[0]: row[2] for row in rows(sample_copy)["actors"]}
    assert kinds["ZZYZX"] == "company"
    assert "walk-out" in {row[0] for row in rows(sample_copy)["types"]}


def test_what_is_refused_at_the_end_is_corrected_there(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """The event stays, a field of it is said anew, and it is added then."""
    seen = at_terminal(
        [*tracker_command, "add", "Envoys leave"],
        environment,
        [
            *TOLD[1:],
            ("Source", ""),
            ("Record, edit or leave", "handle"),
            ("A handle", "7"),
            ("Record, edit or leave", "r"),
            ("Record, edit or leave", "hand"),
            ("A handle", "\x15envoys"),
            ("Record, edit or leave", "r"),
        ],
    )
    assert (seen.code, seen.stdout) == (0, "envoys\n")
    assert "Not added: The handle '7' must be words" in " ".join(seen.screen.split())


def test_a_twin_is_added_only_where_that_is_meant(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """An event of the same date and title is asked about; who says no corrects it."""
    title = ("What happened", "Moscow suspends the plutonium disposition pact")
    told = [title, ("Date", "2016-10-03"), *TOLD[2:], *ADDED]
    changed = [
        ("Record, edit or leave", "title"),
        ("What happened", " again"),
        ("Record, edit or leave", "r"),
    ]
    for answers, count in (
        ([*told, ("another one", ""), *changed], 29),
        ([*told, ("another one", "y"), ("Record, edit or leave", "r")], 30),
    ):
        seen = at_terminal([*tracker_command, "add"], environment, answers)
        assert seen.code == 0, seen.screen
        assert len(rows(sample_copy)["events"]) == count


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_who_leaves_comes_back_to_the_answers(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path, key: str
) -> None:
    """Ctrl-C and Ctrl-D keep what was answered; add goes on from there, and then it is gone."""
    before = rows(sample_copy)
    seen = at_terminal([*tracker_command, "add"], environment, [*TOLD, ("Source", key)])
    assert seen.code == 1
    assert "What you answered is kept; `tracker add` goes on with it." in seen.screen
    assert rows(sample_copy) == before
    [kept] = drafts(sample_copy.parent)
    assert kept.stat().st_mode & 0o077 == 0
    seen = at_terminal([*tracker_command, "add"], environment, [("Go on with it?", ""), *ADDED])
    assert "A draft is kept: 2017-01-12 RUS > USA talks: Envoys leave" in seen.screen
    assert (seen.code, seen.stdout) == (0, "2017-01-12-envoys-leave\n")
    assert not drafts(sample_copy.parent)


def test_a_draft_stays_until_it_is_dropped(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """Another event can be added beside it; what is dropped is gone."""
    command = [*tracker_command, "add"]
    at_terminal(command, environment, [TOLD[0], ("Date", "\x03")])
    [kept] = drafts(sample_copy.parent)
    text = kept.read_text()
    other = [("What happened", "Envoys return"), *TOLD[1:], *ADDED]
    no = [("Go on with it?", "n"), ("Drop it?", "n")]
    assert at_terminal(command, environment, [*no, *other]).code == 0
    assert kept.read_text() == text
    yes = [("Go on with it?", "n"), ("Drop it?", ""), ("What happened", "\x03")]
    assert at_terminal(command, environment, yes).code == 1
    assert not drafts(sample_copy.parent)


def test_who_leaves_at_the_likelihood_keeps_the_cause(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """The cause that was named stands in the draft, with what was said of how it led there."""
    at_terminal(
        [*tracker_command, "add"],
        environment,
        [*TOLD, *ADDED[:-1], ("Record, edit or leave", "because"), ("What led to it", "talks-suspended"),
         ("How, as", "provokes"), ("How likely", "\x03")],
    )  # fmt: skip
    [kept] = drafts(sample_copy.parent)
    assert "talks-suspended,provokes" in kept.read_text()


def test_a_title_begins_another_event_than_the_draft(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """The draft stays as it is, and the title is that of the event which is added."""
    command = [*tracker_command, "add"]
    at_terminal(command, environment, [TOLD[0], ("Date", "\x03")])
    [kept] = drafts(sample_copy.parent)
    text = kept.read_text()
    seen = at_terminal([*command, "Envoys return"], environment, [*TOLD[1:], *ADDED])
    assert "A draft is kept:" in seen.screen
    assert (seen.code, seen.stdout) == (0, "2017-01-12-envoys-return\n")
    assert kept.read_text() == text


def test_without_a_terminal_add_needs_a_title(
    environment: dict[str, str], tracker_command: list[str]
) -> None:
    """`tracker add` alone asks nobody where nobody is there."""
    done = subprocess.run(
        [*tracker_command, "add"], env=environment, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("Error: The event needs a title")


def test_enter_at_the_last_question_records_nothing(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """It is told what the answers do, and asked again; leaving keeps them for the next time."""
    before = rows(sample_copy)
    last = "Record, edit or leave"
    seen = at_terminal(
        [*tracker_command, "add"],
        environment,
        [*TOLD, *ADDED[:-1], (last, ""), (last, "qqq"), (last, "edit"), ("Which field", "pla"),
         ("Where", "Vienna"), (last, "l")],
    )  # fmt: skip
    assert seen.code == 1
    assert " ".join(seen.screen.split()).count("r records it, l leaves it for later") == 2
    assert rows(sample_copy) == before
    [kept] = drafts(sample_copy.parent)
    assert '"Vienna"' in kept.read_text()


def test_leaving_beside_another_draft_says_that_nothing_is_kept(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """There is one draft: who would lose the answers is asked, and may record them instead."""
    command = [*tracker_command, "add"]
    at_terminal(command, environment, [TOLD[0], ("Date", "\x03")])
    seen = at_terminal(
        [*command, "Envoys return"],
        environment,
        [*TOLD[1:], *ADDED[:-1], (ADDED[-1][0], "leave"), ("Go on?", ""), ADDED[-1]],
    )
    assert (seen.code, seen.stdout) == (0, "2017-01-12-envoys-return\n")
