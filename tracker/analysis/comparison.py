"""Comparison of two states of a record: what differs in it, and which conclusions differ."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tracker.analysis.graph import Graph, event_at, graph_of
from tracker.analysis.paths import best_paths, count_paths, path_along
from tracker.analysis.reach import roots_of
from tracker.analysis.turning_points import always_passed
from tracker.model.answers.ask import RecordComparison
from tracker.model.chronicle import Chronicle
from tracker.model.comparison import Conclusion, Difference, Facts
from tracker.model.event import HAPPENED, Event
from tracker.model.event_fields import FIELDS, Field, Kind
from tracker.model.link import Link
from tracker.model.order import LEAST, OrderClaim, gap_text
from tracker.model.source import Citation, cited_in
from tracker.model.weighing import BY_DEFAULT, Weighing

SEPARATOR = ", "
# A handle names an event, its number is a record's own, and citations are compared apart.
COMPARED = frozenset(Kind) - {Kind.NUMBER, Kind.HANDLE, Kind.CITATIONS}


def compare_records(
    before: Chronicle,
    after: Chronicle,
    ends: tuple[str, str] | None = None,
    weighing: Weighing = BY_DEFAULT,
) -> RecordComparison:
    """Compare two records of one crisis, and what follows from them.

    Parameters
    ----------
    before, after : Chronicle
        Two databases, or two points in the history of one. Events are the same that have the
        same handle, links the same that have the same ends and claimant.
    ends : tuple of str, optional
        Handles of the two events for which conclusions are compared; by default the latest
        event that both records explain, and the earliest event to which both trace it back.

    weighing : Weighing
        Which claims of a link count for the conclusions.

    Returns
    -------
    RecordComparison
        What differs, and the conclusions of either, which are drawn from what happened.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> threat = EventType("threat", "Threat")
    >>> one, two = (Event(n, f"e-{n}", "", EventDate.parse("2016"), threat) for n in (1, 2))
    >>> old = Chronicle({1: one, 2: two}, (Link(1, 2, "enables", 0.5),))
    >>> new = Chronicle({1: one, 2: two}, (Link(1, 2, "enables", 0.8),))
    >>> found = compare_records(old, new)
    >>> [(each.about, each.before, each.after) for each in found.differences]
    [('e-1 → e-2, by analyst', {'likelihood': 0.5}, {'likelihood': 0.8})]
    >>> str(found.before.best.strength), str(found.after.best.strength)
    ('0.5', '0.8')
    """
    told = [_happened(record) for record in (before, after)]
    graphs = graph_of(told[0], weighing), graph_of(told[1], weighing)
    named = [{event.handle: event for event in record.events.values()} for record in told]
    ends = ends or _common_ends(graphs, named)
    both = (before, after)
    things = [_events(record) | _links(record) for record in both]
    shared = things[0].keys() & things[1].keys()
    differences = (
        *_differences("event", *map(_events, both)),
        *_differences("link", *map(_links, both)),
        *_differences("source", *map(_sources, both)),
        # What is cited for a thing comes and goes with it.
        *_differences("citation", *(_citations(record, shared) for record in both)),
        *_differences("order", *map(_orders, both)),
        *_differences("explanation", *map(_explanations, both)),
        *_differences("rating", *map(_ratings, both)),
    )
    if ends is None:
        return RecordComparison(differences, None, None, None, None)
    known = [{event.handle: event for event in record.events.values()} for record in both]
    first, last = (known[1].get(end) or known[0].get(end) for end in ends)
    concluded = [
        _conclusion(graph, *(events[end].id if end in events else None for end in ends))
        for graph, events in zip(graphs, named, strict=True)
    ]
    concluded[1] = _kept_in_ties(graphs[1], named[1], *concluded)
    return RecordComparison(differences, first, last, *concluded)


def _happened(chronicle: Chronicle) -> Chronicle:
    events = {n: event for n, event in chronicle.events.items() if event.status in HAPPENED}
    return replace(chronicle, events=events)


def _conclusion(graph: "Graph[int]", first: int | None, last: int | None) -> Conclusion:
    if first is None or last is None or first == last:
        return Conclusion(0, None, (), ())
    between = [
        event_at(graph, number)
        for number in always_passed(graph, [first], last)
        if number not in (first, last)
    ]
    return Conclusion(
        count_paths(graph, first, last),
        next(best_paths(graph, first, last), None),
        tuple(between),
        tuple(event for event in between if event.avoidable),
    )


def _kept_in_ties(
    graph: "Graph[int]", named: Mapping[str, Event], before: Conclusion, after: Conclusion
) -> Conclusion:
    """The later conclusion, with the chain of the earlier one where they tie.

    Which of equals comes first hangs on numbers that two records need not share.
    """
    if before.best is None or after.best is None:
        return after
    chain = [named[event.handle].id for event in before.best.events if event.handle in named]
    if len(chain) < len(before.best.events) or not all(map(graph.has_edge, chain, chain[1:])):
        return after
    same = path_along(graph, tuple(chain))
    return replace(after, best=same) if same.ranking >= after.best.ranking - 1e-9 else after


def _common_ends(
    graphs: tuple["Graph[int]", "Graph[int]"], named: list[dict[str, Event]]
) -> tuple[str, str] | None:
    both = named[0].keys() & named[1].keys()
    for number in reversed(list(graphs[1])):
        handle = event_at(graphs[1], number).handle
        if handle not in both:
            continue
        roots = [
            [event_at(graph, root).handle for root in roots_of(graph, events[handle].id)]
            for graph, events in zip(graphs, named, strict=True)
        ]
        shared = [root for root in roots[1] if root in roots[0]]
        if shared:
            return shared[0], handle
    return None


def _differences(
    kind: str, before: Mapping[str, Facts], after: Mapping[str, Facts]
) -> Iterator[Difference]:
    for about in dict.fromkeys((*before, *after)):
        old, new = before.get(about), after.get(about)
        if old is None and new is not None:
            yield Difference(kind, about, "added", {}, _given(new))
        elif new is None and old is not None:
            yield Difference(kind, about, "removed", _given(old), {})
        elif old is not None and new is not None and old != new:
            differing = [key for key in new if old[key] != new[key]]
            yield Difference(
                kind, about, "changed",
                {key: old[key] for key in differing}, {key: new[key] for key in differing},
            )  # fmt: skip


def _given(facts: Facts) -> Facts:
    """The filled fields of a thing; an intensity of 0 is one, an empty place is not."""
    return {
        key: value for key, value in facts.items() if value is not False and value not in ("", None)
    }


def _events(chronicle: Chronicle) -> dict[str, Facts]:
    return {
        event.handle: {
            field.name: _fact(field, event) for field in FIELDS if field.kind in COMPARED
        }
        for event in chronicle.events.values()
    }


def _fact(field: Field, event: Event) -> Any:
    """The value of a field as a difference names it: a text, a number or a mark."""
    if field.kind is Kind.INTENSITY:
        return event.intensity
    return (
        getattr(event, field.name)
        if field.kind is Kind.FLAG
        else SEPARATOR.join(field.in_words(event))
    )


def _links(chronicle: Chronicle) -> dict[str, Facts]:
    return {
        _of_link(link, chronicle): {
            "relation": link.relation,
            "likelihood": link.words if link.in_words else link.likelihood,
            "denied": link.denied,
            "needed": link.needed,
            "because": link.because,
        }
        for link in (*chronicle.links, *chronicle.denials)
    }


def _sources(chronicle: Chronicle) -> dict[str, Facts]:
    return {
        code: {
            "reliability": source.reliability or "",
            "published": source.published or "",
            "relays": ", ".join(source.relays),
        }
        for code, source in chronicle.sources.items()
    }


def _citations(chronicle: Chronicle, things: Collection[str]) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    cited: Iterable[tuple[str, tuple[Citation, ...]]] = (
        *((event.handle, event.citations) for event in chronicle.events.values()),
        *((_of_link(k, chronicle), k.citations) for k in (*chronicle.links, *chronicle.denials)),
    )
    for what, citations in cited:
        for citation in citations if what in things else ():
            field = f", for its {citation.supports}" if citation.supports else ""
            about = f"{citation.source} for {what}{field}"
            found[about] = {
                "credibility": citation.credibility,
                "locator": citation.locator or "",
                "test": citation.test_in_words,
            }
    return found


def _orders(chronicle: Chronicle) -> dict[str, Facts]:
    return {
        f"{_handle(order.before, chronicle)} before {_handle(order.after, chronicle)}"
        f"{_gap_in_words(order)}": {"sources": SEPARATOR.join(cited_in(order.citations))}
        for order in chronicle.orders
    }


def _gap_in_words(order: OrderClaim) -> str:
    least = f", by at least {gap_text(order.at_least)}" if order.at_least > LEAST else ""
    return least + (f", within {gap_text(order.within)}" if order.within is not None else "")


def _explanations(chronicle: Chronicle) -> dict[str, Facts]:
    """The rival explanations that the analyst named, of events that are told of."""
    return {
        f"{rival.name} of {chronicle.events[rival.event].handle}": {
            "links": SEPARATOR.join(
                f"{_handle(cause, chronicle)} → {_handle(effect, chronicle)}"
                for cause, effect in rival.links
            )
        }
        for rival in chronicle.rivals
        if rival.event in chronicle.events
    }


def _ratings(chronicle: Chronicle) -> dict[str, Facts]:
    """The cells that are rated, by source, place in it, and explanation."""
    return {
        f"{each.source}{f', {each.locator}' if each.locator else ''} for {each.explanation} of "
        f"{chronicle.events[each.event].handle}": {"rating": each.rating}
        for each in chronicle.ratings
        if each.event in chronicle.events
    }


def _handle(number: int, chronicle: Chronicle) -> str:
    """The handle of an event; its number where a filter has left it out."""
    event = chronicle.events.get(number)
    return event.handle if event else f"event {number}"


def _of_link(link: Link, chronicle: Chronicle) -> str:
    causes = " and ".join(sorted(chronicle.events[cause].handle for cause in link.causes))
    return f"{causes} → {chronicle.events[link.effect].handle}, by {link.claimed_by}"
