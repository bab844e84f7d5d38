"""The documentation runs its own examples."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ["README.md", *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_documentation_does_what_it_shows(page: str) -> None:
    """Each console block, run again, gives the output that stands in the page."""
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", "-P", page],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_stands_in_the_readme() -> None:
    """The README's table of panels names every command."""
    from tracker.cli import PANELS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for names in PANELS.values():
        for name in names:
            assert f"`{name}`" in readme
