"""Texts that other programs wrote, and names of files and people: shown, and inert."""

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tests.foreign import MARK, mark_every_text, write
from tests.test_house import COMMANDS
from tracker.desk import Desk
from tracker.model.inert import active, inert

VIEWS = {
    "accounts": "accounts",
    "actors list": "actors list",
    "calendar": "calendar -o made.svg --alt --notes",
    "causes": "causes 22",
    "chain": "chain 1 22 -o made.svg --alt --notes --turning-points",
    "agree": "agree other.db",
    "check": "check",
    "claims": "claims",
    "hypotheses": "hypotheses 22",
    "relations list": "relations list",
    "review": "review",
    "compare": "compare {db} --between 1 22",
    "database imports": "database imports",
    "database info": "database info",
    "database verify": "database verify",
    "draw": "draw timeline -o made.svg",
    "dyads": "dyads",
    "duplicates": "duplicates --at-least 0.1",
    "likelihood": "likelihood 1 22",
    "effects": "effects 1",
    "export": "export --to markdown",
    "formats": "formats",
    "ladder": "ladder -o made.svg --alt --notes",
    "list": "list",
    "log": "log --rows --limit 500",
    "map": "map -o made.svg --alt --notes",
    "matrix": "matrix -o made.svg --alt --notes",
    "offramps": "offramps 1 22",
    "order": "order",
    "outcomes": "outcomes",
    "paths": "paths 1 22",
    "report": "report -o made.html",
    "roots": "roots",
    "search": "search syria",
    "sensitivity": "sensitivity 1 22",
    "show": "show 3",
    "sources list": "sources list",
    "tags list": "tags list",
    "tension": "tension -o made.svg --alt --notes",
    "timeline": "timeline -o made.svg --alt --notes",
    "turning-points": "turning-points 1 22",
    "types list": "types list",
    "types cues": "types cues",
    "whatif": "whatif --without 12",
}
MORE = (
    *("timeline --format text", "timeline --format mermaid", "timeline --format dot"),
    *("chain --format mermaid", "chain --format dot", "export --to dot", "export --to mermaid"),
    *(
        "show 1",
        "show 12",
        "paths 1 3",
        "offramps 1 22 --any",
        "log --limit 500",
        "accounts -o made.svg",
    ),
    *("timeline -o made.svg --lanes type", "timeline -o made.svg --colour-by tag"),
)
CHANGES = (
    "note 3 remark", "edit 3 --place Here", "link 1 5 --likelihood likely", "unlink 1 5",
    "order 1 before 5", "order 1 before 5 --remove", "undo", "cite 3 --source {source}",
    "remove 4", "undo", "duplicates --apart 1 2", "tags rename {tag} another",
    "actors alias {actor} nick", "types alias {type} kind", "show none", "show 2016", "remove 2016",
    "claim 3 --by {actor} --because why", "database backup copy.db", "list --actor nobody", "paths 22 1", "import copy.db",
)  # fmt: skip
LOSSLESS = ("json", "jsonl")


@pytest.fixture
def marked(run: Keyboard) -> Keyboard:
    """A keyboard at a database that has a mark behind every text."""
    Path("acts.csv").write_text("date,title,type\n2016-10-03,Act,threat\n")
    for words in (
        "import acts.csv",
        "note 3 remark",
        "edit 3 --tag sanctions",
        "order 2 before 5",
        "note 1 another",
        "cite 9 11 --claimed-by RUS --source mid --if-true 0.9 --if-false 0.2",
    ):
        assert run(*words.split()).exit_code == 0
    shutil.copy(run.db, "other.db")
    write(run.db, ["INSERT INTO former_handles VALUES ('former', 3)"])
    write(
        run.db, ["INSERT INTO proposals (at, who, origin, content) VALUES ('now', 'w', 'o', '{}')"]
    )
    columns = mark_every_text(run.db)
    write(
        run.db, ["UPDATE events SET coordinates = '36.2,37.16' WHERE id = 3 OR coordinates NOTNULL"]
    )  # for a map
    assert {"events.title", "event_tags.tag", "commands.who", "links.because"} <= columns
    return run


def active_in(text: str) -> str:
    """What acts unseen in a text, with what stands around it; nothing where it is inert."""
    found = active().search(text)
    return "" if found is None else repr(text[max(0, found.start() - 40) : found.end() + 20])


def test_every_command_is_tried() -> None:
    """A command that is new stands among the views, or among those that only change something."""
    changing = {words for words in COMMANDS if words.split()[-1] in (
        "add", "alias", "edit", "merge", "rename", "cite", "link", "note", "remove", "undo",
        "unlink", "import", "backup", "migrate", "redo", "restore", "redact", "vacuum", "claim", "part", "interview",
        "tag", "sync", "draft",
    )}  # fmt: skip
    # What an archive has is no text of the record; tests/archive tries its commands.
    archived = {words for words in COMMANDS if words.startswith("archive ")}
    assert set(COMMANDS) - changing - archived == set(VIEWS)


@pytest.mark.parametrize("words", [*VIEWS.values(), *MORE])
def test_no_view_lets_a_mark_through(marked: Keyboard, tmp_path: Path, words: str) -> None:
    """Tables, running text, pictures, pages, documents: every mark is spelled out, none is lost."""
    done = marked(*words.replace("{db}", str(marked.db)).split())
    code = 1 if words == "database verify" else 0  # it finds that another program wrote the marks
    assert (done.exit_code, active_in(done.stdout), active_in(done.stderr)) == (code, "", "")
    made = [path for path in tmp_path.glob("made.*") if path.suffix in (".svg", ".html", ".txt")]
    assert [active_in(path.read_text()) for path in made] == [""] * len(made)
    if words not in ("formats", "types cues", "database info") and "made" not in words:
        assert r"\x1b" in (done.stdout + done.stderr).replace("\\\\", "\\")


@pytest.mark.parametrize("words", [each for each in VIEWS.values() if "made" not in each])
def test_every_format_of_a_view(marked: Keyboard, words: str) -> None:
    """JSON escapes marks and says the same, Markdown spells them out, CSV to a pipe keeps them."""
    if words.startswith("export"):
        return
    for style in (*LOSSLESS, "markdown", "csv"):
        done = marked(*words.replace("{db}", str(marked.db)).split(), "--format", style)
        assert done.exit_code == (words == "database verify")
        assert active_in(done.stderr) == ""
        if style != "csv":
            assert active_in(done.stdout) == "", style
        if style in LOSSLESS and r"\u001b[31m" in done.stdout:
            lines = done.stdout.splitlines() if style == "jsonl" else [done.stdout]
            assert all(json.loads(line) is not None for line in lines)
            assert MARK in repr_free("".join(str(json.loads(line)) for line in lines))


def repr_free(text: str) -> str:
    """A text that `str` made of nested values, with its escapes read again."""
    return text.encode("ascii", "backslashreplace").decode("unicode_escape")


def test_data_stay_as_they_are(marked: Keyboard) -> None:
    """What goes to a pipe or a file for other programs has the recorded texts to the letter."""
    stored = {event.title for event in Desk(marked.db).list().events}
    assert all(MARK in title for title in stored)
    told = marked("list", "--format", "json").stdout
    assert {event["title"] for event in json.loads(told)} == stored
    listed = csv.DictReader(io.StringIO(marked("list", "--format", "csv").stdout, newline=""))
    assert {row["title"] for row in listed} == stored
    exported = [json.loads(line) for line in marked("export").stdout.splitlines()]
    assert stored <= {each.get("title") for each in exported}


def test_changes_speak_inert(marked: Keyboard) -> None:
    """What a command says of what it changed, or refuses, has no mark in it either."""
    names = {
        key: str(value) + MARK
        for key, value in {
            "actor": "RUS", "type": "threat", "tag": "sanctions", "source": "kremlin-2016-12-30",
        }.items()
    }  # fmt: skip
    for words in CHANGES:
        done = marked(*(word.format(**names) for word in words.split(" ")))
        assert (active_in(done.stdout), active_in(done.stderr)) == ("", ""), words


def test_names_of_files_and_analysts(run: Keyboard, tmp_path: Path) -> None:
    """A file may be called anything, and so may who works; both are shown inert everywhere."""
    hostile = "a\x1b[2J\u202eb"
    table, broken = tmp_path / f"{hostile}.csv", tmp_path / f"{hostile}.xlsx"
    table.write_text("date,title,type\n2016-10-03,Act,threat\n2016-10-33,Act,threat\n")
    broken.write_text("nothing")
    copy = tmp_path / f"{hostile}.db"
    who = {"TRACKER_ANALYST": hostile}
    for words in (
        ("import", str(table), "--rejects", f"{hostile}.rejects.csv"), ("import", str(table)),
        ("import", str(broken)), ("import", f"{hostile}.none"), ("database", "imports"), ("log",),
        ("log", "--rows"), ("database", "backup", str(copy)), ("database", "backup", str(copy)),
        ("database", "info", "--db", str(copy)), ("list", "--db", f"{hostile}.none"),
        ("timeline", "-o", f"{hostile}.svg"), ("report", "-o", f"{hostile}.html"),
        ("export", "-o", f"{hostile}.jsonl"), ("export", "-o", f"{hostile}.jsonl"),
        ("export", "-o", f"{hostile}/x.jsonl"), ("show", hostile), ("note", "3", "remark"),
        ("show", "3"), ("undo",), (hostile,), ("list", f"--{hostile}"), ("list", "--sort", hostile),
        ("add", hostile, "--on", "2016", "--type", "threat"), ("check", "--rule", hostile),
        ("timeline", "-o", "x.svg", "--title", hostile), ("draw", hostile),
    ):  # fmt: skip
        done = run(*words, **who)
        assert (active_in(done.stdout), active_in(done.stderr)) == ("", ""), words
    assert inert(hostile) in run("list").stdout + run("log", "--limit", "99").stdout


def test_completion_offers_what_can_be_typed(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """A handle with a mark in it is not offered; a title with one is described inert, on a line."""
    write(
        sample_copy,
        [
            "UPDATE events SET handle = 'zz-' || char(27) || '[2J' WHERE id = 1",
            "UPDATE events SET handle = 'zz-two', title = 'T' || char(10, 27, 8238) WHERE id = 2",
        ],
    )
    for shell in ("bash", "zsh", "fish"):
        done = subprocess.run(
            tracker_command, capture_output=True, text=True, check=False,
            env=environment | {
                "_TRACKER_COMPLETE": f"complete_{shell}", "COMP_WORDS": "tracker show zz",
                "COMP_CWORD": "2", "_TYPER_COMPLETE_ARGS": "tracker show zz",
                "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            },
        )  # fmt: skip
        assert "zz-two" in done.stdout
        assert "zz-\\x1b" not in done.stdout
        assert active_in(done.stdout) == ""


def test_a_terminal_gets_no_file_raw(
    environment: dict[str, str], tracker_command: list[str], sample_copy: Path
) -> None:
    """CSV and exports are for other programs; on a terminal people look at them, so marks are out."""
    from tests.commands.terminal import at_terminal

    write(sample_copy, ["UPDATE events SET title = 'T' || char(27) || ']0;x' || char(7, 8238)"])
    for words in ("list --format csv", "export", "export --to csv", "list", "show 3", "paths 1 22"):
        seen = at_terminal([*tracker_command, *words.split()], environment, stdout_too=True)
        assert seen.code == 0
        assert "\x1b]0" not in seen.screen
        assert not {"\x07", "\u202e"} & set(seen.screen)


def test_a_notebook_shows_texts_inert(marked: Keyboard) -> None:
    """The HTML of an answer has every mark spelled out."""
    with Desk(marked.db) as desk:
        for answer in (desk.list(), desk.event("3"), desk.check(), desk.log(), desk.paths(1, 22)):
            assert active_in(answer._repr_html_()) == ""
