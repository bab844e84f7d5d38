"""Matching of the events of two records: by identity, else by all that tells acts apart."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.model.event import EventDraft
from tracker.model.names import folded

Act = tuple[object, ...]


def joined_identities(
    ours: Mapping[str, EventDraft], theirs: Mapping[str, EventDraft]
) -> dict[str, str]:
    """Find the events of another record that are events of ours under another identity.

    Parameters
    ----------
    ours : mapping of str to EventDraft
        Our events by their identities, with actors and types by code.
    theirs : mapping of str to EventDraft
        Those of the other record.

    Returns
    -------
    dict of str to str
        For identities of theirs, those of ours. An event is the same if date, doers, targets,
        type, title, place and status are, and its rank among events that are alike in these.

    Examples
    --------
    >>> from tracker.model.dates import EventDate
    >>> act = EventDraft("Talks fail", EventDate.parse("2016-10-03"), "statement", ("RUS",))
    >>> joined_identities({"a": act}, {"b": act, "c": act})
    {'b': 'a'}
    """
    own = _by_act({name: act for name, act in ours.items() if name not in theirs})
    other = _by_act({name: act for name, act in theirs.items() if name not in ours})
    return {name: own[act] for act, name in other.items() if act in own}


def act_of(event: EventDraft) -> Act:
    """Give all that tells an act from others.

    Examples
    --------
    >>> from tracker.model.dates import EventDate
    >>> one, other = (EventDraft(title, EventDate.parse("2016"), "threat")
    ...               for title in ("A threat", "a  Threat"))
    >>> act_of(one) == act_of(other)
    True
    """
    return (
        event.date.earliest, event.date.latest, tuple(sorted(event.by)), tuple(sorted(event.to)),
        event.type, folded(event.title), folded(event.place or ""),
    )  # fmt: skip


def ranked_acts(events: Iterable[EventDraft]) -> list[Act]:
    """Give the acts of events with their ranks among like ones, in the order of the events."""
    met: Counter[Act] = Counter()
    found = []
    for event in events:
        act = act_of(event)
        met[act] += 1
        found.append((*act, met[act]))
    return found


def _by_act(events: Mapping[str, EventDraft]) -> dict[Act, str]:
    return dict(zip(ranked_acts(events.values()), events, strict=True))
