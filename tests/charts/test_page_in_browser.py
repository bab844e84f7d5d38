"""The page in headless Chromium, as a reader has it."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tracker.analysis.outcome import leading_chain
from tracker.charts.page.options import ReportOptions
from tracker.charts.page.report import report_of
from tracker.charts.timeline import TimelineOptions
from tracker.model.chronicle import Chronicle
from tracker.model.date_display import shown_date
from tracker.model.event import HAPPENED
from tracker.store import chronicle
from tracker.store.database import open_for_reading

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

INJECTION = "</script><img src=x onerror=\"document.title='hurt'\"> pact"


@pytest.fixture(scope="module")
def crisis(sample_path: Path) -> Chronicle:
    """The sample crisis, with a title that would be a script."""
    db = open_for_reading(sample_path)
    found = chronicle.load(db)
    db.close()
    number, event = next(iter(found.events.items()))
    hurt = replace(event, title=INJECTION)
    return replace(found, events={**found.events, number: hurt})


def chain_of(crisis: Chronicle) -> tuple[int, ...]:
    """The events of the chain of the story."""
    happened = {n: event for n, event in crisis.events.items() if event.status in HAPPENED}
    chain = leading_chain(replace(crisis, events=happened))
    assert chain
    return tuple(event.id for event in chain.events)


@pytest.fixture(scope="module")
def file(crisis: Chronicle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the crisis."""
    target: Path = tmp_path_factory.mktemp("page") / "crisis.html"
    options = ReportOptions(
        "Autumn 2016", caveat="No proof.", lanes=TimelineOptions(highlight=chain_of(crisis))
    )
    target.write_text(report_of(crisis, options).html, encoding="utf-8")
    return target


class Opened:
    """A page that is open, with what it complained of and what it asked of the network."""

    def __init__(self, browser: "Browser", file: Path, **context: Any) -> None:
        self.page: Page = browser.new_page(**context)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.requests_may_be: tuple[str, ...] = ("#",)  # addresses that leave no machine
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

    def values(self, selector: str, attribute: str) -> list[str]:
        """An attribute of all shapes of the timeline that a selector finds."""
        self.is_drawn()
        found: list[str] = self.page.eval_on_selector_all(
            f"#timeline {selector}", "(all, name) => all.map((each) => each.getAttribute(name))",
            attribute,
        )  # fmt: skip
        return found

    def mark(self, event: int) -> Any:
        """The mark of an event."""
        self.is_drawn()
        return self.page.locator(f"#timeline .mark[data-event='{event}'] :is(circle, polygon)").last

    @property
    def address(self) -> str:
        """What stands behind the # of the address."""
        found: str = self.page.evaluate("location.hash")
        return found


@pytest.fixture
def opened(browser: "Browser", file: Path) -> Iterator[Opened]:
    """The page, open; whatever a test does, nothing is complained of and nothing asked for."""
    found = Opened(browser, file, viewport={"width": 1400, "height": 900})
    yield found
    assert found.complaints == []
    asked = [each for each in found.requests if not each.startswith(found.requests_may_be)]
    assert asked == [file.as_uri()]
    assert found.page.title() == "Autumn 2016"
    found.page.close()


def test_every_link_has_an_arrow_with_its_head(opened: Opened, crisis: Chronicle) -> None:
    """The wish of so many: arrows between events."""
    pairs = {f"{link.cause}-{link.effect}" for link in crisis.links}
    assert sorted(opened.values("path.arc", "data-link")) == sorted(pairs)
    assert sorted(opened.values("polygon.head", "data-link")) == sorted(pairs)


HEADS = """() => [...document.querySelectorAll("#timeline polygon.head")].map((head) => {
  const line = document.querySelector(`#timeline path.arc[data-link="${head.dataset.link}"]`);
  const end = line.getPointAtLength(line.getTotalLength());
  const corners = head.getAttribute("points").split(" ").map((point) => point.split(",").map(Number));
  const base = [(corners[1][0] + corners[2][0]) / 2, (corners[1][1] + corners[2][1]) / 2];
  return Math.hypot(end.x - base[0], end.y - base[1]);
})"""


def test_arrowheads_sit_on_their_lines_at_every_zoom(opened: Opened) -> None:
    """The base of a head is where its line ends, to within a pixel."""
    for button in ("#whole", "#closer", "#closer", "#closer", "#farther"):
        opened.page.click(button)
        opened.is_drawn()
        found = opened.page.evaluate(HEADS)
        assert found
        assert max(found) < 1


def test_zooming_moves_events_in_time_alone(opened: Opened, crisis: Chronicle) -> None:
    """The height of a mark stays, and the lanes with it."""
    first = next(iter(crisis.events))
    middle = "(mark) => { const { x, y, height } = mark.getBBox(); return [x, y + height / 2]; }"
    before = opened.mark(first).evaluate(middle)
    tall = opened.values("svg", "height")
    opened.page.click("#closer")
    opened.page.locator("#timeline").press("Home")
    after = opened.mark(first).evaluate(middle)
    assert after[0] != before[0]
    assert after[1] == pytest.approx(before[1], abs=0.5)
    assert opened.values("svg", "height") == tall


def test_a_search_narrows_picture_table_and_count(opened: Opened) -> None:
    """Words typed leave the events that have them all, everywhere at once."""
    opened.page.fill("#words", "aleppo veto")
    count = opened.page.locator("#count")
    playwright.expect(count).to_contain_text("1 of 28 events, 0 of 32 links")
    assert len(opened.values(".mark:not(.pale)", "data-event")) == 1
    opened.page.click("#as-table")
    assert opened.page.locator("#rows tbody tr:visible").count() == 1
    opened.page.click("#choice [type=reset]")
    playwright.expect(count).to_contain_text("28 of 28 events")


def test_a_range_of_dates_narrows_by_what_may_be_of_then(opened: Opened, crisis: Chronicle) -> None:
    """As `--since` and `--until` do: an imprecise date counts where it may lie within."""
    opened.page.fill("#since", "2016-10-03")
    opened.page.fill("#until", "2016-10-07")
    wanted = {
        str(event.id) for event in crisis.events.values()
        if (event.date.latest is None or event.date.latest.date().isoformat() >= "2016-10-03")
        and (event.date.earliest is None or event.date.earliest.date().isoformat() <= "2016-10-07")
    }  # fmt: skip
    assert 3 < len(wanted) < len(crisis.events)
    assert set(opened.values(".mark:not(.pale)", "data-event")) == wanted


def test_an_account_shows_its_own_links_alone(opened: Opened, crisis: Chronicle) -> None:
    """Switching accounts leaves the arrows that the claimant draws."""
    opened.page.select_option("#account", "RUS")
    told = {f"{k.cause}-{k.effect}" for k in crisis.links if k.claimed_by == "RUS"}
    assert set(opened.values("path.arc", "data-link")) == told


def test_a_click_on_a_mark_opens_its_evidence(opened: Opened, crisis: Chronicle) -> None:
    """Sources, grades and causes stand beside the timeline."""
    event = next(e for e in crisis.events.values() if "Washington accuses" in e.title)
    opened.mark(event.id).click()
    panel = opened.page.locator("#evidence article.open")
    playwright.expect(panel).to_have_count(1)
    playwright.expect(panel.locator("h2")).to_have_text(event.title)
    source = crisis.sources[event.citations[0].source]
    assert source.title in panel.inner_text()
    assert panel.locator(".grade").count() == len(event.citations)
    panel.locator(".why").first.click()
    link = opened.page.locator("#evidence article.open")
    assert "says" in link.inner_text() or link.locator(".claims > li:visible").count() >= 1


def test_causes_that_a_filter_hides_are_said_to_be(opened: Opened, crisis: Chronicle) -> None:
    """The evidence of an event counts those of its causes and effects that are not shown."""
    effect = next(link.effect for link in crisis.links if link.claimed_by == "RUS")
    causes = {link.cause for link in crisis.links if link.effect == effect}
    opened.page.evaluate(f"location.hash = '#event-{effect}'")
    note = opened.page.locator("article.open .hidden-ends").first
    playwright.expect(note).to_be_hidden()
    opened.page.fill("#words", "no such words")
    playwright.expect(note).to_have_text(f"Hidden by the filters, or only denied: {len(causes)}.")


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
    opened.mark(first.id).click()
    playwright.expect(opened.page.locator("article.open h2")).to_have_text(first.title)
    opened.mark(last.id).click(modifiers=["Shift"])
    playwright.expect(opened.page.locator("#found p")).to_contain_text("Strongest chain")
    best = next(
        best_paths(subgraph_between(graph_of(crisis), [first.id], last.id), first.id, last.id)
    )
    told = opened.page.locator("#found a[href^='#event']").all_inner_texts()
    assert told == [f"{shown_date(event.date.text)}: {event.title}" for event in best.events]
    assert (
        f"strength {best.strength} (a ranking score" in opened.page.locator("#found p").inner_text()
    )
    # Every event of a lit chain is named, in bold, and has a ring.
    named = set(opened.values("text.label[font-weight='700']", "data-event"))
    assert {str(event.id) for event in best.events} <= named
    assert len(opened.values("circle.lit, #timeline circle.current", "r")) >= len(best.events)


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


def test_arrow_keys_reach_a_screen_reader(opened: Opened) -> None:
    """The timeline takes keys as an application does, says which, and tells each event aloud."""
    timeline = opened.page.locator("#timeline")
    assert timeline.get_attribute("role") == "application"
    described = timeline.get_attribute("aria-describedby")
    assert "arrow keys" in opened.page.locator(f"#{described}").inner_text()
    assert opened.page.get_attribute("#here", "aria-live") == "assertive"


def test_the_steps_of_the_story_lead_along_the_chain(opened: Opened, crisis: Chronicle) -> None:
    """By Next and Back, and by keys; each step is said, marked in the list and opened."""
    chain = chain_of(crisis)
    titles = [crisis.events[number].title for number in chain]
    step = opened.page.locator("#step")
    opened.page.click("#next")
    playwright.expect(step).to_contain_text(f"Step 1 of {len(chain)}")
    playwright.expect(step).to_contain_text(titles[0])
    opened.page.keyboard.press("ArrowRight")
    playwright.expect(step).to_contain_text(titles[1])
    playwright.expect(opened.page.locator("article.open h2")).to_have_text(titles[1])
    playwright.expect(opened.page.locator("[aria-current=step]")).to_contain_text(titles[1])
    assert opened.page.locator("#spine .at").count() > 0
    opened.page.click("#back")
    playwright.expect(step).to_contain_text(titles[0])
    for _ in range(len(chain) + 2):
        opened.page.keyboard.press("ArrowRight")
    playwright.expect(step).to_contain_text(f"Step {len(chain)} of {len(chain)}")


def test_the_address_holds_the_whole_state(opened: Opened, browser: "Browser", file: Path) -> None:
    """What is chosen, seen, open and stepped to comes again with the address."""
    opened.page.select_option("#actor", "RUS")
    opened.page.fill("#since", "2016-10-01")
    opened.page.click("#closer")
    opened.page.click("#next")
    opened.page.wait_for_function("location.hash.includes('window=')")
    again = browser.new_page(viewport={"width": 1400, "height": 900})
    again.goto(f"{file.as_uri()}{opened.address}")
    again.wait_for_selector("html[data-ready]")
    for selector in ("#count", "#step", "article.open h2"):
        assert again.inner_text(selector) == opened.page.inner_text(selector)
    assert again.input_value("#actor") == "RUS"
    assert again.input_value("#since") == "2016-10-01"
    assert again.evaluate("location.hash") == opened.address
    again.close()


def test_back_undoes_what_was_chosen(opened: Opened, crisis: Chronicle) -> None:
    """The browser's own Back leads from state to state."""
    opened.page.select_option("#actor", "RUS")
    playwright.expect(opened.page.locator("#count")).not_to_contain_text("28 of 28")
    number = next(iter(crisis.events))
    opened.page.evaluate(f"location.hash = '#event-{number}'")
    playwright.expect(opened.page.locator("article.open")).to_have_count(1)
    opened.page.go_back()
    playwright.expect(opened.page.locator("article.open")).to_have_count(0)
    assert opened.page.input_value("#actor") == "RUS"
    opened.page.go_back()
    playwright.expect(opened.page.locator("#count")).to_contain_text("28 of 28")


@pytest.mark.parametrize("how", ["number", "article", "handle", "end of the handle"])
def test_an_address_opens_an_event(
    browser: "Browser", file: Path, crisis: Chronicle, how: str
) -> None:
    """`#event-10`, the number alone, its handle, or the end of that."""
    event = list(crisis.events.values())[9]
    names = {
        "number": str(event.id), "article": f"event-{event.id}", "handle": event.handle,
        "end of the handle": re.sub(r"^[\d-]+", "", event.handle),
    }  # fmt: skip
    page = browser.new_page()
    page.goto(f"{file.as_uri()}#{names[how]}")
    page.wait_for_selector("html[data-ready]")
    playwright.expect(page.locator("article.open h2")).to_have_text(event.title)
    page.close()


def saved(opened: Opened, button: str) -> tuple[str, bytes]:
    """The name and the content of the file that a button gives."""
    with opened.page.expect_download() as waiting:
        opened.page.click(button)
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_the_view_is_saved_as_pictures_and_as_a_table(opened: Opened) -> None:
    """What is chosen, with the title, the count and the key; a cell that begins with = is text."""
    opened.requests_may_be = ("blob:", "data:")
    opened.page.fill("#words", "aleppo")
    opened.is_drawn()
    name, content = saved(opened, "#save-svg")
    text = content.decode()
    assert name == "autumn-2016.svg"
    assert text.startswith("<svg ")
    for said in ("Autumn 2016", "material conflict", "of 28 events"):
        assert said in text
    assert "var(" not in text
    name, content = saved(opened, "#save-png")
    assert (name, content[:8]) == ("autumn-2016.png", b"\x89PNG\r\n\x1a\n")
    name, content = saved(opened, "#save-csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0][:2] == ["Date", "Event"]
    assert len(rows) - 1 == opened.page.locator("#rows tbody tr:not([hidden])").count()
    opened.page.evaluate("document.querySelector('#rows tbody a').textContent = '=1+1'")
    opened.page.click("#choice [type=reset]")
    _, content = saved(opened, "#save-csv")
    assert "'=1+1" in content.decode()


def test_a_citation_names_event_source_and_address(opened: Opened, crisis: Chronicle) -> None:
    """It can be pasted as it is."""
    event = list(crisis.events.values())[4]
    opened.page.evaluate(f"location.hash = '#event-{event.id}'")
    playwright.expect(opened.page.locator("article.open h2")).to_have_text(event.title)
    said = opened.page.evaluate("citation()")
    assert event.title in said
    assert crisis.sources[event.citations[0].source].title in said
    assert f"#event-{event.id}" in said


def test_zoom_follows_the_overview_and_names_finer_dates(opened: Opened) -> None:
    """Zooming in moves the window of the overview, and dates stay under the axis."""
    wide = float(opened.page.get_attribute("#overview rect", "width") or 0)
    for _ in range(4):
        opened.page.click("#closer")
    opened.is_drawn()
    narrow = float(opened.page.get_attribute("#overview rect", "width") or 0)
    assert narrow == pytest.approx(wide / 1.5**4, rel=0.05)
    ticks = opened.page.eval_on_selector_all(
        "#timeline svg > text", "(all) => all.map((each) => each.textContent)"
    )
    assert len([text for text in ticks if re.fullmatch(r"(\d+ )?[A-Z][a-z]{2}", text)]) >= 2


def test_breaks_of_the_axis_are_drawn_and_keyed(opened: Opened) -> None:
    """With how long they are; the key says what the sign means."""
    assert len(opened.values("path.break", "d")) >= 3
    assert "quiet stretch" in opened.page.locator("#key").inner_text()


BOXES = """() => [...document.querySelectorAll("#timeline text.label")].map((label) => {
  const { x, y, width, height } = label.getBBox();
  return [x, y + 2, x + width, y + height - 2];
})"""


def test_labels_that_are_shown_do_not_overlap(opened: Opened) -> None:
    """At every zoom only labels with room are drawn, as the browser measures them."""
    counts = []
    for button in ("#whole", "#closer", "#closer"):
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
    assert counts[0] > 20


def test_a_dark_system_gets_a_dark_page(browser: "Browser", file: Path) -> None:
    """With `auto` the page is as the reader's system is set, and the button changes it."""
    dark = Opened(browser, file, color_scheme="dark")
    assert dark.page.get_attribute("html", "data-theme") == "dark"
    ground = "getComputedStyle(document.querySelector('#spine text')).fill"
    assert dark.page.evaluate(ground) in ("rgb(163, 171, 181)", "rgb(236, 239, 243)")
    dark.page.click("#light-or-dark")
    assert dark.page.get_attribute("html", "data-theme") == "light"
    assert dark.page.evaluate(ground) in ("rgb(91, 99, 109)", "rgb(31, 35, 40)")
    assert dark.complaints == []
    dark.page.close()


def test_print_has_the_table_and_all_evidence(opened: Opened, crisis: Chronicle) -> None:
    """On paper there are no buttons to press, so everything is there, whatever is chosen."""
    opened.page.fill("#words", "aleppo veto")
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#rows tbody tr:visible").count() == len(crisis.events)
    assert opened.page.locator("article[data-event]:visible").count() == len(crisis.events)
    links = {(c, k.effect) for k in (*crisis.links, *crisis.denials) for c in k.causes}
    assert opened.page.locator("article[data-link]:visible").count() == len(links)
    assert opened.page.locator("#spine .broad svg").is_visible()
    assert not opened.page.locator("#choice").is_visible()


@pytest.mark.parametrize("landscape", [False, True])
def test_a_small_crisis_prints_on_six_pages_of_a4(opened: Opened, landscape: bool) -> None:
    """Whole, either way."""
    pages = opened.page.pdf(format="A4", landscape=landscape)
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", pages)) <= 6


def test_without_scripts_picture_table_and_evidence_are_there(
    browser: "Browser", file: Path, crisis: Chronicle
) -> None:
    """What only scripts can do is not offered."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("#spine .broad svg").is_visible()
    assert page.locator("#rows tbody tr:visible").count() == len(crisis.events)
    assert page.locator("article[data-event]:visible").count() == len(crisis.events)
    assert page.locator("#chain-told li:visible").count() == len(chain_of(crisis))
    for selector in ("#choice", "#views", "#live", "#steps", "#shut"):
        assert not page.locator(selector).is_visible(), selector
    context.close()


def test_a_phone_has_it_all_too(browser: "Browser", file: Path) -> None:
    """At the width of a phone nothing sticks out to the side, and the pictures come first."""
    phone = Opened(browser, file, viewport={"width": 390, "height": 844})
    top = "(id) => document.getElementById(id).getBoundingClientRect().top"
    assert phone.page.evaluate(top, "spine") < phone.page.evaluate(top, "chain-told")
    assert phone.page.evaluate(top, "timeline") < phone.page.evaluate(top, "choice")
    for step in ("", "#as-table", "#rows tbody a", "article.open .why", "#shut"):
        if step:
            phone.page.locator(step).first.click()
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390, step
    assert phone.page.locator("article.open").count() == 0
    assert phone.complaints == []
    phone.page.close()
