"""Filters read into a Selection, and remarks on what they leave out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tracker.desk.values import date_of
from tracker.errors import InvalidInput, InvalidLikelihood
from tracker.model.event_fields import LABELS
from tracker.model.names import names_of
from tracker.model.numbers import counted
from tracker.model.selection import SENSES, Filters, LinkFilters, QuestionFilters, Selection
from tracker.model.weighing import Weighing

if TYPE_CHECKING:
    from tracker.model.chronicle import Chronicle
    from tracker.model.dates import EventDate
    from tracker.model.event_groups import EventGroups
    from tracker.model.marking import Marking
    from tracker.model.nearness import Near
    from tracker.store.database import Database

ANY = "any"


def selection_of(
    db: "Database",
    filters: Filters | QuestionFilters,
    happened: bool,
    question: bool = False,
    linked: bool = False,
    dyad: tuple[str, str] | None = None,
    **more: Any,
) -> Selection:
    """The filters as one Selection.

    With `happened` it is about what occurred or is ongoing unless a status is named; a `question`
    also has a say in which claims of links count, and what is `linked` in which links it shows. Of
    a `dyad`, two codes, the one acted upon the other.
    """
    from tracker.model.event import HAPPENED
    from tracker.store import parts, registers
    from tracker.store.actor_names import resolve_actor

    kind = QuestionFilters if question else LinkFilters if linked else Filters
    known = kind.__annotations__
    if unknown := sorted(filters.keys() - known.keys()):
        raise InvalidInput(f"There is no filter {unknown[0]!r}; there are {', '.join(known)}.")
    since, until = date_of(filters.get("since")), date_of(filters.get("until"))
    known_by = date_of(filters.get("known_by"))
    refuse_no_span(since, until, known_by)
    asked = names_of(filters.get("status"))
    only_happened = happened and not asked
    actors = tuple(resolve_actor(db, name) for name in names_of(filters.get("actor")))
    account = _claimant(db, filters.get("account"))
    exactly = bool(filters.get("exactly"))
    return Selection(
        since=since,
        until=until,
        actors=actors,
        exactly=exactly,
        parts=() if exactly or not actors else parts.counted_parts(db, actors),
        speakers=() if exactly or account is None else parts.ever_parts(db, account),
        types=_codes(db, registers.TYPES, names_of(filters.get("type"))),
        place=filters.get("place"),
        near=_near(filters.get("near"), filters.get("radius")),
        min_intensity=_distance(filters.get("min_intensity")),
        text=filters.get("text"),
        statuses=_statuses(HAPPENED if only_happened else asked),
        only_happened=only_happened,
        min_grade=_grade(filters.get("min_grade")),
        known_by=known_by,
        account=account,
        labels=_labels(db, filters),
        dyad=dyad,
        dyad_parts=((), ()) if exactly or dyad is None else _parts_of_both(db, *dyad),
        max_marking=marking_of(filters.get("max_marking")),
        weighing=weighing_of(db, filters),
        **more,
    )


def weighing_of(db: "Database", filters: Filters | QuestionFilters) -> Weighing:
    """Which claims of links count."""
    from tracker.desk.values import likelihood_of
    from tracker.model.bands import Band
    from tracker.recording.links import resolved_relation
    from tracker.store import listing

    asked: Any = filters
    relations = tuple(resolved_relation(db, name) for name in names_of(asked.get("relation")))
    if sense := asked.get("sense"):
        if sense not in SENSES:
            raise InvalidInput(f"{sense[:40]!r} is no sense; write {' or '.join(SENSES)}.")
        known = listing.relations(db).values()
        of_sense = [each.code for each in known if each.sense == sense]
        relations = tuple(code for code in relations or of_sense if code in of_sense)
        if not relations:
            raise InvalidInput(f"No relation that is asked for is {sense}.")
    number, in_words = likelihood_of(asked.get("min_likelihood"))
    if number is not None and not 0 < number <= 1:
        raise InvalidLikelihood(str(number))
    return Weighing(
        any_account=bool(asked.get("any_account")),
        relations=relations,
        min_likelihood=None if number is None else Band.of_likelihood(number, in_words).low,
    )


def refuse_no_span(
    since: "EventDate | None", until: "EventDate | None", known_by: "EventDate | None" = None
) -> None:
    """Refuse times between which nothing can lie."""
    if since and since.earliest is None:
        raise InvalidInput(f"--since {since} has no beginning; name the day it begins with.")
    for name, end in (("--until", until), ("--known-by", known_by)):
        if end and end.latest is None:
            raise InvalidInput(f"{name} {end} has no end; name the day it ends with.")
    if since and until and until.is_wholly_before(since):
        raise InvalidInput(f"--since {since} is after --until {until}; swap the two.")


def omissions(db: "Database", selection: Selection, linked: bool = False) -> tuple[str, ...]:
    """Remarks on what is left out though no filter names it, and on what a filter means.

    Questions about links leave out only what is `linked`.
    """
    return (*_left_out_unhappened(db, selection, linked), *_left_out_undated(db, selection))


def _left_out_unhappened(db: "Database", selection: Selection, linked: bool) -> tuple[str, ...]:
    if not selection.only_happened:
        return ()
    from tracker.store.events import count_unhappened

    found = count_unhappened(db, selection, linked)
    if not found:
        return ()
    return (f"Left out, for they did not happen: {_by_status(found)}; --status any takes them in.",)


def _left_out_undated(db: "Database", selection: Selection) -> tuple[str, ...]:
    """What `known_by` means, and what it leaves out for want of a date of publication."""
    if selection.known_by is None:
        return ()
    from tracker.store.conditions import undated

    said = (
        f"Known by {selection.known_by} is what had happened and was published by then, with "
        "today's grades; not what people in office saw.",
    )
    events, links = undated(db)
    if not events and not links:
        return said
    return (
        *said,
        f"{counted(events, 'event')} and {counted(links, 'link')} have no dated source, so "
        "--known-by leaves them out.",
    )


def unhappened_remarks(
    chronicle: "Chronicle", groups: "EventGroups | None" = None
) -> tuple[str, ...]:
    """A remark on what is counted though it did not happen, since a status was asked for."""
    numbers = groups.numbers if groups is not None else {}
    statuses: Counter[str] = Counter()
    for event in chronicle.events.values():
        statuses[event.status] += numbers.get(event.id, 1)
    return unhappened_in_words(statuses)


def unhappened_in_words(statuses: Mapping[str, int]) -> tuple[str, ...]:
    """That remark, from how many events have each status."""
    from tracker.model.event import HAPPENED

    found = {status: count for status, count in statuses.items() if status not in HAPPENED}
    if not found:
        return ()
    return (
        f"Counted because --status asks for what did not happen: {_by_status(found)}; without "
        "--status only what happened counts.",
    )


def _by_status(found: Mapping[str, int]) -> str:
    """How many of each status: `1 denied, 2 planned`."""
    return ", ".join(
        f"{count} {status.replace('-', ' ')}" for status, count in sorted(found.items())
    )


def marking_of(named: Any) -> "Marking | None":
    """A marking as it is, or read from text."""
    from tracker.model.marking import Marking

    return Marking.parse(named) if isinstance(named, str) and named else None


def _parts_of_both(db: "Database", one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    from tracker.store import parts

    return parts.ever_parts(db, one), parts.ever_parts(db, other)


def _codes(db: "Database", register: Any, names: Iterable[str]) -> tuple[str, ...]:
    from tracker.store import registers

    return tuple(registers.resolve(db, register, name) for name in names)


def _statuses(named: Iterable[str]) -> tuple[str, ...]:
    from tracker.model.event import parse_status

    statuses = tuple(ANY if each.strip().lower() == ANY else parse_status(each) for each in named)
    return () if ANY in statuses else statuses


def _labels(db: "Database", filters: Filters) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The labels that are asked for, as they are spelled; one that no event has is refused."""
    found = []
    for field in LABELS:
        named: Any = filters.get(field.option)
        if names := names_of(named):
            from tracker.recording.labels import find_label

            found.append((field.option, tuple(find_label(db, field, name) for name in names)))
    return tuple(found)


def _near(place: str | None, within: float | str | None) -> "Near | None":
    """The place that is asked for, and how far from it events may have been."""
    from tracker.model.gazetteer import located
    from tracker.model.nearness import USUAL, Near, kilometres_of

    if place is None:
        if within is not None:
            raise InvalidInput("--within is how far from a place; name that with --near.")
        return None
    return Near(place, located(place), USUAL if within is None else kilometres_of(within))


def _distance(given: Any) -> float | None:
    """A distance from 0 on the Goldstein scale, of a text too."""
    if given is None or isinstance(given, int | float):
        return given
    try:
        return float(str(given).replace("−", "-"))
    except ValueError:
        raise InvalidInput(f"{str(given)[:40]!r} is no number from -10 to 10.") from None


def _grade(named: Any) -> Any:
    from tracker.model.source import Grade

    return Grade.parse(named) if isinstance(named, str) else named


def _claimant(db: "Database", name: str | None) -> str | None:
    """The code of the claimant whose account is asked for, or None for all accounts."""
    from tracker.recording.evidence import resolved_claimant

    return None if name is None else resolved_claimant(db, name)
