"""Coordinates of events: recorded, shown, changed, exported and read again."""

import csv
import json
from pathlib import Path

import pytest

from tests.commands.test_coordinates_of_feeds import FEEDS
from tests.conftest import Keyboard, curated

ALEPPO = "36.2,37.16"


def located(run: Keyboard) -> None:
    """An event with coordinates in the record."""
    done = run(
        "add", "Aleppo struck", "--on", "2016-10-03", "--type", "clash", "--at", "36.20 37.16"
    )
    assert done.exit_code == 0, done.stderr


def test_an_event_has_coordinates(run: Keyboard) -> None:
    """They are shown, changed, cleared, and undone."""
    located(run)
    assert f"at         {ALEPPO}" in run("show", "aleppo-struck").stdout
    assert (
        json.loads(run("show", "aleppo-struck", "--format", "json").stdout)["coordinates"] == ALEPPO
    )
    assert run("edit", "aleppo-struck", "--at", "-33.45,-70.5").exit_code == 0
    assert "-33.45,-70.5" in run("show", "aleppo-struck").stdout
    assert run("edit", "aleppo-struck", "--at", "").exit_code == 0
    assert (
        json.loads(run("show", "aleppo-struck", "--format", "json").stdout)["coordinates"] is None
    )
    run("undo")
    assert "-33.45,-70.5" in run("show", "aleppo-struck").stdout


def test_what_is_no_point_is_refused(run: Keyboard) -> None:
    """With an example of one."""
    done = run("add", "X", "--on", "2016-10-03", "--type", "clash", "--at", "Nowhere at all")
    assert done.exit_code != 0
    assert "such as 36.2,37.2" in done.stderr


@pytest.mark.parametrize("name", ["jsonl", "csv", "tsv", "geojson", "gexf", "graphml", "stix"])
def test_formats_that_are_read_keep_them(run: Keyboard, tmp_path: Path, name: str) -> None:
    """What was exported comes back with its point, and others without."""
    located(run)
    file = tmp_path / f"out.{'json' if name == 'stix' else name}"
    done = run("export", "--to", name, "-o", str(file))
    assert "coordinates" not in done.stderr
    other = tmp_path / "other.db"
    assert run("--db", str(other), "import", str(file), "--new-actor").exit_code == 0
    points = {row["handle"]: row["coordinates"] for row in exported(run, other)}
    assert points["2016-10-03-aleppo-struck"] == ALEPPO
    assert points == {row["handle"]: row["coordinates"] for row in exported(run, None)}
    assert sum(map(bool, points.values())) == 24  # 23 of the sample, and this one


def exported(run: Keyboard, db: Path | None) -> list[dict[str, str]]:
    """The events of a database as rows, by default of the one in use."""
    chosen = ("--db", str(db)) if db else ()
    return list(csv.DictReader(run(*chosen, "export", "--to", "csv").stdout.splitlines()))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ical", "GEO:36.2;37.16"), ("timemap", '"latitude": "36.2"'),
        ("timesketch", '"latitude": 36.2, "longitude": 37.16'),
        ("markdown", "36.2,37.16"), ("timelinejs", "36.2,37.16"),
    ],
)  # fmt: skip
def test_formats_with_room_for_them_have_them(run: Keyboard, name: str, said: str) -> None:
    """In the place that each keeps for them."""
    located(run)
    done = run("export", "--to", name)
    assert said in done.stdout, done.stderr
    assert "coordinates" not in done.stderr


def test_i2_has_them_in_columns_of_their_own(run: Keyboard) -> None:
    """For its map."""
    located(run)
    assert run("export", "--to", "i2", "-o", "i2.csv").exit_code == 0
    rows = csv.DictReader(Path("i2.csv").read_text().splitlines())
    points = {row["Identity"]: (row["Latitude"], row["Longitude"]) for row in rows}
    assert points["2016-10-03-aleppo-struck"] == ("36.2", "37.16")


def test_geojson_of_others_is_a_table(run: Keyboard) -> None:
    """Properties are its columns; a shape that is no point is told."""
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [20, 54.5]},
         "properties": {"day": "2016-10-03", "what": "Missiles\nmoved"}},
        {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
         "properties": {"day": "2016-10-04", "what": "A march"}},
    ]  # fmt: skip
    Path("g.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    done = run(
        "--db", "x.db", "import", "g.geojson", "--map", "date=day", "--map", "title=what",
        "--set", "type=statement",
    )  # fmt: skip
    assert "1 feature without a point" in done.stderr
    rows = {row["title"]: row["coordinates"] for row in exported(run, Path("x.db"))}
    assert rows == {"Missiles moved": "54.5,20", "A march": ""}


def test_a_table_has_a_point_or_its_two_numbers(run: Keyboard) -> None:
    """Both are read; one number alone says nothing."""
    Path("t.csv").write_text(
        "date,title,type,latitude,longitude\n"
        "2016-10-03,A,clash,36.2,37.16\n2016-10-04,B,clash,36.2,\n"
    )
    assert run("--db", "x.db", "import", "t.csv").exit_code == 0
    rows = {row["title"]: row["coordinates"] for row in exported(run, Path("x.db"))}
    assert rows == {"A": ALEPPO, "B": ""}


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_keep_them_and_correct_them(run: Keyboard, tmp_path: Path, name: str) -> None:
    """Each has them where the feed says; read again nothing changes, and a correction is taken."""
    db = str(tmp_path / "x.db")
    text, corrected = FEEDS[name]
    Path("feed.csv").write_text(text)
    assert run("--db", db, "import", "feed.csv").exit_code == 0
    [event] = exported(run, Path(db))
    assert event["coordinates"] == ALEPPO
    before = curated(Path(db))["events"]
    run("--db", db, "import", "feed.csv")
    assert curated(Path(db))["events"] == before
    Path("feed.csv").write_text(corrected)
    assert "Corrected 1 event" in run("--db", db, "import", "feed.csv").stderr
    [event] = exported(run, Path(db))
    assert event["coordinates"] == "36.25,37.16"
