"""Completion in the shells themselves, each in a home of its own; those that are not there skipped."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.terminal import at_terminal

PMDA = "2016-10-03-pmda-suspended"


@pytest.fixture
def home(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of a home with `tracker` on its path, and a file that a line may name."""
    folder = tmp_path / "home"
    (folder / "bin").mkdir(parents=True)
    program = folder / "bin" / "tracker"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n')
    program.chmod(0o755)
    (folder / "alpha.csv").write_text("title\n")
    path = f"{folder / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
    return {**environment, "HOME": str(folder), "PATH": path, "TERM": "xterm", "PS1": "ready> "}


def script_for(shell: str, home: dict[str, str]) -> Path:
    """The file of the script by which a shell completes, as `--show-completion` prints it."""
    done = subprocess.run(
        ["tracker", "--show-completion", shell],
        env={**home, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    path = Path(home["HOME"], f"completion.{shell}")
    path.write_text(done.stdout)
    return path


def bash(home: dict[str, str], *lines: str) -> str:
    """What a terminal shows of lines typed at bash, Tab and all."""
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    script = script_for("bash", home)
    rc = Path(home["HOME"], "rc")
    rc.write_text(f"PS1='ready> '\nset +o history\ncd \"$HOME\"\nsource '{script}'\n")
    answers = [("ready> ", line) for line in (*lines, "exit")]
    return at_terminal(
        ["bash", "--rcfile", str(rc), "-i"], home, answers, stdout_too=True
    ).screen.replace("\x07", "")


def test_bash_completes_by_a_word_of_the_title_in_any_case(home: dict[str, str]) -> None:
    """The handle takes the place of what was typed."""
    assert f"{PMDA}  (event 11)" in bash(home, "tracker show PLUTON\t")


def test_bash_lists_what_is_ambiguous_and_keeps_what_was_typed(home: dict[str, str]) -> None:
    """Handles that begin alike do not take the place of the word that they were found by."""
    shown = bash(home, "tracker show suspend\t\t")
    assert "2016-10-03-talks-suspended" in shown
    assert shown.count("tracker show suspend") == 2


def test_bash_completes_files_only_where_files_go(home: dict[str, str]) -> None:
    """A file to read is one; a title is none, and has nothing to be completed."""
    shown = bash(home, "tracker import alp\t--help", "tracker add alp\t --help")
    assert "tracker import alpha.csv" in shown
    assert "tracker add alp --help" in shown


def test_bash_keeps_words_together(home: dict[str, str]) -> None:
    """The blank in a likelihood is escaped."""
    shown = bash(home, "tracker link 1 2 --likelihood almost\tc\t")
    assert "leads-to, almost certain (0.95 to 0.99)" in " ".join(shown.split())


@pytest.mark.skipif(shutil.which("fish") is None, reason="needs fish")
@pytest.mark.parametrize(
    ("line", "found"),
    [("tracker show pmda", PMDA), ("tracker list --actor WIK", "WIKILEAKS"),
     ("tracker import alp", "alpha.csv"), ("tracker add alp", "")],
)  # fmt: skip
def test_fish_completes(home: dict[str, str], line: str, found: str) -> None:
    """Names in any case, and files only where files go."""
    script = script_for("fish", home)
    done = subprocess.run(
        ["fish", "-N", "-c", f"source '{script}'; complete -C '{line}'"],
        env=home, cwd=home["HOME"], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.partition("\t")[0].strip() == found


@pytest.mark.skipif(shutil.which("zsh") is None, reason="needs zsh")
def test_zsh_completes(home: dict[str, str]) -> None:
    """The handle takes the place of a word of its title; a title is not completed by files."""
    script = script_for("zsh", home)
    Path(home["HOME"], ".zshrc").write_text(
        f"autoload -Uz compinit; compinit -u\nPS1='ready> '\ncd ~\nsource '{script}'\n"
    )
    answers = [
        ("ready> ", "tracker show PLUTON\t"),
        ("ready> ", "tracker add alp\t--help"),
        ("ready> ", "exit"),
    ]
    shown = at_terminal(["zsh", "-i"], home, answers, stdout_too=True).screen
    assert PMDA in shown
    assert "alpha.csv" not in shown
