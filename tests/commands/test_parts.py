"""Parts of actors: an air force of its state, a minister in office, counted with their wholes."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import tracker
from tests.conftest import Keyboard, curated
from tracker.charts.timeline.lanes import lanes_of
from tracker.model.parts import rolled_up
from tracker.store import chronicle
from tracker.store.database import open_for_reading

ACTS = (
    ("strike", "1999-05-26", "IND-AF", "PAK", "air-strike"),
    ("crossing", "1999-05-03~", "PAK-ARMY", "IND", "military-intervention"),
    ("speech", "1999-06-07", "VAJPAYEE", "PAK", "accusation"),
    ("memoir", "2005-06-07", "VAJPAYEE", "PAK", "accusation"),
    ("talks", "1999-07-04", "IND", "PAK", "talks"),
)  # fmt: skip


@pytest.fixture
def kargil(run: Keyboard) -> Keyboard:
    """Kargil 1999 in a database of its own, with an army, an air force and a prime minister."""
    run.db.unlink()
    for code, name, kind in (
        ("IND-AF", "Indian Air Force", "armed-group"),
        ("PAK-ARMY", "Pakistan Army", "armed-group"),
        ("VAJPAYEE", "Atal Bihari Vajpayee", "person"),
    ):
        run("actors", "add", code, name, "--kind", kind)
    for part, whole, *times in (
        ("IND-AF", "IND"),
        ("PAK-ARMY", "PAK"),
        ("VAJPAYEE", "IND", "--from", "1998-03-19", "--until", "2004-05-22"),
    ):
        assert run("actors", "part", part, whole, *times).exit_code == 0
    for handle, day, by, to, kind in ACTS:
        run("add", handle.title(), "--on", day, "--by", by, "--to", to, "--type", kind,
            "--handle", handle)  # fmt: skip
    return run


def _handles(run: Keyboard, *args: str) -> set[str]:
    return {each["handle"] for each in json.loads(run("list", *args, "--format", "json").stdout)}


def test_a_filter_counts_parts_while_they_are_parts(kargil: Keyboard) -> None:
    """Of India are its air force and its prime minister in office, not the memoir of 2005."""
    assert _handles(kargil, "--actor", "IND") == {"strike", "crossing", "speech", "talks"}
    assert _handles(kargil, "--actor", "IND", "--exactly") == {"crossing", "talks"}
    assert _handles(kargil, "--actor", "VAJPAYEE") == {"speech", "memoir"}


def test_parts_of_parts_count_in_the_time_they_share(kargil: Keyboard) -> None:
    """A squadron of the air force until 1999-05 counts with India until then."""
    kargil("actors", "add", "SQN-17", "17 Squadron", "--kind", "armed-group")
    kargil("actors", "part", "SQN-17", "IND-AF", "--until", "1999-05")
    for handle, day in (("sortie", "1999-05-27"), ("later-sortie", "1999-06-27")):
        kargil("add", handle, "--on", day, "--by", "SQN-17", "--to", "PAK", "--type", "air-strike",
               "--handle", handle)  # fmt: skip
    assert _handles(kargil, "--actor", "IND") & {"sortie", "later-sortie"} == {"sortie"}


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        ("IND", "IND-AF", "IND cannot be part of IND-AF: IND-AF is part of IND."),
        ("IND", "India", "IND cannot be part of IND: IND is the same actor."),
        ("VAJPAYEE", "IND", "VAJPAYEE is part of IND (from 1998-03-19 to 2004-05-22) already"),
    ],
)
def test_no_circles_and_nothing_twice(kargil: Keyboard, part: str, whole: str, said: str) -> None:
    """A whole is never part of its part, and a time that is there is not said again."""
    before = curated(kargil.db)
    refused = kargil("actors", "part", part, whole)
    assert refused.exit_code == 1
    assert said in refused.output
    assert curated(kargil.db) == before


def test_a_time_that_runs_backwards_is_refused(kargil: Keyboard) -> None:
    """From 2004 until 1998 is no time."""
    refused = kargil("actors", "part", "VAJPAYEE", "PAK", "--from", "2004", "--until", "1998")
    assert refused.exit_code == 2
    assert "--from 2004 is after --until 1998" in refused.output


def test_two_terms_are_two_times_and_each_can_be_taken_back(kargil: Keyboard) -> None:
    """Vajpayee was in office for thirteen days of 1996, too; that time alone is removed."""
    kargil("actors", "part", "VAJPAYEE", "IND", "--from", "1996-05-16", "--until", "1996-06-01")
    shown = json.loads(kargil("actors", "list", "vajpayee", "--format", "json").stdout)
    assert shown[0]["part_of"] == [
        "IND (from 1998-03-19 to 2004-05-22)", "IND (from 1996-05-16 to 1996-06-01)",
    ]  # fmt: skip
    kargil("actors", "part", "VAJPAYEE", "IND", "--from", "1996-05-16", "--remove")
    shown = json.loads(kargil("actors", "list", "vajpayee", "--format", "json").stdout)
    assert shown[0]["part_of"] == ["IND (from 1998-03-19 to 2004-05-22)"]
    again = kargil("actors", "part", "VAJPAYEE", "PAK", "--remove")
    assert again.exit_code == 3
    assert "VAJPAYEE of PAK" in again.output


def test_lanes_have_parts_in_the_lane_of_their_whole(kargil: Keyboard) -> None:
    """In 1999 India has three acts in its lane; after office Vajpayee has his own."""
    with closing(open_for_reading(kargil.db)) as db:
        found = chronicle.load(db)
    lanes = {lane.name: {event.handle for event in lane.events} for lane in lanes_of(found)}
    assert lanes == {
        "India": {"strike", "speech", "talks"},
        "Pakistan": {"crossing"},
        "Atal Bihari Vajpayee": {"memoir"},
    }


def test_a_state_keeps_its_lane_in_an_alliance(kargil: Keyboard) -> None:
    """India in SAARC acts in its own right; asked for SAARC, its acts are found."""
    kargil("actors", "add", "SAARC", "SAARC", "--kind", "organization")
    kargil("actors", "part", "IND", "SAARC", "--from", "1985-12-08")
    with closing(open_for_reading(kargil.db)) as db:
        found = chronicle.load(db)
    assert {lane.name for lane in lanes_of(found)} == {
        "India", "Pakistan", "Atal Bihari Vajpayee",
    }  # fmt: skip
    assert _handles(kargil, "--actor", "SAARC") == {"strike", "crossing", "speech", "talks"}
    named = rolled_up(found, ["SAARC"])
    assert {actor.code for event in named.events.values() for actor in event.by} == {
        "SAARC", "PAK", "VAJPAYEE",
    }  # fmt: skip


def test_pictures_count_parts_and_say_so(kargil: Keyboard, tmp_path: Path) -> None:
    """A matrix and a ladder count the air force as India; with --exactly apart, without a word."""
    said = "Counted with their wholes: IND-AF, VAJPAYEE as IND; PAK-ARMY as PAK"
    two = [["ladder", "IND", "PAK"], ["tension", "IND", "PAK"]]
    for command in (["matrix"], *two, ["timeline"]):
        drawn = kargil(*command, "--until", "2000", "-o", str(tmp_path / f"{command[0]}.svg"))
        assert said in drawn.output, drawn.output
        exact = kargil(*command[:1], "--exactly", "-o", str(tmp_path / f"{command[0]}x.svg"))
        assert "Counted with" not in exact.output
    assert "Indian Air Force" not in (tmp_path / "matrix.svg").read_text("utf-8")
    assert "Indian Air Force" in (tmp_path / "matrixx.svg").read_text("utf-8")


def test_dyads_count_parts_and_say_so(kargil: Keyboard) -> None:
    """India did three acts to Pakistan with its air force and prime minister; exactly, one."""

    def acts(*words: str) -> dict[tuple[str, str], int]:
        told = json.loads(kargil("dyads", *words, "--format", "json").stdout)
        return {(row["by"], row["to"]): row["acts"] for row in told["counts"]}

    assert acts("IND", "PAK") == {("IND", "PAK"): 3, ("PAK", "IND"): 1}
    assert acts("IND", "PAK", "--exactly") == {("IND", "PAK"): 1}
    assert acts("IND-AF", "PAK") == {("IND-AF", "PAK"): 1}
    assert acts() == {("IND", "PAK"): 3, ("PAK", "IND"): 1, ("VAJPAYEE", "PAK"): 1}
    assert acts("--exactly")["VAJPAYEE", "PAK"] == 2
    said = "Counted with their wholes: IND-AF, VAJPAYEE as IND; PAK-ARMY as PAK"
    assert said in kargil("dyads", "IND", "PAK").stderr
    assert "Counted with" not in kargil("dyads", "IND", "PAK", "--exactly").stderr


def test_an_account_has_what_its_parts_claim(kargil: Keyboard) -> None:
    """What the army claims is of Pakistan's account, and with --exactly it is not."""
    kargil("link", "crossing", "strike", "--likelihood", "likely", "--claimed-by", "IND")
    kargil("link", "strike", "talks", "--likelihood", "likely", "--claimed-by", "PAK-ARMY")
    told = kargil("accounts", "IND", "PAK")
    assert told.exit_code == 0, told.output
    assert kargil("accounts", "IND", "PAK", "--exactly").exit_code == 1
    assert kargil("effects", "strike", "--account", "PAK").exit_code == 0
    with tracker.open(kargil.db) as desk:
        assert len(desk.accounts("IND", "PAK").links) == 2


def test_parts_travel_in_jsonl_and_are_there_once(kargil: Keyboard, tmp_path: Path) -> None:
    """Exported, read into an empty database and read again: the same parts, each once."""
    file, other = tmp_path / "kargil.jsonl", tmp_path / "other.db"
    kargil("export", str(file))
    kargil("import", str(file), TRACKER_DB=str(other))
    kargil("import", str(file), TRACKER_DB=str(other))
    again = tmp_path / "again.jsonl"
    kargil("export", str(again), TRACKER_DB=str(other))
    records = [each.read_text("utf-8").splitlines()[1:] for each in (file, again)]
    assert records[0] == records[1]  # the first line has the head of either history
    assert '"part_of": [{"whole": "IND", "valid_from": "1998-03-19"' in file.read_text("utf-8")


def test_a_file_adds_parts_to_an_actor_that_is_there(kargil: Keyboard, tmp_path: Path) -> None:
    """A file that knows of the first term brings it to the actor that is there already."""
    file = tmp_path / "term.jsonl"
    actor = {"record": "actor", "code": "VAJPAYEE", "name": "Atal Bihari Vajpayee",
             "kind": "person",
             "part_of": [{"whole": "India", "valid_from": "1996-05-16",
                          "valid_to": "1996-06-01"}]}  # fmt: skip
    file.write_text(f'{{"record": "tracker", "format": 1}}\n{json.dumps(actor)}\n', "utf-8")
    assert kargil("import", str(file)).exit_code == 0
    shown = json.loads(kargil("actors", "list", "vajpayee", "--format", "json").stdout)
    assert len(shown[0]["part_of"]) == 2


def test_a_selection_brings_the_wholes_of_its_actors(kargil: Keyboard) -> None:
    """An export of the strike alone has the air force, and India of which it is part."""
    lines = kargil("export", "--to", "jsonl", "--type", "air-strike").stdout.splitlines()
    codes = {each["code"] for each in map(json.loads, lines) if each["record"] == "actor"}
    assert codes == {"IND-AF", "IND", "PAK"}


def test_parts_are_undone_and_redone(kargil: Keyboard) -> None:
    """An undo takes the last part back, a redo brings the same row again; the log names it."""
    kargil("actors", "part", "IND-AF", "PAK")
    there = curated(kargil.db)["actor_parts"]
    assert "actors part IND-AF PAK" in kargil("log", "--limit", "1").stdout
    assert kargil("undo").exit_code == 0
    assert len(curated(kargil.db)["actor_parts"]) == len(there) - 1
    assert kargil("redo").exit_code == 0
    assert curated(kargil.db)["actor_parts"] == there
    assert kargil("database", "verify").exit_code == 0


def test_merged_and_renamed_actors_keep_their_parts(kargil: Keyboard) -> None:
    """Of two air forces that are one the parts are there once; a rename changes the code."""
    kargil("actors", "add", "IAF", "Bharatiya Vayu Sena", "--kind", "armed-group")
    kargil("actors", "part", "IAF", "IND")
    kargil("actors", "merge", "IAF", "IND-AF")
    kargil("actors", "rename", "IND", "BHARAT")
    shown = json.loads(kargil("actors", "list", "IND-AF", "--format", "json").stdout)
    assert shown[0]["part_of"] == ["BHARAT"]


def test_a_merge_that_would_close_a_circle_is_refused(kargil: Keyboard) -> None:
    """A wing of the air force that is merged into India would make India part of itself."""
    kargil("actors", "add", "WING", "A wing", "--kind", "armed-group")
    kargil("actors", "part", "WING", "IND-AF")
    before = curated(kargil.db)
    refused = kargil("actors", "merge", "WING", "IND")
    assert refused.exit_code == 1
    assert "IND would be part of itself" in refused.output
    assert curated(kargil.db) == before


def test_leaders_of_the_sample_act_for_their_states(run: Keyboard) -> None:
    """Putin and Obama are known by their names, and act for their states while in office."""
    run("add", "Obama speaks", "--on", "2016-10-20", "--by", "Barack Obama", "--type", "statement",
        "--handle", "in-office")  # fmt: skip
    run("add", "Obama writes", "--on", "2019-10-20", "--by", "Obama", "--type", "statement",
        "--handle", "out-of-office")  # fmt: skip
    found = _handles(run, "--actor", "USA", "--since", "2016-10-20")
    assert "in-office" in found
    assert "out-of-office" not in found


def test_check_finds_parts_that_another_program_wrote_wrongly(kargil: Keyboard) -> None:
    """A time that is no date and a part of nobody are findings, not tracebacks."""
    with closing(sqlite3.connect(kargil.db)) as connection, connection:
        connection.execute(
            "INSERT INTO actor_parts (part, whole, valid_from) VALUES ('PAK-ARMY', 'XYZ', 'soon')"
        )
    told = kargil("check")
    assert "actor_parts" in told.output
    assert "is no date" in told.output
    assert kargil("list", "--actor", "PAK").exit_code == 0
