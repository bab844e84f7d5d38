"""Options of a timeline: its form, its lanes, what colours its marks, its phases."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.errors import InvalidInput
from tracker.model.dates import EventDate
from tracker.model.event_fields import LABELS
from tracker.model.picture import Size
from tracker.model.text import clean_line


class LanesBy(StrEnum):
    """The kinds of lanes of a timeline."""

    ACTOR = "actor"
    TYPE = "type"
    PLACE = "place"
    ACCOUNT = "account"


class TimelineForm(StrEnum):
    """The forms of a timeline: a row for each event, or lanes over a time axis."""

    SPINE = "spine"
    LANES = "lanes"


MOST_ON_SPINE, MOST_IN_COLUMN = 40, 400  # events, unless a form is asked for
MOST_ROWS = 1000
COLUMN = 520.0  # points: 180 mm and a little
LANES = (*LanesBy, *(field.option for field in LABELS))


def parse_lanes(text: str) -> LanesBy | str:
    """A kind of lanes, or the name of labels such as tags.

    >>> parse_lanes("Actor")
    <LanesBy.ACTOR: 'actor'>
    """
    labels = [field.option for field in LABELS]
    if text.lower() in labels:
        return text.lower()
    if text.lower() not in list(LanesBy):
        raise InvalidInput(
            f"There is no lane {text[:40]}; choose {', '.join((*LanesBy, *labels))}."
        )
    return LanesBy(text.lower())


def parse_colour_by(text: str) -> str:
    """The name of labels, such as tags, whose colours marks are to have."""
    labels = [field.option for field in LABELS]
    if text.lower() not in labels:
        known = f"; choose {', '.join(labels)}" if labels else ""
        raise InvalidInput(f"There is no label {text[:40]} to colour by{known}.")
    return text.lower()


@dataclass(frozen=True)
class Phase:
    """A stretch of time with a name, shaded behind the events of a timeline."""

    name: str
    date: EventDate

    @classmethod
    def parse(cls, text: str) -> "Phase":
        """Read ``NAME=DATES``.

        >>> Phase.parse("Talks=2016-09-09/2016-10-03").name
        'Talks'
        """
        name, separator, date = text.rpartition("=")
        if not separator or not name.strip():
            raise InvalidInput(
                f"{text[:60]!r} is no phase; write its name and dates: Talks=2016-09."
            )
        return cls(clean_line(name, "phase"), EventDate.parse(date))


def form_of(form: TimelineForm | None, events: int, size: Size | None) -> TimelineForm:
    """The form of a timeline: that asked for, else a spine where there is room for all its rows.

    >>> form_of(None, 28, None), form_of(None, 500, None).value
    (<TimelineForm.SPINE: 'spine'>, 'lanes')
    """
    if form is not None:
        return form
    narrow = size is not None and not size.pixels and size.width <= COLUMN
    most = MOST_IN_COLUMN if narrow else MOST_ON_SPINE
    return TimelineForm.SPINE if events <= most else TimelineForm.LANES


def parsed_phases(phases: Iterable[Phase | str]) -> tuple[Phase, ...]:
    """Phases as they are, or read from text."""
    return tuple(Phase.parse(each) if isinstance(each, str) else each for each in phases)
