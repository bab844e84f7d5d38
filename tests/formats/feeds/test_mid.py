"""Militarized interstate incidents."""

import json
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tests.formats.feeds.reading import read_all
from tracker.errors import InvalidInput
from tracker.formats.feeds import mid
from tracker.store import chronicle
from tracker.store.database import open_for_reading

HEADINGS = ("dispnum,incidnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,insidea,sidea,"
            "fatality,fatalpre,action,hostlev,revtype1,revtype2,version")  # fmt: skip
INCIDENTS = ("dispnum,incidnum,stday,stmon,styear,endday,endmon,endyear,duration,tbi,fatality,"
             "fatalpre,action,hostlev,numa,version\n"
             "4000,4000001,14,3,1993,14,3,1993,1,-9,0,0,7,3,2,5\n")  # fmt: skip


def row(who: str, code: str, began: str, action: str, day: str = "14", end: str = "14") -> str:
    """A participant in an incident of March 1993."""
    return f"4000,4000001,{who},{code},{day},3,1993,{end},3,1993,{began},1,0,0,{action},3,0,0,5"


def table(*rows: str) -> str:
    """A file of these rows."""
    return "\n".join((HEADINGS, *rows)) + "\n"


def test_an_incident_is_an_act_of_the_side_that_began_it() -> None:
    """Both rows are one event; its act is the hardest of those who began."""
    rows = (row("USA", "2", "1", "7"), row("RUS", "365", "0", "0"))
    event = read_all(mid.read_participants, table(*rows)).only
    assert (event.by, event.to) == (("cow:2",), ("cow:365",))
    assert (event.type, str(event.date)) == ("show-of-force", "1993-03-14")
    assert event.title == "USA: show of force towards RUS"
    assert event.handle == "mid-4000001"


def test_missing_days_leave_the_month_and_long_incidents_are_intervals() -> None:
    """−9 is missing, and an incident lasts from its first day to its last."""
    text = table(row("USA", "2", "1", "7", "-9", "-9"))
    assert str(read_all(mid.read_participants, text).only.date) == "1993-03"
    lasting = read_all(mid.read_participants, table(row("USA", "2", "1", "7", "14", "20"))).only
    assert str(lasting.date) == "1993-03-14/1993-03-20"


def test_incidents_come_whole_where_one_participant_is_asked_for() -> None:
    """Whoever else takes part is there, too; the rest is counted, as is what has no act."""
    rows = (row("USA", "2", "1", "7"), row("RUS", "365", "0", "0"))
    assert read_all(mid.read_participants, table(*rows), {"stabb": "rus"}).only.by == ("cow:2",)
    assert read_all(mid.read_participants, table(*rows), {"stabb": "FRN"}).skipped == 1
    assert read_all(mid.read_participants, table(row("USA", "2", "1", "0"))).rejected == (
        (2, "incident 4000001: action 0 is none of the codebook"),
    )


def test_incidents_without_participants_do_not_undo_those_with_them(run: Keyboard) -> None:
    """MIDI may be read before MIDIP, which completes it, or after, when it changes nothing."""
    Path("MIDI.csv").write_text(INCIDENTS)
    Path("MIDIP.csv").write_text(table(row("USA", "2", "1", "7"), row("RUS", "365", "0", "0")))
    shown = ("show", "mid-4000001", "--format", "json")
    run("import", "MIDI.csv")
    assert json.loads(run(*shown).stdout)["by"] == []
    assert "Corrected 1 event, as the file has it now." in run("import", "MIDIP.csv").stderr
    whole = run(*shown).stdout
    assert len(json.loads(whole)["by"]) == 1
    assert "Everything in it was there already." in run("import", "MIDI.csv").stderr
    assert run(*shown).stdout == whole


def test_another_table_is_refused() -> None:
    """The file of incidents without their participants is not it."""
    with pytest.raises(InvalidInput, match="MIDIP: it has no column ccode"):
        read_all(mid.read_participants, HEADINGS.replace("ccode", "code"))


def test_the_real_file_comes_in_and_only_once(run: Keyboard, real_data: Path) -> None:
    """The incidents of one state land with all who take part; again adds nothing."""
    file = str(real_data / "mid" / "MIDIP 5.0.csv")
    words = ("import", file, "--only", "stabb=RUS")
    done = run(*words)
    assert done.exit_code == 0, done.stderr
    assert "Everything in it was there already." in run(*words).stderr
    db = open_for_reading(run.db)
    found = [event for event in chronicle.load(db).events.values() if event.handle[:4] == "mid-"]
    db.close()
    assert len(found) > 100
    for event in found:
        assert "RUS" in {actor.code for actor in (*event.by, *event.to)}, event.handle
