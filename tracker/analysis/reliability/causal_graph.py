"""The and/or graph of claims: which events stand, and which arcs a chain may take."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tracker.analysis.reliability.network import Arc


@dataclass(frozen=True, slots=True)
class CausalClaim:
    """A claim that one event, or several only together, had a part in bringing about another.

    Attributes
    ----------
    causes : tuple of int
        Numbers of events; several are the members of a joint claim.
    effect : int
        Number of the event that they bring about.
    likelihoods : tuple of float
        How likely the claim holds, one number for each column of a calculation (the low end of a
        band, its midpoint, its high end), each in [0, 1].
    needed : bool
        Whether the effect would not have come without each of the causes, whatever else.
    source : str or None
        The one independent source that the claim rests on alone; None where there is none, or
        where there are several.
    """

    causes: tuple[int, ...]
    effect: int
    likelihoods: tuple[float, ...]
    needed: bool = False
    source: str | None = None


@dataclass(frozen=True)
class CausalGraph:
    """Events and the claims of causes and effects between them, without circles.

    Attributes
    ----------
    events : tuple of int
        Numbers, each cause before its effects: the order of time.
    claims : tuple of CausalClaim
        Alternatives where they have the same effect: one is enough.

    Examples
    --------
    >>> joint = CausalClaim((1, 2), 3, (0.5,))
    >>> graph = CausalGraph((1, 2, 3), (joint, CausalClaim((3,), 4, (0.9,))))
    >>> sorted(graph.standing(without=[2]))
    [1]
    """

    events: tuple[int, ...]
    claims: tuple[CausalClaim, ...]

    def by_effect(self) -> Mapping[int, tuple[CausalClaim, ...]]:
        """The claims of each event that is given causes.

        Returns
        -------
        mapping of int to tuple of CausalClaim
            In the order of the claims.
        """
        found: dict[int, list[CausalClaim]] = {}
        for claim in self.claims:
            found.setdefault(claim.effect, []).append(claim)
        return {effect: tuple(claims) for effect, claims in found.items()}

    def standing(
        self, without: Collection[int] = (), explained: Collection[int] = ()
    ) -> frozenset[int]:
        """Find the events that stand when some are taken away and every claim is certain.

        Parameters
        ----------
        without : collection of int
            Numbers of the events taken away.
        explained : collection of int
            Numbers of events that something outside the graph explains, whatever is taken away.

        Returns
        -------
        frozenset of int
            An event without recorded causes stands unless it is taken away; another stands while
            at least one of its claims stands with all its members, and none of its needed causes
            is gone.

        Notes
        -----
        A monotone and/or graph in topological order, so one pass finds the one solution.
        """
        claimed, gone = self.by_effect(), set(without)
        stand: set[int] = set()
        numbered = set(self.events)
        for event in self.events:
            # A cause outside the graph was not asked about, and nothing here takes it away.
            claims = claimed.get(event, ())
            holds = [
                all(cause in stand or cause not in numbered for cause in claim.causes)
                for claim in claims
            ]
            is_explained = any(holds) or not claims or event in explained
            missed = any(
                claim.needed and not held for claim, held in zip(claims, holds, strict=True)
            )
            if event not in gone and is_explained and not missed:
                stand.add(event)
        return frozenset(stand)

    def reduced_to(self, standing: Collection[int]) -> "CausalGraph":
        """Keep the events that stand, and the claims of which every part does.

        Parameters
        ----------
        standing : collection of int
            Numbers of events.

        Returns
        -------
        CausalGraph
            In the same order.

        Examples
        --------
        >>> graph = CausalGraph((1, 2, 3), (CausalClaim((1, 2), 3, (0.5,)),))
        >>> graph.reduced_to([1, 3]).claims
        ()
        """
        gone = set(self.events) - set(standing)
        return CausalGraph(
            tuple(event for event in self.events if event not in gone),
            tuple(
                claim
                for claim in self.claims
                if claim.effect not in gone and gone.isdisjoint(claim.causes)
            ),
        )

    def arcs(self) -> tuple[list[Arc], dict[int, int]]:
        """Write the claims as arcs between numbered places.

        Returns
        -------
        tuple of list of Arc and dict of int to int
            The arcs, and the place of each event; tails have lower places than heads. A joint
            claim is a place of its own behind the latest of its members, reached from any of them
            for certain, from which one arc with the claim's likelihoods leads on: a chain passes
            it by any member, and it holds or fails once for all of them.

        Examples
        --------
        >>> graph = CausalGraph((1, 2, 3), (CausalClaim((1, 2), 3, (0.5,)),))
        >>> arcs, places = graph.arcs()
        >>> [(arc.tail, arc.head, arc.likelihoods) for arc in arcs], places
        ([(0, 2, (1.0,)), (1, 2, (1.0,)), (2, 3, (0.5,))], {1: 0, 2: 1, 3: 3})
        """
        known = {event: here for here, event in enumerate(self.events)}
        claims = []
        behind: dict[int, int] = {}  # how many joint claims stand behind each event
        for claim in self.claims:
            members = [cause for cause in claim.causes if cause in known]
            if members and claim.effect in known:
                claims.append((claim, members))
                if len(members) > 1:
                    latest = max(members, key=known.__getitem__)
                    behind[latest] = behind.get(latest, 0) + 1
        places, free = {}, {}
        further = 0
        for event in self.events:
            places[event], free[event] = further, further + 1
            further += 1 + behind.get(event, 0)
        found = []
        for claim, members in claims:
            tail = places[members[0]]
            if len(members) > 1:
                latest = max(members, key=known.__getitem__)
                tail = free[latest]
                free[latest] += 1
                certain = (1.0,) * len(claim.likelihoods)
                found += [Arc(places[each], tail, certain) for each in members]
            found.append(Arc(tail, places[claim.effect], claim.likelihoods, claim.source))
        return found, places
