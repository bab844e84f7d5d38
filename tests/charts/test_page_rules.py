"""Rules that the page's scripts share with Python: one truth table tests both."""

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.model.test_source import GRADES, cited
from tracker.charts.frame.scale import Stretch, TimeScale
from tracker.charts.page.plan import stretches
from tracker.charts.page.searching import searchable
from tracker.model.chronicle import Chronicle
from tracker.model.source import Grade
from tracker.store import chronicle
from tracker.store.database import Database

SCRIPTS = ROOT / "tracker/charts/page"
TRUTHS = ROOT / "tests/charts/truths"
AXIS = json.loads((TRUTHS / "time_axis.json").read_text("utf-8"))
STUB = "const document = { getElementById: () => ({ textContent: '{\"events\": []}' }) };\n"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node.js is not installed")


def run_script(name: str, expression: str) -> Any:
    """The value of an expression after a script of the page."""
    assert NODE is not None
    code = f"{STUB}{(SCRIPTS / name).read_text('utf-8')}\nconsole.log(JSON.stringify({expression}))"
    done = subprocess.run(
        [NODE, "-"], input=code, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def on_the_page(crisis: Chronicle, what: str, row: dict[str, Any]) -> list[list[Any]]:
    """The citations of an event or a link as the page has them."""
    number, event = next(iter(crisis.events.items()))
    citations, sources = cited(row)
    found = Chronicle(
        {**crisis.events, number: replace(event, citations=tuple(citations))},
        links=tuple(replace(link, citations=tuple(citations)) for link in crisis.links),
        sources={**crisis.sources, **sources},
    )
    column: list[list[Any]] = searchable(found)[f"{what}s"][0]["cited"]
    return column


@needs_node
@pytest.mark.parametrize("what", ["event", "link"])
def test_the_page_admits_grades_by_the_table(sample: Database, what: str) -> None:
    """`vouched` in choice.js, on the columns that the page has, agrees row by row."""
    crisis = chronicle.load(sample)
    offered = [row for row in GRADES if not {"F", "6"} & {*row["asked"]}]
    rows = [row for row in offered if row[what] is not None]
    asked = []
    for row in rows:
        grade = Grade.parse(row["asked"])
        letter = "" if grade.reliability is None else str("ABCDE".index(grade.reliability))
        asked.append(
            {
                "letter": letter,
                "digit": "" if grade.credibility is None else str(grade.credibility - 1),
                "known": "",
                "cited": on_the_page(crisis, what, row),
            }
        )
    expression = f"{json.dumps(asked)}.map((each) => vouched(each.cited, each))"
    found = run_script("choice.js", expression)
    assert [(row, page) for row, page in zip(rows, found, strict=True) if row[what] != page] == []


def axis() -> tuple[Stretch, ...]:
    """The stretches of the table."""
    return tuple(
        Stretch(datetime.fromisoformat(start), datetime.fromisoformat(end), x0, x1)
        for start, end, x0, x1 in AXIS["stretches"]
    )


def test_the_time_scale_follows_the_table() -> None:
    """Moments within a break lie at the edge of the next stretch, those beyond at the ends."""
    scale = TimeScale(axis())
    for moment, place in AXIS["places"]:
        assert scale(datetime.fromisoformat(moment)) == pytest.approx(place), moment


@needs_node
def test_the_page_follows_the_table_too() -> None:
    """`placeOf` in axis.js has each moment where the scale has it."""
    epoch = datetime(1970, 1, 1)
    moments = [
        (datetime.fromisoformat(moment) - epoch).total_seconds() * 1000
        for moment, _ in AXIS["places"]
    ]
    expression = f"{moments}.map((moment) => placeOf({json.dumps(stretches(axis()))}, moment))"
    found = run_script("axis.js", expression)
    assert found == pytest.approx([place for _, place in AXIS["places"]])
