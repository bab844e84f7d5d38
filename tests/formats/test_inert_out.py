"""What is written stays text for whoever reads it: spreadsheets, diagrams, other programs."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import Keyboard
from tracker.model.csv_guard import FORMULA_STARTS, escape_apostrophe, guard_formula, unguard

TEXTS = st.text(st.sampled_from("=+-@;,|\t\n' aT"), max_size=12)


@given(TEXTS, st.sampled_from(";,|\t"))
@example("Talks;=1+1", ";")
@example("Talks,-2+3", ",")
def test_no_sign_that_parts_cells_makes_a_formula(text: str, delimiter: str) -> None:
    """Wherever a spreadsheet parts them, no cell begins as one."""
    written = guard_formula(escape_apostrophe(text))
    for cell in written.split(delimiter):
        assert not cell.startswith(FORMULA_STARTS[:4])


@given(TEXTS)
def test_what_is_guarded_is_given_back(text: str) -> None:
    """Also where apostrophes of its own stand there."""
    assert unguard(guard_formula(escape_apostrophe(text))) == text


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_point_is_no_formula(north: float, east: float) -> None:
    """It is left as it is, for programs that draw maps."""
    point = f"{north:.4f},{east:.4f}"
    assert guard_formula(point) == point


def linked(run: Keyboard, title: str) -> None:
    """Two events with a link, the first of that title."""
    run("add", title, "--on", "2020-10-03", "--type", "statement", "--by", "USA", "--handle", "one")
    run(
        "add",
        "Second",
        "--on",
        "2020-10-04",
        "--type",
        "statement",
        "--by",
        "RUS",
        "--handle",
        "two",
    )
    done = run("link", "one", "two", "--likelihood", "0.95", "--because", "%%{init: {}}%%")
    assert done.exit_code == 0, done.stderr


def test_a_directive_of_mermaid_stays_text(run: Keyboard) -> None:
    """Nothing in it is a comment, which would swallow the line."""
    linked(run, "A %%{init: {'theme': 'dark'}}%% title of 100 %")
    written = run("export", "--to", "mermaid", "--since", "2020").stdout
    assert "%%" not in written
    assert "#37;#37;{init" in written
    assert "100 %" in written


def test_an_entity_stays_text_in_dot(run: Keyboard) -> None:
    """Graphviz decodes those of HTML in labels, and not in names."""
    linked(run, "A &lt;b&gt; & more")
    written = run("export", "--to", "dot", "--since", "2020").stdout
    assert "A &amp;lt;b&amp;gt; &amp; more" in written
    assert '"one" -> "two"' in written


def test_a_contested_claim_is_not_confirmed(run: Keyboard) -> None:
    """However likely the one holds it whom another contradicts."""
    linked(run, "First")
    run("export", "--to", "i2", "-o", "a.csv", "--since", "2020")
    run("link", "one", "two", "--denied-by", "RUS")
    run("export", "--to", "i2", "-o", "b.csv", "--since", "2020")
    strengths = [
        [(row["Link_Type"], row["Strength"])
         for row in csv.DictReader(Path(f"{name}-links.csv").read_text().splitlines())]
        for name in "ab"
    ]  # fmt: skip
    assert strengths == [
        [("leads-to", "Confirmed")],
        [("leads-to", "Unconfirmed"), ("denied", "Tentative")],
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16", "utf-8"])
@pytest.mark.parametrize(
    "words",
    [
        "export --to csv", "export --to jsonl", "export --to geojson", "list --format csv",
        "list --format json", "list --format jsonl", "list --format markdown",
    ],
)  # fmt: skip
def test_data_are_utf8_whatever_stdout_is(
    run: Keyboard, environment: dict[str, str], encoding: str, words: str
) -> None:
    """Programs read them; an escape in their place would be another text."""
    title = "Тест, é and 条約"
    run("add", title, "--on", "2020-10-03", "--type", "statement", "--by", "USA")
    plain = {**environment, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "LC_ALL": "C",
             "PYTHONCOERCECLOCALE": "0", "TRACKER_DB": str(run.db)}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tracker", *words.split()],
        env=plain,
        capture_output=True,
        check=True,
    )
    written = done.stdout.decode()
    assert title in written
    if words.endswith("--format json"):
        assert title in {row["title"] for row in json.loads(written)}
    if words.endswith("csv"):
        assert title in {row["title"] for row in csv.DictReader(io.StringIO(written, newline=""))}
