"""Draw commands at the keyboard."""

import os
import re
import stat
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tracker.model.link import Link
from tracker.store import chronicle
from tracker.store.database import open_for_reading

CHARTS = ("timeline", "chain", "ladder", "matrix", "calendar")


@pytest.mark.parametrize("chart", CHARTS)
def test_every_picture_takes_the_same_options(run: Keyboard, chart: str) -> None:
    """Size, theme, language, texts, notes and words beside it, on each of them."""
    result = run(
        chart, "-o", "picture.svg", "--size", "200mm", "--theme", "dark", "--lang", "ru",
        "--title", "Осень 2016", "--subtitle", "Von der Redaktion", "--caption", "Quelle: wir",
        "--notes", "--alt", "--dpi", "60",
    )  # fmt: skip
    assert (result.exit_code, result.stdout.splitlines()) == (0, ["picture.svg", "picture.svg.txt"])
    text = Path("picture.svg").read_text(encoding="utf-8")
    for words in ("Осень 2016", "Von der Redaktion", "Quelle: wir", "#14171c", 'xml:lang="ru"'):
        assert words in text
    assert "Reuters" in text
    assert 'width="566.9' in text
    assert Path("picture.svg.txt").read_text(encoding="utf-8").startswith("Осень 2016: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["timeline", "-o", "t.png", "--size", "big"], "'big' is no size: say 180mm"),
        (["matrix", "-o", "t.png", "--theme", "pink"], "There is no theme pink; choose light"),
        (["calendar", "-o", "t.png", "--lang", "tlh"], "Charts speak en, de, fr, es, ru, uk, zh"),
        (["ladder", "-o", "t.png", "--font", "No Such"], "There is no font No Such"),
        (["timeline", "-o", "t.png", "--font", "none.ttf"], "none.ttf is no font that can be read"),
        (["timeline", "-o", "t.png", "--phase", "Talks"], "is no phase; write its name and dates"),
        (["timeline", "-o", "t.png", "--phase", "War=1939"], "lies outside the events drawn"),
        (["timeline", "-o", "t.png", "--focus", "1962-10"], "lies outside the events drawn"),
        (["timeline", "-o", "t.png", "--labels", "few"], "'few' is no number of labels"),
        (["timeline", "-o", "t.png", "--highlight", "1"], "names no chain; give its ends as A:B"),
        (
            ["timeline", "-o", "t.png", "--highlight", "22:1"],
            "No chain of links leads from 22 to 1",
        ),
        (["report", "-o", "r.pdf"], "r.pdf: a report ends in .html or .htm"),
        (["report", "-o", "no/where.html"], "There is no folder no; make it first"),
        (["report", "--actor", "FRA", "--since", "2017"], "No event fits with"),
        (["matrix", "--since", "2030"], "No event fits with --since 2030"),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence(run: Keyboard, words: list[str], said: str) -> None:
    """One sentence on stderr, nothing on stdout, and no file is left behind."""
    result = run(*words)
    assert result.exit_code in (1, 2, 3)
    assert result.stdout == ""
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
    assert not [*Path().glob("t.*"), *Path().glob("r.*"), *Path().glob(".*part*")]


def test_a_highlighted_chain_is_the_one_that_paths_ranks_first(run: Keyboard) -> None:
    """The arcs brought out join the events of the strongest chain."""
    best = run("paths", "russian-air", "nsc-syria", "-k", "1", "--format", "json")
    assert best.exit_code == 0
    result = run("timeline", "--highlight", "russian-air:nsc-syria", "-o", "t.svg")
    assert result.exit_code == 0
    text = Path("t.svg").read_text(encoding="utf-8")
    assert "the highlighted chain" in text
    assert "28 events" in text


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (
            ("--min-likelihood", "very likely"),
            lambda claims: all(claim.band.low >= 0.8 for claim in claims),
        ),
        (
            ("--relation", "provokes"),
            lambda claims: any(claim.relation == "provokes" for claim in claims),
        ),
    ],
    ids=("likelihood", "relation"),
)
def test_a_picture_draws_the_links_that_are_asked_for(
    run: Keyboard, asked: tuple[str, ...], kept: Callable[[list[Link]], bool]
) -> None:
    """Links are chosen by the filters of a question: by the analyst's word, else by everybody's."""
    with closing(open_for_reading(run.db)) as db:
        record = chronicle.load(db)
    claims: dict[tuple[str, str], list[Link]] = {}
    for link in record.links:
        ends = record.events[link.cause].handle, record.events[link.effect].handle
        claims.setdefault(ends, []).append(link)
    expected = {
        ends
        for ends, all_of in claims.items()
        if kept([each for each in all_of if each.claimed_by == "analyst"] or all_of)
    }
    for drawn in ("chain", "timeline"):
        source = run(drawn, "--format", "dot", *asked).stdout
        assert set(re.findall(r'"(.+)" -> "(.+)" \[', source)) == expected
    assert "Only a picture shows" in run("timeline", "--format", "mermaid", *asked).stderr


def test_a_picture_says_which_links_it_draws(run: Keyboard) -> None:
    """The least likelihood stands in its subtitle; what nothing reaches is refused."""
    ends = ("russian-air-campaign", "nsc-syria")
    assert run("chain", *ends, "--min-likelihood", "likely", "-o", "c.svg").exit_code == 0
    assert "links of likelihood 0.55 or more" in Path("c.svg").read_text(encoding="utf-8")
    none = run("chain", *ends, "--min-likelihood", "0.99")
    assert none.exit_code == 1
    assert "with --min-likelihood 0.99" in none.stderr
    assert run("ladder", "--min-likelihood", "0.9").exit_code == 2


def test_cyrillic_and_arabic_are_drawn_as_glyphs(run: Keyboard) -> None:
    """The font that comes along has both scripts, so nothing is said to be missing."""
    added = run(
        "add", "Москва приостанавливает соглашение / موسكو تعلق الاتفاق", "--on", "2016-10-03",
        "--by", "RUS", "--type", "pact-withdrawal", "--anyway",
    )  # fmt: skip
    assert added.exit_code == 0
    result = run("timeline", "--since", "2016-10-03", "--until", "2016-10-03", "-o", "t.png")
    assert result.exit_code == 0
    assert "no font on this machine" not in result.stderr


def test_chinese_is_drawn_where_a_font_has_it(run: Keyboard) -> None:
    """With a CJK font on the machine titles are glyphs; without one the person is told."""
    from matplotlib.font_manager import fontManager

    from tracker.charts.drawing.letters import FALLBACKS, find_new_fonts

    run("add", "俄罗斯中止协议", "--on", "2016-10-03", "--by", "RUS", "--type", "pact-withdrawal",
        "--anyway")  # fmt: skip
    result = run("timeline", "--text", "俄罗斯", "-o", "t.png")
    assert result.exit_code == 0
    find_new_fonts()
    cjk = {name for name in FALLBACKS if "CJK" in name or name.startswith("WenQuanYi")}
    there = cjk & {entry.name for entry in fontManager.ttflist}
    assert ("no font on this machine has" in result.stderr) == (not there)


def test_a_report_is_one_file_and_says_what_it_holds(run: Keyboard) -> None:
    """Its name on stdout, what it holds on stderr; filters choose, and what is known is said."""
    result = run("report", "--since", "2016-10", "-o", "r.html", "--known-by", "2016-10-20")
    assert (result.exit_code, result.stdout) == (0, "r.html\n")
    assert "Wrote" in result.stderr
    text = Path("r.html").read_text(encoding="utf-8")
    said = "; chosen: from October 2016, links as known by 20 October 2016."
    assert said in text  # in words, without names of options
    assert "--since" not in text
    assert "not proof of causation" in text
    assert len(list(Path().glob("*.part"))) == 0
    assert run("report").stdout == "report.html\n"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("matrix", "-o", "link.svg"), "link.svg"),
        (("matrix", "-o", "link.png"), "link.png"),
        (("matrix", "-o", "link.pdf"), "link.pdf"),
        (("matrix", "-o", "picture.svg", "--alt"), "picture.svg.txt"),
        (("report", "-o", "link.html"), "link.html"),
    ],
)
def test_a_file_behind_a_link_is_replaced_and_keeps_its_mode(
    run: Keyboard, words: tuple[str, ...], name: str
) -> None:
    """A symbolic link stays one; what it leads to gets the content, and is as private as before."""
    Path("folder").mkdir()
    target = Path("folder", "kept")
    target.write_text("before", encoding="utf-8")
    target.chmod(0o640)
    Path(name).symlink_to(target)
    refused = run(*words)
    assert refused.exit_code == 1
    assert f"{name} is there already; name another file, or replace it with --force." in (
        refused.stderr
    )
    assert (target.read_text(encoding="utf-8"), refused.stdout) == ("before", "")
    done = run(*words, "--force")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, name)
    assert Path(name).is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    alone = run(*(word.replace("link", "alone").replace("picture", "alone") for word in words))
    assert alone.exit_code == 0
    beside = Path(name.replace("link", "alone").replace("picture", "alone"))
    assert target.read_bytes() == beside.read_bytes() != b"before"
    assert [each.name for each in Path("folder").iterdir()] == ["kept"]


@pytest.mark.parametrize(
    "words",
    [("matrix", "-o", "t.svg"), ("matrix", "-o", "p.svg", "--alt"), ("report", "-o", "t.html")],
)
def test_a_place_that_cannot_be_written_is_told_with_a_way_on(
    run: Keyboard, words: tuple[str, ...]
) -> None:
    """A folder of the file's name is refused in a sentence, whatever is written, and stays."""
    for name in ("t.svg", "t.html", "p.svg.txt"):
        Path(name).mkdir()
    done = run(*words)
    assert done.exit_code == 2
    assert done.stderr.endswith(
        " cannot be written: Is a directory. Choose another place with -o.\n"
    )
    assert not list(Path().glob(".*part*"))


def test_a_name_is_made_that_nothing_has_yet(run: Keyboard) -> None:
    """Neither a file nor a link that leads nowhere is written over where no file is named."""
    Path("matrix.png").symlink_to("nowhere")
    Path("report.html").write_text("kept", encoding="utf-8")
    assert run("matrix").stdout == "matrix-2.png\n"
    assert run("report").stdout == "report-2.html\n"
    assert Path("report.html").read_text(encoding="utf-8") == "kept"
    assert not Path("nowhere").exists()


def test_a_report_of_one_event_counts_one(run: Keyboard) -> None:
    """One event and its evidence, several and theirs."""
    assert run("report", "--text", "Paris").stderr.startswith("Wrote 1 event and its evidence (")
    assert " events and their evidence (" in run("report").stderr


HOSTILE = (
    b"font.size: 40\nlines.linewidth: 9\nsavefig.bbox: tight\naxes.facecolor: red\nbad.key: 1\n\xff"
)


@pytest.mark.parametrize("name", ["c.png", "c.svg", "c.pdf"])
def test_no_settings_of_matplotlib_change_a_picture(
    environment: dict[str, str], tracker_command: list[str], tmp_path: Path, name: str
) -> None:
    """Neither a file of the working folder nor one of the user's is read, nor said to be odd."""
    hostile, plain = tmp_path / "hostile", tmp_path / "plain"
    for folder in (hostile, plain):
        folder.mkdir()
    (hostile / "matplotlibrc").write_bytes(HOSTILE)
    settings = {"MATPLOTLIBRC": str(hostile), "MPLCONFIGDIR": str(hostile)}
    said = [
        subprocess.run(
            [*tracker_command, "matrix", "-o", name], cwd=folder, env=environment | more,
            capture_output=True, text=True, check=True,
        ).stderr
        for folder, more in ((plain, {}), (hostile, settings))
    ]  # fmt: skip
    assert (plain / name).read_bytes() == (hostile / name).read_bytes()
    assert said[0] == said[1]
    assert len(said[0].splitlines()) == 2  # that it is drawn, and what is left out


def test_a_folder_of_matplotlib_that_cannot_be_written_is_no_matter(
    environment: dict[str, str], tracker_command: list[str], tmp_path: Path
) -> None:
    """Where it can keep no list of fonts, nothing is said of that, and a pipe is not waited for."""
    (tmp_path / "file").touch()
    before = set(tmp_path.iterdir())
    os.mkfifo(tmp_path / "matplotlibrc")
    done = subprocess.run(
        [*tracker_command, "matrix", "-o", "m.svg"], cwd=tmp_path, capture_output=True, text=True,
        env={**environment, "MPLCONFIGDIR": str(tmp_path / "file" / "none")}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (0, "m.svg\n", 2)
    relative = {"XDG_CONFIG_HOME": "config-here", "XDG_CACHE_HOME": "cache-here"}
    subprocess.run(
        [*tracker_command, "matrix", "-o", "n.svg"], cwd=tmp_path, capture_output=True,
        env={**{k: v for k, v in environment.items() if k != "MPLCONFIGDIR"}, **relative},
        check=True,
    )  # fmt: skip
    made = {path.name for path in set(tmp_path.iterdir()) - before}
    assert made == {"matplotlibrc", "m.svg", "n.svg"}
