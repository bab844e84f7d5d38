from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.grading import (
    Graded,
    best_grade,
    grades_of_event,
    grades_of_link,
    independent_reports,
    worst_grade,
)
from tracker.analysis.validation import findings
from tracker.model.chronicle import Chronicle
from tracker.model.source import RELIABILITY, Citation, Grade, Source

SOURCES = {f"s{letter}": Source(f"s{letter}", "", reliability=letter) for letter in RELIABILITY}
SOURCES["unrated"] = Source("unrated", "")
CITATIONS = st.builds(Citation, st.sampled_from(sorted(SOURCES)), st.none() | st.integers(1, 6))
CITED = st.lists(CITATIONS, max_size=3)


def graded(cited: list[Citation], place: int, is_event: bool) -> Graded:
    """A thing with these citations, as a chain has it."""
    grades = (grades_of_event if is_event else grades_of_link)(cited, SOURCES)
    return Graded(str(place), tuple(grades), is_event)


@given(st.lists(st.tuples(CITED, st.booleans()), min_size=1, max_size=4))
def test_what_the_worst_grade_says_is_what_min_grade_finds(
    things: list[tuple[list[Citation], bool]],
) -> None:
    """`--min-grade` keeps the whole with the worst grade, and with nothing better on both axes."""
    worst = worst_grade([graded(cited, n, event) for n, (cited, event) in enumerate(things)])

    def kept(grade: Grade) -> bool:
        return all(
            (grade.admits_event if event else grade.admits_link)(cited, SOURCES)
            for cited, event in things
        )

    if worst.grade is not None:
        assert kept(worst.grade)
    better = [
        Grade(letter, digit) for letter in "ABCDE" for digit in range(1, 6)
        if kept(Grade(letter, digit))
    ]  # fmt: skip
    if not worst.ungraded:
        assert min(better, key=lambda each: (each.reliability, each.credibility)) == worst.grade
    else:
        assert not better
        letters = [letter for letter in "ABCDE" if kept(Grade(letter))]
        assert worst.grade == (Grade(letters[0]) if letters else None)


@given(st.lists(st.tuples(CITED, st.booleans()), min_size=1, max_size=4))
def test_what_is_ungraded_is_what_no_grade_finds(
    things: list[tuple[list[Citation], bool]],
) -> None:
    """It is named just where E5, the least that is asked on both axes, leaves it out."""
    worst = worst_grade([graded(cited, n, event) for n, (cited, event) in enumerate(things)])
    least = Grade("E", 5)
    assert worst.ungraded == tuple(
        str(n) for n, (cited, event) in enumerate(things)
        if not (least.admits_event if event else least.admits_link)(cited, SOURCES)
    )  # fmt: skip


def test_a_digit_that_is_not_there_is_not_made_up() -> None:
    """Neither the 6 of what cannot be judged, nor the 1 of what is confirmed."""
    assert str(best_grade([Citation("sB")], SOURCES)) == "B"
    assert [str(grade) for grade in grades_of_link([Citation("sA")], SOURCES)] == ["A"]
    assert str(best_grade([Citation("unrated")], SOURCES)) == ""
    assert best_grade([], SOURCES) is None


def test_what_cannot_be_judged_does_not_outshine_what_is() -> None:
    """A6, B1 and B1 are B1, of three independent reports."""
    sources = {**SOURCES, "other": Source("other", "", reliability="B")}
    cited = [Citation("sA", 6), Citation("sB", 1), Citation("other", 1)]
    assert str(best_grade(cited, sources)) == "B1"
    assert independent_reports(cited, sources) == 3


def test_confirmed_wants_two_independent_sources() -> None:
    """A paper that passes on the wire does not confirm it; another source does."""
    from tests.analysis.drawn import event

    sources = {
        "wire": Source("wire", ""),
        "paper": Source("paper", "", relays=("wire",)),
        "other": Source("other", ""),
    }
    for second, found in (("paper", ["unconfirmed"]), ("other", [])):
        cited = (Citation("wire", 1), Citation(second, 2))
        chronicle = Chronicle({1: event(1, "2016-10-03", citations=cited)}, sources=sources)
        assert [each.rule for each in findings(chronicle, ["unconfirmed"])] == found
