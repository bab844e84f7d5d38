"""Counts by dyad, as they are typed."""

import csv
import io
import json

import pytest

from tests.conftest import Keyboard


def test_what_two_sides_did_to_one_another_is_counted_by_direction(run: Keyboard) -> None:
    """Both directions with sums apart, and the lags, in JSON and for people."""
    answer = json.loads(run("dyads", "RUS", "USA", "--format", "json").stdout)
    counts = {(row["by"], row["to"]): row for row in answer["counts"]}
    assert counts.keys() == {("RUS", "USA"), ("USA", "RUS")}
    for row in counts.values():
        assert row["hostile_sum"] < 0 <= row["cooperative_sum"]
        assert row["acts"] == sum(row[k] for k in ("hostile", "cooperative", "neutral", "uncoded"))
    assert len(answer["lags"]) == 8
    done = run("dyads", "RUS", "USA")
    assert "RUS → USA, hostile" in done.stdout
    assert "does not say that one answers the other" in done.stderr


def test_what_did_not_happen_counts_only_where_it_is_asked_for(run: Keyboard) -> None:
    """A plan is in no sum; --status names it."""
    before = run("dyads", "RUS", "USA", "--format", "csv").stdout
    assert not run("add", "A strike", "--on", "2016-10-06", "--by", "RUS", "--to", "USA", "--type",
                   "air-strike", "--status", "planned").exit_code  # fmt: skip
    assert run("dyads", "RUS", "USA", "--format", "csv").stdout == before
    whole = run("dyads", "RUS", "USA", "--status", "any", "--format", "csv")
    assert whole.stdout != before
    assert "Counted because --status asks for what did not happen: 1 planned" in whole.stderr


def test_months_add_up_to_the_whole(run: Keyboard) -> None:
    """In CSV, with a row for each month with acts; a remark is for people alone."""

    def rows(*words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(run("dyads", *words, "--format", "csv").stdout)))

    for key in ("acts", "hostile_sum", "cooperative_sum"):
        for period in ("day", "week", "month"):
            assert sum(float(row[key]) for row in rows("--by", period)) == pytest.approx(
                sum(float(row[key]) for row in rows()), abs=1e-3
            )
    assert {row["period"][:7] for row in rows("RUS", "USA", "--by", "month")} <= {
        f"2016-{month:02}" for month in range(1, 13)
    }
    assert "spread evenly over its days" in run("dyads", "SYR", "SYR-CIV", "--by", "week").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("RUS",), "A dyad has two sides"), (("RUS", "RUS"), "both sides"),
        (("RUS", "Nowhere"), "Nowhere"), (("RUS", "USA", "--by", "year"), "year"),
    ],
)  # fmt: skip
def test_what_is_no_dyad_is_refused(run: Keyboard, words: tuple[str, ...], said: str) -> None:
    """In a sentence that says what to do."""
    done = run("dyads", *words)
    assert done.exit_code != 0
    assert said in done.stderr


def test_where_nothing_was_done_a_sentence_says_so(run: Keyboard) -> None:
    """No rows, but an answer."""
    done = run("dyads", "JPN", "FRA")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No act between JPN and FRA is recorded." in done.stderr
    assert run("dyads", "JPN", "FRA", "--format", "csv").stdout.startswith("period,by,to,acts")
