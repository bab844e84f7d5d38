"""The page in headless Chromium, as a reader has it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.page import page
from tracker.charts.timeline import TimelineOptions, timeline
from tracker.model.chronicle import Chronicle
from tracker.model.date_wording import shown_date
from tracker.store import chronicle
from tracker.store.database import open_for_reading

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

INJECTION = "</script><img src=x onerror=\"document.title='hurt'\"> pact"


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One browser for all."""
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def crisis(sample_path: Path) -> Chronicle:
    """The sample crisis, with a title that would be a script."""
    db = open_for_reading(sample_path)
    found = chronicle.load(db)
    db.close()
    number, event = next(iter(found.events.items()))
    hurt = replace(event, title=INJECTION)
    return replace(found, events={**found.events, number: hurt})


@pytest.fixture(scope="module")
def file(crisis: Chronicle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the crisis."""
    target: Path = tmp_path_factory.mktemp("page") / "crisis.html"
    scene = timeline(crisis, Frame(text_width), TimelineOptions(most_marks=len(crisis.events)))
    target.write_text(page(crisis, scene, "Autumn 2016", caveat="No proof."), encoding="utf-8")
    return target


class Opened:
    """A page that is open, with what it complained of and what it asked of the network."""

    def __init__(self, browser: "Browser", file: Path, **context: Any) -> None:
        self.page: Page = browser.new_page(**context)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda said: self._keep(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())
        self.page.wait_for_selector("html[data-ready]")

    def _keep(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def is_drawn(self) -> None:
        """Wait until what was asked for before is drawn: the page draws before the next frame."""
        self.page.evaluate(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def lets_clicks_be_two(self) -> None:
        """Wait, by the page's clock, until Bokeh would not take a click for half of a double one."""
        clicked = self.page.evaluate("performance.now()")
        self.page.wait_for_function("(clicked) => performance.now() - clicked > 300", arg=clicked)

    def values(self, source: str, column: str) -> list[Any]:
        """A column of a source that the timeline is drawn from."""
        found: list[Any] = self.page.evaluate(
            """([source, column]) => {
              for (const document of Bokeh.documents) {
                const model = document.get_model_by_name(source);
                if (model) return Array.from(model.data[column]);
              }
            }""",
            [source, column],
        )
        return found

    def place(self, event: int) -> tuple[float, float]:
        """The place of an event's mark on the screen, once the timeline lies still."""
        x, y = self.page.evaluate(
            """async (event) => {
              const seen = () => {
              const view = Object.values(Bokeh.index).find((each) => each.model.name === "timeline")
                || Bokeh.index.roots.find((each) => each.model.name === "timeline");
              const { data } = Bokeh.documents[0].get_model_by_name("marks");
              const n = Array.from(data.event).indexOf(event);
              const inner = view.frame.bbox, box = view.el.getBoundingClientRect();
              return [box.x + inner.left + view.frame.x_scale.compute(data.x[n]) - inner.left,
                      box.y + view.frame.y_scale.compute(data.y[n])];
              };
              let place = [], still = 0;
              while (still < 4) {
                await new Promise((done) => setTimeout(done, 50));
                const now = seen();
                still = now.every((each, n) => Math.abs(each - place[n]) < 0.5) ? still + 1 : 0;
                place = now;
              }
              return place;
            }""",
            event,
        )
        return x, y


@pytest.fixture
def opened(browser: "Browser", file: Path) -> Iterator[Opened]:
    """The page, open; whatever a test does, nothing is complained of and nothing asked for."""
    found = Opened(browser, file, viewport={"width": 1400, "height": 900})
    yield found
    assert found.complaints == []
    assert found.requests == [file.as_uri()]
    assert found.page.title() == "Autumn 2016"
    found.page.close()


def seen(opened: Opened, source: str, column: str) -> set[Any]:
    """The parts of a data source that are not faded out."""
    return {
        each
        for each, alpha in zip(
            opened.values(source, column), opened.values(source, "alpha"), strict=True
        )
        if alpha > 0.1
    }


def test_every_link_has_an_arrow_with_its_head(opened: Opened, crisis: Chronicle) -> None:
    """The wish of so many: arrows between events."""
    pairs = {f"{link.cause}-{link.effect}" for link in crisis.links}
    arcs = opened.values("arcs", "link") + opened.values("denied", "link")
    assert sorted(arcs) == sorted(pairs)
    assert sorted(opened.values("heads", "link")) == sorted(pairs)
    assert len(set(opened.values("heads", "angle"))) > len(pairs) / 2


def test_a_search_narrows_picture_table_and_count(opened: Opened) -> None:
    """Words typed leave the events that have them all, everywhere at once."""
    opened.page.fill("#words", "aleppo veto")
    count = opened.page.locator("#count")
    playwright.expect(count).to_contain_text("1 of 28 events, 0 of 32 links")
    assert len(seen(opened, "marks", "event")) == 1
    opened.page.click("#as-table")
    assert opened.page.locator("#rows tbody tr:visible").count() == 1
    opened.page.click("#choice [type=reset]")
    playwright.expect(count).to_contain_text("28 of 28 events")


def test_an_account_shows_its_own_links_alone(opened: Opened, crisis: Chronicle) -> None:
    """Switching accounts leaves the arrows that the claimant draws."""
    opened.page.select_option("#account", "RUS")
    told = {f"{k.cause}-{k.effect}" for k in crisis.links if k.claimed_by == "RUS"}
    assert seen(opened, "arcs", "link") | seen(opened, "denied", "link") == told


def test_a_click_on_a_mark_opens_its_evidence(opened: Opened, crisis: Chronicle) -> None:
    """Sources, grades and causes stand beside the timeline."""
    event = next(e for e in crisis.events.values() if "Washington accuses" in e.title)
    opened.page.mouse.click(*opened.place(event.id))
    panel = opened.page.locator("#evidence article.open")
    playwright.expect(panel).to_have_count(1)
    playwright.expect(panel.locator("h2")).to_have_text(event.title)
    source = crisis.sources[event.citations[0].source]
    assert source.title in panel.inner_text()
    assert panel.locator(".grade").count() == len(event.citations)
    panel.locator(".why").first.click()
    link = opened.page.locator("#evidence article.open")
    assert "says" in link.inner_text() or link.locator(".claims > li:visible").count() >= 1


def test_the_chain_between_two_events_is_the_one_that_paths_finds(
    opened: Opened, crisis: Chronicle
) -> None:
    """Shift and a second click ask for the strongest chain; it is told and brought out."""
    from tracker.analysis.graph import graph_of
    from tracker.analysis.paths import best_paths
    from tracker.analysis.subgraphs import subgraph_between

    first = next(e for e in crisis.events.values() if e.title.startswith("Kerry and Lavrov"))
    last = next(e for e in crisis.events.values() if "accuses Moscow" not in e.title
                and e.title.startswith("Obama"))  # fmt: skip
    opened.page.mouse.click(*opened.place(first.id))
    playwright.expect(opened.page.locator("article.open h2")).to_have_text(first.title)
    opened.lets_clicks_be_two()
    opened.page.keyboard.down("Shift")
    opened.page.mouse.click(*opened.place(last.id))
    opened.page.keyboard.up("Shift")
    playwright.expect(opened.page.locator("#found p")).to_contain_text("Strongest chain")
    best = next(
        best_paths(subgraph_between(graph_of(crisis), [first.id], last.id), first.id, last.id)
    )
    told = opened.page.locator("#found button[data-show^=event]").all_inner_texts()
    assert told == [f"{shown_date(event.date.text)}: {event.title}" for event in best.events]
    assert (
        f"strength {best.strength} (a ranking score" in opened.page.locator("#found p").inner_text()
    )


def test_keys_lead_from_event_to_event(opened: Opened, crisis: Chronicle) -> None:
    """Arrow keys go through time, Enter opens, Escape closes and returns."""
    opened.page.focus("#timeline")
    for _ in range(3):
        opened.page.keyboard.press("ArrowRight")
    third = list(crisis.events.values())[2]
    playwright.expect(opened.page.locator("#here")).to_have_text(
        f"{shown_date(third.date.text)}: {third.title}"
    )
    opened.page.keyboard.press("Enter")
    playwright.expect(opened.page.locator("article.open h2")).to_have_text(third.title)
    opened.page.keyboard.press("Escape")
    playwright.expect(opened.page.locator("article.open")).to_have_count(0)
    assert opened.page.evaluate("document.activeElement.id") == "timeline"


def test_zoom_follows_the_overview_and_names_finer_dates(opened: Opened) -> None:
    """Zooming in moves the window of the overview, and days appear under the axis."""
    ask = """(name) => Bokeh.documents.map((d) => d.get_model_by_name(name)).find(Boolean)"""
    wide = opened.page.evaluate(f"() => ({ask})('dates-ticker').ticks.length")
    for _ in range(4):
        opened.page.click("#closer")
    opened.is_drawn()
    x = opened.page.evaluate(f"() => [({ask})('x').start, ({ask})('x').end]")
    window = opened.page.evaluate(f"() => [({ask})('window').start, ({ask})('window').end]")
    assert x == window
    assert wide > 3
    assert opened.page.evaluate(f"() => ({ask})('dates-ticker').ticks.length") >= 2


BOXES = """() => {
  const find = (name) => Bokeh.documents.map((d) => d.get_model_by_name(name)).find(Boolean);
  const plot = find("timeline"), x = find("x"), y = find("y"), { data } = find("labels");
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "11px system-ui, sans-serif";
  const sx = plot.inner_width / (x.end - x.start), sy = plot.inner_height / (y.end - y.start);
  return Array.from(data.text, (text, n) => {
    const lines = text.split("\\n"), half = lines.length * 6;
    const wide = Math.max(...lines.map((line) => pen.measureText(line).width));
    return [data.x[n] * sx, data.y[n] * sy - half, data.x[n] * sx + wide, data.y[n] * sy + half];
  });
}"""


def test_labels_that_are_shown_do_not_overlap(opened: Opened) -> None:
    """At every zoom only labels with room are drawn, as the browser measures them."""
    counts = []
    for button in ("#whole", "#farther", "#whole", "#closer"):
        opened.page.click(button)
        opened.is_drawn()
        boxes = opened.page.evaluate(BOXES)
        counts.append(len(boxes))
        meeting = [
            (one, other)
            for one, other in combinations(boxes, 2)
            if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        ]
        assert meeting == []
    assert 2 < counts[1] < counts[0] < counts[3]


def test_a_dark_system_gets_a_dark_page(browser: "Browser", file: Path) -> None:
    """With `auto` the page is as the reader's system is set, and the button changes it."""
    dark = Opened(browser, file, color_scheme="dark")
    assert dark.page.get_attribute("html", "data-theme") == "dark"
    assert "#1d2128" in dark.values("lanes", "colour")
    dark.page.click("#light-or-dark")
    assert dark.page.get_attribute("html", "data-theme") == "light"
    assert dark.complaints == []
    dark.page.close()


def test_print_has_the_table_and_all_evidence(opened: Opened, crisis: Chronicle) -> None:
    """On paper there are no buttons to press, so everything is there."""
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#rows tbody tr:visible").count() == len(crisis.events)
    assert opened.page.locator("article[data-event]:visible").count() == len(crisis.events)
    assert not opened.page.locator("#choice").is_visible()


def test_a_phone_has_it_all_too(browser: "Browser", file: Path) -> None:
    """At the width of a phone nothing sticks out to the side."""
    phone = Opened(browser, file, viewport={"width": 390, "height": 844})
    for step in ("", "#as-table", "#rows tbody [data-show]", "article.open .why", "#shut"):
        if step:
            phone.page.locator(step).first.click()
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390, step
    assert phone.page.locator("article.open").count() == 0
    assert phone.complaints == []
    phone.page.close()
