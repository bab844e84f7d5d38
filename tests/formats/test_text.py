"""The text file: nothing is lost either way, and what cannot be read is named with its line."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_jsonl import DATES, actors, relations, sources, types
from tracker.formats import text
from tracker.formats.text.writing import batch_lines
from tracker.model.chronicle import Batch
from tracker.model.counterfactuals import CounterfactualDraft
from tracker.model.dates import EventDate
from tracker.model.event import EventClaim, EventDraft, Note, Status
from tracker.model.hypotheses import RatingDraft, RivalDraft
from tracker.model.imports import ColumnMap, FormerHandle
from tracker.model.likelihood import ICD_203
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft, parse_gap
from tracker.model.source import Citation

words = st.text(min_size=1)  # of any script, with quotes, signs and line breaks
ODD = ("#arms", "# no", '"', '""', "[", "]", "a; b", "a, b", "x: y", "because x", "(planned)", "\\",
       "a\\", "@x", "a\n\nb", " a", "A [b] #c @d because e", "not because", "2016", "… ", "a > b",
       "says RUS", "é" * 150, "word " * 60 + "end", "D.C.", "- ", "?", "needed", "very likely")  # fmt: skip
anything = words | st.sampled_from(ODD)
some = st.none() | anything
prose = st.just("") | anything
flag = st.booleans()
codes = st.from_regex(r"[A-Z0-9][A-Z0-9-]{0,8}", fullmatch=True) | words
several = st.lists(anything, max_size=3, unique=True).map(tuple)
likelihoods = st.floats(0, 1, exclude_min=True) | st.sampled_from([0.03, 0.675, 0.7, 1.0])
cited = st.lists(
    st.builds(
        Citation, codes, st.none() | st.integers(1, 6), some | st.just("p. 4"), some, some, some,
        some, some, flag, st.none() | st.floats(0, 1),
    ),
    max_size=3,
).map(tuple)  # fmt: skip
handles = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,3}", fullmatch=True) | st.sampled_from(
    ["москва-2016", "likely", "because", "a-1", "+", "Talks, the end"]
)


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    """A whole record of whatever text there is, its events in order of time."""
    named = draw(st.lists(handles, max_size=4, unique=True))
    side = st.lists(codes, max_size=2, unique=True).map(tuple)
    happened = [
        EventDraft(
            draw(anything), EventDate.parse(draw(st.sampled_from(DATES))), draw(codes),
            draw(side), draw(side), draw(prose), draw(some), draw(st.none() | st.floats(-10, 10)),
            handle, number, draw(cited), draw(st.sampled_from(list(Status))), draw(flag),
            draw(several),
            tuple(draw(st.lists(st.builds(Note, anything, anything, anything, some), max_size=2))),
            draw(some),
            tuple(draw(st.lists(st.builds(EventClaim, anything, flag, prose), max_size=2))),
            draw(some), draw(some), draw(st.none() | st.uuids().map(str)),
        )
        for number, handle in enumerate(named, start=1)
    ]  # fmt: skip
    happened.sort(key=lambda event: (event.date.start, event.id))
    pairs = [(a, b) for a in named for b in named if a != b]
    ends = st.sampled_from(pairs) if pairs else st.nothing()
    event = st.sampled_from(named) if named else st.nothing()

    def claimed(make: Any, *more: Any) -> tuple[Any, ...]:
        each = st.builds(lambda pair, *rest: make(*pair, *rest), ends, *more)
        return tuple(draw(st.lists(each, max_size=3))) if pairs else ()

    links = claimed(
        LinkDraft, codes, likelihoods, codes, prose, cited, flag, some, flag,
        st.lists(event, max_size=2, unique=True).map(tuple), flag,
    )  # fmt: skip
    links = tuple(
        replace(each, likelihood=draw(st.sampled_from(ICD_203)).middle) if each.in_words else each
        for each in links
    )
    gaps = st.sampled_from(["1s", "2d", "3w"]).map(parse_gap)
    former = st.builds(FormerHandle, words.filter(lambda each: each not in named), event)
    columns = st.dictionaries(words, words, max_size=2)
    map_name = st.from_regex(r"[a-z]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
    rated = st.sampled_from(["consistent", "inconsistent", "neutral"])
    return Batch(
        tuple(draw(st.lists(actors, max_size=2, unique_by=lambda each: each.code))),
        tuple(draw(st.lists(types, max_size=2, unique_by=lambda each: each.code))),
        tuple(draw(st.lists(relations, max_size=2, unique_by=lambda each: each.code))),
        tuple(draw(st.lists(sources, max_size=2, unique_by=lambda each: each.code))),
        tuple(happened), links, True,
        claimed(OrderDraft, gaps, st.none() | gaps, cited),
        rivals=tuple(draw(st.lists(st.builds(
            RivalDraft, event, anything, st.lists(ends, max_size=2).map(tuple)), max_size=2)))
            if pairs else (),
        ratings=tuple(draw(st.lists(st.builds(
            RatingDraft, event, anything, anything, rated, prose), max_size=2))) if named else (),
        counterfactuals=claimed(CounterfactualDraft, st.sampled_from(["yes", "no", "unknown"])),
        former_handles=tuple(draw(st.lists(former, max_size=2, unique=True))) if named else (),
        column_maps=tuple(draw(st.lists(
            st.builds(ColumnMap, map_name, columns, columns), max_size=1))),
    )  # fmt: skip


def lines_of(batch: Batch) -> list[str]:
    """A file of a batch."""
    return ["tracker text 1 complete", *batch_lines(batch, with_identities=True)]


def alike(values: Iterable[object]) -> list[str]:
    """Values whose order says nothing."""
    return sorted(map(repr, values))


@given(batches())
def test_nothing_is_lost(batch: Batch) -> None:
    """A record of any text comes back with every field; only the history is not in it."""
    found = text.read(lines_of(batch))
    for name in ("actors", "types", "relations", "sources", "events", "column_maps"):
        assert getattr(found, name) == getattr(batch, name)
    for name in ("links", "orders", "rivals", "ratings", "counterfactuals", "former_handles"):
        assert alike(getattr(found, name)) == alike(getattr(batch, name))
    assert found.complete


@given(batches())
def test_what_is_read_is_written_again_the_same(batch: Batch) -> None:
    """The file that is written from what was read is that file, line by line."""
    once = lines_of(batch)
    assert lines_of(text.read(once)) == once


@given(batches())
def test_every_line_is_one_line_to_any_program(batch: Batch) -> None:
    """Whatever breaks lines, or could not be seen, within a text: it is spelled out."""
    assert not [line for line in lines_of(batch) if len(line.splitlines()) > 1]
