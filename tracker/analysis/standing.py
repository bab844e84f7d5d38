"""Events that no longer stand when others are taken away, and averted ones possible again."""

from collections.abc import Collection, Mapping

from tracker.analysis.graph import graph_of, weighed_claims
from tracker.analysis.reliability import CausalClaim, CausalGraph
from tracker.model.actor import ANALYST
from tracker.model.chronicle import Chronicle
from tracker.model.doubts import Fallen
from tracker.model.link import Link
from tracker.model.weighing import AVERTS, BY_DEFAULT, Weighed, Weighing

Claims = Mapping[tuple[frozenset[int], int], Weighed]


def standing_after(
    chronicle: Chronicle,
    left: Chronicle,
    weighing: Weighing = BY_DEFAULT,
) -> tuple[frozenset[int], dict[int, Fallen]]:
    """Find the events that stand when some events and claims are taken away.

    Parameters
    ----------
    chronicle : Chronicle
        The record as it is.
    left : Chronicle
        The same without the events and the links that are taken away.
    weighing : Weighing
        Which claims count; those that do are taken as certain.

    Returns
    -------
    tuple of frozenset of int and dict of int to Fallen
        The numbers of the events that stand; and the others of `left` by their numbers, in order
        of time, with the causes they needed that are gone.

    Notes
    -----
    An event without recorded causes stands unless it is taken away. Another stands while at least
    one of its claims stands with all its members, and none of its needed causes is gone. A claim
    that is taken away explains nothing any more, and its causes are not needed for it.

    Examples
    --------
    >>> ends = [(1, 3), (2, 3)]
    >>> links = tuple(Link(*each, "enables", 0.9, needed=each == (1, 3)) for each in ends)
    >>> chronicle = Chronicle(dict.fromkeys([1, 2, 3]), links)
    >>> standing, fallen = standing_after(chronicle, Chronicle(dict.fromkeys([2, 3]), links))
    >>> sorted(standing), list(fallen)
    ([2], [3])
    """
    before = weighed_claims(chronicle, weighing)
    # Without events to look at, what is left of the claims is weighed by itself.
    kept = weighed_claims(Chronicle(chronicle.events, left.links, denials=left.denials), weighing)
    claims = {
        key: CausalClaim(found.link.causes, key[1], (1.0,), found.needed)
        for key, found in before.items()
    }
    order = tuple(graph_of(chronicle, weighing))
    gone = set(chronicle.events) - set(left.events)
    # What is left without any claim it once had is not explained by nothing: it falls.
    had, has = ({effect for _, effect in each} for each in (before, kept))
    graph = CausalGraph(order, tuple(claim for key, claim in claims.items() if key in kept))
    standing = graph.standing(gone | (had - has))
    needed: dict[int, dict[int, None]] = {}
    for claim in graph.claims:
        if claim.needed:
            missing = (cause for cause in claim.causes if cause not in standing)
            needed.setdefault(claim.effect, {}).update(dict.fromkeys(missing))
    fallen = {
        number: Fallen(event, tuple(chronicle.events[cause] for cause in needed.get(number, ())))
        for number, event in left.events.items()
        if number not in standing
    }
    return standing, fallen


def possible_again(
    around: Chronicle,
    left: Collection[Link],
    standing: Collection[int],
    weighing: Weighing = BY_DEFAULT,
) -> tuple[int, ...]:
    """Find the averted events that would be possible again.

    Parameters
    ----------
    around : Chronicle
        The events that happened and those that were averted, with the links among them.
    left : collection of Link
        The links that are not taken away.
    standing : collection of int
        Numbers of the events that stand.
    weighing : Weighing
        Which claims count.

    Returns
    -------
    tuple of int
        Numbers of events, in order of time: every claim that averted one has lost a member, or is
        taken away itself, and its own claims stand.

    Examples
    --------
    >>> averts = Link(1, 2, "averts", 0.9)
    >>> around = Chronicle(dict.fromkeys([1, 2]), (averts,))
    >>> possible_again(around, [averts], {1}), possible_again(around, [averts], ())
    ((), (2,))
    """
    averting: dict[int, list[Link]] = {}
    for link in around.links:
        if link.relation == AVERTS and not _is_denied(link, around.denials):
            averting.setdefault(link.effect, []).append(link)
    stand, kept = set(standing), set(left)
    own: dict[int, list[tuple[frozenset[int], Weighed]]] = {}
    for (causes, effect), found in weighed_claims(around, weighing).items():
        if effect in averting:
            own.setdefault(effect, []).append((causes, found))
    found_again = []
    for number in around.events:
        if number not in averting:
            continue
        held = any(link in kept and stand.issuperset(link.causes) for link in averting[number])
        claims = own.get(number, [])
        explained = not claims or any(stand >= causes for causes, _ in claims)
        missed = any(found.needed and not stand >= causes for causes, found in claims)
        if not held and explained and not missed:
            found_again.append(number)
    return tuple(found_again)


def _is_denied(link: Link, denials: Collection[Link]) -> bool:
    """Whether the analyst denies that something averted an event."""
    return any(
        denial.claimed_by == ANALYST
        and denial.effect == link.effect
        and denial.relation == AVERTS
        and set(denial.causes) == set(link.causes)
        for denial in denials
    )
