import json
import math

import pytest

from tests.conftest import Keyboard

CAVEAT = "A statement about the recorded claims, not proof of causation."


def test_paths_strongest_first(run: Keyboard) -> None:
    """Each chain has its total, its span, its events with intensities, and its weakest link."""
    done = run("paths", "2015-09-30", "security-council", COLUMNS="200")
    assert [line.rstrip() for line in done.stdout.splitlines()] == [
        "1. strength 0.58 to 0.88  over 4 links and 374 days, worst grade C2",
        "   30 September 2015  Russia begins its air campaign in Syria  (Russia → Syrian opposition, -10)  [B1, 2 independent]",
        "     ↓ enables, very likely (0.8 to 0.95), claimed by analyst  ◀ weakest",
        "   9 September 2016  Kerry and Lavrov announce a ceasefire for Syria  (United States, Russia → Syria, Syrian opposition, +9)  [A1, 2 independent]",
        "     ↓ leads-to, very likely (0.8 to 0.95), needed, claimed by analyst",
        "   19 September 2016  Syria's army declares the ceasefire over  (Syria → Syrian opposition, -9.5)  [B1, 2 independent]",
        "     ↓ enables, almost certain (0.95 to 0.99), claimed by analyst",
        "   from 22 September to about October 2016  Syrian and Russian offensive on eastern Aleppo  (Syria, Russia → Syrian opposition, Syrian civilians, -10)  [B1, 3 independent]",
        "     ↓ leads-to, almost certain (0.95 to 0.99), claimed by analyst",
        "   8 October 2016  Russia vetoes the Security Council draft on Aleppo  (Russia → France, UN Security Council, -5)  [A2, 1 independent]",
        "",
        "2. strength 0.52 to 0.79  over 2 links and 374 days, worst grade C2",
        "   30 September 2015  Russia begins its air campaign in Syria  (Russia → Syrian opposition, -10)  [B1, 2 independent]",
        "     ↓ enables, likely (0.55 to 0.8), claimed by Editorial on the conflict between the United States and Russia  ◀ weakest",
        "   from 22 September to about October 2016  Syrian and Russian offensive on eastern Aleppo  (Syria, Russia → Syrian opposition, Syrian civilians, -10)  [B1, 3 independent]",
        "     ↓ leads-to, almost certain (0.95 to 0.99), claimed by analyst",
        "   8 October 2016  Russia vetoes the Security Council draft on Aleppo  (Russia → France, UN Security Council, -5)  [A2, 1 independent]",
        "",
    ]
    assert done.stderr == f"2 of 2 chains. {CAVEAT}\n"


def test_paths_for_programs(run: Keyboard) -> None:
    """For programs each chain tells the same in numbers, with all claimants of each step."""
    records = json.loads(run("paths", "1", "11", "--format", "json", "-k", "99").stdout)
    assert [record["rank"] for record in records] == list(range(1, len(records) + 1))
    rankings = [record["ranking"] for record in records]
    assert rankings == sorted(rankings, reverse=True)
    for record in records:
        midpoints = [link["likelihood"] for link in record["links"]]
        assert record["ranking"] == pytest.approx(math.prod(midpoints), abs=1e-6)
        for end, strength in enumerate(record["strength"]):
            ends = [link["band"][end] for link in record["links"]]
            assert strength == pytest.approx(math.prod(ends), abs=1e-6)
        assert record["length"] == len(record["links"]) == len(record["events"]) - 1
        assert record["chain"] == [event["handle"] for event in record["events"]]
        weakest = min(link["likelihood"] for link in record["links"])
        assert record["weakest"]["likelihood"] == weakest
        assert record["days"][0] <= record["days"][1]
    step = next(
        link
        for record in records
        for link in record["links"]
        if link["cause"] == "2016-09-28-kerry-threatens-suspension"
        and link["effect"] == "2016-10-03-pmda-suspended"
    )
    assert step["claimants"] == ["RUS", "new-york-times-2016-10-03"]


def test_paths_are_five_unless_told_otherwise(run: Keyboard) -> None:
    """Of many chains the five strongest are shown, or as many as asked for."""
    assert len(json.loads(run("paths", "1", "22", "-f", "json").stdout)) == 5
    few = run("paths", "1", "22", "-k", "2")
    assert few.stdout.count("◀ weakest") == 2
    assert few.stderr.startswith("2 of ")
    assert len(json.loads(run("paths", "1", "22", "-f", "json", "-k", "3").stdout)) == 3


def test_the_only_chain_is_said_to_be(run: Keyboard) -> None:
    """Where there is one chain, that is said."""
    assert run("paths", "25", "27").stderr == f"The only chain. {CAVEAT}\n"


@pytest.mark.parametrize(
    ("first", "last", "sentences"),
    [
        (
            "27",
            "1",
            [
                "No chain of links leads from 2016-12-30-no-counter-expulsions to "
                "2015-09-30-russian-air-campaign.",
                "There is one the other way round: swap the two.",
                "2016-12-30-no-counter-expulsions leads nowhere yet; `tracker link` adds a link.",
                "2015-09-30-russian-air-campaign is explained by nothing yet; `tracker link` adds "
                "a link.",
            ],
        ),
    ],
)
def test_no_chain_says_how_far_each_end_reaches(
    run: Keyboard, first: str, last: str, sentences: list[str]
) -> None:
    """Where no chain leads from one event to the other, it is said where the search stops."""
    done = run("paths", first, last)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == sentences
    assert json.loads(run("paths", first, last, "--format", "json").stdout) == []


def test_one_event_is_no_two_ends(run: Keyboard) -> None:
    """Asking how an event led to itself is a slip, and told as one."""
    for question in ("paths", "turning-points", "offramps", "sensitivity"):
        done = run(question, "1", "russian-air")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "2015-09-30-russian-air-campaign is both ends; name two events." in done.stderr


def test_two_ends_that_never_meet(run: Keyboard) -> None:
    """Both ends reach somewhere, but not each other: each says how far."""
    done = run("paths", "dnc-mail", "aleppo-pause")
    forward = {r["id"] for r in json.loads(run("effects", "3", "-f", "json").stdout)}
    back = {r["id"] for r in json.loads(run("causes", "24", "-f", "json").stdout)}
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "No chain of links leads from 2016-07-22-dnc-mail-published to 2016-10-18-aleppo-pause.",
        f"The links of 2016-07-22-dnc-mail-published reach forward to {len(forward)} events, "
        "as far as 2016-12-30-no-counter-expulsions.",
        f"The links of 2016-10-18-aleppo-pause reach back to {len(back)} events, "
        "as far as 2015-09-30-russian-air-campaign.",
    ]


def test_causes_and_effects_are_trees(run: Keyboard) -> None:
    """Causes and effects are indented under what they belong to, with the link's likelihood."""
    done = run("effects", "2016-12-29-diplomats", COLUMNS="200")
    assert [line.split("  ")[0] for line in done.stdout.splitlines()[2:]] == [
        "Putin declines to expel Americans in return"
    ]
    assert (
        done.stderr
        == f"1 event followed from United States expels 35 Russian diplomats. {CAVEAT}\n"
    )
    records = json.loads(run("causes", "nsc", "--format", "json").stdout)
    assert {record["depth"] for record in records} >= {1, 2, 3}
    table = run("causes", "nsc", COLUMNS="200").stdout.splitlines()[2:]
    for record, line in zip(records, table, strict=True):
        mark = "  (see above)" if record["shown_before"] else ""
        assert line.startswith("  " * (record["depth"] - 1) + record["title"] + mark)
    assert [r["id"] for r in records if r["depth"] == 1] == [8, 10, 14]
    assert [r["strength"] for r in records if r["depth"] == 1] == [
        [0.8, 0.95], [0.55, 0.8], [0.55, 0.8],
    ]  # fmt: skip


def test_a_depth_cuts_the_tree(run: Keyboard) -> None:
    """With a depth, what lies further away is left out, and nothing that lies within."""
    far = json.loads(run("causes", "nsc", "--format", "json").stdout)
    least: dict[int, int] = {}
    for record in far:
        least[record["id"]] = min(record["depth"], least.get(record["id"], 99))
    for depth in (1, 2, 3):
        near = json.loads(run("causes", "nsc", "--depth", str(depth), "-f", "json").stdout)
        assert {r["id"] for r in near} >= {number for number, at in least.items() if at <= depth}
        assert max(record["depth"] for record in near) == depth


def test_an_event_that_explains_nothing(run: Keyboard) -> None:
    """Where nothing is recorded, that is said, and the exit code stays 0."""
    done = run("effects", "27")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Nothing recorded follows from 2016-12-30-no-counter-expulsions.\n"
    assert run("causes", "1").stderr == (
        "Nothing recorded explains 2015-09-30-russian-air-campaign.\n"
    )


def test_dissent_stands_beside_the_claim_that_counts_in_a_tree(run: Keyboard) -> None:
    """Where several claim a link, the tree names each with its words, and who does not count."""
    words = ("causes", "pmda", "--depth", "1")
    done = run(*words, COLUMNS="200")
    times = "new-york-times-2016-10-03 (retaliates, likely)"
    assert f"Russia (provokes, likely); {times}" in done.stdout
    assert f"Russia; also {times}" in run(*words, "--any-account", COLUMNS="200").stdout
    link = ("link", "kerry-threatens", "pmda", "--likelihood", "unlikely")
    assert run(*link).exit_code == 0
    judged = run(*words, COLUMNS="200").stdout
    assert f"analyst; also Russia (provokes, likely); also {times}" in judged
    assert judged.splitlines()[2].rstrip().endswith("0.2 to 0.45")


def test_what_was_only_planned_explains_nothing_unless_asked_for(run: Keyboard) -> None:
    """A planned event is no step of causes, effects and paths, but with --status any."""
    planned = ("--on", "2016-10-16", "--type", "talks", "--status", "planned")
    assert run("add", "A second round", *planned).exit_code == 0
    assert run("link", "22", "29", "--likelihood", "likely").exit_code == 0
    assert run("link", "29", "24", "--likelihood", "likely").exit_code == 0

    def met(*words: str) -> set[int]:
        return {record["id"] for record in json.loads(run(*words, "-f", "json").stdout)}

    for words in (("causes", "24"), ("effects", "22")):
        assert 29 not in met(*words)
        assert met(*words, "--status", "planned", "--status", "occurred") == met(
            *words, "--status", "any"
        )
        assert 29 in met(*words, "--status", "any")
    assert run("paths", "22", "24", "-f", "json").stdout == "[]\n"
    [path] = json.loads(run("paths", "22", "24", "--status", "any", "-f", "json").stdout)
    assert [event["id"] for event in path["events"]] == [22, 29, 24]


@pytest.mark.parametrize(
    "words",
    [
        ("1", "11", "--since", "2016-01"),
        ("1", "11", "--until", "2016-10-02"),
        ("1", "11", "--type", "threat"),
        ("28", "11"),
        ("1", "28"),
    ],
)
def test_an_end_that_the_filters_leave_out_is_no_crash(
    run: Keyboard, words: tuple[str, ...]
) -> None:
    """Where an end does not meet the filters, there are chains or a sentence that says why not."""
    assert run("link", "28", "11", "--likelihood", "likely").exit_code == 0
    done = run("paths", *words, "--format", "json")
    assert done.exit_code == 0
    assert (json.loads(done.stdout) == []) == ("No chain of links leads" in done.stderr)
