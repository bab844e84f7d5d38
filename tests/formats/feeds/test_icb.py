import io
from pathlib import Path

import pytest

from tests.conftest import Keyboard
from tracker.errors import InvalidInput
from tracker.formats.feeds import icb
from tracker.model.chronicle import Batch
from tracker.recording.batches import record_batch
from tracker.store import chronicle, cone
from tracker.store.database import Database

FILE = "icb/icb2v14.csv"
HEADINGS = ("icb2,crisno,cracid,actor,crisname,triggr,yrtrig,motrig,datrig,trigent,majres,yerres,"
            "monres,dayres")  # fmt: skip


def read(*rows: str, **only: str) -> tuple[Batch, list[str]]:
    """Rows of a file, and what is remarked on them."""
    remarks: list[str] = []
    text = "\n".join((HEADINGS, *rows, ""))
    return icb.read(io.StringIO(text), remarks=remarks, only=only), remarks


def test_a_row_is_a_trigger_a_response_and_their_link() -> None:
    """What triggered a crisis for a state, and what the state then did, ICB links."""
    batch, remarks = read("ICB2,196,2,USA,CUBAN MISSILES,4,1962,10,16,365,6,1962,10,20")
    trigger, response = batch.events
    assert trigger.title == "Cuban Missiles: external change triggers a crisis for USA"
    assert (trigger.by, trigger.to) == (("cow:365",), ("cow:2",))
    assert (trigger.type, response.type) == ("icb-external-change", "show-of-force")
    assert (response.by, str(response.date)) == (("cow:2",), "1962-10-20")
    [link] = batch.links
    assert (link.cause, link.effect, link.claimed_by) == (trigger.handle, response.handle, "icb")
    assert (link.relation, link.likelihood) == ("responds", 0.875)
    assert link.because.endswith("and the other as its major response, 4 days later.")
    assert remarks == []


@pytest.mark.parametrize(
    ("trigger", "response", "day", "relation", "likelihood"),
    [
        ("9", "8", "1962,10,16", "provokes", 0.875),  # force answers force, on the day
        ("2", "6", "1962,10,23", "provokes", 0.875),
        ("2", "6", "1962,10,24", "provokes", 0.675),
        ("9", "3", "1962,11,15", "responds", 0.675),  # with words only
        ("9", "8", "1962,11,16", "provokes", 0.5),
        ("9", "8", "1962,10,88", "provokes", 0.5),  # some day of the month
        ("4", "8", "1962,10,17", "responds", 0.875),  # nobody acted who could provoke
        ("6", "9", "1962,10,17", "responds", 0.875),
    ],
)
def test_links_say_no_more_than_the_file_bears_out(
    trigger: str, response: str, day: str, relation: str, likelihood: float
) -> None:
    """Force provoked by an adversary's act is that; all else responds; time makes it less likely."""
    batch, _ = read(f"ICB2,196,2,USA,A,{trigger},1962,10,16,365,{response},{day}")
    [link] = batch.links
    assert (link.relation, link.likelihood) == (relation, likelihood)


def test_kinds_that_no_type_is_as_wide_as_are_not_coded(desk: Database) -> None:
    """ICB's wider kinds become types with its definition, without values that it does not give."""
    rows = [f"ICB2,{n},2,USA,A,{n},1962,10,1{n},365,1,,," for n in range(1, 10)]
    batch, _ = read(*rows)
    record_batch(desk, batch, "icb2.csv")
    types = [event.type for event in chronicle.load(desk).events.values()]
    assert [each.code for each in types] == [
        "icb-verbal", "icb-political", "icb-economic", "icb-external-change", "icb-other",
        "icb-internal", "show-of-force", "icb-indirect", "clash",
    ]  # fmt: skip
    own = [each for each in types if each.code.startswith("icb-")]
    assert {(each.cameo, each.goldstein, each.hostility) for each in own} == {(None, None, None)}
    assert all(each.definition and each.why for each in own)
    assert [each.quad and each.quad.value for each in types] == [
        3, None, None, None, None, None, 4, 4, 4,
    ]  # fmt: skip


def test_an_act_that_triggers_several_crises_is_one_event() -> None:
    """Two states for which the same act of the same day is the trigger share the event."""
    batch, _ = read(
        "ICB2,196,40,CUB,CUBAN MISSILES,7,1962,10,22,2,6,1962,10,23",
        "ICB2,196,365,RUS,CUBAN MISSILES,7,1962,10,22,2,3,1962,10,26",
    )
    assert [event.to for event in batch.events] == [("cow:40", "cow:365"), ("cow:2",), ("cow:2",)]
    assert len({link.cause for link in batch.links}) == 1


def test_what_is_missing_is_counted_and_never_guessed() -> None:
    """A day or month that is not known widens the date; no response is none; bad rows are told."""
    batch, remarks = read(
        "ICB2,1,2,USA,A,9,1962,10,88,996,1,,,",
        "ICB2,1,20,CAN,A,9,1962,,,997,8,1963,2,31",
        "ICB2,1,70,MEX,A,,1962,10,1,2,8,1963,2,1",
        "ICB2,1,42,DOM,A,9,1962,10,1,2,8,1961,2,1",
        "ICB2,1,41,HAI,A,9,1962,10,2,2,8,,,",
    )
    assert [(str(event.date), event.by) for event in batch.events] == [
        ("1962-10", ()), ("1962", ()), ("1962-10-01", ("cow:2",)), ("1962-10-02", ("cow:2",)),
        ("1963-02", ("cow:20",)),
    ]  # fmt: skip
    assert remarks == [
        "Responses dated before their triggers, left out: 1.",
        "Rows without a dated response, of which only the trigger was taken: 1.",
        "Rows without a dated trigger: 1.",
    ]


def test_what_is_no_such_file_is_refused() -> None:
    """Another table, a mapping, a column that is not there, or no row chosen is a sentence."""
    with pytest.raises(InvalidInput, match="no column crisno"):
        icb.read(io.StringIO("title,date\n"))
    with pytest.raises(InvalidInput, match="names its fields itself"):
        icb.read(io.StringIO(HEADINGS), {"title": "crisname"})
    with pytest.raises(InvalidInput, match="no column 'crisis'"):
        read(crisis="196")
    with pytest.raises(InvalidInput, match="No row has the values"):
        read("ICB2,1,2,USA,A,9,1962,10,88,996,1,,,", crisno="2")


def test_crisis_196_runs_from_the_discovery_to_the_soviet_response(
    real_data: Path, desk: Database
) -> None:
    """Discovery, American decision, announcement of the blockade, Soviet response: one chain."""
    with (real_data / FILE).open(encoding="utf-8", newline="") as stream:
        batch = icb.read(stream, only={"crisno": "196"})
    record_batch(desk, batch, "icb2v14.csv")
    found = chronicle.load(desk)
    told = [(str(event.date), event.dyad) for event in found.events.values()]
    assert told == [
        ("1962-10-16", "SUN → USA"), ("1962-10-20", "USA → SUN"), ("1962-10-22", "USA → CUB, SUN"),
        ("1962-10-23", "CUB → USA"), ("1962-10-26", "SUN → USA"),
    ]  # fmt: skip
    numbers = list(found.events)
    assert cone.between(desk, numbers[0], numbers[4]) == set(numbers) - {numbers[3]}
    assert sorted(link.claimed_by for link in found.links) == ["analyst", "icb", "icb", "icb"]


def test_the_whole_file_comes_in_and_a_second_time_adds_nothing(
    run: Keyboard, real_data: Path
) -> None:
    """All crises since 1918 land in one command, every state known by its number at the time."""
    first = run("import", str(real_data / FILE), "--db", "icb.db")
    assert first.exit_code == 0
    assert "Added 7 types, 1 source, 1,990 events, 1,166 links." in first.stderr
    assert (
        "Everything in it was there already."
        in run("import", str(real_data / FILE), "--db", "icb.db").stderr
    )
    assert run("undo", "--db", "icb.db").exit_code == 0
    assert "No events are recorded yet" in run("list", "--db", "icb.db").stderr
