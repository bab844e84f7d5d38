"""Former handles and maps of columns go out with a whole record, and come in with it."""

import json
from pathlib import Path

from tests.conftest import Keyboard, curated

CARRIED = ("former_handles", "column_maps")


def with_both(run: Keyboard) -> None:
    """A record in which an event was renamed, two were merged, and a map was saved."""
    Path("t.csv").write_text("d,t\n2016-10-03,A table's row\n")
    run("import", "t.csv", "--map", "date=d", "--map", "title=t", "--set", "type=threat",
        "--save-map", "mine")  # fmt: skip
    run("edit", "2016-10-03-tables-row", "--handle", "renamed")
    run("add", "A table's row again", "--on", "2016-10-03", "--type", "threat", "--handle", "twice")
    assert run("duplicates", "--merge", "renamed", "twice").exit_code == 0


def test_a_whole_record_carries_them(run: Keyboard) -> None:
    """Both are there in the copy, under which a table is read and a handle is found again."""
    with_both(run)
    run("export", "-o", "all.jsonl")
    done = run("--db", "copy.db", "import", "all.jsonl")
    assert "2 former handles, 1 column map" in done.stderr
    ours, copied = curated(run.db), curated(Path("copy.db").absolute())
    assert all(ours[table] == copied[table] for table in CARRIED)
    assert "renamed" in run("--db", "copy.db", "show", "twice").stdout
    again = run("--db", "copy.db", "import", "all.jsonl")
    assert "Everything in it was there already." in again.stderr


def test_a_selection_does_not(run: Keyboard) -> None:
    """Nor does a record of which something is left out by its marking."""
    with_both(run)
    run("edit", "renamed", "--marking", "RED")
    for words in (("--since", "2016-10"), ("--max-marking", "GREEN")):
        kinds = {json.loads(line)["record"] for line in run("export", *words).stdout.splitlines()}
        assert not kinds & {"former_handle", "column_map"}


def test_what_is_there_otherwise_stays_and_is_named(run: Keyboard) -> None:
    """A map of the same name, a handle that leads elsewhere."""
    with_both(run)
    run("export", "-o", "all.jsonl")
    run("--db", "copy.db", "import", "all.jsonl")
    lines = Path("all.jsonl").read_text().replace('{"date": "d", "title": "t"}', '{"date": "day"}')
    other = next(
        json.loads(line)["handle"] for line in lines.splitlines() if '"record": "event"' in line
    )
    lines = lines.replace(
        '"handle": "twice", "event": "renamed"', f'"handle": "twice", "event": "{other}"'
    )
    Path("all.jsonl").write_text(lines)
    said = run("--db", "copy.db", "import", "all.jsonl").stderr
    assert "The map of columns mine is another here and in the file" in said
    assert "twice leads to renamed here" in said
