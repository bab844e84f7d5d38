"""ACLED: political violence and demonstrations, corrected as they become better known."""

from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tests.formats.feeds.reading import read_all
from tracker.formats.feeds import acled
from tracker.formats.registry import recognise

HEADINGS = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)


def row(**fields: str) -> str:
    """A row, with what is given in its place."""
    given = dict.fromkeys(HEADINGS.split(","), "") | {
        "event_id_cnty": "SYR7", "event_date": "23 February 2022", "time_precision": "1",
        "event_type": "Battles", "sub_event_type": "Armed clash",
        "actor1": "Military Forces of Syria (2000-2024)", "actor2": "Islamic State (Syria)",
        "country": "Syria", "location": "Palmyra", "source": "SOHR", "fatalities": "2",
        "notes": '"On 23 February 2022, IS ambushed a patrol, killing 2."',
    } | fields  # fmt: skip
    return ",".join(given.values())


def test_a_row_says_who_met_where_and_not_who_began() -> None:
    """Both actors are doers, forces are their state, and the notes are the summary."""
    event = read_all(acled.read_rows, f"{HEADINGS}\n{row()}\n").only
    assert (event.by, event.to) == (("Syria", "Islamic State (Syria)"), ())
    assert (event.type, str(event.date), event.handle) == ("cameo:193", "2022-02-23", "acled-syr7")
    assert event.title == "Syria and Islamic State (Syria): armed clash, Palmyra"
    assert event.summary.endswith("killing 2. Deaths: 2.")
    assert event.locator == "SYR7, SOHR"
    assert recognise(HEADINGS) is not None


@pytest.mark.parametrize(
    ("precision", "date"),
    [("1", "2022-02-23"), ("2", "2022-02-20/2022-02-26"), ("3", "2022-02")],
)
def test_a_date_is_as_precise_as_it_is_known(precision: str, date: str) -> None:
    """A day, the seven days around it, or its month, in either way of writing days."""
    for written in ("2022-02-23", "23 February 2022"):
        text = f"{HEADINGS}\n{row(event_date=written, time_precision=precision)}\n"
        assert str(read_all(acled.read_rows, text).only.date) == date


def test_what_cameo_has_nothing_like_is_rejected_and_named() -> None:
    """A change of a group's name is no act of one towards another."""
    text = (
        f"{HEADINGS}\n{row(sub_event_type='Change to group/activity')}\n{row(event_date='soon')}\n"
    )
    assert [line for line, _ in read_all(acled.read_rows, text).rejected] == [2, 3]


@pytest.mark.parametrize(
    "edit",
    [
        ("edit", "acled-syr7", "--by", ""),
        ("cite", "acled-syr7", "--source", "acled", "--remove"),
    ],
)
def test_what_an_analyst_took_out_does_not_come_again(run: Keyboard, edit: list[str]) -> None:
    """A side that was emptied, or the citation, also where an event of that number was removed."""
    run("add", "Soon gone", "--on", "2016-10-01", "--type", "talks", "--by", "USA")
    run("remove", "soon-gone")
    Path("a.csv").write_text(f"{HEADINGS}\n{row()}\n{row(event_id_cnty='SYR8')}\n")
    run("import", "a.csv", "--new-actor")
    assert run(*edit).exit_code == 0
    shown = run("show", "acled-syr7").stdout
    corrected = f"{HEADINGS}\n{row(fatalities='5')}\n{row(event_id_cnty='SYR8', fatalities='5')}\n"
    Path("b.csv").write_text(corrected)
    said = run("import", "b.csv").stderr
    assert "Corrected 1 event, as the file has it now." in said
    assert "Events left as you changed them, though the file says otherwise now: 1." in said
    assert run("show", "acled-syr7").stdout == shown


def test_a_corrected_row_updates_its_event_and_an_edited_one_stays(run: Keyboard) -> None:
    """By the feed's own id; what an analyst has changed is left as it is, and said."""
    Path("a.csv").write_text(f"{HEADINGS}\n{row()}\n{row(event_id_cnty='SYR8')}\n")
    assert "2 events" in run("import", "a.csv", "--new-actor").stderr
    run("edit", "acled-syr8", "--title", "Ambush near Palmyra")
    corrected = f"{HEADINGS}\n{row(fatalities='5')}\n{row(event_id_cnty='SYR8', fatalities='5')}\n"
    Path("b.csv").write_text(corrected)
    said = run("import", "b.csv").stderr
    assert "Corrected 1 event, as the file has it now." in said
    assert "Events left as you changed them, though the file says otherwise now: 1." in said
    assert "Deaths: 5." in run("show", "acled-syr7").stdout
    assert "Deaths: 2." in run("show", "acled-syr8").stdout
    run("undo")
    assert "Deaths: 2." in run("show", "acled-syr7").stdout
    assert "SYR7" in run("search", "Palmyra", "--format", "json").stdout.upper()


@pytest.mark.parametrize(
    ("sort", "targeting", "who", "kind"),
    [
        ("Suicide bomb", "Civilian targeting", "Islamic State (Syria)", "terror-attack"),
        ("Suicide bomb", "", "Islamic State (Syria)", "cameo:18"),  # of a patrol, say
        ("Remote explosive/landmine/IED", "Civilian targeting", "Unidentified", "terror-attack"),
        ("Remote explosive/landmine/IED", "Civilian targeting", "Military Forces of Syria (2000-)",
         "cameo:18"),
        ("Attack", "Civilian targeting", "Islamic State (Syria)", "cameo:182"),
    ],
)  # fmt: skip
def test_a_bomb_is_a_terror_attack_where_it_was_meant_for_civilians(
    sort: str, targeting: str, who: str, kind: str
) -> None:
    """ACLED says whether civilians were the target; a state's forces make no terror attack."""
    text = row(sub_event_type=sort, civilian_targeting=targeting, actor1=who)
    assert read_all(acled.read_rows, f"{HEADINGS}\n{text}\n").only.type == kind


@pytest.mark.parametrize(
    ("actor", "party"),
    [
        ("Military Forces of Yemen (2012-)", "Yemen"),
        ("Military Forces of Yemen (2016-) Supreme Political Council",
         "Yemen (Supreme Political Council)"),
        ("Police Forces of Yemen (2016-) Supreme Political Council",
         "Yemen (Supreme Political Council)"),
        ("Military Forces of Libya (2014-) Haftar Faction", "Libya (Haftar Faction)"),
        ("Government of Libya (2014-) Government of National Stability",
         "Libya (Government of National Stability)"),
        ("Police Forces of Iraq (2014-) Peshmerga", "Iraq (Peshmerga)"),
        ("Military Forces of Iran (1989-) Islamic Revolutionary Guard Corps", "Iran"),
        ("Police Forces of India (2014-) Central Reserve Police Force", "India"),
        ("Military Forces of the Democratic Republic of Congo (2019-)",
         "Democratic Republic of Congo"),
        ("Government of Syria (2000-2024)", "Syria"),
    ],
)  # fmt: skip
def test_a_branch_is_its_state_and_a_rival_government_is_not(actor: str, party: str) -> None:
    """What stands behind the years tells which of the two it is."""
    event = read_all(acled.read_rows, f"{HEADINGS}\n{row(actor1=actor)}\n").only
    assert event.by == (party, "Islamic State (Syria)")


def test_two_governments_that_fight_keep_apart_by_their_years() -> None:
    """Neither is the state, as nothing tells which of them is."""
    both = row(actor1="Military Forces of X (2019-)", actor2="Military Forces of X (2021-)")
    event = read_all(acled.read_rows, f"{HEADINGS}\n{both}\n").only
    assert event.by == ("X (2019-)", "X (2021-)")
    mutiny = row(actor1="Military Forces of X (2019-)", actor2="Police Forces of X (2019-)")
    assert read_all(acled.read_rows, f"{HEADINGS}\n{mutiny}\n").only.by == ("X", "X")
