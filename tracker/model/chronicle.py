"""The chronicle: events and links read from the store as one value, for all that asks of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tracker.model.actor import Actor
from tracker.model.codebook import EventType, Relation
from tracker.model.counterfactuals import Counterfactual, CounterfactualDraft
from tracker.model.event import Event, EventDraft
from tracker.model.hypotheses import Rating, RatingDraft, Rival, RivalDraft
from tracker.model.imports import ColumnMap, FormerHandle
from tracker.model.link import Link, LinkDraft
from tracker.model.marking import Marking, highest
from tracker.model.order import OrderClaim, OrderDraft
from tracker.model.source import Source
from tracker.model.streamed import StreamedEvents


@dataclass(frozen=True)
class Chronicle:
    """Events in order of time, the links between them, and what their codes refer to.

    Actors, types, relations and sources are those to which the events, links and claims of order
    refer, with all that the sources relay; a whole record has all there are.

    The order of time is that of the earliest bounds, then of the numbers. `denials` are the
    links that somebody expressly denies; they are kept apart, so that no graph has them. `distinct`
    are pairs of events, the lower number first, that look alike and were marked as not the same.
    `head` is that of the history at which a whole record was read, where somebody asked for it.
    `former_handles` and `column_maps` come with a whole record alone.
    `rivals` are explanations of events that the analyst named, `ratings` of evidence for them and
    for accounts, `counterfactuals` whether one event would have come without another.
    `identities` are those of the events, in all copies of the record; `past` are heads of the
    history before, shortened, and those that were merged into it; `analyst` is whose it is.
    `shipped` are the registers that a new database begins with, where somebody asked for them.
    """

    events: Mapping[int, Event] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    types: Mapping[str, EventType] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    orders: tuple[OrderClaim, ...] = ()
    denials: tuple[Link, ...] = ()
    distinct: frozenset[tuple[int, int]] = frozenset()
    head: str | None = None
    former_handles: tuple[FormerHandle, ...] = ()
    column_maps: tuple[ColumnMap, ...] = ()
    rivals: tuple[Rival, ...] = ()
    ratings: tuple[Rating, ...] = ()
    counterfactuals: tuple[Counterfactual, ...] = ()
    identities: Mapping[int, str] = field(default_factory=dict)
    past: tuple[str, ...] = ()
    analyst: str | None = None
    shipped: "Batch | None" = None

    @property
    def marking(self) -> Marking | None:
        """The highest marking of anything in it, or None where nothing is marked."""
        claims = (*self.links, *self.denials)
        cited: tuple[Event | Link | OrderClaim, ...] = (*claims, *self.orders)
        return highest((
            *self._markings_of_events(),
            *(link.marking for link in claims),
            *(citation.marking for each in cited for citation in each.citations),
            *(source.marking for source in self.sources.values()),
        ))  # fmt: skip

    def _markings_of_events(self) -> Iterator[str | None]:
        """The markings of events, of their notes and of what is cited for them."""
        if isinstance(self.events, StreamedEvents):
            yield from self.events.markings()
            return
        for event in self.events.values():
            yield event.marking
            yield from (note.marking for note in event.notes)
            yield from (citation.marking for citation in event.citations)

    def linked(self) -> tuple[Event, ...]:
        """The events that stand at either end of a link, in order of time."""
        ends = {end for link in self.links for end in (*link.causes, link.effect)}
        return tuple(event for number, event in self.events.items() if number in ends)


@dataclass(frozen=True)
class Batch:
    """The content of a file as drafts, with names still to be resolved by recording.

    `complete` says that the registers are all there were, so that an empty database may take them
    over in place of the shipped ones. `lines` are the lines of the file that its events stand on,
    `further_lines` those of records of other kinds, by kind. `text_of` gives the text of a kind's
    record as it stands, by its place, and `heading` is what a file of such records begins with.
    `records` are the numbers of its events among those of the file, where several share a line.

    Of a table, `ids` are those that it gives its rows, `id_column` is what their column is called,
    and `fields` are those that it has columns for. `cited` is what it says of sources, under the
    names that it cites them by; `causes` are links to each event from those that its row names.

    `head`, `past` and `analyst` are those of the history that the file is of.

    `gone` are pairs of kind and code, of what a new database has and the record has not: such a
    file leaves out what is as in a new database. None is that the registers stand in it whole.
    """

    actors: tuple[Actor, ...] = ()
    types: tuple[EventType, ...] = ()
    relations: tuple[Relation, ...] = ()
    sources: tuple[Source, ...] = ()
    events: tuple[EventDraft, ...] = ()
    links: tuple[LinkDraft, ...] = ()
    complete: bool = False
    orders: tuple[OrderDraft, ...] = ()
    lines: tuple[int, ...] = ()
    records: tuple[int, ...] = field(default=(), kw_only=True, compare=False)
    former_handles: tuple[FormerHandle, ...] = ()
    column_maps: tuple[ColumnMap, ...] = ()
    ids: tuple[str, ...] = ()
    id_column: str = ""
    fields: frozenset[str] = frozenset()
    cited: tuple[Source, ...] = ()
    causes: tuple[tuple[LinkDraft, ...], ...] = ()
    further_lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict, compare=False)
    text_of: Callable[[str, int], str] | None = field(default=None, compare=False)
    heading: str = field(default="", compare=False)
    rivals: tuple[RivalDraft, ...] = ()
    ratings: tuple[RatingDraft, ...] = ()
    counterfactuals: tuple[CounterfactualDraft, ...] = ()
    head: str | None = None
    past: tuple[str, ...] = ()
    analyst: str | None = None
    gone: frozenset[tuple[str, str]] | None = None
