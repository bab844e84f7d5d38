"""The commands that a fresh clone is promised."""

import os
import shutil
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


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What of a fresh clone the tests on Spark need before anything is installed."""
    for name in ("scripts", "locks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_spark_without_java_is_skipped(checkout: Path, tmp_path: Path) -> None:
    """With the reason, as a step that went well, and nothing is installed."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "dirname", "env"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    done = subprocess.run(
        [str(checkout / "scripts/test-spark")],
        env={"PATH": str(tools)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "The tests on Spark are skipped: Spark needs Java, which is missing.\n"
    assert not (checkout / ".venv-spark").exists()


def test_spark_whose_libraries_cannot_be_had_is_skipped(checkout: Path, tmp_path: Path) -> None:
    """Where no index answers, what pip said stands before the reason."""
    tools = tmp_path / "bin"
    tools.mkdir()
    java = tools / "java"
    java.write_text("#!/bin/sh\n", encoding="utf-8")
    java.chmod(0o755)
    done = subprocess.run(
        [str(checkout / "scripts/test-spark")],
        env={
            **os.environ, "PATH": os.pathsep.join([str(tools), os.environ["PATH"]]),
            "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1",
            "PIP_CONFIG_FILE": os.devnull,
        },
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    *_, said = done.stderr.splitlines()
    assert said.startswith("The tests on Spark are skipped: their libraries could not be installed")
    assert "No matching distribution" in done.stderr
