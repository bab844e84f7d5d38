from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import draft, fresh
from tracker.errors import Ambiguous, NotFound
from tracker.model.dates import EventDate
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft
from tracker.model.selection import Selection, Sort
from tracker.model.source import Citation
from tracker.recording.events import add_event
from tracker.recording.links import add_link
from tracker.recording.merges import mark_distinct, merge_events
from tracker.recording.order import add_order, remove_orders
from tracker.recording.revisions import EventEdit, edit_event, remove_event
from tracker.recording.undoing import undo
from tracker.store import events
from tracker.store.database import Database
from tracker.store.references import resolve
from tracker.store.rows import bound_text

DATES = (
    "2016", "2016-10", "2016-10-03", "2016-10-31", "2016-11-01", "2016-09-22/2016-10~",
    "2016-10-03T14:05", "2016-10/..", "../2016-10-02", "2016-24", "201X", "2016-10-XX", "0001", "2016-10-03~", "2016-10?", "0001~", "9999?", "201X~",
    "2016-09~/2016-10-05", "2016-10-03/2016?", "2016-10-03T22:00-05:00",
    "9999-12-31",
)  # fmt: skip


def on(text: str) -> EventDate:
    """A date."""
    return EventDate.parse(text)


def numbers(db: Database, **conditions: object) -> list[int]:
    """The numbers of the events selected, in order."""
    return [event.id for event in events.select(db, Selection(**conditions))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reference", "number"),
    [
        ("11", 11),
        (" 11 ", 11),
        ("2016-10-03-pmda-suspended", 11),
        ("2016-10-03-PMDA-Suspended", 11),
        ("2016-10-03-p", 11),
        ("2015", 1),
        ("2016-10-nuclear", 19),
        ("plutonium", 11),
        ("PLUTONIUM pact", 11),
        ("suspends the plut", 11),
        ("Moscow suspends the plutonium disposition pact", 11),
        ("pmda", 11),
        ("pmda suspended", 11),
        ("iskander", 18),
        ("Deir ez-Zor", 5),
        ("S-300", 12),
        ("aleppo veto", 17),
    ],
)
def test_an_event_is_named_in_many_ways(sample: Database, reference: str, number: int) -> None:
    """A number, a handle, a handle cut short or words of the title name an event."""
    assert resolve(sample, reference) == number


def test_ambiguous_words_list_the_candidates(sample: Database) -> None:
    """Words that fit several events are an error that lists them in order of time."""
    with pytest.raises(Ambiguous) as raised:
        resolve(sample, "kerry")
    assert str(raised.value) == (
        "'kerry' fits 3 events; use a number, a handle or more words:\n"
        "  4  2016-09-09-ceasefire-announced  Kerry and Lavrov announce a ceasefire for Syria\n"
        "  9  2016-09-28-kerry-threatens-suspension  Kerry threatens to suspend talks over Aleppo\n"
        "  15  2016-10-07-war-crimes-call  Kerry calls for a war-crimes investigation"
    )


def test_many_candidates_are_cut(sample: Database) -> None:
    """Of many candidates some are listed and the rest is counted."""
    with pytest.raises(Ambiguous, match=r"'2016' fits 27 events(.|\n)*… and 19 more$"):
        resolve(sample, "2016")


def test_a_whole_title_beats_a_longer_one(desk: Database) -> None:
    """The exact title of one event names it, though another title begins with the same words."""
    add_event(desk, draft("Talks in Geneva", "2016-01-01"))
    add_event(desk, draft("Talks in Geneva break down", "2016-02-01"))
    assert resolve(desk, "talks in GENEVA") == 1


@pytest.mark.parametrize(
    "reference", ["pmda-suspendedd", "99", "no such thing", "%", "_", "'", '"', "*", "NEAR(a b)"]
)
def test_an_unknown_event_is_not_found(sample: Database, reference: str) -> None:
    """What names no event is an error, wildcards and query syntax included."""
    with pytest.raises(NotFound, match="There is no event"):
        resolve(sample, reference)


def test_a_misspelt_handle_brings_the_near_one(sample: Database) -> None:
    """A handle misspelt by a letter is an error that names the near one."""
    with pytest.raises(NotFound, match="Did you mean 2016-10-03-pmda-suspended"):
        resolve(sample, "2016-10-03-pmda-suspend3d")


@pytest.mark.parametrize("reference", ["2", "20", "0"])
def test_a_number_is_not_the_beginning_of_a_handle(desk: Database, reference: str) -> None:
    """A number that no event has names nothing: `remove 2` takes no event of 2016."""
    add_event(desk, draft("Only one", "2016-10-03"))
    with pytest.raises(NotFound):
        resolve(desk, reference)


def test_a_number_is_not_the_beginning_of_a_word(sample: Database) -> None:
    """Where there are 28 events, 29 names none of them, though one was on the 29th."""
    with pytest.raises(NotFound, match="There is no event '29'"):
        resolve(sample, "29")


@pytest.mark.parametrize("reference", ["", " ", "--", "/"])
def test_nothing_names_no_event(desk: Database, reference: str) -> None:
    """An empty reference names nothing, even where there is only one event to name."""
    add_event(desk, draft("Only one", "2016-10-03"))
    with pytest.raises(NotFound):
        resolve(desk, reference)


@given(reference=st.text(max_size=40))
def test_any_reference_is_found_or_refused(sample_path: Path, reference: str) -> None:
    """Whatever is typed names an event, several, or none; nothing breaks the query."""
    db = fresh(sample_path)
    with closing(db), suppress(NotFound, Ambiguous):
        assert resolve(db, reference) in range(1, 29)


def test_an_event_is_read_whole(sample: Database) -> None:
    """An event comes back with its date, type, actors in order and citations."""
    event = events.get(sample, 8)
    assert event.handle == "2016-09-22-aleppo-offensive"
    assert event.date == on("2016-09-22/2016-10~")
    assert [actor.code for actor in event.by] == ["SYR", "RUS"]
    assert [actor.name for actor in event.to] == ["Syrian opposition", "Syrian civilians"]
    assert event.type.code == "bombardment"
    assert event.intensity == event.type.goldstein == -10
    assert "editorial-2016-10-15" in [citation.source for citation in event.citations]
    assert event.dyad == "SYR, RUS → SYR-OPP, SYR-CIV"


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"since": on("2016-12-29")}, [25, 26, 27]),
        ({"until": on("2016-07")}, [1, 2, 3]),
        ({"since": on("2016-10-19"), "until": on("2016-12-28")}, [28, 8]),
        ({"since": on("2016-10-15"), "until": on("2016-10-15")}, [28, 8, 23]),
        ({"since": on("2016-10-31"), "until": on("2016-10-31")}, [28, 8]),
        # About October, which two events are, has a margin of a month on either side.
        ({"since": on("2016-11-01"), "until": on("2016-12-28")}, [28, 8]),
        ({"since": on("2016-12-01"), "until": on("2016-12-28")}, []),
        ({"actors": ("WIKILEAKS", "SARC")}, [3, 7]),
        ({"types": ("accusation",)}, [15, 16]),
        ({"types": ("accusation", "veto"), "actors": ("FRA",)}, [17]),
        ({"min_intensity": 9.5, "until": on("2016-09-18")}, [1, 28, 5]),
        ({"min_intensity": -9.5, "until": on("2016-09-18")}, [1, 28, 5]),
        ({"text": "iskander-m"}, [18]),
        ({"text": "100%"}, []),
        ({"text": "_"}, []),
        ({"place": "kaliningrad"}, [18]),
        ({"limit": 2}, [1, 2]),
        ({"limit": 2, "sort": Sort.NEWEST}, [27, 26]),
        ({"limit": 3, "sort": Sort.NUMBER}, [1, 2, 3]),
        ({"types": ("missile-deployment",), "sort": Sort.TITLE}, [18, 12]),
        ({"types": ("talks", "veto", "ceasefire"), "sort": Sort.INTENSITY}, [4, 23, 17]),
    ],
)
def test_filters_and_sorts(
    sample: Database, conditions: dict[str, object], expected: list[int]
) -> None:
    """Each filter keeps the events it says, and each sort puts them in its order."""
    assert numbers(sample, **conditions) == expected


def test_an_imprecise_date_sorts_by_its_first_bound(sample: Database) -> None:
    """About October 2016 stands a month before it, and where it is derived, on the third."""
    before = numbers(sample)
    assert before[3:5] == [28, 4]
    add_order(sample, OrderDraft("talks-suspended", "strikes-in-syria"))
    assert numbers(sample)[8:12] == [9, 11, 10, 28]
    remove_orders(sample, "talks-suspended", "strikes-in-syria")
    assert numbers(sample) == before


def test_an_intensity_of_ones_own_counts(sample: Database) -> None:
    """The intensity filter looks at the analyst's own value before the type's."""
    edit_event(sample, "23", EventEdit(intensity=-1.5))
    assert 23 not in numbers(sample, min_intensity=2)
    assert events.get(sample, 23).intensity == -1.5


@given(
    dates=st.lists(st.sampled_from(DATES), min_size=1, max_size=6),
    since=st.none() | st.sampled_from(DATES),
    until=st.none() | st.sampled_from(DATES),
)
def test_bounds_decide_what_is_selected(
    empty_path: Path, dates: list[str], since: str | None, until: str | None
) -> None:
    """An event is selected just where its bounds may meet those asked for, and sorted by them."""
    db = fresh(empty_path)
    for number, text in enumerate(dates, start=1):
        date = on(text)
        row = {
            "id": number, "handle": f"e-{number}", "title": text, "date": text, "type": "threat",
            "earliest": bound_text(date.earliest), "latest": bound_text(date.latest),
        }  # fmt: skip
        events.insert(db, row, ["RUS"], [])
    first = on(since).earliest if since else None
    last = on(until).latest if until else None
    spread = [on(text).spread for text in dates]
    expected = [
        (date.start, number)
        for number, date in enumerate(spread, start=1)
        if (first is None or (date.latest or datetime.max) >= first)
        and (last is None or (date.earliest or datetime.min) <= last)
    ]
    found = numbers(db, since=since and on(since), until=until and on(until))
    db.close()
    assert found == [number for _, number in sorted(expected)]


def test_handles_stay_unique(desk: Database) -> None:
    """Events whose handle would be the same are numbered."""
    made = [
        add_event(desk, draft(title, "2016-10-03")).value.handle
        for title in ("The pact", "Pact", "A pact")
    ]
    assert made == ["2016-10-03-pact", "2016-10-03-pact-2", "2016-10-03-pact-3"]


# What the record keeps of an event besides its own row, by table, and by which columns.
KEPT_OF_AN_EVENT = {
    "event_actors": ("event",), "citations": ("event", "cause", "effect"),
    "links": ("cause", "effect"), "orders": ("before", "after"), "derived_dates": ("event",),
    "former_handles": ("event",), "distinct_events": ("one", "other"),
}  # fmt: skip


def kept_of(db: Database, number: int) -> set[str]:
    """The tables that have anything of an event."""
    return {
        table
        for table, columns in KEPT_OF_AN_EVENT.items()
        if db.row(f"SELECT 1 FROM {table} WHERE ? IN ({', '.join(columns)})", (number,))
    }


def test_with_an_event_everything_of_it_goes(desk: Database) -> None:
    """Actors, citations, links, claims of order, dates derived, handles it had, pairs it is of."""
    for number, on in enumerate(("2016-10", "2016-10", "2016-10-05"), start=1):
        made = draft(f"Event {number}", on, by=("RUS",), citations=(Citation("note", 2),))
        add_event(desk, made, anyway=True)
    for cause, effect in ((1, 2), (2, 3)):
        claim = LinkDraft(str(cause), str(effect), "provokes", 0.5, citations=(Citation("note"),))
        add_link(desk, claim)
    for before, after in ((1, 2), (2, 3)):
        add_order(desk, OrderDraft(str(before), str(after), citations=(Citation("note"),)))
    edit_event(desk, "2", EventEdit(handle="another-handle"))
    mark_distinct(desk, ["1", "2"])
    mark_distinct(desk, ["2", "3"])
    assert kept_of(desk, 2) == set(KEPT_OF_AN_EVENT)
    columns = sum((columns for columns in KEPT_OF_AN_EVENT.values()), ())
    assert set(columns) == {
        row["from"]
        for table in KEPT_OF_AN_EVENT
        for row in desk.rows(f"PRAGMA foreign_key_list({table})")
        if row["table"] in ("events", "links") and row["from"] != "claimed_by"
    }  # a new reference to an event must be taken away as well
    with desk.transaction("remove"):
        events.delete(desk, 2)
    assert kept_of(desk, 2) == set()
    assert desk.rows("SELECT * FROM orders") == []
    assert [row["event"] for row in desk.rows("SELECT event FROM citations")] == [1, 3]
    assert [event.id for event in events.select(desk, Selection())] == [1, 3]
    assert events.by_handle(desk, "2016-10-event-2") is None
    assert events.free_handle(desk, "2016-10-event-2") == "2016-10-event-2"


def test_a_handle_that_led_to_an_event_is_free_when_it_goes(desk: Database) -> None:
    """What was merged into it, or what it was called before, names nothing then."""
    for title in ("Pact", "A pact signed"):
        add_event(desk, draft(title, "2016-10-03"), anyway=True)
    merge_events(desk, ["1", "2"])
    assert resolve(desk, "2016-10-03-pact-signed") == 1
    remove_event(desk, "1")
    assert events.by_handle(desk, "2016-10-03-pact-signed") is None
    undo(desk)
    assert resolve(desk, "2016-10-03-pact-signed") == 1
