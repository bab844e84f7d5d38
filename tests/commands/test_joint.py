"""Joint and needed causes, and what averts an event, as they are typed.

In Syria the truce ended when the army declared it over; without the truce that makes no sense.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Keyboard, curated

EVENTS = (
    ("truce", "2016-09-09", ()), ("campaign", "2015-09-30", ()), ("end", "2016-09-19", ()),
    ("offensive", "2016-09-22", ()), ("strike", "2016-10-14", ("--status", "did-not-occur")),
)  # fmt: skip
LINKS = (
    ("truce", "end", "--needed", "--likelihood", "very likely"),
    ("end", "offensive", "--with", "campaign", "--likelihood", "likely"),
    ("offensive", "strike", "--relation", "averts", "--likelihood", "likely"),
)


@pytest.fixture
def truce(run: Keyboard) -> Keyboard:
    """A truce, its end, for which it was needed, and an offensive of two joint causes."""
    run.db.unlink()
    for handle, day, more in EVENTS:
        run("add", handle.title(), "--on", day, "--by", "RUS", "--type", "threat",
            "--handle", handle, *more)  # fmt: skip
    for link in LINKS:
        assert run("link", *link).exit_code == 0
    return run


def asked(run: Keyboard, *words: str) -> Any:
    """The answer for programs."""
    return json.loads(run(*words, "--format", "json").stdout)


def test_a_joint_link_is_shown_from_each_of_its_causes(truce: Keyboard) -> None:
    """Either cause has the link, together with the other; it is one link of one likelihood."""
    for one, other in (("end", "campaign"), ("campaign", "end")):
        assert f"offensive  only together with {other}, leads-to, likely" in " ".join(
            truce("show", one).stdout.split(" ")
        ).replace("Offensive", "offensive")
        (link,) = (
            each for each in asked(truce, "show", one)["links"] if each["effect"] == "offensive"
        )
        assert (link["cause"], link["with"], link["needed"]) == (one, [other], False)
    assert len(asked(truce, "show", "offensive")["links"]) == 2


def test_a_chain_passes_a_joint_link_by_either_cause(truce: Keyboard) -> None:
    """Likelihood and paths lead on from each member: the other happened."""
    assert asked(truce, "likelihood", "campaign", "offensive")["independent"]["low"] == 0.55
    assert asked(truce, "likelihood", "truce", "offensive")["independent"]["low"] == 0.44
    assert [each["chain"] for each in asked(truce, "paths", "truce", "offensive")] == [
        ["truce", "end", "offensive"]
    ]


def test_without_a_needed_cause_its_effect_falls(truce: Keyboard) -> None:
    """Without the truce its declared end falls; what only that explained is left unexplained."""
    becomes = {
        each["handle"]: each["fate"] for each in asked(truce, "whatif", "--without", "truce")
    }
    assert becomes == {"end": "falls", "offensive": "unexplained", "strike": "possible again"}
    told = truce("whatif", "--without", "truce")
    assert "falls, for it needed: Truce" in " ".join(told.stdout.split())
    assert "Claims are taken as certain here." in told.stderr


def test_without_a_member_the_joint_link_falls(truce: Keyboard) -> None:
    """Without the campaign the end alone explains no offensive."""
    becomes = {
        each["handle"]: each["fate"] for each in asked(truce, "whatif", "--without", "campaign")
    }
    assert becomes["offensive"] == "unexplained"


def test_partners_stand_beside_the_turning_points(truce: Keyboard) -> None:
    """The campaign lies on no chain from the truce, and is listed apart."""
    rows = asked(truce, "turning-points", "truce", "offensive")
    assert [(row["handle"], row["beside"]) for row in rows] == [
        ("end", None), ("campaign", "offensive"),
    ]  # fmt: skip


def test_an_avoidable_partner_is_an_off_ramp(truce: Keyboard) -> None:
    """Without the campaign no recorded way led from the truce to the offensive."""
    truce("edit", "campaign", "--avoidable")
    told = truce("offramps", "truce", "offensive")
    assert "closes every recorded way" in " ".join(told.stdout.split())


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("truce", "offensive", "--relation", "averts"), "recorded as occurred"),
        (("truce", "strike", "--relation", "averts", "--needed"), "not needed for it"),
        (("truce", "offensive", "--with", "truce"), "Name each cause once"),
        (("truce", "offensive", "--with", "offensive"), "is on both sides"),
        (("truce", "end", "--with", "offensive"), "wholly before"),
        (("campaign", "offensive", "--with", "end"), "already claims that campaign and end"),
    ],
)
def test_what_cannot_be_linked_so_is_refused(
    truce: Keyboard, words: tuple[str, ...], why: str
) -> None:
    """A sentence says why, and nothing is stored."""
    before = curated(truce.db)
    done = truce("link", *words, "--likelihood", "likely")
    assert done.exit_code in (1, 2)
    assert why in " ".join(done.stderr.split())
    assert curated(truce.db) == before


def test_what_was_averted_did_not_occur(truce: Keyboard) -> None:
    """Its status cannot become another while a link says so."""
    done = truce("edit", "strike", "--status", "occurred")
    assert done.exit_code == 1
    assert "analyst claims that offensive averted strike" in done.stderr


def test_one_cause_alone_and_the_same_with_another_are_two_links(truce: Keyboard) -> None:
    """Of one claimant both stand side by side: alternatives of which one is enough."""
    assert truce("link", "end", "offensive", "--likelihood", "unlikely").exit_code == 0
    links = [each for each in asked(truce, "show", "end")["links"] if each["effect"] == "offensive"]
    assert sorted((each["with"], each["likelihood_words"]) for each in links) == [
        ([], "unlikely"), (["campaign"], "likely"),
    ]  # fmt: skip


def test_a_change_keeps_what_is_not_named(truce: Keyboard) -> None:
    """The likelihood changes, the partner and what the link was needed for stay."""
    truce("link", "campaign", "offensive", "--likelihood", "0.9", "--needed", "--replace")
    (link,) = (
        each for each in asked(truce, "show", "end")["links"] if each["effect"] == "offensive"
    )
    assert (link["with"], link["likelihood"], link["needed"]) == (["campaign"], 0.9, True)


def test_a_removed_partner_takes_the_link_and_brings_it_back(truce: Keyboard) -> None:
    """The removal says so; undo and redo do and undo it whole."""
    before = curated(truce.db)
    done = truce("remove", "campaign")
    assert "1 link of these named it as a cause only together with others" in done.stderr
    assert [each["effect"] for each in asked(truce, "show", "offensive")["links"]] == ["strike"]
    truce("undo")
    assert curated(truce.db) == before
    assert truce("redo").exit_code == 0
    assert truce("log", "--verify").exit_code == 0


def test_merging_moves_a_partner(truce: Keyboard) -> None:
    """The event that stays is the partner; of two members that are one, one is left."""
    truce(
        "add", "Again", "--on", "2015-09-30", "--by", "RUS", "--type", "threat", "--handle", "again"
    )
    assert truce("duplicates", "--merge", "again", "campaign").exit_code == 0
    assert asked(truce, "show", "again")["links"][0]["with"] == ["end"]
    assert truce("duplicates", "--merge", "end", "again").exit_code == 0
    links = asked(truce, "show", "end")["links"]
    assert [(each["effect"], each["with"]) for each in links if each["cause"] == "end"] == [
        ("offensive", [])
    ]


@pytest.mark.parametrize("to", ["jsonl", "gexf", "graphml", "stix"])
def test_a_file_brings_joint_and_needed_causes_again(
    truce: Keyboard, tmp_path: Path, to: str
) -> None:
    """What is written is read again: partners, and that a cause was needed."""
    wanted = [
        sorted((each["cause"], *each["with"], each["needed"]) for each in asked(truce, "show", event)["links"])
        for event in ("end", "offensive")
    ]  # fmt: skip
    file = tmp_path / f"record.{'json' if to == 'stix' else to}"
    truce("export", "--to", to, "-o", str(file))
    truce.db.unlink()
    assert truce("import", "--from", to, str(file)).exit_code == 0
    found = [
        sorted((each["cause"], *each["with"], each["needed"]) for each in asked(truce, "show", event)["links"])
        for event in ("end", "offensive")
    ]  # fmt: skip
    assert [[sorted(map(str, each)) for each in links] for links in found] == [
        [sorted(map(str, each)) for each in links] for links in wanted
    ]


def test_what_is_marked_hides_what_it_did_together_with_others(truce: Keyboard) -> None:
    """A joint link is not told of one cause alone where the other may not be shown."""
    truce("edit", "campaign", "--marking", "TLP:RED")
    told = truce("show", "offensive", "--max-marking", "TLP:GREEN")
    listed = truce("export", "--to", "jsonl", "--max-marking", "TLP:GREEN", "-o", "-").stdout
    assert "campaign" not in listed
    assert '"record": "link", "cause": "end"' not in listed
    assert told.exit_code in (0, 2)


def test_formats_without_room_count_what_is_lost(truce: Keyboard) -> None:
    """CSV says that it has no room for links; no format drops a partner in silence."""
    for to in ("csv", "timelinejs", "vis"):
        done = truce("export", "--to", to, "-o", "-")
        assert "links (3)" in done.stderr
