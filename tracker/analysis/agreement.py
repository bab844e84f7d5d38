"""Agreement of two coders of the same events: how far it goes beyond chance, and where it fails."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.analysis.alpha import Level, costs_of, krippendorff_alpha
from tracker.model.actor import ANALYST
from tracker.model.agreement import Disagreement, MatchedPair, Measured
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.link import Link

SURE = 0.9  # a likeness from which two events are hardly taken for the same by mistake
NOT_LINKED = "not linked"
Claims = Mapping[tuple[int, int], Link]


@dataclass(frozen=True, slots=True)
class _Unit:
    """One thing that both coded: what it is called, the two values, whether the match is sure."""

    about: str
    mine: Any
    theirs: Any
    sure: bool


def agreement(
    mine: Chronicle, theirs: Chronicle, matched: Iterable[MatchedPair]
) -> tuple[tuple[Measured, ...], tuple[Disagreement, ...]]:
    """Compare how two coders coded the events that they have in common.

    Parameters
    ----------
    mine, theirs : Chronicle
        The two records.
    matched : iterable of MatchedPair
        The events that are the same in both.

    Returns
    -------
    tuple of tuple of Measured and tuple of Disagreement
        Type, doers, targets, intensity, links, relations and causes, each with its coefficient;
        and every unit that was coded differently, the costliest first.

    Notes
    -----
    A link is coded by a coder where anybody claims it in the coder's record: the relation is the
    analyst's own, else that of the likeliest claim; denials are no links. Links are compared over
    the pairs of matched events that either coder linked, with *not linked* as a value; relations
    over those that both did; causes over the events that either explains, as sets.

    Examples
    --------
    >>> measured, disagreements = agreement(Chronicle(), Chronicle(), ())
    >>> [each.name for each in measured]
    ['type', 'by', 'to', 'intensity', 'links', 'relation', 'causes']
    """
    pairs = tuple(matched)
    measured: list[Measured] = []
    disagreements: list[Disagreement] = []
    for name, level, units in _measures(mine, theirs, pairs):
        coded = [(each.mine, each.theirs) for each in units]
        sure = [(each.mine, each.theirs) for each in units if each.sure]
        alpha = krippendorff_alpha(coded, level)
        measured.append(
            Measured(name, level, alpha, krippendorff_alpha(sure, level, resamples=0).value)
        )
        disagreements += [
            Disagreement(name, each.about, _said(each.mine), _said(each.theirs), cost)
            for each, cost in zip(units, costs_of(coded, level), strict=True)
            if each.mine != each.theirs
        ]
    return tuple(measured), tuple(sorted(disagreements, key=lambda each: -each.cost))


def _measures(
    mine: Chronicle, theirs: Chronicle, pairs: tuple[MatchedPair, ...]
) -> Iterator[tuple[str, Level, list[_Unit]]]:
    yield "type", Level.NOMINAL, _of_events(pairs, lambda event: event.type.code)
    yield "by", Level.SETS, _of_events(pairs, lambda event: _codes(event.by))
    yield "to", Level.SETS, _of_events(pairs, lambda event: _codes(event.to))
    known = [p for p in pairs if None not in (p.mine.intensity, p.theirs.intensity)]
    yield "intensity", Level.INTERVAL, _of_events(known, lambda event: event.intensity)
    linked = list(_links(mine, theirs, pairs))
    yield "links", Level.NOMINAL, linked
    both = [each for each in linked if NOT_LINKED not in (each.mine, each.theirs)]
    yield "relation", Level.NOMINAL, both
    yield "causes", Level.SETS, list(_causes(mine, theirs, pairs))


def _of_events(pairs: Iterable[MatchedPair], value: Callable[[Event], Any]) -> list[_Unit]:
    return [_Unit(p.mine.handle, value(p.mine), value(p.theirs), _is_sure(p)) for p in pairs]


def _is_sure(pair: MatchedPair) -> bool:
    return pair.by_handle or (pair.similarity >= SURE and not pair.rivals)


def _codes(actors: Iterable[Any]) -> frozenset[str]:
    return frozenset(actor.code for actor in actors)


def _claims(chronicle: Chronicle) -> Claims:
    """For each pair of events the claim that stands for it."""
    chosen: dict[tuple[int, int], Link] = {}
    for link in chronicle.links:
        for cause in link.causes:
            ends = (cause, link.effect)
            if ends not in chosen or _rank(link) > _rank(chosen[ends]):
                chosen[ends] = link
    return chosen


def _rank(link: Link) -> tuple[bool, float]:
    return link.claimed_by == ANALYST, link.likelihood


def _links(mine: Chronicle, theirs: Chronicle, pairs: Iterable[MatchedPair]) -> Iterator[_Unit]:
    """The pairs of matched events that either coder linked, with the relation that each gives."""
    by_mine = {pair.mine.id: pair for pair in pairs}
    by_theirs = {pair.theirs.id: pair for pair in by_mine.values()}
    own, other = _claims(mine), _claims(theirs)
    ends = dict.fromkeys(key for key in own if all(end in by_mine for end in key))
    ends |= dict.fromkeys(
        (by_theirs[cause].mine.id, by_theirs[effect].mine.id)
        for cause, effect in other
        if cause in by_theirs and effect in by_theirs
    )
    for cause, effect in ends:
        first, last = by_mine[cause], by_mine[effect]
        here, there = own.get((cause, effect)), other.get((first.theirs.id, last.theirs.id))
        yield _Unit(
            f"{first.mine.handle} → {last.mine.handle}",
            here.relation if here else NOT_LINKED,
            there.relation if there else NOT_LINKED,
            _is_sure(first) and _is_sure(last),
        )


def _causes(mine: Chronicle, theirs: Chronicle, pairs: Iterable[MatchedPair]) -> Iterator[_Unit]:
    """The matched events that either coder explains, with the causes that each names."""
    by_mine = {pair.mine.id: pair for pair in pairs}
    by_theirs = {pair.theirs.id: pair for pair in by_mine.values()}
    named: dict[int, tuple[set[str], set[str]]] = {number: (set(), set()) for number in by_mine}
    for side, (chronicle, matched) in enumerate(((mine, by_mine), (theirs, by_theirs))):
        for link in chronicle.links:
            for cause in link.causes if link.effect in matched else ():
                if cause in matched:
                    effect = matched[link.effect].mine.id
                    named[effect][side].add(matched[cause].mine.handle)
    for number, (here, there) in named.items():
        if here or there:
            pair = by_mine[number]
            yield _Unit(pair.mine.handle, frozenset(here), frozenset(there), _is_sure(pair))


def _said(value: Any) -> str:
    """A value as it stands in a list of disagreements."""
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "—"
    return f"{value:g}" if isinstance(value, float | int) else str(value)
