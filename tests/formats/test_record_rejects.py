"""Documents of which one record is wrong: that one is rejected, mended and imported again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Keyboard, curated

DAY = "2016-10-03"
WRONG = "2016-10-33"
DAMAGE: dict[str, Callable[[str], str]] = {
    "gexf": lambda text: _value(text, "date", DAY, WRONG),
    "graphml": lambda text: text.replace(f">{DAY}<", f">{WRONG}<", 1),
    "stix": lambda text: text.replace(f'\\"date\\": \\"{DAY}\\"', f'\\"date\\": \\"{WRONG}\\"', 1),
    "geojson": lambda text: text.replace(f'"date": "{DAY}"', f'"date": "{WRONG}"', 1),
}


def _value(text: str, title: str, was: str, now: str) -> str:
    """A GEXF file in which the first value of an attribute is another one."""
    number = text.partition(f'title="{title}"')[0].rpartition('id="')[2].partition('"')[0]
    return text.replace(f'for="{number}" value="{was}"', f'for="{number}" value="{now}"', 1)


@pytest.mark.parametrize("called", DAMAGE)
def test_a_bad_event_costs_itself_and_its_links(run: Keyboard, called: str) -> None:
    """Mended in the file of rejects and imported, it is there with its links, as of a sound file."""
    run("export", "--to", called, "-o", "whole.txt")
    text = Path("whole.txt").read_text()
    damaged = DAMAGE[called](text)
    assert damaged != text
    Path("bad.txt").write_text(damaged)
    run("--db", "whole.db", "import", "--from", called, "whole.txt")
    refused = run("--db", "part.db", "import", "--from", called, "bad.txt")
    assert refused.exit_code
    line = damaged[: damaged.index(WRONG)].count("\n") + 1
    place = "" if called == "geojson" else "Line "
    assert any(f"{place}{line - back}:" in refused.stderr for back in range(30)), refused.stderr
    done = run("--db", "part.db", "import", "--from", called, "bad.txt", "--rejects", "r.csv")
    assert "27 events" in done.stderr
    assert "not asked for" not in done.stderr
    rejects = Path("r.csv").read_text()
    Path("r.csv").write_text(rejects.replace(WRONG, DAY))
    assert run("--db", "part.db", "import", "r.csv").exit_code == 0
    ours, whole = (curated(Path(name).absolute()) for name in ("part.db", "whole.db"))
    for table in ("events", "links"):
        assert len(ours[table]) == len(whole[table])
    assert len(ours["event_actors"]) == len(whole["event_actors"])


@pytest.mark.parametrize("called", ["gexf", "graphml"])
def test_a_value_of_another_type_than_declared_costs_its_link(run: Keyboard, called: str) -> None:
    """A likelihood that is a word is named with its line; the others are imported."""
    run("export", "--to", called, "-o", "whole.txt")
    text = Path("whole.txt").read_text()
    if called == "gexf":
        number = text.partition('title="likelihood"')[0].rpartition('id="')[2].partition('"')[0]
        begun = text.index(f'for="{number}" value="', text.index("<edge"))
        damaged = (
            text[:begun] + f'for="{number}" value="often"' + text[text.index("/>", begun) - 1 :]
        )
    else:
        number = text.partition('attr.name="likelihood"')[0].rpartition('id="')[2].partition('"')[0]
        begun = text.index(f'<data key="{number}">', text.index("<edge"))
        damaged = f'{text[:begun]}<data key="{number}">often{text[text.index("</data>", begun) :]}'
    Path("bad.txt").write_text(damaged)
    refused = run("--db", "new.db", "import", "--from", called, "bad.txt")
    assert "likelihood must be a number, not 'often'" in refused.stderr
    run("--db", "new.db", "import", "--from", called, "bad.txt", "--rejects", "r.csv")
    assert "often" in Path("r.csv").read_text()
    run("--db", "whole.db", "import", "--from", called, "whole.txt")
    ours, whole = (curated(Path(name).absolute()) for name in ("new.db", "whole.db"))
    assert len(ours["links"]) == len(whole["links"]) - 1
    assert len(ours["events"]) == len(whole["events"])


def test_what_is_no_object_of_a_bundle_is_left_out(run: Keyboard) -> None:
    """A number, an object without an id or type; the events are imported."""
    run("export", "--to", "stix", "-o", "whole.json")
    bundle = json.loads(Path("whole.json").read_text())
    bundle["objects"] += [7, {"type": "event"}, {"id": "event--1"}]
    Path("bad.json").write_text(json.dumps(bundle))
    assert run("--db", "new.db", "import", "bad.json").exit_code
    done = run("--db", "new.db", "import", "bad.json", "--rejects", "r.csv")
    assert "Rejected 3 rows" in done.stderr
    assert "28 events" in done.stderr


def test_what_is_no_feature_is_left_out(run: Keyboard) -> None:
    """A feature that is no object costs that one alone."""
    feature = {"type": "Feature", "geometry": None,
               "properties": {"date": "2016", "title": "x", "type": "threat"}}  # fmt: skip
    Path("f.geojson").write_text(
        json.dumps(
            {"type": "FeatureCollection", "features": [feature, None, 3, feature | {"id": 4}]}
        )
    )
    assert run("--db", "new.db", "import", "f.geojson").exit_code
    done = run("--db", "new.db", "import", "f.geojson", "--rejects", "r.csv")
    assert "Rejected 2 rows" in done.stderr
    assert "Added 2 events" in done.stderr
