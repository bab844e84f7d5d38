"""What tests of the archive share: files of made-up and of real rows, a record and its archive."""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT
from tracker.desk import Desk

REAL = (
    "gdelt/20141124.export.CSV.zip",
    "gdelt/20180101000000.export.CSV",
    "icews/events.2018.sample.tab",
    "ucdp/ged_syria_2016q4.csv",
)
LEVANT = "kedsdyads/levant.cameo.csv"
UCDP = """id,type_of_violence,side_a,side_b,date_start,date_end,best,country,where_coordinates
1,1,Government of Syria,IS,2016-09-29,2016-10-02,4,Syria,Palmyra
2,3,IS,Civilians,2016-10-05,2016-10-05,7,Syria,Mosul
3,2,IS,SDF,2016-10-07,2016-10-07,1,Syria,Ain Issa
4,1,"Government of Syria, Government of Russia",IS,2016-10-31,2016-11-01,9,Syria,Palmyra
"""


@pytest.fixture(autouse=True)
def _libraries() -> None:
    for name in ("duckdb", "ibis"):
        pytest.importorskip(name, reason="the extra `archive` is not installed")


@pytest.fixture(scope="session")
def made_up_feed() -> ModuleType:
    """The maker of rows in GDELT's layout."""
    spec = importlib.util.spec_from_file_location("feed", ROOT / "scripts/bench/feed.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def gdelt(made_up_feed: ModuleType, tmp_path: Path) -> Callable[..., Path]:
    """`gdelt("a.CSV", 100)` writes so many rows as GDELT publishes them."""

    def write(name: str, count: int, seed: int = 7) -> Path:
        path = tmp_path / name
        path.write_text("".join(made_up_feed.rows(count, seed)), encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def ucdp(tmp_path: Path) -> Path:
    """A few rows of UCDP: a fight of several days, an assault, one with allies."""
    path = tmp_path / "ged.csv"
    path.write_text(UCDP, encoding="utf-8")
    return path


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Desk]:
    """A desk at a new record, beside which its archive will be."""
    with Desk(tmp_path / "record.db", "tester") as desk:
        yield desk
