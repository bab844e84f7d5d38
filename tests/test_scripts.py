"""The commands that a fresh clone is promised."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def in_own_environment() -> None:
    """Skip where the tests run in another environment than the one the scripts make."""
    if Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        pytest.skip("scripts/test runs this, in the .venv that it makes")


@pytest.mark.usefixtures("in_own_environment")
def test_the_demo_draws_the_sample_and_leaves_it_alone(tmp_path: Path) -> None:
    """Run from anywhere, the demo draws four pictures, prints the strongest chain, and that is all."""
    before = sha256((ROOT / "events.db").read_bytes()).hexdigest()
    done = subprocess.run(
        [str(ROOT / "scripts/demo")],
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1. strength 0.49 to 0.85  over 4 links and 380 days" in done.stdout
    assert "◀ weakest" in done.stdout
    for name in ("timeline.svg", "timeline.png", "chain.svg", "chain.png", "map.svg", "map.png"):
        assert (ROOT / "out" / name).stat().st_size > 10_000
    assert sha256((ROOT / "events.db").read_bytes()).hexdigest() == before
    assert list(tmp_path.iterdir()) == []


def test_the_sample_of_the_checkout_cannot_be_changed_by_accident(
    tracker_command: list[str], environment: dict[str, str]
) -> None:
    """In the checkout itself, a command that would write to the sample is refused."""
    del environment["TRACKER_DB"]
    for words in (["remove", "1"], ["undo"], ["database", "migrate"]):
        done = subprocess.run(
            [*tracker_command, *words],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "tracker database backup mine.db" in done.stderr
