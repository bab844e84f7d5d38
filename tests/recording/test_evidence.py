"""Sources and grades as they are paired for what is recorded."""

import pytest

from tracker.errors import Refused
from tracker.model.source import Citation, Grade
from tracker.recording.evidence import citations_with_grades

B2, C3 = Grade.parse("B2"), Grade.parse("C3")


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ([], [(None, None), (None, None)]),
        ([B2], [(2, B2), (2, B2)]),
        ([B2, C3], [(2, B2), (3, C3)]),
    ],
)
def test_a_grade_serves_its_source_or_all(
    grades: list[Grade], expected: list[tuple[int | None, Grade | None]]
) -> None:
    """Its digit is of the citation, its letter of the source; without grades both are unknown."""
    paired = citations_with_grades(["one", "two"], grades, "p. 3")
    assert paired == [
        (Citation(source, digit, "p. 3", None, None), grade)
        for source, (digit, grade) in zip(("one", "two"), expected, strict=True)
    ]


@pytest.mark.parametrize(("sources", "grades"), [([], [B2]), (["a", "b", "c"], [B2, C3])])
def test_grades_that_fit_no_sources_are_refused(sources: list[str], grades: list[Grade]) -> None:
    """None without a source, and neither one nor as many as there are sources."""
    with pytest.raises(Refused):
        citations_with_grades(sources, grades)
