"""The page for readers with a screen reader, a keyboard alone, or poor sight: axe-core's rules."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.charts.test_page_in_browser import chain_of
from tests.conftest import ROOT
from tracker.charts.page.options import ReportOptions
from tracker.charts.page.report import report_of
from tracker.charts.timeline import TimelineOptions
from tracker.model.chronicle import Chronicle
from tracker.model.picture import PageTheme
from tracker.store import chronicle
from tracker.store.database import open_for_reading

AXE = Path(os.environ.get("TRACKER_AXE") or ROOT / ".venv/axe/axe.min.js")
if not AXE.exists():
    pytest.skip("axe-core is not there; scripts/test fetches it", allow_module_level=True)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What is pressed, one after the other, to come into a state.
STATES: dict[str, tuple[str, ...]] = {
    "as it opens": (),
    "an event open": ("#timeline .mark",),
    "a link open": ("#timeline .mark", "article.open .why"),
    "the table": ("#as-table",),
    "a step": ("#next", "#next"),
    "a chain": ("#chain button:not([type])",),
    "zoomed": ("#closer", "#closer", "#closer"),
    "cited": ("#cite",),
    "the other theme": ("#light-or-dark",),
    "the other theme, an event open": ("#light-or-dark", "#timeline .mark"),
}


@pytest.fixture(scope="module")
def crisis(sample_path: Path) -> Chronicle:
    """The sample crisis."""
    db = open_for_reading(sample_path)
    found = chronicle.load(db)
    db.close()
    return found


@pytest.fixture(scope="module")
def file(crisis: Chronicle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    target: Path = tmp_path_factory.mktemp("page") / "crisis.html"
    options = ReportOptions(
        theme=PageTheme.LIGHT, lanes=TimelineOptions(highlight=chain_of(crisis))
    )
    target.write_text(report_of(crisis, options).html, encoding="utf-8")
    return target


def findings(page: "Page") -> list[str]:
    """What axe-core finds wrong: the rule, and where."""
    found: dict[str, Any] = page.evaluate("() => axe.run(document)")
    return [
        f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']][:3]}"
        for each in found["violations"]
    ]


ON_A_PHONE = ("as it opens", "a link open", "the table")


@pytest.mark.parametrize(
    ("state", "width"),
    [*((state, 1280) for state in STATES), *((state, 390) for state in ON_A_PHONE)],
)
def test_axe_finds_nothing_in_any_state(
    browser: "Browser", file: Path, state: str, width: int
) -> None:
    """Names, roles, contrast, landmarks, order of headings: wide and on a phone."""
    # The page's own policy runs no script but its own; the checker comes from outside.
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]")
    for press in STATES[state]:
        page.locator(press).first.dispatch_event("click")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.add_script_tag(path=AXE)
    assert findings(page) == []
    context.close()
