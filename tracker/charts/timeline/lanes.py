"""The lanes of a timeline: events grouped by actor, type, place or account, and put in order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.event_fields import label_field
from tracker.model.parts import rolled_up
from tracker.model.timeline_options import LanesBy

MOST_LANES = 10
MOST_TRIED = 7
OTHERS = "others"  # lanes that are joined
NO_LABEL = "no label"


# Where events stand of which that is not known.
UNKNOWN = {
    LanesBy.ACTOR: "unattributed",
    LanesBy.TYPE: "not coded",
    LanesBy.PLACE: "no place",
    LanesBy.ACCOUNT: "no account",
}


@dataclass(frozen=True)
class Lane:
    """Events that stand beside one name, in order of time."""

    name: str
    events: tuple[Event, ...]


def lanes_of(
    chronicle: Chronicle,
    by: LanesBy | str = LanesBy.ACTOR,
    numbers: Mapping[int, int] | None = None,
) -> tuple[Lane, ...]:
    """Part the events of a chronicle into lanes, from the uppermost to the lowest.

    Parameters
    ----------
    chronicle : Chronicle
        The events and links.
    by : LanesBy or str, optional
        Whoever an event is by, a part as its whole, so that a joint act stands in the lane of
        each; its type; its place; a label, such as a tag, by the name it has as a filter, where an
        event stands in the lane of each; or the accounts. The lane of an account has the events
        that the claimant
        links, so that an event which several claimants explain stands in the lane of each.
    numbers : mapping of int to int, optional
        How many events one of them stands for, where it is not one.

    Returns
    -------
    tuple of Lane
        At most ten; the least busy ones are joined as ``others``.

    Notes
    -----
    The order makes arrows short: all are tried up to seven lanes, beyond that lanes are exchanged,
    from the busiest first, as long as that shortens them; ``others`` come last.

    Examples
    --------
    >>> lanes_of(Chronicle())
    ()
    """
    found: dict[str, list[Event]] = {}
    names = _names_of(chronicle, by)
    for event in chronicle.events.values():
        for name in names(event) or (UNKNOWN[by] if isinstance(by, LanesBy) else NO_LABEL,):
            found.setdefault(name, []).append(event)
    counts = {
        name: sum((numbers or {}).get(event.id, 1) for event in own) for name, own in found.items()
    }
    order = sorted(found, key=lambda name: (-counts[name], name))
    if len(order) > MOST_LANES:
        kept, rest = order[: MOST_LANES - 1], order[MOST_LANES - 1 :]
        joined = {event.id: event for name in rest for event in found[name]}
        found[OTHERS] = [event for number, event in chronicle.events.items() if number in joined]
        order = [*kept, OTHERS]
    if by is not LanesBy.ACCOUNT:  # there no arrow leaves its lane
        rest = [name for name in order if name == OTHERS]
        order = [name for name in _shortest(order, found, chronicle, names) if name not in rest]
        order += rest  # who is no one in particular comes last
    return tuple(Lane(name, tuple(found[name])) for name in order)


NamesOf = Callable[[Event], tuple[str, ...]]
"""The names of the lanes in which an event stands, its own lane first."""


def home_lanes(lanes: Sequence[Lane], chronicle: Chronicle, by: LanesBy | str) -> dict[int, int]:
    """Find the lane of each event in which it has its label, and where its arrows end.

    Parameters
    ----------
    lanes : sequence of Lane
        As `lanes_of` parts them.
    chronicle : Chronicle
        What they were made of.
    by : LanesBy or str
        What a lane stands for.

    Returns
    -------
    dict of int to int
        For the number of an event the place of its lane: that of whoever is named first. Where
        lanes are accounts or labels, an event belongs to each of its lanes, and none is named.

    Examples
    --------
    >>> home_lanes((), Chronicle(), LanesBy.ACTOR)
    {}
    """
    return _homes(lanes, _by_actor(chronicle)) if by is LanesBy.ACTOR else {}


def _homes(lanes: Sequence[Lane], names: NamesOf) -> dict[int, int]:
    """For each event the place of the lane of its first name, else of the first that has it."""
    found: dict[int, int] = {}
    for place, lane in enumerate(lanes):
        for event in lane.events:
            own = names(event)
            if event.id not in found or (own and own[0] == lane.name):
                found[event.id] = place
    return found


def _names_of(chronicle: Chronicle, by: LanesBy | str) -> NamesOf:
    if by is LanesBy.ACCOUNT:
        return _by_account(chronicle)
    if by is LanesBy.ACTOR:
        return _by_actor(chronicle)
    return NAMES[by] if isinstance(by, LanesBy) else _by_label(by)


def _by_actor(chronicle: Chronicle) -> NamesOf:
    """The names of those who act, each part as its whole."""
    counted = rolled_up(chronicle).events
    return lambda event: tuple(dict.fromkeys(actor.name for actor in counted[event.id].by))


def _by_type(event: Event) -> tuple[str, ...]:
    return (event.type.label,)


def _by_place(event: Event) -> tuple[str, ...]:
    return (event.place,) if event.place else ()


NAMES: Mapping[LanesBy, NamesOf] = {
    LanesBy.TYPE: _by_type,
    LanesBy.PLACE: _by_place,
}


def _by_label(option: str) -> NamesOf:
    field = label_field(option)
    assert field is not None, f"there are no labels {option}"
    return field.in_words


def _by_account(chronicle: Chronicle) -> NamesOf:
    claimed: dict[int, dict[str, None]] = {}
    for link in chronicle.links:
        for end in (link.cause, link.effect):
            claimed.setdefault(end, {})[link.claimed_by] = None
    return lambda event: tuple(claimed.get(event.id, ()))


def _shortest(
    order: Sequence[str],
    found: Mapping[str, Iterable[Event]],
    chronicle: Chronicle,
    names: NamesOf,
) -> list[str]:
    homes = _homes([Lane(name, tuple(found[name])) for name in order], names)
    home = {number: order[place] for number, place in homes.items()}
    often: dict[tuple[str, str], int] = {}
    for link in chronicle.links:
        pair = (home[link.cause], home[link.effect])
        if pair[0] != pair[1]:
            often[pair] = often.get(pair, 0) + 1

    def length(names: Iterable[str]) -> int:
        """The number of lanes that the arrows cross in all."""
        place = {name: number for number, name in enumerate(names)}
        return sum(abs(place[a] - place[b]) * times for (a, b), times in often.items())

    if len(order) <= MOST_TRIED:
        return list(min(permutations(order), key=length))
    best, shortest = list(order), length(order)
    improved = True
    while improved:
        improved = False
        for one, other in combinations(range(len(best)), 2):
            tried = list(best)
            tried[one], tried[other] = tried[other], tried[one]
            if (long := length(tried)) < shortest:
                best, shortest, improved = tried, long, True
    return best
