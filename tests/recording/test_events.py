import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import curated, draft, rows
from tracker.errors import (
    DuplicateEvent,
    EffectBeforeCause,
    InvalidText,
    NameTaken,
    NotFound,
    Refused,
    TrackerError,
)
from tracker.model.actor import actor_code
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.handles import handle_for
from tracker.model.source import Citation, Grade
from tracker.recording.events import add_event, checked_handle, cite_event, uncite_event
from tracker.recording.resolving import _stem
from tracker.recording.revisions import EventEdit, edit_event, remove_event
from tracker.store import events, listing
from tracker.store.database import Database


def pmda(**changes: object) -> EventDraft:
    """An event with every field filled in."""
    return draft(
        **{  # type: ignore[arg-type]
            "title": "Moscow suspends the PMDA",
            "on": "2016-10-03",
            "event_type": "Withdrawal from a pact",
            "by": ("Kremlin", "Moscow"),
            "to": ("United States",),
            "summary": "By decree.\n\tArticle 1.",
            "place": "Moscow, Russia",
            "intensity": -4.25,
            "citations": (Citation("Decree 511", 1, "article 1", "to suspend"),),
            **changes,
        }
    )


def test_an_event_is_stored_as_drafted(desk: Database) -> None:
    """Names are resolved, each actor stands once, and the rest is kept to the letter."""
    recorded = add_event(desk, pmda(), [Grade("A", 1)])
    event = recorded.value
    assert event == events.get(desk, 1)
    assert (event.id, event.handle) == (1, "2016-10-03-moscow-suspends-pmda")
    assert (event.title, event.date.text) == ("Moscow suspends the PMDA", "2016-10-03")
    assert ([a.code for a in event.by], [a.code for a in event.to]) == (["RUS"], ["USA"])
    assert event.type.code == "pact-withdrawal"
    assert (event.summary, event.place) == ("By decree.\n\tArticle 1.", "Moscow, Russia")
    assert (event.own_intensity, event.intensity) == (-4.25, -4.25)
    assert event.citations == (Citation("decree-511", 1, "article 1", "to suspend"),)
    assert recorded.remarks == ("New source decree-511: Decree 511",)
    assert listing.sources(desk)["decree-511"].reliability == "A"


def test_a_new_source_named_by_its_address_keeps_it(desk: Database) -> None:
    """A source given as a web address is recorded with that address."""
    url = "https://www.example.org/texts/decree-511?lang=en"
    event = add_event(desk, pmda(citations=(Citation(url),))).value
    source = listing.sources(desk)[event.citations[0].source]
    assert (source.url, source.title) == (url, url)
    assert source.code == "example-org-texts-decree-511"


REFUSED = {
    "unknown type": (pmda(event_type="pact-withdrawl"), NotFound, "no type 'pact-withdrawl'.*Did"),
    "unknown actor": (pmda(by=("RUS", "Rusia")), NotFound, "no actor 'Rusia'.*Did you mean RUS"),
    "empty title": (pmda(title="  "), InvalidText, "The title is empty"),
    "long title": (pmda(title="x" * 301), InvalidText, "The title has 301 characters; keep it to"),
    "huge title": (pmda(title="word " * 20_000), InvalidText, "The title has 99,999 characters"),
    "two lines": (pmda(title="one\ntwo"), InvalidText, r"control character U\+000A; remove it"),
    "escape": (pmda(title="\x1b[31mred"), InvalidText, r"The title contains .* U\+001B"),
    "no UTF-8": (pmda(title="caf\udce9"), InvalidText, r"U\+DCE9"),
    "nul": (pmda(summary="a\0b"), InvalidText, r"The summary contains .* U\+0000"),
    "bell": (pmda(place="\a"), InvalidText, r"The place contains .* U\+0007"),
    "long summary": (pmda(summary="x" * 20_001), InvalidText, "The summary has 20,001 characters"),
    "intensity": (pmda(intensity=-10.01), InvalidText, "-10.01 is off the Goldstein scale"),
    "no number": (pmda(intensity=float("nan")), InvalidText, "off the Goldstein scale"),
    "handle": (pmda(handle="two words"), InvalidText, "must be words joined by hyphens"),
    "bare handle": (pmda(handle="2016"), InvalidText, "must be words joined by hyphens"),
    "locator": (
        pmda(citations=(Citation("S", locator="p.\r1"),)), InvalidText, "The locator contains",
    ),
    "quotation": (
        pmda(citations=(Citation("S", quotation="x" * 2001),)), InvalidText, "quotation has 2,001",
    ),
    "source": (pmda(citations=(Citation(" "),)), InvalidText, "The source is empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_event_leaves_no_trace(sample: Database, case: str) -> None:
    """Whatever is wrong with an event, the sentence says it and nothing at all is written."""
    refused, error, sentence = REFUSED[case]
    before = rows(sample)
    with pytest.raises(error, match=sentence):
        add_event(sample, refused, [Grade("B", 2)])
    assert rows(sample) == before


def test_the_letter_of_a_source_is_its_own(sample: Database) -> None:
    """A citation with another letter than the source has is refused, with both ways out."""
    before = rows(sample)
    decree = Citation("russian-decree-2016-10-03")
    sentence = (
        "The source russian-decree-2016-10-03 is graded A, not C: the letter belongs to the "
        "source, the digit to this report. Use A3, or `tracker sources edit "
        "russian-decree-2016-10-03 --reliability C`."
    )
    with pytest.raises(Refused) as raised:
        add_event(sample, pmda(citations=(decree,)), [Grade("C", 3)])
    assert str(raised.value) == sentence
    with pytest.raises(Refused) as raised:
        cite_event(sample, "1", [(decree, Grade("C", 3))])
    assert str(raised.value) == sentence
    assert rows(sample) == before


@pytest.mark.parametrize(
    "title", ["Moscow suspends the PMDA", "MOSCOW  suspends the pmda", "Ｍoscow suspends the PMDA "]
)
def test_a_duplicate_is_named(desk: Database, title: str) -> None:
    """The same title on the same date is refused with the event it looks like."""
    add_event(desk, pmda())
    before = rows(desk)
    with pytest.raises(DuplicateEvent) as raised:
        add_event(desk, pmda(title=title, event_type="threat"))
    assert str(raised.value) == (
        "This looks like a duplicate of event 1 (2016-10-03-moscow-suspends-pmda): same date, "
        "same title. Nothing was added; use --anyway if it is another event."
    )
    assert rows(desk) == before


@pytest.mark.parametrize("on", ["2016-10", "2016-10-04", "2016-10-03/2016-10-04"])
def test_another_date_is_another_event(desk: Database, on: str) -> None:
    """The same title on another date, or on a vaguer one, is no duplicate."""
    add_event(desk, pmda())
    assert add_event(desk, pmda(on=on)).value.id == 2


def test_anyway_adds_a_duplicate(desk: Database) -> None:
    """What only looks like a duplicate can be added, under a handle of its own."""
    add_event(desk, pmda())
    second = add_event(desk, pmda(), anyway=True).value
    assert (second.id, second.handle) == (2, "2016-10-03-moscow-suspends-pmda-2")


def test_a_handle_of_ones_own(desk: Database) -> None:
    """A chosen handle is kept, in lower case, and may be used once."""
    assert add_event(desk, pmda(handle="PMDA-Ended")).value.handle == "pmda-ended"
    with pytest.raises(NameTaken, match="'pmda-ended' already stands for the event 1"):
        add_event(desk, pmda(on="2017", handle="pmda-ended"))


def test_new_actors_on_the_way(desk: Database) -> None:
    """With leave, unknown actors are recorded under codes of their own, and said to be."""
    draft_ = pmda(by=("White Helmets", "white helmets", "Красный Крест"), to=("РФ!",))
    recorded = add_event(desk, draft_, new_actors=True)
    assert [actor.code for actor in recorded.value.by] == ["WHITE-HELMETS", "KRASNYY-KREST"]
    assert [actor.code for actor in recorded.value.to] == ["RF"]
    assert len(recorded.remarks) == 4
    assert recorded.remarks[0].startswith("New actor WHITE-HELMETS: White Helmets (kind unknown;")


CODES = {
    "Северный флот": "SEVERNYY-FLOT",
    "Ελληνικός Στρατός": "ELLINIKOS",
    "解放军": "JIEFANGJUN",
    "조선인민군": "JOSEONINMINGUN",
    "الجيش السوري": "LJYSH-LSWRY",
    "भारतीय सेना": "BHARTIY-SENA",
    "Ministère de la Défense": "MINISTERE-DE-LA",
    "Straße": "STRASSE",
    "Wagner’s Łódź": "WAGNERS-LODZ",
    "¿?": "X",
}


@pytest.mark.parametrize(("name", "code"), CODES.items(), ids=CODES.values())
def test_the_code_of_a_new_actor_is_its_name_in_latin_letters(
    desk: Database, name: str, code: str
) -> None:
    """A name in any script gives a code that tells who it is; only one of no letters gives X."""
    recorded = add_event(desk, pmda(by=(name,)), new_actors=True).value
    assert [(actor.code, actor.name) for actor in recorded.by] == [(code, name)]


@given(name=st.text(min_size=1))
def test_a_made_code_is_a_valid_code(name: str) -> None:
    """The code made of any name is one that may be given to an actor."""
    assert actor_code(_stem(name)) == _stem(name)


@given(title=st.text(min_size=1), on=st.sampled_from(("2016", "2016-10~", "2016-10-03", "../2016")))
def test_a_made_handle_is_a_valid_handle(title: str, on: str) -> None:
    """The handle made for any title is one that may be given back, as an import does."""
    handle = handle_for(EventDate.parse(on), title)
    assert checked_handle(handle) == handle


def test_an_edit_changes_only_what_is_named(sample: Database) -> None:
    """A field that is not named stays, and so does the handle."""
    before = events.get(sample, 11)
    edit = EventEdit(title="Moscow leaves the pact", by=("RUS", "Duma"), place="")
    after = edit_event(sample, "pmda", edit, new_actors=True).value
    assert after.title == "Moscow leaves the pact"
    assert [actor.code for actor in after.by] == ["RUS", "DUMA"]
    assert after.place is None
    for field in ("id", "handle", "date", "type", "to", "summary", "own_intensity", "citations"):
        assert getattr(after, field) == getattr(before, field)


def test_an_edit_clears_and_restores(sample: Database) -> None:
    """An empty text clears a field or a side, and the codebook's value can be gone back to."""
    edit_event(sample, "11", EventEdit(intensity=3.14159))
    assert events.get(sample, 11).intensity == 3.1416
    edit = EventEdit(summary="", by=("",), to=(), intensity="codebook")
    after = edit_event(sample, "11", edit).value
    assert (after.summary, after.by, after.to, after.own_intensity) == ("", (), (), None)
    assert after.dyad == "—"
    assert after.intensity == after.type.goldstein


EDITS = {
    "title": (EventEdit(title=""), InvalidText),
    "type": (EventEdit(title="Fine", type="warr"), NotFound),
    "actor": (EventEdit(title="Fine", to=("Rusia",)), NotFound),
    "handle": (EventEdit(handle="2016-10-03-talks-suspended"), NameTaken),
    "no handle": (EventEdit(handle=""), InvalidText),
    "after its effects": (EventEdit(date=EventDate.parse("2017")), EffectBeforeCause),
    "before its causes": (EventEdit(date=EventDate.parse("2014")), EffectBeforeCause),
    "intensity": (EventEdit(intensity=11), InvalidText),
}


@pytest.mark.parametrize("case", EDITS)
def test_a_refused_edit_leaves_no_trace(sample: Database, case: str) -> None:
    """An edit that would not hold together changes nothing, also not the fields that are fine."""
    edit, error = EDITS[case]
    before = rows(sample)
    with pytest.raises(error):
        edit_event(sample, "2016-10-08-aleppo-veto", edit)
    assert rows(sample) == before


def test_a_date_may_move_as_far_as_its_links_allow(sample: Database) -> None:
    """A vaguer date that could still be after the cause and before the effect is taken."""
    after = edit_event(sample, "17", EventEdit(date=EventDate.parse("2016"))).value
    assert (after.date.text, after.handle) == ("2016", "2016-10-08-aleppo-veto")


def test_citing_adds_citations(sample: Database) -> None:
    """Sources cited later stand behind the others, new ones are recorded and graded."""
    before = events.get(sample, 11).citations
    pairs = [
        (Citation("A memoir", 3, "chapter 9"), Grade("D", 3)),
        (Citation("the new york times"), None),
    ]
    recorded = cite_event(sample, "11", pairs)
    assert recorded.value.citations[: len(before)] == before
    assert recorded.value.citations[len(before) :] == (
        Citation("memoir", 3, "chapter 9"),
        Citation("new-york-times"),
    )
    assert listing.sources(sample)["memoir"].reliability == "D"
    assert len(recorded.remarks) == 2


def test_removing_takes_links_and_citations_along(sample: Database) -> None:
    """A removed event leaves no link, citation or actor behind, and the remark counts the links."""
    touching = "SELECT count(*) FROM links WHERE 10 IN (cause, effect)"
    links = sample.value(touching)
    recorded = remove_event(sample, "10")
    assert recorded.remarks == (
        f"{links} links and 3 claims of order went with it; `tracker undo` brings everything back.",
    )
    for query in (
        touching,
        "SELECT count(*) FROM citations WHERE 10 IN (event, cause, effect)",
        "SELECT count(*) FROM event_actors WHERE event = 10",
        "SELECT count(*) FROM events WHERE id = 10",
    ):
        assert sample.value(query) == 0
    assert sample.rows("PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("reference", ["no such event", "2016-10-03"])
def test_an_event_that_cannot_be_named_is_not_changed(sample: Database, reference: str) -> None:
    """Edit, cite and remove leave everything as it is where the event is unknown or ambiguous."""
    before = curated(sample)
    with pytest.raises(TrackerError):
        edit_event(sample, reference, EventEdit(title="X"))
    with pytest.raises(TrackerError):
        cite_event(sample, reference, [(Citation("A memoir"), None)])
    with pytest.raises(TrackerError):
        remove_event(sample, reference)
    assert curated(sample) == before


def test_an_actor_before_its_time_is_remarked_on(desk: Database) -> None:
    """Moscow is Russia, which in 1958 was not there; the remark says who was."""
    recorded = add_event(desk, draft("An ultimatum", "1958-11-27", by=("Moscow",)))
    assert recorded.remarks == (
        "Note: RUS (Russia, 1991-12-26 to today) did not exist at 1958-11-27; perhaps SUN (Soviet "
        "Union) is meant.",
    )
    assert edit_event(desk, "1", EventEdit(by=("USSR",))).remarks == ("Changed event 1.",)


@pytest.mark.parametrize(
    ("fields", "locator", "left"),
    [
        (None, None, []), (None, " p. 4 ", [(None, None), (None, "date")]),
        (["date"], None, [(None, None), ("p. 4", None)]),
    ],
)  # fmt: skip
def test_a_citation_of_an_event_is_taken_out_by_its_field_or_place(
    desk: Database, fields: list[str] | None, locator: str | None,
    left: list[tuple[str | None, str | None]],
) -> None:  # fmt: skip
    """Blanks around the place do not matter; without either all citations of the source go."""
    cited = (
        Citation("A note"), Citation("A note", locator="p. 4"), Citation("A note", supports="date"),
    )  # fmt: skip
    add_event(desk, draft("A threat", "2016-10-03", citations=cited))
    gone = uncite_event(desk, "1", ["A note"], fields, locator).value
    found = [(each.locator, each.supports) for each in events.get(desk, 1).citations]
    assert (found, gone) == (left, 3 - len(left))
    with pytest.raises(NotFound, match="such citation of"):
        uncite_event(desk, "1", ["A note"], locator="p. 9")
