"""Questions about the chains from one event to another: the best, turning points, off-ramps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Unpack

from tracker.desk.ask.question import CAVEAT, Question, no_chain_remarks, question_between
from tracker.desk.filters import undated_remarks
from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName, choice_of, count_of
from tracker.errors import InvalidInput
from tracker.model.names import names_of
from tracker.model.numbers import counted, roughly
from tracker.model.selection import By, QuestionFilters

if TYPE_CHECKING:
    from tracker.analysis.graph import Graph
    from tracker.model.answers.ask import OffRamps, Paths, TurningPoints


class Chains(OpenRecord):
    """The chains of links from one event to another."""

    def paths(
        self,
        first: EventName,
        last: EventName,
        *,
        k: int = 5,
        by: By | str = By.STRENGTH,
        via: EventName | Iterable[EventName] = (),
        avoid: EventName | Iterable[EventName] = (),
        within: timedelta | str | None = None,
        **filters: Unpack[QuestionFilters],
    ) -> Paths:
        """The `k` best chains of links from one event to another."""
        from tracker.analysis.graph import graph_of
        from tracker.analysis.paths import best_paths, count_paths, path_along
        from tracker.model.answers.ask import Paths
        from tracker.store import chronicle

        order, most = choice_of(By, by, "order of chains"), count_of(k, "k")
        asked = question_between(self._reading(), first, last, filters, outline=True)
        graph = _narrowed(asked, via, avoid, within)
        there = {asked.first, asked.last} <= graph.nodes
        total = count_paths(graph, asked.first, asked.last) if there else 0
        best = best_paths(graph, asked.first, asked.last, order) if there else iter(())
        found = [tuple(event.id for event in chain.events) for chain in islice(best, most)]
        numbers = {number for chain in found for number in chain}
        shown = chronicle.load_events(asked.db, numbers, asked.selection)
        whole = graph_of(shown, asked.selection.weighing)
        narrowed = [
            f"--{name}"
            for name, value in (("via", via), ("avoid", avoid), ("within", within))
            if value
        ]
        few = "The only chain" if total == 1 else f"{len(found)} of {roughly(total)} chains"
        if found:
            remarks: tuple[str, ...] = ()
        elif narrowed and asked.is_linked:
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
            conclusion=f"{few}{asked.filters}. {CAVEAT}" if found else "",
            remarks=(*remarks, *undated_remarks(asked.db, asked.selection)),
        )

    def count_paths(
        self,
        first: EventName,
        last: EventName,
        *,
        via: EventName | Iterable[EventName] = (),
        avoid: EventName | Iterable[EventName] = (),
        within: timedelta | str | None = None,
        **filters: Unpack[QuestionFilters],
    ) -> int:
        """The number of chains from one event to another, exact however many digits it has."""
        from tracker.analysis.paths import count_paths

        asked = question_between(self._reading(), first, last, filters, outline=True)
        graph = _narrowed(asked, via, avoid, within)
        there = {asked.first, asked.last} <= graph.nodes
        return count_paths(graph, asked.first, asked.last) if there else 0

    def turning_points(
        self, first: EventName, last: EventName, *, k: int = 20, **filters: Unpack[QuestionFilters]
    ) -> TurningPoints:
        """The events that chains from one event to another pass, the `k` weightiest of them."""
        from tracker.analysis.turning_points import at_even_odds, turning_points
        from tracker.store import cone

        asked = question_between(self._reading(), first, last, filters, outline=True)
        leaving = cone.leaving(asked.db, asked.between.events.keys(), asked.last, asked.selection)
        graph = asked.graph
        found = turning_points(graph, asked.first, asked.last, leaving)
        likely = turning_points(at_even_odds(graph), asked.first, asked.last, leaving)
        if not found.total:
            return replace(found, remarks=no_chain_remarks(asked))
        weightiest = sorted(found.passages, key=lambda each: (-each.share, -each.strength_share))
        chosen = {each.event.id for each in weightiest[: count_of(k, "k")]}
        start, end = (asked.between.events[number] for number in (asked.first, asked.last))
        sentence = _no_return(found, end.title)
        if differs := _differs_at_even_odds(found, likely):
            sentence = f"{sentence} {differs}"
        chains = counted(found.total, "chain")
        verb = "leads" if found.total == 1 else "lead"
        conclusion = (
            f"{chains} {verb} from {start.title} to {end.title}{asked.filters}. {sentence} {CAVEAT}"
        )
        return replace(
            found,
            passages=tuple(each for each in found.passages if each.event.id in chosen),
            conclusion=conclusion if chosen else f"Nothing lies between the two.\n{conclusion}",
            remarks=undated_remarks(asked.db, asked.selection),
        )

    def offramps(
        self,
        first: EventName,
        last: EventName,
        *,
        by_events: bool = False,
        anything: bool = False,
        k: int = 5,
        **filters: Unpack[QuestionFilters],
    ) -> OffRamps:
        """The likeliest sets of links, or of events, whose absence would have cut every chain.

        Where events between the two are marked avoidable, only those count, unless `anything`.
        """
        from tracker.analysis.graph import graph_of
        from tracker.analysis.offramps import first_few, off_ramps
        from tracker.model.answers.ask import OffRamps
        from tracker.store import chronicle

        asked = question_between(self._reading(), first, last, filters, outline=True)
        between = asked.between
        # What leads to A is no part of a chain from it, so a mark on A itself says nothing here.
        ends = {asked.first, asked.last} if by_events else {asked.first}
        marked = {n for n, event in between.events.items() if event.avoidable and n not in ends}
        avoidable = marked if marked and not anything else None
        ramps = off_ramps(graph_of(between), asked.first, asked.last, by_events, avoidable)
        found, more = first_few(ramps, count_of(k, "k"))
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
                f"Without this every recorded chain is cut{asked.filters}; by itself it was "
                f"{found[0].likelihood:.2g} likely to fail, if links fail independently.{tie}"
                f"{only} {CAVEAT}"
            )
        return OffRamps(
            found,
            by_events,
            chronicle.load_events(asked.db, cut, asked.selection),
            conclusion=conclusion,
            remarks=(*remarks, *undated_remarks(asked.db, asked.selection)),
        )


def _narrowed(
    asked: Question,
    via: EventName | Iterable[EventName],
    avoid: EventName | Iterable[EventName],
    within: timedelta | str | None,
) -> Graph[int]:
    """The graph of the chains that pass, and do not pass, what is named."""
    from tracker.analysis.subgraphs import chain_subgraph
    from tracker.model.order import parse_gap
    from tracker.store import events

    db = asked.db
    passed, avoided = ({events.resolve(db, name) for name in names_of(names)}
                       for names in (via, avoid))  # fmt: skip
    ends = {asked.first, asked.last}
    if clash := avoided & (passed | ends):
        number = clash.pop()
        what = "an end of the chains" if number in ends else "to be passed (--via)"
        handle = events.get(db, number).handle
        raise InvalidInput(f"{handle} cannot be avoided: it is {what}; leave out one of the two.")
    graph = asked.graph
    if not passed <= asked.between.events.keys():
        graph.clear()  # what is not between the two is on no chain
        return graph
    gap = parse_gap(within) if isinstance(within, str) else within
    return chain_subgraph(graph, asked.first, asked.last, passed, avoided, gap)


def _no_return(found: TurningPoints, end: str) -> str:
    """The point of no return as a sentence, or that there is none."""
    point = found.point_of_no_return
    if point is None:
        return (
            f"Before {end} itself, there is no point of no return: recorded chains lead "
            "elsewhere, too."
        )
    rests = ", on the strength of a link below even odds" if found.point_below_even else ""
    return (
        f"The point of no return is {point.title}{rests}: every chain passes it, and no way out "
        "is recorded after it."
    )


def _differs_at_even_odds(found: TurningPoints, likely: TurningPoints) -> str:
    """What is otherwise if only links at even odds or more count, as a sentence; else nothing."""
    if not likely.total:
        return "Each chain has a link below even odds; without those links there is none."
    point = likely.point_of_no_return
    said = []
    if point != found.point_of_no_return:
        said.append(
            f"the point of no return is {point.title}"
            if point
            else "there is no point of no return"
        )
    before = {each.event.id for each in found.passages if each.always}
    more = [
        each.event.title for each in likely.passages if each.always and each.event.id not in before
    ]
    if more:
        said.append(f"every chain also passes {', '.join(more)}")
    if not said:
        return ""
    return f"With only the links at even odds or more ({counted(likely.total, 'chain')}) " + (
        f"{' and '.join(said)}."
    )
