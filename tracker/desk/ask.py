"""Ask: how one event led to another, what led to what, where it turned, and who says so."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from tracker.desk.filters import date_of, selection_of, undated_remarks
from tracker.desk.opening import OpenRecord
from tracker.desk.questions import CAVEAT, Question, no_chain_remarks, question_between
from tracker.errors import InvalidInput, NotFound, Refused
from tracker.model.chains import OffRamps, Paths, Tree, TurningPoints
from tracker.model.numbers import counted, roughly
from tracker.model.selection import By, Filters, filters_in_words, several

if TYPE_CHECKING:
    from tracker.analysis.graph import Graph
    from tracker.model.accounts import AccountComparison
    from tracker.model.comparison import RecordComparison
    from tracker.model.doubts import Sensitivity, WhatIf
    from tracker.model.event_answers import EventList
    from tracker.store.database import Database


class Ask(OpenRecord):
    """Questions about the recorded claims; no answer is proof of causation."""

    def paths(
        self,
        first: str,
        last: str,
        *,
        k: int = 5,
        by: By = By.STRENGTH,
        via: str | Iterable[str] = (),
        avoid: str | Iterable[str] = (),
        within: timedelta | str | None = None,
        **filters: Unpack[Filters],
    ) -> Paths:
        """The `k` best chains of links from one event to another."""
        from tracker.analysis.graph import graph_of
        from tracker.analysis.paths import best_paths, count_paths, path_along
        from tracker.store import chronicle

        asked = self._question(first, last, filters, outline=True)
        graph = self._narrowed(asked, via, avoid, within)
        there = {asked.first, asked.last} <= graph.nodes
        total = count_paths(graph, asked.first, asked.last) if there else 0
        best = best_paths(graph, asked.first, asked.last, by) if there else iter(())
        found = [tuple(event.id for event in chain.events) for chain in islice(best, k)]
        numbers = {number for chain in found for number in chain}
        shown = chronicle.only(asked.db, numbers, asked.selection)
        whole = graph_of(shown)
        narrowed = [
            f"--{name}"
            for name, value in (("via", via), ("avoid", avoid), ("within", within))
            if value
        ]
        few = "The only chain" if total == 1 else f"{len(found)} of {roughly(total)} chains"
        if found:
            remarks: tuple[str, ...] = ()
        elif narrowed and asked.between.links:
            remarks = (
                f"No chain from {first} to {last} meets {' and '.join(narrowed)}; there are some "
                "without.",
            )
        else:
            remarks = no_chain_remarks(asked)
        return Paths(
            tuple(path_along(whole, chain) for chain in found),
            total,
            shown,
            conclusion=f"{few}{asked.told}. {CAVEAT}" if found else "",
            remarks=(*remarks, *undated_remarks(asked.db, asked.selection)),
        )

    def count_paths(
        self,
        first: str,
        last: str,
        *,
        via: str | Iterable[str] = (),
        avoid: str | Iterable[str] = (),
        within: timedelta | str | None = None,
        **filters: Unpack[Filters],
    ) -> int:
        """The number of chains from one event to another, exact however many digits it has."""
        from tracker.analysis.paths import count_paths

        asked = self._question(first, last, filters, outline=True)
        graph = self._narrowed(asked, via, avoid, within)
        there = {asked.first, asked.last} <= graph.nodes
        return count_paths(graph, asked.first, asked.last) if there else 0

    def turning_points(
        self, first: str, last: str, *, k: int = 20, **filters: Unpack[Filters]
    ) -> TurningPoints:
        """The events that chains from one event to another pass, the `k` weightiest of them."""
        from tracker.analysis.graph import graph_of
        from tracker.analysis.turning_points import turning_points
        from tracker.store import cone

        asked = self._question(first, last, filters, outline=True)
        leaving = cone.leaving(asked.db, asked.between.events.keys(), asked.last, asked.selection)
        found = turning_points(graph_of(asked.between), asked.first, asked.last, leaving)
        if not found.total:
            return replace(found, remarks=no_chain_remarks(asked))
        weightiest = sorted(found.passages, key=lambda each: (-each.share, -each.strength_share))
        chosen = {each.event.id for each in weightiest[:k]}
        start, end = (asked.between.events[number] for number in (asked.first, asked.last))
        point = found.point_of_no_return
        sentence = (
            f"The point of no return is {point.title}: every chain passes it, and every recorded "
            "chain onward from it leads to the end."
            if point
            else f"Before {end.title} itself, there is no point of no return: recorded chains "
            "lead elsewhere, too."
        )
        chains = f"{roughly(found.total)} chain{'s' * (found.total != 1)}"
        verb = "lead" if found.total != 1 else "leads"
        conclusion = (
            f"{chains} {verb} from {start.title} to {end.title}{asked.told}. {sentence} {CAVEAT}"
        )
        return replace(
            found,
            passages=tuple(each for each in found.passages if each.event.id in chosen),
            conclusion=conclusion if chosen else f"Nothing lies between the two.\n{conclusion}",
            remarks=undated_remarks(asked.db, asked.selection),
        )

    def offramps(
        self,
        first: str,
        last: str,
        *,
        by_events: bool = False,
        anything: bool = False,
        k: int = 5,
        **filters: Unpack[Filters],
    ) -> OffRamps:
        """The likeliest sets of links, or of events, whose absence would have cut every chain.

        Where events between the two are marked avoidable, only those count, unless `anything`.
        """
        from tracker.analysis.graph import graph_of
        from tracker.analysis.offramps import first_few, off_ramps
        from tracker.store import chronicle

        asked = self._question(first, last, filters, outline=True)
        between = asked.between
        # What leads to A is no part of a chain from it, so a mark on A itself says nothing here.
        ends = {asked.first, asked.last} if by_events else {asked.first}
        marked = {n for n, event in between.events.items() if event.avoidable and n not in ends}
        avoidable = marked if marked and not anything else None
        ramps = off_ramps(graph_of(between), asked.first, asked.last, by_events, avoidable)
        found, more = first_few(ramps, k)
        cut = {n for ramp in found for link in ramp.links for n in (link.cause, link.effect)}
        conclusion = ""
        remarks: tuple[str, ...] = ()
        if not between.links:
            remarks = no_chain_remarks(asked)
        elif not found:
            what = "events" if by_events else "links"
            why = (
                f"{'' if by_events else 'what leads to '}{counted(len(marked), 'event')} marked "
                "avoidable does not do; --any counts the rest"
                if avoidable is not None
                else "A leads to B directly, or by way of what is certain"
                if by_events
                else "some links are certain"
            )
            remarks = (f"No {what} cut every chain from {first} to {last}: {why}.",)
        else:
            tie = f" {len(found)}{' or more' if more else ''} sets tie." if len(found) > 1 else ""
            only = (
                f" Only what is marked avoidable counts ({len(marked)} of {len(between.events)} "
                "events); --any lifts that."
                if avoidable is not None
                else ""
            )
            conclusion = (
                f"Without this every recorded chain is cut{asked.told}; by itself it was "
                f"{found[0].likelihood:.2g} likely to fail, if links fail independently.{tie}"
                f"{only} {CAVEAT}"
            )
        return OffRamps(
            found,
            by_events,
            chronicle.only(asked.db, cut, asked.selection),
            conclusion=conclusion,
            remarks=(*remarks, *undated_remarks(asked.db, asked.selection)),
        )

    def causes(self, event: str, *, depth: int | None = None, **filters: Unpack[Filters]) -> Tree:
        """The events that led to an event, link by link."""
        return self._tree(event, depth, filters, back=True)

    def effects(self, event: str, *, depth: int | None = None, **filters: Unpack[Filters]) -> Tree:
        """The events that an event led to, link by link."""
        return self._tree(event, depth, filters, back=False)

    def roots(self, **filters: Unpack[Filters]) -> "EventList":
        """The events that nothing explains and that explain others."""
        return self._ends(filters, begin=True)

    def outcomes(self, **filters: Unpack[Filters]) -> "EventList":
        """The events that are explained and lead to nothing further."""
        return self._ends(filters, begin=False)

    def whatif(
        self,
        *,
        without: str | Iterable[str] = (),
        without_source: str | Iterable[str] = (),
        **filters: Unpack[Filters],
    ) -> "WhatIf":
        """The outcomes that lose explanation or strength when events or sources are taken away."""
        from tracker.analysis.whatif import what_if
        from tracker.model.doubts import Fate
        from tracker.store import chronicle, events, registers

        taken, doubted = several(without), several(without_source)
        if not taken and not doubted:
            raise InvalidInput("Take something away: --without EVENT or --without-source SOURCE.")
        db, told = self._reading(), filters_in_words(filters)
        gone = [events.resolve(db, name) for name in taken]
        sources = [registers.resolve(db, registers.SOURCES, name) for name in doubted]
        selection = selection_of(db, filters, happened=True)
        whole = chronicle.load(db, selection)
        if unmet := [number for number in gone if number not in whole.events]:
            handle = events.get(db, unmet[0]).handle
            raise Refused(f"{handle} is not among the events{told or ' that happened'} anyway.")
        found = what_if(whole, gone, sources, selection.min_grade)
        same = sum(
            each.fate is Fate.AS_BEFORE and each.ways == each.ways_after for each in found.outcomes
        )
        nothing = "No outcome is affected.\n" if same == len(found.outcomes) else ""
        return replace(
            found,
            conclusion=f"{nothing}Without {counted(len(found.events), 'event')} and "
            f"{counted(found.links, 'further link')}{told}; {same} of {len(found.outcomes)} "
            f"outcomes stay as they were. {CAVEAT}",
            remarks=undated_remarks(db, selection),
        )

    def sensitivity(self, first: str, last: str, **filters: Unpack[Filters]) -> "Sensitivity":
        """Every single link, source or grade that, if worth less, changes the best chain."""
        from tracker.analysis.sensitivity import weaknesses
        from tracker.model.doubts import Sensitivity

        asked = self._question(first, last, filters)
        found = weaknesses(asked.between, asked.first, asked.last, asked.selection.min_grade)
        linked = bool(asked.between.links)
        return Sensitivity(
            found,
            asked.between,
            conclusion=f"Each taken by itself{asked.told}; what is not listed can be worth less "
            f"without changing the best chain. {CAVEAT}"
            if linked
            else "",
            remarks=(
                *(() if linked else no_chain_remarks(asked)),
                *undated_remarks(asked.db, asked.selection),
            ),
        )

    def accounts(
        self, *claimants: str, of: str | None = None, **filters: Unpack[Filters]
    ) -> "AccountComparison":
        """Two or more claimants' accounts side by side; everybody's where none is named."""
        from tracker.analysis.accounts import compare_accounts
        from tracker.recording.evidence import resolved_claimant
        from tracker.store import chronicle, events, links

        db, told = self._reading(), filters_in_words(filters)
        known = links.claimants(db)
        sides = list(dict.fromkeys(resolved_claimant(db, name) for name in claimants)) or known
        if not sides:
            raise Refused("Nobody claims any link yet; `tracker link` records a claim.")
        if len(sides) < 2:
            raise InvalidInput("A comparison needs two accounts; name at least two claimants.")
        if silent := [side for side in sides if side not in known]:
            raise Refused(
                f"{silent[0]} claims and denies nothing; those who do are {', '.join(known)}."
            )
        selection = selection_of(db, filters, happened=True)
        found = chronicle.load(db, selection)
        number = None if of is None else events.resolve(db, of)
        if number is not None and number not in found.events:
            raise Refused(f"{of} is not among the events{told}.")
        return replace(
            compare_accounts(found, sides, number),
            conclusion=f"{CAVEAT} What is not claimed is not denied.",
            remarks=undated_remarks(db, selection),
        )

    def compare(
        self,
        old: str,
        new: str | None = None,
        *,
        between: tuple[str, str] | None = None,
        **filters: Unpack[Filters],
    ) -> "RecordComparison":
        """Two databases, or two points in the history of one, and the conclusions of either.

        `old` and `new` are files or times; without `new` it is the record as it is.
        """
        from tracker.analysis.comparison import compare_records
        from tracker.store import chronicle

        both_files = new is not None and _is_file(old) and _is_file(new)
        records = [self._state(each) for each in (old, new)]
        try:
            # Where both are files, the names in filters are those of the newer one.
            named = records[1] if both_files else self._reading()
            selection = selection_of(named, filters, happened=False)
            before, after = (chronicle.load(db, selection) for db in records)
            ends = between and (_handle(records, between[0]), _handle(records, between[1]))
        finally:
            for db in records:
                if db is not self._open:
                    db.close()
        other = new or "the record as it is"
        return replace(
            compare_records(before, after, ends),
            conclusion=f"Compared {old} with {other}{filters_in_words(filters)}. {CAVEAT}",
        )

    def _question(
        self, first: str, last: str, filters: Filters, outline: bool = False
    ) -> "Question":
        return question_between(self._reading(), first, last, filters, outline)

    def _narrowed(
        self,
        asked: "Question",
        via: str | Iterable[str],
        avoid: str | Iterable[str],
        within: timedelta | str | None,
    ) -> "Graph[int]":
        """The graph of the chains that pass, and do not pass, what is named."""
        from tracker.analysis.graph import chains_only, graph_of
        from tracker.model.order import parse_gap
        from tracker.store import events

        db = asked.db
        passed, avoided = ({events.resolve(db, name) for name in several(names)}
                           for names in (via, avoid))  # fmt: skip
        ends = {asked.first, asked.last}
        if clash := avoided & (passed | ends):
            number = clash.pop()
            what = "an end of the chains" if number in ends else "to be passed (--via)"
            handle = events.get(db, number).handle
            raise InvalidInput(
                f"{handle} cannot be avoided: it is {what}; leave out one of the two."
            )
        graph = graph_of(asked.between)
        if not passed <= asked.between.events.keys():
            graph.clear()  # what is not between the two is on no chain
            return graph
        gap = parse_gap(within) if isinstance(within, str) else within
        return chains_only(graph, asked.first, asked.last, passed, avoided, gap)

    def _tree(self, reference: str, depth: int | None, filters: Filters, back: bool) -> Tree:
        from tracker.analysis.graph import graph_of
        from tracker.analysis.reach import causes_of, effects_of
        from tracker.store import chronicle, cone, events

        db, told = self._reading(), filters_in_words(filters)
        number = events.resolve(db, reference)
        direction = cone.Direction.CAUSES if back else cone.Direction.EFFECTS
        selection = selection_of(db, filters, happened=True)
        reached = cone.reach(db, number, direction, depth, selection)
        around = chronicle.only(db, reached.keys(), selection)
        steps = (causes_of if back else effects_of)(graph_of(around), number, depth)
        event = around.events[number]
        met = counted(len({step.event.id for step in steps}), "event")
        happened = f"{met} {'led to' if back else 'followed from'} {event.title}{told}. {CAVEAT}"
        what = "explains" if back else "follows from"
        nothing = f"Nothing recorded {what} {event.handle}{told}."
        return Tree(
            event,
            steps,
            conclusion=happened if steps else nothing,
            remarks=undated_remarks(db, selection),
        )

    def _ends(self, filters: Filters, begin: bool) -> "EventList":
        from tracker.analysis.graph import graph_of
        from tracker.analysis.reach import first_causes, last_effects
        from tracker.model.event_answers import EventList
        from tracker.store import chronicle

        db, told = self._reading(), filters_in_words(filters)
        selection = selection_of(db, filters, happened=True)
        found = chronicle.load(db, selection)
        graph = graph_of(found)
        ends = (first_causes if begin else last_effects)(graph)
        alone = sum(not graph.degree(number) for number in graph)
        apart = f" {counted(alone, 'event')} stand{'s' * (alone == 1)} alone, without links."
        return EventList(
            ends,
            found.sources,
            conclusion=f"Here the recorded explanations {'begin' if begin else 'end'}{told}."
            f"{apart if alone else ''} {CAVEAT}"
            if ends
            else f"No two events are linked{told}.",
            remarks=undated_remarks(db, selection),
        )

    def _state(self, name: str | None) -> "Database":
        """The record that a file, a time, or nothing names."""
        from tracker.errors import NoDatabase
        from tracker.store import history
        from tracker.store.database import open_for_reading

        if name is None:
            return self._reading()
        if _is_file(name):
            if not Path(name).exists():
                raise NoDatabase(Path(name), "Name a file that is there, or a time.")
            return open_for_reading(Path(name), self.analyst)
        try:
            time = date_of(name)
        except InvalidInput:
            raise NotFound(
                "database", name, hint="Name a file, or a time such as yesterday."
            ) from None
        if time is None or time.latest is None:
            raise InvalidInput(f"{name} has no end; name a day or a moment.")
        return history.as_of(self._reading(), f"{time.latest.isoformat()}Z")


def _handle(records: "list[Database]", name: str) -> str:
    """The handle of an event of the newer record, or of one that only the older one has."""
    from tracker.store import events

    newer, older = records[1], records[0]
    try:
        return events.get(newer, events.resolve(newer, name)).handle
    except NotFound as unknown:
        try:
            return events.get(older, events.resolve(older, name)).handle
        except NotFound:
            raise unknown from None


def _is_file(name: str) -> bool:
    return Path(name).exists() or Path(name).suffix in (".db", ".sqlite")
