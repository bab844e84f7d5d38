"""Values as a caller gives them, texts or values, read into the model's own."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from tracker.errors import InvalidInput, InvalidText
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventValues, Names
from tracker.model.event_fields import FIELDS, Kind
from tracker.model.names import names_of
from tracker.model.source import Grade

if TYPE_CHECKING:
    from datetime import timedelta

    from tracker.model.bands import Band
    from tracker.model.source import Citation

EventName = str | int | Event
Grades = str | Grade | Iterable[str | Grade] | None
Cited = list[tuple["Citation", Grade | None]]


def cited(
    source: Names,
    grade: Grades,
    locator: str | None = None,
    quotation: str | None = None,
    supports: str | None = None,
    marking: str | None = None,
) -> Cited:
    """Sources with their grades, in the order given; one grade serves all sources."""
    from tracker.recording.evidence import citations_with_grades

    return citations_with_grades(
        names_of(source), grades_of(grade), locator, quotation, supports, marking
    )


def grades_of(given: Grades) -> list[Grade]:
    """Admiralty grades as values.

    >>> [str(grade) for grade in grades_of(["a1", Grade("B", 2)])]
    ['A1', 'B2']
    """
    grades = (given,) if isinstance(given, str | Grade) else given or ()
    return [Grade.parse(each) if isinstance(each, str) else each for each in grades]


def date_of(named: EventDate | date | str | int | None) -> EventDate | None:
    """A date as it is, or read from text."""
    if named is None or isinstance(named, EventDate):
        return named
    return EventDate.parse(named.isoformat() if isinstance(named, date) else str(named))


def moment_of(date: EventDate) -> str:
    """The last moment of a date as the history writes it, in UTC where it states no zone.

    >>> moment_of(EventDate.parse("2016-10-03T22:00-05:00"))
    '2016-10-04T03:00:59Z'
    """
    moment = date.latest if date.offsets[1] is None else date.instants[1]
    assert moment is not None  # whoever asks has refused a date without an end
    return f"{moment.isoformat()}Z"


def intensity_of(given: float | str | None) -> "float | Literal['codebook'] | None":
    """An intensity: a number on the Goldstein scale, as text or not, or `codebook`.

    >>> intensity_of("−4.5"), intensity_of("Codebook")
    (-4.5, 'codebook')
    """
    from tracker.model.event import check_intensity

    if given is None:
        return None
    if isinstance(given, str):
        if given.strip().lower() == "codebook":
            return "codebook"
        try:
            given = float(given.replace("−", "-"))
        except ValueError:
            raise InvalidText("intensity", "is no number from −10 to +10") from None
    return check_intensity(given)


def likelihood_of(given: float | str | None) -> tuple[float | None, bool]:
    """A likelihood as a number, of ICD 203 words too; and whether it was given in words."""
    from tracker.model.likelihood import is_in_words, parse_likelihood

    if isinstance(given, str):
        return parse_likelihood(given), is_in_words(given)
    return given, False


def prior_of(given: float | str | None) -> "Band":
    """How likely a claim is without its evidence: words or a number, by default even odds.

    >>> str(prior_of(None)), str(prior_of("likely"))
    ('0.5', '0.55 to 0.8')
    """
    from tracker.model.bands import Band
    from tracker.model.evidence_tests import EVEN
    from tracker.model.likelihood import open_likelihood

    return EVEN if given is None else Band.of_text(open_likelihood(str(given)))


def gap_of(given: "timedelta | str | None") -> "timedelta | None":
    """A length of time, of a text such as `7d` too."""
    from tracker.model.order import parse_gap

    return parse_gap(given) if isinstance(given, str) else given


# Values of these kinds are read; the others are as they are given.
READ: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.ACTORS: names_of,
    Kind.LABELS: names_of,
    Kind.INTENSITY: intensity_of,
    Kind.TYPE: str,
}


TEXTS = (
    Kind.LINE, Kind.POINT, Kind.PROSE, Kind.STATUS, Kind.HANDLE, Kind.MARKING, Kind.ZONE,
)  # fmt: skip
Choice = TypeVar("Choice", bound=StrEnum)


def text_required(value: Any, name: str) -> str:
    """A value that has to be a text."""
    if not isinstance(value, str):
        raise InvalidInput(f"The {name} must be a text, not {value!r}.")
    return value


def choice_of(kind: type[Choice], named: str, noun: str) -> Choice:
    """One of the values of an enum, as it is or by its text.

    >>> from tracker.model.selection import By
    >>> choice_of(By, "time", "order of chains")
    <By.TIME: 'time'>
    """
    if named not in list(kind):
        raise InvalidInput(f"There is no {noun} {str(named)[:40]}; choose {', '.join(kind)}.")
    return kind(named)


def count_of(number: Any, name: str) -> int:
    """A number of things to show, 1 or more."""
    if not isinstance(number, int) or number < 1:
        raise InvalidInput(f"{name} must be a whole number from 1 on, not {number!r}.")
    return int(number)


def values_of(given: EventValues) -> dict[str, Any]:
    """The values of an event's fields that were given, read by their kind.

    >>> values_of({"by": "RUS", "place": None, "intensity": "−4"})
    {'by': ('RUS',), 'intensity': -4.0}
    """
    kinds = {f.keyword: f for f in FIELDS if f.keyword in EventValues.__annotations__}
    values: dict[str, Any] = {}
    for name, value in given.items():
        if value is None:
            continue
        if name not in kinds:
            raise InvalidInput(f"An event has no field {name!r}; it has {', '.join(kinds)}.")
        field = kinds[name]
        read = READ.get(field.kind)
        if field.kind is Kind.FLAG and not isinstance(value, bool):
            raise InvalidInput(f"{name} must be True or False, not {value!r}.")
        if field.kind in TEXTS:
            text_required(value, name)
        values[field.name] = read(value) if read else value
    return values


def text_of(given: Any) -> str | None:
    """A value as the text that stands for it; None stays None."""
    return None if given is None else str(given)
