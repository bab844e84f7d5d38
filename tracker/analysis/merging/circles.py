"""Circles that only two records together have: links, and claims of order, that lead back."""

from collections.abc import Iterable, Iterator

import networkx as nx

from tracker.model.merging import Change, Conflict, Entry, Key, Records, applied
from tracker.model.weighing import AVERTS

KINDS = ("link", "order")
REASONS = {
    "link": "with both, an event would be its own ancestor",
    "order": "with both, an event would be before itself",
}
Edge = tuple[str, str]


def circle_conflicts(
    base: Records, ours: Records, theirs: Records, changes: list[Change]
) -> tuple[list[Change], list[Conflict]]:
    """Make a conflict of each circle that ours would have after some changes, and has not now.

    Parameters
    ----------
    base, ours, theirs : mapping of keys to Entry
        The common past and the two records.
    changes : list of Change
        What ours would take.

    Returns
    -------
    list of Change
        The changes that close no circle.
    list of Conflict
        One for each circle, with all that theirs adds to it. Its key is the first of the claims
        that either side added, so that both directions of a merge have the same.

    Examples
    --------
    >>> leads = Entry({"relation": "provokes"})
    >>> ours = {("link", "b", "RUS", "a"): leads}
    >>> theirs = {("link", "a", "USA", "b"): leads}
    >>> more = [Change(("link", "a", "USA", "b"), None, None, None, leads)]
    >>> kept, found = circle_conflicts({}, ours, theirs, more)
    >>> kept, found[0].reason
    ([], 'with both, an event would be its own ancestor')
    """
    found: list[Conflict] = []
    for kind in KINDS:
        while closing := _closing(kind, ours, changes):
            keys, inside = closing
            taken = tuple(each for each in changes if each.key in keys)
            own = {
                key
                for key, entry in ours.items()
                if key not in base or base[key] != entry
                if key[0] == kind and any(set(edge) <= inside for edge in edges_of(key, entry))
            }
            changes = [each for each in changes if each.key not in keys]
            gone = (Change(key, None, None, ours[key], None) for key in sorted(own - theirs.keys()))
            taken = (*gone, *taken)  # theirs holds where ours does not
            found.append(
                Conflict(
                    min(keys | own), None, None, None, tuple(sorted(own)), tuple(sorted(keys)),
                    taken, REASONS[kind],
                )
            )  # fmt: skip
    return changes, found


def edges_of(key: Key, entry: Entry) -> Iterator[Edge]:
    """Give the pairs of events, the earlier first, that a link or a claim of order joins.

    A denial joins none, nor does what averted an event.

    Examples
    --------
    >>> list(edges_of(("link", "c", "analyst", "a", "b"), Entry()))
    [('a', 'c'), ('b', 'c')]
    """
    if key[0] == "order":
        yield key[1], key[2]
    elif not entry.fields.get("denied") and entry.fields.get("relation") != AVERTS:
        for cause in key[3:]:
            yield cause, key[1]


def _closing(
    kind: str, ours: Records, changes: Iterable[Change]
) -> tuple[set[Key], set[str]] | None:
    """The keys of changes that close the first circle which ours has not already, and its events.

    Where only claims of theirs close it, they had it already, and it is left to the store.
    """
    concerned = [each for each in changes if each.key[0] == kind]
    if not concerned:
        return None
    after = applied(ours, concerned)
    graph: nx.DiGraph[str] = nx.DiGraph(
        sorted(
            edge for key, entry in after.items() if key[0] == kind for edge in edges_of(key, entry)
        )
    )
    touched = {each.key for each in concerned}
    for component in sorted(map(sorted, nx.strongly_connected_components(graph))):
        inside = set(component)
        if len(inside) < 2:
            continue
        keys = {
            key
            for key in touched & after.keys()
            if any(set(edge) <= inside for edge in edges_of(key, after[key]))
            and (key not in ours or set(edges_of(key, after[key])) - set(edges_of(key, ours[key])))
        }
        if keys:
            return keys, inside
    return None
