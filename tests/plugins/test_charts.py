"""Charts that other packages add by entry points."""

from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tracker import open as open_desk
from tracker.charts import registry
from tracker.errors import InvalidInput, NotFound

PACKAGE = "tests.plugins.chart_plugin"
Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Put charts into the entry points of the environment, by name and place."""

    def put(**places: str) -> None:
        entries = [EntryPoint(name, place, registry.GROUP) for name, place in places.items()]
        monkeypatch.setattr(registry, "entry_points", lambda group: entries)
        registry.added_charts.cache_clear()

    yield put
    registry.added_charts.cache_clear()


@pytest.fixture(autouse=True)
def _broken_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that cannot be imported, as one that another library's change has broken."""
    broken = tmp_path / "packages" / "broken_chart.py"
    broken.parent.mkdir()
    broken.write_text('raise ImportError("no library of that name")', encoding="utf-8")
    monkeypatch.syspath_prepend(broken.parent)


def test_a_chart_of_another_package_is_drawn(run: Keyboard, install: Install) -> None:
    """It takes filters, the options of every picture and its own, and has the legend of its marks."""
    install(strip=f"{PACKAGE}:CHART", broken="broken_chart:CHART")
    words = ("draw", "strip", "--set", "dot=11", "--since", "2016-10", "--lang", "de")
    result = run(*words, "-o", "s.svg")
    assert (result.exit_code, result.stdout) == (0, "s.svg\n")
    text = Path("s.svg").read_text(encoding="utf-8")
    assert "Konflikt in Taten" in text
    assert "gewählt: ab Oktober 2016" in text
    assert "Drew Strip (8.3 ×" in result.stderr
    assert run("draw", "strip").stdout == "strip.png\n"


def test_the_desk_draws_it_too(run: Keyboard, install: Install) -> None:
    """Its options may be values; those that it does not have are refused by name."""
    install(strip=f"{PACKAGE}:CHART")
    with open_desk(run.db) as desk:
        picture = desk.draw("strip", dot=11.0, actor="RUS", title="Moscow")
        assert {mark.size for mark in picture.scene.marks if mark.event} == {11.0}
        assert picture.title == "Moscow"
        assert picture._repr_svg_().rstrip().endswith("</svg>")
        with pytest.raises(InvalidInput, match=r"no option 'blob'; the chart has dot\."):
            desk.draw("strip", blob=1)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("broken_chart:CHART", "cannot be loaded (ImportError: no library of that name)"),
        ("no_such_package:CHART", "cannot be loaded (ModuleNotFoundError"),
        (f"{PACKAGE}:WIDTH", "is no tracker.charts.registry.Chart"),
        (f"{PACKAGE}:ODD", "are no dataclass"),
    ],
)
def test_a_broken_one_is_a_sentence_and_stops_no_other(
    run: Keyboard, install: Install, place: str, said: str
) -> None:
    """Whatever loading it raises, the others are drawn."""
    install(broken=place, strip=f"{PACKAGE}:CHART")
    result = run("draw", "broken", "-o", "b.svg")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    for words in (("draw", "strip"), ("draw", "matrix"), ("matrix",)):
        assert run(*words, "-o", "ok.svg", "--force").exit_code == 0


def test_a_chart_may_have_no_options(run: Keyboard, install: Install) -> None:
    """It leaves them out; then any is refused."""
    install(plain=f"{PACKAGE}:PLAIN")
    assert run("draw", "plain", "-o", "p.svg").exit_code == 0
    refused = run("draw", "plain", "--set", "dot=1", "-o", "p2.svg")
    assert (refused.exit_code, "has no options of its own" in refused.stderr) == (2, True)


def test_options_that_refuse_a_value_are_a_sentence(run: Keyboard, install: Install) -> None:
    """A dataclass that checks what it gets raises what it likes."""
    install(strict=f"{PACKAGE}:STRICT")
    refused = run("draw", "strict", "--set", "dot=11", "-o", "p.svg")
    assert (refused.exit_code, refused.stderr) == (
        2, "Error: The chart does not take dot so (ValueError: no dot is big enough).\n",
    )  # fmt: skip


def test_one_that_fails_while_it_draws_is_a_sentence(run: Keyboard, install: Install) -> None:
    """A fault of another package's code is told without a traceback."""
    install(strip=f"{PACKAGE}:CHART")
    result = run("draw", "strip", "--set", "dot=big", "-o", "s.svg")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: The chart strip failed (ValueError: could not convert string to float: 'big').\n"
    )
    assert not Path("s.svg").exists()


def test_ours_cannot_be_replaced(install: Install) -> None:
    """A package that calls its chart as one of ours is called does not take its place."""
    install(matrix=f"{PACKAGE}:CHART")
    assert registry.chart_of("matrix").lay_out.__module__ == "tracker.charts.matrix"


def test_a_chart_that_is_not_there_names_those_that_are(install: Install) -> None:
    """A name near to one is guessed; else all are listed."""
    install(strip=f"{PACKAGE}:CHART")
    with pytest.raises(NotFound, match="Did you mean strip"):
        registry.chart_of("stripe")
    with pytest.raises(
        NotFound,
        match="There are timeline, spine, chain, ladder, tension, matrix, rivals, calendar, map, strip",
    ):
        registry.chart_of("xyz")


def test_what_sets_nothing_is_refused(run: Keyboard) -> None:
    """`--set` wants a key and a value."""
    result = run("draw", "matrix", "--set", "dot", "-o", "m.svg")
    assert result.exit_code == 2
    assert "--set dot sets nothing; write KEY=VALUE." in result.stderr


@pytest.mark.parametrize(
    ("chart", "name", "there"),
    [
        ("matrix", "counted", "has no options of its own"),
        ("calendar", "numbers", "has no options of its own"),
        ("tension", "numbers", "has sides, half_life"),
        ("rivals", "table", "has no options of its own"),
    ],
)
def test_what_tracker_fills_in_itself_is_no_option(chart: str, name: str, there: str) -> None:
    """Counts of an archive and a table worked out before are neither offered nor taken by name."""
    with pytest.raises(InvalidInput) as refused:
        registry.chart_of(chart).options_of({name: {}})
    assert str(refused.value) == f"There is no option {name!r}; the chart {there}."
