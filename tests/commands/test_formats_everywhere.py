"""Every command that prints rows, in every format: nothing but payload on stdout."""

import csv
import io
import json

import pytest

from tests.conftest import Keyboard
from tracker.model.csv_guard import guard_formula
from tracker.model.date_display import shown_dates

FORMATS = ("table", "json", "jsonl", "csv", "markdown")
# The command, how many rows it has in the sample, and a text of its first row.
COMMANDS = {
    "list": (28, "Russia begins its air campaign in Syria"),
    "list --until 2016-07 --handles": (3, "2015-09-30-russian-air-campaign"),
    "show pmda": (1, "Moscow suspends the plutonium disposition pact"),
    "search missiles": (3, "Nuclear-capable Iskander missiles sent to Kaliningrad"),
    "log": (1, "import crisis-2016.txt"),
    "log --rows": (None, "editorial-2016-10-15"),
    "paths 1 22": (5, "2015-09-30"),
    "causes nsc": (None, "Syrian and Russian offensive on eastern Aleppo"),
    "effects 2015-09-30": (None, "Kerry and Lavrov announce a ceasefire for Syria"),
    "actors list --used": (None, "France"),
    "sources list": (48, "Editorial on the conflict between the United States and Russia"),
    "types list": (54, "Troop withdrawal"),
    "order": (4, "2016-10-03-talks-suspended"),
    "database info": (None, "sample.db"),
}
EMPTY = (
    "list --actor ZWE", "search zzyzx", "paths 27 1", "causes 1", "effects 27",
    "check --rule duplicate", "actors list zzyzx", "types list zzyzx", "sources list zzyzx",
)  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS)
def test_every_format_says_the_same(run: Keyboard, words: str) -> None:
    """The rows are the same in JSON, JSON lines, CSV and Markdown, and whole in each."""
    count, text = COMMANDS[words]
    shown = {style: run(*words.split(), "--format", style, COLUMNS="40") for style in FORMATS[1:]}
    for done in shown.values():
        assert (done.exit_code, done.stderr) == (0, "")
        assert "\x1b" not in done.stdout
    whole = json.loads(shown["json"].stdout)
    records = [whole] if isinstance(whole, dict) else whole
    assert count in (None, len(records))
    assert text in json.dumps(records[0], ensure_ascii=False)
    assert [json.loads(line) for line in shown["jsonl"].stdout.splitlines()] == records
    lines = list(csv.DictReader(io.StringIO(shown["csv"].stdout)))
    assert len(lines) == len(records)
    assert [list(line) for line in lines] == [list(record) for record in records]
    for line, record in zip(lines, records, strict=True):
        for key, value in record.items():
            if isinstance(value, str):
                assert line[key] == guard_formula(value)
    table = shown["markdown"].stdout.splitlines()
    assert len(table) == len(records) + 2
    assert {line.replace("\\|", "").count("|") for line in table} == {table[0].count("|")}
    assert set(table[1]) <= set("|-: ")


@pytest.mark.parametrize("words", COMMANDS)
def test_the_table_is_for_people(run: Keyboard, words: str) -> None:
    """The table has the text too, without escape codes where stdout is no terminal."""
    _, text = COMMANDS[words]
    done = run(*words.split(), COLUMNS="250")
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
    told = " ".join(done.stdout.split())
    assert " ".join(text.split()) in told or shown_dates(text) in told


@pytest.mark.parametrize("words", COMMANDS)
def test_the_format_may_be_configured(run: Keyboard, words: str) -> None:
    """TRACKER_FORMAT does what --format does, and --format comes first."""
    asked = run(*words.split(), "--format", "jsonl")
    assert run(*words.split(), TRACKER_FORMAT="jsonl").stdout == asked.stdout
    assert run(*words.split(), "-f", "jsonl", TRACKER_FORMAT="csv").stdout == asked.stdout


@pytest.mark.parametrize("words", EMPTY)
def test_nothing_is_an_empty_payload(run: Keyboard, words: str) -> None:
    """Where nothing is found, programs get an empty list, no line, or a heading alone."""
    for style in FORMATS:
        done = run(*words.split(), "--format", style)
        assert done.exit_code == 0
        if style == "json":
            assert json.loads(done.stdout) == []
        elif style in ("table", "jsonl"):
            assert done.stdout == ""
        else:
            assert len(done.stdout.splitlines()) == {"csv": 1, "markdown": 2}[style]


@pytest.mark.parametrize("style", FORMATS[1:])
def test_odd_titles_survive(run: Keyboard, style: str) -> None:
    """Quotes, bars, commas, markup and other scripts come out as they went in."""
    title = 'A "quoted", | barred [bold]title[/bold] \\ Ελλάδα 北京 👩‍🚀; done'
    assert run("add", title, "--on", "2017", "--type", "talks").exit_code == 0
    shown = run("list", "--since", "2017", "--format", style).stdout
    if style == "json":
        assert json.loads(shown)[0]["title"] == title
    elif style == "jsonl":
        assert json.loads(shown)["title"] == title
    elif style == "csv":
        assert next(csv.DictReader(io.StringIO(shown)))["title"] == title
    else:
        assert title.replace("\\", "\\\\").replace("|", "\\|") in shown


def test_cells_of_nested_values_are_readable(run: Keyboard) -> None:
    """In CSV, a value made of several parts is written for readers, not as Python writes it."""
    for words in ("log --rows", "show pmda", "list", "paths 1 22"):
        cells = [
            cell
            for line in csv.reader(io.StringIO(run(*words.split(), "--format", "csv").stdout))
            for cell in line
        ]
        assert [cell for cell in cells if cell.startswith(("{'", "[{'", "['"))] == []


def test_no_cell_of_a_list_is_run_as_a_formula(run: Keyboard) -> None:
    """In CSV a title that a spreadsheet would calculate is text; numbers stay numbers."""
    run("add", "=1+1", "--on", "2017", "--type", "threat")
    shown = run("list", "--since", "2017", "--format", "csv").stdout
    [row] = csv.DictReader(io.StringIO(shown))
    assert row["title"] == "'=1+1"
    assert float(row["intensity"]) < 0


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_list_begins_as_a_formula_does(run: Keyboard, sign: str) -> None:
    """Whatever sign begins one, in its full width too."""
    run("add", "--on", "2017", "--type", "threat", "--", f"{sign}1+1")
    [row] = csv.DictReader(io.StringIO(run("list", "--since", "2017", "--format", "csv").stdout))
    assert row["title"] == f"'{sign}1+1"
