"""Grades of things that cite several sources: of one thing the best, of a chain the worst."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.analysis.independence import independent_sources
from tracker.model.source import Citation, Grade, Source, event_grade, link_grade

JUDGED_LETTERS, JUDGED_DIGITS = "ABCDE", range(1, 6)  # F and 6 say that it cannot be judged


@dataclass(frozen=True, slots=True)
class Graded:
    """One thing on a chain: what it is called, and the grades of what is cited for it.

    Attributes
    ----------
    name : str
        Its handle; of a link those of its ends.
    grades : tuple of Grade
        One for each citation for the whole of it.
    digits_count : bool
        Whether it must have a digit: an event must, a link only where one is given.
    """

    name: str
    grades: tuple[Grade, ...]
    digits_count: bool

    def best(self, digits: bool) -> str | None:
        """The best letter of a citation that is judged, with `digits` on both axes; else None."""
        letters = [
            grade.reliability
            for grade in self.grades
            if grade.reliability is not None
            and grade.reliability in JUDGED_LETTERS
            and (not digits or self.digit_of(grade) is not None)
        ]
        return min(letters, default=None)

    def digit_of(self, grade: Grade) -> int | None:
        """The digit by which a citation is judged; a link without one is judged by its letter."""
        if grade.credibility is None:
            return None if self.digits_count else 1
        return grade.credibility if grade.credibility in JUDGED_DIGITS else None


@dataclass(frozen=True, slots=True)
class WorstGrade:
    """What everything on a chain is graded at least, and what of it is not graded.

    Attributes
    ----------
    grade : Grade or None
        `--min-grade` with it leaves the whole chain; the letter alone where some events have no
        digit, None where something has no letter.
    ungraded : tuple of str
        What has no letter, or no digit where it must have one, in the order of the chain.
    """

    grade: Grade | None
    ungraded: tuple[str, ...]


def best_grade(citations: Iterable[Citation], sources: Mapping[str, Source]) -> Grade | None:
    """Find the grade of the best citation of one thing.

    Parameters
    ----------
    citations : iterable of Citation
        What is cited for it; citations for a field of it do not count.
    sources : mapping of str to Source
        All sources by code.

    Returns
    -------
    Grade or None
        The grade of one citation: of those judged on both axes the best letter, then the best
        digit; what is not judged (F, 6, or nothing) comes after all that is. A half that is not
        given is not made up. None where nothing is cited.

    Examples
    --------
    >>> wire, ministry = Source("wire", "W", reliability="B"), Source("ministry", "M", None)
    >>> known = {"wire": wire, "daily": Source("daily", "D", reliability="A")}
    >>> str(best_grade([Citation("daily", 6), Citation("wire", 1)], known))
    'B1'
    >>> str(best_grade([Citation("wire")], known))
    'B'
    """
    grades = [event_grade(each, sources) for each in citations if each.supports is None]
    return min(grades, key=_rank, default=None)


def _rank(grade: Grade) -> tuple[int, str, int]:
    letter, digit = grade.reliability or "F", grade.credibility or 6
    return (letter == "F") + (digit == 6), letter, digit


def independent_reports(citations: Iterable[Citation], sources: Mapping[str, Source]) -> int:
    """Count the reports of one thing that do not repeat one another.

    Parameters
    ----------
    citations : iterable of Citation
        What is cited for it; citations for a field of it do not count.
    sources : mapping of str to Source
        All sources by code.

    Returns
    -------
    int
        As `tracker.analysis.independence.independent_sources` counts.

    Examples
    --------
    >>> independent_reports([Citation("wire"), Citation("wire", locator="p. 2")], {})
    1
    """
    return independent_sources({each.source for each in citations if not each.supports}, sources)


def worst_grade(things: Sequence[Graded]) -> WorstGrade:
    """Find what all things of a chain are graded at least.

    Parameters
    ----------
    things : sequence of Graded
        The events and links of the chain, in its order.

    Returns
    -------
    WorstGrade
        The best letter that each has a citation of, then the best digit that each has one of with
        such a letter: what `--min-grade` may ask for and still find the chain.

    Examples
    --------
    >>> event, link = Graded("e", (Grade("A", 6), Grade("C", 1)), True), Graded("l", (), False)
    >>> worst_grade([event])
    WorstGrade(grade=Grade(reliability='C', credibility=1), ungraded=())
    >>> worst_grade([event, link])
    WorstGrade(grade=None, ungraded=('l',))
    """
    whole = [thing.best(digits=True) for thing in things]
    ungraded = tuple(
        thing.name for thing, letter in zip(things, whole, strict=True) if letter is None
    )
    letters = [thing.best(digits=False) for thing in things]
    known = [letter for letter in letters if letter is not None]
    if len(known) < len(letters) or not known:
        return WorstGrade(None, ungraded)
    if ungraded:
        return WorstGrade(Grade(max(known)), ungraded)
    worst = max(letter for letter in whole if letter is not None)
    digits = [
        min(
            digit
            for grade in thing.grades
            if (grade.reliability or "F") <= worst and (digit := thing.digit_of(grade)) is not None
        )
        for thing in things
    ]
    return WorstGrade(Grade(worst, max(digits)), ())


def grades_of_event(citations: Iterable[Citation], sources: Mapping[str, Source]) -> list[Grade]:
    """The grades that the citations of an event give to the whole of it.

    Examples
    --------
    >>> grades_of_event([Citation("wire", 2, supports="date")], {})
    []
    """
    return [event_grade(each, sources) for each in citations if each.supports is None]


def grades_of_link(citations: Iterable[Citation], sources: Mapping[str, Source]) -> list[Grade]:
    """The grades that the citations of a link give to it.

    Examples
    --------
    >>> [str(grade) for grade in grades_of_link([Citation("wire", 2)], {})]
    ['2']
    """
    return [link_grade(each, sources) for each in citations]
