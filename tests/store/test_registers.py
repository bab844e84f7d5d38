from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import curated, fresh, rows
from tracker.errors import NameTaken, NotFound, Refused
from tracker.model.actor import Actor
from tracker.model.codebook import Relation
from tracker.model.source import Source
from tracker.recording.registers import add_source
from tracker.store import listing, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES, Register

CODES = st.sampled_from(("agency", "decree", "gazette", "paper", "wire"))


def relaying(db: Database, pairs: Iterable[tuple[str, str]]) -> Database:
    """The database with these sources, each pair of which says who passes on whose word."""
    known = list(pairs)
    for code in sorted({code for pair in known for code in pair}):
        registers.insert(db, SOURCES, Source(code, f"The {code}"))
    for code in sorted({source for source, _ in known}):
        registers.relay(db, code, [original for source, original in known if source == code])
    return db


def relays(db: Database) -> set[tuple[str, str]]:
    """The relays of each source."""
    return {
        (code, original)
        for code, source in listing.sources(db).items()
        for original in source.relays
    }


@pytest.mark.parametrize(
    ("register", "name", "code"),
    [
        (ACTORS, "RUS", "RUS"),
        (ACTORS, "rus", "RUS"),
        (ACTORS, "Moscow", "RUS"),
        (ACTORS, "  the   KREMLIN ", "RUS"),
        (ACTORS, "Kremlin", "RUS"),
        (ACTORS, "Russian Federation", "RUS"),
        (ACTORS, "ＲＵＳ", "RUS"),
        (ACTORS, "Soviet Union", "SUN"),
        (ACTORS, "Kosovo", "XKX"),
        (ACTORS, "Austria-Hungary", "AUH"),
        (ACTORS, "CÔTE D'IVOIRE", "CIV"),
        (TYPES, "pact-withdrawal", "pact-withdrawal"),
        (TYPES, "Withdrawal from a Pact", "pact-withdrawal"),
        (SOURCES, "executive-order-13757", "executive-order-13757"),
        (SOURCES, "search the dnc EMAIL database", "wikileaks-2016-07-22"),
    ],
)
def test_names_are_found_after_folding(
    sample: Database, register: Register, name: str, code: str
) -> None:
    """Codes, names and aliases find the same row, whatever their case, width and blanks."""
    assert registers.resolve(sample, register, name) == code


@pytest.mark.parametrize("name", ["Moscou", "RU", "Russia!", "", " ", "%", "R_S", "Austria-Hungar"])
def test_matching_is_exact(sample: Database, name: str) -> None:
    """What is not a name, to the letter, finds nothing: no guess is ever taken for a name."""
    assert registers.find(sample, ACTORS, name) is None


@pytest.mark.parametrize(
    ("register", "name", "guesses"),
    [
        (ACTORS, "Rusia", "RUS (Russia)"),
        (ACTORS, "Krem1in", "RUS (Russia)"),
        (ACTORS, "Wikileak", "WIKILEAKS (WikiLeaks)"),
        (TYPES, "pact-withdraw", "pact-withdrawal (Withdrawal from a pact)"),
        (SOURCES, "executive-order-1375", "executive-order-13757"),
    ],
)
def test_an_unknown_name_brings_its_near_matches(
    sample: Database, register: Register, name: str, guesses: str
) -> None:
    """An unknown name is an error that says what was perhaps meant and where all are listed."""
    with pytest.raises(NotFound) as raised:
        registers.resolve(sample, register, name)
    assert f"There is no {register.noun} '{name}'. Did you mean " in str(raised.value)
    assert guesses in str(raised.value)
    assert f"tracker {register.noun}s list" in str(raised.value)


def test_a_name_like_no_other_brings_no_guess(sample: Database) -> None:
    """Where nothing is near, no guess is made."""
    with pytest.raises(NotFound, match=r"^There is no actor 'Zzyzx'\. `tracker actors list`"):
        registers.resolve(sample, ACTORS, "Zzyzx")


def test_inserting_stores_all_names(desk: Database) -> None:
    """A new row is found by its code, its name and each alias, and read back as it went in."""
    value = Actor("SCD", "White Helmets", "organization", aliases=("Syria Civil Defence", "سڤل"))
    registers.insert(desk, ACTORS, value)
    for name in ("scd", "WHITE HELMETS", "syria civil defence", "سڤل"):
        assert registers.find(desk, ACTORS, name) == "SCD"
    assert listing.actors(desk)["SCD"] == value


def test_a_taken_name_is_refused(desk: Database) -> None:
    """A name stands for one thing: a new row whose alias is another's is refused, unstored."""
    before = curated(desk)
    with pytest.raises(NameTaken, match="'Moscow' already stands for the actor RUS"):
        registers.insert(desk, ACTORS, Actor("MSK", "City of M", aliases=("Moscow",)))
    assert curated(desk) == before


def test_another_name_is_no_second_row(desk: Database) -> None:
    """Giving a row a name that it has already changes nothing."""
    before = curated(desk)
    registers.add_names(desk, ACTORS, "RUS", ["moscow", "Russia"])
    assert curated(desk) == before


def test_updating_the_name_keeps_the_old_one(sample: Database) -> None:
    """A source with a new title is still found by the old one, now an alias."""
    with sample.transaction("edit"):
        registers.update(sample, SOURCES, "wikileaks-2016-07-22", {"title": "DNC mail"})
    for name in ("DNC mail", "Search the DNC email database"):
        assert registers.find(sample, SOURCES, name) == "wikileaks-2016-07-22"
    source = listing.sources(sample)["wikileaks-2016-07-22"]
    assert (source.title, source.aliases) == ("DNC mail", ("Search the DNC email database",))


def test_renaming_recodes_every_use(sample: Database) -> None:
    """A renamed actor has its new code in events, links and citations, and nowhere the old."""
    before = rows(sample, ("event_actors", "links", "citations"))
    with sample.transaction("rename"):
        registers.rename(sample, ACTORS, "RUS", "RF")
    after = rows(sample, ("event_actors", "links", "citations"))
    for table in before:
        recoded = [tuple("RF" if v == "RUS" else v for v in row) for row in before[table]]
        assert after[table] == sorted(recoded, key=repr)
    assert registers.find(sample, ACTORS, "RUS") == "RF"
    assert registers.find(sample, ACTORS, "Moscow") == "RF"


def test_merging_keeps_one_actor_a_side(sample: Database) -> None:
    """Where both merged actors stood on one side of an event, the one left stands there once."""
    with sample.transaction("merge"):
        registers.merge(sample, ACTORS, "CJTF-OIR", "USA")
    sides = sample.rows("SELECT side, actor FROM event_actors WHERE event = 5 ORDER BY side")
    assert [tuple(row) for row in sides] == [("by", "USA"), ("to", "SYR")]
    assert registers.find(sample, ACTORS, "CJTF-OIR") == "USA"
    assert "CJTF-OIR" not in listing.actors(sample)


def test_merging_keeps_one_claim_a_link(sample: Database) -> None:
    """Where both claimed the same link, the claim of the one left stands, with both's citations."""
    cited = "SELECT count(*) FROM citations WHERE cause = 9 AND effect = 11"
    before = sample.value(cited)
    title = "A reading by the newspaper's own desk"
    with sample.transaction("another claim"):
        registers.insert(sample, SOURCES, Source("desk-note", title))
        sample.run(
            "INSERT INTO links SELECT cause, effect, 'desk-note', relation, 0.5, '', 0, NULL, NULL, 0 FROM links "
            "WHERE cause = 9 AND effect = 11 AND claimed_by = 'new-york-times-2016-10-03'"
        )
        sample.run(
            "INSERT INTO citations (cause, effect, claimed_by, source) "
            "VALUES (9, 11, 'desk-note', 'desk-note')"
        )
    with sample.transaction("merge"):
        registers.merge(sample, SOURCES, "desk-note", "new-york-times-2016-10-03")
    claims = sample.rows("SELECT claimed_by, likelihood FROM links WHERE cause = 9 AND effect = 11")
    assert [tuple(row) for row in claims] == [
        ("RUS", 0.675),
        ("new-york-times-2016-10-03", 0.675),
    ]
    assert sample.value(cited) == before + 1
    assert registers.find(sample, SOURCES, title) == "new-york-times-2016-10-03"


@given(
    pairs=st.sets(st.tuples(CODES, CODES).filter(lambda pair: pair[0] != pair[1])),
    code=CODES,
    into=CODES,
)
def test_any_merge_leaves_the_relays_with_one_for_the_other(
    empty_path: Path, pairs: set[tuple[str, str]], code: str, into: str
) -> None:
    """Whoever relays whom, after a merge the same is so of the one that is left, no more."""
    if code == into:
        return
    db = relaying(fresh(empty_path), [*pairs, (code, into)])
    registers.merge(db, SOURCES, code, into)
    found = relays(db)
    db.close()
    left = [tuple(into if each == code else each for each in pair) for pair in pairs]
    assert found == {pair for pair in left if pair[0] != pair[1]}


def test_renaming_a_source_keeps_its_relays(sample: Database) -> None:
    """A renamed source still passes on the word of the same, and others still pass on its own."""
    before = relays(sample)
    assert ("err-2016-10-08", "russian-mod-2016-10-08") in before
    with sample.transaction("rename"):
        registers.rename(sample, SOURCES, "err-2016-10-08", "err")
        registers.rename(sample, SOURCES, "russian-mod-2016-10-08", "mod")
    recoded = {"err-2016-10-08": "err", "russian-mod-2016-10-08": "mod"}
    assert relays(sample) == {
        (recoded.get(source, source), recoded.get(original, original))
        for source, original in before
    }


def test_nothing_is_merged_into_itself(sample: Database) -> None:
    """Two names of the same row cannot be merged."""
    before = curated(sample)
    with pytest.raises(Refused, match="RUS and RUS are the same actor already"):
        registers.merge(sample, ACTORS, "RUS", "RUS")
    assert curated(sample) == before


def test_a_relation_is_stored_once(desk: Database) -> None:
    """A relation that is there already stays as it is, and the answer says so."""
    known = next(iter(listing.relations(desk).values()))
    mine = Relation("echoes", "echoes", "{effect} echoes {cause}", "Says it again.")
    assert not registers.insert_relation(desk, Relation(known.code, "x", "y"))
    assert registers.insert_relation(desk, mine)
    assert listing.relations(desk)[known.code] == known
    assert listing.relations(desk)["echoes"] == mine


def test_codes_keep_their_leading_zeros(desk: Database) -> None:
    """CAMEO and COW codes are texts: no zero is lost on the way in."""
    registers.insert(desk, ACTORS, Actor("X1", "Somebody", "person", cow="002", cameo="010"))
    stored = listing.actors(desk)["X1"]
    assert (stored.cow, stored.cameo) == ("002", "010")


def test_uses_are_counted(sample: Database) -> None:
    """Uses count events for types, events and links for actors, citations and links for sources."""
    assert listing.uses(sample, "type")["missile-deployment"] == 2
    assert listing.uses(sample, "actor")["WIKILEAKS"] == 1
    claimed = sample.value("SELECT count(*) FROM links WHERE claimed_by = 'RUS'")
    acted = sample.value("SELECT count(DISTINCT event) FROM event_actors WHERE actor = 'RUS'")
    assert listing.uses(sample, "actor")["RUS"] == acted + claimed
    code = "editorial-2016-10-15"
    cited = sample.value("SELECT count(*) FROM citations WHERE source = ?", (code,))
    claimed = sample.value("SELECT count(*) FROM links WHERE claimed_by = ?", (code,))
    assert listing.uses(sample, "source")[code] == cited + claimed


def test_a_type_and_a_source_of_one_name_are_counted_apart(sample: Database) -> None:
    """A source that is called like an event type does not take over its count."""
    add_source(sample, Source("threat", "A paper on threats"))
    assert listing.uses(sample, "type")["threat"] == 3
    assert "threat" not in listing.uses(sample, "source")


def test_merging_sources_keeps_relays_sound(desk: Database) -> None:
    """What both relay is relayed once, nothing relays itself, and others relay the one left."""
    with desk.transaction("sources"):
        for code in ("a", "b", "c", "d"):
            registers.insert(desk, SOURCES, Source(code, code.upper()))
        registers.relay(desk, "a", ["b", "c"])
        registers.relay(desk, "b", ["c"])
        registers.relay(desk, "d", ["a", "b"])
    with desk.transaction("merge"):
        registers.merge(desk, SOURCES, "a", "b")
    relays = {code: source.relays for code, source in listing.sources(desk).items()}
    assert relays == {"b": ("c",), "c": (), "d": ("b",)}
    with desk.transaction("rename"):
        registers.rename(desk, SOURCES, "b", "beta")
    assert listing.sources(desk)["d"].relays == ("beta",)
    assert listing.sources(desk)["beta"].relays == ("c",)


@pytest.mark.parametrize(
    ("word", "some"),
    [("land", "POL (Poland)"), ("lan", None), ("ran", "IRN (Iran)"), ("moscw", "RUS (Russia)"),
     ("xyzzy", None)],
)  # fmt: skip
def test_near_names_are_alike_or_hold_the_word(desk: Database, word: str, some: str | None) -> None:
    """A word of more than three letters may stand within a name; a shorter one is in too many."""
    found = registers.suggestions(desk, ACTORS, word)
    assert some in found if some else found == []
    assert len(found) <= 3
