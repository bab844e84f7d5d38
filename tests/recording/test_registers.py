from dataclasses import replace

import pytest

from tests.conftest import curated, draft, rows
from tracker.errors import InvalidInput, InvalidText, NameTaken, NotFound, Refused
from tracker.model.actor import Actor
from tracker.model.chronicle import Batch
from tracker.model.codebook import EventType, QuadClass
from tracker.model.link import LinkDraft
from tracker.model.source import Citation, Source
from tracker.recording.batches import record_batch
from tracker.recording.events import add_event
from tracker.recording.links import add_link
from tracker.recording.registers import (
    add_actor,
    add_alias,
    add_source,
    add_type,
    edit_actor,
    edit_source,
    merge,
    rename,
)
from tracker.recording.undoing import undo
from tracker.store import events, listing, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES, Register

BAD_ACTORS = {
    "code": (Actor("Ж", "Zh"), "must be 1 to 16 letters A-Z"),
    "empty code": (Actor("", "X"), "must be 1 to 16 letters A-Z"),
    "long code": (Actor("A" * 17, "X"), "must be 1 to 16 letters A-Z"),
    "kind": (Actor("X1", "X", "tribe"), "kind 'tribe' is none of state, organization"),
    "name": (Actor("X1", " "), "The name is empty"),
    "control": (Actor("X1", "X\x1b[1m"), r"U\+001B"),
    "alias": (Actor("X1", "X", aliases=("fine", "\x07")), r"The alias contains .* U\+0007"),
    "valid from": (Actor("X1", "X", valid_from="19\x1b[2J91"), "."),
    "valid to": (Actor("X1", "X", valid_to="some time ago"), "."),
}
BAD_TYPES = {
    "code": (EventType("two words", "X"), "must be lower-case words joined by hyphens"),
    "label": (EventType("x", ""), "The label is empty"),
    "goldstein": (EventType("x", "X", goldstein=-11), "off the Goldstein scale"),
    "no number": (EventType("x", "X", goldstein=float("nan")), "off the Goldstein scale"),
    "hostility": (EventType("x", "X", hostility=6), "must be 1 to 5"),
    "why": (EventType("x", "X", why="\0"), r"U\+0000"),
    "cameo": (EventType("x", "X", cameo="\x1b[31m15"), "."),
    "long cameo": (EventType("x", "X", cameo="1" * 100_000), "."),
    "low": (EventType("x", "X", hostility=0), "must be 1 to 5"),
    "alias": (EventType("x", "X", aliases=("fine", "\x07")), r"The alias contains .* U\+0007"),
}
BAD_SOURCES = {
    "code": (Source("two words", "X"), "must be lower-case words joined by hyphens"),
    "title": (Source("x", ""), "The title is empty"),
    "long title": (Source("x", "x" * 301), "The title has 301 characters"),
    "url": (Source("x", "X", url="http://x/\ny"), r"U\+000A"),
    "letter": (Source("x", "X", reliability="G"), "reliability 'G' must be a letter A to F"),
    "published": (Source("x", "X", published="one day"), "'one day' is not a date"),
    "retrieved": (
        Source("x", "X", retrieved="03/10/2016"),
        r"could be 3 October 2016 \(2016-10-03\) or",
    ),
    "note": (Source("x", "X", note="\x9b"), r"U\+009B"),
    "alias": (Source("x", "X", aliases=("fine", "\x07")), r"The alias contains .* U\+0007"),
}


def test_an_actor_is_stored_as_given(desk: Database) -> None:
    """An actor's code is put in upper case; the rest comes back as it went in."""
    actor = Actor("wh-1", "White Helmets", "organization", "2014", aliases=("Syria Civil Defence",))
    assert add_actor(desk, actor) == replace(actor, code="WH-1")
    assert listing.actors(desk)["WH-1"] == replace(actor, code="WH-1")


def test_a_type_is_stored_as_given(desk: Database) -> None:
    """An event type of the analyst's own stands in the codebook behind the others."""
    own = EventType("airspace-violation", "Airspace violation", "Enters.", "150", -7.2,
                    QuadClass.MATERIAL_CONFLICT, 3, "Nearest.", ("incursion",))  # fmt: skip
    assert add_type(desk, own) == own
    assert list(listing.types(desk).values())[-1] == own
    assert add_event(desk, draft("X", "2016", "Incursion")).value.type == replace(own, aliases=())


def test_a_source_gets_a_code_from_its_title(desk: Database) -> None:
    """A source without a code gets one; a second of the same title is refused."""
    source = Source("", "Joint statement on election security", published="7 Oct 2016")
    stored = add_source(desk, source).value
    assert (stored.code, stored.published) == ("joint-statement-election-security", "2016-10-07")
    with pytest.raises(NameTaken):
        add_source(desk, source)


@pytest.mark.parametrize("case", BAD_ACTORS)
def test_a_bad_actor_is_refused(desk: Database, case: str) -> None:
    """An actor whose code, name, kind or dates cannot be kept is refused, and nothing written."""
    actor, sentence = BAD_ACTORS[case]
    before = rows(desk)
    with pytest.raises(InvalidInput, match=sentence):
        add_actor(desk, actor)
    assert rows(desk) == before


@pytest.mark.parametrize("case", BAD_TYPES)
def test_a_bad_type_is_refused(desk: Database, case: str) -> None:
    """An event type whose code, texts or values cannot be kept is refused, and nothing written."""
    event_type, sentence = BAD_TYPES[case]
    before = rows(desk)
    with pytest.raises(InvalidInput, match=sentence):
        add_type(desk, event_type)
    assert rows(desk) == before


@pytest.mark.parametrize("case", BAD_SOURCES)
def test_a_bad_source_is_refused(desk: Database, case: str) -> None:
    """A source whose code, texts or dates cannot be kept is refused, and nothing written."""
    source, sentence = BAD_SOURCES[case]
    before = rows(desk)
    with pytest.raises(InvalidInput, match=sentence):
        add_source(desk, source)
    assert rows(desk) == before


def test_codes_of_claimants_never_clash(sample: Database) -> None:
    """No actor takes the code of a source, no source an actor's, and neither the analyst's."""
    before = rows(sample)
    add_source(sample, Source("wire", "The Wire"))
    for actor in (Actor("WIRE", "Wire"), Actor("ANALYST", "A"), Actor("RUS", "Another")):
        with pytest.raises(NameTaken):
            add_actor(sample, actor)
    for source in (Source("rus", "R"), Source("analyst", "A"), Source("moscow", "M")):
        with pytest.raises(NameTaken):
            add_source(sample, source)
    with pytest.raises(NameTaken):
        rename(sample, ACTORS, "FRA", "wire")
    with pytest.raises(NameTaken):
        rename(sample, SOURCES, "wire", "fra")
    with pytest.raises(NameTaken):
        rename(sample, SOURCES, "wire", "analyst")
    undo(sample)
    assert curated(sample) == {table: before[table] for table in curated(sample)}


@pytest.mark.parametrize(
    ("register", "name", "alias", "code"),
    [
        (ACTORS, "Moscow", "the Russians", "RUS"),
        (TYPES, "pact-withdrawal", "treaty exit", "pact-withdrawal"),
        (SOURCES, "editorial-2016-10-15", "the editorial", "editorial-2016-10-15"),
    ],
)
def test_an_alias_finds_its_row_until_undone(
    sample: Database, register: Register, name: str, alias: str, code: str
) -> None:
    """An alias stands for its row wherever a name is asked for, and undo takes it back."""
    before = curated(sample)
    assert add_alias(sample, register, name, f" {alias}\n") == code
    assert registers.resolve(sample, register, alias.upper()) == code
    assert alias in getattr(listing, register.table)(sample)[code].aliases
    undo(sample)
    assert curated(sample) == before


@pytest.mark.parametrize(
    ("name", "alias", "error"),
    [("RUS", "Kyiv", NameTaken), ("RUS", " ", InvalidText), ("RUS", "\x1b", InvalidText),
     ("RUS", "x" * 301, InvalidText), ("Rusia", "new", NotFound)],
)  # fmt: skip
def test_a_refused_alias_leaves_no_trace(
    sample: Database, name: str, alias: str, error: type[Exception]
) -> None:
    """An alias that is taken, empty or not plain text is refused, and nothing is written."""
    before = rows(sample)
    with pytest.raises(error):
        add_alias(sample, ACTORS, name, alias)
    assert rows(sample) == before


@pytest.mark.parametrize(
    ("register", "name", "new", "code"),
    [
        (ACTORS, "Syrian opposition", "syrian-opp", "SYRIAN-OPP"),
        (TYPES, "accusation", "Charge", "charge"),
        (SOURCES, "editorial-2016-10-15", "editorial", "editorial"),
        (ACTORS, "RUS", "Moscow", "MOSCOW"),
    ],
)
def test_renaming_holds_everywhere_until_undone(
    sample: Database, register: Register, name: str, new: str, code: str
) -> None:
    """A new code stands wherever the old one did; the old one still finds it; undo restores it."""
    before = curated(sample)
    uses = listing.uses(sample, register.noun)
    old, now = rename(sample, register, name, new)
    assert now == code
    assert listing.uses(sample, register.noun)[code] == uses[old]
    assert old not in listing.uses(sample, register.noun)
    assert registers.resolve(sample, register, old) == code
    assert sample.rows("PRAGMA foreign_key_check") == []
    undo(sample)
    assert curated(sample) == before


def test_a_renamed_claimant_keeps_its_claims(sample: Database) -> None:
    """What an actor or a source claims, it claims under its new code too, citations and all."""
    claims = "SELECT count(*) FROM links WHERE claimed_by = ?"
    cited = "SELECT count(*) FROM citations WHERE claimed_by = ?"
    before = [sample.value(query, ("RUS",)) for query in (claims, cited)]
    rename(sample, ACTORS, "RUS", "RF")
    assert [sample.value(query, ("RF",)) for query in (claims, cited)] == before
    assert min(before) > 0


def test_merging_takes_over_everything_until_undone(sample: Database) -> None:
    """After a merge, events, claims and names of the one are the other's; undo parts them again."""
    add_link(sample, LinkDraft("1", "5", "leads-to", 0.5, "Damascus"))
    before = curated(sample)
    assert merge(sample, ACTORS, "Damascus", "RUS").value == ("SYR", "RUS")
    assert [actor.code for actor in events.get(sample, 8).by] == ["RUS"]
    assert registers.resolve(sample, ACTORS, "Syria") == "RUS"
    assert sample.value("SELECT claimed_by FROM links WHERE cause = 1 AND effect = 5") == "RUS"
    assert sample.rows("PRAGMA foreign_key_check") == []
    undo(sample)
    assert curated(sample) == before


def test_merging_needs_two(sample: Database) -> None:
    """A row cannot be merged with itself or with one that is not there; nothing is written."""
    before = rows(sample)
    with pytest.raises(Refused, match="RUS and RUS are the same actor already"):
        merge(sample, ACTORS, "Moscow", "Kremlin")
    with pytest.raises(NotFound):
        merge(sample, ACTORS, "Moscow", "Rusia")
    assert rows(sample) == before


def test_a_source_is_edited_field_by_field(sample: Database) -> None:
    """An edit of a source changes what it names; an empty text clears; undo takes it back."""
    code = "washington-post-2016-06-14"
    before = curated(sample)
    was = listing.sources(sample)[code]
    edited = edit_source(
        sample, code, {"author": "", "reliability": "A", "published": "June 2016", "note": ""}
    ).value
    assert edited == replace(was, author=None, reliability="A", published="2016-06", note="")
    assert listing.sources(sample)[code] == edited
    undo(sample)
    assert curated(sample) == before


def test_an_edit_says_anew_whose_word_a_source_passes_on(desk: Database) -> None:
    """The sources named replace those that were; none clears them, and an edit without leaves them."""
    for code in ("wire", "paper", "agency"):
        add_source(desk, Source(code, code.title(), relays=("wire",) if code == "paper" else ()))

    def relayed() -> tuple[str, ...]:
        return listing.sources(desk)["paper"].relays

    edit_source(desk, "paper", {"author": "A. Writer"})
    assert relayed() == ("wire",)
    edit_source(desk, "paper", {}, relays=["agency"])
    assert relayed() == ("agency",)
    edit_source(desk, "paper", {}, relays=[])
    assert relayed() == ()


def test_an_actor_is_edited_field_by_field(desk: Database) -> None:
    """An actor with a new name is found by the old one too."""
    edit_actor(desk, "WIKILEAKS", {"name": "The leakers", "kind": "organization"})
    after = listing.actors(desk)["WIKILEAKS"]
    assert (after.name, after.kind) == ("The leakers", "organization")
    assert registers.resolve(desk, ACTORS, "wikileaks") == "WIKILEAKS"


@pytest.mark.parametrize(
    "changes",
    [{"title": ""}, {"reliability": "Z"}, {"published": "soon"}, {"url": "x\0"}, {"note": "\x00"}],
)
def test_a_bad_edit_of_a_source_leaves_no_trace(sample: Database, changes: dict[str, str]) -> None:
    """An edit that a source could not have come in with is refused, and nothing is written."""
    before = rows(sample)
    with pytest.raises(InvalidInput):
        edit_source(sample, "wikileaks-2016-07-22", changes)
    assert rows(sample) == before


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"kind": ""}, {"kind": "tribe"}, {"valid_from": "\x1b[2J"}]
)
def test_a_bad_edit_of_an_actor_leaves_no_trace(desk: Database, changes: dict[str, str]) -> None:
    """An edit that an actor could not have come in with is refused, and nothing is written."""
    before = rows(desk)
    with pytest.raises(InvalidInput):
        edit_actor(desk, "RUS", changes)
    assert rows(desk) == before


def test_a_source_cited_under_any_name_is_one_source(sample: Database) -> None:
    """A source named by title or alias is not recorded a second time."""
    add_alias(sample, SOURCES, "editorial-2016-10-15", "the editorial")
    count = len(listing.sources(sample))
    add_event(sample, draft("X", "2017", citations=(Citation("The Editorial"),)))
    assert len(listing.sources(sample)) == count
    assert events.get(sample, 29).citations == (Citation("editorial-2016-10-15"),)


def test_a_claim_and_a_denial_of_one_link_do_not_merge(sample: Database) -> None:
    """Who claims and who denies the same link cannot become one: neither can stand for both."""
    add_link(sample, LinkDraft("9", "11", "leads-to", 0.03, "FRA", denied=True))
    add_link(sample, LinkDraft("9", "11", "leads-to", 0.5, "GBR"))
    before = curated(sample)
    with pytest.raises(Refused, match="One of FRA and GBR claims and the other denies that 2016"):
        merge(sample, registers.ACTORS, "FRA", "GBR")
    assert curated(sample) == before


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (Actor("x1", " X ", "person", cow=" 2 ", aliases=(" The X\n", "Y")),
         Actor("X1", "X", "person", cow="2", aliases=("The X", "Y"))),
        (EventType("x", " X ", " D\n", " 150 ", 1.0, hostility=1, why=" W ", aliases=(" The X ",)),
         EventType("x", "X", "D", "150", 1.0, hostility=1, why="W", aliases=("The X",))),
        (Source("x", " X ", " P ", " A ", " 2016 ", " 2016-10 ", " http://x ", "A", " N ", (" The X ",)),
         Source("x", "X", "P", "A", "2016", "2016-10", "http://x", "A", "N", ("The X",))),
    ],
    ids=["actor", "type", "source"],
)  # fmt: skip
def test_blanks_around_what_is_recorded_are_no_part_of_it(
    desk: Database, given: Actor | EventType | Source, kept: Actor | EventType | Source
) -> None:
    """Every text of a register's row is stored without them."""
    batch = Batch(
        actors=(given,) if isinstance(given, Actor) else (),
        types=(given,) if isinstance(given, EventType) else (),
        sources=(given,) if isinstance(given, Source) else (),
    )
    record_batch(desk, batch, "names.jsonl")
    stored = {**listing.actors(desk), **listing.types(desk), **listing.sources(desk)}
    assert stored[kept.code] == kept
