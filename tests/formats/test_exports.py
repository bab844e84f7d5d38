"""Exports as other tools take them, by their own rules or their own readers."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Keyboard
from tracker.analysis.graphfiles import gexf_lines, graphml_lines
from tracker.formats import (
    i2,
    ical,
    stix,
    tabular,
    timelinejs,
    timemap,
    timesketch,
    vis,
)
from tracker.formats.chronology import markdown
from tracker.formats.registry import FORMATS
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.store import chronicle
from tracker.store.database import Database

HOSTILE = '</script> "x" | [a](b) `c` ; , \\ \n&amp; = 1,2'


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis, whole."""
    return chronicle.load(sample)


def alone(title: str, date: str = "2016-10-03") -> Chronicle:
    """One event of this title."""
    event = Event(1, "e", title, EventDate.parse(date), EventType("t", "T"))
    return Chronicle({1: event})


def text(lines: Any) -> str:
    """Lines as a file has them."""
    return "\n".join(lines)


def test_timelinejs_shows_every_slide(crisis: Chronicle) -> None:
    """Each slide has a start that TimelineJS reads: integers, from the year down, no end alike."""
    document = json.loads(text(timelinejs.write(crisis)))
    assert len(document["events"]) == len(crisis.events)
    for slide, event in zip(document["events"], crisis.events.values(), strict=True):
        start = slide["start_date"]
        assert list(start) == ["year", "month", "day", "hour", "minute"][: len(start)]
        assert all(isinstance(part, int) for part in start.values())
        assert slide.get("end_date") != start
        assert slide["display_date"] == event.date.text
        assert set(slide) <= {
            "unique_id",
            "start_date",
            "end_date",
            "display_date",
            "text",
            "group",
        }
    rough = next(s for s in document["events"] if s["display_date"] == "2016-10~")
    assert rough["start_date"] == {"year": 2016, "month": 10}


def test_timemap_has_only_what_its_schema_knows(crisis: Chronicle) -> None:
    """Every scalar is text, dates are American, and every source named is described."""
    document = json.loads(text(timemap.write(crisis)))
    for event in document["events"]:
        for key, value in event.items():
            assert isinstance(value, list if key in ("associations", "sources") else str)
        assert re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", event["date"])
        assert set(event["sources"]) <= document["sources"].keys()
    assert all(isinstance(each["paths"], list) for each in document["sources"].values())
    assert {each["mode"] for each in document["associations"]} == {"CATEGORY"}


def test_vis_items_have_groups_and_ranges_their_ends(crisis: Chronicle) -> None:
    """An item of a span is a range with an end; each group that is named is there."""
    document = json.loads(text(vis.write(crisis)))
    groups = {group["id"] for group in document["groups"]}
    for item in document["items"]:
        assert item["group"] in groups
        assert (item["type"] == "range") == ("end" in item)
        datetime.fromisoformat(item["start"])


@pytest.mark.parametrize("write", [timelinejs.write, vis.write])
def test_markup_stays_text_where_it_would_be_html(write: Callable[..., Any]) -> None:
    """A title that would be a script is escaped."""
    assert "<script" not in text(write(alone("<script>alert(1)</script>")))
    assert "&lt;script&gt;" in text(write(alone("<script>alert(1)</script>")))


def test_graphs_are_read_again_by_networkx(crisis: Chronicle) -> None:
    """Every event and every claim is there, with its attributes."""
    claims = len(crisis.links) + len(crisis.denials)
    gexf = nx.read_gexf(io.BytesIO(text(gexf_lines(crisis)).encode()))
    graphml = nx.parse_graphml(text(graphml_lines(crisis)))
    for graph in (gexf, graphml):
        assert (len(graph), graph.number_of_edges()) == (len(crisis.events), claims)
    assert graphml.nodes["2016-10-03-pmda-suspended"]["kind"] == "pact-withdrawal"
    assert text(gexf_lines(crisis)) == text(gexf_lines(crisis))
    marked = {e.handle for e in crisis.events.values() if e.avoidable}
    assert marked
    for nodes in (graphml.nodes, {each["label"]: each for _, each in gexf.nodes(data=True)}):
        told = {name for name, each in nodes.items() if each.get("avoidable") is True}
        assert len(told) == len(marked)
        assert not [name for name, each in nodes.items() if each.get("avoidable") is False]


@given(st.text(max_size=40))
def test_no_title_breaks_a_graph_file(title: str) -> None:
    """Control characters and markup leave files that are still XML."""
    for lines, read in ((gexf_lines, nx.read_gexf), (graphml_lines, nx.read_graphml)):
        assert len(read(io.BytesIO(text(lines(alone(title))).encode()))) == 1


def test_a_stix_bundle_refers_only_to_what_it_has(crisis: Chronicle) -> None:
    """Ids are unique and made from names, references lead somewhere, ends are after beginnings."""
    bundle = json.loads(text(stix.write(crisis)))
    ids = [each["id"] for each in bundle["objects"]]
    assert len(ids) == len(set(ids))
    for each in bundle["objects"]:
        for reference in (each.get("source_ref"), each.get("target_ref")):
            assert reference is None or reference in ids
        assert each.get("end_time", "9") > each.get("start_time", "0")
        assert 0 <= each.get("confidence", 50) <= 100
    assert set(bundle["objects"][0]["object_refs"]) == set(ids[1:])
    led = [each for each in bundle["objects"] if each.get("relationship_type") == "led-to"]
    assert len(led) == len(crisis.links)


def test_a_stix_bundle_is_valid_for_the_validator_of_oasis(crisis: Chronicle) -> None:
    """Where stix2-validator is installed it finds no error."""
    validator = pytest.importorskip("stix2validator", reason="stix2-validator is not installed")
    result = validator.validate_string(text(stix.write(crisis)))
    assert result.is_valid, [str(error) for error in result.errors]


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2016-10-03", ("2016-10-03T00:00:00.000Z", "day"), ("2016-10-03T23:59:59.000Z", "day")),
        ("2016-10-03T14:30", ("2016-10-03T14:30:00.000Z", "minute"), None),
        ("2016-10~", ("2016-10-01T00:00:00.000Z", "month"), ("2016-10-31T23:59:59.000Z", "month")),
        ("2016-10-03/..", ("2016-10-03T00:00:00.000Z", "day"), None),
        ("../2016-10-03", None, ("2016-10-03T23:59:59.000Z", "day")),
        ("201X", ("2010-01-01T00:00:00.000Z", "year"), ("2019-12-31T23:59:59.000Z", "year")),
        (
            "2016-09-22/2016-10~",
            ("2016-09-22T00:00:00.000Z", "day"), ("2016-10-31T23:59:59.000Z", "month"),
        ),
    ],
)  # fmt: skip
def test_stix_times_are_as_fine_as_they_are_known(
    date: str, start: tuple[str, str] | None, end: tuple[str, str] | None
) -> None:
    """Each end for itself, and an open one not at all."""
    [event] = [
        each for each in json.loads(text(stix.write(alone("A", date))))["objects"]
        if each["type"] == "event"
    ]  # fmt: skip
    for name, expected in (("start_time", start), ("end_time", end)):
        found = event.get(name) and (event[name], event[f"{name}_fidelity"])
        assert found == expected


def test_timesketch_lines_have_what_it_asks_for(crisis: Chronicle) -> None:
    """Each line has a message, a moment with its offset and what the moment is."""
    lines = [json.loads(line) for line in timesketch.write(crisis)]
    assert len(lines) == len(crisis.events)
    for line in lines:
        assert datetime.fromisoformat(line["datetime"]).tzinfo is not None
        assert line["message"]
        assert line["timestamp_desc"]
    assert list(timesketch.write(alone("Old", "1699-01-01"))) == []


def test_timesketch_has_the_same_in_csv(crisis: Chronicle) -> None:
    """A table has a row for each line, cell for cell what the line says."""
    table = list(csv.DictReader(timesketch.write_csv(crisis)))
    for row, line in zip(table, map(json.loads, timesketch.write(crisis)), strict=True):
        assert row["message"] == line["message"]
        assert row["datetime"] == line["datetime"]
        assert float(row["intensity"]) == line["intensity"]
        assert row["sources"].split("; ") == line["sources"]


def test_i2_is_a_pair_that_fits_together(crisis: Chronicle) -> None:
    """Identities are unique, and each link joins two of them."""
    events = list(csv.DictReader(i2.write(crisis)))
    links = list(csv.DictReader(i2.write_links(crisis)))
    identities = [row["Identity"] for row in events]
    assert len(identities) == len(set(identities)) == len(crisis.events)
    assert {row[end] for row in links for end in ("From_Identity", "To_Identity")} <= set(
        identities
    )
    assert {row["Strength"] for row in links} <= {"Confirmed", "Unconfirmed", "Tentative"}
    assert len(links) == len(crisis.links) + len(crisis.denials)


def test_a_calendar_is_read_by_a_calendars_reader(crisis: Chronicle) -> None:
    """Every event is an entry, over the days that it may be of."""
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    read = icalendar.Calendar.from_ical(text(ical.write(crisis)) + "\n")
    entries = read.walk("VEVENT")
    assert len(entries) == len(crisis.events)
    for entry, event in zip(entries, crisis.events.values(), strict=True):
        assert str(entry["SUMMARY"]) == event.titled
        assert entry.decoded("DTSTART") == event.date.start.date()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_lines_of_a_calendar_are_short_and_unfold_to_what_they_were(title: str) -> None:
    """No line is longer than 75 octets, whatever the letters."""
    lines = list(ical.write(alone(title)))
    assert all(len(line.removesuffix("\r").encode()) <= 75 for line in lines)
    whole = "\n".join(lines).replace("\r\n ", "").replace("\r", "")
    assert f"SUMMARY:{title.translate(ical.ESCAPES)}" in whole


def test_a_chronology_has_every_event_and_a_footnote_for_each_source(crisis: Chronicle) -> None:
    """Marks are numbered as they come, and each has its note."""
    told = text(markdown.write(crisis))
    marks = [int(number) for number in re.findall(r"\[\^(\d+)\](?!:)", told)]
    notes = [int(number) for number in re.findall(r"^\[\^(\d+)\]:", told, re.MULTILINE)]
    assert list(dict.fromkeys(marks)) == notes == list(range(1, len(notes) + 1))
    assert told.count("\n- **") == len(crisis.events)
    assert told.count("\n  - ") == len(crisis.links) + len(crisis.denials)
    assert "\n  - this retaliates for *Kerry threatens to suspend talks over Aleppo*" in told
    assert re.search(r"\n  - [\w ]+ denies that \*.*\* \(\d+ \w+ 2016\) \w+ this", told)


def test_a_chronology_escapes_what_markdown_would_read() -> None:
    """Stars, brackets and angle brackets stay as they are."""
    assert r"\<b\>\*x\*\</b\> \[y\](z)" in text(markdown.write(alone("<b>*x*</b> [y](z)")))


@pytest.mark.parametrize(
    "title",
    [
        '=HYPERLINK("http://x")',
        "+1",
        "-2+3",
        "@SUM(1)",
        "'quoted",
        "＝1+1",
        "＋1",
        "－2+3",
        "＠SUM(1)",
    ],
)
def test_no_cell_is_run_as_a_formula(title: str) -> None:
    """A spreadsheet shows it as text, and tracker reads it again as it was."""
    table = text(tabular.write(alone(title)))
    cell = next(csv.DictReader(io.StringIO(table)))["title"]
    assert cell == f"'{title}"
    assert tabular.read(io.StringIO(table)).events[0].title == title
    harmless = title if title.startswith("'") else f"'{title}"
    assert next(csv.DictReader(i2.write(alone(title))))["Label"] == harmless
    assert next(csv.DictReader(timesketch.write_csv(alone(title))))["message"] == harmless


@pytest.mark.parametrize("style", [each for each in FORMATS if each.write], ids=lambda f: f.name)
def test_every_format_takes_an_empty_chronicle_and_a_hostile_title(style: Any) -> None:
    """It writes something for nothing, and for the worst of titles the same each time."""
    list(style.write(Chronicle(), False))
    for each in (alone(HOSTILE), alone("1914", "1914/.."), alone("old", "0005-03")):
        assert list(style.write(each, False)) == list(style.write(each, False))
        assert all(count >= 0 for count in style.omissions(each).values())


def test_what_is_lost_is_said(run: Keyboard) -> None:
    """An export counts what its format has no room for; a pair of files is named whole."""
    done = run("export", "c.csv", "--to", "i2")
    assert done.exit_code == 0
    assert "Wrote 28 events and 37 links to c.csv and c-links.csv." in done.stderr
    assert "i2 has no room for locators of links (4), claims of order (4)" in done.stderr
    again = run("export", "other.csv", "--to", "i2")
    assert again.exit_code == 0
    assert run("export", "--to", "i2").exit_code == 2
    assert "30" not in run("export", "c.csv", "--to", "i2").stdout
    assert run("export", "c.csv", "--to", "i2").exit_code == 1


def test_the_formats_are_listed_with_what_they_keep_and_lose(run: Keyboard) -> None:
    """One line for each of the registry."""
    listed = json.loads(run("formats", "--format", "json").stdout)
    assert [each["name"] for each in listed] == [each.name for each in FORMATS]
    assert all(each["keeps"] for each in listed)
    assert run("formats").exit_code == 0
