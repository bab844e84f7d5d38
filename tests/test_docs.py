"""The documentation runs its own examples."""

import os
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ["README.md", *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")


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
    for modules in PANELS.values():
        for name in chain.from_iterable(modules.values()):
            assert f"`{name}`" in readme


def test_the_readme_is_short() -> None:
    """The README is read in one go; the rest is in docs/."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_every_dependency_stands_in_the_readme() -> None:
    """Each library that is installed earns a line, those for development in one paragraph."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(chain(project["dependencies"], *project["optional-dependencies"].values()))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [re.split(r"[<>=]", each)[0] for each in wanted]
    assert len(names) > 20
    assert [name for name in names if not re.search(rf"\b{name}\b", readme)] == []


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_every_link_of_the_documentation_leads_somewhere(page: str) -> None:
    """Pages, headings and pictures that a page links to are there."""
    text = (ROOT / page).read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```|<!-- .*? -->|`[^`]*`", "", text, flags=re.DOTALL)
    for target in LINK.findall(prose):
        if target.startswith("https://"):
            continue
        name, _, heading = target.partition("#")
        file = (ROOT / page).parent / name
        assert file.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in [each.lower().replace(" ", "-") for each in headings], target


@pytest.mark.parametrize(("page", "least"), [("CONTRIBUTING.md", 40), ("SECURITY.md", 10)])
def test_every_path_of_the_guides_is_there(page: str, least: int) -> None:
    """Each path in code stands in the tree, of those for a new NAME the folder it belongs into."""
    guide = (ROOT / page).read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```", "", guide, flags=re.DOTALL)
    paths = {
        word for code in re.findall(r"`([^`]+)`", prose) for word in code.split() if "/" in word
    }
    assert len(paths) > least
    places = {path: Path(path).parent if "NAME" in path else Path(path) for path in paths}
    roots = (ROOT, ROOT / "tracker")  # the names of layers stand without their root
    assert [
        path for path, place in places.items() if not any((root / place).exists() for root in roots)
    ] == []
