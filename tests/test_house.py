"""The plan of the house, held: what is loaded when, who imports whom, what says what it is."""

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from tests.conftest import ROOT
from tracker import errors
from tracker.cli import PANELS, app

HEAVY = {
    "numpy",
    "pandas",
    "matplotlib",
    "jinja2",
    "networkx",
    "igraph",
    "sqlite_utils",
    "edtf",
    "rich",
}
RUNS_SQL = {"rows", "row", "value", "run", "run_many", "execute", "executemany"}
SQL = re.compile(
    r"\s*(SELECT\s|WITH\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s"
    r"|PRAGMA\s|SAVEPOINT\s|ROLLBACK\b|RELEASE\s|BEGIN(\s+[A-Z]+)?\s*$|COMMIT\b|CREATE\s+\w+\s|DROP\s+\w+\s)"
)
MODULES = sorted((ROOT / "tracker").rglob("*.py"))
# Runs `tracker` with the given words, then says on stderr which modules were loaded.
WATCHED = """
import json, sys
from tracker.cli import app
code = 0
try:
    app(sys.argv[1:])
except SystemExit as end:
    code = end.code or 0
print("LOADED" + json.dumps(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""
# Runs the program, then says on stderr which generations were collected meanwhile, and whether
# anything is left for the interpreter to look through at its exit.
COLLECTING = """
import atexit, gc, json, sys
collected = []
gc.callbacks.append(lambda phase, info: collected.append(info["generation"]))
atexit.register(lambda: print(
    "COLLECTED" + json.dumps([collected, gc.get_freeze_count() > len(gc.get_objects())]),
    file=sys.stderr,
))
from tracker.__main__ import main
collected.clear()
main()
"""
# Runs a command twice, then says on stderr how many calls the second run makes, of C as well.
COUNTING = """
import json, sys
from tracker.cli import app
def run():
    try:
        app(sys.argv[1:])
    except SystemExit as end:
        assert not end.code
run()
made = 0
def count(frame, event, argument):
    global made
    made += event in ("call", "c_call")
sys.setprofile(count)
run()
sys.setprofile(None)
print("MADE" + json.dumps(made), file=sys.stderr)
"""
# Somewhat over a third of what `paths` made while it loaded all actors and laid out what nobody saw
# laid out. A tenth of it weighs claims side by side, and gives dates in doubt their margins.
MOST_CALLS = 28_000
# What asking needs, and recording an event does without.
FOR_QUESTIONS = {
    "tracker.model.counterfactuals",
    "tracker.model.dyads",
    "tracker.model.hypotheses",
    "calendar",
    "tracker.desk.filters",
    "tracker.model.selection",
    "tracker.store.cone",
    "tracker.model.chronicle",
    "tracker.model.answers.manage",
}


ADD = ("add", "A threat", "--on", "2017-01-03", "--by", "RUS", "--type", "threat",
       "--source", "A note", "--grade", "B2")  # fmt: skip


def told_by(environment: dict[str, str], script: str, word: str, *words: str) -> Any:
    """What a script that runs a command in a process of its own says last, behind a word."""
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stderr.rpartition(word)[2])


def loaded_by(environment: dict[str, str], *words: str) -> set[str]:
    """The modules that a whole command loads."""
    return set(told_by(environment, WATCHED, "LOADED", *words))


def packages(modules: set[str]) -> set[str]:
    """The top-level packages of modules."""
    return {name.split(".")[0] for name in modules}


def commands() -> Iterator[tuple[str, TyperCommand]]:
    """Every command with the words that call it, groups left out."""
    root = get_command(app)
    pending: list[tuple[tuple[str, ...], Any]] = [((), root)]
    while pending:
        words, command = pending.pop(0)
        if isinstance(command, TyperGroup):
            context = typer.Context(command)
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None, name
                pending.append(((*words, name), below))
        else:
            yield " ".join(words), command


COMMANDS = dict(commands())


def test_importing_the_command_line_loads_nothing_heavy(environment: dict[str, str]) -> None:
    """`import tracker.cli` loads none of the big libraries."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys, tracker.cli; print(*sys.modules)"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert HEAVY & {name.split(".")[0] for name in done.stdout.split()} == set()


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (ADD, set()),
        (("list", "--format", "json", "--since", "2016-10", "--actor", "Moscow"), set()),
        (("list", "--format", "csv"), set()),
        (("show", "pmda", "--format", "json"), set()),
        (("edit", "pmda", "--title", "Another"), set()),
        (("link", "1", "5", "--likelihood", "likely"), set()),
        (("undo", "1", "--yes"), set()),
        (("log", "--format", "jsonl"), set()),
        (("actors", "list", "--format", "json"), set()),
        (("list",), {"rich"}),
        (("list", "--since", "2016-10~"), {"rich", "edtf"}),
        (("search", "missiles"), {"rich"}),
        (("paths", "1", "22", "--format", "json"), {"networkx"}),
    ],
    ids=lambda value: " ".join(value[:3]) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_command_loads_only_what_it_needs(
    environment: dict[str, str], words: tuple[str, ...], allowed: set[str]
) -> None:
    """The everyday commands load none of the big libraries but those they cannot do without."""
    assert packages(loaded_by(environment, *words)) & HEAVY <= allowed


def test_recording_an_event_loads_nothing_of_questions(environment: dict[str, str]) -> None:
    """`tracker add` reads no filters, searches along no links, and needs no calendar.

    Nor does it of a day of which there are events already, which may be the same.
    """
    assert loaded_by(environment, *ADD) & FOR_QUESTIONS == set()
    beside = ["2016-10-05" if each == "2017-01-03" else each for each in ADD]
    loaded = loaded_by(environment, *beside)
    assert "tracker.analysis.likeness" in loaded
    assert loaded & FOR_QUESTIONS == set()


def test_an_event_in_one_line_loads_nothing_heavy(environment: dict[str, str]) -> None:
    """`tracker add` of one line needs no big library; the reader of lines is loaded for one alone."""
    reader = "tracker.model.event_line"
    line = "2017-01-03 RUS > USA threat: Another one [A note B2] #tag because 1 likely"
    loaded = loaded_by(environment, "add", line)
    assert packages(loaded) & HEAVY == set()
    assert reader in loaded
    assert reader not in loaded_by(environment, *ADD)
    assert "babel" not in packages(loaded)


def test_a_plain_date_loads_no_reader_of_words(environment: dict[str, str]) -> None:
    """Words of dates are read, and said, only where a date is not EDTF; names need Babel alone."""
    readers = "date_words date_grammar date_wording date_display date_remarks month_names"
    words = {f"tracker.model.{name}" for name in readers.split()}
    assert loaded_by(environment, *ADD) & words == set()
    typed = ["3 Oct 2016" if each == "2017-01-03" else each for each in ADD]
    assert "babel" not in packages(loaded_by(environment, *typed))


@pytest.mark.parametrize(
    ("name", "is_loaded"),
    [("Rosatom Fleet", False), ("Ministère de la Défense", False), ("Северный флот", True)],
)
def test_only_a_name_in_other_letters_loads_what_writes_it_in_latin_ones(
    environment: dict[str, str], name: str, is_loaded: bool
) -> None:
    """`tracker add` loads anyascii for the code of a new actor whose name has no Latin letters."""
    typed = [name if each == "RUS" else each for each in ADD]
    assert ("anyascii" in packages(loaded_by(environment, *typed, "--new-actor"))) is is_loaded


def test_a_short_run_collects_no_garbage(environment: dict[str, str]) -> None:
    """`tracker add` looks for circles neither among its imports nor, once more, at its exit."""
    assert told_by(environment, COLLECTING, "COLLECTED", *ADD) == [[], True]


def test_a_question_makes_few_calls(environment: dict[str, str]) -> None:
    """`tracker paths` into a pipe reads what it shows, and lays out nothing."""
    environment.pop("COLUMNS", None)  # which asks for lines of that width even in a pipe
    assert told_by(environment, COUNTING, "MADE", "paths", "1", "22") < MOST_CALLS


def test_the_installed_program_is_the_module_that_runs() -> None:
    """`tracker` and `python -m tracker` start at the same place."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"tracker": "tracker.__main__:main"}


def test_the_floors_hold() -> None:
    """import-linter finds that nobody imports from a floor above, or another's library."""
    if importlib.util.find_spec("importlinter") is None:
        pytest.skip("import-linter is not installed; scripts/check runs it")
    lint = (
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def imported_by(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it, with the names taken from them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)


def test_typer_is_used_by_its_public_names() -> None:
    """No module and no test imports what typer keeps to itself, its own copy of click above all."""
    files = [*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "scripts").rglob("*.py")]
    private = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        for name in imported_by(path)
        if name.startswith("typer.") and "._" in name
    }
    assert private == set()


def module_names() -> dict[str, tuple[str, ...]]:
    """The commands that the root app names for each module."""
    return {name: names for modules in PANELS.values() for name, names in modules.items()}


def test_every_module_with_commands_stands_in_a_panel() -> None:
    """The root app names each module that registers commands of its own."""
    folder = ROOT / "tracker" / "commands"
    found = {
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        for path in folder.rglob("*.py")
        if re.search(r"^app = typer\.Typer", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    parts_of_manage = {"manage.checking", "manage.duplicates"}  # `manage` joins them to its groups
    assert found - parts_of_manage == set(module_names())


@pytest.mark.parametrize("module", module_names())
def test_the_panels_are_what_the_modules_register(module: str) -> None:
    """The root app knows, without loading it, just the commands that a module has."""
    registered: typer.Typer = import_module(f"tracker.commands.{module}").app
    names = [
        info.name or (info.callback.__name__ if info.callback else "")
        for info in registered.registered_commands
    ]
    groups = [group.name for group in registered.registered_groups]
    assert sorted(module_names()[module]) == sorted([*names, *map(str, groups)])


def test_no_command_stands_in_two_panels() -> None:
    """Each command has one panel."""
    names = [name for names in module_names().values() for name in names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_has_an_example(words: str) -> None:
    """The help of every command says what it does and shows an example of it."""
    command = COMMANDS[words]
    assert command.help
    summary, _, rest = command.help.partition("\n")
    assert summary.rstrip().endswith(".")
    assert "Example:" in rest
    assert f"tracker {words} " in f"{rest} " or f"tracker {words}`" in rest


@pytest.mark.parametrize("words", COMMANDS)
def test_every_option_is_explained(words: str) -> None:
    """Every option of every command has a help text, and every command takes --db."""
    command = COMMANDS[words]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    assert "db" in [parameter.name for parameter in options]
    assert [option.name for option in options if not getattr(option, "help", None)] == []


def sql_in(path: Path) -> Iterator[str]:
    """The SQL statements in a module, and what it calls to run one, each with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if SQL.match(node.value):
                yield f"{node.lineno}: {node.value.split(maxsplit=1)[0]}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if node.func.attr in RUNS_SQL and owner.rpartition(".")[2] in ("db", "connection"):
                yield f"{node.lineno}: {owner}.{node.func.attr}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_all_sql_stands_in_the_store(path: Path) -> None:
    """No module outside `tracker.store` holds a statement of SQL, or runs one.

    That of DuckDB, which writes and checks the files of an archive, stands in `tracker.archive`.
    """
    name = path.relative_to(ROOT / "tracker").as_posix()
    found = list(sql_in(path))
    if name.startswith(("store/", "archive/")):
        return
    assert found == []


def test_sql_is_found_where_it_is(tmp_path: Path) -> None:
    """The look for SQL finds statements, f-strings and calls, and no words that only look so."""
    module = tmp_path / "m.py"
    module.write_text(
        'db.rows(sql)\nself.db.value(f\'SELECT a FROM {t}\')\nx = """\n  DELETE FROM t"""\n'
        "'Select one from the list.'; book.value(1); 'UPDATE'\n"
    )
    assert sorted(sql_in(module)) == [
        "1: db.rows", "2: SELECT", "2: self.db.value", "3: DELETE",
    ]  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_plurals_are_made_in_one_place(path: Path) -> None:
    """No module but `tracker.model.numbers` puts an s behind a noun for a number of things."""
    by_hand = re.compile(r"""['"]s['"] (\* \(|if )|else ['"]s['"]|"1 [a-z]+" if """)
    found = by_hand.findall(path.read_text(encoding="utf-8"))
    assert found == [] or path == ROOT / "tracker/model/numbers.py"


def public(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """The module and its public functions, classes and methods, with their names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield "", tree
    below: list[tuple[str, ast.AST]] = [("", node) for node in tree.body]
    while below:
        prefix, node = below.pop(0)
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            below += [(f"{prefix}{node.name}.", each) for each in node.body]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_everything_public_says_what_it_is(path: Path) -> None:
    """Every module, and every public function, class and method, has a docstring."""
    silent = [
        name
        for name, node in public(path)
        if not ast.get_docstring(node)  # type: ignore[arg-type]
    ]
    assert silent == []


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    """The tree in the docstring of `tracker.errors` names every error, with its exit code."""
    assert errors.__doc__ is not None
    drawn: dict[str, int] = {}
    code = 1
    for line in errors.__doc__.splitlines():
        words = line.replace("│", " ").replace("├──", " ").replace("└──", " ").split()
        if words and words[0][0].isupper() and hasattr(errors, words[0]):
            numbers = [int(word) for word in words if word.isdigit()]
            code = numbers[0] if numbers else code
            drawn[words[0]] = code
    real = {
        name: value.exit_code
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.TrackerError)
    }
    assert drawn == real
