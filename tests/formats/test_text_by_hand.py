"""The text file as people write it: what may be left out, and the ways to say one thing."""

from typing import Any

import pytest

from tracker.errors import InvalidInput
from tracker.formats.text import read
from tracker.model.chronicle import Batch

HEAD = "2016-10-03 RUS > USA threat: Moscow warns"


def block(*lines: str) -> Batch:
    """What a block says whose first line is the usual one."""
    return read([HEAD, *(f"  {line}" for line in lines)])


@pytest.mark.parametrize(
    ("lines", "name", "value"),
    [
        (["place: Moscow"], "place", "Moscow"),
        (["summary: One line", "  and its end"], "summary", "One line and its end"),
        (["summary:", "  One line.\\", "  \\", "  # not this", "  Another."], "summary", "One line.\n\nAnother."),
        (['summary: "two  blanks"'], "summary", "two  blanks"),
        (['summary: "So" he said'], "summary", '"So" he said'),
        (["#arms #syria", '#"arms control"'], "tags", ("arms", "syria", "arms control")),
        (["tags: arms; syria"], "tags", ("arms", "syria")),
        (["avoidable: yes"], "avoidable", True),
        (["Intensity: −4"], "intensity", -4.0),
        (["intensity: +2.5"], "intensity", 2.5),
        (["coordinates: 55.75,37.62"], "coordinates", "55.75,37.62"),
    ],
)  # fmt: skip
def test_a_field_is_read_as_it_is_written(lines: list[str], name: str, value: Any) -> None:
    """Capitals, wrapped lines, quotation marks, comments between."""
    assert getattr(block(*lines).events[0], name) == value


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[wire]", ("wire", None, None)),
        ("[wire B2]", ("wire", 2, None)),
        ("[wire ?2]", ("wire", 2, None)),
        ("[wire B2, decree 511]", ("wire", 2, "decree 511")),
        ("[wire, p. 4]", ("wire", None, "p. 4")),
        ('["Talks; the end" B2]', ("Talks; the end", 2, None)),
        ("[https://example.org/a B2]", ("https://example.org/a", 2, None)),
    ],
)
def test_a_bracket_is_a_source(line: str, expected: tuple[Any, ...]) -> None:
    """With or without letter, digit and place."""
    (cited,) = block(line).events[0].citations
    assert (cited.source, cited.credibility, cited.locator) == expected


def test_a_bracket_says_of_a_source_what_is_known() -> None:
    """Its letter, publisher and day, as in the line that `add` takes."""
    (about,) = block("[U.S. Suspends Talks | New York Times | 2016-10-03 B2, p. 1]").cited
    assert (about.title, about.publisher, about.published, about.reliability) == (
        "U.S. Suspends Talks", "New York Times", "2016-10-03", "B",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("because talks", ("leads-to", 0.675, True, "analyst", "")),
        ("because talks likely", ("leads-to", 0.675, True, "analyst", "")),
        ("because talks provokes very likely", ("provokes", 0.875, True, "analyst", "")),
        ("Because talks provokes 70%, says RUS: So: it is", ("provokes", 0.7, False, "RUS", "So: it is")),
        ("not because talks provokes, says USA", ("provokes", 0.03, False, "USA", "")),
    ],
)  # fmt: skip
def test_a_cause_says_as_much_as_is_known(line: str, expected: tuple[Any, ...]) -> None:
    """The relation, the likelihood, the claimant and the reason may be left out."""
    (link,) = block(line, "handle: warning").links
    assert (link.cause, link.effect) == ("talks", "warning")
    assert (
        link.relation,
        link.likelihood,
        link.in_words,
        link.claimed_by,
        link.because,
    ) == expected
    assert link.denied == line.startswith("not")


def test_events_of_a_file_are_named_without_their_dates_or_by_their_titles() -> None:
    """As long as one alone is called so; an event needs no handle to be named."""
    batch = read([
        "2016-10-02 USA statement: Talks fail", "  handle: 2016-10-02-talks-fail",
        "2016-10-03 USA threat: Washington warns", "  because talks-fail likely",
        '  leads-to "Moscow answers" likely',
        "2016-10-04 RUS threat: Moscow answers [wire B2] #arms because talks-fail",
    ])  # fmt: skip
    assert [(each.cause, each.effect) for each in batch.links] == [
        ("2016-10-02-talks-fail", "2016-10-03-washington-warns"),
        ("2016-10-03-washington-warns", "2016-10-04-moscow-answers"),
        ("2016-10-02-talks-fail", "2016-10-04-moscow-answers"),
    ]
    assert (batch.events[2].tags, batch.events[2].citations[0].source) == (("arms",), "wire")


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (["  place: Moscow"], 1, "it is indented, and no block begins above it"),
        ([HEAD, "  place: A", "  place: B"], 3, "place is said twice"),
        ([HEAD, "  note: again"], 2, "'note: again' is nothing that an event has"),
        ([HEAD, "  note 2016: again"], 2, "a note says when it was made and by whom"),
        ([HEAD, "  [wire B2] or so"], 2, "or more stands behind it"),
        ([HEAD, "  [wire B2]", "    quote: x"], 3, "below a source stand credibility:"),
        ([HEAD, "  after talks: x"], 2, "a claim of order has no reason"),
        ([HEAD, "  after talks, for 2d"], 2, "neither `at least 2d` nor `within 1w`"),
        ([HEAD, "  after talks, within long"], 2, "'long' is not a length of time"),
        ([HEAD, "  explanation x: a b"], 2, "is no pair of events"),
        ([HEAD, "  leads-to a + b likely"], 2, "stand in the block of their effect"),
        (["source wire: W", "  grade: B"], 2, "a block of kind source has title:"),
        (["source wire: W", "source wire: X"], 2, "the code wire stands in line 1 already"),
        (["tracker text 2"], 1, "a newer tracker wrote it"),
        (["tracker text 1 whole"], 1, "the header reads `tracker text 1`"),
        (["Moscow warns"], 1, "an event begins with date, sides, type and a colon"),
        (["2016-10-03: Moscow warns"], 1, "an event begins with date, sides, type and a colon"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_line(
    lines: list[str], line: int, reason: str
) -> None:
    """A sentence says which line, and what could stand there."""
    with pytest.raises(InvalidInput) as caught:
        read(lines)
    assert str(caught.value).startswith(f"Line {line}: ")
    assert reason in str(caught.value)
