"""Counts and sums of real dyads, held to figures that another program made without tracker.

`scripts/dyads` makes `dyads.json` of the published files with the csv module and a Goldstein table of its
own, in an environment of its own.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Keyboard

FIGURES: dict[str, Any] = json.loads(
    Path(__file__).with_name("dyads.json").read_text(encoding="utf-8")
)
KEYS = ("acts", "hostile", "hostile_sum", "cooperative", "cooperative_sum")


def asked(run: Keyboard, *words: str) -> Any:
    """The answer for programs."""
    return json.loads(run("dyads", *words, "--db", "real.db", "--format", "json").stdout)


def counted(row: dict[str, Any]) -> list[float]:
    """What a row says, in the order of the keys."""
    return [row[key] for key in KEYS]


def by_day(run: Keyboard, one: str, other: str, *filters: str) -> dict[str, list[float]]:
    """The days on which one acted upon the other, with what was counted."""
    answer = asked(run, one, other, "--by", "day", *filters)
    return {row["period"]: counted(row) for row in answer["counts"]
            if (row["by"], row["to"]) == (one, other)}  # fmt: skip


def assert_days(found: dict[str, list[float]], recorded: dict[str, dict[str, float]]) -> None:
    """The same days, and on each the same numbers and sums."""
    assert found.keys() == recorded.keys()
    for day, numbers in found.items():
        assert numbers == pytest.approx(counted(recorded[day]), abs=1e-5)


@pytest.fixture
def levant(run: Keyboard, real_data: Path, tmp_path: Path) -> Keyboard:
    """The acts of three pairs, with the value of each code as it is published."""
    with (real_data / "cameo" / "CAMEO.goldsteinscale.txt").open(encoding="utf-8") as file:
        values = {row["CAMEOEVENTCODE"]: row["GOLDSTEINSCALE"]
                  for row in csv.DictReader(file, delimiter="\t")}  # fmt: skip
    pairs = {frozenset(name.split()) for name in FIGURES["levant"]}
    table = tmp_path / "acts.csv"
    with (
        (real_data / "kedsdyads" / "levant.cameo.csv").open(encoding="utf-8") as file,
        table.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out)
        writer.writerow(["handle", "title", "date", "by", "to", "type", "intensity"])
        for number, row in enumerate(csv.DictReader(file)):
            if {row["source"], row["target"]} in pairs:
                writer.writerow([f"act-{number}", f"Act {number}", row["date"], row["source"],
                                 row["target"], row["code"], values[row["code"]]])  # fmt: skip
    done = run("import", str(table), "--new-actor", "--db", "real.db")
    assert done.exit_code == 0, done.stderr
    return run


def test_three_dyads_of_the_levant_have_their_sums(levant: Keyboard) -> None:
    """In all, in a month by day, and how soon the other side acts."""
    for name, recorded in FIGURES["levant"].items():
        doer, target = name.split()
        answer = asked(levant, doer, target)
        whole = {(row["by"], row["to"]): row for row in answer["counts"]}
        assert counted(whole[doer, target]) == pytest.approx(counted(recorded["whole"]))
        month = ("--since", recorded["month"], "--until", recorded["month"])
        assert_days(by_day(levant, doer, target, *month), recorded["days"])
        for lag in answer["lags"]:
            if lag["by"] == doer:
                expected = recorded["lags"][f"{lag['after']} {lag['then']}"]
                assert (lag["followed"], lag["median_days"]) == (
                    expected["followed"], expected["median_days"],
                )  # fmt: skip


def test_icews_is_counted_by_day(run: Keyboard, real_data: Path) -> None:
    """With the intensities of its own column."""
    run("import", str(real_data / "icews" / "events.2018.sample.tab"), "--db", "real.db")
    for name, recorded in FIGURES["icews"].items():
        assert_days(by_day(run, *name.split()), recorded)


def test_ucdp_is_counted_by_day(run: Keyboard, real_data: Path) -> None:
    """A fight counts for both; one of several days is spread over them."""
    run("import", str(real_data / "ucdp" / "ged_syria_2016q4.csv"), "--db", "real.db")
    [(name, recorded)] = FIGURES["ucdp"].items()
    doer, target = name.split()
    assert_days(by_day(run, doer, target), recorded)
    assert by_day(run, target, doer) == by_day(run, doer, target)
