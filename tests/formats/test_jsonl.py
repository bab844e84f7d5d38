import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InvalidInput
from tracker.formats import jsonl
from tracker.model.actor import KINDS, Actor
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.codebook import EventType, QuadClass, Relation
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.link import Link
from tracker.model.source import RELIABILITY, Citation, Source

HEADER = '{"record": "tracker", "format": 1}'
EVENT = '{"record": "event", "date": "2016-10-03", "title": "A pact ends", "type": "threat"}'
DATES = ("2016", "2016-10", "2016-10-03", "2016-10-03T14:30Z", "2016-10~", "2016-23", "198X",
         "2016-09-22/2016-10", "2016-10/..", "../2016-10")  # fmt: skip

text = st.text(min_size=1)  # of any script, with quotes and line breaks
some_text = st.none() | text
texts = st.lists(text, max_size=3).map(tuple)
intensity = st.none() | st.floats(-10, 10)
citation_of = st.builds(Citation, st.just("s"), st.none() | st.integers(1, 6), some_text, some_text)
citations = st.lists(citation_of, max_size=2).map(tuple)
actors = st.builds(
    Actor, text, text, st.sampled_from(KINDS), some_text, some_text, some_text, some_text,
    some_text, texts, colour=st.none() | st.just("#a0b1c2"),
)  # fmt: skip
types = st.builds(
    EventType, text, text, st.text(), some_text, intensity, st.none() | st.sampled_from(QuadClass),
    st.none() | st.integers(1, 5), st.text(), texts,
)  # fmt: skip
relations = st.builds(Relation, text, text, text, st.text(), st.sampled_from(jsonl.SENSES))
sources = st.builds(
    Source, text, text, some_text, some_text, some_text, some_text, some_text,
    st.none() | st.sampled_from(list(RELIABILITY)), st.text(), texts,
)  # fmt: skip


@st.composite
def chronicles(draw: st.DrawFn) -> Chronicle:
    """A chronicle that holds together, of whatever text there is."""
    people = draw(st.lists(actors, min_size=1, max_size=3, unique_by=lambda each: each.code))
    codebook = draw(st.lists(types, min_size=1, max_size=2, unique_by=lambda each: each.code))
    said = draw(st.lists(sources, max_size=2, unique_by=lambda each: each.code))
    ways = draw(st.lists(relations, min_size=1, max_size=2, unique_by=lambda each: each.code))
    side = st.lists(st.sampled_from(people), max_size=2).map(tuple)
    handles = draw(st.lists(text, max_size=3, unique=True))
    happened = [
        Event(
            number, handle, draw(text), EventDate.parse(draw(st.sampled_from(DATES))),
            draw(st.sampled_from(codebook)), draw(side), draw(side), draw(st.text()),
            draw(some_text), draw(intensity), draw(citations),
        )
        for number, handle in enumerate(handles, start=1)
    ]  # fmt: skip
    claims = tuple(
        Link(
            cause.id, effect.id, draw(st.sampled_from(ways)).code,
            draw(st.floats(0, 1, exclude_min=True)), draw(text), draw(st.text()), draw(citations),
        )
        for cause in happened
        for effect in happened
        if cause.id < effect.id
    )  # fmt: skip
    return Chronicle(
        {event.id: event for event in happened},
        claims,
        {each.code: each for each in people},
        {each.code: each for each in codebook},
        {each.code: each for each in ways},
        {each.code: each for each in said},
    )


def read(*lines: str) -> Batch:
    """Read these lines as a file would give them."""
    return jsonl.read(io.StringIO("\n".join(lines), newline=""))


@given(chronicles(), st.booleans())
def test_nothing_is_lost(chronicle: Chronicle, marked: bool) -> None:
    """A chronicle of any text comes back with every field, with a byte-order mark or without."""
    batch = read("\ufeff" * marked + "\n".join(jsonl.write(chronicle)))
    assert batch.complete
    assert batch.actors == tuple(chronicle.actors.values())
    assert batch.types == tuple(chronicle.types.values())
    assert batch.relations == tuple(chronicle.relations.values())
    assert batch.sources == tuple(chronicle.sources.values())
    for draft, event in zip(batch.events, chronicle.events.values(), strict=True):
        assert (draft.id, draft.handle, draft.title) == (event.id, event.handle, event.title)
        assert (draft.date, draft.type) == (event.date, event.type.code)
        assert draft.by == tuple(actor.code for actor in event.by)
        assert draft.to == tuple(actor.code for actor in event.to)
        assert (draft.summary, draft.place) == (event.summary, event.place)
        assert (draft.intensity, draft.citations) == (event.own_intensity, event.citations)
    for claim, link in zip(batch.links, chronicle.links, strict=True):
        assert claim.cause == chronicle.events[link.cause].handle
        assert claim.effect == chronicle.events[link.effect].handle
        assert (claim.relation, claim.likelihood) == (link.relation, link.likelihood)
        assert (claim.claimed_by, claim.because) == (link.claimed_by, link.because)
        assert claim.citations == link.citations


@given(chronicles())
def test_each_record_is_one_line(chronicle: Chronicle) -> None:
    """Whatever breaks lines within a text, a record stays on one."""
    lines = list(jsonl.write(chronicle))
    assert not any("\n" in line or "\r" in line for line in lines)
    assert all(json.loads(line)["record"] for line in lines)


def test_what_is_empty_is_left_out() -> None:
    """A field that holds nothing is not written; one that holds 0 is."""
    event = Event(
        7, "2016-calm", "Calm", EventDate.parse("2016"), EventType("talk", "Talk"), own_intensity=0
    )
    *_, line, _ = jsonl.write(Chronicle({7: event}))
    assert json.loads(line) == {
        "record": "event", "id": 7, "handle": "2016-calm", "date": "2016", "title": "Calm",
        "type": "talk", "intensity": 0,
    }  # fmt: skip


def test_a_selection_brings_only_what_it_refers_to() -> None:
    """Of the registers, a selection holds what its events and links use, and says it is one."""
    actor, other = Actor("RUS", "Russia"), Actor("FJI", "Fiji")
    talk, threat = EventType("talk", "Talk"), EventType("threat", "Threat")
    date = EventDate.parse("2016")
    first = Event(1, "one", "One", date, threat, (actor,), citations=(Citation("cited"),))
    second = replace(first, id=2, handle="two", citations=())
    chronicle = Chronicle(
        {1: first, 2: second},
        (Link(1, 2, "provokes", 0.9, claimed_by="claims"),),
        {"RUS": actor, "FJI": other},
        {"talk": talk, "threat": threat},
        {code: Relation(code, code, code) for code in ("provokes", "enables")},
        {code: Source(code, code) for code in ("cited", "claims", "neither")},
    )
    batch = read(*jsonl.write(chronicle, complete=False))
    assert not batch.complete
    assert [actor.code for actor in batch.actors] == ["RUS"]
    assert [each.code for each in batch.types] == ["threat"]
    assert [relation.code for relation in batch.relations] == ["provokes"]
    assert [source.code for source in batch.sources] == ["cited", "claims"]


def test_empty_lines_count_but_say_nothing() -> None:
    """Empty lines are passed over, and line numbers are those of an editor."""
    assert len(read("", HEADER, "", EVENT, "").events) == 1
    with pytest.raises(InvalidInput, match=r"^Line 4: "):
        read("", HEADER, "", "{")


def without(key: str) -> str:
    """The event of these tests, lacking a key."""
    record = json.loads(EVENT)
    del record[key]
    return json.dumps(record)


def having(**changes: object) -> str:
    """The event of these tests with other values."""
    return json.dumps(json.loads(EVENT) | changes)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "this is not JSON"),
        ("[" * 100_000, "It is nested more than 100 deep"),
        (f'{{"n": {"9" * 5000}}}', "not JSON that tracker can read"),
        ("[]", "is no record; write an object in braces"),
        ("{}", "no kind of record 'null'; write actor, type, relation, source, event, link"),
        ('{"record": "battle"}', "no kind of record '\"battle\"'"),
        ('{"record": {}}', "no kind of record"),
        (HEADER, "no kind of record"),
        (having(tite="x"), "key 'tite' that tracker does not know; it knows id, handle, date"),
        (without("title"), "needs a key title"),
        (having(title=""), "has an empty title"),
        (having(title=None), "title must be a text, not 'null'"),
        (having(by="RUS"), "by must be a list of texts, not"),
        (having(by=[1]), "by must be a list of texts, not"),
        (having(id=0), "id must be a whole number above 0, not '0'"),
        (having(id=True), "id must be a whole number above 0, not 'true'"),
        (having(id=2**63), "id must be a whole number above 0"),
        (having(intensity="-7"), "intensity must be a number, not"),
        (having(intensity=True), "intensity must be a number, not 'true'"),
        (having(intensity=10**400), "intensity must be a number, not"),
        (having(intensity=float("nan")), "not JSON that tracker can read"),
        (having(date=2016), "date must be a date in quotes, not '2016'"),
        (having(date="03/10/2016"), "'03/10/2016' could be 3 October 2016 (2016-10-03) or 10 March"),
        (having(citations=["s"]), "citations must be a list of citations"),
        (having(citations=[{}]), "record of kind citation needs a key source"),
        (having(citations=[{"source": "s", "grade": "B2"}]), "kind citation has a key 'grade'"),
        ('{"record": "type", "code": "x", "label": "X", "quad": 5}', "quad must be a number from"),
        (
            '{"record": "relation", "code": "x", "label": "X", "reads": "x", "sense": "good"}',
            "sense must be one of escalatory, de-escalatory, neutral",
        ),
    ],
)  # fmt: skip
def test_a_line_that_is_no_record_is_named(line: str, reason: str) -> None:
    """Whatever is wrong with a line, a sentence says which line and what."""
    with pytest.raises(InvalidInput) as caught:
        read(HEADER, EVENT, line)
    assert str(caught.value).startswith("Line 3: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (EVENT, "a tracker file begins with"),
        ('{"record": "tracker"}', "the format must be a whole number"),
        ('{"record": "tracker", "format": "1"}', "the format must be a whole number"),
        ('{"record": "tracker", "format": 2, "new": 1}', "newer tracker; this one reads up to 1"),
        ('{"record": "tracker", "format": 1, "new": 1}', "a header has no 'new'"),
        ('{"record": "tracker", "format": 1, "complete": 1}', "complete must be true or false"),
    ],
)
def test_a_header_that_cannot_be_followed_is_refused(header: str, reason: str) -> None:
    """A file without a header, or with one of a newer tracker, is not guessed at."""
    with pytest.raises(InvalidInput) as caught:
        read(header, EVENT)
    assert str(caught.value).startswith("Line 1: ")
    assert reason in str(caught.value)


def test_an_empty_file_is_refused() -> None:
    """A file with nothing in it is no chronicle, not even an empty one."""
    with pytest.raises(InvalidInput, match="nothing in it"):
        read("", " ")


def test_a_complete_file_that_was_cut_short_is_refused() -> None:
    """Half a complete file would take the registers over with half of them missing."""
    *lines, end = jsonl.write(Chronicle())
    assert end == '{"record": "end"}'
    with pytest.raises(InvalidInput, match="cut short"):
        jsonl.read(lines)
    assert not jsonl.read([lines[0].replace("true", "false")]).complete


def test_a_text_that_reads_like_a_status_is_a_text() -> None:
    """A title, a place or a summary may be the word `occurred`, which is the usual status."""
    event = Event(
        7, "2016-occurred", "occurred", EventDate.parse("2016"), EventType("talk", "Talk"),
        summary="occurred", place="occurred",
    )  # fmt: skip
    *_, line, _ = jsonl.write(Chronicle({7: event}))
    written = json.loads(line)
    assert [written[key] for key in ("title", "summary", "place")] == ["occurred"] * 3
    assert "status" not in written
