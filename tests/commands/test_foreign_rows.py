"""Rows that other programs wrote: named by `check`, and no reason for a traceback anywhere."""

import json
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tests.foreign import write

LINK = "INSERT OR IGNORE INTO links (cause, effect, claimed_by, relation, likelihood) VALUES"
EVENT = "INSERT INTO events (id, handle, title, date, earliest, latest, type) VALUES"
DAY = "'2016-10-03', '2016-10-03T00:00:00', '2016-10-03T23:59:59', 'threat'"
CIRCLES = {
    "three": (
        f"{LINK} (1, 3, 'RUS', 'enables', .5), (3, 12, 'RUS', 'enables', .5), "
        "(12, 1, 'RUS', 'enables', .5)",
        [{1, 3, 12}],
    ),
    "two": (
        f"{LINK} (3, 4, 'RUS', 'enables', .5), (4, 3, 'RUS', 'enables', .5), "
        "(6, 5, 'USA', 'enables', .5), (5, 6, 'RUS', 'enables', .5)",
        [{3, 4}, {5, 6}],
    ),
    "self": (f"{LINK} (5, 5, 'RUS', 'enables', .5)", []),
}
# What was written, and what `check` says of it.
ROWS: dict[str, tuple[list[str], str]] = {
    "text for a date": (["UPDATE events SET date = 'soon' WHERE id = 3"], "date 'soon' is no date"),
    "text for an interval": (
        ["UPDATE events SET date = 'soon/later' WHERE id = 3"], "date 'soon/later' is no date",
    ),
    "a month too many": (
        ["UPDATE events SET date = '2016-77-99/2016-88' WHERE id = 3"], "is no date",
    ),
    "a date without its bounds": (
        ["UPDATE events SET date = '2016-10-09' WHERE id = 3"], "date 2016-10-09 does not mean",
    ),
    "bounds the wrong way": (
        ["UPDATE events SET earliest = '2019-01-01T00:00:00', latest = '2018-01-01T00:00:00' "
         "WHERE id = 3"],
        "begins after it ends",
    ),
    "a bound that is no moment": (
        ["UPDATE events SET earliest = 'yesterday' WHERE id = 3"], "earliest 'yesterday' is no moment",
    ),
    "a bound in a time zone": (
        ["UPDATE events SET earliest = '2016-10-03T00:00:00+02:00' WHERE id = 3"], "is no moment",
    ),
    "no bounds": (
        ["UPDATE events SET earliest = NULL, latest = NULL WHERE id = 3"], "no bound of its date",
    ),
    "derived bounds": (
        ["INSERT OR REPLACE INTO derived_dates VALUES (3, 'x', NULL)"], "earliest 'x' is no moment",
    ),
    "an unknown type": (["UPDATE events SET type = 'nope' WHERE id = 3"], "type 'nope' is not among"),
    "an unknown actor": (
        ["UPDATE event_actors SET actor = 'NOPE' WHERE event = 3"], "actor 'NOPE' is not among",
    ),
    "an unknown source": (
        ["UPDATE citations SET source = 'nope' WHERE event = 3"], "source 'nope' is not among",
    ),
    "an unknown relation": (
        ["UPDATE links SET relation = 'nope' WHERE cause = 1"], "relation 'nope' is not among",
    ),
    "an event that is gone": (["DELETE FROM events WHERE id = 3"], "3' is not among the events"),
    "no events at all": (["DELETE FROM events"], "is not among the events"),
    "no codebook": (["DELETE FROM types"], "is not among the types"),
    "no actors": (["DELETE FROM actors"], "is not among the actors"),
    "links that are gone": (["DELETE FROM links WHERE cause = 1"], "is not among the links"),
    "no commands": (["DELETE FROM commands"], "is not among the commands"),
    "nobody acts": (["DELETE FROM event_actors"], ""),
    "no title": (["UPDATE events SET title = ' ' WHERE id = 3"], "title ' ' is empty"),
    "no names": (
        ["UPDATE actors SET name = ''", "UPDATE types SET label = ''", "UPDATE sources SET title = ''"],
        "name '' is empty",
    ),
    "handles with blanks": (
        ["UPDATE events SET handle = 'Has Blanks ' WHERE id = 3"], "handle 'Has Blanks ' is no handle",
    ),
    "a number for a handle": (["UPDATE events SET handle = '12' WHERE id = 3"], "is no handle"),
    "a status of its own": (
        ["UPDATE events SET status = 'perhaps' WHERE id = 3"], "status 'perhaps' is none of",
    ),
    "an intensity beyond the scale": (
        ["UPDATE events SET intensity = 9e999 WHERE id = 3"], "intensity 'inf' is no number from -10",
    ),
    "a likelihood of nothing": (
        ["UPDATE links SET likelihood = 0 WHERE cause = 1"], "likelihood '0.0' is no likelihood",
    ),
    "a likelihood above one": (["UPDATE links SET likelihood = 2.5"], "likelihood '2.5'"),
    "a QuadClass too many": (["UPDATE types SET quad = 9"], "quad '9' is no number from 1 to 4"),
    "a credibility too many": (
        ["UPDATE citations SET credibility = 44"], "credibility '44' is no number from 1 to 6",
    ),
    "dates of sources": (
        ["UPDATE sources SET published = 'n.d.', retrieved = 'never'"], "published 'n.d.' is no date",
    ),
    "lives of actors": (
        ["UPDATE actors SET valid_from = 'once', valid_to = 'now'"], "valid_from 'once' is no date",
    ),
    "maps that are no JSON": (
        ["INSERT INTO column_maps (name, columns, constants) VALUES ('mine', 'not json', '{')"], "is no JSON object of texts",
    ),
    "maps of numbers": (
        ["""INSERT INTO column_maps (name, columns, constants)
            VALUES ('mine', '{"title": 1}', '[]')"""], "is no JSON object",
    ),
    "a history that is no JSON": (
        ["UPDATE changes SET new = 'not json' WHERE id = 5"], "new 'not json' is no JSON object",
    ),
    "a history of numbers": (["UPDATE changes SET new = '[1]', old = '3'"], "is no JSON object"),
    "gaps that are none": (
        ["INSERT INTO orders (before, after, at_least, within) VALUES (1, 5, -5, -10)"],
        "at_least '-5' is no number from 1",
    ),
    "gaps beyond the calendar": (
        ["INSERT INTO orders (before, after, at_least) VALUES (1, 5, 9223372036854775807)"],
        "at_least '9223372036854775807' is no number",
    ),
    "an event before itself": (
        ["INSERT INTO orders (before, after, at_least) VALUES (1, 1, 1)"], "puts an event before itself",
    ),
    "numbers below one": (
        [f"{EVENT} (0, 'zero', 'Zero', {DAY}), (-5, 'below', 'Below', {DAY})",
         "INSERT INTO orders (before, after, at_least) VALUES (0, 5, 1), (-5, 0, 1)"],
        "id '0' is no number from 1",
    ),
    "text that is no UTF-8": (
        ["UPDATE events SET title = CAST(x'636166e9' AS TEXT) WHERE id = 3"],
        r"title 'caf\udce9' contains the control character U+DCE9",
    ),
    "names that are no UTF-8": (
        ["UPDATE actors SET name = CAST(x'636166e9' AS TEXT)"], r"name 'caf\udce9' contains",
    ),
    "remarks of nobody": (
        ["INSERT INTO event_notes (event, position, at, who, text) VALUES (3, -9, 'when', '', '')"],
        "at 'when' is no date",
    ),
    "empty tags": (["INSERT INTO event_tags VALUES (3, -1, '')"], "tag '' is empty"),
    "control characters": (
        ["UPDATE events SET summary = char(27, 91, 50, 74) WHERE id = 3"],
        r"summary '\x1b[2J' contains the control character U+001B",
    ),
    "sources in a circle": (
        ["INSERT OR IGNORE INTO relays SELECT a.code, b.code FROM sources a, sources b "
         "WHERE a.code <> b.code"],
        "Nobody is the origin",
    ),
}  # fmt: skip
PICTURES = """
timeline -o t.svg --highlight 1:22; chain -o c.svg; chain 1 22 -o c2.svg --turning-points --offramps;
accounts RUS USA -o a.svg; ladder -o l.svg; matrix -o m.svg; calendar -o k.svg; report -o r.html
"""
COMMANDS = """
list; list --format json --known-by 2016-10-13; list --actor RUS; show 3; show 12; search syria; log --rows;
log --as-of 2030; paths 1 22; causes 22; effects 1; roots; turning-points 1 22; offramps 1 22;
whatif --without 12; sensitivity 1 22; accounts; compare copy.db; timeline --format text;
timeline --format mermaid; chain --format dot; actors list; sources list; types list; tags list; order;
duplicates; database info; database imports; export --to csv; export --to markdown; export --to gexf;
export --to stix; export --to timelinejs; export --to ical; export; note 12 remark;
edit 3 --title Other; edit 12 --on 2016-10-05; link 3 1 --likelihood likely; order 1 before 5;
unlink 1 3; add X --on 2016-10-04 --type threat; duplicates --merge 1 2; import acts.csv --use-map mine;
import copy.jsonl; remove 3; undo; undo; list
""".replace("\n", " ")


def trouble(run: Keyboard, tmp_path: Path, commands: str = COMMANDS) -> dict[str, str]:
    """What each command refuses, in one sentence; any traceback comes up as it is."""
    (tmp_path / "acts.csv").write_text("date,title,type\n2016-10-03,Act,threat\n")
    refused = {}
    for line in commands.strip().split(";"):
        words = line.format(db=run.db).split()
        done = run(*words)
        if done.exit_code:
            said = [each for each in done.stderr.splitlines() if each.startswith("Error: ")]
            assert len(said) == 1, (words, done.stderr)
            assert done.exit_code in (1, 3, 4), (words, done.stderr)
            refused[" ".join(words)] = done.stderr
    return refused


@pytest.fixture
def other(run: Keyboard) -> Keyboard:
    """A keyboard beside whose database a sound copy lies."""
    assert run("database", "backup", "copy.db").exit_code == 0
    assert run("export", "copy.jsonl").exit_code == 0
    return run


@pytest.mark.parametrize("name", ROWS)
def test_rows_of_other_programs(run: Keyboard, name: str) -> None:
    """Whatever stands in a row, `check` names it."""
    statements, said = ROWS[name]
    write(run.db, statements)
    done = run("check", "--format", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    found = [f"{each['about']}: {each['message']}" for each in json.loads(done.stdout)]
    assert any(said in each for each in found), found[:5]


@pytest.mark.slow
@pytest.mark.parametrize("name", ROWS)
def test_every_command_on_such_rows(other: Keyboard, tmp_path: Path, name: str) -> None:
    """It answers for what it can read, or says why not."""
    write(other.db, ROWS[name][0])
    trouble(other, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["text for an interval", "no names", "no title", "control characters", "lives of actors"],
)
def test_pictures_of_such_rows(other: Keyboard, tmp_path: Path, name: str) -> None:
    """What can be read can be drawn."""
    write(other.db, ROWS[name][0])
    assert trouble(other, tmp_path, PICTURES) == {}


def test_a_row_is_named_by_its_key(run: Keyboard) -> None:
    """A finding says the table and the key of the row; rules of rows may be asked for alone."""
    write(run.db, ["UPDATE events SET type = 'nope', place = char(8238) WHERE id = 3"])
    done = run("check", "--rule", "value", "--rule", "reference", "--format", "json")
    advice = "; the program that wrote it, or sqlite3, can correct it."
    assert json.loads(done.stdout) == [
        {
            "rule": "reference", "about": "events 3",
            "message": f"type 'nope' is not among the types{advice}",
        },
        {
            "rule": "value", "about": "events 3",
            "message": rf"place '\u202e' contains the control character U+202E{advice}",
        },
    ]  # fmt: skip
    assert run("check", "--rule", "value", "--fail-on", "value").exit_code == 1


def test_a_sound_record_has_no_unsound_row(run: Keyboard) -> None:
    """Nothing of what tracker itself stored is found."""
    run("note", "3", "remark\nin lines")
    run("edit", "3", "--on", "2016-09~/..", "--tag", "Größe")
    run(
        "import",
        "-",
        "--from",
        "csv",
        "--save-map",
        "mine",
        "--map",
        "title=t",
        input="t,date,type\nA,2016,threat\n",
    )
    run("undo")
    found = json.loads(run("check", "--format", "json").stdout)
    assert not {each["rule"] for each in found} & {"value", "reference", "circle", "contradiction"}


@pytest.mark.slow
@pytest.mark.parametrize("triggers", [True, False], ids=["history", "without"])
@pytest.mark.parametrize("name", CIRCLES)
def test_circles_of_links(other: Keyboard, tmp_path: Path, name: str, triggers: bool) -> None:
    """Each circle is a finding; what would follow it refuses in a sentence that names one."""
    statement, circles = CIRCLES[name]
    write(other.db, [statement], triggers)
    listed = json.loads(other("list", "--format", "json").stdout)
    handles = {event["id"]: event["handle"] for event in listed}
    found = json.loads(other("check", "--rule", "circle", "--format", "json").stdout)
    named = [set(each["about"].split(" → ")) for each in found]
    for circle in circles:
        assert {handles[number] for number in circle} in named
    refused = trouble(other, tmp_path, PICTURES) | trouble(other, tmp_path)
    for words in ("roots", "accounts", "chain -o c.svg"):
        assert "Error: The links of this record close a circle" in refused[words]
        assert "`tracker check --rule circle` names every circle" in refused[words]
    assert not {"list", "show 12", "matrix -o m.svg", "export"} & set(refused)


def test_a_circle_can_be_taken_out(run: Keyboard) -> None:
    """What `check` says to do is done, and the record answers again."""
    write(run.db, [f"{LINK} (25, 26, 'RUS', 'enables', .5), (26, 25, 'RUS', 'enables', .5)"])
    assert run("paths", "25", "26").exit_code == 4
    assert run("roots").exit_code == 4
    assert run("unlink", "26", "25").exit_code == 0
    assert run("check", "--rule", "circle").stderr == "Nothing to report.\n"
    assert run("paths", "25", "26").exit_code == 0


def test_contradictions_of_order(other: Keyboard, tmp_path: Path) -> None:
    """Each contradiction is a finding, and can be taken out while another one stands."""
    write(other.db, [
        "INSERT INTO orders (before, after, at_least) VALUES (7, 8, 1), (8, 7, 1), (3, 5, 1), "
        "(5, 6, 1), (6, 3, 1), (20, 2, 1)",
    ])  # fmt: skip
    found = json.loads(other("check", "--rule", "contradiction", "--format", "json").stdout)
    assert len(found) == 3
    begun = [each["message"].partition(":")[0] for each in found]  # dates have time zones as well
    assert sorted(begun) == [
        *["These cannot all hold"] * 2,
        "These cannot all hold, at any offset from −10 to +13 hours",
    ]
    assert (
        "`tracker check --rule contradiction`"
        in other("order", "8", "before", "7", "--remove").stderr
    )
    assert other("order", "20", "before", "2", "--remove").exit_code == 0
    assert other("order", "6", "before", "3", "--remove").exit_code == 0
    assert other("check", "--rule", "contradiction").stderr == "Nothing to report.\n"
    write(other.db, ["INSERT INTO orders (before, after, at_least) VALUES (8, 7, 1)"])
    trouble(other, tmp_path)
