"""Rules that the page's scripts share with Python: one truth table tests both."""

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.conftest import ROOT
from tracker.charts.frame.scale import Stretch, TimeScale
from tracker.charts.page.evidence import searchable
from tracker.charts.page.figure import stretches
from tracker.charts.scene import Scene
from tracker.model.chronicle import Chronicle
from tracker.model.selection import Selection
from tracker.model.source import Citation, Grade
from tracker.store import chronicle
from tracker.store.database import Database

SCRIPTS = ROOT / "tracker/charts/page"
TRUTHS = ROOT / "tests/charts/truths"
GRADES = json.loads((TRUTHS / "min_grade.json").read_text("utf-8"))[1:]
AXIS = json.loads((TRUTHS / "time_axis.json").read_text("utf-8"))
STUB = "const document = { getElementById: () => ({ textContent: '{\"events\": []}' }) };\n"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node.js is not installed")
Row = tuple[str, str | None, int | None, str | None, str, bool]


def run_script(name: str, expression: str) -> Any:
    """The value of an expression after a script of the page."""
    assert NODE is not None
    code = f"{STUB}{(SCRIPTS / name).read_text('utf-8')}\nconsole.log(JSON.stringify({expression}))"
    done = subprocess.run(
        [NODE, "-"], input=code, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def cited(crisis: Chronicle, row: Row) -> list[list[Any]]:
    """The one citation of an event or a link as the page has it."""
    what, reliability, credibility, supports, _, _ = row
    number, event = next(iter(crisis.events.items()))
    source = replace(next(iter(crisis.sources.values())), reliability=reliability)
    citations = (Citation(source.code, credibility, supports=supports),)
    found = Chronicle(
        {**crisis.events, number: replace(event, citations=citations)},
        links=tuple(replace(link, citations=citations) for link in crisis.links),
        sources={source.code: source},
    )
    column: list[list[Any]] = searchable(found)[f"{what}s"][0]["cited"]
    return column


@needs_node
def test_the_page_admits_grades_by_the_table(sample: Database) -> None:
    """`vouched` in choice.js, on the columns that the page has, agrees row by row."""
    crisis = chronicle.load(sample)
    asked = []
    for row in GRADES:
        grade = Grade.parse(row[4])
        asked.append(
            {
                "letter": ""
                if grade.reliability is None
                else str("ABCDE".index(grade.reliability)),
                "digit": "" if grade.credibility is None else str(grade.credibility - 1),
                "known": "",
                "cited": cited(crisis, row),
            }
        )
    expression = f"{json.dumps(asked)}.map((each) => vouched(each.cited, each))"
    found = run_script("choice.js", expression)
    assert [(row, page) for row, page in zip(GRADES, found, strict=True) if row[5] != page] == []


@pytest.mark.parametrize("row", GRADES, ids=lambda row: " ".join(map(str, row)))
def test_the_store_admits_grades_by_the_table(sample: Database, row: Row) -> None:
    """`--min-grade` selects an event, or a link between admitted events, by the same table."""
    what, reliability, credibility, supports, asked, admitted = row
    good, judged = (
        each["code"] for each in sample.rows("SELECT code FROM sources ORDER BY code LIMIT 2")
    )
    sample.run("UPDATE sources SET reliability = 'A' WHERE code = ?", (good,))
    sample.run("UPDATE sources SET reliability = ? WHERE code = ?", (reliability, judged))
    sample.run("UPDATE citations SET source = ?, credibility = 1, supports = NULL", (good,))
    column = "event" if what == "event" else "cause"
    sample.run(
        f"UPDATE citations SET source = ?, credibility = ?, supports = ? WHERE {column} NOTNULL",
        (judged, credibility, supports),
    )
    found = chronicle.load(sample, Selection(min_grade=Grade.parse(asked)))
    assert bool(found.events if what == "event" else found.links) is admitted


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
    """`placeOf` in drawing.js has each moment where the scale has it."""
    scene = Scene(600, 100, "#ffffff", stretches=axis())
    epoch = datetime(1970, 1, 1)
    moments = [
        (datetime.fromisoformat(moment) - epoch).total_seconds() * 1000
        for moment, _ in AXIS["places"]
    ]
    expression = f"{moments}.map((moment) => placeOf({json.dumps(stretches(scene))}, moment))"
    found = run_script("drawing.js", expression)
    assert found == pytest.approx([place for _, place in AXIS["places"]])
