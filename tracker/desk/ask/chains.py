"""Questions about the chains from one event to another: the best, turning points, off-ramps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Unpack

from tracker.desk.ask.question import CAVEAT, Question, no_chain_remarks, question_between
from tracker.desk.filters import omissions
from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName, choice_of, count_of
from tracker.errors import InvalidInput
from tracker.model.names import names_of
from tracker.model.numbers import counted, roughly
from tracker.model.selection import By, QuestionFilters

if TYPE_CHECKING:
    from tracker.analysis.graph import Graph
    from tracker.model.answers.ask import OffRamps, Paths, TurningPoints
    from tracker.model.bands import Band
    from tracker.model.chains import Beside, OffRamp


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
            remarks=(*remarks, *omissions(asked.db, asked.selection, linked=True)),
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
        from tracker.analysis.turning_points import (
            at_even_odds,
            needed_besides,
            turning_points,
            ways_out,
        )
        from tracker.store import cone

        asked = question_between(self._reading(), first, last, filters, outline=True)
        leaving = cone.leaving(asked.db, asked.between.events.keys(), asked.last, asked.selection)
        graph, ends = asked.graph, (asked.first, asked.last)
        likelier = at_even_odds(graph)
        found = turning_points(graph, *ends, leaving | ways_out(graph, *ends))
        likely = turning_points(likelier, *ends, leaving | ways_out(likelier, *ends))
        if not found.total:
            return replace(found, remarks=no_chain_remarks(asked))
        weightiest = sorted(found.passages, key=lambda each: (-each.share, -each.strength_share))
        chosen = {each.event.id for each in weightiest[: count_of(k, "k")]}
        start, end = (asked.between.events[number] for number in (asked.first, asked.last))
        sentence = _no_return(found, end.told)
        if differs := _differs_at_even_odds(found, likely):
            sentence = f"{sentence} {differs}"
        beside = needed_besides(asked.between, asked.first, asked.last, asked.selection.weighing)
        if beside:
            sentence = f"{sentence} {_beside_in_words(beside)}"
        chains = counted(found.total, "chain")
        verb = "leads" if found.total == 1 else "lead"
        conclusion = (
            f"{chains} {verb} from {start.told} to {end.told}{asked.filters}. {sentence} {CAVEAT}"
        )
        return replace(
            found,
            passages=tuple(each for each in found.passages if each.event.id in chosen),
            beside=beside,
            conclusion=conclusion if chosen else f"Nothing lies between the two.\n{conclusion}",
            remarks=omissions(asked.db, asked.selection, linked=True),
        )

    def offramps(
        self,
        first: EventName,
        last: EventName,
        *,
        anything: bool = False,
        k: int = 5,
        **filters: Unpack[QuestionFilters],
    ) -> OffRamps:
        """The avoidable events without which the one would less likely have led to the other.

        Only what is marked avoidable counts, unless `anything`.
        """
        from tracker.analysis.offramps import (
            MOST_PAIRED,
            MOST_SINGLE,
            candidates,
            likelihood_without,
            off_ramps,
        )
        from tracker.model.answers.ask import OffRamps
        from tracker.model.bands import Band
        from tracker.store import cone

        asked = question_between(self._reading(), first, last, filters, outline=True)
        most = count_of(k, "k")
        undated = omissions(asked.db, asked.selection, linked=True)
        if not asked.is_linked:
            return OffRamps((), None, remarks=(*no_chain_remarks(asked), *undated))
        between, ends = asked.between, (asked.first, asked.last)
        explained: Collection[int] = ()
        if any(link.partners or link.needed for link in between.links):
            explained = cone.entered(asked.db, between.events.keys(), asked.selection)
        without = likelihood_without(between, *ends, asked.selection.weighing, explained)
        low, middle, high = without(())
        before = Band(min(low, middle), max(middle, high))
        marked = [n for n, event in between.events.items() if event.avoidable or anything]
        looked = candidates(asked.graph, *ends, marked)
        if not looked:
            return OffRamps(
                (), before, middle, remarks=(_none_avoidable(asked, anything), *undated)
            )
        found = off_ramps(asked.graph, *ends, looked, without, most)
        limits = []
        if len(looked) > MOST_SINGLE:
            limits.append(
                f"Of {counted(len(looked), 'event')} the {MOST_SINGLE} were looked at that the "
                "strongest chains pass."
            )
        if len(looked) > MOST_PAIRED:
            limits.append(f"Pairs are of the {MOST_PAIRED} events that the strongest chains pass.")
        title = between.events[asked.last].told
        return OffRamps(
            found,
            before,
            middle,
            introduction=_best_off_ramp(found, before, title),
            conclusion=f"By how far the likelihood falls that the one led to the other "
            f"({before} with all){asked.filters}, at the midpoints of the bands, if claims "
            f"hold independently. "
            f"{'' if anything else 'Only what is marked avoidable counts; --any lifts that. '}"
            f"{CAVEAT}",
            remarks=(*limits, *undated),
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
    from tracker.store.references import resolve

    db = asked.db
    passed, avoided = ({resolve(db, name) for name in names_of(names)}
                       for names in (via, avoid))  # fmt: skip
    ends = {asked.first, asked.last}
    if clash := avoided & (passed | ends):
        number = clash.pop()
        what = "an end of the chains" if number in ends else "to be passed (--via)"
        handle = events.get(db, number).handle
        raise InvalidInput(f"{handle} cannot be avoided: it is {what}; leave out one of the two.")
    graph = asked.graph
    if not passed <= asked.between.events.keys():
        return type(graph)()  # what is not between the two is on no chain
    gap = parse_gap(within) if isinstance(within, str) else within
    return chain_subgraph(graph, asked.first, asked.last, passed, avoided, gap)


def _beside_in_words(beside: tuple[Beside, ...]) -> str:
    """What chains need besides the events they pass, as sentences."""
    said = []
    for kind, words in (
        ("joint", "Of joint causes on them each is a part"),
        ("needed", "Needed for what lies on them"),
    ):
        if titles := dict.fromkeys(each.event.told for each in beside if getattr(each, kind)):
            said.append(f"{words}: {'; '.join(titles)}.")
    return " ".join(said)


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
        f"The point of no return is {point.told}{rests}: every chain passes it, and no way out "
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
            f"the point of no return is {point.told}" if point else "there is no point of no return"
        )
    before = {each.event.id for each in found.passages if each.always}
    more = [
        each.event.told for each in likely.passages if each.always and each.event.id not in before
    ]
    if more:
        said.append(f"every chain also passes {', '.join(more)}")
    if not said:
        return ""
    return f"With only the links at even odds or more ({counted(likely.total, 'chain')}) " + (
        f"{' and '.join(said)}."
    )


def _none_avoidable(asked: Question, anything: bool) -> str:
    """Why there is no event to do without."""
    first, last = (asked.between.events[number].handle for number in (asked.first, asked.last))
    if anything:
        return f"Nothing lies between {first} and {last}: the one is linked to the other directly."
    return (
        f"Nothing between {first} and {last} is marked avoidable; `tracker edit EVENT --avoidable` "
        "marks an event, and --any counts them all."
    )


def _best_off_ramp(found: Sequence[OffRamp], before: Band, end: str) -> str:
    """The off-ramp to name first, in a sentence."""
    closing = [ramp for ramp in found if ramp.closes]
    best = closing or [ramp for ramp in found if ramp.rank == 1]
    if best[0].rank > 1:
        best = [ramp for ramp in best if ramp.rank == best[0].rank]
    named = "; or ".join(" and ".join(event.told for event in ramp.events) for ramp in best[:3])
    more = f"; or {len(best) - 3} more" if len(best) > 3 else ""
    if closing:
        return f"Closes every recorded way to {end}: {named}{more}."
    return f"Makes {end} least likely: without {named}{more} {best[0].without}, not {before}."
