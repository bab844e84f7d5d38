"""The fuzzer: it makes the same inputs for a seed, covers every reader, and finds what breaks."""

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tracker.charts.registry import CHARTS
from tracker.formats.feeds import icb
from tracker.formats.registry import FORMATS

SCRIPTS = Path(__file__).parent.parent / "scripts"


class Alone:
    """What the fuzzer has in each of its processes, without their limits on memory."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def kind_of(self, _: str) -> Any:
        """The only kind there is."""
        return self.kind


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The readers with a record of their own."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    from fuzzing import run
    from fuzzing.readers import Readers
    from fuzzing.record import make_record

    made = Readers(tmp_path, make_record(tmp_path / "record.db"))
    monkeypatch.setattr(run, "_worker", Alone(made))
    return made


def test_every_format_is_fuzzed(readers: Any, tmp_path: Path) -> None:
    """Each that is read, each that is written, each chart in each kind of picture."""
    from fuzzing.ways_out import WaysOut

    assert {each.name for each in FORMATS if each.is_read} <= set(readers.names())
    out = WaysOut(tmp_path, readers.record).names()
    assert {f"export {each.name}" for each in FORMATS if each.is_written} <= set(out)
    assert {f"draw {chart} {end}" for chart in CHARTS for end in (".svg", ".png", ".pdf")} <= set(
        out
    )


def test_a_seed_gives_the_same_inputs(readers: Any) -> None:
    """However often they are made."""
    for name in readers.names():
        first, second = (
            [readers.make(dice, name) for _ in range(5)]
            for dice in (random.Random(f"7 {name}"), random.Random(f"7 {name}"))
        )
        assert first == second


def test_what_breaks_is_counted_made_small_and_kept(
    readers: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A mistake in a reader is a failure with its place, and a small input shows it again."""
    from fuzzing import run

    def mistaken(_: str) -> bool:
        raise KeyError("a mistake")

    assert not run.run_block("icb", 1, 0, 5).failures
    monkeypatch.setattr(icb, "_is_number", mistaken)
    tally = run.run_block("icb", 1, 0, 5)
    assert sum(tally.failures.values()) > 0
    [place] = tally.failures
    assert place.startswith("KeyError at formats/feeds/icb.py:")
    run.keep_failures([tally], tmp_path / "kept")
    [file] = [each for each in (tmp_path / "kept").iterdir() if not each.name.endswith(".csv.txt")
              and not each.name.endswith(".txt")]  # fmt: skip
    given, _ = tally.first[place]
    assert file.stat().st_size <= len(given.data)
    assert "icb: KeyError at " in capsys.readouterr().out


def test_the_script_says_what_it_did(tmp_path: Path) -> None:
    """A table of the readers with their inputs, and exit 0 where all were answers or sentences."""
    done = subprocess.run(
        [sys.executable, "-m", "fuzzing.run", "--inputs", "6", "--pictures", "1", "--seed", "5",
         "--only", "midi", "--only", "matrix .svg", "--processes", "1"],
        env={"PYTHONPATH": f"{SCRIPTS}:{SCRIPTS.parent}", "PATH": "/usr/bin:/bin"},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[1:-1]] == ["midip", "midi", "draw"]
    assert lines[-1] == "13 inputs of seed 5: 0 were no sentence and no answer."
    assert list(tmp_path.iterdir()) == []
