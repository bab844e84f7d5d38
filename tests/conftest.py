"""Fixtures: the real sample crisis, an empty desk, and a keyboard to type at."""

import importlib.util
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from typer.testing import CliRunner, Result

from tracker.cli import app
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.store.creation import create_database
from tracker.store.database import Database, open_for_writing
from tracker.store.migrations import CURATED

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SHADOWS = ("events_fts", "event_words_fts", "event_notes_fts", "sqlite_")
Rows = dict[str, list[tuple[Any, ...]]]

# `scripts/endure` asks for many times the usual examples.
TIMES = int(os.environ.get("TRACKER_EXAMPLES", "1"))

# A shell that runs the tests in the background has Ctrl-C ignored, and so would all that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("tracker", deadline=None, max_examples=40)
settings.load_profile("tracker")


class Keyboard:
    """Types `tracker …` in this process, on its own copy of the sample crisis."""

    def __init__(self, db: Path, config: Path) -> None:
        self.db = db
        self.env: dict[str, str | None] = {
            "TRACKER_DB": str(db),
            "TRACKER_CONFIG_DIR": str(config),
            "TRACKER_ANALYST": "A. Tester",
            "COLUMNS": "100",
            **dict.fromkeys(
                (
                    "TRACKER_FORMAT",
                    "TRACKER_MAX_MARKING",
                    "EDITOR",
                    "VISUAL",
                    "NO_COLOR",
                    "FORCE_COLOR",
                    "TTY_COMPATIBLE",
                )
            ),
        }

    def __call__(self, *args: str, input: str | bytes | None = None, **env: str) -> Result:  # noqa: A002
        """Run one command; what tracker does not turn into a sentence comes up as it is."""
        typed = list(args)
        return CliRunner(env={**self.env, **env}).invoke(
            app, typed, input=input, catch_exceptions=False, prog_name="tracker"
        )


def rows(db: Database | Path, tables: tuple[str, ...] = ()) -> Rows:
    """The rows of all tables, or of some, sorted, so that two databases can be compared."""
    if isinstance(db, Path):
        with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as connection:
            return _rows(connection, tables)
    return _rows(db.connection, tables)


def curated(db: Database | Path) -> Rows:
    """The rows that a person has recorded or could, without the history of how."""
    return rows(db, CURATED)


def draft(title: str, on: str, event_type: str = "threat", **more: Any) -> EventDraft:
    """An event draft from what a test has to say of it."""
    return EventDraft(title=title, date=EventDate.parse(on), type=event_type, **more)


IN_MEMORY: list[Database] = []


def fresh(path: Path) -> Database:
    """A copy of a database in memory, for tests that need many; it is closed after the test."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(path)) as original:
        original.backup(connection)
    IN_MEMORY.append(Database(Path("in-memory.db"), connection, "tester"))
    return IN_MEMORY[-1]


@pytest.fixture(autouse=True)
def _close_databases_in_memory() -> Iterator[None]:
    """Python warns of databases that nobody closed, since 3.13."""
    yield
    while IN_MEMORY:
        IN_MEMORY.pop().close()


def _rows(connection: sqlite3.Connection, tables: tuple[str, ...]) -> Rows:
    named = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(SHADOWS)
    ]
    return {
        table: sorted(map(tuple, connection.execute(f"SELECT * FROM [{table}]")), key=repr)
        for table in tables or named
    }


@pytest.fixture(scope="session")
def build_sample() -> ModuleType:
    """The script that builds the sample, as a module."""
    spec = importlib.util.spec_from_file_location(
        "build_sample", ROOT / "scripts" / "build_sample.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample_path(build_sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample crisis, built once from its text; to be read only."""
    path: Path = tmp_path_factory.mktemp("sample") / "sample.db"
    build_sample.build(path)
    return path


@pytest.fixture(scope="session")
def empty_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database with the shipped registers and nothing else; to be copied."""
    path: Path = tmp_path_factory.mktemp("empty") / "empty.db"
    create_database(path)
    return path


@pytest.fixture
def sample_copy(sample_path: Path, tmp_path: Path) -> Path:
    """This test's own copy of the sample crisis."""
    return Path(shutil.copyfile(sample_path, tmp_path / "sample.db"))


@pytest.fixture
def sample(sample_copy: Path) -> Iterator[Database]:
    """The test's copy of the sample crisis, opened for writing."""
    with closing(open_for_writing(sample_copy, "tester")) as db:
        yield db


@pytest.fixture
def desk(empty_path: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty new database, opened for writing."""
    path = Path(shutil.copyfile(empty_path, tmp_path / "desk.db"))
    with closing(open_for_writing(path, "tester")) as db:
        yield db


@pytest.fixture
def run(sample_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    """`run("list", "--actor", "RUS")` types that command; the current folder is the test's own."""
    config = tmp_path / "config"
    config.mkdir()
    monkeypatch.chdir(tmp_path)
    return Keyboard(sample_copy, config)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for a locked database."""
    monkeypatch.setattr("tracker.store.connecting.BUSY_SECONDS", 0.01)


@pytest.fixture
def real_data() -> Path:
    """The folder of real files that others made; tests that need it skip without it."""
    folder = Path(os.environ.get("TRACKER_REAL_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("needs the real files of TRACKER_REAL_DATA or ../shared/data")
    return folder


@pytest.fixture
def environment(sample_copy: Path, tmp_path: Path) -> dict[str, str]:
    """The environment for `tracker` in a process of its own, on the test's copy of the sample."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    quiet = ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TRACKER_FORMAT")
    inherited = {key: value for key, value in os.environ.items() if key not in quiet}
    return {
        **inherited,
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONUTF8": "1",
        "TRACKER_DB": str(sample_copy),
        "TRACKER_CONFIG_DIR": str(folder),
        "TRACKER_ANALYST": "A. Tester",
        "COLUMNS": "100",
        "TERM": "xterm-256color",
    }


@pytest.fixture
def tracker_command() -> list[str]:
    """The words that start `tracker` in a process of its own."""
    return [sys.executable, "-m", "tracker"]


@pytest.fixture
def locked(sample_copy: Path, impatient: None) -> Iterator[sqlite3.Connection]:
    """Another program that holds the test's sample locked, until it rolls back."""
    with closing(sqlite3.connect(sample_copy, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


@pytest.fixture(scope="session")
def made_up() -> Callable[[int], Chronicle]:
    """A made-up crisis of so many events, as the benchmark of pictures has it."""
    spec = importlib.util.spec_from_file_location("crisis", ROOT / "scripts/bench/crisis.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    make: Callable[[int], Chronicle] = module.crisis
    return make


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A headless Chromium; the tests that ask for it are skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()
