from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from tracker.analysis import coding_rules, consistency_rules, evidence_rules, time_rules
from tracker.analysis.validation import RULES, findings
from tracker.model.actor import Actor
from tracker.model.answers.manage import Finding
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event, Status
from tracker.model.link import Link
from tracker.model.source import Citation, Source
from tracker.store import chronicle as stored
from tracker.store.database import Database

PAPER = Source("paper", "The Paper", reliability="B")
WIRE = Source("wire", "The Wire", reliability="B")
THREAT = EventType("threat", "Threat", "Somebody threatens.")


def event(number: int, title: str, on: str) -> Event:
    """A well-sourced event."""
    date = EventDate.parse(on)
    cited = (Citation("paper", 2), Citation("wire", 3))
    return Event(number, f"e-{number}", title, date, THREAT, citations=cited)


def sound() -> Chronicle:
    """A chronicle in which there is nothing to find."""
    events = (
        event(1, "A harbour is closed", "2016-10-01"),
        event(2, "Envoys leave the capital", "2016-10-03"),
        event(3, "An ultimatum runs out", "2016-10-03"),
        event(4, "Nobody knows the day", "2016-10-05~"),
    )
    return Chronicle(
        events={each.id: each for each in events},
        links=(
            Link(1, 2, "provokes", 0.7, "RUS", "so it says"),
            Link(2, 3, "provokes", 0.7, "paper", "so it says"),
            Link(3, 4, "provokes", 0.7, "analyst", "so it seems"),
        ),
        actors={"RUS": Actor("RUS", "Russia")},
        types={"threat": THREAT},
        sources={"paper": PAPER, "wire": WIRE},
    )


def with_event(number: int, **changes: Any) -> Chronicle:
    """The sound chronicle with one event changed."""
    whole = sound()
    changed = replace(whole.events[number], **changes)
    return replace(whole, events={**whole.events, number: changed})


def with_link(link: Link) -> Chronicle:
    """The sound chronicle with a further link."""
    return replace(sound(), links=(*sound().links, link))


CASES: dict[str, tuple[Callable[[], Chronicle], list[Finding]]] = {
    "no source": (
        lambda: with_event(2, citations=()),
        [Finding("no-source", "e-2", "Nothing is cited; `tracker cite 2 --source …`.")],
    ),
    "no digit": (
        lambda: with_event(2, citations=(Citation("paper"), Citation("wire", 3))),
        [Finding("ungraded", "e-2", "The citation of paper lacks its credibility (1-6).")],
    ),
    "no letter": (
        lambda: replace(
            sound(), sources={"paper": replace(PAPER, reliability=None), "wire": WIRE}
        ),
        [
            Finding(
                "ungraded", f"e-{n}", "The citation of paper lacks the source's reliability (A-F)."
            )
            for n in (1, 2, 3, 4)
        ],
    ),
    "neither": (
        lambda: replace(
            with_event(4, citations=(Citation("paper", 2), Citation("note"))),
            sources={**sound().sources, "note": Source("note", "A note")},
        ),
        [
            Finding(
                "ungraded", "e-4",
                "The citation of note lacks the source's reliability (A-F) and its credibility "
                "(1-6).",
            )
        ],
    ),
    "no reason": (
        lambda: with_link(Link(1, 3, "enables", 0.5)),
        [
            Finding(
                "no-reason", "e-1 → e-3",
                "analyst gives no reason; `tracker link … --replace --because …` adds one.",
            )
        ],
    ),
    "order": (
        lambda: with_event(3, date=EventDate.parse("2016-10")),
        [
            Finding(
                "order", "e-2 → e-3",
                "The effect (2016-10) began before its cause (2016-10-03) with a probability of "
                "8%, if every moment that the dates leave is as likely; `tracker order` says which "
                "was first.",
            ),
            Finding(
                "order", "e-3 → e-4",
                "The effect (2016-10-05~) began before its cause (2016-10) with a probability of "
                "85%, if every moment that the dates leave is as likely; `tracker order` says which "
                "was first.",
            ),
        ],
    ),
    "anachronism": (
        lambda: with_event(2, by=(Actor("RUS", "Russia", valid_from="2020"),)),
        [Finding("anachronism", "e-2", "RUS (Russia, 2020 to today) did not exist at 2016-10-03.")],
    ),
    "claimant": (
        lambda: with_link(Link(1, 3, "enables", 0.5, "USA", "so it says")),
        [Finding("claimant", "e-1 → e-3", "Nobody is known by the code USA.")],
    ),
    "duplicate": (
        lambda: with_event(3, title="The envoys leave the capital"),
        [
            Finding(
                "duplicate",
                "e-2",
                "e-3 looks like the same event (time, type, words); "
                "`tracker duplicates` merges them or keeps them apart.",
            )
        ],
    ),
    "relay circle": (
        lambda: replace(
            sound(),
            sources={
                "paper": PAPER,
                "wire": WIRE,
                "one": Source("one", "One", relays=("two",)),
                "two": Source("two", "Two", relays=("one",)),
            },
        ),
        [
            Finding(
                "relay-circle", "one",
                "Nobody is the origin: one relays two relays one; `tracker sources edit … "
                "--relays` corrects one.",
            )
        ],
    ),
    "chokepoint": (
        lambda: with_event(3, citations=(Citation("wire", 2),)),
        [
            Finding(
                "chokepoint", "wire",
                "Without it the strongest chain to e-4 breaks at e-3, for which nothing else is "
                "cited.",
            )
        ],
    ),
    "chokepoint behind a relay": (
        lambda: replace(
            sound(), sources={"paper": PAPER, "wire": replace(WIRE, relays=("paper",))}
        ),
        [
            Finding(
                "chokepoint", "paper",
                "Without it the strongest chain to e-4 breaks at e-1, e-2, e-3, e-4, for which "
                "nothing else is cited.",
            )
        ],
    ),
    "silence": (
        lambda: with_event(4, date=EventDate.parse("2016-12-03")),
        [
            Finding(
                "silent", "e-3 … e-4",
                "Nothing is recorded for 60 days; was it quiet, or was it not searched?",
            )
        ],
    ),
    "definition": (
        lambda: replace(sound(), types={"threat": THREAT, "odd": EventType("odd", "Odd")}),
        [Finding("definition", "odd", "The type has no definition to code by.")],
    ),
}  # fmt: skip


def test_a_sound_record_has_no_findings() -> None:
    """Where all is well, nothing is found."""
    assert findings(sound()) == []


@pytest.mark.parametrize("case", CASES)
def test_each_rule_finds_what_it_should_and_nothing_else(case: str) -> None:
    """One thing wrong with the record is one finding, of the rule made for it."""
    made, expected = CASES[case]
    assert findings(made()) == expected


@pytest.mark.parametrize(
    "made",
    [
        lambda: with_event(
            3, title="The envoys leave the capital", date=EventDate.parse("2016-10-04")
        ),
        lambda: with_event(
            3, title="The envoys leave the capital", type=replace(THREAT, code="other")
        ),
        lambda: with_event(2, date=EventDate.parse("../2016-10-03")),
        lambda: with_event(3, date=EventDate.parse("2016-10-03/..")),
    ],
    ids=["another day", "another type", "open cause", "open effect"],
)
def test_near_misses_are_no_findings(made: Callable[[], Chronicle]) -> None:
    """What only looks like a finding is none."""
    assert findings(made()) == []


def test_the_rules_are_all_in_the_list() -> None:
    """Every rule of the four modules stands in the visible list, in the order findings come in."""
    functions = [
        value for module in (coding_rules, consistency_rules, evidence_rules, time_rules) for value in vars(module).values()
        if callable(value) and getattr(value, "__annotations__", {}).get("chronicle") is Chronicle
        and value.__module__ == module.__name__
    ]  # fmt: skip
    assert set(functions) == set(RULES.values())
    broken = replace(
        with_event(2, citations=()),
        links=(Link(4, 1, "x", 0.5, "NOBODY"),),
        types={"odd": EventType("odd", "Odd")},
    )
    assert [finding.rule for finding in findings(broken)] == [
        "doubt",
        "claimant",
        "no-source",
        "no-reason",
        "definition",
    ]


def test_removing_a_source_from_the_sample_is_found(sample: Database) -> None:
    """On the real record a finding names the very event it is about."""
    before = findings(stored.load(sample))
    sample.run("DELETE FROM citations WHERE event = 11")
    after = findings(stored.load(sample))
    assert [finding for finding in after if finding not in before] == [
        Finding(
            "no-source", "2016-10-03-pmda-suspended",
            "Nothing is cited; `tracker cite 11 --source …`.",
        )
    ]  # fmt: skip


def timed(*moments: str) -> Chronicle:
    """Events at these moments, in this order, of which nothing else is wrong."""
    events = [event(number, f"Word{number}", on) for number, on in enumerate(moments, start=1)]
    return replace(sound(), events={each.id: each for each in events}, links=())


@pytest.mark.parametrize(
    ("moments", "silences"),
    [
        # Two weeks are long where things follow one another closely.
        (("2016-10-01T10:00:00", "2016-10-15T10:00:00"), []),
        (("2016-10-01T10:00:00", "2016-10-01T10:00:00", "2016-10-01T10:00:00",
          "2016-10-15T10:00:00"), ["e-3 … e-4"]),
        (("2016-10-01T10:00:00", "2016-10-01T10:00:00", "2016-10-01T10:00:00",
          "2016-10-15T09:59:59"), []),
        # Ten times what is usual is long where they do not.
        (("2016-01-01T10:00:00", "2016-01-03T10:00:00", "2016-01-05T10:00:00",
          "2016-01-25T10:00:00"), ["e-3 … e-4"]),
        (("2016-01-01T10:00:00", "2016-01-03T10:00:00", "2016-01-05T10:00:00",
          "2016-01-25T09:59:59"), []),
    ],
)  # fmt: skip
def test_a_silence_is_long_from_its_limit_on(moments: tuple[str, ...], silences: list[str]) -> None:
    """A gap of just two weeks, and of just ten times the usual one, is found; a second less is not."""
    assert [each.about for each in findings(timed(*moments), ["silent"])] == silences


def test_a_silence_begins_where_the_last_event_ended() -> None:
    """Not at the end of the one that began last, where an earlier one went on."""
    crisis = timed("2016-10-01/2016-11-20", "2016-10-02", "2016-10-03", "2016-10-04", "2016-12-04")
    assert findings(crisis, ["silent"]) == []
    assert [each.message for each in findings(timed(
        "2016-10-01/2016-11-19", "2016-10-02", "2016-10-03", "2016-10-04", "2016-12-04"
    ), ["silent"])] == [
        "Nothing is recorded for 14 days; was it quiet, or was it not searched?"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.0, None), (0.0001, "below 1%"), (0.00999, "below 1%"), (0.01, "1%"), (1.0, "100%")],
)
def test_a_chance_is_said_as_closely_as_it_matters(
    monkeypatch: pytest.MonkeyPatch, chance: float, said: str | None
) -> None:
    """One in a hundred is one per cent, less is below that, and none at all is no finding."""
    monkeypatch.setattr(
        coding_rules, "chances_before", lambda pairs, *known: dict.fromkeys(pairs, chance)
    )
    found = findings(with_event(3, date=EventDate.parse("2016-10")), ["order"])
    told = {
        each.message.partition(") with a probability of ")[2].partition(", if ")[0]
        for each in found
    }
    assert told == ({said} if said else set())


def chained(*sources: str, status: str = "occurred") -> Chronicle:
    """A chain of events, each with this one source, and two effects of the last."""
    kept = {
        number: replace(event(number, f"Word{number}", f"2016-10-0{number}"),
                        citations=(Citation(source, 2),), status=Status(status))
        for number, source in enumerate(sources, start=1)
    }  # fmt: skip
    last = len(kept)
    for number in (last + 1, last + 2):
        kept[number] = event(number, f"Word{number}", f"2016-10-0{number}")
    ends = [*pairwise(range(1, last + 1)), (last, last + 1), (last, last + 2)]
    links = tuple(Link(*pair, "provokes", 0.7, "analyst", "so it seems") for pair in ends)
    return replace(sound(), events=kept, links=links)


def test_a_chokepoint_of_several_chains_is_told_once() -> None:
    """With the first of the chains that break, how many more there are, and each event once."""
    assert [(each.about, each.message) for each in findings(chained("wire", "wire"), ["chokepoint"])] == [
        ("wire", "Without it the strongest chain to e-3 and 1 more breaks at e-1, e-2, for which "
                 "nothing else is cited.")
    ]  # fmt: skip


def test_only_what_happened_is_on_a_chain_that_can_break() -> None:
    """What was planned is on none, and an event without links is no chain."""
    assert findings(chained("wire", status="planned"), ["chokepoint"]) == []
    alone = replace(sound(), links=())
    assert findings(replace(alone, sources={"paper": PAPER}), ["chokepoint"]) == []


def test_a_source_that_relays_two_is_itself_the_chokepoint() -> None:
    """Where several are behind the only one cited, that one is what the chain hangs on."""
    crisis = replace(chained("digest"), sources={
        "paper": PAPER, "wire": WIRE, "digest": Source("digest", "A digest", relays=("paper", "wire")),
    })  # fmt: skip
    assert [each.about for each in findings(crisis, ["chokepoint"])] == ["digest"]
