import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InvalidGrade
from tracker.model.source import CREDIBILITY, RELIABILITY, Citation, Grade, Source


@pytest.mark.parametrize(
    ("typed", "grade", "meaning"),
    [
        ("B2", Grade("B", 2), "usually reliable, probably true"),
        ("b2", Grade("B", 2), "usually reliable, probably true"),
        (" A1 ", Grade("A", 1), "completely reliable, confirmed"),
        ("F6", Grade("F", 6), "cannot be judged, cannot be judged"),
        ("C", Grade("C", None), "fairly reliable"),
        ("5", Grade(None, 5), "improbable"),
    ],
)
def test_a_grade_is_read(typed: str, grade: Grade, meaning: str) -> None:
    """A letter for the source, a digit for the report, or one half of it, in words too."""
    assert Grade.parse(typed) == grade
    assert str(grade) == typed.strip().upper()
    assert grade.meaning == meaning


@pytest.mark.parametrize(
    "typed", ["", " ", "G1", "B7", "B0", "2B", "BB", "22", "B 2", "B2x", "Ｂ2", "B²"]
)
def test_a_grade_is_refused(typed: str) -> None:
    """Anything else is refused with a grade that works."""
    with pytest.raises(InvalidGrade, match=r"write a source reliability A-F .* such as B2\.$"):
        Grade.parse(typed)


@given(st.sampled_from([None, *RELIABILITY]), st.sampled_from([None, *CREDIBILITY]))
def test_every_grade_reads_back(letter: str | None, digit: int | None) -> None:
    """Each of the grades is read back from its own text, except the one that says nothing."""
    grade = Grade(letter, digit)
    if str(grade):
        assert Grade.parse(str(grade)) == grade
    else:
        assert grade.meaning == ""


@pytest.mark.parametrize("unknown", [("F", 1), (None, 1), ("A", 6), ("A", None), ("F", 6)])
@pytest.mark.parametrize("asked", ["A1", "E5", "F6", "C3"])
def test_the_unknown_is_not_admitted(asked: str, unknown: tuple[str | None, int | None]) -> None:
    """F, 6 and no grade are unknown, not bad: an axis that is asked for never admits them."""
    assert not Grade.parse(asked).admits(*unknown)


@given(
    st.sampled_from([None, *RELIABILITY]),
    st.sampled_from([None, *CREDIBILITY]),
    st.sampled_from([None, *RELIABILITY]),
    st.sampled_from([None, *CREDIBILITY]),
)
def test_a_grade_admits_what_both_its_halves_admit(
    letter: str | None, digit: int | None, reliability: str | None, credibility: int | None
) -> None:
    """The two axes are never weighed against one another."""
    halves = Grade(letter).admits(reliability, None), Grade(None, digit).admits(None, credibility)
    assert Grade(letter, digit).admits(reliability, credibility) == all(halves)


@given(st.text(max_size=5))
def test_any_text_is_a_grade_or_refused(typed: str) -> None:
    """Whatever is typed is one of the grades, or refused."""
    try:
        grade = Grade.parse(typed)
    except InvalidGrade:
        return
    assert grade.reliability in (None, *RELIABILITY)
    assert grade.credibility in (None, *CREDIBILITY)
    assert str(grade) == typed.strip().upper()


@pytest.mark.parametrize(
    ("least", "letter", "digit", "admitted"),
    [
        ("B3", "A", 3, True), ("B3", "B", 1, True), ("B3", "C", 1, False), ("B3", "A", 4, False),
        ("B", "B", None, True), ("B", None, 1, False), ("3", None, 2, True), ("3", "A", None, False),
        ("F6", "F", 6, False), ("E5", "E", 5, True),
    ],
)  # fmt: skip
def test_a_grade_admits_axis_by_axis(
    least: str, letter: str | None, digit: int | None, admitted: bool
) -> None:
    """Neither axis makes up for the other, and what is unknown is not good enough."""
    assert Grade.parse(least).admits(letter, digit) is admitted


# What `--min-grade` keeps: one table for the rule here, its SQL and the script of the page. The
# letter is the source's; a link has no citation for a field, so "link" is null there.
GRADES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("grades.json").read_text(encoding="utf-8")
)


def cited(row: dict[str, Any]) -> tuple[list[Citation], dict[str, Source]]:
    """The citations of a row of the table, each of a source of its own, and these sources."""
    citations, sources = [], {}
    for number, each in enumerate(row["citations"]):
        code = f"source-{number}"
        citations.append(Citation(code, each["digit"], supports=each["supports"]))
        sources[code] = Source(code, code, reliability=each["letter"])
    return citations, sources


@pytest.mark.parametrize("row", GRADES, ids=str)
def test_what_a_least_grade_admits(row: dict[str, Any]) -> None:
    """An event and a link are kept just where the table says so."""
    grade = Grade.parse(row["asked"])
    citations, sources = cited(row)
    assert grade.admits_event(citations, sources) is row["event"]
    if row["link"] is not None:
        assert grade.admits_link(citations, sources) is row["link"]


def test_a_source_nobody_knows_is_graded_f() -> None:
    """A citation of a source that is not there meets no demand for a letter."""
    assert not Grade.parse("E").admits_event([Citation("gone", 1)], {})
    assert not Grade.parse("E").admits_link([Citation("gone", 1)], {})
    assert Grade.parse("1").admits_event([Citation("gone", 1)], {})
