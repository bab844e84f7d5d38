"""Time how a report moves: `page.py CHROMIUM` prints a Markdown table.

A page of each size is opened in headless Chromium. Frame times are those between animation frames
while a script of the browser's own drags and zooms the timeline for some seconds.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from crisis import crisis
from playwright.sync_api import Page, sync_playwright

from tracker.charts.page.report import report_of

SIZES = (50, 500, 5_000)
MOVES = 90
FRAMES = """() => {
  window.frames_ = [];
  let last = performance.now();
  const tick = (now) => {
    window.frames_.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}"""


def moved(page_: Page) -> dict[str, list[float]]:
    """Frame times in ms while the timeline is dragged to and fro, and while it is zoomed."""
    page_.locator("#timeline").scroll_into_view_if_needed()
    box = page_.locator("#timeline").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, max(20, box["y"] + 30)
    found = {}
    page_.evaluate(FRAMES)
    page_.mouse.move(x, y)
    page_.mouse.down()
    for step in range(MOVES):
        page_.mouse.move(x + 160 * (step % 30 - 15) / 15, y)
        page_.wait_for_timeout(16)
    page_.mouse.up()
    found["panning"] = list(page_.evaluate("() => window.frames_.splice(0)"))
    page_.keyboard.down("Control")
    for step in range(MOVES // 2):
        page_.mouse.wheel(0, -60 if step % 20 < 10 else 60)
        page_.wait_for_timeout(16)
    page_.keyboard.up("Control")
    found["zooming"] = list(page_.evaluate("() => window.frames_.splice(0)"))
    return found


def main() -> None:
    """Open a page of every size and print what was measured."""
    print("| events | file | first drawn | frames while panning | while zooming |")
    print("|---:|---:|---:|---|---|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=sys.argv[1], args=["--no-sandbox"]
        )  # fmt: skip
        for count in SIZES:
            chronicle = crisis(count)
            file = Path(folder) / f"{count}.html"
            file.write_text(report_of(chronicle).html, encoding="utf-8")
            view = browser.new_page(viewport={"width": 1400, "height": 900})
            view.goto(file.as_uri())
            view.wait_for_selector("html[data-ready]")
            drawn = view.evaluate("() => performance.now()")
            told = [
                f"{statistics.median(times):.0f} ms, 95 % within "
                f"{statistics.quantiles(times, n=20)[-1]:.0f} ms"
                for times in moved(view).values()
            ]
            size = file.stat().st_size / 1e6
            print(
                f"| {count:,} | {size:.1f} MB | {drawn / 1000:.1f} s | {' | '.join(told)} |",
                flush=True,
            )
            view.close()
        browser.close()


if __name__ == "__main__":
    main()
