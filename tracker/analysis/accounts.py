"""Accounts of several claimants compared: links shared, held by one side, contradicted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tracker.analysis.graph import Graph, graph_of
from tracker.analysis.paths import strongest_from
from tracker.analysis.reach import roots_of
from tracker.analysis.turning_points import always_passed
from tracker.model.accounts import EventStanding, Explanation, LinkStanding, Rivalry
from tracker.model.answers.ask import AccountComparison
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.link import Link
from tracker.model.weighing import BY_DEFAULT, Weighing


def compare_accounts(
    chronicle: Chronicle,
    accounts: Sequence[str],
    explained: int | None = None,
    weighing: Weighing = BY_DEFAULT,
) -> AccountComparison:
    """Compare what several claimants say led to what.

    Parameters
    ----------
    chronicle : Chronicle
        Events with the links and denials of everybody.
    accounts : sequence of str
        Codes of the claimants, two or more.
    explained : int, optional
        Number of the event whose root causes, strongest chain and turning points are compared;
        by default the one that most accounts explain, and of those the latest.
    weighing : Weighing
        Which links count as causes in an explanation.

    Returns
    -------
    AccountComparison
        Links shared, held by one and contradicted, and what follows from them.

    Raises
    ------
    KeyError
        If the event to explain is not in the chronicle.

    Notes
    -----
    The graph of an account has the links it claims and no others; what it denies is no edge, and no
    link of it leads from or to an event of which it denies that it happened.
    Turning points are the dominators (Prosser 1959) of the event in the graph of its causes, from
    a root put before all events that the account explains by nothing.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> day, kind = EventDate.parse("2016-10-03"), EventType("t", "T")
    >>> events = {number: Event(number, f"e{number}", "E", day, kind) for number in (1, 2, 3)}
    >>> links = (Link(1, 3, "enables", 0.5, "A"), Link(2, 3, "enables", 0.5, "B"))
    >>> chronicle = Chronicle(events=events, links=links)
    >>> found = compare_accounts(chronicle, ["A", "B"])
    >>> [str(link.standing) for link in found.links], len(found.rivalries)
    (['one side only', 'one side only'], 1)
    """
    order = {number: place for place, number in enumerate(chronicle.events)}
    if explained is not None and explained not in order:
        raise KeyError(explained)
    records = {account: _account_of(chronicle, account) for account in accounts}
    graphs = {account: graph_of(records[account], weighing) for account in accounts}
    if explained is None:
        explained = _most_explained(graphs, order)
    return AccountComparison(
        tuple(accounts),
        _standings(chronicle, accounts, order),
        _rivalries(chronicle, graphs, order),
        None if explained is None else chronicle.events[explained],
        ()
        if explained is None
        else tuple(_explanation(records[each], graphs[each], each, explained) for each in accounts),
        chronicle,
        _happenings(chronicle, accounts),
    )


def _account_of(chronicle: Chronicle, account: str) -> Chronicle:
    denied = {
        number
        for number, event in chronicle.events.items()
        if any(claim.denied and claim.claimed_by == account for claim in event.claims)
    }
    return replace(
        chronicle,
        links=tuple(
            link
            for link in chronicle.links
            if link.claimed_by == account and denied.isdisjoint((link.cause, link.effect))
        ),
        denials=tuple(link for link in chronicle.denials if link.claimed_by == account),
    )


def _happenings(chronicle: Chronicle, accounts: Sequence[str]) -> tuple[EventStanding, ...]:
    """The events of which one of the accounts says that they happened, or denies it."""
    found = []
    for event in chronicle.events.values():
        said = {claim.claimed_by: claim for claim in event.claims}
        if own := tuple(said[account] for account in accounts if account in said):
            found.append(EventStanding(event, own))
    return tuple(found)


def _standings(
    chronicle: Chronicle, accounts: Sequence[str], order: Mapping[int, int]
) -> tuple[LinkStanding, ...]:
    claimed: dict[tuple[int, int], list[Link]] = {}
    for account in accounts:
        for link in (*chronicle.links, *chronicle.denials):
            if link.claimed_by == account and {link.cause, link.effect} <= order.keys():
                claimed.setdefault((link.cause, link.effect), []).append(link)
    return tuple(
        LinkStanding(
            chronicle.events[cause],
            chronicle.events[effect],
            tuple(link for link in links if not link.denied),
            tuple(link for link in links if link.denied),
        )
        for (cause, effect), links in sorted(
            claimed.items(), key=lambda item: (order[item[0][1]], order[item[0][0]])
        )
    )


def _rivalries(
    chronicle: Chronicle, graphs: Mapping[str, "Graph[int]"], order: Mapping[int, int]
) -> tuple[Rivalry, ...]:
    found = []
    for number, event in chronicle.events.items():
        causes = {
            account: set(graph.predecessors(number))
            for account, graph in graphs.items()
            if graph.in_degree(number)
        }
        if any(one.isdisjoint(other) for one in causes.values() for other in causes.values()):
            ordered = {
                account: tuple(chronicle.events[n] for n in sorted(numbers, key=order.__getitem__))
                for account, numbers in causes.items()
            }
            found.append(Rivalry(event, ordered))
    return tuple(found)


def _most_explained(graphs: Mapping[str, "Graph[int]"], order: Mapping[int, int]) -> int | None:
    often = {
        number: sum(graph.in_degree(number) > 0 for graph in graphs.values()) for number in order
    }
    explained = [number for number, times in often.items() if times]
    return max(explained, key=lambda n: (often[n], order[n]), default=None)


def _explanation(
    record: Chronicle, graph: "Graph[int]", account: str, explained: int
) -> Explanation:
    roots = roots_of(graph, explained)
    passed = set(always_passed(graph, roots, explained)) - {explained}
    return Explanation(
        account,
        _in_time(record, roots),
        strongest_from(graph, roots, explained),
        _in_time(record, passed),
    )


def _in_time(chronicle: Chronicle, numbers: Collection[int]) -> tuple[Event, ...]:
    return tuple(event for number, event in chronicle.events.items() if number in numbers)
