"""Pictures of an archive: counts of its rows, of which none becomes a value but those named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from tracker.desk.archived import Folder, questions_of
from tracker.desk.drawn import split_options
from tracker.desk.filters import selection_of
from tracker.errors import Refused
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.inert import inert_values
from tracker.model.selection import filters_in_words

if TYPE_CHECKING:
    from datetime import timedelta

    from tracker.archive.questions import ArchiveQuestions, Step
    from tracker.charts.picture import Picture
    from tracker.desk.opening import OpenRecord
    from tracker.model.actor import Actor
    from tracker.model.codebook import EventType
    from tracker.model.picture import ChartArguments, PictureOptions
    from tracker.model.selection import Selection

NAMED_DAYS = 5  # of a calendar, and so many events of each
NAMED_STEPS = 40  # of a picture of tension: more than it has room for


def draw_matrix(
    desk: OpenRecord, archive: Folder, engine: str | None, options: ChartArguments
) -> Picture:
    """Who acts upon whom in an archive."""
    from tracker.charts.cells import EMPTY, NOBODY, UNKNOWN, Cell, Counted
    from tracker.charts.matrix import MatrixOptions
    from tracker.model.codebook import Tone
    from tracker.model.parts import wholes_in_words

    asked, selection, told = _asked(desk, options)
    with questions_of(desk, archive, engine, selection) as questions:
        span, number = questions.span(), questions.size()
        if span is None:
            raise Refused(_nothing(told))
        actors, types = questions.book.actors, _types(questions)
        cells: dict[tuple[str, str], Cell] = {}
        for doer, target, tone, tally in questions.matrix():
            pair = (
                UNKNOWN if doer is None else actors[doer].name,
                NOBODY if target is None else actors[target].name,
            )
            classes = Counter({None if tone is None else Tone(tone): round(tally.acts)})
            cells[pair] = cells.get(pair, EMPTY) + Cell(classes, tally)
        is_joint = questions.joint() > 0
        parts = wholes_in_words(questions.book.wholes)
    counted = Counted(cells, number, _moment(span[0]), _moment(span[1], time.max), is_joint)
    return _picture(
        "matrix",
        Chronicle(types=types, actors=actors),
        MatrixOptions(counted),
        asked,
        selection,
        parts,
    )


def draw_calendar(
    desk: OpenRecord, archive: Folder, engine: str | None, options: ChartArguments
) -> Picture:
    """How many events of an archive fall on each day."""
    from tracker.charts.calendar import CalendarOptions

    asked, selection, told = _asked(desk, options)
    with questions_of(desk, archive, engine, selection) as questions:
        days = questions.days()
        if not days:
            raise Refused(_nothing(told))
        types = _types(questions)
        events: dict[int, Event] = {}
        numbers: dict[int, int] = {}
        for place, (first, last, code, strength, number) in enumerate(days, start=1):
            when = _when(first, last)
            events[place] = Event(
                place, f"of-archive-{place}", "", when, types[code], own_intensity=strength
            )
            numbers[place] = number
    drawn = Chronicle(events=events, types=types, actors=questions.book.actors)
    return _picture("calendar", drawn, CalendarOptions(numbers), asked, selection)


def draw_tension(
    desk: OpenRecord,
    archive: Folder,
    engine: str | None,
    pair: tuple[str, str] | None,
    half_life: timedelta,
    options: ChartArguments,
) -> Picture:
    """What two sides did to one another in an archive, fading by a half-life."""
    from tracker.analysis.dyads import count_dyads, most_active_pair
    from tracker.charts.tension import TensionOptions
    from tracker.model.parts import wholes_in_words

    asked, selection, told = _asked(desk, options)
    with questions_of(desk, archive, engine, selection, pair or ()) as questions:
        sides = pair or most_active_pair(count_dyads(questions.tallies(None)))
    if sides is None:
        raise Refused(f"Nobody acts upon another in the archive{told}.")
    with questions_of(desk, archive, engine, selection, sides) as questions:
        steps = questions.steps(sides)
        if not steps:
            raise Refused(f"{sides[0]} and {sides[1]} did nothing to one another{told}.")
        titles = _titles(questions, steps)
        actors = questions.book.actors
        types = _types(questions)
        parts = wholes_in_words(questions.book.wholes)
    events, numbers = {}, {}
    order = sorted(steps, key=lambda each: (str(each.first), each.id, each.doer, each.target))
    for place, step in enumerate(order, start=1):
        events[place] = Event(
            place, step.id, titles.get(step.id, step.id), _when(step.first, step.last),
            types[step.code], *_sides(step, actors), own_intensity=step.strength,
        )  # fmt: skip
        numbers[place] = step.number
    own = TensionOptions(sides, half_life, numbers)
    drawn = Chronicle(events=events, types=types, actors=actors)
    return _picture("tension", drawn, own, asked, selection, parts)


def _sides(step: Step, actors: Mapping[str, Actor]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who acted and upon whom; of a fight both acted, and upon nobody named."""
    one, other = actors[step.doer], actors[step.target]
    return ((one, other), ()) if step.is_fight else ((one,), (other,))


def _titles(questions: ArchiveQuestions, steps: Iterable[Step]) -> dict[str, str]:
    """The titles of the acts that may be named: those that weigh most."""
    from tracker.archive.rows import feed_row

    heaviest = sorted(steps, key=lambda each: -abs((each.strength or 0.0) * each.number))
    ids = list(dict.fromkeys(each.id for each in heaviest[:NAMED_STEPS]))
    return {row["id"]: feed_row(row).title for row in questions.rows_of(ids)}


def _types(questions: ArchiveQuestions) -> dict[str, EventType]:
    return {each.code: each for each in questions.book.types.values()}


def _asked(desk: OpenRecord, options: ChartArguments) -> tuple[PictureOptions, Selection, str]:
    """What a picture was asked for, its filters as a selection and in words."""
    asked, filters = split_options(options)
    selection = selection_of(desk._registers(), filters, happened=True)
    return asked, selection, filters_in_words(filters)


def _nothing(told: str) -> str:
    return f"No event of the archive fits{told}, so there is nothing to draw."


def _picture(
    name: str,
    chronicle: Chronicle,
    own: Any,
    asked: PictureOptions,
    selection: Selection,
    *remarks: str,
) -> Picture:
    from tracker.charts.picture import picture_of

    said = tuple(filter(None, remarks))
    drawn = picture_of(name, *inert_values((chronicle, own, asked, selection, said)))
    # What stands for many events would be told as one.
    told = f"{drawn.scene.title}. Counts of the rows of an archive."
    return replace(drawn, scene=replace(drawn.scene, description=told))


def _when(first: date | None, last: date | None) -> EventDate:
    if first is None or last is None or first == last:
        return EventDate.parse(f"{first or last}")
    return EventDate.parse(f"{first}/{last}")


def _moment(day: date, at: time = time.min) -> datetime:
    return datetime.combine(day, at)
