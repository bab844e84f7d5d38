"""The reliability of a network by one sweep over sets of reached places."""

from typing import TYPE_CHECKING, Any, TypeAlias

from tracker.analysis.reliability.network import Likelihoods, Network
from tracker.analysis.reliability.plan import Rows, Visit, best_plan

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]

WIDEST = 20  # places held open at once: 2^20 sets of reached places, some 25 MB

PASSED, HIT = "passed", "hit"  # a visited place, reached or not; one ahead, reached by now or not


def sweep(network: Network, widest: int = WIDEST) -> Likelihoods | None:
    """Work out the reliability of a network exactly.

    Parameters
    ----------
    network : Network
        Reduced.
    widest : int
        The most places to hold open at once; time and memory grow as two to that power.

    Returns
    -------
    tuple of float or None
        For each column the probability that a chain of arcs that hold leads from the first place
        to the last; None where the sweep would be too wide.

    Notes
    -----
    The places are visited tails first. What is kept is the probability of each set of reached
    places that still matter: of a visited place whether it was reached, and where fewer places lie
    ahead of some visited ones than these are, of the places ahead whether they were reached by
    now. Sets from which the last place was reached are summed and left. Which of the two is kept
    is a smallest vertex cover of the arcs that cross from visited places to others (Kőnig 1931).
    Several orders are planned, also against the arcs, and the one with the fewest sets is taken.

    Two-terminal reliability is #P-complete in general (Ball, Colbourn & Provan 1995); this is
    exponential in the width of the network only.

    Examples
    --------
    >>> from tracker.analysis.reliability.network import Arc, reduced
    >>> bridge = [(1, 2), (1, 3), (2, 3), (2, 4), (3, 4)]
    >>> network = reduced([Arc(*ends, (0.5,)) for ends in bridge], 1, 4, 1)
    >>> sweep(network)
    (0.46875,)
    """
    if not network.arcs:
        return network.factor
    plan, rows = best_plan(network)
    if plan.width > widest:
        return None
    state = _Sets(rows, len(network.factor))
    for visit in plan.visits:
        state.visit(visit)
    return tuple(
        factor * float(value) for factor, value in zip(network.factor, state.total, strict=True)
    )


class _Sets:
    """The probability of each set of reached places: an array with an axis for each open place.

    The last axis are the columns; along each of the others 0 is not reached and 1 reached.
    """

    def __init__(self, rows: Rows, columns: int) -> None:
        import numpy as np  # here: most commands start without it

        self.np, self.rows, self.columns = np, rows, columns
        self.first, self.last = rows.order[0], rows.order[-1]
        self.axes: list[tuple[str, int]] = []
        self.visited: set[int] = set()
        self.total: Array = self.row(rows.heads[self.first].get(self.last))
        self.states: Array = 1 - self.total

    def row(self, likelihoods: Likelihoods | None) -> "Array":
        """The likelihoods of an arc, 0 where there is none."""
        return self.np.array(likelihoods or (0.0,) * self.columns)

    def visit(self, visit: Visit) -> None:
        """Decide whether a place is reached, and give up what matters no longer."""
        place = visit.place
        self.visited.add(place)
        self.decide(place)
        for passed in visit.done:
            axis = self.axes.index((PASSED, passed))
            self.states = self.np.asarray(self.states.sum(axis=axis))
            del self.axes[axis]
        for passed in visit.pushed:
            self.push(passed)

    def decide(self, place: int) -> None:
        """Part the sets by whether a place is reached, and sum those that reach the last place."""
        miss = self.missing(place)
        if (HIT, place) in self.axes:
            axis = self.axes.index((HIT, place))
            del self.axes[axis]
            there = self.np.take(self.states, 1, axis=axis)
            not_yet = self.np.take(self.states, 0, axis=axis)
            if miss.ndim > 1:
                miss = miss.squeeze(axis=axis)
            missed = not_yet * miss
            reached = there + (not_yet - missed)
        else:
            missed = self.states * miss
            reached = self.states - missed
        if (ending := self.rows.heads[place].get(self.last)) is not None:
            won = reached * self.row(ending)
            self.total = self.total + won.reshape(-1, self.columns).sum(axis=0)
            reached = reached - won
        if self.rows.heads[place].keys() - {self.last}:
            self.states = self.np.stack([missed, reached])
            self.axes.insert(0, (PASSED, place))
        else:
            self.states = missed + reached

    def missing(self, place: int) -> "Array":
        """How likely no arc from a visited place holds to this one, for each set."""
        miss = 1 - self.row(self.rows.tails[place].get(self.first))
        for axis, (kind, passed) in enumerate(self.axes):
            if kind == PASSED and (likelihoods := self.rows.heads[passed].get(place)):
                either = self.np.stack([self.np.ones(self.columns), 1 - self.row(likelihoods)])
                shape = [1] * len(self.axes) + [self.columns]
                shape[axis] = 2
                miss = miss * either.reshape(shape)
        return miss

    def push(self, passed: int) -> None:
        """Decide the arcs of a visited place now, and keep what they reach in place of it."""
        axis = self.axes.index((PASSED, passed))
        del self.axes[axis]
        missed: Array = self.np.take(self.states, 0, axis=axis)
        reached: Array = self.np.take(self.states, 1, axis=axis)
        for head, likelihoods in self.rows.heads[passed].items():
            if head == self.last or head in self.visited:
                continue
            holds = self.row(likelihoods)
            if (HIT, head) in self.axes:
                axis = self.axes.index((HIT, head))
                there, not_yet = reached.take(1, axis=axis), reached.take(0, axis=axis)
                gained = not_yet * holds
                reached = self.np.stack([not_yet - gained, there + gained], axis=axis)
            else:
                gained = reached * holds
                reached = self.np.stack([reached - gained, gained])
                missed = self.np.stack([missed, self.np.zeros_like(missed)])
                self.axes.insert(0, (HIT, head))
        self.states = missed + reached
