"""Who says that an event happened, and who denies it: in Kargil, whether the infantry crossed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import tracker
from tests.conftest import Keyboard, curated

EVENTS = (
    ("patrol", "1999-05-05", "PAK", "IND", "clash"),
    ("crossing", "1999-05-03~", "PAK", "IND", "military-intervention"),
    ("strikes", "1999-05-26", "IND", "PAK", "air-strike"),
)  # fmt: skip
LINKS = (
    ("crossing", "strikes", "IND"), ("patrol", "strikes", "IND"), ("patrol", "strikes", "PAK"),
    ("crossing", "patrol", "PAK"),
)  # fmt: skip
PAYBOOKS = "regulars of the Northern Light Infantry, by their pay books"
FIGHTERS = "mujahideen, no regular troops"


@pytest.fixture
def kargil(run: Keyboard) -> Keyboard:
    """The crossing, asserted by India and denied by Pakistan, with what either says followed."""
    run.db.unlink()
    for handle, day, by, to, kind in EVENTS:
        run("add", handle.title(), "--on", day, "--by", by, "--to", to, "--type", kind,
            "--handle", handle)  # fmt: skip
    for cause, effect, claimant in LINKS:
        run("link", cause, effect, "--likelihood", "likely", "--claimed-by", claimant)
    assert run("claim", "crossing", "--by", "IND", "--because", PAYBOOKS).exit_code == 0
    assert run("claim", "crossing", "--denied-by", "PAK", "--because", FIGHTERS).exit_code == 0
    return run


def _shown(run: Keyboard, handle: str = "crossing") -> list[dict[str, object]]:
    claims: list[dict[str, object]] = json.loads(run("show", handle, "--format", "json").stdout)[
        "claims"
    ]
    return claims


def test_an_event_is_shown_with_who_says_so_and_who_denies_it(kargil: Keyboard) -> None:
    """Both sides stand in `show` with their reasons; the status stays the analyst's."""
    told = kargil("show", "crossing").stdout
    assert "Who says that it happened" in told
    assert f"asserted by IND: {PAYBOOKS}" in " ".join(told.split())
    assert f"denied by PAK: {FIGHTERS}" in told
    assert _shown(kargil) == [
        {"claimed_by": "IND", "denied": False, "because": PAYBOOKS},
        {"claimed_by": "PAK", "denied": True, "because": FIGHTERS},
    ]
    assert json.loads(kargil("show", "crossing", "--format", "json").stdout)["status"] == "occurred"


def test_an_account_leaves_out_what_its_side_denies(kargil: Keyboard) -> None:
    """Of Pakistan's account the crossing is gone, also as a cause; India's has it."""
    lists = {
        side: json.loads(kargil("list", "--account", side, "--format", "json").stdout)
        for side in ("IND", "PAK")
    }
    assert [each["handle"] for each in lists["PAK"]] == ["patrol", "strikes"]
    assert len(lists["IND"]) == 3
    causes = kargil("causes", "strikes", "--account", "PAK", "--format", "json").stdout
    assert "crossing" not in causes
    assert "crossing" in kargil("causes", "strikes", "--account", "IND", "--format", "json").stdout


def test_a_part_denies_for_its_whole(kargil: Keyboard) -> None:
    """What the army denies is not in Pakistan's account, unless each counts by itself."""
    kargil("actors", "add", "PAK-ARMY", "Pakistan Army", "--kind", "armed-group")
    kargil("actors", "part", "PAK-ARMY", "PAK")
    kargil("claim", "patrol", "--denied-by", "PAK-ARMY")
    left = json.loads(kargil("list", "--account", "PAK", "--format", "json").stdout)
    assert [each["handle"] for each in left] == ["strikes"]
    exact = kargil("list", "--account", "PAK", "--exactly", "--format", "json").stdout
    assert [each["handle"] for each in json.loads(exact)] == ["patrol", "strikes"]


def test_accounts_say_where_the_sides_differ_on_what_happened(kargil: Keyboard) -> None:
    """The crossing is contradicted; Pakistan explains the strikes without it."""
    with tracker.open(kargil.db) as desk:
        found = desk.accounts("IND", "PAK", of="strikes")
    (crossing,) = found.happenings
    assert (crossing.event.handle, str(crossing.standing)) == ("crossing", "contradicted")
    roots = {each.account: [event.handle for event in each.roots] for each in found.explanations}
    assert roots == {"IND": ["crossing", "patrol"], "PAK": ["patrol"]}
    told = kargil("accounts", "IND", "PAK").stdout
    assert "Whether it happened" in told
    assert f"denied by PAK: {FIGHTERS}" in " ".join(told.split())


def test_a_report_names_the_sides(kargil: Keyboard, tmp_path: Path) -> None:
    """The page has both, by the names of the states."""
    page = tmp_path / "kargil.html"
    kargil("report", "-o", str(page))
    text = page.read_text("utf-8")
    assert "Who says that it happened" in text
    assert f"denied by Pakistan: {FIGHTERS}" in text
    assert f"asserted by India: {PAYBOOKS}" in text


def test_a_source_asserts_as_an_actor_does(kargil: Keyboard) -> None:
    """A report of the review committee stands beside the two states."""
    kargil("sources", "add", "Kargil Review Committee", "--code", "krc")
    assert kargil("claim", "crossing", "--by", "krc").exit_code == 0
    assert [each["claimed_by"] for each in _shown(kargil)] == ["IND", "PAK", "krc"]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (
            ["crossing", "--by", "IND", "--denied-by", "PAK", "--because", "as told"],
            2,
            "a command each",
        ),
        (["crossing", "--by", "PAK"], 1, "`tracker claim crossing --denied-by PAK --remove`"),
        (["crossing", "--by", "USA", "--denied-by", "USA"], 2, "cannot assert and deny at once"),
        (["crossing"], 2, "with --by, or --denied-by"),
        (["crossing", "--by", "nobody known"], 3, "There is no actor or source 'nobody known'"),
        (["crossing", "--denied-by", "IND", "--remove"], 3, "denied by IND"),
        (["strikes", "--remove"], 3, "Nobody claims or denies strikes"),
        (["crossing", "--by", "IND", "--because", "x", "--remove"], 2, "leave --because out"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence(
    kargil: Keyboard, line: list[str], code: int, said: str
) -> None:
    """Nobody asserts what it denies, and what is not there is not taken back."""
    before = curated(kargil.db)
    refused = kargil("claim", *line)
    assert refused.exit_code == code, refused.output
    assert said in refused.output
    assert curated(kargil.db) == before


def test_another_reason_replaces_the_one_and_the_same_word_changes_nothing(
    kargil: Keyboard,
) -> None:
    """Pakistan's later reason stands; said again without one, it is there already."""
    kargil("claim", "crossing", "--denied-by", "PAK", "--because", "patrols on their own side")
    assert {"claimed_by": "PAK", "denied": True, "because": "patrols on their own side"} in _shown(
        kargil
    )
    before = curated(kargil.db)
    assert "already" in kargil("claim", "crossing", "--denied-by", "PAK").output
    assert curated(kargil.db) == before


def test_claims_are_removed_undone_redone_and_in_the_history(kargil: Keyboard) -> None:
    """The event's past has both words; what was taken back comes again by an undo."""
    there = curated(kargil.db)["event_claims"]
    assert kargil("claim", "crossing", "--remove").exit_code == 0
    assert _shown(kargil) == []
    assert kargil("undo").exit_code == 0
    assert curated(kargil.db)["event_claims"] == there
    assert kargil("redo").exit_code == 0
    assert _shown(kargil) == []
    past = " ".join(kargil("log", "crossing").stdout.split())
    assert f"denied by PAK: {FIGHTERS}" in past
    assert "no longer denied by PAK" in past
    assert kargil("database", "verify").exit_code == 0


def test_claims_travel_in_jsonl_with_who_makes_them(kargil: Keyboard, tmp_path: Path) -> None:
    """The whole record comes back the same; a selection brings the claimants."""
    kargil("sources", "add", "Kargil Review Committee", "--code", "krc")
    kargil("claim", "crossing", "--by", "krc")
    file, other = tmp_path / "kargil.jsonl", tmp_path / "other.db"
    kargil("export", str(file))
    kargil("import", str(file), TRACKER_DB=str(other))
    again = tmp_path / "again.jsonl"
    kargil("export", str(again), TRACKER_DB=str(other))
    records = [each.read_text("utf-8").splitlines()[1:] for each in (file, again)]
    assert records[0] == records[1]  # the first line has the head of either history
    some = kargil("export", "--to", "jsonl", "--type", "military-intervention").stdout
    chosen = [json.loads(line) for line in some.splitlines()]
    assert {each["code"] for each in chosen if each["record"] in ("actor", "source")} == {
        "IND", "PAK", "krc",
    }  # fmt: skip


def test_other_formats_say_that_they_leave_claims_out(kargil: Keyboard, tmp_path: Path) -> None:
    """A table has no column for them, and the sentence counts the event."""
    said = kargil("export", str(tmp_path / "kargil.csv")).output
    assert "claims that events happened" in said


def test_a_merged_event_takes_the_word_of_both(kargil: Keyboard) -> None:
    """Of a duplicate what others say is kept; where both have India's word the first's stands."""
    kargil("add", "Intrusion", "--on", "1999-05", "--by", "PAK", "--to", "IND", "--type",
           "military-intervention", "--handle", "intrusion")  # fmt: skip
    kargil("claim", "intrusion", "--by", "USA", "--because", "satellite pictures")
    kargil("claim", "intrusion", "--by", "IND", "--because", "shepherds")
    kargil("duplicates", "--merge", "crossing", "--merge", "intrusion")
    assert [(each["claimed_by"], each["because"]) for each in _shown(kargil)] == [
        ("IND", PAYBOOKS), ("PAK", FIGHTERS), ("USA", "satellite pictures"),
    ]  # fmt: skip


def test_a_merged_actor_or_source_speaks_once_and_not_against_itself(kargil: Keyboard) -> None:
    """Two that say the same become one word; one that denies and one that asserts stay two."""
    kargil("actors", "add", "ISPR", "Inter Services Public Relations", "--kind", "institution")
    kargil("claim", "crossing", "--denied-by", "ISPR")
    refused = kargil("actors", "merge", "ISPR", "IND")
    assert refused.exit_code == 1
    assert "asserts and the other denies that crossing happened" in refused.output
    assert kargil("actors", "merge", "ISPR", "PAK").exit_code == 0
    assert kargil("actors", "rename", "PAK", "PAKISTAN").exit_code == 0
    assert [each["claimed_by"] for each in _shown(kargil)] == ["IND", "PAKISTAN"]


def test_a_removed_event_takes_its_claims_with_it(kargil: Keyboard) -> None:
    """No word is left of an event that is gone, and an undo brings both."""
    there = curated(kargil.db)
    assert kargil("remove", "crossing").exit_code == 0
    assert curated(kargil.db)["event_claims"] == []
    kargil("undo")
    assert curated(kargil.db) == there


def test_a_redaction_takes_the_reasons_too(kargil: Keyboard) -> None:
    """Of a redacted event the reasons given are gone from the record and its history."""
    done = kargil("database", "redact", "--event", "crossing", "--yes")
    assert done.exit_code == 0, done.output
    assert FIGHTERS.encode() not in kargil.db.read_bytes()


def test_check_finds_a_claim_of_nobody(kargil: Keyboard) -> None:
    """A claimant that another program made up is a finding, and nothing breaks."""
    with closing(sqlite3.connect(kargil.db)) as connection, connection:
        connection.execute("UPDATE event_claims SET claimed_by = 'no body' WHERE denied")
    assert "event_claims" in kargil("check").output
    assert kargil("show", "crossing").exit_code == 0


def test_a_limit_of_sharing_hides_what_a_marked_source_says(
    kargil: Keyboard, tmp_path: Path
) -> None:
    """The word of a source marked red is not in an export for others."""
    kargil("sources", "add", "A witness", "--code", "witness", "--marking", "TLP:RED")
    assert kargil("claim", "crossing", "--by", "witness").exit_code == 0
    told = kargil("export", "--to", "jsonl", "--max-marking", "TLP:GREEN").stdout
    assert "witness" not in told
    assert FIGHTERS in told
