"""Grades of things that cite several sources: the best of one thing, the worst of a chain."""

from collections.abc import Iterable, Mapping

from tracker.model.source import Citation, Grade, Source, event_grade, link_grade


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
        The grade of one citation, that of the best letter, and of equal letters the best digit;
        F and 6 stand for what is unknown. None where nothing is cited.

    Examples
    --------
    >>> wire = Source("wire", "The Wire", reliability="B")
    >>> str(best_grade([Citation("wire", 2), Citation("wire", 3)], {"wire": wire}))
    'B2'
    """
    grades = [event_grade(each, sources) for each in citations if each.supports is None]
    return min(grades, key=_rank, default=None)


def best_grade_of_link(
    citations: Iterable[Citation], sources: Mapping[str, Source]
) -> Grade | None:
    """Find the grade of the best citation of a link, as `best_grade` does of an event.

    Parameters
    ----------
    citations : iterable of Citation
        What is cited for the link; one without a digit counts as confirmed.
    sources : mapping of str to Source
        All sources by code.

    Returns
    -------
    Grade or None
        None where nothing is cited.

    Examples
    --------
    >>> wire = Source("wire", "The Wire", reliability="B")
    >>> str(best_grade_of_link([Citation("wire"), Citation("wire", 2)], {"wire": wire}))
    'B1'
    """
    return min((link_grade(each, sources) for each in citations), key=_rank, default=None)


def _rank(grade: Grade) -> tuple[str, int]:
    return grade.reliability or "F", grade.credibility or 6


def worst_grade(grades: Iterable[Grade | None]) -> Grade | None:
    """Find the worst grade in a chain, axis by axis.

    Parameters
    ----------
    grades : iterable of Grade or None
        The grade of each thing in it; None for one that cites nothing.

    Returns
    -------
    Grade or None
        The worst letter and the worst digit, which may be of different things; None where one of
        them cites nothing. `--min-grade` with this grade leaves the whole chain.

    Examples
    --------
    >>> str(worst_grade([Grade("A", 3), Grade("C", 1)]))
    'C3'
    """
    found = list(grades)
    if not found or None in found:
        return None
    letters = [each.reliability or "F" for each in found if each]
    return Grade(max(letters), max(each.credibility or 6 for each in found if each))
