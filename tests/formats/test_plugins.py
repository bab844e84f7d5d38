"""Formats of other packages: found by entry points, used as ours are, broken without harm."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, Keyboard, curated
from tracker.formats.plugins import load_plugins

GOOD = ("sitrep = format_plugin.sitrep:FORMAT", "wiki = format_plugin.wiki:FORMAT")
REPORTS = (
    "sitrep,day,sender,target,headline\n"
    "7,2016-10-03,RUS,USA,Moscow protests\n"
    "8,some day,RUS,USA,Moscow protests again\n"
)
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """`install("wiki = format_plugin.wiki:FORMAT")` as if pip had installed such a package."""

    def pretend(*entries: str) -> None:
        site = tmp_path / "site-packages"
        info = site / "format_plugin-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: format-plugin\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("\n".join(("[tracker.formats]", *entries, "")))
        monkeypatch.syspath_prepend(str(ROOT / "tests" / "plugins"))
        monkeypatch.syspath_prepend(str(site))
        load_plugins.cache_clear()

    yield pretend
    load_plugins.cache_clear()


def test_a_feed_of_another_package_is_imported_as_ours_are(run: Keyboard, install: Install) -> None:
    """Recognised by content whatever its name; filtered, rejected, corrected, undone."""
    install(*GOOD)
    Path("week-40.data").write_text(REPORTS)
    before = curated(run.db)
    done = run("import", "week-40.data")
    assert done.exit_code == 0, done.stderr
    assert "Added 1 source, 1 event." in done.stderr
    assert "week-40.data line 3: 'some day' is no day" in done.stderr
    assert '"code": "sitrep"' in run("sources", "list", "--format", "json").stdout
    assert "Added nothing. Already there: 1 event." in run("import", "week-40.data").stderr
    corrected = REPORTS.replace("Moscow protests\n", "Moscow protests loudly\n")
    Path("week-40.data").write_text(corrected)
    assert "Corrected 1 event" in run("import", "week-40.data", "--from", "Sitrep").stderr
    assert "Moscow protests loudly" in run("show", "sitrep-7").stdout
    assert '"format": "sitrep"' in run("database", "imports", "--format", "json").stdout
    run("undo")
    run("undo")
    assert curated(run.db) == before
    assert "--map and --set are for tables" in run("import", "week-40.data", "--map", "a=b").stderr


def test_an_export_of_another_package_is_written_as_ours_are(
    run: Keyboard, install: Install
) -> None:
    """By name or by the end of the file's name, with its omissions counted."""
    install(*GOOD)
    done = run("export", "crisis.wiki", "--since", "2016-10-16")
    assert done.stderr.splitlines()[0] == "Wrote 6 events to crisis.wiki."
    assert done.stderr.splitlines()[1].startswith("wiki has no room for links (")
    text = Path("crisis.wiki").read_text(encoding="utf-8")
    assert text.startswith("{|\n|- \n| 2016-")
    assert run("export", "--to", "wiki", "--since", "2016-10-16").stdout == text
    assert run("export", "--to", "sitrep").stderr == (
        "Error: sitrep is a feed that tracker only reads; name another --to.\n"
    )


def test_formats_of_other_packages_are_listed_after_ours(run: Keyboard, install: Install) -> None:
    """With what they keep and lose, and in the sentence about unknown formats."""
    install(*GOOD)
    listed = run("formats", "--format", "markdown")
    assert (listed.exit_code, listed.stderr) == (0, "")
    *_, sitrep, wiki = listed.stdout.splitlines()
    assert sitrep == "| sitrep |  | in | situation reports | attachments |"
    assert wiki.startswith("| wiki | .wiki | out | dates and titles as wiki markup | links, ")
    assert "sitrep, wiki (.wiki)." in run("export", "--to", "none").stderr


BROKEN = {
    "lost = format_plugin.lost:FORMAT": (
        "The format lost of the package format-plugin cannot be loaded (ModuleNotFoundError: "
        "No module named 'format_plugin.lost'); it is left out. Update that package or uninstall "
        "it."
    ),
    "odd = format_plugin.wiki:write": (
        "The format odd of the package format-plugin is no FileFormat; it is left out. "
        "Update that package or uninstall it."
    ),
    "again = format_plugin.wiki:FORMAT": (
        "The format wiki of the package format-plugin is called wiki, as another one is; it is "
        "left out. Update that package or uninstall it."
    ),
    "mine = format_plugin.impostor:FORMAT": (
        "The format mine of the package format-plugin is called csv, as another one is; it is "
        "left out. Update that package or uninstall it."
    ),
}


@pytest.mark.parametrize("entry", BROKEN)
def test_a_broken_plugin_is_one_sentence_and_stops_nobody(
    run: Keyboard, install: Install, entry: str
) -> None:
    """Whether it cannot be loaded, is something else or takes another's name."""
    install(entry, *GOOD)
    listed = run("formats", "--format", "markdown")
    assert (listed.exit_code, listed.stderr) == (0, f"{BROKEN[entry]}\n")
    assert listed.stdout.count("\n| wiki |") == 1
    Path("week-40.data").write_text(REPORTS)
    done = run("import", "week-40.data")
    assert (done.exit_code, done.stderr.count(BROKEN[entry])) == (0, 1)
    assert "Added 1 source, 1 event." in done.stderr
    done = run("export", "crisis.wiki")
    assert (done.exit_code, done.stderr.count(BROKEN[entry])) == (0, 1)
    assert run("export", "--to", "csv").stdout.startswith("id,handle,date,")


def test_a_plugin_that_fails_at_work_is_one_sentence(run: Keyboard, install: Install) -> None:
    """With its package's name, nothing stored and no file left; others are recognised still."""
    install("faulty = format_plugin.faulty:FORMAT", *GOOD)
    Path("week-40.data").write_text(REPORTS)
    done = run("import", "week-40.data")
    assert done.exit_code == 0
    assert "Added 1 source, 1 event." in done.stderr
    assert (
        "The format faulty of the package format-plugin failed (LookupError: sitrep); report it "
        "to its authors.\n"
    ) in done.stderr
    before = curated(run.db)
    done = run("import", "week-40.data", "--from", "faulty")
    assert done.exit_code == 2
    assert done.stderr.startswith(
        "Error: week-40.data: The format faulty of the package format-plugin failed (KeyError: "
    )
    assert curated(run.db) == before
    done = run("export", "--to", "faulty", "-o", "crisis.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "Error: The format faulty of the package format-plugin failed (AttributeError: no such "
        "field); report it to its authors.\n"
    )
    assert [each.name for each in Path().glob("*crisis*")] == []
