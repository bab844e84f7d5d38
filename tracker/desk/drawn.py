"""The events and links of a picture: chosen by the filters, with the chains marked on them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from tracker.desk.filters import omissions, selection_of, unhappened_remarks
from tracker.desk.sharing import Shared, without_limit
from tracker.errors import InvalidInput, Refused
from tracker.model.event_groups import MOST_UNGROUPED, EventGroups, GroupKey
from tracker.model.inert import inert_values
from tracker.model.selection import Filters, Selection, filters_in_words

if TYPE_CHECKING:
    from tracker.charts.picture import Picture
    from tracker.model.chronicle import Chronicle
    from tracker.model.event import Event
    from tracker.model.picture import ChartArguments, PictureOptions
    from tracker.model.weighing import Weighing
    from tracker.store.database import Database


# Pictures in which parts count with their wholes, and those whose marks do not tell what happened.
OF_ACTORS = ("timeline", "spine", "ladder", "tension", "matrix")
OF_SIDES = ("timeline", "spine", "chain", "ladder")  # where actors have colours
COUNTING = ("ladder", "tension", "matrix", "calendar")


@dataclass(frozen=True)
class Drawn:
    """The events and links that a picture shows, and what was asked of it.

    `parts` says which actors count as others in it, if any do; `linked` that it shows only what
    has links. With `groups` an event of the chronicle stands for all of its group.
    """

    shared: Shared
    asked: PictureOptions
    filters: Filters
    selection: Selection
    chronicle: Chronicle
    parts: str = ""
    linked: bool = False
    groups: EventGroups | None = None

    @property
    def count(self) -> int:
        """The number of events."""
        events = self.chronicle.events.values()
        return len(events) if self.groups is None else self.groups.count(events)

    @property
    def db(self) -> Database:
        """The record as far as it may be shared."""
        return self.shared.db

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on what is left out, by its marking or for want of a date."""
        undated = omissions(self.db, self.selection, self.linked)
        return (*undated, *self.shared.remarks(self.selection))

    @property
    def told(self) -> str:
        """The filters for a sentence: ` with --account RUS`; else nothing."""
        return filters_in_words(self.filters)

    def picture(self, name: str, options: Any, *remarks: str) -> Picture:
        """The picture of a chart, its texts inert, with the sentences that belong to it."""
        from tracker.charts.picture import picture_of
        from tracker.store.acting_order import acting_order

        counted = unhappened_remarks(self.chronicle, self.groups) if name in COUNTING else ()
        if self.parts and name in OF_ACTORS:
            remarks = (*remarks, self.parts)
        said = (*remarks, *counted, *self.remarks)
        values = (self.chronicle, options, self.asked, self.selection, said)
        order = acting_order(self.db) if name in OF_SIDES else {}
        return picture_of(
            name, *inert_values(values), order=order, groups=inert_values(self.groups)
        )

    @property
    def shown(self) -> Chronicle:
        """The events and links with every text inert, as people see them."""
        return inert_values(self.chronicle)


def split_options(options: ChartArguments) -> tuple[PictureOptions, Filters]:
    """The options of a picture, and the filters with what is unknown, which they refuse."""
    from tracker.model.picture import PictureArguments, PictureOptions

    own = PictureArguments.__annotations__
    filters = {key: value for key, value in without_limit(options).items() if key not in own}
    return PictureOptions.of(options), cast("Filters", filters)


def events_drawn(
    shared: Shared,
    options: ChartArguments,
    allow_none: bool = False,
    purpose: str = "draw",
    happened: bool = True,
    sides: Sequence[str] | None = None,
    dyad: tuple[str, str] | None = None,
    chosen: Callable[[Chronicle], dict[int, Event]] | None = None,
    linked: bool = False,
    most: int | None = None,
    keys: Collection[GroupKey] = (),
    apart: Callable[[Drawn], Collection[int]] | None = None,
) -> Drawn:
    """The events that meet the filters and may be shared; none is refused unless allowed.

    Unless a status is named they are those that `happened`, if the picture cannot tell.
    With `sides`, which may be none in particular, each part of an actor counts as its whole.
    A `dyad` narrows what is fetched to what may be acts of the one upon the other. Of what is
    fetched the events are those that are `chosen`; then no links come with them. A picture that is
    `linked` draws links, of which the filters may name some. More than `most` are refused.

    Of more events than `MOST_UNGROUPED` one stands for each group by `keys`, where the picture
    names some; those that are to be `apart`, chosen by what is linked, stand for
    themselves. Notes name the sources of each, so that with them all are read.
    """
    asked, filters = split_options(options)
    selection = selection_of(shared.whole, filters, happened=happened, dyad=dyad, linked=linked)
    from tracker.model.chronicle import Chronicle
    from tracker.model.parts import parts_in_words, rolled_up
    from tracker.store import chronicle, event_groups, events

    groups = None
    count = events.count(shared.db, selection)
    if most is not None and count > most:
        raise Refused(
            f"To {purpose} {count:,} events is too much, for all of them are weighed in memory; "
            f"choose up to {most:,} with filters such as --since."
        )
    if keys and not asked.notes and count > MOST_UNGROUPED:
        own: Collection[int] = ()
        if apart is not None:
            among = chronicle.load_linked(shared.db, selection) if linked else Chronicle()
            own = apart(Drawn(shared, asked, filters, selection, _admitted(among, selection)))
        loaded, groups = event_groups.load(shared.db, selection, keys, own, linked=chosen is None)
    else:
        loaded = chronicle.load(shared.db, selection)
    found = _admitted(loaded, selection)
    counted = rolled_up(found, sides or ())
    if chosen is not None:
        counted = replace(counted, events=chosen(counted), links=(), denials=())
        found = replace(found, events={n: found.events[n] for n in counted.events})
    told = parts_in_words(found, counted)
    if sides is not None:
        found = counted
    drawn = Drawn(shared, asked, filters, selection, found, told, groups=groups)
    if not drawn.chronicle.events and not allow_none:
        sentence = (
            f"No event fits{drawn.told}, so there is nothing to {purpose}; `tracker list` shows "
            "what there is."
        )
        raise Refused(" ".join((sentence, *shared.remarks(selection))))
    return drawn


def most_active(shared: Shared, options: ChartArguments) -> tuple[str, str] | None:
    """The two actors that act most upon one another, counted in SQL; None where nobody does."""
    from tracker.analysis.dyads import count_dyads, most_active_pair
    from tracker.store import dyads

    selection = selection_of(shared.whole, split_options(options)[1], happened=True)
    return most_active_pair(count_dyads(dyads.tallies(shared.db, selection, None)))


def check_ends(first: str | int | None, last: str | int | None, marked: bool) -> None:
    """Refuse one end alone, and marks that need two."""
    if first is None and marked:
        raise InvalidInput("Turning points and off-ramps are of the chains from A to B: name both.")
    if (first is None) != (last is None):
        raise InvalidInput("A chain has two ends: name A and B, or neither for all linked events.")


def links_drawn(
    shared: Shared, options: ChartArguments, first: str | int | None, last: str | int | None
) -> tuple[Drawn, tuple[int, int] | None]:
    """The links that meet the filters, all or those from A to B; and the numbers of the two."""
    asked, filters = split_options(options)
    db = shared.db
    selection = selection_of(shared.whole, filters, happened=True, linked=True)
    from tracker.store import chronicle, cone

    told = filters_in_words(filters)
    if first is None or last is None:
        found = _admitted(chronicle.load(db, selection), selection)
        if not found.links:
            sentence = f"No links among the events{told}; `tracker link` records one."
            raise Refused(" ".join((sentence, *shared.remarks(selection))))
        return Drawn(shared, asked, filters, selection, found, linked=True), None
    start, end = shared.resolve(first), shared.resolve(last)
    found = _admitted(chronicle.between(db, start, end, selection), selection)
    if not found.links:
        back = (
            " There is one the other way round: swap the two."
            if cone.between(db, end, start, selection)
            else ""
        )
        sentence = f"No chain of links leads from {first} to {last}{told}.{back}"
        raise Refused(" ".join((sentence, *shared.remarks(selection))))
    return Drawn(shared, asked, filters, selection, found, linked=True), (start, end)


def _admitted(found: Chronicle, selection: Selection) -> Chronicle:
    if not selection.weighing.is_narrow:
        return found
    from tracker.analysis.admitted import admitted

    return admitted(found, selection.weighing)


def strongest_chain(drawn: Drawn, ends: str) -> tuple[int, ...]:
    """The events of the strongest chain between two that are named as ``A:B``."""
    from tracker.analysis.graph import graph_of
    from tracker.analysis.paths import best_paths
    from tracker.store import chronicle
    from tracker.store.cone import meeting

    one, separator, other = ends.partition(":")
    if not separator or not one.strip() or not other.strip():
        raise InvalidInput(f"--highlight {ends[:60]} names no chain; give its ends as A:B.")
    first, last = (drawn.shared.resolve(name.strip()) for name in (one, other))
    for name, number in ((one, first), (other, last)):
        events = drawn.chronicle.events
        if number not in events and not meeting(drawn.db, [number], drawn.selection):
            raise Refused(f"{name.strip()} is not among the events drawn{drawn.told}.")
    asked = selection_of(drawn.shared.whole, drawn.filters, happened=True, linked=True)
    cone = chronicle.between(drawn.db, first, last, asked)
    best = (
        next(best_paths(graph_of(cone, asked.weighing), first, last), None) if cone.links else None
    )
    if best is None:
        raise Refused(f"No chain of links leads from {one} to {other}{drawn.told}.")
    return tuple(event.id for event in best.events)


def path_between(shown: Chronicle, first: int, last: int, weighing: Weighing) -> tuple[int, ...]:
    """The events of the strongest chain between two; none where no link counts."""
    from tracker.analysis.graph import graph_of
    from tracker.analysis.paths import best_paths

    graph = graph_of(shown, weighing)
    if first not in graph or last not in graph:
        return ()
    best = next(best_paths(graph, first, last), None)
    return tuple(event.id for event in best.events) if best else ()


def leading_chain(drawn: Drawn) -> tuple[int, ...]:
    """The events of the chain into the outcome with the most behind it, from its earliest root."""
    from tracker.analysis.outcome import leading_chain as chain_of
    from tracker.errors import RecordedCircle
    from tracker.model.event import HAPPENED

    found = drawn.chronicle
    happened = {number: event for number, event in found.events.items() if event.status in HAPPENED}
    try:
        chain = chain_of(replace(found, events=happened), drawn.selection.weighing)
    except RecordedCircle:
        return ()  # a picture shows it all the same; `check` tells of the circle
    return tuple(event.id for event in chain.events) if chain else ()


def off_ramp(
    shown: Chronicle, start: int, end: int, weighing: Weighing
) -> frozenset[tuple[int, int]]:
    """The links that lead to the avoidable events of the first off-ramp, as `offramps` finds it."""
    from tracker.analysis.graph import graph_of
    from tracker.analysis.offramps import likelihood_without, off_ramps

    graph = graph_of(shown, weighing)
    if start not in graph or end not in graph:
        return frozenset()
    likelihood = likelihood_without(shown, start, end, weighing)
    avoidable = [number for number, event in shown.events.items() if event.avoidable]
    found = off_ramps(graph, start, end, avoidable, likelihood, 1)
    best = next((ramp for ramp in found if ramp.closes), found[0] if found else None)
    taken = {event.id for event in best.events} if best else set()
    return frozenset((cause, effect) for cause, effect in graph.edges if effect in taken)


def always_passed(
    shown: Chronicle, start: int, end: int, drawn: Drawn
) -> tuple[frozenset[int], frozenset[int]]:
    """The events that every chain passes, and those of them after which no way out is recorded."""
    from tracker.analysis.graph import graph_of
    from tracker.analysis.turning_points import turning_points, ways_out
    from tracker.store import cone

    leaving = cone.leaving(drawn.db, shown.events.keys(), end, drawn.selection)
    graph = graph_of(shown, drawn.selection.weighing)
    leaving |= ways_out(graph, start, end)
    found = turning_points(graph, start, end, leaving).passages
    always = [each for each in found if each.always]
    return (
        frozenset(each.event.id for each in always),
        frozenset(each.event.id for each in always if each.no_return),
    )
