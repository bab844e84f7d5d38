"""Diagrams are read by those they are written for: Mermaid's own parser, and Graphviz."""

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.formats.test_diagrams import crisis
from tracker.formats import diagrams
from tracker.model.chronicle import Chronicle
from tracker.store import chronicle
from tracker.store.database import open_for_reading

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ODD = crisis(
    'He said: "no"', "</script><b>1 & 2</b>", "`end` %% graph; subgraph", "#quot; [x](y){z}",
    "Удар по Алеппо", "中文 عربي", "a --> b", "click E1 href", "\\", "title: section: x",
)  # fmt: skip


@pytest.fixture(scope="module", params=["sample", "odd"])
def drawn(request: pytest.FixtureRequest, sample_path: Path) -> Chronicle:
    """The sample crisis, and titles that would be syntax."""
    if request.param == "odd":
        return ODD
    db = open_for_reading(sample_path)
    found = chronicle.load(db)
    db.close()
    return found


@pytest.fixture(scope="module")
def mermaid(browser: "Browser") -> "Page":
    """A page with Mermaid in it, as the package mermaidx carries it."""
    pytest.importorskip("mermaidx", reason="mermaidx, which carries Mermaid, is not installed")
    page = browser.new_page()
    page.add_script_tag(content=(files("mermaidx") / "assets" / "mermaid.js").read_text())
    page.evaluate("mermaid.initialize({startOnLoad: false})")
    return page


def test_mermaid_draws_the_flowchart(mermaid: "Page", drawn: Chronicle) -> None:
    """With a node for each linked event and an arrow for each pair, titles as they are."""
    text = "\n".join(diagrams.write_mermaid(drawn))
    svg = mermaid.evaluate("async text => (await mermaid.render('chart', text)).svg", text)
    pairs = {(link.cause, link.effect) for link in drawn.links}
    counted = mermaid.evaluate(
        """svg => { const page = new DOMParser().parseFromString(svg, 'text/html');
            return [page.querySelectorAll('.node').length,
                    page.querySelectorAll('.edgePaths path').length,
                    page.body.textContent] }""",
        svg,
    )
    assert counted[:2] == [len(drawn.linked()), len(pairs)]
    said = "".join(counted[2].split())
    missing = [e.titled for e in drawn.linked() if "".join(e.titled.split()) not in said]
    assert not missing


def test_mermaid_reads_the_timeline(mermaid: "Page", drawn: Chronicle) -> None:
    """As a timeline, without an error."""
    text = "\n".join(diagrams.write_mermaid_timeline(drawn, "Autumn: 2016; 50 %% sure"))
    kind = mermaid.evaluate("async text => (await mermaid.parse(text)).diagramType", text)
    assert kind == "timeline"


def test_graphviz_draws_the_digraph(drawn: Chronicle, tmp_path: Path) -> None:
    """With a node for each linked event and an edge for each pair, without a word of complaint."""
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed")
    file = tmp_path / "crisis.dot"
    file.write_text("\n".join(diagrams.write_dot(drawn)), encoding="utf-8")
    done = subprocess.run(
        ["dot", "-Tplain", str(file)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    kinds = [line.partition(" ")[0] for line in done.stdout.splitlines()]
    pairs = {(link.cause, link.effect) for link in drawn.links}
    assert (kinds.count("node"), kinds.count("edge")) == (len(drawn.linked()), len(pairs))
